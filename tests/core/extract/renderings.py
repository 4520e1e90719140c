"""Invented reports written as files of every kind that readers read, in the manners seen in published ones."""

from __future__ import annotations

import html as escape
import io
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import docx as word
import openpyxl
import typst
from pylopdf_fonts_zh_cn import serif_path

from tests.core.extract.invented import Invented, Sheet, blocks_of, retyped

Rendering = Callable[[Invented, Random], tuple[bytes, str]]


def flat(text: str) -> str:
    return re.sub(r"\n", "", text)


def rows_of(sheet: Sheet) -> list[list[str]]:
    """Texts of the origin cells, row by row: what a copy of a page keeps of a table."""
    rows: list[list[str]] = [[] for _ in range(sheet.rows)]
    for piece in sorted(sheet.pieces, key=lambda p: (p.row, p.column)):
        rows[piece.row].append(piece.text)
    return rows


def matrix_of(sheet: Sheet, repeat: bool = False) -> list[list[str]]:
    """All places of the table; merged ones empty, or with the text again."""
    places = [[""] * sheet.columns for _ in range(sheet.rows)]
    for piece in sheet.pieces:
        for r in range(piece.rowspan if repeat else 1):
            for c in range(piece.colspan if repeat else 1):
                places[piece.row + r][piece.column + c] = piece.text
    return places


def _meta_lines(metadata: Mapping[str, str], rng: Random) -> list[str]:
    pairs = [f"{key}：{value}" for key, value in metadata.items()]
    return [" ".join(pairs)] if rng.random() < 0.3 else pairs


def _visible(report: Invented, rng: Random) -> Invented:
    """Some writers type a mark into an empty cell. Where they do not, its line stays empty, and its two bars stand one
    after the other: browsers and Word copy an empty cell as a tab or an empty paragraph, never as nothing."""
    if set(report.habits.blanks) & {"", "\u00a0"} and rng.random() < 0.5:
        return retyped(report, lambda text: text if text.strip() else "—")
    return report


def _text(report: Invented, table: Callable[[Sheet], list[str]], rng: Random) -> list[str]:
    lines: list[str] = []
    indent = rng.choice(("", "", "　　", "    "))
    for kind, content in blocks_of(report):
        if kind == "table":
            assert isinstance(content, Sheet)
            lines += ["", *table(content), ""]
        elif kind == "meta":
            assert isinstance(content, Mapping)
            lines += _meta_lines(content, rng)
        else:
            lines += [(indent if kind in ("text", "heading") else "") + str(content)]
    return lines


def _encoded(lines: list[str], rng: Random) -> bytes:
    text = rng.choice(("\n", "\r\n")).join(lines)
    encoding = rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return text.encode(encoding)


def text_lines(report: Invented, rng: Random) -> tuple[bytes, str]:
    """One cell a line, with blank lines between."""
    report = _visible(report, rng)
    between = [""] * rng.choice((0, 0, 1, 1, 2))
    lead = rng.choice(("", "", " "))
    broken = rng.random() < 0.5

    def table(sheet: Sheet) -> list[str]:
        lines: list[str] = []
        for row in rows_of(sheet):
            for cell in row:
                pieces = cell.split("\n") if broken else [flat(cell)]
                for piece in pieces:
                    lines += [lead + piece, *between]
        return lines

    return _encoded(_text(report, table, rng), rng), "粘贴.txt"


def text_bars(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A row a line, cells parted by bars."""
    bar = rng.choice((" | ", " | ", "|", "｜"))
    end = rng.choice((" |", " |", ""))
    start = rng.choice(("", "", "| "))

    def table(sheet: Sheet) -> list[str]:
        return [start + bar.join(flat(cell) for cell in row) + end for row in rows_of(sheet) if row]

    return _encoded(_text(report, table, rng), rng), "粘贴.txt"


def text_bar_lines(report: Invented, rng: Random) -> tuple[bytes, str]:
    """Each cell and each bar on a line of its own."""
    last = rng.random() < 0.5

    report = _visible(report, rng)

    def table(sheet: Sheet) -> list[str]:
        lines: list[str] = []
        for row in rows_of(sheet):
            for cell in row:
                lines += [*(flat(cell),), "|"]
        return lines if last else lines[:-1]

    return _encoded(_text(report, table, rng), rng), "粘贴.txt"


def text_tabs(report: Invented, rng: Random) -> tuple[bytes, str]:
    """As copied from a spreadsheet (merged places empty) or from a page (only the cells)."""
    from_sheet = rng.random() < 0.6

    def cell(text: str) -> str:
        return f'"{text}"' if "\n" in text and from_sheet else flat(text)

    def table(sheet: Sheet) -> list[str]:
        rows = matrix_of(sheet) if from_sheet else rows_of(sheet)
        return ["\t".join(cell(text) for text in row) for row in rows if row]

    return _encoded(_text(report, table, rng), rng), "粘贴.txt"


def text_word(report: Invented, rng: Random) -> tuple[bytes, str]:
    """As copied from Word or WPS: rows with tabs, an empty place where a cell above goes on, and a line break within a
    cell breaks the row."""

    def table(sheet: Sheet) -> list[str]:
        rows: list[list[str]] = [[] for _ in range(sheet.rows)]
        for piece in sorted(sheet.pieces, key=lambda p: p.column):
            for row in range(piece.rowspan):
                rows[piece.row + row].append(piece.text if row == 0 else "")
        return ["\t".join(row) for row in rows]

    return _encoded(_text(report, table, rng), rng), "粘贴.txt"


def markdown(report: Invented, rng: Random) -> tuple[bytes, str]:
    """Markdown tables, merged places empty or with the text again."""
    repeat = rng.random() < 0.5
    hashes = rng.random() < 0.5

    def table(sheet: Sheet) -> list[str]:
        rows = [[text.replace("\n", "<br>").replace("|", "\\|") for text in row] for row in matrix_of(sheet, repeat)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return [lines[0], "|" + "---|" * sheet.columns, *lines[1:]]

    lines: list[str] = []
    for kind, content in blocks_of(report):
        if kind == "table":
            assert isinstance(content, Sheet)
            lines += ["", *table(content), ""]
        elif kind == "meta":
            assert isinstance(content, Mapping)
            lines += [line for pair in _meta_lines(content, rng) for line in (pair, "")]
        else:
            mark = {"title": "# ", "heading": "## "}.get(kind, "") if hashes else ""
            lines += [mark + str(content), ""]
    return _encoded(lines, rng), "报告.md"


# ---------------------------------------------------------------- pages


def _soup(text: str, way: int, rng: Random) -> str:
    """A cell's or paragraph's text as editors leave it."""
    if not text.strip(" \n"):
        return rng.choice(("", "&nbsp;", "<p>&nbsp;</p>", "<span></span>")) if not text else "&nbsp;"
    words = escape.escape(text, quote=False).replace("\u00a0", "&nbsp;")
    if way == 1:
        words = words.replace("\n", "<br/>")
        return f'<p style="text-align:center"><font face="仿宋">{words}</font></p>'
    if way == 2:
        pieces = re.split(r"(\d+)", words.replace("\n", "<br>"))
        return (
            "<p class=MsoNormal>" + "".join(f'<span lang="EN-US">{p}</span>' for p in pieces if p) + "<o:p></o:p></p>"
        )
    if way == 3:
        return "".join(f"<p>{line}</p>" for line in words.split("\n"))
    return words.replace("\n", "\r\n   ")


def html(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A page of a portal."""
    way = rng.randint(0, 3)
    th = rng.random() < 0.3
    out: list[str] = []
    for kind, content in blocks_of(report):
        if kind == "table":
            assert isinstance(content, Sheet)
            out.append(_html_table(content, way, th, rng))
        elif kind == "meta":
            assert isinstance(content, Mapping)
            out.append(_html_meta(content, rng))
        elif kind == "title":
            out.append(f"<h1>{escape.escape(str(content))}</h1>")
        elif kind == "page":
            out.append(f'<div class="x"><a href="#">{escape.escape(str(content))}</a></div>')
        else:
            tag = "h2" if kind == "heading" and way == 0 else "p"
            out.append(f"<{tag}>{_soup('　　' + str(content), way if way == 2 else 0, rng)}</{tag}>")
    body = "\n".join(out)
    for _ in range(rng.randint(0, 2)):
        body = f'<table width="960"><tr><td>{body}</td></tr></table>'
    encoding = rng.choice(("utf-8", "utf-8", "gb2312", "gbk", "gb18030"))
    declared = rng.choice((encoding, encoding, "", "utf-8", "gb2312"))
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    script = (
        '<script>var t="<table><tr><td>一、本年新收</td><td>9</td></tr></table>";</script><style>td{color:#333}</style>'
    )
    page = f"<html><head>{meta}<title>{report.title}</title>{script}</head><body>{body}</body></html>"
    codec = "gb18030" if encoding.startswith("gb") else encoding
    return page.encode(codec), "网页.html"


def _html_table(sheet: Sheet, way: int, th: bool, rng: Random) -> str:
    rows: list[list[str]] = [[] for _ in range(sheet.rows)]
    for piece in sorted(sheet.pieces, key=lambda p: (p.row, p.column)):
        spans = f' rowspan="{piece.rowspan}"' if piece.rowspan > 1 else ""
        spans += f' colspan="{piece.colspan}"' if piece.colspan > 1 else ""
        tag = "th" if th and piece.row < 3 and not piece.address else "td"
        rows[piece.row].append(f"<{tag}{spans}>{_soup(piece.text, way, rng)}</{tag}>")
    return "<table border=1><tbody>" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</tbody></table>"


def _html_meta(metadata: Mapping[str, str], rng: Random) -> str:
    if rng.random() < 0.5:
        return "".join(f"<p>{line}</p>" for line in _meta_lines(metadata, rng))
    cells = [f"<td>{key}</td><td>{value}</td>" for key, value in metadata.items()]
    return "<table>" + "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=False)) + "</table>"


# ---------------------------------------------------------------- documents


def docx(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A Word document with merged cells."""
    document = word.Document()
    styled = rng.random() < 0.5
    unmerged = rng.random() < 0.15
    for kind, content in blocks_of(report):
        if kind == "table":
            assert isinstance(content, Sheet)
            _docx_table(document, content, unmerged)
            if rng.random() < 0.5:
                document.add_paragraph("")
        elif kind == "meta":
            assert isinstance(content, Mapping)
            for line in _meta_lines(content, rng):
                document.add_paragraph(line)
        elif kind == "heading" and styled:
            document.add_heading(str(content), 1)
        else:
            document.add_paragraph(str(content))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), "报告.docx"


def _docx_table(document: Any, sheet: Sheet, unmerged: bool) -> None:
    table = document.add_table(sheet.rows, sheet.columns, "Table Grid")
    cells = [table.row_cells(row) for row in range(sheet.rows)]
    for piece in sheet.pieces:
        cell = cells[piece.row][piece.column]
        if not unmerged and (piece.rowspan, piece.colspan) != (1, 1):
            cell = cell.merge(cells[piece.row + piece.rowspan - 1][piece.column + piece.colspan - 1])
        cell.text = piece.text


# ---------------------------------------------------------------- workbooks


def xlsx(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A department's workbook: one sheet or three, a title and 填报单位 above, shifted, merged or not."""
    book = openpyxl.Workbook()
    if rng.random() < 0.4:
        book.active["A1"] = "填表说明：请于1月15日前报送，本表共3张，联系电话82345678。"
        book.active.title = "填表说明"
        sheet = book.create_sheet("年报")
    else:
        sheet = book.active
    several, merged = rng.random() < 0.5, rng.random() < 0.7
    numbers = rng.random() < 0.6
    right, top = rng.choice((0, 0, 1, 2)), 1 + rng.choice((0, 0, 1, 3))
    for at, (number, tables) in enumerate(report.tables.items()):
        if several and at:
            sheet, top = book.create_sheet(f"表{at + 1}"), 1
        if at == 0 or several:
            sheet.cell(top, right + 1, report.title)
            sheet.cell(top + 1, right + 1, f"填报单位：{report.agency}")
            top += rng.choice((2, 3))
        if rng.random() < 0.6 and number in report.headings:
            sheet.cell(top, right + 1, report.headings[number])
            top += 1
        for table in tables:
            _xlsx_table(sheet, table, top, right, merged, numbers, rng)
            top += table.rows + rng.choice((0, 1, 2))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), "年报.xlsx"


def _xlsx_table(sheet: Any, table: Sheet, top: int, right: int, merged: bool, numbers: bool, rng: Random) -> None:
    remark = rng.random() < 0.1
    for piece in table.pieces:
        value: Any = piece.text or None
        if piece.address and numbers and re.fullmatch(r"-?\d+(\.\d+)?", piece.text):
            value = float(piece.text) if "." in piece.text else int(piece.text)
        row, column = top + piece.row, right + piece.column + 1
        sheet.cell(row, column, value)
        if merged and (piece.rowspan, piece.colspan) != (1, 1):
            sheet.merge_cells(None, row, column, row + piece.rowspan - 1, column + piece.colspan - 1)
    if remark:
        sheet.cell(top, right + table.columns + 1, "备注")
    if rng.random() < 0.1:
        sheet.row_dimensions[top + table.rows - 1].hidden = True


def csv(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A sheet saved as csv."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if re.search(r'[,"\n]', text) else text

    lines = [report.title, f"填报单位：{report.agency}", ""]
    for number, tables in report.tables.items():
        lines += [report.headings.get(number, "")]
        for table in tables:
            lines += [",".join(quoted(text) for text in row) for row in matrix_of(table)]
    return "\r\n".join(lines).encode(rng.choice(("utf-8-sig", "gb18030"))), "年报.csv"


# ---------------------------------------------------------------- print


def pdf(report: Invented, rng: Random) -> tuple[bytes, str]:
    """A printed document with ruled tables that break over pages."""
    size = rng.choice((8, 9, 10.5))
    out = [
        '#set page(margin: 2cm)\n#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")',
        "#set par(first-line-indent: 2em, justify: true)",
    ]
    for kind, content in blocks_of(report):
        if kind == "table":
            assert isinstance(content, Sheet)
            out.append(_typst_table(content, size))
        elif kind == "meta":
            assert isinstance(content, Mapping)
            out += [f"#par[#{_typst(line)}]" for line in _meta_lines(content, rng)]
        elif kind == "title":
            out.append(f"#align(center)[#text(size: 20pt)[#{_typst(str(content))}]]")
        elif kind != "page":
            out.append(f"#par[#{_typst(str(content))}]")
    return typst.compile("\n\n".join(out).encode(), font_paths=[str(serif_path().parent)]), "报告.pdf"


def _typst(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _typst_table(sheet: Sheet, size: float) -> str:
    cells = [
        f"table.cell(x: {p.column}, y: {p.row}, rowspan: {p.rowspan}, colspan: {p.colspan})[#{_typst(p.text)}]"
        for p in sheet.pieces
    ]
    columns = "(" + ", ".join(["1fr"] * sheet.columns) + ")"
    return f"#[#set text(size: {size}pt)\n#table(columns: {columns}, inset: 3pt, {', '.join(cells)})]"


RENDERINGS: dict[str, Rendering] = {
    function.__name__: function
    for function in (text_lines, text_bars, text_bar_lines, text_tabs, text_word, markdown, html, docx, xlsx, csv, pdf)
}
