"""How much of a text was copied from another: sentence by sentence, numbers and years aside, stock phrases not counted.

A sentence counts as copied when it is found, all but a few characters, anywhere in the other text, so that moving
sentences or changing their marks does not hide it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from core.files import resource

Span = tuple[int, int]

FLOOR = 85.0
"""Likeness in per cent from which a sentence is taken for copied: one character in seven may differ."""

_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?[”’]?")
_NUMBER = re.compile(
    r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*[%％]?|[零〇一二两三四五六七八九十百千万]+(?=余?[件条起宗份篇次场个项期人家名])"
)
_BESIDES = re.compile(r"[\W_]+")
_SHORTEST = 10
"""Characters: shorter sentences (（一）主动公开情况) are the form's own or too common to mean anything."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of this year's text: its span there, where its like stood last year, and how alike they are (0 to
    100). `counted` is False for stock phrases, headings and very short sentences, which prove nothing."""

    span: Span
    counted: bool
    score: float = 0.0
    source: Span | None = None

    @property
    def copied(self) -> bool:
        return self.counted and self.score >= FLOOR

    @property
    def length(self) -> int:
        return self.span[1] - self.span[0]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The sentences of a paragraph, with spans in it, and their characters that count and that were copied."""

    sentences: tuple[Sentence, ...]
    counted: int
    copied: int


@dataclass(frozen=True)
class Overlap:
    """What a text has from another. `counted` and `copied` are numbers of characters; `paragraphs` are (offset in the
    text, paragraph)."""

    paragraphs: tuple[tuple[int, _Paragraph], ...]
    counted: int
    copied: int

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences with their spans in the text."""
        return tuple(
            replace(sentence, span=(sentence.span[0] + at, sentence.span[1] + at))
            for at, paragraph in self.paragraphs
            for sentence in paragraph.sentences
        )

    @cached_property
    def longest(self) -> tuple[Span, ...]:
        """Spans of the copied sentences, the longest first."""
        copied = [sentence.span for sentence in self.sentences if sentence.copied]
        return tuple(sorted(copied, key=lambda span: (span[0] - span[1], span[0])))

    @property
    def share(self) -> float:
        """Part of the counted characters that was copied, 0 to 1; 0 where nothing counts."""
        return self.copied / self.counted if self.counted else 0.0


@lru_cache(maxsize=64)
def overlap(last: str, this: str) -> Overlap:
    """How much of `this` was copied from `last`."""
    found: list[tuple[int, _Paragraph]] = []
    at = 0
    for paragraph in this.split("\n"):
        found.append((at, _paragraph(last, paragraph)))
        at += len(paragraph) + 1
    counted, copied = sum(one.counted for _, one in found), sum(one.copied for _, one in found)
    return Overlap(tuple(found), counted, copied)


@lru_cache(maxsize=2048)
def _paragraph(last: str, words: str) -> _Paragraph:
    """A paragraph's sentences. Kept by paragraph, so that typing in one costs no more than that one."""
    found = [Sentence(span, *_copied_from(last, words[slice(*span)])) for span in sentences(words)]
    total = sum(sentence.length for sentence in found if sentence.counted)
    return _Paragraph(tuple(found), total, sum(sentence.length for sentence in found if sentence.copied))


def sentences(words: str) -> Iterator[Span]:
    """Spans of the sentences, without the spaces around them."""
    for match in _SENTENCE.finditer(words):
        sentence = match.group()
        start = match.start() + len(sentence) - len(sentence.lstrip())
        end = match.start() + len(sentence.rstrip())
        if end > start:
            yield start, end


@lru_cache(maxsize=4096)
def skeleton(words: str) -> tuple[str, tuple[int, ...]]:
    """The words without marks and spaces, every number written 0; and where each character of that stood."""
    kept: list[str] = []
    places: list[int] = []

    def keep(start: int, end: int) -> None:
        for at in range(start, end):
            if not _BESIDES.match(words[at]):
                kept.append(words[at])
                places.append(at)

    at = 0
    for number in _NUMBER.finditer(words):
        keep(at, number.start())
        kept.append("0")
        places.append(number.start())
        at = number.end()
    keep(at, len(words))
    return "".join(kept), tuple(places)


@lru_cache(maxsize=4096)
def _copied_from(last: str, sentence: str) -> tuple[bool, float, Span | None]:
    """Whether a sentence counts, its likeness to the likest place in `last`, and that place."""
    words = skeleton(sentence)[0]
    if len(words) < _SHORTEST or _is_stock(sentence):
        return False, 0.0, None
    score, place = _likest(words, skeleton(last)[0])
    return True, score, _in_text(last, place)


def _likest(words: str, source: str) -> tuple[float, Span | None]:
    """The likeness of the likest place in `source` and that place; (0, None) below the floor."""
    from rapidfuzz import fuzz

    if len(source) < len(words):
        # the search below would look for the shorter text in the longer one
        score = fuzz.ratio(words, source, score_cutoff=FLOOR)
        return (score, (0, len(source))) if score else (0.0, None)
    found = fuzz.partial_ratio_alignment(words, source, score_cutoff=FLOOR)
    return (found.score, (found.dest_start, found.dest_end)) if found else (0.0, None)


def _in_text(last: str, place: Span | None) -> Span | None:
    """A place in the skeleton of a text as a place in the text."""
    if place is None or place[0] == place[1]:
        return None
    places = skeleton(last)[1]
    return places[place[0]], places[place[1] - 1] + 1


def _is_stock(sentence: str) -> bool:
    squeezed = re.sub(r"\s+", "", sentence)
    return any(pattern.search(squeezed) for pattern in _stock())


@cache
def _stock() -> tuple[re.Pattern[str], ...]:
    """Sentences that every report has, in resources/catalog/stock.toml."""
    data = tomllib.loads(resource("catalog", "stock.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(pattern) for pattern in data["sentences"])
