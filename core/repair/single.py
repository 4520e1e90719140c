"""Repairs that change one cell, or put two neighbours' numbers into each other's place. Fast enough for every key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from core.catalog import edition
from core.equations import EquationState
from core.expression import LinearForm
from core.repair.base import Sheet
from core.repair.system import System, gap, holds
from core.values import Number, simplest

Changes = dict[str, Number]


def single_cells(system: System, sheet: Sheet, broken: Sequence[EquationState]) -> Iterator[Changes]:
    """Each cell that alone mends all those equations and breaks none, with the number that it needs."""
    shared = frozenset.intersection(*(state.equation.cells for state in broken))
    first = broken[0].equation.form.cells
    equality = next((s.equation.form for s in broken if _is_sum(s.equation.form)), None)
    for address in first:
        if address not in shared:
            continue
        value = _needed(address, equality, sheet)
        if value is None or (value == sheet.values[address] and address not in sheet.unreadable):
            continue
        changes = {address: value}
        if system.mended_by(sheet, changes):
            yield changes


def _is_sum(form: object) -> bool:
    return isinstance(form, LinearForm) and form.comparison == "=="


def _needed(address: str, equality: object, sheet: Sheet) -> Number | None:
    """The number with which the equation holds; without an equation, a negative number's minus is the mistake."""
    if not isinstance(equality, LinearForm):
        value = sheet.values[address]
        return -value if value is not None and value < 0 else None
    factor = next(factor for factor, cell in equality.terms if cell == address)
    change = gap(equality, sheet)
    if isinstance(factor, int) and abs(factor) == 1:
        return sheet.number(address) - change * factor
    return simplest(Decimal(sheet.number(address)) - Decimal(change) / Decimal(factor))


def exchanges(system: System, sheet: Sheet, broken: Sequence[EquationState]) -> Iterator[Changes]:
    """Neighbours whose numbers, exchanged, mend all those equations: what was written one cell beside its place."""
    forms = [state.equation.form for state in broken]
    open_cells = frozenset(address for state in broken for address in state.equation.cells)
    for one, other in _neighbours(system.edition_id):
        a, b = sheet.values[one], sheet.values[other]
        if a == b or (one not in open_cells and other not in open_cells):
            continue
        if not sheet.unreadable.isdisjoint((one, other)) or not (a or b):
            continue
        changes: Changes = {one: b or 0, other: a or 0}
        after = sheet.with_values(changes)
        mends = all(isinstance(form, LinearForm) and holds(form, gap(form, after)) for form in forms)
        if mends and system.mended_by(sheet, changes):
            yield changes


@cache
def _neighbours(edition_id: str) -> tuple[tuple[str, str], ...]:
    """Cells that stand side by side, or one under the other, in the same table."""
    pairs: list[tuple[str, str]] = []
    for table in edition(edition_id).tables:
        at = {(place.row, place.column): address for address, place in table.place.items()}
        for (row, column), address in at.items():
            pairs += [(address, at[p]) for p in ((row, column + 1), (row + 1, column)) if p in at]
    return tuple(pairs)
