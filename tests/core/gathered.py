"""Reports of several bodies, and how they stand in one text."""

from __future__ import annotations

from dataclasses import replace

from core.catalog import edition
from core.model import Report
from tests.core.builders import balanced

PARTS = {
    "0": "根据要求编制本报告，统计期限从2024年1月1日到12月31日止。",
    "1": "（一）主动公开情况。全年公开信息12条。",
    "5": "公开还不够及时。今后加强学习。",
    "6": "未收取信息处理费。",
}
WATER = balanced(PARTS)
TOWN = replace(
    balanced(PARTS, requests__received__natural_person=5, requests__received__total=6),
    title="青石镇人民政府2024年政府信息公开工作年度报告",
    agency="青石镇人民政府",
)
EARLIER = replace(
    balanced(PARTS, requests__received__business=9),
    title="2023年度云山市清溪区水务局政府信息公开工作年度报告",
    year=2023,
)


def lines_of(report: Report, *, title: bool = True) -> list[str]:
    form = edition(report.edition)
    lines = [report.title] if title else []
    for number in "0123456":
        if number != "0":
            lines.append(form.heading(number))
        lines += report.part(number).paragraphs
        table = form.table_of_part(number)
        if table is not None:
            lines += table_lines(report, table.id)
    return lines


def table_lines(report: Report, table_id: str) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in edition(report.edition).table(table_id).layout:
        words = report.cells[cell.address].text if cell.address else cell.text
        rows.setdefault(cell.row, []).append(words)
    return [" | ".join(row) for row in rows.values()]
