"""Labels are compared by what a reader of Chinese sees in them."""

from __future__ import annotations

import re
import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extract import labels
from core.extract.labels import squeeze

SPACES = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u3000]+")
CHARS = "\u4e00\u56fd\u4fe1\u606f，（）：；、。“”! \n\u3000\u00a0\u200b\ufeff\u0338\u0301eｅ①㎡⽅\u00ad\ud800１2"


def folded(text: str) -> str:
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("seed", range(20))
def test_squeezed_words_are_folded_and_have_no_space(seed: int) -> None:
    rng = Random(seed)
    for _ in range(200):
        text = "".join(rng.choices(CHARS, k=rng.randrange(12)))
        assert squeeze(text) == folded(text), ascii(text)


def test_every_character_is_squeezed_as_its_folded_form() -> None:
    wrong = [code for code in range(0x11000) if squeeze(chr(code)) != folded(chr(code))]
    assert wrong == []


@given(
    one=st.text("本年新收政府信息公开申请数量", min_size=1), other=st.text("本年新收政府信息公开受理数量", min_size=1)
)
def test_no_two_labels_are_more_alike_than_the_characters_that_they_share(one: str, other: str) -> None:
    assert 0.95 * labels._ratio(one, other) <= labels._at_most(one, other) + 1e-9
