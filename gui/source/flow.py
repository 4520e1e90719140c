"""The source as a document: paragraphs, and between them the tables with their merged cells, as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCell,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from core.formats.raw import Grid, GridCell, Paragraph, RawDocument
from core.model import Location
from core.texts import text
from gui.source.base import Clicks
from gui.source.text import lit_format
from gui.style import colours, form_font

_ABOVE = 120
"""Pixels of the page that stay visible above the marked place."""
_LEAST_WORDS, _FEW_COLUMNS = 5, 5
"""Characters of a column of words in a table of more than so many columns."""


class FlowView(QTextEdit):
    """Read only. Spans of characters are known for each place once the page was built."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicks = Clicks(self)
        self._spans: dict[Location, tuple[int, int]] = {}
        self._where: Location | None = None
        self.setObjectName("sourceFlow")
        self.setReadOnly(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAccessibleName(text("window.source.name"))
        self.setFont(form_font())
        self.setUndoRedoEnabled(False)
        # words of Chinese still break anywhere, numbers never
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_document(self, document: RawDocument, content: bytes) -> None:
        self._where = None
        grids = [block for block in document.blocks if isinstance(block, Grid)]
        words = [block for block in document.blocks if isinstance(block, Paragraph)]
        self.setHtml("".join(_markup(block) for block in document.blocks))
        self._spans = {}
        for grid, table in zip(grids, self._tables(), strict=False):
            for cell in grid.cells:
                place = table.cellAt(cell.row, cell.column)
                self._spans.setdefault(cell.where, (place.firstPosition(), place.lastPosition()))
            self._draw_grid(table, grid)
        for paragraph, span in zip(words, self._paragraphs(), strict=False):
            self._spans.setdefault(paragraph.where, span)

    def _draw_grid(self, table: QTextTable, grid: Grid) -> None:
        """Lines in the theme's colour; columns of words wide enough for a few characters, whatever the pane's width."""
        look = table.format().toTableFormat()
        look.setBorder(1)
        look.setBorderBrush(colours().line)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderCollapse(True)
        metrics = self.fontMetrics()
        longest = [0] * grid.columns
        wordy = [False] * grid.columns
        for cell in grid.cells:
            if cell.colspan == 1:
                words = cell.text.strip()
                longest[cell.column] = max(longest[cell.column], metrics.horizontalAdvance(words))
                wordy[cell.column] |= not words.isascii() and cell.row > 2
        least = metrics.horizontalAdvance("国") * _LEAST_WORDS
        narrow = grid.columns > _FEW_COLUMNS
        look.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.FixedLength, min(width, least) + 8)
                if narrow and is_words
                else QTextLength(QTextLength.Type.VariableLength, 0)
                for width, is_words in zip(longest, wordy, strict=True)
            ]
        )
        table.setFormat(look)

    def _tables(self) -> Iterator[QTextTable]:
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                yield frame

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        """Characters of each paragraph outside of tables; Qt puts empty ones beside tables."""
        block = self.document().begin()
        while block.isValid():
            if block.length() > 1 and QTextCursor(block).currentTable() is None:
                yield block.position(), block.position() + block.length() - 1
            block = block.next()

    def mark(self, where: Location | None) -> None:
        self._where = where
        self._mark()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self, self._mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._mark)

    def _mark(self) -> None:
        span = self._spans.get(self._where) if self._where is not None else None
        if span is None:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        top, bar = self._top_of(cursor), self.verticalScrollBar()
        # what is in view already stays where the eye is
        if not bar.value() <= top <= bar.value() + self.viewport().height() - 40:
            bar.setValue(max(0, int(top) - min(_ABOVE, self.viewport().height() // 3)))
        mark = QTextEdit.ExtraSelection()
        mark.format = lit_format()
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        self.setExtraSelections([mark])
        self._show_sideways()
        # a blank cell has no characters to be marked
        self.viewport().update()

    def _show_sideways(self) -> None:
        """A table may be wider than the pane."""
        rect, bar, width = self.marked_rect(), self.horizontalScrollBar(), self.viewport().width()
        if rect is not None and not (rect.left() >= 0 and rect.right() <= width) and bar.maximum():
            bar.setValue(int(bar.value() + (rect.left() if rect.width() > width else rect.right() - width + 24)))

    def _top_of(self, cursor: QTextCursor) -> float:
        return float(self.document().documentLayout().blockBoundingRect(cursor.block()).top())

    def paintEvent(self, event: object) -> None:
        """A frame around the marked place, which a blank cell shows as well."""
        super().paintEvent(event)  # type: ignore[arg-type]
        rect = self.marked_rect()
        if rect is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(colours().accent, 2))
        painter.drawRect(rect)
        painter.end()

    def marked_rect(self) -> QRectF | None:
        """Where the marked place is drawn, in the viewport."""
        span = self._spans.get(self._where) if self._where is not None else None
        if span is None:
            return None
        layout = self.document().documentLayout()
        block, last = self.document().findBlock(span[0]), self.document().findBlock(max(span[1], span[0]))
        rect = layout.blockBoundingRect(block).united(layout.blockBoundingRect(last))
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        return rect.translated(offset).adjusted(-1, -1, 1, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            return
        cursor = self.cursorForPosition(event.position().toPoint())
        table = cursor.currentTable()
        if table is not None:
            cell: QTextTableCell = table.cellAt(cursor)
            wanted = (cell.firstPosition(), cell.lastPosition())
            self.clicks.at.emit([where for where, span in self._spans.items() if span == wanted])
            return
        at = cursor.position()
        self.clicks.at.emit([where for where, (first, last) in self._spans.items() if first <= at <= last])


def _markup(block: Paragraph | Grid) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_words(block.text)}</p>"
    places = {(cell.row, cell.column): cell for cell in block.cells}
    covered = {
        (cell.row + i, cell.column + j)
        for cell in block.cells
        for i in range(cell.rowspan)
        for j in range(cell.colspan)
        if i or j
    }
    rows = "".join(
        "<tr>"
        + "".join(_cell(places.get((row, column))) for column in range(block.columns) if (row, column) not in covered)
        + "</tr>"
        for row in range(block.rows)
    )
    line = colours().line.name()
    return (
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%" style="border-collapse:collapse;'
        f'border-color:{line}">{rows}</table>'
    )


def _cell(cell: GridCell | None) -> str:
    if cell is None:
        return "<td></td>"
    return f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{_words(cell.text.strip())}</td>'


def _words(words: str) -> str:
    return "<br>".join(escape(line) for line in words.split("\n"))
