"""Lists and styles of a Word 97-2003 document: what automatic number a paragraph has, and which level of heading.

Source: [MS-DOC] 2.9.143 LSTF, 2.9.150 LVL, 2.9.131 LFO, 2.9.260 STD; the numerals' codes are [MS-OSHARED] MSONFC.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.formats.numbering import LEVELS, Level, List
from core.formats.wordproperties import ILFO, ILVL, ISTD, OUTLINE, changes_of

_NO_LIST = 0xF801
_MAX_BASES = 20
_MAX_LISTS = 4096
_PARAGRAPH_STYLE = 1
_TITLE = 62
_NUMERAL_NAMES = (
    "decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago "
    "ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal "
    "japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero "
    "bullet ganada chosung decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese "
    "ideographEnclosedCircle ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting "
    "ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified "
    "chineseCountingThousand"
)
_NUMERALS = tuple(_NUMERAL_NAMES.split())
_NONE = 0xFF


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a paragraph style says, its bases included: heading level (0 none), list (1-based, 0 none) and level."""

    heading: int = 0
    list_number: int = 0
    level: int = 0


@dataclass
class WordLists:
    """`lists` by their 1-based number as paragraphs name it (LFO); `styles` by index."""

    lists: Mapping[int, List] = field(default_factory=dict)
    styles: Mapping[int, WordStyle] = field(default_factory=dict)

    def style(self, changes: Mapping[int, bytes]) -> WordStyle:
        """The paragraph's style."""
        return self.styles.get(int.from_bytes(changes.get(ISTD, b""), "little"), WordStyle())

    def number(self, changes: Mapping[int, bytes]) -> str:
        """The automatic number of the next paragraph with those property changes; "" for none. Counts on."""
        style = self.style(changes)
        own = changes.get(ILFO)
        list_number = _list_number(own) if own is not None else style.list_number
        level = changes[ILVL][0] if changes.get(ILVL) else style.level
        counting = self.lists.get(list_number)
        return counting.next(level) if counting is not None else ""


def _list_number(operand: bytes) -> int:
    value = int.from_bytes(operand, "little")
    # the upper range names the same lists, for paragraphs with indents of their own
    return 0 if value == _NO_LIST else 0x10000 - value if value > _NO_LIST else value


def lists_of(table: bytes, list_part: tuple[int, int], override_part: tuple[int, int]) -> dict[int, List]:
    """The lists by number, from (offset, size) of PlfLst and PlfLfo in the table stream. Raises struct.error or
    ValueError over broken ones."""
    if not list_part[1] or not override_part[1]:
        return {}
    definitions: dict[int, List] = {}
    (count,) = struct.unpack_from("<H", table, list_part[0])
    if count > _MAX_LISTS:
        raise ValueError("lists out of reason")
    heads = list_part[0] + 2
    at = heads + 28 * count
    for index in range(count):
        (identity,) = struct.unpack_from("<i", table, heads + 28 * index)
        simple = table[heads + 28 * index + 26] & 1
        levels: dict[int, Level] = {}
        for level in range(1 if simple else LEVELS):
            levels[level], at = _level(table, at)
        definitions[identity] = List(levels)
    return _overridden(table, override_part[0], definitions)


def _overridden(table: bytes, at: int, definitions: Mapping[int, List]) -> dict[int, List]:
    (count,) = struct.unpack_from("<I", table, at)
    if count > _MAX_LISTS:
        raise ValueError("lists out of reason")
    heads = [struct.unpack_from("<i8xB3x", table, at + 4 + 16 * index) for index in range(count)]
    at += 4 + 16 * count
    lists: dict[int, List] = {}
    for index, (identity, overrides) in enumerate(heads, 1):
        base = definitions.get(identity)
        levels = dict(base.levels) if base is not None else {}
        restarts: dict[int, int] = {}
        at += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            level = flags & 15
            if flags & 0x20:
                levels[level], at = _level(table, at)
            elif flags & 0x10 and level in levels:
                levels[level] = Level(start, levels[level].kind, levels[level].text)
                restarts[level] = start
        if base is not None:
            lists[index] = List(levels, base.counts, restarts) if overrides else base
    return lists


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level at that offset, and the offset behind it. Its text holds the levels' indices as characters."""
    start, numeral = struct.unpack_from("<iB", table, at)
    places = table[at + 6 : at + 15]
    characters, paragraphs = table[at + 24], table[at + 25]
    at += 28 + characters + paragraphs
    (length,) = struct.unpack_from("<H", table, at)
    raw = table[at + 2 : at + 2 + 2 * length]
    if len(raw) < 2 * length:
        raise ValueError("list cut off")
    text = list(raw.decode("utf-16-le", errors="replace"))
    for place in places:
        if 0 < place <= len(text) and ord(text[place - 1]) < LEVELS:
            text[place - 1] = f"%{ord(text[place - 1]) + 1}"
    kind = "none" if numeral == _NONE else _NUMERALS[numeral] if numeral < len(_NUMERALS) else "decimal"
    return Level(start, kind, "".join(text)), at + 2 + 2 * length


def styles_of(part: bytes) -> dict[int, WordStyle]:
    """Paragraph styles by index, from the style sheet (STSH). Raises struct.error over a broken one."""
    if len(part) < 6:
        return {}
    head, count, base_size = struct.unpack_from("<HHH", part, 0)
    at = 2 + head
    raw: dict[int, tuple[int, int, dict[int, bytes]]] = {}
    for index in range(count):
        (size,) = struct.unpack_from("<H", part, at)
        if size:
            described = _described(part[at + 2 : at + 2 + size], base_size)
            if described is not None:
                raw[index] = described
        at += 2 + size + (size & 1)
    return {index: _resolved(index, raw) for index in raw}


def _described(style: bytes, base_size: int) -> tuple[int, int, dict[int, bytes]] | None:
    """(built-in identity, base style, property changes) of a paragraph style."""
    identity, kinds = struct.unpack_from("<HH", style, 0)
    if kinds & 15 != _PARAGRAPH_STYLE:
        return None
    (name_length,) = struct.unpack_from("<H", style, base_size)
    at = base_size + 2 + 2 * name_length + 2
    (size,) = struct.unpack_from("<H", style, at)
    return identity & 0xFFF, kinds >> 4, dict(changes_of(style[at + 4 : at + 2 + size]))


def _resolved(index: int, raw: Mapping[int, tuple[int, int, dict[int, bytes]]]) -> WordStyle:
    """The first style in the chain of bases that says something decides."""
    heading = level = 0
    list_number: int | None = None
    current = index
    for _ in range(_MAX_BASES):
        if current not in raw:
            break
        identity, base, changes = raw[current]
        outline = changes.get(OUTLINE, b"\x09")[:1]
        if not heading and outline and outline[0] < 6:
            heading = outline[0] + 1
        if not heading and 1 <= identity <= 9:
            heading = min(identity, 6)
        if not heading and identity == _TITLE:
            heading = 1
        if list_number is None and ILFO in changes:
            list_number = _list_number(changes[ILFO])
            level = (changes.get(ILVL) or b"\0")[0]
        current = base
    return WordStyle(heading, list_number or 0, level)
