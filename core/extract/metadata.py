"""Title, agency, year, index number, dates: from labelled lines and cells, the title, the text and the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from core.extract.items import LABEL, Item
from core.extract.labels import squeeze
from core.extract.page import (
    agency_of_title,
    find_date,
    is_agency,
    metadata_label,
    metadata_pairs,
    squeezed_years,
    years_in,
)
from core.extract.sections import Sections, completed_of
from core.model import Notice
from core.texts import text

_PERIOD = re.compile(r"统计期限.{0,12}?(20\d{2})年?")


@dataclass(slots=True)
class Metadata:
    title: str = ""
    agency: str = ""
    year: int | None = None
    index_number: str | None = None
    document_number: str | None = None
    publisher: str | None = None
    published: date | None = None
    completed: date | None = None
    signatory: str | None = None
    notices: list[Notice] = field(default_factory=list)


def read_metadata(items: Sequence[Item], sections: Sections, name: str) -> Metadata:
    """All metadata of a document. What disagrees (year in title, text and file name) becomes a notice."""
    found = Metadata()
    raw: dict[str, str] = {}
    named: list[str] = []
    for key, value in _pairs(items, sections):
        if value and key not in raw:
            raw[key] = value
        if value and key == "agency":
            named.append(squeeze(value))
    found.title = sections.title or raw.get("title", "")
    found.index_number = _given(raw.get("index_number"))
    found.document_number = _given(raw.get("document_number"))
    found.publisher = raw.get("publisher")
    found.published = find_date(raw.get("published", ""))
    signed = completed_of(sections)
    found.completed = find_date(raw.get("completed", "")) or (find_date(signed.text) if signed else None)
    found.signatory = sections.signatory or raw.get("signatory")
    found.agency = _agency(found, sections, raw)
    _compare_agencies(found, named)
    _year(found, sections, raw, name)
    return found


def _given(value: str | None) -> str | None:
    """A number of a document, None where the page says that there is none."""
    return None if value is None or squeeze(value).strip("-—/()[]〔〕") in ("", "无", "暂无") else value


def _pairs(items: Sequence[Item], sections: Sections) -> Iterator[tuple[str, str]]:
    """Labelled values above the text: in one line, in neighbouring cells, or label and value on lines of their own."""
    for item in items:
        if item.grid >= 0:
            yield from row_pairs(item)
    lines = _whole_lines([text.text for text in (*sections.head, *sections.under_title)])
    labels = [metadata_label(line) for line in lines]
    for at, line in enumerate(lines):
        if labels[at] is not None:
            follows = at + 1 < len(lines) and labels[at + 1] is None and not metadata_pairs(lines[at + 1])
            yield labels[at] or "", lines[at + 1].strip() if follows else ""
        else:
            yield from metadata_pairs(line)


def _whole_lines(lines: Sequence[str]) -> list[str]:
    """Lines of several labelled values that were broken after a label are put together again."""
    whole: list[str] = []
    for line in lines:
        pairs = metadata_pairs(whole[-1]) if whole else ()
        if len(pairs) > 1 and not pairs[-1][1] and not line.startswith(("【", "[")):
            whole[-1] += " " + line
        else:
            whole.append(line)
    return whole


def row_pairs(item: Item) -> Iterator[tuple[str, str]]:
    """(field, value) of the labelled values in a row of a grid, as well as some labels without a value."""
    if not any(map(_names_field, [token.text for token in item.tokens if token.kind is LABEL])):
        return
    cells = [token.text.strip() for token in item.tokens]
    cells = ["" if cell[:1] == "=" else cell for cell in cells]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        yield from metadata_pairs(filled[0]) if filled else ()
        return
    for at, cell in enumerate(cells):
        name = metadata_label(cell) if cell else None
        if name is None:
            yield from metadata_pairs(cell) if (":" in cell or "：" in cell) else ()
        elif at + 1 < len(cells) and metadata_label(cells[at + 1]) is None:
            yield name, cells[at + 1]


@lru_cache(maxsize=1 << 13)
def _names_field(cell: str) -> bool:
    """Whether a cell may be the label of a value, or hold one after its label."""
    return ":" in cell or "：" in cell or metadata_label(cell) is not None


def _agency(found: Metadata, sections: Sections, raw: dict[str, str]) -> str:
    """The body: as the title names it, else as the page, the signature or the lines under the title do."""
    if agency := agency_of_title(found.title):
        return agency
    if raw.get("agency"):
        return squeeze(raw["agency"])
    under = next((squeeze(t.text) for t in sections.under_title if is_agency(t.text)), "")
    return sections.signatory or under or (squeeze(found.publisher) if found.publisher else "")


def _compare_agencies(found: Metadata, named: Sequence[str]) -> None:
    """Say where the page, the form or the signature names another body than the report."""
    others = [("publisher", found.publisher or ""), *(("agency", name) for name in named)]
    others.append(("signatory", found.signatory or ""))
    said: set[str] = set()
    for place, other in others:
        other = squeeze(other)
        if found.agency and other and other not in said and not _same_body(found.agency, other):
            said.add(other)
            params = {"agency": found.agency, "place": text(f"notices.place_{place}"), "other": other}
            found.notices.append(Notice("agency_differs", params))


def _same_body(one: str, other: str) -> bool:
    """True when all characters of the shorter name stand in the longer one in that order: 清溪县发改委 is
    云山市清溪县发展和改革委员会."""
    short, long = sorted((one, other), key=len)
    left = iter(long)
    return all(char in left for char in short)


def _year(found: Metadata, sections: Sections, raw: dict[str, str], name: str) -> None:
    """The report's year: title, stated period, labelled year, text, file name, in this order."""
    words = "".join(squeeze(t.text) for texts in sections.parts.values() for t in texts)
    intro = "".join(squeeze(t.text) for t in sections.parts.get("0", []))
    period = _PERIOD.search(intro)
    stem = PurePath(name).stem
    stated = {
        "title": next(iter(years_in(found.title)), None),
        "label": next((int(y) for y in re.findall(r"20\d{2}", raw.get("year", ""))), None),
        "period": int(period[1]) if period else None,
        "text": _commonest(squeezed_years(words)),
        "name": next(iter(years_in(stem) or _plain_years(stem)), None),
    }
    given = [(place, year) for place, year in stated.items() if year is not None]
    if not given:
        return
    found.year = given[0][1]
    for place, year in given:
        if place != "title" and year != found.year:
            found.notices.append(Notice(f"year_differs_{place}", {"year": found.year, "other": year}))


def _plain_years(stem: str) -> list[int]:
    return [int(y) for y in re.findall(r"(?<!\d)(20[12]\d)(?!\d)", stem)]


def _commonest(years: list[int]) -> int | None:
    return Counter(years).most_common(1)[0][0] if years else None
