"""Numbers as people type them: 12, １２, 1,234, "12件", 12.0, 4068.208; and the ways to leave a cell blank."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

Number = int | Decimal
"""Counts (件) are int; amounts (万元) may be Decimal. Whole values are always int: 12.0 is 12."""


class State(StrEnum):
    NUMBER = "number"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Reading(NamedTuple):
    """What a cell's text means: a number, nothing, or something that cannot be read."""

    state: State
    value: Number | None = None


_new = tuple.__new__
_NUMBER = State.NUMBER
_BLANK = Reading(State.BLANK)
_UNREADABLE = Reading(State.UNREADABLE)

_BLANK_MARKS = frozenset({"", "无", "—", "——", "－", "-", "--", "–", "―", "/", "\\", "／", "、"})
_MEASURE_WORDS = "件|条|份|起|宗|个|项|篇|次|人|元|万元|万"
_PLAIN = re.compile(rf"(?P<sign>[-+]?)(?P<digits>\d+(?:\.\d*)?|\.\d+)(?:{_MEASURE_WORDS})?")
_GROUPED = re.compile(rf"(?P<sign>[-+]?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d*)?)(?:{_MEASURE_WORDS})?")
_INVISIBLE = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u3000]+")
_MAX_DIGITS = 15
_FOLDS_TO_DIGITS = re.compile(
    r"[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793"
    r"\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
"""Circled, raised, lowered and numbering digits and fractions, which folding would turn into digits of the number."""


def is_count(text: str) -> bool:
    """True for plain digits and nothing else, as nearly every number is written."""
    return text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS


@lru_cache(maxsize=1 << 13)
def read(text: str) -> Reading:
    """Read one cell's text.

    Full-width characters are folded first. Spaces around are ignored; spaces between digits make the text
    unreadable, since "1 2" may be one number or two; so does a circled or raised digit, which may be a note's mark.
    A comma counts only where thousands are parted.
    """
    if is_count(text):
        return _new(Reading, (_NUMBER, int(text)))  # nearly every number, without the detours
    if _FOLDS_TO_DIGITS.search(text):
        return _UNREADABLE
    folded = unicodedata.normalize("NFKC", text).strip(" \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff")
    if folded in _BLANK_MARKS or not _INVISIBLE.sub("", folded):
        return _BLANK
    folded = folded.replace("−", "-").replace(" 件", "件")
    found = _PLAIN.fullmatch(folded) or _GROUPED.fullmatch(folded)
    if found is None:
        return _UNREADABLE
    digits = found["digits"].replace(",", "")
    if len(digits) > _MAX_DIGITS:
        return _UNREADABLE
    return Reading(State.NUMBER, simplest(Decimal(found["sign"] + digits)))


_CHANGE = re.compile(r"(?P<up>增加?|上升|↑|\+)?(?P<down>减少?|下降|↓|[-−－])?\s*(?P<digits>\d[\d,]*)\s*[件条份个项宗]?")


def read_change(text: str) -> Reading:
    """Read a cell for an increase or a decrease, where words may say which: 增3 is 3, 减2 and ↓2 are -2."""
    plain = read(text)
    if plain.state is not State.UNREADABLE or _FOLDS_TO_DIGITS.search(text):
        return plain
    found = _CHANGE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or (found["up"] and found["down"]):
        return plain
    number = read(found["digits"])
    if number.value is None or not found["down"]:
        return number
    return Reading(State.NUMBER, -number.value)


def simplest(value: Decimal) -> Number:
    """The same number as int when it is whole, else as Decimal without trailing zeros."""
    whole = value.to_integral_value()
    return int(whole) if value == whole else value.normalize()


def from_float(value: float) -> Number | None:
    """A spreadsheet's float as the shortest decimal that prints the same; None for infinities and NaN."""
    if value != value or value in (float("inf"), float("-inf")):
        return None
    # a sum of decimals in a spreadsheet carries binary noise after the 15th digit
    return simplest(Decimal(f"{value:.15g}"))


def show(value: Number | None) -> str:
    """The number in plain digits (4068.208, 31722), "" for None."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else format(value, "f")


_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20}


@lru_cache(maxsize=1 << 13)
def shown_date(day: date) -> str:
    """A date as documents write it: 2025年1月22日 (GB/T 9704-2012: Arabic numerals, no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def folded(words: str) -> str:
    """Full-width letters, digits and marks as half-width ones, character for character: spans stay true."""
    return "\n".join(map(_folded, words.split("\n"))) if "\n" in words else _folded(words)


@lru_cache(maxsize=1 << 12)
def _folded(line: str) -> str:
    """A line at a time, since a key that is typed changes one line of a text."""
    return line.translate(_FULL_WIDTH)
