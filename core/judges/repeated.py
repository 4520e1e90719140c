"""Judge of repetition: a sentence or a clause that stands in the report twice, as it does after careless pasting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from core.judges.base import Case, found
from core.model import Finding, Fix
from core.rules import Rule
from core.texts import text

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_CLAUSE = re.compile(r"[^，,；;。：:\n]+")
_ITEM = re.compile(
    r"^[#\s]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）][、.]?|[一二三四五六七八九十\d]{1,2}[、.．]|[一二三四五六七八九][是要])"
)
_MARKS = re.compile(r"[\W_]+")
_BETWEEN = ("，", ",", "；", ";")
_SHOWN = 24


def repeated(case: Case, rule: Rule) -> Iterator[Finding]:
    """Sentences of `params.shortest` characters and more that stand twice in `params.parts`, numbers and all, and
    clauses of `params.clause` that follow themselves. `params.fine` is what may be said again."""
    texts = tuple((number, case.report.part(number).text) for number in rule.params["parts"])
    for number, start, end in _repeats(rule, texts):
        words = case.report.part(number).text[start:end]
        shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
        fix = Fix(text("judges.fix_delete", old=shown), replacement="")
        yield found(
            rule,
            text("judges.repeated", words=shown),
            part=number,
            span=(start, end),
            excerpt=words,
            fixes=(fix,),
        )


@lru_cache(maxsize=1 << 8)
def _repeats(rule: Rule, texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, int], ...]:
    """Part, start and end of what had been said before; repeated sentences that follow one another are one."""
    seen: set[str] = set()
    found_spans: list[tuple[str, int, int]] = []
    for number, words in texts:
        for start, end, bare in _lines(_sentences, rule, words):
            if bare not in seen:
                seen.add(bare)
            elif found_spans and found_spans[-1][0] == number and not words[found_spans[-1][2] : start].strip():
                found_spans[-1] = (number, found_spans[-1][1], end)
            else:
                found_spans.append((number, start, end))
        found_spans += [(number, start, end) for start, end, _ in _lines(_clauses, rule, words)]
    return tuple(found_spans)


_Pieces = tuple[tuple[int, int, str], ...]
"""Start and end in a line, and the bare words, of what may be said twice."""


def _lines(reader: Callable[[Rule, str], _Pieces], rule: Rule, words: str) -> Iterator[tuple[int, int, str]]:
    """What a reader finds in each line, with its place in the text."""
    offset = 0
    for line in words.split("\n"):
        for start, end, bare in reader(rule, line):
            yield offset + start, offset + end, bare
        offset += len(line) + 1


@lru_cache(maxsize=1 << 10)
def _sentences(rule: Rule, line: str) -> _Pieces:
    """The sentences that are long enough and are not fine to be said again."""
    found_here = []
    for match in _SENTENCE.finditer(line):
        start, end = _inner(match)
        bare = _MARKS.sub("", line[start:end])
        if len(bare) >= rule.params["shortest"] and not re.search(rule.params["fine"], bare):
            found_here.append((start, end, bare))
    return tuple(found_here)


def _inner(match: re.Match[str]) -> tuple[int, int]:
    """A sentence without its item number and the spaces round it."""
    item = _ITEM.match(match[0])
    words = match[0][item.end() :] if item else match[0]
    start = match.end() - len(words.lstrip())
    return start, match.end() - (len(match[0]) - len(match[0].rstrip()))


@lru_cache(maxsize=1 << 10)
def _clauses(rule: Rule, line: str) -> _Pieces:
    """Clauses that repeat the one before them in their sentence, with the mark between."""
    return tuple(
        (first.end(), second.end(), second[0])
        for first, second in pairwise(_CLAUSE.finditer(line))
        if first[0].strip() == second[0].strip()
        and len(second[0].strip()) >= rule.params["clause"]
        and line[first.end() : second.start()].strip() in _BETWEEN
    )
