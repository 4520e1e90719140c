"""A RawDocument as one sequence of items in reading order, and the labelled lines of numbers in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import gt, itemgetter
from typing import NamedTuple

from core.formats.raw import Fields, Grid, Paragraph, RawDocument
from core.model import Location
from core.values import Number, State, read


class Kind(Enum):
    """What a cell's text is. SERIAL is a number that only counts the rows of a copied table, before their labels."""

    LABEL = auto()
    NUMBER = auto()
    BLANK = auto()
    ODD = auto()
    SERIAL = auto()


LABEL, NUMBER, BLANK, ODD, SERIAL = Kind
"""Asked of every cell again and again; looked up in the Enum, a name costs five times as much."""


class Token(NamedTuple):
    """One cell or one line of text. `item` is the index of its item, `column` its place in an exact grid."""

    text: str
    where: Location
    kind: Kind
    item: int
    column: int = 0
    colspan: int = 1


@dataclass(slots=True)
class Item:
    """A paragraph, or one row of a grid. `grid` numbers the grids; -1 for paragraphs. Never changed, but not frozen,
    which would treble the time that it takes to make the many of them."""

    index: int
    text: str
    where: Location
    tokens: tuple[Token, ...]
    heading: int = 0
    grid: int = -1
    row: int = -1
    exact: bool = False
    sheet: str = ""


class Spacing(NamedTuple):
    """How many lines of the file lie from one cell to the next where cells stand on lines of their own, from a row's
    label to its first cell, and from its last cell to what follows. 0 where there are none."""

    pitch: int = 0
    before: int = 0
    after: int = 0


_UNKNOWN = Spacing()


@dataclass(slots=True)
class Line:
    """Labels and the cells that follow them: a row of a table as far as it can be told without knowing the form.

    `row` has all cells of a grid's row: where the columns are known, a word among the numbers is a cell and no label.
    Where cells stand on lines of their own, `end` is the line of the file on which something else follows the last.
    """

    labels: list[Token] = field(default_factory=list)
    slots: list[Token] = field(default_factory=list)
    grid: int = -1
    exact: bool = False
    row: tuple[Token, ...] = ()
    spacing: Spacing = _UNKNOWN
    end: int = 0

    def items(self, labels: int = 1) -> set[int]:
        """Items of the cells and of so many of the labels, counted from the last."""
        return {token.item for token in (*self.labels[len(self.labels) - labels :], *self.slots)}


_ODD = re.compile(
    r"[<>≈~±+\-]?\d[\d\s,.?*#()%/]*|(?!\d{1,2}[.、,][^\d]|\d其[他它])[约近共]?\d[\d,.]*[件条份个宗起]?[\u4e00-\u9fff?*#()]{0,3}"
)
_BEGIN = frozenset("无约近共")
"""Ideographs that a blank or an odd cell may begin with."""
_LONE_NUMBERING = re.compile(r"[\u2460-\u249b]|\d{1,2}[.．、]")
"""A row's numbering on a line of its own, as automatic numbering is copied; never a cell."""
_HEADED, _UNHEADED = 3, 8
"""Rows that must be counted 1, 2, 3 … for the numbers to be their serials: under a head that says so, and without."""
_SERIAL_HEAD = "序号"
_LONE = re.compile("nL+nL")
_PASSED = 2
"""Numbers that may stand between two serials and be none."""
_new = tuple.__new__
_LABEL = 40
"""Characters that most labels do not exceed; longer lines are sentences."""
_SPREAD = re.compile(
    r"^(?P<label>.*?[^\d\s.,].*?)\s+(?P<cells>(?:[-+]?[\d,.]+件?|/|-|—|无)(?:\s+(?:[-+]?[\d,.]+件?|/|-|—|无))*)$"
)


@lru_cache(maxsize=1 << 13)
def classify(text: str) -> Kind:
    """Number, blank, label, or odd: something with digits that is neither (12?, 约3件)."""
    first = text.lstrip()[:1]
    if "\u4e00" <= first <= "\u9fff" and first not in _BEGIN:
        return LABEL  # words, which need no folding
    state = read(text).state
    if state is State.NUMBER:
        return NUMBER
    if state is State.BLANK:
        return BLANK
    folded = unicodedata.normalize("NFKC", text).strip()
    return ODD if len(folded) <= 12 and _ODD.fullmatch(folded) else LABEL


def items_of(raw: RawDocument) -> tuple[Item, ...]:
    """Flatten blocks into items; each paragraph is one, each row of a grid is one."""
    items: list[Item] = []
    grids = 0
    for block in raw.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                items.append(_paragraph(block, len(items)))
        else:
            items.extend(_rows(block, grids, len(items)))
            grids += 1
    for index, places in _serials(items).items():
        tokens = items[index].tokens
        known = [t._replace(kind=SERIAL) if at in places else t for at, t in enumerate(tokens)]
        items[index] = replace(items[index], tokens=tuple(known))
    return tuple(items)


def _serials(items: Sequence[Item]) -> dict[int, set[int]]:
    """Item to places of its tokens that are serials of a table's rows, in text where only the order of cells is known:
    there each follows the cells of the row before, and would be taken for one of them."""
    flat = [token for item in items if not item.exact for token in item.tokens]
    places = [(item.index, at) for item in items if not item.exact for at, _ in enumerate(item.tokens)]
    labels = "".join("L" if token.kind is LABEL else "n" for token in flat)
    before = [at for at, token in enumerate(flat[:-1]) if token.kind is NUMBER and labels[at + 1] == "L"]
    # a row's total before a word of remarks, or the serial of a group's row: only one number follows the words
    lone = [_LONE.match(labels, at) is not None for at in before]
    values = [read(flat[at].text).value for at in before]
    heads = [at for at, token in enumerate(flat) if token.text == _SERIAL_HEAD]
    found: dict[int, set[int]] = {}
    for start, value in enumerate(values):
        if value != 1:
            continue
        run = _counted(values, lone, start)
        if len(run) >= (_HEADED if any(head < before[start] for head in heads) else _UNHEADED):
            for one in run:
                index, at = places[before[one]]
                found.setdefault(index, set()).add(at)
    return found


def _counted(values: Sequence[Number | None], lone: Sequence[bool], start: int) -> list[int]:
    """Places from `start` on where 1, 2, 3 … stand, up to the first number that breaks off the count. Of two equal ones
    in succession the first is a total; a few that are `lone` may be left out."""
    run: list[int] = []
    passed = 0
    for at in range(start, len(values)):
        wanted = values[at] == len(run) + 1
        if wanted and not (lone[at] and at + 1 < len(values) and values[at + 1] == values[at]):
            run.append(at)
            passed = 0
        elif lone[at] and passed < _PASSED:
            passed += 1
        else:
            break
    return run


def _paragraph(block: Paragraph, index: int) -> Item:
    """A line such as “规章 0 0 0” is parted into its cells; any other is one token."""
    text = block.text.strip()
    spread = _SPREAD.match(text) if len(text) < 120 else None
    pieces = [spread["label"], *spread["cells"].split()] if spread else [text]
    if _LONE_NUMBERING.fullmatch(text):
        return Item(index, text, block.where, (Token(text, block.where, LABEL, index),), block.heading)
    tokens = tuple(Token(piece, block.where, classify(piece), index) for piece in pieces)
    return Item(index, text, block.where, tokens, block.heading)


def _rows(grid: Grid, number: int, first: int) -> Iterator[Item]:
    if not grid.cells:
        return
    fields = grid.fields
    if any(map(gt, fields.rows, fields.rows[1:])):
        fields = Fields(*zip(*sorted(grid.cells, key=itemgetter(0)), strict=True))
    ends = accumulate(Counter(fields.rows).values(), initial=0)
    for index, (begin, end) in enumerate(pairwise(ends), first):
        yield row_item(grid, fields, range(begin, end), number, index)


def row_item(grid: Grid, fields: Fields, row: range, number: int, index: int) -> Item:
    """One row of the grid with that number; `row` are its cells among the fields."""
    rows, columns, texts, wheres, _, widths = fields
    tokens = [_new(Token, (texts[i], wheres[i], classify(texts[i]), index, columns[i], widths[i])) for i in row]
    words = " ".join([word for i in row if (word := texts[i].strip())])
    if not grid.exact and _LONE_NUMBERING.fullmatch(words):
        # of a label that copied text has broken after its number
        tokens = [token._replace(kind=LABEL) if token.text.strip() else token for token in tokens]
    return Item(index, words, wheres[row[0]], tuple(tokens), 0, number, rows[row[0]], grid.exact, grid.title)


def lines_of(items: tuple[Item, ...]) -> list[Line]:
    """Rows of exact grids are lines by themselves; elsewhere a line is labels followed by cells, across items."""
    lines: list[Line] = []
    open_line = Line()
    for item in items:
        if item.exact:
            if open_line.labels:
                lines.append(open_line)
            open_line = Line()
            lines.append(_grid_line(item))
            continue
        for token in _without_serial(item):
            begins = token.kind in (LABEL, SERIAL)
            if begins and open_line.slots:
                open_line.end = token.where.line or 0 if item.grid < 0 else 0
                lines.append(open_line)
                open_line = Line()
            if token.kind is LABEL:
                open_line.labels.append(token)
            elif not begins and open_line.labels:
                open_line.slots.append(token)
    if open_line.labels:
        lines.append(open_line)
    pitch = _pitch(items)
    for line in lines:
        line.spacing = _UNKNOWN if line.exact else Spacing(pitch, pitch, pitch)
    return lines


def _without_serial(item: Item) -> tuple[Token, ...]:
    """A row's tokens without the number that counts the rows, before its label, and without the empty places that
    merged cells leave there. Nothing is left out of a whole table with its bars on lines of their own."""
    tokens = item.tokens
    if item.grid < 0 or len(tokens) < 2 or tokens[0].where.line != tokens[-1].where.line:
        return tokens
    label = next((at for at, token in enumerate(tokens) if token.kind is LABEL), 0)
    before = [token.kind for token in tokens[:label] if token.text.strip()]
    return tokens[label:] if before in ([], [NUMBER]) else tokens


def _pitch(items: Sequence[Item]) -> int:
    """The usual distance between two cells, in lines of the file; 0 where there is none."""
    numbers = [t.where.line or 0 for i in items if not i.exact for t in i.tokens if len(t.text) <= _LABEL]
    steps = Counter(after - before for before, after in pairwise(numbers) if after > before)
    return min(steps, key=lambda step: (-steps[step], step), default=0)


def _grid_line(item: Item) -> Line:
    """The last text cell of a row ends its labels; what follows are its cells, empty ones too."""
    tokens = item.tokens
    kinds = [token.kind for token in tokens]
    words = kinds.count(LABEL)
    end = len(kinds) - kinds[::-1].index(LABEL) if words else 0
    labels = [token for token in tokens[:end] if token.kind is LABEL]
    return Line(labels, list(tokens[end:]), item.grid, True, tokens)
