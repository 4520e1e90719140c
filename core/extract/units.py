"""Amounts that the file gives in another unit than the form, and signed counts whose sign is a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from core.catalog import Edition
from core.extract.found import Found
from core.extract.items import Item, Kind
from core.extract.labels import squeeze
from core.model import Notice
from core.values import State, read_change

_YUAN = re.compile(r"(?<![万亿千百])元")
_HEAD = 40
"""Characters that a head naming the unit does not exceed."""
_ABOVE = 3
"""Rows above an amount in which its head stands."""


def doubt_units(form: Edition, items: Sequence[Item], found: Found) -> None:
    """An amount whose cell or head says 元 where the form has 万元 keeps what is written and is unsure."""
    for address, label in _amounts(form):
        if address in found.tokens:
            _doubt_unit(address, label, items, found)


@cache
def _amounts(form: Edition) -> tuple[tuple[str, str], ...]:
    """Addresses of the cells that the form has in 万元, and their rows' labels."""
    return tuple(
        (f"{table.id}.{row.id}.{column}", row.label)
        for table in form.tables
        for row in table.rows
        for column in table.columns_of(row.id)
        if table.column(column).unit == "万元"
    )


@cache
def _changes(form: Edition) -> tuple[str, ...]:
    """Addresses of the cells for an increase or a decrease."""
    return tuple(
        f"{table.id}.{row.id}.{column}"
        for table in form.tables
        for row in table.rows
        for column in table.columns_of(row.id)
        if table.column(column).signed
    )


def _doubt_unit(address: str, label: str, items: Sequence[Item], found: Found) -> None:
    cell = found.cells[address]
    place = found.places[address]
    if (_unit_of(cell.text) or _unit_above(items, place)) != "元":
        return
    found.guessed = True  # whether there is something to say depends on the amount
    if cell.state is State.NUMBER and cell.value:
        found.cells[address] = cell._replace(sure=False)
        params = {"label": label, "text": cell.text.strip()}
        found.notices.append(Notice("amount_in_yuan", params, cell.where, (address,)))


def _unit_of(text: str) -> str:
    """元 or 万元, whichever a text names; "" for neither or both."""
    squeezed = squeeze(text)
    yuan, wan = bool(_YUAN.search(squeezed)), "万元" in squeezed
    return "" if yuan == wan else ("元" if yuan else "万元")


def names_unit(text: str) -> bool:
    """Whether a cell's words may say in which unit an amount is."""
    return "元" in text and len(text) <= _HEAD


def _unit_above(items: Sequence[Item], place: int) -> str:
    """The unit that the amount's own row or the nearest row of heads above it names."""
    for at in range(place, max(place - _ABOVE, -1), -1):
        item = items[at]
        if at < place and item.exact != items[place].exact:
            break
        heads = [token.text for token in item.tokens if token.kind is Kind.LABEL and len(token.text) <= _HEAD]
        if unit := next(filter(None, map(_unit_of, heads)), ""):
            return unit
    return ""


def read_signs(form: Edition, found: Found) -> None:
    """Cells for an increase or a decrease that give it in words: 增3, ↓2."""
    for address in _changes(form):
        cell = found.cells.get(address)
        if cell is not None and cell.state is State.UNREADABLE and address in found.tokens:
            reading = read_change(cell.text)
            found.cells[address] = cell._replace(state=reading.state, value=reading.value)
            found.guessed |= reading.state is State.NUMBER
