"""The first kind: text copied from a page, one cell a line, as in the sample of the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core import formats
from core.catalog import edition
from core.errors import UserError
from core.extract import extract
from core.model import Cell, Report
from core.values import State
from tests.core.builders import balanced
from tests.core.extract.copied import one_cell_a_line, read, values

SAMPLE = Path("resources/samples/示例.txt")


def test_the_sample_is_read_whole() -> None:
    content = SAMPLE.read_bytes()
    extraction = extract(formats.read(content, SAMPLE.name), SAMPLE.name)
    report = extraction.report
    assert extraction.notices == ()
    assert all(cell.state is State.NUMBER for cell in report.cells.values())
    assert report.year == 2025
    assert report.agency.startswith("云山市清溪区")
    assert report.index_number
    assert report.published is not None
    assert [part.heading is not None for part in report.parts] == [False] + [True] * 6
    assert "分享到" not in report.part("6").text
    assert "索引号" not in report.part("0").text


def test_each_cell_knows_its_line() -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    report = extract(formats.read(SAMPLE.read_bytes(), SAMPLE.name), SAMPLE.name).report
    for cell in report.cells.values():
        assert cell.where is not None
        assert cell.where.line is not None
        assert lines[cell.where.line - 1].strip() == cell.text.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding(encoding: str) -> None:
    report = balanced({"1": "一段文字。"})
    content = one_cell_a_line(report).encode(encoding)
    assert values(extract(formats.read(content, "报告.txt")).report) == values(report)


def test_portal_header_and_footer() -> None:
    head = (
        "当前位置 : 首页\n>>水务局 >>政府信息公开年报\n索引号: 002590745/2025-00388 公开方式: 主动公开\n"
        "文号: 公开日期: 2025-01-22 15:32\n发布单位: 云山市清溪区水务局\n\n"
    )
    report = read(head + one_cell_a_line(balanced({"1": "一段。", "6": "没有其他事项。"}))).report
    assert report.index_number == "002590745/2025-00388"
    assert report.document_number is None
    assert report.published == date(2025, 1, 22)
    assert report.publisher == report.agency == "云山市清溪区水务局"
    assert report.part("6").text == "没有其他事项。"
    assert report.part("1").text == "一段。"


def test_labels_broken_over_lines() -> None:
    text = one_cell_a_line(balanced()).replace("商业企业", "商业\n\n企业").replace("结果纠正", "结果\n纠正")
    text = text.replace("5.属于三类内部事务信息", "5.属于三类\n\n内部事务信息")
    assert values(read(text).report) == values(balanced())


def test_blank_cells_are_counted_back_from_the_gaps() -> None:
    report = balanced(requests__received__business="", requests__received__research="", disputes__review__other="")
    read_back = read(one_cell_a_line(report)).report
    assert values(read_back) == values(report)


def test_cells_that_cannot_be_placed_are_said_and_never_moved() -> None:
    text = one_cell_a_line(balanced(), gap="\n").replace(
        "一、本年新收政府信息公开申请数量\n7\n1\n0\n0\n0\n0\n8", "一、本年新收政府信息公开申请数量\n7\n1\n8"
    )
    extraction = read(text)
    cell = extraction.report.cells["requests.received.total"]
    assert (cell.state, cell.text) == (State.UNREADABLE, "7 1 8")
    assert any("只读到 3 格" in str(notice) for notice in extraction.notices)


def test_a_damaged_label_is_found_by_its_place_and_marked() -> None:
    text = one_cell_a_line(balanced()).replace("2.重复申请", "2.@@@@")
    extraction = read(text)
    assert values(extraction.report) == values(balanced())
    assert not extraction.report.cells["requests.not_processed.repeated.total"].sure
    assert any("2.@@@@" in str(notice) for notice in extraction.notices)


def test_typos_and_short_labels() -> None:
    text = one_cell_a_line(balanced())
    for official, written in (
        ("5.属于三类内部事务信息", "5.属于三类内容事务信息"),
        ("行政规范性文件", "规范性文件"),
        ("现行有效件数", "现行有效件数（历史累计）"),
        ("（六）其他处理", "（六）其他"),
        ("一、总体情况", "一、总体概述"),
    ):
        text = text.replace(official, written)
    assert values(read(text).report) == values(balanced())


def test_a_number_with_its_word_is_unreadable_and_keeps_its_place() -> None:
    report = balanced().with_cells({"requests.granted.total": Cell.of("约5件")})
    cell = read(one_cell_a_line(report)).report.cells["requests.granted.total"]
    assert (cell.state, cell.text) == (State.UNREADABLE, "约5件")


def test_the_name_of_a_law_is_no_title_and_an_aspect_is_no_part() -> None:
    texts = {"1": "（一）主动公开情况\n公开信息9条。\n（二）依申请公开情况\n收到申请8件。"}
    report = read(one_cell_a_line(balanced(texts))).report
    assert report.part("1").text == texts["1"]
    assert report.part("2").text == ""


def test_years_that_disagree_are_said() -> None:
    text = one_cell_a_line(balanced()).replace("从2024年1月1日到2024年", "从2023年1月1日到2023年")
    assert any("2023" in str(notice) for notice in read(text).notices)


def test_two_reports_in_one_file_are_not_mixed_and_it_is_said() -> None:
    first, second = balanced(), balanced(requests__received__natural_person=9, requests__received__total=10)
    extraction = read(one_cell_a_line(first) + one_cell_a_line(second))
    assert values(extraction.report) in (values(first), values(second))
    assert any("不止一张" in str(notice) for notice in extraction.notices)


def test_signature_and_date_of_completion() -> None:
    text = one_cell_a_line(balanced({"6": "无。"})).replace("分享到:", "云山市清溪区水务局\n2025年1月20日\n分享到:")
    report = read(text).report
    assert (report.signatory, report.completed) == ("云山市清溪区水务局", date(2025, 1, 20))
    assert report.part("6").text == "无。"


def test_a_date_that_cannot_be_read_stays_among_the_words_to_be_judged() -> None:
    report = read("公开日期：20251月16日\n" + one_cell_a_line(balanced())).report
    assert report.published is None
    assert report.part("0").text.startswith("公开日期：20251月16日\n")


@pytest.mark.parametrize("day", ["2026年2月30日", "2026年13月1日", "2025-06-31", "2025-01-32"])
def test_a_date_that_no_calendar_has_stays_among_the_words_to_be_judged(day: str) -> None:
    signed = one_cell_a_line(balanced({"6": "无。"})).replace("分享到:", f"云山市清溪区水务局\n{day}\n分享到:")
    report = read(signed).report
    assert (report.signatory, report.completed) == ("云山市清溪区水务局", None)
    assert report.part("6").text == f"无。\n{day}"
    title, rest = one_cell_a_line(balanced()).split("\n", 1)
    for line in (day, f"成文日期：{day}"):
        report = read(f"{title}\n{line}\n{rest}").report
        assert (report.part("0").text.split("\n")[0], report.completed) == (line, None)


@pytest.mark.parametrize("text", ["今天天气很好。", "a,b,c\n1,2,3\n", "x" * 5000])
def test_what_is_no_report_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(UserError, match="请"):
        read(text)


def test_the_edition_of_2019_is_recognised() -> None:
    form = edition("2019")
    cells = {address: Cell.of(str(i)) for i, address in enumerate(form.addresses)}
    report = Report("2019", cells, title="2020年云山市水务局政府信息公开工作年度报告", agency="云山市水务局", year=2020)
    read_back = read(one_cell_a_line(report)).report
    assert read_back.edition == "2019"
    assert values(read_back) == values(report)


def test_items_of_part_one_numbered_as_the_parts_are_stay_in_part_one() -> None:
    items = (
        "2024年，区水务局各项工作取得新进展。\n一、主动公开情况。发布河湖治理信息40条。\n"
        "二、依申请公开情况。规范登记、答复各环节。\n三、政府信息管理情况。清理历年文件。"
    )
    report = read(one_cell_a_line(balanced({"1": items}))).report
    assert report.part("1").text == items
    assert report.part("2").heading == "二、主动公开政府信息情况"


@pytest.mark.parametrize(
    "mark", ["机密★1年", "密级：秘密", "秘密★", "内部资料，注意保存", "密级：秘密★6个月　　公开形式：主动公开"]
)
def test_a_mark_of_secrecy_above_the_title_is_kept(mark: str) -> None:
    report = read(f"{mark}\n{SAMPLE.read_text(encoding='utf-8')}").report
    assert report.part("0").paragraphs[0] == mark
    assert report.title == read(SAMPLE.read_text(encoding="utf-8")).report.title
