"""Sentences in the manner of published reports, each with what it claims.

Short names: "received" is requests.received.total, "review" disputes.review.total, "normative.issued"
disclosure.normative_documents.issued, "licensing" disclosure.licensing.decisions; "+" adds cells up. Only the
likeliest reading of each claim is given.
"""

from __future__ import annotations

from core.catalog import edition

YEAR = 2024

SPOKEN: list[tuple[str, str]] = [
    # 新收、结转、办结
    (
        "2024年，我局新收政府信息公开申请十二件，上年结转两件，全年办结13件，结转下年度继续办理1件。",
        "received 12, carried_in 2, total 13, carried_out 1",
    ),
    ("全年共收到政府信息公开申请8件，均已按时答复。", "received 8"),
    ("本年度共受理依申请公开事项 27 件，较好地保障了群众知情权。", "received 27"),
    ("一年来，镇政府受理信息公开申请２３件，办结２３件。", "received 23, total 23"),
    (
        "共接收依申请公开申请1,205件，办结1,190件，结转2025年度继续办理15件。",
        "received 1205, total 1190, carried_out 15",
    ),
    (
        "上年结转申请3件，本年新收申请20件，合计23件；办结21件，其余2件结转2025年办理。",
        "carried_in 3, received 20, total 21, carried_out 2",
    ),
    (
        "2024年共受理依申请公开件15件（含上年结转2件），办结14件，1件顺延至下年度办理。",
        "received+carried_in 15, carried_in 2, total 14, carried_out 1",
    ),
    ("2023年度结转申请2件，2024年新收申请9件，全部办结。", "carried_in 2, received 9"),
    ("由2023年结转至2024年办理的申请4件，已办结。", "carried_in 4"),
    ("另有2件申请按照规定顺延到下年度答复。", "carried_out 2"),
    ("收到申请6件，其中5件已办结，1件正在办理中。", "received 6, total 5, carried_out 1"),
    ("本年度收到6份政府信息公开申请，答复6份。", "received 6, total 6"),
    ("我单位2024年有3件依申请公开事项。", "received 3"),
    ("依申请公开受理和办结7件。", "received 7, total 7"),
    ("2024年共收到和处理依申请公开5件。", "received 5"),
    ("除1件结转下年外，其余申请均已办结。", "carried_out 1"),
    ("街道办事处共接到申请书11份，主要涉及征地补偿。", "received 11"),
    ("依申请公开3次，行政复议0次，行政诉讼0次。", "received 3, review 0, litigation 0"),
    ("共办理依申请公开事项18件，均在法定期限内答复申请人。", "received 18"),
    ("办理答复依申请公开事项21件，其中线上申请15件、线下申请6件。", "total 21"),
    (
        "答复政府信息公开申请30件（含上年度结转申请4件，另有2件申请顺延到下年度答复）。",
        "total 30, carried_in 4, carried_out 2",
    ),
    ("全年累计登记政府信息公开申请33宗。", "received 33"),
    ("受理公民、法人和其他组织提出的政府信息公开申请5件，均在法定期限内予以答复。", "received 5"),
    # 申请人
    (
        "新收申请10件，其中自然人申请7件、商业企业申请2件、法律服务机构申请1件。",
        "received 10, received.natural_person 7, received.business 2, received.legal_service 1",
    ),
    ("共收到申请6件，均为自然人申请。", "received 6, received.natural_person 6"),
    (
        "受理政府信息公开申请45件，同比增长50%，其中自然人申请40件，占88.9%；法人或其他组织申请5件，占11.1%。",
        "received 45, received.natural_person 40, received.organisations 5",
    ),
    (
        "收到申请4件，申请人为自然人的3件，法人或者其他组织的1件。",
        "received 4, received.natural_person 3, received.organisations 1",
    ),
    ("全年办结申请12件，其中自然人10件、科研机构2件。", "total 12, total.natural_person 10, total.research 2"),
    (
        "结转下年度继续办理3件，其中自然人2件、企业1件。",
        "carried_out 3, carried_out.natural_person 2, carried_out.business 1",
    ),
    ("收到申请9件，2件为网上申请，7件为信函申请。", "received 9"),
    # 办理结果
    (
        "答复办结的7件申请中，予以公开3件，部分公开1件，不予公开2件（属于行政执法案卷1件、属于三类内部事务信息1件），无法提供1件。",
        "total 7, granted 3, partly_granted 1, denied 2, denied.enforcement_file 1, denied.internal_affairs 1, "
        "unavailable 1",
    ),
    ("3件予以公开，2件部分公开，1件因本机关不掌握相关信息无法提供。", "granted 3, partly_granted 2, unavailable 1"),
    ("予以公开及部分公开共9件，占办结总数的60%。", "granted+partly_granted 9"),
    ("共收到申请２件，全部予以公开。", "received 2, granted 2"),
    (
        "本机关不掌握相关政府信息4件，没有现成信息需要另行制作1件，补正后申请内容仍不明确1件。",
        "unavailable.not_held 4, unavailable.needs_creation 1, unavailable.still_unclear 1",
    ),
    (
        "不予处理5件，其中信访举报投诉类申请3件、重复申请1件、要求提供公开出版物1件。",
        "not_processed 5, not_processed.petition 3, not_processed.repeated 1, not_processed.published_material 1",
    ),
    ("其他处理2件，为申请人无正当理由逾期不补正2件。", "other 2, other.not_corrected 2"),
    (
        "属于国家秘密1件，保护第三方合法权益2件，危及“三安全一稳定”1件，属于四类过程性信息3件。",
        "denied.state_secret 1, denied.third_party_rights 2, denied.security_stability 1, denied.process_information 3",
    ),
    ("收到申请5件，“予以公开”4件、“不予公开”1件、“无法提供”0件。", "received 5, granted 4, denied 1, unavailable 0"),
    ("属于行政查询事项2件，法律、行政法规禁止公开1件。", "denied.administrative_query 2, denied.prohibited_by_law 1"),
    ("申请办结8件，其中公开5件、部分公开3件。", "total 8, granted 5, partly_granted 3"),
    ("已办理的3件均属于本机关不掌握相关政府信息，无法提供。", "unavailable.not_held 3"),
    # 没有
    (
        "本年度，本单位未收到公民、法人或者其他组织提出的政府信息公开申请，上年度亦无结转申请，未产生结转下年度继续办理的申请。",
        "received 0, carried_in 0, carried_out 0",
    ),
    (
        "全年没有收到政府信息公开申请，也没有因政府信息公开引起的行政复议、行政诉讼案件。",
        "received 0, review 0, litigation 0",
    ),
    ("2024年未发生因政府信息公开引发的行政复议、行政诉讼。", "review 0, litigation 0"),
    ("2024年街道无依申请公开件，无行政复议及行政诉讼案件。", "received 0, review 0, litigation 0"),
    ("未因信息公开被申请行政复议，提起行政诉讼。", "review 0, litigation 0"),
    ("未发生一起因信息公开引发的行政复议和行政诉讼案件。", "review 0, litigation 0"),
    ("依申请公开工作实现零复议、零诉讼。", "review 0, litigation 0"),
    ("我局依申请公开、行政复议、行政诉讼均为零。", "received 0, review 0, litigation 0"),
    ("行政复议、行政诉讼均未发生。", "review 0, litigation 0"),
    ("依申请公开情况：无。", "received 0"),
    ("无上年结转，无结转下年度继续办理的申请。", "carried_in 0, carried_out 0"),
    ("没有不予公开的情形。", "denied 0"),
    ("本乡未接到任何单位和个人要求公开政府信息的申请。", "received 0"),
    ("2024年无人申请公开政府信息。", ""),
    # 复议、诉讼
    (
        "因信息公开被申请行政复议3件，其中维持2件、尚未审结1件；行政诉讼1件，尚在审理中。",
        "review 3, review.upheld 2, review.pending 1, litigation 1, litigation.pending 1",
    ),
    ("行政复议2件，均维持原行政行为。", "review 2, review.upheld 2"),
    ("政府信息公开类行政复议7件、诉讼9件，均获维持。", "review 7, review.upheld 7, litigation 9, litigation.upheld 9"),
    ("行政复议和行政诉讼各1件。", "review 1, litigation 1"),
    ("行政复议、行政诉讼共3件。", "review+litigation 3"),
    (
        "发生行政诉讼2起，其中未经复议直接起诉1起，复议后起诉1起。",
        "litigation 2, litigation_direct 1, litigation_after_review 1",
    ),
    ("因政府信息公开引起的行政复议1件，结果纠正1件，行政诉讼0件。", "review 1, review.corrected 1, litigation 0"),
    ("行政复议、行政诉讼分别为2件、1件。", "review 2, litigation 1"),
    # 表二
    (
        "制发行政规范性文件6件，废止2件，现行有效38件。",
        "normative.issued 6, normative.repealed 2, normative.in_force 38",
    ),
    ("本年未制定规章，制发规范性文件3件。", "regulations.issued 0, normative.issued 3"),
    ("对历年规范性文件开展清理，废止1件，现行有效6件。", "normative.repealed 1, normative.in_force 6"),
    ("截至2024年12月31日，现行有效行政规范性文件12件。", "normative.in_force 12"),
    (
        "全年办理行政许可1,280件，作出行政处罚决定36件，实施行政强制2件，行政事业性收费1.5万元。",
        "licensing 1280, penalties 36, coercion 2, fees 1.5",
    ),
    ("行政事业性收费金额为35000元。", "fees 3.5"),
    ("未作出行政处罚决定，无行政强制措施。", "penalties 0, coercion 0"),
    ("未制发行政规范性文件，未废止规范性文件。", "normative.issued 0, normative.repealed 0"),
    ("无新制发规范性文件。", "normative.issued 0"),
    ("规章、规范性文件制发0件。", "regulations.issued 0, normative.issued 0"),
    # 与表无关的数字
    ("共办理网民留言56条，答复率100%，办结12345热线工单230件，均已办结。", ""),
    ("收到低保申请300件，办结290件。", ""),
    ("全年未收到行政许可申请。", ""),
    ("公开行政许可信息120条、行政处罚信息35条。", ""),
    ("今年以来收到依申请公开事项二十余件。", ""),
    ("近30件政府信息公开申请得到答复。", ""),
    ("没有需要收费的信息公开申请，未收取信息处理费。", ""),
    ("发出收费通知0件，总金额0元，实际收取0元。", ""),
    ("未出现逾期答复申请的情况。", ""),
    ("部分单位存在未及时答复申请的问题。", ""),
    ("2023年收到申请30件，办结30件。", ""),
    ("上年同期收到申请17件。", ""),
    ("一季度收到政府信息公开申请2件。", ""),
    ("承办人大代表建议12件、政协提案8件，均按期办结。", ""),
    ("领导信箱收到来信40件，办结40件。", ""),
    ("举办培训3期，开展检查2次。", ""),
    ("审查规范性文件5件，备案规范性文件3件。", ""),
    ("根据国办公开办函〔2021〕30号和国务院令第711号编制。", ""),
    ("依申请公开栏目更新2次。", ""),
    ("所属事业单位收到申请3件。", ""),
    ("全年共收到政府信息公开申请100件，其中市政府办公室收到20件，各区县收到80件。", "received 100"),
    ("政务新媒体发布信息120条，其中原创40条。", ""),
    ("复议机构受理行政复议案件120件。", ""),
]
"""Every sentence with its claims."""

_COLUMNS = {label.id for table in edition().tables for label in table.columns} | {"organisations"}


def address(short: str) -> str:
    """The full address of a short name."""
    head, _, rest = short.partition(".")
    if head in ("normative", "regulations"):
        return f"disclosure.{'normative_documents' if head == 'normative' else head}.{rest}"
    if head in ("licensing", "penalties", "coercion"):
        return f"disclosure.{head}.decisions"
    if head == "fees":
        return "disclosure.fees.amount"
    table = (
        "disputes" if head in ("review", "litigation", "litigation_direct", "litigation_after_review") else "requests"
    )
    last = short.rpartition(".")[2]
    return f"{table}.{short}" if last in _COLUMNS and last != short and last != "other" else f"{table}.{short}.total"


def claimed(words: str) -> list[tuple[tuple[str, ...], str]]:
    """The claims of a line above: the addresses and the number."""
    found = []
    for entry in filter(None, words.split(", ")):
        names, number = entry.split(" ")
        found.append((tuple(address(name) for name in names.split("+")), number))
    return sorted(found)
