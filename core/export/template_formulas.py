"""The equations of the rules as Excel formulas: totals, red cells, and the lines of the sheet 勾稽检查."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.catalog import Edition, Table, is_total
from core.export.sheets import places, rectangles
from core.expression import LinearForm, Side, Statement, Whole
from core.rules import Equation, Rule
from core.texts import text
from core.values import Number, show, simplest

_DIGITS = 6
"""Decimals to which sums are rounded before they are compared: amounts are binary in a spreadsheet."""

_BROKEN = {"==": "<>0", ">=": "<0", "<=": ">0"}
_HOLDS = {"==": "=0", ">=": ">=0", "<=": "<=0"}


@dataclass(frozen=True, slots=True)
class Check:
    """A line of 勾稽检查, both sides as formulas. Without `right`, `left` counts the cells that break the rule."""

    rule: Rule
    table: str
    words: str
    left: str
    right: str | None
    comparison: str

    def difference(self, left: str, right: str) -> str:
        """Formula of the difference, given the cells that hold both sides."""
        return f"={left}" if self.right is None else f"=ROUND({left}-{right},{_DIGITS})"

    def holds(self, difference: str) -> str:
        """Condition that the equation holds, given the cell with the difference."""
        return f"{difference}{_HOLDS[self.comparison]}"


def sheet_reference(name: str) -> str:
    return f"'{name}'!"


def total_formulas(found: Iterable[Equation], edition: Edition) -> dict[str, str]:
    """Address of each total (a row or column named total) to the formula that adds it up, from the first equation
    that says so and lies within one table."""
    formulas: dict[str, str] = {}
    for equation in found:
        form = equation.form
        if not isinstance(form, LinearForm) or form.total is None or form.total in formulas:
            continue
        table = edition.table_of[form.total]
        if is_total(form.total) and all(edition.table_of[cell] is table for cell in form.cells):
            formulas[form.total] = f"={_side(form.right, edition, table)}"
    return formulas


def red_ranges(found: Iterable[Equation], edition: Edition, table: Table) -> Iterator[tuple[str, str]]:
    """(range, condition) for every equation with a cell in this table: the cells that turn red when it breaks."""
    own = places(table)
    alone, joint = _parted(found)
    for group in alone:
        cells = {own[cell]: equation for equation in group for cell in equation.form.cells if cell in own}
        for area in rectangles(cells):
            # relative to the area's first cell, so that it serves all of them
            yield area, _broken_cell(group[0].form, area.partition(":")[0])
    for equation in joint:
        inside = [own[cell] for cell in equation.form.cells if cell in own]
        if inside and isinstance(equation.form, LinearForm):
            yield " ".join(rectangles(inside)), _broken(equation.form, edition, table)


def text_count(table: Table) -> str:
    """Expression that counts value cells holding text instead of a number."""
    return "+".join(f"SUMPRODUCT(--ISTEXT({area}))" for area in rectangles(places(table).values()))


def checks_of(found: Iterable[Equation], edition: Edition) -> tuple[Check, ...]:
    """The lines of 勾稽检查, those of a table together: equations one by one, rules about single cells once a table."""
    alone, joint = _parted(found)
    checks = [_joint_check(equation, edition) for equation in joint]
    for group in alone:
        for table in edition.tables:
            own = [places(table)[cell] for equation in group for cell in equation.form.cells if cell in table.place]
            if own:
                checks.append(_cell_check(group[0], table, own))
    order = [table.id for table in edition.tables]
    return tuple(sorted(checks, key=lambda check: order.index(check.table)))


def _parted(found: Iterable[Equation]) -> tuple[list[list[Equation]], list[Equation]]:
    """Statements about one cell alone, grouped where they say the same of each cell; and all others."""
    groups: dict[tuple[object, ...], list[Equation]] = {}
    joint: list[Equation] = []
    for equation in found:
        form = equation.form
        if isinstance(form, Whole):
            groups.setdefault((equation.rule.id,), []).append(equation)
        elif len(form.terms) == 1 and form.comparison != "==":
            groups.setdefault((equation.rule.id, form.terms[0][0], form.constant, form.comparison), []).append(equation)
        else:
            joint.append(equation)
    return list(groups.values()), joint


def _joint_check(equation: Equation, edition: Edition) -> Check:
    form = equation.form
    assert isinstance(form, LinearForm)
    return Check(
        rule=equation.rule,
        table=edition.table_of[form.cells[0]].id,
        words=describe(form, edition),
        left=f"={_side(form.left, edition, None)}",
        right=f"={_side(form.right, edition, None)}",
        comparison=form.comparison,
    )


def _cell_check(equation: Equation, table: Table, own: Sequence[tuple[int, int]]) -> Check:
    """How many of those cells break a rule about single cells."""
    sheet = sheet_reference(text(f"workbook.sheet.{table.id}"))
    counts = [_count_broken(equation.form, sheet + area) for area in rectangles(own)]
    words = text("workbook.template.checks_each_cell", rule=equation.rule.title)
    return Check(equation.rule, table.id, words, "=" + "+".join(counts), None, "==")


def _count_broken(form: Statement, area: str) -> str:
    if isinstance(form, Whole):
        # text and blanks have no decimal point to be found; INT would fail on text
        return f'SUMPRODUCT(--ISNUMBER(FIND(".",{area})))'
    factor = form.terms[0][0]
    limit = show(simplest(-Decimal(form.constant) / Decimal(factor)))
    below = (form.comparison == ">=") == (factor > 0)
    return f'COUNTIF({area},"{"<" if below else ">"}{limit}")'


def _broken_cell(form: Statement, cell: str) -> str:
    if isinstance(form, Whole):
        return f"AND(ISNUMBER({cell}),{cell}<>INT({cell}))"
    factor = form.terms[0][0]
    return f"AND(ISNUMBER({cell}),{show(factor)}*{cell}+{show(form.constant)}{_BROKEN[form.comparison]})"


def _broken(form: LinearForm, edition: Edition, table: Table) -> str:
    """Condition that the equation does not hold, for a red cell on the table's sheet."""
    return f"ROUND({_sum(form.terms, form.constant, edition, table)},{_DIGITS}){_BROKEN[form.comparison]}"


def _side(side: Side, edition: Edition, table: Table | None) -> str:
    cells = ((factor, cell) for factor, name in side.terms for cell in edition.expand(name))
    return _sum(cells, side.constant, edition, table)


def _sum(terms: Iterable[tuple[Number, str]], constant: Number, edition: Edition, table: Table | None) -> str:
    """The terms as sums of ranges; a cell outside `table` is named with its sheet (all cells if it is None)."""
    factors: dict[str, Number] = {}
    for factor, cell in terms:
        factors[cell] = factors.get(cell, 0) + factor
    areas: dict[tuple[Number, str], list[tuple[int, int]]] = {}
    for cell, factor in factors.items():
        home = edition.table_of[cell]
        areas.setdefault((factor, home.id), []).append(places(home)[cell])
    words = ""
    for (factor, home_id), found in areas.items():
        same = table is not None and table.id == home_id
        sheet = "" if same else sheet_reference(text(f"workbook.sheet.{home_id}"))
        ranges = ",".join(sheet + _fixed(area) for area in rectangles(found))
        times = "" if abs(factor) == 1 else f"{show(max(factor, -factor))}*"
        words += f"{'-' if factor < 0 else '+' if words else ''}{times}SUM({ranges})"
    if constant or not words:
        words += f"{'+' if words and constant > 0 else ''}{show(constant)}"
    return words


def _fixed(area: str) -> str:
    """D4:I4 as $D$4:$I$4."""
    parts = []
    for corner in area.split(":"):
        letters = corner.rstrip("0123456789")
        parts.append(f"${letters}${corner[len(letters) :]}")
    return ":".join(parts)


def describe(form: LinearForm, edition: Edition) -> str:
    """The equation in words, each cell or sum with its full name."""
    sides = []
    for side in (form.left, form.right):
        words = ""
        for factor, name in side.terms:
            sign = "−" if factor < 0 else "+" if words else ""
            times = "" if abs(factor) == 1 else f"{show(max(factor, -factor))}×"
            words += f"{' ' if words else ''}{sign}{' ' if sign else ''}{times}{edition.describe(name)}"
        if side.constant or not words:
            words += f"{' + ' if words else ''}{show(side.constant)}"
        sides.append(words)
    return f" {({'==': '=', '>=': '≥', '<=': '≤'})[form.comparison]} ".join(sides)
