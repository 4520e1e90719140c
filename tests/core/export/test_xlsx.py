"""The official workbook: geometry of the form, values, no formulas, heights, and the marks of a review copy."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from core import catalog
from core.export import xlsx
from core.export.review import ReviewCopy
from core.export.sheets import TABLE_TOP, coordinates, places, put, rectangles, text_height
from core.model import Cell, Decision, DecisionKind, Part, Report
from core.texts import text
from core.values import State, read

from .conftest import make_report

TABLES = ("disclosure", "requests", "disputes")


def opened(content: bytes, **options: Any) -> Any:
    return load_workbook(BytesIO(content), **options)


def sheet_of(book: Any, name: str) -> Any:
    return book[text(f"workbook.sheet.{name}")]


def lines(book: Any) -> list[tuple[object, object]]:
    """Columns A and B of 报告正文 without empty rows."""
    rows = sheet_of(book, "text").iter_rows(max_col=2, values_only=True)
    return [row for row in rows if row != (None, None)]


def test_the_sheets_stand_in_the_order_of_the_report(report: Report) -> None:
    assert opened(xlsx.render(report)).sheetnames == ["报告正文", "表二 主动公开", "表三 依申请公开", "表四 复议诉讼"]


@pytest.mark.parametrize("edition_id", catalog.EDITIONS)
@pytest.mark.parametrize("table_id", TABLES)
def test_labels_and_merged_cells_are_those_of_the_official_form(edition_id: str, table_id: str) -> None:
    table = catalog.edition(edition_id).table(table_id)
    sheet = sheet_of(opened(xlsx.render(make_report(edition_id))), table_id)
    merged = {
        (area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
        if area.min_row >= TABLE_TOP
    }
    expected = {
        (c.row + TABLE_TOP, c.column + 1, c.row + TABLE_TOP + c.rowspan - 1, c.column + c.colspan)
        for c in table.layout
        if c.rowspan > 1 or c.colspan > 1
    }
    assert merged == expected
    for cell in table.layout:
        if cell.text:
            assert sheet.cell(cell.row + TABLE_TOP, cell.column + 1).value == cell.text
    assert sheet.max_row == TABLE_TOP + table.height - 1
    assert sheet.max_column == table.width


@pytest.mark.parametrize("edition_id", catalog.EDITIONS)
def test_every_cell_reads_back(edition_id: str) -> None:
    report = make_report(edition_id)
    book = opened(xlsx.render(report))
    for table in catalog.edition(edition_id).tables:
        for address, coordinate in coordinates(table).items():
            value = sheet_of(book, table.id)[coordinate].value
            reading = read("" if value is None else str(value))
            cell = report.cells[address]
            assert (reading.state, reading.value) == (cell.state, cell.value), address


def test_numbers_are_numbers_blanks_are_empty_and_unreadable_cells_keep_their_text(report: Report) -> None:
    book = opened(xlsx.render(report))
    edition = catalog.edition("2021")
    expected = {State.NUMBER: (int, float), State.BLANK: (type(None),), State.UNREADABLE: (str,)}
    for table in edition.tables:
        for address, coordinate in coordinates(table).items():
            cell = sheet_of(book, table.id)[coordinate]
            assert isinstance(cell.value, expected[report.cells[address].state]), address
            assert cell.data_type in ("n", "s")


def test_metadata_stand_as_label_and_value_under_the_title(report: Report) -> None:
    assert lines(opened(xlsx.render(report)))[:9] == [
        (report.title, None),
        ("机关名称", report.agency),
        ("年度", 2024),
        ("索引号", report.index_number),
        ("文号", report.document_number),
        ("公开日期", "2025-01-22"),
        ("成文日期", "2025-01-20"),
        ("发布单位", report.publisher),
        ("署名", report.signatory),
    ]


def test_unknown_metadata_have_no_line(report: Report) -> None:
    bare = replace(report, document_number=None, published=None, signatory=None)
    labels = [label for label, value in lines(opened(xlsx.render(bare))) if value is not None]
    assert labels == ["机关名称", "年度", "索引号", "成文日期", "发布单位"]


def test_headings_and_paragraphs_follow_one_a_row(report: Report) -> None:
    written = [label for label, value in lines(opened(xlsx.render(report)))[9:]]
    expected: list[str] = []
    for part in report.parts:
        expected += [part.heading] if part.heading else []
        expected += part.paragraphs
    assert written == expected


def test_the_line_above_a_table_names_body_and_year(report: Report) -> None:
    for table_id in TABLES:
        values = [c.value for c in sheet_of(opened(xlsx.render(report)), table_id)[2] if c.value]
        assert values == [f"填报单位：{report.agency}", "年度：2024年"]


@pytest.mark.parametrize("words", ["=1+1", "+1-1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "#REF!", "=", "\t=1+1"])
def test_no_text_becomes_a_formula(words: str, report: Report) -> None:
    address = "requests.granted.business"
    hostile = replace(
        report, title=words, agency=words, index_number=words, parts=(Part("0", None, words), *report.parts[1:])
    )
    hostile = hostile.with_cells({address: Cell(State.UNREADABLE, None, words)})
    book = opened(xlsx.render(hostile))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert sum(cell.value == words for cell in cells) == 5


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    cell = Workbook().active["A1"]
    put(cell, "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    put(cell, "一")
    assert not cell.quotePrefix


def test_characters_that_no_workbook_may_hold_do_not_stop_the_export(report: Report) -> None:
    report = replace(report, title="甲\x00乙\x1f丙\ud800丁")
    assert lines(opened(xlsx.render(report)))[0][0] == "甲 乙 丙 丁"


def test_a_long_paragraph_gets_rows_high_enough_and_none_too_high_for_excel(report: Report) -> None:
    words = "本机关依法公开政府信息。" * 400
    sheet = sheet_of(opened(xlsx.render(report.with_part(Part("5", "五、存在的主要问题及改进情况", words)))), "text")
    start = next(cell.row for cell in sheet["A"] if cell.value == words)
    area = next(area for area in sheet.merged_cells.ranges if area.min_row == start)
    heights = [sheet.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
    assert max(heights) <= 409
    width = sum(sheet.column_dimensions[column].width for column in "AB") * 5.25
    needed = len(words) * 12 / width * 12 * 1.2
    assert sum(heights) >= needed


def test_text_longer_than_a_cell_may_hold_is_not_cut(report: Report) -> None:
    words = "".join(chr(0x4E00 + at % 5000) for at in range(70_000))
    book = opened(xlsx.render(report.with_part(Part("6", "六、其他需要报告的事项", words))))
    assert "".join(str(label) for label, _ in lines(book)).endswith(words)


def test_a_long_unreadable_cell_makes_its_row_higher(report: Report) -> None:
    words = "详见本机关另行报送的说明材料"
    address = "requests.received.research"
    plain, long = (
        sheet_of(opened(xlsx.render(changed)), "requests").row_dimensions[7].height
        for changed in (report, report.with_cells({address: Cell.of(words)}))
    )
    assert long > plain


@pytest.mark.parametrize(
    ("table_id", "orientation"), [("disclosure", "portrait"), ("requests", "portrait"), ("disputes", "landscape")]
)
def test_a_table_prints_on_a4_one_page_wide(table_id: str, orientation: str, report: Report) -> None:
    sheet = sheet_of(opened(xlsx.render(report)), table_id)
    assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == orientation
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_header_rows_repeat_on_every_page(report: Report) -> None:
    book = opened(xlsx.render(report))
    assert sheet_of(book, "requests").print_title_rows == "$4:$6"
    assert sheet_of(book, "disclosure").print_title_rows is None


def test_every_cell_of_the_form_has_a_border(report: Report) -> None:
    book = opened(xlsx.render(report))
    for table in catalog.edition("2021").tables:
        for item in table.layout:
            top, left = item.row + TABLE_TOP, item.column + 1
            first = sheet_of(book, table.id).cell(top, left).border
            last = sheet_of(book, table.id).cell(top + item.rowspan - 1, left + item.colspan - 1).border
            assert (first.top.style, first.left.style, last.bottom.style, last.right.style) == ("thin",) * 4


def test_heights_grow_with_the_text() -> None:
    assert text_height("一" * 100, 200, 12) > text_height("一" * 10, 200, 12)
    assert text_height("一\n二\n三", 200, 12) > text_height("一二三", 200, 12)


@pytest.mark.parametrize(
    ("found", "ranges"),
    [
        ([(1, 1), (1, 2), (2, 1), (2, 2), (4, 1), (4, 2), (3, 5)], ["A1:B2", "E3", "A4:B4"]),
        ([(1, 1), (2, 1), (3, 1)], ["A1:A3"]),
        ([(1, 1), (1, 3)], ["A1", "C1"]),
        ([], []),
    ],
)
def test_places_are_gathered_into_ranges(found: list[tuple[int, int]], ranges: list[str]) -> None:
    assert rectangles(found) == ranges


@pytest.mark.parametrize("table_id", TABLES)
def test_ranges_hold_exactly_the_places_they_were_made_of(table_id: str) -> None:
    wanted = set(places(catalog.edition("2021").table(table_id)).values())
    sheet = Workbook().active
    covered: list[tuple[int, int]] = []
    for area in rectangles(wanted):
        cells = sheet[area]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        covered += [(cell.row, cell.column) for row in rows for cell in row]
    assert sorted(covered) == sorted(wanted)


# ------------------------------------------------------------------------------------------------ the review copy


def cell_at(book: Any, address: str) -> Any:
    table = catalog.edition("2021").table_of[address]
    return sheet_of(book, table.id)[coordinates(table)[address]]


def test_a_faulty_cell_shows_its_note_keeps_its_number_and_says_why(report: Report, review: ReviewCopy) -> None:
    cell = cell_at(opened(xlsx.render(report, review)), "requests.received.natural_person")
    assert cell.value == 21488
    assert '"[1]"' in cell.number_format
    assert "自然人一列不平衡" in cell.comment.text
    assert "本年新收·自然人改为21487" in cell.comment.text


def test_the_suspected_cell_is_told_from_its_partners_without_colour(report: Report, review: ReviewCopy) -> None:
    book = opened(xlsx.render(report, review))
    suspect = cell_at(book, "requests.received.natural_person")
    partner = cell_at(book, "requests.total.natural_person")
    assert (suspect.border.left.style, suspect.font.b, suspect.font.u) == ("thick", True, None)
    assert (partner.border.left.style, bool(partner.font.b), partner.font.u) == ("thin", False, "single")


def test_an_amount_keeps_its_decimals_beside_the_note(report: Report, review: ReviewCopy) -> None:
    marked = replace(review.findings[0], cells=("disclosure.fees.amount",), suspects=())
    book = opened(xlsx.render(report, ReviewCopy((marked,))))
    cell = cell_at(book, "disclosure.fees.amount")
    assert cell.number_format.startswith('0.000"[1]"')
    assert cell.value == 4068.208


def test_faulty_words_are_underlined_and_numbered_and_the_text_stays(report: Report, review: ReviewCopy) -> None:
    sheet = sheet_of(opened(xlsx.render(report, review), rich_text=True), "text")
    row = next(cell.row for cell in sheet["A"] if str(cell.value) == report.part("0").text)
    marked = [block.text for block in sheet.cell(row, 1).value if block.font.u]
    assert marked == ["20241月1日"]
    assert sheet.cell(row, 3).value == "[2]"
    assert "漏写" in sheet.cell(row, 1).comment.text


def test_a_finding_about_a_part_stands_at_its_heading(report: Report, review: ReviewCopy) -> None:
    sheet = sheet_of(opened(xlsx.render(report, review)), "text")
    row = next(cell.row for cell in sheet["A"] if cell.value == "六、其他需要报告的事项")
    assert sheet.cell(row, 3).value == "[4]"


def test_the_lists_of_the_review_have_sheets_of_their_own(report: Report, review: ReviewCopy) -> None:
    book = opened(xlsx.render(report, review))
    assert book.sheetnames[4:] == ["问题清单", "修改记录", "读取说明", "审核签字"]
    shown = {
        name: [str(c.value) for row in sheet_of(book, name).iter_rows() for c in row if c.value is not None]
        for name in ("findings", "edits", "notices", "sign_off")
    }
    for finding in review.findings:
        assert any(finding.message in words for words in shown["findings"])
    assert {"初审", "复审", "终审"} <= set(shown["sign_off"])
    assert f"核对结论：{review.conclusion}" in shown["findings"]
    assert f"核对结论：{review.conclusion}" in shown["sign_off"]
    assert any("51764" in words for words in shown["edits"])
    assert len(shown["notices"]) > 1


def test_the_sign_off_box_has_a_page_of_its_own_and_the_names_that_are_known(
    report: Report, review: ReviewCopy
) -> None:
    signed = replace(review, signatories=("王工", "", "李主任"))
    sheet = sheet_of(opened(xlsx.render(report, signed)), "sign_off")
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"初审\n王工", "复审", "终审\n李主任"} <= set(words)
    height = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
    # a landscape page of A4 less its margins
    assert height < (210 - 2 * 19.05) / 25.4 * 72
    assert words.index("审核签字") < words.index("初审\n王工")


def test_what_was_decided_stands_in_the_comment_too(report: Report, review: ReviewCopy) -> None:
    decided = replace(review, decisions={review.findings[0].key: Decision(DecisionKind.IGNORED, "原件如此")})
    cell = cell_at(opened(xlsx.render(report, decided)), review.findings[0].suspects[0])
    assert "（已忽略：原件如此）" in cell.comment.text


def test_the_list_of_a_review_without_findings_says_so(report: Report) -> None:
    sheet = sheet_of(opened(xlsx.render(report, ReviewCopy())), "findings")
    assert "本次核对未发现问题。" in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_no_row_of_a_review_is_cut(report: Report, review: ReviewCopy) -> None:
    long = replace(review.findings[0], message="不平衡的说明。" * 60)
    sheet = sheet_of(opened(xlsx.render(report, ReviewCopy((long,)))), "findings")
    cell = next(c for row in sheet.iter_rows() for c in row if c.value and str(c.value).startswith(long.message))
    area = next((a for a in sheet.merged_cells.ranges if cell.coordinate in a), None)
    last = area.max_col if area else cell.column
    widths = [sheet.column_dimensions[get_column_letter(c)].width for c in range(cell.column, last + 1)]
    needed = len(long.message) * 10.5 / (sum(widths) * 5.25) * 10.5 * 1.2
    assert sheet.row_dimensions[cell.row].height >= min(needed, 409)


def test_hostile_text_reaches_the_workbook_whole(hostile_report: Report) -> None:
    assert lines(opened(xlsx.render(hostile_report)))[0][0] == hostile_report.title
