"""Blank cells in text with one cell a line leave only wider gaps of blank lines; they are counted back here."""

from __future__ import annotations

from itertools import pairwise

from core.extract.items import Kind, Line, Token
from core.model import Location


def expand_gaps(line: Line, count: int) -> list[Token] | None:
    """The line's cells with blank ones put in where the gap is a whole multiple of the usual one, if that makes
    exactly `count` cells; else None. Only for cells that each stand on a line of their own."""
    if line.exact or not line.labels:
        return None
    tokens = [line.labels[-1], *line.slots]
    numbers = [token.where.line for token in tokens]
    if any(number is None for number in numbers) or len(set(numbers)) != len(numbers):
        return None
    lines = [number for number in numbers if number is not None]
    steps = [after - before for before, after in pairwise(lines)]
    usual = min(line.pitch or min(steps), *steps) if steps else 0
    if not usual or any(step % usual for step in steps):
        return None
    cells: list[Token] = []
    for token, step in zip(tokens[1:], steps, strict=True):
        for blank in range(step // usual - 1):
            cells.append(Token("", Location(line=token.where.line), Kind.BLANK, token.item, blank))
        cells.append(token)
    return cells if len(cells) == count else None
