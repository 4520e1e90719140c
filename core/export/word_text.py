"""What python-docx has no call for: East Asian faces, indents in characters, fields, text with breaks, note numbers."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from core.export.blocks import shown_notes

SONG = "宋体"

_BEFORE_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr")
_BEFORE_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:vertAlign", "w:lang")
_BEFORE_INDENT = ("w:contextualSpacing", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr")


def set_faces(target: Any, face: str) -> None:
    """One face for Chinese and Latin characters of a style or a run, without the theme's."""
    properties = target.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = properties._add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)
    fonts.set(qn("w:hint"), "eastAsia")


def set_indent(target: Any, *, size: float, first: float = 0, left: float = 0, right: float = 0) -> None:
    """Indents of a style or a paragraph in characters of `size` pt; points stand beside them for other readers."""
    properties = target.element.get_or_add_pPr() if hasattr(target, "element") else target._p.get_or_add_pPr()
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    indent = OxmlElement("w:ind")
    for name, characters in (("left", left), ("right", right), ("firstLine", first)):
        indent.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
        indent.set(qn(f"w:{name}"), str(round(characters * size * 20)))
    properties.insert_element_before(indent, *_BEFORE_INDENT)


def set_spacing(style: Any, points: float) -> None:
    """Put characters closer together (negative) or farther apart."""
    element = OxmlElement("w:spacing")
    element.set(qn("w:val"), str(round(points * 20)))
    properties = style.element.get_or_add_rPr()
    properties.insert_element_before(element, *_BEFORE_SPACING)


def off_grid(style: Any) -> None:
    """Take a style's lines off the document grid, on which each would be as high as a line of body text."""
    properties = style.element.get_or_add_pPr()
    element = OxmlElement("w:snapToGrid")
    element.set(qn("w:val"), "0")
    properties.insert_element_before(element, *_BEFORE_SNAP)


def add_text(run: Any, text: str) -> None:
    """Append text with its spaces; a line feed becomes a line break, a tab a tab."""
    run._r.text = text


def add_field(run: Any, instruction: str) -> None:
    """Append a complex field (PAGE) with 1 as its value until it is computed."""
    for kind in ("begin", None, "separate", "1", "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {instruction} "
        elif kind == "1":
            element = OxmlElement("w:t")
            element.text = kind
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def add_notes(paragraph: Any, notes: tuple[int, ...]) -> None:
    """Append note numbers as a superscript."""
    if notes:
        run = paragraph.add_run(shown_notes(notes))
        set_faces(run, SONG)
        run.font.superscript = True
        run.font.bold = True
