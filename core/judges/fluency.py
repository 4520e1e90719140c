"""How likely a run of Chinese characters is as a row of words, by how often each word is used: 提升级别 is likelier
than 提升升级别. Nothing but the frequencies of words (resources/catalog/frequencies.txt) is known here; what a judge
concludes from them is its own."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from core.files import resource

_ALL = 26
"""Logarithm to the base 2 of the number of all words counted."""
_UNSEEN = -1
"""The same of a character that was not seen."""
LONGEST = 4
"""Characters of the longest words that are known."""
_COMMON = 8


def parted(run: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a run of characters begin and end, parted in the likeliest way."""
    before = _parting(run)[1]
    found = []
    end = len(run)
    while end:
        found.append((before[end], end))
        end = before[end]
    return tuple(reversed(found))


@lru_cache(maxsize=1 << 12)
def likelihood(run: str) -> float:
    """The logarithm (base 2) of how likely the characters are, parted into words in the likeliest way: 0 for "", less
    for anything longer. Runs longer than a clause are not meant to be asked for."""
    return _parting(run)[0][-1]


def _parting(run: str) -> tuple[list[float], list[int]]:
    """For each place how likely what stands before it is, and where its last word begins."""
    words = _frequencies()
    best, before = [0.0] + [-math.inf] * len(run), [0] * (len(run) + 1)
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            used = words.get(run[start:end])
            if used is None:
                if end > start + 1:
                    continue
                used = _UNSEEN
            if best[start] + used - _ALL > best[end]:
                best[end], before[end] = best[start] + used - _ALL, start
    return best, before


def is_common(word: str) -> bool:
    """Whether it is a word that is used often."""
    return _frequencies().get(word, 0) >= _COMMON


def ends_in_word(run: str) -> bool:
    """Whether the characters end in a common word of two or more."""
    return any(run[-size:] in _frequencies() for size in range(2, min(len(run), LONGEST) + 1))


def begins_with_word(run: str) -> bool:
    """Whether the characters begin with a common word of two or more."""
    return any(run[:size] in _frequencies() for size in range(2, min(len(run), LONGEST) + 1))


@cache
def _frequencies() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in resource("catalog", "frequencies.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            used, *words = line.split(" ")
            for word in words:
                found[word] = max(int(used), found.get(word, 0))
    return found
