"""What the list of commands offers: the actions of the table, and the places of the report that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from core.catalog import Table, edition
from core.masking import masked
from core.model import PART_NUMBERS
from core.texts import text
from gui import recent
from gui.actions import ACTIONS, MENUS
from gui.commands import Entry

if TYPE_CHECKING:
    from gui.desk import Desk

_MENU_OF = {entry: name for name, entries in MENUS for entry in entries if entry}
_LONGEST = 60


def entries(actions: Mapping[str, QAction], desk: Desk | None, open_file: Callable[[Path], object]) -> list[Entry]:
    """Actions first, then findings, parts, rows of tables and recent files."""
    found = [_of_action(spec.id, actions[spec.id]) for spec in ACTIONS if spec.id != "commands"]
    if desk is not None:
        found += [*_findings(desk), *_parts(desk), *_rows(desk)]
    where = text("window.menu.recent")
    return found + [Entry(path.name, where, partial(open_file, path), hint=str(path.parent)) for path in recent.files()]


def _of_action(name: str, action: QAction) -> Entry:
    menu = text(f"window.menu.{_MENU_OF[name]}").partition("(")[0]
    keys = text("commands.keys_between").join(keys.toString() for keys in action.shortcuts()[:1])
    words = action.text().removesuffix("…")
    return Entry(words, menu, action.trigger, keys, action.isEnabled(), action.statusTip())


def _findings(desk: Desk) -> list[Entry]:
    found = []
    for number, finding in enumerate(desk.session.judgement.findings, 1):
        message = masked(finding.message)
        words = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}……"
        name = text("commands.finding", number=number, message=words)
        found.append(Entry(name, "", partial(desk.show_finding, finding), hint=finding.rule))
    return found


def _parts(desk: Desk) -> list[Entry]:
    form = edition(desk.session.report.edition)
    return [
        Entry(
            text("commands.introduction") if number == "0" else form.heading(number),
            text("commands.parts"),
            partial(desk.panes.part, number),
            text("commands.part_keys", number=number),
        )
        for number in PART_NUMBERS
    ]


def _rows(desk: Desk) -> list[Entry]:
    form = edition(desk.session.report.edition)
    found = []
    for table in form.tables:
        where = text("commands.rows")
        for name, address in _first_cells(table):
            words = text("commands.row", table=text(f"window.table.{table.part}"), name=name)
            found.append(Entry(words, where, partial(desk.page.go_to_cell, address)))
    return found


def _first_cells(table: Table) -> list[tuple[str, str]]:
    """Names of rows (of columns, where there is one row only), each with its first cell."""
    by_row = len(table.rows) > 1
    first: dict[str, str] = {}
    for address in table.addresses:
        row, _, column = address.partition(".")[2].rpartition(".")
        first.setdefault(row if by_row else column, address)
    return [(label.name, first[label.id]) for label in (table.rows if by_row else table.columns) if label.id in first]
