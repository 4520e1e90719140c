import pytest

from core.catalog import EDITIONS, edition


def test_edition_2021_has_two_hundred_cells() -> None:
    assert len(edition("2021").addresses) == len(set(edition("2021").addresses)) == 200


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_each_layout_covers_its_grid_exactly_once(edition_id: str) -> None:
    for table in edition(edition_id).tables:
        places = [
            (cell.row + r, cell.column + c)
            for cell in table.layout
            for r in range(cell.rowspan)
            for c in range(cell.colspan)
        ]
        assert len(places) == len(set(places)) == table.height * table.width


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_each_row_and_column_of_a_table_has_its_cells(edition_id: str) -> None:
    for table in edition(edition_id).tables:
        expected = {f"{table.id}.{row.id}.{column}" for row in table.rows for column in table.columns_of(row.id)}
        assert expected == set(table.addresses)


def test_sums_that_sentences_name() -> None:
    form = edition()
    assert len(form.expand("requests.denied.total")) == 8
    assert len(form.expand("requests.received.organisations")) == 5
    assert form.expand("disputes.litigation.total") == (
        "disputes.litigation_direct.total",
        "disputes.litigation_after_review.total",
    )
    assert len(form.expand("requests.outcomes.applicants")) == 21 * 6
    with pytest.raises(KeyError):
        form.expand("requests.nothing.total")


def test_cells_have_names_and_units() -> None:
    form = edition()
    assert form.describe("requests.received.natural_person") == "本年新收·自然人"
    assert form.describe("requests.denied.total") == "不予公开·总计"
    assert form.unit("disclosure.fees.amount") == "万元"
    assert not form.is_amount("requests.total.total")
