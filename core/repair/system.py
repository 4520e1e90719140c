"""The equations of an edition as one system: which cells hang together, what is broken, what a cell may hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from core.catalog import edition, is_total
from core.equations import EquationState
from core.expression import LinearForm
from core.repair.base import Sheet
from core.rules import RuleSet, equations
from core.values import Number


@dataclass(frozen=True, eq=False)
class System:
    """All linear equations over more than one cell. `group` numbers the sets of cells that no equation joins."""

    edition_id: str
    forms: tuple[LinearForm, ...]
    of_cell: Mapping[str, tuple[LinearForm, ...]]
    factor: Mapping[tuple[int, str], Number]
    """By the equation's id() and the cell."""
    parts: Mapping[str, set[str]]
    """Of each total, the cells that it is the sum of."""
    inequalities: bool
    group: Mapping[str, int]
    unsigned: frozenset[str]
    decimal: frozenset[str]

    def allows(self, address: str, value: Number) -> bool:
        """Whether the form lets such a number stand there: counts are whole, and nothing but 本年增/减 is negative."""
        return (value >= 0 or address not in self.unsigned) and (isinstance(value, int) or address in self.decimal)

    def apart(self, changes: Mapping[str, Number]) -> list[dict[str, Number]]:
        """The changes in parts that share no equation: each mends its own whether or not the others are made."""
        cells = list(changes)
        touched = [frozenset(str(id(form)) for form in self.of_cell[address]) for address in cells]
        return [{cells[at]: changes[cells[at]] for at in joined} for joined in hang_together(touched)]

    def determines(self, changes: Mapping[str, Number]) -> bool:
        """Whether the equations leave those cells no other numbers, the rest staying as it is."""
        touched = {id(form): form for address in changes for form in self.of_cell[address] if form.comparison == "=="}
        rows = [[Fraction(self.factor.get((known, a), 0)) for a in changes] for known in touched]
        return _rank(rows) == len(changes)

    def mended_by(self, sheet: Sheet, changes: Mapping[str, Number]) -> bool:
        """Whether with those numbers every equation that they touch holds, with nothing unknown in it."""
        after = sheet.with_values(changes)
        touched = {id(form): form for address in changes for form in self.of_cell[address]}
        return all(self.allows(address, value) for address, value in changes.items()) and all(
            holds(form, gap(form, after)) and after.unreadable.isdisjoint(form.cells) for form in touched.values()
        )


@cache
def system(ruleset: RuleSet, edition_id: str) -> System:
    """The equations of those rules over that edition."""
    form = edition(edition_id)
    linear = [e.form for e in equations(ruleset, edition_id) if isinstance(e.form, LinearForm)]
    forms = tuple(statement for statement in linear if len(statement.terms) > 1)
    of_cell: dict[str, list[LinearForm]] = defaultdict(list)
    for statement in forms:
        for address in statement.cells:
            of_cell[address].append(statement)
    group: dict[str, int] = {}
    for number, joined in enumerate(hang_together([frozenset(statement.cells) for statement in forms])):
        group.update({address: number for at in joined for address in forms[at].cells})
    return System(
        edition_id,
        forms,
        defaultdict(tuple, {address: tuple(found) for address, found in of_cell.items()}),
        {(id(statement), address): factor for statement in forms for factor, address in statement.terms},
        parts_of_totals(forms),
        any(statement.comparison != "==" for statement in forms),
        group,
        frozenset(a for a in form.addresses if not form.column_label(a).signed),
        frozenset(a for a in form.addresses if form.is_amount(a)),
    )


def gap(form: LinearForm, sheet: Sheet) -> Number:
    """By how much the left side is more than the right; what is not known counts as 0."""
    values = sheet.values
    total = form.constant
    for factor, address in form.terms:
        value = values[address]
        if value:
            total += factor * value
    return total


def holds(form: LinearForm, difference: Number) -> bool:
    if form.comparison == "==":
        return difference == 0
    return difference >= 0 if form.comparison == ">=" else difference <= 0


def hang_together(sets: Iterable[frozenset[str]]) -> list[list[int]]:
    """Indices of the sets, put together where they share a member; in the order of their first one."""
    sets = list(sets)
    owner: dict[str, int] = {}
    root = list(range(len(sets)))

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for at, members in enumerate(sets):
        for member in members:
            first = owner.setdefault(member, at)
            a, b = top(first), top(at)
            root[max(a, b)] = min(a, b)
    joined: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sets)):
        joined[top(at)].append(at)
    return list(joined.values())


def parts_of_totals(forms: Iterable[LinearForm]) -> dict[str, set[str]]:
    """Each total of the form, with all cells that it is the sum of."""
    parts: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if form.total is not None and is_total(form.total):
            parts[form.total].update(cell for cell in form.cells if cell != form.total)
    return parts


def _rank(rows: list[list[Fraction]]) -> int:
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for at in range(rank + 1, len(rows)):
            if rows[at][column]:
                share = rows[at][column] / rows[rank][column]
                rows[at] = [a - share * b for a, b in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank


def cells_of(state: EquationState) -> frozenset[str]:
    return state.equation.cells
