"""Tables whose columns stand in another order, lack one, or hold words among the numbers; units and signs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core import formats
from core.catalog import edition
from core.checks import confront
from core.extract import Extraction, extract
from core.model import Cell
from core.rules import builtin
from core.values import State

Rows = list[list[str]]

DISCLOSURE: Rows = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
    ["行政规范性文件", "4", "5", "6"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "7"],
    ["行政处罚", "8"],
    ["行政强制", "9"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "10.5"],
]
HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def requests() -> Rows:
    """Table three with one column of labels and the number of its column, counted from 1, in every cell."""
    rows = [[row.label, *map(str, range(1, 8))] for row in edition("2021").table("requests").rows]
    return [["申请人情况", *HEADS], *rows]


def page(*tables: Rows, year: int = 2023) -> str:
    body = "".join(
        "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in table) + "</table>"
        for table in tables
    )
    return f"<h1>清溪县水务局{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>平稳。</p>{body}"


def read(html: str) -> Extraction:
    return extract(formats.read(html.encode(), "a.html"), "a.html")


def cells(extraction: Extraction, prefix: str) -> list[Cell]:
    return [cell for address, cell in extraction.report.cells.items() if address.startswith(prefix)]


def values(extraction: Extraction, prefix: str) -> list[object]:
    return [cell.value for cell in cells(extraction, prefix)]


def said(extraction: Extraction) -> list[str]:
    return [notice.message_id for notice in extraction.notices if notice.message_id != "table_not_found"]


def permuted(rows: Rows, order: list[int]) -> Rows:
    return [[row[0], *(row[1 + at] for at in order)] for row in rows]


@pytest.mark.parametrize("order", [[0, 2, 1, 3, 4, 5, 6], [6, 0, 1, 2, 3, 4, 5], [6, 5, 4, 3, 2, 1, 0]])
def test_cells_of_table_three_go_where_the_heads_over_them_say(order: list[int]) -> None:
    found = read(page(permuted(requests(), order)))
    for row in edition("2021").table("requests").rows:
        assert values(found, f"requests.{row.id}.") == [1, 2, 3, 4, 5, 6, 7]
    assert all(cell.sure for cell in cells(found, "requests."))
    assert not said(found)


def test_cells_of_table_two_go_where_the_heads_over_them_say() -> None:
    rows = permuted(DISCLOSURE[:3], [2, 0, 1]) + DISCLOSURE[3:]
    found = read(page(rows))
    assert values(found, "disclosure.regulations.") == [1, 2, 3]
    assert values(found, "disclosure.normative_documents.") == [4, 5, 6]
    assert not said(found)


def test_damaged_heads_that_contradict_the_order_leave_the_cells_unsure() -> None:
    rows = permuted(requests(), [0, 2, 1, 3, 4, 5, 6])
    rows[0][5] = "（空）"
    found = read(page(rows))
    assert not any(cell.sure for cell in cells(found, "requests."))
    assert said(found) == ["columns_by_order"]
    ordered = requests()
    ordered[0][5] = "（空）"
    assert not said(read(page(ordered)))


def test_a_missing_column_is_said_once_and_left_blank() -> None:
    found = read(page(permuted(requests(), [0, 1, 3, 4, 5, 6])))
    assert values(found, "requests.granted.") == [1, 2, None, 4, 5, 6, 7]
    assert said(found) == ["column_missing"]
    assert "“科研机构”" in str(next(n for n in found.notices if n.message_id == "column_missing"))


WORDS = ["二十三", "12（含上年）", "l2", "1O", "零", "#REF!", "n/a", "12、", "〇", "一", "O", "不适用", "12①"]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("row", "column", "address"), [(5, 1, "penalties.decisions"), (1, 2, "regulations.repealed")])
def test_words_in_a_cell_of_table_two_are_that_cells_own(word: str, row: int, column: int, address: str) -> None:
    rows = [list(line) for line in DISCLOSURE]
    rows[row][column] = word
    found = read(page(rows))
    assert found.report.cells[f"disclosure.{address}"].state is State.UNREADABLE
    assert found.report.cells[f"disclosure.{address}"].text == word
    assert sum(cell.state is State.NUMBER for cell in cells(found, "disclosure.")) == 9
    assert not said(found)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("headed", [True, False])
def test_words_in_a_cell_of_table_three_are_that_cells_own(word: str, headed: bool) -> None:
    rows = requests()
    rows[3][4] = word
    found = read(page(rows if headed else rows[1:]))
    assert found.report.cells["requests.granted.welfare"].text == word
    assert found.report.cells["requests.granted.welfare"].state is State.UNREADABLE
    assert values(found, "requests.granted.") == [1, 2, 3, None, 5, 6, 7]


def test_a_table_three_of_words_alone_is_still_the_table() -> None:
    rows = [row if row[0] == "申请人情况" else [row[0], *["见附件"] * 7] for row in requests()]
    found = read(page(rows))
    assert {cell.state for cell in cells(found, "requests.")} == {State.UNREADABLE}


def _in_head(rows: Rows) -> None:
    rows[7][1] = "本年收费金额（单位：元）"


def _in_cell(rows: Rows) -> None:
    rows[8][1] = "10.5元"


@pytest.mark.parametrize("written", [_in_head, _in_cell])
def test_an_amount_in_yuan_is_kept_and_unsure(written: Callable[[Rows], None]) -> None:
    plain = read(page(DISCLOSURE))
    assert plain.report.cells["disclosure.fees.amount"].sure
    rows = [list(line) for line in DISCLOSURE]
    written(rows)
    found = read(page(rows))
    fee = found.report.cells["disclosure.fees.amount"]
    assert (str(fee.value), fee.sure) == ("10.5", False)
    assert said(found) == ["amount_in_yuan"]


@pytest.mark.parametrize(("word", "change"), [("增3", 3), ("减2", -2), ("↓2", -2), ("+3", 3), ("-2", -2)])
def test_a_change_in_words_is_a_signed_number(word: str, change: int) -> None:
    rows = [
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "7", "-2", "9"],
        ["其他对外管理服务事项", "10", word, "12"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", "13", "1", "15"],
        ["行政强制", "16", "2", "18"],
    ]
    found = read(page(rows, year=2019))
    addresses = [a for a in found.report.cells if a.endswith(".change")][:4]
    assert [found.report.cells[a].value for a in addresses] == [-2, change, 1, 2]
    assert 10 in values(found, "disclosure.")
    assert 12 in values(found, "disclosure.")


def test_a_column_of_remarks_is_said_once() -> None:
    rows = [[*row, "备注"] if at == 0 else [*row, "另有 5 件"] for at, row in enumerate(requests())]
    found = read(page(rows))
    assert values(found, "requests.granted.") == [1, 2, 3, 4, 5, 6, 7]
    assert said(found) == ["beside_not_used"]


@pytest.mark.parametrize(("at", "to"), [(1, 2), (2, 3), (5, 8), (20, 4), (24, 25), (25, 1)])
def test_a_row_out_of_order_is_read_by_its_label_and_said(at: int, to: int) -> None:
    rows = requests()
    for number, row in enumerate(rows[1:], 1):
        row[1:] = [str(100 * number + column) for column in range(1, 8)]
    written = {row[0]: [int(cell) for cell in row[1:]] for row in rows[1:]}
    rows.insert(to, rows.pop(at))
    found = read(page(rows))
    for row in edition("2021").table("requests").rows:
        assert values(found, f"requests.{row.id}.") == written[row.label]
    assert said(found) == ["row_out_of_order"]


def test_a_row_with_a_damaged_label_has_its_cells_under_the_heads_whatever_stands_beside_them() -> None:
    rows = [[*row, "备注"] if at == 0 else [*row, "已核"] for at, row in enumerate(requests())]
    rows[6][0] = "2.@@@@"
    found = read(page(rows))
    assert values(found, "requests.denied.prohibited_by_law.") == [1, 2, 3, 4, 5, 6, 7]
    assert said(found) == ["label_guessed", "beside_not_used"]


@pytest.mark.parametrize("first", ["-", ""])
def test_a_row_that_a_lost_merged_cell_has_moved_is_not_read_a_column_further_on(first: str) -> None:
    """The heads stand one column further right than the cells of this row, whose remark is empty."""
    rows = [["", *row, "备注"] if at == 0 else ["三、", *row, ""] for at, row in enumerate(requests())]
    rows[6] = [rows[6][1], first, *"234567", ""]
    found = read(page(rows))
    assert values(found, "requests.denied.prohibited_by_law.") == [None, 2, 3, 4, 5, 6, 7]


def test_a_row_that_is_not_there_is_not_taken_from_another_table() -> None:
    rows = requests()
    gone = rows.pop(6)
    other = [[*gone[:1], *["9"] * 7]]
    found = read(page(rows, other))
    assert values(found, "requests.denied.prohibited_by_law.") == [None] * 7
    assert "rows_not_found" in said(found)


@pytest.mark.parametrize("at", [-1, 4])
def test_rows_of_words_that_the_form_does_not_have_are_said(at: int) -> None:
    rows = requests()
    rows.insert(at, ["联合办理情况", "见附件", "见附件", *[""] * (len(rows[0]) - 3)])
    found = read(page(rows))
    assert values(found, "requests.granted.") == [1, 2, 3, 4, 5, 6, 7]
    assert said(found) == ["rows_not_used"]


@pytest.mark.parametrize(
    "words", [["填表人：张某", "联系电话：0575"], ["单位负责人（签字）：", "填表日期：2025年1月"], ["备注", "总计"]]
)
def test_signatures_under_a_table_are_nothing_to_say(words: list[str]) -> None:
    rows = requests()
    assert said(read(page([*rows, [*words, *[""] * (len(rows[0]) - 2)]]))) == []


def test_of_two_tables_three_that_of_the_reports_year_is_read() -> None:
    heads, *rows = requests()
    last = [heads, *([row[0], *["9"] * 7] for row in rows)]
    before, after = page(last), page(requests()).partition("</p><p>平稳。</p>")[2]
    html = before.replace("<table>", "<p>2022年情况：</p><table>") + "<p>2023年情况：</p>" + after
    found = read(html)
    assert values(found, "requests.granted.") == [1, 2, 3, 4, 5, 6, 7]
    assert [one for one in said(found) if "table" in one] == ["table_of_other_year"]


def test_a_second_table_three_is_named_once() -> None:
    found = read(page(requests(), requests()))
    assert said(found) == ["table_again"]


@pytest.mark.parametrize(
    "heading",
    [
        "第三部分 收到和处理政府信息公开申请情况",
        "（三）收到和处理政府信息公开申请情况",
        "四、收到和处理政府信息公开申请情况",
    ],
)
def test_a_heading_is_known_by_its_words_in_spite_of_its_number(heading: str) -> None:
    above = "<p>二、主动公开政府信息情况</p><p>略。</p>"
    found = read(f"{page()}{above}<p>{heading}</p><p>本年无。</p>{page(DISCLOSURE)}")
    assert found.report.part("3").text.startswith("本年无。")


def test_aspects_of_part_one_are_no_parts() -> None:
    aspects = "<p>（一）主动公开情况</p><p>甲。</p><p>（二）依申请公开情况</p><p>乙。</p>"
    found = read(page() + aspects + page(DISCLOSURE).partition("</p><p>平稳。</p>")[2])
    assert "乙。" in found.report.part("1").text


def test_a_title_after_the_tables_is_found() -> None:
    title, _, rest = page(DISCLOSURE).partition("</h1>")
    found = read(f"{rest}{title}</h1>")
    assert (found.report.agency, found.report.year) == ("清溪县水务局", 2023)
    assert "年度报告" not in "".join(part.text for part in found.report.parts)


def test_a_number_that_the_page_says_there_is_none_of_is_none() -> None:
    pairs = "<table><tr><td>索引号</td><td>002/2024-1</td><td>文号</td><td>无</td></tr></table>"
    found = read(pairs + page(DISCLOSURE))
    assert (found.report.index_number, found.report.document_number) == ("002/2024-1", None)


def test_a_row_with_too_many_cells_is_not_said_to_have_only_so_many() -> None:
    rows = [list(row) for row in DISCLOSURE]
    rows[1] = ["规章", "1", "2", "3", "4"]
    found = read(page(rows))
    (notice,) = [n for n in found.notices if n.message_id.startswith("row_not")]
    assert "有 4 格" in str(notice)
    assert "只" not in str(notice)


@pytest.mark.parametrize("piece", ["啊", "1", "（", "“", "一、", "2023年", "、", "5元", "1%", "索引号：", "啊 "])
def test_a_page_run_together_is_read_to_a_bound_and_said(piece: str) -> None:
    run = piece * (100_000 // len(piece))
    found = read(f"{page(DISCLOSURE)}<p>三、收到和处理政府信息公开申请情况</p><p>办结{run}</p>")
    assert said(found) == ["paragraph_too_long"]
    confront(found.report, builtin())
