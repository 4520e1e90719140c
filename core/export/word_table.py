"""Word tables written cell by cell: python-docx's own merging would take most of an export's time."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from core.export.blocks import Mark, Table, TableCell
from core.export.word_text import add_notes, add_text

HEAVY_UNDERLINE = WD_UNDERLINE.THICK

_TWIPS_PER_MM = 1440 / 25.4
_GRID_LINE = 4
_HEAVY_LINE = 18
"""Border widths in 1/8 pt."""

_SHADE = "D9D9D9"
_LEAST_NOTE = 7
"""pt; smaller numbers are not read on paper."""


def add_table(word: Any, table: Table) -> None:
    """Append the table to a python-docx document, with a narrow empty paragraph if a table stands right before."""
    body = word.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        spacer(word)
    style = word.styles["表格内容"]
    body.insert(len(body) - 1, _table(table, style.style_id))


def spacer(word: Any) -> None:
    """Two tables without a paragraph between them would become one; a document may not end with a table."""
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1)


def _table(table: Table, style_id: str) -> Any:
    element = _element("w:tbl", parent=None)
    properties = _element("w:tblPr", element)
    twips = [round(width * _TWIPS_PER_MM) for width in table.widths]
    _element("w:tblW", properties, w=sum(twips), type="dxa")
    _element("w:jc", properties, val="center")
    borders = _element("w:tblBorders", properties)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(f"w:{side}", borders, val="single", sz=_GRID_LINE, space=0, color="000000")
    _element("w:tblLayout", properties, type="fixed")
    margins = _element("w:tblCellMar", properties)
    for side in ("left", "right"):
        _element(f"w:{side}", margins, w=round(table.padding * _TWIPS_PER_MM), type="dxa")
    _element("w:tblCaption", properties, val=table.caption)
    grid = _element("w:tblGrid", element)
    for width in twips:
        _element("w:gridCol", grid, w=width)
    covered = {(row, cell.column): cell for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)}
    for row in range(table.height):
        line = _row(element, table, row)
        for column in range(len(twips)):
            if (row, column) in covered:
                cell = covered[row, column]
                width = sum(twips[column : column + cell.colspan])
                _cell(line, table, cell, width, style_id, row)
    return element


def _row(parent: Any, table: Table, row: int) -> Any:
    line = _element("w:tr", parent)
    properties = _element("w:trPr", line)
    _element("w:cantSplit", properties)
    height = table.header_height if row < table.header_rows else table.row_height
    _element("w:trHeight", properties, val=round(height * _TWIPS_PER_MM), hRule="atLeast")
    if row < table.header_rows:
        _element("w:tblHeader", properties)
    return line


def _cell(parent: Any, table: Table, cell: TableCell, width: int, style_id: str, row: int) -> None:
    element = _element("w:tc", parent)
    properties = _element("w:tcPr", element)
    _element("w:tcW", properties, w=width, type="dxa")
    if cell.colspan > 1:
        _element("w:gridSpan", properties, val=cell.colspan)
    if cell.rowspan > 1:
        _element("w:vMerge", properties, **({"val": "restart"} if cell.row == row else {}))
    if cell.mark is Mark.SUSPECT:
        borders = _element("w:tcBorders", properties)
        for side in ("top", "left", "bottom", "right"):
            _element(f"w:{side}", borders, val="single", sz=_HEAVY_LINE, space=0, color="000000")
        _element("w:shd", properties, val="clear", color="auto", fill=_SHADE)
    _element("w:vAlign", properties, val="center")
    paragraph = Paragraph(_element("w:p", element), None)  # type: ignore[arg-type]
    _element("w:pStyle", paragraph._p.get_or_add_pPr(), val=style_id)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if cell.left else WD_ALIGN_PARAGRAPH.CENTER
    if table.whole and row < table.height - 1:
        paragraph.paragraph_format.keep_with_next = True
    if cell.row == row:
        _fill(paragraph, table, cell)


def _fill(paragraph: Paragraph, table: Table, cell: TableCell) -> None:
    # Word knows sizes in half points only
    size = Pt(int(table.size * cell.scale * 2) / 2)
    if cell.text:
        run = paragraph.add_run()
        add_text(run, cell.text)
        run.font.size = size
        run.font.bold = cell.mark is Mark.SUSPECT or None
        run.font.underline = cell.mark is Mark.PARTNER or None
    if cell.notes:
        if cell.text and table.narrow_columns:
            # in a narrow column the numbers stand below, so that no number is broken
            paragraph.runs[-1].add_break()
        add_notes(paragraph, cell.notes)
        notes = paragraph.runs[-1]
        if table.narrow_columns:
            # raised, readers would make it smaller still than the small print of the cell
            notes.font.superscript = None
        notes.font.size = Pt(_LEAST_NOTE if table.narrow_columns else table.size)


def _element(name: str, parent: Any, **attributes: object) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    if parent is not None:
        parent.append(element)
    return element
