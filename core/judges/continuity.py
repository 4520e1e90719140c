"""Judges that need last year's report: is it the right one, was what was carried over taken up, do the stocks follow.

Where the two reports are not by the same body (a wrong file, or a body that was renamed) nothing is called an error:
what does not fit is said once, as not checkable.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.catalog import edition
from core.comparison.bodies import same_body
from core.comparison.cells import corresponding
from core.equations import filled_in
from core.judges.base import Case, could_not_check, found
from core.model import Finding, Fix, Report, Severity, Verdict
from core.rules import Rule
from core.texts import text
from core.values import Number, State, show

_FACTOR, _FLOOR = 10, 1000
"""Defaults of the rule's params for sudden jumps."""

_UNIT_MISTAKE = 10_000
"""元 written where 万元 is asked."""


def previous_report(case: Case, rule: Rule) -> Iterator[Finding]:
    """Last year's report must be of the year before and by the same body."""
    previous, report = case.previous, case.report
    if previous is None:
        return
    if not is_year_before(case):
        years = {"this": report.year, "last": previous.year}
        kind = "same_year" if previous.year == report.year else "other_year"
        yield could_not_check(rule, text(f"comparison.{kind}", **years), part="0", values=_values(**years))
    if not is_same_body(case):
        names = {"this": report.agency, "last": previous.agency}
        yield could_not_check(rule, text("comparison.other_body", **names), part="0", values=_values(**names))


def _values(**shown: object) -> tuple[str, ...]:
    return tuple(str(value) for value in shown.values())


def is_year_before(case: Case) -> bool:
    """False only where both years are known and do not follow one another."""
    assert case.previous is not None
    this, last = case.report.year, case.previous.year
    return this is None or last is None or last == this - 1


def is_same_body(case: Case) -> bool:
    """False only where both names are known and differ."""
    assert case.previous is not None
    this, last = case.report.agency, case.previous.agency
    return not this or not last or same_body(this, last)


def carried_in(case: Case, rule: Rule) -> Iterator[Finding]:
    """Per column, 上年结转 is last year's 结转下年度继续办理 (表三 第二项、第四项)."""
    previous = case.previous
    if previous is None or not is_year_before(case) or not case.alive["requests"]:
        return
    if not filled_in(previous, edition(previous.edition))["requests"]:
        yield could_not_check(rule, text("comparison.last_table_empty"), part="3")
        return
    findings, blanks = [], []
    for column in case.form.table("requests").columns:
        address, before = f"requests.carried_in.{column.id}", f"requests.carried_out.{column.id}"
        this, last = case.report.cells[address], previous.cells[before]
        if this.value == last.value and State.UNREADABLE not in (this.state, last.state):
            continue
        if State.UNREADABLE not in (this.state, last.state) and not this.value and not last.value:
            blanks.append(address)
            continue
        findings.append(_carried(case, rule, address, before))
    yield from findings if is_same_body(case) else _perhaps_renamed(rule, findings)
    if blanks:
        message = text("comparison.carried_blank", count=len(blanks))
        yield found(rule, message, severity=Severity.INFO, cells=tuple(blanks), part="3", values=("",) * len(blanks))


def _carried(case: Case, rule: Rule, address: str, before: str) -> Finding:
    """A column in which what was carried over does not meet; not checkable where one side is no number."""
    assert case.previous is not None
    this, last = case.report.cells[address], case.previous.cells[before]
    name = case.form.describe(address)
    words = {
        "cell": name,
        "this": this.shown or text("checks.shown_blank"),
        "last": last.shown or text("checks.shown_blank"),
    }
    details: dict[str, object] = {"cells": (address,), "part": "3", "values": (this.shown, last.shown)}
    fixes: tuple[Fix, ...] = ()
    if last.value is not None:
        fixes = (Fix(text("comparison.fix_as_last", cell=name, value=show(last.value)), {address: last.value}),)
    if this.value is None or last.value is None:
        message = text("comparison.carried_unknown", **words)
        return could_not_check(rule, message, fixes=fixes, suspects=(address,), **details)
    message = text("comparison.carried", difference=_gap(this.value, last.value), **words)
    return found(rule, message, fixes=fixes, suspects=(address,), **details)


def _gap(one: Number, other: Number) -> str:
    return show(max(one, other) - min(one, other))


def _perhaps_renamed(rule: Rule, findings: list[Finding]) -> Iterator[Finding]:
    """All that does not fit another body's report as one thing that could not be checked."""
    if findings:
        yield could_not_check(
            rule,
            text("comparison.carried_other_body", details="；".join(finding.message for finding in findings)),
            cells=tuple(cell for finding in findings for cell in finding.cells),
            part="3",
            values=tuple(value for finding in findings for value in finding.values),
        )


def in_force(case: Case, rule: Rule) -> Iterator[Finding]:
    """现行有效 is last year's 现行有效, plus 本年制发, less 本年废止 (第二十条第（一）项)."""
    previous, form = case.previous, case.form
    if previous is None or not is_year_before(case) or not is_same_body(case) or not case.alive["disclosure"]:
        return
    for row in ("regulations", "normative_documents"):
        cells = tuple(f"disclosure.{row}.{column}" for column in ("in_force", "issued", "repealed"))
        if cells[0] not in form.table_of:
            continue
        before = corresponding(cells[0], form.id, previous.edition)
        if before is None:
            if any(case.report.cells[cell].value for cell in cells):
                message = text("comparison.no_in_force", row=form.table("disclosure").row(row).name)
                yield found(rule, message, severity=Severity.INFO, verdict=Verdict.UNKNOWN, cells=cells, part="2")
            continue
        yield from _stock(case, rule, cells, previous.cells[before].shown, before)


def _stock(case: Case, rule: Rule, cells: tuple[str, ...], shown: str, before: str) -> Iterator[Finding]:
    """One kind of document: `cells` are its 现行有效, 制发, 废止; `shown` is last year's 现行有效."""
    assert case.previous is not None
    numbers = [case.report.cells[cell] for cell in cells]
    last = case.previous.cells[before]
    unreadable = any(cell.state is State.UNREADABLE for cell in (*numbers, last))
    stands, issued, repealed = (cell.value or 0 for cell in numbers)
    expected = (last.value or 0) + issued - repealed
    if not unreadable and stands == expected:
        return
    written = [cell.shown or text("checks.shown_blank") for cell in (last, *numbers[1:], numbers[0])]
    words: dict[str, object] = {
        **dict(zip(("last", "issued", "repealed", "this"), written, strict=True)),
        "row": case.form.describe(cells[0]).partition("·")[0],
        "sum": show(expected),
        "difference": _gap(stands, expected),
    }
    details: dict[str, object] = {
        "cells": cells,
        "part": "2",
        "values": (*(cell.shown for cell in numbers), shown),
        "suspects": cells[:1],
    }
    if unreadable or any(cell.state is State.BLANK for cell in (*numbers, last)):
        yield could_not_check(rule, text("comparison.in_force_unknown", **words), **details)
        return
    fixes: tuple[Fix, ...] = ()
    if expected >= 0:
        note = text("checks.fix_total", cell=case.form.describe(cells[0]), value=show(expected))
        fixes = (Fix(note, {cells[0]: expected}),)
    yield found(rule, text("comparison.in_force", **words), fixes=fixes, **details)


def sudden_jump(case: Case, rule: Rule) -> Iterator[Finding]:
    """A large number that grew or fell many times over. The rule's params: `cells`, `factor`, `floor` (件 or 万元)."""
    previous = case.previous
    if previous is None or not is_year_before(case) or not is_same_body(case):
        return
    factor, floor = rule.params.get("factor", _FACTOR), rule.params.get("floor", _FLOOR)
    for address in rule.params.get("cells", ()):
        before = corresponding(address, case.form.id, previous.edition) if address in case.form.table_of else None
        if before is None:
            continue
        this, last = case.report.cells[address].value, previous.cells[before].value
        if this is None or last is None or max(this, last) < floor or not _jumps(last, this, factor):
            continue
        yield found(
            rule,
            _jump_words(case, address, last, this),
            cells=(address,),
            part=case.form.table_of[address].part,
            values=(show(this), show(last)),
            suspects=(address,),
        )


def _jumps(last: Number, this: Number, factor: Number) -> bool:
    return this >= last * factor or last >= this * factor


def _jump_words(case: Case, address: str, last: Number, this: Number) -> str:
    unit = case.form.unit(address)
    message = text("comparison.jump", cell=case.form.describe(address), last=show(last), this=show(this), unit=unit)
    if unit == "万元" and last and this and max(this / last, last / this) >= _UNIT_MISTAKE / 10:
        message += text("comparison.jump_unit")
    return message


def is_comparable(report: Report, previous: Report) -> bool:
    """True unless both reports are of one year: then the second is no earlier report at all."""
    return report.year is None or previous.year != report.year
