"""OpenDocument spreadsheets (.ods): one exact grid per table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from core.errors import UserError
from core.formats.guard import Budget, open_container, parse_xml, read_member
from core.formats.raw import Block, RawDocument
from core.formats.workbook import Sheet, Span, grid_of, text_of
from core.model import Notice

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def read(content: bytes, name: str) -> RawDocument:
    """A spreadsheet, all its tables. Raises UserError (damaged, password, unpacks_too_large, too_many_pieces)."""
    container = open_container(content, name)
    manifest = read_member(container, "META-INF/manifest.xml", name)
    if manifest and any(True for _ in parse_xml(manifest, name).iter(f"{_MANIFEST}encryption-data")):
        raise UserError("password", name=name)
    xml = read_member(container, "content.xml", name)
    if xml is None:
        raise UserError("damaged", name=name)
    budget = Budget(name)
    grids: list[Block] = []
    notices: list[Notice] = []
    for table in parse_xml(xml, name).iter(f"{_TABLE}table"):
        title = table.get(f"{_TABLE}name", "")
        sheet = _sheet(table, title, budget)
        if sheet.rows:
            grids.append(grid_of(sheet))
        if any(row.get(f"{_TABLE}visibility") in ("collapse", "filter") for row in table.iter(f"{_TABLE}table-row")):
            notices.append(Notice("hidden_rows", {"sheet": title}))
    return RawDocument("ods", tuple(grids), tuple(notices))


def _sheet(table: etree._Element, title: str, budget: Budget) -> Sheet:
    """Rows and cells with their repeats laid out; the endless empty ones at the edges are left out."""
    filled: dict[tuple[int, int], str] = {}
    merges: list[Span] = []
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeat = _count(line, "number-rows-repeated")
        texts = list(_line(line, row, merges))
        if texts:
            budget.spend(repeat * len(texts))
            filled.update(((row + down, column), text) for down in range(repeat) for column, text in texts)
        row += repeat
    if not filled:
        return Sheet(title, 0, 0, [], [])
    top, left = min(r for r, _ in filled), min(c for _, c in filled)
    bottom, right = max(r for r, _ in filled), max(c for _, c in filled)
    budget.spend((bottom - top + 1) * (right - left + 1))
    rows = [[filled.get((r, c), "") for c in range(left, right + 1)] for r in range(top, bottom + 1)]
    return Sheet(title, top, left, rows, merges)


def _line(line: etree._Element, row: int, merges: list[Span]) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        repeat = _count(cell, "number-columns-repeated")
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down * right > 1:
            merges.append(((row, column), (row + down - 1, column + right - 1)))
        text = _text(cell)
        if text:
            # only an empty cell is repeated to the edge of the sheet
            yield from ((column + step, text) for step in range(min(repeat, 1024)))
        column += repeat


def _count(element: etree._Element, attribute: str) -> int:
    written = element.get(f"{_TABLE}{attribute}", "")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 8 else 1


def _text(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency"):
        try:
            return text_of(float(cell.get(f"{_OFFICE}value", "")))
        except ValueError:
            pass
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    return "\n".join(_inline(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h"))


def _inline(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * (int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1))
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif isinstance(child.tag, str) and not child.tag.endswith("}annotation"):
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
