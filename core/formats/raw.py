"""What a reader hands on: grids and paragraphs in reading order, each with its Location. Knows nothing of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.model import Location, Notice


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or line) of text. `heading` is the source's own heading level (1..6), 0 for body text."""

    text: str
    where: Location
    heading: int = 0


class GridCell(NamedTuple):
    """A cell at its top left corner; row and column are 0-based in the grid. Text keeps inner line breaks as \\n."""

    row: int
    column: int
    text: str
    where: Location
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the origin cells only, in reading order. `exact` is False where columns are only the order of cells
    on a line (text parted by bars), so that a column number means nothing across rows."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    where: Location
    title: str = ""
    exact: bool = True


Block = Paragraph | Grid


class Box(NamedTuple):
    """A place on a page in points, y downwards from the page's top; pages are counted from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


Boxes = Mapping[Location, tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as its reader saw it. `kind` is the id in FORMATS; `notices` say what the reader had to leave out.

    `boxes` is where each Location of a file with pages is drawn, for those who show the page; what runs over a page
    break has a box on either page.
    """

    kind: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    boxes: Boxes = field(default_factory=dict, compare=False, repr=False)
