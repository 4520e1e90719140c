"""Find table four: fifteen results in one row under three heads, or five for each head by itself, in any direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import pairwise

from core.catalog import Table
from core.extract.columns import grids_of, pattern_of
from core.extract.filling import blank_end
from core.extract.found import Found
from core.extract.gaps import doubtful_end, expand_gaps, with_blank_rows
from core.extract.items import BLANK, LABEL, NUMBER, ODD, Item, Line, Token
from core.extract.labels import fold
from core.model import Cell, Notice
from core.values import State

_SENTENCE = 20
"""Characters from which a label with a full stop is a paragraph."""
_GLUED = 20
"""Characters that copied text may have beside a head, where labels are glued to labels."""


@dataclass(frozen=True, eq=False)
class _Words:
    """The heads of the table, folded: results (结果维持), kinds (复议后起诉), groups (行政诉讼)."""

    results: dict[str, str]
    kinds: dict[str, str]
    groups: frozenset[str]

    # heads repeat from report to report; there are as many of these objects as editions
    @lru_cache(maxsize=1 << 12)  # noqa: B019 - made once from the catalog
    def named(self, text: str) -> tuple[str, str]:
        """(result, kind) of a head, "" for what it does not name; both where two heads have run together."""
        folded = fold(text)
        if folded in self.results:
            return self.results[folded], ""
        if kind := self.kind(text):
            return "", kind
        result = next((word for word in self.results if len(word) > 2 and folded.endswith(word)), "")
        kind = self.kind(folded.removesuffix(result)) if result else ""
        return (self.results[result], kind) if kind else ("", "")

    def kind(self, text: str, slack: int = 6) -> str:
        """The kind that a head names with at most so many other characters, the last of several; "" for none."""
        words = fold(text)
        for word, row in reversed(self.kinds.items()):
            if word in words and len(words) <= len(word) + slack:
                return row
        return ""


@cache
def words_of(table: Table) -> _Words:
    """What the heads of a table say."""
    columns, rows = table.columns, table.rows
    return _Words(
        {fold(word): column.id for column in columns for word in (column.label, *column.also)},
        {fold(word): row.id for row in rows for word in (row.label, *row.also)},
        frozenset(fold(row.group) for row in rows if row.group),
    )


def find_disputes(table: Table, lines: Sequence[Line], items: Sequence[Item], found: Found) -> None:
    """Fill the fifteen cells of table four. Lines already used by other tables are left alone."""
    words = words_of(table)
    _by_heads(table, words, items, found)
    if not all(address in found.cells for address in table.addresses):
        found.guessed = True
        _by_order(table, words, lines, found)
    _cover_heads(table, items, found)
    missing = [row for row in table.rows if f"{table.id}.{row.id}.{table.columns[0].id}" not in found.cells]
    if 0 < len(missing) < len(table.rows):
        params = {"table": table.title, "rows": "；".join(row.label for row in missing), "count": len(missing)}
        cells = tuple(f"{table.id}.{row.id}.{column.id}" for row in missing for column in table.columns)
        found.notices.append(Notice("rows_not_found", params, None, cells))


# ---------------------------------------------------------------- grids whose heads name every column or row


@dataclass(slots=True)
class _Heads:
    """What the heads read so far say of a grid's columns: which result stands there, and whose."""

    results: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def learn(self, item: Item, words: _Words, width: int) -> None:
        """Take in a row of heads. Where heads are not merged, one stands over the columns up to the next."""
        starts = []
        for token in item.tokens:
            result, kind = words.named(token.text)
            if result:
                self.results[token.column] = result
            if kind or fold(token.text) in words.groups:
                starts.append((token.column, kind))
        for at, (column, kind) in enumerate(starts):
            end = starts[at + 1][0] if at + 1 < len(starts) else column + width
            if kind:
                self.kinds.update(dict.fromkeys(range(column, min(end, column + width)), kind))


def _by_heads(table: Table, words: _Words, items: Sequence[Item], found: Found) -> None:
    """Each number of a grid goes where the heads above it and the labels left of it say; all five of a kind or none."""
    placed: dict[str, Token] = {}
    for rows in grids_of(items).values():
        if rows[0].index in found.used and rows[-1].index in found.used:
            continue
        free = [row for row in rows if row.index not in found.used]
        if sum(_is_head(t, words) for row in free for t in row.tokens if t.kind is LABEL) < 4:
            continue
        heads = _Heads()
        for row in free:
            cells = _cells_of(table, row, heads, words)
            count = sum(_is_head(token, words) for token in row.tokens)
            if count and not any(token.kind is not BLANK for token in cells.values()):
                heads.learn(row, words, len(table.columns))
                if count > 1:
                    continue
            if 2 * sum(token.kind is LABEL for token in cells.values()) >= len(cells):
                continue  # words under the heads, as a note or another program's formula
            for address, token in cells.items():
                if address not in placed or (placed[address].kind is BLANK and token.kind is not BLANK):
                    placed[address] = token
    for kind in table.rows:
        addresses = [f"{table.id}.{kind.id}.{column.id}" for column in table.columns]
        if all(address in placed for address in addresses):
            tokens = [placed[address] for address in addresses]
            found.put(addresses, tokens)
            found.cover(table.id, {token.item for token in tokens})


def _is_head(token: Token, words: _Words) -> bool:
    return token.kind is LABEL and any(words.named(token.text))


def _cells_of(table: Table, row: Item, heads: _Heads, words: _Words) -> dict[str, Token]:
    """Address to cell, for the cells of a row of which both the result and the kind are known."""
    result = kind = ""
    cells: dict[str, Token] = {}
    for token in row.tokens:
        named = words.named(token.text) if token.kind is LABEL else ("", "")
        if any(named):
            result, kind = named[0] or result, named[1] or kind
            continue
        # a head above is nearer than a label far to the left, as in 行政复议 | 结果维持 | 3
        whose = kind or heads.kinds.get(token.column, "")
        which = result or heads.results.get(token.column, "")
        if whose and which:
            cells.setdefault(f"{table.id}.{whose}.{which}", token)
    return cells


# ---------------------------------------------------------------- copied text, and heads that are damaged


def _by_order(table: Table, words: _Words, lines: Sequence[Line], found: Found) -> None:
    width = len(table.columns)
    best: tuple[int, Line, tuple[str, ...]] | None = None
    heads: list[Token] = []
    taken = frozenset(found.used)  # a whole table may be one item, so what this table takes is not counted
    for line in with_blank_rows(lines, partial(_cells_named, table, words)):
        free = not (line.items(0) & taken)
        heads = _since_text(heads + line.labels)[-45:] if free else []
        if not free or not (line.slots or line.exact):
            continue
        seen = _results_seen(heads, words)
        line = _with_words(line)
        slots = line.slots
        if seen < 3 or not slots:
            continue
        rows = _rows_meant(table, words, heads, _count(slots, width), width, line)
        if rows is None or all(f"{table.id}.{row}.{table.columns[0].id}" in found.cells for row in rows):
            continue
        if len(rows) == 1 and (not line.exact or any(token.text.strip() for token in slots)):
            _put(table, rows, line, found)
            # the heads of the results may stand over several rows, the kind names this row only
            heads = [token for token in heads if fold(token.text) in words.results]
        elif len(rows) > 1:
            filled = sum(bool(token.text.strip()) for token in slots)
            if best is None or filled > best[0]:
                best = (filled, line, rows)
    if best is not None and not any(address in found.cells for address in table.addresses):
        _put(table, best[2], best[1], found)


def _cells_named(table: Table, words: _Words, labels: Sequence[Token]) -> tuple[int, ...]:
    """How many cells may follow a head: five, or all."""
    width, text = len(table.columns), labels[-1].text
    if fold(text) in words.results:
        return len(table.rows) * width, width
    return (width,) if words.kind(text) else ()


def _since_text(labels: list[Token]) -> list[Token]:
    """Those after the last paragraph: no sentence stands between the heads and their numbers."""
    texts = [at for at, token in enumerate(labels) if len(token.text) > _SENTENCE and "。" in token.text]
    return labels[texts[-1] + 1 :] if texts else labels


def _count(slots: Sequence[Token], width: int) -> int:
    """How many cells a line has, without an empty one after whole rows that text with bars may have."""
    count = len(slots)
    return count - 1 if count % width == 1 and not slots[-1].text.strip() else count


def _with_words(line: Line) -> Line:
    """In a grid, a row of numbers with a word or two among them (见附件) is still a row of cells."""
    tokens = list(line.row)
    numbers = sum(token.kind is not LABEL for token in tokens)
    if not line.exact or not line.labels or numbers <= 2 * len(line.labels):
        return line
    first = 0 if len(tokens) % 5 == 0 else 1
    return Line(tokens[:first], tokens[first:], line.grid, True, line.row)


def _results_seen(heads: Sequence[Token], words: _Words) -> int:
    """How many of the heads 结果维持 … 总计 stand before, also where they are broken over two lines."""
    folded = [fold(token.text) for token in heads]
    pairs = [a + b for a, b in pairwise(folded)]
    return len({word for word in (*folded, *pairs) if word in words.results})


def _rows_meant(
    table: Table, words: _Words, heads: Sequence[Token], count: int, width: int, line: Line
) -> tuple[str, ...] | None:
    """Which of the three rows a line of numbers is for: all, the two litigations, or the one named last before it."""
    every = tuple(row.id for row in table.rows)
    named = [kind for token in reversed(heads) if (kind := words.kind(token.text, _GLUED))]
    distinct = tuple(dict.fromkeys(named))
    if count >= len(every) * width or (len(distinct) >= 2 and count > width):
        return every
    if not line.exact and _names_all(heads, words, width):
        return every
    if count == width and distinct:
        return (distinct[0],)
    # fewer numbers than cells in copied text: blank ones may be counted back from the gaps
    if not line.exact and len(distinct) == len(every):
        return every
    if not line.exact and count < width and len(distinct) == 1:
        return distinct
    return None


def _names_all(heads: Sequence[Token], words: _Words, width: int) -> bool:
    """Whether more results follow the last kind than one kind has: those of both litigations, as in the form."""
    after = [fold(token.text) for token in heads]
    last = max((at for at, token in enumerate(heads) if words.kind(token.text, _GLUED)), default=len(heads))
    joined = "".join(after[last + 1 :])
    return sum(joined.count(word) for word in words.results if len(word) > 1) > width


def _put(table: Table, rows: tuple[str, ...], line: Line, found: Found) -> None:
    addresses = [f"{table.id}.{row}.{column.id}" for row in rows for column in table.columns]
    slots = line.slots
    found.cover(table.id, line.items(0))
    chosen = _choose(slots, line, len(addresses))
    if chosen is not None:
        doubtful = len(slots) < len(addresses) and doubtful_end(line, chosen)
        found.put(addresses, chosen, sure=not doubtful)
        if doubtful:
            found.notices.append(blank_end(table.title, line, addresses))
        return
    words = " ".join(token.text.strip() for token in slots if token.text.strip())
    if not any(token.kind in (NUMBER, ODD) for token in slots):
        return
    where = slots[0].where
    params = {"label": table.title, "found": len(slots), "wanted": len(addresses), "words": words}
    said = "row_not_placed" if len(slots) < len(addresses) else "row_not_parted"
    found.notices.append(Notice(said, params, where, tuple(addresses)))
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


def _cover_heads(table: Table, items: Sequence[Item], found: Found) -> None:
    """Take the header rows above the numbers into the table's span."""
    if table.id not in found.spans:
        return
    first, last = found.spans[table.id]
    heads = heads_of(table)
    while first > 0 and items[first - 1].index not in found.used:
        labels = [fold(token.text) for token in items[first - 1].tokens if token.kind is LABEL]
        if items[first].exact and items[first - 1].grid < 0:
            break  # a grid brings its own header
        if not labels or not all(word in heads or pattern_hit(table, word) for word in labels):
            break
        first -= 1
    found.cover(table.id, range(first, last + 1))


@cache
def heads_of(table: Table) -> frozenset[str]:
    """All heads of the table and halves of them, folded."""
    heads = {fold(cell.text) for cell in table.layout if cell.text} | set(words_of(table).results)
    return frozenset(heads | {word[:2] for word in heads} | {word[2:] for word in heads})


def pattern_hit(table: Table, word: str) -> bool:
    return any(pattern_of(row).likeness(word) >= 0.9 for row in table.rows)
