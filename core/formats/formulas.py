"""Values of spreadsheet formulas that were saved without one: sums and differences of cells, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from core.values import Number, State, read, simplest

Place = tuple[str, int, int]
"""Sheet name, row, column (0-based)."""

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<ref>(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'!:+\-*/(),;=$&<>"]+))!)?
            (?P<cabs>\$?)(?P<col>[A-Za-z]{1,3})(?P<rabs>\$?)(?P<row>[0-9]{1,7}))(?![A-Za-z0-9_(!])
        |(?P<sum>SUM)\s*(?=\()
        |(?P<number>[0-9]+(?:\.[0-9]+)?)
        |(?P<mark>[-+(),:])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_LENGTH = 8192
_MAX_DEPTH = 60
_MAX_VISITS = 1_000_000


class Formula(NamedTuple):
    """A formula's text without "=", and how far its relative references are shifted (a shared formula's copies)."""

    text: str
    down: int = 0
    right: int = 0


class _Unknown(Exception):
    """The formula is not a sum, runs in a circle, or needs a cell that is no number."""


class _Token(NamedTuple):
    kind: str
    text: str
    place: Place | None = None


class Formulas:
    """Computes formulas over the saved cells. `text_at` gives a saved cell's text, `areas` each sheet's
    (last row, last column); both 0-based."""

    def __init__(
        self,
        formulas: Mapping[Place, Formula],
        text_at: Callable[[str, int, int], str],
        areas: Mapping[str, tuple[int, int]],
    ) -> None:
        self._formulas = formulas
        self._text_at = text_at
        self._areas = areas
        self._known: dict[Place, Number | None] = {}
        self._open: list[Place] = []
        self._visits = 0

    def value(self, place: Place) -> Number | None:
        """The number, None where the formula is not a sum of readable cells (or runs in a circle)."""
        if place not in self._known:
            if place in self._open or len(self._open) >= _MAX_DEPTH:
                return None
            self._open.append(place)
            try:
                total = _Sum(self, place[0], self._formulas[place]).total()
                self._known[place] = simplest(total)
            except (_Unknown, ArithmeticError):
                self._known[place] = None
            finally:
                self._open.pop()
        return self._known[place]

    def cell(self, place: Place, *, skip_words: bool) -> Decimal:
        """A referenced cell as number, blank as 0; words count as nothing inside SUM and stop a plain sum."""
        self._visits += 1
        if self._visits > _MAX_VISITS:
            raise _Unknown
        if place in self._formulas:
            value = self.value(place)
            if value is None:
                raise _Unknown
            return Decimal(value)
        reading = read(self._text_at(*place))
        if reading.state is State.UNREADABLE and not skip_words:
            raise _Unknown
        return Decimal(reading.value or 0)

    def block(self, first: Place, last: Place) -> Decimal:
        """Sum over a range, cut down to the part of the sheet that is in use."""
        sheet = first[0]
        if sheet not in self._areas:
            raise _Unknown
        bottom, right = self._areas[sheet]
        rows, columns = sorted((first[1], last[1])), sorted((first[2], last[2]))
        return sum(
            (
                self.cell((sheet, row, column), skip_words=True)
                for row in range(rows[0], min(rows[1], bottom) + 1)
                for column in range(columns[0], min(columns[1], right) + 1)
            ),
            Decimal(0),
        )


class _Sum:
    """Recursive descent over one formula: sums and differences of numbers, cells, SUM(…) and brackets."""

    def __init__(self, book: Formulas, sheet: str, formula: Formula) -> None:
        self._book = book
        self._tokens = _tokens(formula, sheet)
        self._at = 0

    def total(self) -> Decimal:
        value = self._expression(0)
        if self._at != len(self._tokens):
            raise _Unknown
        return value

    def _peek(self, offset: int = 0) -> str:
        at = self._at + offset
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _take(self, mark: str = "") -> _Token:
        if self._at >= len(self._tokens) or (mark and self._tokens[self._at].text != mark):
            raise _Unknown
        self._at += 1
        return self._tokens[self._at - 1]

    def _expression(self, depth: int) -> Decimal:
        value = self._term(depth)
        while self._peek() in ("+", "-"):
            sign = -1 if self._take().text == "-" else 1
            value += sign * self._term(depth)
        return value

    def _term(self, depth: int) -> Decimal:
        if depth > _MAX_DEPTH:
            raise _Unknown
        token = self._take()
        if token.text in ("+", "-"):
            return self._term(depth + 1) * (-1 if token.text == "-" else 1)
        if token.kind == "number":
            return Decimal(token.text)
        if token.place is not None:
            return self._book.cell(token.place, skip_words=False)
        if token.kind == "sum":
            return self._arguments(depth + 1)
        if token.text == "(":
            value = self._expression(depth + 1)
            self._take(")")
            return value
        raise _Unknown

    def _arguments(self, depth: int) -> Decimal:
        self._take("(")
        value = Decimal(0)
        while True:
            first = self._tokens[self._at].place if self._at < len(self._tokens) else None
            if first is not None and self._peek(1) == ":":
                self._at += 2
                last = self._take().place
                if last is None:
                    raise _Unknown
                value += self._book.block(first, last)
            elif first is not None and self._peek(1) in (",", ")"):
                self._at += 1
                value += self._book.cell(first, skip_words=True)
            else:
                value += self._expression(depth)
            if self._peek() != ",":
                self._take(")")
                return value
            self._take(",")


def _tokens(formula: Formula, sheet: str) -> list[_Token]:
    text = formula.text.strip().removeprefix("=")
    if len(text) > _MAX_LENGTH:
        raise _Unknown
    tokens: list[_Token] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Unknown
        at = found.end()
        kind = str(found.lastgroup) if found["ref"] is None else "ref"
        place = _place(found, formula, sheet) if kind == "ref" else None
        tokens.append(_Token(kind, found[0].strip(), place))
    return tokens


def _place(found: re.Match[str], formula: Formula, sheet: str) -> Place:
    named = found["quoted"].replace("''", "'") if found["quoted"] else found["plain"]
    row = int(found["row"]) - 1 + (0 if found["rabs"] else formula.down)
    column = column_index(found["col"]) + (0 if found["cabs"] else formula.right)
    if row < 0 or column < 0:
        raise _Unknown
    return (named or sheet, row, column)


def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
