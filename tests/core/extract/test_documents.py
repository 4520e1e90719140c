"""What the program saves reads back to the same report; departments' workbooks read in all their layouts."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from core import formats
from core.catalog import edition
from core.checks import confront
from core.errors import UserError
from core.export import render
from core.export.review import ReviewCopy
from core.export.template import render as render_template
from core.extract import extract
from core.model import Cell, Report
from core.pipeline import load
from core.rules import builtin
from core.values import State
from tests.core.builders import balanced

TEXTS = {
    "0": "本报告依据有关规定编制，统计期限从2024年1月1日到2024年12月31日止。",
    "1": "2024年，我局稳步推进各项工作。\n（一）主动公开情况。全年公开信息9条。\n（二）依申请公开情况。新收申请8件。",
    "5": "栏目更新不够及时。下一步将加强维护。",
    "6": "本机关2024年未收取信息处理费。",
}


def filled() -> Report:
    report = balanced(TEXTS, disclosure__licensing__decisions=517645, requests__other__misc__research="")
    return replace(
        report,
        index_number="002590745/2025-00388",
        published=date(2025, 1, 22),
        publisher="云山市清溪区水务局",
        completed=date(2025, 1, 20),
        signatory="云山市清溪区水务局",
    )


def shown(report: Report) -> dict[str, str]:
    return {address: cell.shown for address, cell in report.cells.items()}


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json", "pdf"])
def test_what_is_saved_reads_back_to_the_same_report(kind: str, tmp_path: Path) -> None:
    report = filled()
    path = tmp_path / f"报告.{kind}"
    path.write_bytes(render(report, kind))
    again = load(path).report
    assert shown(again) == shown(report)
    assert [part.text for part in again.parts] == [part.text for part in report.parts]
    assert (again.title, again.agency, again.year) == (report.title, report.agency, report.year)
    if kind in ("xlsx", "json"):
        names = ("index_number", "published", "publisher", "completed", "signatory", "document_number")
        assert {name: getattr(again, name) for name in names} == {name: getattr(report, name) for name in names}


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_words_in_cells_do_not_move_the_numbers_beside_them(kind: str) -> None:
    report = balanced(requests__denied__state_secret__business="详见附件", disputes__review__total="见附件")
    content = render(report, kind)
    assert shown(extract(formats.read(content, f"报告.{kind}")).report) == shown(report)


def workbook(report: Report, *, sheets: bool, words: bool = False, merged: bool = True) -> bytes:
    """A department's workbook: a title, 填报单位 and the tables, on one sheet or three."""
    book = openpyxl.Workbook()
    book.active.title = "填表说明"
    book.active["A1"] = "填表说明：本表于1月15日前报送，共3张。"
    sheet, top = book.create_sheet("年报"), 1
    for number, table in enumerate(edition().tables):
        if sheets and number:
            sheet, top = book.create_sheet(f"表{number}"), 1
        sheet.cell(top, 1, report.title)
        sheet.cell(top + 1, 1, f"填报单位：{report.agency}")
        top += 3
        for cell in table.layout:
            value: object = cell.text
            if cell.address:
                held = report.cells[cell.address]
                value = (f"{held.shown}件" if words else held.value) if held.value is not None else None
            sheet.cell(top + cell.row, cell.column + 1, value)
            if merged and (cell.rowspan, cell.colspan) != (1, 1):
                row, column = top + cell.row, cell.column + 1
                sheet.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + cell.rowspan - 1,
                    end_column=column + cell.colspan - 1,
                )
        top += table.height + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("sheets", [False, True])
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("words", [False, True])
def test_a_departments_workbook(sheets: bool, merged: bool, words: bool) -> None:
    report = balanced(disclosure__fees__amount=0, requests__granted__research="")
    content = workbook(report, sheets=sheets, words=words, merged=merged)
    read = extract(formats.read(content, "年报.xlsx"), "年报.xlsx").report
    assert {a: c.value for a, c in read.cells.items()} == {a: c.value for a, c in report.cells.items()}
    assert (read.agency, read.year) == (report.agency, report.year)
    where = read.cells["requests.received.total"].where
    assert where is not None
    assert where.sheet in ("年报", "表1")
    assert where.cell


def test_our_template_filled_in_reads_with_its_sums_computed() -> None:
    """No program has computed the totals' formulas when a department's file comes from another tool."""
    report = balanced()
    book = openpyxl.load_workbook(io.BytesIO(render_template(builtin())))
    template = extract(formats.read(render_template(builtin()), "模板.xlsx"), "模板.xlsx").report
    for address, cell in report.cells.items():
        where = template.cells[address].where
        assert where is not None
        assert where.sheet is not None
        target = book[where.sheet][where.cell]
        if not str(target.value or "").startswith("="):
            target.value = cell.value
    stream = io.BytesIO()
    book.save(stream)
    read = extract(formats.read(stream.getvalue(), "报送.xlsx"), "报送.xlsx").report
    assert {a: str(c.value) for a, c in read.cells.items()} == {a: str(c.value) for a, c in report.cells.items()}


def test_a_blank_cell_is_never_zero() -> None:
    report = Report("2021", {a: Cell.of("") for a in edition().addresses}, title=balanced().title, year=2024)
    read = extract(formats.read(render(report, "xlsx"), "空.xlsx"), "空.xlsx").report
    assert {cell.state for cell in read.cells.values()} == {State.BLANK}


def test_json_is_what_the_terminal_prints(tmp_path: Path) -> None:
    data = json.loads(render(filled(), "json"))
    assert data["report"]["cells"]["disclosure.fees.amount"]["value"] == 4068.208


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_a_review_copy_is_not_taken_for_a_report(kind: str) -> None:
    content = render(filled(), kind, ReviewCopy(findings=confront(filled(), builtin()).findings))
    with pytest.raises(UserError, match="审核稿"):
        extract(formats.read(content, f"审核稿.{kind}"), f"审核稿.{kind}")


def test_labels_of_an_unfilled_form_are_no_text() -> None:
    report = extract(formats.read(render_template(builtin()), "模板.xlsx"), "模板.xlsx").report
    assert report.part("0").text == report.part("6").text == ""
    assert report.title == report.agency == ""


def test_a_table_of_another_kind_is_not_lost_without_a_word() -> None:
    page = render(filled(), "html").decode("utf-8")
    table = "<table><tr><td>平台</td><td>信息数</td></tr><tr><td>公众号</td><td>89</td></tr></table>"
    extraction = extract(formats.read(page.replace("<h2", f"{table}<h2", 1).encode(), "报告.html"), "报告.html")
    assert shown(extraction.report) == shown(filled())
    assert any("公众号" in str(notice) for notice in extraction.notices)
