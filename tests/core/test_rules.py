from pathlib import Path

import pytest

from core.catalog import EDITIONS
from core.rules import CATEGORIES, Rule, builtin, equations, load, with_local

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


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"disputes.litigation_direct.total <= 0"', '"nowhere.at.all == 0"'), "nowhere.at.all"),
        (('category = "arithmetic"', 'category = "sums"'), "sums"),
        (('title = "直接起诉应为零"\n', ""), "title"),
        (('severity = "warning"', 'severity = "fatal"'), "fatal"),
        (("<= 0", "<= {row}"), "{row}"),
        (("statement", "sentence"), "statement"),
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
