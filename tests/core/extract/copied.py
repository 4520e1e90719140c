"""Reports as text copied from a page, and what is read of them."""

from __future__ import annotations

from core import formats
from core.catalog import edition
from core.extract import Extraction, extract
from core.model import Report


def read(text: str, name: str = "报告.txt") -> Extraction:
    return extract(formats.read(text.encode("utf-8"), name), name)


def one_cell_a_line(report: Report, gap: str = "\n\n", between: str = "") -> str:
    """The report as it looks when copied from a page; blank cells leave only wider gaps. `between` cells may stand
    something else than between paragraphs."""
    lines = [report.title, "根据要求编制本报告，统计期限从2024年1月1日到2024年12月31日止。"]
    form = edition(report.edition)
    for part in form.parts:
        lines.append(part.heading)
        if report.part(part.number).text:
            lines += report.part(part.number).paragraphs
        table = form.table_of_part(part.number)
        if table:
            lines.append((between or gap).join(c.text or report.cells[c.address or ""].text for c in table.layout))
    return gap.join(lines) + "\n分享到:\n【打印本页】 【关闭本页】\n"


def values(report: Report) -> dict[str, object]:
    return {address: cell.value for address, cell in report.cells.items()}
