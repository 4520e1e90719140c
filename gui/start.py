"""What stands in the window before a report is open: drop a file here, open, recover, recent files, sample, help."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.files import resource
from core.texts import text
from gui import recent
from gui.keeper import left_behind

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QShowEvent

_RECENT_SHOWN = 5


class StartPage(QWidget):
    """`opened` asks to open a recent file, `recovering` to choose of the work that was left unsaved."""

    opened = Signal(object)
    recovering = Signal()
    _missing = Signal(object)

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self._actions = actions
        self.recent_buttons: list[QPushButton] = []
        self._missing.connect(self._mark_missing, Qt.ConnectionType.QueuedConnection)
        sheet = QFrame(self)
        sheet.setObjectName("startSheet")
        sheet.setFixedWidth(640)
        place = QWidget(self)
        place.setObjectName("startPlace")
        middle = QVBoxLayout(place)
        middle.addStretch(2)
        middle.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        # a small screen, or large text, leaves too little height for all of it
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(place)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(36, 30, 36, 30)
        column.setSpacing(18)
        column.addLayout(self._head())
        column.addWidget(self._drop_place())
        self.recover = QPushButton()
        self.recover.setObjectName("recoverWork")
        self.recover.setToolTip(text("window.start.recover_tip"))
        self.recover.setAccessibleDescription(text("window.start.recover_tip"))
        self.recover.clicked.connect(self.recovering)
        column.addWidget(self.recover)
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
        for name in ("sample", "blank", "template", "help"):
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
        self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Recent files and unsaved work as they are now."""
        self._list_recent()
        found = left_behind()
        for _, lock in found:
            lock.unlock()
        self.recover.setText(text("window.start.recover", count=len(found)))
        self.recover.setVisible(bool(found))

    def _list_recent(self) -> None:
        while (entry := self._recent.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        paths = recent.files()[:_RECENT_SHOWN]
        self.recent_buttons = [self._recent_button(path) for path in paths]
        if not paths:
            return
        label = QLabel(text("window.start.recent"))
        label.setObjectName("startLabel")
        self._recent.addWidget(label)
        for button in self.recent_buttons:
            self._recent.addWidget(button)
        # a share that is not connected answers after many seconds, for which a window must not wait
        Thread(target=self._look_for, args=(paths,), daemon=True).start()

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton()
        button.setObjectName("recentFile")
        button.setProperty("path", str(path))
        self._name(button, text("window.start.recent_file", name=path.name, folder=path.parent), str(path))
        button.clicked.connect(lambda: self.opened.emit(path))
        return button

    @staticmethod
    def _name(button: QPushButton, words: str, tip: str) -> None:
        button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 540))
        button.setAccessibleName(words)
        button.setToolTip(tip)

    def _look_for(self, paths: list[Path]) -> None:
        """Which files are no longer there; on a thread of its own."""
        # unlike Path.exists, a folder that may not be entered is no error
        missing = [path for path in paths if not os.path.exists(path)]
        # the window may be gone by now
        with contextlib.suppress(RuntimeError):
            self._missing.emit(missing)

    def _mark_missing(self, missing: list[Path]) -> None:
        for button in self.recent_buttons:
            path = Path(button.property("path"))
            if path in missing:
                words = text("window.start.recent_missing", name=path.name, folder=path.parent)
                self._name(button, words, f"{path}\n{text('window.start.recent_missing_tip')}")
                button.setProperty("missing", True)
                button.style().unpolish(button)
                button.style().polish(button)
