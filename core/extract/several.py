"""One file with the reports of several bodies or years: where the next one begins, and each of them by itself.

Careful on purpose: a second table three alone (last year's beside this one's) is no second report.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from core.catalog import CURRENT, Edition, edition
from core.errors import UserError
from core.extract import Extraction, extract
from core.extract.columns import pattern_of
from core.extract.items import Item, Kind, items_of, lines_of
from core.extract.page import agency_of_title, is_agency, is_title, metadata_label, metadata_pairs, years_in
from core.extract.sections import part_of_heading
from core.formats.raw import Block, Grid, Paragraph, RawDocument
from core.model import Notice, Report
from core.texts import text

_NUMBERS = 3
"""Numbers that a row must have to be the first row of table three."""
_SURE = 0.96
_ANCHOR = "本年新收"
"""What every wording of that row's label begins with."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a report begins: a block, and in a grid the row (0 for its first)."""

    block: int
    row: int = 0


def extract_all(raw: RawDocument, name: str = "") -> tuple[Extraction, ...]:
    """Every report in a document, in order; one for almost all. Each of several says with a notice that there are
    others. Raises UserError as `extract` does."""
    pieces = split(raw)
    if len(pieces) > 1:
        found: list[Extraction] = []
        places: list[str] = []
        hidden = {str(n.params.get("sheet")) for n in raw.notices if n.message_id == "hidden_sheet"}
        for piece in sorted(pieces, key=lambda one: _is_hidden(one, hidden)):
            try:
                extraction = extract(_with_own_notices(piece), name)
            except UserError:
                continue
            # pages hold the same report twice, for wide and for narrow screens
            if not any(_same(extraction.report, other.report) for other in found):
                found.append(extraction)
                places.append(_place(piece, hidden))
        if len(found) > 1:
            return tuple(_with_notice(one, at, found, places) for at, one in enumerate(found))
    return (extract(raw, name),)


def _sheets(piece: RawDocument) -> set[str]:
    return {block.title for block in piece.blocks if isinstance(block, Grid) and block.where.sheet is not None}


def _is_hidden(piece: RawDocument, hidden: Set[str]) -> bool:
    sheets = _sheets(piece)
    return bool(sheets) and sheets <= hidden


def _with_own_notices(piece: RawDocument) -> RawDocument:
    """Without what is said of the sheets of other reports."""
    sheets = _sheets(piece)
    own = tuple(n for n in piece.notices if not sheets or "sheet" not in n.params or n.params["sheet"] in sheets)
    return replace(piece, notices=own)


def _place(piece: RawDocument, hidden: Set[str]) -> str:
    """Where a report stands in its file: its sheet, page, line or paragraph."""
    if not piece.blocks:
        return ""
    first = piece.blocks[0].where
    where = text("several.sheet", sheet=first.sheet) if first.sheet is not None else str(first)
    return text("several.hidden", where=where) if where and _is_hidden(piece, hidden) else where


def _same(one: Report, other: Report) -> bool:
    values = [{address: cell.value for address, cell in report.cells.items()} for report in (one, other)]
    return (one.agency, one.year, values[0]) == (other.agency, other.year, values[1])


def _with_notice(extraction: Extraction, at: int, found: Sequence[Extraction], places: Sequence[str]) -> Extraction:
    titles = [
        (one.report.title or one.report.agency) + (text("several.place", where=place) if place else "")
        for one, place in zip(found, places, strict=True)
    ]
    others = "；".join(title for number, title in enumerate(titles) if number != at)
    params = {"count": len(titles), "number": at + 1, "others": others, "place": places[at]}
    return replace(extraction, notices=(Notice("several_reports", params), *extraction.notices))


def split(raw: RawDocument) -> tuple[RawDocument, ...]:
    """The document cut where another report begins; the document itself where there is one report only."""
    if _words(raw).count(_ANCHOR) < 2:
        return (raw,)
    items = items_of(raw)
    anchors = _anchors(items)
    if len(anchors) < 2:
        return (raw,)
    places = _places(raw)
    starts = [0]
    for before, after in pairwise(anchors):
        begin = _beginning(items, before, after, _key(items, starts[-1], before))
        if begin is not None and begin > starts[-1]:
            starts.append(begin)
    starts = _substantial(items, starts)
    if len(starts) < 2:
        return (raw,)
    cuts = [places[start] for start in starts]
    return tuple(
        replace(raw, blocks=_between(raw.blocks, first, last))
        for first, last in zip(cuts, [*cuts[1:], None], strict=True)
    )


def _words(raw: RawDocument) -> str:
    """All words of a document, without blanks: looked at first, since almost every file has one report."""
    pieces: list[str] = []
    for block in raw.blocks:
        if isinstance(block, Grid):
            pieces += [cell.text for cell in block.cells]
        else:
            pieces.append(block.text)
    return "".join("".join(pieces).split())


def _anchors(items: Sequence[Item]) -> list[int]:
    """Items with the first row of table three: every report has it once."""
    pattern = pattern_of(edition(CURRENT).table("requests").rows[0])
    found = []
    for line in lines_of(tuple(items)):
        labelled = any(pattern.likeness(token.text) >= _SURE for token in line.labels[-2:])
        if labelled and sum(token.kind is Kind.NUMBER for token in line.slots) >= _NUMBERS:
            found.append(line.slots[0].item)
    return sorted(set(found))


def _places(raw: RawDocument) -> list[_Cut]:
    """Where each item of items_of stands in the blocks."""
    places: list[_Cut] = []
    for at, block in enumerate(raw.blocks):
        if isinstance(block, Grid):
            places += [_Cut(at, row) for row in sorted({cell.row for cell in block.cells})]
        elif block.text.strip():
            places.append(_Cut(at))
    return places


def _beginning(items: Sequence[Item], before: int, after: int, key: tuple[str, int | None]) -> int | None:
    """The item with which the report around `after` begins, if it is another one than that around `before`: its
    title, its part one, or the sheet with which the tables begin anew."""
    between = range(before + 1, after)
    titles = [at for at in between if _title(items[at])]
    other = [at for at in titles if _differs(_title_key(items[at]), key)]
    form = edition(CURRENT)
    first_parts = [at for at in between if _part(items[at], form) == "1"]
    if first_parts:
        above = [at for at in titles if at < first_parts[-1]]
        chosen = next((at for at in other if at < first_parts[-1]), above[-1] if above else first_parts[0])
        return _with_head(items, chosen, before)
    if other:
        return _with_head(items, other[0], before)
    return _sheet_beginning(items, before, after)


def _sheet_beginning(items: Sequence[Item], before: int, after: int) -> int | None:
    """In a workbook without titles: the first sheet after that of `before` whose table was seen already."""
    if items[before].grid < 0 or not items[before].sheet or items[before].sheet == items[after].sheet:
        return None
    first_of: dict[int, int] = {}
    for item in items:
        if item.grid >= 0:
            first_of.setdefault(item.grid, item.index)
    disclosures = [at for at in range(len(items)) if _starts_disclosure(items[at])]
    seen_before = any(at < before for at in disclosures)
    again = [at for at in disclosures if before < at < after and items[at].grid != items[before].grid]
    start = again[0] if seen_before and again else after
    return first_of[items[start].grid]


def _with_head(items: Sequence[Item], at: int, floor: int) -> int:
    """With the lines above a title that belong to it: the body's name, metadata, another title's line."""
    while at - 1 > floor and items[at - 1].grid == items[at].grid:
        words = items[at - 1].text
        if not (is_agency(words) or metadata_pairs(words) or metadata_label(words) or is_title(words)):
            break
        at -= 1
    return at


def _title(item: Item) -> str:
    """The item's words if they are a report's title; a row of a sheet may have it in one cell."""
    if item.grid < 0:
        return item.text if is_title(item.text) else ""
    filled = [token.text for token in item.tokens if token.text.strip()]
    return filled[0] if len(filled) == 1 and is_title(filled[0]) else ""


def _title_key(item: Item) -> tuple[str, int | None]:
    title = _title(item)
    return agency_of_title(title), next(iter(years_in(title)), None)


def _key(items: Sequence[Item], start: int, anchor: int) -> tuple[str, int | None]:
    """Body and year in the titles before a table three, as far as they say."""
    keys = [_title_key(item) for item in items[start:anchor] if _title(item)]
    agency = next((key[0] for key in keys if key[0]), "")
    return agency, next((key[1] for key in keys if key[1] is not None), None)


def _differs(one: tuple[str, int | None], other: tuple[str, int | None]) -> bool:
    """Another body, or another year; what is not said differs from nothing."""
    return any(bool(a) and bool(b) and a != b for a, b in zip(one, other, strict=True))


def _part(item: Item, form: Edition) -> str:
    hit = part_of_heading(item.text, form) if item.text else None
    return hit[0] if hit and hit[1] >= _SURE else ""


def _starts_disclosure(item: Item) -> bool:
    row = pattern_of(edition(CURRENT).table("disclosure").rows[0])
    labels = [token for token in item.tokens if token.kind is Kind.LABEL]
    numbers = sum(token.kind is Kind.NUMBER for token in item.tokens)
    return numbers > 0 and any(row.likeness(token.text) >= _SURE for token in labels)


def _substantial(items: Sequence[Item], starts: list[int]) -> list[int]:
    """The starts of pieces that can be reports: with two tables of the three, or three parts by their headings. A
    lesser piece goes with the one before it; a lesser first one with the next."""
    form = edition(CURRENT)
    kept: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        piece = items[start:end]
        parts = {part for item in piece if (part := _part(item, form))}
        tables = any(_starts_disclosure(item) for item in piece) + any(_has_results(item) for item in piece)
        if len(parts) >= 3 or tables:
            kept.append(start if kept else 0)
    return kept


def _has_results(item: Item) -> bool:
    """A head of table four."""
    return any("结果维持" in token.text.replace("\n", "") for token in item.tokens)


def _between(blocks: Sequence[Block], first: _Cut, last: _Cut | None) -> tuple[Block, ...]:
    """The blocks from one cut up to another; a grid that a cut goes through is parted."""
    end = last or _Cut(len(blocks))
    found: list[Block] = []
    for at, block in enumerate(blocks):
        if at < first.block or at > end.block or (at == end.block and not end.row):
            continue
        low = first.row if at == first.block else 0
        high = end.row if at == end.block else None
        found.append(_rows(block, low, high) if isinstance(block, Grid) and (low or high is not None) else block)
    return tuple(block for block in found if isinstance(block, Paragraph) or block.cells)


def _rows(grid: Grid, low: int, high: int | None) -> Grid:
    """The rows low to high - 1 of a grid."""
    end = grid.rows if high is None else high
    cells = tuple(cell._replace(row=cell.row - low) for cell in grid.cells if low <= cell.row < end)
    return replace(grid, cells=cells, rows=end - low)
