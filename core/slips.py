"""How people mistype numbers: two digits exchanged, one left out or struck twice, the key beside the right one."""

from __future__ import annotations

from itertools import pairwise

from core.values import Number, show

_KEYS = ("1234567890", "789", "456", "123")
_NEAR = frozenset(pair for row in _KEYS for a, b in pairwise(row) for pair in ((a, b), (b, a))) | frozenset(
    pair for a, b in zip("123456", "456789", strict=True) for pair in ((a, b), (b, a))
)
_FEW = 12
"""A number that differs by no more was counted or added up wrong, or stems from another draft."""
_OF_NOTHING = 3


def magnitude(value: Number) -> Number:
    """The number without its sign."""
    return value if value >= 0 else -value


def slip(old: Number, new: Number) -> str:
    """How a person who meant `new` typed `old`: the id of a slip, "" when no slip explains it."""
    if old == -new:
        return "sign"
    wrong, right = show(magnitude(old)), show(magnitude(new))
    if right == "0" or wrong == "0":
        return ""
    if len(wrong) == len(right):
        return _replaced(wrong, right)
    short, long = sorted((wrong, right), key=len)
    if long.startswith(short) and not long[len(short) :].strip("0"):
        return "zeros"
    if len(long) - len(short) == 1:
        at = next((i for i in range(len(short)) if short[i] != long[i]), len(short))
        if short == long[:at] + long[at + 1 :]:
            if wrong == short:
                return "dropped"
            return "doubled" if at and long[at] == long[at - 1] else "extra"
    return ""


def _replaced(wrong: str, right: str) -> str:
    differ = [i for i in range(len(wrong)) if wrong[i] != right[i]]
    if len(differ) == 2 and differ[1] - differ[0] == 1:
        a, b = differ
        return "transposed" if (wrong[a], wrong[b]) == (right[b], right[a]) else ""
    if len(differ) != 1:
        return ""
    near = (wrong[differ[0]], right[differ[0]]) in _NEAR
    if len(wrong) == 1:
        # every one-digit number is another with one digit changed: that says nothing
        return "near_digit" if near else ""
    return "near_key" if near else "digit"


def is_slip(old: Number, new: Number) -> bool:
    """Whether who meant `new` may well have written `old`: by a slip of the hand, or by counting a little wrong. Of
    what did not happen nobody counts more than a few."""
    if slip(old, new):
        return True
    return magnitude(old - new) <= (_FEW if new else _OF_NOTHING)
