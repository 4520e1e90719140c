"""Single characters that make no word where a like one would: 工作的透名度, 新任信息员须经配训. The words round them
read much likelier with the other character; how often words are used decides (core.judges.fluency). Names follow no
such rule and are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from core.files import resource
from core.judges.fluency import LONGEST, is_common, likelihood, parted

_RUN = re.compile("[\u4e00-\u9fa5]{3,}")
_NEAR = 6
_PLACE = re.compile("[\u4e00-\u9fa5]{0,2}[区县市镇乡村街路州盟旗坊岛河湖山桥江塘组号]")
_QUOTED = re.compile("[“《〈‘「][^”》〉’」]{0,12}[”》〉’」]")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几")


def unlikely(paragraph: str, names: str, least: float) -> Iterator[tuple[int, str, float]]:
    """Place, likelier character and gain (logarithm to the base 2) of each character whose exchange gains at least so
    much. Words of `names` (the report's title and body), of short quotations and of places are left alone."""
    quoted = [match.span() for match in _QUOTED.finditer(paragraph)]
    for run in _RUN.finditer(paragraph):
        for at, right, gain in _exchanges(run[0]):
            place = run.start() + at
            if gain < least or any(start <= place < end for start, end in quoted):
                continue
            beside = (paragraph[max(0, place - 1) : place + 1], paragraph[place : place + 2])
            if not any(len(pair) == 2 and pair in names for pair in beside) and not _PLACE.match(paragraph, place + 1):
                yield place, right, gain


@lru_cache(maxsize=1 << 11)
def _exchanges(run: str) -> tuple[tuple[int, str, float], ...]:
    """The best exchange at each place of a run of characters that stands alone there."""
    found = []
    for start, end in parted(run):
        if end - start > 1 or run[start] in _NUMERALS:
            continue
        near = run[max(0, start - _NEAR) : start], run[start + 1 : start + 1 + _NEAR]
        now = None
        best = (0.0, "")
        for other in _alike(run[start]):
            if not _makes_word(run, start, other):
                continue
            now = likelihood(near[0] + run[start] + near[1]) if now is None else now
            best = max(best, (likelihood(near[0] + other + near[1]) - now, other))
        if best[1]:
            found.append((start, best[1], best[0]))
    return tuple(found)


def _makes_word(run: str, at: int, other: str) -> bool:
    """Whether the other character makes a common word with its neighbours."""
    sizes = range(2, LONGEST + 1)
    return any(
        is_common(run[start:at] + other + run[at + 1 : start + size])
        for size in sizes
        for start in range(max(0, at - size + 1), min(at, len(run) - size) + 1)
    )


@lru_cache(maxsize=1 << 11)
def _alike(char: str) -> str:
    """The characters that sound or look like that one."""
    return "".join(dict.fromkeys("".join(group for group in groups() if char in group))).replace(char, "")


@cache
def groups() -> tuple[str, ...]:
    """Groups of characters that sound or look alike."""
    lines = resource("catalog", "alike.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))
