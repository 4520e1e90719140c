"""Recognise a report in any RawDocument: tables, parts and metadata, by labels and by order. One for all formats."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import repeat

from core.catalog import CURRENT, Edition, edition
from core.errors import UserError
from core.extract.disputes import find_disputes
from core.extract.found import Found, unused_numbers
from core.extract.items import Item, Kind, items_of, lines_of
from core.extract.labels import fold, squeeze
from core.extract.metadata import Metadata, read_metadata, row_pairs
from core.extract.mistyped import words_as_cells
from core.extract.page import is_instruction_sheet, is_review_copy, is_title, metadata_label, signs_table, years_in
from core.extract.sections import Sections, Text, furniture_of_tables, part_of_heading, parts_of, section
from core.extract.skeleton import Plan, Skeleton, remember, skeleton_of
from core.extract.tables import edition_labels, find_rows, which_edition
from core.extract.units import doubt_units, read_signs
from core.formats.raw import Block, Grid, RawDocument
from core.model import BLANK, LONGEST_PARAGRAPH, Cell, Notice, Report, blank_cells
from core.texts import text
from core.values import read

_new = tuple.__new__
_PRINTED = ("pdf", "ofd")
"""Kinds of files that hold printed pages: characters at places, and lines drawn around them."""
_LABEL = 60
"""Characters that the longest label of the form has."""
_CAPTION = 4
"""Characters that a label of the form has at least where it stands by itself above a table."""
_SENTENCE = 12
"""Characters from which a cell's text is taken for more than a label."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """A report as far as it could be recognised, and what there is to say about the reading."""

    report: Report
    notices: tuple[Notice, ...]


def extract(raw: RawDocument, name: str = "") -> Extraction:
    """Recognise the report in a document. `name` is the file's name, a last resort for year and agency.

    Raises UserError("not_a_report") when neither tables nor parts of a report can be found.
    """
    blocks = tuple(block for block in raw.blocks if not _instructs(block))
    skeleton = None if raw.kind in _PRINTED else skeleton_of(blocks)
    plan = skeleton.plan() if skeleton is not None else None
    if skeleton is not None and plan is not None and blocks == raw.blocks:
        known = _by_plan(skeleton, plan)
    else:
        if is_review_copy(words for block in raw.blocks for words in _words(block)):
            raise UserError("review_copy", name=name)
        known = _recognised(replace(raw, blocks=blocks), name, skeleton)
    sections = section(known.texts, known.form)
    if all(cell is BLANK for cell in known.cells.values()) and len(sections.headings) < 2:
        raise UserError("not_a_report", name=name)
    metadata = read_metadata(known.items, sections, name)
    notices = [notice for notice in raw.notices if not is_instruction_sheet(str(notice.params.get("sheet", "")))]
    notices += [
        *known.notices,
        *_other_tables(known),
        *_other_rows(known),
        *sections.notices,
        *_too_long(sections),
        *metadata.notices,
    ]
    return Extraction(_report(known, sections, metadata), (*notices, *_absent_tables(known.form, known.cells)))


@dataclass(frozen=True, slots=True)
class _Recognised:
    """The tables of a document, and what stands beside them: `items` are those that may say something, `texts` its
    paragraphs, `used` the items that are the form's, `tables` the grids that these stand in with the first of each."""

    form: Edition
    cells: Mapping[str, Cell]
    items: Sequence[Item]
    texts: Sequence[Text]
    tables: Mapping[int, int]
    used: Set[int]
    notices: Sequence[Notice] = ()


def _recognised(raw: RawDocument, name: str, skeleton: Skeleton | None) -> _Recognised:
    items = items_of(raw)
    named = which_edition(items, None, "")
    form = edition(named or which_edition((), _year_hint(items, name), CURRENT))
    found = Found()
    _find_tables(form, items, found, _of_other_years(items, _year_hint(items, name), found))
    if raw.kind in _PRINTED:
        _doubt_unruled(items, found)
    texts = _texts(items, found, form)
    tables = {items[i].grid: i for i in sorted(found.used, reverse=True)}
    found.notices += unused_numbers(items, found, found.spans)  # may take back the sureness of cells
    if skeleton is not None and named:
        remember(skeleton, items, found, {one.item for one in texts}, form)
    return _Recognised(
        form, {**blank_cells(form.addresses), **found.cells}, items, texts, tables, found.used, found.notices
    )


def _by_plan(skeleton: Skeleton, plan: Plan) -> _Recognised:
    """The same for a document in whose skeleton everything was recognised before."""
    words, wheres = plan.pick(skeleton.texts), plan.pick(skeleton.wheres)
    states, values = zip(*map(read, words), strict=True)
    # as Cell.of makes them, without a call for each of so many
    cells = map(_new, repeat(Cell), zip(states, values, words, wheres, repeat(True), strict=False))
    found = dict(zip(plan.form.addresses, cells, strict=True))
    items = skeleton.items(plan.loose)
    labels, prose = edition_labels(plan.form.id), _sheets_of_text(items, plan.tables, plan.form)
    beside = [item for item in items if item.index not in plan.used]
    texts = [text for item in beside if (text := _row_text(item, plan.tables, prose, labels, plan.form))]
    return _Recognised(plan.form, found, items, texts, plan.tables, plan.used)


def _words(block: Block) -> Iterable[str]:
    return block.texts if isinstance(block, Grid) else (block.text.strip(),)


def _instructs(block: Block) -> bool:
    return isinstance(block, Grid) and is_instruction_sheet(block.title)


def _doubt_unruled(items: Sequence[Item], found: Found) -> None:
    """On a printed page without rules only the distances tell which number stands in which column."""
    doubtful = tuple(address for address, item in found.places.items() if not items[item].exact)
    found.cells.update({address: found.cells[address]._replace(sure=False) for address in doubtful})
    if doubtful:
        where = found.cells[doubtful[0]].where
        found.notices.append(Notice("without_rules", {"count": len(doubtful)}, where, doubtful))


def _year_hint(items: Sequence[Item], name: str) -> int | None:
    for item in items[:80]:
        if is_title(item.text) and (years := years_in(item.text)):
            return years[0]
    return next(iter(years_in(name)), None)


def _of_other_years(items: Sequence[Item], year: int | None, found: Found) -> set[int]:
    """Grids under a line that names another year (2022年情况：), where one under a line with the report's year follows
    or goes before: last year's table beside this year's."""
    captions: dict[int, int] = {}
    for at, item in enumerate(items):
        if at and item.exact and item.grid not in captions and item.grid != items[at - 1].grid:
            above = items[at - 1]
            years = years_in(above.text) if above.grid < 0 and len(above.text) <= _LABEL else []
            if len(set(years)) == 1 and not is_title(above.text):
                captions[item.grid] = years[0]
    if year is None or year not in captions.values():
        return set()
    labels = {grid: {fold(t.text) for item in items if item.grid == grid for t in item.tokens} for grid in captions}
    ours = [labels[grid] for grid, named in captions.items() if named == year]
    others = {
        grid
        for grid, named in captions.items()
        if named != year and any(2 * len(labels[grid] & one) > len(labels[grid]) for one in ours)
    }
    for grid in sorted(others):
        first = next(item for item in items if item.grid == grid)
        found.notices.append(Notice("table_of_other_year", {"year": captions[grid]}, first.tokens[0].where))
    return others


def _find_tables(form: Edition, items: Sequence[Item], found: Found, left_out: Set[int]) -> None:
    told = lines_of(words_as_cells(items, form))
    lines = [line for line in told if not line.exact or line.grid not in left_out]
    for table in form.tables:
        if table.id != "disputes":
            find_rows(table, lines, items, found)
    find_disputes(form.table("disputes"), lines, items, found)
    read_signs(form, found)
    doubt_units(form, items, found)


def _texts(items: Sequence[Item], found: Found, form: Edition) -> list[Text]:
    """The paragraphs that are not tables: lines of text, and rows of a sheet that hold one text each."""
    labels = edition_labels(form.id)
    grids_with_tables = {items[i].grid for i in found.used if items[i].grid >= 0}
    inside = {i for first, last in found.spans.values() for i in range(first, last + 1)}
    above = _header_lines(items, found, labels, form)
    prose = _sheets_of_text(items, grids_with_tables, form)
    texts = []
    for item in items:
        if item.index in found.used:
            continue
        if item.grid < 0:
            if _belongs_to_table(item, inside, above, form):
                continue
            texts.append(Text(item.text, item.where, item.index))
        elif found_text := _row_text(item, grids_with_tables, prose, labels, form):
            texts.append(found_text)
    return texts


def _row_text(
    item: Item, tables: Container[int], prose: Set[int], labels: frozenset[str], form: Edition
) -> Text | None:
    """The one text that a row of a sheet holds, if it is a paragraph."""
    filled = [token for token in item.tokens if token.text.strip()]
    if len(filled) != 1 or not (filled[0].kind is Kind.LABEL or item.grid in prose):
        return None
    words = filled[0].text
    if words.startswith("=") or metadata_label(words):
        return None  # a formula that no program has computed, or a label without its value, says nothing
    if item.grid in tables and furniture_of_tables(words, labels) and not part_of_heading(words, form):
        return None
    return Text(words, filled[0].where, item.index)


def _sheets_of_text(items: Sequence[Item], tables: Container[int], form: Edition) -> set[int]:
    """Grids that hold the report's text, from the first part's heading on a paragraph in each row: there 无 or a number
    is a paragraph too."""
    headings: dict[int, int] = {}
    other: set[int] = set()
    for item in items:
        grid = item.grid
        if grid < 0 or grid in tables or grid in other:
            continue
        if part_of_heading(item.text, form):
            headings[grid] = headings.get(grid, 0) + 1
        if grid in headings and len([token for token in item.tokens if token.text.strip()]) > 1:
            other.add(grid)
    return {grid for grid, count in headings.items() if count >= 2} - other


def _belongs_to_table(item: Item, inside: set[int], above: set[int], form: Edition) -> bool:
    """Lines between a table's rows, or in one piece above them, that are labels of the form, not sentences."""
    if part_of_heading(item.text, form) and item.index not in inside:
        return False
    if item.index in inside:
        return len(squeeze(item.text)) <= _LABEL and "。" not in item.text
    return item.index in above


def _header_lines(items: Sequence[Item], found: Found, labels: frozenset[str], form: Edition) -> set[int]:
    """Lines above each table up to the first that is no label of the form; one or two short ones among them are
    damaged labels (本年（2023）, 单位：件) and belong to them."""
    above: set[int] = set()
    for first, _ in found.spans.values():
        strange: list[int] = []
        for at in range(first - 1, max(first - 40, -1), -1):
            item = items[at]
            if at in found.used or item.heading == 1 or part_of_heading(item.text, form):
                break
            tokens = [token for token in item.tokens if token.kind is not Kind.BLANK]
            if items[first].exact and item.grid < 0:
                # a grid brings its own header: what stands above it is text, unless it is one of the form's labels
                if len(fold(item.text)) < _CAPTION or fold(item.text) not in labels:
                    break
                above.add(at)
            elif all(len(squeeze(t.text)) <= _LABEL and furniture_of_tables(t.text, labels) for t in tokens):
                above.update((at, *strange))
                strange = []
            elif len(item.text) > _SENTENCE or len(strange) == 2:
                break
            else:
                strange.append(at)
    return above | _labels_below(items, found, labels, form)


def _labels_below(items: Sequence[Item], found: Found, labels: frozenset[str], form: Edition) -> set[int]:
    """Labels right under a table whose cells are all blank, so that in copied text nothing follows them."""
    below: set[int] = set()
    for _, last in found.spans.values():
        for item in items[last + 1 : last + 12]:
            if item.index in found.used or part_of_heading(item.text, form) or fold(item.text) not in labels:
                break
            below.add(item.index)
    return below


def _report(known: _Recognised, sections: Sections, metadata: Metadata) -> Report:
    return Report(
        edition=known.form.id,
        cells=known.cells,
        parts=parts_of(sections),
        title=sections.title or metadata.title or ("" if sections.headings else _made_title(metadata)),
        agency=metadata.agency,
        year=metadata.year,
        index_number=metadata.index_number,
        document_number=metadata.document_number,
        publisher=metadata.publisher,
        published=metadata.published,
        completed=metadata.completed,
        signatory=metadata.signatory,
    )


def _made_title(metadata: Metadata) -> str:
    """The usual title, where a form of tables alone gives only body and year. A text without a title has none."""
    if not metadata.agency or metadata.year is None:
        return ""
    return text("notices.made_title", agency=metadata.agency, year=metadata.year)


def _too_long(sections: Sections) -> list[Notice]:
    """Paragraphs that are longer than what is read sentence by sentence."""
    texts = [text for part in sections.parts.values() for text in part]
    texts = [text for text in texts if len(text.text) > LONGEST_PARAGRAPH]
    long = [text for text in texts if any(len(line) > LONGEST_PARAGRAPH for line in text.text.split("\n"))]
    return [Notice("paragraph_too_long", {"limit": LONGEST_PARAGRAPH}, one.where) for one in long]


def _other_tables(known: _Recognised) -> list[Notice]:
    """Tables in the document that are none of the form's: they are not part of the text, so it is said. Those with
    neither a number nor a sentence are pieces of the form's own headers, or layout."""
    said = {notice.where for notice in known.notices if notice.message_id in ("table_again", "table_of_other_year")}
    others: dict[int, list[Item]] = {}
    for item in known.items:
        if item.grid >= 0 and item.grid not in known.tables:
            others.setdefault(item.grid, []).append(item)
    return [
        Notice("grid_not_used", {"words": " ".join(row.text for row in rows)[:40]}, rows[0].where)
        for rows in others.values()
        if any(sum(bool(token.text.strip()) for token in row.tokens) > 1 for row in rows)
        and any(token.kind is Kind.NUMBER or len(token.text) >= _SENTENCE for row in rows for token in row.tokens)
        and not any(metadata_label(token.text) for row in rows for token in row.tokens)
        and not any(token.where in said for row in rows for token in row.tokens)
    ]


def _other_rows(known: _Recognised) -> list[Notice]:
    """Rows of words in or under a table that are none of the form's: one notice for each grid."""
    labels = edition_labels(known.form.id)
    beside = known.used | {text.item for text in known.texts}
    others: dict[int, list[Item]] = {}
    for item in known.items:
        inside = item.exact and item.index > known.tables.get(item.grid, item.index)
        if inside and item.index not in beside and _is_row_of_words(item, labels):
            others.setdefault(item.grid, []).append(item)
    return [
        Notice("rows_not_used", {"count": len(rows), "words": " ".join(row.text for row in rows)[:40]}, rows[0].where)
        for rows in others.values()
    ]


def _is_row_of_words(item: Item, labels: frozenset[str]) -> bool:
    """Whether a row has words in several cells that are neither heads nor signatures nor labelled values."""
    filled = [token for token in item.tokens if token.kind is not Kind.BLANK]
    if len(filled) < 2 or any(token.kind is not Kind.LABEL or signs_table(token.text) for token in filled):
        return False
    strange = sum(not furniture_of_tables(token.text, labels) for token in filled)
    return 2 * strange > len(filled) and not any(value for _, value in row_pairs(item))


def _absent_tables(form: Edition, cells: Mapping[str, Cell]) -> list[Notice]:
    return [
        Notice("table_not_found", {"table": table.title}, None, table.addresses)
        for table in form.tables
        if not any(cells[address] is not BLANK for address in table.addresses)
    ]
