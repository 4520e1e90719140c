"""The report as an Excel workbook in the official layout; with a review, marked and with the list of findings."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from core import catalog
from core.export.document import printable
from core.export.review import ReviewCopy, covered_copy
from core.export.review_sheets import mark_cells, mark_text, write_review_sheets
from core.export.sheets import (
    CENTRE,
    FANG,
    HEI,
    LABEL_FILL,
    MAX_ROW_HEIGHT,
    MAX_TEXT,
    SONG,
    TOP_LEFT,
    coordinates,
    page,
    points,
    put,
    table_sheet,
    text_height,
    year_cell,
)
from core.model import Cell, Report
from core.texts import text
from core.values import Number, State

LABEL_WIDTH, TEXT_WIDTH = 14.0, 74.0
"""Columns A and B of 报告正文, in Excel's units: together an upright A4 page."""

TEXT_SIZE = 12
METADATA = (
    "agency",
    "year",
    "index_number",
    "document_number",
    "published",
    "completed",
    "publisher",
    "signatory",
)
"""Fields of Report that stand as label and value under the title, in this order."""


def render(report: Report, review: ReviewCopy | None = None) -> bytes:
    """The workbook: 报告正文 and one sheet per table; with `review` also 问题清单 and 修改记录.

    Numbers are numbers, unreadable cells are text, blank cells are empty; there is not one formula in it.
    """
    if review is not None:
        report, review = covered_copy(report, review)
    book = Workbook()
    book.properties.creator = text("workbook.program")
    book.properties.title = printable(report.title)
    edition = catalog.edition(report.edition)
    body = book.active
    body.title = text("workbook.sheet.text")
    rows = _write_text(body, report, edition)
    for table in edition.tables:
        sheet = table_sheet(book, table, edition.heading(table.part))
        if report.agency:
            put(sheet["A2"], text("workbook.reporting_unit", agency=report.agency))
        if report.year is not None:
            put(sheet[year_cell(table)], text("workbook.reporting_year", year=report.year))
        _write_cells(sheet, table, report)
    if review is not None:
        mark_cells(book, report, review)
        mark_text(body, rows, report, review)
        write_review_sheets(book, report, review)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_cells(sheet: Any, table: catalog.Table, report: Report) -> None:
    """The values of a table; rows grow where an unreadable text needs it."""
    for address, coordinate in coordinates(table).items():
        content = cell_content(report.cells[address])
        cell = sheet[coordinate]
        put(cell, content)
        if isinstance(content, str):
            span = range(cell.column, cell.column + table.place[address].colspan)
            width = sum(points(sheet.column_dimensions[get_column_letter(column)].width) for column in span)
            row = sheet.row_dimensions[cell.row]
            row.height = min(max(row.height, text_height(content, width, 10.5)), MAX_ROW_HEIGHT)


def cell_content(cell: Cell) -> str | Number | None:
    """What is written for a cell: its number, its raw text if that is unreadable, nothing if it is blank."""
    return cell.text if cell.state is State.UNREADABLE else cell.value


def metadata_value(report: Report, name: str) -> str | int | None:
    """The field as it is written: dates as ISO text, the year as a number."""
    value = getattr(report, name)
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else str(value)


def _write_text(sheet: Any, report: Report, edition: catalog.Edition) -> dict[tuple[str, int], int]:
    """Title, metadata and the parts. Returns the row of each paragraph by part and paragraph number from 0;
    headings have the number -1."""
    prepare_text_sheet(sheet)
    write_title(sheet, report.title)
    row = 2
    for name in METADATA:
        value = metadata_value(report, name)
        if value is not None:
            write_field(sheet, row, name, value)
            row += 1
    rows: dict[tuple[str, int], int] = {}
    for part in report.parts:
        heading = part.heading or (edition.heading(part.number) if part.text and part.number != "0" else "")
        if heading and not (part.number == "0" and heading == edition.heading("0")):
            rows[part.number, -1] = row
            row = write_heading(sheet, row, heading)
        for number, paragraph in enumerate(part.paragraphs):
            rows[part.number, number] = row
            row = _write_paragraph(sheet, row, paragraph)
    return rows


def prepare_text_sheet(sheet: Any) -> None:
    """Column widths and page of 报告正文."""
    sheet.column_dimensions["A"].width = LABEL_WIDTH
    sheet.column_dimensions["B"].width = TEXT_WIDTH
    page(sheet)


def write_title(sheet: Any, title: str) -> None:
    sheet.merge_cells("A1:B1")
    put(sheet["A1"], title)
    sheet["A1"].font = Font(name=SONG, size=18, bold=True)
    sheet["A1"].alignment = CENTRE
    sheet.row_dimensions[1].height = max(44, text_height(title, points(LABEL_WIDTH) + points(TEXT_WIDTH), 18) + 8)


def write_field(sheet: Any, row: int, name: str, value: str | int | None) -> Any:
    """One line of metadata: label in column A, value in column B. Returns the value's cell."""
    label, field = sheet.cell(row, 1), sheet.cell(row, 2)
    put(label, text(f"workbook.meta.{name}"))
    label.font = Font(name=SONG, size=11)
    label.fill = LABEL_FILL
    label.alignment = Alignment(vertical="center")
    put(field, value)
    field.font = Font(name=SONG, size=11)
    field.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = max(20, text_height(str(value or ""), points(TEXT_WIDTH), 11))
    return field


def write_heading(sheet: Any, row: int, heading: str) -> int:
    """A heading over both columns. Returns the next free row."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    cell = sheet.cell(row, 1)
    put(cell, heading)
    cell.font = Font(name=HEI, size=14)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = max(30, text_height(heading, points(LABEL_WIDTH) + points(TEXT_WIDTH), 14))
    return row + 1


def _write_paragraph(sheet: Any, row: int, paragraph: str) -> int:
    """A paragraph over both columns, over several rows where it is higher than a row can be."""
    for start in range(0, max(1, len(paragraph)), MAX_TEXT):
        piece = paragraph[start : start + MAX_TEXT]
        height = text_height(piece, points(LABEL_WIDTH) + points(TEXT_WIDTH), TEXT_SIZE)
        count = int(height // MAX_ROW_HEIGHT) + 1
        sheet.merge_cells(start_row=row, start_column=1, end_row=row + count - 1, end_column=2)
        cell = sheet.cell(row, 1)
        put(cell, piece)
        cell.font = Font(name=FANG, size=TEXT_SIZE)
        cell.alignment = TOP_LEFT
        for line in range(row, row + count):
            sheet.row_dimensions[line].height = round(height / count, 1)
        row += count
    return row
