"""Reports made in the test itself: a balanced one, and small changes to it."""

from __future__ import annotations

from datetime import date

from core.catalog import edition
from core.model import PART_NUMBERS, Cell, Part, Report

FILLED = {
    "disclosure.normative_documents.issued": 2,
    "disclosure.fees.amount": "4068.208",
    "requests.received.natural_person": 7,
    "requests.received.business": 1,
    "requests.received.total": 8,
    "requests.carried_in.natural_person": 2,
    "requests.carried_in.total": 2,
    "requests.granted.natural_person": 4,
    "requests.granted.business": 1,
    "requests.granted.total": 5,
    "requests.unavailable.not_held.natural_person": 3,
    "requests.unavailable.not_held.total": 3,
    "requests.total.natural_person": 7,
    "requests.total.business": 1,
    "requests.total.total": 8,
    "requests.carried_out.natural_person": 2,
    "requests.carried_out.total": 2,
    "disputes.review.upheld": 1,
    "disputes.review.total": 1,
}

PARTS = {
    "0": "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国政府信息公开工作年度报告格式》"
    "（国办公开办函〔2021〕30号）的规定编制本报告。所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
    "1": "2024年，区水务局坚持公开为常态，政务公开各项任务如期完成。\n"
    "（一）主动公开情况。全年在区政府网站发布河湖治理、节水用水等信息。\n"
    "（二）依申请公开情况。规范受理、登记、答复各环节，没有发生逾期答复。\n"
    "（三）政府信息管理情况。严格信息发布审核，对历年行政规范性文件进行清理。\n"
    "（四）政府信息公开平台建设情况。做好网站专栏和微信公众号的维护。\n"
    "（五）监督保障情况。明确分管领导和专职人员，组织业务培训。",
    "5": "存在的主要问题：政策解读形式不够丰富。2025年，我局将增加图解和视频解读，由办公室按季度检查。",
    "6": "本年度未发出收费通知，未收取信息处理费。没有其他需要报告的事项。",
}
"""The texts of a report in which no rule finds fault; they say no numbers."""


def balanced(parts: dict[str, str] | None = None, **changes: object) -> Report:
    """A report of 2024 without any fault. `parts` replace the texts of parts, `changes` name cells with __ for the
    dot."""
    form = edition()
    cells = {address: Cell.of(str(FILLED.get(address, 0))) for address in form.addresses}
    texts = {**PARTS, **(parts or {})}
    report = Report(
        "2021",
        cells,
        tuple(
            Part(
                n, form.heading(n) if n != "0" else None, texts.get(n, ""), (None,) * len(texts.get(n, "").split("\n"))
            )
            for n in PART_NUMBERS
        ),
        title="2024年度云山市清溪区水务局政府信息公开工作年度报告",
        agency="云山市清溪区水务局",
        year=2024,
        index_number="72905314X/2025-00012",
        published=date(2025, 1, 20),
    )
    return with_cells(report, **changes)


def with_cells(report: Report, **changes: object) -> Report:
    return report.with_cells({name.replace("__", "."): Cell.of(str(value)) for name, value in changes.items()})
