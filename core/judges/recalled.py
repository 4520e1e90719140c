"""Judge of what sentences say of last year: the numbers that they compare with are those of last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from core.catalog import edition
from core.judges.base import Case, found
from core.judges.continuity import is_same_body, is_year_before
from core.judges.sentences import context
from core.model import Finding, Fix, Report
from core.rules import Rule, builtin
from core.texts import text
from core.values import Number, State, folded, show

_TO_BRACKET = re.compile("[^。；，（]{0,4}）")


def told_of_last_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """2023年收到申请24件, 较上年（24件）: what a sentence says of last year is in last year's report. `params.told`
    gives `cells`, of which the number is the first, or all of them together; `patterns`, regular expressions with
    {last} for 上年 and a group n; and `vague` where the words leave open which of the cells is meant."""
    previous, year = case.previous, case.report.year
    if previous is None or year is None or not is_year_before(case) or not is_same_body(case):
        return
    for at, entry in enumerate(rule.params["told"]):
        fitting = _fitting(previous, entry)
        for number in rule.params["parts"] if fitting else ():
            words = case.report.part(number).text
            for start, end, value in _told(rule, at, words, year - 1) if words else ():
                if value not in fitting:
                    yield _unlike(previous, rule, entry, number, (start, end), words)


def recalled(report: Report, previous: Report) -> frozenset[tuple[str, tuple[int, int]]]:
    """Part and span of the numbers of last year that told_of_last_year weighs by the program's own rule."""
    rule = next(rule for rule in builtin().rules if rule.check == "told-of-last-year")
    if report.year is None:
        return frozenset()
    return frozenset(
        (number, (start, end))
        for at, entry in enumerate(rule.params["told"])
        for number in (rule.params["parts"] if _fitting(previous, entry) and not entry.get("vague") else ())
        for start, end, _ in _told(rule, at, report.part(number).text, report.year - 1)
    )


def _fitting(previous: Report, entry: Mapping[str, Any]) -> tuple[Number, ...]:
    """The numbers of last year's report that the sentence may mean; () where they are not known."""
    cells = [previous.cells.get(address) for address in entry["cells"]]
    if cells[0] is None or cells[0].value is None:
        return ()
    if any(cell is not None and cell.state is State.UNREADABLE for cell in cells):
        return ()
    values = [cell.value or 0 for cell in cells if cell is not None]
    if entry.get("vague"):
        return (*values, sum(values[:2]))
    return values[0], sum(values)


def _unlike(
    previous: Report, rule: Rule, entry: Mapping[str, Any], part: str, span: tuple[int, int], words: str
) -> Finding:
    start, end = span
    place, year = context(words, start, end), previous.year
    if place.count("（") > place.count("）") and (rest := _TO_BRACKET.match(words, end)):
        place += rest[0]
    if entry.get("vague"):
        message = text("comparison.told_vague", words=place, year=year)
        return found(rule, message, part=part, span=span, excerpt=words[start:end])
    address = entry["cells"][0]
    right = show(previous.cells[address].value or 0)
    cell = edition(previous.edition).describe(address)
    return found(
        rule,
        text("comparison.told", words=place, last=right, year=year, cell=cell),
        part=part,
        span=span,
        excerpt=words[start:end],
        values=(right,),
        fixes=(Fix(text("judges.fix_replace", old=words[start:end], new=right), replacement=right),),
    )


@lru_cache(maxsize=1 << 9)
def _told(rule: Rule, at: int, words: str, last: int) -> tuple[tuple[int, int, int], ...]:
    """Start, end and value of the numbers that sentences give for last year, by the patterns of that entry."""
    plain = folded(words)
    names = f"(?:上年度?|去年|上一年度?|{last}年度?)"
    if not re.search(names, plain):
        return ()
    spans = {
        match.span("n"): int(match["n"].replace(",", ""))
        for pattern in rule.params["told"][at]["patterns"]
        for match in re.finditer(pattern.replace("{last}", names), plain)
    }
    return tuple((start, end, value) for (start, end), value in sorted(spans.items()))
