"""Invented reports for properties: any cells, and paragraphs with whatever a person may type or paste."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from core.catalog import EDITIONS, edition
from core.model import PART_NUMBERS, Cell, Part, Report

AGENCIES = ("云山市清溪区水务局", "云山市清溪区人民政府办公室", "青石镇人民政府", "云山市清溪区南湖街道办事处")
COUNTS = ("", "0", "0", "3", "12", "1208", "517645")
AMOUNTS = (*COUNTS, "0.5", "4068.208")
PIECES = (
    *(
        "主动公开政府信息",
        "条",
        "2024年",
        "12",
        "3.5",
        "，",
        "。",
        "：",
        "；",
        "、",
        "（一）",
        "（1）",
        "1.",
        "①",
        "|",
        "│",
    ),
    *("<b>", "&amp;", "&", '"', "“", "”", "'", "*", "**", "#", "$", "\\", "_", "`", "~", "@", "=", "-", "—", "/", "%"),
    *(
        "　",
        " ",
        "  ",
        "http://",
        "结果维持",
        "总计",
        "自然人",
        "无",
        "全年新收政府信息公开申请",
        "件",
        "𠮷",
        "ｅ",
        "１２",
    ),
    *("é", "…", "〔2021〕", "《条例》", "·", "[1]", "{x}"),
)
LINES = (
    *(
        "（一）主动公开情况。全年公开信息12条。",
        "(二)依申请公开情况",
        "1.规范办理流程",
        "2024年，各项工作有序开展。",
        "12",
        "0",
    ),
    *("无", "无。", "/", "—", "注：数据截至12月31日", "一是加强学习。二是改进服务。", "行政复议1件，结果维持1件。"),
    *("总计 5 件", "规章 0 0 0", "受理申请 3 件", "附件：无", "一、本年新收政府信息公开申请数量为3件。", "| 甲 | 乙 |"),
    *(
        "第二十条第（一）项所列信息均已公开。",
        "# 小结",
        "- 甲",
        "* 乙",
        "+ 丙",
        "上一篇是去年的报告。",
        "（一）",
        "1",
        "1.",
    ),
    *("三是抓培训", "10 20 30", "2025年1月20日前完成。", "联系电话0571-12345678", "予以公开 2 部分公开 1", "6.其他"),
)
TITLES = ("{agency}{year}年政府信息公开工作年度报告", "{year}年度{agency}政府信息公开工作年度报告")

_paragraphs = st.one_of(st.sampled_from(LINES), st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of either edition: tables of zeros or of any numbers and blanks, empty parts too, signed or not."""
    form = edition(draw(st.sampled_from(EDITIONS)))
    cells: dict[str, Cell] = {}
    for table in form.tables:
        filled = draw(st.booleans())
        for address in table.addresses:
            numbers = st.sampled_from(AMOUNTS if form.is_amount(address) else COUNTS)
            cells[address] = Cell.of(draw(numbers) if filled else "0")
    agency, year = draw(st.sampled_from(AGENCIES)), draw(st.integers(2019, 2026))
    texts = [draw(st.lists(_paragraphs, max_size=4).map("\n".join)) for _ in PART_NUMBERS]
    days = st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31))
    signed = draw(st.booleans())
    return Report(
        form.id,
        cells,
        tuple(
            Part(number, None if number == "0" else form.heading(number), words)
            for number, words in zip(PART_NUMBERS, texts, strict=True)
        ),
        title=draw(st.sampled_from(TITLES)).format(agency=agency, year=year),
        agency=agency,
        year=year,
        index_number=draw(st.none() | st.just("11330522002748361X/2025-10386")),
        document_number=draw(st.none() | st.just("云水发〔2025〕3号")),
        publisher=draw(st.none() | st.just(agency)),
        published=draw(days),
        completed=draw(days) if signed else None,
        signatory=agency if signed else None,
    )
