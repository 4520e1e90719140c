"""PDF files read back: page, text in reading order, tables, fonts, page numbers; pages as pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pdfplumber
import pytest

from core import catalog
from core.export import document_of, render
from core.export.pdf import FACES, compile_pages, compile_pdf, faces
from core.export.review import ReviewCopy
from core.model import Cell, Report

MM = 72 / 25.4


@contextmanager
def opened(report: Report, review: ReviewCopy | None = None) -> Iterator[Any]:
    with pdfplumber.open(io.BytesIO(render(report, "pdf", review))) as pdf:
        yield pdf


def text_of(pdf: Any) -> str:
    """All characters in page order without spaces, page numbers left out."""
    pages = [re.sub(r"—\s*\d+\s*—", "", page.extract_text() or "") for page in pdf.pages]
    return re.sub(r"\s", "", "".join(pages))


def test_all_text_is_there(long_report: Report) -> None:
    with opened(long_report) as pdf:
        text = text_of(pdf)
    for part in long_report.parts:
        for line in part.paragraphs:
            assert line in text
    assert long_report.title in text
    assert "2025年1月20日" in text


def test_all_numbers_stand_in_their_cells(report: Report) -> None:
    with opened(report) as pdf:
        found = [cell for page in pdf.pages for table in page.extract_tables() for row in table for cell in row if cell]
    found = [re.sub(r"\s", "", cell) for cell in found]
    for cell in report.cells.values():
        if cell.shown:
            assert cell.shown in found, cell.shown


def test_the_page_is_that_of_the_standard(long_report: Report) -> None:
    with opened(long_report) as pdf:
        assert len(pdf.pages) >= 10
        for page in pdf.pages:
            assert (page.width, page.height) == (pytest.approx(210 * MM, abs=0.1), pytest.approx(297 * MM, abs=0.1))
            body = [char for char in page.chars if char["top"] < page.height - 35 * MM]
            assert min(char["x0"] for char in body) >= 28 * MM - 1
            assert max(char["x1"] for char in body) <= (210 - 26) * MM + 1
            assert min(char["top"] for char in body) >= 37 * MM - 3
        full = pdf.pages[2]
        lines = sorted({round(char["top"]) for char in full.chars if abs(char["size"] - 16) < 0.1})
        assert len(lines) == 22
        assert lines[1] - lines[0] == pytest.approx(28.95, abs=1.1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(long_report: Report) -> None:
    with opened(long_report) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            foot = page.crop((0, page.height - 35 * MM, page.width, page.height))
            assert foot.extract_text() == f"— {number} —"
            inner = [char["x0"] for char in foot.chars if char["text"] != " "]
            assert (min(inner) > page.width / 2) == (number % 2 == 1)
            assert foot.chars[0]["size"] == pytest.approx(14)


def test_header_rows_repeat_on_the_next_page(long_report: Report) -> None:
    with opened(long_report) as pdf:
        tables = [
            table.extract() for page in pdf.pages for table in page.find_tables() if len(table.rows[0].cells) == 10
        ]
    assert len(tables) == 2
    assert all("申请人情况" in table[0] for table in tables)


def test_fonts_are_embedded(report: Report) -> None:
    content = render(report, "pdf")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        names = {char["fontname"] for page in pdf.pages for char in page.chars}
    assert names
    assert all(re.match(r"[A-Z]{6}\+", name) for name in names), names
    assert re.search(rb"/FontFile[23]?", content)


def test_a_face_is_there_on_every_machine() -> None:
    assert faces().keys() == FACES.keys()
    assert all(families[-1].startswith("Noto") for families in faces().values())


def test_hostile_text_stays_text(hostile_report: Report) -> None:
    with opened(hostile_report) as pdf:
        text = text_of(pdf)
    for line in hostile_report.part("1").paragraphs:
        assert re.sub(r"\s", "", line) in text


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert render(report, "pdf") == render(report, "pdf")


def test_pages_come_as_pictures(report: Report) -> None:
    document = document_of(report)
    with pdfplumber.open(io.BytesIO(compile_pdf(document))) as pdf:
        count = len(pdf.pages)
    png, svg = compile_pages(document, "png", ppi=40), compile_pages(document, "svg")
    assert len(png) == len(svg) == count
    assert all(page.startswith(b"\x89PNG") for page in png)
    assert all(page.lstrip().startswith(b"<svg") for page in svg)


def test_threads_do_not_disturb_each_other(report: Report) -> None:
    results: list[bytes] = []
    threads = [Thread(target=lambda: results.append(render(report, "pdf"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1


def test_a_long_word_in_a_cell_is_not_cut(report: Report) -> None:
    address = "requests.granted.research"
    with opened(report.with_cells({address: Cell.of("约" * 30 + "x" * 9)})) as pdf:
        place = catalog.edition("2021").table("requests").place[address]
        assert place.colspan == 1
        assert text_of(pdf).count("约") == 30
        page = next(page for page in pdf.pages if "约" in page.extract_text())
        table = max(page.find_tables(), key=lambda table: len(table.rows))
        words = [char for char in page.chars if char["text"] in "约x"]
        cell = next(
            box
            for row in table.rows
            for box in row.cells
            if box and box[0] <= words[0]["x0"] <= box[2] and box[1] <= words[0]["top"] <= box[3]
        )
        assert all(cell[0] <= char["x0"] and char["x1"] <= cell[2] + 0.5 for char in words)
        assert all(cell[1] - 1 <= char["top"] and char["bottom"] <= cell[3] + 1 for char in words)
