"""The blocks that a printed report consists of: the one form that docx, PDF and HTML are made from.

`place` says what of the report a block shows, for the preview: "title", a part's number ("3"), a part's number and the
offset of a paragraph in its text ("1:245"), the address of a cell; "" for what is no part of the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.export.headings import width
from core.values import shown_date


class Role(StrEnum):
    """What a table cell is to its table; the headers' values are those of the HTML attribute `scope`."""

    COLUMN = "col"
    COLUMN_GROUP = "colgroup"
    ROW = "row"
    ROW_GROUP = "rowgroup"
    DATA = "data"


class Mark(StrEnum):
    """How a cell is marked in a review copy: thought to be wrong, or standing in an equation with such a cell."""

    NONE = ""
    SUSPECT = "suspect"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one appearance. `lead` is set in the face of a heading that runs into its paragraph;
    `notes` are the numbers of the findings that end behind it."""

    text: str
    lead: bool = False
    marked: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The title, broken by sense; the lines joined give its text."""

    lines: tuple[str, ...]
    notes: tuple[int, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Publication metadata as (name, value)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; level 1 to 4."""

    level: int
    runs: tuple[Run, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text; `level` (1 to 4) is that of the heading at its beginning, 0 where there is none; a
    `flush` one has no indent, as the line that names whom a letter is for."""

    runs: tuple[Run, ...]
    level: int = 0
    small: bool = False
    flush: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell at its top left corner (0-based). `scale` shrinks text that would not fit the cell's width."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    role: Role = Role.DATA
    left: bool = False
    mark: Mark = Mark.NONE
    notes: tuple[int, ...] = ()
    scale: float = 1.0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table over the full text width. `widths` are in mm, `size` in pt, `row_height` the least height in mm of the
    rows below the header; a `whole` table is not parted by a page break."""

    caption: str
    widths: tuple[float, ...]
    cells: tuple[TableCell, ...]
    header_rows: int
    size: float
    row_height: float
    whole: bool = False

    @property
    def narrow_columns(self) -> bool:
        """True for the tables of many columns: no room for notes beside a number, nor for much padding."""
        return len(self.widths) > 5

    @property
    def padding(self) -> float:
        """Space left and right of a cell's text in mm."""
        return 0.6 if self.narrow_columns else 1.2

    @property
    def header_height(self) -> float:
        """Least height of the header rows in mm."""
        return min(self.row_height, 9.0)

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Signature:
    """The body's name and the date of completion below it."""

    name: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Appendix:
    """Begins a new page for what is not part of the report; `title` stands on top of it."""

    title: str


Block = Title | Metadata | Heading | Paragraph | Table | Signature | Appendix


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be set. `running_head` stands on top of every page; `dated` is for the file's properties;
    `fonts` are the families that the user chose for faces of the PDF (core.settings.FACES)."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    running_head: str = ""
    dated: date | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)


def shown_notes(notes: tuple[int, ...]) -> str:
    """Note numbers as they are printed: [1][3]. Brackets, since circled digits end at 20 in most fonts."""
    return "".join(f"[{number}]" for number in notes)


def signature_lines(signature: Signature) -> list[tuple[str, float]]:
    """Its lines with their distance from the right margin in ems: the date four characters in, the name centred
    above it but at least two characters in (GB/T 9704-2012)."""
    day = shown_date(signature.day) if signature.day else ""
    lines = [(day, 4.0)] if day else []
    if signature.name:
        centred = 4 + (width(day) - width(signature.name)) / 2
        lines.insert(0, (signature.name, max(2.0, centred) if day else 4.0))
    return lines
