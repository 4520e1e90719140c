"""The sample report and the sample workbook: small, invented, with exactly the mistakes that they are meant to show."""

from __future__ import annotations

import re
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
from core.practice import FAULTS, fault_of
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


def test_the_sample_text_has_its_planted_mistakes_and_no_others() -> None:
    findings = confront(loaded("示例.txt"), builtin()).findings
    assert {fault.id for fault in FAULTS} == {fault.id for f in findings if (fault := fault_of(f)) is not None}
    assert not [finding for finding in findings if fault_of(finding) is None]
    wrong = [f for f in findings if f.category == "arithmetic"]
    assert set.intersection(*(set(f.cells) for f in wrong)) == {"requests.granted.natural_person"}
    excerpts = {fault.id: f.excerpt for f in findings if (fault := fault_of(f)) is not None}
    assert excerpts["date"] == "20251月1日"
    assert excerpts["citation"] == "国办公开办函[2021]30号"
    assert excerpts["period"] == "2024"


def test_the_planted_mistakes_are_of_all_kinds_that_a_report_shows_alone() -> None:
    rules = {rule.id: rule.category for rule in builtin().rules}
    planted = {rules[rule] for fault in FAULTS for rule in fault.rules}
    assert planted == {"arithmetic", "narrative", "sensitive", "citation", "wording", "period", "structure"}


def test_the_identity_number_of_the_sample_belongs_to_nobody() -> None:
    # the area 419900 and the serial number 000 were never given out; its check digit is right
    (number,) = re.findall(r"\d{17}[\dX]", content("示例.txt").decode("utf-8"))
    assert number.startswith("419900")
    assert number[14:17] == "000"


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
