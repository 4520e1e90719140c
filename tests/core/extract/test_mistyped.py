"""One cell of a table in copied text that is no number: it alone is unreadable, the rest of its row is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import formats
from core.catalog import edition
from core.extract.fragment import recognise
from core.model import Report
from core.values import State
from tests.core.builders import balanced, with_cells
from tests.core.extract.copied import one_cell_a_line, read, values
from tests.core.extract.test_copied import from_word

REPORT = balanced(disputes__litigation_direct__upheld="3", disputes__litigation_direct__total="3")
MARK = "731"
"""What stands in the cell that is replaced, and nowhere else."""
TYPOS = ["2l", "O", "??", "21（含转办）", "1O5"]
WORDS = [*TYPOS, "见附件", "待核实", "同上"]
SEVERAL = [
    a for table in edition().tables for row in table.rows if len(a_s := table.addresses_of(row.id)) > 1 for a in a_s
]
"""Cells that do not stand alone in their row."""


def with_bars(report: Report, before: str = "", after: str = "") -> str:
    """A row a line, its cells parted by bars; a cell that goes on below stands in its first row alone."""
    lines = [report.title, report.part("0").text]
    form = edition(report.edition)
    for part in form.parts:
        lines += ["", part.heading, *report.part(part.number).paragraphs, ""]
        rows: dict[int, list[str]] = {}
        table = form.table_of_part(part.number)
        for cell in table.layout if table else ():
            rows.setdefault(cell.row, []).append(cell.text or report.cells[cell.address or ""].text)
        lines += [before + " | ".join(row) + after for _, row in sorted(rows.items())]
    return "\n".join(lines)


ROWS: dict[str, Callable[[Report], str]] = {
    "bars between": with_bars,
    "bars after": lambda report: with_bars(report, after=" |"),
    "bars around": lambda report: with_bars(report, "| ", " |"),
    "tabs": from_word,
    "bars between lines": lambda report: one_cell_a_line(report, between="\n|\n"),
    "bars on lines": lambda report: with_bars(report, after=" |").replace(" | ", "\n|\n").replace(" |", "\n|"),
}
LINES: dict[str, Callable[[Report], str]] = {
    "cells on lines": lambda report: one_cell_a_line(report, "\n"),
    "cells between blank lines": one_cell_a_line,
}


def replaced(render: Callable[[Report], str], address: str, words: str) -> str:
    whole = render(with_cells(REPORT, **{address: MARK}))
    assert whole.count(MARK) == 1
    return whole.replace(MARK, words)


def check_alone(text: str, address: str, words: str) -> None:
    """Only that cell is unreadable, and all others are read as they are without it."""
    extraction = read(text)
    assert values(extraction.report) == values(REPORT) | {address: None}
    cell = extraction.report.cells[address]
    assert (cell.state, cell.text) == (State.UNREADABLE, words)
    assert all(one.sure for one in extraction.report.cells.values())
    assert not extraction.notices
    assert extraction.report.part("3").text == extraction.report.part("4").text == ""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ROWS)), st.sampled_from(SEVERAL), st.sampled_from(WORDS))
def test_of_a_row_between_bars_or_tabs_one_cell_is_lost(kind: str, address: str, words: str) -> None:
    check_alone(replaced(ROWS[kind], address, words), address, words)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(LINES)), st.sampled_from(SEVERAL), st.sampled_from(TYPOS))
def test_of_a_row_with_one_cell_a_line_one_cell_is_lost(kind: str, address: str, words: str) -> None:
    check_alone(replaced(LINES[kind], address, words), address, words)


@pytest.mark.parametrize("kind", sorted(ROWS | LINES))
@pytest.mark.parametrize("table", ["disclosure", "requests", "disputes"])
def test_the_first_a_middle_and_the_last_cell(kind: str, table: str) -> None:
    addresses = [address for address in SEVERAL if address.startswith(table)]
    for address in (addresses[0], addresses[1], addresses[-1]):
        check_alone(replaced((ROWS | LINES)[kind], address, "2l"), address, "2l")


ROW = "（一）予以公开\n4\n1\n0\n0\n0\n0\n5"
"""Of a report with one cell a line."""


@pytest.mark.parametrize(
    "copied",
    [
        "（一）予以公开\n4\n0\n0\n0\n0\n5\n第3页",  # a cell was lost, and a page ends after the row
        "（一）予以公开\n4\n0\n0\n0\n0\n5\n已核",
        "（一）予以公开\n（含转办）\n4\n0\n0\n0\n0\n5",
        "（一）予以公开\n4\n2l\n0\n0\n0\n5",  # six cells of seven
        "（一）予以公开\n4\n2l\n0\n0\n0\n0\n0\n5",  # eight
    ],
)
def test_where_a_cell_may_be_lost_words_are_none(copied: str) -> None:
    text = one_cell_a_line(REPORT, "\n")
    assert ROW in text
    extraction = read(text.replace(ROW, copied))
    row = edition().table("requests").addresses_of("granted")
    got = extraction.report.cells
    assert all(got[a].value is None and not got[a].sure for a in row)
    assert {a: v for a, v in values(extraction.report).items() if a not in row} == {
        a: v for a, v in values(REPORT).items() if a not in row
    }
    assert extraction.notices[0].message_id in ("row_not_placed", "row_not_parted")


def test_a_row_between_bars_with_a_cell_too_few_is_not_guessed() -> None:
    text = with_bars(REPORT)
    whole = "（一）予以公开 | 4 | 1 | 0 | 0 | 0 | 0 | 5"
    assert whole in text
    got = read(text.replace(whole, "（一）予以公开 | 4 | 2l | 0 | 0 | 0 | 5")).report.cells
    assert all(got[a].value is None and not got[a].sure for a in edition().table("requests").addresses_of("granted"))


def test_several_words_in_a_row_between_bars_are_as_many_cells() -> None:
    text = with_bars(REPORT)
    whole = "（一）予以公开 | 4 | 1 | 0 | 0 | 0 | 0 | 5"
    report = read(text.replace(whole, "（一）予以公开 | 4 | 见附件 | O | O | 0 | 无法统计 | 5")).report
    lost = ("business", "research", "welfare", "other_org")
    assert values(report) == values(REPORT) | {f"requests.granted.{name}": None for name in lost}


def test_a_word_beside_a_whole_row_is_no_cell() -> None:
    text = with_bars(REPORT)
    whole = "（一）予以公开 | 4 | 1 | 0 | 0 | 0 | 0 | 5"
    assert values(read(text.replace(whole, f"{whole} | 已核")).report) == values(REPORT)


def test_the_only_cell_of_a_row_between_bars_is_one_where_a_number_is_meant() -> None:
    report = with_cells(REPORT, **{"disclosure.licensing.decisions": MARK})
    text = with_bars(report, after=" |").replace(MARK, "5l27")
    check_alone(text, "disclosure.licensing.decisions", "5l27")


def test_in_a_piece_that_was_copied_by_itself() -> None:
    piece = "（一）予以公开 | 4 | 2l | 0 | 0 | 0 | 0 | 5 |\n（二）部分公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"
    fragment = recognise(formats.read(piece.encode(), "片段.txt"), "2021")
    assert [cell.shown for cell in fragment.cells.values()] == ["4", "2l", *"000051000001"]
    assert not fragment.notices


@pytest.mark.parametrize("below", ["注：数据来自台账", "四、其他说明", "（一）说明", "全年办理申请6件。"])
def test_a_line_under_the_empty_last_cell_of_a_table_is_text(below: str) -> None:
    report = with_cells(REPORT, **{"requests.carried_out.total": MARK})
    text = one_cell_a_line(report, between="\n|\n").replace(MARK, below)
    extraction = read(text)
    assert values(extraction.report) == values(REPORT) | {"requests.carried_out.total": None}
    assert extraction.report.cells["requests.carried_out.total"].text == ""
