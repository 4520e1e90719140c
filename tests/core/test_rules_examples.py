"""Every rule that speaks of words is run through its own examples, in a report that is otherwise without fault."""

from dataclasses import replace
from datetime import date

import pytest

from core.checks import confront
from core.model import Report
from core.rules import Rule, RuleSet, builtin
from tests.core.builders import PARTS, balanced

RULES = [rule for rule in builtin().rules if rule.examples or rule.silent]
REPLACED = ("5", "6")
"""Parts whose text the example is; elsewhere it is added as a paragraph."""


def report_with(rule: Rule, sentence: str) -> Report:
    """A report with that sentence where the rule's `part` says: a part, heading.N, or a field of Report."""
    place, report = rule.part, balanced()
    if place in REPLACED:
        return balanced({place: sentence})
    if place.isdigit():
        return balanced({place: f"{PARTS.get(place, '')}\n{sentence}".strip()})
    if place.startswith("heading."):
        return report.with_part(replace(report.part(place[-1]), heading=sentence or None))
    value = date.fromisoformat(sentence) if place in ("published", "completed") else sentence
    return replace(report, **{place: value})


def speaks(rule: Rule, sentence: str) -> bool:
    return any(finding.rule == rule.id for finding in confront(report_with(rule, sentence), RuleSet((rule,))).findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_finds_its_examples_and_nothing_in_the_others(rule: Rule) -> None:
    assert [sentence for sentence in rule.examples if not speaks(rule, sentence)] == []
    assert [sentence for sentence in rule.silent if speaks(rule, sentence)] == []
    assert rule.examples


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.pattern], ids=lambda rule: rule.id)
def test_every_pattern_matches_in_its_sentences_alone(rule: Rule) -> None:
    assert rule.pattern is not None
    assert all(rule.pattern.search(sentence) for sentence in rule.examples)
    assert not any(rule.pattern.search(sentence) for sentence in rule.silent)


def test_the_report_of_the_tests_is_without_fault() -> None:
    assert confront(balanced(), builtin()).findings == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_says_the_same_of_the_same_words_twice(rule: Rule) -> None:
    for sentence in rule.examples:
        findings = confront(report_with(rule, sentence), RuleSet((rule,))).findings
        said = [(f.part, f.span, f.message) for f in findings if f.span is not None]
        assert len(said) == len(set(said)), sentence
