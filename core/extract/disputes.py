"""Find table four: fifteen results in one row under three heads, or five under each head by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.catalog import Table
from core.extract.gaps import expand_gaps
from core.extract.items import Item, Kind, Line, Token
from core.extract.labels import fold
from core.extract.tables import Found, pattern_of
from core.model import Cell, Notice
from core.values import State


def find_disputes(table: Table, lines: Sequence[Line], items: Sequence[Item], found: Found) -> None:
    """Fill the fifteen cells of table four. Lines already used by other tables are left alone."""
    width = len(table.columns)
    results = {fold(word) for column in table.columns for word in (column.label, *column.also)}
    best: tuple[int, Line, tuple[str, ...]] | None = None
    heads: list[Token] = []
    for line in lines:
        free = not (line.items(0) & found.used)
        heads = (heads + line.labels)[-45:] if free else []
        if not free or not (line.slots or line.exact):
            continue
        seen = _results_seen(heads, results)
        line = _with_words(line)
        slots = line.slots
        if seen < 3 or not slots:
            continue
        rows = _rows_meant(table, heads, len(slots), width, line)
        if rows is None:
            continue
        if len(rows) == 1 and any(token.text.strip() for token in slots):
            _put(table, rows, line, found)
            heads = []
        elif len(rows) > 1:
            filled = sum(bool(token.text.strip()) for token in slots)
            if best is None or filled > best[0]:
                best = (filled, line, rows)
    if best is not None and not any(address in found.cells for address in table.addresses):
        _put(table, best[2], best[1], found)
    _cover_heads(table, items, found, results)


def _with_words(line: Line) -> Line:
    """In a grid, a row of numbers with a word or two among them (见附件) is still a row of cells."""
    tokens = list(line.row)
    numbers = sum(token.kind is not Kind.LABEL for token in tokens)
    if not line.exact or not line.labels or numbers <= 2 * len(line.labels):
        return line
    first = 0 if len(tokens) % 5 == 0 else 1
    return Line(tokens[:first], tokens[first:], line.grid, True, line.row)


def _results_seen(heads: Sequence[Token], results: set[str]) -> int:
    """How many of the heads 结果维持 … 总计 stand before, also where they are broken over two lines."""
    words = [fold(token.text) for token in heads]
    pairs = [a + b for a, b in pairwise(words)]
    return len({word for word in (*words, *pairs) if word in results})


def _rows_meant(table: Table, heads: Sequence[Token], count: int, width: int, line: Line) -> tuple[str, ...] | None:
    """Which of the three rows a line of numbers is for: all, the two litigations, or the one named last before it."""
    every = tuple(row.id for row in table.rows)
    named = [row.id for token in reversed(heads) for row in reversed(table.rows) if _names(row.id, table, token.text)]
    distinct = tuple(dict.fromkeys(named))
    if count >= len(every) * width or (len(distinct) >= 2 and count > width):
        return every
    if count == width and distinct:
        return (distinct[0],)
    # fewer numbers than cells in copied text: blank ones may be counted back from the gaps
    if not line.exact and len(distinct) == len(every) and expand_gaps(line, len(every) * width) is not None:
        return every
    if not line.exact and len(distinct) == len(every):
        return every
    return None


def _names(row_id: str, table: Table, text: str) -> bool:
    words = fold(text)
    return any(fold(w) in words for w in (table.row(row_id).label, *table.row(row_id).also)) and len(words) <= 24


def _put(table: Table, rows: tuple[str, ...], line: Line, found: Found) -> None:
    addresses = [f"{table.id}.{row}.{column.id}" for row in rows for column in table.columns]
    slots = line.slots
    found.cover(table.id, line.items(0))
    chosen = _choose(slots, line, len(addresses))
    if chosen is not None:
        for address, token in zip(addresses, chosen, strict=True):
            found.put(address, token)
        return
    words = " ".join(token.text.strip() for token in slots if token.text.strip())
    if not words:
        return
    where = slots[0].where
    params = {"label": table.title, "found": len(slots), "wanted": len(addresses), "words": words}
    found.notices.append(Notice("row_not_placed", params, where, tuple(addresses)))
    for address in addresses:
        found.cells[address] = Cell(State.UNREADABLE, None, words, where, sure=False)


def _choose(slots: list[Token], line: Line, count: int) -> list[Token] | None:
    if len(slots) == count:
        return slots
    if len(slots) > count:
        filled = [i for i, token in enumerate(slots) if token.text.strip()]
        if not filled:
            return slots[:count]
        if filled[-1] - filled[0] < count:
            start = 0 if filled[-1] < count else filled[-1] - count + 1
            return slots[start : start + count] if line.exact or start == 0 else None
        return None
    return expand_gaps(line, count)


def _cover_heads(table: Table, items: Sequence[Item], found: Found, results: set[str]) -> None:
    """Take the header rows above the numbers into the table's span."""
    if table.id not in found.spans:
        return
    first, last = found.spans[table.id]
    heads = {fold(cell.text) for cell in table.layout if cell.text} | results
    broken = {word[:2] for word in heads} | {word[2:] for word in heads}
    while first > 0 and items[first - 1].index not in found.used:
        words = [fold(token.text) for token in items[first - 1].tokens if token.kind is Kind.LABEL]
        if not words or not all(word in heads or word in broken or pattern_hit(table, word) for word in words):
            break
        first -= 1
    found.cover(table.id, range(first, last + 1))


def pattern_hit(table: Table, word: str) -> bool:
    return any(pattern_of(row).likeness(word) >= 0.9 for row in table.rows)
