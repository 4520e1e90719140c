"""One wrong character in a phrase that reports use."""

from __future__ import annotations

import pytest

from core.checks import confront
from core.files import resource
from core.model import Finding
from core.rules import builtin
from tests.core.builders import PARTS, balanced

PHRASES = [
    phrase
    for line in resource("catalog", "phrases.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for phrase in line.split()
]


def misspelt(words: str) -> list[Finding]:
    report = balanced({"1": f"{PARTS['1']}\n{words}"})
    return [finding for finding in confront(report, builtin()).findings if finding.rule == "misspelt-phrases"]


@pytest.mark.parametrize(
    ("words", "place", "right"),
    [
        ("严格安照规定办理。", "安", "按"),
        ("公开工作取的明显成效。", "的", "得"),
        ("加强队伍建没。", "没", "设"),
        ("（定期通抱情况）", "抱", "报"),
    ],
)
def test_the_wrong_character_is_named_with_the_right_one(words: str, place: str, right: str) -> None:
    (finding,) = misspelt(words)
    assert finding.excerpt == place
    assert finding.fixes[0].replacement == right


def test_the_phrases_themselves_are_right() -> None:
    assert misspelt("。".join(PHRASES)) == []
    assert misspelt("，".join(f"完成{phrase}各事" for phrase in PHRASES[:400])) == []


@pytest.mark.parametrize("words", ["信息公开至县级网站。", "制订工作方案。", "即时公开。", "落后的3个单位整改。"])
def test_like_sounding_words_that_are_right_are_left_alone(words: str) -> None:
    assert misspelt(words) == []


@pytest.mark.parametrize(
    ("words", "weighed"),
    [
        ("明确责任，抓好落实。", ["warning"]),
        ("按栏目分类（含图解）公开。", ["warning"]),
    ],
)
def test_a_lone_full_width_mark_in_half_width_text(words: str, weighed: list[str]) -> None:
    half = "加强学习,规范办理,按季检查(逐项),及时更新,做好登记。" * 6
    report = balanced(
        {"0": "根据条例编制.", "1": f"(一)(二)(三)\n{half}{words}", "5": "暂缺.", "6": "未收取信息处理费."}
    )
    found = [f for f in confront(report, builtin()).findings if f.rule == "mixed-punctuation"]
    assert [str(f.severity) for f in found] == weighed


def test_a_slip_of_the_list_is_said_once() -> None:
    report = balanced({"1": f"{PARTS['1']}\n主动公开政府信习，加强业务陪训。"})
    rules = [f.rule for f in confront(report, builtin()).findings if f.category == "wording"]
    assert rules == ["typos", "typos"]


@pytest.mark.parametrize(
    ("words", "weighed"),
    [
        ("加强学习，明确责任,抓好落实。", ["warning"]),
        ("明确责任,抓好落实。", ["warning"]),
        ("一是明确责任;二是抓好落实。", ["warning"]),
        ("加强学习，明确责任,抓好落实,按月通报,逐项登记。", ["info"] * 3),
        ("按栏目分类（含图解)公开。", ["warning"]),
        ("（甲）（乙）（丙）按栏目分类(含图解)公开。", ["warning"]),
    ],
)
def test_a_lone_half_width_mark_is_more_than_a_hint(words: str, weighed: list[str]) -> None:
    full = "加强学习，规范办理，按季检查，及时更新，做好登记。" * 2
    report = balanced({"1": f"（一）（二）（三）\n{full}\n{words}", "6": PARTS["6"]})
    found = [f for f in confront(report, builtin()).findings if f.rule == "mixed-punctuation"]
    assert [str(f.severity) for f in found] == weighed
