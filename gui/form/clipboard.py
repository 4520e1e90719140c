"""Blocks of cells to and from spreadsheets as tab-separated text, and where each text of a block lands in the form."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.catalog import Table
from core.values import State, read

Block = tuple[tuple[str, ...], ...]


def parse_tsv(text: str) -> Block:
    """Rows of cells as a spreadsheet puts them on the clipboard; the line feed that ends the last row starts no other.

    A cell in double quotes may hold tabs, line feeds and doubled quotes. An odd number of quotes comes from running
    text, not from a spreadsheet, and is then taken as it stands. Nothing gives (); a blank cell gives one row with "".
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.count('"') % 2:
        return tuple(tuple(line.split("\t")) for line in plain.removesuffix("\n").split("\n"))
    # loaded with the first block that is pasted
    import csv

    rows = csv.reader(io.StringIO(plain, newline=""), delimiter="\t")
    return tuple(tuple(row) or ("",) for row in rows)


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Tab-separated text that a spreadsheet reads back as the same cells."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def block_of(table: Table, addresses: Iterable[str], shown: Mapping[str, str]) -> Block | None:
    """The rectangle of the form around some cells, labels between them included, or None if the cells do not fill it.

    `shown` gives the text of each address.
    """
    chosen = set(addresses)
    places = [table.place[address] for address in chosen]
    top, bottom = min(p.row for p in places), max(p.row for p in places)
    left, right = min(p.column for p in places), max(p.column + p.colspan for p in places)
    rows = [[""] * (right - left) for _ in range(bottom - top + 1)]
    for cell in table.layout:
        if not (top <= cell.row <= bottom and left <= cell.column < right):
            continue
        if cell.address and cell.address not in chosen:
            return None
        rows[cell.row - top][cell.column - left] = shown[cell.address] if cell.address else cell.text
    return tuple(tuple(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Landing:
    """Texts by address, and how many numbers found no cell (beyond the table, or on a label)."""

    texts: Mapping[str, str]
    lost: int


def land(table: Table, block: Block, anchor: str) -> Landing:
    """Where a block lands when its first cell is put on `anchor`.

    A block copied from the official form brings its label rows along and is laid place by place; a block of numbers
    alone goes from one row of value cells to the next. Whichever loses fewer numbers is meant.
    """
    start = table.place[anchor]
    in_place = _laid(table, block, list(range(start.row, table.height)), start.column)
    value_rows = sorted({place.row for place in table.place.values() if place.row >= start.row})
    in_values = _laid(table, block, value_rows, start.column)
    return in_place if in_place.lost <= in_values.lost else in_values


def fits(table: Table, block: Block, anchor: str) -> bool:
    """True when a block can only mean the cells from `anchor` on: numbers that all find a cell there, with no words
    but labels that stand in the form at the same place. Anything else may be a table with labels of its own."""
    if land(table, block, anchor).lost:
        return False
    start = table.place[anchor]
    labels = {(cell.row, cell.column): cell.text for cell in table.layout if cell.text}
    return all(
        read(words).state is not State.UNREADABLE or labels.get((start.row + i, start.column + j)) == words
        for i, line in enumerate(block)
        for j, words in enumerate(line)
    )


def _laid(table: Table, block: Block, rows: Sequence[int], left: int) -> Landing:
    by_place = {(place.row, place.column): address for address, place in table.place.items()}
    texts: dict[str, str] = {}
    lost = 0
    for i, line in enumerate(block):
        for j, words in enumerate(line):
            address = by_place.get((rows[i], left + j)) if i < len(rows) else None
            if address is not None:
                texts[address] = words
            elif read(words).state is State.NUMBER:
                lost += 1
    return Landing(texts, lost)
