"""The letter to the department: what is asked and where, in order, without what was ignored, safe in Word and Excel."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest

from core.checks import confront
from core.errors import UserError
from core.export.letter import LETTERS, Letter, items_of, letter_document, render_letter
from core.export.review import ReviewCopy
from core.model import Decision, DecisionKind, Finding, Fix, Report, Severity, Verdict
from core.rules import BROKEN_RULE, CATEGORIES, builtin
from core.texts import _file, has_text
from tests.core.builders import balanced

OFFICE = Letter("云山市清溪区人民政府办公室", date(2025, 1, 9), date(2025, 1, 15))


def fault(**details: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "r",
        "category": "wording",
        "severity": Severity.WARNING,
        "verdict": Verdict.FAIL,
        "message": "有误",
    }
    return Finding(**{**fields, **details})  # type: ignore[arg-type]


def words(report: Report, review: ReviewCopy, letter: Letter = OFFICE) -> list[str]:
    document = docx.Document(io.BytesIO(render_letter(report, review, letter, "docx")))
    return [paragraph.text for paragraph in document.paragraphs]


def sheet(report: Report, review: ReviewCopy, letter: Letter = OFFICE) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(render_letter(report, review, letter, "xlsx"))).active


@pytest.fixture
def faulty() -> tuple[Report, ReviewCopy]:
    """A slip in part one, and 予以公开·自然人 5 instead of 4."""
    report = balanced({"1": "全年工作有序。\n本年依申请公开2，均已办结。"}, requests__granted__natural_person=5)
    findings = tuple(f for f in confront(report, builtin()).findings if f.rule.startswith("requests-") or f.part == "1")
    return report, ReviewCopy(tuple(f for f in findings if f.severity is not Severity.INFO))


def test_the_letter_is_addressed_opened_listed_closed_and_signed(faulty: tuple[Report, ReviewCopy]) -> None:
    lines = words(*faulty)
    assert lines[0].replace("\n", "") == "关于《2024年度云山市清溪区水务局政府信息公开工作年度报告》的审核意见"
    assert lines[1] == "云山市清溪区水务局："
    assert lines[2].startswith("你单位报送的《2024年度云山市清溪区水务局政府信息公开工作年度报告》收悉。")
    assert lines[-3] == "请对照以上意见逐条核实、更正，于2025年1月15日前将更正后的年度报告和逐条修改说明一并报送。"
    assert lines[-2:] == ["云山市清溪区人民政府办公室", "2025年1月9日"]


def test_each_item_says_where_what_and_what_is_asked(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    items = items_of(report, review)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    slip = next(item for item in items if item.place == "第一部分第2段")
    assert slip.problem.startswith("原文为“本年依申请公开2，均已办结”，")
    assert slip.demand.startswith("请更正文字")
    (row,) = (item for item in items if item.place == "表三“予以公开·自然人”")
    assert row.problem.startswith("涉及以下2个算式：（1）")
    assert "5 = 5 + 1" in row.problem
    assert row.problem.count("相差 1") == 2
    assert row.demand.startswith("请核对原始台账后更正；建议将“予以公开·自然人”由 5 改为 4")
    assert row.basis.startswith("国办公开办函")


def test_a_sentence_that_the_same_change_mends_refers_to_it(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    fixes = next(finding.fixes for finding in review.findings if finding.fixes and finding.fixes[0].cells)
    claim = fault(category="narrative", cells=("requests.granted.natural_person",), fixes=fixes)
    items = items_of(report, ReviewCopy((*review.findings, claim)))
    first, second = (item for item in items if item.place == "表三“予以公开·自然人”")
    assert second.demand.endswith(f"建议的改法同第{first.number}条。")


def test_items_stand_in_the_order_of_the_report_under_its_parts(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    whole = fault(category="structure")
    backwards = replace(review, findings=(whole, *reversed(review.findings)))
    groups = list(dict.fromkeys(item.group for item in items_of(report, backwards)))
    assert groups == ["关于总体情况", "关于收到和处理政府信息公开申请情况", "关于全文"]
    lines = words(report, backwards)
    assert [line[:4] for line in lines if line[1:3] == "、关"] == ["一、关于", "二、关于", "三、关于"]


def test_what_was_ignored_and_what_concerns_rules_is_left_out(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    ignored, confirmed, *_ = review.findings
    review = ReviewCopy(
        (*review.findings, fault(rule=BROKEN_RULE)),
        decisions={
            ignored.key: Decision(DecisionKind.IGNORED, "原件如此"),
            confirmed.key: Decision(DecisionKind.CONFIRMED),
        },
    )
    problems = [item.problem for item in items_of(report, review)]
    assert len(problems) == len(review.findings) - 2
    assert not any(ignored.message.rstrip("。") in problem for problem in problems)
    assert any(confirmed.message.rstrip("。") in problem for problem in problems)
    assert not any("原件如此" in line for line in words(report, review))


def test_without_faults_the_letter_says_so(faulty: tuple[Report, ReviewCopy]) -> None:
    report, _ = faulty
    lines = words(report, ReviewCopy())
    assert lines[2].endswith("经审核，未发现需要更正的问题。")
    assert sheet(report, ReviewCopy())["A5"].value == "未发现需要更正的问题。"


def test_what_is_not_given_is_left_to_be_written_by_hand(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    lines = words(replace(report, agency=""), review, Letter(day=date(2025, 1, 9)))
    assert lines[1] == "报送单位："
    assert "于　　月　　日前" in lines[-2]
    assert lines[-1] == "2025年1月9日"


def test_personal_data_is_covered_also_in_the_quoted_sentence() -> None:
    sentence = "联系人手机13912345678，传真，欢迎来电。"
    report = balanced({"1": sentence})
    at = sentence.index("传真")
    review = ReviewCopy((fault(part="1", span=(at, at + 2), message="手机13912345678不宜公开"),))
    for text in (*words(report, review), *(str(cell.value) for row in sheet(report, review) for cell in row)):
        assert "13912345678" not in text


def test_a_long_sentence_is_quoted_around_the_fault() -> None:
    sentence = "甲" * 60 + "差错" + "乙" * 60 + "。下一句。"
    report = balanced({"5": sentence})
    (item,) = items_of(report, ReviewCopy((fault(part="5", span=(60, 62)),)))
    assert item.problem == f"原文为“…{'甲' * 24}差错{'乙' * 24}…”，有误"


def test_a_finding_with_many_cells_names_the_first_ones() -> None:
    report = balanced()
    cells = tuple(a for a in report.cells if a.startswith("requests.denied."))[:6]
    (item,) = items_of(report, ReviewCopy((fault(cells=cells, category="arithmetic"),)))
    assert item.place.startswith("表三“")
    assert item.place.endswith("”等6格")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("requests.denied.total", "表三"),
        ("requests.received.organisations", "表三"),
        ("disputes.litigation.total", "表四"),
        ("disclosure.fees.amount", "表二"),
    ],
)
def test_named_sums_are_places_too(name: str, place: str) -> None:
    report = balanced({"1": "全年新收申请9件。"})
    (item,) = items_of(report, ReviewCopy((fault(cells=(name,), part="1", span=(4, 9), category="narrative"),)))
    assert item.place.startswith(f"第一部分第1段；{place}“")
    assert item.demand.startswith("请与统计表和台账核对后更正")


def test_the_workbook_prints_and_takes_replies(faulty: tuple[Report, ReviewCopy]) -> None:
    report, review = faulty
    page = sheet(report, review)
    assert [cell.value for cell in page[4]] == ["序号", "位置", "问题", "依据", "要求", "部门回复", "复核结果"]
    count = len(items_of(report, review))
    assert page.auto_filter.ref == f"A4:G{4 + count}"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$4:$4"
    assert [page.cell(row, 1).value for row in range(5, 5 + count)] == list(range(1, count + 1))
    assert page["F5"].value is None
    assert page["C5"].alignment.wrap_text
    assert page.data_validations.dataValidation[0].sqref.ranges
    assert "请于2025年1月15日前" in page["A3"].value


def test_no_text_of_a_report_becomes_a_formula(hostile_report: Report) -> None:
    report = replace(hostile_report, title="=1+1", agency="=HYPERLINK(1)")
    evil = fault(message="=cmd|' /C calc'!A0", basis="@SUM(1)", fixes=(Fix("=2+2"),), part="1", span=(0, 8))
    page = sheet(report, ReviewCopy((evil,)), Letter("=3+3"))
    assert not any(cell.data_type == "f" for row in page for cell in row)
    assert words(report, ReviewCopy((evil,)))


@pytest.mark.parametrize("kind", LETTERS)
def test_every_kind_of_letter_is_written_alike_twice(kind: str, faulty: tuple[Report, ReviewCopy]) -> None:
    content = render_letter(*faulty, OFFICE, kind)
    assert len(content) > 3000
    assert has_text(f"letter.dialog.kind_{kind}")
    assert letter_document(*faulty, OFFICE) == letter_document(*faulty, OFFICE)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_kind_of_fault_has_its_demand(category: str) -> None:
    assert has_text(f"letter.demand.{category}")


def test_another_kind_of_file_is_refused(faulty: tuple[Report, ReviewCopy]) -> None:
    with pytest.raises(UserError, match="docx"):
        render_letter(*faulty, OFFICE, "html")


def asked(report: Report, rule: str) -> str:
    review = ReviewCopy(tuple(f for f in confront(report, builtin()).findings if f.rule == rule))
    return items_of(report, review)[0].demand


def test_a_wrong_percentage_is_to_be_computed_anew() -> None:
    report = balanced({"1": "全年收到网民留言40件，按期答复20件，占80%。"})
    percent = fault(rule="narrative-share", category="narrative", part="1", span=(18, 22))
    assert items_of(report, ReviewCopy((percent,)))[0].demand == "请重新核算占比后更正。"


@pytest.mark.parametrize(
    ("parts", "rule", "demand"),
    [
        ({"1": "全年发布推文××篇。"}, "placeholder", "请补填"),
        ({"5": "无。"}, "part-five", "请补写存在的主要问题和改进情况"),
        ({"1": "我镇工作有序。"}, "other-self", "请改为本单位的自称"),
        ({"1": "于2月30日召开会议。"}, "impossible-date", "请核对日期后更正"),
        ({"0": "", "1": "全年公开信息20条。"}, "missing-introduction", "请补写导语"),
    ],
)
def test_what_is_asked_goes_by_what_is_wrong(parts: dict[str, str], rule: str, demand: str) -> None:
    assert asked(balanced(parts), rule).startswith(demand)


def test_what_cannot_be_read_is_to_be_entered_as_a_number() -> None:
    assert asked(balanced(disclosure__penalties__decisions="若干"), "unreadable-cell") == "请改填数字。"
    other = fault(rule="r", category="continuity", verdict=Verdict.UNKNOWN)
    assert items_of(balanced(), ReviewCopy((other,)))[0].demand == "请与上年度报告核对后书面说明。"


def test_every_demand_of_a_rule_is_of_one_that_exists() -> None:
    ids = {name.rpartition(".")[2] for name in _file("letter") if name.startswith(("demand_of.", "demand_of_unknown."))}
    assert ids - {rule.id for rule in builtin().rules} == set()
    assert len(ids) > 40


def test_the_same_words_about_another_number_refer_to_nothing() -> None:
    report = balanced({"1": "复议结果纠正1件。\n发生行政诉讼1起。"})
    fix = Fix("将正文中的“1”改为“0”", replacement="0")
    spans = ((6, 7), (16, 17))
    findings = tuple(fault(category="narrative", part="1", span=span, fixes=(fix,)) for span in spans)
    assert all("同第" not in item.demand for item in items_of(report, ReviewCopy(findings)))
