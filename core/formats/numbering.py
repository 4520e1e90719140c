"""Automatic paragraph numbers of Word documents (一、 （一） 1.) as the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CHINESE_NAMES = (
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand "
    "ideographDigital japaneseDigitalTenThousand taiwaneseDigital koreanCounting"
)
_CHINESE = frozenset(_CHINESE_NAMES.split())
_LEGAL_KINDS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3220, 10),
}
"""The first character of ①, ⑴, ⒈, ㈠, and how many there are."""
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, the kind of its numerals, and its text with %1 to %9 in it."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""


@dataclass
class List:
    """A list's levels and where its counting stands. Lists made from one definition count on together; `restarts`
    are the levels that begin anew, with their numbers, when this list first has a paragraph there."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """The number of the next paragraph of that level; "" for bullets. Deeper levels begin anew."""
        definition = self.levels.get(level)
        if definition is None:
            return ""
        if level in self.restarts:
            self.counts[level] = self.restarts.pop(level) - 1
        self.counts[level] = self.counts.get(level, definition.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            self.counts.pop(deeper, None)
        if definition.kind in ("bullet", "none"):
            return ""

        def numeral_at(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = self.levels.get(at, Level())
            return numeral(self.counts.get(at, other.start), other.kind)

        return _PLACEHOLDER.sub(numeral_at, definition.text)


def numeral(value: int, kind: str) -> str:
    """A number in the numerals of that kind (Word's names: chineseCounting, decimal, upperRoman…)."""
    if kind in _CHINESE:
        return chinese(value)
    if kind in _LEGAL_KINDS:
        return chinese(value, _LEGAL, "拾佰仟")
    if kind in _ENCLOSED and 1 <= value <= _ENCLOSED[kind][1]:
        return chr(_ENCLOSED[kind][0] + value - 1)
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(max(value, 0)))
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(97 + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value).upper() if kind == "upperRoman" else _roman(value)
    return str(value)


def _roman(value: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * (value // worth)
        value %= worth
    return letters


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """12 is 十二, 105 is 一百〇五. Numbers beyond 9999 stay in Arabic digits."""
    if not 0 < value < 10_000:
        return str(value)
    text = ""
    zero = False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += (digits[0] if zero and text else "") + digits[digit] + (units[power - 1] if power else "")
            zero = False
        else:
            zero = True
    return text[1:] if digits is _DIGITS and 10 <= value < 20 else text
