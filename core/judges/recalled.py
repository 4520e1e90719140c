"""Judge of what sentences say of last year: the applications that they compare with are those of last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.judges.base import Case, found
from core.judges.continuity import is_same_body, is_year_before
from core.judges.sentences import context
from core.model import Finding, Fix
from core.rules import Rule
from core.texts import text
from core.values import State, folded, show

_RECEIVED = ("requests.received.total", "requests.carried_in.total")


def told_of_last_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """2023年收到申请24件, 较上年（24件）: what a sentence says was received last year is last year's 本年新收, or that
    and 上年结转 together. `params.patterns` are regular expressions with {last} for 上年 and a group n."""
    previous, year = case.previous, case.report.year
    if previous is None or year is None or not is_year_before(case) or not is_same_body(case):
        return
    cells = [previous.cells[address] for address in _RECEIVED]
    if cells[0].value is None or any(cell.state is State.UNREADABLE for cell in cells):
        return
    received = cells[0].value
    fitting = {received, received + (cells[1].value or 0)}
    for number in rule.params["parts"]:
        words = case.report.part(number).text
        for start, end, value in _told(rule, words, year - 1) if words else ():
            if value not in fitting:
                right = show(received)
                message = text("comparison.told", words=context(words, start, end), last=right, year=year - 1)
                note = text("judges.fix_replace", old=words[start:end], new=right)
                yield found(
                    rule,
                    message,
                    part=number,
                    span=(start, end),
                    excerpt=words[start:end],
                    values=(right,),
                    fixes=(Fix(note, replacement=right),),
                )


@lru_cache(maxsize=1 << 8)
def _told(rule: Rule, words: str, last: int) -> tuple[tuple[int, int, int], ...]:
    """Start, end and value of the numbers that sentences give for last year."""
    plain = folded(words)
    spans = {
        match.span("n"): int(match["n"].replace(",", ""))
        for pattern in rule.params["patterns"]
        for match in re.finditer(pattern.replace("{last}", f"(?:上年度?|去年|上一年度?|{last}年度?)"), plain)
    }
    return tuple((start, end, value) for (start, end), value in sorted(spans.items()))
