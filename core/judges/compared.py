"""Judge of the years that growth is measured against: the year before, and never the report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.judges.base import Case
from core.judges.period import meant_year
from core.judges.sentences import Hit, read_paragraphs, sentence_around
from core.model import Finding, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded

_COMPARED = re.compile(
    r"(?:较|比|与|同)(?P<y>20\d{2})年度?(?:同期|全年)?(?:\([^()]{0,20}\)|的?\d+[件条宗起份次])?"
    r"(?:相比|比较|增[长加幅多]|减少|下降|上升|提高|翻|持平|多[了\d]|少[了\d]|有所|略有|明显|基本)"
)
_YEARS = re.compile(r"20\d{2}(?=年)")
_LAST = re.compile(r"(?:上年|上一年|去年)(?!度?结转)|往年|历年|以来|疫情|连续|逐年|累计")
_PLANNED = re.compile(r"力争|目标|计划|预计|争取|确保|将|拟|下一步|今后")


def compared_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """较2021年增长 in a report of 2023 is mentioned where the sentence names no other year; 较2023年增长 there is a
    slip unless it is a plan."""
    year = meant_year(case.report)
    if year is not None:
        yield from read_paragraphs(case, rule, _compared_hits, year, parts="1456")


def _compared_hits(rule: Rule, paragraph: str, year: int) -> Iterator[Hit]:
    if "年" not in paragraph:
        return
    plain = folded(paragraph)
    for match in _COMPARED.finditer(plain):
        named = int(match["y"])
        begin, end = sentence_around(plain, *match.span(), ends="。！!？?")
        sentence = plain[begin:end]
        others = {int(found[0]) for found in _YEARS.finditer(sentence)} - {named, year}
        if named == year - 1 or others or named > year:
            continue
        if named == year:
            if not _PLANNED.search(sentence):
                message = text("judges.compared_with_itself", found=named, right=year - 1)
                yield Hit(*match.span("y"), message, replacement=str(year - 1))
        elif not _LAST.search(sentence):
            message = text("judges.compared_with_earlier", found=named, right=year - 1)
            yield Hit(*match.span("y"), message, severity=Severity.INFO)
