"""The sample report and the sample workbook: small, invented, with exactly the mistakes that they are meant to show."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core import catalog, formats
from core.checks import confront
from core.export.sheets import coordinates, year_cell
from core.extract import extract
from core.files import resource
from core.model import Report, Severity, Verdict
from core.rules import builtin
from core.texts import text
from core.values import read

EDITION = catalog.edition("2021")


def content(name: str) -> bytes:
    return resource("samples", name).read_bytes()


def loaded(name: str) -> Report:
    return extract(formats.read(content(name), name), name).report


@pytest.fixture(scope="module")
def book() -> Iterator[object]:
    workbook = load_workbook(BytesIO(content("示例.xlsx")))
    yield workbook
    workbook.close()


@pytest.mark.parametrize("name", ["示例.txt", "示例.xlsx"])
def test_samples_are_small(name: str) -> None:
    assert len(content(name)) < 20_000


def test_the_sample_text_looks_like_a_copied_page() -> None:
    words = content("示例.txt").decode("utf-8")
    assert words.startswith("当前位置")
    assert "索引号:" in words
    assert "【打印本页】" in words
    assert "\n商业\n企业\n" in words


def test_the_sample_text_reads_completely() -> None:
    report = loaded("示例.txt")
    assert (report.agency, report.year) == ("云山市清溪区农业农村局", 2025)
    assert report.index_number == "41370628X/2026-00017"
    assert str(report.published) == "2026-01-19"
    assert all(cell.value is not None for cell in report.cells.values())
    assert [part.number for part in report.parts if part.heading] == list("123456")


def test_the_sample_text_has_one_wrong_cell_and_two_slips_of_the_pen() -> None:
    findings = confront(loaded("示例.txt"), builtin()).findings
    wrong = [f for f in findings if f.category == "arithmetic"]
    assert {f.rule for f in wrong} == {"requests-outcomes", "requests-row-total"}
    shared = set.intersection(*(set(f.cells) for f in wrong))
    assert shared == {"requests.granted.natural_person"}
    report = loaded("示例.txt")
    slips = [f for f in findings if f.category == "wording"]
    # the faulty place and the characters before it
    shown = [report.part(f.part or "").text[f.span[0] - 6 : f.span[1]] for f in slips if f.span]
    assert [f.part for f in slips] == ["0", "1"]
    assert "20251月" in shown[0]
    assert shown[1].endswith("依申请公开6")
    assert len(slips) == 2


def test_the_sample_text_is_balanced_once_that_cell_is_mended() -> None:
    report = loaded("示例.txt")
    address = "requests.granted.natural_person"
    cell = type(report.cells[address]).of("3")
    findings = confront(report.with_cells({address: cell}), builtin()).findings
    assert not [f for f in findings if f.category == "arithmetic"]


def test_the_sample_workbook_has_the_official_layout(book: object) -> None:
    sheets = {table.id: book[text(f"workbook.sheet.{table.id}")] for table in EDITION.tables}  # type: ignore[index]
    for table in EDITION.tables:
        sheet = sheets[table.id]
        assert sheet["A2"].value == "填报单位：云山市清溪区水利局"
        assert sheet[year_cell(table)].value == "年度：2025年"
        values = [sheet[coordinate].value for coordinate in coordinates(table).values()]
        assert all(read(str(value)).value is not None for value in values if value is not None)
    requests = coordinates(EDITION.table("requests"))
    assert sheets["requests"][requests["requests.received.business"]].value == 2
    # departments do send numbers stored as text
    assert sheets["requests"][requests["requests.granted.total"]].value == "3"
    disputes = coordinates(EDITION.table("disputes"))
    assert sheets["disputes"][disputes["disputes.litigation_direct.total"]].value is None


def test_the_sample_workbook_has_one_wrong_cell() -> None:
    report = loaded("示例.xlsx")
    assert (report.agency, report.year) == ("云山市清溪区水利局", 2025)
    findings = [f for f in confront(report, builtin()).findings if f.verdict is Verdict.FAIL]
    wrong = [f for f in findings if f.severity is Severity.ERROR and f.category == "arithmetic"]
    assert {f.rule for f in wrong} == {"requests-balance", "requests-row-total"}
    assert set.intersection(*(set(f.cells) for f in wrong)) == {"requests.received.business"}
