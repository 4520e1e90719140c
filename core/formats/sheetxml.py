"""What python-calamine does not tell of an xlsx sheet: formulas saved without a value, error values, hidden rows, and
what is struck out."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from core.errors import UserError
from core.formats.formulas import Formula, column_index
from core.formats.guard import MAX_AREA, MAX_PIECES, parse_xml, read_member
from core.formats.sheetstrike import Struck, struck_of

# searches with a fixed beginning, each by itself: on the way of every workbook, where one pattern with alternatives
# would cost more than reading the values
_FORMULA = re.compile(rb"<f[ \t\r\n>/]")
_HIDDEN = re.compile(rb'hidden="')
_ERROR = re.compile(rb't="e"')
_PREFIXED = re.compile(rb"<\w+:f[\s/>]")
_FAR_OUT = re.compile(rb"""r[\s=]+["'][A-Za-z]*+(?:[0-9]{5}|(?<=[A-Za-z]{3})[0-9])""")
"""A reference beyond column ZZ or row 9999."""
_MANY_ROWS = 1400
_REFERENCE = re.compile(r"([A-Za-z]{1,7})(\d{1,7})")
_HEAD = 1024
_PLAIN = 20_000
"""Bytes that the list of sheets has in most workbooks."""


@dataclass
class SheetDetails:
    """Of one sheet, by (row, column), 0-based. `struck` is what is left of cells with struck-out words."""

    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False


def details(container: zipfile.ZipFile, name: str) -> Mapping[str, SheetDetails]:
    """Details of the sheets (by name) that have any; a plain sheet costs one search over its bytes.

    Raises UserError: a single cell far away would make the sheet fill the memory ("too_many_pieces"); "damaged".
    """
    found: dict[str, SheetDetails] = {}
    area = 0
    struck = struck_of(container, name)
    for title, path in _sheets(container, name):
        xml = read_member(container, path, name) or b""
        far_out, remarkable = _is_far_out(xml), _is_remarkable(xml) or struck.concerns(xml)
        if not (far_out or remarkable):
            continue
        root = parse_xml(xml, name)
        if far_out:
            area += _area(root)
            if area > MAX_AREA:
                raise UserError("too_many_pieces", name=name, limit=MAX_PIECES)
        if remarkable:
            found[title] = _details_of(root, struck)
    return found


def _is_far_out(xml: bytes) -> bool:
    """Whether cells may stand far from each other."""
    if _FAR_OUT.search(xml):
        return True
    return (len(xml) > _MANY_ROWS * 6 and xml.count(b"<row") > _MANY_ROWS) or _is_prefixed(xml)


def _is_remarkable(xml: bytes) -> bool:
    """Whether there are formulas, error values or hidden rows."""
    if _HIDDEN.search(xml) or _ERROR.search(xml) or _FORMULA.search(xml) or (b"'" in xml and b"='" in xml):
        return True
    return _is_prefixed(xml) and _PREFIXED.search(xml) is not None


def _is_prefixed(xml: bytes) -> bool:
    return b":worksheet" in xml[:_HEAD]


def _sheets(container: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """(sheet name, member path) by the workbook's relationships, found as the library that reads the cells finds
    them: whatever folder they are in, and in small or capital letters."""
    workbook = read_member(container, "xl/workbook.xml", name)
    relations = read_member(container, "xl/_rels/workbook.xml.rels", name)
    if workbook is None or relations is None:
        return []
    members: dict[str, str] = {}
    for path in container.namelist():
        members[path.replace("\\", "/").lower().lstrip("/")] = path
    plain = len(workbook) + len(relations) <= _PLAIN
    try:
        targets = (_targets if plain else _targets.__wrapped__)(workbook, relations)
    except UserError as error:
        raise UserError(error.message_id, name=name) from error
    return [(title, members[path]) for title, path in targets if path in members]


# all workbooks made from one template have the same
@lru_cache(maxsize=64)
def _targets(workbook: bytes, relations: bytes) -> tuple[tuple[str, str], ...]:
    """(sheet name, path in small letters) of the sheets that a workbook and its relationships name."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in parse_xml(relations, "").iter("{*}Relationship")
    }
    sheets: list[tuple[str, str]] = []
    for sheet in parse_xml(workbook, "").iter("{*}sheet"):
        relation_id = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        path = targets.get(relation_id, "").replace("\\", "/").lower().removeprefix("xl/xl/")
        sheets.append((sheet.get("name", ""), path))
    return tuple(sheets)


def _cells(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Row, column (0-based) and element of every cell; cells without a reference follow the one before."""
    row = -1
    for line in root.iter("{*}row"):
        declared = line.get("r", "")
        row = int(declared) - 1 if declared.isascii() and declared.isdigit() else row + 1
        column = -1
        for cell in line.iterchildren("{*}c"):
            found = _REFERENCE.fullmatch(cell.get("r", ""))
            column = column_index(found[1]) if found else column + 1
            yield int(found[2]) - 1 if found else row, column, cell


def _details_of(root: etree._Element, struck: Struck) -> SheetDetails:
    result = SheetDetails()
    shared: dict[str, tuple[int, int, str]] = {}
    for row, column, cell in _cells(root):
        formula = next(cell.iterchildren("{*}f"), None)
        value = next(cell.iterchildren("{*}v"), None)
        written = (value.text or "") if value is not None else ""
        if cell.get("t") == "e":
            result.errors[row, column] = written or "#"
        if (kept := struck.kept(cell)) is not None:
            result.struck[row, column] = kept
        if formula is None:
            continue
        text, group = formula.text or "", formula.get("si", "")
        down = right = 0
        if formula.get("t") == "shared":
            if text:
                shared[group] = (row, column, text)
            elif group in shared:
                first_row, first_column, text = shared[group]
                down, right = row - first_row, column - first_column
        # a formula whose result is the empty string has been computed
        if not written and not (value is not None and cell.get("t") == "str"):
            result.formulas[row, column] = Formula(text, down, right)
    hidden = ("1", "true")
    result.hidden = any(one.get("hidden") in hidden for tag in ("{*}row", "{*}col") for one in root.iter(tag))
    return result


def _area(root: etree._Element) -> int:
    """Cells with a value span the area that calamine lays out in memory, however few they are."""
    places = [(row, column) for row, column, cell in _cells(root) if len(cell)]
    if not places:
        return 0
    height = max(row for row, _ in places) - min(row for row, _ in places) + 1
    width = max(column for _, column in places) - min(column for _, column in places) + 1
    return height * width
