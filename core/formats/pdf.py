"""PDF files that were made from a document: ruled tables as grids, the rest as paragraphs. Scans are refused."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from core.errors import UserError
from core.formats.guard import MAX_UNPACKED, Budget, damage_reported
from core.formats.layout import FEW_CHARACTERS, MAX_PAGES, PageContent, Rule, blocks_of, is_scan, page_content
from core.formats.pagetext import Char
from core.formats.raw import RawDocument

# broken files make it talk a great deal on the terminal
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_FAILURES = (PDFException, PSException, PdfminerException, MalformedPDFException)
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_TWICE_PACKED = re.compile(rb"/Filter\s*\[[^\]]{0,200}?/Fl(?:ateDecode)?\b[^\]]{0,200}?/Fl(?:ateDecode)?\b")
_CHUNK = 1 << 16
_STEPS_BETWEEN = 2000


def read(content: bytes, name: str) -> RawDocument:
    """A PDF with text in it. Cells' wrapped text is joined; a table that runs over pages is one grid.

    Raises UserError (damaged, pdf_password, scanned, pdf_unreadable_font, too_many_pages, too_many_pieces,
    unpacks_too_large, takes_too_long).
    """
    _check_streams(content, name)
    budget = Budget(name)
    pages: list[PageContent] = []
    scanned = characters = unreadable = 0
    # never closed: closing walks all pages once more, and fails on broken ones
    pdf = _opened(content, budget, name)
    with damage_reported(name, *_FAILURES):
        count = len(pdf.pages)
    if count > MAX_PAGES:
        raise UserError("too_many_pages", name=name, pages=count, limit=MAX_PAGES)
    for number in range(count):
        budget.check()
        with damage_reported(name, *_FAILURES):
            page = pdf.pages[number]
            _interpret(page, budget)
            chars = _chars(page)
            scanned += _is_scan(page, len(chars))
            pages.append(page_content(number + 1, float(page.height), chars, _rules(page)))
            page.close()
        budget.spend(len(chars))
        characters += len(chars)
        unreadable += sum(char.text.startswith("(cid:") for char in chars)
    if scanned and (characters < FEW_CHARACTERS * count or scanned == count):
        raise UserError("scanned", name=name)
    if unreadable > characters * 0.05:
        raise UserError("pdf_unreadable_font", name=name)
    blocks, boxes = blocks_of(pages)
    return RawDocument("pdf", blocks, boxes=boxes)


class _Stream(io.BytesIO):
    """The file's bytes, asking for the time: a broken file is searched from end to end, character by character."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        super().__init__(content)
        self._budget = budget

    def read(self, size: int | None = -1, /) -> bytes:
        self._budget.check()
        return super().read(size)


def _opened(content: bytes, budget: Budget, name: str) -> PDF:
    try:
        with damage_reported(name, *_FAILURES):
            return pdfplumber.open(_Stream(content, budget))
    except UserError as error:
        cause: BaseException | None = error.__cause__
        reasons = [cause, *(cause.args if cause is not None else ())]
        for reason in reasons:
            if isinstance(reason, UserError):
                raise reason from error
        if any(isinstance(reason, PDFPasswordIncorrect) for reason in reasons):
            raise UserError("pdf_password", name=name) from error
        raise


class _Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's device, knowing the budget."""

    budget: Budget


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, asking for the time: forms that draw each other can make a small page endless."""

    device: _Device
    _steps = 0

    def execute(self, streams: Sequence[object]) -> None:
        self.device.budget.check()
        super().execute(streams)

    def push(self, obj: Any) -> None:
        self._steps += 1
        if self._steps % _STEPS_BETWEEN == 0:
            self.device.budget.check()
        super().push(obj)


def _interpret(page: Page, budget: Budget) -> None:
    """Lay the page out as pdfplumber would when first asked for its characters, but within the budget."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.budget = budget
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


def _check_streams(content: bytes, name: str) -> None:
    """Unpack every stream without keeping it: pdfminer unpacks without a limit."""
    if _TWICE_PACKED.search(content):
        raise UserError("unpacks_too_large", name=name)
    total = 0
    for found in _STREAM.finditer(content):
        machine = zlib.decompressobj()
        at = found.end()
        try:
            while at < len(content) and not machine.eof and total <= MAX_UNPACKED:
                total += len(machine.decompress(machine.unconsumed_tail or content[at : at + _CHUNK], 1 << 20))
                at += 0 if machine.unconsumed_tail else _CHUNK
        except zlib.error:
            continue
        if total > MAX_UNPACKED:
            raise UserError("unpacks_too_large", name=name)


def _chars(page: Page) -> list[Char]:
    return [
        Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], max(char["size"], 1.0))
        for char in page.chars
        if char["upright"] and -5 < char["top"] < page.height + 5
    ]


def _is_scan(page: Page, characters: int) -> bool:
    covered = sum(abs(float(image["width"]) * float(image["height"])) for image in page.images)
    return is_scan(float(page.width) * float(page.height), covered, characters, len(page.edges))


def _rules(page: Page) -> list[Rule]:
    """Sides of lines and boxes; those that are neither level nor upright have no orientation and make no cell."""
    if not len(page.lines) + len(page.rects) + len(page.curves):
        return []
    return [
        Rule(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        for edge in page.edges
        if edge["orientation"] is not None
    ]
