"""Judges of days: those that no calendar has, and the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from core.judges.base import Case, found
from core.judges.bodies import GOVERNMENTS, kind_of
from core.judges.period import YEAR, meant_year, year_number
from core.judges.sentences import Hit, read_paragraphs, read_words
from core.model import Finding
from core.rules import Rule
from core.texts import text
from core.values import folded, shown_date

_DAY = re.compile(rf"(?:(?P<y>{YEAR})\s*年\s*)?(?<!\d)(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]")
_DASHED_DAY = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<y>20\d{2})(?P<dash>[-/.])(?P<m>\d{1,2})(?P=dash)(?P<d>\d{1,2})(?![0-9A-Za-z./-])"
)
"""2025-02-30."""


def impossible_date(case: Case, rule: Rule) -> Iterator[Finding]:
    """2月30日, 13月1日: days that no calendar has. 29 February without a year may be one. In all parts, and in the
    title and the fields of the report that are words."""
    report, meant = case.report, meant_year(case.report)
    yield from read_paragraphs(case, rule, _day_hits, meant)
    for words in (report.title, report.document_number, report.publisher, report.signatory):
        yield from read_words(rule, words or "", _day_hits, meant)


_ONLY_MONTH = re.compile(
    r"(?:年度?\s*|[上当本同]年|[，,。；;]|月[和、及与至]|^)(?P<at>(?P<m>\d{1,2})\s*月)(?!\s*\d)(?=份|底|初|末|中|各|分别|[上下]旬|[，,。；;至到]|起|$)"
)


def _day_hits(rule: Rule, paragraph: str, meant: int | None) -> Iterator[Hit]:
    if "20" in paragraph:
        for match in _DASHED_DAY.finditer(folded(paragraph)):
            if not _exists(*(int(match[name]) for name in "ymd")):
                yield Hit(*match.span(), text("judges.impossible_date", found=paragraph[slice(*match.span())]))
    if "月" not in paragraph:
        return
    for match in _ONLY_MONTH.finditer(folded(paragraph)):
        if not 1 <= int(match["m"]) <= 12:
            yield Hit(*match.span("at"), text("judges.impossible_date", found=paragraph[slice(*match.span("at"))]))
    for match in _DAY.finditer(folded(paragraph)):
        # without a year it may be of the report's year or, as a plan, of the next
        years = [year_number(match["y"])] if match["y"] else [2024] if meant is None else [meant, meant + 1]
        if not any(_exists(year, int(match["m"]), int(match["d"])) for year in years):
            yield Hit(*match.span(), text("judges.impossible_date", found=paragraph[slice(*match.span())].strip()))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_PUBLISHED_ON = re.compile(
    r"(?:本|年度|工作)报告(?:电子版|全文)?[^，。；,;]{0,6}?[于自]\s*(?P<at>(?P<y>20\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日)"
    r"起?[^，。；,;]{0,30}(?:公布|发布|公开|刊登|查阅|下载)"
)


@lru_cache(maxsize=1 << 8)
def _said_published(words: str) -> tuple[date, tuple[int, int]] | None:
    """The day on which the introduction says that the report is published, and where it says so."""
    said = _PUBLISHED_ON.search(folded(words))
    if said is None or not _exists(*(int(said[name]) for name in "ymd")):
        return None
    return date(*(int(said[name]) for name in "ymd")), said.span("at")


def publication(case: Case, rule: Rule) -> Iterator[Finding]:
    """Departments and towns publish by 31 January, governments at county level and above by 31 March of the next year
    (第四十九条). Nothing is published or signed before the year is over, or published before it is signed."""
    report, year = case.report, meant_year(case.report)
    day = report.published or report.completed
    if year is None:
        return
    government = kind_of(report.agency) in GOVERNMENTS
    due = date(year + 1, 3, 31) if government else date(year + 1, 1, 31)
    if day is not None and day > due:
        name = "judges.late_government" if government else "judges.late"
        message = text(name, day=shown_date(day), due=shown_date(due), days=(day - due).days)
        yield found(rule, message, excerpt=day.isoformat())
    elif (said := _said_published(report.part("0").text)) and said[0] > due:
        name = "judges.said_late_government" if government else "judges.said_late"
        message = text(name, day=shown_date(said[0]), due=shown_date(due), days=(said[0] - due).days)
        words = report.part("0").text[slice(*said[1])]
        yield found(rule, message, part="0", span=said[1], excerpt=words)
    for name in ("published", "completed"):
        value = getattr(report, name)
        if value is not None and value < date(year, 12, 31):
            yield found(rule, text(f"judges.{name}_early", day=shown_date(value), year=year), excerpt=value.isoformat())
    if report.published and report.completed and report.completed > report.published:
        message = text(
            "judges.completed_late", day=shown_date(report.completed), published=shown_date(report.published)
        )
        yield found(rule, message, excerpt=report.completed.isoformat())
