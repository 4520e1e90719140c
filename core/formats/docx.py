"""Word documents (.docx, .docm, and .wps files that are such): the accepted text, tables with their merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from core.formats.edges import columns_of, merged_edges
from core.formats.guard import Budget, open_container
from core.formats.marks import LOWERED, RAISED, without_notes
from core.formats.raw import Block, Grid, GridCell, Paragraph, RawDocument
from core.formats.wordparts import Style, W, WordParts, number, open_parts, value
from core.model import Location, Notice

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff"
_WRAPPER_NAMES = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
_WRAPPERS = frozenset(f"{W}{tag}" for tag in _WRAPPER_NAMES) | {f"{_MC}AlternateContent", f"{_MC}Choice"}
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_PLAIN_BREAKS = frozenset({"", "textWrapping"})
_TWIPS_APART = 60
_LONG_CELL = 600
_MANY_PARAGRAPHS = 8


def read(content: bytes, name: str) -> RawDocument:
    """A document's body with tracked changes accepted; headers, footers and notes left out.

    Raises UserError (damaged, password, unpacks_too_large, too_many_pieces).
    """
    parts = open_parts(open_container(content, name), name)
    body = _Body(parts, Budget(name))
    root = parts.document.find(f"{W}body")
    if root is not None:
        body.add(root)
    notices = tuple(Notice(message) for message in sorted(body.notices))
    counts = (("struck_out", body.struck), ("note_marks", body.marks), ("symbols_not_read", body.symbols))
    notices += tuple(Notice(message, {"count": count}) for message, count in counts if count)
    return RawDocument("docx", tuple(body.blocks), notices)


def _children(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Children of those tags, also where content controls or insertions wrap them."""
    wanted = {f"{W}{tag}" for tag in tags}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, *tags)


class _Body:
    """Gathers the blocks of a document in reading order. Every paragraph is visited once, since lists count."""

    def __init__(self, parts: WordParts, budget: Budget) -> None:
        self.blocks: list[Block] = []
        self.notices: set[str] = set()
        self.struck = self.marks = self.symbols = 0
        self._parts = parts
        self._budget = budget
        self._paragraphs = 0
        self._tables = 0
        self._joined = ""

    def add(self, parent: etree._Element) -> None:
        """All paragraphs and tables of a body, a layout cell or a text box."""
        for child in _children(parent, "p", "tbl"):
            if child.tag == f"{W}tbl":
                self._add_table(child)
            else:
                self._add_paragraph(child)

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        boxes: list[etree._Element] = []
        text, heading = self._paragraph(paragraph, boxes)
        # one line for each soft break, but a heading broken by sense stays one heading
        lines = [text] if heading else text.split("\n")
        self._budget.spend()
        if any(line.strip(_EDGES) for line in lines):
            self._paragraphs += 1
            where = Location(paragraph=self._paragraphs)
            self.blocks.extend(Paragraph(line.strip(_EDGES), where, heading) for line in lines if line.strip(_EDGES))
        for box in boxes:
            self.add(box)

    def _paragraph(self, paragraph: etree._Element, boxes: list[etree._Element]) -> tuple[str, int]:
        """Text with its automatic number, and heading level. Contents of text boxes go into `boxes`."""
        pieces: list[str] = []
        self._inline(paragraph, pieces, boxes)
        properties = paragraph.find(f"{W}pPr")
        style = (
            self._parts.styles.get(value(properties.find(f"{W}pStyle")), Style()) if properties is not None else Style()
        )
        said, marks = without_notes("".join(pieces))
        self.marks += marks
        text = self._joined + said
        self._joined = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # the paragraph's end was deleted: its text runs on into the next paragraph
            self._joined = text
            self.notices.add("tracked_changes")
            return "", 0
        return self._number(properties, style, bool(text.strip(_EDGES))) + text, _heading(properties, style)

    def _number(self, properties: etree._Element | None, style: Style, filled: bool) -> str:
        list_id, level = style.list_id, style.level
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        if numbered is not None:
            own = numbered.find(f"{W}numId")
            list_id = value(own) if own is not None else list_id
            level = number(numbered.find(f"{W}ilvl"), level)
        counting = self._parts.lists.get(list_id) if list_id else None
        return counting.next(level) if counting is not None and filled else ""

    def _inline(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, pieces, boxes)
            elif child.tag in _WRAPPERS:
                if child.tag in (f"{W}ins", f"{W}moveTo"):
                    self.notices.add("tracked_changes")
                self._inline(child, pieces, boxes)
            elif child.tag in _DELETED:
                self.notices.add("tracked_changes")

    def _run(self, run: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        if _is_set(run, "vanish"):
            if any(text.text for text in run.iter(f"{W}t")):
                self.notices.add("hidden_words")
            return
        if _is_set(run, "strike") or _is_set(run, "dstrike"):
            self.struck += any((text.text or "").strip() for text in run.iter(f"{W}t"))
            return
        raised = value(run.find(f"{W}rPr/{W}vertAlign")) == "superscript"
        pieces.append(RAISED if raised else "")
        self._run_pieces(run, pieces, boxes)
        pieces.append(LOWERED if raised else "")

    def _run_pieces(self, run: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for child in run:
            tag = str(child.tag).removeprefix(W)
            if tag == "t":
                pieces.append(child.text or "")
            elif tag == "tab":
                pieces.append("\t")
            elif tag == "cr" or (tag == "br" and child.get(f"{W}type", "") in _PLAIN_BREAKS):
                pieces.append("\n")
            elif tag == "noBreakHyphen":
                pieces.append("-")
            elif tag == "sym":
                self.symbols += 1
            elif tag == "ruby":
                for base in child.iterchildren(f"{W}rubyBase"):
                    self._inline(base, pieces, boxes)
            elif tag in ("footnoteReference", "endnoteReference"):
                self.notices.add("notes_left_out")
            elif tag in ("drawing", "pict", "object") or child.tag == f"{_MC}AlternateContent":
                boxes.extend(_text_boxes(child))

    def _add_table(self, table: etree._Element) -> None:
        rows = [row for row in _children(table, "tr") if not self._is_deleted(row)]
        cells = [list(_children(row, "tc")) for row in rows]
        if _is_layout(table, cells):
            for row in cells:
                for cell in row:
                    self.add(cell)
            return
        self._tables += 1
        table_number = self._tables
        grid: list[GridCell] = []
        open_merges: dict[int, int] = {}
        columns = _columns(rows, cells)
        for r, (row, placed) in enumerate(zip(cells, columns, strict=True)):
            for cell, (column, span) in zip(row, placed, strict=True):
                self._budget.spend()
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and value(merge, "continue") == "continue" and column in open_merges:
                    at = open_merges[column]
                    grid[at] = _taller(grid[at], r)
                    continue
                where = Location(table=table_number, row=r + 1, column=column + 1)
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(grid)
                grid.append(GridCell(r, column, self._cell_text(cell), where, 1, span))
        width = max((cell.column + cell.colspan for cell in grid), default=0)
        if grid:
            self.blocks.append(Grid(tuple(grid), len(rows), width, Location(table=table_number)))

    def _is_deleted(self, row: etree._Element) -> bool:
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if deleted:
            self.notices.add("tracked_changes")
        return deleted

    def _cell_text(self, cell: etree._Element) -> str:
        """Paragraphs of the cell, of text boxes and of one-cell tables in it, as lines."""
        lines: list[str] = []
        for child in _children(cell, "p", "tbl"):
            if child.tag == f"{W}tbl":
                lines += [self._cell_text(inner) for row in _children(child, "tr") for inner in _children(row, "tc")]
                continue
            boxes: list[etree._Element] = []
            text, _ = self._paragraph(child, boxes)
            lines.append(text.strip(_EDGES))
            lines += [self._cell_text(box) for box in boxes]
        return "\n".join(line for line in lines if line)


def _is_set(run: etree._Element, switch: str) -> bool:
    """Whether a run's own properties have that switch on."""
    element = run.find(f"{W}rPr/{W}{switch}")
    return element is not None and value(element, "1") not in ("0", "false", "off")


def _taller(cell: GridCell, row: int) -> GridCell:
    return GridCell(cell.row, cell.column, cell.text, cell.where, row - cell.row + 1, cell.colspan)


def _heading(properties: etree._Element | None, style: Style) -> int:
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is None:
        return style.heading
    return number(outline) + 1 if 0 <= number(outline, 9) < 6 else 0


def _text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Each text box once: the newer of two renderings, the inner boxes left to their box."""
    for child in drawing:
        if child.tag == f"{_MC}Fallback" and drawing.find(f"{_MC}Choice") is not None:
            continue
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _is_layout(table: etree._Element, cells: list[list[etree._Element]]) -> bool:
    """A table that frames text: one cell only, tables inside, or a cell that is a page of text."""
    every = [cell for row in cells for cell in row]
    if len(every) < 2 or any(sum(1 for _ in inner.iter(f"{W}tc")) > 1 for inner in table.iterdescendants(f"{W}tbl")):
        return True
    for cell in every:
        texts = [len("".join(text.text or "" for text in one.iter(f"{W}t"))) for one in cell.iterchildren(f"{W}p")]
        if sum(texts) > _LONG_CELL or sum(1 for length in texts if length) > _MANY_PARAGRAPHS:
            return True
    return False


def _columns(rows: list[etree._Element], cells: list[list[etree._Element]]) -> list[list[tuple[int, int]]]:
    """(column, span) of every cell, by gridSpan; by the cells' widths where the rows' spans do not add up."""
    placed: list[list[tuple[int, int]]] = []
    ends: set[int] = set()
    for row, line in zip(rows, cells, strict=True):
        column = _skip(row, "gridBefore")
        places: list[tuple[int, int]] = []
        for cell in line:
            span = min(max(1, number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)), 60)
            places.append((column, span))
            column += span
        placed.append(places)
        ends.add(column + _skip(row, "gridAfter"))
    edges = [_edges_of(line) for line in cells]
    if len(ends) < 2 or any(one is None for one in edges):
        return placed
    known = [one for one in edges if one is not None]
    merged = merged_edges(known, _TWIPS_APART)
    # rows of unlike total width have widths that mean nothing
    if any(one[-1] < merged[-1] - _TWIPS_APART for one in known):
        return placed
    return [columns_of(one, merged) for one in known]


def _skip(row: etree._Element, tag: str) -> int:
    return min(max(0, number(row.find(f"{W}trPr/{W}{tag}"))), 60)


def _edges_of(cells: Iterable[etree._Element]) -> list[float] | None:
    edges = [0.0]
    for cell in cells:
        width = cell.find(f"{W}tcPr/{W}tcW")
        written = width.get(f"{W}w", "") if width is not None and width.get(f"{W}type", "dxa") == "dxa" else ""
        if not (written.isascii() and written.isdigit() and 0 < int(written) < 100_000):
            return None
        edges.append(edges[-1] + int(written))
    return edges
