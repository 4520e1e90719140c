"""The value with which a cell would balance: from the repairs of findings, and from sums that lack one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.catalog import Edition, edition
from core.checks import Judgement
from core.conclusion import is_ignored
from core.equations import EquationState, Outcome, all_states, explain
from core.expression import LinearForm
from core.model import Decisions, Report
from core.rules import RuleSet
from core.values import Number, State, simplest

_BROKEN = (Outcome.FAIL, Outcome.BLANK_TOTAL, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Balance:
    """`value` would stand in the cell. `cells` are all cells that change together (a number that was put into the
    wrong cell changes two), `equations` the sums that would hold, in words, and `name` what the step is called."""

    value: Number
    cells: Mapping[str, Number]
    equations: tuple[str, ...]
    name: str = ""


def balances(
    report: Report, judgement: Judgement, rules: RuleSet, decisions: Decisions | None = None
) -> dict[str, Balance]:
    """By address, for cells that are blank or suspected and whose sums are not in balance. What was ignored proposes
    nothing, and neither do sums that contradict each other. Every report of either edition will do."""
    form = edition(report.edition)
    states = all_states(report, rules)
    broken = tuple(state for state in states if state.outcome in _BROKEN)
    if not broken:
        return {}
    found = _from_repairs(report, judgement, decisions or {}, broken, form)
    for address, balance in _from_sums(report, states, form).items():
        found.setdefault(address, balance)
    return found


def _from_repairs(
    report: Report, judgement: Judgement, decisions: Decisions, broken: Iterable[EquationState], form: Edition
) -> dict[str, Balance]:
    """The best repair of each finding that is not ignored, for every cell that it changes."""
    found: dict[str, Balance] = {}
    for finding in judgement.findings:
        fix = next((fix for fix in finding.fixes if fix.cells), None)
        if fix is None or is_ignored(finding, decisions):
            continue
        sums = _mended(report, fix.cells, broken, form)
        for address, value in fix.cells.items():
            if sums and report.cells[address].value != value:
                found.setdefault(address, Balance(value, fix.cells, sums, fix.note))
    return found


def _mended(
    report: Report, cells: Mapping[str, Number], broken: Iterable[EquationState], form: Edition
) -> tuple[str, ...]:
    """The broken sums that would hold with those values in the report."""
    return tuple(
        explain(state.equation, form)
        for state in broken
        if not cells.keys().isdisjoint(state.equation.cells) and _holds(report, cells, state)
    )


def _holds(report: Report, cells: Mapping[str, Number], state: EquationState) -> bool:
    form = state.equation.form
    if not isinstance(form, LinearForm) or form.comparison != "==":
        return False
    total: Number = form.constant
    for factor, address in form.terms:
        total += factor * (cells[address] if address in cells else report.cells[address].value or 0)
    return total == 0


def _from_sums(report: Report, states: Iterable[EquationState], form: Edition) -> dict[str, Balance]:
    """Blank cells that are the only number that a broken sum lacks, where all other sums agree with the value."""
    states = tuple(states)
    found: dict[str, Balance] = {}
    for state in states:
        address = state.missing[0] if state.outcome in _BROKEN and len(state.missing) == 1 else None
        if address is None or address in found or report.cells[address].state is not State.BLANK:
            continue
        value = _solved(state, address, form)
        if value is None:
            continue
        cells = {address: value}
        asked = [s for s in states if address in s.equation.cells and set(s.missing) <= {address} and _is_sum(s)]
        if all(_holds(report, cells, s) for s in asked):
            sums = tuple(explain(s.equation, form) for s in asked if s.outcome in _BROKEN)
            found[address] = Balance(value, cells, sums)
    return found


def _is_sum(state: EquationState) -> bool:
    return isinstance(state.equation.form, LinearForm) and state.equation.form.comparison == "=="


def _solved(state: EquationState, address: str, form: Edition) -> Number | None:
    """The number that closes a sum; None where the form allows no such number (negative, or half a request)."""
    linear = state.equation.form
    if not isinstance(linear, LinearForm) or linear.comparison != "==":
        return None
    factor = next(factor for factor, cell in linear.terms if cell == address)
    value = simplest(Decimal(-state.difference) / Decimal(factor))
    return value if value >= 0 and (isinstance(value, int) or form.is_amount(address)) else None
