"""The file that the report came from, as its reader saw it, with the place of the current cell or sentence marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from core import formats
from core.errors import UserError
from core.formats.raw import Block, Grid, Paragraph
from core.model import Location
from core.session import Origin, Session
from core.texts import text
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


class SourcePanel(QPlainTextEdit):
    """Read only. Filled when it is first seen, since reading the file again takes as long as opening it did.

    `chosen` asks to go to the cell that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Origin | None = None
        self._page = Page("", {})
        self._where: Location | None = None
        self.setObjectName("source")
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(text("window.source.name"))
        self.setFont(form_font())
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def mark(self, where: Location | None) -> None:
        """Mark that place and bring it into view; None marks nothing."""
        self._where = where
        if self.isVisible():
            self._fill()
            self._mark()

    def refresh(self) -> None:
        """Another report is shown."""
        self._where = None
        if self.isVisible():
            self._fill()
            self._mark()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._fill()
        # the pane has its height, and so its middle, only after it was laid out
        QTimer.singleShot(0, self, self._mark)

    def _fill(self) -> None:
        origin = self._session.origin
        if origin is self._shown and origin is not None:
            return
        self._shown = origin
        self._page = Page("", {})
        if origin is None or not origin.content:
            self.setPlainText(text("window.source.none"))
            return
        try:
            self._page = page_of(formats.read(origin.content, origin.name).blocks)
        except UserError:
            # our own JSON is read without a reader of pages
            self.setPlainText(text("window.source.not_shown", name=origin.name))
            return
        self.setPlainText(self._page.text)

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
        look = QTextCharFormat()
        theme = colours()
        look.setBackground(theme.lit)
        look.setFontUnderline(True)
        look.setUnderlineColor(theme.accent)
        mark.format = look
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
        address = self.address_at(position)
        if address is not None:
            self.chosen.emit(address)

    def address_at(self, position: int) -> str | None:
        """The cell of the form that was read from that character of the source."""
        wheres = {where for where, (first, last) in self._page.spans.items() if first <= position <= last}
        cells = self._session.report.cells
        return next((address for address, cell in cells.items() if cell.where in wheres), None)
