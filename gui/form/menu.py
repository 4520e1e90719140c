"""What a right click on a form offers: the clipboard, clearing and filling, what was guessed, what would balance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from core.texts import text
from core.values import State
from gui.actions import KEYS
from gui.form import filling

if TYPE_CHECKING:
    from gui.form.view import FormTable

_OWN_KEYS = {"cut": "Ctrl+X", "copy": "Ctrl+C", "paste": "Ctrl+V", "clear": "Delete"}
"""Keys of the form itself; the others are those of the window's actions of the same name."""

_OWN_WORDS = ("cut", "copy", "paste")


def menu_of(form: FormTable) -> QMenu:
    """The menu for the selected cells; entries that would do nothing are disabled."""
    menu = QMenu(form)
    for entry in _entries(form):
        if entry is None:
            menu.addSeparator()
            continue
        name, handler, enabled = entry
        own = name in _OWN_WORDS
        action = menu.addAction(text(f"form.menu.{name}" if own else f"window.action.{name}.text"))
        if name == "fill_zero" and len(form.selected_addresses()) <= 1:
            action.setText(text("form.menu.fill_table"))
        action.setObjectName(name)
        keys = _OWN_KEYS.get(name) or KEYS.get(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, handler=handler: handler())
    return menu


def _entries(form: FormTable) -> tuple[tuple[str, Callable[[], object], bool] | None, ...]:
    chosen = form.selected_addresses()
    cells = form.session.report.cells
    guessed = [address for address in chosen if cells[address].guessed]
    filled = chosen if len(chosen) > 1 else form.form_model.table.addresses
    blank = any(cells[address].state is State.BLANK for address in filled)
    here = form.current_address() or ""
    balance = form.form_model.balances.get(here)
    return (
        ("cut", form.cut, bool(chosen)),
        ("copy", form.copy, bool(chosen)),
        ("paste", form.paste, bool(chosen)),
        ("paste_table", form.tableWanted.emit, True),
        None,
        ("clear", form.clear_cells, bool(chosen)),
        ("fill_zero", lambda: filling.fill_zeros(form), blank),
        ("balance", lambda: filling.take_balance(form), balance is not None),
        ("restore", lambda: filling.restore(form), bool(filling.edited(form))),
        None,
        ("confirm", form.confirm, bool(guessed)),
        ("show_source", lambda: form.sourceWanted.emit(here), here in cells and cells[here].where is not None),
    )
