"""Ruled tables of pages: cells by their ruling, tables that run over pages put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.formats.edges import merged_edges, nearest_edge
from core.formats.raw import Box, Grid, GridCell
from core.model import Location

_POINTS_APART = 2.5
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")
_VALUE = re.compile(r"[\d\s.,，%件/／\-—－无]*")


class RuledCell(NamedTuple):
    """A cell's box in points and its text; `full` if its last line reaches the right edge, as a broken one does."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    full: bool = False


@dataclass(frozen=True)
class RuledTable:
    """A table on one page."""

    page: int
    cells: tuple[RuledCell, ...]

    @property
    def sides(self) -> tuple[float, float]:
        return min(cell.x0 for cell in self.cells), max(cell.x1 for cell in self.cells)


def continues(above: RuledTable, below: RuledTable) -> bool:
    """Whether a table at the top of a page can be the rest of the one at the bottom of the page before."""
    (left, right), (other_left, other_right) = above.sides, below.sides
    return below.page == above.page + 1 and abs(left - other_left) < 4 and abs(right - other_right) < 4


def grid_of(parts: Sequence[RuledTable], number: int, boxes: dict[Location, tuple[Box, ...]]) -> Grid:
    """One grid from the parts of a table on successive pages; puts into `boxes` where its cells are drawn."""
    columns = merged_edges(
        [[edge for part in parts for cell in part.cells for edge in (cell.x0, cell.x1)]], _POINTS_APART
    )
    cells: list[GridCell] = []
    height = 0
    open_ends: set[Location] = set()
    for part in parts:
        own, rows = _rows(part, columns, number, open_ends, boxes)
        if cells:
            own, rows = _without_repeated_header(own, rows, cells)
            height = _appended(cells, own, rows, height, open_ends, boxes)
        else:
            cells, height = own, rows
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), height, len(columns) - 1, Location(page=parts[0].page, table=number))


def _rows(
    part: RuledTable,
    columns: Sequence[float],
    number: int,
    open_ends: set[Location],
    boxes: dict[Location, tuple[Box, ...]],
) -> tuple[list[GridCell], int]:
    """Cells of one page's part and the number of its rows; notes in `open_ends` which cells end in a full line."""
    edges = merged_edges([[edge for cell in part.cells for edge in (cell.top, cell.bottom)]], _POINTS_APART)
    cells: list[GridCell] = []
    for cell in sorted(part.cells, key=lambda cell: (cell.top, cell.x0)):
        row, column = nearest_edge(edges, cell.top), nearest_edge(columns, cell.x0)
        down = max(1, nearest_edge(edges, cell.bottom) - row)
        right = max(1, nearest_edge(columns, cell.x1) - column)
        where = Location(page=part.page, table=number, row=row + 1, column=column + 1)
        cells.append(GridCell(row, column, cell.text, where, down, right))
        boxes[where] = (Box(part.page, cell.x0, cell.top, cell.x1, cell.bottom),)
        if cell.full:
            open_ends.add(where)
    return cells, len(edges) - 1


def _without_repeated_header(own: list[GridCell], rows: int, before: Sequence[GridCell]) -> tuple[list[GridCell], int]:
    """A part without the header rows that the table's first page has already."""
    header = 0
    while header < rows - 1:
        here = [(cell.column, cell.text) for cell in own if cell.row == header]
        first = [(cell.column, cell.text) for cell in before if cell.row == header]
        if here != first or not any(text for _, text in here):
            break
        header += 1
    if not header:
        return own, rows
    kept = [cell._replace(row=cell.row - header) for cell in own if cell.row >= header]
    return kept, rows - header


def _appended(
    cells: list[GridCell],
    own: list[GridCell],
    rows: int,
    height: int,
    open_ends: set[Location],
    boxes: dict[Location, tuple[Box, ...]],
) -> int:
    """Add the rows of the next page; returns the new height. A row that the page break cut in two is one row; a
    merged cell that goes on over the break stays one cell."""
    first = [cell for cell in own if cell.row == 0]
    over = {cell.column: _cell_over(cells, height - 1, cell) for cell in first}
    broken = [
        at for cell in first if cell.text and (at := over[cell.column]) is not None and cells[at].where in open_ends
    ]
    cut = bool(broken) and _is_cut_row(first)
    shift = height - 1 if cut else height
    for cell in own:
        moved = cell._replace(row=cell.row + shift)
        at = over[cell.column] if cell.row == 0 else None
        if at is not None and (cut or _goes_on(cell, first)):
            above = cells[at]
            cells[at] = above._replace(text=above.text + cell.text, rowspan=moved.row + cell.rowspan - above.row)
            boxes[above.where] += boxes.pop(cell.where)
            if cell.where in open_ends:
                open_ends.add(above.where)
            elif cell.text:
                open_ends.discard(above.where)
        else:
            cells.append(moved)
    return shift + rows


def _cell_over(cells: Sequence[GridCell], row: int, below: GridCell) -> int | None:
    """Number of the cell in the row above a break that `below` can be the rest of: over it, and as wide."""
    return next(
        (
            at
            for at in range(len(cells) - 1, -1, -1)
            if (cells[at].column, cells[at].colspan) == (below.column, below.colspan)
            and cells[at].row <= row < cells[at].row + cells[at].rowspan
        ),
        None,
    )


def _is_cut_row(first: Sequence[GridCell]) -> bool:
    """The rest of a row that began on the page before: no numbers, and words that begin in mid-sentence."""
    words = [cell.text for cell in first if cell.text]
    return (
        bool(words) and len(words) < len(first) and not any(_VALUE.fullmatch(text) or _numbered(text) for text in words)
    )


def _goes_on(cell: GridCell, first: Sequence[GridCell]) -> bool:
    """A group's cell left of the rows' labels, empty or with the rest of its words, belongs to the one above. A remark
    right of the numbers is no label."""
    right = [other.text for other in sorted(first, key=lambda other: other.column) if other.column > cell.column]
    following = next((text for text in right if text), "")
    labelled = bool(following) and not _VALUE.fullmatch(following)
    return labelled and not _numbered(cell.text) and not (cell.text and _VALUE.fullmatch(cell.text))


def _numbered(text: str) -> bool:
    """Whether a label begins with its numbering, blanks in it or not."""
    return bool(_NUMBERED.match("".join(text.split())))
