"""A part's texts of two years in two columns: what was taken out is struck through, what is new is underlined."""

from __future__ import annotations

from html import escape

from core.comparison.wording import Piece, Row, side_by_side
from core.texts import text
from gui.style import Colours, colours

_SIDES = ("last", "this")


def page_of(last: str, this: str, *, changes_only: bool) -> tuple[str, tuple[Row, ...]]:
    """The page as HTML for Qt, and its rows; the mark of row n is a link to #n."""
    rows = tuple(row for row in side_by_side(last, this) if not (changes_only and row.same))
    theme = colours()
    if not rows:
        words = "comparison.no_text" if not (last.strip() or this.strip()) else "comparison.same_text"
        return f"<p style='color:{theme.faint.name()}'>{escape(text(words))}</p>", rows
    look = f"align='left' width='48%' style='color:{theme.faint.name()}'"
    heads = "<th></th>".join(f"<th {look}>{escape(text(f'comparison.side_{side}'))}</th>" for side in _SIDES)
    lines = "".join(_line(number, row, last, this, theme) for number, row in enumerate(rows))
    return f"<table width='100%' cellspacing='0' cellpadding='5'><tr>{heads}</tr>{lines}</table>", rows


def kind_of(row: Row) -> str:
    """same, changed, gone or new."""
    if row.last is None:
        return "new"
    if row.this is None:
        return "gone"
    return "same" if row.same else "changed"


def _line(number: int, row: Row, last: str, this: str, theme: Colours) -> str:
    kind = kind_of(row)
    mark = escape(text(f"comparison.kind_{kind}"))
    if row.this is not None:
        mark = f"<a href='#{number}' style='color:{theme.accent.name()}'>{mark}</a>"
    sides = [_side(side, row, words, theme) for side, words in zip(_SIDES, (last, this), strict=True)]
    ink = theme.faint.name() if kind == "same" else theme.ink.name()
    cells = [f"<td style='color:{ink}'>{side}</td>" for side in sides]
    return f"<tr>{cells[0]}<td align='center'>{mark}</td>{cells[1]}</tr>"


def _side(side: str, row: Row, words: str, theme: Colours) -> str:
    """A paragraph of one year with its differences marked."""
    span = row.last if side == "last" else row.this
    if span is None:
        return ""
    paragraph = words[slice(*span)]
    pieces = row.pieces or (Piece("gone" if side == "last" else "new", (0, len(paragraph)), (0, len(paragraph))),)
    return "".join(_piece(side, piece, paragraph, theme) for piece in pieces)


def _piece(side: str, piece: Piece, paragraph: str, theme: Colours) -> str:
    stretch = escape(paragraph[slice(*(piece.last if side == "last" else piece.this))])
    if piece.kind == "equal" or not stretch:
        return stretch
    fill, line = (theme.suspect_fill, "line-through") if side == "last" else (theme.lit, "underline")
    return (
        f"<span style='background-color:{fill.name()};color:{theme.ink.name()};text-decoration:{line}'>{stretch}</span>"
    )
