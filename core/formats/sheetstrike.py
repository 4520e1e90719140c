"""Struck-out words and numbers of an xlsx workbook: they count as deleted, and python-calamine does not tell them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from core.formats.guard import damage_reported, packed_bytes, parse_xml, read_member

_STRIKE = b"strike"
_OFF = ("0", "false")
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class Struck:
    """What a workbook has struck out: `styles` are the numbers of the cell styles that strike a whole cell, `strings`
    what is left of shared strings with struck runs, by their number; `pattern` finds a cell with such a style."""

    styles: frozenset[str] = frozenset()
    strings: Mapping[str, str] = field(default_factory=dict)
    pattern: re.Pattern[bytes] | None = None

    def concerns(self, sheet: bytes) -> bool:
        """Whether a sheet may have struck cells."""
        return bool(self.strings) or _STRIKE in sheet or bool(self.pattern and self.pattern.search(sheet))

    def kept(self, cell: etree._Element) -> str | None:
        """What is left of a cell's words, None where nothing of them is struck out."""
        if cell.get("s", "") in self.styles:
            return ""
        if cell.get("t") == "s":
            value = next(cell.iterchildren("{*}v"), None)
            return self.strings.get((value.text or "").strip()) if value is not None else None
        inline = next(cell.iterchildren("{*}is"), None)
        return _kept(inline) if inline is not None else None


_NOTHING = Struck()


def struck_of(container: zipfile.ZipFile, name: str) -> Struck:
    """What is struck out in a workbook. Raises UserError("damaged")."""
    numbers = _struck_styles(container, name)
    strings = read_member(container, _STRINGS, name) or b""
    if _STRIKE not in strings:
        return Struck(numbers, {}, _styled(numbers)) if numbers else _NOTHING
    return Struck(numbers, dict(_struck_strings(strings, name)), _styled(numbers))


def _styled(numbers: frozenset[str]) -> re.Pattern[bytes] | None:
    return re.compile(rb"\ss=[\"'](?:%s)[\"']" % "|".join(sorted(numbers)).encode()) if numbers else None


_known: dict[bytes, frozenset[str]] = {}
"""By the packed styles: all workbooks made from one template have the same ones, and need not unpack them."""
_KEPT = 64


def _struck_styles(container: zipfile.ZipFile, name: str) -> frozenset[str]:
    """Numbers of the cell styles whose font is struck out."""
    member = container.NameToInfo.get(_STYLES)
    if member is None:
        return frozenset()
    with damage_reported(name):
        key = bytes(packed_bytes(container, member))
    if key not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        styles = read_member(container, _STYLES, name) or b""
        _known[key] = _numbers_in(parse_xml(styles, name)) if _STRIKE in styles else frozenset()
    return _known[key]


def _numbers_in(root: etree._Element) -> frozenset[str]:
    fonts = [_is_struck(font) for fonts in root.iterchildren("{*}fonts") for font in fonts.iterchildren("{*}font")]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    formats = [one for every in root.iterchildren("{*}cellXfs") for one in every.iterchildren("{*}xf")]
    return frozenset(str(number) for number, one in enumerate(formats) if one.get("fontId", "0") in struck)


def _struck_strings(strings: bytes, name: str) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(parse_xml(strings, name).iterchildren("{*}si")):
        if (kept := _kept(item)) is not None:
            yield str(number), kept


def _kept(item: etree._Element) -> str | None:
    """The words of a string without its struck runs, None where none is struck."""
    runs = list(item.iterchildren("{*}r"))
    struck = [any(_is_struck(look) for look in run.iterchildren("{*}rPr")) for run in runs]
    if not any(struck):
        return None
    kept = [run for run, is_struck in zip(runs, struck, strict=True) if not is_struck]
    return "".join(words.text or "" for run in kept for words in run.iterchildren("{*}t"))


def _is_struck(look: etree._Element) -> bool:
    return any(one.get("val", "1") not in _OFF for one in look.iterchildren("{*}strike"))
