"""From a Report to the blocks of its printed form: every text and number of the report stands in them exactly once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from core import catalog
from core.export.blocks import (
    Block,
    Document,
    Heading,
    Mark,
    Metadata,
    Paragraph,
    Role,
    Run,
    Signature,
    Table,
    TableCell,
    Title,
)
from core.export.headings import heading_extent, heading_level, title_lines, width
from core.model import Part, Report
from core.texts import text as sentence

TEXT_WIDTH = 156.0
"""mm between the margins (GB/T 9704-2012)."""

_MANY_COLUMNS = 5
_CELL_PADDING = 1.2
"""mm left and right together, so that five digits stand in the narrowest column of table three."""

_WHOLE_BELOW = 130.0
"""mm; a table up to this height stays on one page: tables two and four do, table three runs on."""

_POINT = 25.4 / 72
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SpanMark:
    """Characters start to end of a part's text that belong to the finding of that number."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class CellMark:
    """The numbers of the findings that a cell belongs to, and whether one of them holds the cell itself wrong."""

    mark: Mark
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a review copy; none for the report itself. `headings` are for findings about a part as a whole."""

    cells: Mapping[str, CellMark] = field(default_factory=dict)
    spans: Mapping[str, tuple[SpanMark, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    title: tuple[int, ...] = ()


def compose(report: Report, marks: Marks | None = None) -> Document:
    """The document of a report: title, metadata, the parts with their tables behind their text, signature."""
    marks = marks or Marks()
    title = printable(shown_title(report))
    blocks: list[Block] = []
    if metadata := _metadata(report):
        blocks.append(Metadata(metadata))
    if title:
        blocks.append(Title(title_lines(title, report.agency), marks.title, "title"))
    edition = catalog.edition(report.edition)
    for part in report.parts:
        blocks += _part(report, edition, part, marks)
    if report.signatory or report.completed:
        blocks.append(Signature(printable(report.signatory) if report.signatory else None, report.completed))
    return Document(
        title=title or sentence("export.untitled"),
        author=printable(report.agency or report.publisher or report.signatory or ""),
        blocks=tuple(blocks),
        dated=report.completed or report.published,
    )


def shown_title(report: Report) -> str:
    """The report's title; one made from body and year if it has none; "" if nothing is known."""
    if report.title or not report.agency:
        return report.title
    if report.year is None:
        return sentence("export.title_without_year", agency=report.agency)
    return sentence("export.title", agency=report.agency, year=report.year)


def printable(text: str) -> str:
    """The text with characters that no document may hold (control characters, lone surrogates) as spaces: the
    length stays, so that spans still fit."""
    return _UNPRINTABLE.sub(" ", text)


def _metadata(report: Report) -> tuple[tuple[str, str], ...]:
    values = (
        ("index_number", report.index_number),
        ("document_number", report.document_number),
        ("publisher", report.publisher),
        ("published", report.published.isoformat() if report.published else None),
    )
    return tuple((sentence(f"export.field.{name}"), printable(value)) for name, value in values if value)


def _part(report: Report, edition: catalog.Edition, part: Part, marks: Marks) -> list[Block]:
    tables = [table for table in edition.tables if table.part == part.number]
    paragraphs = _paragraphs(part, marks.spans.get(part.number, ()))
    notes = marks.headings.get(part.number, ())
    heading = part.heading
    if part.number == "0":
        # the introduction has no heading in print; its name in the catalogue is only for lists
        heading = None if heading == edition.heading("0") else heading
    elif not heading and (paragraphs or tables):
        heading = edition.heading(part.number)
    blocks: list[Block] = []
    if heading:
        blocks.append(Heading(1, (Run(printable(heading), notes=notes),), part.number))
    elif notes and paragraphs:
        paragraphs[0] = replace(paragraphs[0], runs=(Run("", notes=notes), *paragraphs[0].runs))
    blocks += paragraphs
    blocks += [official_table(table, report, marks.cells) for table in tables]
    return blocks


def _paragraphs(part: Part, spans: Sequence[SpanMark]) -> list[Heading | Paragraph]:
    """The part's paragraphs without indents and empty lines, marked where `spans` (offsets in the part) say so."""
    places: list[tuple[int, str]] = []
    offset = 0
    for line in part.paragraphs:
        stripped = line.strip()
        if stripped:
            places.append((offset + line.index(stripped), printable(stripped)))
        offset += len(line) + 1
    anchors: dict[int, list[SpanMark]] = {}
    for span in spans:
        inside = [at for at, _ in places if at < span.end or at <= span.start]
        if inside:
            anchors.setdefault(inside[-1], []).append(span)
    found = [_paragraph(at, line, spans, anchors.get(at, [])) for at, line in places]
    return [replace(block, place=f"{part.number}:{at}") for block, (at, _) in zip(found, places, strict=True)]


def _paragraph(at: int, line: str, spans: Sequence[SpanMark], anchored: Sequence[SpanMark]) -> Heading | Paragraph:
    extent = heading_extent(line)
    level = heading_level(line) if extent else 0
    end = at + len(line)
    notes: dict[int, list[int]] = {}
    for span in anchored:
        notes.setdefault(min(max(span.end, at), end), []).append(span.number)
    edges = {at, end, *notes}
    edges |= {edge for span in spans for edge in (span.start, span.end) if at < edge < end}
    if 0 < extent < len(line):
        edges.add(at + extent)
    ordered = sorted(edges)
    runs = [
        Run(
            line[start - at : stop - at],
            lead=stop - at <= extent < len(line),
            marked=any(span.start <= start and stop <= span.end for span in spans),
            notes=tuple(sorted(notes.get(stop, ()))),
        )
        for start, stop in pairwise(ordered)
    ]
    if at in notes:
        runs.insert(0, Run("", notes=tuple(sorted(notes[at]))))
    return Heading(level, tuple(runs)) if extent == len(line) else Paragraph(tuple(runs), level)


def official_table(table: catalog.Table, report: Report, marks: Mapping[str, CellMark]) -> Table:
    """A table of the form with the report's numbers; blank cells are blank, unreadable ones show their raw text."""
    many = table.width > _MANY_COLUMNS
    size = 9.0 if many else 12.0
    widths = _widths(table)
    unmarked = CellMark(Mark.NONE, ())
    cells = []
    for place in table.layout:
        shown = report.cells[place.address].shown if place.address else place.text
        mark = marks.get(place.address, unmarked) if place.address else unmarked
        words = " ".join(printable(shown).split())
        room = sum(widths[place.column : place.column + place.colspan])
        cells.append(
            TableCell(
                row=place.row,
                column=place.column,
                rowspan=place.rowspan,
                colspan=place.colspan,
                text=words,
                role=_role(place, table.header_rows),
                left=many and place.row_id is not None,
                mark=mark.mark,
                notes=mark.notes,
                # a suspected cell is set in bold, which is wider
                scale=fitting_scale(words, room, size * (1.2 if mark.mark is Mark.SUSPECT else 1.0)),
                place=place.address or "",
            )
        )
    height = 6.5 if many else 9.0
    whole = table.height * height <= _WHOLE_BELOW
    return Table(table.title, widths, tuple(cells), table.header_rows, size, height, whole)


def _widths(table: catalog.Table) -> tuple[float, ...]:
    """Column widths in mm over the full text width, columns of numbers equally wide: the narrowest must take five
    digits like the others."""
    shares = list(table.widths)
    numbers = sorted({place.column for place in table.layout if place.address and place.colspan == 1})
    for column in numbers:
        shares[column] = sum(table.widths[number] for number in numbers) / len(numbers)
    return tuple(share * TEXT_WIDTH / sum(shares) for share in shares)


def fitting_scale(text: str, room: float, size: float) -> float:
    """By how much text of `size` pt must shrink (1 to 0.6) so that its longest word stands in `room` mm."""
    longest = max((width(word) for word in re.findall(r"[!-~]+", text)), default=0.0)
    # half an em in the faces wanted, but up to 0.64 em in those that stand in for them
    needed = longest * 1.28 * size * _POINT
    available = room - _CELL_PADDING
    return 1.0 if needed <= available else max(0.6, available / needed)


def _role(place: catalog.LayoutCell, header_rows: int) -> Role:
    if place.address:
        return Role.DATA
    if place.row_id:
        return Role.ROW
    if place.row >= header_rows and place.rowspan > 1:
        return Role.ROW_GROUP
    return Role.COLUMN_GROUP if place.colspan > 1 else Role.COLUMN
