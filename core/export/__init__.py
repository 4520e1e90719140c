"""Exporters: a Report to bytes. EXPORTERS is the one table of what can be saved.

Each exporter and its library are imported when they are first used, so that opening a report loads none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import UserError
from core.model import Report
from core.texts import text as sentence

if TYPE_CHECKING:
    from core.export.blocks import Document
    from core.export.review import ReviewCopy

_LONGEST_NAME = 80
"""Characters: three bytes each in UTF-8 stay below the 255 bytes that file systems allow."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


Fonts = Mapping[str, str]
"""Families that the user chose for faces of the PDF (core.settings.FACES)."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file that can be saved; the kind is also the file name's extension."""

    kind: str
    make: Callable[[Report, ReviewCopy | None, Fonts], bytes]

    @property
    def name(self) -> str:
        """Name for people: Word 文档."""
        return sentence(f"export.kind.{self.kind}")


def document_of(report: Report, review: ReviewCopy | None = None, fonts: Fonts | None = None) -> Document:
    """The blocks that docx, PDF and HTML are made from."""
    from core.export.document import compose
    from core.export.review import review_document

    document = compose(report) if review is None else review_document(report, review)
    return replace(document, fonts=fonts) if fonts else document


def _docx(report: Report, review: ReviewCopy | None, fonts: Fonts) -> bytes:
    from core.export import docx

    return docx.render(document_of(report, review))


def _pdf(report: Report, review: ReviewCopy | None, fonts: Fonts) -> bytes:
    from core.export import pdf

    return pdf.compile_pdf(document_of(report, review, fonts))


def _html(report: Report, review: ReviewCopy | None, fonts: Fonts) -> bytes:
    from core.export import html

    return html.render(document_of(report, review))


def _xlsx(report: Report, review: ReviewCopy | None, fonts: Fonts) -> bytes:
    from core.export import xlsx

    return xlsx.render(report, review)


def _json(report: Report, review: ReviewCopy | None, fonts: Fonts) -> bytes:
    from core.export import json_file

    return json_file.render(report, review)


EXPORTERS: dict[str, Exporter] = {
    exporter.kind: exporter
    for exporter in (
        Exporter("docx", _docx),
        Exporter("pdf", _pdf),
        Exporter("html", _html),
        Exporter("xlsx", _xlsx),
        Exporter("json", _json),
    )
}


def render(report: Report, kind: str, review: ReviewCopy | None = None, fonts: Fonts | None = None) -> bytes:
    """The report as a file of that kind; with `review` as a review copy. Raises UserError unknown_export."""
    if kind not in EXPORTERS:
        raise UserError("unknown_export", kind=kind, known="、".join(EXPORTERS))
    return EXPORTERS[kind].make(report, review, fonts or {})


def propose_name(report: Report, kind: str, review: bool = False, suffix: str = "") -> str:
    """A file name from body and year, else from the title, that Windows and Linux both allow; `suffix` tells what
    else than the report is in the file."""
    from core.export.document import shown_title

    if report.agency and report.year is not None:
        stem = sentence("export.title", agency=report.agency, year=report.year)
    else:
        stem = report.title or shown_title(report)
    suffix = sentence("export.review_suffix") if review else suffix
    stem = " ".join(_UNSAFE.sub(" ", stem).split())[: _LONGEST_NAME - len(suffix)].strip(" .")
    if not stem:
        stem = sentence("export.unnamed")
    elif _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}{suffix}.{kind}"
