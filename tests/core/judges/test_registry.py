"""Every judge is there, every rule that asks for one finds it, and a broken one stops nothing."""

from pathlib import Path

import pytest

from core.checks import BLANK_AS_ZERO, confront
from core.judges import JUDGES, judge_of
from core.rules import builtin, with_local
from tests.core.builders import balanced

RULE = """
[[rules]]
id = "local"
category = "wording"
severity = "warning"
title = "本区的检查"
check = "{check}"
"""


@pytest.mark.parametrize("name", JUDGES)
def test_every_judge_can_be_called(name: str) -> None:
    assert callable(judge_of(name))


def test_every_built_in_rule_asks_for_a_judge_that_exists() -> None:
    assert {rule.check for rule in builtin().rules if rule.check} - {BLANK_AS_ZERO} == set(JUDGES)


def test_a_rule_that_asks_for_an_unknown_check_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(RULE.format(check="no-such-check"), encoding="utf-8")
    (problem,) = confront(balanced(), with_local([path])).problems
    assert (problem.origin, problem.rule) == ("本区.toml", "local")
    assert "no-such-check" in problem.reason


def test_a_judge_that_fails_is_reported_and_the_rest_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: object, rule: object) -> list[object]:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("core.checks.judge_of", lambda name: broken if name == "outdated-edition" else judge_of(name))
    judgement = confront(balanced(requests__total__total=99), builtin())
    assert [problem.rule for problem in judgement.problems] == ["outdated-edition"]
    assert judgement.errors > 0
