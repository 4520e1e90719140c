"""The list of steps under the buttons of undo and redo: choosing one goes back, or forward, as far as that step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from core.texts import text

if TYPE_CHECKING:
    from gui.desk import Desk

_LONGEST = 30
"""Steps listed at most; for more, Ctrl+Z again."""


class History(QObject):
    """Fills the two menus when they are opened. `desk` is asked each time: there is none before the first report."""

    def __init__(self, window: QMainWindow, toolbar: QToolBar, desk: Callable[[], Desk | None]) -> None:
        super().__init__(window)
        self._desk = desk
        self.menus: dict[str, QMenu] = {}
        self._buttons: dict[str, QToolButton] = {}
        for name in ("undo", "redo"):
            button = toolbar.findChild(QToolButton, f"tool_{name}")
            assert isinstance(button, QToolButton)
            menu = QMenu(button)
            menu.setObjectName(f"{name}_list")
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda name=name: self._fill(name))
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
            self.menus[name], self._buttons[name] = menu, button

    def _fill(self, name: str) -> None:
        menu, desk = self.menus[name], self._desk()
        menu.clear()
        names = desk.session.names[name == "redo"] if desk is not None else ()
        for number, step in enumerate(names[:_LONGEST], 1):
            action = menu.addAction(text("commands.history_step", number=number, name=step.replace("&", "&&")))
            action.setToolTip(text(f"commands.history_{name}_tip", number=number))
            action.triggered.connect(lambda _=False, number=number: self._go(name, number))
        if len(names) > _LONGEST:
            menu.addAction(text("commands.history_more", count=len(names) - _LONGEST)).setEnabled(False)

    def _go(self, name: str, steps: int) -> None:
        desk = self._desk()
        if desk is not None:
            (desk.undo if name == "undo" else desk.redo)(steps)

    def open(self) -> None:
        """Open the list of what can be undone, by keys; where nothing can, what can be redone."""
        desk = self._desk()
        if desk is None or not any(desk.session.names):
            return
        name = "undo" if desk.session.names[0] else "redo"
        menu, button = self.menus[name], self._buttons[name]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0])
