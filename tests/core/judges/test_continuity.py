"""What last year's report says of this year's: taken-up requests, stocks, jumps, and whether it is the right one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.catalog import edition
from core.checks import confront
from core.model import Cell, Finding, Report, Severity, Verdict
from core.rules import builtin
from tests.core.builders import balanced, with_cells


def last_year(**changes: object) -> Report:
    """The report of 2023 that fits `balanced()`: two requests carried over, no document in force."""
    defaults: dict[str, object] = {"disclosure__normative_documents__issued": 0}
    return replace(balanced(**{**defaults, **changes}), year=2023)


def this_year(**changes: object) -> Report:
    defaults: dict[str, object] = {"disclosure__normative_documents__in_force": 2}
    return balanced(**{**defaults, **changes})


def found(report: Report, previous: Report | None) -> list[Finding]:
    return [f for f in confront(report, builtin(), previous).findings if f.category == "continuity"]


def test_nothing_is_said_without_last_years_report() -> None:
    assert found(this_year(), None) == []


def test_reports_that_follow_one_another_are_quiet() -> None:
    assert found(this_year(), last_year()) == []


@pytest.mark.parametrize("column", [column.id for column in edition().table("requests").columns])
def test_each_column_takes_up_what_was_carried_over(column: str) -> None:
    address = f"requests.carried_in.{column}"
    report = with_cells(this_year(), **{address.replace(".", "__"): 9})
    (finding,) = found(report, last_year())
    assert (finding.rule, finding.severity, finding.verdict) == ("carried-in-continuity", "error", Verdict.FAIL)
    assert finding.cells == (address,)
    due = last_year().cells[f"requests.carried_out.{column}"].value
    assert finding.fixes[0].cells == {address: due}
    assert f"为 9，上年报告“结转下年度继续办理”为 {due}" in finding.message


@pytest.mark.parametrize(
    ("last", "this", "verdict", "severity"),
    [
        ("0", "", "fail", "info"),
        ("", "0", "fail", "info"),
        ("", "", None, None),
        ("3", "", "unknown", "warning"),
        ("", "3", "unknown", "warning"),
        ("三件", "3", "unknown", "warning"),
        ("3", "三件", "unknown", "warning"),
        ("3", "3件", None, None),
        ("3", "2", "fail", "error"),
    ],
)
def test_a_blank_is_no_number(last: str, this: str, verdict: str | None, severity: str | None) -> None:
    findings = found(this_year(requests__carried_in__business=this), last_year(requests__carried_out__business=last))
    assert [(f.verdict, f.severity) for f in findings] == ([(verdict, severity)] if verdict else [])


def test_an_empty_table_of_last_year_is_said_once() -> None:
    empty = {a: Cell.of("") for a in edition().table("requests").addresses}
    findings = found(this_year(), last_year().with_cells(empty))
    assert [(f.verdict, f.part) for f in findings] == [(Verdict.UNKNOWN, "3")]


@pytest.mark.parametrize(
    ("before", "issued", "repealed", "now", "verdict"),
    [
        (7, 2, 1, 8, None),
        (7, 2, 1, 9, "fail"),
        (0, 0, 0, 0, None),
        ("", 2, 0, 2, None),
        ("", 2, 0, 5, "unknown"),
        (7, 2, "", 9, None),
        (7, 2, "", 8, "unknown"),
        (7, 2, "若干", 9, "unknown"),
    ],
)
def test_documents_in_force_follow_from_last_year(
    before: object, issued: object, repealed: object, now: object, verdict: str | None
) -> None:
    report = this_year(
        disclosure__normative_documents__issued=issued,
        disclosure__normative_documents__repealed=repealed,
        disclosure__normative_documents__in_force=now,
    )
    findings = found(report, last_year(disclosure__normative_documents__in_force=before))
    assert [f.verdict for f in findings] == ([verdict] if verdict else [])
    assert all(f.severity is Severity.WARNING for f in findings)
    if verdict == "fail":
        assert "上年现行有效 7 ＋ 本年制发 2 － 本年废止 1 ＝ 8，相差 1" in findings[0].message
        assert findings[0].fixes[0].cells == {"disclosure.normative_documents.in_force": 8}


@pytest.mark.parametrize(("year", "said"), [(2024, "也是 2024 年度"), (2022, "2022 年度"), (2025, "2025 年度")])
def test_a_report_of_another_year_is_said_and_not_compared(year: int, said: str) -> None:
    wrong = replace(last_year(requests__carried_out__business=5), year=year)
    (finding,) = found(this_year(), wrong)
    assert (finding.rule, finding.verdict, finding.severity) == ("previous-report", Verdict.UNKNOWN, Severity.WARNING)
    assert said in finding.message


@pytest.mark.parametrize("agency", ["清溪区水务局", "云山市清溪区 水务局", ""])
def test_the_same_body_under_a_shorter_name_is_no_matter(agency: str) -> None:
    assert found(this_year(), replace(last_year(), agency=agency)) == []


def test_another_body_is_said_once_and_never_called_an_error() -> None:
    other = replace(last_year(requests__carried_out__business=5, requests__carried_out__total=7), agency="云山市林业局")
    findings = found(this_year(), other)
    assert {f.rule for f in findings} == {"previous-report", "carried-in-continuity"}
    assert {(f.verdict, f.severity) for f in findings} == {(Verdict.UNKNOWN, Severity.WARNING)}
    assert "商业企业" in next(f for f in findings if f.cells).message


def old_form(**values: object) -> Report:
    cells = dict.fromkeys(edition("2019").addresses, Cell.of("0"))
    cells |= {name.replace("__", "."): Cell.of(str(value)) for name, value in values.items()}
    return Report("2019", cells, agency="云山市清溪区水务局", year=2020)


def test_the_older_form_tells_what_was_carried_over_but_not_what_is_in_force() -> None:
    report = replace(this_year(), year=2021)
    last = old_form(requests__carried_out__natural_person=2, requests__carried_out__total=2)
    (finding,) = found(report, last)
    assert (finding.rule, finding.verdict, finding.severity) == ("in-force-continuity", Verdict.UNKNOWN, Severity.INFO)
    wrong = old_form(requests__carried_out__natural_person=3, requests__carried_out__total=3)
    assert [f.cells for f in found(report, wrong) if f.severity is Severity.ERROR] == [
        ("requests.carried_in.natural_person",),
        ("requests.carried_in.total",),
    ]


def test_two_reports_in_the_older_form_are_compared() -> None:
    last = replace(old_form(requests__carried_out__total=1, requests__received__total=1), year=2019)
    (finding,) = found(old_form(requests__carried_in__total=2, requests__received__total=1), last)
    assert finding.cells == ("requests.carried_in.total",)


@pytest.mark.parametrize(
    ("last", "this", "said"),
    [(5000, 0, True), (0, 5000, True), (500, 5000, True), (3000, 290, True), (3000, 900, False), (10, 0, False)],
)
def test_large_numbers_that_jump_are_pointed_out(last: int, this: int, said: bool) -> None:
    findings = found(this_year(disclosure__licensing__decisions=this), last_year(disclosure__licensing__decisions=last))
    assert [f.severity for f in findings] == ([Severity.INFO] if said else [])


def test_an_amount_in_yuan_is_guessed() -> None:
    findings = found(this_year(disclosure__fees__amount="40682080"), last_year(disclosure__fees__amount="4068.208"))
    assert "单位是万元" in findings[0].message


def test_a_finding_has_another_key_when_last_years_number_is_another() -> None:
    report = this_year(requests__carried_in__business=4)
    (one,), (other,) = (found(report, last_year(requests__carried_out__business=n)) for n in (1, 2))
    assert one.key != other.key


def told(sentence: str, **last: object) -> list[Finding]:
    report = this_year()
    one = report.part("1")
    report = report.with_part(replace(one, text=f"{one.text}\n{sentence}"))
    return [f for f in found(report, last_year(**last)) if f.rule == "told-of-last-year"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年共收到政府信息公开申请{}件，今年与之持平。",
        "本年新收政府信息公开申请8件，较上年（{}件）有所变化。",
        "与去年的{}件相比，新收申请有所变化。",
        "上年度受理依申请公开{}件。",
        "本年新收政府信息公开申请较上年的{}件有所变化。",
        "上年政府信息公开申请数量为{}件。",
        "新收政府信息公开申请由2023年的{}件变为8件。",
        "与2023年同期收到的{}件相比，申请量基本平稳。",
    ],
)
def test_what_sentences_tell_of_last_year_is_in_its_report(sentence: str) -> None:
    # 8 were received in 2023, and 2 carried in
    assert told(sentence.format(8)) == told(sentence.format(10)) == []
    (finding,) = told(sentence.format(9))
    assert finding.excerpt == "9"
    assert finding.fixes[0].replacement == "8"


@pytest.mark.parametrize(
    ("sentence", "address", "right"),
    [
        ("上年末现行有效行政规范性文件{}件。", "disclosure__normative_documents__in_force", 6),
        ("2023年作出行政许可决定{}件。", "disclosure__licensing__decisions", 40),
        ("上年度作出行政处罚{}件。", "disclosure__penalties__decisions", 40),
        ("2023年因政府信息公开引发行政复议{}件。", "disputes__review__total", 4),
        ("2023年因政府信息公开引发行政诉讼{}件。", "disputes__litigation_direct__total", 4),
    ],
)
def test_what_sentences_tell_of_last_years_other_numbers(sentence: str, address: str, right: int) -> None:
    last = {address: right}
    if "litigation" in address:
        last["disputes__litigation_after_review__total"] = 0
    assert told(sentence.format(right), **last) == []
    (finding,) = told(sentence.format(right + 2), **last)
    assert finding.fixes[0].replacement == str(right)


def test_a_comparison_without_subject_is_with_some_number_of_last_years_report() -> None:
    sentence = "全年办结公开申请10件。比2023年（{}件）有所增加。"
    assert told(sentence.format(8)) == told(sentence.format(10)) == []
    (finding,) = told(sentence.format(77))
    assert finding.fixes == ()
    assert told("收到公开申请10件，办理留言5条。比2023年（77件）有所增加。") == []


def test_other_years_and_other_things_are_not_last_years_applications() -> None:
    assert told("2022年收到政府信息公开申请9件。上年收到网民留言9条。与上年相比，9件答复更快。") == []
    assert told("办理2023年政府信息公开申请1件。上年政府信息公开申请数量1件结转至本年。") == []
    assert told("上年收到政府信息公开申请9件。", requests__received__total="") == []
