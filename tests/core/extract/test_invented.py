"""Reports that nobody wrote, in every kind of file: what is read is right, or it is said that it is not sure."""

from __future__ import annotations

import pytest

from core import formats
from core.catalog import edition
from core.extract import extract
from core.formats.raw import Grid, GridCell, RawDocument
from core.model import Location
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


def printed(rows: list[list[str]], last: int) -> RawDocument:
    """A table on two pages; `last` is the number of the first page's last row."""
    cells = tuple(
        GridCell(r, c, text, Location(page=1 + (r > last), table=1, row=r + 1, column=c + 1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return RawDocument("pdf", (Grid(cells, len(rows), len(rows[0]), Location(page=1, table=1)),))


def table_three() -> list[list[str]]:
    """Heads, and rows with a column for their groups; only zeros."""
    form = edition().table("requests")
    rows = [["", "", *(column.label for column in form.columns)]]
    return rows + [["", row.label, *("0",) * 7] for row in form.rows]


def test_a_label_that_a_page_break_has_cut_is_one_though_its_groups_name_stands_before_the_rest() -> None:
    rows = table_three()
    at = next(at for at, row in enumerate(rows) if "信访" in row[1])
    rows[at : at + 1] = [["", "1.信", *("3",) * 7], ["（五）不予处理", "访举报投诉类申请", *("",) * 7]]
    extraction = extract(printed(rows, at), "2024年.pdf")
    cells = [cell for a, cell in extraction.report.cells.items() if a.startswith("requests.not_processed.petition")]
    assert [(cell.value, cell.sure) for cell in cells] == [(3, True)] * 7
    assert not [n for n in extraction.notices if n.message_id in ("rows_not_found", "number_not_used")]


def test_numbers_that_a_page_break_has_parted_from_their_label_leave_its_blank_cells_unsure() -> None:
    """The cell “（五）不予处理1.信访举报投诉类申请” had wrapped, and the page ended between the two."""
    rows = table_three()
    at = next(at for at, row in enumerate(rows) if "信访" in row[1])
    rows[at : at + 1] = [["", "（五）不予处理", "", *("3",) * 6], ["", rows[at][1], *("",) * 7]]
    extraction = extract(printed(rows, at), "2024年.pdf")
    blank = {a for a, cell in extraction.report.cells.items() if a.startswith("requests") and cell.value is None}
    assert len(blank) == 7
    assert not any(extraction.report.cells[address].sure for address in blank)
    assert [set(n.cells) for n in extraction.notices if n.message_id == "number_not_used"] == [blank]
