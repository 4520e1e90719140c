"""How likely a repair is: how people mistype numbers, which cells they get wrong, and what the sentences say.

Costs are in hundredths of one changed cell. Fewer cells come first; the rest parts repairs of as many cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.catalog import edition, is_total
from core.repair.base import Claimed, Repair, Sheet
from core.repair.system import System
from core.slips import magnitude, slip
from core.values import Number, show

CHANGE = 100.0
ZERO_WAS_WRONG = 12.0
BLANK_WAS_WRONG = 9.0
TOTAL_OF_NOTHING = 20.0
ONLY_BLANK = -20.0
"""A blank among zeros that are written out was forgotten; where zeros are left blank, a blank is a zero."""
FILLED_IN = 10.0
"""The most that filling in a blank total or an unreadable cell costs: nothing that stands there is changed."""
BLANK_TOTAL = 6.0
UNREADABLE = 4.0
CLAIM = 60.0
EXCHANGE = 30.0
FOLLOWS = 45.0
"""Given back for a total that changes together with one of its parts, where a sentence that spoke against the numbers
then agrees: what a program added up from a wrong number is wrong without anybody's mistake."""
ALIKE = 3.0
"""Repairs that differ by no more than this are as likely as one another."""

_REASONS = {
    "sign": -30.0,
    "transposed": -28.0,
    "zeros": -24.0,
    "doubled": -22.0,
    "dropped": -18.0,
    "near_key": -16.0,
    "copied": -14.0,
    "digit": -12.0,
    "extra": -10.0,
    "added_wrong": -9.0,
    "near_digit": -5.0,
}
"""What each slip takes off the cost of a change, by how much it explains."""


def base_cost(system: System, sheet: Sheet, address: str) -> float:
    """What changing a cell costs whatever its new number: what is not there yet is filled rather than changed."""
    if address in sheet.unreadable:
        return UNREADABLE
    value = sheet.values[address]
    if value is None:
        if is_total(address):
            return BLANK_TOTAL
        return CHANGE + (BLANK_WAS_WRONG if _zeros_are_blank(sheet, address) else ONLY_BLANK)
    return CHANGE + (ZERO_WAS_WRONG if value == 0 else 0.0)


def _zeros_are_blank(sheet: Sheet, address: str) -> bool:
    """Whether the report mostly leaves blank what did not happen."""
    table = address.partition(".")[0] + "."
    nothing = [value for a, value in sheet.values.items() if not value and a.startswith(table) and not is_total(a)]
    return sum(value is None for value in nothing) > len(nothing) / 5


def _change(system: System, sheet: Sheet, address: str, new: Number, alone: bool) -> tuple[float, str]:
    """Cost of one cell's change and the slip that explains it. `alone`: a single equation is broken."""
    cost = base_cost(system, sheet, address)
    old = sheet.values[address]
    if old is None:
        return cost, ""
    if new == 0 and is_total(address):
        # a sum of something that its parts do not show was not made up
        cost += TOTAL_OF_NOTHING
    reason = slip(old, new)
    if is_total(address) and alone and _REASONS.get(reason, 0.0) > _REASONS["added_wrong"] and _a_carry(old, new):
        reason = "added_wrong"
    if not reason and old and old in _beside(system, sheet, address):
        reason = "copied"
    return cost + _REASONS.get(reason, 8.0), reason


def _a_carry(old: Number, new: Number) -> bool:
    """Whether adding up went wrong by a little, or by a one that was not carried."""
    return magnitude(new - old) <= 2 or show(magnitude(new - old)).strip("0") == "1"


def _beside(system: System, sheet: Sheet, address: str) -> set[Number | None]:
    """Numbers from which one may have been copied: the cells beside it, and the total of its row."""
    table = edition(system.edition_id).table_of[address]
    place = table.place[address]
    row = address.rpartition(".")[0]
    return {
        sheet.values[other]
        for other, there in table.place.items()
        if other != address
        and (abs(there.row - place.row) + abs(there.column - place.column) == 1 or other == f"{row}.total")
    }


def weigh(
    system: System,
    sheet: Sheet,
    changes: Mapping[str, Number],
    mended: int,
    claims: Sequence[Claimed] = (),
) -> Repair:
    """A repair with its cost, and what speaks for it."""
    exchanged = len(changes) == 2 and _exchanges(sheet, changes)
    alone = mended == 1 and len(changes) == 1
    weighed = [_change(system, sheet, address, new, alone) for address, new in changes.items()]
    cost = CHANGE + EXCHANGE if exchanged else sum(c for c, _ in weighed)
    reason = "exchanged" if exchanged else (weighed[0][1] if len(weighed) == 1 else "")
    after = sheet.with_values(changes)
    agreed = None
    for claim in claims:
        if not any(address in changes for reading in claim.readings for address in reading):
            continue
        before_fits, fits = agrees(claim, sheet), agrees(claim, after)
        cost += CLAIM * (before_fits - fits)
        if fits and not before_fits:
            agreed = agreed or claim
    if agreed is not None:
        cost -= FOLLOWS * sum(not system.parts.get(address, set()).isdisjoint(changes) for address in changes)
    return Repair(dict(changes), cost, mended, reason, agreed)


def _exchanges(sheet: Sheet, changes: Mapping[str, Number]) -> bool:
    (one, a), (other, b) = changes.items()
    return a == sheet.number(other) and b == sheet.number(one) and a != b


def agrees(claim: Claimed, sheet: Sheet) -> bool:
    """Whether one of the readings gives the claimed number."""
    return any(
        sheet.unreadable.isdisjoint(reading) and sum(sheet.number(a) for a in reading) == claim.value
        for reading in claim.readings
    )
