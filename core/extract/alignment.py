"""Which line of a document is which row of a table: by their labels, and by the order of the form.

Rows stand in the order of the form, so the whole sequence of lines is aligned with the whole sequence of rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.catalog import Table
from core.extract.columns import pattern_of, row_named, rows_by_label
from core.extract.items import LABEL, NUMBER, Line, Token
from core.extract.labels import Pattern, fold

_JOIN = 5
"""A label may be broken over so many lines."""
_WHOLE = 0.96
"""From here on a label is the form's own, no piece of a longer one."""
_NEARLY = 0.85
"""From here on a label with a typo is taken for the form's."""
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_MISFIT = 0.95
"""For a line in copied text with more or fewer cells than the row: 总计 also heads a column of table four."""
_GAP_COST = 0.002
"""Cost of each line between two rows, so that of two equal tables one is taken whole."""


def with_whole_labels(table: Table, lines: Sequence[Line]) -> list[Line]:
    """Labels that copied text has broken after a piece that reads as a cell (无｜正当理由大量反复申请, ②重复申｜请) get
    it back from the row before."""
    patterns = [pattern_of(row) for row in table.rows]
    whole: list[Line] = []
    for line in lines:
        if whole and _begins_label(whole[-1], line, patterns):
            above = whole.pop()
            labels = [above.slots[-1]._replace(kind=LABEL), *line.labels]
            if len(above.slots) > 1:
                whole.append(replace(above, slots=above.slots[:-1]))
            else:
                labels = above.labels + labels
            line = replace(line, labels=labels)
        whole.append(line)
    return whole


def cells_named(table: Table, labels: Sequence[Token]) -> tuple[int, ...]:
    """How many cells the row has whose label ends these labels, possibly broken over several; () if none does."""
    rows = rows_by_label(table)
    for count in range(1, min(_JOIN, len(labels)) + 1):
        words = "".join(token.text for token in labels[-count:])
        row = rows.get(fold(words))
        if row is None:
            row = next((at for at, one in enumerate(table.rows) if pattern_of(one).likeness(words) >= _WHOLE), None)
        if row is not None:
            return (len(table.columns_of(table.rows[row].id)),)
    return ()


def _begins_label(above: Line, line: Line, patterns: Sequence[Pattern]) -> bool:
    """Whether the last cell of the line above with the labels of the line makes a label of the form that these do not
    make by themselves."""
    if above.exact or not above.slots or not line.labels:
        return False
    piece = above.slots[-1]
    if piece.kind is NUMBER or not piece.text.strip():
        return False
    heads = [""]
    if len(above.slots) == 1:  # the label may have begun before the piece
        heads += ["".join(token.text for token in above.labels[-count:]) for count in range(1, _JOIN)]
    elif not _IDEOGRAPH.search(piece.text):
        return False
    tails = ["".join(token.text for token in line.labels[:count]) for count in range(1, _JOIN)]
    return any(
        pattern.likeness(head + piece.text + tail) > max(_NEARLY, pattern.likeness(tail), pattern.likeness(head))
        for head in heads
        for tail in tails
        for pattern in patterns
    )


def rejoined(table: Table, lines: list[Line]) -> list[Line]:
    """Rows that a page break has cut in two, put together: part of the label on either side, the cells on one. In text
    copied from Word the first part of a label may stand by itself above the rows that follow."""
    groups = {fold(row.group) for row in table.rows}
    whole: list[Line] = []
    full = False
    for line in lines:
        was_full, full = full, line.exact and NUMBER in [token.kind for token in line.slots]
        halves = was_full != full and line.exact and bool(whole) and (whole[-1].exact or not whole[-1].slots)
        halves = halves and all(fold(token.text) in groups for token in line.labels[:-1])
        if halves and (joined := _joined(table, whole[-1], line, full)):
            whole[-1], full = joined, True
        else:
            whole.append(line)
    return whole


def _joined(table: Table, above: Line, below: Line, below_full: bool) -> Line | None:
    """Both halves as one line if together they have a label of the form that neither has by itself. One of them has
    the numbers."""
    cells, other = (below, above) if below_full else (above, below)
    if not above.labels or any(token.text.strip() for token in other.slots):
        return None
    head = above.labels[-1]
    if not below.labels:
        # the label was whole on the page before, the numbers had slipped to the next
        whole = below_full and above.slots and row_named(table, head.text)
        return Line(above.labels, below.slots, below.grid, True, below.row) if whole else None
    tail = below.labels[-1].text
    for count in range(1, 2 if above.exact else _JOIN):
        start = "".join(token.text for token in above.labels[-count:])
        row = row_named(table, start + tail)
        if row is not None and not row.names(start) and not row.names(tail):
            label = head._replace(text=start + tail)
            labels = [*above.labels[: len(above.labels) - count], *below.labels[:-1], label]
            return Line(labels, cells.slots, cells.grid, True, cells.row)
    return None


def likeness_of(line: Line, pattern: Pattern) -> tuple[float, int]:
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


def exactly(table: Table, lines: Sequence[tuple[int, Line]]) -> dict[int, int] | None:
    """Row number to line number where every row stands exactly once, in order and by its own label: what the
    alignment would find, without asking how alike every line is to every row."""
    rows = rows_by_label(table)
    found = [(number, i) for i, line in lines if (number := rows.get(fold(line.labels[-1].text))) is not None]
    return dict(found) if [number for number, _ in found] == list(range(len(table.rows))) else None


def _scores(table: Table, patterns: Sequence[Pattern], line: Line) -> list[float]:
    """How well a line fits each row of the table."""
    last = line.labels[-1].text
    scores = [pattern.likeness(last) for pattern in patterns]
    if max(scores) >= _WHOLE:
        scores = [score if score >= _WHOLE else 0.0 for score in scores]  # it is that row's and no other's
    else:
        # damaged, or with its group's label in the same cell, or a piece of a broken label
        scores = [max(score, pattern.ends(last) and 0.9) for score, pattern in zip(scores, patterns, strict=True)]
        if len(line.labels) > 1:
            scores = [likeness_of(line, pattern)[0] for pattern in patterns]
    if line.exact:
        return scores
    return [
        score if score == 0 or len(line.slots) == len(table.columns_of(row.id)) else _MISFIT * score
        for row, score in zip(table.rows, scores, strict=True)
    ]


def candidates_of(table: Table, lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that may be rows of the table."""
    return [
        i for i, line in enumerate(lines) if line.labels and line.slots and _has_at_most(line, len(table.columns) + 2)
    ]


def _has_at_most(line: Line, count: int) -> bool:
    return len(line.slots) <= count or len(trimmed(line)) <= count


def align(table: Table, lines: Sequence[Line], candidates: Sequence[int]) -> dict[int, int]:
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


def out_of_order(table: Table, lines: Sequence[Line], matched: Mapping[int, int]) -> dict[int, int]:
    """Rows that were not found in their order, but once under their own label elsewhere in the table."""
    known, taken = rows_by_label(table), set(matched.values())
    grids = {lines[index].grid for index in taken}
    found: dict[int, list[int]] = {}
    for index in range(max(0, min(taken) - 1), min(len(lines), max(taken) + 2)):
        line = lines[index]
        row = known.get(fold(line.labels[-1].text)) if line.labels and line.slots and index not in taken else None
        if row is not None and row not in matched and line.grid in grids:
            found.setdefault(row, []).append(index)
    return {row: indexes[0] for row, indexes in found.items() if len(indexes) == 1}


def trimmed(line: Line) -> list[Token]:
    """The cells without the empty ones at either end that a wider sheet adds."""
    slots = line.slots
    filled = [i for i, token in enumerate(slots) if token.text.strip()]
    return slots[filled[0] : filled[-1] + 1] if filled else []
