"""PDF files that were made from a document: ruled tables as grids, the rest as paragraphs. Scans are refused."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from core.errors import UserError
from core.formats.guard import MAX_UNPACKED, Budget, Deadline, damage_reported
from core.formats.pdftable import RuledCell, RuledTable, continues, grid_of
from core.formats.pdftext import Char, Line, Paragraphs, furniture, lines_of, measure, wrapped
from core.formats.raw import Block, Grid, GridCell, Paragraph, RawDocument
from core.model import Location

# broken files make it talk a great deal on the terminal
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_PAGES = 200
_MAX_SECONDS = 60.0
_Box = tuple[float, float, float, float]
_FAILURES = (PDFException, PSException, PdfminerException, MalformedPDFException)
_RULED = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_TWICE_PACKED = re.compile(rb"/Filter\s*\[[^\]]{0,200}?/Fl(?:ateDecode)?\b[^\]]{0,200}?/Fl(?:ateDecode)?\b")
_VALUE = re.compile(r"[\d.,，]+[件条万元]*")
_CHUNK = 1 << 16
_COVERING = 0.8
_FEW_CHARACTERS = 20
_MANY_EDGES = 20_000


@dataclass
class _PageContent:
    """What one page holds: ruled tables, and the lines outside of them."""

    number: int
    height: float
    tables: list[RuledTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read(content: bytes, name: str) -> RawDocument:
    """A PDF with text in it. Cells' wrapped text is joined; a table that runs over pages is one grid.

    Raises UserError (damaged, pdf_password, scanned, pdf_unreadable_font, too_many_pages, too_many_pieces,
    unpacks_too_large, takes_too_long).
    """
    _check_streams(content, name)
    budget, deadline = Budget(name), Deadline(name, _MAX_SECONDS)
    pages: list[_PageContent] = []
    scanned = characters = unreadable = 0
    # never closed: closing walks all pages once more, and fails on broken ones
    pdf = _opened(content, name)
    with damage_reported(name, *_FAILURES):
        count = len(pdf.pages)
    if count > MAX_PAGES:
        raise UserError("too_many_pages", name=name, pages=count, limit=MAX_PAGES)
    for number in range(count):
        deadline.check()
        with damage_reported(name, *_FAILURES):
            page = pdf.pages[number]
            chars = _chars(page)
            scanned += _is_scan(page, len(chars))
            pages.append(_page(page, number + 1, chars))
            page.close()
        budget.spend(len(chars))
        characters += len(chars)
        unreadable += sum(char.text.startswith("(cid:") for char in chars)
    if scanned and (characters < _FEW_CHARACTERS * count or scanned == count):
        raise UserError("scanned", name=name)
    if unreadable > characters * 0.05:
        raise UserError("pdf_unreadable_font", name=name)
    return RawDocument("pdf", tuple(_blocks(pages)))


def _opened(content: bytes, name: str) -> PDF:
    try:
        with damage_reported(name, *_FAILURES):
            return pdfplumber.open(io.BytesIO(content))
    except UserError as error:
        cause: BaseException | None = error.__cause__
        reasons = [cause, *(cause.args if cause is not None else ())]
        if any(isinstance(reason, PDFPasswordIncorrect) for reason in reasons):
            raise UserError("pdf_password", name=name) from error
        raise


def _check_streams(content: bytes, name: str) -> None:
    """Unpack every stream without keeping it: pdfminer unpacks without a limit."""
    if _TWICE_PACKED.search(content):
        raise UserError("unpacks_too_large", name=name)
    total = 0
    for found in _STREAM.finditer(content):
        machine = zlib.decompressobj()
        at = found.end()
        try:
            while at < len(content) and not machine.eof and total <= MAX_UNPACKED:
                total += len(machine.decompress(machine.unconsumed_tail or content[at : at + _CHUNK], 1 << 20))
                at += 0 if machine.unconsumed_tail else _CHUNK
        except zlib.error:
            continue
        if total > MAX_UNPACKED:
            raise UserError("unpacks_too_large", name=name)


def _chars(page: Page) -> list[Char]:
    return [
        Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], max(char["size"], 1.0))
        for char in page.chars
        if char["upright"] and -5 < char["top"] < page.height + 5
    ]


def _is_scan(page: Page, characters: int) -> bool:
    """An image covers the page, and there is no text, or no ruling (then the text is what some recogniser guessed)."""
    area = float(page.width) * float(page.height)
    covered = sum(abs(float(image["width"]) * float(image["height"])) for image in page.images)
    return covered > area * _COVERING and (characters < _FEW_CHARACTERS or not page.edges)


def _page(page: Page, number: int, chars: list[Char]) -> _PageContent:
    result = _PageContent(number, float(page.height))
    edges = len(page.edges) if len(page.lines) + len(page.rects) + len(page.curves) else 0
    boxes: list[list[_Box]] = []
    if 4 <= edges <= _MANY_EDGES:
        found = [table.cells for table in page.find_tables(_RULED)]
        boxes = [
            [(float(a), float(b), float(c), float(d)) for a, b, c, d in cells] for cells in found if len(cells) > 1
        ]
    # a table may stand in a cell of a frame: the smallest cell has the character
    cells = sorted((box, index) for index, table in enumerate(boxes) for box in table)
    cells.sort(key=lambda item: (item[0][2] - item[0][0]) * (item[0][3] - item[0][1]))
    inside: dict[tuple[int, _Box], list[Char]] = {}
    outside: list[Char] = []
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for box, index in cells:
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                inside.setdefault((index, box), []).append(char)
                break
        else:
            outside.append(char)
    for index, table in enumerate(boxes):
        ruled = tuple(_ruled_cell(box, lines_of(inside.get((index, box), ()))) for box in table)
        if any(cell.text for cell in ruled):
            result.tables.append(RuledTable(number, ruled))
    result.lines = lines_of(outside)
    return result


def _ruled_cell(box: _Box, lines: list[Line]) -> RuledCell:
    full = bool(lines) and box[2] - lines[-1].x1 < 1.9 * lines[-1].size
    return RuledCell(*box, wrapped(lines, box[2]), full)


def _blocks(pages: Sequence[_PageContent]) -> list[Block]:
    """Paragraphs and grids in reading order, without page numbers and running headers."""
    dropped = furniture([(page.height, page.lines) for page in pages])
    kept = [[line for at, line in enumerate(page.lines) if at not in dropped[n]] for n, page in enumerate(pages)]
    assembler = _Assembler(Paragraphs(*measure(kept)))
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
    return assembler.blocks


class _Assembler:
    """Takes lines and tables in reading order; a paragraph or a table that runs over pages becomes one block."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.blocks: list[Block] = []
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
            self.blocks.append(grid_of(self._parts, self._tables))
        if self._rows:
            self._tables += 1
            self.blocks.append(_unruled(self._rows, self._tables))
        self._parts, self._rows = [], []

    def _add_paragraph(self, closed: tuple[int, str] | None) -> None:
        if closed is not None:
            self.blocks.append(Paragraph(closed[1], Location(page=closed[0])))


def _unruled(rows: Sequence[tuple[int, Line]], number: int) -> Grid:
    cells = tuple(
        GridCell(r, c, piece, Location(page=page, table=number, row=r + 1, column=c + 1))
        for r, (page, line) in enumerate(rows)
        for c, piece in enumerate(line.pieces)
    )
    width = max(len(line.pieces) for _, line in rows)
    return Grid(cells, len(rows), width, Location(page=rows[0][0], table=number), exact=False)
