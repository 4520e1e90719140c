"""Sentences and their segments: the stretches between commas that say one thing each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.narrative.lexicon import Token

_PARTING = ",;:()"


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens between two stops. `opened` is the stop before, `closed` the stop after ("" at an end); `depth` counts
    the brackets around. `start` and `end` are where its words stand."""

    tokens: tuple[Token, ...]
    opened: str
    closed: str
    depth: int
    start: int
    end: int

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(i for i, token in enumerate(self.tokens) if token.kind == "number")

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def sentences(tokens: list[Token], length: int) -> Iterator[tuple[Segment, ...]]:
    """The segments of each sentence. 、 parts segments only after a number: it joins subjects (行政复议、行政诉讼
    0 件) before one and parts the items of a list (公开 3 件、部分公开 24 件) after one."""
    segments: list[Segment] = []
    current: list[Token] = []
    opened, depth, start = "", 0, 0
    for token in tokens:
        if token.kind != "stop":
            current.append(token)
            continue
        if token.means == "、" and not _counted(current):
            current.append(token)
            continue
        segments.append(Segment(tuple(current), opened, token.means, depth, start, token.start))
        depth = max(0, depth + {"(": 1, ")": -1}.get(token.means, 0))
        opened, start, current = token.means, token.end, []
        if token.means == ".":
            yield tuple(segments)
            segments, opened, depth = [], "", 0
    segments.append(Segment(tuple(current), opened, "", depth, start, length))
    yield tuple(segments)


def _counted(words: list[Token]) -> bool:
    """A number has been said; not the one of 无一例投诉、复议."""
    denied = any(token.kind == "deny" for token in words)
    return any(t.kind == "percent" or (t.kind == "number" and not (denied and t.value == 1)) for t in words)


def speaks(sentence: tuple[Segment, ...]) -> bool:
    """True where a sentence has a number, a percentage or a denial; the others can only set what is spoken of."""
    return any(segment.has("number", "percent", "deny") for segment in sentence)
