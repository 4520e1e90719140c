"""Personal data is recognised by its check digits and covered wherever the program prints it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.export import render
from core.export.review import ReviewCopy
from core.masking import identity_holds, luhn_holds, masked, masked_report, personal_data
from core.model import Cell, Edit, Notice
from core.pipeline import check
from core.records import finding_to_dict
from tests.core.builders import balanced

IDENTITY, MOBILE, CARD, MAIL = "110105199003078537", "13856781234", "6222021202041234569", "wang.xm@qq.com"
TEXT = f"申请人身份证号{IDENTITY}，手机{MOBILE}，卡号{CARD}，邮箱{MAIL}。"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (IDENTITY, "1101**********8537"),
        ("110105 19900307 8537", "1101** ******** 8537"),
        (MOBILE, "138****1234"),
        ("138-5678-1234", "138-****-1234"),
        (CARD, "6222***********4569"),
        (MAIL, "w******@qq.com"),
        ("申请人李建国申请公开批文", "申请人李**申请公开批文"),
        ("申请人李四身份证号码为", "申请人李*身份证号码为"),
        ("申请人李某申请公开批文", "申请人李某申请公开批文"),
        ("１３８５６７８１２３４", "１３８****１２３４"),
        ("zwgk@qingxi.gov.cn", "zwgk@qingxi.gov.cn"),
        ("咨询电话0571-85678123", "咨询电话0571-85678123"),
        ("索引号11330604002590745X/2025-00388", "索引号11330604002590745X/2025-00388"),
    ],
)
def test_the_middle_of_a_number_is_covered(words: str, shown: str) -> None:
    assert masked(words) == shown


@given(st.text(alphabet="1234567890Xx -@.qcom年件，。", max_size=60))
def test_covering_keeps_the_length_and_needs_no_second_time(words: str) -> None:
    assert len(masked(words)) == len(words)
    assert masked(masked(words)) == masked(words)


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_of_an_identity_number_is_noticed(at: int, more: int) -> None:
    wrong = IDENTITY[:at] + str((int(IDENTITY[at]) + more) % 10) + IDENTITY[at + 1 :]
    assert identity_holds(IDENTITY)
    assert not identity_holds(wrong)


@given(st.integers(0, 18), st.integers(1, 9))
def test_one_wrong_digit_of_a_card_is_noticed(at: int, more: int) -> None:
    assert luhn_holds(CARD)
    assert not luhn_holds(CARD[:at] + str((int(CARD[at]) + more) % 10) + CARD[at + 1 :])


def test_a_number_is_one_kind_only() -> None:
    assert [one.kind for one in personal_data(TEXT)] == ["identity", "mobile", "card", "mail"]


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_a_review_copy_shows_no_personal_data(kind: str) -> None:
    report = balanced({"1": TEXT}, requests__granted__business=f"见{MOBILE}")
    review = ReviewCopy(
        check(report).findings,
        (Edit("6", "无", f"联系{MOBILE}"),),
        (Notice("grid_not_used", {"words": IDENTITY}),),
    )
    words = all_words(render(report, kind, review), kind)
    assert "1101**********8537" in words
    assert not [secret for secret in (IDENTITY, MOBILE, CARD, MAIL) if secret in words]


def test_the_document_itself_keeps_the_users_own_words() -> None:
    assert MOBILE in all_words(render(balanced({"1": TEXT}), "html"), "html")


def test_findings_as_json_show_no_personal_data() -> None:
    report = balanced({"1": TEXT}, requests__granted__business=f"见{MOBILE}")
    words = json.dumps([finding_to_dict(finding) for finding in check(report).findings], ensure_ascii=False)
    assert not [secret for secret in (IDENTITY, MOBILE, CARD, MAIL) if secret in words]


def test_cells_are_covered_only_where_they_hold_words() -> None:
    report = masked_report(balanced(requests__granted__business=f"见{MOBILE}", disclosure__licensing__decisions=7))
    assert report.cells["requests.granted.business"].shown == "见138****1234"
    assert report.cells["disclosure.licensing.decisions"] == Cell.of("7")


def all_words(content: bytes, kind: str) -> str:
    if kind == "html":
        return content.decode("utf-8")
    if kind == "docx":
        from zipfile import ZipFile

        with ZipFile(BytesIO(content)) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    book = load_workbook(BytesIO(content), rich_text=True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return "".join(f"{cell.value or ''}{cell.comment.text if cell.comment else ''}" for cell in cells)
