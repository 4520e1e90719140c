"""A slim bar over the sample: how many of its mistakes are dealt with, what the chosen one teaches, what is next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from core import practice
from core.model import Finding
from core.session import Session
from core.texts import text
from gui.style import elided

_NARROW = 720
"""Pixels of width below which the words would stand in too many lines."""


class PracticeBar(QFrame):
    """Hidden but while the sample is open. It follows what is mended, decided and undone, and never asks for a key."""

    againWanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: Finding | None = None
        self.running = False
        self.setObjectName("practice")
        self.setAccessibleName(text("practice.name"))
        self.count = QLabel(self)
        self.count.setObjectName("practiceCount")
        self.count.setAccessibleName(text("practice.count_name"))
        self.hint = QLabel(self)
        self.hint.setObjectName("practiceHint")
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.again = self._button("again")
        self.again.clicked.connect(self.againWanted)
        self.close_button = self._button("close")
        self.close_button.clicked.connect(self.end)
        self._places = QGridLayout(self)
        self._places.setContentsMargins(14, 5, 8, 5)
        self._places.setHorizontalSpacing(14)
        self._places.setVerticalSpacing(2)
        self._places.setColumnStretch(1, 1)
        self._places.addWidget(self.count, 0, 0)
        self._places.addWidget(self.again, 0, 2)
        self._places.addWidget(self.close_button, 0, 3)
        self._said = ""
        self._slim = False
        self._narrow: bool | None = None
        self._lay_out(narrow=False)
        self.hide()

    def _lay_out(self, *, narrow: bool) -> None:
        """The words beside the count, or where there is little room below it: the bar stays slim."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._places.removeWidget(self.hint)
            if narrow:
                self._places.addWidget(self.hint, 1, 0, 1, 4)
            else:
                self._places.addWidget(self.hint, 0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_slim(self, slim: bool) -> None:
        """Take one line, as there is little height: what has no room is read by pointing at it."""
        if slim is not self._slim:
            self._slim = slim
            self._arrange()

    def _arrange(self) -> None:
        self._lay_out(narrow=self.width() < _NARROW and not self._slim)
        self.hint.setWordWrap(not self._slim)
        self._tell()

    def _tell(self) -> None:
        """The hint in the room that there is."""
        if self._slim:
            self._places.activate()
        self.hint.setText(elided(self.hint, self._said, self.hint.width()) if self._slim else self._said)
        self.hint.setToolTip(self._said if self._slim else "")
        self.hint.setAccessibleName(self._said)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text(f"practice.{name}"))
        button.setToolTip(text(f"practice.{name}_tip"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def begin(self) -> None:
        """The sample was opened."""
        self._chosen = None
        self.running = True
        self.refresh()
        self.show()

    def end(self) -> None:
        """It was closed, or the learner would rather not be led."""
        self.running = False
        self.hide()

    def follow(self, finding: Finding | None) -> None:
        """Say what the chosen finding teaches."""
        self._chosen = finding
        self.refresh()

    def refresh(self) -> None:
        """Count again, after an edit, a decision or an undo."""
        if not self.running:
            return
        now = practice.progress(self._session.judgement.findings, self._session.decisions)
        total = len(practice.FAULTS)
        self.again.setVisible(now.finished)
        self.count.setText(text("practice.finished" if now.finished else "practice.count", count=total, done=now.done))
        self._said = self._words(now)
        self._tell()

    def _words(self, now: practice.Progress) -> str:
        fault = practice.fault_of(self._chosen)
        if now.finished:
            return text("practice.what_next")
        if fault in now.left and fault is not None:
            return fault.lesson
        if not now.left:
            return text("practice.others", count=now.others)
        return text("practice.next" if now.done else "practice.begin")
