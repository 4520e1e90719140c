"""Tables of web pages: which are data and which are layout, and where spans put each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from core.formats.guard import Budget

_MAX_COLSPAN = 60
_MAX_ROWSPAN = 500
_LONG_CELL = 600
_MANY_PARAGRAPHS = 8
_DIGITS = re.compile(r"\s*(\d{1,6})")

PlacedCell = tuple[etree._Element, int, int, int, int]
"""Element, row, column (0-based), rowspan, colspan."""


def is_layout(table: etree._Element) -> bool:
    """A table that frames a page: one cell only, other tables inside, or a cell that is a page of text."""
    cells = [cell for _, row in cell_elements(table) for cell in row]
    if len(cells) < 2:
        return True
    if any(_is_table_of_its_own(inner) for inner in table.iterdescendants("table")):
        return True
    return any(_is_prose(cell) for cell in cells)


def cell_elements(table: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Rows of this table, not of tables inside it, with their cells."""
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, list(row.iterchildren("td", "th"))) for row in child.iterchildren("tr"))
        elif child.tag == "tr":
            yield child, list(child.iterchildren("td", "th"))


def grid_shape(rows: Sequence[Sequence[etree._Element]], budget: Budget) -> tuple[list[PlacedCell], int, int]:
    """Cells with their place, height and width of the grid. A rowspan ends with the table; silly spans are cut."""
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    width = 0
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            down = min(_span(cell, "rowspan", len(rows) - r), len(rows) - r, _MAX_ROWSPAN)
            right = min(_span(cell, "colspan", 1), _MAX_COLSPAN)
            budget.spend(down * right)
            taken.update((r + i, column + j) for i in range(down) for j in range(right))
            placed.append((cell, r, column, down, right))
            column += right
            width = max(width, column)
    return placed, len(rows), width


def _span(cell: etree._Element, attribute: str, zero: int) -> int:
    found = _DIGITS.match(cell.get(attribute, ""))
    # rowspan="0" reaches to the end of the table
    return (int(found[1]) or zero) if found else 1


def _is_table_of_its_own(table: etree._Element) -> bool:
    return sum(1 for _, row in cell_elements(table) for _ in row) > 1


def _is_prose(cell: etree._Element) -> bool:
    texts = [str(text).strip() for text in cell.itertext() if str(text).strip()]
    if sum(map(len, texts)) > _LONG_CELL:
        return True
    blocks = cell.iterdescendants("p", "div", "li", "h1", "h2", "h3")
    innermost = sum(1 for one in blocks if next(one.iterchildren("p", "div"), None) is None)
    return innermost > _MANY_PARAGRAPHS
