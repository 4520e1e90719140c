"""Numbers that are not meant exactly: 约 268 万元, 近 300 件, 500 余件, 超六成. What they may stand for."""

from __future__ import annotations

import re
from decimal import Decimal

from core.values import Number

ABOUT, ABOVE, BELOW = "≈", "≥", "≤"
"""约, 余 and 超, 近 and 不足: marks that stand before a measure word."""
MARKS = (ABOUT, ABOVE, BELOW)

_BEFORE = re.compile(
    "(?:(?P<about>约[为占]?|大约|大概|左右)|(?P<above>超过?|逾|至少|高达)|(?P<below>将?近|接近|不足|不到|不超过?|最多))$"
)
_SPARE = Decimal("0.1")
"""How far beyond its last written digit 余, 超 and 近 still reach: a tenth of the number."""
_TEN = Decimal(10)
_LONGEST = 3


def rough_before(text: str, at: int) -> str:
    """The mark of the rough word that ends before that place; "" where there is none."""
    found = _BEFORE.search(text, max(0, at - _LONGEST), at)
    return "" if found is None else {"about": ABOUT, "above": ABOVE, "below": BELOW}[found.lastgroup or ""]


def bounds(mark: str, value: Number, step: Number) -> tuple[Number, Number]:
    """From where to where a number may lie that was written so: ("≥", 500, 1) is (500, 600), ("≈", 268, 1) is
    (267, 269). Zeros at the end are taken as not counted."""
    unit = _unit(value, step)
    reach = max(unit, abs(Decimal(value)) * _SPARE)
    if mark == ABOVE:
        return value, value + reach
    if mark == BELOW:
        return value - reach, value
    half = max(unit / 2, Decimal(step))
    return value - half, value + half


def _unit(value: Number, step: Number) -> Decimal:
    unit = Decimal(step)
    while value and unit * 10 <= abs(Decimal(value)) and Decimal(value) % (unit * 10) == 0:
        unit *= 10
    return unit


def at_least(value: Number) -> tuple[Number, Number]:
    """From that number upward without end: what is told may be a part of what the cell counts."""
    return value, Decimal("Infinity")


def share_bounds(mark: str, value: Number, step: Number) -> tuple[Number, Number]:
    """The same for a percentage: 约三成 is (25, 35), 超六成 (60, 70), 近 90% (80, 90)."""
    unit = _unit(value, step)
    reach = max(unit, _TEN)
    if mark == ABOVE:
        return value, value + reach
    if mark == BELOW:
        return value - reach, value
    half = max(unit / 2, Decimal(1))
    return value - half, value + half


def within(limits: tuple[Number, Number], value: Number) -> bool:
    """True where a number lies between them or on one."""
    return limits[0] <= value <= limits[1]
