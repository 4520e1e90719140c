"""Running text, paragraph by paragraph: what a judge of words finds in one paragraph is kept by that paragraph, so that
a check after a cell was changed reads no text again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.judges.base import Case, found
from core.model import LONGEST_PARAGRAPH, PART_NUMBERS, Finding, Fix, Report, Severity
from core.rules import Rule
from core.texts import text

_KEPT = 1 << 9
_CLAUSE_ENDS = "\n，,。；;：:、"


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters start to end of a paragraph that a rule finds fault with, and what should stand there if that is
    plain. `excerpt` replaces the words themselves where they must not be shown."""

    start: int
    end: int
    message: str
    replacement: str | None = None
    severity: Severity | None = None
    excerpt: str | None = None
    note: str | None = None


Reader = Callable[..., Iterable[Hit]]
"""reader(rule, paragraph, *context) gives the hits of one paragraph; everything in the context must be hashable."""


class _Kept(dict[str, tuple[Hit, ...]]):
    """What one rule finds in each paragraph that it was shown; begun anew when it has seen a great many."""

    def __init__(self, reader: Reader, rule: Rule, context: tuple[Hashable, ...]) -> None:
        super().__init__()
        self._ask = reader, rule, context

    def __missing__(self, paragraph: str) -> tuple[Hit, ...]:
        reader, rule, context = self._ask
        if len(self) >= _KEPT:
            self.clear()
        hits = self[paragraph] = tuple(reader(rule, paragraph[:LONGEST_PARAGRAPH], *context)) if paragraph else ()
        return hits


@lru_cache(maxsize=1 << 10)
def _kept(reader: Reader, rule: Rule, context: tuple[Hashable, ...]) -> _Kept:
    return _Kept(reader, rule, context)


@lru_cache(maxsize=1 << 4)
def _lines(words: str) -> tuple[str, ...]:
    """The paragraphs of a text, which one rule after the other is shown."""
    return tuple(words.split("\n"))


@lru_cache(maxsize=1 << 11)
def _hits(
    reader: Reader, rule: Rule, words: str, context: tuple[Hashable, ...]
) -> tuple[tuple[int, int, str, Hit, int], ...]:
    """Start, end, excerpt, hit and which occurrence of the same excerpt, in the text of a part."""
    lines = _lines(words)
    found_in = list(map(_kept(reader, rule, context).__getitem__, lines))
    if not any(found_in):
        # most rules find nothing in most texts
        return ()
    hits = []
    seen: dict[str, int] = defaultdict(int)
    offset = 0
    for paragraph, found_here in zip(lines, found_in, strict=True):
        for hit in found_here:
            excerpt = paragraph[hit.start : hit.end] if hit.excerpt is None else hit.excerpt
            hits.append((offset + hit.start, offset + hit.end, excerpt, hit, seen[excerpt]))
            seen[excerpt] += 1
        offset += len(paragraph) + 1
    return tuple(hits)


def read_paragraphs(
    case: Case, rule: Rule, reader: Reader, *context: Hashable, parts: Iterable[str] = PART_NUMBERS
) -> Iterator[Finding]:
    """The findings of a rule in the paragraphs of those parts."""
    for number in parts:
        if words := case.report.part(number).text:
            yield from _findings(rule, number, _hits(reader, rule, words, context))


def read_words(rule: Rule, words: str, reader: Reader, *context: Hashable, **details: Any) -> Iterator[Finding]:
    """The findings of a rule in a title, a field or a cell, which have no span of their own."""
    for _, _, excerpt, hit, occurrence in _hits(reader, rule, words, context) if words else ():
        yield found(
            rule,
            hit.message,
            excerpt=excerpt,
            occurrence=occurrence,
            severity=hit.severity or rule.severity,
            **details,
        )


def _findings(rule: Rule, number: str, hits: Iterable[tuple[int, int, str, Hit, int]]) -> Iterator[Finding]:
    for start, end, excerpt, hit, occurrence in hits:
        fixes: tuple[Fix, ...] = ()
        if hit.replacement is not None:
            fixes = (Fix(hit.note or _note(excerpt, hit.replacement), replacement=hit.replacement),)
        yield found(
            rule,
            hit.message,
            part=number,
            span=(start, end),
            excerpt=excerpt,
            occurrence=occurrence,
            severity=hit.severity or rule.severity,
            fixes=fixes,
        )


def _note(old: str, new: str) -> str:
    return text("judges.fix_replace", old=old, new=new) if new else text("judges.fix_delete", old=old)


def pattern_findings(report: Report, rule: Rule) -> Iterator[Finding]:
    """What a rule with a pattern finds. Raises core.patterns.TooSlow."""
    for part in report.parts:
        if part.text:
            yield from _findings(rule, part.number, _hits(pattern_hits, rule, part.text, ()))


def pattern_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    """Spans of the named group at (or at2 …), or of the whole match."""
    assert rule.pattern is not None
    for match in rule.pattern.finditer(paragraph):
        group = next((n for n, value in match.groupdict().items() if n.startswith("at") and value), 0)
        start, end = match.span(group)
        replacement = None if rule.replacement is None else match.expand(rule.replacement)
        yield Hit(start, end, rule.message.replace("{excerpt}", context(paragraph, start, end)), replacement)


def context(words: str, start: int, end: int) -> str:
    """The words with a little of what stands before them, so that a bare number is recognisable."""
    if end - start > 4:
        return words[start:end]
    clause = max(words.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
    return words[max(clause, start - 16) : end]


def sentence_around(words: str, start: int, end: int, ends: str = "。；;！!？?") -> tuple[int, int]:
    """Where the sentence that holds these characters begins and ends (without its mark, one of `ends`)."""
    begin = max(words.rfind(mark, 0, start) for mark in ends) + 1
    found_ends = [at for mark in ends if (at := words.find(mark, end)) >= 0]
    return begin, min(found_ends, default=len(words))
