"""Excel, WPS and OpenDocument workbooks."""

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from core.errors import UserError
from core.formats import read
from core.formats.biff import check_stream
from core.formats.formulas import Formula, Formulas, column_index, column_letters

from .shapes import grids, notices, rows, spans, zipped

TABLE97 = Path(__file__).parents[2] / "fixtures" / "table97.xls"


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_values_are_text_as_people_see_it_and_know_their_cell():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表一"
    sheet["B2"], sheet["C2"], sheet["D2"] = "规章", 12.0, 4068.208
    sheet["B3"], sheet["C3"], sheet["D3"] = " 12 ", date(2024, 1, 22), 0.1 + 0.2
    sheet["D4"] = True
    (grid,) = grids(read(saved(book), "a.xlsx"))
    assert rows(grid) == [["规章", "12", "4068.208"], [" 12 ", "2024-01-22", "0.3"], ["", "", "TRUE"]]
    assert str(grid.cells[1].where) == "工作表“表一”C2"
    assert grid.exact
    assert grid.title == "表一"


def test_merged_cells_are_read_once_and_cut_to_the_cells_in_use():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ("标题", None, None), ("（三）不予公开", "1.属于国家秘密", 1), (None, "2.其他", 2):
        sheet.append(row)
    sheet.merge_cells("A1:J1")
    sheet.merge_cells("A2:A3")
    (grid,) = grids(read(saved(book), "a.xlsx"))
    assert spans(grid) == {"标题": (1, 3), "（三）不予公开": (2, 1)}
    assert rows(grid) == [["标题"], ["（三）不予公开", "1.属于国家秘密", "1"], ["2.其他", "2"]]


def test_formulas_that_were_never_computed_are_computed_where_they_are_sums():
    book = openpyxl.Workbook()
    one, two = book.active, book.create_sheet("表 2")
    one.title = "表一"
    one.append([1, 2, "3", "=SUM(A1:C1)"])
    one.append([4, None, "=SUM(A1,A2:B2)", "=D1+C2-2"])
    one.append(["=D3", "='表 2'!A1", "=IF(A1>0,1,2)", "=C3+1"])
    two["A1"] = "=SUM(表一!$A$1:$B$2)+(1-表一!A1)"
    document = read(saved(book), "a.xlsx")
    assert rows(grids(document)[0]) == [
        ["1", "2", "3", "6"],
        ["4", "", "5", "9"],
        ["=D3", "7", "=IF(A1>0,1,2)", "=C3+1"],
    ]
    assert rows(grids(document)[1]) == [["7"]]
    assert notices(document) == ["formulas_computed", "formulas_computed"]


def test_a_column_of_formulas_only_is_not_lost():
    book = openpyxl.Workbook()
    book.active["A1"] = 5
    book.active["C2"] = "=A1+A1"
    assert rows(grids(read(saved(book), "a.xlsx"))[0]) == [["5", "", ""], ["", "", "10"]]


def test_formulas_in_a_circle_end():
    formulas = {("s", 0, 0): Formula("B1"), ("s", 0, 1): Formula("A1+1")}
    book = Formulas(formulas, lambda *_: "", {"s": (0, 1)})
    assert book.value(("s", 0, 0)) is None
    assert book.value(("s", 0, 1)) is None


def test_shared_formulas_shift_their_references():
    book = Formulas(
        {("s", 1, 2): Formula("SUM(A1:$B1)", down=1)}, lambda _, row, column: str(10 * row + column), {"s": (5, 5)}
    )
    assert book.value(("s", 1, 2)) == 21


def test_column_names_go_both_ways():
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_index(column_letters(at)) == at for at in range(2000))


def test_an_error_value_is_shown_not_taken_for_blank():
    book = openpyxl.Workbook()
    book.active["A1"] = "总计"
    book.active["B1"] = "#REF!"
    assert rows(grids(read(saved(book), "a.xlsx"))[0]) == [["总计", "#REF!"]]


def test_hidden_sheets_and_rows_are_read_and_said():
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active.row_dimensions[1].hidden = True
    book.create_sheet("暗表")["A1"] = 2
    book["暗表"].sheet_state = "hidden"
    document = read(saved(book), "a.xlsx")
    assert [rows(grid) for grid in grids(document)] == [[["1"]], [["2"]]]
    assert sorted(notices(document)) == ["hidden_rows", "hidden_sheet"]


def test_struck_out_cells_and_words_are_not_read_and_are_counted():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["规章", 5, 6, "=B1+C1", None])
    struck, plain = InlineFont(strike=True), InlineFont(b=True)
    sheet.append(["行政许可", CellRichText(TextBlock(struck, "7"), TextBlock(plain, "8")), 9])
    for cell in (sheet["B1"], sheet["D1"], sheet["E1"]):
        cell.font = Font(strike=True)
    sheet["C1"].font = Font(strike=False, bold=True)
    document = read(saved(book), "a.xlsx")
    assert [row[:4] for row in rows(grids(document)[0])] == [["规章", "", "6", ""], ["行政许可", "8", "9", ""]]
    assert [n.params["count"] for n in document.notices if n.message_id == "struck_out"] == [3]


def test_one_cell_far_away_does_not_fill_the_memory():
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 2
    with pytest.raises(UserError) as caught:
        read(saved(book), "a.xlsx")
    assert caught.value.message_id == "too_many_pieces"


@pytest.mark.parametrize("far", ["XFD1048576", "B1048576", "XFD1400"])
@pytest.mark.parametrize("written", ['r="{}"', "r='{}'", 'r = "{}"', 'r\n="{}"'])
def test_a_cell_far_away_is_noticed_however_its_place_is_written(far, written):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["B2"] = 2
    with zipfile.ZipFile(io.BytesIO(saved(book))) as container:
        members = {name: container.read(name).decode() for name in container.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace('r="B2"', written.format(far))
    with pytest.raises(UserError) as caught:
        read(zipped(members), "a.xlsx")
    assert caught.value.message_id == "too_many_pieces"


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def test_an_opendocument_spreadsheet_with_repeats_and_spans():
    cells = (
        '<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>标<text:s/>题</text:p>'
        '</table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>规章</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="12" table:number-columns-repeated="2">'
        '<text:p>12.00</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    content = (
        f'<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:table table:name="表一">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    (grid,) = grids(read(zipped({"mimetype": mimetype, "content.xml": content}), "a.ods"))
    assert rows(grid) == [["标 题"], ["规章", "12", "12"]]
    assert spans(grid) == {"标 题": (1, 3)}
    assert str(grid.cells[-1].where) == "工作表“表一”C2"


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def old_book(*sheet, strings=0):
    """The stream of an .xls with one sheet of those records."""
    head = record(0x0809, bytes(16)) + record(0x00FC, struct.pack("<II", strings, strings))
    start = len(head) + 12 + 4
    head += record(0x0085, struct.pack("<IBBBB", start, 0, 0, 0, 0)) + record(0x000A)
    return head + b"".join((record(0x0809, bytes(16)), *sheet, record(0x000A)))


def old_cell(row, column):
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        (old_book(old_cell(0, 0), old_cell(199, 9)), None),
        (old_book(old_cell(0, 0), old_cell(65535, 255)), "too_many_pieces"),
        (old_book(record(0x0200, struct.pack("<IIHH", 0, 65536, 0, 256) + bytes(2))), "too_many_pieces"),
        (old_book(record(0x00BE, struct.pack("<HHHH", 65535, 0, 0, 65535)), old_cell(0, 0)), "too_many_pieces"),
        (old_book(old_cell(0, 0), strings=2_000_000_000), "damaged"),
        (record(0x0809, bytes(16)) + record(0x002F, bytes(54)), "password"),
        (old_book(old_cell(0, 0))[:40], None),
    ],
)
def test_an_old_workbook_whose_cells_lie_far_apart_is_refused_before_it_is_laid_out(stream, message):
    if message is None:
        check_stream(stream, "a.xls")
        return
    with pytest.raises(UserError) as caught:
        check_stream(stream, "a.xls")
    assert caught.value.message_id == message


@pytest.mark.parametrize("place", ['r="XFD1"', 'r="A1048576"', "r='XFD1048576'", 'r = "XFD1"', ""])
def test_a_workbook_with_one_cell_far_away_is_refused(place):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    content = saved(book)
    row = 'r="1"' if place else 'r="1048576"'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row {row}><c {place}><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        members = {one: container.read(one) for one in container.namelist()}
    members["xl/worksheets/sheet1.xml"] = sheet.encode()
    if 'XFD1"' in place:
        assert grids(read(zipped(members), "a.xlsx"))[0].columns == 16384
        return
    with pytest.raises(UserError) as caught:
        read(zipped(members), "a.xlsx")
    assert caught.value.message_id == "too_many_pieces"


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表.xlsx"])
def test_an_old_workbook_is_read_whatever_its_name(name):
    document = read(TABLE97.read_bytes(), name)
    (grid,) = grids(document)
    assert document.kind == "xls"
    assert rows(grid) == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "3", "1", "12"],
        ["行政事业性收费", "4068.208", "", "3"],
    ]
    assert str(grid.cells[-1].where) == "工作表“表二”D5"
