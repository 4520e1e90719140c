"""Plain text and Markdown: one paragraph or cell a line, cells parted by bars or tabs, bars on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.formats.encoding import decode, plain_ideographs
from core.formats.guard import Budget, check_marks
from core.formats.raw import Block, Grid, GridCell, Paragraph, RawDocument
from core.model import Location, Notice
from core.values import State
from core.values import read as read_value

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_EDGES = " \t\u00a0\u3000\u2002\u2003\u2009"
_BARS = re.compile(r"[|｜│]")
_SEPARATOR = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_NUMBERING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?")
_NUMBERED_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_OPEN_CELL = re.compile(r'"(?:[^"\t]|"")*')
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*"(?=\t|$)')
_NEARLY = 0.92
"""Share of the rows from which bars at the edge are a frame; fewer stand beside empty cells."""
_SHORT = 12
"""Characters of a word that may stand in a cell for a number."""
_CAPTION = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)]|[、.．])\D|[注附表]")
"""What begins as a label, a heading or a note does."""
_SENTENCE = re.compile(r"[。；：:]")
_MAX_BROKEN = 24
"""Lines that one row of a spreadsheet may be broken into by line breaks in its cells."""
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


class Line(NamedTuple):
    """A non-empty line, its edges trimmed; `number` is 1-based in the file."""

    number: int
    text: str


def read(content: bytes, name: str) -> RawDocument:
    """A text or Markdown file. Raises UserError (unknown_encoding, too_many_pieces)."""
    text, whole = decode(content, name)
    notices = () if whole else (Notice("characters_lost"),)
    return RawDocument("text", blocks_of(text, name), notices)


def blocks_of(text: str, name: str) -> tuple[Block, ...]:
    """Paragraphs and grids of a text (a file's or the clipboard's), each with its line number.

    Blank lines make no block: they show as gaps between line numbers. Raises UserError("too_many_pieces").
    """
    check_marks(text, "|\t\n", name)
    lines = list(_lines(plain_ideographs(text)))
    budget = Budget(name)
    markdown = any(_is_separator(line.text) or _HEADING.fullmatch(line.text) for line in lines)
    frame, open_end = _Frame.of(lines), _ends_open(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        budget.spend()
        end = _bar_run(lines, at, open_end)
        if end > at:
            grid = _single_row(lines[at:end], open_end)
            budget.spend(len(grid.cells))
            blocks.append(grid)
        elif (end := _cell_run(lines, at)) > at:
            for grid in _grids(lines[at:end], markdown, frame):
                budget.spend(len(grid.cells))
                blocks.append(grid)
        else:
            blocks.append(_paragraph(lines[at], markdown))
            end = at + 1
        at = end
    return tuple(blocks)


def _lines(text: str) -> Iterator[Line]:
    """Non-empty lines. A cell copied from a spreadsheet with line breaks in it ("结果⏎纠正") is put together again."""
    held: list[str] = []
    start = 0
    for number, raw in enumerate(_LINE_END.split(text), 1):
        held.append(raw)
        if len(held) == 1:
            start = number
        if '"' in held[0] and _inside_quotes("\v".join(held)) and len(held) < _MAX_BROKEN:
            continue
        yield from _record(held, start)
        held = []
    yield from _record(held, start)


def _record(held: Sequence[str], start: int) -> Iterator[Line]:
    """The lines of one row of a spreadsheet as one, other lines each by itself."""
    joined = "\v".join(held)
    if "\t" in joined and not _inside_quotes(joined):
        held = [joined]
    yield from (Line(start + i, trimmed) for i, one in enumerate(held) if (trimmed := _trimmed(one)))


def _inside_quotes(row: str) -> bool:
    """True when the row's last cell is a quoted one whose end has not come yet."""
    at = 0
    while 0 <= at < len(row):
        if row[at] == '"':
            if _OPEN_CELL.fullmatch(row, at):
                return True
            if quoted := _QUOTED_CELL.match(row, at):
                at = quoted.end()
        at = row.find("\t", at) + 1 or len(row)
    return False


def _trimmed(raw: str) -> str:
    """Without control characters and blanks at the edges; tabs at the start stay where cells follow them."""
    clean = _CONTROLS.sub(lambda found: found[0] if found[0] == "\v" else "", raw)
    bare = clean.strip(_EDGES)
    # an Excel row that begins or ends with empty cells; a paragraph indented by a tab has no tab inside or after it
    tail = "\t" in clean[len(clean.rstrip(_EDGES)) :]
    row = "\t" in bare or tail or (clean.count("\t") > 1 and read_value(bare).state is State.NUMBER)
    return clean.strip(_EDGES.replace("\t", "")) if row else bare


def _is_separator(text: str) -> bool:
    return "|" in text and _SEPARATOR.fullmatch(text) is not None


def _is_bar(text: str) -> bool:
    return _BARS.fullmatch(text) is not None


def _bar_run(lines: Sequence[Line], at: int, open_end: bool) -> int:
    """End of the run, starting at `at`, of cells and bars on lines of their own; `at` itself if there is none."""
    end = at
    while end < len(lines):
        if _is_bar(lines[end].text):
            end += 1
            continue
        reach = end + 1 if _closes(lines, end, open_end) else _cell_end(lines, end, first=end == at)
        if reach == end:
            break
        end = reach
    return end


def _cell_end(lines: Sequence[Line], at: int, first: bool) -> int:
    """Index after the cell's lines when a bar follows them, else `at`. A label may be broken over lines, but not
    the first one, which stands right under a paragraph."""
    last = at
    while last + 1 < len(lines) and not _is_bar(lines[last + 1].text):
        broken = not first and last - at < 2 and lines[last + 1].number == lines[last].number + 1
        if not broken or _NUMBERED_HEADING.match(lines[at].text) or _has_cells(lines[last + 1].text):
            return _closing_value(lines, at)
        last += 1
    return last + 1 if last + 1 < len(lines) and not _has_cells(lines[at].text) else _closing_value(lines, at)


def _closing_value(lines: Sequence[Line], at: int) -> int:
    """Bars may stand between cells only, so that the last value has none after it."""
    follows = at > 0 and _is_bar(lines[at - 1].text) and lines[at].number == lines[at - 1].number + 1
    return at + 1 if follows and read_value(lines[at].text).state is not State.UNREADABLE else at


def _closes(lines: Sequence[Line], at: int, open_end: bool) -> bool:
    """Whether a word stands where a table's last value should: right under a bar where bars only part the cells, and
    before a blank line or the end."""
    if not open_end or not at or not _is_bar(lines[at - 1].text) or lines[at].number != lines[at - 1].number + 1:
        return False
    text, after = lines[at].text, lines[at + 1] if at + 1 < len(lines) else None
    apart = after is None or (after.number > lines[at].number + 1 and not _is_bar(after.text))
    return apart and len(text) <= _SHORT and not _CAPTION.match(text) and not _SENTENCE.search(text)


def _ends_open(lines: Sequence[Line]) -> bool:
    """Whether bars on lines of their own only part the cells, so that one at a table's end has an empty cell after it:
    some table ends with a value that no bar follows."""
    return any(
        _is_bar(above.text) and not _is_bar(below.text) and read_value(line.text).state is not State.UNREADABLE
        for above, line, below in zip(lines, lines[1:], [*lines[2:], Line(0, "")], strict=False)
        if not _is_bar(line.text)
    )


def _single_row(run: Sequence[Line], open_end: bool) -> Grid:
    """One row: only the order of the cells is known. Two bars in succession have an empty cell between them, and so
    have a bar and the end of a table if bars do not close tables."""
    cells: list[GridCell] = []
    held: list[Line] = []
    usual = min((b.number - a.number for a, b in pairwise(run) if _is_bar(a.text)), default=1)
    for at, line in enumerate(run):
        if not _is_bar(line.text):
            if held and read_value(held[0].text).state is not State.UNREADABLE:
                cells.append(_stacked_cell(held, len(cells)))  # a table's last value, with no bar after it
                held = []
            elif open_end and at and _is_bar(run[at - 1].text) and line.number - run[at - 1].number > usual:
                cells.append(_stacked_cell(run[at - 1 : at], len(cells), empty=True))  # another table begins
            held.append(line)
        elif held or at > 0:
            cells.append(_stacked_cell(held or [line], len(cells), empty=not held))
            held = []
    if held or open_end:
        cells.append(_stacked_cell(held or run[-1:], len(cells), empty=not held))
    return Grid(tuple(cells), 1, len(cells), Location(line=run[0].number), exact=False)


def _stacked_cell(lines: Sequence[Line], column: int, empty: bool = False) -> GridCell:
    text = "" if empty else "\n".join(line.text for line in lines)
    return GridCell(0, column, text, Location(line=lines[0].number))


def _has_cells(text: str) -> bool:
    if _BARS.search(text):
        return True
    pieces = text.split("\t")
    # "一、<tab>总体情况" is a numbered heading as Word copies it
    return len(pieces) > 2 or (len(pieces) == 2 and not (_NUMBERING.fullmatch(pieces[0]) and pieces[1].strip(_EDGES)))


def _cell_run(lines: Sequence[Line], at: int) -> int:
    """End of the run of adjoining lines that hold several cells each; `at` itself if there is none."""
    end = at
    while (
        end < len(lines)
        and _has_cells(lines[end].text)
        and not _is_bar(lines[end].text)
        and (end == at or lines[end].number <= lines[end - 1].number + 1 + lines[end - 1].text.count("\v"))
    ):
        end += 1
    return end


def _grids(run: Sequence[Line], markdown: bool, frame: _Frame) -> Iterator[Grid]:
    """A run of lines as one grid, or as one exact grid for each Markdown header and separator in it."""
    starts = [at - 1 for at, line in enumerate(run) if at > 0 and _is_separator(line.text)]
    bounds = [0, *[start for start in starts if start > 0], len(run)]
    for begin, end in pairwise(bounds):
        rows = [line for line in run[begin:end] if not _is_separator(line.text)]
        if rows:
            yield _grid(rows, begin in starts, markdown, frame)


def _grid(rows: Sequence[Line], exact: bool, markdown: bool, frame: _Frame) -> Grid:
    split = [_pieces(line.text, frame) for line in rows]
    width = max(map(len, split))
    cells = tuple(
        GridCell(row, column, _cell_text(piece, markdown), Location(line=line.number, column=column + 1))
        for row, (line, pieces) in enumerate(zip(rows, split, strict=True))
        for column, piece in enumerate(pieces)
    )
    # rows pasted from a spreadsheet all have the same number of tabs, so that their columns do mean something
    pasted = len(rows) > 1 and all("\t" in line.text for line in rows) and all(len(one) == width for one in split)
    return Grid(cells, len(rows), width, Location(line=rows[0].number), exact=exact or pasted)


class _Frame(NamedTuple):
    """Whether bars open and close the rows of this text. Where they do not, one at an edge has an empty cell
    beside it."""

    opens: bool
    closes: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Frame:
        rows = [line.text for line in lines if len(_BARS.findall(line.text)) > 1]
        opened = sum(bool(_BARS.match(text)) for text in rows)
        closed = sum(bool(_BARS.match(text[-1])) for text in rows)
        return cls(opened > _NEARLY * len(rows), closed >= _NEARLY * len(rows))


def _pieces(text: str, frame: _Frame) -> list[str]:
    if not _BARS.search(text):
        return [_unquoted(piece) for piece in text.split("\t")]
    pieces = _BARS.split(text.replace("\\|", "\0"))
    if frame.opens and _BARS.match(text):
        del pieces[0]
    if frame.closes and pieces and not pieces[-1].strip(_EDGES):
        del pieces[-1]
    return [piece.replace("\0", "|") for piece in pieces] or [""]


def _unquoted(piece: str) -> str:
    quoted = len(piece) > 1 and piece.startswith('"') and piece.endswith('"') and ("\v" in piece or '""' in piece[1:-1])
    return piece[1:-1].replace('""', '"').replace("\v", "\n") if quoted else piece.replace("\v", "\n")


def _cell_text(piece: str, markdown: bool) -> str:
    if markdown:
        piece = _BOLD.sub(r"\2", _LINE_BREAK.sub("\n", piece)).replace("&nbsp;", "\u00a0")
    return piece.strip(_EDGES)


def _paragraph(line: Line, markdown: bool) -> Paragraph:
    text, level = line.text, 0
    if markdown:
        if found := _HEADING.fullmatch(text):
            level, text = len(found[1]), found[2]
        text = _BOLD.sub(r"\2", text)
    first, tab, rest = text.partition("\t")
    if tab and _NUMBERING.fullmatch(first):
        text = first + rest.strip(_EDGES)
    return Paragraph(text.replace("\v", "\n"), Location(line=line.number), level)
