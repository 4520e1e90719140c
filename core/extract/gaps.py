"""Blank cells in text with one cell a line leave only wider gaps of blank lines; they are counted back here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from core.extract.items import Kind, Line, Spacing, Token
from core.model import Location

CellsOf = Callable[[Sequence[Token]], Sequence[int]]
"""Labels up to the last to the numbers of cells that the row they name may have, the greatest first; none otherwise."""


def measured(rows: Sequence[tuple[Line, int]]) -> Spacing | None:
    """The spacing of a table whose copy may set rows apart, by its rows that have all of so many cells; the last says
    nothing, since something else follows it. None where no row tells it."""
    full = [line for line, count in rows[:-1] if len(line.slots) == count > 1]
    told = [line for line in full if line.labels and line.end and not line.exact]
    if not told:
        return None
    before = min((line.slots[0].where.line or 0) - (line.labels[-1].where.line or 0) for line in told)
    after = min(line.end - (line.slots[-1].where.line or 0) for line in told)
    pitch = told[0].spacing.pitch
    return Spacing(pitch, max(pitch, before), max(pitch, after))


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
    usual = min(line.spacing.pitch or min(steps), *steps) if steps else 0
    if usual and line.spacing.before > usual:
        steps[0] -= line.spacing.before - usual  # all labels stand further above their cells
    if not usual or any(step <= 0 or step % usual for step in steps):
        return None
    cells: list[Token] = []
    for token, step in zip(line.slots, steps, strict=True):
        cells += _blanks(token, (token.where.line or 0) - step, usual, step // usual - 1)
        cells.append(token)
    missing = count - len(cells)
    if missing > 0 and line.end and missing * usual <= line.end - lines[-1] - line.spacing.after:
        cells += _blanks(tokens[-1], lines[-1], usual, missing)
    return cells if len(cells) == count else None


def doubtful_end(line: Line, cells: Sequence[Token]) -> bool:
    """Whether blank cells were counted back at the end of a row where the gap is wider than they need: something else
    than the table's next row follows."""
    last = line.slots[-1].where.line
    if line.exact or cells[-1].text or cells[-1].where.line == last or not line.end:
        return False
    return line.end - (cells[-1].where.line or 0) != line.spacing.after


def with_blank_rows(lines: Sequence[Line], cells_of: CellsOf) -> list[Line]:
    """The lines with one more for each row of which only the label is left, before a gap as wide as its cells."""
    whole: list[Line] = []
    for line in lines:
        begun = 0
        for at, label in enumerate(line.labels) if line.spacing.pitch else ():
            last = at + 1 == len(line.labels)
            if last and line.slots:
                break
            following = line.end if last else line.labels[at + 1].where.line or 0
            room = _room(label.where.line or 0, following, line.spacing.pitch)
            counts = cells_of(line.labels[begun : at + 1]) if room > 0 else ()
            count = next((count for count in counts if count <= room), 0)
            if count:
                blanks = _blanks(label, label.where.line or 0, line.spacing.pitch, count)
                whole.append(replace(line, labels=line.labels[begun : at + 1], slots=blanks, end=0))
                begun = at + 1
        if begun < len(line.labels) or line.slots:
            whole.append(replace(line, labels=line.labels[begun:]) if begun else line)
    return whole


def _room(last: int, following: int, usual: int) -> int:
    """How many cells have room between two lines of the file."""
    return (following - last) // usual - 1 if last and following else 0


def _blanks(token: Token, after: int, usual: int, count: int) -> list[Token]:
    """So many blank cells after a line of the file."""
    return [Token("", Location(line=after + at * usual), Kind.BLANK, token.item, at - 1) for at in range(1, count + 1)]
