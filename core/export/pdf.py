"""PDF, and pages as pictures, typeset by typst from resources/templates/report.typ; the text goes in as JSON."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, singledispatch
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import typst

from core.export.blocks import (
    Appendix,
    Block,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
    shown_notes,
    signature_lines,
)
from core.files import resource
from core.texts import text as sentence

_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"

FACES: Mapping[str, tuple[str, ...]] = {
    "title": (
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "方正小标宋简体",
        "方正小标宋_GBK",
        "STZhongsong",
        "华文中宋",
    ),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02S", "STFangsong", "华文仿宋"),
    "black": ("SimHei", "黑体", "FZHei-B01S", "STHeiti", "Heiti SC", "Source Han Sans SC", _SANS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03S", "STKaiti", "Kaiti SC"),
    "song": ("SimSun", "宋体", "FZShuSong-Z01S", "STSong", "Songti SC", "Source Han Serif SC"),
}
"""Families of the machine for each face, the usual first; Noto Serif/Sans SC come with the program."""


def compile_pdf(document: Document) -> bytes:
    """The document as PDF with its fonts embedded. The same document gives the same bytes on one machine."""
    return _compile(document, "pdf")[0]


def compile_pages(document: Document, form: Literal["png", "svg"], ppi: float = 144.0) -> list[bytes]:
    """Each page as a picture; `ppi` (dots an inch) is for png only."""
    return _compile(document, form, ppi)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something of the report stands: `place` as in core.export.blocks, page from 1, points from its top left."""

    place: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages as PNG, and where the parts, paragraphs and cells of the report stand on them, in reading order."""

    pages: tuple[bytes, ...]
    spots: tuple[Spot, ...]
    ppi: float


def preview(document: Document, ppi: float) -> Preview:
    """The document as pages to look at. Nearly all of what was typeset before is used again."""
    inputs = typst_inputs(document, places=True)
    with _ONE_AT_A_TIME:
        pages = _compiler().compile(format="png", ppi=ppi, sys_inputs=inputs)
        found = json.loads(_compiler().query("<spots>", field="value", one=True))
    spots = tuple(Spot(place, page, x, y) for place, page, x, y in found)
    return Preview((pages,) if isinstance(pages, bytes) else tuple(pages), spots, ppi)


def typst_source() -> bytes:
    """The typst program, the same for all documents; it reads `typst_inputs`."""
    return resource("templates", "report.typ").read_bytes()


def typst_inputs(document: Document, *, places: bool = False) -> dict[str, str]:
    """The `sys_inputs` of a document: its blocks and the faces that this machine has, as JSON. With `places`, what
    stands where can be asked of the compiler."""
    families = faces(document.fonts)
    data = {
        "title": document.title,
        "author": document.author,
        "running_head": document.running_head,
        "page_number": sentence("export.page_number", number="\0"),
        "faces": families,
        "places": places,
        "title_heavy": families["title"] == [_SERIF],
        "blocks": _blocks(document.blocks),
    }
    return {"document": json.dumps(data, ensure_ascii=False)}


def families() -> list[str]:
    """Names of all families on the machine and in the program, sorted."""
    return sorted(set(fonts().families()))


def faces(chosen: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """For each face the family to use, then Noto for characters that it lacks; `chosen` families of the user come
    first where the machine has them."""
    return _faces(tuple(sorted((chosen or {}).items())))


@cache
def _faces(chosen: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    installed = {family.casefold(): family for family in fonts().families()}
    found = {}
    for face, usual in FACES.items():
        wanted = (*(family for name, family in chosen if name == face), *usual)
        here = next((installed[family.casefold()] for family in wanted if family.casefold() in installed), None)
        fallback = _SANS if face == "black" else _SERIF
        found[face] = [fallback] if here in (None, fallback) else [str(here), fallback]
    return found


@cache
def fonts() -> Any:
    """The machine's fonts and the program's (typst.Fonts); found once, since looking takes some 0.1 s."""
    own = {str(pylopdf_fonts_zh_cn.serif_path().parent), str(pylopdf_fonts_zh_cn.sans_path().parent)}
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=sorted(own))


@cache
def _compiler() -> Any:
    # by its path: of a program given as bytes nothing can be asked once it is compiled
    return typst.Compiler(resource("templates", "report.typ"), font_paths=fonts(), sys_inputs={})


_ONE_AT_A_TIME = threading.Lock()
"""The compiler keeps what it has typeset for the next time and may be used by one thread at a time."""


def _compile(document: Document, form: str, ppi: float | None = None) -> list[bytes]:
    inputs = typst_inputs(document)
    with _ONE_AT_A_TIME:
        result = _compiler().compile(format=form, ppi=ppi, sys_inputs=inputs)
    return [result] if isinstance(result, bytes) else list(result)


def _blocks(blocks: Sequence[Block]) -> list[dict[str, object]]:
    """The blocks as data; the paragraph before a signature goes with it to the next page."""
    follows = [*blocks[1:], None]
    return [
        _data(block) | {"sticky": isinstance(after, Signature)} for block, after in zip(blocks, follows, strict=True)
    ]


@singledispatch
def _data(block: Block) -> dict[str, object]:
    raise TypeError(block)


@_data.register
def _(block: Title) -> dict[str, object]:
    return {"kind": "title", "lines": block.lines, "notes": shown_notes(block.notes), "place": block.place}


@_data.register
def _(block: Metadata) -> dict[str, object]:
    items = [sentence("export.metadata_item", name=name, value=value) for name, value in block.items]
    return {"kind": "metadata", "items": items}


@_data.register
def _(block: Heading) -> dict[str, object]:
    return {"kind": "heading", "level": block.level, "runs": _runs(block.runs), "place": block.place}


@_data.register
def _(block: Paragraph) -> dict[str, object]:
    return {
        "kind": "paragraph",
        "level": block.level,
        "small": block.small,
        "flush": block.flush,
        "runs": _runs(block.runs),
        "place": block.place,
    }


@_data.register
def _(block: Table) -> dict[str, object]:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "text": cell.text,
            "left": cell.left,
            "mark": cell.mark.value,
            "notes": shown_notes(cell.notes),
            "scale": cell.scale,
            "place": cell.place,
        }
        for cell in block.cells
    ]
    return {
        "kind": "table",
        "widths": block.widths,
        "header_rows": block.header_rows,
        "size": block.size,
        "row_height": block.row_height,
        "header_height": block.header_height,
        "padding": block.padding,
        "notes_below": block.narrow_columns,
        "whole": block.whole,
        "cells": cells,
    }


@_data.register
def _(block: Signature) -> dict[str, object]:
    return {
        "kind": "signature",
        "lines": [{"text": line, "right": right} for line, right in signature_lines(block)],
    }


@_data.register
def _(block: Appendix) -> dict[str, object]:
    return {"kind": "appendix", "title": block.title}


def _runs(runs: Sequence[Run]) -> list[dict[str, object]]:
    return [{"text": run.text, "lead": run.lead, "marked": run.marked, "notes": shown_notes(run.notes)} for run in runs]
