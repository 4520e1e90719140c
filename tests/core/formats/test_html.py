"""Web pages: soup, layout tables, code pages, archives."""

import pytest

from core.errors import UserError
from core.formats import read

from .shapes import grids, notices, paragraphs, rows, spans


def page(body, charset="utf-8"):
    head = f'<html><head><meta charset="{charset}"><title>x</title></head><body>'
    return (head + body + "</body></html>").encode("gb18030" if charset.startswith("gb") else charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_the_declared_encoding_is_read_as_its_superset(charset):
    assert paragraphs(read(page("<p>朱镕基路5号</p>", charset), "a.htm")) == ["朱镕基路5号"]


def test_inline_soup_is_joined_without_blanks():
    soup = "<p>收到<span>1</span><span><font>2</font></span><o:p></o:p><b>件</b>，\n   办结</p>"
    assert paragraphs(read(page(soup), "")) == ["收到12件，办结"]


def test_a_data_table_keeps_spans_breaks_and_blanks():
    table = (
        "<table><tr><td rowspan=2>（三）<br/>不予公开</td><td>1.属于<p>国家秘密</p></td><td>&nbsp;</td></tr>"
        "<tr><td>2.其他</td><td><p><span>1</span><span>2</span></p></td></tr>"
        "<tr><td colspan='9999'>合计</td></tr></table>"
    )
    (grid,) = grids(read(page(table), ""))
    assert rows(grid) == [["（三）\n不予公开", "1.属于\n国家秘密", "\u00a0"], ["2.其他", "12"], ["合计"]]
    assert spans(grid)["（三）\n不予公开"] == (2, 1)
    assert str(grid.cells[4].where) == "表 1 第 2 行第 3 列"


def test_layout_tables_are_gone_through_in_reading_order():
    body = (
        "<table><tr><td>首页<table><tr><td>索引号</td><td>001</td></tr></table></td><td><h1>报告<br>标题</h1>"
        "<p>　　一、总体情况</p>正文一<br>正文二</td></tr></table>"
    )
    document = read(page(body), "")
    assert [getattr(block, "text", "表") for block in document.blocks] == [
        "首页",
        "表",
        "报告\n标题",
        "一、总体情况",
        "正文一",
        "正文二",
    ]
    assert document.blocks[2].heading == 1


def test_scripts_comments_and_hidden_parts_are_left_out_and_said():
    body = (
        "<script>'<table><tr><td>1</td><td>2</td></tr></table>'</script><!-- 注释 --><style>p{}</style>"
        "<p>正文</p><div style='DISPLAY: none'>暗文</div><del>旧文</del>"
    )
    document = read(page(body), "")
    assert paragraphs(document) == ["正文"]
    assert not grids(document)
    assert notices(document) == ["hidden_text", "struck_out"]


def test_a_web_archive_is_decoded():
    archive = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>=CA=D5=B5=BD 12=\r\n =BC=FE</p>\r\n--x--\r\n"
    )
    assert paragraphs(read(archive.encode(), "a.mht")) == ["收到 12 件"]


def test_a_page_saved_with_a_spreadsheets_name_is_read_as_a_page():
    assert read(page("<table><tr><td>规章</td><td>0</td></tr></table>"), "表.xls").kind == "html"


def test_the_clipboards_header_is_no_text():
    clipboard = (
        "Version:0.9\r\nStartHTML:0000\r\nEndHTML:1\r\n<html><body><!--StartFragment--><p>规章</p></body></html>"
    )
    assert paragraphs(read(clipboard.encode(), "")) == ["规章"]


def test_deep_nesting_is_read_or_refused_but_never_cut_off_in_silence():
    deep = "<div>" * 1000 + "<table><tr><td>1</td><td>2</td></tr></table>" + "</div>" * 1000
    assert paragraphs(read(page(deep), "")) == ["1", "2"]
    with pytest.raises(UserError) as caught:
        read(page("<div>" * 5000 + "底"), "")
    assert caught.value.message_id == "too_nested"


def table_of(*cells):
    return "<table><tr><td>规章</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"


@pytest.mark.parametrize(
    "struck",
    [
        "<s>5</s>6",
        "<strike>5</strike>6",
        "<del>5</del>6",
        "<span style='text-decoration: line-through'>5</span>6",
        "<b style='color:red;text-decoration-line:LINE-THROUGH'>5</b>6",
    ],
)
def test_struck_out_words_are_not_read_and_are_counted(struck):
    document = read(page(table_of(struck, "7") + f"<p>共{struck}件</p>"), "")
    assert rows(grids(document)[0]) == [["规章", "6", "7"]]
    assert paragraphs(document) == ["共6件"]
    assert [(n.message_id, n.params) for n in document.notices] == [("struck_out", {"count": 2})]


@pytest.mark.parametrize(
    ("written", "read_as", "marks"),
    [
        ("12<sup>1</sup>", "12", 1),
        ("12<sup>①</sup>", "12", 1),
        ("12<sup>[1]</sup>", "12", 1),
        ("12<span style='vertical-align:super'>*</span>", "12", 1),
        ("<sup>12</sup>", "12", 0),
        ("3km<sup>2</sup>", "3km2", 0),
        ("12<sup>（含上年）</sup>", "12（含上年）", 0),
    ],
)
def test_a_raised_note_mark_never_becomes_a_digit(written, read_as, marks):
    document = read(page(table_of(written)), "")
    assert rows(grids(document)[0]) == [["规章", read_as]]
    assert [n.params.get("count") for n in document.notices] == [marks] * bool(marks)


def test_invisible_characters_are_stripped_wherever_they_stand():
    document = read(page(table_of("1\u200b2", "\ufeff3\u2060", "4\u00ad5") + "<p>清溪\u200d县</p>"), "")
    assert rows(grids(document)[0]) == [["规章", "12", "3", "45"]]
    assert paragraphs(document) == ["清溪县"]


def test_what_stands_in_a_field_of_a_form_is_text():
    fields = ("<input value='12'>", "<input type=text value='7'>", "<input type=hidden value='9'>")
    document = read(page(table_of(*fields)), "")
    assert rows(grids(document)[0]) == [["规章", "12", "7", ""]]
