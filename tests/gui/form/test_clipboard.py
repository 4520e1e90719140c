"""Blocks from and to a spreadsheet, and where they land in the form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import edition
from gui.form.clipboard import block_of, land, parse_tsv, to_tsv

DISCLOSURE = edition("2021").table("disclosure")
REQUESTS = edition("2021").table("requests")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("\n", (("",),)),
        ("5", (("5",),)),
        ("5\n", (("5",),)),
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("1\t\n\t4\n", (("1", ""), ("", "4"))),
        ("1\n\n3\n", (("1",), ("",), ("3",))),
        ('"一\n二"\t2\n', (("一\n二", "2"),)),
        ('"说""好"""\t2', (('说"好"', "2"),)),
        ('5"\t6', (('5"', "6"),)),
        ("\t\n", (("", ""),)),
    ],
)
def test_text_of_a_spreadsheet_is_parted_into_cells(text: str, rows: object) -> None:
    assert parse_tsv(text) == rows


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[st.text("1２\t\n\"'一 ")] * width), min_size=1)))
def test_what_is_written_reads_back(rows: list[tuple[str, ...]]) -> None:
    assert parse_tsv(to_tsv(rows)) == tuple(rows)


def test_a_block_is_laid_from_its_first_cell() -> None:
    landing = land(REQUESTS, parse_tsv("1\t2\n3\t4"), "requests.received.natural_person")
    assert landing.lost == 0
    assert landing.texts == {
        "requests.received.natural_person": "1",
        "requests.received.business": "2",
        "requests.carried_in.natural_person": "3",
        "requests.carried_in.business": "4",
    }


def test_a_block_beyond_the_table_is_clipped_and_counted() -> None:
    landing = land(REQUESTS, parse_tsv("1\t2\n3\t4"), "requests.carried_out.total")
    assert landing.texts == {"requests.carried_out.total": "1"}
    assert landing.lost == 3


def test_a_block_of_the_official_form_brings_its_label_rows() -> None:
    rows = parse_tsv("1\t2\t3\n4\t5\t6\n第二十条第（五）项\t\t\n本年处理决定数量\t\t\n7\t\t\n")
    landing = land(DISCLOSURE, rows, "disclosure.regulations.issued")
    assert landing.lost == 0
    assert landing.texts["disclosure.normative_documents.in_force"] == "6"
    assert landing.texts["disclosure.licensing.decisions"] == "7"


def test_numbers_alone_go_from_value_row_to_value_row() -> None:
    landing = land(DISCLOSURE, parse_tsv("1\n2\n3\n4\n5\n6.5"), "disclosure.regulations.issued")
    assert landing.lost == 0
    assert list(landing.texts.values()) == ["1", "2", "3", "4", "5", "6.5"]
    assert landing.texts["disclosure.fees.amount"] == "6.5"


def test_a_copied_block_carries_labels_between_its_cells() -> None:
    shown = {address: str(i) for i, address in enumerate(DISCLOSURE.addresses)}
    block = block_of(DISCLOSURE, DISCLOSURE.addresses, shown)
    assert block is not None
    assert block[0] == ("0", "1", "2")
    assert block[2] == ("", "", "")
    assert land(DISCLOSURE, block, DISCLOSURE.addresses[0]).texts == shown


def test_cells_that_do_not_fill_a_rectangle_cannot_be_copied() -> None:
    chosen = ["requests.received.natural_person", "requests.carried_in.business"]
    assert block_of(REQUESTS, chosen, dict.fromkeys(REQUESTS.addresses, "")) is None
