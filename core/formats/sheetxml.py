"""What python-calamine does not tell of an xlsx sheet: formulas saved without a value, error values, hidden rows."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from core.errors import UserError
from core.formats.formulas import Formula, column_index
from core.formats.guard import MAX_PIECES, parse_xml, read_member

# plain searches: on the way of every workbook, where a pattern would cost more than reading the values
_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_REMARKABLE = (*_FORMULAS, b't="e"', b'hidden="1"', b'hidden="true"')
_FAR_OUT = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]*[0-9]{5})')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHEET_FOLDERS = ("xl/worksheets/", "/xl/worksheets/")


@dataclass
class SheetDetails:
    """Of one sheet, by (row, column), 0-based."""

    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False


def details(container: zipfile.ZipFile, name: str) -> Mapping[str, SheetDetails]:
    """Details of the sheets (by name) that have any; a plain sheet costs one search over its bytes.

    Raises UserError: a single cell far away would make the sheet fill the memory ("too_many_pieces"); "damaged".
    """
    found: dict[str, SheetDetails] = {}
    for path in container.namelist():
        if not path.startswith(_SHEET_FOLDERS) or not path.endswith(".xml"):
            continue
        xml = read_member(container, path, name) or b""
        far_out = _FAR_OUT.search(xml) or b"='" in xml
        remarkable = any(mark in xml for mark in _REMARKABLE) or b"='" in xml
        if not (far_out or remarkable):
            continue
        root = parse_xml(xml, name)
        if far_out:
            _check_area(root, name)
        if remarkable:
            found[path.lstrip("/")] = _details_of(root)
    names = _sheet_names(container, name) if found else {}
    return {names[path]: detail for path, detail in found.items() if path in names}


def _sheet_names(container: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Member path to sheet name, by the workbook's relationships."""
    workbook = read_member(container, "xl/workbook.xml", name)
    relations = read_member(container, "xl/_rels/workbook.xml.rels", name)
    if workbook is None or relations is None:
        return {}
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in parse_xml(relations, name).iter("{*}Relationship")
    }
    names: dict[str, str] = {}
    for sheet in parse_xml(workbook, name).iter("{*}sheet"):
        relation_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        if relation_id in targets:
            names[targets[relation_id].removeprefix("xl/xl/")] = sheet.get("name", "")
    return names


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
            yield row, column, cell


def _details_of(root: etree._Element) -> SheetDetails:
    result = SheetDetails()
    shared: dict[str, tuple[int, int, str]] = {}
    for row, column, cell in _cells(root):
        formula = next(cell.iterchildren("{*}f"), None)
        value = next(cell.iterchildren("{*}v"), None)
        written = (value.text or "") if value is not None else ""
        if cell.get("t") == "e":
            result.errors[row, column] = written or "#"
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


def _check_area(root: etree._Element, name: str) -> None:
    """Cells with a value span the area that calamine lays out in memory, however few they are."""
    places = [(row, column) for row, column, cell in _cells(root) if len(cell)]
    if not places:
        return
    height = max(row for row, _ in places) - min(row for row, _ in places) + 1
    width = max(column for _, column in places) - min(column for _, column in places) + 1
    if height * width > MAX_PIECES * 5:
        raise UserError("too_many_pieces", name=name, limit=MAX_PIECES)
