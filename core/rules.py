"""Rules as data: resources/rules/*.toml and the user's own files; a bad rule is reported and stops nothing.

An equation rule states something of cells (`statement`), once for each value of `over`; a text rule names words that
should not stand in the text (`pattern`); a `check` rule asks a judge of the program (core.judges), with `params`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from core import catalog
from core import settings as preferences
from core.errors import UserError
from core.expression import ExpressionError, Statement, parse
from core.files import read_bytes, resource
from core.model import Severity
from core.patterns import TimedPattern, TooSlow
from core.settings import Settings
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


BROKEN_RULE = "broken-rule"
"""The rule of findings that say that a rule could not be used."""


@dataclass(frozen=True)
class Rule:
    """One entry of a rules file. `statement` and `over` for equations, `pattern` and `message` for words, `check` and
    `params` for a judge of the program; `about` says in a sentence what must hold, for the catalogue of rules.
    `replacement` is what a pattern's words become (with \\g<name> for groups); `part` says where examples stand."""

    id: str
    category: str
    severity: Severity
    title: str
    basis: str
    origin: str
    statement: str = ""
    over: tuple[tuple[str, str], ...] = ()
    editions: tuple[str, ...] = catalog.EDITIONS
    pattern: re.Pattern[str] | TimedPattern | None = None
    check: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    about: str = ""
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    part: str = "1"
    replacement: str | None = None

    def __hash__(self) -> int:
        return hash((self.id, self.origin, self.severity))


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """A rule or rules file that could not be used: where (with the line, from 1, where it is known) and why."""

    origin: str
    rule: str
    reason: str
    line: int | None = None
    used: bool = False
    """The rule is in force all the same: only its examples do not agree with it."""

    def __str__(self) -> str:
        place = text("checks.rule_line", origin=self.origin, line=self.line) if self.line else self.origin
        if not self.rule:
            return text("checks.rules_problem", origin=place, reason=self.reason)
        return text(
            "checks.rule_doubt" if self.used else "checks.rule_problem",
            origin=place,
            rule=self.rule,
            reason=self.reason,
        )


@dataclass(frozen=True)
class RuleSet:
    """The rules in force, what could not be used, and the rules that the user has switched off."""

    rules: tuple[Rule, ...]
    problems: tuple[RuleProblem, ...] = ()
    off: tuple[Rule, ...] = ()

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """One statement over definite cells: a rule for one column, row or cell. There is one object of each."""

    rule: Rule
    form: Statement
    cells: frozenset[str] = field(default=frozenset())


@cache
def builtin() -> RuleSet:
    """The rules that the program brings."""
    return load(_builtin_files())


def _builtin_files() -> list[Path]:
    return sorted(resource("rules").glob("*.toml"))


def load(paths: Iterable[Path]) -> RuleSet:
    """Rules of several files; a later rule of the same id replaces the earlier one, which is said where both are local.

    Raises UserError when a file cannot be read; what is wrong inside a file becomes a RuleProblem.
    """
    rules: dict[str, Rule] = {}
    problems: list[RuleProblem] = []
    local: dict[str, str] = {}
    for path in paths:
        for entry in _entries(path, problems):
            if entry.id in local:
                problems.append(RuleProblem(path.name, entry.id, text("checks.same_id", file=local[entry.id])))
            if path.parent != resource("rules"):
                local[entry.id] = path.name
            rules[entry.id] = entry
    return RuleSet(tuple(rules.values()), tuple(problems))


def with_local(paths: Iterable[Path]) -> RuleSet:
    """The built-in rules and those of the user's files; a folder stands for the .toml files in it."""
    files = [file for path in paths for file in files_of(path)]
    # without any the same object, whose equations are made once
    return load([*_builtin_files(), *files]) if files else builtin()


def files_of(path: Path) -> list[Path]:
    """The rules files that a path stands for, in the order of their names."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def active(settings: Settings, extra: Iterable[Path] = ()) -> RuleSet:
    """The rules in force for a user: built in, of the local folder, of `extra` files; switched off and weighed as the
    settings say. A local file that cannot be read is reported like a broken rule; an `extra` one raises UserError."""
    local, unreadable = [], []
    folder = preferences.rules_folder(settings)
    for path in files_of(folder) if folder.is_dir() else ():
        try:
            read_bytes(path)
            local.append(path)
        except UserError as error:
            unreadable.append(RuleProblem(path.name, "", str(error)))
    found = with_local([*local, *extra])
    if unreadable:
        found = replace(found, problems=(*found.problems, *unreadable))
    return tuned(found, settings)


def tuned(ruleset: RuleSet, settings: Settings) -> RuleSet:
    """The same rules without those switched off, each with the severity that the user has given it."""
    if not (settings.severities or settings.rules_off):
        return ruleset
    every = [replace(rule, severity=settings.severities.get(rule.id, rule.severity)) for rule in ruleset.rules]
    return RuleSet(
        tuple(rule for rule in every if rule.id not in settings.rules_off),
        ruleset.problems,
        tuple(rule for rule in every if rule.id in settings.rules_off),
    )


class _BadKey(ValueError):
    """What is wrong with one key of a rule."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        super().__init__(reason)


def _entries(path: Path, problems: list[RuleProblem]) -> list[Rule]:
    """The usable rules of a file; the others are added to `problems`."""
    try:
        words = read_bytes(path).decode("utf-8-sig")
        entries = tomllib.loads(words).get("rules", [])
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problems.append(RuleProblem(path.name, "", text("checks.bad_toml"), int(line[1]) if line else None))
        return []
    except UnicodeDecodeError:
        problems.append(RuleProblem(path.name, "", text("checks.not_utf8")))
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        problems.append(RuleProblem(path.name, "", text("checks.no_rules")))
        return []
    rules = []
    for number, entry in enumerate(entries):
        try:
            rule = _rule(entry, path.name, path.parent == resource("rules"))
            rules.append(rule)
            for key, reason in _example_faults(rule):
                problems.append(RuleProblem(path.name, rule.id, reason, _line_of(words, number, key), used=True))
        except ValueError as error:
            key = error.key if isinstance(error, _BadKey) else "statement"
            name = str(entry.get("id", "")) or text("checks.rule_number", number=number + 1)
            problems.append(RuleProblem(path.name, name, str(error), _line_of(words, number, key)))
    return rules


def _example_faults(rule: Rule) -> Iterator[tuple[str, str]]:
    """Examples that a pattern does not find, and those that it should not find and does, with their key."""
    if rule.pattern is None:
        return
    try:
        for sentence in rule.examples:
            if not rule.pattern.search(sentence):
                yield "examples", text("checks.example_not_found", sentence=sentence)
        for sentence in rule.silent:
            if rule.pattern.search(sentence):
                yield "silent", text("checks.silent_found", sentence=sentence)
    except TooSlow:
        return  # the check of a report says so


def _line_of(words: str, number: int, key: str) -> int | None:
    """The line (from 1) of a key of the rule of that number (from 0); of the rule's head where the key is missing."""
    heads = [at for at, line in enumerate(words.splitlines()) if re.match(r"\s*\[\[\s*rules\s*\]\]", line)]
    if number >= len(heads):
        return None
    lines = words.splitlines()[heads[number] : heads[number + 1] if number + 1 < len(heads) else None]
    within = next((at for at, line in enumerate(lines) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 0)
    return heads[number] + within + 1


_TEXT_KEYS = (
    *("id", "category", "severity", "title", "basis", "statement", "pattern", "check", "message", "about", "part"),
    "replacement",
)
_LIST_KEYS = ("examples", "silent", "editions")
_TABLE_KEYS = ("over", "params")


def _rule(entry: Mapping[str, Any], origin: str, trusted: bool) -> Rule:
    """Read one entry. Raises ValueError (_BadKey, ExpressionError) saying in Chinese what is wrong."""
    _check_keys(entry)
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
        pattern=_pattern(entry["pattern"], trusted) if "pattern" in entry else None,
        check=entry.get("check", ""),
        params=entry.get("params", {}),
        message=entry.get("message", entry["title"]),
        about=entry.get("about", ""),
        examples=tuple(entry.get("examples", ())),
        silent=tuple(entry.get("silent", ())),
        part=entry.get("part", "1"),
        replacement=entry.get("replacement"),
    )
    if not rule.statement:
        return rule
    if "editions" in entry:
        for edition_id in rule.editions:
            _expand(rule, catalog.edition(edition_id))
        return rule
    # not every edition has every cell: a rule holds for those that have all of its own, at least for the current form
    _expand(rule, catalog.edition(catalog.CURRENT))
    return replace(rule, editions=tuple(edition for edition in catalog.EDITIONS if _fits(rule, edition)))


def _fits(rule: Rule, edition_id: str) -> bool:
    try:
        return bool(_expand(rule, catalog.edition(edition_id)))
    except ValueError:
        return False


def _check_keys(entry: Mapping[str, Any]) -> None:
    for key in ("id", "category", "severity", "title"):
        if key not in entry:
            raise _BadKey(key, text("checks.missing_key", key=key))
    for key, value in entry.items():
        if key in _TEXT_KEYS:
            right = isinstance(value, str) and (bool(value.strip()) or key == "replacement")
        elif key in _LIST_KEYS:
            right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        elif key in _TABLE_KEYS:
            right = isinstance(value, dict) and (key == "params" or all(isinstance(v, str) for v in value.values()))
        else:
            raise _BadKey(key, text("checks.unknown_key", key=key))
        if not right:
            raise _BadKey(key, text("checks.bad_value", key=key))
    if entry["category"] not in CATEGORIES:
        raise _BadKey("category", text("checks.bad_category", category=entry["category"], known="、".join(CATEGORIES)))
    if entry["severity"] not in tuple(Severity):
        raise _BadKey("severity", text("checks.bad_severity", severity=entry["severity"]))
    if not set(entry.get("editions", ())) <= set(catalog.EDITIONS):
        raise _BadKey("editions", text("checks.bad_edition", known="、".join(catalog.EDITIONS)))
    if "pattern" in entry:
        for name in _PLACEHOLDER.findall(entry.get("message", "")):
            if name != "excerpt":
                raise _BadKey("message", text("checks.bad_placeholder", name=name))
    if sum(kind in entry for kind in ("statement", "pattern", "check")) != 1:
        raise _BadKey("id", text("checks.statement_or_pattern"))


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PATTERN_FAULTS = (
    ("subpattern", "bracket"),
    ("parenthesis", "bracket"),
    ("character set", "set"),
    ("character range", "set"),
    ("repeat", "repeat"),
    ("escape", "escape"),
    ("look-behind", "behind"),
    ("group", "group"),
    ("extension", "extension"),
)
"""What Python says of a pattern, and the end of the id of the Chinese words for it."""


def _pattern(words: str, trusted: bool) -> re.Pattern[str] | TimedPattern:
    """The pattern; one that people wrote may take only so long."""
    try:
        pattern = re.compile(words)
        return pattern if trusted else TimedPattern(words)
    except (re.error, RecursionError, OverflowError) as error:
        at = getattr(error, "pos", None)
        said = str(error)
        kind = next((kind for words, kind in _PATTERN_FAULTS if words in said), "other")
        reason = text(f"checks.pattern_{kind}")
        raise _BadKey("pattern", text("checks.bad_pattern", at=(at or 0) + 1, reason=reason)) from error


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
        raise _BadKey("over", text("checks.bad_domain", domain=domain))
    return tuple(label.id for label in (table.rows if kind == "rows" else table.columns))
