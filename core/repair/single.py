"""Repairs by one cell, by two, and by exchanging neighbours: found by trying all, exactly, in about a millisecond.

A cell that alone mends everything stands in every broken equation and in no other, and each gives the same number for
it. Of two cells, one stands alone in some broken equation, which gives its number; the rest is for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from core.catalog import edition
from core.equations import EquationState
from core.expression import LinearForm
from core.repair.base import Sheet
from core.repair.system import System, gap, holds
from core.values import Number, simplest

Changes = dict[str, Number]


class _Open:
    """The equations that do not hold with some numbers, by how much, and the cells that cannot stay as they are."""

    def __init__(self, system: System, sheet: Sheet, broken: Sequence[EquationState]) -> None:
        self.system, self.sheet = system, sheet
        statements = [state.equation.form for state in broken]
        sums = [form for form in statements if isinstance(form, LinearForm) and len(form.terms) > 1]
        self.gaps = {id(form): (form, difference) for form in sums if not holds(form, difference := gap(form, sheet))}
        alone = {cell for form in statements if form not in sums for cell in form.cells}
        unreadable = {cell for form in sums for cell in form.cells if cell in sheet.unreadable}
        self.must = frozenset(alone | unreadable)

    def after(self, address: str, value: Number) -> Mapping[int, tuple[LinearForm, Number]]:
        """What does not hold once that cell has that number."""
        change = value - self.sheet.number(address)
        gaps = dict(self.gaps)
        for form in self.system.of_cell[address]:
            before = gaps.pop(id(form), (form, 0))[1] if id(form) in gaps else gap(form, self.sheet)
            difference = before + self.system.factor[id(form), address] * change
            if not holds(form, difference):
                gaps[id(form)] = (form, difference)
        return gaps


def single_cells(system: System, sheet: Sheet, broken: Sequence[EquationState]) -> Iterator[Changes]:
    """Each cell that alone mends all those equations and breaks none, with the number that it needs."""
    asked = _Open(system, sheet, broken)
    if len(asked.must) > 1:
        return
    for address, value in _mending(asked, asked.gaps, asked.must):
        if address in sheet.unreadable or value != sheet.number(address):
            yield {address: value}


def two_cells(system: System, sheet: Sheet, broken: Sequence[EquationState]) -> Iterator[Changes]:
    """Each two cells that together mend all those equations and break none, with the numbers that they need."""
    asked = _Open(system, sheet, broken)
    if len(asked.must) > 2:
        return
    seen: set[frozenset[str]] = set()
    for form, difference in asked.gaps.values():
        if form.comparison != "==":
            continue
        for factor, one in form.terms:
            value = _less(sheet.number(one), difference, factor)
            if not system.allows(one, value):
                continue
            for other, second in _mending(asked, asked.after(one, value), asked.must - {one}):
                pair = frozenset((one, other))
                if len(pair) == 2 and pair not in seen and (second != sheet.number(other) or other in sheet.unreadable):
                    seen.add(pair)
                    yield {one: value, other: second}


def _mending(
    asked: _Open, gaps: Mapping[int, tuple[LinearForm, Number]], must: frozenset[str]
) -> Iterator[tuple[str, Number]]:
    """Cells that close all these gaps and open none. `must`: the cell that cannot stay, if there is one."""
    system, sheet = asked.system, asked.sheet
    equality = next(((form, d) for form, d in gaps.values() if form.comparison == "=="), None)
    if len(must) > 1:
        return
    if equality is None:
        # no sum is open: an unreadable cell among sums that hold is 0, and a negative number has a minus too many
        for address in must if not gaps else ():
            yield from _if_allowed(system, address, 0 if address in sheet.unreadable else -sheet.number(address))
        return
    form, difference = equality
    for factor, address in form.terms:
        if must and address not in must:
            continue
        touched = system.of_cell[address]
        if len(touched) < len(gaps) or (len(touched) > len(gaps) and not system.inequalities):
            continue
        change = _less(0, difference, factor)
        if all(_closes(system, sheet, gaps, other, address, change) for other in touched) and all(
            address in other.cells for other, _ in gaps.values()
        ):
            yield from _if_allowed(system, address, sheet.number(address) + change)


def _closes(
    system: System,
    sheet: Sheet,
    gaps: Mapping[int, tuple[LinearForm, Number]],
    form: LinearForm,
    address: str,
    change: Number,
) -> bool:
    known = gaps.get(id(form))
    difference = known[1] if known is not None else (0 if form.comparison == "==" else gap(form, sheet))
    return holds(form, difference + system.factor[id(form), address] * change)


def _if_allowed(system: System, address: str, value: Number) -> Iterator[tuple[str, Number]]:
    if system.allows(address, value):
        yield address, value


def _less(value: Number, difference: Number, factor: Number) -> Number:
    """The number that closes the gap."""
    if isinstance(factor, int) and abs(factor) == 1:
        return value - difference * factor
    return simplest(Decimal(value) - Decimal(difference) / Decimal(factor))


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
