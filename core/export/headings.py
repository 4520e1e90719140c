"""Headings told from body text by their numbering, and titles broken into lines by sense (GB/T 9704-2012)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations, pairwise

_NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    (1, re.compile(rf"[{_NUMERALS}]{{1,3}}、")),
    (2, re.compile(rf"[（(][{_NUMERALS}]{{1,3}}[)）]")),
    (3, re.compile(r"\d{1,2}(?:[．、]|\.(?!\d))")),
    (4, re.compile(r"[（(]\d{1,2}[)）]")),
)
_LONGEST_HEADING = 30
"""Characters; a numbered sentence that is longer is body text."""

_TITLE_WIDTH = 19.5
"""Ems of 22 pt on a line of 156 mm."""


def heading_level(paragraph: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 0 if the paragraph does not begin with such a number."""
    return next((level for level, pattern in _LEVELS if pattern.match(paragraph)), 0)


def heading_extent(paragraph: str) -> int:
    """How many characters at the beginning are set as a heading: all, those up to the first 。, or none.

    A numbered paragraph is a heading as a whole if it is short and no sentence; one that goes on behind its
    first full stop has a run-in heading (（一）主动公开情况。2023年，…).
    """
    if not heading_level(paragraph):
        return 0
    stop = paragraph.find("。")
    if stop < 0:
        whole = len(paragraph) <= _LONGEST_HEADING and paragraph[-1] not in "；;，,：:！!？?"
        return len(paragraph) if whole else 0
    return stop + 1 if stop < _LONGEST_HEADING else 0


def width(text: str) -> float:
    """Width in ems: wide characters 1, the others a half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def title_lines(title: str, agency: str) -> tuple[str, ...]:
    """The title in as few lines as fit, broken before the body's name, behind it, behind the year or before
    政府信息公开, the lines as even as these places allow. Joined they give the title."""
    if width(title) <= _TITLE_WIDTH:
        return (title,)
    places = sorted(_places(title, agency))
    for breaks in (1, 2):
        ways = [_cut(title, chosen) for chosen in combinations(places, breaks)]
        fitting = [lines for lines in ways if all(width(line) <= _TITLE_WIDTH for line in lines)]
        if fitting:
            return min(fitting, key=lambda lines: max(map(width, lines)) - min(map(width, lines)))
    return (title,)


def _places(title: str, agency: str) -> set[int]:
    places = {found.end() for found in re.finditer(r"\d{4}年度?", title)}
    places |= {found.start() for found in re.finditer(r"政府信息公开|\d{4}年", title)}
    at = title.find(agency) if agency else -1
    if at >= 0:
        places |= {at, at + len(agency)}
    return {place for place in places if 0 < place < len(title)}


def _cut(title: str, places: Iterable[int]) -> tuple[str, ...]:
    edges = (0, *places, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))
