"""Web pages (.html, .mht, pages pasted or saved by Word): paragraphs and data tables, layout tables flattened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from core.errors import UserError
from core.formats.encoding import decode, python_name
from core.formats.guard import MAX_MEMBERS, Budget, check_marks, damage_reported
from core.formats.htmltable import cell_elements, grid_shape, is_layout
from core.formats.marks import LOWERED, RAISED, without_notes
from core.formats.raw import Block, Grid, GridCell, Paragraph, RawDocument
from core.model import Location, Notice

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MAIL = re.compile(rb"\s*[\w-]+:[^\n]*\n")
_CLIPBOARD = re.compile(r"\s*Version:\d\.\d\s+StartHTML:")
_SKIPPED_NAMES = "head script style noscript template iframe object svg select button textarea datalist map audio video"
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCK_NAMES = (
    "html body div p li ul ol dl dt dd section article main header footer nav aside center blockquote form fieldset "
    "address pre hr h1 h2 h3 h4 h5 h6 figure figcaption caption tr td th tbody thead tfoot table"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK_NAMES = ("s", "strike", "del")
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_FIELDS = frozenset({"", "text", "number", "tel"})
"""Kinds of <input> whose value a reader of the page sees as text."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\uffef])")
_EDGES = " \t\r\n\f\u00a0\u3000\u200b\ufeff"
_MAX_DEPTH = 300


def read(content: bytes, name: str) -> RawDocument:
    """A page, a web archive, or the clipboard's HTML. Raises UserError (damaged, unknown_encoding,
    too_nested, too_many_pieces)."""
    walker = _Walker(Budget(name))
    whole = True
    for page, declared in _pages(content, name):
        text, lossless = decode(page, name, declared)
        whole = whole and lossless
        root = _parse(text, name)
        if root is not None:
            walker.walk(root)
            walker.flush()
    notices = [] if whole else [Notice("characters_lost")]
    if walker.hidden:
        notices.append(Notice("hidden_text", {"count": walker.hidden}))
    if walker.struck:
        notices.append(Notice("struck_out", {"count": walker.struck}))
    if walker.notes:
        notices.append(Notice("note_marks", {"count": walker.notes}))
    return RawDocument("html", tuple(walker.blocks), tuple(notices))


def _pages(content: bytes, name: str) -> Iterator[tuple[bytes, str | None]]:
    """Bytes and declared encoding of the page, or of every page in a web archive."""
    is_archive = _MAIL.match(content) and re.search(rb"^Content-Type:", content[:32768], re.IGNORECASE | re.MULTILINE)
    if not is_archive:
        found = _DECLARED.search(content[:8192])
        yield content, found[1].decode("ascii") if found else None
        return
    from email import message_from_bytes

    if content.count(b"\n--") > MAX_MEMBERS:
        raise UserError("too_many_pieces", name=name, limit=MAX_MEMBERS)
    with damage_reported(name):
        parts = [part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html"]
        pages = [(part.get_payload(decode=True), part.get_content_charset()) for part in parts]
    for payload, charset in pages:
        if isinstance(payload, bytes) and payload.strip():
            found = _DECLARED.search(payload[:8192])
            yield payload, found[1].decode("ascii") if found else python_name(charset or "utf-8")


def _parse(text: str, name: str) -> etree._Element | None:
    if _CLIPBOARD.match(text):
        text = text[max(text.find("<"), 0) :]
    text = text.replace("\0", "")
    if not text.strip():
        return None
    check_marks(text, "<", name)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        with damage_reported(name, etree.LxmlError):
            root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except UserError as error:
        if isinstance(error.__cause__, etree.ParserError):
            return None
        raise
    # the parser stops at such a place without a word, and the rest of the page would be lost
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UserError("too_nested", name=name)
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    for field in root.iter("input"):
        # what was typed into a field stands on the page as its text does
        if field.get("type", "").lower() in _FIELDS and field.get("value"):
            field.text = field.get("value")
    return root


def collapsed(text: str) -> str:
    """Source line breaks and runs of blanks as a browser shows them, but no blank between Chinese characters."""
    return _BLANKS.sub(" ", _WIDE_BREAK.sub("", text))


def _is_raised(element: etree._Element) -> bool:
    return element.tag == "sup" or (element.tag == "span" and bool(_RAISED_STYLE.search(element.get("style", ""))))


class _Walker:
    """Goes through a page in reading order. Inline text gathers until a block begins or ends."""

    def __init__(self, budget: Budget) -> None:
        self.blocks: list[Block] = []
        self.hidden = 0
        self.struck = 0
        self.notes = 0
        self._budget = budget
        self._pieces: list[str] = []
        self._level = 0
        self._paragraphs = 0
        self._tables = 0

    def walk(self, element: etree._Element, depth: int = 0) -> None:
        """Add the element's content to the blocks."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or self._is_hidden(element):
            return
        if tag == "br":
            if self._level:
                # a heading broken by sense stays one heading
                self._pieces.append("\0")
            else:
                self.flush()
            return
        if depth > _MAX_DEPTH:
            self._flatten(element)
            return
        if tag == "table" and not is_layout(element):
            self.flush()
            self._add_table(element)
            return
        is_block = tag in _BLOCKS
        outer = self._level
        if is_block:
            self.flush()
            self._level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else outer
        self._pieces.append((element.text or "").replace("\0", ""))
        for child in element:
            raised = _is_raised(child)
            self._pieces.append(RAISED if raised else "")
            self.walk(child, depth + 1)
            self._pieces.append((LOWERED if raised else "") + (child.tail or "").replace("\0", ""))
        if is_block:
            self.flush()
            self._level = outer

    def _flatten(self, element: etree._Element) -> None:
        """Every text of its own, so that what stood in two cells is never read as one number."""
        for text in map(str, element.itertext()):
            self.flush()
            self._pieces.append(text)
        self.flush()

    def flush(self) -> None:
        """End the paragraph that was gathering, if it has any text."""
        lines = [collapsed(line).strip(_EDGES) for line in self._said(self._pieces).split("\0")]
        text = "\n".join(line for line in lines if line)
        self._pieces.clear()
        if text:
            self._budget.spend()
            self._paragraphs += 1
            self.blocks.append(Paragraph(text, Location(paragraph=self._paragraphs), self._level))

    def _is_hidden(self, element: etree._Element) -> bool:
        style = element.get("style", "")
        struck = element.tag in _STRUCK_NAMES or (style and _STRUCK.search(style))
        if not struck and element.get("hidden") is None and not (style and _HIDDEN.search(style)):
            return False
        filled = bool("".join(map(str, element.itertext())).strip(_EDGES))
        self.struck += filled and bool(struck)
        self.hidden += filled and not struck
        return True

    def _said(self, pieces: list[str]) -> str:
        """The pieces of a cell or a paragraph as one text, note marks left out."""
        text, notes = without_notes("".join(pieces))
        self.notes += notes
        return text

    def _add_table(self, table: etree._Element) -> None:
        rows = [
            [cell for cell in cells if not self._is_hidden(cell)]
            for row, cells in cell_elements(table)
            if not self._is_hidden(row)
        ]
        placed, height, width = grid_shape(rows, self._budget)
        if not placed:
            return
        self._tables += 1
        number = self._tables
        cells = tuple(
            GridCell(
                row, column, self._cell_text(cell), Location(table=number, row=row + 1, column=column + 1), down, right
            )
            for cell, row, column, down, right in placed
        )
        caption = next(table.iterchildren("caption"), None)
        title = self._cell_text(caption) if caption is not None else ""
        self.blocks.append(Grid(cells, height, width, Location(table=number), title))

    def _cell_text(self, cell: etree._Element) -> str:
        """Inline pieces joined as they are; a line break or a block's end is \\n."""
        pieces: list[str] = []
        self._gather(cell, pieces, 0)
        lines = [collapsed(line).strip(" \t\r\n\f") for line in self._said(pieces).split("\0")]
        return "\n".join(line for line in lines if line)

    def _gather(self, element: etree._Element, pieces: list[str], depth: int) -> None:
        pieces.append((element.text or "").replace("\0", ""))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag and tag not in _SKIPPED and depth <= _MAX_DEPTH and not self._is_hidden(child):
                edge = "\0" if tag in _BLOCKS or tag == "br" else ""
                raised = _is_raised(child)
                pieces.append(RAISED if raised else edge)
                self._gather(child, pieces, depth + 1)
                pieces.append(LOWERED if raised else edge)
            pieces.append((child.tail or "").replace("\0", ""))
