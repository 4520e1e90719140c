"""Values parted by commas, semicolons or tabs (.csv, .tsv): one grid."""

from __future__ import annotations

import csv
import io

from core.errors import UserError
from core.formats.encoding import decode
from core.formats.guard import Budget, check_marks
from core.formats.raw import Grid, GridCell, RawDocument
from core.model import Location, Notice

_DELIMITERS = ",\t;|"


def read(content: bytes, name: str) -> RawDocument:
    """A delimited file as one exact grid. Raises UserError (unknown_encoding, too_many_pieces, damaged)."""
    text, whole = decode(content, name)
    check_marks(text, f"{_DELIMITERS}\n", name)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False))
    except csv.Error as error:
        raise UserError("damaged", name=name) from error
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    Budget(name).spend(width * len(rows))
    cells = tuple(
        GridCell(r, c, row[c] if c < len(row) else "", Location(row=r + 1, column=c + 1))
        for r, row in enumerate(rows)
        for c in range(width)
    )
    blocks = (Grid(cells, len(rows), width, Location(row=1)),) if cells else ()
    return RawDocument("csv", blocks, () if whole else (Notice("characters_lost"),))


def _delimiter(text: str) -> str:
    """The mark that most lines have, and have most of; Excel writes commas or, for "Unicode text", tabs."""
    lines = text.splitlines()[:200]
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), text[:20_000].count(mark)))
