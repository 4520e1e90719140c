"""Judge of measure words without their number: 发布信息条, 整改问题个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.judges.base import Case
from core.judges.fluency import ends_in_word
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


_COUNTS = re.compile(
    "(?:全年|本年度?|累计|共计?|先后|及时)?(?:发布|发出|推送|刊发|编发|制作|印发|印制|发放|张贴|开展|组织|召开|举办|公开|公示|更新|上传|报送|收集|征集)"
)
_MEASURE_END = re.compile(r"(?<=[\u4e00-\u9fa5])(?P<at>[条篇份次张])(?=[，。；,;]|$)")
_NOT_ALONE = re.compile("[一二三四五六七八九十百千万两几多数首历每本此某逐第各初末半全再有][条篇份次张]$")


def _unnumbered(paragraph: str) -> Iterator[tuple[int, int]]:
    """发布消费警示篇，发出更新提醒次: a verb that counts, a noun, and at the clause's end a measure word that makes no
    word with it."""
    for match in _MEASURE_END.finditer(paragraph):
        clause = paragraph[_clause(paragraph, match.start()) : match.end()]
        counts = _COUNTS.match(clause)
        if counts is None or any(char.isdigit() for char in clause) or _NOT_ALONE.search(clause):
            continue
        noun = clause[counts.end() : -1]
        if len(noun) >= _NOUN and ends_in_word(noun) and not ends_in_word(clause):
            yield match.span("at")


_NOUN = 2


def _lone_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    said = -1
    taken = []
    for match in _matches(rule, paragraph):
        start, end = next(match.span(n) for n, value in match.groupdict().items() if value)
        if start >= said:
            said = end
            if _NOTHING.search(paragraph, _clause(paragraph, start), start):
                continue  # 未收到依申请公开件
            taken.append((start, end))
            yield Hit(start, end, rule.message.replace("{excerpt}", context(paragraph, start, end)))
    for start, end in _unnumbered(paragraph):
        if not any(first < end and start < last for first, last in taken):
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
    return max(paragraph.rfind(mark, 0, at) for mark in "，。；、：,;:") + 1


@lru_cache(maxsize=16)
def _alone(rule: Rule) -> re.Pattern[str]:
    """One pattern of all: each clause has a group of its own."""
    clauses = [clause.replace("?P<at>", f"?P<at{n}>") for n, clause in enumerate(rule.params["clauses"])]
    nouns = [f"(?:{entry['nouns']})(?P<of{n}>{entry['words']})" for n, entry in enumerate(rule.params["nouns"])]
    return re.compile(f"(?:{'|'.join((*clauses, *nouns))}){_BEFORE_MARK}")


@lru_cache(maxsize=16)
def _persons(rule: Rule) -> re.Pattern[str]:
    return re.compile("|".join(c.replace("?P<at>", f"?P<who{n}>") for n, c in enumerate(rule.params["persons"])))
