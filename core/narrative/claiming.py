"""The claims that an understood number makes: which cells it must agree with."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from core.narrative.applicants import applicant, before_bracket
from core.narrative.claim import Sum
from core.narrative.familiar import strangers
from core.narrative.lexicon import Token
from core.narrative.meaning import (
    DOCUMENTS,
    FAMILY,
    PEOPLE,
    RESULTS,
    added,
    fits,
    is_outcome,
    is_row,
    readings,
)
from core.narrative.phrases import LEFTOVERS
from core.narrative.rough import at_least
from core.narrative.scene import Phrase, Piece, Scene
from core.values import Number, simplest

_PER_TEN_THOUSAND_YUAN: dict[str, Number] = {"元": 10_000, "亿元": Decimal("0.0001")}
_REVIEWING = re.compile(
    "行政复议(?:局|办公室|办|委员会|机构|中心|科)(?:本年度?|全年|今年|依法|累计|共计?|新)*(?:收|受理|接|办理|审)"
)
"""An office that decides reviews, as the subject of what is told."""
_ON_A_PLATFORM = re.compile(
    "(?:通过|在|依托|利用|借助|经|于)[^,。;、]{0,16}(?:网|网站|平台|系统|信用中国|信用[\u4e00-\u9fa5]{2,3}|栏目|专栏|公众号)"
    "[^,。;、0-9]{0,6}(?:公开|公示|发布|公布|归集|上传|推送|录入)"
    "(?:(?!作出|做出|实施|办理|办结|查处|下达)[^。;])*$"
)
"""Decisions that a platform shows: a count of its own, of what was put there."""
_LEFT_OUT = re.compile(
    "[^,。;]{0,4}(?:、行政诉讼(?:案件)?[0-9]+件)?[,(]?(?:均|都)?(?:不计入|不列入|未计入|未列入|不在统计|不纳入)"
)
_CONCERNING = re.compile("(?:许可|处罚|强制)[^,。;、0-9]{0,4}(?:涉及|针对)[^,。;0-9]{2,12}$")
"""其中行政处罚涉及医疗机构 69 件: those of one kind."""
_UNRELATED = re.compile("与(?:政府)?信息公开(?:工作|事项)?无关")
_OF_OTHER_ACTS = re.compile("因(?![^,。;]{0,8}信息公开)[^,。;]{0,8}具体?行政行为")
"""因具体行政行为被诉 3 件: not over disclosure."""
_AIM = re.compile("力争|争取|控制在|压减到|不超过")
"""力争重复申请降到 1 件以下: what is hoped for."""
_OF_ONE_BODY = re.compile("政府[和及、]?(?:[省市区县州]政府)?办公[厅室]的?(?:行政)?规范性文件$")
"""市政府和市政府办公厅行政规范性文件 50 件, in the report of a whole city."""
_SEVERAL = re.compile("、[^0-9,。;:(]*(?:[,。;)]|$)")
_FIELD = re.compile("(?<![各多公开])[\u4e00-\u9fa5](?<![各多此该几种开请])类$")
_ABOUT = re.compile("[^,。;、]{0,6}(?:涉及|有关|关于|集中在|集中于|的有)[^,。;、]{2,}")
_TOGETHER = re.compile("(?:加上|连同|算上)[^,。;]{2,12}(?:共|合计|总)计?$")
_AMONG_THEM = re.compile("(?:[^,。;、0-9]{0,6})[中里]")
_OF_DOCUMENTS = {"newly": "issued", "published": "published"}
_STRANGE = 2
"""So many characters of unknown words in a clause say that it tells of something else."""
_SAME_ONE = re.compile("同一(?:申请人|人|单位|企业|村民|居民|自然人)")
_MEETING = re.compile("[会班]$")
_MAIN = ("received", "newly", "handled", "to_handle", "done", "unsaid", "carried_in", "carried_out")


def claimed(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Piece:
    """The piece with the claims that it makes."""
    if piece.family in ("requests", "disputes") and not piece.foreign and _is_strange(piece, phrase, scene):
        named = [t.means for t in piece.segment.tokens if t.kind == "topic"]
        if "request" in named and not {FAMILY.get(means) for means in named if means != "request"}:
            # 受理职工提取申请 1.32 万笔，办结 1.32 万笔
            scene.topic = "foreign"
        return replace(piece, foreign=True)
    if piece.family == "disputes" and (_of_others(piece, before, scene) or _beside_others(piece, scene)):
        return piece
    if piece.family == "decisions" and _CONCERNING.search(_sentence_before(piece, scene)):
        return replace(piece, foreign=True)
    if piece.family == "decisions" and _ON_A_PLATFORM.search(_sentence_before(piece, scene)):
        return replace(piece, foreign=True)
    text, number = scene.text.text, piece.number
    aim = _AIM.search(text, piece.segment.start, number.start) or text.startswith(("以下", "以内"), number.end)
    if aim or _LEFT_OUT.match(text, number.end):
        return replace(piece, foreign=True)
    silent = piece.status in ("silent", *LEFTOVERS)
    if piece.foreign or silent or "silent" in phrase.statuses or not _fits(piece, phrase, before, scene):
        return replace(piece, foreign=piece.foreign or silent)
    if not piece.number.measure and not _ends_at_once(piece, phrase, scene):
        return piece
    family = piece.family
    if family == "requests":
        return _requests(piece, phrase, before, scene)
    topics = [t for t in phrase.topics if FAMILY.get(t) == family] or [piece.topic]
    statuses = [s for s in phrase.statuses if s in (*RESULTS, *DOCUMENTS)] or [""]
    if family == "documents" and statuses == [""]:
        # 新增规范性文件 3 件, 公布规范性文件 7 件
        statuses = [name for word, name in _OF_DOCUMENTS.items() if word in phrase.statuses] or [""]
    if family == "documents" and statuses == [""]:
        # 现行有效的规章 21 件、规范性文件 133 件
        last = scene.sentence[-1] if scene.sentence else None
        if last is None or piece.segment.opened != "、" or last.family != family or not last.claims:
            return piece
        statuses = [last.status]
    if family == "disputes" and ("published" in phrase.statuses or _as_an_office(phrase, before, scene)):
        return piece
    if family == "fees":
        return _amount(piece, scene)
    if family == "disputes" and statuses == [""] and {"done", "closed"} & set(phrase.statuses):
        # 行政诉讼 6 件，已审结 4 件; alone it may be what the body decided for others
        if not any(p.topic == piece.topic and p.claims for p in scene.pieces):
            return piece
        statuses = ["closed"]
    if family == "disputes" and statuses == [""] and _part_of_cases(piece, scene):
        return piece
    options = [readings(topic, status) for topic in topics for status in statuses]
    if family == "documents" and statuses == ["repealed"] and _void_apart(piece, before, scene):
        return piece
    if family == "documents" and _OF_ONE_BODY.search(_sentence_before(piece, scene)):
        # those of one body need not be all
        return _at_least(_spoken(piece, options, before, scene), scene)
    if not phrase.topics and len(options) == 1 and _of_both_kinds(scene):
        options = [(*readings("litigation", statuses[0]), *options[0])]
    if not phrase.topics and len(options) == 1 and statuses != [""] and _looks_back(scene, piece):
        # 复议 10 件，诉讼 4 件。对被纠正的 2 件逐案剖析: of either, or of both
        each = [readings(topic, statuses[0]) for topic in ("review", "litigation")]
        options = [tuple(dict.fromkeys((*options[0], *each[0], *each[1], *added(each))))]
    return _spoken(piece, [option for option in options if option], before, scene)


def _is_strange(piece: Piece, phrase: Phrase, scene: Scene) -> bool:
    """Words stand before the number, or behind one that stands first, that tell of other things."""
    text, number = scene.text.text, piece.number
    begin = max((t.end for t in piece.segment.tokens if t.kind == "number" and t.end <= number.start), default=0)
    if len(strangers(text[max(begin, piece.segment.start) : number.start])) >= _STRANGE:
        return True
    behind = phrase.number_first or (phrase.topics == ("request",) and not phrase.statuses)
    loose = not is_row(piece.status) and piece.status not in RESULTS
    return behind and loose and len(strangers(text[number.end : piece.segment.end])) >= _STRANGE


_BY_LEVELS = re.compile(
    "[县区市旗州]政府(?:本级)?[^。;0-9]{0,12}(?:新收|收到|受理)[^。]*;(?:各|政府|[县区市]直)?部门[^。;0-9]{0,8}(?:新收|收到|受理)"
)
"""县政府新收 3 件，…；部门新收 6 件: the whole is told in two."""


def _sentence_of(piece: Piece, scene: Scene) -> str:
    text = scene.text.text
    return _sentence_before(piece, scene) + text[piece.number.start :].partition("。")[0]


def _sentence_before(piece: Piece, scene: Scene) -> str:
    text, at = scene.text.text, piece.number.start
    return text[max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1 : at]


def _fits(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> bool:
    """Counted with a measure word that such things have: people by 名, decisions by 项 or 次 where they are made."""
    if piece.column and piece.number.measure in PEOPLE:
        text, at = scene.text.text, piece.number.start
        return FAMILY.get(scene.topic) == "requests" and "申请" in text[text.rfind("。", 0, at) + 1 : at]
    made = any(status in ("decided", "done", "handled") for status in phrase.statuses)
    told = [p for p in scene.sentence[-1:] if p.family == "decisions" and p.claims]
    made = made or any(p.number.means == piece.number.means for p in told)
    if piece.family == "decisions" and made and piece.number.measure in ("项", "次"):
        return True
    if piece.family == "decisions" and piece.number.measure == "条" and _published(before, scene):
        return True
    if piece.family == "decisions" and piece.number.measure == "项" and _of_all_kinds(piece, scene):
        return True
    if piece.family == "decisions" and scene.text.text.startswith(("事项", "项目", "大项", "小项"), piece.number.end):
        return False  # 行政许可共 11 个事项
    return fits(piece.topic, piece.number)


def _of_all_kinds(piece: Piece, scene: Scene) -> bool:
    """行政许可 3 项、行政处罚 9 项、行政强制 0 项: the three kinds side by side are those of the form."""
    return len(set(_KINDS.findall(_sentence_of(piece, scene)))) == _ALL_KINDS


_KINDS = re.compile("行政(许可|处罚|强制)(?=[0-9]+项)")
_ALL_KINDS = 3


def _beside_others(piece: Piece, scene: Scene) -> bool:
    """共办理行政复议案件 89 件、行政应诉案件 54 件: where the first are not those over disclosure, nor are the next."""
    last = scene.sentence[-1] if scene.sentence and not scene.among else None
    return piece.segment.opened == "、" and last is not None and last.family == "disputes" and not last.claims


def _of_others(piece: Piece, before: tuple[Token, ...], scene: Scene) -> bool:
    """另有其他行政复议案件 46 件、行政诉讼案件 19 件; 区行政复议局收到申请 412 件: cases of other kinds, or against
    other bodies, to the end of the sentence."""
    text = scene.text.text
    other = any(t.means == "unnamed" and text.startswith(("行政", "复议", "诉讼"), t.end) for t in before)
    kinds = [
        text[: t.start + text.startswith("类", t.start)].removesuffix("的")
        for t in before
        if t.kind == "topic" and FAMILY.get(t.means) == "disputes"
    ]
    # 投诉举报类行政复议 63 件, 公安管理类的行政复议 21 件
    other = other or any(kind.endswith("类") and not kind.endswith("公开类") for kind in kinds)
    begin = max(text.rfind("。", 0, piece.number.start), text.rfind("\n", 0, piece.number.start)) + 1
    other = other or _OF_OTHER_ACTS.search(text, begin, piece.number.start) is not None
    scene.elsewhere = scene.elsewhere or other or _REVIEWING.search(text, begin, piece.number.start) is not None
    ends = min((at for at in (text.find(stop, piece.number.end) for stop in "。\n") if at >= 0), default=len(text))
    scene.elsewhere = scene.elsewhere or _UNRELATED.search(text, piece.number.end, ends) is not None
    return scene.elsewhere


def _of_both_kinds(scene: Scene) -> bool:
    """行政诉讼 6 件，其中直接起诉 1 件、复议后起诉 5 件，维持 4 件: of the last kind or of both."""
    told = [p for p in scene.sentence if p.family == "disputes" and p.claims]
    while told and told[-1].status in RESULTS:
        told.pop()
    return {p.topic for p in told[-2:]} == {"litigation_direct", "litigation_after_review"} and not any(
        p.status for p in told[-2:]
    )


def _part_of_cases(piece: Piece, scene: Scene) -> bool:
    """行政复议 19 件，其中 14 件行政复议、4 件诉讼获维持: fewer of the same cases, in a list of them."""
    told = [p for p in scene.sentence if p.topic == piece.topic and p.claims and not p.status]
    return scene.among and any(p.number.value > piece.number.value for p in told)


def _void_apart(piece: Piece, before: tuple[Token, ...], scene: Scene) -> bool:
    """废止 6 件，宣布失效 5 件: the form may count the first alone, or both."""
    void = any(t.means == "repealed" and "失效" in scene.text.text[t.start : t.end] for t in before)
    told = [p for p in scene.sentence if p.status == "repealed" and p.claims and p.topic == piece.topic]
    for place in told[-1].claims if void and told else ():
        both = scene.claims[place].value + piece.number.value
        scene.claims[place] = replace(scene.claims[place], together=both)
    return void and bool(told)


def _looks_back(scene: Scene, piece: Piece) -> bool:
    """A sentence that has named no cases itself, after one that told of both kinds; or a clause of its own that does
    so (复议 18 件、诉讼 8 件；结果纠正的共 4 件)."""
    told = [p for p in scene.sentence if p.family == "disputes"]
    apart = piece.segment.opened == ";" and not any(p.status for p in told)
    if told and not apart:
        return False
    named = {p.topic.partition("_")[0] for p in scene.pieces if p.family == "disputes" and p.claims}
    return {"review", "litigation"} <= named


def _as_an_office(phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> bool:
    """Cases that the body decides for others (受理行政复议案件 120 件), not those against it over disclosure."""
    words = scene.text.text
    accepts = any(t.kind == "status" and words.startswith("受理", t.start) for t in before)
    mine = any(
        t.kind == "cause"
        or (t.kind == "topic" and ("公开" in words[t.start : t.end] or words.endswith("公开的", 0, t.start)))
        for t in before
    )
    return (accepts or "handled" in phrase.statuses) and not mine


def _ends_at_once(piece: Piece, phrase: Phrase, scene: Scene) -> bool:
    """A number without measure word counts only at the end of its segment, right after its words (依申请公开 2，)."""
    text, end = scene.text.text, piece.number.end
    if text[piece.number.start - 1 : piece.number.start] in ("第", "-", "/", ".", "("):
        return False
    return bool(phrase) and (end == len(text) or text[end] in ",，、;；。)")


def _requests(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Piece:
    statuses = list(phrase.statuses)
    if _BY_LEVELS.search(_sentence_of(piece, scene)):
        return replace(piece, foreign=True)
    if piece.column:
        return _spoken(piece, applicant(piece, phrase, before, scene), before, scene)
    if not statuses and _of_the_number_before(piece, scene):
        return piece
    if not statuses:
        if piece.channel and not scene.among:
            _withdraw_other_channel(scene)
        if scene.among or piece.channel or not phrase.topics or _about(piece, before, scene):
            return piece
        statuses = ["unsaid"]
    if any(status in (*DOCUMENTS, "decided") or (status in RESULTS and status != "pending") for status in statuses):
        return piece
    if statuses[-1] == "carried" and any(p.status == "done" and p.claims for p in scene.sentence):
        # 办结 97 件，结转 7 件; 办结 69 件（含结转 4 件）
        statuses[-1] = "carried_in" if any(t.means == "with" for t in before) else "carried_out"
    if statuses == ["newly"] and _part_of_done(piece, scene):
        return piece
    last = scene.sentence[-1] if scene.sentence else None
    received = last is not None and last.channel and last.status in ("received", "newly") and not last.claims
    if received and not scene.among and statuses[-1] in ("done", "carried_out"):
        return replace(piece, channel=True)  # 受理线上申请 58 件，办结 55 件: of those
    several = phrase.number_first and _SEVERAL.match(scene.text.text, piece.segment.end)
    if several and is_outcome(statuses[-1]):
        # 其余 10 件作不予公开、不予处理或其他处理
        return piece
    if _of_one_field(before, scene) or _accepted(piece, statuses, scene):
        return piece
    text = scene.text.text
    if _SAME_ONE.search(text, piece.segment.start, piece.number.start) and not is_row(statuses[-1]):
        return piece
    if statuses == ["received"] and _about(piece, before, scene):
        return piece  # 提出申请的有合作社 6 件
    if piece.number.measure in ("次", "场") and _MEETING.search(text, 0, piece.number.start):
        return replace(piece, foreign=True)  # 召开依申请公开案例讲评会 3 次
    if any(t.kind == "mainly" and "前" in text[t.start : t.end] for t in before) and not is_row(statuses[-1]):
        # 申请量居前三的为东山县 30 件
        return piece
    head = scene.list_head
    if scene.among and head is not None and head.status == "carried_in" and is_outcome(statuses[-1]):
        # 上年结转 4 件，其中予以公开 3 件: of those alone
        return piece
    if scene.among and head is not None and statuses[-1] == head.status and not is_outcome(statuses[-1]):
        return piece
    summed = any(t.kind == "sum" for t in before)
    if piece.channel and not is_row(statuses[-1]) and not summed:
        return piece
    topics = [t for t in phrase.topics if FAMILY.get(t) == "disputes"]
    options = [readings("requests", status) for status in statuses]
    if statuses == ["other"] and any(p.status.startswith("other.") and p.claims for p in scene.sentence):
        # 逾期不补正 2 件，其他处理 1 件: what is left of the group
        options = [(*options[0], *readings("requests", "other.misc"))]
    options += [readings(topic, "") for topic in topics]
    if _with_the_last(piece, scene):
        # 予以公开 83 件（加上部分公开的共 114 件）
        options = [added([scene.claims[scene.sentence[-1].claims[0]].readings, options[0]])] if options[0] else []
    piece = replace(piece, status=statuses[0] if statuses[0] in _MAIN else statuses[-1])
    piece = _spoken(piece, [o for o in options if o], before, scene)
    carried = piece.status in ("carried_in", "carried_out")
    if piece.claims and piece.status in _MAIN and not (carried and scene.head is not None):
        scene.head = piece
    return piece


def _with_the_last(piece: Piece, scene: Scene) -> bool:
    last = scene.sentence[-1] if scene.sentence else None
    told = last is not None and bool(last.claims) and last.family == "requests" and is_outcome(last.status)
    return told and _TOGETHER.match(scene.text.text, piece.segment.start, piece.number.start) is not None


def _of_the_number_before(piece: Piece, scene: Scene) -> bool:
    """35 件中群众申请 31 件: some of those told of."""
    earlier = [t for t in piece.segment.tokens if t.kind == "number" and t.end < piece.number.start]
    return bool(earlier) and _AMONG_THEM.match(scene.text.text, earlier[-1].end) is not None


def _accepted(piece: Piece, statuses: list[str], scene: Scene) -> bool:
    """收到 54 件，撤件 36 件，受理 18 件: those of the whole that were gone on with."""
    head = scene.head
    if statuses != ["received"] or head is None or head not in scene.sentence or head.status != "received":
        return False
    rest = head.number.value - piece.number.value
    return rest > 0 and any(p.number.value == rest for p in scene.sentence if p is not head)


def _of_one_field(before: tuple[Token, ...], scene: Scene) -> bool:
    """办理自然资源类政府信息公开申请 25 件: some of them."""
    topics = [t.start for t in before if t.kind == "topic" and FAMILY.get(t.means) == "requests"]
    return bool(topics) and _FIELD.search(scene.text.text, 0, topics[-1]) is not None


def _at_least(piece: Piece, scene: Scene) -> Piece:
    for place in piece.claims:
        scene.claims[place] = replace(scene.claims[place], certain=False, bounds=at_least(piece.number.value))
    return piece


def _about(piece: Piece, before: tuple[Token, ...], scene: Scene) -> bool:
    """申请事项涉及补偿协议 39 件: what the applications were about, of which there may be more."""
    named = max((t.end for t in before if t.kind == "topic"), default=piece.number.start)
    return _ABOUT.fullmatch(scene.text.text, named, piece.number.start) is not None


def _withdraw_other_channel(scene: Scene) -> None:
    """通过网站办理申请 3 件、纸质申请 36 件: the first number was that of one channel only."""
    last = scene.sentence[-1] if scene.sentence else None
    if last is not None and last.channel and last.family == "requests":
        scene.withdrawn.update(last.claims)


def _part_of_done(piece: Piece, scene: Scene) -> bool:
    """新收 51 件，办结 54 件（上年结转 4 件、当年新收 50 件）: of the new ones those that were done."""
    whole = before_bracket(piece, scene)
    told = any(p.status == "newly" and p.claims and p.number.value > piece.number.value for p in scene.pieces)
    if whole is None or whole.status != "done" or not told:
        return False
    beside = [p for p in scene.sentence if p.number.start > whole.number.start and p.segment is not whole.segment]
    return whole.number.value == piece.number.value + sum(p.number.value for p in beside)


def _amount(piece: Piece, scene: Scene) -> Piece:
    number = piece.number
    unit: Number = _PER_TEN_THOUSAND_YUAN.get(number.measure, 1)
    if not number.measure and number.value:
        return piece
    value, step = (simplest(Decimal(n) / Decimal(unit)) for n in (number.value, number.step))
    at = scene.count(replace(number, value=value, step=step), piece.segment, readings("fees", ""))
    return replace(piece, claims=(at,))


def _spoken(piece: Piece, options: list[tuple[Sum, ...]], before: tuple[Token, ...], scene: Scene) -> Piece:
    """One claim for things that are added up (复议、诉讼共 3 件), or one for each (各 1 件, 受理和办结 6 件)."""
    number = piece.number
    # as many applicants need not be as many applications
    loose = (piece.family == "decisions" and _published(before, scene)) or number.measure in PEOPLE
    each = number.value == 0 or any(t.kind in ("each", "all") for t in before)
    verbs = piece.family == "requests" and not is_row(piece.status) and not piece.column
    groups = options if each or verbs else [added(options)] if options else []
    places = []
    for group in dict.fromkeys(groups):
        if group:
            places.append(scene.count(number, piece.segment, group, certain=not loose))
    return replace(piece, claims=tuple(places))


def _published(before: tuple[Token, ...], scene: Scene) -> bool:
    """公开行政许可 128 件、行政处罚 17 件: published, which need not be all that were decided."""
    if any(t.means in ("opened", "published") for t in before):
        return True
    last = scene.sentence[-1] if scene.sentence else None
    said = any(t.kind == "status" for t in before)
    return bool(not said and last and last.family == "decisions" and last.claims) and not scene.claims[-1].certain
