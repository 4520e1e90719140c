"""The place of a pane behind others: what fills it is made when it comes to the front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LatePane(QWidget):
    """`make` is given this widget as the parent. A dock calls `fill` when it is seen; whatever else may bring the place
    in sight, it has itself filled when it is first painted."""

    def __init__(self, make: Callable[[QWidget], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[QWidget], QWidget] | None = make
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self) -> None:
        """Make the pane, unless that is done."""
        make, self._make = self._make, None
        if make is not None:
            self._column.addWidget(make(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._make is not None:
            QTimer.singleShot(0, self, self.fill)
