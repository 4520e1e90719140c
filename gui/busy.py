"""Shown over the window while a job runs: what is going on, and a way to stop it. Keys and clicks wait beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.texts import text
from gui.focus import focus_now

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class BusyCover(QFrame):
    """Covers its parent. `cancelled` when the user stops the job, by button or Esc."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setAccessibleName(text("window.busy.name"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None
        self._parent = parent
        card = QFrame(self)
        card.setObjectName("busyCard")
        card.setMinimumWidth(360)
        self._words = QLabel(card)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QProgressBar(card)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(text("window.busy.name"))
        self.button = QPushButton(text("window.cancel"), card)
        self.button.clicked.connect(self.cancelled)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 22, 28, 18)
        column.setSpacing(14)
        column.addWidget(self._words)
        column.addWidget(bar)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QVBoxLayout(self)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def tell(self, words: str) -> None:
        """Show what is going on; "" when it is over, and give the keys back to where they were."""
        if words:
            self._words.setText(words)
            self._before = focus_now()
            self.cover()
            self.raise_()
            self.show()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible():
            self.hide()
            # what had the keys may be gone with the report that it belonged to
            if self._before is not None and isValid(self._before) and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()

    def cover(self) -> None:
        """The parent has another size."""
        self.setGeometry(self._parent.rect())
