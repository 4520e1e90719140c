"""The smallest change of a whole table as a mixed-integer programme (Fellegi and Holt, 1976), and its next best ones.

Every cell may go up or down; a 0/1 variable says that it changes and costs what the change is worth; every equation
has to hold; what a sentence claims gives back a little where the new numbers agree with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.expression import LinearForm
from core.repair.base import Claimed, Sheet
from core.repair.highs import solve
from core.repair.likelihood import CLAIM, FILLED_IN, FOLLOWS, agrees, base_cost
from core.repair.system import System, gap, holds, parts_of_totals
from core.slips import magnitude
from core.values import Number, show, simplest

Changes = dict[str, Number]

_SOLUTIONS = 3
_WORSE = 45.0
"""Solutions that cost more than the best by so much are not asked for: they change more cells."""
_LARGEST_CHANGE = 10**8


@dataclass(frozen=True)
class _Programme:
    """The parts of the text in the LP format; `names` are the cells' variables."""

    names: Mapping[str, str]
    objective: tuple[str, ...]
    rows: tuple[str, ...]
    bounds: tuple[str, ...]
    binaries: tuple[str, ...]

    def text(self, cuts: Sequence[str]) -> str:
        return "\n".join(
            (
                "minimize",
                *self.objective,
                "subject to",
                *self.rows,
                *cuts,
                "bounds",
                *self.bounds,
                "binary",
                *self.binaries,
                "end",
                "",
            )
        )


def smallest_changes(
    system: System, sheet: Sheet, group: int, claims: Sequence[Claimed]
) -> Iterator[tuple[Changes, ...]]:
    """Solutions for one set of cells that equations join, the cheapest first; each in parts that stand alone.

    A part mends the equations that it touches whether or not the others are made. Parts whose numbers the equations
    do not determine (two unreadable cells in one sum) are left out.
    """
    programme = _programme(system, sheet, group, claims)
    cuts: list[str] = []
    best: float | None = None
    for _ in range(_SOLUTIONS):
        found = solve(programme.text(cuts))
        if found is None:
            return
        changes = _changes(system, sheet, programme.names, found)
        cost = sum(base_cost(system, sheet, address) for address in changes)
        best = cost if best is None else best
        if cost > best + _WORSE:
            return
        parts = tuple(
            part for part in system.apart(changes) if system.mended_by(sheet, part) and system.determines(part)
        )
        if parts:
            yield parts
        counted = [a for a in changes if base_cost(system, sheet, a) > FILLED_IN]
        if not counted:
            return
        cuts.append(" + ".join(f"b{programme.names[a]}" for a in counted) + f" <= {len(counted) - 1}")


def _programme(system: System, sheet: Sheet, group: int, claims: Sequence[Claimed]) -> _Programme:
    forms = tuple(form for form in system.forms if system.group[form.cells[0]] == group)
    cells = tuple(dict.fromkeys(address for form in forms for address in form.cells))
    names = {address: str(at) for at, address in enumerate(cells)}
    most = min(_LARGEST_CHANGE, sum(magnitude(gap(f, sheet)) for f in forms if not holds(f, gap(f, sheet))) or 1)
    objective, rows, bounds = ["obj:"], [], []
    for address, name in names.items():
        objective.append(f"+ {base_cost(system, sheet, address)} b{name}")
        down = max(0, min(most, sheet.number(address))) if address in system.unsigned else most
        rows.append(f"x{name} - {show(max(most, -sheet.number(address)))} b{name} <= 0")
        # a negative number has to go up
        least = -sheet.number(address) if address in system.unsigned else -most
        bounds.append(f"{_decimal(least)} <= x{name} <= {show(max(most, least))}")
        rows.append(f"x{name} + {show(down)} b{name} >= 0")
    rows += [_sum(form, names) + f" {_SIGN[form.comparison]} {_decimal(-gap(form, sheet))}" for form in forms]
    binaries = [f"b{name}" for name in names.values()]
    about = [c for c in claims if any(a in names for reading in c.readings for a in reading)]
    for at, claim in enumerate(about):
        _speak_for(at, claim, sheet, names, most, (objective, rows, binaries))
    if not all(agrees(claim, sheet) for claim in about):
        _let_sums_follow(forms, names, (objective, rows, binaries))
    return _Programme(names, tuple(objective), tuple(rows), tuple(bounds), tuple(binaries))


_SIGN = {"==": "=", ">=": ">=", "<=": "<="}
_Rows = tuple[list[str], list[str], list[str]]
"""Objective, rows and binaries of a programme while it is being made."""


def _sum(form: LinearForm, names: Mapping[str, str]) -> str:
    """The change of an equation's gap."""
    return " ".join(_term(f, "x" + names[a]) for f, a in form.terms)


def _term(factor: Number, name: str) -> str:
    return f"{'-' if factor < 0 else '+'} {show(magnitude(factor))} {name}"


def _decimal(value: Number) -> str:
    return show(value) or "0"


def _speak_for(at: int, claim: Claimed, sheet: Sheet, names: Mapping[str, str], most: Number, programme: _Rows) -> None:
    """A claim that the new numbers agree with, in one of its readings, gives back CLAIM."""
    objective, rows, binaries = programme
    chosen: list[str] = []
    for number, reading in enumerate(claim.readings):
        inside = [address for address in reading if address in names]
        if len(inside) != len(reading):
            continue
        name = f"k{at}r{number}"
        missing = claim.value - sum(sheet.number(address) for address in reading)
        change = " ".join(f"+ x{names[a]}" for a in inside)
        slack = most * len(inside) + magnitude(missing)
        rows.append(f"{change} + {show(slack)} {name} <= {_decimal(missing + slack)}")
        rows.append(f"{change} - {show(slack)} {name} >= {_decimal(missing - slack)}")
        chosen.append(name)
    if chosen:
        binaries += chosen
        objective += [f"- {CLAIM} {name}" for name in chosen]
        rows.append(" + ".join(chosen) + " <= 1")


def _let_sums_follow(forms: Sequence[LinearForm], names: Mapping[str, str], programme: _Rows) -> None:
    objective, rows, binaries = programme
    for total, cells in parts_of_totals(forms).items():
        follows, name = f"f{names[total]}", names[total]
        objective.append(f"- {FOLLOWS} {follows}")
        binaries.append(follows)
        rows.append(f"{follows} - b{name} <= 0")
        rows.append(f"{follows} - " + " - ".join(f"b{names[a]}" for a in sorted(cells)) + " <= 0")


def _changes(system: System, sheet: Sheet, names: Mapping[str, str], found: Mapping[str, float]) -> Changes:
    """What the solution changes, as exact numbers. An unreadable cell always gets one."""
    changes: Changes = {}
    for address, name in names.items():
        change = found[f"x{name}"]
        exact = simplest(Decimal(f"{change:.4f}")) if address in system.decimal else round(change)
        if exact or address in sheet.unreadable:
            changes[address] = sheet.number(address) + exact
    return changes
