"""The report as plain JSON-able dicts and back."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import catalog
from core.errors import UserError
from core.model import (
    PART_NUMBERS,
    Cell,
    Finding,
    Fix,
    Location,
    Notice,
    Part,
    Report,
    Severity,
    Verdict,
    blank_cells,
)
from core.records import (
    cell_from_dict,
    cell_to_dict,
    finding_to_dict,
    location_from_dict,
    location_to_dict,
    notice_from_dict,
    notice_to_dict,
    report_from_dict,
    report_to_dict,
)
from core.values import State

ADDRESS = "requests.received.natural_person"
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def sample(**fields: object) -> Report:
    cells = blank_cells(catalog.edition("2021").addresses) | {ADDRESS: Cell.of("2", Location(line=120))}
    return Report("2021", cells, **fields)


def test_the_public_keys_are_those_of_the_terminal_contract() -> None:
    record = report_to_dict(sample(title="年报", agency="某局", year=2024, published=date(2025, 1, 22)))
    assert (record["title"], record["agency"], record["year"], record["edition"]) == ("年报", "某局", 2024, "2021")
    assert record["published"] == "2025-01-22"
    assert record["index_number"] is None
    cell = record["cells"][ADDRESS]
    assert {key: cell[key] for key in ("value", "state", "text", "where")} == {
        "value": 2,
        "state": "number",
        "text": "2",
        "where": "第 120 行",
    }
    assert tuple(record["cells"]) == catalog.edition("2021").addresses


def test_the_day_of_completion_stands_in_for_an_unknown_day_of_publication_and_is_not_confused_on_reading() -> None:
    report = sample(completed=date(2025, 1, 20))
    record = report_to_dict(report)
    assert record["published"] == "2025-01-20"
    assert report_from_dict(record) == report


def test_a_record_with_the_public_date_only_is_read() -> None:
    record = report_to_dict(sample(published=date(2025, 1, 22)))
    del record["published_on"]
    assert report_from_dict(record).published == date(2025, 1, 22)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("12.0", 12, int),
        ("4068.208", 4068.208, float),
        ("0.1", 0.1, float),
        ("12345678901.345", 12345678901.345, float),
    ],
)
def test_numbers_become_json_numbers_and_come_back_exactly(text: str, value: object, kind: type) -> None:
    cell = Cell.of(text)
    record = cell_to_dict(cell)
    assert record["value"] == value
    assert type(record["value"]) is kind
    assert cell_from_dict(record) == cell


def test_a_decimal_that_no_float_holds_is_kept_as_digits() -> None:
    cell = Cell(State.NUMBER, Decimal("12345678901234567.25"), "x")
    assert cell_to_dict(cell)["value"] == "12345678901234567.25"
    assert cell_from_dict(cell_to_dict(cell)) == cell


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_any_number_of_fifteen_digits_survives(digits: int, places: int) -> None:
    cell = Cell.of(format(Decimal(digits).scaleb(-places), "f"))
    assert cell_from_dict(cell_to_dict(cell)) == cell


@pytest.mark.parametrize(
    "where",
    [None, Location(), Location(sheet="表三", cell="C12"), Location(page=3, table=1, row=2, column=4)],
)
def test_locations_survive(where: Location | None) -> None:
    assert location_from_dict(location_to_dict(where)) == where


def test_an_unsure_cell_stays_unsure() -> None:
    cell = Cell.of("1 2", Location(line=3), sure=False)
    assert cell_from_dict(cell_to_dict(cell)) == cell


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("edition", None),
        ("title", 3),
        ("year", True),
        ("year", "2024"),
        ("year", 10**9),
        ("published_on", "昨天"),
        ("published_on", "2025-13-01"),
        ("cells", []),
        ("cells", {ADDRESS: 2}),
        ("cells", {ADDRESS: {"state": "number", "text": "2", "value": None}}),
        ("cells", {ADDRESS: {"state": "blank", "text": "", "value": 0}}),
        ("cells", {ADDRESS: {"state": "sleeping", "text": "", "value": None}}),
        ("cells", {ADDRESS: {"state": "number", "text": "2", "value": float("nan")}}),
        ("cells", {ADDRESS: {"state": "number", "text": "2", "value": "1e999999999"}}),
        ("cells", {ADDRESS: {"state": "number", "text": "2", "value": 10**60}}),
        ("cells", {ADDRESS: {"state": "number", "text": "2", "value": 2, "sure": "ja"}}),
        ("cells", {ADDRESS: {"state": "blank", "text": "", "location": {"line": "1"}}}),
        ("cells", {ADDRESS: {"state": "blank", "text": "", "location": {"planet": 1}}}),
        ("title", "\ud800"),
        ("parts", None),
        ("parts", []),
        ("parts", [{"number": "9", "text": "", "heading": None}]),
    ],
)
def test_a_malformed_record_is_refused_with_a_way_out(key: str, value: object) -> None:
    record = report_to_dict(sample())
    record[key] = value
    with pytest.raises(UserError) as caught:
        report_from_dict(record)
    assert caught.value.message_id == "bad_record"
    assert "重新打开" in str(caught.value)


@pytest.mark.parametrize("key", ["edition", "title", "agency", "cells", "parts"])
def test_a_missing_key_is_refused(key: str) -> None:
    record = report_to_dict(sample())
    del record[key]
    with pytest.raises(UserError):
        report_from_dict(record)


@given(JSON_VALUES)
def test_no_value_at_all_makes_reading_crash(value: object) -> None:
    for read in (report_from_dict, cell_from_dict, notice_from_dict):
        with pytest.raises(UserError):
            read(value)


@given(st.sampled_from(sorted(report_to_dict(sample()))), JSON_VALUES)
def test_no_value_under_a_key_makes_reading_crash(key: str, value: object) -> None:
    record = report_to_dict(sample())
    record[key] = value
    with suppress(UserError):
        assert isinstance(report_from_dict(record), Report)


def test_seven_parts_keep_headings_texts_and_places() -> None:
    parts = tuple(Part(number, f"标题{number}", f"甲\n乙{number}", (Location(line=1), None)) for number in PART_NUMBERS)
    assert report_from_dict(report_to_dict(sample(parts=parts))).parts == parts


def test_a_finding_has_the_keys_of_the_terminal_contract() -> None:
    finding = Finding(
        "requests-balance",
        "arithmetic",
        Severity.ERROR,
        Verdict.FAIL,
        "不平",
        cells=(ADDRESS,),
        span=(12, 19),
        fixes=(Fix("改为 12", {ADDRESS: 12}),),
    )
    record = finding_to_dict(finding)
    assert record["key"] == finding.key
    assert (record["severity"], record["verdict"], record["span"]) == ("error", "fail", [12, 19])
    assert record["fixes"][0]["cells"] == {ADDRESS: 12}


def test_a_notice_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UserError):
        notice_from_dict({"message_id": "no_such_notice", "params": {}, "cells": []})


def test_a_notice_survives() -> None:
    notice = Notice("year_differs_name", {"year": 2024, "other": 2023}, Location(line=2), (ADDRESS,))
    assert notice_from_dict(notice_to_dict(notice)) == notice
