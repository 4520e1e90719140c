"""The smallest repair: the fewest and likeliest cells that, changed, mend the broken equations, with their numbers.

`quick` looks for one cell that mends all and is fast enough for every key; `exact` solves the rest (HiGHS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    return list(_quick(_Question(report, ruleset, tuple(broken), tuple(claims))))


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

    def group(self, at: int) -> int | None:
        """The number of the set of cells that equations join with those of that equation."""
        return next(
            (n for a in self.broken[at].equation.form.cells if (n := self.system.group.get(a)) is not None), None
        )

    def open(self, found: Sequence[Repairs], at: int) -> bool:
        """Whether more cells are to be looked at: nothing was found, or sentences speak against the numbers."""
        if not found[at]:
            return True
        group = self.group(at)
        about = (c for c in self.claims if any(self.system.group.get(a) == group for r in c.readings for a in r))
        return not all(agrees(claim, self.sheet) for claim in about)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self._key == other._key


@lru_cache(maxsize=64)
def _quick(asked: _Question) -> tuple[Repairs, ...]:
    """Kept, since the numbers stay as they are while text is typed."""
    return tuple(_single(asked.system, asked.sheet, asked.broken, asked.claims))


@lru_cache(maxsize=64)
def _exact(asked: _Question) -> tuple[Repairs, ...]:
    found = list(_quick(asked))
    unsolved = [at for at in range(len(found)) if not found[at] and asked.group(at) is not None]
    for members in hang_together([cells_of(asked.broken[at]) for at in unsolved]):
        chosen = [unsolved[at] for at in members]
        _answer(asked, found, chosen, chosen, _few_cells)
    still = [at for at in unsolved if asked.open(found, at)]
    for group in sorted({number for at in still if (number := asked.group(at)) is not None}):
        joined = [at for at in range(len(found)) if asked.group(at) == group]
        _answer(asked, found, joined, [at for at in unsolved if at in joined], _whole_group)
    return tuple(found)


_Way = Callable[[_Question, Sequence[int]], Iterable[Sequence[Changes]]]
"""Solutions for some of the broken equations, each in parts that stand alone."""


def _few_cells(asked: _Question, members: Sequence[int]) -> Iterator[Sequence[Changes]]:
    """Neighbours exchanged, and any two cells."""
    states = [asked.broken[at] for at in members]
    for exchanged in exchanges(asked.system, asked.sheet, states):
        yield [exchanged]
    for pair in two_cells(asked.system, asked.sheet, states):
        if asked.system.determines(pair):
            yield asked.system.apart(pair)


def _whole_group(asked: _Question, members: Sequence[int]) -> Iterator[Sequence[Changes]]:
    """As many cells as it takes; and two of them, which a sentence may speak for all the same."""
    group = asked.group(members[0])
    assert group is not None
    yield from _few_cells(asked, members)
    yield from smallest_changes(asked.system, asked.sheet, group, asked.claims)


def _answer(asked: _Question, found: list[Repairs], members: Sequence[int], for_: Sequence[int], way: _Way) -> None:
    """Solve `members` together, and put down for each of `for_` the parts that mend it, likelier solutions first."""
    states = [asked.broken[at] for at in members]
    weighed = []
    for parts in way(asked, members):
        repairs = [weigh(asked.system, asked.sheet, part, _mends(part, asked.broken), asked.claims) for part in parts]
        weighed.append((sum(repair.cost for repair in repairs), repairs))
    weighed.sort(key=lambda solution: solution[0])
    for at, state in zip(members, states, strict=True):
        mending = [(cost, r) for cost, repairs in weighed for r in repairs if state.equation.cells & r.cells.keys()]
        if mending and at in for_:
            found[at] = _ranked_as_given(mending)


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
    others = sum(len(repair.cells) == len(unlike[0][1].cells) for _, repair in unlike[1:])
    return (replace(unlike[0][1], ties=ties, others=others), *(repair for _, repair in unlike[1:SHOWN]))
