"""What stands in the window before a report is open: drop a file here, open, recent, sample, template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.files import resource
from core.texts import text
from gui import recent

_RECENT_SHOWN = 5


class StartPage(QWidget):
    """`opened` asks to open a recent file."""

    opened = Signal(object)

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self._actions = actions
        sheet = QFrame(self)
        sheet.setObjectName("startSheet")
        sheet.setFixedWidth(640)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(36, 30, 36, 30)
        column.setSpacing(18)
        column.addLayout(self._head())
        column.addWidget(self._drop_place())
        column.addLayout(self._others())
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)

    @staticmethod
    def _head() -> QHBoxLayout:
        sign = QLabel()
        sign.setPixmap(QPixmap(str(resource("icons", "nianbao-64.png"))))
        name = QLabel(text("window.program"))
        name.setObjectName("startName")
        note = QLabel(text("window.start.note"))
        note.setObjectName("startNote")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(sign)
        row.addLayout(words, 1)
        return row

    def _drop_place(self) -> QFrame:
        self.drop_place = QFrame()
        self.drop_place.setObjectName("dropPlace")
        invitation = QLabel(text("window.start.drop"))
        invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kinds = QLabel(text("window.start.kinds"))
        kinds.setObjectName("startNote")
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = self._button("open")
        button.setObjectName("primary")
        column = QVBoxLayout(self.drop_place)
        column.setContentsMargins(20, 26, 20, 24)
        column.setSpacing(10)
        column.addWidget(invitation)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(kinds)
        return self.drop_place

    def _others(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name in ("sample", "blank", "template"):
            row.addWidget(self._button(name), 1)
        return row

    def _button(self, name: str) -> QPushButton:
        action = self._actions[name]
        button = QPushButton(action.text())
        button.setToolTip(action.toolTip())
        button.setAccessibleDescription(action.statusTip())
        button.clicked.connect(action.trigger)
        return button

    def show_over(self, over: bool) -> None:
        """Show that a file is held over the window."""
        self.drop_place.setProperty("over", over)
        self.drop_place.style().unpolish(self.drop_place)
        self.drop_place.style().polish(self.drop_place)

    def showEvent(self, event: QShowEvent) -> None:
        self._list_recent()
        super().showEvent(event)

    def _list_recent(self) -> None:
        while (entry := self._recent.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        paths = [path for path in recent.files() if path.exists()][:_RECENT_SHOWN]
        if not paths:
            return
        label = QLabel(text("window.start.recent"))
        label.setObjectName("startLabel")
        self._recent.addWidget(label)
        for path in paths:
            self._recent.addWidget(self._recent_button(path))

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton()
        words = text("window.start.recent_file", name=path.name, folder=path.parent)
        button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 540))
        button.setObjectName("recentFile")
        button.setToolTip(str(path))
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.opened.emit(path))
        return button
