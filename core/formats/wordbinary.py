"""The bytes of a Word 97-2003 document: pieces of text, and the properties of characters and paragraphs.

Source: [MS-DOC], Word (.doc) Binary File Format; WPS writes the same structure.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.formats.wordlists import WordLists, lists_of, styles_of
from core.formats.wordproperties import ISTD, changes_of

_FIB_MAGIC = 0xA5EC
_FLAGS, _LANGUAGE, _COUNTS, _POINTERS = 0x0A, 0x06, 0x4C, 0x9A
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_STYLES, _CHPX, _PAPX, _CLX, _LISTS, _OVERRIDES = 1, 12, 13, 33, 73, 74
_PAGE = 512
_CHINESE = frozenset({0x0804, 0x1004})
_HUGE = frozenset({0x6645, 0x6646})
_MAX_CHARACTERS = 5_000_000


class NotWord97(Exception):
    """The stream is older than Word 97, or no Word document at all."""


class Encrypted(Exception):
    """The document has a password."""


class Piece(NamedTuple):
    """Characters `start` to `end` of the document (exclusive), stored from byte `offset`, `width` bytes each."""

    start: int
    end: int
    offset: int
    width: int
    text: str


class Run(NamedTuple):
    """Bytes `start` to `end` of the stream have these property changes (sprm, operand)."""

    start: int
    end: int
    changes: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True)
class WordBinary:
    """The decoded structure. `main` and `boxes` are character ranges of the body and of the text boxes; `lists` is
    None where the lists or styles are broken."""

    pieces: tuple[Piece, ...]
    paragraphs: tuple[Run, ...]
    characters: tuple[Run, ...]
    main: tuple[int, int]
    boxes: tuple[int, int]
    lists: WordLists | None

    def offset(self, at: int) -> int:
        """Byte offset of a character; -1 if no piece has it."""
        index = bisect_right(self.pieces, at, key=lambda piece: piece.start) - 1
        if index < 0 or at >= self.pieces[index].end:
            return -1
        piece = self.pieces[index]
        return piece.offset + (at - piece.start) * piece.width

    def text(self, start: int, end: int) -> str:
        """Characters of a range, one each, so that indices stay those of the document."""
        return "".join(
            piece.text[max(start - piece.start, 0) : max(end - piece.start, 0)]
            for piece in self.pieces
            if piece.start < end and piece.end > start
        )


def changes_at(runs: tuple[Run, ...], offset: int) -> tuple[tuple[int, bytes], ...]:
    """Property changes that cover a byte offset."""
    index = bisect_right(runs, offset, key=lambda run: run.start) - 1
    return runs[index].changes if index >= 0 and offset < runs[index].end else ()


def parse(document: bytes, tables: tuple[bytes, bytes], data: bytes) -> WordBinary:
    """The streams WordDocument, (0Table, 1Table) and Data.

    Raises NotWord97, Encrypted; struct.error, IndexError or ValueError where bytes are missing.
    """
    magic, version = struct.unpack_from("<HH", document, 0)
    if magic != _FIB_MAGIC or version < 0x65:
        raise NotWord97
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    if flags & _ENCRYPTED:
        raise Encrypted
    table = tables[1 if flags & _SECOND_TABLE else 0] or tables[0] or tables[1]
    main, notes, headers, macros, comments, endnotes, boxes = struct.unpack_from("<7i", document, _COUNTS)
    language = struct.unpack_from("<H", document, _LANGUAGE)[0]
    first_box = main + notes + headers + macros + comments + endnotes
    if not (0 <= main <= _MAX_CHARACTERS and 0 <= boxes <= _MAX_CHARACTERS):
        raise ValueError("character counts out of reason")
    return WordBinary(
        tuple(_pieces(document, _part(document, table, _CLX), language in _CHINESE)),
        _runs(document, _part(document, table, _PAPX), data, paragraphs=True),
        _runs(document, _part(document, table, _CHPX), data, paragraphs=False),
        (0, main),
        (first_box, first_box + boxes),
        _lists(document, table),
    )


def _lists(document: bytes, table: bytes) -> WordLists | None:
    try:
        return WordLists(
            lists_of(table, _place(document, _LISTS), _place(document, _OVERRIDES)),
            styles_of(_part(document, table, _STYLES)),
        )
    except (struct.error, IndexError, ValueError):
        return None


def _place(document: bytes, index: int) -> tuple[int, int]:
    start, size = struct.unpack_from("<II", document, _POINTERS + 8 * index)
    return start, size


def _part(document: bytes, table: bytes, index: int) -> bytes:
    start, size = _place(document, index)
    return table[start : start + size]


def _pieces(document: bytes, clx: bytes, chinese: bool) -> Iterator[Piece]:
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for index in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
        start, end = bounds[index], bounds[index + 1]
        if end < start or end - start > _MAX_CHARACTERS:
            raise ValueError("pieces out of order")
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        width = 1 if narrow else 2
        raw = document[offset : offset + (end - start) * width]
        yield Piece(start, end, offset, width, _narrow_text(raw, chinese) if narrow else _wide_text(raw))


def _wide_text(raw: bytes) -> str:
    # unlike the codec, keep one character per code unit
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))


def _narrow_text(raw: bytes, chinese: bool) -> str:
    """One character per byte. Some programs store GBK here; its second bytes become empty marks (U+0000)."""
    if chinese and not raw.isascii():
        try:
            return "".join(char if char < "\x80" else char + "\0" for char in raw.decode("gbk"))
        except UnicodeDecodeError:
            pass
    return (
        "".join(bytes((byte,)).decode("cp1252", errors="replace") for byte in raw)
        if not raw.isascii()
        else raw.decode()
    )


def _runs(document: bytes, plc: bytes, data: bytes, paragraphs: bool) -> tuple[Run, ...]:
    """Runs of a property table: pages of 512 bytes, each with offsets at its start and properties at its end."""
    count = max(0, (len(plc) - 4) // 8)
    runs: list[Run] = []
    for index in range(count):
        (page_number,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)
        page = document[(page_number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        used = page[-1]
        step = 13 if paragraphs else 1
        if 4 * (used + 1) + step * used > _PAGE - 1:
            continue
        bounds = struct.unpack_from(f"<{used + 1}I", page, 0)
        for at in range(used):
            where = page[4 * (used + 1) + step * at] * 2
            changes = _page_changes(page, where, data, paragraphs) if where else ()
            runs.append(Run(bounds[at], bounds[at + 1], changes))
    return tuple(sorted(runs, key=lambda run: run.start))


def _page_changes(page: bytes, at: int, data: bytes, paragraphs: bool) -> tuple[tuple[int, bytes], ...]:
    size = page[at]
    if not paragraphs:
        return tuple(changes_of(page[at + 1 : at + 1 + size]))
    grpprl = page[at + 1 : at + size * 2] if size else page[at + 2 : at + 2 + page[at + 1] * 2]
    # the first two bytes name the style
    changes = ((ISTD, grpprl[:2]), *changes_of(grpprl[2:]))
    for sprm, operand in changes:
        if sprm in _HUGE and len(operand) == 4:
            start = struct.unpack("<I", operand)[0]
            length = int.from_bytes(data[start : start + 2], "little")
            return changes + tuple(changes_of(data[start + 2 : start + 2 + length]))
    return changes
