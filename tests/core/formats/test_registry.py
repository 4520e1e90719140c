"""Every kind of file in FORMATS, and how the right reader is found."""

import io
import subprocess
import sys

import openpyxl
import pytest

from core.errors import UserError
from core.formats import FORMATS, open_filters, read, sniff

from .shapes import docx, paragraph, zipped
from .test_word import WORD97


def workbook():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_has_a_name_extensions_and_a_reader(kind):
    entry = FORMATS[kind]
    assert entry.id == kind
    assert entry.name
    assert all(extension.startswith(".") for extension in entry.extensions)
    assert callable(entry.reader)


def test_the_file_dialog_offers_every_extension():
    every, *groups = open_filters()
    assert set(every[1]) == {extension for entry in FORMATS.values() for extension in entry.extensions}
    assert set(every[1]) == {extension for _, extensions in groups for extension in extensions}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (workbook(), "表.doc", "xlsx"),
        (docx(paragraph("文")), "报告.wps", "docx"),
        (WORD97.read_bytes(), "报告.docx", "doc"),
        (b"%PDF-1.7\n", "报告.txt", "pdf"),
        ("<!DOCTYPE html><p>文".encode("utf-16"), "报告.xls", "html"),
        ("规章,0".encode(), "表.csv", "csv"),
        ("规章,0".encode(), "表.txt", "text"),
        ("<报告>".encode(), "报告.html", "text"),
        (zipped({"OFD.xml": "<x/>"}), "报告.pdf", "ofd"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.zip", "ods"),
    ],
)
def test_the_content_decides(content, name, kind):
    assert sniff(content, name) == kind


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty_file"),
        (b" \r\n\0", "nothing_inside"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(200), "picture"),
        (b"MZ\x90\0" + bytes(range(256)), "not_a_document"),
        (bytes(range(256)) * 20, "not_a_document"),
        (b"Rar!\x1a\x07\0" + bytes(100), "archive"),
        (zipped({"报告.docx": "x"}), "archive"),
        (docx(paragraph("文"))[:-40], "damaged"),
        (workbook()[:2000], "damaged"),
        (b"%PDF-1.7\ngarbage", "damaged"),
        (rb"{\rtf1\ansi text}", "rtf"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "office_xml"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "opendocument_text"),
        (zipped({"OFD.xml": "<x/>"}), "nothing_inside"),
        (docx(""), "nothing_inside"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(content, message):
    with pytest.raises(UserError) as caught:
        read(content, r"C:\报送\年报.doc")
    assert caught.value.message_id == message
    assert "“年报.doc”" in str(caught.value)


def test_no_reader_or_library_is_imported_before_it_is_needed():
    heavy = ("lxml", "pdfplumber", "olefile", "python_calamine", "charset_normalizer")
    code = f"import sys, core.formats; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
