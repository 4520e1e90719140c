"""The catalogue of rules and the page on writing rules say what the program does."""

import re
from pathlib import Path

import pytest

from core.checks import confront
from core.files import resource
from core.handbook import as_markdown, catalogue, statement
from core.rules import CATEGORIES, RuleSet, builtin, load, tuned
from core.settings import Settings
from tests.core.builders import balanced

PAGE = resource("help", "自定规则.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1:]


def test_every_rule_stands_in_the_catalogue_with_statement_and_source() -> None:
    chapters = catalogue(builtin())
    entries = [entry for chapter in chapters for entry in chapter.entries]
    assert {entry.rule.id for entry in entries} == {rule.id for rule in builtin().rules}
    assert [chapter.category for chapter in chapters] == [
        category for category in CATEGORIES if any(rule.category == category for rule in builtin().rules)
    ]
    for entry in entries:
        assert re.search(r"[\u4e00-\u9fff]", entry.statement), entry.rule.id
        assert "requests." not in entry.statement, entry.rule.id
        assert "{" not in entry.statement, entry.rule.id


def test_an_equation_is_written_in_words() -> None:
    (rule,) = [rule for rule in builtin().rules if rule.id == "requests-balance"]
    words = statement(rule)
    assert "本年新收 + 上年结转 = 办理结果总计 + 结转下年度" in words
    assert "（每一列）" in words
    assert "自然人" not in words


def test_a_rule_that_is_off_is_said_to_be_off() -> None:
    page = as_markdown(tuned(builtin(), Settings(rules_off=frozenset({"requests-balance"}))))
    assert "### 新收与结转平衡（已关闭）" in page
    assert as_markdown(RuleSet(())).startswith("# 核对规则（0 条）")


def test_there_are_ten_examples() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: re.search('id = "(.*?)"', example)[1])
def test_each_example_of_the_page_works(example: str, tmp_path: Path) -> None:
    path = tmp_path / "例.toml"
    path.write_text(example, encoding="utf-8")
    ruleset = load([path])
    assert ruleset.problems == ()
    (rule,) = ruleset.rules
    assert confront(balanced(), ruleset).problems == ()
    if rule.pattern is not None:
        assert all(rule.pattern.search(sentence) for sentence in rule.examples)
        assert not any(rule.pattern.search(sentence) for sentence in rule.silent)
