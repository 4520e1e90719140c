"""The blank Excel template for departments: what may be typed is open, totals add up, and what breaks a rule turns red.

Totals, red cells and the sheet 勾稽检查 are all made from the equations of the rules; no equation is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core import catalog
from core.catalog import Edition, Table, is_total
from core.export.sheets import (
    BORDER,
    CENTRE,
    FANG,
    HEI,
    LABEL_FILL,
    LEFT,
    SONG,
    TABLE_TOP,
    TOP_LEFT,
    coordinates,
    page,
    places,
    points,
    put,
    rectangles,
    table_sheet,
    text_height,
    year_cell,
)
from core.export.template_formulas import (
    Check,
    checks_of,
    red_ranges,
    sheet_reference,
    text_count,
    total_formulas,
)
from core.export.xlsx import METADATA, prepare_text_sheet, write_field, write_heading, write_title
from core.rules import Equation, RuleSet, equations
from core.texts import text

PARAGRAPHS = {"0": 4, "1": 3, "2": 2, "3": 2, "4": 2, "5": 8, "6": 6}
"""Open rows for the paragraphs of each part; for part one, under each of its five headings."""

_FIRST_CHECK_ROW = 4
_RED = PatternFill("solid", start_color="FF9C9C", end_color="FF9C9C", bgColor="FF9C9C")
_RED_FONT = Font(bold=True, color="9C0006")
_OPEN = Protection(locked=False)
_YEARS = (2021, 2099)


def render(rules: RuleSet) -> bytes:
    """The template of the current edition as .xlsx, protected without a password; the rules' equations are in it."""
    edition = catalog.edition(catalog.CURRENT)
    book = Workbook()
    book.properties.creator = text("workbook.program")
    book.properties.title = text("workbook.default_title")
    _write_instructions(book.active, edition)
    fields = _write_text(book, edition)
    found = equations(rules, edition.id)
    checks, totals = checks_of(found, edition), total_formulas(found, edition)
    for table in edition.tables:
        sheet = table_sheet(book, table, edition.heading(table.part))
        _link_fields(sheet, table, fields)
        _open_cells(sheet, table, totals)
        _validate(sheet, table)
        _mark_broken(sheet, table, found, edition)
        _write_check_line(sheet, table, checks)
        _protect(sheet)
    _write_checks(book, checks, edition)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _protect(sheet: Any, *, rows: bool = False) -> None:
    """Lock what is not open; no password, it keeps from accidents only. `rows`: rows may be inserted and deleted."""
    sheet.protection.sheet = True
    # openpyxl's flags say what is forbidden
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.insertRows = not rows
    sheet.protection.deleteRows = not rows


# --------------------------------------------------------------------------------------------- text and its fields


def _write_instructions(sheet: Any, edition: Edition) -> None:
    sheet.title = text("workbook.sheet.instructions")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 5, 83
    put(sheet["A1"], text("workbook.template.title"))
    sheet["A1"].font, sheet["A1"].alignment = Font(name=HEI, size=18), CENTRE
    put(sheet["A2"], text("workbook.template.instructions.intro", name=edition.name))
    sheet["A2"].font, sheet["A2"].alignment = Font(name=FANG, size=12), LEFT
    for row, height in ((1, 44), (2, 46)):
        sheet.merge_cells(f"A{row}:B{row}")
        sheet.row_dimensions[row].height = height
    for number, line in enumerate(text("workbook.template.instructions.items").strip().splitlines(), 1):
        row = number + 2
        put(sheet.cell(row, 1), f"{number}.")
        put(sheet.cell(row, 2), line)
        for cell in (sheet.cell(row, 1), sheet.cell(row, 2)):
            cell.font, cell.alignment = Font(name=FANG, size=12), TOP_LEFT
        sheet.row_dimensions[row].height = text_height(line, points(83), 12) + 4
    page(sheet)
    _protect(sheet)


def _write_text(book: Any, edition: Edition) -> dict[str, str]:
    """报告正文: fields and open rows. Returns each field's cell."""
    sheet = book.create_sheet(text("workbook.sheet.text"))
    prepare_text_sheet(sheet)
    write_title(sheet, "")
    fields: dict[str, str] = {}
    for row, name in enumerate(METADATA, 2):
        cell = write_field(sheet, row, name, None)
        cell.protection, cell.border, cell.number_format = _OPEN, BORDER, "@"
        fields[name] = cell.coordinate
    for name in ("published", "completed"):
        sheet[fields[name]].number_format = "yyyy-mm-dd"
    sheet[fields["year"]].number_format = "0"
    agency, year, title = fields["agency"], fields["year"], text("workbook.default_title")
    sheet["A1"] = f'=IF(OR({agency}="",{year}=""),"{title}",{agency}&{year}&"年{title}")'
    _validate_fields(sheet, fields)
    row = len(METADATA) + 2
    for number, count in PARAGRAPHS.items():
        row = _write_part(sheet, row, number, count, edition)
    _protect(sheet, rows=True)
    return fields


def _write_part(sheet: Any, row: int, number: str, count: int, edition: Edition) -> int:
    """Heading and open rows of a part, the five aspects under part one. Returns the next free row."""
    heading = edition.heading(number)
    first = row = write_heading(sheet, row, heading)
    sheet.cell(row - 1, 1).fill = LABEL_FILL
    aspects = text("workbook.template.subheadings.items").split("|") if number == "1" else []
    lines = [""] * count
    for aspect in aspects:
        lines += [aspect, *[""] * count]
    for line in lines:
        cell = sheet.cell(row, 2)
        put(cell, line)
        cell.protection, cell.border = _OPEN, BORDER
        cell.font, cell.alignment = Font(name=FANG, size=12), TOP_LEFT
        row += 1
    prompt = DataValidation(type=None, showInputMessage=True)
    prompt.promptTitle = heading[:32]
    prompt.prompt = text("workbook.template.text_prompt")
    prompt.add(f"B{first}:B{row - 1}")
    sheet.add_data_validation(prompt)
    return row


def _validate_fields(sheet: Any, fields: dict[str, str]) -> None:
    year = DataValidation(type="whole", operator="between", formula1=str(_YEARS[0]), formula2=str(_YEARS[1]))
    day = DataValidation(type="date", operator="greaterThan", formula1="44197")
    agency = DataValidation(type=None)
    for validation, kind, cells in (
        (agency, "agency", ("agency",)),
        (year, "year", ("year",)),
        (day, "date", ("published", "completed")),
    ):
        validation.allow_blank = True
        validation.showInputMessage = True
        validation.promptTitle = text(f"workbook.template.{kind}_prompt_title")
        validation.prompt = text(f"workbook.template.{kind}_prompt")
        if validation.type:
            validation.showErrorMessage = True
            validation.errorTitle = text(f"workbook.template.{kind}_error_title")
            validation.error = text(f"workbook.template.{kind}_error")
        for name in cells:
            validation.add(fields[name])
        sheet.add_data_validation(validation)


def _link_fields(sheet: Any, table: Table, fields: dict[str, str]) -> None:
    """填报单位 and 年度 above a table follow what stands on 报告正文."""
    body = sheet_reference(text("workbook.sheet.text"))
    sheet["A2"] = f'="{text("workbook.reporting_unit", agency="")}"&{body}{fields["agency"]}'
    before, after = text("workbook.reporting_year", year="|").split("|")
    year = f"{body}{fields['year']}"
    sheet[year_cell(table)] = f'=IF({year}="","{before}","{before}"&{year}&"{after}")'


# ---------------------------------------------------------------------------------------------------- the tables


def _open_cells(sheet: Any, table: Table, totals: dict[str, str]) -> None:
    """Totals get their formula and stay locked; all other value cells are open."""
    for address, coordinate in coordinates(table).items():
        if address in totals:
            sheet[coordinate] = totals[address]
            sheet[coordinate].fill = LABEL_FILL
            continue
        row, column = sheet[coordinate].row, sheet[coordinate].column
        for place in range(column, column + table.place[address].colspan):
            sheet.cell(row, place).protection = _OPEN


def _validate(sheet: Any, table: Table) -> None:
    """Counts are whole and amounts any number, neither below 0."""
    for decimal, kind in ((False, "count"), (True, "amount")):
        validation = DataValidation(
            type="decimal" if decimal else "whole",
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=text(f"workbook.template.{kind}_error_title"),
            error=text(f"workbook.template.{kind}_error"),
        )
        for address, coordinate in coordinates(table).items():
            if table.column(address.rpartition(".")[2]).decimal is decimal:
                validation.add(coordinate)
        if validation.sqref:
            sheet.add_data_validation(validation)


def _mark_broken(sheet: Any, table: Table, found: Iterable[Equation], edition: Edition) -> None:
    """Red where an equation of this table's cells does not hold, or where a number was entered as text."""
    texts = ((area, f"ISTEXT({area.partition(':')[0]})") for area in rectangles(places(table).values()))
    for area, condition in (*red_ranges(found, edition, table), *texts):
        sheet.conditional_formatting.add(area, FormulaRule(formula=[condition], fill=_RED, font=_RED_FONT))


def _write_check_line(sheet: Any, table: Table, checks: tuple[Check, ...]) -> None:
    """勾稽检查 below the form: ✓, or ✗ with how many equations break and which is the first."""
    row = TABLE_TOP + table.height + 1
    own = [at for at, check in enumerate(checks, _FIRST_CHECK_ROW) if check.table == table.id]
    put(sheet.cell(row, 1), text("workbook.template.check_label"))
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=table.width)
    cell = sheet.cell(row, 2)
    cell.value = _check_formula(table, own)
    for place, alignment in ((sheet.cell(row, 1), CENTRE), (cell, LEFT)):
        place.font, place.alignment = Font(name=HEI, size=11), alignment
    sheet.row_dimensions[row].height = 52
    sheet.conditional_formatting.add(
        cell.coordinate, FormulaRule(formula=[f'LEFT({cell.coordinate},1)="✗"'], fill=_RED, font=_RED_FONT)
    )


def _check_formula(table: Table, own: list[int]) -> str:
    """The formula of the check line; `own` are the rows of 勾稽检查 that belong to the table."""
    before, after = text("workbook.template.check_text", count="|").split("|")
    texts, ok = text_count(table), text("workbook.template.check_ok")
    says_text = f'IF({texts}>0,"{before}"&({texts})&"{after}","{ok}")'
    entered = [place for address, place in places(table).items() if not is_total(address)]
    counted = "+".join(f"COUNT({area})" for area in rectangles(entered))
    nothing = f'IF({counted}+{texts}=0,"{text("workbook.template.check_empty")}",'
    if not own:
        return f"={nothing}{says_text})"
    checks = sheet_reference(text("workbook.sheet.checks"))
    results, words = (f"{checks}${column}${own[0]}:${column}${own[-1]}" for column in "HD")
    failed = text("workbook.template.failed")
    start, middle, end = text("workbook.template.check_failed", count="|", equation="|").split("|")
    says_failed = (
        f'"{start}"&COUNTIF({results},"{failed}")&"{middle}"&INDEX({words},MATCH("{failed}",{results},0))&"{end}"'
    )
    return f'={nothing}IF(COUNTIF({results},"{failed}")>0,{says_failed},{says_text}))'


# -------------------------------------------------------------------------------------------------- sheet 勾稽检查


def _write_checks(book: Any, checks: tuple[Check, ...], edition: Edition) -> None:
    """One line per equation: in words, both sides, the difference, ✓ or ✗."""
    sheet = book.create_sheet(text("workbook.sheet.checks"))
    columns = ("number", "table", "rule", "equation", "left", "right", "difference", "result")
    for at, (name, width) in enumerate(zip(columns, (6, 20, 16, 62, 9, 9, 9, 7), strict=True), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        put(sheet.cell(_FIRST_CHECK_ROW - 1, at), text(f"workbook.template.checks_{name}"))
    sheet.merge_cells("A1:H1")
    put(sheet["A1"], text("workbook.template.checks_title"))
    sheet["A1"].font, sheet["A1"].alignment = Font(name=HEI, size=16), CENTRE
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 34, 6
    for row, check in enumerate(checks, _FIRST_CHECK_ROW):
        put(sheet.cell(row, 1), row - _FIRST_CHECK_ROW + 1)
        put(sheet.cell(row, 2), text(f"workbook.sheet.{check.table}"))
        put(sheet.cell(row, 3), check.rule.title)
        put(sheet.cell(row, 4), check.words)
        formulas = (check.left, check.right, check.difference(f"E{row}", f"F{row}"))
        for column, formula in enumerate(formulas, 5):
            sheet.cell(row, column).value = formula
        ok, failed = text("workbook.template.ok"), text("workbook.template.failed")
        sheet.cell(row, 8).value = f'=IF({check.holds(f"G{row}")},"{ok}","{failed}")'
        sheet.row_dimensions[row].height = max(18, text_height(check.words, points(62), 10))
    last = _FIRST_CHECK_ROW + len(checks) - 1
    for line in sheet.iter_rows(min_row=_FIRST_CHECK_ROW - 1, max_row=last, max_col=8):
        for cell in line:
            is_words = cell.column in (3, 4) and cell.row >= _FIRST_CHECK_ROW
            cell.font, cell.border = Font(name=SONG, size=10), BORDER
            cell.alignment = LEFT if is_words else CENTRE
            if cell.row < _FIRST_CHECK_ROW:
                cell.fill = LABEL_FILL
    if checks:
        failed = text("workbook.template.failed")
        formula = f'$H{_FIRST_CHECK_ROW}="{failed}"'
        sheet.conditional_formatting.add(
            f"A{_FIRST_CHECK_ROW}:H{last}", FormulaRule(formula=[formula], fill=_RED, font=_RED_FONT)
        )
    sheet.freeze_panes = f"A{_FIRST_CHECK_ROW}"
    page(sheet, landscape=True, repeat=f"{_FIRST_CHECK_ROW - 1}:{_FIRST_CHECK_ROW - 1}")
    _protect(sheet)
