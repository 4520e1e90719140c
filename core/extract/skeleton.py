"""Workbooks filled in from one template have one skeleton; what was recognised in it is remembered and used again.

The skeleton of a document that consists of grids alone is where its cells stand, the words of every label, and of every
other cell only whether it is a number, blank or empty. Recognition of the tables asks no more than that where every row
of the form stands once under its own label (Found.guessed is False), so its outcome is a function of the skeleton.
Labels that have nothing to do with the form (a body's name, a paragraph) are all alike to it and do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from operator import ge, itemgetter
from threading import Lock
from typing import Protocol, TypeVar

from core.catalog import EDITIONS, Edition, edition
from core.extract.columns import pattern_of
from core.extract.disputes import heads_of, pattern_hit, words_of
from core.extract.found import Found
from core.extract.items import BLANK, LABEL, NUMBER, ODD, Item, classify, row_item
from core.extract.labels import bare, fold, squeeze
from core.extract.metadata import row_pairs
from core.extract.page import page_words
from core.extract.tables import EDITION_MARKS
from core.extract.units import names_unit
from core.formats.raw import Block, Fields, Grid
from core.model import Location
from core.values import is_count

T = TypeVar("T")
Sign = str
Shape = tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...]
"""Of each grid, the rows, columns and widths of its cells."""

_MARK = "\0"
"""What no label begins with."""
_EMPTY, _BLANK, _NUMBER, _STRANGE, _ODD = (_MARK + kind for kind in "ebnso")
"""Signs of cells whose words do not count; an odd cell's words follow its sign."""
_MOST = 2_000
"""Cells of a document that is remembered; the form has 200."""
_KEPT = 64
_NUMBERING = 5
"""Characters of a label's numbering, folded, at most."""
_ORDINARY = re.compile(r"[ -9;-~\n\u4e00-\u9fff（），、。；“”《》〈〉〔〕【】—·\u3000\u00a0]*")
"""Words of which only the squeezed form counts, also where two of them are joined. A colon may part label and value."""


class _Pick(Protocol):
    """Takes what belongs to the form's cells out of what belongs to the document's."""

    def __call__(self, of_cells: tuple[T, ...], /) -> tuple[T, ...]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What was recognised in a skeleton. `pick` takes the cells for the form's addresses, in their order, out of those
    of the document; `loose` are the rows that may say something beside the tables, `used` those of the tables,
    `tables` the grids that these stand in, with the first of their rows."""

    form: Edition
    pick: _Pick
    loose: tuple[int, ...]
    used: frozenset[int]
    tables: Mapping[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """Where the cells of a document stand: `starts` are the rows' first cells, then the end; `rows` the rows' grids and
    which of the grid's cells are theirs. One of each that is known, so that identity is equality."""

    starts: tuple[int, ...]
    rows: tuple[tuple[int, range], ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The words and places of a document's cells in order, and what of them counts."""

    grids: tuple[Grid, ...]
    fields: tuple[Fields, ...]
    texts: tuple[str, ...]
    wheres: tuple[Location, ...]
    layout: _Layout
    signs: tuple[Sign, ...]

    def plan(self) -> Plan | None:
        """What was found in a document with this skeleton before, if any."""
        return _plans.get((self.layout, self.signs))

    def items(self, rows: Sequence[int]) -> list[Item]:
        """The rows with those numbers, as items_of makes them."""
        places = [(*self.layout.rows[row], row) for row in rows]
        return [row_item(self.grids[grid], self.fields[grid], cells, grid, row) for grid, cells, row in places]


_plans: dict[tuple[_Layout, tuple[Sign, ...]], Plan] = {}
_lock = Lock()


def skeleton_of(blocks: Sequence[Block]) -> Skeleton | None:
    """The skeleton, None for documents that have paragraphs, rows without certain columns, or very many cells."""
    grids = tuple(block for block in blocks if isinstance(block, Grid) and block.exact and block.cells)
    if not grids or len(grids) != len(blocks) or sum(len(grid.cells) for grid in grids) > _MOST:
        return None
    fields = tuple(grid.fields for grid in grids)
    layout = _layout(tuple((grid.rows, grid.columns, grid.colspans) for grid in fields))
    if layout is None:
        return None
    texts = tuple(chain.from_iterable(grid.texts for grid in fields))
    wheres = tuple(chain.from_iterable(grid.wheres for grid in fields))
    signs = tuple(map(_sign, texts))
    signs = _spelled_out(texts, signs, layout) if _STRANGE in signs else signs
    return Skeleton(grids, fields, texts, wheres, layout, signs)


@lru_cache(maxsize=_KEPT)
def _layout(shape: Shape) -> _Layout | None:
    """None where the cells are not in order."""
    counts: list[int] = []
    found: list[tuple[int, range]] = []
    for owner, (rows, columns, _) in enumerate(shape):
        places = tuple(zip(rows, columns, strict=True))
        if any(map(ge, places, places[1:])):
            return None
        cells = Counter(rows).values()
        counts += cells
        found += [(owner, range(begin, end)) for begin, end in pairwise(accumulate(cells, initial=0))]
    return _Layout(tuple(accumulate(counts, initial=0)), tuple(found))


@lru_cache(maxsize=1 << 13)
def _sign(text: str) -> Sign:
    """What counts of a cell: its kind, or its words."""
    if is_count(text):
        return _NUMBER
    kind = classify(text)
    if kind is NUMBER:
        return _ODD + text if names_unit(text) else _NUMBER
    if kind is BLANK:
        return _BLANK if text.strip() else _EMPTY
    if kind is ODD or text[0] == _MARK:
        return _ODD + text
    if _is_strange(text):
        return _STRANGE
    squeezed = squeeze(text)
    marked = squeezed in page_words().review_marks
    return squeezed if _ORDINARY.fullmatch(text) and not marked and classify(squeezed) is LABEL else text


@dataclass(frozen=True)
class _Known:
    """Everything that the tables of all editions look for in a cell's words, folded. `longest` has the longest head,
    and what is longer than `paragraph` is none of them, nor like a head."""

    full: frozenset[str]
    bares: frozenset[str]
    marks: tuple[str, ...]
    paragraph: int
    longest: int
    characters: frozenset[str]

    def names(self, text: str) -> bool:
        return fold(text) in self.full or bare(text) in self.bares


@cache
def _known() -> _Known:
    tables = [table for name in EDITIONS for table in edition(name).tables]
    patterns = [pattern_of(label) for table in tables for label in (*table.rows, *table.columns)]
    heads = frozenset(chain.from_iterable(heads_of(table) | words_of(table).groups for table in tables))
    full = heads | frozenset(chain.from_iterable(pattern.full for pattern in patterns))
    columns = [pattern_of(label) for table in tables for label in table.columns]
    columns += [pattern_of(row) for table in tables if table.id == "disputes" for row in table.rows]
    longest = max(len(words) for pattern in columns for words in pattern.bares)
    return _Known(
        full,
        frozenset(chain.from_iterable(pattern.bares for pattern in patterns)),
        tuple(fold(mark) for marks in EDITION_MARKS.values() for mark in marks),
        max(*map(len, full), 2 * longest + _NUMBERING),
        longest,
        frozenset(chain.from_iterable(words for pattern in columns for words in pattern.bares)),
    )


def _is_strange(text: str) -> bool:
    """True for words that recognition of the tables takes no notice of, whatever they are."""
    known, folded = _known(), fold(text)
    if not folded or names_unit(text) or any(map(folded.__contains__, known.marks)):
        return False
    if len(folded) > known.paragraph:
        return True
    if known.names(text) or squeeze(text) in page_words().review_marks:
        return False
    tables = [table for name in EDITIONS for table in edition(name).tables]
    if any(any(words_of(table).named(text)) for table in tables if table.id == "disputes"):
        return False
    # words twice as long as a head, or with half of their characters in no head, are not like it
    short = bare(text)
    if len(short) >= 2 * known.longest or 2 * sum(map(known.characters.__contains__, short)) < len(short):
        return True
    return not any(
        any(pattern_of(column).likeness(text) >= 0.8 for column in table.columns)
        or (table.id == "disputes" and pattern_hit(table, folded))
        for table in tables
    )


def _spelled_out(texts: Sequence[str], signs: tuple[Sign, ...], layout: _Layout) -> tuple[Sign, ...]:
    """Strange words count after all in a row with numbers, and where they may be half a label that a page break cut."""
    counted, doubtful = _near_numbers(layout, signs)
    halves = [
        i
        for i, above, below in doubtful
        if any(_halves(texts[head], texts[i]) for head in above)
        or any(_halves(texts[i], texts[tail]) for tail in below)
    ]
    spelled = list(signs)
    for i in (*counted, *halves):
        spelled[i] = texts[i]
    return tuple(spelled)


# a function of the signs, so that it is asked once a template
@lru_cache(maxsize=_KEPT)
def _near_numbers(layout: _Layout, signs: tuple[Sign, ...]) -> tuple[list[int], list[tuple[int, list[int], list[int]]]]:
    """Numbers of the strange cells in rows with numbers; and of those in the rows above and below such rows, each with
    the cells there that have words."""
    rows = [signs[first:end] for first, end in pairwise(layout.starts)]
    numbered = [_NUMBER in row or any(sign.startswith(_ODD) for sign in row) for row in rows]
    counted: list[int] = []
    doubtful: list[tuple[int, list[int], list[int]]] = []
    for row in [row for row, signs_of_row in enumerate(rows) if _STRANGE in signs_of_row]:
        strange = [i for i, sign in enumerate(rows[row], layout.starts[row]) if sign == _STRANGE]
        if numbered[row]:
            counted += strange
            continue
        above, below = (
            [i for i, sign in enumerate(rows[at], layout.starts[at]) if sign not in (_EMPTY, _BLANK, _NUMBER)]
            if 0 <= at < len(rows) and numbered[at]
            else []
            for at in (row - 1, row + 1)
        )
        doubtful += [(i, above, below) for i in strange if above or below]
    return counted, doubtful


@lru_cache(maxsize=1 << 12)
def _halves(head: str, tail: str) -> bool:
    return _known().names(head + tail)


def remember(skeleton: Skeleton, items: Sequence[Item], found: Found, texts: Set[int], form: Edition) -> None:
    """Keep what was found, if the skeleton alone decided it: every cell of the form, and nothing to say about it. The
    labels have named the edition. `texts` are the items that hold paragraphs."""
    plain = not (found.guessed or found.notices) and len(found.tokens) == len(form.addresses)
    if not plain or any(_has_serial(item) for item in items):
        return
    at = {
        (row, token.column): i
        for row, start in enumerate(skeleton.layout.starts[:-1])
        for i, token in enumerate(items[row].tokens, start)
    }
    tables = {items[row].grid: row for row in sorted(found.used, reverse=True)}
    loose = tuple(
        row
        for row, (start, end) in enumerate(pairwise(skeleton.layout.starts))
        if items[row].grid not in tables
        or row in texts
        or any("=" in sign for sign in skeleton.signs[start:end])
        or _STRANGE in skeleton.signs[start:end]
        or any(value for _, value in row_pairs(items[row]))
    )
    places = [at[found.tokens[address].item, found.tokens[address].column] for address in form.addresses]
    plan = Plan(form, itemgetter(*places), loose, frozenset(found.used), tables)
    with _lock:
        while len(_plans) >= _KEPT:
            del _plans[next(iter(_plans))]
        _plans[skeleton.layout, skeleton.signs] = plan


def kept() -> int:
    """How many skeletons are remembered."""
    return len(_plans)


def forget() -> None:
    """Forget everything that was found, for tests and measurements."""
    with _lock:
        _plans.clear()


def _has_serial(item: Item) -> bool:
    """A number left of a label may be taken as part of it."""
    kinds = [token.kind for token in item.tokens]
    return any(LABEL in kinds[at:] for at, kind in enumerate(kinds) if kind is NUMBER)
