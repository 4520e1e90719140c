"""Confront a report with the rules: findings, and the state of each equation for the strip under the form.

A blank is read as 0 only where the other numbers of the equation agree with it, and that is said; otherwise the
equation could not be checked. A rule that breaks is reported as broken and the rest still run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from core.catalog import CURRENT, Edition, edition
from core.expression import LinearForm, Side, Whole
from core.model import PART_NUMBERS, Finding, Fix, Report, Severity, Verdict
from core.rules import Equation, Rule, RuleProblem, RuleSet, equations
from core.texts import text
from core.values import Number, State, show

BLANK_AS_ZERO = "blank-as-zero"
BROKEN_RULE = "broken-rule"
UNREADABLE_CELL = "unreadable-cell"
EMPTY_TABLE = "empty-table"
OUTDATED_EDITION = "outdated-edition"
_SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Outcome(StrEnum):
    """What an equation says: it holds; it holds with blanks read as 0; it does not; a total is blank; not checkable."""

    PASS = "pass"
    PASS_WITH_BLANKS = "pass_with_blanks"
    FAIL = "fail"
    BLANK_TOTAL = "blank_total"
    UNKNOWN = "unknown"
    EMPTY = "empty"


class EquationState(NamedTuple):
    """An equation with the report's numbers. `left` and `right` read blanks as 0; `missing` are blank or unreadable."""

    equation: Equation
    outcome: Outcome
    left: Number
    right: Number
    missing: tuple[str, ...]

    @property
    def difference(self) -> Number:
        return self.left - self.right

    def written(self, report: Report) -> str:
        """The equation with its numbers: 2 + 0 = 2 + 1 ✗ 差 −1."""
        form = self.equation.form
        if isinstance(form, Whole):
            return _show_cell(report, form.cell)
        sign = {"==": "=", ">=": "≥", "<=": "≤"}[form.comparison]
        return f"{_write_side(form.left, report)} {sign} {_write_side(form.right, report)}"


@dataclass(frozen=True)
class Judgement:
    """All findings of a report, most severe first, in the order of the form; and what the verdict banner says."""

    findings: tuple[Finding, ...]
    problems: tuple[RuleProblem, ...] = ()
    by_cell: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def _count(self, severity: Severity) -> int:
        return sum(f.severity is severity and f.verdict is Verdict.FAIL for f in self.findings)

    @cached_property
    def errors(self) -> int:
        return self._count(Severity.ERROR)

    @cached_property
    def warnings(self) -> int:
        return self._count(Severity.WARNING)

    @cached_property
    def infos(self) -> int:
        return self._count(Severity.INFO)

    @cached_property
    def unknown(self) -> int:
        return sum(f.verdict is Verdict.UNKNOWN for f in self.findings)

    @property
    def status(self) -> str:
        """failed with an error, else passed: what the terminal's exit status follows."""
        return "failed" if any(f.severity is Severity.ERROR for f in self.findings) else "passed"

    def verdict_text(self) -> str:
        """One line for banner, terminal and review copy: ✗ 2 处错误 · 1 处存疑 · 1 项未能检查."""
        counts = (("errors", self.errors), ("warnings", self.warnings), ("unknown", self.unknown))
        parts = [text(f"checks.count_{name}", count=count) for name, count in counts if count]
        if not parts:
            return text("checks.verdict_clean")
        mark = "✗" if self.errors else ("？" if self.warnings else "…")
        return f"{mark} " + " · ".join(parts)


def confront(report: Report, ruleset: RuleSet) -> Judgement:
    """Check a report against all rules."""
    findings: list[Finding] = []
    read_as_zero: dict[str, set[str]] = defaultdict(set)
    form = edition(report.edition)
    alive = _filled_in(report, form)
    for equation in equations(ruleset, report.edition):
        state = evaluate(equation, report, alive)
        if state.outcome in (Outcome.PASS, Outcome.EMPTY):
            continue
        if state.outcome is Outcome.PASS_WITH_BLANKS:
            read_as_zero[_table_id(equation)].update(state.missing)
        else:
            findings.append(_equation_finding(state, report, form))
    findings.extend(_edition_findings(report, form))
    findings.extend(_empty_findings(alive, form))
    findings.extend(_unreadable_findings(report, form))
    findings.extend(_blank_findings(read_as_zero, form))
    findings.extend(_text_findings(report, ruleset))
    findings.extend(_problem_finding(problem) for problem in ruleset.problems)
    return _judge(findings, ruleset.problems, form)


def states_of(address: str, report: Report, ruleset: RuleSet) -> tuple[EquationState, ...]:
    """The equations that a cell takes part in, with their numbers, for the strip under the form."""
    alive = _filled_in(report, edition(report.edition))
    return tuple(
        evaluate(equation, report, alive)
        for equation in equations(ruleset, report.edition)
        if address in equation.cells and _is_sum(equation)
    )


def _is_sum(equation: Equation) -> bool:
    return isinstance(equation.form, LinearForm) and equation.form.comparison == "=="


def _table_id(equation: Equation) -> str:
    return equation.form.cells[0].partition(".")[0]


def evaluate(equation: Equation, report: Report, alive: dict[str, bool]) -> EquationState:
    """Put the report's numbers into an equation. `alive` says which tables were filled in."""
    form, cells = equation.form, report.cells
    if isinstance(form, Whole):
        value = cells[form.cell].value
        whole = value is None or isinstance(value, int)
        return EquationState(equation, Outcome.PASS if whole else Outcome.FAIL, value or 0, 0, ())
    total = form.constant
    blank: list[str] = []
    unreadable: list[str] = []
    for factor, address in form.terms:
        cell = cells[address]
        if cell.value is not None:
            total += factor * cell.value
        elif cell.state is State.BLANK:
            blank.append(address)
        else:
            unreadable.append(address)
    holds = total == 0 if form.comparison == "==" else (total >= 0 if form.comparison == ">=" else total <= 0)
    if holds and not blank and not unreadable:
        # by far the commonest case; the two sides are only worked out for what is shown
        return EquationState(equation, Outcome.PASS, total, 0, ())
    outcome = _outcome(form, total, holds, blank, unreadable, alive[_table_id(equation)])
    missing = (*unreadable, *blank)
    return EquationState(equation, outcome, _side_value(form.left, report), _side_value(form.right, report), missing)


def _outcome(
    form: LinearForm, total: Number, holds: bool, blank: list[str], unreadable: list[str], alive: bool
) -> Outcome:
    """The verdict of an equation that does not simply hold."""
    if form.comparison != "==":
        return Outcome.FAIL if not (holds or blank or unreadable) else Outcome.PASS
    if unreadable:
        return Outcome.UNKNOWN
    if holds:
        return Outcome.PASS_WITH_BLANKS if alive else Outcome.EMPTY
    if not blank:
        return Outcome.FAIL
    if form.total in blank:
        return Outcome.BLANK_TOTAL
    # a blank can only add to its own side: if that cannot close the gap, the equation is broken whatever it holds
    factors = {address: factor for factor, address in form.terms}
    can_close = any(factors[address] * total < 0 for address in blank)
    return Outcome.UNKNOWN if can_close else Outcome.FAIL


@cache
def _side_cells(side: Side, edition_id: str) -> tuple[tuple[Number, str], ...]:
    expand = edition(edition_id).expand
    return tuple((factor, cell) for factor, name in side.terms for cell in expand(name))


def _side_value(side: Side, report: Report) -> Number:
    cells = _side_cells(side, report.edition)
    return sum((factor * (report.cells[cell].value or 0) for factor, cell in cells), side.constant)


def _show_cell(report: Report, address: str) -> str:
    cell = report.cells[address]
    if cell.state is State.BLANK:
        return text("checks.shown_blank")
    return cell.shown if cell.state is State.NUMBER else text("checks.shown_unreadable")


def _write_side(side: Side, report: Report) -> str:
    """Numbers only, as on a calculator's tape; many terms show those that are not zero."""
    terms = _side_cells(side, report.edition)
    shown = terms if len(terms) <= 6 else tuple(t for t in terms if report.cells[t[1]].value or _gap(report, t[1]))
    parts: list[str] = []
    for factor, cell in shown:
        number = (
            _show_cell(report, cell) if abs(factor) == 1 else f"{show(max(factor, -factor))}×{_show_cell(report, cell)}"
        )
        parts.append(("− " if factor < 0 else "+ " if parts else "") + number)
    if side.constant or not parts:
        parts.append(f"+ {show(side.constant)}" if parts else show(side.constant))
    return " ".join(parts)


def _gap(report: Report, address: str) -> bool:
    return report.cells[address].state is State.UNREADABLE


def explain(equation: Equation, form: Edition) -> str:
    """The equation in words: 本年新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理（自然人）."""
    statement = equation.form
    if isinstance(statement, Whole):
        return form.describe(statement.cell)
    names = [form.describe(name).split("·") for side in (statement.left, statement.right) for _, name in side.terms]
    # all in one column, or all in one row: what they share is said once, at the end
    shared = next((at for at in (1, 0) if len(names) > 1 and len({name[at] for name in names}) == 1), None)
    sides = []
    for side in (statement.left, statement.right):
        words: list[str] = []
        for factor, name in side.terms:
            parts = form.describe(name).split("·")
            word = "·".join(parts) if shared is None else parts[1 - shared]
            words.append(("− " if factor < 0 else "+ " if words else "") + word)
        if side.constant or not words:
            words.append(("+ " if words else "") + show(side.constant))
        sides.append(" ".join(words))
    sign = {"==": "=", ">=": "≥", "<=": "≤"}[statement.comparison]
    return f"{sides[0]} {sign} {sides[1]}" + ("" if shared is None else f"（{names[0][shared]}）")


def _equation_finding(state: EquationState, report: Report, form: Edition) -> Finding:
    equation, rule = state.equation, state.equation.rule
    cells = equation.form.cells
    suspects: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    verdict, severity = Verdict.FAIL, rule.severity
    words: dict[str, object] = {
        "title": rule.title,
        "equation": explain(equation, form),
        "numbers": state.written(report),
    }
    if isinstance(equation.form, Whole):
        message = text("checks.not_whole", **words)
    elif equation.form.comparison != "==":
        message = text("checks.inequality", **words)
    elif state.outcome is Outcome.FAIL:
        message = text("checks.unbalanced", difference=show(max(state.difference, -state.difference)), **words)
        suspects = _suspects(equation.form)
        fixes = _total_fix(equation.form, state, form)
    elif state.outcome is Outcome.BLANK_TOTAL:
        severity = Severity.WARNING
        message = text("checks.blank_total", sum=show(state.right), **words)
        suspects, fixes = _suspects(equation.form), _total_fix(equation.form, state, form)
    else:
        severity, verdict = Severity.WARNING, Verdict.UNKNOWN
        suspects = state.missing
        unreadable = any(report.cells[a].state is State.UNREADABLE for a in state.missing)
        message = text("checks.unknown_unreadable" if unreadable else "checks.unknown_blank", **words)
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=severity,
        verdict=verdict,
        message=message,
        cells=cells,
        part=form.table_of[cells[0]].part,
        values=tuple(report.cells[cell].shown for cell in cells),
        basis=rule.basis,
        fixes=fixes,
        suspects=suspects,
    )


def _suspects(form: LinearForm) -> tuple[str, ...]:
    return (form.total,) if form.total else ()


def _total_fix(form: LinearForm, state: EquationState, names: Edition) -> tuple[Fix, ...]:
    """A sum may be set to what its parts give."""
    if form.total is None:
        return ()
    note = text("checks.fix_total", cell=names.describe(form.total), value=show(state.right))
    return (Fix(note, {form.total: state.right}),)


def _edition_findings(report: Report, form: Edition) -> Iterator[Finding]:
    """A report on a form that had been replaced by its year (国办公开办函〔2021〕30号 holds from 2021 on)."""
    current = edition(CURRENT)
    if report.year is not None and form.from_year < current.from_year <= report.year:
        yield Finding(
            rule=OUTDATED_EDITION,
            category="structure",
            severity=Severity.ERROR,
            verdict=Verdict.FAIL,
            message=text("checks.outdated_edition", year=report.year, used=form.name, current=current.name),
            part="2",
            excerpt=form.id,
            basis=current.name,
        )


def _filled_in(report: Report, form: Edition) -> dict[str, bool]:
    """Which tables were filled in: not those with no number, nor those whose only numbers are the zeros that a
    blank template's own sums give."""
    return {
        table.id: any(
            report.cells[address].value or (report.cells[address].value == 0 and "total" not in address.split("."))
            for address in table.addresses
        )
        for table in form.tables
    }


def _empty_findings(alive: dict[str, bool], form: Edition) -> Iterator[Finding]:
    for table in form.tables:
        if not alive[table.id]:
            yield Finding(
                rule=EMPTY_TABLE,
                category="arithmetic",
                severity=Severity.WARNING,
                verdict=Verdict.UNKNOWN,
                message=text("checks.empty_table", table=table.title),
                part=table.part,
                excerpt=table.title,
                basis=form.name,
            )


def _unreadable_findings(report: Report, form: Edition) -> Iterator[Finding]:
    for address, table in form.table_of.items():
        cell = report.cells[address]
        if cell.state is State.UNREADABLE:
            yield Finding(
                rule=UNREADABLE_CELL,
                category="arithmetic",
                severity=Severity.WARNING,
                verdict=Verdict.UNKNOWN,
                message=text("checks.unreadable", cell=form.describe(address), words=cell.shown),
                cells=(address,),
                part=table.part,
                values=(cell.shown,),
                basis=form.name,
                suspects=(address,),
            )


def _blank_findings(read_as_zero: dict[str, set[str]], form: Edition) -> Iterator[Finding]:
    for table in form.tables:
        if blanks := read_as_zero.get(table.id):
            cells = tuple(address for address in table.addresses if address in blanks)
            yield Finding(
                rule=BLANK_AS_ZERO,
                category="arithmetic",
                severity=Severity.INFO,
                verdict=Verdict.FAIL,
                message=text("checks.blank_as_zero", table=table.title, count=len(cells)),
                cells=cells,
                part=table.part,
                values=("",) * len(cells),
                basis=form.name,
            )


def _text_findings(report: Report, ruleset: RuleSet) -> Iterator[Finding]:
    for part in report.parts:
        for rule in ruleset.rules:
            if rule.pattern is None or not part.text:
                continue
            seen: dict[str, int] = defaultdict(int)
            for start, end in _matches(rule, part.text):
                excerpt = part.text[start:end]
                yield Finding(
                    rule=rule.id,
                    category=rule.category,
                    severity=rule.severity,
                    verdict=Verdict.FAIL,
                    message=rule.message.replace("{excerpt}", _context(part.text, start, end)),
                    part=part.number,
                    span=(start, end),
                    excerpt=excerpt,
                    basis=rule.basis,
                    occurrence=seen[excerpt],
                )
                seen[excerpt] += 1


def _matches(rule: Rule, words: str) -> Iterator[tuple[int, int]]:
    """Spans of the named group at (or at2 …), or of the whole match, paragraph by paragraph."""
    assert rule.pattern is not None
    offset = 0
    for paragraph in words.split("\n"):
        for found in rule.pattern.finditer(paragraph):
            group = next((n for n, value in found.groupdict().items() if n.startswith("at") and value), 0)
            start, end = found.span(group)
            yield offset + start, offset + end
        offset += len(paragraph) + 1


def _context(words: str, start: int, end: int) -> str:
    """The words with a little of what stands before them, so that a bare number is recognisable."""
    if end - start > 4:
        return words[start:end]
    clause = max(words.rfind(mark, 0, start) for mark in "\n，,。；;：:、") + 1
    return words[max(clause, start - 16) : end]


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
