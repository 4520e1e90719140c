"""What must be known of an .xls or .et workbook before it is read: how large an area its cells span.

The library that reads cells lays that area out in memory, and a process that asks for too much is ended by the
system. Source: [MS-XLS], Excel Binary File Format, 2.4 Records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from core.errors import UserError
from core.formats.guard import MAX_AREA, MAX_PIECES, damage_reported

_END, _PASSWORD, _BOUND_SHEET, _SHARED_STRINGS, _DIMENSIONS = 0x000A, 0x002F, 0x0085, 0x00FC, 0x0200
_SPREAD = frozenset({0x00BD, 0x00BE})
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0001, 0x0002, 0x0003, 0x0004})
_CELLS |= {0x0005, 0x0206, 0x0406} | _SPREAD
_MAX_SHEETS = 500
_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")


def check_area(content: bytes, name: str) -> None:
    """Raises UserError: too_many_pieces, password, damaged."""
    import olefile

    with damage_reported(name):
        ole = olefile.OleFileIO(io.BytesIO(content))
        streams = [ole.openstream(path).read() for path in _STREAMS if ole.exists(path)]
        for stream in streams:
            check_stream(stream, name)


def check_stream(stream: bytes, name: str) -> None:
    """Raises UserError as check_area does."""
    starts = [0]
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD:
            raise UserError("password", name=name)
        if kind == _BOUND_SHEET and len(data) >= 4:
            starts.append(struct.unpack_from("<I", data)[0])
        # each string takes three bytes at least
        if kind == _SHARED_STRINGS and len(data) >= 8 and struct.unpack_from("<I", data, 4)[0] * 3 > len(stream):
            raise UserError("damaged", name=name)
    if len(starts) > _MAX_SHEETS:
        raise UserError("too_many_pieces", name=name, limit=MAX_PIECES)
    area = 0
    for start in dict.fromkeys(starts):
        area += _area(stream, start)
        if area > MAX_AREA:
            raise UserError("too_many_pieces", name=name, limit=MAX_PIECES)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records up to the end of the sheet that begins there."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        if kind == _END:
            return
        at += 4 + size


def _area(stream: bytes, start: int) -> int:
    """The larger of what the sheet declares and what its cells span."""
    declared = 0
    rows: list[int] = []
    columns: list[int] = []
    for kind, data in _records(stream, start):
        if kind == _DIMENSIONS and len(data) >= 10:
            layout = "<IIHH" if len(data) >= 14 else "<HHHH"
            top, bottom, left, right = struct.unpack_from(layout, data)
            declared = max(declared, max(bottom - top, 0) * max(right - left, 0))
        elif kind in _CELLS and len(data) >= 4:
            row, column = struct.unpack_from("<HH", data)
            rows.append(row)
            columns.append(column)
            if kind in _SPREAD and len(data) >= 6:
                columns.append(struct.unpack_from("<H", data, len(data) - 2)[0])
    spanned = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0
    return max(declared, spanned)
