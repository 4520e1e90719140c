"""Whose numbers a sentence tells: the form's, or those of other work; of which cases, applicants and years."""

from __future__ import annotations

import pytest

from core.narrative import Kind, claims_of
from core.narrative.familiar import strangers
from core.values import show
from tests.core.narrative.sentences import complaints, report_with
from tests.core.narrative.spoken import YEAR, address, claimed
from tests.core.narrative.test_claims import told

HOME = "requests"


def under(sentence: str) -> list[tuple[tuple[str, ...], str]]:
    """The likeliest readings of a sentence that stands under 依申请公开."""
    kinds = (Kind.COUNT, Kind.DENIAL)
    return sorted((c.readings[0], show(c.value)) for c in claims_of(sentence, YEAR, HOME) if c.kind in kinds)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("清溪区水务局共收到政府信息公开申请", ""),
        ("2024年度东湖街道办事处通过政府门户网站共办理信息公开申请", ""),
        ("全年受理职工提取申请", "提取"),
        ("邀请律师就被纠正案件开展以案释法", "邀请释法"),
    ],
)
def test_unknown_words_of_a_clause(words: str, unknown: str) -> None:
    assert strangers(words) == unknown


OTHER_WORK = [
    "烟草窗口受理新办、变更、停业等各类申请1107件，办结1107件。",
    "中心全年受理职工提取申请1.32万笔，办结提取1.32万笔。",
    "有2件申请误投到市级部门。",
    "邀请律师就行政复议被纠正案件开展以案释法1次。",
    "召开依申请公开案例讲评会3次。",
    "同一申请人在4个月内提交申请9件。",
    "对1件申请发出收费通知。",
    "对答复不规范的4件及时指导整改。",
    "公开行政许可事项目录，公布依申请办理事项1873项。",
    "两次补正后仍看不出要什么材料。",
    "凡答复不掌握或者不存在的，必须附检索过程。",
    "没有因政府信息公开申请发出过信息处理费缴费通知。",
    "其中行政处罚涉及医疗机构69件。",
    "行政处罚引发行政复议6件、行政诉讼5件，均与政府信息公开无关。",
    "有的申请一开始没有沟通到位。",
    "共收到2份区政府办公室依申请公开意见征询件。",
    "全年办理行政复议案件89件、行政应诉案件54件。",
    "全年公安行政管理类的行政复议案件21件、行政诉讼案件8件，均依法办理。",
    "县政府新收依申请公开3件，予以公开2件；部门新收依申请公开6件，予以公开2件。",
    "全年登记发布审批单148份。",
    "经复议机关审理的各类案件58件，其中涉及信息公开的7件，维持4件、纠正1件、其他2件。",
]


@pytest.mark.parametrize("sentence", OTHER_WORK)
def test_numbers_of_other_work_claim_nothing(sentence: str) -> None:
    assert told(sentence) == []


SENTENCES = [
    # 其他组织：该列，或没有列出的各列
    ("收到申请7件，自然人6件，其他组织1件。", "received 7, received.natural_person 6, received.other_org 1"),
    (
        "新收申请9件，自然人4件，企业、公益组织等单位申请5件。",
        "received 9, received.natural_person 4, received.organisations 5",
    ),
    ("结转下年5件，为自然人3件、企业2件。", "carried_out 5, carried_out.natural_person 3, carried_out.business 2"),
    ("19件里商业企业14件、科研机构5件。", "received.business 14, received.research 5"),
    # 上年留下的，下年办理的
    ("加2023年转来2件，另有去年没办完的1件。", "carried_in 2, carried_in 1"),
    ("年初在办9件，年末在办6件。", "carried_in 9, carried_out 6"),
    ("承接上年4宗；办结34宗；移至下年4宗。", "carried_in 4, total 34, carried_out 4"),
    ("新收5件。12月下旬收到的1件尚在办理期限内。", "received 5, carried_out 1"),
    ("新收5件，12月26日收到的1件留待次年。", "received 5, carried_out 1"),
    ("新收5件，剩余1件将在法定时限内完成答复。", "received 5, carried_out 1"),
    # 结果
    ("公开（含部分公开）30件。", "granted+partly_granted 30"),
    ("予以公开8件（加上部分公开的共11件）。", "granted 8, granted+partly_granted 11"),
    ("不公开7件、不处理2件、拒绝公开1件。", "denied 7, denied 1, not_processed 2"),
    (
        "受理申请2件，内容涉及旧改项目，已在20个工作日内答复，其中予以公开1件，本机关不掌握1件。",
        "received 2, granted 1, unavailable.not_held 1",
    ),
    ("除此之外没有收到别的申请。", ""),
    ("无科研机构、社会公益组织申请。", "received.research 0, received.welfare 0"),
    ("征询意见33次，其中11次未采纳其不公开的主张。", ""),
    ("新收加上年结转共40件。", "received+carried_in 40"),
    ("上年结转3件,新收31件.本年办结32件.", "carried_in 3, received 31, total 32"),
    # 前面说过的数
    ("上年结转2件，新收11件。以上十三件均在年内办结。", "carried_in 2, received 11, received 13"),
    ("收到申请7件。7件中，予以公开3件。", "received 7, granted 3"),
    ("收到申请7件。9件中，予以公开3件。", "received 7, received 9, granted 3"),
    # 复议、诉讼
    ("因申请人不服答复申请行政复议1件，复议机关维持。", "review 1, review.upheld 1"),
    ("2件答复被复议，被诉3件。", "review 2, litigation 3"),
    ("其中，发生1起有关政府信息公开的行政复议案件。", "review 1"),
    (
        "行政复议72件、行政诉讼30件，被纠正的分别为11件、2件。",
        "review 72, litigation 30, review.corrected 11, litigation.corrected 2",
    ),
    ("行政诉讼6起，其中败诉（结果纠正）1起。", "litigation 6, litigation.corrected 1"),
    (
        "复议5件中，已审结3件均获维持，未审结2件。",
        "review 5, review.upheld+review.corrected+review.other 3, review.upheld 3, review.pending 2",
    ),
    (
        "申请行政复议7件，维持4件、纠正1件、作出其他处理1件，1件尚在审理。",
        "review 7, review.upheld 4, review.corrected 1, review.other 1, review.pending 1",
    ),
    (
        "诉讼14件，直接起诉4件、经复议起诉10件，未结3件。",
        "litigation 14, litigation_direct 4, litigation_after_review 10, litigation.pending 3",
    ),
    (
        "复议后提起诉讼2件，1件胜诉，1件未判。",
        "litigation_after_review 2, litigation_after_review.upheld 1, litigation_after_review.pending 1",
    ),
    # 行政许可、处罚、强制并列时的简称
    ("许可29件，处罚57件，强制2件。", "licensing 29, penalties 57, coercion 2"),
    ("劳务派遣等许可87件，劳动监察处罚6件。", "licensing 87, penalties 6"),
    ("对3家企业作出行政处罚3件。", "penalties 3"),
    ("年初有效行政规范性文件14件，年末保留12件。", "normative.in_force 12"),
    # 谁收到、谁牵头，不改变所数之物
    ("办公室牵头办理向管委会申请的政府信息38件。", "received 38"),
    ("市残联共收到政府信息公开申请2件。", "received 2"),
    ("受理市民和企业提交的政府信息公开申请9件。", "received 9"),
    ("收到申请政府信息公开请求1件。", "received 1"),
    ("予以公开9件，部分公开3件，不予公开29件。共计41件。", "granted 9, partly_granted 3, denied 29, total 41"),
    ("答复后被行政复议9件，8件维持。", "review 9, review.upheld 8"),
    ("答复后被申请行政复议7件，全部维持。", "review 7, review.upheld 7"),
    ("公示行政处罚2687件（简易程序处罚2611件，一般程序处罚76件）。", "penalties 2687"),
    ("受理申请62件；完成答复59件。其中，县级政府受理并完成申请答复8件。", "received 62, total 59"),
    ("应对行政复议64件、行政诉讼32件。", "review 64, litigation 32"),
    ("申请数量与2023年持平；答复政府信息公开申请11件，为部分公开。", "total 11"),
    ("被申请行政复议6件，未发生行政诉讼。对被纠正的1件开展剖析。", "review 6, litigation 0, review.corrected 1"),
    ("现行有效的行政规范性文件由2件减为1件。", "normative.in_force 1"),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence[:20] for sentence, _ in SENTENCES])
def test_a_sentence_under_applications_claims_what_it_says(sentence: str, expected: str) -> None:
    assert under(sentence) == claimed(expected)


SUMS = [
    "新收政府信息公开申请29件，上年结转3件，共32件。",
    "全年新收申请29件、上年结转3件，一共32件，均已办结。",
    "新收29件，同比上升16%（2023年为25件），加上年结转3件，共办理32件。",
    "新收29宗（自然人19宗，企业10宗），上年结转3宗，全部办结，共32宗。",
]


@pytest.mark.parametrize("sentence", SUMS)
def test_what_is_new_and_what_was_carried_in_add_up(sentence: str) -> None:
    (total,) = [c for c in claims_of(sentence, YEAR, HOME) if c.kind is Kind.LIST and c.value == 32]
    assert total.operands == (29, 3)
    assert total.readings == ((address("received"), address("carried_in")),)


@pytest.mark.parametrize(
    ("sentence", "part", "whole"),
    [
        ("发放问卷500份、回收468份，回收率93.6%。", 468, 500),
        ("收到意见建议74条，采纳51条，采纳率68.9%。", 51, 74),
        ("受理投诉137起，办结137起，办结率100%，满意率98.5%。", 137, 137),
    ],
)
def test_rates_of_the_numbers_just_told(sentence: str, part: int, whole: int) -> None:
    (share,) = [c for c in claims_of(sentence, YEAR) if c.kind is Kind.SHARE]
    assert share.operands == (part, whole)


@pytest.mark.parametrize(
    "sentence",
    ["抽检2160批次，不合格42批次，合格率98.1%。", "在5个服务厅设置公开栏，“非接触式”办税比例达到96.8%。"],
)
def test_a_rate_of_the_others_is_left_alone(sentence: str) -> None:
    assert not claims_of(sentence, YEAR)


def test_what_is_left_of_a_group_whose_rows_were_told() -> None:
    (*_, last) = claims_of("办结71件，予以公开68件，申请人逾期不补正2件，其他处理1件。", YEAR, HOME)
    assert last.readings == ((address("other"),), (address("other.misc"),))


def test_the_whole_of_a_share_may_be_named() -> None:
    (share,) = [c for c in claims_of("办结81件，占应办件的94.2%。", YEAR, HOME) if c.kind is Kind.SHARE]
    assert share.wholes[0] == (address("received"), address("carried_in"))


def test_what_is_answered_is_not_more_than_its_list() -> None:
    claims = claims_of("办结1件，其中，予以公开1件，本机关不掌握1件。", YEAR, HOME)
    assert claims[0].together is None


@pytest.mark.parametrize(
    "sentence",
    [
        "各类案件58件，其中涉及信息公开的7件，维持4件、纠正1件、其他2件。",
        "办理依申请公开事项15件，其中申请人为自然人8件，办理结果6件为予以公开。",
        "承办人大建议9件、政协提案12件，其中主办14件、会办7件。",
    ],
)
def test_no_list_of_things_of_two_kinds(sentence: str) -> None:
    assert not [c for c in claims_of(sentence, YEAR, HOME) if c.kind is Kind.LIST]


def test_numbers_far_from_the_tables_are_only_pointed_out() -> None:
    report = report_with("（四）平台建设情况。便民中心受理各类申请1316件，办结1316件，其中代办423件。", {})
    assert complaints(report, None) == []
    report = report_with("（二）依申请公开情况。全年收到政府信息公开申请1316件，办结1316件。", {})
    assert len(complaints(report, None)) == 2


@pytest.mark.parametrize(
    ("sentence", "loud"),
    [
        # the other sentence gives the number of the tables: so far from it, this one tells of other things
        ("（二）依申请公开情况。未因信息公开被提起行政诉讼。全年行政诉讼8件，均依法应诉。", 0),
        ("（二）依申请公开情况。未因信息公开被提起行政诉讼。全年行政诉讼2件，均依法应诉。", 1),
        ("（二）依申请公开情况。全年行政诉讼8件，均依法应诉。", 1),
    ],
)
def test_a_number_that_another_sentence_tells_otherwise(sentence: str, loud: int) -> None:
    assert len(complaints(report_with(sentence, {}), None)) == loud


@pytest.mark.parametrize(("decided", "loud"), [(9317, 0), (67, 1)])
def test_what_was_published_may_be_less_than_what_was_decided(decided: int, loud: int) -> None:
    cells = {"disclosure.penalties.decisions": str(decided)}
    sentence = "（一）主动公开情况。公开行政处罚决定66件。"
    assert len(complaints(report_with(sentence, cells), None)) == loud


@pytest.mark.parametrize(
    ("sentence", "now", "before"),
    [
        ("收到申请13件，其中个人12件、企业1件，比2023年的10件增长30%。", 13, 10),
        ("与2023年的8件相比，增加4件，增长50%。", 12, 8),
    ],
)
def test_changes_of_the_whole(sentence: str, now: int, before: int) -> None:
    (change,) = [c for c in claims_of(sentence, YEAR, HOME) if c.kind is Kind.CHANGE]
    assert change.operands == (now, before)


@pytest.mark.parametrize(
    ("sentence", "loud"),
    [
        # no single slip makes 84210 of 86127, so the list may name only some
        ("检查企业86127家，其中工业29000家、商业48000家、餐饮7210家。", 0),
        ("检查企业86127家，其中工业30971家、商业48000家、餐饮7210家。", 1),
    ],
)
def test_a_list_that_a_slip_explains(sentence: str, loud: int) -> None:
    assert len(complaints(report_with(sentence, {}), None)) == loud
