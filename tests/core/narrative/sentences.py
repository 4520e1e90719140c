"""Reports built around one sentence, and slips of the pen in its numbers: what the narrative checks are measured by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.catalog import edition
from core.checks import confront
from core.model import Finding, Report, Severity
from core.rules import builtin
from tests.core.builders import balanced, with_cells

_ROWS = [label.id for label in edition().table("requests").rows]
_OUTCOMES = [row for row in _ROWS if row not in ("received", "carried_in", "total", "carried_out")]
_GROUPS = ("denied", "unavailable", "not_processed", "other")


def report_with(sentence: str, claims: Mapping[str, int], year: int = 2024) -> Report:
    """A report whose cells are what the sentence claims, filled up so that table three and four balance as far as the
    claims allow. `claims` is by address, named sums among them."""
    cells: dict[str, int] = {}
    cells |= {a: n for a, n in claims.items() if a.startswith("disclosure")}
    cells |= _disputes(claims)
    cells |= _requests(claims)
    blank = balanced({"1": sentence})
    empty = with_cells(blank, **{a.replace(".", "__"): 0 for a in blank.cells})
    filled = with_cells(empty, **{a.replace(".", "__"): n for a, n in cells.items()})
    return _of_year(filled, year)


def _of_year(report: Report, year: int) -> Report:
    return replace(report, year=year)


def _disputes(claims: Mapping[str, int]) -> dict[str, int]:
    cells: dict[str, int] = {}
    litigation = claims.get("disputes.litigation.total", 0)
    after = claims.get("disputes.litigation_after_review.total", 0)
    totals = {
        "review": claims.get("disputes.review.total", 0),
        "litigation_direct": claims.get("disputes.litigation_direct.total", max(0, litigation - after)),
        "litigation_after_review": after,
    }
    for row, total in totals.items():
        name = "litigation" if row == "litigation_direct" else row
        told = {
            result: claims.get(f"disputes.{row}.{result}", claims.get(f"disputes.{name}.{result}", 0))
            for result in ("upheld", "corrected", "other", "pending")
        }
        told["upheld"] += max(0, total - sum(told.values()))
        cells |= {f"disputes.{row}.{result}": n for result, n in told.items()}
        cells[f"disputes.{row}.total"] = sum(told.values())
    return cells


def _requests(claims: Mapping[str, int]) -> dict[str, int]:
    def told(row: str) -> int | None:
        return claims.get(f"requests.{row}.total")

    rows = {row: told(row) or 0 for row in _ROWS}
    for group in _GROUPS:
        members = [row for row in _OUTCOMES if row.startswith(group)]
        missing = (told(group) or 0) - sum(rows[row] for row in members)
        free = [row for row in members if told(row) is None] or members
        rows[free[-1]] += max(0, missing)
    organisations = claims.get("requests.received.organisations", 0)
    received = max(rows["received"], claims.get("requests.received.natural_person", 0) + organisations)
    rows["received"] = received
    outcomes = sum(rows[row] for row in _OUTCOMES)
    if told("total") is None:
        rows["total"] = max(outcomes, received + rows["carried_in"] - rows["carried_out"])
    spare = rows["total"] - outcomes
    free = next((row for row in ("granted", "partly_granted", "other.misc") if told(row) is None), "other.misc")
    rows[free] += max(0, spare)
    if told("carried_in") is None:
        rows["carried_in"] = max(0, rows["total"] + rows["carried_out"] - received)
    cells: dict[str, int] = {}
    for row, total in rows.items():
        cells |= _columns(row, total, claims)
    return cells


def _columns(row: str, total: int, claims: Mapping[str, int]) -> dict[str, int]:
    cells = {
        column: claims.get(f"requests.{row}.{column}", 0)
        for column in ("natural_person", "business", "research", "welfare", "legal_service", "other_org")
    }
    organisations = claims.get(f"requests.{row}.organisations", 0) - sum(cells.values()) + cells["natural_person"]
    cells["other_org"] += max(0, organisations)
    told = f"requests.{row}.natural_person" in claims
    cells["other_org" if told else "natural_person"] += max(0, total - sum(cells.values()))
    return {f"requests.{row}.{column}": n for column, n in cells.items()} | {f"requests.{row}.total": total}


def complaints(report: Report, previous: Report | None = None) -> list[Finding]:
    """What the rules say of its sentences, by itself and against last year's report, but hints."""
    return [
        finding
        for finding in confront(report, builtin(), previous).findings
        if finding.category in ("narrative", "continuity")
        and finding.part == "1"
        and finding.severity is not Severity.INFO
    ]


def year_of(sentence: str) -> int:
    found = re.search(r"(20\d\d)年", sentence)
    return int(found[1]) if found else 2024


def slips(sentence: str, claims: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The sentence with one claimed number changed, and where that stands; numbers that occur more often than they are
    claimed are left out, since they may count something else."""
    places: dict[int, list[re.Match[str]]] = {}
    for match in re.finditer(r"(?<![\d.])\d+(?![\d.年%])", sentence):
        places.setdefault(int(match[0]), []).append(match)
    for value, matches in places.items():
        if len(matches) > sum(n == value for n in claims.values()):
            continue
        for match in matches:
            wrong = str(value + 1 if value < 10 else value + 9)
            yield (
                sentence[: match.start()] + wrong + sentence[match.end() :],
                (match.start(), match.start() + len(wrong)),
            )
