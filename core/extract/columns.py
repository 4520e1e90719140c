"""Columns of an exact grid by the heads that stand over them, and the cells of a row by its own label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from core.catalog import Label, Table
from core.extract.items import BLANK, LABEL, NUMBER, Item, Line, Token
from core.extract.labels import Pattern, bare, fold
from core.model import Notice

_HEAD = 0.8
"""Likeness from which a label is a column's head."""
_OWN = 0.95
"""From here on it is that head and no other."""


@cache
def pattern_of(label: Label) -> Pattern:
    return Pattern.of((label.label, *label.also))


@cache
def rows_by_label(table: Table) -> Mapping[str, int]:
    """Number of the row that has this label, folded."""
    return {words: number for number, row in enumerate(table.rows) for words in pattern_of(row).full}


def row_named(table: Table, text: str) -> Pattern | None:
    """The row whose own label this is, with or without its numbering."""
    full, bares = rows_by_label(table), _rows_by_bare_label(table)
    row = full.get(fold(text), bares.get(bare(text)))
    return None if row is None or not fold(text) else pattern_of(table.rows[row])


@cache
def _rows_by_bare_label(table: Table) -> Mapping[str, int]:
    """The first row that has this label, without its numbering."""
    found: dict[str, int] = {}
    for number, row in enumerate(table.rows):
        for words in pattern_of(row).bares:
            found.setdefault(words, number)
    return found


@cache
def _words_of(table: Table) -> frozenset[str]:
    """All labels of the table's rows, columns and groups, folded."""
    labels = (*table.rows, *table.columns)
    groups = {fold(label.group) for label in labels if label.group}
    return frozenset(groups | {words for label in labels for words in pattern_of(label).full})


@dataclass(frozen=True, slots=True)
class Heads:
    """Grid columns of the form's columns. `own_order` where they stand in another order than the form's, or not all;
    `contradictory` where some are damaged and the others stand in another order. `width` is that of the grid."""

    places: Mapping[str, int]
    own_order: bool = False
    contradictory: bool = False
    missing: tuple[str, ...] = ()
    width: int = 0


class HeaderMap:
    """What the heads in each exact grid say: of table three for the whole grid; of a table with several sets of columns
    from one row of heads to the next, and there only what differs from the form's order."""

    def __init__(self, table: Table, items: Sequence[Item]) -> None:
        self._table = table
        self._maps: dict[int, Heads] = {}
        self._sets: dict[tuple[int, tuple[str, ...]], list[tuple[int, Heads]]] = {}
        if any(row.columns for row in table.rows):
            self._read_sets(items)
            return
        last: tuple[int, Heads] | None = None
        for grid, rows in grids_of(items).items():
            width = max((row.tokens[-1].column + row.tokens[-1].colspan for row in rows if row.tokens), default=0)
            heads = _read_heads(table, rows)
            if heads is None and last is not None and last[0] == width:
                heads = last[1]  # a table going on over the page has no header of its own
            if heads is not None:
                self._maps[grid] = heads = replace(heads, width=width)
                last = (width, heads)

    def _read_sets(self, items: Sequence[Item]) -> None:
        sets = {columns for row in self._table.rows if len(columns := self._table.columns_of(row.id)) > 1}
        rows = [item for item in items if item.exact and _may_be_heads(item)]
        for columns in sets:
            labels = tuple(self._table.column(column) for column in columns)
            for item in rows:
                if heads := _heads_in_row(item, labels):
                    self._sets.setdefault((item.grid, columns), []).append((item.index, heads))

    def of(self, grid: int) -> Heads | None:
        """The heads that are known for all rows of a grid."""
        heads = self._maps.get(grid)
        return heads if heads is not None and not heads.contradictory else None

    def of_row(self, line: Line, columns: Sequence[str]) -> Heads | None:
        """What is known for a row with those columns."""
        heads = self._heads(line, columns)
        return None if heads is None or heads.contradictory else heads

    @property
    def doubtful(self) -> bool:
        """Whether any heads are damaged and contradict the form's order."""
        every = (*self._maps.values(), *(heads for rows in self._sets.values() for _, heads in rows))
        return any(heads.contradictory for heads in every)

    def contradicts(self, line: Line, columns: Sequence[str]) -> bool:
        heads = self._heads(line, columns)
        return heads is not None and heads.contradictory

    def _heads(self, line: Line, columns: Sequence[str]) -> Heads | None:
        if not line.exact:
            return None
        if not self._sets:
            return self._maps.get(line.grid)
        above = [heads for at, heads in self._sets.get((line.grid, tuple(columns)), ()) if at < _item_of(line)]
        if above:
            return above[-1] if above[-1].own_order or above[-1].contradictory else None
        return self._maps.get(line.grid)

    def notices(self, grids: Iterable[int]) -> list[Notice]:
        """Columns that the grids with the table do not have."""
        missing = {name for grid in grids if grid in self._maps for name in self._maps[grid].missing}
        names = [column for column in self._table.columns if column.id in missing]
        return (
            [
                Notice(
                    "column_missing",
                    {"table": self._table.title, "columns": "、".join(f"“{column.label}”" for column in names)},
                    None,
                    tuple(f"{self._table.id}.{row.id}.{column.id}" for row in self._table.rows for column in names),
                )
            ]
            if names
            else []
        )


def _item_of(line: Line) -> int:
    return (line.row or (*line.labels, *line.slots))[0].item


def grids_of(items: Sequence[Item]) -> dict[int, list[Item]]:
    grids: dict[int, list[Item]] = {}
    for item in items:
        if item.exact:
            grids.setdefault(item.grid, []).append(item)
    return grids


def _read_heads(table: Table, rows: Sequence[Item]) -> Heads | None:
    """The heads of a grid with table three: all of them in any order; all but a few where the grid has no more columns;
    None where they say nothing against the form's order."""
    first_rows = [pattern_of(row) for row in table.rows[:2]]
    columns: dict[str, int] = {}
    doubled: set[str] = set()
    for row in rows:
        labels = [token for token in row.tokens if token.kind is LABEL]
        if columns and any(p.likeness(t.text) >= 0.95 and t.colspan < 4 for t in labels[-1:] for p in first_rows):
            break
        for token in labels:
            for column, likeness in _columns_named(table, token.text) if token.colspan <= 2 else ():
                if column in columns and columns[column] != token.column and likeness >= _OWN:
                    doubled.add(column)
                columns.setdefault(column, token.column)
    return _judged(table, columns, doubled, rows)


@lru_cache(maxsize=1 << 12)
def _columns_named(table: Table, text: str) -> tuple[tuple[str, float], ...]:
    """The columns whose heads these words are like, and how much."""
    likenesses = ((column.id, pattern_of(column).likeness(text)) for column in table.columns)
    return tuple((column, likeness) for column, likeness in likenesses if likeness >= _HEAD)


def _judged(table: Table, columns: Mapping[str, int], doubled: set[str], rows: Sequence[Item]) -> Heads | None:
    order = [columns[column.id] for column in table.columns if column.id in columns]
    in_order = all(this < following for this, following in pairwise(order))
    whole = len(order) == len(table.columns)
    if whole and in_order:
        return Heads(columns)
    if len(order) < 3 or (not in_order and (doubled or len(set(order)) < len(order))):
        return Heads(columns, contradictory=True) if len(order) >= 3 else None
    if whole:
        return Heads(columns, own_order=True)
    if _only_those(table, rows, set(order)):
        return Heads(columns, own_order=True, missing=tuple(c.id for c in table.columns if c.id not in columns))
    return None if in_order else Heads(columns, contradictory=True)


def _only_those(table: Table, rows: Sequence[Item], places: set[int]) -> bool:
    """Whether the grid's rows have their cells in those columns and no others: the table lacks the other columns."""
    known, first = rows_by_label(table), min(places)
    counts = [0, 0]
    for row in rows:
        label = next((t.column for t in row.tokens if t.column < first and fold(t.text) in known), None)
        if label is not None:
            counts[{token.column for token in row.tokens if token.column > label} == places] += 1
    return counts[1] > 2 * counts[0]


def _may_be_heads(item: Item) -> bool:
    """Whether a row has several labels and no number."""
    kinds = [token.kind for token in item.tokens]
    return NUMBER not in kinds and kinds.count(LABEL) > 1


def _heads_in_row(item: Item, labels: tuple[Label, ...]) -> Heads | None:
    """What a row of heads says of a set of columns, None where it is no such row."""
    places: dict[str, list[int]] = {}
    for token in item.tokens:
        if token.kind is LABEL and (column := _likest(labels, token.text)):
            places.setdefault(column, []).append(token.column)
    if len(places) < 2:
        return None
    columns = {column: found[0] for column, found in places.items()}
    order = [columns[label.id] for label in labels if label.id in columns]
    in_order = order == sorted(order)
    if len(places) == len(labels) and all(len(found) == 1 for found in places.values()):
        return Heads(columns, own_order=not in_order)
    return Heads(columns, contradictory=not in_order)


@lru_cache(maxsize=1 << 12)
def _likest(labels: tuple[Label, ...], text: str) -> str | None:
    """Which of the heads these words are, None for none of them."""
    best = max(labels, key=lambda label: pattern_of(label).likeness(text))
    return best.id if pattern_of(best).likeness(text) >= _HEAD else None


def fits(line: Line, heads: Heads) -> bool:
    """Whether a row's cells stand under the heads. In a page that has lost a merged cell they stand further left, so
    that something stands between the label and the first head, or the row ends before the grid does."""
    places = {token.column for token in line.row}
    first = min(heads.places.values())
    label = max((t.column for t in line.row if t.column < first and t.kind is LABEL), default=-1)
    astray = any(t.text.strip() for t in line.row if label < t.column < first)
    short = bool(line.row) and line.row[-1].column + line.row[-1].colspan < heads.width
    return label >= 0 and not astray and not short and places.issuperset(heads.places.values())


def by_columns(line: Line, headers: HeaderMap) -> Line:
    """In a grid with known columns, labels are what stands left of the first, cells what stands from there on."""
    heads = headers.of(line.grid) if line.exact else None
    if heads is None or not fits(line, heads):
        return line
    first = min(heads.places.values())
    labels = [token for token in line.row if token.column < first and token.kind is not BLANK]
    slots = [token for token in line.row if token.column >= first]
    if not labels or all(token.kind is LABEL for token in slots):
        return line
    return Line(labels, slots, line.grid, True, line.row)


def by_row_label(table: Table, line: Line) -> tuple[Line, bool]:
    """In a grid, what follows a row's own label are its cells, also where one of them holds words; and whether that
    makes a difference."""
    if not line.exact or len(line.labels) < 2:
        return line, False
    known = rows_by_label(table)
    if fold(line.labels[-1].text) in known:
        return line, False
    at = max((i for i, t in enumerate(line.row) if t.kind is LABEL and fold(t.text) in known), default=-1)
    cells = line.row[at + 1 :]
    if at < 0 or not cells or any(_is_head(table, token) for token in cells):
        return line, False
    if line.slots and line.slots[0].column <= cells[0].column:
        return line, False
    count = len(table.columns_of(table.rows[known[fold(line.row[at].text)]].id))
    filled = [i for i, token in enumerate(cells) if token.text.strip()]
    if not filled or filled[-1] - filled[0] >= count or len(cells) < count:
        return line, False
    labels = [token for token in line.row[: at + 1] if token.kind is LABEL]
    return Line(labels, list(cells), line.grid, True, line.row), True


def _is_head(table: Table, token: Token) -> bool:
    return token.kind is LABEL and fold(token.text) in _words_of(table)
