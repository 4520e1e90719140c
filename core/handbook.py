"""The catalogue of rules for people, made from the rules: what must hold, on what source, with an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from core.catalog import CURRENT, edition
from core.equations import explain
from core.expression import Whole
from core.rules import CATEGORIES, Rule, RuleSet, equations
from core.texts import text

_SHARED = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as people read it. `example` is a sentence that it would report, "" where it speaks of numbers."""

    rule: Rule
    statement: str
    example: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one category, in the order of core.rules.CATEGORIES."""

    category: str
    name: str
    entries: tuple[Entry, ...]


def catalogue(ruleset: RuleSet) -> tuple[Chapter, ...]:
    """All rules, also those that are switched off; categories without a rule have no chapter."""
    every = [(rule, False) for rule in ruleset.rules] + [(rule, True) for rule in ruleset.off]
    every.sort(key=lambda entry: CATEGORIES.index(entry[0].category))
    return tuple(
        Chapter(
            category,
            text(f"handbook.category.{category}"),
            tuple(Entry(rule, statement(rule), rule.examples[0] if rule.examples else "", off) for rule, off in group),
        )
        for category, group in groupby(every, key=lambda entry: entry[0].category)
    )


def statement(rule: Rule) -> str:
    """What the rule says, in Chinese: its own words, else its equation with names for the addresses."""
    if rule.about:
        return rule.about
    if rule.statement:
        return _equation_in_words(rule)
    return rule.message.replace("{excerpt}", text("handbook.excerpt"))


def _equation_in_words(rule: Rule) -> str:
    form = edition(CURRENT if CURRENT in rule.editions else rule.editions[0])
    first = next(iter(equations(RuleSet((rule,)), form.id)), None)
    if first is None:
        return rule.title
    words = explain(first, form)
    if isinstance(first.form, Whole):
        words = text("handbook.whole", cell=words)
    if not rule.over:
        return words
    over = "、".join(text(f"handbook.over.{domain.rpartition('.')[2]}") for _, domain in rule.over)
    if len(first.cells) == 1:
        return words.replace(form.describe(next(iter(first.cells))), over)
    # the column or row that stands behind the equation is only the first of those it is asked of
    return text("handbook.each", words=_SHARED.sub("", words), over=over)


def as_markdown(ruleset: RuleSet) -> str:
    """The catalogue as a page of the help."""
    return "\n\n".join(_lines(ruleset))


def _lines(ruleset: RuleSet) -> Iterator[str]:
    yield "# " + text("handbook.title", count=len(ruleset.rules) + len(ruleset.off))
    yield text("handbook.opening")
    for chapter in catalogue(ruleset):
        yield f"## {chapter.name}"
        for entry in chapter.entries:
            rule = entry.rule
            level = text("handbook.off") if entry.off else text(f"handbook.severity.{rule.severity.value}")
            yield f"### {rule.title}（{level}）"
            yield _plain(entry.statement)
            if entry.example:
                yield text("handbook.example", sentence=_plain(entry.example))
            yield text("handbook.source", basis=_plain(rule.basis) or "—", id=rule.id, origin=rule.origin)


def _plain(words: str) -> str:
    """Words of a rule are no markup."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>#|~" else char for char in words)
