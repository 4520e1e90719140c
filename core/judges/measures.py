"""Judge of measure words without their number: 发布信息条, 整改问题个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.judges.base import Case
from core.judges.sentences import Hit, context, read_paragraphs
from core.model import Finding
from core.rules import Rule

_BEFORE_MARK = r"(?=[，。；,;、]|$|并(?:及时|全部|已|逐)|(?:均|已|全部)(?:办结|整改|答复|公开|修复))"


_CANDIDATE = re.compile(rf"(?<![\d０-９])[件条份起宗次场期个篇部人张册处名项元%％]{_BEFORE_MARK}")
_PERSON = re.compile("名(?:专职|兼职|业务)?(?:干部|工作人员|信息员|联络员|同志|骨干)|”个")
_LOOK_AHEAD = 4
_NOTHING = re.compile("[未无]|没有")


def lone_measure(case: Case, rule: Rule) -> Iterator[Finding]:
    """`params.clauses` are regular expressions for clauses with the group at, at whose end a mark stands, and
    `params.persons` for those that go on; `params.nouns` give measure words and the ordinary nouns that they stand
    for, after which they make no other word (文件件, but not 申请件)."""
    yield from read_paragraphs(case, rule, _lone_hits)


def _lone_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    said = -1
    for match in _matches(rule, paragraph):
        start, end = next(match.span(n) for n, value in match.groupdict().items() if value)
        if start >= said:
            said = end
            if _NOTHING.search(paragraph, _clause(paragraph, start), start):
                continue  # 未收到依申请公开件
            yield Hit(start, end, rule.message.replace("{excerpt}", context(paragraph, start, end)))


def _matches(rule: Rule, paragraph: str) -> Iterator[re.Match[str]]:
    """The clauses looked at are those that end with a measure word behind no digit: there are few."""
    read = -1
    for candidate in _CANDIDATE.finditer(paragraph):
        begin = max(_clause(paragraph, candidate.start()), read)
        for match in _alone(rule).finditer(paragraph, begin, candidate.end() + _LOOK_AHEAD):
            yield match
            read = match.end()
    if _PERSON.search(paragraph):
        yield from _persons(rule).finditer(paragraph)


def _clause(paragraph: str, at: int) -> int:
    """Where the clause begins that a place is in."""
    return max(paragraph.rfind(mark, 0, at) for mark in "，。；、：") + 1


@lru_cache(maxsize=16)
def _alone(rule: Rule) -> re.Pattern[str]:
    """One pattern of all: each clause has a group of its own."""
    clauses = [clause.replace("?P<at>", f"?P<at{n}>") for n, clause in enumerate(rule.params["clauses"])]
    nouns = [f"(?:{entry['nouns']})(?P<of{n}>{entry['words']})" for n, entry in enumerate(rule.params["nouns"])]
    return re.compile(f"(?:{'|'.join((*clauses, *nouns))}){_BEFORE_MARK}")


@lru_cache(maxsize=16)
def _persons(rule: Rule) -> re.Pattern[str]:
    return re.compile("|".join(c.replace("?P<at>", f"?P<who{n}>") for n, c in enumerate(rule.params["persons"])))
