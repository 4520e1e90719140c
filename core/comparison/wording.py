"""Two texts side by side: which paragraphs belong together, and which words were taken out or put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_TOKEN = re.compile(r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_ISLAND = 2
"""Characters: what two changes have left between them is shown as changed too when it is shorter than this."""

_LONG = 3000
"""Tokens from which the commonest are not used to begin a match: it would take seconds."""

_RELATED = 45.0
"""Likeness in per cent below which two paragraphs are shown as taken out and new, not as changed."""


_MANY = 250_000
"""Pairs of paragraphs up to which each is compared with each."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts, by character spans on both sides. `kind` is equal, changed, gone or new."""

    kind: str
    last: tuple[int, int]
    this: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of each text (None where the other has no match) with its place in the text."""

    last: tuple[int, int] | None
    this: tuple[int, int] | None
    pieces: tuple[Piece, ...] = ()

    @property
    def same(self) -> bool:
        return all(piece.kind == "equal" for piece in self.pieces) and None not in (self.last, self.this)


@lru_cache(maxsize=512)
def differences(last: str, this: str) -> tuple[Piece, ...]:
    """What became of the words: pieces in order that cover both texts. Numbers and words of letters are never cut."""
    old, new = _TOKEN.findall(last), _TOKEN.findall(this)
    starts_old, starts_new = _starts(old), _starts(new)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _LONG)
    pieces: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        piece = Piece(kind, (starts_old[a], starts_old[b]), (starts_new[c], starts_new[d]))
        if kind == "equal" and pieces and piece.last[1] < len(last) and piece.last[1] - piece.last[0] < _ISLAND:
            piece = Piece("replace", piece.last, piece.this)
        if pieces and pieces[-1].kind != "equal" and piece.kind != "equal":
            before = pieces.pop()
            piece = Piece("replace", (before.last[0], piece.last[1]), (before.this[0], piece.this[1]))
        pieces.append(piece)
    return tuple(Piece(_kind(piece), piece.last, piece.this) for piece in pieces)


def _kind(piece: Piece) -> str:
    if piece.kind == "equal":
        return "equal"
    if piece.this[0] == piece.this[1]:
        return "gone"
    return "new" if piece.last[0] == piece.last[1] else "changed"


def _starts(tokens: list[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


@lru_cache(maxsize=32)
def side_by_side(last: str, this: str) -> tuple[Row, ...]:
    """Paragraphs of two texts in order, those that belong together in one row, with their differences."""
    old, new = _paragraphs(last), _paragraphs(this)
    rows: list[Row] = []
    i = j = 0
    for a, b in (*_pairs(last, this, old, new), (len(old), len(new))):
        rows += [Row(span, None) for span in old[i:a]]
        rows += [Row(None, span) for span in new[j:b]]
        if a < len(old):
            rows.append(Row(old[a], new[b], differences(last[slice(*old[a])], this[slice(*new[b])])))
        i, j = a + 1, b + 1
    return tuple(rows)


def _paragraphs(words: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs that are not empty."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", words)]


def _pairs(last: str, this: str, old: list[tuple[int, int]], new: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of related paragraphs, in order on both sides, that together have the most in common."""
    from rapidfuzz import fuzz

    if len(old) * len(new) > _MANY:
        # no report; whoever compares such texts sees what is the same to the letter
        matcher = SequenceMatcher(None, [last[slice(*p)] for p in old], [this[slice(*p)] for p in new])
        blocks = matcher.get_matching_blocks()
        return [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]

    def worth(a: int, b: int) -> float:
        one, other = last[slice(*old[a])], this[slice(*new[b])]
        score = fuzz.ratio(one, other, score_cutoff=_RELATED)
        return score * (len(one) + len(other))

    worths = [[worth(a, b) for b in range(len(new))] for a in range(len(old))]
    # best[a][b]: the most that old[a:] and new[b:] can have in common
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            pair = worths[a][b] + best[a + 1][b + 1] if worths[a][b] else 0.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    pairs = []
    a = b = 0
    while a < len(old) and b < len(new):
        if worths[a][b] and best[a][b] == worths[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs
