"""What a review copy adds to the workbook: marked cells and words with numbered notes, and the review's lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from core import catalog
from core.conclusion import decided
from core.export.blocks import Appendix, Block, Heading, Mark, Paragraph, Table, shown_notes
from core.export.document import Marks, SpanMark, printable
from core.export.review import ReviewCopy, marks_of, review_document
from core.export.sheets import (
    BORDER,
    CENTRE,
    FANG,
    HEI,
    LABEL_FILL,
    MAX_TEXT,
    SONG,
    TOP_LEFT,
    coordinates,
    page,
    points,
    put,
    text_height,
)
from core.masking import masked
from core.model import Report, Verdict
from core.texts import text

_SUSPECT_FILL = PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE")
_PARTNER_FILL = PatternFill("solid", start_color="FFF2CC", end_color="FFF2CC")
_THICK = Side(style="thick", color="C00000")
_LIST_WIDTH = 118.0
_NOTE_WIDTH = 12.0
_MERGE_TOLERANCE = 0.03
_COMMENT_WIDTH = 320
_LIST_SIZE = 10.5

RowOf = Mapping[tuple[str, int], int]
"""(part, paragraph from 0) to its row on 报告正文; paragraph -1 is the heading."""


def mark_cells(book: Any, report: Report, review: ReviewCopy) -> None:
    """Fill, border, numbers and a comment on every cell that a finding names. The numbers stand in the number
    format, so that the cell's value stays the number that it is."""
    marks = marks_of(report, review.findings)
    for table in catalog.edition(report.edition).tables:
        sheet = book[text(f"workbook.sheet.{table.id}")]
        sheet.page_setup.cellComments = "atEnd"
        for address, coordinate in coordinates(table).items():
            if address not in marks.cells:
                continue
            mark, cell = marks.cells[address], sheet[coordinate]
            suspect = mark.mark is Mark.SUSPECT
            cell.fill = _SUSPECT_FILL if suspect else _PARTNER_FILL
            cell.font = Font(name=SONG, size=10.5, bold=suspect, underline=None if suspect else "single")
            if suspect:
                cell.border = Border(left=_THICK, right=_THICK, top=_THICK, bottom=_THICK)
            if not isinstance(cell.value, str):
                # a number that does not fit would show as ####
                cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
            cell.number_format = _numbered_format(cell.value, shown_notes(mark.notes))
            _comment(cell, review, mark.notes)


def _numbered_format(value: Any, notes: str) -> str:
    """A number format that shows all digits of the value and the notes behind it; text keeps its text."""
    digits = str(value).partition(".")[2] if value is not None and not isinstance(value, str) else ""
    number = "0" + ("." + "0" * len(digits) if digits else "")
    return f'{number}"{notes}";-{number}"{notes}";{number}"{notes}";@"{notes}"'


def _comment(cell: Any, review: ReviewCopy, numbers: Sequence[int]) -> None:
    """One comment with the messages of those findings, and what was decided of them."""
    lines = []
    for number in dict.fromkeys(numbers):
        finding = review.findings[number - 1]
        level = "unknown" if finding.verdict is Verdict.UNKNOWN else finding.severity.value
        level_name = text(f"export.review.level.{level}")
        lines.append(text("workbook.review.comment", number=number, level=level_name, message=finding.message))
        lines += [text("workbook.review.comment_fix", note=fix.note) for fix in finding.fixes[:1]]
        if (decision := decided(finding, review.decisions)) is not None:
            lines.append(text("workbook.review.comment_decision", decision=decision.signed))
    words = printable(masked("\n".join(lines)))
    cell.comment = Comment(words, text("workbook.program"))
    cell.comment.width = _COMMENT_WIDTH
    cell.comment.height = int(text_height(words, _COMMENT_WIDTH * 0.75, 10) / 0.75) + 24


def mark_text(sheet: Any, rows: RowOf, report: Report, review: ReviewCopy) -> None:
    """Underline the faulty words of 报告正文; their numbers stand in a column of their own and in a comment."""
    marks = marks_of(report, review.findings)
    numbers = _numbers_of_rows(rows, report, marks)
    if marks.title:
        numbers[1] = list(marks.title)
    if not numbers:
        return
    sheet.column_dimensions["C"].width = _NOTE_WIDTH
    sheet.page_setup.cellComments = "atEnd"
    for row, found in numbers.items():
        note = sheet.cell(row, 3)
        put(note, shown_notes(tuple(dict.fromkeys(found))))
        note.font = Font(name=SONG, size=11, bold=True)
        note.alignment = TOP_LEFT
        sheet.cell(row, 1).fill = _PARTNER_FILL
        _comment(sheet.cell(row, 1), review, found)
    for number, spans in marks.spans.items():
        offset = 0
        for at, paragraph in enumerate(report.part(number).paragraphs):
            if len(paragraph) <= MAX_TEXT:
                _underline(sheet.cell(rows[number, at], 1), printable(paragraph), offset, spans)
            offset += len(paragraph) + 1


def _numbers_of_rows(rows: RowOf, report: Report, marks: Marks) -> dict[int, list[int]]:
    """Row of 报告正文 to the numbers of the findings that it belongs to."""
    numbers: dict[int, list[int]] = {}
    for number, notes in marks.headings.items():
        row = rows.get((number, -1)) or rows.get((number, 0))
        if row is not None:
            numbers.setdefault(row, []).extend(notes)
    for number, spans in marks.spans.items():
        offset = 0
        for at, paragraph in enumerate(report.part(number).paragraphs):
            end = offset + len(paragraph)
            inside = [span.number for span in spans if span.start <= end and offset < max(span.end, span.start + 1)]
            if inside:
                numbers.setdefault(rows[number, at], []).extend(inside)
            offset = end + 1
    return numbers


def _underline(cell: Any, paragraph: str, offset: int, spans: Sequence[SpanMark]) -> None:
    """Bold and underlined where the spans lie; `offset` is the paragraph's place in its part."""
    edges = {0, len(paragraph)}
    edges |= {min(max(edge - offset, 0), len(paragraph)) for span in spans for edge in (span.start, span.end)}
    pieces = CellRichText()
    marked = False
    for start, stop in pairwise(sorted(edges)):
        faulty = any(span.start <= start + offset and stop + offset <= span.end for span in spans)
        marked |= faulty
        font = InlineFont(rFont=FANG, sz=12, b=faulty or None, u="double" if faulty else None)
        pieces.append(TextBlock(font, paragraph[start:stop]))
    if marked:
        cell.value = pieces
        cell.data_type = "s"


def write_review_sheets(book: Any, report: Report, review: ReviewCopy) -> None:
    """问题清单, 修改记录, 读取说明 and 审核签字: the lists of the review copy, one sheet each. The sign-off box has a
    sheet and so a page of its own: a workbook has no other way to keep it from breaking over two pages."""
    blocks = review_document(report, review).blocks
    start = next(at for at, block in enumerate(blocks) if isinstance(block, Appendix))
    sections: dict[str, list[Block]] = {"findings": []}
    names = {text(f"export.review.{name}.heading"): name for name in ("findings", "edits", "notices", "sign_off")}
    current = "findings"
    for block in blocks[start:]:
        if isinstance(block, Heading):
            current = names[_words(block)]
        sections.setdefault(current, []).append(block)
    verdict = [block for block in sections["findings"] if isinstance(block, Paragraph)][:1]
    sections["sign_off"] = [*sections["sign_off"][:1], *verdict, *sections["sign_off"][1:]]
    for name in ("findings", "edits", "notices", "sign_off"):
        sheet = book.create_sheet(text(f"workbook.sheet.{name}"))
        _write_blocks(sheet, sections.get(name, []))


def _words(block: Heading | Paragraph) -> str:
    return "".join(run.text for run in block.runs)


def _write_blocks(sheet: Any, blocks: Sequence[Block]) -> None:
    tables = [block for block in blocks if isinstance(block, Table)]
    edges = _edges(tables)
    for column, (left, right) in enumerate(pairwise(edges), 1):
        sheet.column_dimensions[get_column_letter(column)].width = round((right - left) * _LIST_WIDTH, 2)
    page(sheet, landscape=True)
    row = 1
    for block in blocks:
        if isinstance(block, Table):
            row = _write_table(sheet, row, block, edges) + 1
        elif isinstance(block, Appendix):
            row = _write_line(sheet, row, block.title, len(edges) - 1, Font(name=HEI, size=16), 36)
        elif isinstance(block, Heading | Paragraph):
            is_heading = isinstance(block, Heading)
            font = Font(name=HEI, size=13) if is_heading else Font(name=SONG, size=_LIST_SIZE)
            row = _write_line(sheet, row, _words(block), len(edges) - 1, font, 28 if is_heading else 20)


def _edges(tables: Sequence[Table]) -> list[float]:
    """Edges of columns, as shares of the width, that all tables of a sheet can stand on."""
    edges = [0.0, 1.0]
    for table in tables:
        for edge in _table_edges(table):
            if all(abs(edge - known) > _MERGE_TOLERANCE for known in edges):
                edges.append(edge)
    return sorted(edges)


def _table_edges(table: Table) -> list[float]:
    total = sum(table.widths)
    return [sum(table.widths[:at]) / total for at in range(len(table.widths) + 1)]


def _write_line(sheet: Any, row: int, words: str, columns: int, font: Font, height: float) -> int:
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    cell = sheet.cell(row, 1)
    put(cell, words)
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = max(height, text_height(words, points(_LIST_WIDTH), font.size))
    return row + 1


def _nearest(edges: Sequence[float], edge: float) -> int:
    distances = [abs(known - edge) for known in edges]
    return distances.index(min(distances))


def _write_table(sheet: Any, top: int, table: Table, edges: Sequence[float]) -> int:
    """Draw the table from that row on; returns the row behind it."""
    own = _table_edges(table)
    columns = [_nearest(edges, edge) + 1 for edge in own]
    heights = [table.row_height * 72 / 25.4] * table.height
    for item in table.cells:
        row, left, right = top + item.row, columns[item.column], columns[item.column + item.colspan] - 1
        for column in range(left, right + 1):
            sheet.cell(row, column).border = BORDER
        if right > left:
            sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=right)
        cell = sheet.cell(row, left)
        put(cell, item.text)
        cell.font = Font(name=SONG, size=_LIST_SIZE, bold=item.row < table.header_rows)
        cell.alignment = TOP_LEFT if item.left else CENTRE
        if item.row < table.header_rows:
            cell.fill = LABEL_FILL
        width = points((own[item.column + item.colspan] - own[item.column]) * _LIST_WIDTH)
        heights[item.row] = max(heights[item.row], text_height(item.text, width, _LIST_SIZE))
    for row, height in enumerate(heights, top):
        sheet.row_dimensions[row].height = min(round(height, 1), 409)
    return top + table.height
