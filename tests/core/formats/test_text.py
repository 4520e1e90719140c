"""Plain text and Markdown in all the ways that reports are copied."""

import pytest

from core.formats import read

from .shapes import grids, notices, paragraphs, rows

REPORT = "二、主动公开政府信息情况\n\n规章\n\n 0\n\n\u00a0\n\n行政规范性文件\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_encoding_is_found_out(encoding):
    document = read(REPORT.encode(encoding), "报告.txt")
    assert paragraphs(document) == ["二、主动公开政府信息情况", "规章", "0", "行政规范性文件"]


def test_big5_is_told_from_gb18030():
    text = "臺北市政府資訊公開年度報告，依據規定辦理，本年度受理申請之件數為壹拾貳件，均已辦結。" * 5
    assert paragraphs(read(text.encode("big5"), "a.txt")) == [text]


def test_blank_lines_show_as_gaps_between_line_numbers():
    assert [block.where.line for block in read(REPORT.encode(), "").blocks] == [1, 3, 5, 9]


def test_all_line_ends_count_once():
    assert [block.where.line for block in read(b"a\r\nb\rc\n\nd", "").blocks] == [1, 2, 3, 5]


def test_a_damaged_character_is_reported_not_guessed():
    document = read("本年新收12件".encode() + b"\xff" + "，办结12件".encode(), "a.txt")
    assert "�" in paragraphs(document)[0]
    assert notices(document) == ["characters_lost"]


def test_radicals_from_a_pdf_become_ideographs():
    assert paragraphs(read("⼀、总体情况 ⻚".encode(), "")) == ["一、总体情况 页"]


def test_cells_parted_by_bars_are_rows_whose_columns_are_only_an_order():
    (grid,) = grids(read("规章 | 0 |  | 3 |\n行政规范性文件 | 1 | 0 | 2 |\n".encode(), ""))
    assert rows(grid) == [["规章", "0", "", "3"], ["行政规范性文件", "1", "0", "2"]]
    assert not grid.exact
    assert str(grid.cells[-1].where) == "第 2 行第 4 列"


def test_bars_on_lines_of_their_own_make_one_row_and_two_in_succession_an_empty_cell():
    text = "二、主动公开政府信息情况\n\n规章\n|\n0\n|\n|\n3\n|\n\n三、收到和处理情况\n"
    document = read(text.encode(), "")
    (grid,) = grids(document)
    assert rows(grid) == [["规章", "0", "", "3"]]
    assert [cell.where.line for cell in grid.cells] == [3, 5, 7, 8]
    assert paragraphs(document) == ["二、主动公开政府信息情况", "三、收到和处理情况"]


def test_a_label_broken_over_lines_between_bars_stays_one_cell():
    (grid,) = grids(read("规章\n|\n结果\n纠正\n|\n5\n|\n".encode(), ""))
    assert rows(grid) == [["规章", "结果\n纠正", "5"]]


def test_a_heading_right_under_a_bar_is_no_cell():
    document = read("规章\n|\n5\n|\n三、收到和处理情况\n申请人情况\n|\n自然人\n|\n".encode(), "")
    assert paragraphs(document) == ["三、收到和处理情况"]
    assert [rows(grid) for grid in grids(document)] == [[["规章", "5"]], [["申请人情况", "自然人"]]]


def test_markdown_tables_are_exact_and_headings_have_their_level():
    text = "# 报告\n\n## 二、**主动公开**\n| 信息内容 | 本年<br>制发 |\n|---|:-:|\n| 规章 | |\n| a\\|b | 2 |\n"
    document = read(text.encode(), "报告.md")
    assert [(block.text, block.heading) for block in document.blocks[:2]] == [("报告", 1), ("二、主动公开", 2)]
    (grid,) = grids(document)
    assert grid.exact
    assert rows(grid) == [["信息内容", "本年\n制发"], ["规章", ""], ["a|b", "2"]]


def test_two_markdown_tables_without_a_line_between_are_two_grids():
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n| c | d | e |\n|---|---|---|\n| 3 | 4 | 5 |\n"
    assert [grid.columns for grid in grids(read(text.encode(), "a.md"))] == [2, 3]


def test_rows_pasted_from_a_spreadsheet_keep_their_empty_cells_and_columns():
    (grid,) = grids(read('\t"结果\n维持"\t总计\n复议\t\t3\n诉讼\t1\t\n'.encode(), ""))
    assert rows(grid) == [["", "结果\n维持", "总计"], ["复议", "", "3"], ["诉讼", "1", ""]]
    assert grid.exact


def test_a_numbered_heading_with_a_tab_is_a_paragraph():
    assert paragraphs(read("一、\t总体情况\n\t本年度依法公开。".encode(), "")) == ["一、总体情况", "本年度依法公开。"]


def test_a_csv_is_one_grid_whatever_parts_its_values():
    for content in ('标题\n规章,0,"1,204"\n', "标题\n规章;0;1,204\n", "标题\n规章\t0\t1,204\n"):
        (grid,) = grids(read(content.encode("gb18030"), "表.csv"))
        assert rows(grid) == [["标题", "", ""], ["规章", "0", "1,204"]]


def test_where_bars_only_part_cells_one_at_the_end_of_a_table_has_an_empty_cell_after_it():
    text = "规章\n|\n0\n|\n\n\n行政许可\n|\n3\n|\n\n\n行政强制\n|\n5\n\n四、复议情况\n总计\n|\n\n"
    assert [rows(grid) for grid in grids(read(text.encode(), ""))] == [
        [["规章", "0", "", "行政许可", "3", "", "行政强制", "5"]],
        [["总计", ""]],
    ]
