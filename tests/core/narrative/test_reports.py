"""Sentences of one office, put into its report: what agrees with the tables is passed over, what does not is found."""

from __future__ import annotations

import pytest

from core.model import Finding, Report
from tests.core.narrative.sentences import complaints, report_with

OFFICE = {
    "requests.received.total": 30,
    "requests.received.natural_person": 22,
    "requests.received.business": 5,
    "requests.received.legal_service": 3,
    "requests.carried_in.total": 4,
    "requests.carried_in.natural_person": 4,
    "requests.granted.total": 12,
    "requests.partly_granted.total": 5,
    "requests.denied.internal_affairs.total": 1,
    "requests.denied.process_information.total": 3,
    "requests.unavailable.not_held.total": 6,
    "requests.unavailable.needs_creation.total": 2,
    "requests.not_processed.repeated.total": 2,
    "requests.total.total": 31,
    "requests.carried_out.total": 3,
    "disputes.review.upheld": 4,
    "disputes.review.corrected": 2,
    "disputes.review.total": 6,
    "disputes.litigation_direct.upheld": 1,
    "disputes.litigation_direct.total": 1,
    "disputes.litigation_after_review.upheld": 1,
    "disputes.litigation_after_review.pending": 1,
    "disputes.litigation_after_review.total": 2,
    "disclosure.licensing.decisions": 640,
    "disclosure.penalties.decisions": 51,
    "disclosure.coercion.decisions": 2,
    "disclosure.normative_documents.issued": 3,
    "disclosure.normative_documents.in_force": 11,
}
_REPORT = report_with("", OFFICE)


def office(sentence: str) -> Report:
    part = _REPORT.part("1")
    return _REPORT.with_part(type(part)(part.number, part.heading, "（二）依申请公开情况\n" + sentence, (None, None)))


def found(sentence: str, previous: Report | None = None) -> list[Finding]:
    return complaints(office(sentence), previous)


QUIET = [
    # 上年结转之后说的申请人
    "新收申请30件，上年结转4件。其中自然人22件，企业5件，律师事务所3件。",
    "新收申请30件，上年结转4件。按申请人分，自然人26件，商业企业5件，律所3件。",
    "受理政府信息公开申请34件（含上年结转4件），其中自然人26件，商业企业5件，法律服务机构3件。",
    "全年办结31件，转入下一年度3件。按主体看，自然人22件，商业企业5件。",
    # 时间不是件数
    "政府信息公开申请平均用时9个工作日答复，最长15个工作日。",
    "依申请公开办理时长压缩至12个自然日，现场查询2个小时内答复。",
    # 分别
    "新收申请30件，自然人和法人（其他组织）分别为22件、8件。",
    "自然人、商业企业、法律服务机构分别提交申请22件、5件、3件。",
    "新收申请30件，其中自然人22件、商业企业5件、法律服务机构3件，分别占73.3%、16.7%和10%。",
    "新收申请30件，其中自然人22件，占73.3%；商业企业5件，占16.7%；律师事务所3件，占10%。",
    # 公文的公开属性
    "加强公文公开属性源头认定，全年认定主动公开70份、依申请公开41份、不予公开16份。",
    "全年制文中主动公开70份、依申请公开41份、不予公开16份。",
    # 同比说的是总数
    "办理申请34件（含上年结转4件），较2023年的20件增加14件，同比上升70%。",
    # 缘由在前
    "因属于过程性信息不予公开3件。",
    "涉及内部事务信息而不予公开的1件。",
    "予以公开（含部分公开）17件。",
    "公开类答复12件。",
    "告知申请人政府信息不存在6件。",
    # 复议诉讼
    "行政复议6件（维持4件、纠正2件），其中2件申请人不服提起诉讼，1件维持、1件尚未审结；另有直接起诉1件。",
    "行政复议6件，维持率66.7%。",
    "收到行政复议申请9件（不含政府信息公开类）。",
    # 一种渠道、别人的申请
    "尚有3件在法定期限内办理。",
    "通过政务服务网收到申请18件，通过邮寄收到申请12件。",
    "协助区政府办理政府信息公开申请7件。",
    "收到局长信箱申请事项19件。",
    "举行行政许可听证2次，形成听证报告2件。",
    "办理行政处罚听证4件。",
    "收到申请卅件。",
]


@pytest.mark.parametrize("sentence", QUIET)
def test_what_agrees_with_the_tables_is_passed_over(sentence: str) -> None:
    assert [f.message for f in found(sentence)] == []


WRONG = [
    ("新收申请30件，上年结转4件。其中自然人19件，企业5件。", "自然人19件"),
    ("受理政府信息公开申请34件（含上年结转4件），其中自然人29件。", "自然人29件"),
    ("新收申请30件，自然人和法人（其他组织）分别为23件、7件。", "23件"),
    ("自然人、商业企业、法律服务机构分别提交申请22件、6件、2件。", "6件"),
    ("新收申请30件，其中自然人22件，占73.3%；商业企业5件，占16.7%；律师事务所2件，占10%。", "律师事务所2件"),
    ("新收申请30件，其中自然人22件、商业企业5件、法律服务机构3件，分别占73.3%、17.6%和10%。", "17.6%"),
    ("办理申请34件（含上年结转4件），较2023年的20件增加13件。", "13件"),
    ("因属于过程性信息不予公开2件。", "不予公开2件"),
    ("予以公开（含部分公开）18件。", "18件"),
    ("告知申请人政府信息不存在4件。", "不存在4件"),
    ("行政复议6件，其中3件申请人不服提起诉讼。", "3件"),
    ("收到申请廿三件。", "廿三件"),
    ("新收申请贰拾件。", "贰拾件"),
]


@pytest.mark.parametrize(("sentence", "words"), WRONG)
def test_what_does_not_agree_is_found_where_it_stands(sentence: str, words: str) -> None:
    findings = found(sentence)
    assert findings
    assert any(words in f.message for f in findings), [f.message for f in findings]
