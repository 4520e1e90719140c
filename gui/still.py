"""A frame that keeps its size to itself, around what changes its words with every key."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Still(QWidget):
    """Holds one widget, which fills it. A label that gets other words asks for room, and all that it stands in, up to
    the window with its panes, is laid out again; here the asking ends. What is held must do with the room it gets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: QWidget | None = None

    def hold(self, widget: QWidget) -> None:
        """Take in the widget."""
        self._held = widget
        widget.setParent(self)
        widget.setGeometry(self.rect())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, widget.sizePolicy().verticalPolicy())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._held is not None:
            self._held.setGeometry(self.rect())

    def sizeHint(self) -> QSize:
        return self._held.sizeHint() if self._held is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._held.minimumSizeHint() if self._held is not None else super().minimumSizeHint()
