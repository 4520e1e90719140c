"""Word documents, new (.docx) and old (.doc)."""

import struct
from pathlib import Path

import pytest

from core.errors import UserError
from core.formats import read
from core.formats.numbering import chinese, numeral
from core.formats.wordlists import lists_of

from .shapes import W, docx, grids, notices, paragraph, paragraphs, rows, spans, zipped

WORD97 = Path(__file__).parents[2] / "fixtures" / "word97.doc"
NUMBERED97 = WORD97.with_name("numbered97.doc")


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*lines):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(line)}</w:tr>" for line in lines) + "</w:tbl>"


def test_runs_breaks_tabs_and_fields():
    run = (
        "<w:p><w:r><w:t>收到</w:t></w:r><w:r><w:t>1</w:t></w:r><w:hyperlink><w:r><w:t>2</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>件</w:t></w:r>'
        '<w:r><w:tab/><w:t>办结</w:t><w:br/><w:t>下一行</w:t><w:br w:type="page"/></w:r></w:p>'
    )
    assert paragraphs(read(docx(run), "a.docx")) == ["收到12件\t办结", "下一行"]


def test_tracked_changes_are_accepted():
    body = (
        "<w:p><w:r><w:t>办结</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
        + paragraph("后半")
        + f"<w:tbl><w:tr>{cell('规章')}{cell('0')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}</w:tr></w:tbl>"
    )
    document = read(docx(body), "a.docx")
    assert paragraphs(document) == ["办结6", "前半后半"]
    assert rows(grids(document)[0]) == [["规章", "0"]]
    assert notices(document) == ["tracked_changes"]


@pytest.mark.parametrize("switch", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_struck_out_words_are_not_read_and_are_counted(switch):
    struck = f"<w:p><w:r><w:rPr>{switch}</w:rPr><w:t>5</w:t></w:r><w:r><w:t>6件</w:t></w:r></w:p>"
    document = read(docx(struck), "a.docx")
    assert paragraphs(document) == ["6件"]
    assert [(n.message_id, n.params) for n in document.notices] == [("struck_out", {"count": 1})]
    kept = read(docx(struck.replace(switch, '<w:strike w:val="0"/>')), "a.docx")
    assert paragraphs(kept) == ["56件"]
    assert not kept.notices


def test_raised_note_marks_and_symbols_are_left_out_and_said():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F031"/></w:r>'
    document = read(docx(f"<w:p><w:r><w:t>66</w:t></w:r>{raised}{symbol}</w:p>"), "a.docx")
    assert paragraphs(document) == ["66"]
    assert notices(document) == ["note_marks", "symbols_not_read"]


def test_merged_cells_both_ways():
    span, start, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        [cell("（三）不予公开", start), cell("1.属于国家秘密"), cell("1")],
        [cell("", goes_on), cell("2.其他"), cell("2")],
        [cell("（七）总计", span), cell("3")],
    )
    (grid,) = grids(read(docx(body), "a.docx"))
    assert rows(grid) == [["（三）不予公开", "1.属于国家秘密", "1"], ["2.其他", "2"], ["（七）总计", "3"]]
    assert spans(grid) == {"（三）不予公开": (2, 1), "（七）总计": (1, 2)}
    assert [cell.column for cell in grid.cells] == [0, 1, 2, 1, 2, 0, 2]


def test_rows_without_spans_are_aligned_by_their_cells_widths():
    def wide(text, twips):
        return cell(text, f'<w:tcW w:w="{twips}" w:type="dxa"/>')

    body = table([wide("总计", 3000), wide("9", 1000)], [wide("（一）", 1000), wide("予以公开", 2010), wide("9", 990)])
    (grid,) = grids(read(docx(body), "a.docx"))
    assert spans(grid) == {"总计": (1, 2)}
    assert [cell.column for cell in grid.cells if cell.text == "9"] == [2, 2]


def test_a_table_that_frames_the_text_is_gone_through():
    inner = table([cell("规章"), cell("0")])
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('一、总体情况')}{inner}{paragraph('完')}</w:tc></w:tr></w:tbl>"
    document = read(docx(frame), "a.docx")
    assert paragraphs(document) == ["一、总体情况", "完"]
    assert rows(grids(document)[0]) == [["规章", "0"]]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>正文</w:t></w:r><w:r>'
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert paragraphs(read(docx(body), "a.docx")) == ["正文", "框内"]


def test_automatic_numbers_are_text():
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    abstract = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{abstract}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def item(level, text):
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    outline = ((0, "总体情况"), (1, "主动公开"), (1, "依申请公开"), (2, "新收"), (0, "主动"), (1, "规章"))
    body = "".join(item(level, text) for level, text in outline)
    assert paragraphs(read(docx(body, numbering=numbering), "a.docx")) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.新收",
        "二、主动",
        "（一）规章",
    ]


def test_a_list_that_begins_anew_goes_on_from_there_for_both_its_names():
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    body = "".join(paragraph("条", f'<w:numPr><w:numId w:val="{one}"/></w:numPr>') for one in (1, 1, 2, 2, 1))
    assert paragraphs(read(docx(body, numbering=numbering), "a.docx")) == ["1.条", "2.条", "5.条", "6.条", "7.条"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographEnclosedCircle", "㈡"),
        (21, "decimalEnclosedParen", "21"),
        (7, "unheardOf", "7"),
    ],
)
def test_numerals(value, kind, text):
    assert numeral(value, kind) == text


def test_chinese_numbers_with_gaps():
    assert [chinese(number) for number in (11, 20, 105, 110, 1002)] == [
        "十一",
        "二十",
        "一百〇五",
        "一百一十",
        "一千〇二",
    ]


def test_heading_levels_by_style_name_base_and_outline():
    styles = (
        f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="2"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="3"><w:name w:val="标题 1"/></w:style></w:styles>'
    )
    body = "".join(paragraph("章", f'<w:pStyle w:val="{style}"/>') for style in "123")
    body += paragraph("章", '<w:outlineLvl w:val="2"/>') + paragraph("文", '<w:outlineLvl w:val="9"/>')
    document = read(docx(body, styles=styles), "a.docx")
    assert [block.heading for block in document.blocks] == [2, 2, 1, 3, 0]


def test_a_strict_document_is_read_alike():
    transitional = f"<w:document {W}><w:body>{paragraph('严格')}</w:body></w:document>"
    strict = transitional.replace(W.split('"')[1], "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert paragraphs(read(zipped({"word/document.xml": strict}), "a.docx")) == ["严格"]


def test_word97_gives_the_paragraphs_and_merged_tables():
    document = read(WORD97.read_bytes(), "旧文档.wps")
    assert document.kind == "doc"
    assert paragraphs(document)[:5] == [
        "云岭区档案局2023年政府信息公开工作年度报告",
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "一、总体情况",
        "全年主动公开政府信息86条，Tel 0571。",
        "软回车后的一行",
    ]
    first, second = grids(document)
    assert rows(first)[1:] == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "", "0"],
        ["行政规范性文件", "3", "1", "12"],
    ]
    assert spans(first) == {"第二十条第（一）项": (1, 4)}
    assert spans(second) == {"（三）不予公开": (3, 1)}
    assert rows(second)[2] == ["3.危及“三安全一稳定”", "1,204", "1,204"]
    assert first.exact
    assert str(second.cells[-1].where) == "表 2 第 3 行第 4 列"


def test_an_encrypted_word97_document_says_so():
    content = bytearray(WORD97.read_bytes())
    stream = content.index(struct.pack("<H", 0xA5EC))
    content[stream + 0x0B] |= 0x01
    with pytest.raises(UserError) as caught:
        read(bytes(content), "a.doc")
    assert caught.value.message_id == "password"


def test_an_encrypted_docx_or_xlsx_says_so():
    # such a file is an OLE container; here is one whose stream has been given that name
    content = bytearray(WORD97.read_bytes())
    at = content.index("WordDocument".encode("utf-16-le"))
    words = "EncryptedPackage".encode("utf-16-le")
    content[at : at + 66] = words.ljust(64, b"\0") + struct.pack("<H", len(words) + 2)
    with pytest.raises(UserError) as caught:
        read(bytes(content), "报告.docx")
    assert caught.value.message_id == "password"


@pytest.mark.parametrize("name", ["编号.doc", "编号.wps"])
def test_word97_gives_automatic_numbers_of_paragraphs_and_of_styles(name):
    document = read(NUMBERED97.read_bytes(), name)
    assert paragraphs(document) == [
        "一、编号由样式带出",
        "（一）小标题甲",
        "（二）小标题乙",
        "正文一段。",
        "二、第二个大标题",
        "（一）小标题丙",
        "样式有编号但此处取消",
        "一、编号由段落带出",
        "1.条目甲",
        "2.条目乙",
        "二、又一段",
    ]
    assert [block.heading for block in document.blocks[:6]] == [1, 2, 2, 0, 1, 2]
    assert rows(grids(document)[0]) == [["规章", "1.表中条目"]]


def word97_level(start, numeral, text, places):
    head = struct.pack("<iBB9sB8xBBBB", start, numeral, 0, bytes(places), 0, 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_word97_lists_may_begin_anew_and_name_levels_above():
    levels = [word97_level(1, 0x27, "\0、", [1]), word97_level(1, 0, "\0.\1", [1, 3])]
    levels += [word97_level(1, 0xFF, "", [])] * 7
    definitions = struct.pack("<H", 1) + struct.pack("<i22xBx", 9, 0) + b"".join(levels)
    heads = struct.pack("<I", 2) + struct.pack("<i8xB3x", 9, 0) + struct.pack("<i8xB3x", 9, 1)
    overrides = heads + struct.pack("<i", -1) + struct.pack("<iiI", -1, 6, 0x10)
    stream = definitions + overrides
    lists = lists_of(stream, (0, len(definitions)), (len(definitions), len(overrides)))
    steps = ((1, 0), (1, 1), (1, 1), (2, 0), (1, 0), (1, 1))
    assert [lists[one].next(level) for one, level in steps] == ["一、", "一.1", "一.2", "六、", "七、", "七.1"]


def test_broken_lists_of_a_word97_document_are_said_and_the_text_is_read():
    content = bytearray(NUMBERED97.read_bytes())
    stream = content.index(struct.pack("<H", 0xA5EC))
    struct.pack_into("<I", content, stream + 0x9A + 8 * 73, 0x7FFFFFF0)
    document = read(bytes(content), "a.doc")
    assert notices(document) == ["numbers_lost"]
    assert paragraphs(document)[0] == "编号由样式带出"
