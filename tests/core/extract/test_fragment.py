"""A piece of a report on the clipboard: which table it is, and which cell each number belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import Table, edition
from core.extract.fragment import other_edition, recognise
from core.formats import html as html_reader
from core.formats.raw import RawDocument
from core.formats.text import blocks_of

FORM = edition("2021")


def pasted(words: str) -> RawDocument:
    return RawDocument("text", blocks_of(words, "剪贴板"))


def as_html(table: Table, numbers: dict[str, str], rows: range | None = None) -> bytes:
    """The table as a web page has it, merged cells and all."""
    lines: dict[int, list[str]] = {}
    for cell in table.layout:
        if rows is not None and cell.row not in rows:
            continue
        words = numbers[cell.address] if cell.address else cell.text
        lines.setdefault(cell.row, []).append(
            f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}"><p><span>{words}</span></p></td>'
        )
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in lines.values())
    return f"<html><body><table border=1>{body}</table></body></html>".encode()


def numbered(table: Table) -> dict[str, str]:
    return {address: str(100 + at) for at, address in enumerate(table.addresses)}


@pytest.mark.parametrize("edition_id", ["2021", "2019"])
@pytest.mark.parametrize("table_id", ["disclosure", "requests", "disputes"])
def test_one_table_of_the_form_alone_is_recognised_by_its_labels(edition_id: str, table_id: str) -> None:
    table = edition(edition_id).table(table_id)
    numbers = numbered(table)
    fragment = recognise(html_reader.read(as_html(table, numbers), ""), edition_id)
    assert fragment.tables == (table_id,)
    assert {address: cell.text for address, cell in fragment.cells.items()} == numbers
    assert fragment.notices == ()
    assert not fragment.bare


def test_a_few_rows_with_their_labels_fill_those_rows_only() -> None:
    words = "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4\n"
    words += "二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n"
    fragment = recognise(pasted(words), "2021")
    assert len(fragment.cells) == 14
    assert fragment.cells["requests.received.business"].value == 1
    assert fragment.cells["requests.carried_in.total"].value == 2
    assert fragment.notices == ()


@pytest.mark.parametrize("table_id", ["requests", "disputes"])
def test_bare_numbers_are_told_by_the_size_of_their_block(table_id: str) -> None:
    table = FORM.table(table_id)
    rows: dict[int, list[str]] = {}
    for address, place in table.place.items():
        rows.setdefault(place.row, []).append(str(len(rows) + table.addresses.index(address)))
    fragment = recognise(pasted("\n".join("\t".join(row) for row in rows.values())), "2021")
    assert fragment.bare
    assert fragment.tables == (table_id,)
    assert [cell.text for cell in fragment.cells.values()] == [word for row in rows.values() for word in row]


@pytest.mark.parametrize("words", ["1\t2\t3\n4\t5\t6", "", "姓名\t年龄\n张三\t30", "今天天气很好。"])
def test_other_things_are_no_fragment(words: str) -> None:
    assert recognise(pasted(words), "2021").cells == {}


def test_a_row_whose_numbers_cannot_be_told_apart_is_said_and_left_out() -> None:
    words = "一、本年新收政府信息公开申请数量\t3\t1\n二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2\n"
    fragment = recognise(pasted(words), "2021")
    assert "requests.received.natural_person" not in fragment.cells
    assert fragment.cells["requests.carried_in.total"].value == 2
    assert [notice.message_id for notice in fragment.notices] == ["row_not_placed"]


def test_a_table_of_the_other_edition_is_told() -> None:
    table = edition("2019").table("disclosure")
    document = html_reader.read(as_html(table, numbered(table)), "")
    assert other_edition(document, "2021") == "2019"
    assert other_edition(document, "2019") is None


@given(st.sampled_from(["disclosure", "requests", "disputes"]), st.data())
def test_any_numbers_and_blanks_go_to_their_own_cells(table_id: str, data: st.DataObject) -> None:
    table = FORM.table(table_id)
    value = st.sampled_from(["", "0", "3", "12", "1208"])
    numbers = {address: data.draw(value) for address in table.addresses}
    fragment = recognise(html_reader.read(as_html(table, numbers), ""), "2021")
    assert {address: cell.text.strip() for address, cell in fragment.cells.items()} == numbers
