"""Whether a percentage fits its numbers to the digits that are written."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from core.values import Number, simplest

_HUNDRED = 100


def share(part: Number, whole: Number, step: Number) -> Number:
    """Part of the whole in percent, rounded to the step: 8 of 13 to 0.1 is 61.5. `whole` is not 0."""
    return _rounded(Decimal(part) * _HUNDRED / Decimal(whole), step)


def truncated(part: Number, whole: Number, step: Number) -> Number:
    """The same share with the further digits cut off instead of rounded."""
    return simplest((Decimal(part) * _HUNDRED / Decimal(whole)).quantize(Decimal(step), ROUND_DOWN))


def growth(now: Number, before: Number, step: Number) -> Number:
    """Change from `before` to `now` in percent, signed and rounded: 22 after 31 to 1 is -29. `before` is not 0."""
    return _rounded((Decimal(now) - Decimal(before)) * _HUNDRED / Decimal(before), step)


def times(now: Number, before: Number, step: Number) -> Number:
    """How many times `before` the number is, rounded: 24 of 20 to 0.1 is 1.2. `before` is not 0."""
    return _rounded(Decimal(now) / Decimal(before), step)


def _rounded(value: Decimal, step: Number) -> Number:
    return simplest(value.quantize(Decimal(step), ROUND_HALF_UP))
