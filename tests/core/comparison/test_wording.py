"""Words that were taken out and put in; paragraphs that belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.comparison.wording import differences, side_by_side

TEXTS = st.text(alphabet="政务公开信息12,3年件。，\n 甲乙丙", max_size=60)


def marked(last: str, this: str) -> str:
    """Both texts in one: [-taken out-]{+put in+}."""
    out = ""
    for piece in differences(last, this):
        old, new = last[slice(*piece.last)], this[slice(*piece.this)]
        out += new if piece.kind == "equal" else (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")
    return out


@pytest.mark.parametrize(
    ("last", "this", "shown"),
    [
        ("全年公开信息64条。", "全年公开信息108条。", "全年公开信息[-64-]{+108+}条。"),
        ("组织培训2次。", "组织业务培训2次。", "组织{+业务+}培训2次。"),
        ("认真组织培训。", "组织培训。", "[-认真-]组织培训。"),
        ("收费1,200元", "收费1,250元", "收费[-1,200-]{+1,250+}元"),
        ("占比50.5%", "占比51.5%", "占比[-50.5%-]{+51.5%+}"),
        ("", "新写的。", "{+新写的。+}"),
        ("原有的。", "", "[-原有的。-]"),
    ],
)
def test_numbers_and_words_are_marked_whole(last: str, this: str, shown: str) -> None:
    assert marked(last, this) == shown


@given(TEXTS, TEXTS)
def test_the_pieces_cover_both_texts(last: str, this: str) -> None:
    pieces = differences(last, this)
    assert "".join(last[slice(*piece.last)] for piece in pieces) == last
    assert "".join(this[slice(*piece.this)] for piece in pieces) == this
    assert all(last[slice(*p.last)] == this[slice(*p.this)] for p in pieces if p.kind == "equal")


@given(TEXTS, TEXTS)
def test_every_paragraph_stands_in_one_row_in_its_order(last: str, this: str) -> None:
    rows = side_by_side(last, this)
    for words, spans in ((last, [r.last for r in rows]), (this, [r.this for r in rows])):
        shown = [words[slice(*span)] for span in spans if span]
        assert shown == [paragraph for paragraph in words.split("\n") if paragraph.strip()]


def test_paragraphs_meet_although_one_was_put_in_and_one_taken_out() -> None:
    last = "公开信息64条，其中政策类12条。\n召开新闻发布会一次。\n组织业务培训2次，参加人员60人次。"
    this = "公开信息71条，其中政策类15条。\n组织业务培训3次，参加人员82人次。\n新开设便民查询专栏。"
    rows = side_by_side(last, this)
    shown = [(last[slice(*r.last)][:4] if r.last else "", this[slice(*r.this)][:4] if r.this else "") for r in rows]
    assert shown == [("公开信息", "公开信息"), ("召开新闻", ""), ("组织业务", "组织业务"), ("", "新开设便")]
    assert not any(row.same for row in rows)
    assert all(row.same for row in side_by_side(last, last))


def test_texts_of_very_many_paragraphs_are_still_compared() -> None:
    last = "\n".join(f"第{number}项" for number in range(900))
    rows = side_by_side(last, last + "\n补充一项")
    assert len(rows) == 901
    assert sum(row.same for row in rows) == 900
