"""Word documents after GB/T 9704-2012, by python-docx: real heading styles, page fields, merged and repeating rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.export import word_table
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
    signature_lines,
)
from core.export.word_text import SONG, add_field, add_notes, add_text, off_grid, set_faces, set_indent, set_spacing
from core.texts import text as sentence

TITLE_FACE, BODY_FACE, BLACK_FACE, ITALIC_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
HEADING_FACES = (BLACK_FACE, ITALIC_FACE, BODY_FACE, BODY_FACE)

LINE_PITCH = 28.95
"""pt; 22 lines on 225 mm."""

_BODY_SIZE, _TITLE_SIZE, _PAGE_NUMBER_SIZE, _SMALL_SIZE = 16.0, 22.0, 14.0, 12.0
_AFTER_TABLE = 8.0
_CHARACTER_SPACE = -0.25
"""pt; what 28 characters on 156 mm have less than 16 pt each. Set on the styles and not on the grid, since readers
other than Word give a character that is wider than its place on the grid two places."""

_SAME_TIME = (1980, 1, 1, 0, 0, 0)


def render(document: Document) -> bytes:
    """The document as .docx. The same document gives the same bytes."""
    word = docx.Document()
    _styles(word)
    _language(word)
    _page(word, document.running_head)
    _properties(word, document)
    for block in document.blocks:
        _add(block, word)
    if word.element.body[-2].tag == qn("w:tbl"):
        word_table.spacer(word)
    content = io.BytesIO()
    word.save(content)
    return _without_times(content.getvalue())


def _language(word: Any) -> None:
    """Chinese for spelling, line breaks and fonts; python-docx's own template says English and Japanese."""
    for part, tag in ((word.styles.element, "w:lang"), (word.settings.element, "w:themeFontLang")):
        for language in part.iter(qn(tag)):
            language.set(qn("w:eastAsia"), "zh-CN")


def _styles(word: Any) -> None:
    styles = word.styles
    normal = styles["Normal"]
    set_faces(normal, BODY_FACE)
    normal.font.size = Pt(_BODY_SIZE)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    body = styles["Body Text"]
    _lines(body)
    set_spacing(body, _CHARACTER_SPACE)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    set_indent(body, first=2, size=_BODY_SIZE)
    for level, face in enumerate(HEADING_FACES, 1):
        heading = styles[f"Heading {level}"]
        _plain(heading, face, _BODY_SIZE)
        _lines(heading)
        set_spacing(heading, _CHARACTER_SPACE)
        heading.paragraph_format.keep_with_next = True
        set_indent(heading, first=2, size=_BODY_SIZE)
    title = styles["Title"]
    _plain(title, TITLE_FACE, _TITLE_SIZE)
    _lines(title, pitch=35.0)
    title.paragraph_format.space_after = Pt(LINE_PITCH)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _remove(title.element.pPr, "w:pBdr")
    small = styles.add_style("公开信息", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = normal
    small.font.size = Pt(_SMALL_SIZE)
    _lines(small, pitch=20.0)
    cell = styles.add_style("表格内容", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    set_faces(cell, SONG)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(1)
    # on the document grid every line of a cell would be as high as a line of body text
    off_grid(cell)
    off_grid(title)
    off_grid(small)


def _plain(style: Any, face: str, size: float) -> None:
    """Strip the built-in style of the colour, bold and spacing that Word's own template gives it."""
    run_properties = style.element.get_or_add_rPr()
    for child in list(run_properties):
        run_properties.remove(child)
    set_faces(style, face)
    style.font.size = Pt(size)
    style.font.bold = False
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _lines(style: Any, pitch: float = LINE_PITCH) -> None:
    layout = style.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(pitch)
    layout.space_before = layout.space_after = Pt(0)


def _remove(properties: Any, name: str) -> None:
    for child in properties.findall(qn(name)):
        properties.remove(child)


def _page(word: Any, running_head: str) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(22), Mm(23)
    _remove(section._sectPr, "w:docGrid")
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE_PITCH * 20)))
    section._sectPr.append(grid)
    word.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if running_head:
        for header in (section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(running_head)
            set_faces(run, BLACK_FACE)
            run.font.size = Pt(_SMALL_SIZE)


def _page_number(footer: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    inner = {"right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left": 1.0}
    set_indent(paragraph, size=_PAGE_NUMBER_SIZE, **inner)
    before, after = sentence("export.page_number", number="\0").split("\0")
    for part in (before, None, after):
        run = paragraph.add_run()
        set_faces(run, SONG)
        run.font.size = Pt(_PAGE_NUMBER_SIZE)
        if part is None:
            add_field(run, "PAGE")
        else:
            add_text(run, part)


def _properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    # Word allows 255 characters in each
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.comments = ""
    properties.language = "zh-CN"
    day = document.dated
    moment = datetime(day.year, day.month, day.day) if day else datetime(*_SAME_TIME)
    properties.created = properties.modified = moment


@singledispatch
def _add(block: Block, word: Any) -> None:
    raise TypeError(block)


@_add.register
def _(block: Title, word: Any) -> None:
    paragraph = word.add_paragraph(style="Title")
    for at, line in enumerate(block.lines):
        if at:
            paragraph.runs[-1].add_break()
        add_text(paragraph.add_run(), line)
    add_notes(paragraph, block.notes)


@_add.register
def _(block: Metadata, word: Any) -> None:
    for name, value in block.items:
        item = sentence("export.metadata_item", name=name, value=value)
        paragraph = word.add_paragraph(style="公开信息")
        add_text(paragraph.add_run(), item)
    paragraph.paragraph_format.space_after = Pt(LINE_PITCH)


@_add.register
def _(block: Heading, word: Any) -> None:
    paragraph = word.add_paragraph(style=f"Heading {block.level}")
    _part_from_table(paragraph)
    _runs(paragraph, block.runs, "")


def _part_from_table(paragraph: Any) -> None:
    before = paragraph._p.getprevious()
    if before is not None and before.tag == qn("w:tbl"):
        paragraph.paragraph_format.space_before = Pt(_AFTER_TABLE)


@_add.register
def _(block: Paragraph, word: Any) -> None:
    style = "公开信息" if block.small else "Body Text"
    face = HEADING_FACES[block.level - 1] if block.level else ""
    paragraph = word.add_paragraph(style=style)
    if block.flush:
        set_indent(paragraph, first=0, size=_BODY_SIZE)
    _part_from_table(paragraph)
    _runs(paragraph, block.runs, face)


def _runs(paragraph: Any, runs: Sequence[Run], lead_face: str) -> None:
    for piece in runs:
        if piece.text:
            run = paragraph.add_run()
            add_text(run, piece.text)
            if piece.lead and lead_face:
                set_faces(run, lead_face)
            if piece.marked:
                run.font.underline = word_table.HEAVY_UNDERLINE
                run.font.bold = True
        add_notes(paragraph, piece.notes)


@_add.register
def _(block: Table, word: Any) -> None:
    word_table.add_table(word, block)


@_add.register
def _(block: Signature, word: Any) -> None:
    lines = signature_lines(block)
    _keep_with_next(word)
    for at, (line, right) in enumerate(lines):
        paragraph = word.add_paragraph(style="Body Text")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        set_indent(paragraph, first=0, right=right, size=_BODY_SIZE)
        if at == 0:
            paragraph.paragraph_format.space_before = Pt(LINE_PITCH)
        paragraph.paragraph_format.keep_with_next = at < len(lines) - 1
        add_text(paragraph.add_run(), line)


def _keep_with_next(word: Any) -> None:
    """The last paragraph goes to the next page with what follows: a signature never stands alone on a page."""
    paragraphs = word.paragraphs
    if paragraphs and paragraphs[-1]._p is word.element.body[-2]:
        paragraphs[-1].paragraph_format.keep_with_next = True


@_add.register
def _(block: Appendix, word: Any) -> None:
    paragraph = word.add_paragraph(style="Title")
    paragraph.paragraph_format.page_break_before = True
    add_text(paragraph.add_run(), block.title)


def _without_times(content: bytes) -> bytes:
    """The same package with one fixed time on all its members, so that equal documents are equal files."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _SAME_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
