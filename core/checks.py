"""Confront a report with the rules: findings, and the verdict that they give.

Blanks that were read as 0 are said; what could not be checked is never a pass. A rule that cannot be used is reported
and the rest still run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from operator import is_
from typing import NamedTuple

from core.catalog import Edition, edition
from core.conclusion import Conclusion, conclude
from core.equations import EquationState, Outcome, all_states, explain, table_id
from core.expression import LinearForm, Whole
from core.judges import JUDGES, Case, judge_of
from core.judges.base import found
from core.judges.sentences import pattern_findings
from core.model import PART_NUMBERS, Cell, Finding, Fix, Report, Severity, Verdict
from core.patterns import TooSlow
from core.repair import Repair, exact, quick
from core.repair.evidence import evidence
from core.repair.notes import fix_of
from core.rules import BROKEN_RULE, Equation, RuleProblem, RuleSet
from core.texts import text
from core.values import State, show

BLANK_AS_ZERO = "blank-as-zero"
_SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True)
class Judgement:
    """All findings of a report, most severe first, in the order of the form; and how many there are of each kind."""

    findings: tuple[Finding, ...]
    problems: tuple[RuleProblem, ...] = ()
    by_cell: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    unsolved: bool = False
    """Some broken sums have no repair yet that one cell would be: with_repairs looks for it."""

    def _count(self, severity: Severity) -> int:
        return sum(f.severity is severity and f.verdict is Verdict.FAIL for f in self.findings)

    @cached_property
    def errors(self) -> int:
        return self._count(Severity.ERROR)

    @cached_property
    def warnings(self) -> int:
        return self._count(Severity.WARNING)

    @cached_property
    def unknown(self) -> int:
        return sum(f.verdict is Verdict.UNKNOWN for f in self.findings)

    @cached_property
    def conclusion(self) -> Conclusion:
        """The verdict before anything is decided; with a reviewer's decisions ask core.conclusion.conclude."""
        return conclude(self.findings)

    @property
    def status(self) -> str:
        return self.conclusion.status

    def verdict_text(self) -> str:
        return str(self.conclusion)


def confront(report: Report, ruleset: RuleSet, previous: Report | None = None, *, solve: bool = False) -> Judgement:
    """Check a report against all rules, and against last year's report of the same body where it is given.

    Broken sums that changing one cell would mend get that repair at once; the others only with `solve`, which takes
    some tens of milliseconds.
    """
    findings: list[Finding] = []
    read_as_zero: dict[str, set[str]] = defaultdict(set)
    form = edition(report.edition)
    broken: list[EquationState] = []
    for state in all_states(report, ruleset):
        if state.outcome is Outcome.PASS_WITH_BLANKS:
            read_as_zero[table_id(state.equation)].update(state.missing)
        elif state.outcome not in (Outcome.PASS, Outcome.EMPTY):
            broken.append(state)
    repairs = (exact if solve else quick)(report, ruleset, broken, evidence(report, previous)) if broken else []
    findings.extend(_equation_finding(*item, report, form) for item in zip(broken, repairs, strict=True))
    judged, failed = _judged(Case(report, previous), ruleset)
    problems = (*ruleset.problems, *failed)
    findings.extend(judged)
    for state in broken:
        # the same blank is no 0 where another sum says otherwise
        read_as_zero[table_id(state.equation)].difference_update(state.missing)
    findings.extend(_blank_findings(read_as_zero, ruleset, form))
    findings.extend(_problem_finding(problem) for problem in problems)
    return replace(_judge(findings, problems, form), unsolved=not solve and not all(repairs))


def with_repairs(judgement: Judgement, report: Report, ruleset: RuleSet, previous: Report | None = None) -> Judgement:
    """The same judgement of that report, with the smallest repairs of what no single cell mends."""
    return confront(report, ruleset, previous, solve=True) if judgement.unsolved else judgement


def _judged(case: Case, ruleset: RuleSet) -> tuple[list[Finding], list[RuleProblem]]:
    """What the judges and the patterns say. One that fails is reported, and the rest still run."""
    findings: list[Finding] = []
    problems: list[RuleProblem] = []
    for rule in ruleset.rules:
        if case.report.edition not in rule.editions or rule.check == BLANK_AS_ZERO:
            continue
        if rule.check and rule.check not in JUDGES:
            problems.append(RuleProblem(rule.origin, rule.id, text("checks.unknown_check", check=rule.check)))
            continue
        try:
            if rule.check:
                findings.extend(judge_of(rule.check)(case, rule))
            elif rule.pattern is not None:
                findings.extend(pattern_findings(case.report, rule))
        except TooSlow:
            problems.append(RuleProblem(rule.origin, rule.id, text("checks.pattern_too_slow")))
        except Exception as error:  # noqa: BLE001 - one of the two places: a broken rule stops nothing
            reason = text("checks.judge_failed", reason=f"{type(error).__name__}: {error}")
            problems.append(RuleProblem(rule.origin, rule.id, reason))
    return findings, problems


class _Told(NamedTuple):
    """The finding of a broken equation, and all that it was made from."""

    state: EquationState
    repairs: tuple[Repair, ...]
    cells: tuple[Cell, ...]
    finding: Finding


_told: dict[Equation, _Told] = {}
"""Replaced entry by entry: while one number is typed, most of what is broken stays as it was."""
_MOST_TOLD = 2_000


def _equation_finding(state: EquationState, repairs: tuple[Repair, ...], report: Report, form: Edition) -> Finding:
    """The finding of a broken equation, made anew only where its numbers or its repairs are others."""
    addresses = (*state.equation.form.cells, *(address for repair in repairs for address in repair.cells))
    cells = tuple(report.cells[address] for address in addresses)
    known = _told.get(state.equation)
    same = known is not None and (known.state, known.repairs) == (state, repairs)
    if known is not None and same and all(map(is_, known.cells, cells)):
        return known.finding
    if len(_told) >= _MOST_TOLD:
        _told.clear()
    finding = _found_in(state, repairs, report, form)
    _told[state.equation] = _Told(state, repairs, cells, finding)
    return finding


def _found_in(state: EquationState, repairs: tuple[Repair, ...], report: Report, form: Edition) -> Finding:
    equation, rule = state.equation, state.equation.rule
    severity, verdict, message = _said(state, report, form)
    suspects, fixes = _to_mend(state, repairs, report, form)
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=severity,
        verdict=verdict,
        message=message,
        cells=equation.form.cells,
        part=form.table_of[equation.form.cells[0]].part,
        values=tuple(report.cells[cell].shown for cell in equation.form.cells),
        basis=rule.basis,
        fixes=fixes,
        suspects=suspects,
    )


def _said(state: EquationState, report: Report, form: Edition) -> tuple[Severity, Verdict, str]:
    """How bad a broken equation is, and in which words."""
    statement, rule = state.equation.form, state.equation.rule
    words: dict[str, object] = {
        "title": rule.title,
        "equation": explain(state.equation, form),
        "numbers": state.written(report),
    }
    if isinstance(statement, Whole):
        return rule.severity, Verdict.FAIL, text("checks.not_whole", **words)
    if statement.comparison != "==":
        words["numbers"] = state.contrary(report)
        return rule.severity, Verdict.FAIL, text("checks.inequality", **words)
    if state.outcome is Outcome.FAIL:
        difference = show(max(state.difference, -state.difference))
        return rule.severity, Verdict.FAIL, text("checks.unbalanced", difference=difference, **words)
    if state.outcome is Outcome.BLANK_TOTAL:
        return Severity.WARNING, Verdict.FAIL, text("checks.blank_total", sum=show(state.right), **words)
    unreadable = any(report.cells[address].state is State.UNREADABLE for address in state.missing)
    message = text("checks.unknown_unreadable" if unreadable else "checks.unknown_blank", **words)
    return Severity.WARNING, Verdict.UNKNOWN, message


def _to_mend(
    state: EquationState, repairs: tuple[Repair, ...], report: Report, form: Edition
) -> tuple[tuple[str, ...], tuple[Fix, ...]]:
    """The suspected cells, and the ways to mend: the likeliest repair first. A blank total may always be filled in,
    and where nothing mends all, a total may at least be made the sum of its parts."""
    statement = state.equation.form
    fixes = tuple(fix_of(repair, report, form) for repair in repairs)
    suspects = tuple(cell for cell in statement.cells if repairs and cell in repairs[0].cells)
    total = statement.total if isinstance(statement, LinearForm) else None
    if total is not None and state.outcome in (Outcome.FAIL, Outcome.BLANK_TOTAL):
        sum_only = Fix(
            text("checks.fix_total", cell=form.describe(total), value=show(state.right)), {total: state.right}
        )
        if not fixes:
            return (total,), (sum_only,)
        if state.outcome is Outcome.BLANK_TOTAL and sum_only.cells != fixes[0].cells:
            agrees = fixes[0].cells.get(total) == state.right
            return (total,) if agrees else suspects, (sum_only, *fixes) if agrees else (*fixes, sum_only)
    return suspects or state.missing, fixes


def _blank_findings(read_as_zero: dict[str, set[str]], ruleset: RuleSet, form: Edition) -> Iterator[Finding]:
    rule = next((rule for rule in ruleset.rules if rule.check == BLANK_AS_ZERO), None)
    for table in form.tables:
        if rule is not None and (blanks := read_as_zero.get(table.id)):
            cells = tuple(address for address in table.addresses if address in blanks)
            message = text("checks.blank_as_zero", table=table.title, count=len(cells))
            yield found(rule, message, cells=cells, part=table.part, values=("",) * len(cells))


def _problem_finding(problem: RuleProblem) -> Finding:
    return Finding(BROKEN_RULE, "format", Severity.INFO, Verdict.UNKNOWN, str(problem), excerpt=problem.rule)


def _judge(findings: Iterable[Finding], problems: tuple[RuleProblem, ...], form: Edition) -> Judgement:
    place = _places(form)

    def order(finding: Finding) -> tuple[int, int, int, int]:
        cell = place[finding.cells[0]] if finding.cells else 0
        part = PART_NUMBERS.index(finding.part) if finding.part else len(PART_NUMBERS)
        return _SEVERITY_ORDER[finding.severity], part, cell, finding.span[0] if finding.span else 0

    ordered = tuple(sorted(findings, key=order))
    by_cell: dict[str, list[Finding]] = defaultdict(list)
    for finding in ordered:
        for cell in finding.cells:
            by_cell[cell].append(finding)
    return Judgement(ordered, problems, {cell: tuple(found) for cell, found in by_cell.items()})


@cache
def _place_table(edition_id: str) -> dict[str, int]:
    return {address: i for i, address in enumerate(edition(edition_id).addresses)}


def _places(form: Edition) -> dict[str, int]:
    return _place_table(form.id)
