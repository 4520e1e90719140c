"""The parts of a .docx beside its text: which part is the document, the styles' heading levels, the lists."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from core.errors import UserError
from core.formats.guard import parse_xml, read_member
from core.formats.numbering import LEVELS, Level, List

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_MAX_BASES = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of headings and numbers, its bases included."""

    heading: int = 0
    list_id: str | None = None
    level: int = 0


@dataclass
class WordParts:
    """`document` is the root of the main part; `lists` are by numId."""

    document: etree._Element
    styles: Mapping[str, Style] = field(default_factory=dict)
    lists: Mapping[str, List] = field(default_factory=dict)


def open_parts(container: zipfile.ZipFile, name: str) -> WordParts:
    """The parts of the package. Raises UserError("damaged") when it has no document."""
    path = _main_path(container, name)
    root = _part(container, path, name)
    if root is None:
        raise UserError("damaged", name=name)
    folder = posixpath.dirname(path)
    styles = _part(container, f"{folder}/styles.xml", name)
    numbering = _part(container, f"{folder}/numbering.xml", name)
    return WordParts(
        root, _styles(styles) if styles is not None else {}, _lists(numbering) if numbering is not None else {}
    )


def value(element: etree._Element | None, default: str = "") -> str:
    """The element's w:val."""
    return default if element is None else element.get(f"{W}val", default)


def number(element: etree._Element | None, default: int = 0) -> int:
    """The element's w:val as a whole number, the default where there is none or it is out of reason."""
    written = value(element)
    return int(written) if re.fullmatch(r"-?[0-9]{1,6}", written) else default


def _main_path(container: zipfile.ZipFile, name: str) -> str:
    relations = read_member(container, "_rels/.rels", name)
    if relations is not None:
        for relation in parse_xml(relations, name).iter("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return "word/document.xml"


def _part(container: zipfile.ZipFile, path: str, name: str) -> etree._Element | None:
    xml = read_member(container, path, name)
    if xml is None:
        return None
    # a Strict document differs in nothing that is read here but the name of its namespace
    return parse_xml(xml.replace(_STRICT, _TRANSITIONAL), name)


def _styles(root: etree._Element) -> dict[str, Style]:
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    return {style_id: _resolved(style, elements) for style_id, style in elements.items()}


def _resolved(style: etree._Element, elements: Mapping[str, etree._Element]) -> Style:
    """The first style in the chain of bases that says something decides."""
    heading, list_id, level = 0, None, 0
    current: etree._Element | None = style
    for _ in range(_MAX_BASES):
        if current is None:
            break
        properties = current.find(f"{W}pPr")
        if properties is not None:
            outline = properties.find(f"{W}outlineLvl")
            if not heading and outline is not None and 0 <= number(outline, 9) < 6:
                heading = number(outline) + 1
            numbered = properties.find(f"{W}numPr")
            if list_id is None and numbered is not None:
                list_id = value(numbered.find(f"{W}numId")) or None
                level = number(numbered.find(f"{W}ilvl"))
        if not heading:
            heading = _heading_by_name(value(current.find(f"{W}name")))
        current = elements.get(value(current.find(f"{W}basedOn")))
    return Style(heading, list_id, level)


def _heading_by_name(name: str) -> int:
    found = _HEADING_NAME.fullmatch(name.strip())
    if found:
        return min(int(found[1]), 6)
    return 1 if name.strip().lower() in _TITLE_NAMES else 0


def _lists(root: etree._Element) -> dict[str, List]:
    abstract = {one.get(f"{W}abstractNumId", ""): List(_levels(one)) for one in root.iterchildren(f"{W}abstractNum")}
    lists: dict[str, List] = {}
    for one in root.iterchildren(f"{W}num"):
        base = abstract.get(value(one.find(f"{W}abstractNumId")))
        if base is None:
            continue
        overrides = list(one.iterchildren(f"{W}lvlOverride"))
        if overrides:
            base = _overridden(base, overrides)
        lists[one.get(f"{W}numId", "")] = base
    return lists


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.iterchildren(f"{W}lvl"):
        at = _level_index(element)
        if at is not None:
            found[at] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    return Level(
        number(element.find(f"{W}start"), 1),
        value(element.find(f"{W}numFmt"), "decimal"),
        value(element.find(f"{W}lvlText")),
    )


def _level_index(element: etree._Element) -> int | None:
    written = element.get(f"{W}ilvl", "")
    return int(written) if written in {str(level) for level in range(LEVELS)} else None


def _overridden(base: List, overrides: list[etree._Element]) -> List:
    levels = dict(base.levels)
    restarts: dict[int, int] = {}
    for override in overrides:
        at = _level_index(override)
        if at is None:
            continue
        own = override.find(f"{W}lvl")
        level = _level(own) if own is not None else levels.get(at, Level())
        start = override.find(f"{W}startOverride")
        if start is not None:
            restarts[at] = number(start, level.start)
        levels[at] = Level(number(start, level.start), level.kind, level.text)
    return List(levels, base.counts, restarts)
