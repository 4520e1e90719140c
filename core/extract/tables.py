"""Find the tables of the form in lines of labels and cells: rows by alignment of labels, columns by headers or order.

Rows stand in the order of the form, so the whole sequence of lines is aligned with the whole sequence of rows; a row
whose label is damaged is still found between its neighbours, and is then marked as guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from core.catalog import Table, edition
from core.extract.columns import HeaderMap, Heads, by_columns, by_row_label, fits, pattern_of, rows_by_label
from core.extract.gaps import expand_gaps
from core.extract.items import Item, Kind, Line, Token
from core.extract.labels import Pattern, fold, squeeze
from core.extract.page import metadata_label
from core.model import Cell, Notice
from core.values import State

_JOIN = 5
"""A label may be broken over so many lines."""
_WHOLE = 0.96
"""From here on a label is the form's own, no piece of a longer one."""
_MISFIT = 0.95
"""For a line in copied text with more or fewer cells than the row: 总计 also heads a column of table four."""
_GAP_COST = 0.002
"""Cost of each line between two rows, so that of two equal tables one is taken whole."""

EDITION_MARKS = {
    "2019": (
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "其他对外管理服务事项",
        "政府集中采购",
        "上一年项目数量",
    ),
    "2021": ("本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额", "申请人逾期未按收费通知要求缴纳费用"),
}


@dataclass(slots=True)
class Found:
    """Cells found so far, the items they were in (`places` by address) and the `tokens`, and what there is to say about
    it. `guessed` is set where more was asked than which labels and kinds of cells stand where."""

    cells: dict[str, Cell] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    guessed: bool = False

    def put(self, address: str, token: Token, *, sure: bool = True) -> None:
        self.cells[address] = Cell.of(token.text, token.where, sure=sure)
        self.used.add(token.item)
        self.places[address] = token.item
        self.tokens[address] = token

    def cover(self, table: str, items: Iterable[int]) -> None:
        """Widen the table's span of items."""
        numbers = list(items)
        if numbers:
            first, last = self.spans.get(table, (numbers[0], numbers[0]))
            self.spans[table] = (min(first, *numbers), max(last, *numbers))
            self.used.update(numbers)


def which_edition(items: Sequence[Item], year: int | None, default: str) -> str:
    """The edition whose own labels stand in the document; by the year where none do."""
    folded = "\n".join({fold(token.text) for item in items for token in item.tokens if token.kind is Kind.LABEL})
    votes = {name: sum(fold(mark) in folded for mark in marks) for name, marks in EDITION_MARKS.items()}
    if votes["2019"] != votes["2021"]:
        return max(votes, key=lambda name: votes[name])
    return "2019" if year in (2019, 2020) else default


def find_rows(table: Table, lines: Sequence[Line], items: Sequence[Item], found: Found) -> None:
    """Align the rows of a table whose labels stand on the left (tables two and three) with the lines, and fill them."""
    headers = HeaderMap(table, items)
    parted = [by_row_label(table, by_columns(line, headers)) for line in lines]
    found.guessed |= any(split for _, split in parted)
    prepared = _rejoined(table, [line for line, _ in parted])
    candidates = _candidates(table, prepared)
    exact = _exactly(table, [(i, prepared[i]) for i in candidates])
    found.guessed |= exact is None or len(prepared) != len(lines)
    matched = exact or _align(table, prepared, candidates)
    if not matched:
        return
    _fill_between(table, prepared, matched, found)
    for row, index in matched.items():
        _fill_row(table, table.rows[row].id, prepared[index], headers, found, sure=True)
    found.notices.extend(_again(table, prepared, matched))
    found.notices.extend(headers.notices({prepared[index].grid for index in matched.values()}))
    if headers.doubtful:
        _doubt_by_order(table, prepared, matched, headers, found)
    if missing := [row for at, row in enumerate(table.rows) if _row_missing(table, at, found)]:
        params = {"table": table.title, "rows": "；".join(row.label for row in missing), "count": len(missing)}
        cells = tuple(f"{table.id}.{row.id}.{column}" for row in missing for column in table.columns_of(row.id))
        found.notices.append(Notice("rows_not_found", params, None, cells))


def _again(table: Table, lines: Sequence[Line], matched: Mapping[int, int]) -> list[Notice]:
    """The table's first row standing there once more: another report, or last year's table beside this one's."""
    first = min(matched)
    if not table.rows[first].label or len(table.columns_of(table.rows[first].id)) < 3:
        return []
    pattern, taken = pattern_of(table.rows[first]), set(matched.values())
    again = [
        line
        for index, line in enumerate(lines)
        if index not in taken
        and line.labels
        and sum(token.kind is Kind.NUMBER for token in line.slots) >= 3
        and _likeness(line, pattern)[0] >= 0.96
    ]
    where = lines[matched[first]].slots[0].where
    return [
        Notice("table_again", {"table": table.title, "read": where, "other": line.slots[0].where}, line.slots[0].where)
        for line in again
    ]


def _row_missing(table: Table, row: int, found: Found) -> bool:
    row_id = table.rows[row].id
    return not any(f"{table.id}.{row_id}.{column}" in found.cells for column in table.columns_of(row_id))


def _rejoined(table: Table, lines: list[Line]) -> list[Line]:
    """Rows that a page break has cut in two, put together: part of the label on either side, the cells on one."""
    patterns = [pattern_of(row) for row in table.rows]
    whole: list[Line] = []
    full = False
    for line in lines:
        was_full, full = full, line.exact and any(token.kind is Kind.NUMBER for token in line.slots)
        halves = was_full != full and line.exact and bool(whole) and whole[-1].exact
        if halves and (joined := _joined(whole[-1], line, full, patterns)):
            whole[-1], full = joined, True
        else:
            whole.append(line)
    return whole


def _joined(above: Line, below: Line, below_full: bool, patterns: Sequence[Pattern]) -> Line | None:
    """Both halves as one line if together they have a label of the form that neither has by itself. One of them has
    the numbers."""
    cells, other = (below, above) if below_full else (above, below)
    if not above.labels or any(token.text.strip() for token in other.slots):
        return None
    head = above.labels[-1]
    if not below.labels:
        # the label was whole on the page before, the numbers had slipped to the next
        whole = below_full and above.slots and any(pattern.likeness(head.text) >= 0.95 for pattern in patterns)
        return Line(above.labels, below.slots, above.grid, True, below.row) if whole else None
    words = head.text + below.labels[-1].text
    best = max(patterns, key=lambda pattern: pattern.likeness(words))
    apart = max(best.likeness(head.text), best.likeness(below.labels[-1].text))
    if best.likeness(words) < 0.95 or apart >= 0.95 or len(below.labels) > 1:
        return None
    label = head._replace(text=words)
    return Line([*above.labels[:-1], label], cells.slots, above.grid, True, cells.row)


def _likeness(line: Line, pattern: Pattern) -> tuple[float, int]:
    """Best likeness of a row's label with the last labels of a line, joined where they are broken over lines, and how
    many of them were joined."""
    best = (0.9 if line.labels and pattern.ends(line.labels[-1].text) else 0.0, 1)
    joined = ""
    for count, token in enumerate(reversed(line.labels[-_JOIN:]), 1):
        joined = token.text + joined
        likeness = pattern.likeness(joined)
        if likeness > best[0]:
            best = (likeness, count)
        if likeness >= 0.999 or len(joined) > 80:
            break
    return best


def _exactly(table: Table, lines: Sequence[tuple[int, Line]]) -> dict[int, int] | None:
    """Row number to line number where every row stands exactly once, in order and by its own label: what the
    alignment would find, without asking how alike every line is to every row."""
    rows = rows_by_label(table)
    found = [(number, i) for i, line in lines if (number := rows.get(fold(line.labels[-1].text))) is not None]
    return dict(found) if [number for number, _ in found] == list(range(len(table.rows))) else None


def _scores(table: Table, patterns: Sequence[Pattern], line: Line) -> list[float]:
    """How well a line fits each row of the table."""
    last = line.labels[-1].text
    scores = [pattern.likeness(last) for pattern in patterns]
    if max(scores) < _WHOLE:
        # damaged, or with its group's label in the same cell, or a piece of a broken label
        scores = [max(score, pattern.ends(last) and 0.9) for score, pattern in zip(scores, patterns, strict=True)]
        if len(line.labels) > 1:
            scores = [_likeness(line, pattern)[0] for pattern in patterns]
    if line.exact:
        return scores
    return [
        score if score == 0 or len(line.slots) == len(table.columns_of(row.id)) else _MISFIT * score
        for row, score in zip(table.rows, scores, strict=True)
    ]


def _candidates(table: Table, lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that may be rows of the table."""
    return [
        i
        for i, line in enumerate(lines)
        if line.labels and line.slots and len(_trimmed(line)) <= len(table.columns) + 2
    ]


def _align(table: Table, lines: Sequence[Line], candidates: Sequence[int]) -> dict[int, int]:
    """Row number to line number, in order, with the greatest sum of likenesses (dynamic programme over both)."""
    rows = [pattern_of(row) for row in table.rows]
    columns = [_scores(table, rows, lines[i]) for i in candidates]
    scores = [[column[row] for column in columns] for row in range(len(rows))]
    # best[j]: (score, path) of an alignment that ends with candidate j
    ends: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())] * len(candidates)
    for row, row_scores in enumerate(scores):
        reached = list(ends)
        best: tuple[float, tuple[tuple[int, int], ...]] = (0.0, ())
        best_at = -1
        for j in range(len(candidates)):
            if row_scores[j] > 0:
                apart = _GAP_COST * (candidates[j] - candidates[best_at] - 1) if best_at >= 0 else 0.0
                score = best[0] - apart + row_scores[j]
                if score > reached[j][0]:
                    reached[j] = (score, (*best[1], (row, candidates[j])))
            decayed = best[0] - _GAP_COST * (candidates[j] - candidates[best_at]) if best_at >= 0 else 0.0
            if ends[j][0] > decayed:
                best, best_at = ends[j], j
        ends = reached
    score, path = max(ends, key=lambda end: end[0], default=(0.0, ()))
    return dict(path) if score else {}


def _fill_between(table: Table, lines: Sequence[Line], matched: dict[int, int], found: Found) -> None:
    """Rows with a damaged label: as many lines between two found rows as rows are missing there, in order."""
    rows = sorted(matched)
    for before, after in zip([-1, *rows], [*rows, len(table.rows)], strict=True):
        gap = list(range(before + 1, after))
        start = matched[before] if before >= 0 else -1
        stop = matched[after] if after < len(table.rows) else len(lines)
        if not gap or before < 0 or after >= len(table.rows):
            continue
        between = [
            i
            for i in range(start + 1, stop)
            if any(token.kind is Kind.NUMBER for token in lines[i].slots)
            and len(_kept(lines[i])) >= len(table.columns_of(table.rows[gap[0]].id))
        ]
        if len(between) != len(gap):
            continue
        for row, index in zip(gap, between, strict=True):
            label = table.rows[row]
            written = "".join(token.text for token in lines[index].labels[-1:])
            cells = tuple(f"{table.id}.{label.id}.{column}" for column in table.columns_of(label.id))
            found.notices.append(
                Notice(
                    _guess(written, label.label),
                    {"label": label.label, "text": written},
                    lines[index].slots[0].where,
                    cells,
                )
            )
            _fill_row(table, label.id, lines[index], None, found, sure=False)


def _guess(written: str, label: str) -> str:
    """The id of what is said of a row that its place alone told."""
    if not fold(written):
        return "label_blank"
    return "label_out_of_place" if fold(written) == fold(label) else "label_guessed"


def _kept(line: Line) -> list[Token]:
    """The cells that a line has for certain: in a grid the empty ones too."""
    return line.slots if line.exact else _trimmed(line)


def _trimmed(line: Line) -> list[Token]:
    """The cells without the empty ones at either end that a wider sheet adds."""
    slots = line.slots
    filled = [i for i, token in enumerate(slots) if token.text.strip()]
    return slots[filled[0] : filled[-1] + 1] if filled else []


def _fill_row(table: Table, row_id: str, line: Line, headers: HeaderMap | None, found: Found, *, sure: bool) -> None:
    """Put the cells of a line into the columns of a row; where they cannot be told apart, say so and mark them."""
    columns = table.columns_of(row_id)
    addresses = [f"{table.id}.{row_id}.{column}" for column in columns]
    found.cover(table.id, line.items(_likeness(line, pattern_of(table.row(row_id)))[1]))
    mapped = headers.of_row(line, columns) if headers is not None else None
    if mapped is not None and _under_heads(mapped, columns, addresses, line, found, sure=sure):
        return
    if mapped is not None and mapped.own_order:
        _unplaced(addresses, line, table.row(row_id).label, found)  # not by the form's order, which is another one
        return
    found.guessed |= len(line.slots) > len(columns) and len(_trimmed(line)) > 1  # numbers are compared
    slots = _by_layout(table, addresses, line) or _slots_for(line, len(columns))
    if slots is not None:
        for address, token in zip(addresses, slots, strict=True):
            found.put(address, token, sure=sure)
        return
    _unplaced(addresses, line, table.row(row_id).label, found)


def _under_heads(
    heads: Heads, columns: Sequence[str], addresses: Sequence[str], line: Line, found: Found, *, sure: bool
) -> bool:
    """Put a row's cells where the heads over them say; False where they do not stand under the heads."""
    if not fits(line, heads.places):
        return False
    places = {token.column: token for token in line.slots}
    for column, address in zip(columns, addresses, strict=True):
        if heads.places.get(column) in places:
            found.put(address, places[heads.places[column]], sure=sure)
    return True


def _doubt_by_order(
    table: Table, lines: Sequence[Line], matched: Mapping[int, int], headers: HeaderMap, found: Found
) -> None:
    """Cells in grids whose heads are damaged and contradict the form's order were placed by that order: unsure."""
    doubtful: dict[int, list[str]] = {}
    for row, index in matched.items():
        columns = table.columns_of(table.rows[row].id)
        if lines[index].exact and headers.contradicts(lines[index], columns):
            addresses = [f"{table.id}.{table.rows[row].id}.{column}" for column in columns]
            doubtful.setdefault(lines[index].grid, []).extend(a for a in addresses if a in found.cells)
    for addresses in filter(None, doubtful.values()):
        found.cells.update({address: found.cells[address]._replace(sure=False) for address in addresses})
        params = {"table": table.title, "count": len(addresses)}
        where = found.cells[addresses[0]].where
        found.notices.append(Notice("columns_by_order", params, where, tuple(addresses)))


def _slots_for(line: Line, count: int) -> list[Token] | None:
    """Exactly `count` cells of a line, or None where it cannot be told which they are."""
    slots = line.slots
    if len(slots) == count:
        return list(slots)
    if len(slots) > count:
        trimmed = _trimmed(line)
        if line.exact:
            if count == 1:
                return trimmed if len(trimmed) == 1 else (slots[:1] if not trimmed else None)
            if len(trimmed) <= count:
                # a wider sheet: empty places after the row's cells, or before them where labels are merged
                ends_full = bool(slots[-1].text.strip())
                return list(slots[-count:]) if ends_full else list(slots[:count])
            return None
        if any(token.text.strip() for token in slots[count:]):
            return None
        return list(slots[:count])
    return expand_gaps(line, count)


def _by_layout(table: Table, addresses: Sequence[str], line: Line) -> list[Token] | None:
    """Merged cells that a program has written out: the same number again, or nothing, in all places of one cell."""
    places = [table.place[address] for address in addresses]
    first, width = places[0].column, table.width - places[0].column
    if not line.exact or len(line.slots) < width or any(token.text.strip() for token in line.slots[width:]):
        return None
    if len(line.slots) > width and not any(token.text.strip() for token in line.slots[:1]):
        return None  # empty places before the cells rather than after them
    groups = [line.slots[p.column - first : p.column - first + p.colspan] for p in places]
    if any(len({token.text.strip() for token in group} - {""}) > 1 for group in groups):
        return None
    return [next((token for token in group if token.text.strip()), group[0]) for group in groups]


def _unplaced(addresses: Sequence[str], line: Line, label: str, found: Found) -> None:
    slots = [token for token in line.slots if squeeze(token.text) != squeeze(label)]
    words = " ".join(token.text.strip() for token in slots if token.text.strip())
    if not words:
        return
    where = slots[0].where
    found.notices.append(
        Notice(
            "row_not_placed" if len(slots) < len(addresses) else "row_not_parted",
            {"label": label, "found": len(slots), "wanted": len(addresses), "words": words},
            where,
            tuple(addresses),
        )
    )
    for address in addresses:
        found.cells[address] = Cell(State.UNREADABLE, None, words, where, sure=False)


def unused_numbers(items: Sequence[Item], found: Found, spans: Mapping[str, tuple[int, int]]) -> list[Notice]:
    """Numbers inside a table's span or grid, or by themselves after one, that went into no cell."""
    inside = {i for first, last in spans.values() for i in range(first, last + 1)}
    grids = {items[i].grid for i in inside} - {-1}
    start = min(inside, default=len(items))
    notices = []
    for item in items[start:]:
        if item.index in found.used:
            continue
        numbers = [token for token in item.tokens if token.kind is Kind.NUMBER]
        if not numbers or any(metadata_label(token.text) for token in item.tokens):
            continue
        alone = item.grid < 0 and len(numbers) == len(item.tokens)
        if item.index in inside or item.grid in grids or alone:
            words = " ".join(token.text.strip() for token in numbers)
            notices.append(Notice("number_not_used", {"words": words}, item.where, _cut_above(item, items, found)))
    return notices + _beside(items, found)


def _beside(items: Sequence[Item], found: Found) -> list[Notice]:
    """Words and numbers right of a row's cells, as in a column of remarks: one notice for each grid."""
    ends: dict[int, int] = {}
    for token in found.tokens.values():
        if token.column > ends.get(token.item, -1):
            ends[token.item] = token.column
    left: dict[int, list[Token]] = {}
    for at, end in ends.items():
        item = items[at]
        if not item.exact or item.tokens[-1].column <= end:
            continue
        # merged cells that a program has written out repeat what was read
        read = {token.text.strip() for token in item.tokens if token.column <= end}
        beyond = [token for token in item.tokens if token.column > end and token.kind is not Kind.BLANK]
        left.setdefault(item.grid, []).extend(token for token in beyond if token.text.strip() not in read)
    return [
        Notice(
            "beside_not_used",
            {"count": len(tokens), "words": " ".join(token.text.strip() for token in tokens)[:40]},
            tokens[0].where,
        )
        for tokens in left.values()
        if tokens
    ]


def _cut_above(item: Item, items: Sequence[Item], found: Found) -> tuple[str, ...]:
    """The cells of the row above numbers without any label, now marked as unsure: a page break may have cut figures
    that a narrow cell had wrapped, 2939 above and 2 below."""
    if not item.exact or any(token.kind is Kind.LABEL for token in item.tokens) or not item.index:
        return ()
    above = items[item.index - 1]
    cells = tuple(address for address, place in found.places.items() if place == above.index == item.index - 1)
    for address in cells if above.grid == item.grid else ():
        found.cells[address] = found.cells[address]._replace(sure=False)
    return cells if above.grid == item.grid else ()


@cache
def edition_labels(edition_id: str) -> frozenset[str]:
    """All label texts of the form, folded: what is furniture of the tables when it stands between paragraphs."""
    form = edition(edition_id)
    words = [cell.text for table in form.tables for cell in table.layout if cell.text]
    words += [w for table in form.tables for label in (*table.rows, *table.columns) for w in (*label.also, label.group)]
    words += [table.title for table in form.tables]
    return frozenset(fold(word) for word in words if word)
