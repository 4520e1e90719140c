"""Sample reports for the tests of the exporters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from core import catalog
from core.export.review import ReviewCopy
from core.model import (
    Cell,
    Decision,
    DecisionKind,
    Edit,
    Finding,
    Fix,
    Location,
    Notice,
    Part,
    Report,
    Severity,
    Verdict,
    blank_cells,
)

AGENCY = "临江市云溪区住房和城乡建设局"

HOSTILE = "<script>alert(1)</script> #let x = 1 $a$ \\alpha @ref *bold* _it_ `raw` // & \"q\" 'q' ~ [b] =h {{ x }} %}"

SENTENCE = (
    "全年通过区政府门户网站主动公开信息4511条，其中政策文件37件、政策解读29篇，办理网民留言1208件，"
    "政务新媒体推送信息2046条，及时回应群众和企业关切，未发生因信息公开引起的舆情。"
)

PARTS = (
    Part("0", None, "本报告根据《中华人民共和国政府信息公开条例》编制。数据统计期限从20241月1日起到12月31日止。"),
    Part(
        "1",
        "一、总体情况",
        "2024年，我局认真做好政府信息公开工作。\n（一）主动公开情况。" + SENTENCE + "\n(二)依申请公开情况\n"
        "全年新收政府信息公开申请31722件。\n1.规范办理流程\n（1）答复前集体会商\n" + SENTENCE,
    ),
    Part("2", "二、主动公开政府信息情况", "现将有关数据报告如下。"),
    Part("3", "三、收到和处理政府信息公开申请情况"),
    Part("4"),
    Part("5", "五、存在的主要问题及改进情况", "（一）存在的问题。公开时效还不够高。\n（二）改进情况。加强培训。"),
    Part("6", "六、其他需要报告的事项", "本年度依申请公开2，未收取信息处理费。"),
)

NUMBERS: Mapping[str, str] = {
    "disclosure.licensing.decisions": "517645",
    "disclosure.fees.amount": "4068.208",
    "requests.received.natural_person": "21488",
    "requests.received.other_org": "10234",
    "requests.received.total": "31722",
    "requests.granted.business": "详见附件",
    "disputes.litigation_after_review.total": "10007",
}


def make_report(edition_id: str = "2021", numbers: Mapping[str, str] = NUMBERS) -> Report:
    """A report whose cells are all different numbers, save those in `numbers` and every seventh, which is blank."""
    addresses = catalog.edition(edition_id).addresses
    cells = blank_cells(addresses)
    cells |= {address: Cell.of(str(1000 + at)) for at, address in enumerate(addresses) if at % 7}
    cells |= {address: Cell.of(text) for address, text in numbers.items()}
    return Report(
        edition=edition_id,
        cells=cells,
        parts=PARTS,
        title=f"{AGENCY}2024年政府信息公开工作年度报告",
        agency=AGENCY,
        year=2024,
        index_number="113305230027483616/2025-10386",
        document_number="云建发〔2025〕3号",
        publisher="云溪区住房城乡建设局",
        published=date(2025, 1, 22),
        completed=date(2025, 1, 20),
        signatory=AGENCY,
    )


@pytest.fixture
def report() -> Report:
    return make_report()


@pytest.fixture
def long_report() -> Report:
    """The same report with some ten pages of text."""
    report = make_report()
    part = report.part("1")
    return report.with_part(replace(part, text="\n".join([part.text, *[SENTENCE * 3] * 25])))


@pytest.fixture
def hostile_report() -> Report:
    """Characters that mean something to typst, HTML, XML or jinja2 in every text of the report."""
    report = make_report(numbers={"requests.granted.business": HOSTILE})
    report = report.with_part(Part("1", f"一、总体情况{HOSTILE}", f"{HOSTILE}\n（一）{HOSTILE[:20]}。{HOSTILE}"))
    return replace(report, title=f"标题{HOSTILE}", agency=f"单位{HOSTILE}", index_number=HOSTILE, signatory=HOSTILE)


@pytest.fixture
def review(report: Report) -> ReviewCopy:
    introduction, other = report.part("0").text, report.part("6").text
    date_at, count_at = introduction.index("20241月"), other.index("2，")
    column = tuple(f"requests.{row}.natural_person" for row in ("received", "carried_in", "total", "carried_out"))
    findings = (
        Finding(
            "requests-balance",
            "arithmetic",
            Severity.ERROR,
            Verdict.FAIL,
            "自然人一列不平衡。",
            cells=column,
            suspects=column[:1],
            basis="国办公开办函〔2021〕30号",
            fixes=(Fix("本年新收·自然人改为21487"),),
        ),
        Finding(
            "date-without-year",
            "wording",
            Severity.WARNING,
            Verdict.FAIL,
            "日期漏写“年”。",
            part="0",
            span=(date_at, date_at + 8),
            excerpt="20241月1日",
        ),
        Finding(
            "measure-word",
            "wording",
            Severity.WARNING,
            Verdict.FAIL,
            "数字后缺少量词。",
            part="6",
            span=(count_at, count_at + 1),
        ),
        Finding("fee", "structure", Severity.INFO, Verdict.FAIL, "未报告收费通知件数。", part="6"),
        Finding(
            "blank", "arithmetic", Severity.ERROR, Verdict.UNKNOWN, "总计为空。", cells=("requests.carried_in.total",)
        ),
    )
    return ReviewCopy(
        findings=findings,
        edits=(Edit("disclosure.licensing.decisions", "51764", "517645"), Edit("6", "依申请公开3，", "依申请公开2，")),
        notices=(Notice("number_not_used", {"words": "另计17件"}, Location(line=8)),),
        decisions={findings[1].key: Decision(DecisionKind.IGNORED, "原件如此")},
    )
