"""Word documents read back: page, styles, page numbers, tables, and every text and number."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Emu

from core import catalog
from core.export import render
from core.export.review import ReviewCopy
from core.model import Report


def opened(report: Report, review: ReviewCopy | None = None) -> Any:
    return docx.Document(io.BytesIO(render(report, "docx", review)))


def test_all_text_and_numbers_are_there(long_report: Report) -> None:
    document = opened(long_report)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    for part in long_report.parts:
        assert all(paragraphs.count(line) == part.paragraphs.count(line) for line in part.paragraphs)
    for form, table in zip(catalog.edition("2021").tables, document.tables, strict=True):
        for address, place in form.place.items():
            assert table.cell(place.row, place.column).text == long_report.cells[address].shown, address


def test_merged_cells_are_those_of_the_form(report: Report) -> None:
    document = opened(report)
    for form, table in zip(catalog.edition("2021").tables, document.tables, strict=True):
        for place in form.layout:
            last = table.cell(place.row + place.rowspan - 1, place.column + place.colspan - 1)
            assert last._tc is table.cell(place.row, place.column)._tc, place.text or place.address
            if place.text:
                assert last.text == place.text


def test_the_page_is_that_of_the_standard(report: Report) -> None:
    section = opened(report).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    assert Emu(section.page_width - section.left_margin - section.right_margin).mm == pytest.approx(156, abs=0.1)
    assert Emu(section.page_height - section.top_margin - section.bottom_margin).mm == pytest.approx(225, abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * 22 <= 225 / 25.4 * 1440 < int(grid.get(qn("w:linePitch"))) * 23


def test_styles_carry_faces_sizes_and_indents(report: Report) -> None:
    styles = opened(report).styles
    expected = {
        "Title": ("方正小标宋简体", 22),
        "Body Text": ("仿宋_GB2312", None),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "Heading 3": ("仿宋_GB2312", 16),
        "Heading 4": ("仿宋_GB2312", 16),
    }
    for name, (face, size) in expected.items():
        style = styles[name] if name != "Body Text" else styles["Normal"]
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face, name
        assert style.font.size.pt == (size or 16), name
    for name in expected.keys() - {"Title"}:
        assert styles[name].paragraph_format.line_spacing.pt == pytest.approx(28.95)
        assert styles[name].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_headings_have_outline_levels(report: Report) -> None:
    document = opened(report)
    headings = {p.text: p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert headings["一、总体情况"] == "Heading 1"
    assert headings["(二)依申请公开情况"] == "Heading 2"
    assert headings["1.规范办理流程"] == "Heading 3"
    assert headings["（1）答复前集体会商"] == "Heading 4"
    assert "w:outlineLvl" in document.styles["Heading 2"].element.xml


def test_a_run_in_heading_has_its_face_up_to_the_full_stop(report: Report) -> None:
    paragraph = next(p for p in opened(report).paragraphs if p.text.startswith("（一）主动公开情况。"))
    lead, rest = paragraph.runs
    assert lead.text == "（一）主动公开情况。"
    assert lead._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert rest._r.rPr is None


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(report: Report) -> None:
    document = opened(report)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side, indent in ((section.footer, "RIGHT", "right"), (section.even_page_footer, "LEFT", "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.alignment.name == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{indent}Chars")) == "100"
        assert paragraph.text == "— 1 —"
        assert "PAGE" in paragraph._p.xml
        assert paragraph.runs[0].font.size.pt == 14


def test_header_rows_repeat_and_rows_stay_together(report: Report) -> None:
    document = opened(report)
    for form, table in zip(catalog.edition("2021").tables, document.tables, strict=True):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [at < form.header_rows for at in range(form.height)]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(row.height_rule.name == "AT_LEAST" for row in table.rows)


def test_tables_fill_the_text_width(report: Report) -> None:
    for table in opened(report).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) / 1440 * 25.4 == pytest.approx(156, abs=0.5)


def test_properties_name_title_and_body(report: Report) -> None:
    properties = opened(report).core_properties
    assert (properties.title, properties.author) == (report.title, report.agency)


def test_the_same_report_gives_the_same_bytes(report: Report, review: ReviewCopy) -> None:
    assert render(report, "docx") == render(report, "docx")
    assert render(report, "docx", review) == render(report, "docx", review)


def test_hostile_text_stays_text(hostile_report: Report) -> None:
    document = opened(hostile_report)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert all(line in paragraphs for line in hostile_report.part("1").paragraphs)
    assert hostile_report.title in paragraphs
    assert document.tables[1].cell(5, 4).text == hostile_report.cells["requests.granted.business"].shown


def test_the_elements_stand_in_the_order_that_word_demands(report: Report, review: ReviewCopy) -> None:
    body = opened(report, review).element.body
    order = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")
    for properties in body.iter(qn("w:tcPr")):
        names = [order.index(child.tag.partition("}")[2]) for child in properties]
        assert names == sorted(names)
    assert body[-1].tag == qn("w:sectPr")
    assert body[-2].tag == qn("w:p"), "Word repairs a document that ends with a table"


def test_the_document_is_in_chinese(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(render(report, "docx"))) as archive:
        parts = archive.read("word/styles.xml").decode() + archive.read("word/settings.xml").decode()
    assert set(re.findall(r'w:eastAsia="(\w\w-\w\w)"', parts)) == {"zh-CN"}
