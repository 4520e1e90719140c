"""The blank template: what is locked, what may be typed, totals, and that it judges as the program does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core import catalog
from core.equations import Outcome, evaluate
from core.export import template
from core.export.sheets import TABLE_TOP, coordinates
from core.export.template_formulas import checks_of, describe, red_ranges, total_formulas
from core.expression import LinearForm, parse
from core.model import Cell, Report, Severity
from core.rules import Equation, Rule, RuleSet, builtin, equations
from core.texts import text

EDITION = catalog.edition(catalog.CURRENT)
TABLES = tuple(table.id for table in EDITION.tables)


@cache
def blank_template() -> Any:
    return load_workbook(BytesIO(template.render(builtin())))


def sheet_of(name: str) -> Any:
    return blank_template()[text(f"workbook.sheet.{name}")]


def found() -> tuple[Equation, ...]:
    return equations(builtin(), EDITION.id)


def arithmetic(formula: str, numbers: Mapping[tuple[str, str], object], home: str) -> Any:
    """Work out a formula of the kind that the template holds, from numbers by (sheet, coordinate)."""

    def one(sheet: str | None, area: str) -> list[Any]:
        cells = area.replace("$", "")
        place = sheet or home
        first, _, last = cells.partition(":")
        rows = blank_template()[place][cells] if last else ((blank_template()[place][first],),)
        return [numbers.get((place, cell.coordinate)) for row in rows for cell in row]

    def add(match: re.Match[str]) -> str:
        areas = re.findall(r"(?:'([^']+)'!)?(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", match[1])
        return str(sum(n for sheet, area in areas for n in one(sheet, area) if isinstance(n, int | float)))

    words = re.sub(r"SUM\(([^()]*)\)", add, formula.lstrip("="))
    words = words.replace("<>", "!=").replace("ROUND", "round")
    assert re.fullmatch(r"(round)?[-+*.,()<>=!\d ]+(e-?\d+)?[-+*.,()<>=!\d ]*", words), words
    return eval(words)


def numbers_of(report: Report) -> dict[tuple[str, str], object]:
    return {
        (text(f"workbook.sheet.{table.id}"), coordinate): report.cells[address].value
        for table in EDITION.tables
        for address, coordinate in coordinates(table).items()
    }


def test_instructions_come_first_and_the_checks_last() -> None:
    assert blank_template().sheetnames == [
        "填写说明",
        "报告正文",
        "表二 主动公开",
        "表三 依申请公开",
        "表四 复议诉讼",
        "勾稽检查",
    ]


def test_the_instructions_are_numbered_and_each_line_is_whole() -> None:
    rows = list(sheet_of("instructions").iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [f"{number}." for number in range(1, len(rows) + 1)]
    assert len(rows) >= 10
    assert all(str(row[1]).endswith("。") for row in rows)


def test_every_sheet_is_protected_without_a_password() -> None:
    for sheet in blank_template():
        assert sheet.protection.sheet
        assert not sheet.protection.password


def test_on_the_tables_exactly_the_cells_to_be_filled_are_open() -> None:
    totals = total_formulas(found(), EDITION)
    for table in EDITION.tables:
        expected = set()
        for address, cell in table.place.items():
            if address not in totals:
                expected |= {(cell.row + TABLE_TOP, cell.column + 1 + at) for at in range(cell.colspan)}
        opened = {(c.row, c.column) for row in sheet_of(table.id).iter_rows() for c in row if not c.protection.locked}
        merged_away = expected - opened
        # within a merged cell only its first cell can be typed into
        assert opened <= expected
        assert not merged_away & {(c.row + TABLE_TOP, c.column + 1) for c in table.place.values()}


def test_on_the_text_sheet_labels_and_headings_are_locked_and_values_open() -> None:
    sheet = sheet_of("text")
    assert sheet["A1"].protection.locked
    assert all(cell.protection.locked for cell in sheet["A"])
    for row in range(2, 10):
        assert sheet.cell(row, 1).value
        assert not sheet.cell(row, 2).protection.locked
    headings = [cell.value for cell in sheet["A"][9:] if cell.value]
    assert headings == [EDITION.heading(number) for number in "0123456"]


def test_every_part_has_open_rows_and_part_one_its_five_aspects() -> None:
    sheet = sheet_of("text")
    open_rows: dict[str, int] = {}
    part = ""
    for row in range(10, sheet.max_row + 1):
        part = sheet.cell(row, 1).value or part
        if not sheet.cell(row, 1).value:
            assert not sheet.cell(row, 2).protection.locked
            open_rows[part] = open_rows.get(part, 0) + 1
    assert all(open_rows[EDITION.heading(number)] >= 2 for number in "0123456")
    aspects = [cell.value for cell in sheet["B"] if cell.value and str(cell.value).startswith("（")]
    assert len(aspects) == 5


@pytest.mark.parametrize("table_id", TABLES)
def test_counts_must_be_whole_and_amounts_numbers_and_both_at_least_0(table_id: str) -> None:
    table = EDITION.table(table_id)
    kinds = {}
    for validation in sheet_of(table_id).data_validations.dataValidation:
        for area in validation.sqref.ranges:
            for row in sheet_of(table_id)[area.coord] if ":" in area.coord else ((sheet_of(table_id)[area.coord],),):
                kinds |= {cell.coordinate: validation for cell in row}
    for address, coordinate in coordinates(table).items():
        validation = kinds[coordinate]
        assert validation.type == ("decimal" if EDITION.is_amount(address) else "whole")
        assert (validation.operator, validation.formula1, validation.showErrorMessage) == (
            "greaterThanOrEqual",
            "0",
            True,
        )
        assert "不小于 0" in validation.error
        assert len(validation.error) <= 255
        assert len(validation.errorTitle) <= 32


def test_prompts_are_short_enough_for_excel() -> None:
    for validation in sheet_of("text").data_validations.dataValidation:
        assert len(validation.promptTitle) <= 32
        assert len(validation.prompt) <= 255


def test_rows_columns_and_disputes_have_totals() -> None:
    expected = {f"requests.{row.id}.total" for row in EDITION.table("requests").rows}
    expected |= {f"requests.total.{column.id}" for column in EDITION.table("requests").columns}
    expected |= {f"disputes.{row.id}.total" for row in EDITION.table("disputes").rows}
    assert set(total_formulas(found(), EDITION)) == expected


@pytest.mark.parametrize(
    ("address", "formula"),
    [
        ("requests.received.total", "=SUM($D$7:$I$7)"),
        ("requests.total.natural_person", "=SUM($D$9:$D$29)"),
        ("disputes.review.total", "=SUM($A$7:$D$7)"),
    ],
)
def test_a_total_adds_the_cells_beside_it(address: str, formula: str) -> None:
    table = EDITION.table_of[address]
    assert sheet_of(table.id)[coordinates(table)[address]].value == formula


def test_all_totals_together_give_a_balanced_table() -> None:
    sheet_name = text("workbook.sheet.requests")
    table = EDITION.table("requests")
    totals = total_formulas(found(), EDITION)
    numbers: dict[tuple[str, str], object] = {
        (sheet_name, coordinate): at % 5
        for at, (address, coordinate) in enumerate(coordinates(table).items())
        if address not in totals
    }
    # row totals first: the total of totals adds them up
    for address in sorted((a for a in totals if a.startswith("requests")), key=lambda a: a == "requests.total.total"):
        numbers[sheet_name, coordinates(table)[address]] = arithmetic(totals[address], numbers, sheet_name)
    for area, condition in red_ranges([e for e in found() if e.rule.id != "requests-balance"], EDITION, table):
        if "SUM" in condition:
            assert not arithmetic(condition, numbers, sheet_name), area


def test_every_equation_of_the_rules_turns_its_cells_red() -> None:
    for table in EDITION.tables:
        covered: dict[str, set[str]] = {}
        for formatting in sheet_of(table.id).conditional_formatting:
            formulas = [rule.formula[0] for rule in formatting.rules]
            for area in formatting.cells.ranges:
                for row in area.rows:
                    for place in row:
                        covered.setdefault(sheet_of(table.id).cell(*place).coordinate, set()).update(formulas)
        for equation in found():
            own = [coordinates(table)[cell] for cell in equation.form.cells if cell in table.place]
            if not own:
                continue
            (condition,) = {c for _, c in red_ranges([equation], EDITION, table)}
            shape = re.sub(r"(?<![$A-Z])[A-Z]+\d+", "·", condition)
            for coordinate in own:
                assert shape in {re.sub(r"(?<![$A-Z])[A-Z]+\d+", "·", f) for f in covered[coordinate]}


def test_numbers_entered_as_text_turn_red() -> None:
    for table in EDITION.tables:
        formulas = {
            rule.formula[0] for formatting in sheet_of(table.id).conditional_formatting for rule in formatting.rules
        }
        assert any(formula.startswith("ISTEXT(") for formula in formulas)


def test_a_red_cell_does_not_rest_on_colour_alone() -> None:
    for formatting in sheet_of("requests").conditional_formatting:
        assert all(rule.dxf.font.b for rule in formatting.rules)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(EDITION.addresses), st.integers(0, 3), max_size=40))
def test_template_and_program_judge_alike(changes: dict[str, int]) -> None:
    cells = {address: Cell.of("0") for address in EDITION.addresses}
    report = Report(EDITION.id, cells | {address: Cell.of(str(n)) for address, n in changes.items()})
    numbers, alive = numbers_of(report), dict.fromkeys(TABLES, True)
    for equation in found():
        if len(equation.form.cells) == 1:
            continue
        table = EDITION.table_of[equation.form.cells[0]]
        home = text(f"workbook.sheet.{table.id}")
        conditions = {condition for _, condition in red_ranges([equation], EDITION, table)}
        red = any(arithmetic(condition, numbers, home) for condition in conditions)
        assert red is (evaluate(equation, report, alive).outcome is Outcome.FAIL)
        (check,) = checks_of([equation], EDITION)
        sides = [arithmetic(side or "", numbers, home) for side in (check.left, check.right)]
        assert (sides[0] != sides[1]) is red


def test_every_equation_has_a_line_among_the_checks() -> None:
    rows = list(sheet_of("checks").iter_rows(min_row=4, max_col=8, values_only=True))
    words = {row[3] for row in rows}
    for equation in found():
        if isinstance(equation.form, LinearForm) and len(equation.form.terms) > 1:
            assert describe(equation.form, EDITION) in words
        else:
            assert any(equation.rule.title in str(word) for word in words)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert all(str(row[7]).startswith("=IF(") for row in rows)


@pytest.mark.parametrize("table_id", TABLES)
def test_every_table_has_its_check_line(table_id: str) -> None:
    sheet = sheet_of(table_id)
    row = TABLE_TOP + EDITION.table(table_id).height + 1
    assert sheet.cell(row, 1).value == "勾稽检查"
    formula = sheet.cell(row, 2).value
    assert "✓" in formula
    assert "'勾稽检查'!$H$" in formula
    assert len(formula) < 8192


@pytest.mark.parametrize("table_id", TABLES)
def test_the_check_line_reads_the_checks_of_its_own_table(table_id: str) -> None:
    row = TABLE_TOP + EDITION.table(table_id).height + 1
    first, last = re.search(r"\$H\$(\d+):\$H\$(\d+)", sheet_of(table_id).cell(row, 2).value).groups()
    tables = [sheet_of("checks").cell(line, 2).value for line in range(4, sheet_of("checks").max_row + 1)]
    own = [4 + at for at, name in enumerate(tables) if name == text(f"workbook.sheet.{table_id}")]
    assert (own[0], own[-1]) == (int(first), int(last))


def ruleset(*statements: str) -> RuleSet:
    rule = Rule("own", "arithmetic", Severity.ERROR, "自定规则", "", "own.toml", over=(), editions=("2021",))
    return RuleSet(tuple(replace(rule, id=f"own{n}", statement=s) for n, s in enumerate(statements)))


def test_a_rule_of_ones_own_over_two_tables_is_checked_on_the_first() -> None:
    rules = ruleset("2 * requests.received.total >= disputes.review.total + 1")
    (check,) = checks_of(equations(rules, "2021"), EDITION)
    assert (check.table, check.comparison) == ("requests", ">=")
    assert check.left == "=2*SUM('表三 依申请公开'!$J$7)"
    assert check.right == "=SUM('表四 复议诉讼'!$E$7)+1"
    assert check.words == "2×本年新收·总计 ≥ 行政复议·总计 + 1"
    assert load_workbook(BytesIO(template.render(rules)))


def test_a_template_without_any_equation_still_opens() -> None:
    book = load_workbook(BytesIO(template.render(RuleSet(()))))
    assert book["表三 依申请公开"]["B33"].value.startswith("=IF(COUNT(")


@pytest.mark.parametrize(
    ("statement", "formula"),
    [
        ("requests.received.total >= 0", "=COUNTIF('表三 依申请公开'!J7,\"<0\")"),
        ("requests.received.total <= 5", "=COUNTIF('表三 依申请公开'!J7,\">5\")"),
        ("5 >= requests.received.total", "=COUNTIF('表三 依申请公开'!J7,\">5\")"),
    ],
)
def test_a_rule_about_single_cells_counts_those_that_break_it(statement: str, formula: str) -> None:
    (check,) = checks_of(equations(ruleset(statement), "2021"), EDITION)
    assert (check.left, check.right) == (formula, None)


def test_the_words_of_an_equation_name_every_cell() -> None:
    form = parse("disputes.review.total == disputes.review.results", EDITION.expand)
    assert isinstance(form, LinearForm)
    assert describe(form, EDITION) == f"行政复议·总计 = {EDITION.describe('disputes.review.results')}"


def test_an_empty_form_is_not_called_balanced() -> None:
    book = load_workbook(BytesIO(template.render(builtin())))
    for name in ("表二 主动公开", "表三 依申请公开", "表四 复议诉讼"):
        formulas = [str(cell.value) for row in book[name].iter_rows() for cell in row if "尚未填写" in str(cell.value)]
        assert len(formulas) == 1
        # the sums of an empty form are 0 by themselves and do not count as filled in
        assert formulas[0].startswith("=IF(COUNT(")
