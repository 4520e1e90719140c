"""The review copy: numbered marks in the report, the lists behind it, the same in Word, PDF and HTML."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from lxml import html

from core.export import document_of, render
from core.export.blocks import Document, Heading, Mark, Paragraph, Table, Title
from core.export.review import ReviewCopy, marks_of
from core.model import Edit, Finding, Part, Report, Severity, Verdict


def wording(part: str, start: int, end: int, rule: str = "r") -> Finding:
    return Finding(rule, "wording", Severity.WARNING, Verdict.FAIL, "有误。", part=part, span=(start, end))


def marked(document: Document) -> list[tuple[str, tuple[int, ...]]]:
    """The marked or noted pieces of text in reading order."""
    return [
        (run.text if run.marked else "", run.notes)
        for block in document.blocks
        if isinstance(block, Heading | Paragraph)
        for run in block.runs
        if run.marked or run.notes
    ]


def rows(document: Document, caption: str) -> list[tuple[str, ...]]:
    table = next(block for block in document.blocks if isinstance(block, Table) and block.caption == caption)
    lines: dict[int, list[str]] = {}
    for cell in table.cells:
        lines.setdefault(cell.row, []).append(cell.text)
    return [tuple(line) for line in lines.values()]


def test_spans_are_marked_and_numbered(report: Report, review: ReviewCopy) -> None:
    assert marked(document_of(report, review)) == [("20241月1日", (2,)), ("", (4,)), ("2", (3,))]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 2), [("甲乙", (1,))]),
        ((1, 5), [("乙丙", ()), ("丁", (1,))]),
        ((2, 3), [("丙", (1,))]),
        ((4, 6), [("丁戊", (1,))]),
        ((6, 9), [("己", (1,))]),
        ((2, 2), [("", (1,))]),
        ((4, 4), [("", (1,))]),
        ((0, 99), [("甲乙丙", ()), ("丁戊己", (1,))]),
    ],
)
def test_a_span_counts_over_paragraphs(report: Report, span: tuple[int, int], expected: list[object]) -> None:
    bare = report.with_part(Part("5", "五、问题", "甲乙丙\n丁戊己"))
    assert marked(document_of(bare, ReviewCopy((wording("5", *span),)))) == expected


def test_indents_and_empty_lines_do_not_shift_a_span(report: Report) -> None:
    text = "　　甲乙\n\n　　丙丁"
    bare = report.with_part(Part("5", "五、问题", text))
    at = text.index("丁")
    assert marked(document_of(bare, ReviewCopy((wording("5", at, at + 1),)))) == [("丁", (1,))]


def test_spans_may_overlap(report: Report) -> None:
    bare = report.with_part(Part("5", "五、问题", "甲乙丙丁戊"))
    review = ReviewCopy((wording("5", 0, 3), wording("5", 2, 5, "other")))
    assert marked(document_of(bare, review)) == [("甲乙", ()), ("丙", (1,)), ("丁戊", (2,))]


def test_a_cell_has_all_its_numbers_and_suspects_stand_out(report: Report, review: ReviewCopy) -> None:
    cells = marks_of(report, review.findings).cells
    assert cells["requests.received.natural_person"].mark is Mark.SUSPECT
    assert cells["requests.carried_in.natural_person"].mark is Mark.PARTNER
    assert cells["requests.carried_in.total"] == replace(
        cells["requests.carried_in.total"], mark=Mark.SUSPECT, notes=(5,)
    )
    twice = (*review.findings, review.findings[0])
    assert marks_of(report, twice).cells["requests.total.natural_person"].notes == (1, 6)


def test_a_named_sum_marks_the_cells_that_it_stands_for(report: Report) -> None:
    finding = Finding("r", "narrative", Severity.ERROR, Verdict.FAIL, "不符。", cells=("requests.denied.total",))
    assert len(marks_of(report, (finding,)).cells) == 8


def test_a_finding_about_the_title_is_noted_there(report: Report) -> None:
    finding = Finding("year", "period", Severity.ERROR, Verdict.FAIL, "年度不一致。", excerpt="2024年")
    title = next(block for block in document_of(report, ReviewCopy((finding,))).blocks if isinstance(block, Title))
    assert title.notes == (1,)


def test_findings_are_listed_with_level_place_and_decision(report: Report, review: ReviewCopy) -> None:
    head, *lines = rows(document_of(report, review), "问题清单")
    assert head == ("序号", "级别", "位置", "问题", "依据")
    assert [line[1] for line in lines] == ["错误", "存疑", "存疑", "提示", "未能检查"]
    assert lines[0][2] == "本年新收·自然人、上年结转·自然人、办理结果总计·自然人等4格"
    assert "改为21487" in lines[0][3]
    assert lines[0][4] == "国办公开办函〔2021〕30号"
    assert "忽略：原件如此" in lines[1][3]
    assert lines[1][2] == "导语，第1段\n“20241月1日”"


def test_the_verdict_stands_above_the_list(report: Report, review: ReviewCopy) -> None:
    document = document_of(report, review)
    words = ["".join(run.text for run in block.runs) for block in document.blocks if isinstance(block, Paragraph)]
    assert f"核对结论：{review.conclusion}" in words
    assert "另有 1 处已忽略" in str(review.conclusion)


def test_edits_show_old_and_new_in_their_neighbourhood(report: Report) -> None:
    old = "甲" * 40 + "451条" + "乙" * 40
    edits = (
        Edit("disclosure.licensing.decisions", "", "517645"),
        Edit("1", f"不变。\n{old}", f"不变。\n{old.replace('451', '4511')}"),
        Edit("title", "旧标题", "新名称"),
    )
    _, *lines = rows(document_of(report, ReviewCopy(edits=edits)), "修改记录")
    assert lines[0] == ("1", "行政许可·本年处理决定数量", "（空）", "517645")
    assert lines[1][1] == "一、总体情况"
    assert "451条" in lines[1][2]
    assert "4511条" in lines[1][3]
    assert len(lines[1][2]) < 40
    assert lines[2] == ("3", "标题", "旧标题", "新名称")


def test_a_review_without_anything_says_so(report: Report) -> None:
    words = "".join(
        run.text
        for block in document_of(report, ReviewCopy()).blocks
        if isinstance(block, Paragraph)
        for run in block.runs
    )
    assert "本次核对未发现问题。" in words
    assert "未作修改。" in words


def _word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _pdf_text(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        tables = [
            cell for page in pdf.pages for table in page.extract_tables() for row in table for cell in row if cell
        ]
        return "".join([*(page.extract_text() for page in pdf.pages), *tables])


def _html_text(content: bytes) -> str:
    return str(html.document_fromstring(content.decode("utf-8")).text_content())


READERS: dict[str, Callable[[bytes], str]] = {"docx": _word_text, "pdf": _pdf_text, "html": _html_text}


@pytest.mark.parametrize("kind", READERS)
def test_lists_and_sign_off_are_in_every_kind(kind: str, report: Report, review: ReviewCopy) -> None:
    text = re.sub(r"\s", "", READERS[kind](render(report, kind, review)))
    for words in (
        "问题清单",
        "自然人一列不平衡。",
        "忽略：原件如此",
        "修改记录",
        "51764",
        "读取说明",
        "另计17件",
        "初审",
        "复审",
        "终审",
        "签名",
        "21488[1]",
    ):
        assert words in text, words


def test_every_page_says_that_it_is_a_review_copy(report: Report, review: ReviewCopy) -> None:
    with pdfplumber.open(io.BytesIO(render(report, "pdf", review))) as pdf:
        assert all("审核稿·不作为公开文本" in re.sub(r"\s", "", page.extract_text()) for page in pdf.pages)
    section = docx.Document(io.BytesIO(render(report, "docx", review))).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "审核稿 · 不作为公开文本"
    assert "审核稿" not in _word_text(render(report, "docx"))


def test_marks_read_in_black_and_white(report: Report, review: ReviewCopy) -> None:
    document = docx.Document(io.BytesIO(render(report, "docx", review)))
    suspect, partner = document.tables[1].cell(3, 3), document.tables[1].cell(4, 3)
    assert int(suspect._tc.tcPr.find(qn("w:tcBorders"))[0].get(qn("w:sz"))) >= 16
    assert suspect.paragraphs[0].runs[0].font.bold
    assert partner.paragraphs[0].runs[0].font.underline
    assert suspect.paragraphs[0].runs[-1].font.size.pt >= 6.5
    marked_run = next(run for p in document.paragraphs for run in p.runs if run.text == "20241月1日")
    assert marked_run.font.underline.name == "THICK"


def test_a_long_finding_is_not_cut(report: Report) -> None:
    message = "".join(f"第{number}句说明。" for number in range(600))
    finding = Finding("r", "wording", Severity.INFO, Verdict.FAIL, message)
    with pdfplumber.open(io.BytesIO(render(report, "pdf", ReviewCopy((finding,))))) as pdf:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
        bottom = max(char["bottom"] for page in pdf.pages for char in page.chars if char["text"] in "句说明")
    assert "第599句" in text
    assert bottom <= (297 - 35) / 25.4 * 72 + 2
