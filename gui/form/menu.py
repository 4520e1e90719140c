"""What a right click on a form offers: the clipboard, clearing, and confirming what was guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from core.texts import text

if TYPE_CHECKING:
    from gui.form.view import FormTable


def menu_of(form: FormTable) -> QMenu:
    """The menu for the selected cells; entries that would do nothing are disabled."""
    menu = QMenu(form)
    chosen = form.selected_addresses()
    cells = form.session.report.cells
    guessed = [address for address in chosen if cells[address].guessed]
    entries = (
        ("cut", "Ctrl+X", form.cut, bool(chosen)),
        ("copy", "Ctrl+C", form.copy, bool(chosen)),
        ("paste", "Ctrl+V", form.paste, bool(chosen)),
        ("paste_table", "Ctrl+Shift+V", form.tableWanted.emit, True),
        ("clear", "Delete", form.clear_cells, bool(chosen)),
        None,
        ("confirm", "Ctrl+Return", form.confirm, bool(guessed)),
    )
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        name, keys, handler, enabled = entry
        action = menu.addAction(text(f"form.menu.{name}"))
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, handler=handler: handler())
    return menu
