"""Pages read back: self-contained, semantic, escaped, complete."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from core import catalog
from core.export import render
from core.export.review import ReviewCopy
from core.model import Report


def opened(report: Report, review: ReviewCopy | None = None) -> Any:
    return html.document_fromstring(render(report, "html", review).decode("utf-8"))


def test_all_text_and_numbers_are_there(report: Report) -> None:
    page = opened(report)
    paragraphs = [element.text_content() for element in page.iter("h1", "h2", "h3", "h4", "h5", "p")]
    for part in report.parts:
        assert all(paragraphs.count(line) == 1 for line in part.paragraphs if part.paragraphs.count(line) == 1)
    assert paragraphs.count(report.title) == 1
    for form, table in zip(catalog.edition("2021").tables, page.iter("table"), strict=True):
        cells = [cell.text_content() for cell in table.iter("td")]
        assert cells == [report.cells[address].shown for address in form.addresses]


def test_tables_have_the_form_of_the_catalogue(report: Report) -> None:
    page = opened(report)
    for form, table in zip(catalog.edition("2021").tables, page.iter("table"), strict=True):
        spans = [
            (int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)), cell.text_content() if cell.tag == "th" else "")
            for cell in table.iter("th", "td")
        ]
        assert spans == [(place.rowspan, place.colspan, place.text) for place in form.layout]
        assert table.findtext("caption") == form.title
        assert len(table.xpath("./thead/tr")) == form.header_rows
        assert all(head.get("scope") in {"col", "colgroup", "row", "rowgroup"} for head in table.iter("th"))


def test_headings_are_headings(report: Report) -> None:
    page = opened(report)
    assert [element.text_content() for element in page.iter("h1")] == [report.title]
    assert len(list(page.iter("h2"))) == 6
    assert [element.text_content() for element in page.iter("h3")] == ["(二)依申请公开情况"]


def test_the_page_loads_nothing(report: Report, review: ReviewCopy) -> None:
    for content in (render(report, "html"), render(report, "html", review)):
        page = html.document_fromstring(content.decode("utf-8"))
        assert not page.xpath("//script | //link | //img | //iframe | //a | //base | //@src | //@href")
        assert not re.search(rb"@import|url\(|https?://", content)


def test_head_names_encoding_and_title(report: Report) -> None:
    content = render(report, "html")
    assert b'<meta charset="utf-8">' in content[:200]
    page = html.document_fromstring(content.decode("utf-8"))
    assert page.findtext("head/title") == report.title
    assert page.xpath("//meta[@name='ContentSource']/@content") == [report.agency]


def test_hostile_text_stays_text(hostile_report: Report) -> None:
    page = opened(hostile_report)
    assert not page.xpath("//script")
    paragraphs = [element.text_content() for element in page.iter("p")]
    assert all(line in paragraphs for line in hostile_report.part("1").paragraphs)
    assert page.findtext("head/title") == hostile_report.title
    assert hostile_report.cells["requests.granted.business"].shown in [cell.text for cell in page.iter("td")]
