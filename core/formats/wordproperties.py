"""Property changes (sprm) of Word 97-2003 documents: those that the reader asks for, and how they are parted."""

from __future__ import annotations

from collections.abc import Iterator

ISTD = 0x4600
"""The paragraph's style."""
ILFO, ILVL = 0x460B, 0x260A
"""Its list and its level there."""
OUTLINE = 0x2640
"""Its outline level, 9 for body text."""
IN_TABLE, ROW_END, TABLE_DEFINITION = 0x2416, 0x2417, 0xD608
DELETED, HIDDEN = 0x0800, 0x083C
STRUCK, STRUCK_TWICE = 0x0837, 0x2A53
"""Of characters."""

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG_DEFINITIONS = frozenset({TABLE_DEFINITION, 0xD606})


def changes_of(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property change (sprm) with its operand."""
    at = 0
    while at + 2 < len(grpprl):
        sprm = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[sprm >> 13]
        if sprm in _LONG_DEFINITIONS:
            size = max(int.from_bytes(grpprl[at : at + 2], "little") - 1, 0)
            at += 2
        elif not size:
            size = grpprl[at]
            at += 1
        yield sprm, grpprl[at : at + size]
        at += size
