"""Ctrl+F and Ctrl+H: a slim bar that searches fields, texts, labels and numbers of the whole report, and replaces."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.search import Place, places, replacing
from core.session import Session
from core.texts import text
from gui.focus import focus_now, give_keys


class FindBar(QFrame):
    """`found` asks to show a place; `left` asks to give the keys back to the page; `message` says what was replaced."""

    found = Signal(object)
    left = Signal()
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: list[Place] = []
        self._at = -1
        self._before: QWidget | None = None
        self.setObjectName("findBar")
        self.words = self._line("findWords", "window.find.name", "window.find.placeholder")
        self.words.textEdited.connect(self._search)
        self.replacement = self._line("replaceWords", "search.with", "search.with_hint")
        self.alike = QCheckBox(text("search.alike"), self)
        self.alike.setChecked(True)
        self.alike.toggled.connect(lambda _: self._search())
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._replacing = self._replace_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 10, 5)
        column.setSpacing(4)
        column.addLayout(self._find_row())
        column.addWidget(self._replacing)
        self.hide()

    def _line(self, name: str, spoken: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(text(hint))
        line.setAccessibleName(text(spoken))
        line.setClearButtonEnabled(True)
        line.setFixedWidth(260)
        return line

    def _find_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._label("window.find.label"))
        row.addWidget(self.words)
        row.addWidget(self._button("window.find.previous", lambda: self.step(-1)))
        row.addWidget(self._button("window.find.next", lambda: self.step(1)))
        row.addWidget(self.alike)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._button("window.find.close", self.shut))
        return row

    def _replace_row(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label("search.with"))
        row.addWidget(self.replacement)
        row.addWidget(self._button("search.one", self.replace_one))
        row.addWidget(self._button("search.all", self.replace_all))
        row.addStretch(1)
        box.hide()
        return box

    def _label(self, message: str) -> QLabel:
        label = QLabel(text(message))
        # both lines begin at the same place
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance(text("search.with")) + 4)
        return label

    @staticmethod
    def _button(message: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(text(message))
        button.setAccessibleName(text(message))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def open(self) -> None:
        """Show the bar with the keys in it."""
        focus = focus_now()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.show()
        give_keys(self.words)
        self.words.selectAll()

    def open_replace(self) -> None:
        """Show the bar with the line for what is put in place of what is found."""
        self._replacing.show()
        self.open()

    def shut(self) -> None:
        focus = QApplication.focusWidget()
        inside = focus is None or self.isAncestorOf(focus)
        self._replacing.hide()
        self.hide()
        if inside and self._before is not None and self._before.isVisible():
            give_keys(self._before, Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    # ---------------------------------------------------------------------------------------------- finding

    def _look(self) -> None:
        """Search anew: the report may have been edited since."""
        self._places = places(self._session.report, self.words.text(), exact=not self.alike.isChecked())

    def _search(self) -> None:
        self._look()
        self._at = -1
        if self._places:
            self.step(1)
        else:
            self._tell()

    def step(self, by: int) -> None:
        """Show the next (1) or previous (-1) place, round and round."""
        self._look()
        if self._places:
            self._show((self._at + by) % len(self._places))
        self._tell()

    def _show(self, at: int) -> None:
        focus = QApplication.focusWidget()
        back = focus if focus is not None and self.isAncestorOf(focus) else self.words
        self._at = at
        self.found.emit(self._places[at])
        shown = focus_now()
        if shown is not None and not self.isAncestorOf(shown):
            # Esc leaves the keys at what was found
            self._before = shown
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        if not self.words.text().strip():
            self._count.setText("")
        elif not self._places:
            self._count.setText(text("window.find.nothing"))
        else:
            self._count.setText(text("window.find.count", at=self._at + 1, count=len(self._places)))

    # ---------------------------------------------------------------------------------------------- replacing

    def replace_one(self) -> None:
        """Replace what is shown and show the next; where nothing is shown yet, show the first."""
        self._look()
        if not 0 <= self._at < len(self._places):
            self.step(1)
            return
        here, before = self._at, len(self._places)
        if not self._do([self._places[here]]):
            self.message.emit(text("search.cannot"))
            self.step(1)
            return
        self._look()
        if self._places:
            # where the new words hold the old ones, the place is passed over
            passed = here + (len(self._places) >= before)
            self._show(passed % len(self._places))
        else:
            self._at = -1
        self._tell()

    def replace_all(self) -> None:
        """Replace everything that may be replaced, as one step of undo, and say how much it was."""
        self._look()
        if not self._do(self._places):
            self.message.emit(text("search.none_left"))
        self._look()
        self._at = -1
        self._tell()

    def _do(self, chosen: list[Place]) -> bool:
        done = replacing(
            self._session.report,
            chosen,
            self.words.text(),
            self.replacement.text(),
            exact=not self.alike.isChecked(),
        )
        if done.command is None or not self._session.do(done.command):
            return False
        message = "search.replaced_left" if done.left else "search.replaced"
        self.message.emit(text(message, count=done.count, left=done.left))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.replacement.hasFocus():
                self.replace_one()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
