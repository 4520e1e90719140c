"""The source as plain text: paragraphs are lines, rows of a table are lines with their cells parted by bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from core.formats.raw import Block, Grid, Paragraph, RawDocument
from core.model import Location
from core.texts import text
from gui.source.base import Clicks
from gui.style import colours, form_font

_BETWEEN = " │ "


@dataclass(frozen=True, slots=True)
class Page:
    """The source as plain text, and where each place of it stands: (first, last + 1) characters."""

    text: str
    spans: dict[Location, tuple[int, int]]


def page_of(blocks: Iterable[Block]) -> Page:
    """Paragraphs are lines; rows of a table are lines with their cells parted by bars."""
    words: list[str] = []
    spans: dict[Location, tuple[int, int]] = {}
    at = 0

    def put(piece: str, where: Location | None = None) -> None:
        nonlocal at
        if where is not None and piece:
            spans.setdefault(where, (at, at + len(piece)))
        words.append(piece)
        at += len(piece)

    for block in blocks:
        if isinstance(block, Paragraph):
            put(block.text.replace("\n", " "), block.where)
            put("\n")
        else:
            _put_grid(block, put)
    return Page("".join(words), spans)


def _put_grid(grid: Grid, put: object) -> None:
    assert callable(put)
    if grid.title:
        put(f"〔{grid.title}〕\n")
    row = None
    for cell in grid.cells:
        if row is not None:
            put("\n" if cell.row != row else _BETWEEN)
        row = cell.row
        # a blank cell has a place as well, so that it can be shown and clicked
        put(cell.text.replace("\n", " ").strip() or " ", cell.where)
    put("\n")


def lit_format() -> QTextCharFormat:
    """How the marked place looks in a text."""
    look = QTextCharFormat()
    theme = colours()
    look.setBackground(theme.lit)
    look.setFontUnderline(True)
    look.setUnderlineColor(theme.accent)
    return look


class TextView(QPlainTextEdit):
    """Read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicks = Clicks(self)
        self._page = Page("", {})
        self._where: Location | None = None
        self.setObjectName("sourceText")
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(text("window.source.name"))
        self.setFont(form_font())
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_document(self, document: RawDocument, content: bytes) -> None:
        self._page = page_of(document.blocks)
        self._where = None
        self.setPlainText(self._page.text)

    def mark(self, where: Location | None) -> None:
        self._where = where
        self._mark()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        # the pane has its height, and so its middle, only after it was laid out
        QTimer.singleShot(0, self, self._mark)

    def _mark(self) -> None:
        span = self._page.spans.get(self._where) if self._where is not None else None
        if span is None:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(max(0, self._line_of(cursor) - 8))
        mark = QTextEdit.ExtraSelection()
        mark.format = lit_format()
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        self.setExtraSelections([mark])

    def _line_of(self, cursor: QTextCursor) -> int:
        """Number of the cursor's line as wrapped now; lines are laid out only where they were shown before."""
        block = self.document().begin()
        lines = 0
        while block != cursor.block():
            self.blockBoundingRect(block)  # lays the block out
            lines += max(block.layout().lineCount(), 1)
            block = block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap elsewhere now."""
        super().resizeEvent(event)
        if self.isVisible():
            self._mark()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            return
        position = self.cursorForPosition(event.position().toPoint()).position()
        self.clicks.at.emit([w for w, (first, last) in self._page.spans.items() if first <= position <= last])
