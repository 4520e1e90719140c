"""What the judges of sentences share: a claim's readings with the report's numbers, its place, its words, the names of
cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.catalog import Edition
from core.judges.base import Case
from core.model import Report
from core.narrative import Claim, Kind, PlacedClaim, Sum, cells_of
from core.texts import text
from core.values import Number

_SAID = 26
_LONG = 40
_STOP = re.compile("[，。；;：:！？、（(\n]")
_MEASURE = re.compile(r"\s*[件条起宗份个次例项篇期场部]")


@dataclass(frozen=True, slots=True)
class Option:
    """One reading with the report's numbers: blanks count as 0 and are named in `gaps`."""

    meant: Sum
    cells: tuple[str, ...]
    value: Number
    gaps: tuple[str, ...]


def options_of(case: Case, claim: Claim) -> list[Option]:
    """The readings that the edition of the form has and whose table was filled in."""
    cells, alive, edition_id = case.report.cells, case.alive, case.report.edition
    options = []
    for meant in claim.readings:
        addresses = cells_of(meant, edition_id)
        if not addresses or not alive[addresses[0].partition(".")[0]]:
            continue
        total: Number = 0
        gaps: tuple[str, ...] = ()
        for address in addresses:
            value = cells[address].value
            if value is None:
                gaps += (address,)
            else:
                total += value
        options.append(Option(meant, addresses, total, gaps))
    return options


def place_of(report: Report, placed: PlacedClaim) -> dict[str, object]:
    words = report.part(placed.part).text[slice(*placed.span)]
    return {"part": placed.part, "span": placed.span, "excerpt": words}


def said_in(report: Report, placed: PlacedClaim) -> str:
    """The claim in the sentence's own words, from stop to stop: 新收政府信息公开申请36件."""
    words = report.part(placed.part).text
    first, last = placed.span
    start = placed.clause[0]
    if placed.claim.kind is Kind.COUNT:
        start = _clause_start(words, start)
    if first - start > _LONG:
        start = max((m.end() for m in _STOP.finditer(words, start, first)), default=start)
    if placed.claim.kind is Kind.LIST:
        measure = _MEASURE.match(words, last)
        end = min(measure.end() if measure else last, first + 2 * _SAID)
    else:
        end = max(last, placed.clause[1])
        stop = _STOP.search(words, last, end) if end - last > _LONG else None
        end = end if stop is None else stop.start()
    return words[start:end].strip(" \t\u3000，,、；;。:：（(")


def _clause_start(words: str, start: int) -> int:
    """予以公开（含部分公开）15 件: a number after a bracket or colon takes in the words before it."""
    before = words[:start].rstrip()
    if before.endswith((")", "）")):
        opening = max(before.rfind("("), before.rfind("（"))
        if opening >= 0 and start - opening <= _LONG:
            return max((m.end() for m in _STOP.finditer(words, 0, opening)), default=0)
    return start


def name_of(meant: Sum, form: Edition) -> str:
    table = form.table_of[cells_of(meant, form.id)[0]]
    names = [f"“{form.describe(address)}”" for address in meant]
    label = text(f"narrative.table_{table.part}")
    if len(names) == 1:
        return text("narrative.cell", table=label, name=names[0][1:-1])
    return text("narrative.sum", table=label, names="与".join(names))
