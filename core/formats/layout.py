"""Pages that know only where characters and rules lie (PDF, OFD) as paragraphs and grids in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.formats.pagetable import RuledCell, RuledTable, continues, grid_of
from core.formats.pagetext import Char, Closed, Line, Paragraphs, furniture, lines_of, measure, wrapped
from core.formats.raw import Block, Box, Boxes, Grid, GridCell, Paragraph
from core.model import Location

MAX_PAGES = 200
FEW_CHARACTERS = 20
"""A page with fewer under a picture of its size is a picture of a page."""
_MANY_RULES = 20_000
_MANY_PAIRS = 2_000_000
_MANY_CROSSINGS = 6_000
_COVERING = 0.8
_SNAP, _SHORTEST = 3.0, 3.0
_MARKS = (",", ".")
"""Marks within a figure."""
_TOUCHING = 0.02
"""Share of their size by which the digits of a figure lie apart at the most."""
_VALUE = re.compile(r"[\d.,，]+[件条万元]*")
_Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A level or upright line in points, y downwards; the side of a rectangle counts as one."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 > self.bottom - self.top


@dataclass
class PageContent:
    """What one page holds: ruled tables, and the lines outside of them."""

    number: int
    height: float
    tables: list[RuledTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def is_scan(area: float, covered: float, characters: int, rules: int) -> bool:
    """Pictures cover the page, and there is no text, or no ruling (then the text is what some recogniser guessed)."""
    return covered > area * _COVERING and (characters < FEW_CHARACTERS or not rules)


def page_content(number: int, height: float, chars: Sequence[Char], rules: Sequence[Rule]) -> PageContent:
    """The page's characters put into the cells that its rules make; the rest are lines."""
    result = PageContent(number, height)
    boxes = _boxes(rules) if 4 <= len(rules) <= _MANY_RULES else []
    # a table may stand in a cell of a frame: the smallest cell has the character
    cells = sorted((box, index) for index, table in enumerate(boxes) for box in table)
    cells.sort(key=lambda item: (item[0][2] - item[0][0]) * (item[0][3] - item[0][1]))
    inside: dict[tuple[int, _Box], list[Char]] = {}
    outside: list[Char] = []
    over: list[tuple[list[Char], list[tuple[int, _Box]]]] = []
    for run in _figures(chars):
        place = _place(run[0].x0, run[-1].x1, run[0], cells)
        (outside if place is None else inside.setdefault(place, [])).extend(run)
        if len(run) > 1 and place is not None and not (place[1][0] <= run[0].x1 and run[-1].x0 <= place[1][2]):
            ends = (_place(end.x0, end.x1, end, cells) for end in (run[0], run[-1]))
            over.append((run, [place, *(end for end in ends if end not in (place, None))]))
    for run, places in over:
        _part(run, places, inside)
    for index, table in enumerate(boxes):
        ruled = tuple(_ruled_cell(box, lines_of(inside.get((index, box), ()))) for box in table)
        if any(cell.text for cell in ruled):
            result.tables.append(RuledTable(number, ruled))
    result.lines = lines_of(outside)
    return result


def _place(x0: float, x1: float, char: Char, cells: Sequence[tuple[_Box, int]]) -> tuple[int, _Box] | None:
    """The first of the cells in which the middle between two edges lies, at the height of the character."""
    x, y = (x0 + x1) / 2, (char.top + char.bottom) / 2
    return next(((at, box) for box, at in cells if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def _part(run: list[Char], places: list[tuple[int, _Box]], inside: dict[tuple[int, _Box], list[Char]]) -> None:
    """A figure that runs into a cell without one may be two: it is put into both cells, with a blank at the edge, so
    that neither is read."""
    own, *others = places
    for other in others:
        if inside.get(other):
            continue  # it has its own, and the figure has run over it
        edge = other[1][0] if other[1][0] > own[1][0] else own[1][0]
        at = next((at for at, char in enumerate(run) if (char.x0 + char.x1) / 2 > edge), len(run) - 1)
        parted = [*run[:at], run[at]._replace(text=" ", x1=run[at].x0), *run[at:]]
        inside[own] = [char for char in inside[own] if char not in run] + parted
        inside[other] = list(parted)


def _figures(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """The characters one by one, but digits that are drawn one right after the other together: a figure that is wider
    than its cell runs over the cell's edge."""
    run: list[Char] = []
    for char in chars:
        figure = char.text.isdecimal() or char.text in _MARKS
        if run and not (figure and char.top == run[-1].top and abs(char.x0 - run[-1].x1) < _TOUCHING * char.size):
            yield run
            run = []
        if figure:
            run.append(char)
        else:
            yield [char]
    if run:
        yield run


def _boxes(rules: Sequence[Rule]) -> list[list[_Box]]:
    """The cells of each table of more than one cell, as the rules' crossings make them. None for a drawing, whose
    crossings would take minutes to search."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(rule) for rule in rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= 1]
    edges.sort(key=lambda edge: edge["orientation"] == "h")
    merged = [
        edge
        for edge in merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
        if edge["width" if edge["orientation"] == "h" else "height"] >= _SHORTEST
    ]
    levels = sum(edge["orientation"] == "h" for edge in merged)
    if levels * (len(merged) - levels) > _MANY_PAIRS:
        return []
    crossings = edges_to_intersections(merged, _SNAP, _SNAP)
    if len(crossings) > _MANY_CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [[(float(a), float(b), float(c), float(d)) for a, b, c, d in cells] for cells in tables if len(cells) > 1]


def _edge(rule: Rule) -> dict[str, float | str]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.level else "v",
    }


def _ruled_cell(box: _Box, lines: list[Line]) -> RuledCell:
    full = bool(lines) and box[2] - lines[-1].x1 < 1.9 * lines[-1].size
    return RuledCell(*box, wrapped(lines, box[2]), full)


def blocks_of(pages: Sequence[PageContent]) -> tuple[tuple[Block, ...], Boxes]:
    """Paragraphs and grids in reading order, without page numbers and running headers, and where they are drawn. A
    table that runs over pages is one grid."""
    dropped = furniture([(page.height, page.lines) for page in pages])
    kept = [[line for at, line in enumerate(page.lines) if at not in dropped[n]] for n, page in enumerate(pages)]
    sides = [table.sides[0] for page in pages for table in page.tables]
    assembler = _Assembler(Paragraphs(*measure(kept, sides)))
    for page, lines in zip(pages, kept, strict=True):
        items: list[tuple[float, Line | RuledTable]] = [(line.top, line) for line in lines]
        items += [(min(cell.top for cell in table.cells), table) for table in page.tables]
        for _, item in sorted(items, key=lambda one: one[0]):
            if isinstance(item, RuledTable):
                assembler.add_table(item, first=item is page.tables[0])
            elif len(item.pieces) > 2 or (len(item.pieces) == 2 and _VALUE.fullmatch(item.pieces[1])):
                assembler.add_row(item, page.number)
            else:
                assembler.add_line(item, page.number)
    assembler.close()
    return tuple(assembler.blocks), assembler.boxes


class _Assembler:
    """Takes lines and tables in reading order; a paragraph or a table that runs over pages becomes one block."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.blocks: list[Block] = []
        self.boxes: dict[Location, tuple[Box, ...]] = {}
        self._on_page: Counter[int] = Counter()
        self._paragraphs = paragraphs
        self._parts: list[RuledTable] = []
        self._rows: list[tuple[int, Line]] = []
        self._tables = 0

    def add_table(self, table: RuledTable, first: bool) -> None:
        """A ruled table; the first of its page may go on with the one that is open."""
        if self._paragraphs.waiting or self._rows or not (self._parts and first and continues(self._parts[-1], table)):
            self.close()
        self._parts.append(table)

    def add_row(self, line: Line, page: int) -> None:
        """A line of pieces far apart: a row of a table without ruling, of which only the cells' order is known."""
        if self._paragraphs.waiting or self._parts:
            self.close()
        self._rows.append((page, line))

    def add_line(self, line: Line, page: int) -> None:
        """A line of a paragraph."""
        if self._parts or self._rows:
            self.close()
        self._add_paragraph(self._paragraphs.add(line, page))

    def close(self) -> None:
        """End whatever is open."""
        self._add_paragraph(self._paragraphs.close())
        if self._parts:
            self._tables += 1
            self.blocks.append(grid_of(self._parts, self._tables, self.boxes))
        if self._rows:
            self._tables += 1
            self.blocks.append(_unruled(self._rows, self._tables, self.boxes))
        self._parts, self._rows = [], []

    def _add_paragraph(self, closed: Closed | None) -> None:
        if closed is None:
            return
        self._on_page[closed.page] += 1
        where = Location(page=closed.page, paragraph=self._on_page[closed.page])
        self.blocks.append(Paragraph(closed.text, where))
        self.boxes[where] = tuple(
            _around(page, closed.lines) for page in dict.fromkeys(page for page, _ in closed.lines)
        )


def _around(page: int, lines: Sequence[tuple[int, Line]]) -> Box:
    """The box of a paragraph's lines on one page."""
    own = [line for at, line in lines if at == page]
    return Box(
        page,
        min(line.x0 for line in own),
        min(line.top for line in own),
        max(line.x1 for line in own),
        max(line.bottom for line in own),
    )


def _unruled(rows: Sequence[tuple[int, Line]], number: int, boxes: dict[Location, tuple[Box, ...]]) -> Grid:
    cells = tuple(
        GridCell(r, c, piece, Location(page=page, table=number, row=r + 1, column=c + 1))
        for r, (page, line) in enumerate(rows)
        for c, piece in enumerate(line.pieces)
    )
    for cell in cells:
        page, line = rows[cell.row]
        # of the pieces only the order is known: the whole line is shown
        boxes[cell.where] = (Box(page, line.x0, line.top, line.x1, line.bottom),)
    width = max(len(line.pieces) for _, line in rows)
    return Grid(cells, len(rows), width, Location(page=rows[0][0], table=number), exact=False)
