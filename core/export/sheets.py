"""What the official workbook and the blank template draw alike: cells without formulas, heights, the form's tables."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from core.catalog import Table
from core.export.document import printable
from core.texts import text
from core.values import Number

SONG, FANG, HEI = "宋体", "仿宋", "黑体"
TABLE_TOP = 4
"""Row of the worksheet where the form begins; the title, the 填报单位 line and an empty row stand above."""

MAX_ROW_HEIGHT = 400.0
"""Points; Excel allows 409.5."""
MAX_TEXT = 32_000
"""Characters; Excel allows 32,767 in a cell, and openpyxl cuts the rest off without a word."""

_PORTRAIT_WIDTH, _LANDSCAPE_WIDTH = 88.0, 130.0
_WIDE_TABLE = 12
_LINE = Side(style="thin", color="000000")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
LABEL_FILL = PatternFill("solid", start_color="F2F2F2", end_color="F2F2F2")
_FORMULA_STARTS = ("=", "+", "-", "@")


def put(cell: Any, value: str | Number | None) -> None:
    """Write a value; text stays text whatever it begins with, so that no report can bring in a formula."""
    if value is None or value == "":
        return
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = printable(value)
    if cell.value:
        cell.data_type = "s"
        # keeps the text a text when someone edits the cell and presses Enter
        cell.quotePrefix = cell.value.startswith(_FORMULA_STARTS)


def points(width: float) -> float:
    """Width of a column in points: Excel counts in digits of the default font, 7 pixels each."""
    return width * 5.25 + 3.75


def text_height(words: str, width: float, size: float) -> float:
    """Points that wrapped text needs in that width, a little more rather than less. All three in points."""
    capacity = max(1, math.floor((width - 5) / size))
    if capacity > 12:
        # a line cannot begin with a full stop, so a long line may end one character early
        capacity -= 1
    lines = sum(max(1, math.ceil(_measure(line) / capacity)) for line in words.split("\n"))
    return lines * size * 1.5 + 4


def _measure(line: str) -> float:
    """Length in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in line)


def page(sheet: Any, *, landscape: bool = False, repeat: str | None = None) -> None:
    """A4, one page wide and as many long as needed, page numbers; `repeat` rows ("4:6") stand on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.oddFooter.center.text = text("workbook.page_footer")
    if repeat:
        sheet.print_title_rows = repeat


def is_wide(table: Table) -> bool:
    """True where the form does not fit an upright page."""
    return table.width > _WIDE_TABLE


def coordinates(table: Table) -> dict[str, str]:
    """Address to the worksheet's cell, as draw_table places it."""
    return {
        address: f"{get_column_letter(cell.column + 1)}{cell.row + TABLE_TOP}" for address, cell in table.place.items()
    }


def table_sheet(book: Any, table: Table, heading: str) -> Any:
    """A new sheet with title, empty 填报单位 line and the official form without its values.

    The 填报单位 line is row 2: its text in column A, the year in the cell of year_cell(table).
    """
    sheet = book.create_sheet(text(f"workbook.sheet.{table.id}"))
    total = _LANDSCAPE_WIDTH if is_wide(table) else _PORTRAIT_WIDTH
    for column, share in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = round(total * share / sum(table.widths), 2)
    last = get_column_letter(table.width)
    sheet.merge_cells(f"A1:{last}1")
    put(sheet["A1"], heading)
    sheet["A1"].font = Font(name=HEI, size=16)
    sheet["A1"].alignment = CENTRE
    sheet.row_dimensions[1].height = 34
    year = year_cell(table)
    sheet.merge_cells(f"A2:{get_column_letter(sheet[year].column - 1)}2")
    sheet.merge_cells(f"{year}:{last}2")
    for name, side in (("A2", "left"), (year, "right")):
        sheet[name].font = Font(name=SONG, size=10.5)
        sheet[name].alignment = Alignment(horizontal=side, vertical="center", shrink_to_fit=True)
    sheet.row_dimensions[2].height = 20
    sheet.row_dimensions[3].height = 6
    draw_table(sheet, table)
    header = f"{TABLE_TOP}:{TABLE_TOP + table.header_rows - 1}" if table.header_rows else None
    page(sheet, landscape=is_wide(table), repeat=header)
    return sheet


def year_cell(table: Table) -> str:
    """Where the 年度 of a table's sheet stands: the last quarter of row 2."""
    return f"{get_column_letter(table.width - max(0, table.width // 4 - 1))}2"


def draw_table(sheet: Any, table: Table) -> None:
    """Labels, borders, merged cells and heights of the form; value cells are left empty."""
    row_labels = {cell.row_id for cell in table.layout if cell.row_id}
    for item in table.layout:
        row, column = item.row + TABLE_TOP, item.column + 1
        cell = sheet.cell(row, column)
        put(cell, item.text)
        is_value = item.address is not None
        long_label = item.row_id in row_labels and item.row_id is not None and table.id == "requests"
        cell.font = Font(name=SONG, size=10.5 if is_value else 10)
        cell.alignment = LEFT if long_label else CENTRE
        for r in range(row, row + item.rowspan):
            for c in range(column, column + item.colspan):
                sheet.cell(r, c).border = BORDER
                if not is_value:
                    sheet.cell(r, c).fill = LABEL_FILL
        if item.rowspan > 1 or item.colspan > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + item.rowspan - 1, end_column=column + item.colspan - 1
            )
    _set_heights(sheet, table)


def _set_heights(sheet: Any, table: Table) -> None:
    """Rows as high as their labels need; what a label over several rows still lacks goes to its last row."""
    widths = [points(sheet.column_dimensions[get_column_letter(c + 1)].width) for c in range(table.width)]
    heights = [22.0] * table.height
    for item in sorted(table.layout, key=lambda cell: cell.rowspan):
        width = sum(widths[item.column : item.column + item.colspan])
        span = range(item.row, item.row + item.rowspan)
        lacking = text_height(item.text, width, 10) - sum(heights[row] for row in span)
        if item.text and lacking > 0:
            heights[span[-1]] += lacking
    for row, height in enumerate(heights):
        sheet.row_dimensions[row + TABLE_TOP].height = round(height, 1)


def rectangles(places: Iterable[tuple[int, int]]) -> list[str]:
    """The fewest easy ranges that hold exactly those (row, column) places, 1-based: ["D4:I4", "J9"]."""
    runs: dict[int, list[tuple[int, int]]] = {}
    for row, column in sorted(set(places)):
        line = runs.setdefault(row, [])
        if line and line[-1][1] == column - 1:
            line[-1] = (line[-1][0], column)
        else:
            line.append((column, column))
    growing: dict[tuple[int, int], list[int]] = {}
    done: list[tuple[int, int, int, int]] = []
    for row, line in runs.items():
        for run in line:
            if run in growing and growing[run][1] == row - 1:
                growing[run][1] = row
                continue
            if run in growing:
                done.append((growing[run][0], run[0], growing[run][1], run[1]))
            growing[run] = [row, row]
    done += [(rows[0], run[0], rows[1], run[1]) for run, rows in growing.items()]
    return [_range(*found) for found in sorted(done)]


def _range(top: int, left: int, bottom: int, right: int) -> str:
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def places(table: Table) -> Mapping[str, tuple[int, int]]:
    """Address to (row, column) of the worksheet, 1-based."""
    return {address: (cell.row + TABLE_TOP, cell.column + 1) for address, cell in table.place.items()}
