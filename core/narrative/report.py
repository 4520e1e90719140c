"""The claims of a whole report, and what they say of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from core.catalog import edition
from core.model import LONGEST_PARAGRAPH, Part, Report
from core.narrative.claim import Claim, Kind, PlacedClaim, Sum
from core.narrative.reading import claims_of, topic_of
from core.values import Number

_HEADING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])[^，。；]{0,30}?(?:情况|方面|工作|公开)?[。：:]?\s*"
)
_LEADING = re.compile(r"\s*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]是)[^，。；：:]{2,25}[。：:]")
_NUMBERED = re.compile(r"\s*\d")
_PART_TOPIC = {"3": "requests"}


def claims(report: Report) -> tuple[PlacedClaim, ...]:
    """All claims of the introduction and the six parts, in the order of the text."""
    global _last
    parts, year, found = _last
    if parts is not report.parts or year != report.year:
        found = tuple(
            placed for part in report.parts if part.text for placed in _in_part(part.number, part.text, report.year)
        )
        _last = (report.parts, report.year, found)
    return found


_last: tuple[tuple[Part, ...], int | None, tuple[PlacedClaim, ...]] = ((), None, ())
"""What was asked for last: several judges ask one after the other. Replaced as a whole, for threads' sake."""


@lru_cache(maxsize=1 << 9)
def _in_part(number: str, text: str, year: int | None) -> tuple[PlacedClaim, ...]:
    found: list[PlacedClaim] = []
    offset, topic = 0, _PART_TOPIC.get(number, "")
    for paragraph in text.split("\n"):
        headed = _headed(paragraph)
        topic = topic if headed is None else headed
        for claim in claims_of(paragraph[:LONGEST_PARAGRAPH], year, topic):
            found.append(PlacedClaim(number, _moved(claim.span, offset), _moved(claim.clause, offset), claim))
        offset += len(paragraph) + 1
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def _headed(paragraph: str) -> str | None:
    """What a heading, or the one that a paragraph begins with, speaks of; None for a paragraph without, and for one of
    lower rank that does not say (1.收件情况)."""
    if _HEADING.fullmatch(paragraph):
        own = topic_of(paragraph)
        return None if not own and _NUMBERED.match(paragraph) else own
    leading = _LEADING.match(paragraph)
    return None if leading is None else topic_of(leading[0])


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


@lru_cache(maxsize=1 << 12)
def cells_of(meant: Sum, edition_id: str) -> tuple[str, ...]:
    """The cells that a reading adds up; none where the edition of the form has no such cell."""
    form = edition(edition_id)
    try:
        return tuple(cell for address in meant for cell in form.expand(address))
    except KeyError:
        return ()


def agrees(value: Number, claim: Claim) -> bool:
    """True where a cell (or sum) with that value is what the claim says, to the digits that are written."""
    if claim.bounds is not None:
        low, high = claim.bounds
        return low <= value <= high
    if value in (claim.value, claim.together) or claim.step == 1:
        return value in (claim.value, claim.together)
    gap = value - claim.value
    return -claim.step <= 2 * gap <= claim.step


def about(report: Report, address: str) -> tuple[PlacedClaim, ...]:
    """The counts and denials that can mean that cell alone: what the sentences say its number is."""
    return tuple(
        placed
        for placed in claims(report)
        if placed.claim.kind in (Kind.COUNT, Kind.DENIAL)
        and any(cells_of(meant, report.edition) == (address,) for meant in placed.claim.readings)
    )


def support(report: Report, changes: Mapping[str, Number]) -> tuple[tuple[PlacedClaim, ...], tuple[PlacedClaim, ...]]:
    """Which counts and denials agree, and which do not, with the report after those changes of its cells.

    Only claims with a reading that takes in a changed cell are told; blank cells count as 0.
    """
    agreeing: list[PlacedClaim] = []
    others: list[PlacedClaim] = []
    for placed in claims(report):
        claim = placed.claim
        sums = [cells for meant in claim.readings if (cells := cells_of(meant, report.edition))]
        if claim.kind not in (Kind.COUNT, Kind.DENIAL) or not any(cell in changes for cells in sums for cell in cells):
            continue
        fits = any(agrees(_value(report, cells, changes), claim) for cells in sums)
        (agreeing if fits else others).append(placed)
    return tuple(agreeing), tuple(others)


def _value(report: Report, cells: Iterable[str], changes: Mapping[str, Number]) -> Number:
    total: Number = 0
    for cell in cells:
        value = changes[cell] if cell in changes else report.cells[cell].value
        total += value or 0
    return total
