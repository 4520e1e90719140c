"""PDF files, typeset in the tests themselves."""

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
import typst
from PIL import Image

from core.errors import UserError
from core.formats import read
from core.formats.layout import Rule, page_content
from core.formats.pagetext import Char, furniture, lines_of, wrapped

from .shapes import grids, paragraphs, rows, spans

SETUP = (
    '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")\n#set par(first-line-indent: (amount: 2em, all: true))\n'
)


@pytest.fixture(scope="module")
def typeset(tmp_path_factory):
    folder = str(Path(pylopdf_fonts_zh_cn.__file__).parent)

    def make(source):
        path = tmp_path_factory.mktemp("typst") / "a.typ"
        path.write_text(SETUP + source, encoding="utf-8")
        return typst.compile(str(path), font_paths=[folder])

    return make


def test_paragraphs_are_put_together_and_page_numbers_dropped(typeset):
    long = "本机关认真贯彻落实条例要求，扎实推进各项工作，不断提升透明度，及时回应公众关切，切实保障群众知情权。" * 3
    source = f'#set page(height: 12cm, numbering: "— 1 —")\n{long}\n\n一、总体情况\n\n{long}\n\n{long}\n'
    assert paragraphs(read(typeset(source), "a.pdf")) == [long, "一、总体情况", long, long]


def test_a_ruled_table_over_pages_is_one_grid_with_wrapped_text_joined(typeset):
    lines = "".join(f"[{at}.要求行政机关确认或重新出具已获取信息], [{at * 7}], [], " for at in range(1, 13))
    source = (
        "#set page(width: 12cm, height: 9cm)\n"
        "#table(columns: (1.5cm, 3cm, 2cm, 2cm), table.cell(colspan: 2)[申请人情况], [自然人], [总计],\n"
        f"table.cell(rowspan: 12)[（五）不予处理], {lines})\n\n完。"
    )
    document = read(typeset(source), "a.pdf")
    (grid,) = grids(document)
    assert [line[-3:] for line in rows(grid)[1:]] == [
        [f"{at}.要求行政机关确认或重新出具已获取信息", str(at * 7), ""] for at in range(1, 13)
    ]
    assert spans(grid) == {"申请人情况": (1, 2), "（五）不予处理": (12, 1)}
    assert grid.cells[-1].where.page > 1
    assert paragraphs(document) == ["完。"]


def test_repeated_header_rows_are_read_once(typeset):
    lines = "".join(f"[第{at}项], [{at}], " for at in range(1, 15))
    source = f"#set page(width: 10cm, height: 7cm)\n#table(columns: 2, table.header([信息内容], [件数]), {lines})"
    (grid,) = grids(read(typeset(source), "a.pdf"))
    assert rows(grid) == [["信息内容", "件数"], *([f"第{at}项", str(at)] for at in range(1, 15))]


def test_a_row_of_blanks_at_the_top_of_a_page_is_not_taken_for_the_rest_of_a_row(typeset):
    lines = "[行政许可], [1], " * 6 + "[行政强制], [], " * 7
    source = f"#set page(width: 12cm, height: 9cm)\n#table(columns: (5cm, 2cm), {lines})"
    (grid,) = grids(read(typeset(source), "a.pdf"))
    assert [line[0] for line in rows(grid)] == ["行政许可"] * 6 + ["行政强制"] * 7


def test_heads_on_the_next_page_are_not_the_rest_of_the_wider_head_above_them(typeset):
    heads = "[结果维持], [结果纠正], [总计], "
    source = (
        "#set page(width: 16cm, height: 6cm, margin: 1cm)\n#v(3cm)\n#table(columns: (1fr,) * 6, "
        "table.cell(colspan: 3)[行政复议], table.cell(colspan: 3)[复议后起诉], "
        f"{heads}{heads}[1], [2], [3], [4], [5], [9])"
    )
    (grid,) = grids(read(typeset(source), "a.pdf"))
    assert [cell.where.page for cell in grid.cells if cell.text in ("复议后起诉", "总计")] == [1, 2, 2]
    assert rows(grid) == [
        ["行政复议", "复议后起诉"],
        ["结果维持", "结果纠正", "总计"] * 2,
        ["1", "2", "3", "4", "5", "9"],
    ]


@pytest.mark.parametrize("label", ["申请人逾期未补正", "（ 1）申请人逾期未补正"])
def test_a_row_at_the_top_of_a_page_stays_by_itself_whatever_stands_in_its_remarks(typeset, label):
    source = (
        "#set page(width: 16cm, height: 6cm, margin: 1cm)\n#v(3cm)\n#table(columns: (6cm, 2cm, 2cm), "
        f"[重新出具已获取信息], [2], [], [{label}], [4], [已核])"
    )
    (grid,) = grids(read(typeset(source), "a.pdf"))
    assert [cell.where.page for cell in grid.cells[::3]] == [1, 2]
    assert rows(grid) == [["重新出具已获取信息", "2", ""], [label, "4", "已核"]]


def test_a_figure_wider_than_its_cell_stays_whole(typeset):
    source = (
        "#set page(width: 9cm, height: 6cm, margin: 1cm)\n"
        "#table(columns: (1.2cm,) * 4, inset: 3pt, [甲], [乙], [丙], [丁], [71,234], [8], [16785], [5])"
    )
    (grid,) = grids(read(typeset(source), "a.pdf"))
    assert rows(grid) == [["甲", "乙", "丙", "丁"], ["71,234", "8", "16785", "5"]]


def test_a_figure_that_runs_into_an_empty_cell_is_none_for_certain():
    """It may be two figures that touch, 125 and 80."""
    sides = [Rule(x, 0, x, 40) for x in (0, 20, 40)] + [Rule(0, y, 40, y) for y in (0, 20, 40)]
    chars = [char(text, 6 + 5 * at, 25) for at, text in enumerate("12580")]
    (table,) = page_content(1, 100.0, [char("甲", 5, 5), char("乙", 25, 5), *chars], sides).tables
    assert [cell.text for cell in table.cells if cell.top > 10] == ["125 80"] * 2


def test_pictures_of_pages_are_refused_with_a_way_out(typeset, tmp_path):
    source = tmp_path / "a.typ"
    Image.new("L", (40, 60), 200).save(tmp_path / "scan.png")
    source.write_text('#set page(margin: 0pt)\n#image("scan.png", width: 100%, height: 100%)', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read(typst.compile(str(source)), "扫描.pdf")
    assert caught.value.message_id == "scanned"
    assert "扫描件" in str(caught.value)


def char(text, x, y=0.0, size=10.0):
    return Char(text, x, x + size / (2 if text.isascii() else 1), y, y + size, size)


def test_digits_apart_stay_apart_and_bold_ones_are_not_doubled():
    (line,) = lines_of([char("1", 0), char("1", 0.4), char("2", 5), char("3", 20)])
    assert line.text == "12 3"


def test_a_blank_that_hangs_over_from_the_cell_beside_does_not_part_a_number():
    (line,) = lines_of([char("3", 0), char("8", 5), char("3", 10), char("\u3000", 2), char(" ", 21)])
    assert line.text == "383"


def test_a_number_broken_by_a_narrow_cell_is_joined_only_if_its_line_is_full():
    lines = lines_of([char("1", 0), char("2", 5), char("3", 0, 12)])
    assert wrapped(lines, right=12) == "123"
    assert wrapped(lines, right=60) == "12\n3"


def test_running_headers_are_furniture_on_three_pages_not_on_one():
    header, body = lines_of([char("报", 0), char("正", 0, 400), char("文", 0, 420)]), 800.0
    assert furniture([(body, header)] * 3) == [{0}] * 3
    assert furniture([(body, header)]) == [set()]
