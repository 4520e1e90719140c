"""The verdict: what counts, what stands in the way of 可送审, and that nothing ignored goes unsaid."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.conclusion import Outcome, conclude, conclusion_to_dict, open_sensitive, tally
from core.model import Decision, DecisionKind, Finding, Severity, Verdict

CONFIRMED = Decision(DecisionKind.CONFIRMED)
IGNORED = Decision(DecisionKind.IGNORED, "原件如此")
LEVELS = {
    "error": (Severity.ERROR, Verdict.FAIL),
    "warning": (Severity.WARNING, Verdict.FAIL),
    "info": (Severity.INFO, Verdict.FAIL),
    "unknown": (Severity.WARNING, Verdict.UNKNOWN),
}


def verdict(words: str) -> tuple[str, str]:
    """Outcome and words for findings written as "error warning! unknown-": ! is confirmed, - ignored."""
    findings, decisions = [], {}
    for number, word in enumerate(words.split()):
        finding = Finding(f"r{number}", "arithmetic", *LEVELS[word.rstrip("!-")], "有误。")
        findings.append(finding)
        if word[-1] in "!-":
            decisions[finding.key] = CONFIRMED if word[-1] == "!" else IGNORED
    conclusion = conclude(findings, decisions)
    return conclusion.outcome.value, str(conclusion)


@pytest.mark.parametrize(
    ("findings", "outcome", "words"),
    [
        ("", "ready", "✓ 勾稽平衡，可送审"),
        ("info", "ready", "✓ 勾稽平衡，可送审"),
        ("error error warning unknown", "failed", "✗ 2 处错误 · 1 处存疑 · 1 项未能检查"),
        ("unknown warning", "unchecked", "… 1 处存疑 · 1 项未能检查"),
        ("warning", "doubtful", "？ 1 处存疑"),
        ("error- error-", "ready", "✓ 可送审 · 另有 2 处已忽略"),
        ("unknown- error-", "ready", "✓ 可送审 · 另有 2 处已忽略（其中 1 项未能检查）"),
        ("error! error", "failed", "✗ 2 处错误 · 其中 1 处已确认待部门修改"),
        ("error- warning", "doubtful", "？ 1 处存疑 · 另有 1 处已忽略"),
        ("warning! error-", "failed", "✗ 1 处存疑 · 其中 1 处已确认待部门修改 · 另有 1 处已忽略"),
        ("info!", "failed", "✗ 1 处已确认待部门修改"),
    ],
)
def test_verdict(findings: str, outcome: str, words: str) -> None:
    assert verdict(findings) == (outcome, words)


@given(st.lists(st.tuples(st.sampled_from(sorted(LEVELS)), st.sampled_from(["", "!", "-"])), max_size=6))
def test_ready_means_that_nothing_open_is_wrong_doubtful_or_unchecked(found: list[tuple[str, str]]) -> None:
    outcome, words = verdict(" ".join(level + mark for level, mark in found))
    assert ("可送审" in words) == (outcome == Outcome.READY)
    assert (outcome == Outcome.READY) == all(mark == "-" or (level == "info" and not mark) for level, mark in found)
    assert ("已忽略" in words) == any(mark == "-" for _, mark in found)


def test_as_json_it_has_the_words_that_people_read() -> None:
    error = Finding("r", "arithmetic", Severity.ERROR, Verdict.FAIL, "有误。")
    record = conclusion_to_dict(conclude([error]))
    assert record == {
        "outcome": "failed",
        "text": "✗ 1 处错误",
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "unchecked": 0,
        "confirmed": 0,
        "ignored": 0,
        "rules_off": 0,
    }


def test_rules_that_are_switched_off_are_said() -> None:
    error = Finding("r", "arithmetic", Severity.ERROR, Verdict.FAIL, "有误。")
    assert str(conclude([], rules_off=2)) == "✓ 勾稽平衡，可送审（已关闭 2 条规则）"
    assert str(conclude([error], rules_off=1)) == "✗ 1 处错误（已关闭 1 条规则）"


def test_personal_data_counts_until_it_was_decided_to_be_none() -> None:
    found = [Finding(f"r{at}", "sensitive", Severity.ERROR, Verdict.FAIL, "有误。") for at in range(3)]
    decisions = {found[0].key: IGNORED, found[1].key: CONFIRMED}
    assert open_sensitive(found, decisions) == 2


def test_last_year_that_was_asked_for_and_not_compared_is_no_pass() -> None:
    assert str(conclude([], uncompared=True)) == "… 1 项未能检查"
    error = Finding("r", "arithmetic", Severity.ERROR, Verdict.FAIL, "有误。")
    assert str(conclude([error], uncompared=True)) == "✗ 1 处错误 · 1 项未能检查"
    ignored = conclude([error], {error.key: IGNORED}, uncompared=True)
    assert (ignored.outcome, ignored.unchecked) == (Outcome.UNCHECKED, 1)


@given(st.lists(st.sampled_from([*Outcome, None]), max_size=9))
def test_the_tally_of_several_reports_counts_each_once(outcomes: list[Outcome | None]) -> None:
    every, *each = map(int, re.findall(r"(\d+) 份", tally(outcomes)))
    assert (every, sum(each)) == (len(outcomes), len(outcomes))
