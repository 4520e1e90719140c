"""What a sentence claims of a report's numbers: a count, a denial, a percentage, a change, a list that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.values import Number

Sum = tuple[str, ...]
"""Cells or named sums (core.catalog.Edition.expand) that are added: ("requests.granted.total",)."""


class Kind(StrEnum):
    """What is claimed. COUNT and DENIAL speak of cells (`readings`). SHARE: `operands` are part and the wholes that it
    may be of. CHANGE (value in percent, signed) and DELTA (in 件, signed): `operands` are the number now and, where the
    sentence tells it, the number before. LIST: `value` is the whole, `operands` its items; it
    stands on all of them. EVERY speaks of all applications: its `readings` are 0 if it is true. RATE: `readings` are
    `value` percent of the sum at the same place of `wholes`. EARLIER: what `readings` were last year. TIMES: the number
    now is `value` times the number before (`operands`)."""

    COUNT = "count"
    DENIAL = "denial"
    SHARE = "share"
    CHANGE = "change"
    DELTA = "delta"
    LIST = "list"
    EVERY = "every"
    RATE = "rate"
    EARLIER = "earlier"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim in a paragraph.

    `span` is where the number (or the denying words) stands, `clause` the words from which it was understood; both
    count characters of the paragraph. `value` is in 件, 万元 or percent; `step` is the last digit's worth as it is
    written (1.2 万件: 1000). `readings` are the things that the words can mean, the likeliest first; `certain` when
    they can mean one thing only. `together` is the sum of the numbers of its sentence that claim the same thing
    apart (以政府名义制发 2 件，以政府办名义制发 5 件). `wholes` of a SHARE are cells that may be its whole, besides the
    numbers of the sentence. `bounds` are from where to where the number may lie that is not meant exactly (余, 约).
    """

    kind: Kind
    span: tuple[int, int]
    clause: tuple[int, int]
    value: Number
    readings: tuple[Sum, ...] = ()
    certain: bool = True
    step: Number = 1
    operands: tuple[Number, ...] = ()
    together: Number | None = None
    wholes: tuple[Sum, ...] = ()
    bounds: tuple[Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim with its part's number; `span` and `clause` count characters of the part's text."""

    part: str
    span: tuple[int, int]
    clause: tuple[int, int]
    claim: Claim
