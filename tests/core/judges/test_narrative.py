"""Sentences against the tables, as a reviewer sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.checks import confront
from core.judges import Case, judge_of
from core.model import Cell, Finding, Report, Severity, Verdict
from core.rules import builtin
from tests.core.builders import balanced


def judged(report: Report, previous: Report | None = None) -> list[Finding]:
    return [f for f in confront(report, builtin(), previous).findings if f.category == "narrative"]


def in_part_one(sentence: str, **changes: object) -> list[Finding]:
    return judged(balanced({"1": sentence}, **changes))


def test_a_sentence_that_agrees_with_the_tables_is_passed_over() -> None:
    assert (
        in_part_one(
            "新收申请8件，上年结转2件，办结8件，其中予以公开5件、无法提供3件，结转下年度2件。行政复议1件，维持1件。"
        )
        == []
    )


def test_a_number_that_can_mean_one_cell_only_is_an_error_with_both_numbers() -> None:
    (finding,) = in_part_one("2024年，我局新收申请9件。")
    assert (finding.severity, finding.verdict) == (Severity.ERROR, Verdict.FAIL)
    assert finding.message == "正文称“我局新收申请9件”，表三“本年新收·总计”为 8 件"
    assert (finding.cells, finding.values, finding.excerpt) == (("requests.received.total",), ("8",), "9")
    assert [fix.replacement for fix in finding.fixes] == ["8"]


def test_a_number_that_fits_one_of_its_readings_passes() -> None:
    assert in_part_one("共受理申请10件。") == []
    assert in_part_one("共受理申请8件。") == []


def test_a_number_that_fits_none_of_several_readings_is_a_warning_that_names_them() -> None:
    (finding,) = in_part_one("共受理申请9件。")
    assert finding.severity is Severity.WARNING
    assert "表三“本年新收·总计”为 8 件；表三“本年新收·总计”与“上年结转·总计”之和为 10 件" in finding.message


def test_a_denial_against_a_number_in_the_table_is_an_error() -> None:
    (finding,) = in_part_one("全年未发生因信息公开引发的行政复议。")
    assert finding.rule == "narrative-denial"
    assert finding.message == "正文称“全年未发生因信息公开引发的行政复议”，表四“行政复议·总计”为 1 件"


def test_a_sum_of_cells_is_named_as_such() -> None:
    (finding,) = in_part_one("予以公开及部分公开共6件。")
    assert finding.message.endswith("表三“予以公开·总计”与“部分公开·总计”之和为 5 件")


def test_the_cell_is_to_be_mended_where_the_equations_agree_with_the_sentence() -> None:
    (finding,) = in_part_one("新收申请8件。", requests__received__total=9)
    assert [(dict(fix.cells), fix.replacement) for fix in finding.fixes] == [
        ({"requests.received.total": 8}, None),
        ({}, "9"),
    ]


def test_no_number_is_put_into_a_sentence_that_would_then_say_nothing() -> None:
    (finding,) = in_part_one("行政诉讼1件，结果为维持。")[:1]
    assert finding.fixes == ()


def test_a_cell_that_its_own_sums_contradict_is_not_put_into_the_sentence() -> None:
    (finding,) = in_part_one("新收申请8件。", requests__received__total=21, requests__received__natural_person=20)
    assert all(fix.replacement is None for fix in finding.fixes)


def test_a_sum_is_not_blamed_on_its_first_cell() -> None:
    (finding,) = in_part_one("无法提供4件。")
    assert (len(finding.cells), finding.suspects) == (3, ())


@pytest.mark.parametrize("numbers", [(80, 20), (8, 200)])
def test_a_nought_too_many_is_a_fault_however_many_there_are(numbers: tuple[int, int]) -> None:
    cells = {"disclosure__licensing__decisions": 8, "disclosure__penalties__decisions": 2}
    found = in_part_one(f"办理行政许可{numbers[0]}件，行政处罚{numbers[1]}件。", **cells)
    assert {finding.severity for finding in found} == {Severity.ERROR}


def test_a_blank_cell_is_not_taken_for_a_pass() -> None:
    (finding,) = in_part_one("新收申请8件。", requests__received__total="")
    assert finding.verdict is Verdict.UNKNOWN
    assert in_part_one("无上年结转。", requests__carried_in__natural_person="", requests__carried_in__total="") == []


def test_a_table_that_was_not_filled_in_is_not_blamed_on_the_sentence() -> None:
    report = balanced({"1": "行政复议0件，行政诉讼2件。"}, disputes__review__upheld="", disputes__review__total="")
    empty = {a: "" for a in report.cells if a.startswith("disputes")}
    assert in_part_one("行政诉讼2件。", **{a.replace(".", "__"): "" for a in empty}) == []


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("新收申请8件，其中自然人申请7件，占86.5%。", "正文称“占86.5%”，7 占 8 应为 87.5%"),
        ("新收申请8件，比2023年（10件）下降25%。", "正文称“下降25%”，由 10 到 8 应为下降 20%"),
        ("新收申请8件，比2023年（10件）减少3件。", "正文称“减少3件”，由 10 到 8 应为减少 2"),
        (
            "公开信息61条，其中政策20条、动态40条。",
            "正文称“公开信息61条，其中政策20条、动态40条”，所列 2 项之和 20 + 40 为 60，相差 1",
        ),
    ],
)
def test_figures_that_do_not_fit_each_other_are_warned_of(sentence: str, message: str) -> None:
    (finding,) = in_part_one(sentence)
    assert (finding.severity, finding.message) == (Severity.WARNING, message)


def test_a_list_is_marked_as_a_whole_since_any_of_its_numbers_may_be_wrong() -> None:
    (finding,) = in_part_one("公开信息61条，其中政策20条、动态40条。")
    assert finding.excerpt == "61条，其中政策20条、动态40"
    assert [fix.replacement for fix in finding.fixes] == ["60条，其中政策20条、动态40"]


def test_a_growth_without_its_earlier_number_is_held_against_last_years_report() -> None:
    this = balanced({"1": "新收申请8件，同比增长50%。"})
    last = replace(balanced(requests__received__total=5), year=2023)
    assert judged(this) == []
    (finding,) = since(this, last)
    assert (finding.category, finding.severity) == ("continuity", Severity.WARNING)
    assert "由 5 到 8 应为增长 60%" in finding.message
    assert finding.fixes[0].replacement == "60"
    assert [f.rule for f in confront(this, builtin(), last).findings if f.category == "narrative"] == []


def test_a_growth_with_its_earlier_number_is_a_matter_of_the_sentence() -> None:
    this = balanced({"1": "新收申请8件，比2023年（5件）增长50%。"})
    last = replace(balanced(requests__received__total=5), year=2023)
    assert since(this, last) == []
    assert [f.rule for f in judged(this)] == ["narrative-change"]


def test_a_wrong_number_of_last_year_is_said_once() -> None:
    this = balanced({"1": "新收申请8件，比2023年（10件）减少2件。"})
    last = replace(balanced(requests__received__total=5), year=2023)
    told = [f for f in confront(this, builtin(), last).findings if f.excerpt == "10"]
    assert [f.rule for f in told] == ["told-of-last-year"]
    this = balanced({"1": "新收申请8件，比2023年（9件）减少1件。"})
    last = replace(balanced(requests__received__total=7), year=2023)  # and 2 carried in
    assert [f for f in confront(this, builtin(), last).findings if f.excerpt == "9"] == []


@pytest.mark.parametrize("other", [{"year": 2022}, {"agency": "柳湾镇人民政府"}])
def test_the_report_of_another_year_or_body_says_nothing_of_the_growth(other: dict[str, object]) -> None:
    last = replace(balanced(requests__received__total=5), **({"year": 2023} | other))
    assert since(balanced({"1": "新收申请8件，同比增长50%。"}), last) == []


def since(this: Report, last: Report) -> list[Finding]:
    return list(judge_of("change-continuity")(Case(this, last), _rule("change-continuity")))


def _rule(rule_id: str):
    return next(rule for rule in builtin().rules if rule.id == rule_id)


def test_the_same_slip_twice_has_two_keys() -> None:
    first, second = in_part_one("新收申请9件。全年新收申请9件。")
    assert first.key != second.key


def test_the_older_form_has_no_cells_for_some_words() -> None:
    empty = Report("2019", {})
    cells = dict.fromkeys(Case(empty).form.addresses, Cell.of("1"))
    old = Report("2019", cells, balanced({"1": "逾期不补正2件，予以公开2件。"}).parts, year=2020)
    (finding,) = judge_of("narrative-count")(Case(old), _rule("narrative-count"))
    assert finding.cells == ("requests.granted.total",)
