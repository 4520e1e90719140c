"""The letter to the department as a workbook: one row for each finding, with columns for the reply and the re-check."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from core.export.letter import Item, Letter, addressee, items_of, letter_title
from core.export.review import ReviewCopy
from core.export.sheets import BORDER, CENTRE, HEI, LABEL_FILL, SONG, TOP_LEFT, page, points, put, text_height
from core.model import Report
from core.texts import text
from core.values import shown_date

_COLUMNS = (
    ("number", 6.0),
    ("place", 23.0),
    ("problem", 44.0),
    ("basis", 20.0),
    ("demand", 26.0),
    ("reply", 18.0),
    ("result", 10.0),
)
"""Names of the columns with their widths in characters; together they fill a landscape page."""

_HEADER_ROW = 4
_SIZE = 10.5
_LEAST_HEIGHT = 34.0
"""Points; room for a reply written by hand."""


def render(report: Report, review: ReviewCopy, letter: Letter) -> bytes:
    """The letter as .xlsx, ready to be printed on A4 landscape."""
    items = items_of(report, review)
    book = Workbook()
    sheet: Any = book.active
    sheet.title = text("letter.sheet.name")
    _heading(sheet, report, letter)
    for column, (name, width) in enumerate(_COLUMNS, 1):
        cell = sheet.cell(_HEADER_ROW, column)
        sheet.column_dimensions[cell.column_letter].width = width
        put(cell, text(f"letter.sheet.{name}"))
        cell.font = Font(name=HEI, size=11)
        cell.alignment, cell.border, cell.fill = CENTRE, BORDER, LABEL_FILL
    sheet.row_dimensions[_HEADER_ROW].height = 26
    for row, item in enumerate(items, _HEADER_ROW + 1):
        _row(sheet, row, item)
    if items:
        last = _HEADER_ROW + len(items)
        sheet.auto_filter.ref = f"A{_HEADER_ROW}:G{last}"
        sheet.add_data_validation(_results(f"G{_HEADER_ROW + 1}:G{last}"))
    else:
        _line(sheet, _HEADER_ROW + 1, text("letter.sheet.none"), Font(name=SONG, size=12), 30)
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    page(sheet, landscape=True, repeat=f"{_HEADER_ROW}:{_HEADER_ROW}")
    book.properties.title = letter_title(report)[:255]
    book.properties.creator = letter.office[:255]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heading(sheet: Any, report: Report, letter: Letter) -> None:
    """Title, who reports and who reviews, and by when the reply is wanted."""
    _line(sheet, 1, letter_title(report), Font(name=HEI, size=16), 36, CENTRE)
    words = [text("letter.sheet.about", agency=addressee(report))]
    if letter.office:
        words.append(text("letter.sheet.office", office=letter.office))
    if letter.day:
        words.append(shown_date(letter.day))
    _line(sheet, 2, "　　".join(words), Font(name=SONG, size=11), 22)
    reply_by = shown_date(letter.reply_by) if letter.reply_by else text("letter.blank_day")
    _line(sheet, 3, text("letter.sheet.reply_by", reply_by=reply_by), Font(name=SONG, size=11), 22)


def _line(sheet: Any, row: int, words: str, font: Font, height: float, alignment: Alignment | None = None) -> None:
    """One line over all columns."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_COLUMNS))
    cell = sheet.cell(row, 1)
    put(cell, words)
    cell.font = font
    cell.alignment = alignment or Alignment(vertical="center", wrap_text=True)
    room = points(sum(width for _, width in _COLUMNS))
    sheet.row_dimensions[row].height = max(height, text_height(words, room, float(font.size)))


def _row(sheet: Any, row: int, item: Item) -> None:
    problem = text("letter.sheet.problem_cell", level=item.level, problem=item.problem)
    values: tuple[str | int, ...] = (item.number, item.place, problem, item.basis, item.demand, "", "")
    height = _LEAST_HEIGHT
    for column, (value, (name, width)) in enumerate(zip(values, _COLUMNS, strict=True), 1):
        cell = sheet.cell(row, column)
        put(cell, value)
        cell.font = Font(name=SONG, size=_SIZE)
        cell.alignment = CENTRE if name in ("number", "result") else TOP_LEFT
        cell.border = BORDER
        height = max(height, text_height(str(value), points(width), _SIZE))
    # Excel allows 409.5
    sheet.row_dimensions[row].height = min(round(height, 1), 409)


def _results(cells: str) -> DataValidation:
    """The results of the re-check to choose from; others may be written all the same."""
    choice = DataValidation("list", formula1=f'"{text("letter.sheet.results")}"', allow_blank=True)
    choice.showErrorMessage = False
    choice.promptTitle, choice.prompt = text("letter.sheet.result_title"), text("letter.sheet.result_prompt")
    choice.showInputMessage = True
    choice.add(cells)
    return choice
