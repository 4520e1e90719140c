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
    ("办理公民、法人和其他组织提交的公开申请9件，没有一件超期。", "received 9"),
    ("全年作出审批许可32件，处罚12件，强制3件。", "licensing 32, penalties 12, coercion 3"),
    (
        "收到申请公开件共92件、上一年度结转2件。其中，予以公开19件，部分公开18件。",
        "received 92, carried_in 2, granted 19, partly_granted 18",
    ),
    ("接受依申请公开9次，其中处理结果4件为不予公开，5件为无法提供。", "received 9, denied 4, unavailable 5"),
    ("收到申请50件，予以公开16件，属于投诉等申请不作为政府信息公开申请处理11件。", "received 50, granted 16"),
    ("我局接到2件申请，内容为申请公开“某小区11、12栋的消防验收材料”。", "received 2"),
    (
        "全区共受理申请公开800件，结转下年度办理39件，区政府本级共受理206件，结转下年度办理6件。",
        "received 800, carried_out 39",
    ),
    ("全县收到申请59件，委托县自然资源局办理自然资源类政府信息公开申请25件。", "received 59"),
    ("行政复议案件5件，结果维持4件，正在复议1件。", "review 5, review.upheld 4, review.pending 1"),
    ("被申请行政复议2件，其中维持1件，申请人撤回1件。", "review 2, review.upheld 1, review.other 1"),
    ("共收到依申请公开64件，上一年度转办2件，转下一年度转办3件。", "received 64, carried_in 2, carried_out 3"),
    (
        "收到申请15件，其中网上申请9件，信函申请6件；无上年结转，16件均在规定时限内办结。",
        "received 15, carried_in 0, total 16",
    ),
    ("市行政审批服务局受理依申请公开27件次，其中26件次已办结，予以公开12件次。", "received 27, total 26, granted 12"),
    ("因申请人不服答复引发行政复议4件，复议机关维持原答复。", "review 4, review.upheld 4"),
    ("行政许可：共处理600件，均按规定公开办理流程和结果；", "licensing 600"),
    ("收到申请14件，其中4件申请进入行政复议程序。", "received 14, review 4"),
    ("办公室对10个直管镇街作了依申请公开模拟测评。", ""),
    (
        "行政复议192件，行政诉讼73件，其中：140件行政复议、73件行政诉讼获维持，8件行政复议结果纠正。",
        "review 192, litigation 73, litigation.upheld 73, review.corrected 8",
    ),
    (
        "行政复议案件10件，行政诉讼案件0件，结果维持4件，尚未审结6件。",
        "review 10, litigation 0, review.upheld 4, review.pending 6",
    ),
    ("收到申请3件（独立办理2件，区行政审批局转办1件）。", "received 3"),
    (
        "区政府本级涉信息公开的行政复议案件10件，行政诉讼案件0件，结果维持10件。",
        "review 10, litigation 0, review.upheld 10",
    ),
    ("行政许可事项1项，全年申请量0件，受理量0件，办结量0件。", ""),
    ("收到申请15件，除2件结转2025年继续办理，其他13件均按时限答复。", "received 15, carried_out 2"),
    ("共收到依申请公开9件，其中2件办理结果为主动公开，7件办理结果为无法提供。", "received 9, granted 2, unavailable 7"),
    ("以办好一件申请解决一类问题为目标。", ""),
    ("废止规范性文件6件，宣布失效规范性文件5件。", "normative.repealed 6"),
    ("依法公开。局党组研究公开工作2次。", ""),
    ("办理以县政府及县政府办公室为主体的政府信息公开申请19件。", "received 19"),
    ("收到申请5条，其中3条公开详细内容可能涉及经济安全。", "received 5"),
    ("配合市政府办协查依申请公开答复8件。", ""),
    ("不予处理及其他处理43件。", "not_processed+other 43"),
    (
        "共收到政府信息公开申请281件，上年结转6件，公开答复279件，转下年度办理8件。",
        "received 281, carried_in 6, total 279, carried_out 8",
    ),
    (
        "共收到申请54件，经沟通，撤件36件，受理18件（予以公开7件，部分公开2件）。",
        "received 54, granted 7, partly_granted 2",
    ),
    (
        "11件申请予以公开，2件逾期不补正，1件不再重复处理。",
        "granted 11, other.not_corrected 2, not_processed.repeated 1",
    ),
    ("本年度收到2件区政府的信息公开征询单。", ""),
    (
        "全年制修订行政规范性文件9件，涉及排污、建设项目管理等方面，废止6件，年末现行有效58件。",
        "normative.issued 9, normative.repealed 6, normative.in_force 58",
    ),
    ("收到121封申请，均已处理。", "received 121"),
    ("收到申请27件，上述13封申请中涉及体育类7封。", "received 27"),
    ("制作政府信息64条，其中主动公开信息数39条；依申请公开信息数24条；不予公开信息数1条。", ""),
    ("所公开的信息未涉及国家秘密、商业秘密和个人隐私。", ""),
    ("信访举报投诉类申请及重复申请等不予处理3件。", "not_processed 3"),
    (
        "行政复议案件4件，维持2件，纠正1件，撤销复议申请1件。",
        "review 4, review.upheld 2, review.corrected 1, review.other 1",
    ),
    ("其中非政府信息1件，补正通知0件，予以公开12件，部分公开0件。", "granted 12, partly_granted 0"),
    ("依法办理涉及政府信息公开的行政复议27件、行政诉讼15件。", "review 27, litigation 15"),
    ("我办制定公开了11份规范性文件，均及时发布解读。", "normative.issued 11"),
    ("强化规范性文件管理，全年制发5件，清理废止8件。", "normative.issued 5, normative.repealed 8"),
    ("共收到24份依申请公开件，其中申请人自行撤销3件，答复处理21件。", "received 24, total 21"),
    ("删除涉及个人隐私的信息12条。", ""),
    ("全旗设依申请公开受理点52个。", ""),
    (
        "予以公开23件，无法提供24件，其余10件作不予公开、不予处理或其他处理。",
        "granted 23, unavailable 24, partly_granted+denied+not_processed+other 10",
    ),
    (
        "制发行政规范性文件2件，废止1件，现行有效的9件已在专栏集中公开。",
        "normative.issued 2, normative.repealed 1, normative.in_force 9",
    ),
    ("一共发文103件，其中主动公开文件12件，全年因政务公开被申请行政复议1件。", "review 1"),
    ("出现2宗政府信息公开申请引起行政复议和行政诉讼的情况。", "review+litigation 2"),
    (
        "被申请行政复议2件，其中维持1件、纠正1件，行政诉讼1件。",
        "review 2, review.upheld 1, review.corrected 1, litigation 1",
    ),
    ("指导基层单位办理疑难依申请公开答复300余件。", ""),
    ("不予行政处罚案件2件。", ""),
    ("行政许可共11个事项。", ""),
    ("收到申请8件，无律师代为申请。", "received 8"),
    ("全年制发公文30件，主动公开21件，依申请公开6件，不予公开3件。", ""),
    ("全年制发公文30件，主动公开21件，依申请公开9件。", ""),
    ("我局因具体行政行为被提起行政诉讼3起，其中2起胜诉。", ""),
    ("从县区来看，申请量占比前两位的为东山30件、南河22件。", ""),
    (
        "全年受理依申请公开28件。其中，同意公开的16件，不属于本行政机关公开的5件，不予公开4件，结转下年办理3件。",
        "received 28, granted 16, denied 4, carried_out 3",
    ),
    ("上年结转申请4件，其中同意公开3件、部分公开1件。", "carried_in 4"),
    ("2024全年收到政府信息公开申请3件。", "received 3"),
    ("全年收到依申请公开来信2件。", "received 2"),
    ("收到申请12件。其中10件按申请全部予以公开，2件公开部分内容。", "received 12, granted 10, partly_granted 2"),
    (
        "全年受理信息公开申请6件，其中予以主动公开为2件，其余4件为本机关不掌握相关政府信息。",
        "received 6, granted 2, unavailable.not_held 4",
    ),
    ("对行政规范性文件实行动态管理，全年制发3件、废止2件。", "normative.issued 3, normative.repealed 2"),
    ("全年共办结各类行政许可事项1200件。", "licensing 1200"),
    ("收到群众网上申请60件，快递20件，合计80件。", "received 80"),
    (
        "被申请行政复议有4件，其中，1件被复议机关撤销答复书中部分答复内容，3件正在审理中。",
        "review 4, review.corrected 1, review.pending 3",
    ),
    ("收到申请45件。其中包括上年结转4件。", "received+carried_in 45, carried_in 4"),
    ("行政复议40件，30件做了复议决定。", "review 40, review.upheld+review.corrected+review.other 30"),
    ("1、收到政府信息公开申请情况：无。2、不予公开政府信息的数量：无。", "received 0, denied 0"),
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
        "答复办结的7件申请中，予以公开3件，部分公开1件，"
        "不予公开2件（属于行政执法案卷1件、属于三类内部事务信息1件），无法提供1件。",
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
    (
        "收到申请5件，“予以公开”4件、“不予公开”1件、“无法提供”0件。",
        "received 5, granted 4, denied 1, unavailable 0",
    ),
    ("属于行政查询事项2件，法律、行政法规禁止公开1件。", "denied.administrative_query 2, denied.prohibited_by_law 1"),
    ("申请办结8件，其中公开5件、部分公开3件。", "total 8, granted 5, partly_granted 3"),
    ("已办理的3件均属于本机关不掌握相关政府信息，无法提供。", "total 3, unavailable.not_held 3"),
    # 没有
    (
        "本年度，"
        "本单位未收到公民、法人或者其他组织提出的政府信息公开申请，上年度亦无结转申请，未产生结转下年度继续办理的申请。",
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
    ("因公开引发的行政复议5件、诉讼4件，均获维持。", "review 5, review.upheld 5, litigation 4, litigation.upheld 4"),
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
    ("近30件政府信息公开申请得到答复。", "total 30"),
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
    # 各地写法
    ("2024年，我局共收到依申请公开申请12件，申请量同比增长50%，均已依法依规办结。", "received 12"),
    ("全年新收政府信息公开申请数量0件，上年结转政府信息公开申请数量0件。", "received 0, carried_in 0"),
    (
        "2024年，全市各级行政机关共收到政府信息公开申请1,560件，"
        "较上年增加260件，增长20%。其中，市政府各部门收到860件，各县（市、区）收到700件。",
        "received 1560",
    ),
    (
        "共收到政府信息公开申请26件，全部在法定期限内答复，其中公开11件，"
        "占42.3%，不予公开5件，占19.2%，不存在8件，占30.8%，其他2件，占7.7%。",
        "received 26, granted 11, denied 5",
    ),
    (
        "2024年度本机关没有收到公民、法人和其他组织要求公开政府信"
        "息的申请，也未发生因政府信息公开申请提起的行政复议和行政诉讼。",
        "received 0, litigation 0, review 0",
    ),
    ("2024年受理群众依申请公开事项1件，已按期答复，未引起行政复议、行政诉讼。", "received 1, litigation 0, review 0"),
    ("我镇2024年度受理依申请公开信息0条，行政复议0起，行政诉讼0起。", "received 0, review 0, litigation 0"),
    ("全年受理依申请公开5件，已全部答复，满意率100%。", "received 5"),
    ("全年没有公民、法人或其他组织向我局提出政府信息公开申请。", "received 0"),
    (
        "一年来，未收到依申请公开的申请，未发生信息公开方面的复议、诉讼和投诉举报。",
        "received 0, litigation 0, review 0",
    ),
    (
        "2024年无政府信息公开申请，不存在因政府信息公开引起的行政复议、诉讼情况。",
        "received 0, litigation 0, review 0",
    ),
    ("因政府信息公开被提起行政复议案件1件、行政诉讼案件0件。", "review 1, litigation 0"),
    (
        "全年我单位共收到行政复议1件，行政诉讼1件，均已审结，结果均为维持。",
        "review 1, review.upheld 1, litigation 1, litigation.upheld 1",
    ),
    (
        "共发生行政复议案件4件，结果维持2件，结果纠正1件，其他结果1件。",
        "review 4, review.upheld 2, review.corrected 1, review.other 1",
    ),
    (
        "行政诉讼案件共计5件，其中未经复议直接起诉3件（维持2件、尚未审结1件），复议后起诉2件（均维持）。",
        "litigation 5, litigation_direct 3, litigation_direct.upheld 2, litigation_direct.pending 1, "
        "litigation_after_review 2, litigation_after_review.upheld 2",
    ),
    (
        "受理申请公开政府信息事项3件，其中予以公开的2件，部分公开的1件，不予公开的0件。",
        "received 3, granted 2, partly_granted 1, denied 0",
    ),
    (
        "截止12月31日，我局共收到依申请公开6件，已答复5件，1件未到答复期限，结转至下一年度。",
        "received 6, total 5, carried_out 1",
    ),
    (
        "2024年，本机关共办理依申请公开事项20件，其中上年结转2件、本年新收18件，已办结19件，结转下年度1件。",
        "received 20, carried_in 2, received 18, total 19, carried_out 1",
    ),
    ("今年我县共受理信息公开申请42宗，按时办结率为100%。", "received 42"),
    (
        "2024年度新收到政府信息公开申请共计9件，其中，自然人提交7件，法人或其他组织提交2件。",
        "received 9, received.natural_person 7, received.organisations 2",
    ),
    ("全年共收到5个自然人提出的7件政府信息公开申请。", "received.natural_person 7"),
    ("区信访局2024年收到政府信息公开申请2件，办理信访事项1200件。", "received 2"),
    ("我局收到政府信息公开申请书3份，予以答复3份，答复率100%。", "received 3, total 3"),
    ("2024年依申请公开办理件15件，主动公开信息320条。", "received 15"),
    ("2024年，依申请公开数为0。", "received 0"),
    ("依申请公开数量：8件。", "received 8"),
    ("政府信息依申请公开受理数为6件，办结数为6件。", "received 6, total 6"),
    (
        "（二）依申请公开。2024年共受理3件，其中网上受理2件，现场受理1件，答复3件，全部为予以公开。",
        "received 3, granted 3, total 3",
    ),
    (
        "2024年我局收到8件政府信息公开申请，较去年同期减少2件。答复8件，结转0件。",
        "received 8, total 8, carried_out 0",
    ),
    ("依法依规答复申请人8件次。", ""),
    (
        "已答复申请10件，其中属于主动公开范围1件，同意公开2件，"
        "同意部分公开1件，不属于本行政机关公开2件，信息不存在4件。",
        "total 10, granted 2, partly_granted 1, unavailable.not_held 4",
    ),
    (
        "处理结果为：予以公开3件，部分公开2件，"
        "不予公开（三类内部事务信息）1件，无法提供（本机关不掌握）4件，不予处理（重复申请）1件，其他处理1件。",
        "granted 3, partly_granted 2, denied.internal_affairs 1, unavailable.not_held 4, "
        "not_processed.repeated 1, other 1",
    ),
    (
        "2024年共制定规范性文件4件，其中重新公布2件；清理规范性文件10件，其中废止3件、继续有效7件。",
        "normative.issued 4",
    ),
    ("全年以政府名义制发规范性文件2件，以政府办名义制发规范性文件5件。", "normative.issued 2, normative.issued 5"),
    ("公开行政许可128件、行政处罚17件、行政强制2件。", "licensing 128, penalties 17, coercion 2"),
    ("通过浙江政务服务网公开行政处罚决定135条。", ""),
    ("新收政府信息公开申请由2023年的30件变为3件。", "received 3"),
    ("办事方式由线下变为线上，新收政府信息公开申请3件。", "received 3"),
    ("在信用清溪网站公示行政许可决定60件、行政处罚决定12件。", ""),
    ("在门户网站公开信息300条，作出行政许可决定128件。", "licensing 128"),
    ("依托监管平台办案，全年作出行政处罚决定12件。", "penalties 12"),
    ("2024年全局共办理行政许可事项3.2万件。", ""),
    ("全年共办理行政处罚案件45件，罚款金额32万元。", "penalties 45"),
    ("全年行政事业性收费总额120.5万元。", "fees 120.5"),
    ("本单位无行政许可、行政处罚、行政强制事项。", "licensing 0, penalties 0"),
    ("无行政事业性收费。", "fees 0"),
    ("本年度未收取行政事业性费用。", ""),
    ("2024年度制发行政规范性文件0件、废止行政规范性文件0件。", "normative.issued 0, normative.repealed 0"),
    ("本年度没有制定出台规范性文件，现行有效规范性文件3件。", "normative.issued 0, normative.in_force 3"),
    ("2024年，未因政府信息公开工作被申请行政复议或提起行政诉讼。", "litigation 0, review 0"),
    ("2024年度我局未涉及政府信息公开行政复议和行政诉讼。", "litigation 0, review 0"),
    ("没有行政复议和行政诉讼案件发生。", "litigation 0, review 0"),
    ("无因信息公开引发的举报投诉、行政复议、行政诉讼案件。", "litigation 0, review 0"),
    ("全年无信息公开类举报、复议、诉讼。", "litigation 0, review 0"),
    ("因政府信息公开引发的行政复议、行政诉讼案件：无。", "litigation 0, review 0"),
    ("行政复议案件0起、行政诉讼案件0起、举报投诉0起。", "review 0, litigation 0"),
    ("全年共接到政府信息公开申请四件，均为个人申请，已全部按时答复。", "received.natural_person 4, received 4"),
    ("收到政府信息公开申请5件，较2023年减少了2件。", "received 5"),
    ("共收到申请5件，其中撤回1件，予以公开4件。", "received 5, granted 4"),
    ("收到政府信息公开申请11件，其中2件转为信访处理，其余9件均按时答复。", "received 11"),
    ("对上年结转的2件和本年新收的10件申请，全部依法答复。", "carried_in 2, received 10"),
    ("2024年度，我镇共产生依申请公开1件，已答复。", "received 1"),
    ("我局发生依申请公开2件，均予以公开。", "granted 2, received 2"),
    ("收到县政府办转办的依申请公开件2件，均已办理完毕。", "received 2"),
    ("全年办理依申请公开12起，其中主动公开范围的3起，不属于本单位职责的2起，予以公开的7起。", "received 12, granted 7"),
    ("共有6人次提出政府信息公开申请，均已答复。", "received 6"),
    ("2024年度共接受政府信息公开申请8件。", "received 8"),
    ("依申请公开工作有序开展，收到并答复依申请公开8件。", "received 8, total 8"),
    ("2024年，共收到网络申请3件、信函申请2件、当面申请1件，共6件。", ""),
    ("全年受理依申请公开案件17件，比去年的20件减少15%。", "received 17"),
    ("全年通过网站、信函等渠道共收到政府信息公开申请17件。", "received 17"),
    ("通过信函方式收到申请2件。", ""),
    ("全年共受理自然人依申请公开2件、企业法人0件。", "received.natural_person 2, received.business 0"),
    (
        "2024年，收到公民、法人或其他组织申请35件，其中公民33件，法人或其他组织2件。",
        "received 35, received.natural_person 33, received.organisations 2",
    ),
    ("申请人中自然人30件，占比85.7%。", "received.natural_person 30"),
    ("2024年度新收申请35件，较2023年度42件下降16.7%。", "received 35"),
    (
        "办结33件：予以公开10件、部分公开8件、不予公开5件、无法提供8件、不予处理1件、其他处理1件。",
        "total 33, granted 10, partly_granted 8, denied 5, unavailable 8, not_processed 1, other 1",
    ),
    ("在办结的33件申请中，予以公开10件，占30.3%；部分公开8件，占24.2%。", "total 33, granted 10, partly_granted 8"),
    ("其中：（1）予以公开10件；（2）部分公开8件；（3）不予公开5件。", "granted 10, partly_granted 8, denied 5"),
    ("全年没有发生政府信息公开申请、行政复议和行政诉讼。", "litigation 0, review 0, received 0"),
    ("未收到政府信息公开申请、政府信息公开行政复议、行政诉讼。", "litigation 0, review 0, received 0"),
    ("全年未接到信息公开申请，没有行政复议和诉讼，没有投诉举报。", "received 0, litigation 0, review 0"),
    ("2024年没有因信息公开引发行政诉讼，行政复议1件。", "litigation 0, review 1"),
    ("未发生行政诉讼，发生行政复议案件2起，结果均维持。", "litigation 0, review 2, review.upheld 2"),
    (
        "被申请行政复议2件（其中1件维持、1件正在审理），被提起行政诉讼0件。",
        "review 2, review.upheld 1, review.pending 1, litigation 0",
    ),
    ("2024年我局行政复议案件1件，已撤回申请。", "review 1"),
    ("收到行政复议申请3件，经审理，维持2件，撤销1件。", "review 3, review.upheld 2, review.corrected 1"),
    ("涉及政府信息公开的行政诉讼3件，其中一审2件、二审1件。", "litigation 3"),
    ("本年度没有政府信息公开行政诉讼，有行政复议1件。", "litigation 0, review 1"),
    ("区政府作为复议机关，共办理政府信息公开行政复议案件8件。", "review 8"),
    ("无政府信息公开申请，无结转至下年度办理的申请。", "received 0, carried_out 0"),
    ("上年度结转0件，本年度无新收申请。", "carried_in 0, received 0"),
    ("没有上年结转和本年新收的政府信息公开申请。", "carried_in 0, received 0"),
    ("全年共收到申请0件，无行政复议、无行政诉讼。", "received 0, review 0, litigation 0"),
    ("2024年我局收到依申请公开0件，上年结转0件，结转下年0件。", "received 0, carried_in 0, carried_out 0"),
    ("截至2024年底，共有行政规范性文件15件，本年新制定2件，废止1件。", "normative.issued 2, normative.repealed 1"),
    ("全年公开发布规范性文件3件，解读3件。", ""),
    (
        "2024年制发规章1件，废止规章2件，现行有效规章21件。",
        "regulations.issued 1, regulations.repealed 2, regulations.in_force 21",
    ),
    ("现行有效的规章21件、规范性文件133件。", "regulations.in_force 21, normative.in_force 133"),
    ("对应废止的规范性文件5件进行了废止。", "normative.repealed 5"),
    ("2024年，清理规范性文件12件，拟废止4件。", ""),
    ("全年作出行政许可1.25万件、行政处罚360件。", "licensing 12500, penalties 360"),
    ("作出行政处罚决定书45份，其中简易程序12份。", "penalties 45"),
    ("实施行政处罚12起，罚没款3.5万元。", "penalties 12"),
    ("实行行政强制措施2起。", "coercion 2"),
    ("行政事业性收费0万元。", "fees 0"),
    ("政府信息公开未收取任何费用。", ""),
    ("2024年共举办新闻发布会12场，回应关切30次，办理建议23件、提案17件，办复率100%。", ""),
    ("全年在门户网站公开信息1,230条，其中工作动态930条，通知公告300条，同比增长12%。", ""),
    ("新增公开事项5项。", ""),
    ("更新机构职能信息2条，人事信息6条，共8条。", ""),
    ("政务新媒体发文520篇，比上年度（480篇）增长8.3%。", ""),
    ("收到群众来信来访126件次，办结126件次。", ""),
    ("全年共受理12345政务热线转办件320件，按时办结320件，依申请公开2件。", "received 2"),
    ("办理市长信箱45件、依申请公开3件。", "received 3"),
    ("我局共有依申请公开办件3件，其中2件结转自2023年。", "received 3, carried_in 2"),
    ("因申请人撤回，终止办理1件。", ""),
    ("全年收到依申请公开申请共计15件，同比上年减少3件，其中重复申请2件。", "received 15, not_processed.repeated 2"),
    (
        "共处理政府信息公开申请10件，办理结果分别为予以公开6件、部分公开2件、无法提供2件。",
        "received 10, granted 6, partly_granted 2, unavailable 2",
    ),
    (
        "2024年公开类申请答复8件，其中予以公开、部分公开、不予公开分别为5件、2件、1件。",
        "total 8, granted 5, partly_granted 2, denied 1",
    ),
    (
        "本行政机关不掌握相关政府信息3件；没有现成信息需另行制作0件。",
        "unavailable.not_held 3, unavailable.needs_creation 0",
    ),
    ("根据《条例》第三十六条第（四）项规定答复2件，第三十六条第（五）项规定答复1件。", ""),
    ("以“本机关不掌握”为由答复3件，以“重复申请”为由不予处理1件。", "unavailable.not_held 3, not_processed 1"),
    ("经补正后申请内容仍不明确1件，逾期不补正2件。", "unavailable.still_unclear 1, other.not_corrected 2"),
    (
        "全年通过区政府信息公开网站共公开信息314条，其中，人员招录信息公开3条，"
        "财政预算、决算信息公开2条，决算表公开1条，疫情信息公开8条，环境保护信息公开20条，教育、科技等热点内容信息公开280条。",
        "",
    ),
    (
        "受理公民、法人和其他组织提出的政府信息公开申请5件，"
        "均在法定期限内予以答复。信息公开类行政复议1起，正在办理中。",
        "received 5, review.pending 1, review 1",
    ),
    ("办结33件：予以公开10件、部分公开8件。", "total 33, granted 10, partly_granted 8"),
    ("收到县政府办转办的依申请公开件2件，转办3件。", "received 2"),
    ("全年没有收到要求公开的申请，未收取任何费用。", "received 0"),
    ("2024年，没有发生因政府信息公开而申请行政复议和提起行政诉讼的情况。", "litigation 0, review 0"),
    ("我局2024年制定规范性文件2件，均已按要求备案并公开；主动公开其他文件30件。", "normative.issued 2"),
    (
        "今年受理的10件政府信息公开申请中，8件予以公开，1件不予公开，1件不掌握。",
        "received 10, granted 8, denied 1, unavailable.not_held 1",
    ),
    ("全年答复政府信息公开申请2件，均为“予以公开”。", "granted 2, total 2"),
    (
        "收到申请7件，较去年减少1件。其中自然人5件，商业企业2件。",
        "received 7, received.natural_person 5, received.business 2",
    ),
    ("全年接待咨询200人次，受理申请4件，办结率100%，无一例投诉、复议和诉讼。", "received 4, litigation 0, review 0"),
    (
        "办理政府信息公开申请3件（自然人2件、商业企业1件），予以公开3件。",
        "received 3, received.natural_person 2, received.business 1, granted 3",
    ),
    ("受理依申请公开申请19件，其中，当面申请5件，占26.3%，网络申请14件，占73.7%。", "received 19"),
    ("2024年，我局新收政府信息公开申请8件，较2023年增加3件，同比增长60%。", "received 8"),
    ("2024年我局受理依申请公开8件，其中1件为2023年结转。", "received+carried_in 8, carried_in 1"),
    ("上年结转1件，本年收到4件，共计5件，办结5件。", "carried_in 1, received 4, total 5"),
    ("2024年全年无依申请办理情况。", "received 0"),
    ("未收到社会组织或个人提出的政府信息依申请公开。", "received 0"),
    (
        "本年度没有收到政府信息公开申请情况。本年度我单位无政府信息公开工作被申请行政复议、提起行政诉讼情况。",
        "received 0, litigation 0, review 0",
    ),
    ("全镇共受理依申请公开0件次。", "received 0"),
    ("全年我乡未发生重大失泄密事件，未收到举报。", ""),
    ("全年共发布信息123条，依申请公开4条。", "received 4"),
    ("共收到政府信息公开申请2件次，已按程序予以公开。", "received 2"),
    (
        "依申请公开方面，2024年共收到申请12件，其中，"
        "予以公开5件、部分公开3件、不予公开1件、其他处理1件，上年结转0件，结转下年2件。",
        "received 12, granted 5, partly_granted 3, denied 1, other 1, carried_in 0, carried_out 2",
    ),
    ("全年依申请公开0条，不予公开0条。", "received 0, denied 0"),
    ("今年我镇没有依申请公开事项，也没有不予公开事项。", "received 0, denied 0"),
    ("没有收到信息公开申请和因政府信息公开提起的行政复议、行政诉讼。", "litigation 0, review 0, received 0"),
    ("2024年度，全市政府信息公开申请共152件，其中市本级78件，区县74件。", "received 152"),
    ("本年度新收政府信息公开申请56件，同比上升12%；其中当面申请4件，信函申请20件，网络申请32件。", "received 56"),
    (
        "全年受理公开申请十七件，其中自然人十五件，企业二件。",
        "received 17, received.natural_person 15, received.business 2",
    ),
    ("依申请公开受理3件、答复3件、结转0件。", "received 3, total 3, carried_out 0"),
    (
        "2024年共收到政府信息公开申请7件，办结7件（其中，2023年结转1件，2024年新收6件）。",
        "received 7, total 7, carried_in 1, received 6",
    ),
    ("新收申请9件，结转上年度申请1件，办结10件。", "received 9, carried_in 1, total 10"),
    ("全年未开展行政许可、行政处罚、行政强制。", "coercion 0, licensing 0, penalties 0"),
    ("我局无行政处罚权，全年无行政处罚。", "penalties 0"),
    ("本级政府规章0件，规范性文件0件。", ""),
    ("全年共废止失效规范性文件3件，继续有效12件。", "normative.repealed 3, normative.in_force 12"),
    ("公开规范性文件5件，其中本年制发2件。", ""),
    ("根据《条例》，2024年对3件申请作出延期答复，对1件申请要求补正。", ""),
    ("申请公开的内容主要涉及征地拆迁（8件）、规划（3件）等方面。", ""),
    ("申请内容涉及征地补偿5件、城市规划3件、其他4件。", ""),
    ("政府信息公开行政诉讼案件1件，一审判决驳回原告诉讼请求。", "litigation 1, litigation.upheld 1"),
    ("被纠错0件，败诉0件。", ""),
    ("收到信息公开行政复议案件2件，其中1件被确认违法，1件驳回。", "review 2, review.corrected 1, review.upheld 1"),
    # 年份
    ("1.2024年，我局收到信息公开申请5件。", "received 5"),
    ("公开2023年度部门决算2份，收到信息公开申请5件。", "received 5"),
    ("今年以来收到依申请公开事项6件。", "received 6"),
    ("上年末未办结申请2件，本年新收申请3件。", "carried_in 2, received 3"),
    ("每月更新信息，全年收到信息公开申请5件。", "received 5"),
    ("聚焦“十四五”规划，收到申请5件。", "received 5"),
    ("“十四五”以来共收到申请35件。", ""),
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
    return f"{table}.{short}" if last in _COLUMNS and last != short else f"{table}.{short}.total"


def claimed(words: str) -> list[tuple[tuple[str, ...], str]]:
    """The claims of a line above: the addresses and the number."""
    found = []
    for entry in filter(None, words.split(", ")):
        names, number = entry.split(" ")
        found.append((tuple(address(name) for name in names.split("+")), number))
    return sorted(found)
