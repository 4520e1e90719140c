"""Reports that nobody wrote, in every kind of file: what is read is right, or it is said that it is not sure."""

from __future__ import annotations

import pytest

from core import formats
from core.extract import extract
from tests.benchmarks.bench_recognition import run
from tests.core.extract.renderings import RENDERINGS

SLOW = ("docx", "pdf")


@pytest.mark.parametrize("kind", RENDERINGS)
@pytest.mark.parametrize("seed", range(8))
def test_no_cell_is_read_wrongly_without_a_word(kind: str, seed: int) -> None:
    if kind in SLOW and seed > 2:
        pytest.skip("a few of the kinds that take long to write are enough")
    report, outcome, _ = run(kind, seed)
    assert not outcome.crash, f"{kind}/{seed}"
    assert outcome.silent == 0, (outcome.cells[:3], report.habits)
    assert not [word for word in outcome.words if word.startswith(("agency", "year", "edition"))]


@pytest.mark.parametrize("kind", [kind for kind in RENDERINGS if not kind.endswith("lines")])
def test_every_cell_is_exact_where_the_file_still_has_it(kind: str) -> None:
    """(Merged cells that a page has lost, and a column of row numbers, are left to the test above.)"""
    for seed in range(100, 103 if kind in SLOW else 112):
        report, outcome, _ = run(kind, seed, glued=False, serial=False)
        assert not outcome.cells, (kind, seed, report.habits)


def test_figures_cut_by_a_page_break_are_not_sure() -> None:
    """A narrow cell had wrapped 2939|2, and the page ended between the two lines."""
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows = (("行政复议", *("",) * 4), heads, ("2939", "0", "0", "0", "2939"), ("2", "", "", "", "2"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<h1>清溪县水务局2024年政府信息公开工作年度报告</h1><table>{table}</table>".encode()
    extraction = extract(formats.read(page, "年报.html"), "年报.html")
    cut = "disputes.review.upheld"
    assert not extraction.report.cells[cut].sure
    assert any(cut in n.cells for n in extraction.notices if n.message_id == "number_not_used")
