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
_OFTEN_ALONE = 12
_FIRST, _HAN = 0x4E00, 0x5200
"""The block of Chinese characters."""
_ONCE = ord("a")
"""The letter of a word that is used once."""


def parted(run: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a run of characters begin and end, parted in the likeliest way."""
    before = _parting(run)[1]
    found = []
    end = len(run)
    while end:
        found.append((before[end], end))
        end = before[end]
    return tuple(reversed(found))


@lru_cache(maxsize=1 << 9)
def likelihood(run: str) -> float:
    """The logarithm (base 2) of how likely the characters are, parted into words in the likeliest way: 0 for "", less
    for anything longer. Runs longer than a clause are not meant to be asked for."""
    return _parting(run)[0][-1]


def _parting(run: str) -> tuple[list[float], list[int]]:
    """For each place how likely what stands before it is, and where its last word begins."""
    best, before = [0.0] + [-math.inf] * len(run), [0] * (len(run) + 1)
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            used = _used(run[start:end])
            if used is None:
                if end > start + 1:
                    continue
                used = _UNSEEN
            if best[start] + used - _ALL > best[end]:
                best[end], before[end] = best[start] + used - _ALL, start
    return best, before


def is_common(word: str) -> bool:
    """Whether it is a word that is used often."""
    return (_used(word) or 0) >= _COMMON


def ends_in_word(run: str) -> bool:
    """Whether the characters end in a common word of two or more."""
    return any(_used(run[-size:]) is not None for size in range(2, min(len(run), LONGEST) + 1))


def begins_with_word(run: str) -> bool:
    """Whether the characters begin with a common word of two or more."""
    return any(_used(run[:size]) is not None for size in range(2, min(len(run), LONGEST) + 1))


def ends_in_any_word(run: str) -> bool:
    """Whether the characters end in a word of two or more, common or not."""
    return ends_in_word(run) or any(_is_rarer(run[-size:]) for size in range(2, min(len(run), _RARER) + 1))


def begins_with_any_word(run: str) -> bool:
    """Whether the characters begin with a word of two or more, common or not."""
    return begins_with_word(run) or any(_is_rarer(run[:size]) for size in range(2, min(len(run), _RARER) + 1))


def begins_with_long_word(run: str) -> bool:
    """Whether the characters begin with a word of three or more, common or not."""
    return any(_used(run[:size]) is not None for size in (3, 4) if size <= len(run)) or (
        len(run) >= _RARER and _is_rarer(run[:_RARER])
    )


def makes_sense(run: str, at: int) -> bool:
    """Whether the character at that place is part of a longer word when the run is parted in the likeliest way, or
    stands alone as it often does."""
    alone = (_used(run[at]) or 0) >= _OFTEN_ALONE
    return alone or any(start <= at < end and end - start > 1 for start, end in parted(run))


_RARER = 3
"""Characters of the longest words in resources/catalog/rarer.txt."""


def _is_rarer(word: str) -> bool:
    rests, size = _rarer(word[0])[len(word) - 2], len(word) - 1
    return any(rests.startswith(word[1:], at) for at in range(0, len(rests), size))


@lru_cache(maxsize=1 << 7)
def _rarer(first: str) -> tuple[str, str]:
    """What follows that character in words of two and of three. The file is read for each: it is seldom asked, and in
    memory it would stand all the time."""
    with resource("catalog", "rarer.txt").open(encoding="utf-8") as lines:
        row = next((line for line in lines if line.startswith(first)), "")
    _, two, three = row.split() if row else ("", "", "")
    return two, three


def _used(word: str) -> int | None:
    """How often a word is used: so many doublings of once; None for no word."""
    if len(word) == 1:
        used = _characters()[ord(word) - _FIRST] if _FIRST <= ord(word) < _FIRST + _HAN else 0
        return used - _ONCE if used else None
    size = len(word)
    rows = _frequencies()[size].get(word[0], "") if size else ""
    at = rows.find(word[1:]) if rows else -1
    while at >= 0:
        if at % size == 0:
            return ord(rows[at + size - 1]) - _ONCE
        at = rows.find(word[1:], at + 1)
    return None


@cache
def _characters() -> bytes:
    """For each character the letter of how often it is used as a word of its own; 0 for none."""
    found = bytearray(_HAN)
    rows = _frequencies()[1]["-"]
    for char, letter in zip(rows[::2], rows[1::2], strict=True):
        found[ord(char) - _FIRST] = ord(letter)
    return bytes(found)


@cache
def _frequencies() -> tuple[dict[str, str], ...]:
    """The rows of the file by length and first character, as they stand there: some fifty thousand strings would take
    ten times the room. Single characters are one row of their own."""
    found: tuple[dict[str, str], ...] = tuple({} for _ in range(LONGEST + 1))
    with resource("catalog", "frequencies.txt").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                size, first, rows = line.split()
                found[int(size)][first] = rows
    return found
