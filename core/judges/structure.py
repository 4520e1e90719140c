"""Judges of a report's build: the edition of its form, its parts, headings and tables, title and body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.catalog import CURRENT, Edition, edition
from core.judges.base import Case, could_not_check, found
from core.model import PART_NUMBERS, Finding, Location, Part, Report, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded

_NUMERALS = "一二三四五六七八九十"
_NUMBERING = re.compile(r"^[#\s]*第?(?P<number>[一二三四五六七八九十]|\d{1,2})(?:部分|章)?[、.,:\s]*")
_NOT_WORDS = re.compile(r"[^\w\u4e00-\u9fff]|的")
_SHORTEST_NAME = 2
_SENTENCE_MARKS = "。，,."
_UNLIKE = 55.0
"""Likeness (0 to 100) under which a heading is another one, not a wording of the official one."""


def outdated_edition(case: Case, rule: Rule) -> Iterator[Finding]:
    """A report on a form that had been replaced by its year (国办公开办函〔2021〕30号 holds from 2021 on)."""
    year, form, current = case.report.year, case.form, edition(CURRENT)
    if year is not None and form.from_year < current.from_year <= year:
        message = text("checks.outdated_edition", year=year, used=form.name, current=current.name)
        yield found(rule, message, part="2")


def has_text(report: Report) -> bool:
    """Whether there are sentences: departments also send workbooks with tables only, and templates not filled in."""
    return any(mark in part.text for part in report.parts if part.text for mark in _SENTENCE_MARKS)


def only_tables(case: Case, rule: Rule) -> Iterator[Finding]:
    """Tables without any text: the text could not be checked, so the report is not ready, however its sums stand."""
    if not has_text(case.report):
        yield could_not_check(rule, text("judges.only_tables"))


def missing_part(case: Case, rule: Rule) -> Iterator[Finding]:
    """One of the six parts is not there. Where its table is there, only the heading is missing, which is less."""
    if not has_text(case.report):
        return
    for number in PART_NUMBERS[1:]:
        part, table = case.report.part(number), case.form.table_of_part(number)
        if part.heading is not None or part.text:
            continue
        there = table is not None and case.alive[table.id]
        message = text("judges.missing_heading" if there else "judges.missing_part", heading=case.form.heading(number))
        yield found(rule, message, part=number, severity=Severity.WARNING if there else rule.severity)


def missing_table(case: Case, rule: Rule) -> Iterator[Finding]:
    """No cell of a table was found in a report that has text."""
    if not has_text(case.report):
        return
    for table in case.form.tables:
        cells = [case.report.cells[address] for address in table.addresses]
        if not any(cell.text or cell.where for cell in cells):
            yield found(rule, text("judges.missing_table", table=table.title), part=table.part)
        elif (rows := _rows_there(case, table.addresses)) and len(rows) <= _SCRAP < _FEW_ROWS < len(table.rows):
            names = "、".join(case.form.describe(row).partition("·")[0] for row in rows)
            message = text("judges.scrap_of_table", table=table.title, rows=names)
            yield found(rule, message, part=table.part, severity=Severity.WARNING)


_FEW_ROWS = 4
_SCRAP = 2
"""So few rows of a long table are what was left when the others were deleted."""


def _rows_there(case: Case, addresses: Sequence[str]) -> tuple[str, ...]:
    """The first cell of each row of which any cell was found."""
    rows: dict[str, str] = {}
    for address in addresses:
        cell = case.report.cells[address]
        if cell.text or cell.where:
            rows.setdefault(address.rpartition(".")[0], address)
    return tuple(rows.values())


def missing_row(case: Case, rule: Rule) -> Iterator[Finding]:
    """A row of a table whose other rows were all found cell by cell. Where blank cells leave no trace in the source,
    other rows have cells without a place as well, and nothing can be said."""
    for table in case.form.tables:
        places = [case.report.cells[address].where is not None for address in table.addresses]
        if all(places):
            continue
        rows: dict[str, list[bool]] = {}
        for address, there in zip(table.addresses, places, strict=True):
            rows.setdefault(address.rpartition(".")[0], []).append(there)
        missing = [row for row, found_there in rows.items() if not any(found_there)]
        complete = sum(all(found_there) for found_there in rows.values())
        if not missing or complete < _FEW_ROWS or complete + len(missing) < len(rows):
            continue
        if len(missing) >= _FEW_ROWS:
            firsts = {a.rpartition(".")[0]: a for a in reversed(table.addresses)}
            names = [case.form.describe(firsts[row]).partition("·")[0] for row in missing[:_FEW_ROWS]]
            message = text("judges.missing_rows", table=table.title, rows="、".join(names), count=len(missing))
            yield found(rule, message, part=table.part)
            continue
        for row in missing:
            cells = tuple(address for address in table.addresses if address.rpartition(".")[0] == row)
            if any(case.report.cells[address].text for address in cells):
                continue  # it was entered by hand since
            name = case.form.describe(cells[0]).partition("·")[0]
            message = text("judges.missing_row", table=table.title, row=name)
            yield found(rule, message, cells=cells, part=table.part, values=("",) * len(cells))


def missing_introduction(case: Case, rule: Rule) -> Iterator[Finding]:
    """Nothing between the title and part one: on what the report is based, and which period it counts."""
    report = case.report
    if has_text(report) and report.title and report.part("1").heading and not report.part("0").text.strip():
        yield found(rule, text("judges.missing_introduction"), part="0")


def heading_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """The numbers 一 to 六 of the headings: each its own, none left out. A report that numbers none of its headings
    has a way of its own, which is no fault."""
    numbers = {part.number: _number(part.heading) for part in case.report.parts if part.heading and part.number != "0"}
    if sum(number is not None for number in numbers.values()) < 3:
        return
    for place, number in numbers.items():
        if number != int(place):
            words = text("judges.no_number") if number is None else text("judges.number", number=_NUMERALS[number - 1])
            heading = case.report.part(place).heading
            message = text("judges.heading_number", heading=heading, found=words, right=_NUMERALS[int(place) - 1])
            yield found(rule, message, part=place, excerpt=heading)


def _number(heading: str) -> int | None:
    """The number at the head of a heading (1 to 10), None if there is none."""
    numbering = _NUMBERING.match(folded(heading))
    if numbering is None:
        return None
    word = numbering["number"]
    number = int(word) if word.isdigit() else _NUMERALS.index(word) + 1
    return number if 1 <= number <= len(_NUMERALS) else None


def part_order(case: Case, rule: Rule) -> Iterator[Finding]:
    """The parts stand in their order, as far as the places of their texts and cells in the source can be compared."""
    last: tuple[tuple[int, int], Part] | None = None
    for part in case.report.parts:
        place = _place(_where(case, part)) if part.heading else None
        if place is None:
            continue
        if last is not None and place < last[0]:
            names = {"heading": part.heading, "before": last[1].heading}
            yield found(rule, text("judges.part_order", **names), part=part.number, excerpt=part.heading)
            continue
        last = (place, part)


def _where(case: Case, part: Part) -> Location | None:
    """Where a part begins: its first paragraph or the first cell of its table."""
    first = next((where for where in part.wheres if where), None)
    if first is None and (table := case.form.table_of_part(part.number)) is not None:
        # a remark may stand under the table, but no cell before its first
        first = next((where for a in table.addresses if (where := case.report.cells[a].where)), None)
    return first


def _place(where: Location | None) -> tuple[int, int] | None:
    if where is None or where.sheet is not None or where.table is not None:
        return None
    at = where.line if where.line is not None else where.paragraph
    return None if at is None else (where.page or 0, at)


def heading_name(case: Case, rule: Rule) -> Iterator[Finding]:
    """A heading that is neither the official one nor one of its usual wordings (catalogue; `params.also`): a doubt
    where it is far from them or without the words that say what its part is about (`params.about`), or differs by one
    character that is none of those that mean the same (`params.same`)."""
    also = frozenset(map(_bare, rule.params.get("also", ())))
    for part in case.report.parts:
        if part.number == "0" or not part.heading:
            continue
        likeness = _likeness(part.heading, part.number, case.report.edition)
        if likeness < 100 and _bare(part.heading) not in also:
            official = case.form.heading(part.number)
            known = (*_wordings(part.number, case.report.edition), *also)
            slip = any(_is_slip(_bare(part.heading), wording, rule.params["same"]) for wording in known)
            about = rule.params["about"][part.number]
            other = likeness < _UNLIKE or re.search(about, _bare(part.heading)) is None
            severity = Severity.WARNING if other or slip else rule.severity
            message = text("judges.heading_name", heading=part.heading, official=official)
            yield found(rule, message, part=part.number, excerpt=part.heading, severity=severity)


@lru_cache(maxsize=1 << 10)
def _likeness(heading: str, number: str, edition_id: str) -> float:
    """How like a heading is to the usual wordings of its part: 100 if it is one of them."""
    bare = _bare(heading)
    if bare in _wordings(number, edition_id):
        return 100
    from rapidfuzz import fuzz

    return max(fuzz.ratio(bare, wording) for wording in _wordings(number, edition_id))


def _is_slip(heading: str, wording: str, same: Sequence[str]) -> bool:
    """Whether a heading is that wording but for one wrong character."""
    if len(heading) != len(wording):
        return False
    unlike = [pair for pair in zip(heading, wording, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and not any(set(unlike[0]) <= set(group) for group in same)


@lru_cache(maxsize=32)
def _wordings(number: str, edition_id: str) -> tuple[str, ...]:
    form: Edition = edition(edition_id)
    part = next(part for part in form.parts if part.number == number)
    return tuple(_bare(wording) for wording in (part.heading, *part.also))


@lru_cache(maxsize=1 << 10)
def _bare(heading: str) -> str:
    """A heading without number, marks and 的."""
    return _NOT_WORDS.sub("", _NUMBERING.sub("", folded(heading)))


_TITLE_YEAR = re.compile(r"(?:20\d{2}|[二2][〇零○O0][一二三四五六七八九〇零○\d]{2})\s*年?度?")
_TITLE_KIND = re.compile(r"年度报告|年报|年度政府信息公开(?:工作)?(?:情况)?的?报告|年度工作报告")
_TITLE_FORM = re.compile(r"(?:关于|的|本|年度|政府信息公开|政务公开|信息公开|工作|情况|总结|报告|年报|\W)+")


def title_words(case: Case, rule: Rule) -> Iterator[Finding]:
    """The title names the year and the body."""
    title = folded(case.report.title)
    if not title or not has_text(case.report):
        return
    rest = _TITLE_YEAR.sub("", title)
    if rest == title:
        yield found(rule, text("judges.title_no_year", title=case.report.title), excerpt=case.report.title)
    if len(_TITLE_FORM.sub("", rest)) < _SHORTEST_NAME:
        yield found(rule, text("judges.title_no_body", title=case.report.title), excerpt=case.report.title)
    if not _TITLE_KIND.search(title):
        message = text("judges.title_no_annual", title=case.report.title)
        yield found(rule, message, excerpt=case.report.title, severity=Severity.INFO)


def missing_field(case: Case, rule: Rule) -> Iterator[Finding]:
    """Title or body's name (`params.fields`) is not there."""
    for name in rule.params["fields"]:
        if not getattr(case.report, name):
            yield found(rule, text(f"judges.missing_{name}"), excerpt=name)
