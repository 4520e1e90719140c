"""Equations with a report's numbers in them: whether they hold, written out, and in words.

A blank is read as 0 only where the other numbers of an equation agree with it; otherwise it could not be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from core.catalog import Edition, edition, is_total
from core.expression import LinearForm, Side, Statement, Whole
from core.model import Cell, Report
from core.rules import Equation, RuleSet, equations
from core.texts import text
from core.values import Number, State, show, simplest


class Outcome(StrEnum):
    """What an equation says: it holds; it holds with blanks read as 0; it does not; a total is blank; not checkable."""

    PASS = "pass"
    PASS_WITH_BLANKS = "pass_with_blanks"
    FAIL = "fail"
    BLANK_TOTAL = "blank_total"
    UNKNOWN = "unknown"
    EMPTY = "empty"


BROKEN = frozenset({Outcome.FAIL, Outcome.BLANK_TOTAL, Outcome.UNKNOWN})
"""What a reviewer has to look at."""

_FEW = 6
"""Cells up to which a side is written with all of them."""


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

    def contrary(self, report: Report) -> str:
        """What is so where a statement of more or less does not hold, with the sums: 10×（7 + 4） = 110 ＞ 9."""
        form = self.equation.form
        assert isinstance(form, LinearForm)
        left, right = _write_side(form.left, report), _write_side(form.right, report)
        this, that = show(self.left), show(self.right)
        sign = {">=": "＜", "<=": "＞"}[form.comparison]
        worked_out = this if left == this else f"{left} = {this}"
        return f"{worked_out} {sign} {that}" + ("" if right == that else f" = {right}")


def filled_in(report: Report, form: Edition) -> dict[str, bool]:
    """Which tables were filled in: not those with no number, nor those whose only numbers are the zeros that a
    blank template's own sums give."""
    return {
        table.id: any(
            report.cells[address].value or (report.cells[address].value == 0 and not is_total(address))
            for address in table.addresses
        )
        for table in form.tables
    }


class _Known(NamedTuple):
    """The numbers that were put into all equations last, and what came of it. `ruleset` is known by identity."""

    ruleset: RuleSet
    edition: str
    cells: Mapping[str, Cell]
    alive: dict[str, bool]
    states: tuple[EquationState, ...]


_known: _Known | None = None
"""Replaced as a whole, so that threads see one or the other. A key in a cell changes one cell, and so few equations; a
key in a text changes none."""


def _evaluated(report: Report, ruleset: RuleSet) -> tuple[EquationState, ...]:
    """All equations with the report's numbers, of which only those with changed cells are evaluated anew."""
    global _known
    known, cells = _known, report.cells
    same = known is not None and known.ruleset is ruleset and known.edition == report.edition
    if known is not None and same and known.cells is cells:
        return known.states
    alive = filled_in(report, edition(report.edition))
    every = equations(ruleset, report.edition)
    if known is not None and same and known.alive == alive:
        changed = {address for address, cell in cells.items() if known.cells[address] is not cell}
        states = tuple(
            state if changed.isdisjoint(equation.cells) else evaluate(equation, report, alive)
            for equation, state in zip(every, known.states, strict=True)
        )
    else:
        states = tuple(evaluate(equation, report, alive) for equation in every)
    _known = _Known(ruleset, report.edition, cells, alive, states)
    return states


def all_states(report: Report, ruleset: RuleSet) -> tuple[EquationState, ...]:
    """Every equation of the rules with the report's numbers, in the order of the rules."""
    states = _evaluated(report, ruleset)
    if all(state.outcome is not Outcome.UNKNOWN for state in states):
        return states
    zero = _proven_zero(states)
    return tuple(_settled(state, zero) if state.outcome is Outcome.UNKNOWN else state for state in states)


def _proven_zero(states: Iterable[EquationState]) -> set[str]:
    """Blanks that can only be 0: where a sum already holds, blanks that all add to one side of it add nothing."""
    waiting = [state for state in states if state.outcome is Outcome.PASS_WITH_BLANKS and _is_sum(state.equation)]
    zero: set[str] = set()
    found = True
    while found:
        found = False
        for state in waiting:
            left = [a for a in state.missing if a not in zero]
            if left and len({_factors(state.equation.form)[a] > 0 for a in left}) == 1:
                zero.update(left)
                found = True
    return zero


def _settled(state: EquationState, zero: set[str]) -> EquationState:
    """An equation with blanks that other sums prove to be 0 does not hold after all."""
    return state._replace(outcome=Outcome.FAIL) if zero.issuperset(state.missing) else state


def _factors(form: Statement) -> Mapping[str, Number]:
    assert isinstance(form, LinearForm)
    return {address: factor for factor, address in form.terms}


def states_of(address: str, report: Report, ruleset: RuleSet) -> tuple[EquationState, ...]:
    """The equations that a cell takes part in, with their numbers, for the strip under the form."""
    alive = filled_in(report, edition(report.edition))
    states = tuple(
        evaluate(equation, report, alive)
        for equation in equations(ruleset, report.edition)
        if address in equation.cells and _is_sum(equation)
    )
    if all(state.outcome is not Outcome.UNKNOWN for state in states):
        return states
    # what a blank must be is for the other equations to say
    return tuple(
        state for state in all_states(report, ruleset) if address in state.equation.cells and _is_sum(state.equation)
    )


def sums_of(report: Report, ruleset: RuleSet) -> tuple[EquationState, ...]:
    """All sums with their numbers: the equations that the strip shows."""
    return tuple(state for state in all_states(report, ruleset) if _is_sum(state.equation))


def _is_sum(equation: Equation) -> bool:
    return isinstance(equation.form, LinearForm) and equation.form.comparison == "=="


def table_id(equation: Equation) -> str:
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
    outcome = _outcome(form, total, holds, blank, unreadable, alive[table_id(equation)])
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
    factors = _factors(form)
    can_close = any(factors[address] * total < 0 for address in blank)
    return Outcome.UNKNOWN if can_close else Outcome.FAIL


@cache
def _side_cells(side: Side, edition_id: str) -> tuple[tuple[Number, str], ...]:
    expand = edition(edition_id).expand
    return tuple((factor, cell) for factor, name in side.terms for cell in expand(name))


def _side_value(side: Side, report: Report) -> Number:
    cells = _side_cells(side, report.edition)
    value = sum((factor * (report.cells[cell].value or 0) for factor, cell in cells), side.constant)
    return value if isinstance(value, int) else simplest(value)


def _show_cell(report: Report, address: str) -> str:
    cell = report.cells[address]
    if cell.state is State.BLANK:
        return text("checks.shown_blank")
    return cell.shown if cell.state is State.NUMBER else text("checks.shown_unreadable")


def _write_side(side: Side, report: Report) -> str:
    """Numbers only, as on a calculator's tape; many terms show those that are not zero. What a factor multiplies is
    held together: 10×（7 + 4）."""
    few = len(_side_cells(side, report.edition)) <= _FEW
    parts: list[str] = []
    for factor, name in side.terms:
        cells = edition(report.edition).expand(name)
        numbers = [_show_cell(report, cell) for cell in cells if few or report.cells[cell].value or _gap(report, cell)]
        size = max(factor, -factor)
        if size != 1 and numbers:
            numbers = [f"{show(size)}×" + (f"（{' + '.join(numbers)}）" if len(numbers) > 1 else numbers[0])]
        for number in numbers:
            parts.append(("− " if factor < 0 else "+ " if parts else "") + number)
    if side.constant or not parts:
        parts.append(_constant(side.constant, first=not parts))
    return " ".join(parts)


def _constant(value: Number, *, first: bool) -> str:
    """The plain number of a side, with its sign."""
    return show(value) if first else f"{'−' if value < 0 else '+'} {show(max(value, -value))}"


def _gap(report: Report, address: str) -> bool:
    return report.cells[address].state is State.UNREADABLE


@lru_cache(maxsize=1 << 11)
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
            if factor not in (1, -1):
                word = f"{show(max(factor, -factor))}×{word}"
            words.append(("− " if factor < 0 else "+ " if words else "") + word)
        if side.constant or not words:
            words.append(_constant(side.constant, first=not words))
        sides.append(" ".join(words))
    sign = {"==": "=", ">=": "≥", "<=": "≤"}[statement.comparison]
    return f"{sides[0]} {sign} {sides[1]}" + ("" if shared is None else f"（{names[0][shared]}）")
