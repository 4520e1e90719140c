"""How much of a text was copied from another: sentence by sentence, numbers and years aside, stock phrases not counted.

A sentence counts as copied when it is found, all but a few characters, anywhere in the other text, so that moving
sentences or changing their marks does not hide it. Sentences count as reworked when a good part of each
stands in a sentence of the other text, although words were changed, put in or taken out, and these sentences follow one
another in the same order there: the same turns of phrase in another order are only a way of writing.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from core.files import resource

Span = tuple[int, int]

FLOOR = 85.0
"""Likeness in per cent from which a sentence is taken for copied: one character in seven may differ."""

_RUN = 4
"""Characters that must stand together in both texts to count as kept: 信息公开 alone is in every sentence."""

REWORKED = 0.3
"""Part of a sentence's characters in kept runs from which it is taken for last year's sentence, reworked. Sentences
written anew have about 0.1; of those with every third character changed the most have more than 0.4."""

_SHIFT = 0.15
"""Part of the text by which a reworked sentence may have moved."""

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

    last: str
    this: str
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
        return _longest_first(copied)

    @cached_property
    def reworked(self) -> tuple[Span, ...]:
        """Spans of the sentences that follow their likes of last year in order, the longest first."""
        counted = [sentence for sentence in self.sentences if sentence.counted]
        likes = [_near(self, sentence) for sentence in counted]
        in_order = _in_order(likes, [sentence.length for sentence in counted])
        return _longest_first([one.span for at, one in enumerate(counted) if at in in_order])

    @property
    def share(self) -> float:
        """Part of the counted characters that was copied, 0 to 1; 0 where nothing counts."""
        return self.copied / self.counted if self.counted else 0.0

    @property
    def reworked_share(self) -> float:
        """Part of the counted characters in sentences copied or reworked, 0 to 1."""
        return sum(end - start for start, end in self.reworked) / self.counted if self.counted else 0.0


def _longest_first(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span[0] - span[1], span[0])))


@lru_cache(maxsize=64)
def overlap(last: str, this: str) -> Overlap:
    """How much of `this` was copied from `last`."""
    found: list[tuple[int, _Paragraph]] = []
    at = 0
    for paragraph in this.split("\n"):
        found.append((at, _paragraph(last, paragraph)))
        at += len(paragraph) + 1
    counted, copied = sum(one.counted for _, one in found), sum(one.copied for _, one in found)
    return Overlap(last, this, tuple(found), counted, copied)


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


@lru_cache(maxsize=4096)
def _likes(last: str, sentence: str) -> tuple[int, ...]:
    """Numbers of the sentences of `last` (from 0) that hold REWORKED of the sentence in runs."""
    words, runs = skeleton(sentence)[0], _runs(last)
    kept: dict[int, int] = defaultdict(int)
    until: dict[int, int] = defaultdict(int)
    for at in range(len(words) - _RUN + 1):
        for number in runs.get(words[at : at + _RUN], ()):
            kept[number] += at + _RUN - max(at, until[number])
            until[number] = at + _RUN
    return tuple(sorted(number for number, count in kept.items() if count >= REWORKED * len(words)))


@lru_cache(maxsize=32)
def _runs(last: str) -> dict[str, tuple[int, ...]]:
    """The runs of _RUN characters of a text, marks and numbers aside, and the sentences that have them."""
    runs: dict[str, tuple[int, ...]] = {}
    for number, span in enumerate(sentences(last)):
        words = skeleton(last[slice(*span)])[0]
        for at in range(len(words) - _RUN + 1):
            run = words[at : at + _RUN]
            if runs.get(run, (-1,))[-1] != number:
                runs[run] = (*runs.get(run, ()), number)
    return runs


def _near(shared: Overlap, sentence: Sentence) -> tuple[int, ...]:
    """The likes of a sentence that stand about as far into last year's text as it does in this year's."""
    place = sum(sentence.span) / 2 / len(shared.this)
    places = _places(shared.last)
    likes = _likes(shared.last, shared.this[slice(*sentence.span)])
    return tuple(number for number in likes if abs(places[number] - place) <= _SHIFT)


@lru_cache(maxsize=32)
def _places(last: str) -> tuple[float, ...]:
    """How far into a text each of its sentences stands, 0 to 1."""
    return tuple((start + end) / 2 / len(last) for start, end in sentences(last))


def _in_order(likes: list[tuple[int, ...]], lengths: list[int]) -> set[int]:
    """Which sentences of this year make up the longest row whose likes last year stand in the same order. A sentence
    that was parted has its like twice in a row."""
    rows: list[tuple[int, int, int, int]] = []  # characters of the row so far, sentence, its like, the row before
    best = -1
    for at, numbers in enumerate(likes):
        new = []
        for number in numbers:
            before = max(
                (k for k, row in enumerate(rows) if row[2] < number or (row[2] == number and row[1] == at - 1)),
                key=lambda k: rows[k][0],
                default=-1,
            )
            new.append((lengths[at] + (rows[before][0] if before >= 0 else 0), at, number, before))
        rows += new
        best = max(range(len(rows)), key=lambda k: rows[k][0], default=-1)
    found = set()
    while best >= 0:
        found.add(rows[best][1])
        best = rows[best][3]
    return found


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
