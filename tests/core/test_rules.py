import re
from pathlib import Path

import pytest

from core.catalog import EDITIONS
from core.checks import confront
from core.model import Severity
from core.rules import CATEGORIES, Rule, active, builtin, equations, load, tuned, with_local
from core.settings import DEFAULT, FOLDER_VARIABLE, Settings
from tests.core.builders import balanced

RULES = builtin().rules


def test_no_built_in_rule_is_broken() -> None:
    assert builtin().problems == ()
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is_and_where_it_comes_from(rule: Rule) -> None:
    assert rule.category in CATEGORIES
    assert rule.title
    assert rule.basis
    assert [bool(rule.statement), bool(rule.pattern), bool(rule.check)].count(True) == 1


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.pattern], ids=lambda rule: rule.id)
def test_every_pattern_finds_its_examples_and_nothing_in_the_others(rule: Rule) -> None:
    assert rule.pattern is not None
    assert rule.examples
    assert rule.silent
    for sentence in rule.examples:
        assert rule.pattern.search(sentence), sentence
    for sentence in rule.silent:
        assert not rule.pattern.search(sentence), sentence


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_equations_of_an_edition(edition_id: str) -> None:
    ids = [equation.rule.id for equation in equations(builtin(), edition_id)]
    assert ids.count("requests-balance") == ids.count("requests-outcomes") == 7
    assert ids.count("disputes-total") == 3


GOOD = """
[[rules]]
id = "no-direct-litigation"
category = "arithmetic"
severity = "warning"
title = "直接起诉应为零"
statement = "disputes.litigation_direct.total <= 0"
"""


def test_a_local_file_adds_rules(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [rule.id for rule in with_local([path]).rules][-1] == "no-direct-litigation"


def test_two_local_rules_of_one_id_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("<= 0", "<= 1"), encoding="utf-8")
    (problem,) = with_local([tmp_path]).problems
    assert (problem.origin, problem.rule) == ("b.toml", "no-direct-litigation")
    assert "a.toml" in str(problem)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"disputes.litigation_direct.total <= 0"', '"nowhere.at.all == 0"'), "nowhere.at.all"),
        (('category = "arithmetic"', 'category = "sums"'), "sums"),
        (('title = "直接起诉应为零"\n', ""), "title"),
        (('severity = "warning"', 'severity = "fatal"'), "fatal"),
        (("<= 0", "<= {row}"), "{row}"),
        (("statement", "sentence"), "sentence"),
        (('statement = "disputes.litigation_direct.total <= 0"\n', ""), "statement、pattern、check"),
    ],
)
def test_a_bad_rule_is_named_and_the_good_ones_stay(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(GOOD.replace(*change) + GOOD.replace("no-direct", "also"), encoding="utf-8")
    ruleset = load([path])
    assert [rule.id for rule in ruleset.rules] == ["also-litigation"]
    assert reason in str(ruleset.problems[0])


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "坏.toml"
    path.write_text("[[rules", encoding="utf-8")
    assert "坏.toml" in str(load([path]).problems[0])


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (('severity = "warning"', 'severity = "fatal"'), 5, "error（错误）、warning（存疑）或 info（提示）"),
        (('category = "arithmetic"', 'categry = "arithmetic"'), 2, "category"),
        (("statement", "statemnet"), 7, "没有“statemnet”这个键"),
        (('title = "直接起诉应为零"', "title = 3"), 6, "title 的值写法不对"),
        (('"disputes.litigation_direct.total <= 0"', '"disputes.litigation_direct.total <> 0"'), 7, "语句"),
        (('statement = "disputes.litigation_direct.total <= 0"', "pattern = '(未闭合'"), 7, "正则表达式第 1 个字符处"),
        (("[[rules]]", "[[rules]"), 2, "TOML"),
        (
            ('statement = "disputes.litigation_direct.total <= 0"', "pattern = '全镇'\nmessage = '{exerpt}不对'"),
            8,
            "没有“{exerpt}”",
        ),
    ],
)
def test_a_bad_rule_is_said_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, reason: str) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    (problem,) = load([path]).problems
    assert problem.line == line
    assert reason in str(problem)
    assert f"本区.toml 第 {line} 行" in str(problem)


def test_a_rule_whose_examples_do_not_agree_with_it_is_said_and_used(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    examples = "pattern = '全镇'\nexamples = ['全县汇总。', '全镇汇总。']\nsilent = ['全镇各村。']"
    path.write_text(GOOD.replace('statement = "disputes.litigation_direct.total <= 0"', examples), encoding="utf-8")
    ruleset = load([path])
    assert [rule.id for rule in ruleset.rules] == ["no-direct-litigation"]
    assert [problem.line for problem in ruleset.problems] == [8, 9]
    assert "例句没有报出：“全县汇总。”" in str(ruleset.problems[0])
    assert "不应报出的例句报出了：“全镇各村。”" in str(ruleset.problems[1])
    assert "照常使用" in str(ruleset.problems[0])


@pytest.mark.parametrize(
    "pattern", ["(未", "[未", "*未", "未\\", "(?<=未+)闭", "(?P<a>未)(?P<a>闭)", "(?!", "未**", "(?Z)"]
)
def test_a_bad_pattern_is_explained_without_english(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "本区.toml"
    line = f"pattern = '{pattern}'"
    path.write_text(GOOD.replace('statement = "disputes.litigation_direct.total <= 0"', line), encoding="utf-8")
    (problem,) = load([path]).problems
    assert not re.search("[a-z]{4,}", problem.reason)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00rules", b"rules = 3", b'rules = ["x"]', b"\xd6\xd0\xce\xc4 = 1"])
def test_a_file_without_usable_rules_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "本区.toml"
    path.write_bytes(content)
    ruleset = load([path])
    assert (ruleset.rules, len(ruleset.problems)) == ((), 1)


def test_a_rule_holds_for_the_editions_that_have_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(
        GOOD + GOOD.replace("disputes.litigation_direct.total", "disclosure.fees.amount").replace("no-", "")
    )
    both, current = load([path]).rules
    assert both.editions == ("2021", "2019")
    assert current.editions == ("2021",)


def test_a_folder_of_local_rules_is_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    # the same object: its equations are made once for the check and for what reads the text
    assert active(DEFAULT) is builtin()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "甲.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules" / "空.toml").write_text("", encoding="utf-8")
    ruleset = active(DEFAULT)
    assert ruleset.rules[-1].id == "no-direct-litigation"
    assert [problem.origin for problem in ruleset.problems] == ["空.toml"]


def test_a_rule_can_be_switched_off_and_weighed_anew() -> None:
    settings = Settings(
        rules_off=frozenset({"not-negative"}), severities={"requests-balance": Severity.INFO, "gone": Severity.INFO}
    )
    ruleset = tuned(builtin(), settings)
    assert [rule.id for rule in ruleset.off] == ["not-negative"]
    assert len(ruleset.rules) == len(RULES) - 1
    assert next(rule for rule in ruleset.rules if rule.id == "requests-balance").severity is Severity.INFO


SLOW = """
[[rules]]
id = "slow"
category = "wording"
severity = "warning"
title = "慢"
pattern = '(?P<at>(甲|甲甲)+)[丙丁]$'
"""


def test_a_pattern_that_would_hang_is_given_up_and_said(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(
        SLOW + GOOD.replace("litigation_direct.total <= 0", "litigation_direct.total <= -1"), encoding="utf-8"
    )
    ruleset = with_local([path])
    report = balanced({"1": "甲" * 300 + "戊丙戊", "5": "甲" * 300 + "戊丙戊"})
    for _ in range(2):
        judgement = confront(report, ruleset)
        assert [problem.rule for problem in judgement.problems] == ["slow"]
        assert "太慢" in str(judgement.problems[0])
        assert "no-direct-litigation" in {finding.rule for finding in judgement.findings}


def test_a_replacement_that_is_none_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "本区.toml"
    path.write_text(
        SLOW.replace("(?P<at>(甲|甲甲)+)[丙丁]$", "甲") + "replacement = '\\g<nowhere>'\n", encoding="utf-8"
    )
    judgement = confront(balanced({"1": "甲"}), load([path]))
    assert [problem.rule for problem in judgement.problems] == ["slow"]
