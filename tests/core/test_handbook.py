"""The catalogue of rules and the page on writing rules say what the program does."""

import re
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from core.catalog import Table, edition
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


@pytest.mark.parametrize("table", edition().tables, ids=lambda table: table.id)
def test_the_page_has_every_address_under_the_name_that_the_program_uses(table: Table) -> None:
    chapter = re.split(r"^### ", PAGE, flags=re.MULTILINE)
    (words,) = [part for part in chapter if f"：`{table.id}`\n" in part.partition("\n")[0] + "\n"]
    listed = {address: name for name, address in re.findall(r"^\| (.*?) \| `(.*?)` \|$", words, re.MULTILINE)}
    if table.id == "disclosure":
        assert listed == {address: edition().describe(address) for address in table.addresses}
        return
    labels = {label.id: label.name for label in (*table.columns, *table.rows) if label.id != "total"}
    sums = {name for of, name in edition().sums if of == table.id}
    assert labels.items() <= listed.items()
    assert set(listed) == set(labels) | sums | {"total"}
    for name in sums:
        as_row, as_column = f"{table.id}.{name}.total", f"{table.id}.{table.rows[0].id}.{name}"
        assert _known(as_row) or _known(as_column)


def _known(address: str) -> bool:
    try:
        return bool(edition().expand(address))
    except KeyError:
        return False


def test_no_line_of_an_example_runs_off_the_page() -> None:
    for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL):
        for line in block.splitlines():
            assert sum(1 + (east_asian_width(char) in "WF") for char in line) <= 76, line
