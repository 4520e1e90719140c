"""Files with the reports of several bodies: each is read by itself; a table of last year beside this one's is none."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from core import formats
from core.catalog import edition
from core.export import render
from core.extract import Extraction
from core.extract.several import extract_all
from core.model import Report
from tests.core.gathered import EARLIER, PARTS, TOWN, WATER, lines_of, table_lines


def read(content: bytes | str, name: str) -> tuple[Extraction, ...]:
    raw = content.encode() if isinstance(content, str) else content
    return extract_all(formats.read(raw, name), name)


def check_same(found: tuple[Extraction, ...], *reports: Report) -> None:
    assert [one.report.agency for one in found] == [one.agency for one in reports]
    assert [one.report.year for one in found] == [one.year for one in reports]
    for one, report in zip(found, reports, strict=True):
        assert {a: c.value for a, c in one.report.cells.items()} == {a: c.value for a, c in report.cells.items()}
        assert {n: one.report.part(n).text for n in PARTS} == {n: report.part(n).text for n in PARTS}


def in_one_docx(*reports: Report) -> bytes:
    whole = Document(io.BytesIO(render(reports[0], "docx")))
    for report in reports[1:]:
        for element in list(Document(io.BytesIO(render(report, "docx"))).element.body):
            whole.element.body.insert(len(whole.element.body) - 1, element)
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def in_one_page(*reports: Report) -> str:
    bodies = [render(report, "html").decode().split("<body>")[-1].split("</body>")[0] for report in reports]
    return f"<html><body>{''.join(bodies)}</body></html>"


def test_two_reports_one_after_the_other_in_a_text_are_two() -> None:
    check_same(read("\n".join([*lines_of(WATER), *lines_of(TOWN)]), "汇总.txt"), WATER, TOWN)


def test_three_reports_in_a_word_document_are_three() -> None:
    check_same(read(in_one_docx(WATER, TOWN, EARLIER), "汇总.docx"), WATER, TOWN, EARLIER)


def test_two_reports_on_a_page_are_two() -> None:
    check_same(read(in_one_page(WATER, TOWN), "汇总.html"), WATER, TOWN)


def test_each_says_that_there_are_others() -> None:
    found = read(in_one_docx(WATER, TOWN), "汇总.docx")
    first, second = (one.notices[0] for one in found)
    assert first.message_id == second.message_id == "several_reports"
    assert "2 份报告" in str(first)
    assert "青石镇人民政府" in str(first)
    assert "第 2 份" in str(second)


def test_the_same_report_twice_on_a_page_is_one() -> None:
    found = read(in_one_page(WATER, WATER), "页面.html")
    assert len(found) == 1


def workbook_of(*reports: Report, one_sheet: bool) -> bytes:
    """A sheet for each body, or three sheets for each."""
    book = Workbook()
    book.remove(book.active)
    for number, report in enumerate(reports):
        made = load_workbook(io.BytesIO(render(report, "xlsx")))
        target = None
        for table in edition(report.edition).tables:
            source = next(
                s
                for s in made.worksheets
                if table.title in str(s["A1"].value)
                or s.title.startswith({"disclosure": "表二", "requests": "表三", "disputes": "表四"}[table.id])
            )
            if target is None or not one_sheet:
                name = report.agency[:8] if one_sheet else f"{number}{source.title}"
                target = book.create_sheet(name)
            top = target.max_row + 1 if target.max_row > 1 else 0
            for row in source.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        target.cell(cell.row + top, cell.column, cell.value)
            for merged in source.merged_cells.ranges:
                target.merge_cells(
                    start_row=merged.min_row + top,
                    end_row=merged.max_row + top,
                    start_column=merged.min_col,
                    end_column=merged.max_col,
                )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("one_sheet", [True, False])
def test_a_workbook_with_the_sheets_of_two_bodies_holds_two_reports(one_sheet: bool) -> None:
    found = read(workbook_of(WATER, TOWN, one_sheet=one_sheet), "汇总.xlsx")
    assert [one.report.agency for one in found] == [WATER.agency, TOWN.agency]
    for one, report in zip(found, (WATER, TOWN), strict=True):
        assert {a: c.value for a, c in one.report.cells.items()} == {a: c.value for a, c in report.cells.items()}


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_one_report_stays_one(kind: str) -> None:
    assert len(read(render(WATER, kind), f"报告.{kind}")) == 1


def test_the_table_of_last_year_beside_this_years_is_no_second_report() -> None:
    lines = lines_of(WATER)
    at = lines.index(edition().heading("4"))
    compared = [*lines[:at], "2023年收到和处理政府信息公开申请情况", *table_lines(EARLIER, "requests"), *lines[at:]]
    assert len(read("\n".join(compared), "报告.txt")) == 1


def test_a_list_of_contents_is_no_second_report() -> None:
    lines = lines_of(WATER)
    contents = [edition().heading(number) for number in "123456"]
    assert len(read("\n".join([lines[0], *contents, *lines[1:]]), "报告.txt")) == 1


def test_reports_without_titles_are_parted_at_part_one() -> None:
    words = "\n".join([*lines_of(WATER, title=False), *lines_of(TOWN, title=False)])
    found = read(words, "汇总.txt")
    assert len(found) == 2
    assert found[1].report.cells["requests.received.total"].value == 6
    assert "全年公开信息12条" in found[1].report.part("1").text


def test_the_report_on_hidden_sheets_comes_last_and_is_named() -> None:
    book = load_workbook(io.BytesIO(workbook_of(EARLIER, WATER, one_sheet=True)))
    first, second = book.sheetnames
    book[first].sheet_state = "hidden"
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    shown, hidden = read(stream.getvalue(), "汇总.xlsx")
    assert (shown.report.year, hidden.report.year) == (WATER.year, EARLIER.year)
    assert f"工作表“{first}”，隐藏" in str(shown.notices[0])
    assert f"工作表“{second}”" in str(hidden.notices[0])
    assert [n.message_id for n in shown.notices].count("hidden_sheet") == 0
