"""Years, spans and days: what is left from last year's report, and when a report must be published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.checks import confront
from core.judges.period import meant_year
from core.model import Report
from core.rules import builtin
from tests.core.builders import PARTS, balanced


def found(report: Report) -> list[tuple[str, str | None]]:
    return [(f.rule, f.excerpt) for f in confront(report, builtin()).findings if f.category == "period"]


def told(sentence: str, part: str = "1") -> list[str]:
    """Rules of this category that speak when a sentence is added to a part of a report of 2024."""
    return [rule for rule, _ in found(balanced({part: f"{PARTS[part]}\n{sentence}"}))]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，我镇新收申请4件。",
        "2022年度，区水务局主动公开文件。",
        "（六）其他情况。2023年，我局组织培训。",
        "2023年全年未发生行政诉讼。",
        "2023年3月，我局召开专题会议部署。",
        "2026年，区水务局共受理申请2件。",
        "二〇二三年，我局共收到申请2件。",
        "我局２０２３年共收到申请2件。",
    ],
)
def test_a_year_of_an_older_copy_is_noticed(sentence: str) -> None:
    assert told(sentence) == ["stale-year"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，申请量为3件；2024年为2件，下降三成。",
        "申请量较2023年增长20%，比2022年（3件）有所增加。",
        "公开2023年决算、2024年预算和2024年政府工作报告。",
        "印发《2023—2025年节水行动方案》并解读。",
        "承接2023年结转申请1件。",
        "因2023年度的申请引发诉讼1件，已审结。",
        "截至2023年12月31日，专栏栏目为9个。",
        "落实〔2022〕5号文件，延续历年做法。",
        "“十四五”期间（2021—2025年），逐年完善。",
        "2025年1月按期公布本报告。",
        "到2026年建成统一台账。",
        "2019年新修订的条例施行后，制度逐步健全。",
        "将1件结转到2025年继续办理。",
        "2021年以前的旧文件已全部清理。",
    ],
)
def test_other_years_have_their_place(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("下一步，2024年我局将继续加强解读。", ["stale-year"]),
        ("2024年，我局将进一步规范答复。", ["stale-year"]),
        ("2026年，我局将进一步规范答复。", ["stale-year"]),
        ("2025年，我局将进一步规范答复。", []),
        ("2024年，我局将信息公开纳入考核。", []),
    ],
)
def test_plans_are_for_the_next_year(sentence: str, expected: list[str]) -> None:
    assert told(sentence, "5") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("现公布清溪区水务局（以下简称“区水务局”）2023年政府信息公开工作年度报告。", ["stale-year"]),
        ("清溪区水务局编制并公布2023年度政府信息公开工作年度报告。", ["stale-year"]),
        ("现发布2025年政府信息公开工作年度报告。", ["stale-year"]),
        ("现根据条例规定，向社会公布清溪区水务局2023年度政府信息公开工作情况。", ["stale-year"]),
        ("我局对2023年度政府信息公开工作进行了总结。", ["stale-year"]),
        ("我局对2024年度政府信息公开工作进行了总结。", []),
        ("现公布2024年政府信息公开工作年度报告。", []),
        ("2023年政府信息公开工作年度报告已于2024年1月公布。", []),
        ("体例与2023年政府信息公开工作年度报告一致。", []),
    ],
)
def test_the_introduction_names_the_report_by_its_own_year(sentence: str, expected: list[str]) -> None:
    assert told(sentence, "0") == expected


def test_growth_is_measured_against_the_year_before() -> None:
    report = balanced({"1": PARTS["1"] + "\n申请较2022年增长5%。\n复议比2024年减少。"})
    compared = [f for f in confront(report, builtin()).findings if f.rule == "compared-year"]
    assert [(f.excerpt, str(f.severity)) for f in compared] == [("2024", "warning"), ("2022", "info")]
    assert compared[0].fixes[0].replacement == "2023"


def test_a_stale_year_comes_with_the_right_one() -> None:
    report = balanced({"1": PARTS["1"] + "\n2023年，我局新收申请4件。"})
    (finding,) = (f for f in confront(report, builtin()).findings if f.category == "period")
    assert finding.span is not None
    assert report.part("1").text[slice(*finding.span)] == "2023"
    assert finding.fixes[0].replacement == "2024"


def test_the_year_meant_is_the_one_that_most_places_agree_on() -> None:
    assert meant_year(balanced()) == 2024
    wrong_title = replace(balanced(), title="2023年度云山市清溪区水务局政府信息公开工作年度报告", year=2023)
    assert meant_year(wrong_title) == 2024
    assert found(wrong_title) == [("title-year", "2023")]
    wrong_span = balanced({"0": PARTS["0"].replace("2024", "2023")})
    assert found(wrong_span) == [("statistic-period", "2023年1月1日起至2023")]
    assert meant_year(replace(balanced(), title="", year=None, published=None)) == 2024


@pytest.mark.parametrize(
    ("agency", "day", "late"),
    [
        ("云山市清溪区水务局", date(2025, 1, 31), False),
        ("云山市清溪区水务局", date(2025, 2, 1), True),
        ("柳湾镇人民政府", date(2025, 2, 10), True),
        ("柳湾街道办事处", date(2025, 1, 10), False),
        ("清溪县人民政府", date(2025, 3, 31), False),
        ("清溪县人民政府", date(2025, 4, 2), True),
        ("云山市人民政府", date(2025, 3, 15), False),
    ],
)
def test_each_kind_of_body_has_its_day(agency: str, day: date, late: bool) -> None:
    report = replace(balanced(), agency=agency, published=day)
    assert ("publication-date" in [rule for rule, _ in found(report)]) is late


@pytest.mark.parametrize(
    ("agency", "said", "late"),
    [
        ("清溪区水务局", "2025年1月22日", False),
        ("清溪区水务局", "2025年2月9日", True),
        ("清溪区人民政府", "2025年3月22日", False),
        ("清溪区人民政府", "2025年4月9日", True),
    ],
)
def test_the_day_that_the_introduction_tells_counts_too(agency: str, said: str, late: bool) -> None:
    words = f"{PARTS['0']}本报告于{said}在区人民政府门户网站公布。"
    report = replace(balanced({"0": words}), agency=agency, published=None)
    assert ("publication-date" in [rule for rule, _ in found(report)]) is late


def test_how_many_days_late_is_said() -> None:
    (finding,) = (
        f
        for f in confront(replace(balanced(), published=date(2025, 2, 20)), builtin()).findings
        if f.rule == "publication-date"
    )
    assert "20 天" in finding.message


@pytest.mark.parametrize(
    ("published", "completed", "faults"),
    [
        (None, date(2024, 11, 30), 1),
        (date(2025, 1, 10), date(2025, 1, 15), 1),
        (date(2025, 1, 15), date(2025, 1, 10), 0),
        (None, None, 0),
    ],
)
def test_days_agree_with_each_other(published: date | None, completed: date | None, faults: int) -> None:
    report = replace(balanced(), published=published, completed=completed)
    assert [rule for rule, _ in found(report)] == ["publication-date"] * faults


@pytest.mark.parametrize(
    ("introduction", "overview", "stated"),
    [
        ("根据《政府信息公开条例》编制本报告。", "2024年，我局公开信息30条。", False),
        ("本报告数据统计期限为2024年度。", "2024年，我局公开信息30条。", True),
        ("根据《政府信息公开条例》编制本报告。", "数据统计期限自2024年1月1日起至12月31日止。", True),
    ],
)
def test_the_period_of_the_numbers_is_stated_in_the_introduction_or_at_the_head_of_part_one(
    introduction: str, overview: str, stated: bool
) -> None:
    rules = [rule for rule, _ in found(balanced({"0": introduction, "1": f"{PARTS['1']}\n{overview}"}))]
    assert ("unstated-period" in rules) is not stated
