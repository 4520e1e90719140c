"""What speaks for a number: the sentences of the report, and last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from core.catalog import edition
from core.model import Report
from core.narrative import Kind, PlacedClaim, cells_of, claims
from core.repair.base import Claimed

_LONGEST = 24
"""Characters of a sentence that a note quotes; of a longer clause only the number is told."""


def evidence(report: Report, previous: Report | None) -> tuple[Claimed, ...]:
    """All numbers of cells, and of sums of cells, that something outside the tables gives."""
    return (*_last_year(report, previous), *_said(report))


def _last_year(report: Report, previous: Report | None) -> Iterator[Claimed]:
    """Last year's 结转下年度 is this year's 上年结转."""
    if previous is None:
        return
    for column in edition(report.edition).table("requests").columns:
        before = previous.cells.get(f"requests.carried_out.{column.id}")
        if before is not None and before.value is not None:
            yield Claimed(before.value, ((f"requests.carried_in.{column.id}",),), "previous")


def _said(report: Report) -> Iterator[Claimed]:
    """Counts and denials of the sentences. A rounded number (1.2 万件) speaks for none."""
    for placed in claims(report):
        claim = placed.claim
        if claim.kind not in (Kind.COUNT, Kind.DENIAL) or claim.step != 1:
            continue
        readings = tuple(cells for meant in claim.readings if (cells := cells_of(meant, report.edition)))
        if readings:
            yield Claimed(claim.value, readings, "text", _quoted(placed, report))


def _quoted(placed: PlacedClaim, report: Report) -> str:
    start, end = placed.clause
    words = report.part(placed.part).text[start:end].strip("，。；：、 \n")
    return words if len(words) <= _LONGEST and "\n" not in words else ""
