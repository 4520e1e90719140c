"""Excel and WPS workbooks (.xlsx, .xlsm, .xls, .et): one exact grid per sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, compress
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from core.errors import UserError
from core.formats.biff import check_area
from core.formats.formulas import Formulas, column_letters
from core.formats.guard import MAX_PIECES, Budget, damage_reported, open_container
from core.formats.raw import Block, Cells, Fields, Grid, RawDocument
from core.formats.sheetxml import SheetDetails, details
from core.model import Location, Notice
from core.values import from_float, show

_new = tuple.__new__
_ONE = (1, 1)
_NOTHING: frozenset[int] = frozenset()
_REMEMBERED = 1 << 12
_FEW = 4_000
"""Places of a sheet that is remembered; the form has 200 cells."""
Span = tuple[tuple[int, int], tuple[int, int]]


class Sheet(NamedTuple):
    """Cells in use of one sheet as text; `top` and `left` say where (0-based) they begin. Merges are (first, last),
    0-based in the sheet."""

    name: str
    top: int
    left: int
    rows: list[list[str]]
    merges: list[Span]


def read(content: bytes, name: str) -> RawDocument:
    """A workbook, all its sheets, hidden ones as well. Formulas saved without a value are computed where they are
    sums; others keep their text "=…". Raises UserError (damaged, password, unpacks_too_large, too_many_pieces)."""
    zipped = content.startswith(b"PK")
    budget = Budget(name)
    if not zipped:
        check_area(content, name)
    extra = details(open_container(content, name), name) if zipped else {}
    try:
        with damage_reported(name, CalamineError):
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            wanted = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            sheets = [_sheet(one.name, book.get_sheet_by_name(one.name), budget) for one in wanted]
    except UserError as error:
        if isinstance(error.__cause__, PasswordError):
            raise UserError("password", name=name) from error
        raise
    notices = [Notice("hidden_sheet", {"sheet": one.name}) for one in wanted if one.visible != SheetVisibleEnum.Visible]
    if extra:
        sheets, more = _completed(sheets, extra)
        notices += more
    blocks: tuple[Block, ...] = tuple(grid_of(sheet) for sheet in sheets if sheet.rows)
    return RawDocument("xlsx" if zipped else "xls", blocks, tuple(notices))


def _sheet(title: str, sheet: CalamineSheet, budget: Budget) -> Sheet:
    if sheet.start is None:
        return Sheet(title, 0, 0, [], [])
    budget.spend(sheet.height * sheet.width)
    values = sheet.to_python(skip_empty_area=True)
    merges = sheet.merged_cell_ranges or []
    return Sheet(title, *sheet.start, _texts(values), merges)


def text_of(value: object) -> str:
    """A spreadsheet's value as text: 12.0 is "12", a date is ISO, midnight has no time."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else show(from_float(value)) or str(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _texts(values: Sequence[Sequence[object]]) -> list[list[str]]:
    """The values as texts; nearly all of them are words or numbers, so that these are told first."""
    return [[v if type(v) is str else _numbers[v] if type(v) is float else text_of(v) for v in row] for row in values]


class _Numbers(dict[float, str]):
    """Numbers as text, since counts repeat from report to report. Forgotten once they are very many."""

    def __missing__(self, number: float) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        words = self[number] = text_of(number)
        return words


_numbers = _Numbers()


def _completed(sheets: list[Sheet], extra: Mapping[str, SheetDetails]) -> tuple[list[Sheet], list[Notice]]:
    """The sheets with error values and computed formulas filled in, and without what is struck out."""
    by_name = {sheet.name: sheet for sheet in sheets}
    formulas = {(title, *at): formula for title, one in extra.items() for at, formula in one.formulas.items()}
    areas: dict[str, tuple[int, int]] = {}
    for title, sheet in by_name.items():
        last = [(row, column) for where, row, column in formulas if where == title]
        bottom = max([sheet.top + len(sheet.rows) - 1, *(row for row, _ in last)])
        right = max([sheet.left + len(sheet.rows[0]) - 1 if sheet.rows else 0, *(column for _, column in last)])
        areas[title] = (bottom, right)

    def text_at(title: str, row: int, column: int) -> str:
        sheet = by_name[title] if title in by_name else Sheet("", 0, 0, [], [])
        row, column = row - sheet.top, column - sheet.left
        inside = 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.rows[row])
        return sheet.rows[row][column] if inside else ""

    book = Formulas(formulas, text_at, areas)
    notices: list[Notice] = []
    struck = 0
    for title, one in extra.items():
        if title not in by_name:
            continue
        texts = dict(one.errors)
        for at, formula in one.formulas.items():
            value = book.value((title, *at))
            texts[at] = show(value) if value is not None else f"={formula.text}"
        # also a number that a formula has computed
        gone = {at: kept for at, kept in one.struck.items() if (texts.get(at) or text_at(title, *at)).strip()}
        texts.update(gone)
        struck += len(gone)
        by_name[title] = _with_texts(by_name[title], texts)
        if one.formulas:
            notices.append(Notice("formulas_computed", {"sheet": title, "count": len(one.formulas)}))
        if one.hidden:
            notices.append(Notice("hidden_rows", {"sheet": title}))
    if struck:
        notices.append(Notice("struck_out", {"count": struck}))
    return [by_name[sheet.name] for sheet in sheets], notices


def _with_texts(sheet: Sheet, texts: Mapping[tuple[int, int], str]) -> Sheet:
    """The sheet with those cells set, grown where they lie outside the cells that had values."""
    if not texts:
        return sheet
    far_row, far_column = max(row for row, _ in texts), max(column for _, column in texts)
    if not sheet.rows:
        sheet = sheet._replace(top=min(row for row, _ in texts), left=min(column for _, column in texts), rows=[[""]])
    top, left = min(sheet.top, *(row for row, _ in texts)), min(sheet.left, *(column for _, column in texts))
    height = max(sheet.top + len(sheet.rows), far_row + 1) - top
    width = max(sheet.left + len(sheet.rows[0]), far_column + 1) - left
    rows = [[""] * width for _ in range(height)]
    for r, texts_of_row in enumerate(sheet.rows):
        start = sheet.left - left
        rows[r + sheet.top - top][start : start + len(texts_of_row)] = texts_of_row
    for (row, column), text in texts.items():
        rows[row - top][column - left] = text
    return sheet._replace(top=top, left=left, rows=rows)


def grid_of(sheet: Sheet) -> Grid:
    """All cells of the area in use, the empty ones too; merged cells once, at their top left corner."""
    height, width, title = len(sheet.rows), len(sheet.rows[0]), sheet.name
    few = height * width <= _FEW
    places = (_places if few else _places.__wrapped__)(title, sheet.top, sheet.left, height, width, tuple(sheet.merges))
    texts = tuple(compress(chain.from_iterable(sheet.rows), places.shown))
    fields = Fields(places.rows, places.columns, texts, places.wheres, places.heights, places.widths)
    return Grid(Cells(fields), height, width, Location(sheet=title), title)


class _Places(NamedTuple):
    """Of the cells of a sheet that no merged cell covers: where they stand, and how large they are. `shown` tells of
    every cell of the area whether it is one of them."""

    shown: bytes
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    wheres: tuple[Location, ...]
    heights: tuple[int, ...]
    widths: tuple[int, ...]


# sheets filled in from one template have the same places
@lru_cache(maxsize=128)
def _places(title: str, top: int, left: int, height: int, width: int, merges: tuple[Span, ...]) -> _Places:
    spans, covered = _merges(top, left, height, width, merges)
    letters = [column_letters(left + column) for column in range(width)]
    shown = bytearray(height * width)
    places: list[tuple[int, int, Location, int, int]] = []
    for r in range(height):
        number = top + r + 1
        hidden, merged = covered.get(r, _NOTHING), spans.get(r, {})
        for c in range(width):
            if c not in hidden:
                where = _new(Location, (None, title, f"{letters[c]}{number}", None, None, number, left + c + 1, None))
                places.append((r, c, where, *merged.get(c, _ONE)))
                shown[r * width + c] = 1
    return _Places(bytes(shown), *zip(*places, strict=True))


def _merges(
    top: int, left: int, height: int, width: int, merges: Sequence[Span]
) -> tuple[dict[int, dict[int, tuple[int, int]]], dict[int, set[int]]]:
    """By row of the grid: spans by column, and the columns that other cells cover."""
    spans: dict[int, dict[int, tuple[int, int]]] = {}
    covered: dict[int, set[int]] = {}
    room = MAX_PIECES
    for (first_row, first_column), (last_row, last_column) in merges:
        row, column = first_row - top, first_column - left
        # a merge may reach beyond the cells in use; a title over the table often does
        high = min(last_row - top + 1, height) - row
        wide = min(last_column - left + 1, width) - column
        room -= max(0, high) * max(0, wide)
        if row < 0 or column < 0 or high < 1 or wide < 1 or room < 0:
            continue
        spans.setdefault(row, {})[column] = (high, wide)
        for below in range(row, row + high):
            covered.setdefault(below, set()).update(range(column, column + wide))
        covered[row].discard(column)
    return spans, covered
