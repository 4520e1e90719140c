"""OFD files, written by our own small writer in the manner of several programs."""

import pytest

from core.errors import UserError
from core.export.document import compose
from core.extract import extract
from core.formats import read
from core.formats.ofdpage import deltas
from tests.core.extract.test_documents import filled, shown

from .ofds import OFD, STYLES, Setter, line_object, ofd_of, package, text_object
from .shapes import grids, notices, paragraphs, rows, zipped


@pytest.mark.parametrize("style", STYLES)
def test_a_whole_report_reads_back_from_the_ofd_of_every_writer(style):
    report = filled()
    extraction = extract(read(ofd_of(compose(report), STYLES[style]), "报告.ofd"), "报告.ofd")
    assert shown(extraction.report) == shown(report)
    assert [part.text for part in extraction.report.parts] == [part.text for part in report.parts]
    assert (extraction.report.title, extraction.report.agency) == (report.title, report.agency)
    assert extraction.notices == ()


def test_a_table_over_pages_is_one_grid_and_cells_know_their_page():
    document = read(ofd_of(compose(filled())), "a.ofd")
    tables = grids(document)
    assert len(tables) == 3
    assert len({cell.where.page for cell in tables[1].cells}) == 2


def ruled(objects=""):
    """Two cells beside each other."""
    sides = [(20, 50, 80, 50), (20, 60, 80, 60), (20, 50, 20, 60), (50, 50, 50, 60), (80, 50, 80, 60)]
    return "".join(line_object(*side) for side in sides) + objects


def test_steps_between_characters_may_be_left_out_or_repeated():
    assert deltas("g 3 5 2.5 1", 9) == [5, 5, 5, 2.5, 1]
    assert deltas("g 99999999 5", 3) == [5, 5, 5]
    assert deltas("1 x 2", 9) == [1, 2]
    bare = (
        '<ofd:TextObject Boundary="22 52 20 5" Size="4"><ofd:TextCode X="0" Y="4">规章</ofd:TextCode></ofd:TextObject>'
    )
    assert rows(grids(read(package([ruled(bare + text_object("12", 60, 56, 4))]), "a.ofd"))[0]) == [["规章", "12"]]


def test_digits_set_one_by_one_are_one_number_and_digits_apart_are_two():
    near = text_object("1", 55, 56, 4) + text_object("2", 57.1, 56, 4) + text_object("3", 65, 56, 4)
    assert rows(grids(read(package([ruled(text_object("规章", 22, 56, 4) + near)]), "a.ofd"))[0]) == [["规章", "12 3"]]


def test_a_form_whose_rules_are_in_the_template_is_filled_in():
    pages = [text_object("7", 60, 56, 4)]
    (grid,) = grids(read(package(pages, ruled(text_object("规章", 22, 56, 4))), "a.ofd"))
    assert rows(grid) == [["规章", "7"]]


def test_a_templates_header_and_the_page_numbers_are_furniture():
    long = "本机关认真落实条例要求，及时回应公众关切，切实保障群众的知情权、参与权和监督权，公开渠道更加畅通。" * 12
    setter = Setter()
    setter.paragraph(long)
    setter.paragraph(long)
    assert len(setter.pages) == 2
    head = text_object("云山市清溪区水务局", 27, 15, 4)
    assert paragraphs(read(package(setter.pages, head), "a.ofd")) == [long, long]


def test_composite_objects_invisible_objects_and_unusual_paths_are_understood():
    unit = (
        f'<ofd:Res {OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="60" Height="10">'
        f"<ofd:Content>{text_object('规章', 2, 6, 4)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    objects = '<ofd:CompositeObject ID="71" ResourceID="70" Boundary="20 50 60 10"/>'
    objects += text_object("9", 60, 56, 4).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    document = (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:PublicRes>/Doc_0/PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1"><ofd:BaseLoc>Doc_0/Pages/Page_0/Content.xml</ofd:BaseLoc></ofd:Page></ofd:Pages>'
        "</ofd:Document>"
    )
    content = package([ruled(objects)], **{"Doc_0/PublicRes.xml": unit, "Doc_0/Document.xml": document})
    assert rows(grids(read(content, "a.ofd"))[0]) == [["规章", ""]]


def test_seals_are_said_not_to_be_verified_and_turned_text_to_be_left_out():
    turned = text_object("横排的表格里有二十多个字所以要说明没有读取它们", 50, 100, 4)
    turned = turned.replace("<ofd:TextObject", '<ofd:TextObject CTM="0 1 -1 0 0 0"')
    document = read(package([text_object("正文一段。", 30, 80, 4) + turned], signed=True), "a.ofd")
    assert notices(document) == ["seals_not_verified", "turned_text"]
    assert paragraphs(document) == ["正文一段。"]


IMAGE = '<ofd:ImageObject ID="6" ResourceID="7" Boundary="0 0 210 297"/>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (package([IMAGE, IMAGE]), "scanned"),
        (package([IMAGE + text_object("识别出来的文字" * 5, 20, 50, 4)]), "scanned"),
        (package([text_object("\ue123\ue124\ue125\ue126", 20, 50, 4)]), "ofd_unreadable_font"),
        (zipped({"OFD.xml": f"<ofd:OFD {OFD}/>", "Encryptions.xml": "<x/>"}), "ofd_encrypted"),
        (zipped({"Encryptions.xml": "<x/>", "enc/a.dat": b"\1\2"}), "ofd_encrypted"),
        (zipped({"OFD.xml": f"<ofd:OFD {OFD}/>"}), "nothing_inside"),
        (package([""], **{"Doc_0/Document.xml": b"\1\2\3"}), "damaged"),
        (package([""] * 201), "too_many_pages"),
        (package([""]), "nothing_inside"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(content, message):
    with pytest.raises(UserError) as caught:
        read(content, "年报.ofd")
    assert caught.value.message_id == message
    assert "“年报.ofd”" in str(caught.value)
