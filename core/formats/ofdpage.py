"""What stands on one page of an OFD document: characters, rules and how much of it pictures cover.

Source: GB/T 33190-2016; lengths there are millimetres with y downwards, here points.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from core.formats.guard import Budget
from core.formats.layout import Rule
from core.formats.pagetext import Char

if TYPE_CHECKING:
    from lxml import etree

Matrix = tuple[float, float, float, float, float, float]
POINTS = 72 / 25.4
_PLAIN: Matrix = (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0)
_ASCENT = 0.86
_TURNED = 0.1
_STRAIGHT = 0.6
"""Points that a rule may be out of level."""
_MAX_DEPTH = 20
_MAX_REPEAT = 100_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_TOKEN = re.compile(rf"[SMLQBAC]|{_NUMBER.pattern}")
_CONTAINERS = frozenset({"Content", "Layer", "PageBlock"})


class PageReader:
    """Gathers a page's characters and rules. `units` are the document's composite units (drawn where an object names
    them), by their ID."""

    def __init__(self, units: Mapping[str, etree._Element], budget: Budget) -> None:
        self.chars: list[Char] = []
        self.rules: list[Rule] = []
        self.covered = 0.0
        self.turned = 0
        self._units = units
        self._budget = budget

    def add(self, parent: etree._Element, origin: Sequence[float]) -> None:
        """Everything in a page's Content. `origin` is the upper left corner of the page's box, in millimetres."""
        self._add(parent, product((1.0, 0.0, 0.0, 1.0, -origin[0], -origin[1]), _PLAIN), 0)

    def _add(self, parent: etree._Element, outer: Matrix, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            name = local_name(child)
            if child.get("Visible") == "false" or child.get("Alpha") == "0":
                continue
            if name in _CONTAINERS:
                self._add(child, outer, depth + 1)
                continue
            self._budget.spend()
            matrix = product(_own_matrix(child), outer)
            if name == "TextObject":
                self._add_text(child, matrix)
            elif name == "PathObject":
                self._add_path(child, matrix)
            elif name == "ImageObject":
                box = numbers(child.get("Boundary"), 4)
                self.covered += box[2] * box[3] * abs(outer[0] * outer[3] - outer[1] * outer[2])
            elif name == "CompositeObject" and (unit := self._units.get(child.get("ResourceID", ""))) is not None:
                self._add(unit, matrix, depth + 1)

    def _add_text(self, element: etree._Element, matrix: Matrix) -> None:
        size = numbers(element.get("Size"), 1)[0]
        stretch = numbers(element.get("HScale"), 1, 1.0)[0] or 1.0
        across, down = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
        turned = (
            abs(matrix[1]) > _TURNED * across
            or matrix[0] < 0
            or matrix[3] < 0
            or element.get("CharDirection", "0") not in ("0", "360")
        )
        upright = element.get("ReadDirection", "0") in ("90", "270")
        x = y = 0.0
        for code in element:
            if local_name(code) != "TextCode":
                continue
            text = code.text or ""
            self._budget.spend(len(text))
            if turned:
                self.turned += len(text.strip())
                continue
            x, y = numbers(code.get("X"), 1, x)[0], numbers(code.get("Y"), 1, y)[0]
            steps = _steps(code, len(text))
            for char, (dx, dy), natural in _advances(text, steps, size * stretch, upright):
                width = dx if 0 < dx < 1.3 * natural else natural
                self._put(char, x, y, width * across, size * down, matrix)
                x, y = x + dx, y + dy

    def _put(self, char: str, x: float, y: float, width: float, size: float, matrix: Matrix) -> None:
        left, base = moved(matrix, x, y)
        if char not in "\r\n" and math.isfinite(left + base + width + size):
            size = max(size, 1.0)
            self.chars.append(Char(char, left, left + width, base - _ASCENT * size, base + (1 - _ASCENT) * size, size))

    def _add_path(self, element: etree._Element, matrix: Matrix) -> None:
        # stroked unless told otherwise, filled only when told: a path with neither shows nothing
        if element.get("Stroke") == "false" and element.get("Fill") != "true":
            return
        for child in element:
            if local_name(child) != "AbbreviatedData" or not child.text:
                continue
            for (x0, y0), (x1, y1) in _sides(child.text):
                self._budget.spend()
                left, top = moved(matrix, x0, y0)
                right, bottom = moved(matrix, x1, y1)
                # a level or upright line only; the others draw pictures
                if min(abs(right - left), abs(bottom - top)) <= _STRAIGHT and math.isfinite(
                    left + top + right + bottom
                ):
                    self.rules.append(_straight(left, top, right, bottom))


def _straight(x0: float, y0: float, x1: float, y1: float) -> Rule:
    if abs(x1 - x0) >= abs(y1 - y0):
        return Rule(min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
    return Rule((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


def _own_matrix(element: etree._Element) -> Matrix:
    """From the object's own coordinates to those around it: its CTM, then its place."""
    left, top = numbers(element.get("Boundary"), 4)[:2]
    a, b, c, d, e, f = numbers(element.get("CTM"), 6) if element.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e + left, f + top


def _steps(code: etree._Element, count: int) -> tuple[list[float], list[float]]:
    return deltas(code.get("DeltaX"), count), deltas(code.get("DeltaY"), count)


def _advances(
    text: str, steps: tuple[Sequence[float], Sequence[float]], size: float, upright: bool
) -> Iterator[tuple[str, tuple[float, float], float]]:
    """Each character with the step to the next one and its natural width. Writers leave the steps out where the
    font's own widths do."""
    across, down = steps
    for at, char in enumerate(text):
        natural = size if unicodedata.east_asian_width(char) in "WFA" else 0.5 * size
        told = at < len(across) or at < len(down)
        dx = across[at] if at < len(across) else 0.0 if told or upright else natural
        dy = down[at] if at < len(down) else size if upright and not told else 0.0
        yield char, (dx, dy), natural


def deltas(written: str | None, count: int) -> list[float]:
    """Steps between characters: "5 5 2.5", or "g 2 5 2.5" where a step repeats. At most `count` of them."""
    found: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if len(found) >= count:
            break
        if word.lower() == "g":
            times, step = next(words, ""), next(words, "")
            if times.isascii() and times.isdigit() and _NUMBER.fullmatch(step):
                found += [float(step)] * min(int(times[:7]), _MAX_REPEAT, count)
        elif _NUMBER.fullmatch(word):
            found.append(float(word))
    return found[:count]


def _sides(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight sides of a path; curves only move the pen."""
    start = pen = (0.0, 0.0)
    command = ""
    operands: list[float] = []
    for found in _TOKEN.finditer(data + " "):
        word = found[0]
        if word in _OPERANDS:
            command, operands = word, []
            if word == "C":
                yield pen, start
                pen = start
            continue
        operands.append(float(word))
        if not command or len(operands) < _OPERANDS[command] or command == "C":
            continue
        point = (operands[-2], operands[-1])
        if command in "SM":
            start = point
        elif command == "L":
            yield pen, point
        pen, operands = point, []


def numbers(written: str | None, count: int, default: float = 0.0) -> tuple[float, ...]:
    """So many numbers of an attribute, the default for those that it does not have."""
    found = [float(word) for word in (written or "").split()[:count] if _NUMBER.fullmatch(word)]
    return (*found, *[default] * (count - len(found)))


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """First the inner change of coordinates, then the outer one."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point in page coordinates."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, which writers get wrong; "" for what is no element."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
