"""Sentences say what they claim, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.narrative import Kind, claims_of
from core.values import show
from tests.core.narrative.spoken import SPOKEN, YEAR, claimed


def told(sentence: str) -> list[tuple[tuple[str, ...], str]]:
    kinds = (Kind.COUNT, Kind.DENIAL)
    return sorted((c.readings[0], show(c.value)) for c in claims_of(sentence, YEAR) if c.kind in kinds)


@pytest.mark.parametrize(("sentence", "expected"), SPOKEN, ids=[sentence[:24] for sentence, _ in SPOKEN])
def test_a_sentence_claims_what_it_says(sentence: str, expected: str) -> None:
    assert told(sentence) == claimed(expected)


def only(sentence: str, kind: Kind, year: int | None = YEAR) -> list[tuple[str, tuple[str, ...]]]:
    """The claims of that kind: the number and what it is reckoned from."""
    found = [claim for claim in claims_of(sentence, year) if claim.kind is kind]
    return [(show(claim.value), tuple(show(number) for number in claim.operands)) for claim in found]


FIGURES = [
    ("收到申请22起，比2023年（31起）下降29%。", Kind.CHANGE, [("-29", ("22", "31"))]),
    ("收到申请9件，较2023年（12件）减少3件，下降25%。", Kind.DELTA, [("-3", ("9", "12"))]),
    ("收到申请9件，较2023年（12件）减少3件，下降25%。", Kind.CHANGE, [("-25", ("9", "12"))]),
    ("2023年收到申请30件，2024年收到申请45件，增加15件。", Kind.DELTA, [("15", ("45", "30"))]),
    ("新受理申请90件，上年结转6件，共计96件，相较去年增加20件。", Kind.DELTA, [("20", ("96",))]),
    ("2023年收到申请30件，2024年收到申请45件，净增15件。", Kind.DELTA, [("15", ("45", "30"))]),
    ("收到申请18件，较上年增加3件，增长20%。", Kind.CHANGE, [("20", ("18", "15"))]),
    ("收到申请18件，同比增长50%。", Kind.CHANGE, [("50", ("18",))]),
    ("主动公开信息300条，同比增长50%。", Kind.CHANGE, []),
    ("新收申请8件，其中自然人申请7件，占87.5%。", Kind.SHARE, [("87.5", ("7", "8"))]),
    (
        "办结申请13件，予以公开8件，占61.5%，部分公开5件，占38.5%。",
        Kind.SHARE,
        [("61.5", ("8", "13")), ("38.5", ("5", "13"))],
    ),
    ("收到申请24件，其中予以公开10件、部分公开2件，占全部申请的50.0%。", Kind.SHARE, [("50", ("12", "24"))]),
    ("申请按时办结率100%，群众满意率98%。", Kind.SHARE, []),
    ("公开信息61条，其中政策文件20条、工作动态41条。", Kind.LIST, [("61", ("20", "41"))]),
    ("公开信息90条，其中政策类50条、动态类30条、其他12条。", Kind.LIST, [("90", ("50", "30", "12"))]),
    ("公开信息200条，其中重大政策解读5条、民生信息20条。", Kind.LIST, []),
    ("公开信息61条，其中政策文件20条、工作动态41条等。", Kind.LIST, []),
    (
        "公开信息30条，包括机构职能20条，规划计划5条，公开目录4条，公开年报1条。",
        Kind.LIST,
        [("30", ("20", "5", "4", "1"))],
    ),
    (
        "政务信息1条，占6.25%；公文9条，占56.25%；公告6条，占37.5%。",
        Kind.SHARE,
        [("37.5", ("6", "9", "16"))],
    ),
    ("发布信息2856条，其中要闻2687条、公示许可事项169项。", Kind.LIST, []),
    ("办结1336件。无法提供603件，不予处理49件，占3.7%。", Kind.SHARE, [("3.7", ("49", "1336"))]),
    ("公开信息61条，其中政策文件20条、工作动态40条，举办活动3场。", Kind.LIST, [("61", ("20", "40"))]),
]


@pytest.mark.parametrize(("sentence", "kind", "expected"), FIGURES)
def test_percentages_changes_and_lists(sentence: str, kind: Kind, expected: list[object]) -> None:
    assert only(sentence, kind) == expected


def readings(sentence: str, year: int | None = YEAR) -> list[tuple[tuple[str, ...], ...]]:
    return [claim.readings for claim in claims_of(sentence, year)]


RECEIVED = ("requests.received.total",)
WITH_CARRIED_IN = ("requests.received.total", "requests.carried_in.total")
TOTAL = ("requests.total.total",)


def test_received_may_count_what_was_carried_in_unless_that_is_told_apart() -> None:
    assert readings("受理信息公开申请12件。") == [(RECEIVED, WITH_CARRIED_IN)]
    assert readings("新收信息公开申请12件。") == [(RECEIVED,)]
    assert readings("受理信息公开申请12件，上年结转2件。")[0] == (RECEIVED,)
    assert readings("受理信息公开申请12件（含上年结转2件）。")[0] == (WITH_CARRIED_IN, RECEIVED)


def test_a_loose_verb_has_several_readings() -> None:
    assert readings("共办理依申请公开12件。") == [(RECEIVED, WITH_CARRIED_IN, TOTAL)]


def test_the_year_decides_what_is_a_claim_of_this_report() -> None:
    assert readings("2023年收到信息公开申请12件。", 2024) == []
    assert readings("2023年收到信息公开申请12件。", 2023) != []
    assert readings("2023年收到信息公开申请12件。", None) != []


def test_a_claim_stands_where_its_digits_stand() -> None:
    sentence = "本年 共收到 申请 １ ２ 件，办结两件。"
    assert [sentence[slice(*claim.span)] for claim in claims_of(sentence, YEAR)] == ["１ ２", "两"]


def test_a_heading_tells_what_a_bare_verb_counts() -> None:
    assert readings("全年共受理3件，办结3件。") == []
    assert [c.value for c in claims_of("全年共受理3件，办结3件。", YEAR, "requests")] == [3, 3]


PHRASES = (
    "收到|申请|政府信息公开申请|未|无|行政复议|、|，|。|（|）|其中|3件|十二件|占|5%|比|2023年|增加|均|结转|下年度|上年|和|规范性文件|"
    "自然人|：|；|分别|各|0|其他|公开|\n| "
)


@given(st.lists(st.sampled_from(PHRASES.split("|")), max_size=24).map("".join))
def test_any_text_is_read_without_failing_and_spans_lie_inside_it(text: str) -> None:
    for claim in claims_of(text, YEAR):
        start, end = claim.span
        assert 0 <= claim.clause[0] <= start < end <= len(text)
        assert claim.readings or claim.operands


def test_what_is_received_may_be_both_where_new_and_carried_in_are_told_apart() -> None:
    both = "收到政府信息公开申请7件，办结7件（其中，2023年结转1件，2024年新收6件）。"
    assert (RECEIVED, WITH_CARRIED_IN) in readings(both)
    assert (WITH_CARRIED_IN, RECEIVED) in readings("受理政府信息公开申请8件，其中上年结转1件。")


@pytest.mark.parametrize(
    ("paragraph", "answered", "together"),
    [
        ("受理申请15件，答复9件，不予处理4件，其他处理2件。", 9, 15),
        ("收到申请22件，2件无法提供，19件按期限答复办结。", 19, 21),
        ("收到申请24件，其中申请人自行撤销3件，答复处理21件。", 21, 24),
        ("新收申请36件，办结35件。其中无法提供9件，其他处理2件。", 35, None),
        ("新收申请36件，上年结转2件，办结35件，结转下年度1件。", 35, None),
        ("共收到申请80件，按时办结75件，结转下年度5件；办结上年度结转9件。", 75, 84),
    ],
)
def test_those_answered_may_be_told_apart_from_the_others(paragraph: str, answered: int, together: int | None) -> None:
    """What was answered with content, beside what was not taken up: the form counts both as dealt with."""
    (claim,) = [c for c in claims_of(paragraph, YEAR) if c.readings == (TOTAL,) and c.value == answered]
    assert claim.together == together
