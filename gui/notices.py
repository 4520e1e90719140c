"""What was noticed while the file was read: guessed, not found, not used. Each with its place in the file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from core.session import Session
from core.texts import text

_CELLS = Qt.ItemDataRole.UserRole


class NoticesPanel(QListWidget):
    """`chosen` asks to go to a cell that a notice is about."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("notices")
        self.setAccessibleName(text("window.notices.name"))
        self.setWordWrap(True)
        self.setSpacing(4)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)
        self.refresh()

    def refresh(self) -> None:
        self.clear()
        origin = self._session.origin
        if origin is not None:
            QListWidgetItem(text("window.notices.source", name=origin.name), self).setFlags(Qt.ItemFlag.ItemIsEnabled)
        for notice in origin.notices if origin is not None else ():
            words = text("window.notices.line", notice=notice, where=notice.where) if notice.where else str(notice)
            QListWidgetItem(words, self).setData(_CELLS, notice.cells)
        if origin is None or not origin.notices:
            words = text("window.notices.none" if origin is not None else "window.notices.no_source")
            QListWidgetItem(words, self).setFlags(Qt.ItemFlag.ItemIsEnabled)

    def count_words(self) -> str:
        """Title of the pane with the number of notices."""
        count = len(self._session.origin.notices) if self._session.origin is not None else 0
        return text("window.notices.title_count", count=count) if count else text("window.notices.title")

    def _go(self, item: QListWidgetItem) -> None:
        cells = item.data(_CELLS)
        if cells:
            self.chosen.emit(cells[0])
