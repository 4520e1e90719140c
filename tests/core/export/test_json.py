"""The JSON export: what is written reads back to the same report, and nothing else is taken for it."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import catalog
from core.errors import UserError
from core.export import json_file
from core.export.review import ReviewCopy
from core.model import PART_NUMBERS, Cell, Location, Part, Report, blank_cells

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WHERE = st.none() | st.builds(
    # through a function: of a tuple's class every field would be invented, negative numbers too
    lambda **known: Location(**known),
    line=st.none() | st.integers(1, 10**6),
    sheet=st.none() | TEXT,
    cell=st.none() | st.just("C12"),
)
CELL = st.builds(
    lambda text, where, sure: Cell.of(text, where, sure=sure),
    TEXT | st.integers(-9, 10**9).map(str) | st.decimals(-999, 999, places=4).map(str),
    WHERE,
    st.booleans(),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    edition = draw(st.sampled_from(catalog.EDITIONS))
    addresses = catalog.edition(edition).addresses
    cells = blank_cells(addresses) | draw(st.dictionaries(st.sampled_from(addresses), CELL, max_size=6))
    optional, day = st.none() | TEXT, st.none() | st.dates(date(2008, 1, 1), date(2099, 12, 31))
    return Report(
        edition,
        cells,
        tuple(Part(n, draw(optional), draw(TEXT), tuple(draw(st.lists(WHERE, max_size=2)))) for n in PART_NUMBERS),
        draw(TEXT),
        draw(TEXT),
        draw(st.none() | st.integers(1990, 2100)),
        *(draw(optional) for _ in range(3)),
        draw(day),
        draw(day),
        draw(optional),
    )


@settings(max_examples=60, deadline=None)
@given(reports())
def test_what_is_written_reads_back_to_the_same_report(report: Report) -> None:
    content = json_file.render(report)
    assert json_file.is_report(content)
    assert json_file.parse(content) == report


def blank() -> Report:
    return Report("2021", blank_cells(catalog.edition("2021").addresses), title="年报")


def test_the_file_is_indented_utf8_that_names_its_schema() -> None:
    content = json_file.render(blank()).decode("utf-8")
    assert content.startswith('{\n  "schema": 1,\n  "kind": "nianbao-report"')
    assert '"title": "年报"' in content


def test_a_byte_order_mark_does_not_matter() -> None:
    content = b"\xef\xbb\xbf" + json_file.render(blank())
    assert json_file.is_report(content)
    assert json_file.parse(content) == blank()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not_our_json"),
        (b"\xff\xfe\x00", "not_our_json"),
        (b"[" * 100_000, "not_our_json"),
        (b'{"a": 1}', "not_our_json"),
        (b'{"kind": "nianbao-report"}', "bad_record"),
        (b'{"kind": "nianbao-report", "schema": 99, "report": {}}', "newer_schema"),
        (b'{"kind": "nianbao-report", "schema": 1, "report": {}}', "bad_record"),
        (b'{"kind": "nianbao-report", "schema": 1, "report": ' + b"9" * 5000 + b"}", "not_our_json"),
    ],
)
def test_other_content_is_refused_with_a_message(content: bytes, message: str) -> None:
    with pytest.raises(UserError) as caught:
        json_file.parse(content)
    assert caught.value.message_id == message
    assert str(caught.value)


@pytest.mark.parametrize("change", ["missing", "strange", "edition"])
def test_cells_must_be_those_of_the_edition(change: str) -> None:
    document = json.loads(json_file.render(blank()))
    cells = document["report"]["cells"]
    if change == "missing":
        cells.popitem()
    elif change == "strange":
        cells["requests.nothing.total"] = cells["requests.total.total"]
    else:
        document["report"]["edition"] = "1999"
    with pytest.raises(UserError) as caught:
        json_file.parse(json.dumps(document).encode())
    assert caught.value.message_id == "bad_record"


def test_a_review_copy_numbers_findings_with_their_decisions_and_the_verdict(
    report: Report, review: ReviewCopy
) -> None:
    data = json.loads(json_file.render(report, review))
    assert data["kind"] == "nianbao-review"
    assert data["verdict"]["text"] == str(review.conclusion)
    assert [finding["number"] for finding in data["findings"]] == [1, 2, 3, 4, 5]
    assert data["findings"][1]["decision"]["reason"] == "原件如此"
    assert data["findings"][0]["decision"] is None
    assert data["edits"][0] == {"place": "disclosure.licensing.decisions", "old": "51764", "new": "517645"}
    assert len(data["notices"]) == 1


def test_a_review_copy_is_not_read_as_a_report(report: Report, review: ReviewCopy) -> None:
    content = json_file.render(report, review)
    assert json_file.is_report(content)
    with pytest.raises(UserError, match="审核稿"):
        json_file.parse(content)
