"""Characters of a page (PDF, OFD) as lines and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.formats.encoding import plain_ideographs

_PAGE_NUMBER = re.compile(
    r"[—–\-－―·~～\s]*(?:第\s*)?\d{1,3}\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[—–\-－―·~～\s]*"
)
_BLANK = " \t\u00a0\u3000\u2002\u2003"
_FURNITURE_SHARE = 0.12
_SPACED_FIGURE = re.compile(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]")
_PLAIN_FIGURE = re.compile(r"[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]")
_INDENT = 2
"""Characters by which a paragraph's first line is indented."""
_NARROW = re.compile(r"[0-9A-Za-z.,%()\-]")


class Char(NamedTuple):
    """A character and its box in points, y downwards from the top of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


class Line(NamedTuple):
    """Characters on one line, blanks at the edges trimmed. `pieces` are parted by wide gaps."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    pieces: tuple[str, ...] = ()


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Lines from top to bottom; characters printed twice for boldness are read once."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.top + char.bottom, char.x0)):
        middle = (char.top + char.bottom) / 2
        if rows and abs(middle - (rows[-1][0].top + rows[-1][0].bottom) / 2) < 0.5 * max(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [_line(sorted(row, key=lambda char: char.x0)) for row in rows]
    return [line for line in lines if line.text]


def _without_hanging(row: Sequence[Char]) -> list[Char]:
    """The characters from left to right without blanks that lie on a visible one: those at the end of a line hang over
    the right edge of their cell, into a number beside it."""
    kept: list[Char] = []
    waiting: list[Char] = []
    last: Char | None = None
    for char in row:
        if char.text.strip(_BLANK):
            kept += [blank for blank in waiting if not _overlap(blank, char)]
            waiting = []
            kept.append(char)
            last = char
        elif last is None or not _overlap(char, last):
            waiting.append(char)
    return kept + waiting


def _overlap(this: Char, other: Char) -> bool:
    """Whether two characters of a line share a good part of the narrower one's width."""
    shared = min(this.x1, other.x1) - max(this.x0, other.x0)
    return shared > 0.3 * min(this.x1 - this.x0, other.x1 - other.x0)


def _line(row: Sequence[Char]) -> Line:
    row = _without_hanging(row)
    text = ""
    pieces = [""]
    last: Char | None = None
    for char in row:
        if last is not None and char.text == last.text and char.x0 - last.x0 < 0.25 * char.size:
            continue
        if not char.text.strip(_BLANK) and not text:
            continue
        gap = char.x0 - last.x1 if last is not None else 0.0
        if text and gap > 1.5 * char.size:
            pieces.append("")
            text += " "
        # digits that stand apart are two numbers, whatever blank character the file left out between them
        elif text and gap > 0.5 * char.size and _NARROW.match(char.text) and _NARROW.match(text[-1]):
            text += " "
            pieces[-1] += " "
        text += char.text
        pieces[-1] += char.text
        last = char if char.text.strip(_BLANK) or last is None else last
    visible = [char for char in row if char.text.strip(_BLANK)] or row
    sizes = [char.size for char in visible]
    return Line(
        plain_ideographs(text.strip(_BLANK)),
        min(char.x0 for char in visible),
        max(char.x1 for char in visible),
        min(char.top for char in visible),
        max(char.bottom for char in visible),
        median(sizes),
        tuple(plain_ideographs(piece.strip(_BLANK)) for piece in pieces if piece.strip(_BLANK)),
    )


def wrapped(lines: Sequence[Line], right: float) -> str:
    """A cell's lines as one text. A line that a narrow cell broke is joined; between digits only when the line is
    full to the cell's right edge, else the break stays, since it may part two numbers."""
    text = ""
    last: Line | None = None
    for line in lines:
        if last is not None:
            both_narrow = _NARROW.match(text[-1]) and _NARROW.match(line.text[0])
            text += "\n" if both_narrow and right - last.x1 > 1.2 * last.size else ""
        text += line.text
        last = line
    return text


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[set[int]]:
    """For each page (height, lines): indices of the lines that are page numbers or running headers and footers."""
    found: list[set[int]] = [set() for _ in pages]
    repeated: Counter[tuple[str, int]] = Counter()
    margins: list[tuple[int, int, tuple[str, int]]] = []
    for number, (height, lines) in enumerate(pages):
        for at in {0, len(lines) - 1} if lines else ():
            line = lines[at]
            if not in_margin(line, height):
                continue
            if _PAGE_NUMBER.fullmatch(line.text):
                found[number].add(at)
            key = (re.sub(r"\d+", "0", line.text), round(line.top / 4))
            repeated[key] += 1
            margins.append((number, at, key))
    for number, at, key in margins:
        if repeated[key] >= 3 and repeated[key] * 2 > len(pages):
            found[number].add(at)
    return found


def in_margin(one: Char | Line, height: float) -> bool:
    """Whether it stands where page numbers and running headers do."""
    return one.bottom > height * (1 - _FURNITURE_SHARE) or one.top < height * _FURNITURE_SHARE


class Closed(NamedTuple):
    """A paragraph that is complete: the page on which it begins, its text, its lines with their pages."""

    page: int
    text: str
    lines: tuple[tuple[int, Line], ...]


class Paragraphs:
    """Puts lines together to paragraphs: a new one begins with an indent, after a short line or after a gap."""

    def __init__(self, left: float, right: float, pitch: float) -> None:
        self._left, self._right, self._pitch = left, right, pitch
        self._held: list[Line] = []
        self._pages: list[int] = []

    def add(self, line: Line, page: int) -> Closed | None:
        """Take the next line; returns the paragraph that it closes, if it closes one."""
        done = self.close() if self._held and self._begins(line, page) else None
        self._held.append(line)
        self._pages.append(page)
        return done

    @property
    def waiting(self) -> bool:
        """Whether a paragraph is open."""
        return bool(self._held)

    def close(self) -> Closed | None:
        """End the paragraph that is open, if one is."""
        if not self._held:
            return None
        text = self._held[0].text
        whole = " ".join(line.text for line in self._held)
        apart = len(_SPACED_FIGURE.findall(whole)) > len(_PLAIN_FIGURE.findall(whole))
        for line in self._held[1:]:
            joint = text[-1] + line.text[0]
            # the blank where a line was broken is not in the file: English words have one, figures if others do
            words = joint.isascii() and joint.isalpha()
            text += (" " if words or (apart and _PLAIN_FIGURE.fullmatch(joint)) else "") + line.text
        closed = Closed(self._pages[0], text, tuple(zip(self._pages, self._held, strict=True)))
        self._held, self._pages = [], []
        return closed

    def _begins(self, line: Line, page: int) -> bool:
        last = self._held[-1]
        if self._right - last.x1 > 1.6 * last.size or line.x0 - self._left > 0.8 * line.size:
            return True
        if abs(line.size - last.size) > 0.15 * last.size:
            return True
        return line.top > last.top and line.top - last.top > 1.45 * self._pitch


def measure(pages: Sequence[Sequence[Line]], sides: Sequence[float] = ()) -> tuple[float, float, float]:
    """Left edge, right edge and line pitch of the body text. `sides` are the left sides of ruled tables: where no
    paragraph has a second line, only they tell that all lines are indented."""
    lines = [line for page in pages for line in page]
    if not lines:
        return 0.0, 0.0, 12.0
    size = median(line.size for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > 12 * size] or lines
    steps = [
        below.top - above.top
        for page in pages
        for above, below in pairwise(page)
        if 0 < below.top - above.top < 4 * size
    ]
    left = min(line.x0 for line in long)
    indented = [side for side in sides if abs(left - side - _INDENT * size) < 0.4 * size]
    return min([left, *indented]), max(line.x1 for line in long), min(steps, default=1.5 * size)
