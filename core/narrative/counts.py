"""Numbers with their measure words: what each counts, and so what it claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.narrative.again import read_all, read_rest
from core.narrative.changes import TIMES
from core.narrative.claiming import claimed
from core.narrative.lexicon import LASTING, Token
from core.narrative.meaning import DOCUMENTS, FAMILY, PEOPLE, RESULTS, is_outcome, is_row, readings
from core.narrative.phrases import phrase_of
from core.narrative.scene import Phrase, Piece, Scene
from core.narrative.segments import Segment
from core.narrative.sums import read_sum

_NEAR_CHANGE = 3
_SUES = re.compile("提起|起诉|不服")
_TIMES_DONE = re.compile("次(?:补正|告知|沟通|催告|征求|协商)")
"""两次补正后: how often, not how many."""
_REFERS_BACK = re.compile("(?:上述|以上|前述|这|该)$")
"""上述 13 封申请中: a number told before."""
_LEVELS = "区市县州盟旗"
_OF_REQUESTS = ("received", "newly", "done", "to_handle")
_DECIDING = re.compile("其?中?(?:(?P<review>(?:行政)?复议机关)|(?:人民)?法院)")
_WITH_OBJECT = (*DOCUMENTS, "decided")
_NO_OBJECT = re.compile(
    "(?:.*的|了|共|总|合计|累计|计|决定|处理|失效|宣布|案?件|文件|事项|数量?|分别|各|均|为|有|是|达|约|近|超过?|仅|只|[:()、,和及与或“”])*"
)
_MEANINGFUL = ("topic", "status", "column", "carry", "next")


def read_counts(segment: Segment, tokens: Sequence[Token], scene: Scene) -> None:
    """Add a piece, and its claims, for each number among the tokens of a segment."""
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number" and token.measure not in LASTING]
    if not numbers:
        return
    first_before = tokens[: numbers[0]]
    first_after = _up_to_of(tokens, numbers[0], len(tokens), scene.text.text)
    number_first = not any(t.kind in _MEANINGFUL for t in first_before) and any(
        t.kind in ("status", "column", "carry", "next") for t in first_after
    )
    # 对 2 家企业作出行政处罚 2 件
    number_first = number_first and not (len(numbers) > 1 and tokens[numbers[0]].measure in PEOPLE)
    previous = -1
    for place, at in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else len(tokens)
        before = () if number_first and place else tuple(tokens[previous + 1 : at])
        if place and before and before[0].kind == "becomes":
            # 申请量由上年的 5 件降至 2 件
            before = tuple(t for t in first_before if t.kind in ("topic", "status", "column", "join", "stop"))
        if place and _applicant_after(tokens, previous) and _applicant_after(tokens, at):
            # 3 件自然人申请和 1 件企业申请
            before = ()
        after = _up_to_of(tokens, at, following, scene.text.text)
        if following < len(tokens) and not number_first:
            after = tuple(t for t in after if t.start - tokens[at].end <= 1)[:1]
        _read_number(segment, before, tokens[at], after, scene)
        previous = at


def _up_to_of(tokens: Sequence[Token], at: int, end: int, text: str) -> tuple[Token, ...]:
    """The tokens behind a number. 34 件复议案件中被纠正 5 件: what stands behind 中 is told of the next number."""
    after = tuple(tokens[at + 1 : end])
    if after and after[0].kind == "of" and after[0].start == tokens[at].end:
        # 19 件里商业企业 14 件
        return () if any(t.kind == "number" for t in tokens[at + 1 :]) else after
    for place, token in enumerate(after):
        if token.kind == "of" and place and after[place - 1].kind == "topic" and after[place - 1].end == token.start:
            of_next = any(t.kind == "number" for t in tokens[at + 1 + place :])
            return after[:place] if of_next and text.startswith("中", token.start) else after
    return after


def _applicant_after(tokens: Sequence[Token], at: int) -> bool:
    """企业 stands right after the number."""
    after = tokens[at + 1 : at + 2]
    return bool(after) and after[0].kind == "column" and after[0].start - tokens[at].end <= 1


def _read_number(
    segment: Segment, before: tuple[Token, ...], number: Token, after: tuple[Token, ...], scene: Scene
) -> None:
    cut = next((i for i, token in enumerate(after) if token.kind in ("all", "each")), len(after))
    piece = Piece(number, segment)
    sign = _sign(before, number, scene.text.text)
    earlier = _earlier(before) or _before_another(after, number, scene)
    if sign or earlier or _compared(segment, number, scene):
        scene.pieces.append(replace(piece, base=not sign, delta=sign))
        return
    phrase = _in_turn(phrase_of(before, after[:cut], number, scene), before, scene)
    phrase = _after_review(_rest(phrase, before, number, after, scene), segment, scene)
    if phrase.statuses == ("other",) and not phrase.topics and _results_told(scene):
        # 维持 4 件、纠正 1 件、作出其他处理 1 件
        phrase = replace(phrase, statuses=("other_result",))
    piece = _understood(piece, phrase, before, after[:cut], scene)
    if scene.marks and piece.family == "requests":
        piece = replace(piece, foreign=True)
    of_a_part = _of_a_part(before, number, scene)
    scene.part = scene.part or of_a_part
    if (
        scene.other_year
        or of_a_part
        or _REFERS_BACK.search(scene.text.text, 0, number.start)
        or _TIMES_DONE.match(scene.text.text, number.end - 1)
        or _in_foreign_list(piece, scene)
        or _of_that_part(piece, scene)
    ):
        piece = replace(piece, foreign=True, base=scene.other_year)
        scene.pieces.append(piece if piece.base else _of_earlier(piece, scene))
        return
    scene.pieces.append(_of_earlier(read_sum(claimed(piece, phrase, before, scene), phrase, scene), scene))
    rest = any(token.kind == "rest" for token in before) or _all_but(before, scene)
    if cut < len(after) and not read_rest(segment, after[cut:], rest, scene):
        read_all(segment, after[cut:], scene)


_REFERENCE = re.compile("(?:申请|办结件|答复件?)?(?:事项)?(?:[中里](?!级)|均|都|全部)")
_ALL_OF_THEM = re.compile("(?:^|[,。;:()])(?:以上|上述|这|该|全部)?$")


def _of_earlier(piece: Piece, scene: Scene) -> Piece:
    """7 件中，予以公开 3 件; 以上 13 件均在年内办结: a number told before, or the whole of the tables."""
    text, number = scene.text.text, piece.number
    if piece.claims or FAMILY.get(scene.topic) != "requests" or scene.elsewhere or number.rough or not number.value:
        return piece
    if not _REFERENCE.match(text, number.end) or not _ALL_OF_THEM.search(text, 0, number.start):
        return piece
    if any(p.number.value == number.value for p in scene.pieces):
        return piece
    told = [p for p in scene.pieces if p.family == "requests" and p.claims and p.number.measure == number.measure]
    if not told or scene.pieces[-1] not in told:
        return piece
    earlier = [meant for p in told for place in p.claims for meant in scene.claims[place].readings]
    meant = (*readings("requests", "handled"), *earlier)
    place = scene.count(number, piece.segment, tuple(dict.fromkeys(meant)), certain=False)
    return replace(piece, topic="requests", foreign=False, claims=(place,))


def _results_told(scene: Scene) -> bool:
    return any(p.status in RESULTS and p.claims for p in scene.sentence[-2:])


def _sign(before: tuple[Token, ...], number: Token, text: str) -> int:
    """1 and -1 for the number of a change: 增加 5 件, 较上年新增 5 件, 减少 3 件; 较上年新收 6 件 is none."""
    near = [t for t in before if number.start - t.end <= _NEAR_CHANGE]
    grown = any(t.means == "newly" and text.startswith("新增", t.start) for t in near)
    if any(t.kind == "compare" for t in before) and grown:
        return 1
    return next((1 if t.means == "+" else -1 for t in near if t.kind == "change"), 0)


def _listed(before: tuple[Token, ...]) -> tuple[str, ...]:
    """新收、上年结转、办结分别为: all the statuses of a list, verbs and rows alike; none where it is no mere list."""
    words = [t for t in before if t.means != "request" and t.kind not in ("respectively", "this")]
    statuses = [t.means for t in words[::2]]
    mere = all(t.kind == "status" for t in words[::2]) and all(t.kind in ("join", "stop") for t in words[1::2])
    return tuple(statuses) if mere and len(words) % 2 and not set(statuses) & {"silent", "unlisted"} else ()


def _in_turn(phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Phrase:
    """行政复议、行政诉讼分别为 2 件、1 件: each number is of one subject, in their order."""
    kinds = {token.kind for token in before}
    listed = _listed(before) if "respectively" in kinds else ()
    if len(listed) > max(1, len(phrase.statuses)):
        phrase = replace(phrase, statuses=listed)
    if "respectively" in kinds and not phrase.topics and set(phrase.statuses) & set(RESULTS):
        told = [p for p in scene.sentence if p.family == "disputes" and p.claims and not p.status][-2:]
        scene.queue = [replace(phrase, topics=(p.topic,), statuses=phrase.statuses[-1:]) for p in told]
        return scene.queue.pop(0) if len(scene.queue) > 1 else phrase
    if "respectively" in kinds and len(phrase.topics) > 1:
        scene.queue = [replace(phrase, topics=(topic,)) for topic in phrase.topics]
    elif "respectively" in kinds and len(phrase.columns) > 1:
        scene.queue = [replace(phrase, columns=(column,)) for column in phrase.columns]
    elif "respectively" in kinds and len(phrase.statuses) > 1:
        scene.queue = [replace(phrase, statuses=(status,)) for status in phrase.statuses]
    elif phrase:
        scene.queue = []
    return scene.queue.pop(0) if scene.queue else phrase


def _rest(phrase: Phrase, before: tuple[Token, ...], number: Token, after: tuple[Token, ...], scene: Scene) -> Phrase:
    """尚有 1 件在法定期限内办理 is not what was dealt with, 另有 1 件在 12 月收到 not all that was received."""
    late = phrase.number_first and any(t.kind == "date" for t in after)
    if phrase.statuses == ("received",) and _on_a_day(before, scene):
        # 12 月下旬收到的 1 件尚在办理期限内
        means = tuple(t.means for t in after if t.kind == "status" and t.means in ("pending", "carried_out"))[:1]
        return replace(phrase, statuses=means) if means else Phrase()
    if phrase.statuses == ("received",) and (late or any(t.kind == "rest" for t in before)):
        return Phrase()
    if phrase.statuses == ("done",) and scene.text.text.startswith(("将", "拟"), number.end):
        return replace(phrase, statuses=("pending",))  # 剩余 1 件将在法定时限内完成答复
    if phrase.statuses == ("handled",) and any(t.kind == "rest" and t.means == "open" for t in before):
        return replace(phrase, statuses=("pending",))
    return phrase


_UNTIL = re.compile("(?:截至|截止|[至到止自从]|[0-9]年)$")


def _on_a_day(before: tuple[Token, ...], scene: Scene) -> bool:
    """12 月 26 日收到的, but not 截至 12 月 31 日收到."""
    return any(
        one.kind == "date" and other.means == "received" and _UNTIL.search(scene.text.text, 0, one.start) is None
        for one, other in pairwise(before)
    )


def _after_review(phrase: Phrase, segment: Segment, scene: Scene) -> Phrase:
    """行政复议 7 件，其中 2 件提起诉讼: of the cases reviewed; not 其中维持 1 件，行政诉讼 1 件."""
    head = scene.list_head if scene.among else None
    sues = _SUES.search(scene.text.text, segment.start, segment.end) is not None
    decided = any(p.status in RESULTS for p in scene.sentence) and not sues
    if head is not None and head.topic == "review" and phrase.topics == ("litigation",) and not decided:
        return replace(phrase, topics=("litigation_after_review",))
    return phrase


def _earlier(before: tuple[Token, ...]) -> bool:
    """较 2023 年的 12 件: the number of another year, given for comparison."""
    compare = next((i for i, token in enumerate(before) if token.kind == "compare"), None)
    if compare is None:
        return False
    # 与上年 is one word
    named = before[compare].end - before[compare].start > len("相比")
    return named or any(token.kind in ("last", "year") for token in before[compare:])


def _before_another(after: tuple[Token, ...], number: Token, scene: Scene) -> bool:
    """由 5 件降至 2 件, 是去年 74 件的 1.5 倍: the number of before."""
    becomes = bool(after) and after[0].kind == "becomes" and after[0].start - number.end <= 1
    return becomes or TIMES.match(scene.text.text, number.end) is not None


def _compared(segment: Segment, number: Token, scene: Scene) -> bool:
    """A number in brackets after 比 2022 年: the earlier number."""
    if segment.opened != "(" or len(segment.tokens) > 2:
        return False
    return scene.compared


def _in_foreign_list(piece: Piece, scene: Scene) -> bool:
    """The items of a list of something else: 公开信息 61 条，其中…申请公开事项 5 条. Where the head is not understood
    and applications are spoken of (8 人次（单位）提出申请，其中公民 7 件), they speak for themselves."""
    head = scene.list_head
    if scene.among and head is not None and head.family == "decisions" and is_row(piece.status):
        return True  # 行政许可 1846 件，包括新办 407 件、延续 886 件
    if not scene.among or head is None or not head.foreign:
        return False
    if piece.family == "documents" and piece.status == "issued" and head.number.measure != piece.number.measure:
        return False  # 公开信息 643 条，其中制发规范性文件 0 件
    if piece.family == "disputes" and piece.segment.has("cause", "happen"):
        return False  # 其中主动公开 12 件，全年因信息公开被申请行政复议 1 件
    return bool(head.topic) or FAMILY.get(scene.topic) != "requests"


def _of_a_part(before: tuple[Token, ...], number: Token, scene: Scene) -> bool:
    """A unit of the body, not the body: 所属事业单位收到 3 件. With 和 before it (局机关和所属单位) it is the whole,
    and so is 区政府本级 where nothing was told of 全区, and no greater number before."""
    text = scene.text.text
    greater = any(p.claims and p.family == "requests" and p.number.value > number.value for p in scene.pieces)
    for at, token in enumerate(before):
        if token.kind == "unit":
            if not greater and text[token.start] in _LEVELS and f"全{text[token.start]}" not in text[: token.start]:
                continue
            joined = at > 0 and before[at - 1].kind in ("join", "unit", "stop", "sum")
            return not joined and not any(t.kind == "join" for t in before[at + 1 : at + 2])
    return False


def _of_that_part(piece: Piece, scene: Scene) -> bool:
    """全区受理 80 件，结转 9 件，区本级受理 20 件，结转 2 件: what has been told of the whole."""
    return scene.part and bool(piece.status) and any(p.status == piece.status and p.claims for p in scene.sentence)


def _understood(
    piece: Piece, phrase: Phrase, before: tuple[Token, ...], after: tuple[Token, ...], scene: Scene
) -> Piece:
    """The piece with its topic, status and applicant as far as the words and what went before tell them."""
    topic = phrase.topics[-1] if phrase.topics else ""
    status = phrase.statuses[-1] if phrase.statuses else ""
    own = FAMILY.get(scene.topic) == "requests" or _in_a_list_of_outcomes(scene)
    if "foreign" in phrase.topics and own and is_outcome(status) and _at_once(before, piece.number):
        # 以信访形式告知、不予处理 1 件
        return replace(piece, topic="requests", status=status)
    if "foreign" in phrase.topics:
        scene.topic = "foreign"
        return replace(piece, topic="foreign", status=status, foreign=True)
    if topic == "request" and _amount_of_others(before, scene):
        scene.topic = "foreign"
        return replace(piece, topic="foreign", status=status, foreign=True)
    if topic == "request":
        weak = scene.topic == "foreign" and status not in ("received", "newly", "carried_in", "carried_out")
        topic = "" if weak else "requests"
    if not topic and not (status in _WITH_OBJECT and _of_an_object(before, piece.number, scene)):
        topic = _who_decided(piece, status, scene) or _topic_from_context(status, phrase, scene)
    if topic and topic != "foreign":
        scene.topic = topic
    channel = any(t.kind == "channel" for t in (*before, *after)) and not any(t.kind == "channels" for t in before)
    return replace(
        piece,
        topic=topic,
        status=status,
        column="+".join(phrase.columns),
        channel=channel,
        foreign=topic in ("", "foreign"),
    )


def _at_once(before: tuple[Token, ...], number: Token) -> bool:
    last = before[-1] if before else None
    return last is not None and last.kind == "status" and is_outcome(last.means) and number.start - last.end <= 1


def _who_decided(piece: Piece, status: str, scene: Scene) -> str:
    """复议机关维持 3 件, after 行政复议 4 件、行政诉讼 1 件: who decided tells of which cases."""
    body = _DECIDING.match(scene.text.text, piece.segment.start)
    if body is None or status not in RESULTS:
        return ""
    topic = "review" if body["review"] else "litigation"
    own = FAMILY.get(scene.topic) == "disputes" and scene.topic.startswith(topic)
    return "" if own or not any(p.topic == topic and p.claims for p in scene.pieces) else topic


def _all_but(before: tuple[Token, ...], scene: Scene) -> bool:
    """除 2 件结转外，其他 13 件均已答复."""
    told = scene.sentence[0].segment.start if scene.sentence else 0
    return any(t.means == "unnamed" for t in before) and scene.text.text.startswith("除", told)


def _amount_of_others(before: tuple[Token, ...], scene: Scene) -> bool:
    """行政许可事项 1 项，全年申请量 0 件: applications of another kind."""
    text = scene.text.text
    amount = any(t.means == "request" and text[t.start : t.end].startswith(("申请量", "申请数")) for t in before)
    return amount and bool(scene.sentence) and (scene.topic == "foreign" or FAMILY.get(scene.topic) == "decisions")


def _none_sued(scene: Scene) -> bool:
    told = [p for p in scene.sentence if p.family == "disputes" and p.claims]
    return [(p.topic, bool(p.number.value)) for p in told[:2]] == [("review", True), ("litigation", False)]


def _of_an_object(before: tuple[Token, ...], number: Token, scene: Scene) -> bool:
    """出台监管制度 9 项, 查处水事违法案件 26 起: the verb has an object of its own, whatever was spoken of before."""
    ends = [token.end for token in before if token.kind == "status"]
    return bool(ends) and _NO_OBJECT.fullmatch(scene.text.text, max(ends), number.start) is None


_A_LIST = 3


def _in_a_list_of_outcomes(scene: Scene) -> bool:
    """收到申请 2 件，涉及旧改项目，其中予以公开 1 件: whatever the applications were about."""
    head = scene.list_head
    if scene.among and head is not None and head.family == "requests" and not head.foreign:
        return True
    return scene.home == "requests" and scene.outcomes >= _A_LIST


def _topic_from_context(status: str, phrase: Phrase, scene: Scene) -> str:
    if not phrase:
        return ""
    family = FAMILY.get(scene.topic, "")
    if phrase.columns and not status:
        return "requests" if family in ("requests", "") and phrase.near else ""
    if is_row(status):
        if scene.topic == "foreign":
            carried = status.startswith("carried_") and scene.home == "requests"
            return "requests" if carried or _in_a_list_of_outcomes(scene) else ""
        return "" if status == "opened" and family != "requests" else "requests"
    if status in RESULTS and _none_sued(scene):
        # 复议 10 件，诉讼 0 件，维持 2 件
        return "review"
    if status in RESULTS:
        return scene.topic if family == "disputes" or (status == "pending" and family == "requests") else ""
    if status == "closed":
        return scene.topic if family == "disputes" else ""
    if status in DOCUMENTS or (status == "newly" and family == "documents"):
        told = [p.topic for p in scene.sentence if p.family == "documents" and p.claims]
        return scene.topic if family == "documents" else told[-1] if told else ""
    if status == "decided":
        return scene.topic if family == "decisions" else ""
    if family == "disputes" and FAMILY.get(scene.home) == "requests" and status in _OF_REQUESTS:
        # 行政复议 6 件。全年共办结 69 件: of what the heading speaks of
        return "" if any(piece.family == "disputes" for piece in scene.sentence) else scene.home
    return scene.topic if family == "requests" else ""
