"""Words that stay behind when a report is written over another's, and sentences pasted twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.checks import confront
from core.model import Finding, Report
from core.rules import builtin
from tests.core.builders import PARTS, balanced


def of(rule: str, report: Report) -> list[Finding]:
    return [finding for finding in confront(report, builtin()).findings if finding.rule == rule]


def named(agency: str, words: str, part: str = "1") -> Report:
    neutral = {n: text.replace("我局", "本机关").replace("区水务局", "本机关") for n, text in PARTS.items()}
    return replace(balanced({**neutral, part: f"{neutral[part]}\n{words}"}), agency=agency)


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        ("云山市清溪区水务局", "我局、本局各科室"),
        ("云山市清溪区水务局", "我区、我市的水质"),
        ("青石镇人民政府", "我镇、本镇各村"),
        ("南湖街道办事处", "本街道各社区"),
        ("清溪区发展和改革委员会（粮食局）", "我局、我委各科室"),
        ("清溪区人民政府", "我局各科室"),
        ("", "我镇各村"),
    ],
)
def test_a_body_may_call_itself_so(agency: str, words: str) -> None:
    assert of("other-self", named(agency, f"{words}都明确了专人。")) == []


def test_what_another_calls_itself_is_said_once_for_each_word() -> None:
    first, second = of("other-self", named("青石镇人民政府", "我局认真落实。我局按月通报。本委按季检查。"))
    assert (first.excerpt, second.excerpt) == ("我局", "本委")
    assert "共 2 处" in first.message


@pytest.mark.parametrize("name", ["住建局", "清溪区住房和城乡建设局", "区住建局", "住房和城乡建设局"])
def test_a_short_name_is_the_same_body(name: str) -> None:
    report = named("云山市清溪区住房和城乡建设局", f"{name}编制本报告。", "0")
    assert of("other-body", report) == []


@pytest.mark.parametrize("name", ["云溪县统计局", "区财政局", "桐木镇人民政府", "教育委员会"])
def test_another_body_that_compiles_the_report_is_named(name: str) -> None:
    report = named("云山市清溪区住房和城乡建设局", f"{name}编制本报告。", "0")
    (finding,) = of("other-body", report)
    assert finding.excerpt == name
    assert finding.part == "0"


def test_another_body_that_signs_is_named() -> None:
    (finding,) = of("other-body", replace(balanced(), signatory="云溪县统计局"))
    assert "落款是“云溪县统计局”" in finding.message
    assert of("other-body", replace(balanced(), signatory="清溪区水务局")) == []


TWICE = "每季度通报各科室信息报送的情况，抄送分管领导。"


def test_a_paragraph_that_was_pasted_twice_is_found_once() -> None:
    words = f"{TWICE}对错链当日改正，并向办公室反馈处理结果。"
    report = balanced({"1": f"{PARTS['1']}\n{words}\n{words}"})
    (finding,) = of("repeated-sentence", report)
    text = report.part("1").text
    assert finding.span == (text.rindex(words), len(text))
    assert finding.fixes[0].replacement == ""


def test_a_sentence_of_another_part_is_found() -> None:
    report = balanced({"5": f"{PARTS['5']}{TWICE}", "6": f"{PARTS['6']}{TWICE}"})
    (finding,) = of("repeated-sentence", report)
    assert finding.part == "6"
    assert finding.excerpt == TWICE


def test_numbers_make_another_sentence() -> None:
    report = balanced({"6": f"{PARTS['6']}第一季度办理来信12件次答复完毕。第一季度办理来信13件次答复完毕。"})
    assert of("repeated-sentence", report) == []
