"""What a reader hands on: grids and paragraphs in reading order, each with its Location. Knows nothing of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import NamedTuple, overload

from core.model import Location, Notice

_new = tuple.__new__


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


class Fields(NamedTuple):
    """Cells of a grid, field by field: one entry for each cell in each."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    texts: tuple[str, ...]
    wheres: tuple[Location, ...]
    rowspans: tuple[int, ...]
    colspans: tuple[int, ...]


class Cells(Sequence[GridCell]):
    """The cells of a grid as a sequence like any other, but kept field by field: none is made before one is asked for.
    A workbook has hundreds, and most are only looked through for their words."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    @cached_property
    def _made(self) -> tuple[GridCell, ...]:
        return tuple(map(_new, repeat(GridCell), zip(*self.fields, strict=True)))

    def __len__(self) -> int:
        return len(self.fields.texts)

    @overload
    def __getitem__(self, at: int) -> GridCell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[GridCell, ...]: ...
    def __getitem__(self, at: int | slice) -> GridCell | tuple[GridCell, ...]:
        return self._made[at]

    def __iter__(self) -> Iterator[GridCell]:
        return iter(self._made)

    def __eq__(self, other: object) -> bool:
        return self._made == (other._made if isinstance(other, Cells) else other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return repr(self._made)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the origin cells only, in reading order. `exact` is False where columns are only the order of cells
    on a line (text parted by bars), so that a column number means nothing across rows."""

    cells: Sequence[GridCell]
    rows: int
    columns: int
    where: Location
    title: str = ""
    exact: bool = True

    @property
    def fields(self) -> Fields:
        """The cells, of which there is one at least, field by field."""
        return self.cells.fields if isinstance(self.cells, Cells) else Fields(*zip(*self.cells, strict=True))

    @property
    def texts(self) -> Sequence[str]:
        """The words of all cells."""
        return self.fields.texts if self.cells else ()


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
