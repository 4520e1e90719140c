"""Rules as data: resources/rules/*.toml and the user's own files; a bad rule is reported and stops nothing.

An equation rule states something of cells (`statement`), once for each value of `over`; a text rule names words that
should not stand in the text (`pattern`); a `check` rule asks a judge of the program (core.judges), with `params`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from core import catalog
from core.expression import ExpressionError, Statement, parse
from core.files import read_bytes, resource
from core.model import Severity
from core.texts import text

CATEGORIES = (
    "arithmetic",
    "narrative",
    "period",
    "citation",
    "structure",
    "sensitive",
    "wording",
    "format",
    "continuity",
    "rollup",
    "similarity",
)


@dataclass(frozen=True)
class Rule:
    """One entry of a rules file. `statement` and `over` for equations, `pattern` and `message` for words, `check` and
    `params` for a judge of the program."""

    id: str
    category: str
    severity: Severity
    title: str
    basis: str
    origin: str
    statement: str = ""
    over: tuple[tuple[str, str], ...] = ()
    editions: tuple[str, ...] = catalog.EDITIONS
    pattern: re.Pattern[str] | None = None
    check: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """A rule or rules file that could not be used: where and why, for its author."""

    origin: str
    rule: str
    reason: str

    def __str__(self) -> str:
        return text("checks.rule_problem", origin=self.origin, rule=self.rule or "—", reason=self.reason)


@dataclass(frozen=True)
class RuleSet:
    rules: tuple[Rule, ...]
    problems: tuple[RuleProblem, ...] = ()

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(frozen=True, slots=True)
class Equation:
    """One statement over definite cells: a rule for one column, row or cell."""

    rule: Rule
    form: Statement
    cells: frozenset[str] = field(default=frozenset())


@cache
def builtin() -> RuleSet:
    """The rules that the program brings."""
    return load(sorted(resource("rules").glob("*.toml")))


def load(paths: Iterable[Path]) -> RuleSet:
    """Rules of several files; a later rule of the same id replaces the earlier one.

    Raises UserError when a file cannot be read; what is wrong inside a file becomes a RuleProblem.
    """
    rules: dict[str, Rule] = {}
    problems: list[RuleProblem] = []
    for path in paths:
        try:
            entries = tomllib.loads(read_bytes(path).decode("utf-8")).get("rules", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(RuleProblem(path.name, "", text("checks.bad_toml", reason=error)))
            continue
        for entry in entries:
            try:
                rule = _rule(entry, path.name)
            except (KeyError, ValueError, TypeError) as error:
                name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
                problems.append(RuleProblem(path.name, name, _reason(error)))
            else:
                rules[rule.id] = rule
    return RuleSet(tuple(rules.values()), tuple(problems))


def with_local(paths: Iterable[Path]) -> RuleSet:
    """The built-in rules and those of the user's files."""
    return load([*sorted(resource("rules").glob("*.toml")), *paths])


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return text("checks.missing_key", key=error.args[0])
    return str(error)


def _rule(entry: dict[str, Any], origin: str) -> Rule:
    """Read one entry. KeyError for a missing key, ValueError for a wrong value."""
    if entry["category"] not in CATEGORIES:
        raise ValueError(text("checks.bad_category", category=entry["category"]))
    if sum(kind in entry for kind in ("statement", "pattern", "check")) != 1:
        raise ValueError(text("checks.statement_or_pattern"))
    rule = Rule(
        id=entry["id"],
        category=entry["category"],
        severity=Severity(entry["severity"]),
        title=entry["title"],
        basis=entry.get("basis", ""),
        origin=origin,
        statement=entry.get("statement", ""),
        over=tuple(entry.get("over", {}).items()),
        editions=tuple(entry.get("editions", catalog.EDITIONS)),
        pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
        check=entry.get("check", ""),
        params=entry.get("params", {}),
        message=entry.get("message", entry["title"]),
        examples=tuple(entry.get("examples", ())),
        silent=tuple(entry.get("silent", ())),
    )
    if rule.statement:
        for edition_id in rule.editions:
            _expand(rule, catalog.edition(edition_id))
    return rule


@cache
def equations(ruleset: RuleSet, edition_id: str) -> tuple[Equation, ...]:
    """All equations of those rules over the cells of that edition, in the order of the rules."""
    edition = catalog.edition(edition_id)
    return tuple(
        equation
        for rule in ruleset.rules
        if rule.statement and edition_id in rule.editions
        for equation in _expand(rule, edition)
    )


def _expand(rule: Rule, edition: catalog.Edition) -> tuple[Equation, ...]:
    """One equation for each combination of the values of `over`. Raises ExpressionError or ValueError."""
    names = [name for name, _ in rule.over]
    found = []
    for values in product(*(_domain(domain, edition) for _, domain in rule.over)):
        statement = rule.statement
        for name, value in zip(names, values, strict=True):
            statement = statement.replace(f"{{{name}}}", value)
        if "{" in statement:
            raise ExpressionError(text("checks.unknown_placeholder", statement=statement))
        form = parse(statement, edition.expand)
        found.append(Equation(rule, form, frozenset(form.cells)))
    return tuple(found)


def _domain(domain: str, edition: catalog.Edition) -> tuple[str, ...]:
    """Values of an `over` entry: TABLE.rows, TABLE.columns, counts, amounts, cells, unsigned (all but 本年增/减)."""
    if domain == "cells":
        return edition.addresses
    if domain == "unsigned":
        return tuple(a for a in edition.addresses if not edition.column_label(a).signed)
    if domain in ("counts", "amounts"):
        return tuple(a for a in edition.addresses if edition.is_amount(a) == (domain == "amounts"))
    table_id, _, kind = domain.partition(".")
    table = next((table for table in edition.tables if table.id == table_id), None)
    if table is None or kind not in ("rows", "columns"):
        raise ValueError(text("checks.bad_domain", domain=domain))
    return tuple(label.id for label in (table.rows if kind == "rows" else table.columns))
