"""Characters that make no word where a like one would; names follow no such rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.checks import confront
from core.judges.unlikely import unlikely
from core.model import Finding, Severity
from core.rules import builtin
from tests.core.builders import PARTS, balanced

LEAST = 12


@pytest.mark.parametrize(
    ("words", "wrong", "right"), [("交通运输工作的透名度", "名", "明"), ("新任信息员须经配训后上岗", "配", "培")]
)
def test_the_likelier_character_is_named(words: str, wrong: str, right: str) -> None:
    (found,) = unlikely(words, "", LEAST)
    assert (words[found[0]], found[1]) == (wrong, right)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("对于永源区政府门户网站", "永源区大数据局"),
        ("公布禾丰市医疗保障信息", ""),
        ("“透名度”账号", ""),
        ("提高工作的透明度", ""),
    ],
)
def test_names_and_right_words_are_left_alone(words: str, names: str) -> None:
    assert list(unlikely(words, names, LEAST)) == []


def misspelt(words: str) -> list[Finding]:
    report = balanced({"1": f"{PARTS['1']}\n{words}"})
    report = replace(report, agency="云山市清溪区水务局")
    return [f for f in confront(report, builtin()).findings if f.rule == "misspelt-phrases"]


def test_a_small_gain_is_a_hint() -> None:
    assert [f.severity for f in misspelt("提高工作的透名度。")] == [Severity.WARNING]
    assert [f.severity for f in misspelt("新任信息员须经配驯后上岗。")] in ([], [Severity.INFO])
