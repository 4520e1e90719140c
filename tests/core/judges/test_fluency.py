"""Words that are used more often make a run of characters likelier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.judges.fluency import (
    begins_with_any_word,
    begins_with_long_word,
    begins_with_word,
    ends_in_any_word,
    ends_in_word,
    likelihood,
    makes_sense,
)

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=12)


@pytest.mark.parametrize(
    ("likelier", "than"), [("政策计算器", "政策计算器器"), ("提升级别", "提生级别"), ("公开开展情况", "公开展开开情况")]
)
def test_common_words_are_likelier(likelier: str, than: str) -> None:
    assert likelihood(likelier) > likelihood(than)


@given(HAN)
def test_every_run_has_a_likelihood(run: str) -> None:
    assert likelihood(run) <= 0
    assert likelihood(run + run) <= likelihood(run)


@given(HAN, HAN)
def test_words_never_make_it_less_likely_to_part_them(one: str, other: str) -> None:
    assert likelihood(one + other) >= likelihood(one) + likelihood(other) - 1e-9


def test_words_at_the_ends() -> None:
    assert ends_in_word("依法公开")
    assert begins_with_word("公开目录")
    assert not ends_in_word("公")
    assert not begins_with_word("")


def test_rarer_words_are_words_too() -> None:
    assert ends_in_any_word("整点报时")
    assert not ends_in_word("整点报时")
    assert begins_with_any_word("公开目录")
    assert not begins_with_any_word("龘龘")
    assert begins_with_long_word("经办人")
    assert not begins_with_long_word("经办")


def test_a_character_that_makes_no_word_makes_no_sense() -> None:
    assert makes_sense("公开目录", 1)
    assert makes_sense("共3件", 2)
    assert not makes_sense("用好坝会", 2)
