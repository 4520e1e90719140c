"""Parts, headings, tables and what the parts must speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.catalog import edition
from core.checks import confront
from core.model import Cell, Finding, Location, Part, Report, Severity, blank_cells
from core.rules import builtin
from tests.core.builders import PARTS, balanced


def faults(report: Report, category: str = "structure") -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in findings(report, category)]


def findings(report: Report, category: str = "structure") -> list[Finding]:
    return [f for f in confront(report, builtin()).findings if f.category == category]


def without(report: Report, number: str) -> Report:
    return report.with_part(Part(number))


@pytest.mark.parametrize("number", ["1", "5", "6"])
def test_a_part_that_is_not_there_is_an_error(number: str) -> None:
    assert ("missing-part", Severity.ERROR) in faults(without(balanced(), number))


@pytest.mark.parametrize("number", ["2", "3", "4"])
def test_a_heading_that_is_not_there_while_its_table_is(number: str) -> None:
    assert faults(without(balanced(), number)) == [("missing-part", Severity.WARNING)]


@pytest.mark.parametrize("table", edition().tables, ids=lambda table: table.id)
def test_a_table_that_is_not_there_is_an_error(table: object) -> None:
    report = balanced().with_cells(blank_cells(getattr(table, "addresses")))  # noqa: B009
    assert ("missing-table", Severity.ERROR) in faults(report)


@pytest.mark.parametrize("count", [5, 9])
def test_many_rows_that_are_not_there_are_told_at_once(count: int) -> None:
    form = edition()
    table = form.table("requests")
    rows = [row.id for row in table.rows if row.id.startswith(("denied.", "not_processed."))][:count]
    there = {a: Cell.of("0", Location(line=9)) for a in form.addresses}
    gone = {a: Cell.of("") for a in table.addresses if a.removeprefix("requests.").rpartition(".")[0] in rows}
    found = [rule for rule, _ in faults(balanced().with_cells({**there, **gone}))]
    assert found.count("missing-row") == 1


def test_a_table_left_blank_is_there() -> None:
    blanks = dict.fromkeys(edition().table("disputes").addresses, Cell.of("", Location(line=9)))
    assert "missing-table" not in {rule for rule, _ in faults(balanced().with_cells(blanks))}


def test_a_workbook_with_tables_only_is_mentioned_and_no_more() -> None:
    report = replace(balanced(), parts=tuple(Part(number) for number in "0123456"))
    assert faults(report) == [("only-tables", Severity.INFO)]


def headed(**headings: str) -> Report:
    report = balanced()
    for name, heading in headings.items():
        report = report.with_part(replace(report.part(name[-1]), heading=heading))
    return report


@pytest.mark.parametrize(
    "heading",
    [
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、政府信息公开行政复议行政诉讼情况",
        "4、政府信息公开行政复议、行政诉讼情况",
    ],
)
def test_usual_wordings_of_a_heading_are_fine(heading: str) -> None:
    assert faults(headed(part4=heading)) == []


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("六、其他要报告的事情", Severity.INFO),
        ("六、工作展望", Severity.WARNING),
        ("六、其它需要报告的事项", None),
        ("六、其他需要报告的亊项", Severity.WARNING),
        ("六、其他须要报告的事项", Severity.INFO),
    ],
)
def test_an_unusual_heading_is_weighed_by_how_unlike_it_is(heading: str, severity: Severity | None) -> None:
    assert faults(headed(part6=heading)) == ([("heading-name", severity)] if severity else [])


def test_a_report_that_was_renumbered_after_a_part_was_lost() -> None:
    report = without(headed(part6="五、其他需要报告的事项"), "5")
    assert {rule for rule, _ in faults(report)} == {"missing-part", "heading-number"}


def test_headings_without_any_numbers_are_a_way_of_their_own() -> None:
    bare = {f"part{n}": edition().heading(n)[2:] for n in "123456"}
    assert faults(headed(**bare)) == []


def test_parts_in_another_order_than_the_forms() -> None:
    report = balanced()
    for number, line in (("1", 10), ("5", 90), ("6", 80)):
        part = report.part(number)
        report = report.with_part(replace(part, wheres=(Location(line=line),) * len(part.paragraphs)))
    assert faults(report) == [("part-order", Severity.WARNING)]


ASPECTS = PARTS["1"].split("\n")


@pytest.mark.parametrize("at", range(1, 6))
def test_an_aspect_whose_paragraph_was_left_out(at: int) -> None:
    report = balanced({"1": "\n".join(ASPECTS[:at] + ASPECTS[at + 1 :])})
    assert ("five-aspects", Severity.WARNING) in faults(report)


@pytest.mark.parametrize(
    ("told", "faulty"),
    [
        ("全年公开民生保障类信息31条，解读住房保障政策2件。", True),
        ("与市场监督管理局联合发布消费提示。", True),
        ("公布监督电话，接受群众评议。", False),
        ("工作经费和人员得到保障。", False),
    ],
)
def test_social_security_is_not_the_aspect_of_supervision(told: str, faulty: bool) -> None:
    plain = "2024年，我局通过门户网站发布信息，规范办理公开申请，完善信息发布审核机制。"
    report = balanced({"1": plain + told})
    assert ([rule for rule, _ in faults(report)] == ["five-aspects"]) is faulty


def test_aspects_may_be_told_in_plain_sentences() -> None:
    words = (
        "2024年，我局通过门户网站发布信息，规范办理公开申请。\n"
        "完善信息发布审核机制，对专栏进行调整。\n"
        "组织业务培训，接受社会监督。"
    )
    assert faults(balanced({"1": words})) == []


def test_aspects_may_have_headings_of_their_own() -> None:
    words = (
        "2024年，我局工作平稳有序。\n（一）系统推进主动公开。发布信息。\n（二）规范办理依申请公开。按期答复。\n"
        "（三）建好公开平台。做好专栏。\n（四）强化监督管理。开展培训。"
    )
    assert faults(balanced({"1": words})) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Severity.ERROR),
        ("无", Severity.ERROR),
        ("暂无主要问题。", Severity.ERROR),
        ("栏目更新不够及时。", Severity.WARNING),
        ("下一步，我局将组织轮训，完善台账。", Severity.WARNING),
        ("今后，我局将" + "逐科室检查栏目，按季通报，" * 4 + "落实责任。", Severity.WARNING),
        ("我局" + "逐科室检查栏目，按季通报，" * 4 + "今后也将落实责任。", Severity.INFO),
        ("没有问题，今后继续保持。", Severity.ERROR),
        ("存在的问题：\n改进的措施：", Severity.ERROR),
        ("内容的针对性差。", Severity.WARNING),
        ("栏目更新需进一步加强，人员素质需进一步提升。", Severity.INFO),
        ("栏目更新不够及时。下一步按月检查。", None),
    ],
)
def test_part_five_names_problems_and_what_is_done(words: str, expected: Severity | None) -> None:
    assert faults(balanced({"5": words})) == ([("part-five", expected)] if expected else [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("没有其他需要报告的事项。", Severity.WARNING),
        ("2024年收取信息处理费380元。", Severity.INFO),
        ("2024年发出收费通知3件，总金额520元，实际收取520元。", None),
        ("本年度没有收取任何费用。", None),
        ("本年度信息处理费收取情况：无。", None),
    ],
)
def test_part_six_reports_the_fees(words: str, expected: Severity | None) -> None:
    assert {severity for rule, severity in faults(balanced({"6": words})) if rule == "part-six-fees"} == (
        {expected} if expected else set()
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("公开价格收费标准。", Severity.WARNING),
        ("依据国办函〔2020〕109号清理收费目录。", Severity.WARNING),
        ("没有发出信息处理费收费通知。", Severity.INFO),
    ],
)
def test_other_fees_of_other_parts_are_not_those_for_information(told: str, expected: Severity) -> None:
    report = balanced({"1": f"{PARTS['1']}\n{told}", "6": "全年承办建议3件。"})
    assert faults(report) == [("part-six-fees", expected)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("一是甲。\n二是乙。\n四是丁。", ["四是"]),
        ("一是甲；二是乙；三是丙。\n一是甲；二是乙。", []),
        ("不足：一是甲，二是乙。措施：二是丁。", ["二是"]),
        ("1.甲\n2.乙\n4.丁", ["4."]),
        ("1.5万人次参加。\n2.3万人次受益。", []),
    ],
)
def test_numbers_of_items_follow_on(words: str, found: list[str]) -> None:
    report = balanced({"5": f"存在的问题及改进措施如下。\n{words}"})
    assert [f.excerpt for f in findings(report) if f.rule == "item-numbers"] == found


def located(report: Report, blank: frozenset[str] = frozenset()) -> Report:
    """The report as it is read from a file: each cell has its place, except those of `blank`."""
    return report.with_cells(
        {
            address: Cell() if address in blank else Cell.of(cell.text, Location(line=at))
            for at, (address, cell) in enumerate(report.cells.items())
        }
    )


def row_of(prefix: str) -> frozenset[str]:
    return frozenset(address for address in edition().addresses if address.startswith(f"{prefix}."))


def test_a_row_that_was_left_out_is_named() -> None:
    (finding,) = findings(located(balanced(), row_of("requests.denied.administrative_query")))
    assert finding.rule == "missing-row"
    assert "行政查询事项" in finding.message
    assert set(finding.cells) == row_of("requests.denied.administrative_query")


def test_where_blanks_leave_no_trace_no_row_is_missed() -> None:
    blank = row_of("requests.denied.administrative_query") | {"requests.granted.research"}
    assert findings(located(balanced(), blank)) == []
    assert findings(located(balanced())) == []


def test_a_report_without_introduction_is_mentioned() -> None:
    assert faults(without(balanced(), "0")) == [("missing-introduction", Severity.INFO)]
