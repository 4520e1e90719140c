"""The blocks of a report: everything once, headings by their numbering, tables as the form has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import catalog
from core.errors import UserError
from core.export import EXPORTERS, document_of, propose_name, render
from core.export.blocks import Document, Heading, Metadata, Paragraph, Role, Signature, Table, Title, signature_lines
from core.export.document import fitting_scale
from core.export.headings import heading_extent, heading_level, title_lines
from core.model import Part, Report, blank_cells


def texts(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Title():
                found.append("".join(block.lines))
            case Metadata():
                found += [value for _, value in block.items]
            case Heading() | Paragraph():
                found.append("".join(run.text for run in block.runs))
            case Signature():
                found += [line for line, _ in signature_lines(block)]
    return found


def test_every_text_stands_once(report: Report) -> None:
    paragraphs = [line for part in report.parts for line in part.paragraphs]
    headings = [part.heading for part in report.parts if part.heading]
    found = texts(document_of(report))
    for words in (*paragraphs, *headings, report.title, report.index_number, report.document_number):
        assert found.count(words) == paragraphs.count(words) or found.count(words) == 1, words
    assert found[-2:] == [report.signatory, "2025年1月20日"]


@pytest.mark.parametrize("edition_id", catalog.EDITIONS)
def test_every_cell_stands_once_in_the_form_of_its_edition(edition_id: str, report: Report) -> None:
    edition = catalog.edition(edition_id)
    cells = blank_cells(edition.addresses) | {
        address: cell for address, cell in report.cells.items() if address in edition.table_of
    }
    tables = [
        block
        for block in document_of(replace(report, edition=edition_id, cells=cells)).blocks
        if isinstance(block, Table)
    ]
    assert len(tables) == len(edition.tables)
    for table, form in zip(tables, edition.tables, strict=True):
        data = [cell.text for cell in table.cells if cell.role is Role.DATA and (cell.row, cell.column)]
        shown = [cells[place.address].shown for place in form.layout if place.address and (place.row, place.column)]
        assert [text for text in data if text] == [text for text in shown if text]
        assert sum(table.widths) == pytest.approx(156)


def test_a_missing_part_has_the_official_heading_only_if_it_has_a_table(report: Report) -> None:
    bare = report.with_part(Part("5")).with_part(Part("6"))
    headings = [
        block.runs[0].text for block in document_of(bare).blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]


def test_tables_follow_the_text_of_their_part(report: Report) -> None:
    blocks = document_of(report).blocks
    at = next(at for at, block in enumerate(blocks) if isinstance(block, Table))
    assert isinstance(blocks[at - 1], Paragraph)
    assert blocks[at - 1].runs[0].text == "现将有关数据报告如下。"


@pytest.mark.parametrize(
    ("paragraph", "level", "heading"),
    [
        ("一、总体情况", 1, "一、总体情况"),
        ("（一）主动公开情况", 2, "（一）主动公开情况"),
        ("(二)依申请公开情况", 2, "(二)依申请公开情况"),
        ("（一）主动公开情况。2023年，公开信息69条。", 2, "（一）主动公开情况。"),
        ("1.完善制度", 3, "1.完善制度"),
        ("2．加强培训。全年培训三次。", 3, "2．加强培训。"),
        ("（1）集体会商", 4, "（1）集体会商"),
        ("1.5万件申请办结", 0, ""),
        ("2024年，我局", 0, ""),
        ("一是公开不够及时", 0, ""),
        ("（一）本机关不掌握相关政府信息的，告知申请人，并说明有关情况和理由；", 2, ""),
        ("（一）" + "全年公开信息" * 8 + "。此外，", 2, ""),
    ],
)
def test_headings_are_told_by_their_numbering(paragraph: str, level: int, heading: str) -> None:
    assert heading_level(paragraph) == level
    assert paragraph[: heading_extent(paragraph)] == heading


@pytest.mark.parametrize(
    ("title", "agency", "lines"),
    [
        ("某局2024年政府信息公开年报", "某局", ("某局2024年政府信息公开年报",)),
        (
            "绍兴市上虞区经济和信息化局2024年政府信息公开工作年度报告",
            "绍兴市上虞区经济和信息化局",
            ("绍兴市上虞区经济和信息化局", "2024年政府信息公开工作年度报告"),
        ),
        (
            "2024年度绍兴市上虞区经济和信息化局政府信息公开工作年度报告",
            "绍兴市上虞区经济和信息化局",
            ("2024年度绍兴市上虞区经济和信息化局", "政府信息公开工作年度报告"),
        ),
    ],
)
def test_a_long_title_is_broken_by_sense(title: str, agency: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, agency) == lines


def test_a_title_without_a_place_to_break_stays_whole() -> None:
    assert title_lines("甲" * 50, "") == ("甲" * 50,)


def test_a_long_number_shrinks_and_a_short_one_does_not() -> None:
    assert fitting_scale("12345", room=11.6, size=9) == 1
    assert 0.6 <= fitting_scale("123456789", room=11.6, size=9) < 1
    assert fitting_scale("很长的中文可以换行所以不必缩小", room=11.6, size=9) == 1


def test_characters_that_no_document_may_hold_become_spaces(report: Report) -> None:
    dirty = report.with_part(Part("5", "五、问题", "公开\x00不\x0b够\ud800及时。"))
    for kind in ("docx", "pdf", "html"):
        assert render(dirty, kind)
    assert "公开 不 够 及时。" in texts(document_of(dirty))


def test_a_report_of_blanks_can_be_saved() -> None:
    empty = Report("2021", blank_cells(catalog.edition("2021").addresses))
    for kind in ("docx", "pdf", "html"):
        assert render(empty, kind)


def test_the_title_is_made_from_body_and_year_where_there_is_none(report: Report) -> None:
    document = document_of(replace(report, title=""))
    assert document.title == "临江市云溪区住房和城乡建设局2024年政府信息公开工作年度报告"


def test_each_kind_has_a_name() -> None:
    assert all(exporter.name and exporter.kind == kind for kind, exporter in EXPORTERS.items())


def test_an_unknown_kind_is_refused(report: Report) -> None:
    with pytest.raises(UserError, match="docx"):
        render(report, "wps")


@pytest.mark.parametrize(
    ("agency", "year", "title", "name"),
    [
        ("某局", 2024, "", "某局2024年政府信息公开工作年度报告.pdf"),
        ("某局", None, "某局年报", "某局年报.pdf"),
        ("某局", None, "", "某局政府信息公开工作年度报告.pdf"),
        ("", None, "", "未命名.pdf"),
        ('a/b\\c:*?"<>|', 2024, "", "a b c 2024年政府信息公开工作年度报告.pdf"),
        ("", None, "con", "_con.pdf"),
        ("", None, " ... ", "未命名.pdf"),
    ],
)
def test_proposed_names_are_safe(report: Report, agency: str, year: int | None, title: str, name: str) -> None:
    assert propose_name(replace(report, agency=agency, year=year, title=title), "pdf") == name


def test_a_proposed_name_is_not_longer_than_file_systems_allow(report: Report) -> None:
    name = propose_name(replace(report, agency="长" * 300), "docx", review=True)
    assert name.endswith("（审核稿）.docx")
    assert len(name.encode()) <= 255
