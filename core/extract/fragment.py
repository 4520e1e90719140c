"""Recognise a piece of a report: tables of the form pasted alone, with their labels or as bare numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.catalog import Edition, Table, edition
from core.extract.disputes import find_disputes
from core.extract.found import Found, unused_numbers
from core.extract.items import Item, Kind, items_of, lines_of
from core.extract.mistyped import words_as_cells
from core.extract.tables import find_rows, which_edition
from core.extract.units import doubt_units, read_signs
from core.formats.raw import Grid, RawDocument
from core.model import Cell, Notice
from core.values import State

_EXPECTED_ABSENCE = frozenset({"rows_not_found", "table_not_found"})
"""Of a piece it is no news that the rest of the form is not in it."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What was recognised in a piece: cells by address, in the order of the form; numbers and words that found no
    cell (`notices`); `bare` when there were no labels and the size of the block alone told the table."""

    edition: str
    cells: Mapping[str, Cell]
    notices: tuple[Notice, ...] = ()
    bare: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """Ids of the tables that have cells here."""
        return tuple(dict.fromkeys(address.partition(".")[0] for address in self.cells))


def recognise(raw: RawDocument, edition_id: str) -> Fragment:
    """The cells of that edition's form that stand in a document, which need not be a report. No cells where nothing
    of the form was found. Cells whose numbers could not be told apart are left out and said in the notices."""
    form = edition(edition_id)
    items = items_of(raw)
    found = Found()
    if any(token.kind is Kind.LABEL for item in items for token in item.tokens):
        lines = lines_of(words_as_cells(items, form))
        for table in form.tables:
            if table.id != "disputes":
                find_rows(table, lines, items, found)
        find_disputes(form.table("disputes"), lines, items, found)
        read_signs(form, found)
        doubt_units(form, items, found)
        notices = [*found.notices, *unused_numbers(items, found, found.spans), *_never_used(items, found)]
        return _fragment(form, found.cells, notices, raw, bare=False)
    return _fragment(form, _by_shape(form, raw), [], raw, bare=True)


def other_edition(raw: RawDocument, edition_id: str) -> str | None:
    """The edition that the labels of a document speak for, if it is not that one."""
    voted = which_edition(items_of(raw), None, edition_id)
    return voted if voted != edition_id else None


def _fragment(
    form: Edition, cells: Mapping[str, Cell], notices: Sequence[Notice], raw: RawDocument, *, bare: bool
) -> Fragment:
    placed = {
        address: cells[address]
        for address in form.addresses
        if address in cells and (cells[address].sure or cells[address].state is not State.UNREADABLE)
    }
    said = tuple(notice for notice in (*raw.notices, *notices) if notice.message_id not in _EXPECTED_ABSENCE)
    return Fragment(form.id, placed, said, bare and bool(placed))


def _never_used(items: Sequence[Item], found: Found) -> list[Notice]:
    """Rows of numbers with a label that is none of the form's, outside of the tables' spans."""
    if not found.cells:
        return []
    inside = {i for first, last in found.spans.values() for i in range(first, last + 1)}
    return [
        Notice("number_not_used", {"words": item.text[:40]}, item.where)
        for item in items
        if item.grid >= 0
        and item.index not in inside
        and item.index not in found.used
        and any(token.kind is Kind.NUMBER for token in item.tokens)
    ]


def _by_shape(form: Edition, raw: RawDocument) -> dict[str, Cell]:
    """Numbers without labels: a block that is exactly as large as the numbers of one table is that table."""
    grids = [block for block in raw.blocks if isinstance(block, Grid)]
    if len(grids) != 1:
        return {}
    block = _block(grids[0])
    for candidate in (block, _trimmed(block)):
        for table in form.tables:
            for shape in _shapes(table):
                if _size(candidate) == _size(shape):
                    pairs = zip(shape, candidate, strict=True)
                    return {a: cell for line, row in pairs for a, cell in zip(line, row, strict=True)}
    return {}


def _block(grid: Grid) -> list[list[Cell]]:
    rows = [[Cell()] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = Cell.of(cell.text, cell.where)
    return rows


def _trimmed(block: list[list[Cell]]) -> list[list[Cell]]:
    """Without the empty rows and columns around it."""
    rows = [i for i, row in enumerate(block) if any(cell.text.strip() for cell in row)]
    if not rows:
        return []
    columns = [j for row in block for j, cell in enumerate(row) if cell.text.strip()]
    return [row[min(columns) : max(columns) + 1] for row in block[rows[0] : rows[-1] + 1]]


def _shapes(table: Table) -> list[list[list[str]]]:
    """How the numbers of a table may stand in a block of their own: as in the form, or one row of the form's names a
    line. None for a table whose rows have different lengths."""
    by_row: dict[int, list[str]] = {}
    for address, place in table.place.items():
        by_row.setdefault(place.row, []).append(address)
    laid = list(by_row.values())
    named = [[f"{table.id}.{row.id}.{column}" for column in table.columns_of(row.id)] for row in table.rows]
    return [shape for shape in (laid, named) if len({len(line) for line in shape}) == 1]


def _size(block: Sequence[Sequence[object]]) -> tuple[int, int]:
    return len(block), len(block[0]) if block else 0
