"""Readers: bytes to RawDocument. FORMATS is the one table of what can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath
from typing import cast

from core.errors import UserError
from core.formats.marks import without_invisible
from core.formats.raw import Grid, RawDocument
from core.formats.sniffing import sniff_kind
from core.texts import text as sentence

Reader = Callable[[bytes, str], RawDocument]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `module` has read(content, name) and is imported when the first such file comes, because
    some readers need libraries that take longer to import than the window takes to open."""

    id: str
    extensions: tuple[str, ...]
    module: str

    @property
    def name(self) -> str:
        """The kind's name for people."""
        return sentence(f"formats.{self.id}")

    @property
    def reader(self) -> Reader:
        return cast(Reader, import_module(f"core.formats.{self.module}").read)


FORMATS: dict[str, Format] = {
    entry.id: entry
    for entry in (
        Format("docx", (".docx", ".docm", ".wps"), "docx"),
        Format("doc", (".doc", ".wps"), "oldword"),
        Format("xlsx", (".xlsx", ".xlsm", ".et"), "workbook"),
        Format("xls", (".xls", ".et"), "workbook"),
        Format("ods", (".ods",), "opendocument"),
        Format("csv", (".csv", ".tsv"), "delimited"),
        Format("pdf", (".pdf",), "pdf"),
        Format("ofd", (".ofd",), "ofd"),
        Format("html", (".html", ".htm", ".mht", ".mhtml", ".xhtml"), "html"),
        Format("text", (".txt", ".md", ".text", ".markdown"), "text"),
    )
}

_FILTERS = (
    ("word", ("docx", "doc")),
    ("excel", ("xlsx", "xls", "ods", "csv")),
    ("pages", ("pdf", "ofd")),
    ("web", ("html",)),
    ("plain", ("text",)),
)


def open_filters() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For a file dialog: (name for people, extensions with their dot); the first entry has all of them."""
    groups = tuple((sentence(f"formats.group.{group}"), _extensions(*members)) for group, members in _FILTERS)
    return ((sentence("formats.group.all"), _extensions(*FORMATS)), *groups)


def _extensions(*formats: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(extension for one in formats for extension in FORMATS[one].extensions))


def sniff(content: bytes, name: str = "") -> str:
    """Id in FORMATS of what the bytes are. The content decides; the name's extension only parts csv from text.

    Raises UserError for what is no document that can be read (a picture, a program, an encrypted container).
    """
    return sniff_kind(content, display_name(name))


def display_name(name: str) -> str:
    """The file's name without its folder, for messages."""
    return PurePath(name.replace("\\", "/")).name or sentence("formats.unnamed")


def read(content: bytes, name: str = "") -> RawDocument:
    """The file as paragraphs and grids in reading order. `name` is its name or path ("" for the clipboard).

    Raises UserError, each with a way out: no document of a known kind, damaged or cut off, password, only pictures
    of pages, beyond the limits of size, or nothing in it.
    """
    shown = display_name(name)
    if not content:
        raise UserError("empty_file", path=shown)
    if not re.search(rb"[^\0\s]", content):
        raise UserError("nothing_inside", name=shown)
    document = FORMATS[sniff_kind(content, shown)].reader(content, shown)
    document = replace(document, blocks=without_invisible(document.blocks))
    if not any(block.cells if isinstance(block, Grid) else block.text.strip() for block in document.blocks):
        raise UserError("nothing_inside", name=shown)
    return document
