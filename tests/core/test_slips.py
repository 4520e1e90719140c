"""What is a slip of the hand, and what nobody writes by mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.slips import is_slip, slip


@given(st.integers(0, 100_000))
def test_a_number_counted_a_little_wrong_is_a_slip(number: int) -> None:
    assert is_slip(number + 1, number)
    assert is_slip(number + 1, number + 2)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(10, 99))
def test_two_digits_exchanged_are_a_slip(first: int, one: int, other: int, rest: int) -> None:
    written, meant = int(f"{first}{one}{other}{rest}"), int(f"{first}{other}{one}{rest}")
    assert is_slip(written, meant)


@pytest.mark.parametrize(
    ("written", "meant", "is_one"),
    [
        (54, 0, False),
        (3, 0, True),
        (66, 9317, False),
        (205, 168, False),
        (168, 186, True),
        (8, 62, False),
        (620, 62, True),
        (622, 62, True),
        (2, 94, False),
    ],
)
def test_what_nobody_writes_by_mistake(written: int, meant: int, is_one: bool) -> None:
    assert is_slip(written, meant) is is_one


def test_a_minus_too_many_is_a_slip() -> None:
    assert slip(-5, 5) == "sign"
