"""The smallest repair: the fewest and likeliest cells that, changed, mend the broken equations, with their numbers.

`quick` looks for one cell that mends all and is fast enough for every key; `exact` solves the rest (HiGHS).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from core.equations import EquationState
from core.model import Report
from core.repair.base import Claimed, Repair, Sheet
from core.repair.likelihood import ALIKE, agrees, weigh
from core.repair.programme import smallest_changes
from core.repair.single import Changes, exchanges, single_cells, two_cells
from core.repair.system import System, cells_of, hang_together, system
from core.rules import RuleSet

__all__ = ["Claimed", "Repair", "exact", "quick"]

Repairs = tuple[Repair, ...]
SHOWN = 5
"""More alternatives than these are no help."""


def quick(
    report: Report, ruleset: RuleSet, broken: Sequence[EquationState], claims: Sequence[Claimed] = ()
) -> list[Repairs]:
    """Repairs by one cell for each of the broken equations, the likeliest first; () where no single cell mends all
    equations that hang together with it."""
    return _single(system(ruleset, report.edition), Sheet.of(report), broken, claims)


def _single(joined: System, sheet: Sheet, broken: Sequence[EquationState], claims: Sequence[Claimed]) -> list[Repairs]:
    found: list[Repairs] = [()] * len(broken)
    for members in hang_together([cells_of(state) for state in broken]):
        states = [broken[at] for at in members]
        repairs = [
            weigh(joined, sheet, changes, len(states), claims) for changes in single_cells(joined, sheet, states)
        ]
        if repairs:
            ranked = _ranked(repairs)
            for at in members:
                found[at] = ranked
    return found


def exact(
    report: Report, ruleset: RuleSet, broken: Sequence[EquationState], claims: Sequence[Claimed] = ()
) -> list[Repairs]:
    """Like `quick`, and where it finds nothing the smallest repairs of the table, or () if there is none.

    Takes some tens of milliseconds when it has to solve; the same numbers are solved once.
    """
    return list(_exact(_Question(report, ruleset, tuple(broken), tuple(claims))))


class _Question:
    """What `exact` is asked, comparable by what the answer depends on."""

    def __init__(
        self, report: Report, ruleset: RuleSet, broken: tuple[EquationState, ...], claims: tuple[Claimed, ...]
    ) -> None:
        self.system = system(ruleset, report.edition)
        self.sheet = Sheet.of(report)
        self.broken = broken
        self.claims = claims
        self._key = (id(self.system), self.sheet.key, tuple(id(state.equation) for state in broken), claims)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self._key == other._key


@lru_cache(maxsize=64)
def _exact(asked: _Question) -> tuple[Repairs, ...]:
    joined, sheet, broken = asked.system, asked.sheet, asked.broken
    found = _single(joined, sheet, broken, asked.claims)
    unsolved = [at for at in range(len(broken)) if not found[at] and _is_linear(joined, broken[at])]
    for group in sorted({_group(joined, broken[at]) for at in unsolved}):
        members = [
            at for at in range(len(broken)) if _is_linear(joined, broken[at]) and _group(joined, broken[at]) == group
        ]
        solved = _solve(asked, group, [broken[at] for at in members])
        for at, repairs in zip(members, solved, strict=True):
            found[at] = found[at] or repairs
    return tuple(found)


def _is_linear(joined: System, state: EquationState) -> bool:
    return any(address in joined.group for address in state.equation.cells)


def _group(joined: System, state: EquationState) -> int:
    return next(joined.group[address] for address in state.equation.form.cells if address in joined.group)


def _solve(asked: _Question, group: int, states: Sequence[EquationState]) -> list[Repairs]:
    """For each equation the parts of the solutions that mend it, those of likelier solutions first."""
    joined, sheet, claims = asked.system, asked.sheet, asked.claims
    solutions: list[list[Changes]] = [[part] for part in exchanges(joined, sheet, states)]
    solutions += [joined.apart(pair) for pair in two_cells(joined, sheet, states) if joined.determines(pair)]
    if not solutions or not all(agrees(claim, sheet) for claim in claims):
        solutions += [list(parts) for parts in smallest_changes(joined, sheet, group, claims)]
    weighed = []
    for parts in solutions:
        repairs = [weigh(joined, sheet, part, _mends(part, states), claims) for part in parts]
        weighed.append((sum(repair.cost for repair in repairs), repairs))
    weighed.sort(key=lambda solution: solution[0])
    answers = []
    for state in states:
        mending = [(cost, r) for cost, repairs in weighed for r in repairs if state.equation.cells & r.cells.keys()]
        answers.append(_ranked_as_given(mending))
    return answers


def _mends(part: Changes, states: Sequence[EquationState]) -> int:
    return sum(not state.equation.cells.isdisjoint(part) for state in states)


def _ranked(repairs: Iterable[Repair]) -> Repairs:
    return _ranked_as_given([(r.cost, r) for r in sorted(repairs, key=lambda repair: repair.cost)])


def _ranked_as_given(weighed: Sequence[tuple[float, Repair]]) -> Repairs:
    """The first of each kind; the first one knows how many others are as likely."""
    unlike: list[tuple[float, Repair]] = []
    for cost, repair in weighed:
        if all(repair.cells != other.cells for _, other in unlike):
            unlike.append((cost, repair))
    if not unlike:
        return ()
    best = unlike[0][0]
    ties = sum(cost - best <= ALIKE for cost, _ in unlike[1:])
    return (replace(unlike[0][1], ties=ties), *(repair for _, repair in unlike[1:SHOWN]))
