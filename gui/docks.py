"""The panes round the form as docks: moved by their title or their tab, floated, closed, and put back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QTabBar, QTabWidget, QToolButton, QWidget
from shiboken6 import isValid

from core.texts import text
from gui.late import LatePane

OUTLINE, COMPARISON = "outline", "comparison"
FIRST = "findings"
"""The pane that stands in front of its neighbours at first."""

_OUTLINE_WIDTH, _SIDE_WIDTH, _BELOW = 176, 330, 250
_TITLE_HEIGHT = 24
_NARROWEST_TITLE = 104
_LARGE = 1440
"""Width of the window from which on the panes beside the form grow with it."""
_SMALL, _TINY = 1000, 800
"""Widths of the window below which the outline is narrow, and the panes beside the form wait to be asked for."""


class PaneTitle(QWidget):
    """A slim title to drag a pane by. A pane that stands among tabs is dragged by its tab and shows no title."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setObjectName("paneTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dock = dock
        self._shown = True
        self._words = QLabel(dock.windowTitle(), self)
        dock.windowTitleChanged.connect(self._words.setText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self._words, 1)
        self.float_button = self._button("float", lambda: dock.setFloating(not dock.isFloating()))
        self.close_button = self._button("close", dock.close)
        row.addWidget(self.float_button)
        row.addWidget(self.close_button)
        self.setToolTip(text("docks.title_tip"))

    def _button(self, name: str, action: object) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("paneButton")
        button.setText(text(f"docks.{name}_sign"))
        button.setToolTip(text(f"docks.{name}"))
        button.setAccessibleName(text(f"docks.{name}_pane", pane=self._dock.windowTitle()))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action)
        return button

    def show_words(self, shown: bool) -> None:
        """Take the room of a title, or none."""
        if shown != self._shown:
            self._shown = shown
            self._fit()
            self.updateGeometry()

    def _fit(self) -> None:
        """In a narrow pane there is no room for more than the grip."""
        shown = self._shown and self.width() >= _NARROWEST_TITLE
        for child in (self._words, self.float_button, self.close_button):
            child.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(60, _TITLE_HEIGHT if self._shown else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())


class Docks(QObject):
    """Makes the docks and knows their first layout. `docks` are by name, in the order of their tabs."""

    def __init__(self, window: QMainWindow, panes: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        options = QMainWindow.DockOption
        window.setDockOptions(options.AllowTabbedDocks | options.AllowNestedDocks | options.GroupedDragging)
        self.docks = {name: self._dock(name, pane) for name, pane in panes.items()}
        self.restore()

    def _dock(self, name: str, pane: QWidget) -> QDockWidget:
        title = "comparison.title" if name == COMPARISON else f"window.{name}.title"
        dock = QDockWidget(text(title), self._window)
        dock.setObjectName(f"dock_{name}")
        dock.setWidget(pane)
        dock.setTitleBarWidget(PaneTitle(dock))
        for signal in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            signal.connect(self._name_panes)
        if isinstance(pane, LatePane):
            dock.visibilityChanged.connect(lambda seen: pane.fill() if seen else None)
        return dock

    def restore(self) -> None:
        """The first layout: outline on the left, the other panes as tabs on the right, the comparison below."""
        areas = Qt.DockWidgetArea
        tabs = []
        for name, dock in self.docks.items():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
            area = {OUTLINE: areas.LeftDockWidgetArea, COMPARISON: areas.BottomDockWidgetArea}.get(name)
            self._window.addDockWidget(area or areas.RightDockWidgetArea, dock)
            if area is None:
                tabs.append(dock)
        for before, after in pairwise(tabs):
            self._window.tabifyDockWidget(before, after)
        # shown only now: a pane that ends up behind another is not seen in between
        for name, dock in self.docks.items():
            dock.setVisible(name == OUTLINE or (name != COMPARISON and self._window.width() >= _TINY))
        self.docks[FIRST].raise_()
        self._resize(tabs[0])
        self._name_panes()

    def _resize(self, side: QDockWidget) -> None:
        """Outline and side panes as wide as they need; in a small window the form comes first."""
        room = self._window.width()
        outline, beside = self.docks[OUTLINE], min(_SIDE_WIDTH, max(room // 3, 230))
        # the form grows no further than its sheet: what a large screen has beyond that serves source and preview
        beside += max(0, room - _LARGE) // 3
        wanted = _OUTLINE_WIDTH if room >= _SMALL else 76
        self._window.resizeDocks([outline, side], [wanted, beside], Qt.Orientation.Horizontal)
        below = min(_BELOW, self._window.height() * 3 // 10)
        self._window.resizeDocks([self.docks[COMPARISON]], [below], Qt.Orientation.Vertical)

    def _name_panes(self) -> None:
        """Panes among tabs are named by their tab, others by their title."""
        if not isValid(self._window):
            # the docks go after the window
            return
        for dock in self.docks.values():
            title = dock.titleBarWidget()
            if isinstance(title, PaneTitle):
                title.show_words(dock.isFloating() or not self._neighbours(dock))
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(text("docks.tabs"))
            bar.setElideMode(Qt.TextElideMode.ElideRight)

    def _neighbours(self, dock: QDockWidget) -> Iterable[QDockWidget]:
        return [other for other in self._window.tabifiedDockWidgets(dock) if not other.isHidden()]
