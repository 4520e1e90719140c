"""Word 97-2003 documents (.doc) and WPS documents (.wps), read from their text stream without Word."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import olefile

from core.errors import UserError
from core.formats.edges import columns_of, merged_edges
from core.formats.guard import Budget, damage_reported
from core.formats.raw import Block, Grid, GridCell, Paragraph, RawDocument
from core.formats.wordbinary import Encrypted, NotWord97, WordBinary, changes_at, parse
from core.formats.wordlists import WordLists
from core.formats.wordproperties import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    OUTLINE,
    ROW_END,
    STRUCK,
    STRUCK_TWICE,
    TABLE_DEFINITION,
)
from core.model import Location, Notice

_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff"
_PARAGRAPH_END, _CELL_END, _PAGE_END = "\r", "\a", "\f"
_SPECIAL = str.maketrans(
    {"\v": "\n", "\x0e": "\n", "\x1e": "-"} | dict.fromkeys("\0\x01\x02\x03\x04\x05\x06\x08\x1f\x15", "")
)
_END = re.compile("[\r\a\f]")
_TWIPS_APART = 60
_MAX_CELLS = 64
_LONG_CELL = 600
_MANY_LINES = 8
_LEFT_OUT = {
    DELETED: "tracked_changes",
    HIDDEN: "hidden_words",
    STRUCK: "struck_out",
    STRUCK_TWICE: "struck_out",
}
"""Property changes of characters that are not read, and what is said of them."""


def read(content: bytes, name: str) -> RawDocument:
    """A document's body with tracked changes accepted; text boxes come last.

    Raises UserError (damaged, password, old_word, too_many_pieces).
    """
    with damage_reported(name):
        ole = olefile.OleFileIO(io.BytesIO(content))
        document, first, second, data = (
            ole.openstream(stream).read() if ole.exists(stream) else b""
            for stream in ("WordDocument", "0Table", "1Table", "Data")
        )
    try:
        with damage_reported(name, NotWord97, Encrypted):
            word = parse(document, (first, second), data)
    except UserError as error:
        if isinstance(error.__cause__, Encrypted):
            raise UserError("password", name=name) from error
        if isinstance(error.__cause__, NotWord97):
            raise UserError("old_word", name=name) from error
        raise
    reader = _Reader(word, Budget(name))
    reader.add(*word.main)
    body = len(reader.blocks)
    reader.add(*word.boxes)
    if len(reader.blocks) > body:
        reader.notices.setdefault("text_boxes_last", set())
    return RawDocument("doc", tuple(reader.blocks), reader.said())


class _Unit(NamedTuple):
    """Text up to a paragraph's or cell's end, with what its properties say."""

    text: str
    end: str
    in_table: bool
    row_end: bool
    outline: int
    definition: bytes | None


class _CellShape(NamedTuple):
    """Of one cell of a row, by the row's definition: merged with the cell to its left, or with the one above."""

    left: bool = False
    above: bool = False


class _Row(NamedTuple):
    """Cells' texts, and their edges in twips and shapes where the row is defined for that many cells."""

    texts: list[str]
    edges: list[float] | None
    shapes: list[_CellShape]


class _Reader:
    def __init__(self, word: WordBinary, budget: Budget) -> None:
        self.blocks: list[Block] = []
        self.notices: dict[str, set[int]] = {}
        self._word = word
        self._lists = word.lists or WordLists()
        if word.lists is None:
            self.notices.setdefault("numbers_lost", set())
        self._budget = budget
        self._paragraphs = 0
        self._tables = 0

    def said(self) -> tuple[Notice, ...]:
        """What there is to say of the reading; in how many places, where that is known."""
        return tuple(Notice(one, {"count": len(places)}) for one, places in sorted(self.notices.items()))

    def add(self, start: int, end: int) -> None:
        """All paragraphs and tables of that range of characters."""
        rows: list[_Row] = []
        cells: list[str] = []
        held: list[str] = []
        for unit in self._units(start, end):
            self._budget.spend()
            if unit.end == _CELL_END:
                # a row's end mark has no text of its own; without properties, two marks in succession tell it
                if unit.row_end:
                    rows.append(_row(cells, unit.definition))
                    cells, held = [], []
                else:
                    cells.append("\n".join(line for line in (*held, unit.text) if line))
                    held = []
            elif unit.in_table:
                held.append(unit.text)
            else:
                self._close(rows, cells, held)
                rows, cells, held = [], [], []
                self._paragraph(unit.text, unit.outline)
        self._close(rows, cells, held)

    def _close(self, rows: list[_Row], cells: list[str], held: list[str]) -> None:
        """End of a table. What stands after its last row's end belongs to a row that was cut off."""
        left = [*cells, "\n".join(held)] if any(held) else cells
        if left:
            rows = [*rows, _Row(left, None, [])]
        if rows:
            self._table(rows)

    def _units(self, start: int, end: int) -> Iterator[_Unit]:
        raw = self._word.text(start, end)
        visible = self._visible(raw, start)
        at = 0
        has_marks = any(sprm == ROW_END for run in self._word.paragraphs for sprm, _ in run.changes)
        ends = [found.start() for found in _END.finditer(raw)] + ([len(raw)] if raw and not _END.match(raw[-1]) else [])
        last_was_cell = False
        for stop in ends:
            changes = changes_at(self._word.paragraphs, self._word.offset(start + stop))
            flags = dict(changes)
            mark = raw[stop] if stop < len(raw) else _PARAGRAPH_END
            text = _clean(visible[at:stop])
            row_end = (
                flags.get(ROW_END, b"\0") != b"\0" if has_marks else last_was_cell and mark == _CELL_END and at == stop
            )
            if text and not row_end:
                text = self._lists.number(flags) + text
            in_table = flags.get(IN_TABLE, b"\0") != b"\0"
            yield _Unit(text, mark, in_table, row_end, self._heading(flags), flags.get(TABLE_DEFINITION))
            last_was_cell = mark == _CELL_END and not row_end
            at = stop + 1

    def _heading(self, flags: Mapping[int, bytes]) -> int:
        outline = flags.get(OUTLINE)
        if not outline:
            return self._lists.style(flags).heading
        return outline[0] + 1 if outline[0] < 6 else 0

    def _visible(self, raw: str, start: int) -> str:
        """The text with deleted and hidden characters and field codes blanked out (U+0000), same length."""
        characters = list(raw)
        for run in self._word.characters:
            flags = {sprm: operand[:1] for sprm, operand in run.changes if sprm in _LEFT_OUT}
            for sprm, notice in _LEFT_OUT.items():
                if flags.get(sprm, b"\0") not in (b"\0", b""):
                    self._blank(characters, start, run.start, run.end, notice)
        depth: list[bool] = []
        for at, char in enumerate(characters):
            if char == "\x13":
                depth.append(True)
            elif char == "\x14" and depth:
                depth[-1] = False
            elif char == "\x15" and depth:
                depth.pop()
            elif not any(depth):
                continue
            if not _END.match(char):
                characters[at] = "\0"
        return "".join(characters)

    def _blank(self, characters: list[str], start: int, first: int, last: int, notice: str) -> None:
        for piece in self._word.pieces:
            begin = max(first, piece.offset)
            end = min(last, piece.offset + (piece.end - piece.start) * piece.width)
            if begin >= end:
                continue
            low = piece.start + (begin - piece.offset) // piece.width - start
            high = piece.start + (end - piece.offset) // piece.width - start
            for at in range(max(low, 0), min(high, len(characters))):
                if not _END.match(characters[at]):
                    characters[at] = "\0"
                    self.notices.setdefault(notice, set()).add(first)

    def _paragraph(self, text: str, outline: int) -> None:
        lines = [line.strip(_EDGES) for line in ([text] if outline else text.split("\n"))]
        if any(lines):
            self._paragraphs += 1
            where = Location(paragraph=self._paragraphs)
            self.blocks.extend(Paragraph(line, where, outline) for line in lines if line)

    def _table(self, rows: list[_Row]) -> None:
        every = [text for row in rows for text in row.texts]
        if len(every) < 2 or any(len(text) > _LONG_CELL or text.count("\n") >= _MANY_LINES for text in every):
            for text in every:
                self._paragraph(text, 0)
            return
        self._tables += 1
        cells, width, exact = _placed(rows, self._tables)
        self.blocks.append(Grid(tuple(cells), len(rows), width, Location(table=self._tables), exact=exact))


def _clean(text: str) -> str:
    return text.translate(_SPECIAL).strip(_EDGES)


def _row(texts: list[str], definition: bytes | None) -> _Row:
    """A row with what its definition (sprmTDefTable) says, if that fits the number of cells."""
    if (
        not definition
        or definition[0] > _MAX_CELLS
        or definition[0] != len(texts)
        or len(definition) < 3 + 2 * len(texts)
    ):
        return _Row(texts, None, [])
    count = definition[0]
    edges = list(struct.unpack_from(f"<{count + 1}h", definition, 1))
    shapes: list[_CellShape] = []
    for index in range(count):
        at = 1 + 2 * (count + 1) + 20 * index
        flags = int.from_bytes(definition[at : at + 2], "little")
        shapes.append(_CellShape(flags & 3 == 1, flags >> 5 & 3 == 1))
    return _Row(texts, [float(edge) for edge in edges], shapes) if edges == sorted(edges) else _Row(texts, None, [])


def _placed(rows: Sequence[_Row], table: int) -> tuple[list[GridCell], int, bool]:
    """Cells by their edges where every row has them (then exact), else by their order."""
    exact = all(row.edges is not None for row in rows)
    merged = merged_edges([row.edges or [] for row in rows], _TWIPS_APART) if exact else []
    cells: list[GridCell] = []
    above: dict[int, int] = {}
    width = 0
    for r, row in enumerate(rows):
        places = columns_of(row.edges or [], merged) if exact else [(column, 1) for column in range(len(row.texts))]
        current: dict[int, int] = {}
        for index, (text, (column, span)) in enumerate(zip(row.texts, places, strict=True)):
            shape = row.shapes[index] if exact else _CellShape()
            width = max(width, column + span)
            if shape.left and cells and cells[-1].row == r:
                cells[-1] = _grown(cells[-1], cells[-1].rowspan, column + span - cells[-1].column)
            elif shape.above and column in above and not text:
                at = above[column]
                cells[at] = _grown(cells[at], r - cells[at].row + 1, cells[at].colspan)
                current[column] = at
            else:
                current[column] = len(cells)
                cells.append(GridCell(r, column, text, Location(table=table, row=r + 1, column=column + 1), 1, span))
        above = current
    return cells, width, exact


def _grown(cell: GridCell, rowspan: int, colspan: int) -> GridCell:
    return GridCell(cell.row, cell.column, cell.text, cell.where, rowspan, colspan)
