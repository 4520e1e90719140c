"""What stands beside the words of a cell or paragraph and is none of them: raised note marks, invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from core.formats.raw import Block, Grid

RAISED, LOWERED = "\ufdd0", "\ufdd1"
"""Noncharacters that a reader puts around raised text while it gathers a cell or a paragraph."""

_RAISED = re.compile(f"{RAISED}([^{RAISED}{LOWERED}]*){LOWERED}")
_LEFTOVER = re.compile(f"[{RAISED}{LOWERED}]")
_NOTE = re.compile(r"[\s\d\[\]()（）［］〔〕【】①-⓿❶-➓*＊†‡,，、注]{1,8}")
_UNIT_BEFORE = re.compile(r"[A-Za-zａ-ｚＡ-Ｚ㎡㎞]\s*$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def without_notes(text: str) -> tuple[str, int]:
    """The text without raised note marks, and how many there were. Raised text that is a power (km², 10⁴ is not told
    from a mark and goes), words, or the whole of the text stays."""
    if RAISED not in text:
        return text, 0
    count = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal count
        before = _LEFTOVER.sub("", text[: found.start()])
        if not _NOTE.fullmatch(found[1]) or _UNIT_BEFORE.search(before):
            return found[1]
        count += 1
        return ""

    if not _LEFTOVER.sub("", _RAISED.sub("", text)).strip():
        return _LEFTOVER.sub("", text), 0
    return _LEFTOVER.sub("", _RAISED.sub(kept, text)), count


def without_invisible(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without characters that nobody sees: zero-width ones, marks of direction, soft hyphens."""
    return tuple(map(_visible, blocks))


def _visible(block: Block) -> Block:
    if not isinstance(block, Grid):
        return replace(block, text=_INVISIBLE.sub("", block.text)) if _INVISIBLE.search(block.text) else block
    # nearly always there is none, and one search over all texts is quicker than one for each cell
    words = "".join(block.texts)
    if words.isprintable() or not _INVISIBLE.search(words):  # none of them is printable
        return block
    return replace(block, cells=tuple(cell._replace(text=_INVISIBLE.sub("", cell.text)) for cell in block.cells))
