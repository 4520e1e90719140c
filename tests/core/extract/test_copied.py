"""What copying does to a table in text: serials before rows, labels broken off, cells of which only a gap is left."""

from __future__ import annotations

import re

import pytest

from core.catalog import edition
from core.extract.labels import squeeze
from core.model import Report
from tests.core.builders import balanced
from tests.core.extract.copied import one_cell_a_line, read, values

FIRST, LAST = "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"


def with_serials(report: Report, gap: str, head: str) -> str:
    """Table three with a column 序号: each row's number stands before its first label, after the cells of the row
    before."""
    before, table, after = re.split(
        f"({FIRST}.*?{LAST}(?:{gap}\\d+){{7}})", one_cell_a_line(report, gap), flags=re.DOTALL
    )
    lines: list[str] = []
    count = 0
    for cell in table.split(gap):
        if not cell.isdigit() and (not lines or lines[-1].isdigit()):
            count += 1
            lines.append(str(count))
        lines.append(cell)
    head = f"{head}{gap}" if head else ""
    return before.replace("（本列数据", f"{head}（本列数据") + gap.join(lines) + after


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("head", ["序号", ""])
def test_the_serials_of_copied_rows_are_none_of_the_cells_before_them(gap: str, head: str) -> None:
    text = with_serials(balanced(), gap, head)
    assert f"{gap}1{gap}{FIRST}" in text
    extraction = read(text)
    assert values(extraction.report) == values(balanced())
    assert extraction.report.part("3").text == ""
    assert [n.message_id for n in extraction.notices] == []


def test_remarks_between_the_rows_do_not_hide_their_serials() -> None:
    report = balanced(requests__denied__state_secret__natural_person="6", requests__denied__state_secret__total="6")
    text = with_serials(report, "\n", "序号")
    for serial in (6, 9, 20):
        text, count = re.subn(rf"(\n\d)(\n{serial}\n\d\.)", r"\1\n已核\2", text)
        assert count == 1
    assert values(read(text).report) == values(report)


def test_totals_that_happen_to_count_are_cells() -> None:
    rows = {
        f"requests__denied__{name}__total": str(n) for n, name in enumerate(("state_secret", "prohibited_by_law"), 1)
    }
    report = balanced(**rows)
    assert values(read(one_cell_a_line(report)).report) == values(report)


@pytest.mark.parametrize(
    ("label", "broken"),
    [
        ("4.无正当理由大量反复申请", "无\n正当理由大量\n反复申请"),
        ("4.无正当理由大量反复申请", "④无\n正当理由大量反复申请"),
        ("2.重复申请", "②重复申\n请"),
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "1.申请人\n无正当理由逾期不补正\n、\n行政机关不再处理其政府\n信息公开申请",
        ),
        ("3.要求提供公开出版物", "③要\n求提供公开出版物"),
    ],
)
def test_a_piece_of_a_label_that_reads_as_a_cell_is_the_labels(label: str, broken: str) -> None:
    text = one_cell_a_line(balanced(), "\n")
    assert f"\n{label}\n" in text
    extraction = read(text.replace(f"\n{label}\n", f"\n{broken}\n"))
    assert values(extraction.report) == values(balanced())
    assert not extraction.notices


def test_a_cell_with_the_word_for_none_before_a_label_stays_a_cell() -> None:
    text = one_cell_a_line(balanced(), "\n")
    start = text.index("3.要求提供公开出版物")
    end = text.index("4.无正当")
    row = text[start:end].split("\n")
    row[-2] = "无"
    extraction = read(text[:start] + "\n".join(row) + text[end:])
    expected = values(balanced()) | {"requests.not_processed.published_material.total": None}
    assert squeeze(row[0]) == "3.要求提供公开出版物"
    assert values(extraction.report) == expected


@pytest.mark.parametrize("written", ["①属于某家秘密", "1.属某国家某密"])
def test_a_row_of_bars_with_a_damaged_label_is_told_by_its_place_also_if_it_begins_empty(written: str) -> None:
    report = balanced(requests__denied__state_secret__natural_person="")
    text = one_cell_a_line(report, between="\n|\n").replace("1.属于国家秘密", written)
    extraction = read(text)
    assert values(extraction.report) == values(report)


def test_numbers_between_paragraphs_are_no_blank_table_four() -> None:
    blank = {address.replace(".", "__"): "" for address in edition().table("disputes").addresses}
    report = balanced({"1": ""}, **blank)
    before, after = one_cell_a_line(report, between="\n|\n").split("五、存在的主要问题")
    other = "一、总体情况\n全年围绕群众关切公开信息，渠道和数量见下表。\n门户网站\n|\n309\n\n"
    extraction = read(f"{before}{other}五、存在的主要问题{after}")
    assert not [notice for notice in extraction.notices if "309" in str(notice) and notice.cells]
    assert values(extraction.report)["disputes.review.total"] is None


def blanked(*names: str) -> dict[str, object]:
    """The cells whose addresses begin so, left blank."""
    return {a.replace(".", "__"): "" for a in edition().addresses if a.startswith(names)}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize(
    "names",
    [
        ("requests.received.total",),
        ("requests.granted.natural_person", "requests.granted.total"),
        ("requests.denied", "disclosure.regulations", "disclosure.coercion"),
        ("requests.received", "requests.carried_in"),
        ("disputes.review",),
        ("disputes",),
        ("disclosure", "requests.unavailable", "disputes.litigation"),
    ],
)
def test_blank_cells_at_the_ends_of_rows_and_rows_of_blank_cells_keep_their_place(
    gap: str, names: tuple[str, ...]
) -> None:
    report = balanced(**blanked(*names))
    extraction = read(one_cell_a_line(report, gap))
    assert values(extraction.report) == values(report)
    assert {n.message_id for n in extraction.notices} <= {"row_by_gaps"}
    assert all(extraction.report.part(n).text == report.part(n).text for n in "234")


def test_blank_cells_at_the_end_of_a_table_are_said() -> None:
    """What follows it may stand further off than a row would."""
    report = balanced(**blanked("requests.carried_out.total"))
    text = one_cell_a_line(report, "\n").replace("\n四、政府信息公开行政复议", "\n\n\n四、政府信息公开行政复议")
    extraction = read(text)
    assert values(extraction.report) == values(report)
    assert not extraction.report.cells["requests.carried_out.total"].sure
    assert [n.message_id for n in extraction.notices] == ["row_by_gaps"]


def test_gaps_between_all_rows_are_no_blank_cells() -> None:
    """The copy has lost a cell without a trace, and sets each row apart."""
    form = edition().table("requests")
    text = one_cell_a_line(balanced(), "\n")
    for row in form.rows:
        text = re.sub(rf"({re.escape(row.label)}(?:\n\d+){{7}})", r"\1\n", text)
    whole = "（一）予以公开\n4\n1\n0\n0\n0\n0\n5"
    assert whole in text
    extraction = read(text.replace(whole, whole.replace("\n4\n1", "\n4")))
    cell = extraction.report.cells["requests.granted.business"]
    assert (cell.value, cell.sure) == (None, False)
    assert [n.message_id for n in extraction.notices] == ["row_not_placed"]


def test_a_merged_head_that_stands_by_itself_above_its_rows_is_no_text() -> None:
    """So a page's first row with one cell over all columns is copied."""
    heads, row = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计", "1\t0\t0\t0\t1"
    kinds = "\n".join(f"{kind}\n{heads}\n{row}" for kind in ("行政复议", "未经复议直接起诉", "复议后起诉"))
    before, after = re.split("(?<=行政诉讼情况)\n\n.*(?=五、存在)", one_cell_a_line(balanced()), flags=re.DOTALL)
    report = read(f"{before}\n{kinds}\n{after}").report
    assert report.part("4").text == ""
    assert report.cells["disputes.review.total"].value == 1


def from_word(report: Report) -> str:
    """A row a line, its cells parted by tabs, with an empty place where a cell above goes on."""
    lines = [report.title, report.part("0").text]
    form = edition(report.edition)
    for part in form.parts:
        lines += [part.heading, *report.part(part.number).paragraphs]
        rows: dict[int, list[str]] = {}
        table = form.table_of_part(part.number)
        for cell in sorted(table.layout, key=lambda cell: cell.column) if table else ():
            for row in range(cell.rowspan):
                words = cell.text or report.cells[cell.address or ""].text
                rows.setdefault(cell.row + row, []).append("" if row else words)
        lines += ["\t".join(row) for _, row in sorted(rows.items())]
    return "\n".join(lines)


def test_the_places_that_merged_cells_leave_in_rows_copied_from_word_are_no_cells() -> None:
    report = balanced(disputes__litigation_direct__upheld="3", disputes__litigation_direct__total="3")
    text = from_word(report)
    assert "\n\t\t\t\t\t结果维持\t" in text
    extraction = read(text)
    assert values(extraction.report) == values(report)
    assert all(cell.sure for cell in extraction.report.cells.values())


@pytest.mark.parametrize(
    "label", ["1.属于国家秘密", "5.要求行政机关确认或重新出具已获取信息", "一、本年新收政府信息公开申请数量"]
)
@pytest.mark.parametrize("at", [2, 3, 4, 6])
def test_a_line_break_within_a_label_copied_from_word(label: str, at: int) -> None:
    text = from_word(balanced())
    assert f"{label}\t" in text
    label, text = label.replace("5.", "⑤"), text.replace("5.要求", "⑤要求")
    broken = f"{label[:at]}\n{label[at:]}"
    assert values(read(text.replace(f"{label}\t", f"{broken}\t")).report) == values(balanced())
