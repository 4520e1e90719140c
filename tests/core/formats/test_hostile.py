"""Hostile and damaged files: a message or a document, never a crash, a hang or a full memory."""

import io
import zlib

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.formats import FORMATS, guard, read, sniff
from core.formats.raw import RawDocument

from .ofds import line_object, package, text_object
from .shapes import docx, paragraph, zipped
from .test_word import NUMBERED97, WORD97, cell, table
from .test_workbook import NAMESPACES, TABLE97


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["规章", 1, 2, "=SUM(B1:C1)"])
    book.active.merge_cells("A1:A3")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf():
    content = b"BT /F1 12 Tf 72 700 Td (Report 12) Tj ET 72 600 m 300 600 l S 72 500 m 300 500 l S"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return written(objects)


def written(objects):
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    table_of_places = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table_of_places,
        size,
        start,
    )


ODS = zipped(
    {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<o {NAMESPACES}><table:table><table:table-row><table:table-cell><text:p>1</text:p>"
        "</table:table-cell></table:table-row></table:table></o>",
    }
)
OFD = package(
    [text_object("规章", 22, 56, 4) + "".join(line_object(20, y, 80, y) + line_object(y, 50, y, 60) for y in (50, 60))],
    text_object("页眉", 20, 15, 4),
)
SEEDS = {
    "a.ofd": OFD,
    "a.docx": docx(paragraph("一、总体情况") + table([cell("规章"), cell("0")])),
    "a.doc": WORD97.read_bytes(),
    "numbered.doc": NUMBERED97.read_bytes(),
    "a.xls": TABLE97.read_bytes(),
    "a.xlsx": workbook(),
    "a.ods": ODS,
    "a.pdf": pdf(),
    "a.html": "<meta charset=gbk><p>一、总体<table><tr><td rowspan=2>a<td>1<tr><td>2</table>".encode("gbk"),
    "a.mht": b"MIME-Version: 1.0\nContent-Type: text/html; charset=gbk\n\n<p>a</p>",
    "a.txt": "一、总体情况\n规章 | 0 |\n\n|\n规章\n|\n0\n|\na\tb\n| a |\n|---|\n| 1 |".encode(),
    "a.csv": 'a,"b\n",c\n1;2'.encode("gb18030"),
}
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(content, name):
    try:
        result = read(content, name)
    except UserError as error:
        result = str(error)
    assert result
    assert isinstance(result, RawDocument | str)


@pytest.mark.parametrize("name", SEEDS)
def test_the_seed_itself_is_read(name):
    assert read(SEEDS[name], name).blocks


def test_there_is_a_seed_of_every_kind():
    assert {sniff(content, name) for name, content in SEEDS.items()} == set(FORMATS)


@pytest.mark.parametrize("name", SEEDS)
@FEW
@given(data=st.data())
def test_mutated_files_never_crash(name, data):
    content = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content)))
        action = data.draw(st.sampled_from(("set", "cut", "insert", "end")))
        if action == "set":
            content[at : at + 1] = bytes((data.draw(st.integers(0, 255)),))
        elif action == "cut":
            del content[at : at + data.draw(st.integers(1, 400))]
        elif action == "insert":
            content[at:at] = data.draw(st.binary(max_size=40))
        else:
            del content[at:]
    survives(bytes(content), name)


STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF-1.4\n",
    b"<html>",
    b"MIME-Version: 1.0\nContent-Type:",
)


@FEW
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=2000), name=st.sampled_from(("", *SEEDS)))
def test_random_bytes_never_crash(start, rest, name):
    survives(start + rest, name)


@FEW
@given(
    text=st.text(alphabet="|\t\"'#- \n一1、（-：<br>td/", max_size=400),
    name=st.sampled_from(("", "a.md", "a.csv", "a.html")),
)
def test_any_text_is_read(text, name):
    survives(text.encode(), name)


@FEW
@given(body=st.text(alphabet='<>/wpctr:" ', max_size=300), formula=st.text(alphabet="SUM(A1:B2)+-,'!$", max_size=60))
def test_odd_xml_inside_documents_never_crashes(body, formula):
    survives(docx(body), "a.docx")
    book = openpyxl.Workbook()
    book.active.append([1, f"={formula}"])
    buffer = io.BytesIO()
    book.save(buffer)
    survives(buffer.getvalue(), "a.xlsx")


def refused(content, name):
    with pytest.raises(UserError) as caught:
        read(content, name)
    return caught.value.message_id


def test_a_zip_bomb_is_not_unpacked():
    zeros = b"\0" * (guard.MAX_UNPACKED // 2)
    bomb = zipped({"word/document.xml": zeros, "word/a.xml": zeros, "word/b.xml": b"\0"})
    assert len(bomb) < 1_000_000
    assert refused(bomb, "a.docx") == "unpacks_too_large"


def test_a_zip_that_understates_its_size_is_measured(monkeypatch):
    monkeypatch.setattr(guard, "MAX_UNPACKED", 1_000_000)
    content = zipped({"word/document.xml": b"\0" * 3_000_000})
    assert refused(content.replace((3_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")), "a.docx") == (
        "unpacks_too_large"
    )


def test_a_bomb_in_a_pdf_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("core.formats.pdf.MAX_UNPACKED", 1_000_000)
    packed = zlib.compress(b"\0" * 3_000_000)
    content = pdf() + b"\n9 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"endstream endobj"
    assert refused(content, "a.pdf") == "unpacks_too_large"
    twice = pdf() + b"9 0 obj<</Filter[/FlateDecode /FlateDecode]>>stream\nendstream"
    assert refused(twice, "a.pdf") == "unpacks_too_large"


def drawing_each_other(depth):
    """A PDF whose page draws a form twelve times, which draws another twelve times, and so on."""
    draw = b"/F Do " * 12
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
    ]
    for number in range(6, 6 + depth):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % number
        form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>stream\n%s\nendstream"
        objects.append(form % (inner, len(draw), draw))
    return written(objects)


def test_forms_of_a_pdf_that_draw_each_other_without_end_are_given_up(monkeypatch):
    monkeypatch.setattr(guard.Budget.__init__, "__defaults__", (guard.MAX_PIECES, 0.3))
    assert refused(drawing_each_other(9), "a.pdf") == "takes_too_long"


def test_reading_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(guard.Budget.__init__, "__defaults__", (guard.MAX_PIECES, -1.0))
    for name in ("a.ofd", "a.pdf"):
        assert refused(SEEDS[name], name) == "takes_too_long"
    long = ("一、总体情况。\n" * 500).encode()
    assert refused(long, "a.txt") == "takes_too_long"
    assert refused(docx(paragraph("一、总体情况") * 500), "a.docx") == "takes_too_long"


def test_a_broken_pdf_that_is_searched_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(guard.Budget.__init__, "__defaults__", (guard.MAX_PIECES, 0.3))
    assert refused(b"%PDF-1.4\n" + b"(" * 8_000_000, "a.pdf") == "takes_too_long"


def test_a_mail_of_countless_parts_is_refused():
    head = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
    assert refused(head + b"--a\n\n" * 20_000, "a.mht") == "too_many_pieces"


def test_a_drawing_of_thousands_of_lines_is_no_table():
    lines = "".join(line_object(10, 10 + at / 9, 200, 10 + at / 9) for at in range(300))
    lines += "".join(line_object(10 + at / 9, 10, 10 + at / 9, 200) for at in range(300))
    blocks = read(package([lines + text_object("正文", 50, 250, 4)]), "a.ofd").blocks
    assert [getattr(block, "text", None) for block in blocks][-1:] == ["正文"]


def test_a_page_that_ends_within_its_first_tag_is_empty():
    assert refused(b"<!DOCTYPE html>\n<html la", "a.html") == "nothing_inside"


def test_entities_and_external_parts_are_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    doctype = f'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY out SYSTEM "{secret.as_uri()}">]>'
    document = docx(paragraph("&b;&out;正文"), prefix=doctype)
    assert refused(document, "a.docx") == "unsafe_xml"


def test_too_many_cells_are_refused():
    rows = "<tr>" + "<td>1</td>" * 50
    assert refused(("<table>" + rows * 4100 + "</table>").encode(), "a.html") == "too_many_pieces"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"|" * 2_000_000 + b"1", "a.txt"), (b"," * 2_000_000 + b"1", "a.csv"), (b"<html>" + b"<b>" * 1_100_000, "")],
)
def test_too_many_marks_are_refused_before_they_are_parted(content, name):
    assert refused(content, name) == "too_many_pieces"


def test_members_with_a_password_are_refused():
    content = bytearray(docx(paragraph("文")))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert refused(bytes(content), "a.docx") == "password"
