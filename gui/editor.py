"""The text of one part: an editor that grows with its text, marks faults, and leaves the history to the session."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextEdit, QToolTip, QWidget

from core.catalog import edition
from core.conclusion import is_ignored
from core.masking import masked
from core.model import Finding, Severity, Verdict
from core.session import Change, Session, SetText
from core.texts import text
from gui.actions import is_history
from gui.style import colours, form_font

TEXT_SIZE = 11.0
_LINE_HEIGHT = 150.0
_PAUSE = 1000
"""Milliseconds without a key after which a burst of typing is one step of undo."""

_PARAGRAPH = "\u2029"
_LINE = "\u2028"


_NOTHING = (sys.maxsize, -1)
"""No characters of the text."""


class PartEditor(QTextEdit):
    """Edits the text of the part `number`. `placed` tells where the caret is: part and position in its text."""

    placed = Signal(str, int)
    menuOpening = Signal(QMenu, object)
    """The menu of a right click, and the Finding there or None: others may add to it before it is shown."""

    def __init__(self, session: Session, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.number = number
        self._composing = False
        self._refreshing = False
        self._findings: tuple[Finding, ...] = ()
        self._flash: tuple[int, int] | None = None
        self._quiet: frozenset[str] = frozenset()
        self._painted: object = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(session.seal)
        self._dress()
        self.refresh_text()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.refresh_findings()
        self._touched = _NOTHING
        self.document().contentsChange.connect(self._note_change)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._tell_place)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _dress(self) -> None:
        name = edition(self.session.report.edition).heading(self.number)
        self.setAccessibleName(text("window.editor.name", part=name))
        self.setObjectName(f"part_{self.number}")
        self.setAcceptRichText(False)
        # the session keeps the history of everything
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(form_font(TEXT_SIZE))
        self.document().setDocumentMargin(6)
        self.setPlaceholderText(text("window.editor.placeholder"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, colours().faint)
        self.setPalette(palette)

    def zoom(self, factor: float) -> None:
        """Show the text that many times as large as usual."""
        self.setFont(form_font(TEXT_SIZE * factor))
        self._refreshing = True
        self._indent()
        self._refreshing = False
        self._fit()

    # ---------------------------------------------------------------------------------------------- text

    def part_text(self) -> str:
        """The text as the report keeps it: paragraphs parted by line feeds, no-break spaces kept."""
        # toPlainText() would turn no-break spaces into spaces
        return self.document().toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def refresh_text(self) -> None:
        """Show the report's text; only what differs is replaced, so that the caret stays where it was."""
        if self._composing:
            return
        old, new = self.part_text(), self.session.report.part(self.number).text
        if old == new and not self.document().isEmpty():
            return
        self._flash = None
        self._refreshing = True
        head = _common_head(old, new)
        tail = _common_head(old[head:][::-1], new[head:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:head]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[head : len(new) - tail])
        self._indent()
        self._refreshing = False

    def _indent(self, first: int = 0, last: int = sys.maxsize) -> None:
        """Two characters before each paragraph that has something of the text from `first` to `last`, as in print; the
        text itself holds no such spaces."""
        wanted = QTextBlockFormat()
        wanted.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        em = self.fontMetrics().horizontalAdvance("国")
        cursor = QTextCursor(self.document())
        block = self.document().findBlock(min(first, self.document().characterCount() - 1))
        while block.isValid() and block.position() <= last:
            words = block.text()
            # a paragraph that brings its own spaces is not indented twice
            wanted.setTextIndent(0 if not words or words[0] in "\u3000\u00a0 " else 2 * em)
            if block.blockFormat() != wanted:
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(wanted)
            block = block.next()

    def _note_change(self, position: int, removed: int, added: int) -> None:
        """Widen what was touched since the paragraphs were last indented (in UTF-16 units)."""
        if not self._refreshing:
            first, last = self._touched
            self._touched = min(first, position), max(last, position + added)

    def _typed(self) -> None:
        if self._refreshing or self._composing:
            return
        self._refreshing = True
        self._indent(*self._touched)
        self._refreshing = False
        self._touched = _NOTHING
        self._flash = None
        if self.session.do(SetText(self.number, self.part_text()), token=("text", self.number)):
            self._pause.start()

    # ---------------------------------------------------------------------------------------------- findings

    def concern(self, change: Change) -> None:
        """Take up what the session says has changed."""
        if change.reset or self.number in change.parts:
            self.refresh_text()
        if change.reset:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.refresh_findings()

    def refresh_findings(self) -> None:
        found = tuple(f for f in self.session.judgement.findings if f.part == self.number and f.span)
        quiet = frozenset(f.key for f in found if is_ignored(f, self.session.decisions))
        if (found, quiet, self._flash) != self._painted:
            self._findings, self._quiet = found, quiet
            self._paint_marks()

    def _paint_marks(self) -> None:
        self._painted = (self._findings, self._quiet, self._flash)
        words = self.part_text()
        marks = [
            self._selection(words, finding.span, _mark_format(finding, quiet=finding.key in self._quiet))
            # where two overlap, the graver one is seen
            for finding in reversed(self._findings)
            if finding.span
        ]
        if self._flash:
            flash = QTextCharFormat()
            flash.setBackground(colours().lit)
            marks.append(self._selection(words, self._flash, flash))
        self.setExtraSelections(marks)

    def _selection(self, words: str, span: tuple[int, int], look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(words[: span[0]]))
        cursor.setPosition(_units(words[: span[1]]), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = look
        return mark

    def finding_at(self, position: int) -> Finding | None:
        """The finding whose words hold that position (in characters of the text)."""
        return next((f for f in self._findings if f.span and f.span[0] <= position <= f.span[1]), None)

    def _told(self, finding: Finding) -> str:
        lines = (masked(finding.message), finding.basis, masked(str(self.session.decision(finding) or "")))
        return "\n".join(line for line in lines if line)

    def select(self, start: int, end: int) -> None:
        """Put the caret over those characters."""
        words = self.part_text()
        cursor = self.textCursor()
        cursor.setPosition(_units(words[:start]))
        cursor.setPosition(_units(words[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def show_span(self, span: tuple[int, int] | None) -> None:
        """Light up a place that was asked for, until the text changes; None to put it out."""
        if span != self._flash:
            self._flash = span
            self._paint_marks()

    def caret(self) -> int:
        """Where the caret is, in characters of the text."""
        return len(
            self.part_text().encode("utf-16-le")[: 2 * self.textCursor().position()].decode("utf-16-le", "ignore")
        )

    def _tell_place(self) -> None:
        if self.hasFocus() and not self._refreshing:
            self.placed.emit(self.number, self.caret())

    # ---------------------------------------------------------------------------------------------- events

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_history(event):
            # undo and redo are the session's: the key must reach the window's actions
            event.ignore()
            return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self.cursorForPosition(self.viewport().mapFrom(self, event.pos())).position()
            finding = self.finding_at(position)
            words = self._told(finding) if finding else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            # a line break inside a paragraph is not kept by the report
            self.textCursor().insertBlock()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._typed()
            self.refresh_text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._pause.stop()
        self.session.seal()
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            # one selection at a time is shown on the sheet
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # the page scrolls, never the editor
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        clicked = self.cursorForPosition(event.pos())
        position = self.textCursor().position() if by_key else clicked.position()
        menu = self.createStandardContextMenu()
        menu.setParent(self, menu.windowFlags())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menuOpening.emit(menu, self.finding_at(position))
        menu.popup(self.mapToGlobal(self.cursorRect().bottomLeft()) if by_key else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = int(self.document().size().height()) + 1
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(400, int(self.document().size().height()) + 1)


def _mark_format(finding: Finding, *, quiet: bool) -> QTextCharFormat:
    """A wave on a coloured ground; for what was ignored only a grey dotted line."""
    theme = colours()
    look = QTextCharFormat()
    if quiet:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(theme.faint)
        return look
    error = finding.severity is Severity.ERROR and finding.verdict is Verdict.FAIL
    line: QColor = theme.error_mark if error else theme.warning_mark
    look.setBackground(theme.error_fill if error else theme.warning_fill)
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(line)
    return look


def _common_head(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    shorter = min(len(one), len(other))
    return next((i for i in range(shorter) if one[i] != other[i]), shorter)


def _units(words: str) -> int:
    """Length as Qt counts it: a character beyond the basic plane is two units."""
    # encoding runs over ten thousand characters in microseconds, a loop in Python in a millisecond for each mark
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
