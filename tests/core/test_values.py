from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values import State, from_float, read, read_change, show


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("12件", 12),
        ("12 件", 12),
        (" 12 ", 12),
        ("12.0", 12),
        ("4068.208", Decimal("4068.208")),
        ("-3", -3),
        ("0", 0),
        ("\u00a07\u3000", 7),
    ],
)
def test_numbers_as_people_type_them(typed: str, value: object) -> None:
    reading = read(typed)
    assert (reading.state, reading.value) == (State.NUMBER, value)


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "/", "-", "—", "——", "无", "／"])
def test_ways_to_leave_a_cell_blank_are_never_zero(typed: str) -> None:
    assert read(typed) == read("")
    assert read(typed).state is State.BLANK


@pytest.mark.parametrize(
    "typed", ["1 2", "12?", "约3件", "1,23", "详见附件", "1.2.3", "十二", "1" * 30, "12①", "②", "12¹", "⑴"]
)
def test_what_may_mean_several_things_is_unreadable(typed: str) -> None:
    assert read(typed).state is State.UNREADABLE


@pytest.mark.parametrize("typed", ["12①", "②", "12¹", "⑴", "½", "⒈"])
def test_a_notes_mark_is_no_digit(typed: str) -> None:
    assert read(typed).state is State.UNREADABLE


@given(st.integers(-(10**12), 10**12))
def test_a_shown_count_reads_back(number: int) -> None:
    assert read(show(number)).value == number


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_shown_amount_reads_back(number: Decimal) -> None:
    assert read(show(number)).value == number


def test_a_spreadsheets_binary_noise_is_not_taken_over() -> None:
    assert show(from_float(0.1 + 0.2)) == "0.3"
    assert from_float(12.0) == 12
    assert from_float(float("nan")) is None


@given(st.text(max_size=30))
def test_no_text_is_refused(typed: str) -> None:
    assert read(typed).state in State


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("增3", 3),
        ("增加 3 项", 3),
        ("减2", -2),
        ("↓2", -2),
        ("↑2", 2),
        ("+3", 3),
        ("-3", -3),
        ("增减2", None),
        ("减②", None),
    ],
)
def test_a_change_may_have_its_sign_in_words(typed: str, value: int | None) -> None:
    assert read_change(typed).value == value
