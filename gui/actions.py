"""Everything that can be done, in one table: menus, toolbar, shortcuts and the help's list of keys are made from it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

# by module where a class is not needed for a light window: PySide makes one when it is first named
from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from core.files import resource
from core.texts import text
from gui.style import colours


class ActionSpec(NamedTuple):
    """One action. Its words are window.action.ID.text and .tip; `handler` is a dotted path from the window.

    `needs` says when it is enabled: always (""), or while there is a "report", something to "undo" or "redo",
    or any "findings". A `value` is given to the handler, where several actions share one.
    """

    id: str
    handler: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    needs: str = ""
    value: str = ""


_PARTS = "0123456"
"""PART_NUMBERS of core.model, which is not loaded for an empty window."""

ACTIONS = (
    ActionSpec("open", "documents.ask_open", "open.png", ("Ctrl+O",)),
    ActionSpec("open_clipboard", "documents.open_clipboard"),
    ActionSpec("sample", "documents.open_sample"),
    ActionSpec("blank", "documents.new_blank", "", ("Ctrl+N",)),
    ActionSpec("save", "documents.save", "save.png", ("Ctrl+S",), "report"),
    ActionSpec("save_as", "documents.save_as", "", ("Ctrl+Shift+S",), "report"),
    ActionSpec("export", "documents.export", "export.png", ("Ctrl+E",), "report"),
    ActionSpec("export_review", "documents.export_review", "", ("Ctrl+Shift+E",), "report"),
    ActionSpec("export_letter", "documents.export_letter", "", (), "report"),
    ActionSpec("template", "documents.export_template"),
    ActionSpec("preview_review", "printing.preview_review", "", ("Ctrl+Shift+P",), "report"),
    ActionSpec("preview_clean", "printing.preview_clean", "", (), "report"),
    ActionSpec("preview_letter", "printing.preview_letter", "", (), "report"),
    ActionSpec("print_review", "printing.print_review", "print.png", ("Ctrl+P",), "report"),
    ActionSpec("print_clean", "printing.print_clean", "", (), "report"),
    ActionSpec("quit", "close", "", ("Ctrl+Q",)),
    ActionSpec("undo", "desk.undo", "undo.png", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "desk.redo", "redo.png", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    ActionSpec("history", "history.open", "", ("Ctrl+Alt+Z",), "report"),
    ActionSpec("find", "desk.find_bar.open", "", ("Ctrl+F",), "report"),
    ActionSpec("replace", "desk.find_bar.open_replace", "", ("Ctrl+H",), "report"),
    ActionSpec("commands", "show_commands", "", ("Ctrl+K",)),
    ActionSpec("fill_zero", "desk.cells.fill_zero", "", ("Ctrl+0",), "report"),
    ActionSpec("clear", "desk.cells.clear", "", (), "report"),
    ActionSpec("restore", "desk.cells.restore", "", (), "report"),
    ActionSpec("balance", "desk.cells.balance", "", ("Alt+Return", "Alt+Enter"), "report"),
    ActionSpec("show_source", "desk.cells.show_source", "", ("Ctrl+Shift+O",), "report"),
    *(ActionSpec(f"part_{n}", "desk.panes.part", "", (f"Alt+{n}",), "report", n) for n in _PARTS),
    ActionSpec("next_pane", "desk.panes.next", "", ("F6",), "report"),
    ActionSpec("previous_pane", "desk.panes.previous", "", ("Shift+F6",), "report"),
    ActionSpec("previous", "desk.findings.previous", "previous.png", ("Shift+F8",), "findings"),
    ActionSpec("next", "desk.findings.next", "next.png", ("F8",), "findings"),
    ActionSpec("other_place", "desk.other_place", "", ("Alt+F8",), "findings"),
    ActionSpec("confirm", "desk.confirm", "", ("Ctrl+Return", "Ctrl+Enter"), "report"),
    ActionSpec("next_unsure", "desk.next_unsure", "", ("Ctrl+F8",), "report"),
    ActionSpec("paste_table", "desk.paste_table", "", ("Ctrl+Shift+V",), "report"),
    ActionSpec("zoom_in", "desk.zoom_in", "", ("Ctrl+=", "Ctrl++"), "report"),
    ActionSpec("zoom_out", "desk.zoom_out", "", ("Ctrl+-",), "report"),
    ActionSpec("zoom_usual", "desk.zoom_usual", "", ("Ctrl+Alt+0",), "report"),
    ActionSpec("restore_layout", "desk.restore_layout", "", (), "report"),
    ActionSpec("compare", "last_year.ask", "", ("Ctrl+Shift+L",), "report"),
    ActionSpec("to_comparison", "desk.enter_comparison", "", ("Ctrl+L",), "report"),
    ActionSpec("settings", "show_settings", "", ("Ctrl+,",)),
    ActionSpec("confirm_finding", "desk.findings.confirm", "", ("F9",), "findings"),
    ActionSpec("ignore_finding", "desk.ignore", "", ("Shift+F9",), "findings"),
    ActionSpec("reopen_finding", "desk.findings.reopen", "", ("Ctrl+F9",), "findings"),
    ActionSpec("help", "show_help", "", ("F1",)),
    ActionSpec("rules_help", "show_rules"),
    ActionSpec("about", "show_about"),
)

KEYS = {spec.id: spec.shortcuts[0] for spec in ACTIONS if spec.shortcuts}
"""The keys of each action that has any, the first ones."""

DECIDING = ("confirm_finding", "ignore_finding", "reopen_finding")
RECENT = "recent"
PANES = "panes"
MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    (
        "file",
        (
            *("open", RECENT, "open_clipboard", "sample", "blank", None, "save", "save_as", None),
            *("export", "export_review", "export_letter", "template", None),
            *(
                "preview_review",
                "print_review",
                "preview_clean",
                "print_clean",
                "preview_letter",
                None,
                "settings",
                "quit",
            ),
        ),
    ),
    (
        "edit",
        (
            *("undo", "redo", "history", None, "paste_table", "fill_zero", "clear", "restore", "balance", None),
            *("find", "replace"),
        ),
    ),
    (
        "check",
        (
            "previous",
            "next",
            "other_place",
            None,
            *DECIDING,
            None,
            "next_unsure",
            "confirm",
            None,
            "compare",
            "to_comparison",
        ),
    ),
    ("go", ("commands", None, *(f"part_{n}" for n in _PARTS), None, "show_source", "next_pane", "previous_pane")),
    ("view", ("zoom_in", "zoom_out", "zoom_usual", None, "restore_layout", None, PANES)),
    ("help", ("help", "rules_help", None, "about")),
)
"""Menus from left to right; None parts groups, RECENT and PANES are filled while the program runs."""

TOOLBAR = ("open", "save", "export", "print_review", None, "undo", "redo", None, "previous", "next")


def written(keys: str) -> str:
    """A shortcut as it is called in Chinese: Alt+回车."""
    return keys.replace("Return", text("window.return_key"))


def build_actions(window: QMainWindow) -> dict[str, QAction]:
    """One QAction for each entry, owned by the window."""
    return {spec.id: _action(window, spec) for spec in ACTIONS}


def _action(window: QMainWindow, spec: ActionSpec) -> QAction:
    action = QAction(text(f"window.action.{spec.id}.text"), window)
    action.setObjectName(spec.id)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
    tip = text(f"window.action.{spec.id}.tip")
    action.setToolTip(f"{tip}（{written(spec.shortcuts[0])}）" if spec.shortcuts else tip)
    action.setStatusTip(tip)
    action.triggered.connect(_caller(window, spec))
    return action


def _caller(window: QMainWindow, spec: ActionSpec) -> Callable[[], None]:
    """The handler is looked up when it is called: the desk exists only once a report is open."""
    find: Callable[[Any], Callable[..., object]] = attrgetter(spec.handler)

    def call() -> None:
        find(window)(*((spec.value,) if spec.value else ()))

    return call


def icon(name: str) -> QIcon:
    """A picture of resources/icons; in a dark window, whose ink is light, in that ink."""
    picture = QPixmap(str(resource("icons", name)))
    theme = colours()
    if theme.dark:
        painter = QtGui.QPainter(picture)
        painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(picture.rect(), theme.ink)
        painter.end()
    return QIcon(picture)


def refresh_icons(actions: dict[str, QAction]) -> None:
    """Draw the icons anew in the ink of the theme."""
    for spec in ACTIONS:
        if spec.icon:
            actions[spec.id].setIcon(icon(spec.icon))


def fill_menus(window: QMainWindow, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Fill the menu bar. Returns the menus that are filled while the program runs, by RECENT and PANES."""
    running: dict[str, QMenu] = {}
    for name, entries in MENUS:
        menu = window.menuBar().addMenu(text(f"window.menu.{name}"))
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif entry == PANES:
                running[entry] = menu
            elif entry == RECENT:
                running[entry] = menu.addMenu(text("window.menu.recent"))
                running[entry].setObjectName(entry)
            else:
                menu.addAction(actions[entry])
    return running


def build_toolbar(window: QMainWindow, actions: dict[str, QAction]) -> QToolBar:
    toolbar = QToolBar(text("window.toolbar"), window)
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setIconSize(QSize(20, 20))
    toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    toolbar.toggleViewAction().setVisible(False)
    for entry in TOOLBAR:
        if entry is None:
            toolbar.addSeparator()
            continue
        toolbar.addAction(actions[entry])
        button = toolbar.widgetForAction(actions[entry])
        if isinstance(button, QWidget):
            button.setAccessibleName(text(f"window.action.{entry}.tip"))
            button.setObjectName(f"tool_{entry}")
    window.addToolBar(toolbar)
    return toolbar


def name_history(actions: dict[str, QAction], undo_name: str | None, redo_name: str | None) -> None:
    """Say in menu and tooltip what Ctrl+Z and Ctrl+Y would take back and bring back."""
    for entry, name in (("undo", undo_name), ("redo", redo_name)):
        action = actions[entry]
        words = text(f"window.action.{entry}.text")
        action.setIconText(words)
        action.setText(text("window.history", action=words, name=name) if name else words)
        keys = action.shortcut().toString()
        action.setToolTip(f"{action.text()}（{keys}）")
        action.setEnabled(name is not None)


def enable(actions: dict[str, QAction], states: dict[str, bool]) -> None:
    """Enable each action by what it needs; `states` maps "report", "findings"… to whether they are there."""
    for spec in ACTIONS:
        if spec.needs in states:
            actions[spec.id].setEnabled(states[spec.needs])


def is_history(event: QtGui.QKeyEvent) -> bool:
    """True for the keys of undo and redo, which editors must leave to the window."""
    keys = QKeySequence(event.keyCombination())
    return any(
        keys == QKeySequence(shortcut)
        for spec in ACTIONS
        if spec.needs in ("undo", "redo")
        for shortcut in spec.shortcuts
    )
