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
    # 结转、全部、合计
    "办结31件，另有3件结转至2025年继续办理。",
    "已办结31件，余3件将于2025年答复。",
    "上年结转4件，已全部办结。",
    "上年结转4件，新收30件，总计34件。",
    "予以公开12件，部分公开5件，两项合计17件，占办结总数的54.8%。",
    "重复申请2件，不予处理合计2件。",
    "受理12345热线工单80件，全部办结。",
    "全部公开12件，部分公开5件。",
    # 比率
    "依申请公开予以公开率（含部分公开）54.8%。",
    "收到申请30件，办结率91.2%。",
    "收到申请30件，自然人占73.3%。",
    "新收申请30件。与2023年的25件相比，申请量上升20%。",
    "收到申请30件，比上年增加5件，上年为25件。",
    "收到申请30件，是上年（25件）的1.2倍。",
    "留言办结率98%，网站信息公开率95%。",
    "依申请公开答复率100%，公开率98%。",
    "申请人类型中，自然人占比超过70%。",
    "予以公开12件，占38.7%；部分公开5件，占16.1%；不予公开4件，占12.9%。",
    "新收30件，办结27件；上年结转4件，全部办结。",
    "新收申请30件，其中自然人22件，企业及律所8件。",
    "行政诉讼3件，其中直接起诉1件，复议后起诉2件；一审维持2件，1件正在审理。",
    "政府开放日邀请公民代表12名、企业8家。",
    # 量词
    "作出行政许可640项，实施行政强制2次。",
    "申请人中，公民22名，企业5家，律师事务所3家。",
    "办理各类行政审批（许可）640件。",
    "梳理行政许可126项，公示行政处罚90项。",
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
    ("办结31件，另有4件结转至2025年继续办理。", "4件结转"),
    ("已办结31件，余5件将于2025年答复。", "余5件"),
    ("收到申请30件，全部办结。", "全部办结"),
    ("全部申请均在年内办结。", "全部申请均在年内办结"),
    ("所有申请均予以公开。", "所有申请均予以公开"),
    ("申请人均为自然人。", "申请人均为自然人"),
    ("全年无不予公开情形。", "无不予公开"),
    ("上年结转4件，新收30件，总计35件。", "4 + 30"),
    ("行政复议6件，行政诉讼3件，共计10件。", "6 + 3"),
    ("予以公开12件，部分公开5件，两项合计18件。", "18件"),
    ("重复申请2件，不予处理合计3件。", "合计3件"),
    ("予以公开和部分公开共17件，占办结总数的56%。", "17 占 31 应为 55%"),
    ("全部公开17件，部分公开5件。", "全部公开17件"),
    ("依申请公开予以公开率（含部分公开）58.4%。", "58.4%"),
    ("收到申请30件，办结率96.2%。", "96.2%"),
    ("收到申请30件，自然人占37.3%。", "37.3%"),
    ("新收申请30件。与2023年的25件相比，申请量上升25%。", "由 25 到 30 应为增长 20%"),
    ("收到申请30件，比上年增加6件，上年为25件。", "由 25 到 30 应为增加 5"),
    ("收到申请30件，是上年（25件）的1.5倍。", "1.2 倍"),
    ("予以公开12件，占37.8%；部分公开5件，占16.1%。", "37.8%"),
    ("作出行政许可460项。", "460项"),
    ("实施行政强制3次。", "3次"),
    ("申请人中，公民21名，企业5家。", "公民21名"),
    ("办理各类行政审批（许可）460件。", "460件"),
]


@pytest.mark.parametrize(("sentence", "words"), WRONG)
def test_what_does_not_agree_is_found_where_it_stands(sentence: str, words: str) -> None:
    findings = found(sentence)
    assert findings
    assert any(words in f.message for f in findings), [f.message for f in findings]


def test_a_number_of_last_year_is_held_against_last_years_report() -> None:
    last = report_with("", {"requests.received.total": 25, "disclosure.penalties.decisions": 40}, 2023)
    assert found("新收申请30件，较上年（25件）增长20%；作出行政处罚51件（上年40件）。", last) == []
    (finding,) = found("新收申请30件，较上年（24件）增长25%。", last)
    assert "上年报告表三“本年新收·总计”为 25" in finding.message
    (finding,) = found("新收申请30件，2023年为26件。", last)
    assert "26件" in finding.message
    (finding,) = found("作出行政处罚51件（上年45件）。", last)
    assert "表二“行政处罚·本年处理决定数量”为 40" in finding.message


def test_no_correction_is_offered_where_several_numbers_may_be_meant() -> None:
    (finding,) = found("共受理申请29件。")
    assert finding.fixes == ()
