"""The claims of one paragraph: its sentences read from left to right, with what was said before in mind."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from core.narrative.again import read_all, read_result, read_row
from core.narrative.claim import Claim
from core.narrative.context import in_context
from core.narrative.counts import read_counts
from core.narrative.denials import read_denial
from core.narrative.leftovers import read_leftovers
from core.narrative.lexicon import CHINESE_DENIAL, Token, compact, tokens
from core.narrative.lists import read_lists
from core.narrative.meaning import FAMILY, RESULTS, is_outcome
from core.narrative.percentages import read_percentages
from core.narrative.phrases import resolved
from core.narrative.scene import Scene
from core.narrative.segments import Segment, sentences, speaks
from core.narrative.settle import settled
from core.narrative.universal import read_universal

_OF_ANOTHER_PAPER = re.compile(
    r"(?:部门|本级|财政|政府信息公开|政务公开|信息公开|法治政府|建设|工作)*(?:预算|决算|预决算|年报|年度报告|要点|报告|总结)"
)
"""公开 2023 年度部门决算: the year belongs to the paper, not to what is told."""

_TIMES = re.compile(r"(?:同期|全年)?(?:的?[\d,]+[件起宗份条])?的(?:近|约|将近|超过)?[\d.一二两三四五六七八九十]+倍")
"""是 2023 年的两倍."""

_NOT_OF_DISCLOSURE = re.compile("(?:不含|不包括|不包含|除|非)(?:政府|政务)?信息公开")
"""行政复议 3 件（不含政府信息公开类）: other cases."""

_OF_ALL_YEARS = ("历年规范性", "历年行政规范性", "历年现行", "历年有效")
_MARKED_AS = ("主动公开", "依申请公开", "不予公开")
_PAPERS = re.compile("(?:发文|公文|文件)(?!精神|要求)")

_NO_MORE = re.compile("(?:相关|有关)?(?:政府)?(?:信息)?(?:类|申请|情形|情况|事项|的)*")

Around = tuple[Segment | None, Segment | None]
"""The segments before and after one."""


@lru_cache(maxsize=1 << 13)
def claims_of(paragraph: str, year: int | None = None, topic: str = "") -> tuple[Claim, ...]:
    """All claims of a paragraph in the order of their places.

    `year` is the report's year: what is said of other years is no claim. `topic` is what the heading above speaks of
    (see topic_of). Paragraphs without a number or a denial cost next to nothing; results are kept by text.
    """
    if CHINESE_DENIAL.search(paragraph) is None:
        return ()
    text = compact(paragraph)
    scene = Scene(text, year, topic, home=topic)
    for sentence in sentences(tokens(text.text), len(text.text)):
        scene.begin_sentence()
        if not speaks(sentence):
            for segment in sentence:
                _notice_topic(segment, scene)
                read_universal(segment, scene)
            continue
        sentence = tuple(_resolved(segment, year) for segment in sentence)
        sentence = in_context(sentence, scene.topic, text.text)
        if not scene.topic and _of_requests(sentence):
            scene.topic = "requests"
        scene.marks = _marks(sentence, text.text)
        scene.outcomes = _outcomes(sentence)
        for at, segment in enumerate(sentence):
            around = (sentence[at - 1] if at else None, sentence[at + 1] if at + 1 < len(sentence) else None)
            opener = sentence[at - 2] if segment.opened == ")" and at > 1 else None
            _read(segment, around, opener, scene)
            read_universal(segment, scene)
        read_leftovers(scene)
        read_percentages(sentence, scene)
        read_lists(sentence, scene)
        scene.end_sentence()
    return settled(scene)


def _of_requests(sentence: tuple[Segment, ...]) -> bool:
    """办结 33 件：予以公开 10 件、不予公开 5 件: the outcomes tell what was dealt with."""
    return _outcomes(sentence) >= 2 and not any(segment.has("topic") for segment in sentence)


def _outcomes(sentence: tuple[Segment, ...]) -> int:
    tokens = [token for segment in sentence for token in segment.tokens if token.kind == "status"]
    return sum(is_outcome(token.means) for token in tokens)


def _resolved(segment: Segment, year: int | None) -> Segment:
    if segment.has("carry", "next", "year", "brought", "passed"):
        return replace(segment, tokens=resolved(segment.tokens, year))
    return segment


@lru_cache(maxsize=1 << 10)
def topic_of(heading: str) -> str:
    """What a heading (（二）依申请公开情况) speaks of; "" where it does not say."""
    scene = Scene(compact(heading), None)
    for sentence in sentences(tokens(scene.text.text), len(scene.text.text)):
        for segment in sentence:
            _notice_topic(segment, scene)
    return scene.topic


def _notice_topic(segment: Segment, scene: Scene) -> None:
    topics = [token.means for token in segment.tokens if token.kind == "topic" and token.means != "request"]
    if topics:
        scene.topic = topics[-1]


def _marks(sentence: tuple[Segment, ...], text: str) -> bool:
    """主动公开 162 份、依申请公开 31 份、不予公开 25 份, 制发公文 30 件，主动公开 21 件，依申请公开 9 件: how papers
    are marked, not what was applied for."""
    if any(segment.has("attribute") for segment in sentence):
        return True
    counted = [segment for segment in sentence if segment.has("number")]
    starts = [text[segment.start : segment.end] for segment in counted]
    marked = [word for word in _MARKED_AS if any(word in start for start in starts)]
    of_papers = any(_PAPERS.search(start) for start in starts)
    if marked[:2] != ["主动公开", "依申请公开"] or not (len(marked) == len(_MARKED_AS) or of_papers):
        return False
    asked = ("received", "newly", "done", "carried_in", "carried_out", "to_handle")
    verbs = {t.means for segment in counted for t in segment.tokens if t.kind == "status" and not is_outcome(t.means)}
    return not verbs & set(asked)


def _read(segment: Segment, around: Around, opener: Segment | None, scene: Scene) -> None:
    scene.bracket(segment)
    ends = segment.opened == ";" and not (segment.has("column") and scene.among_depth == segment.depth)
    if _NOT_OF_DISCLOSURE.match(scene.text.text, segment.start) and segment.opened == "(" and scene.sentence:
        scene.withdrawn.update(scene.sentence[-1].claims)
    if scene.among and (ends or segment.depth < scene.among_depth):
        head = scene.list_head
        if ends and head is not None and head.topic == "litigation":
            # 行政诉讼 3 件，其中直接起诉 1 件…；一审维持 2 件: of them all
            scene.topic = head.topic
        scene.leave_list()
    _notice_year(segment, scene)
    scene.compared = segment.opened == "(" and scene.compared
    words = _apart(_with_subject(segment, around[0], opener, scene), scene)
    among = next((i for i, token in enumerate(words) if token.kind == "among"), None)
    listed = among is not None and not any(token.kind == "number" for token in words[:among])
    if listed or _names_applicants(segment, around[0], scene):
        scene.enter_list(segment.depth)
    _read_words(segment, words, around, scene)
    if among is not None and not scene.among:
        scene.enter_list(segment.depth)
    scene.compared = segment.has("compare")


def _names_applicants(segment: Segment, preceding: Segment | None, scene: Scene) -> bool:
    """结转下年 5 件，为自然人 3 件、企业 1 件: who they are from."""
    if preceding is None or not preceding.has("number") or segment.opened != "," or not segment.tokens:
        return False
    first = segment.tokens[0]
    return (
        first.kind == "column"
        and first.start <= segment.start + 1
        and scene.text.text.startswith(("为", "系", "是"), segment.start)
        and bool(scene.sentence)
        and scene.sentence[-1].segment is preceding
        and scene.sentence[-1].status in ("carried_in", "carried_out")
    )


def _with_subject(
    segment: Segment, preceding: Segment | None, opener: Segment | None, scene: Scene
) -> tuple[Token, ...]:
    """A number at the head of a segment takes its words from before the colon or bracket: 依申请公开数量：8 件,
    无法提供（本机关不掌握）4 件, 予以公开（含部分公开）15 件, 自然人和法人（其他组织）分别为 14 件、5 件."""
    words = segment.tokens
    if opener is not None and preceding is not None and preceding.has("among") and preceding.has("number"):
        # 办理答复（含上年结转 5 件）87 件
        return (
            (*opener.tokens, *words) if words[:1] and words[0].kind == "number" and not opener.has("number") else words
        )
    if opener is not None and preceding is not None and words and not (opener.has("number") or preceding.has("number")):
        within = preceding.tokens
        if words[0].kind == "number" and not within:
            return (*opener.tokens, *words)
        if words[0].kind == "respectively":
            return (*opener.tokens, *words)
        if words[0].kind == "number" and within and within[0].kind == "among" and opener.tokens:
            return (*opener.tokens, replace(within[0], kind="join"), *within[1:], *words)
    if preceding is None:
        return words
    if preceding.has("number"):
        last = max(i for i, token in enumerate(preceding.tokens) if token.kind == "number")
        own = preceding.tokens[last + 1 :]
        # 7 件申请以商业企业为主（6 件）; 其余 2 件分别因不掌握（1 件）和需另行制作（1 件）无法提供
        mainly = segment.opened in ("(", ",") and preceding.tokens[-1].kind == "mainly"
        apart = segment.opened == "(" and own[:1] and own[0].kind == "respectively" and own[-1].kind == "status"
        own = tuple(token for token in own if token.kind != "respectively")
        return (*own, *words) if (mainly or apart) and _bare(words) else words
    if (
        segment.opened == ","
        and words[:1]
        and words[0].kind == "respectively"
        and preceding.has("column", "status", "applicants")
    ):
        # 自然人和企业是主要申请人，分别为 9 件和 7 件
        return (*preceding.tokens, *words)
    if segment.opened == ":" and (named := _named_before_colon(preceding, segment, words)):
        return (*named, *words)
    if not _bare(words):
        return words
    if segment.opened in (":", ")") and words[0].kind == "number":
        return (*preceding.tokens, *words)
    if segment.opened == "(" and len(words) <= 2 and not preceding.has("compare", "last", "year", "change"):
        # 主要原因是本机关不掌握（107 件）, 予以公开的占 30.4%（7 件）
        if not _right_before(preceding, segment, scene):
            return words
        return (*preceding.tokens, *words)
    if segment.opened == "," and preceding.tokens[-1:] and preceding.tokens[-1].kind == "mainly":
        # 以自然人为主，共 52 件
        return (*preceding.tokens, *words)
    return words


def _named_before_colon(preceding: Segment, segment: Segment, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """行政许可：共处理 600 件: decisions and cases take their name from before the colon."""
    named = preceding.tokens[-1:]
    if not named or named[0].kind != "topic" or any(token.kind in ("topic", "deny") for token in words):
        return ()
    whole = FAMILY.get(named[0].means) in ("decisions", "disputes") and named[0].end == segment.start - 1
    return named if whole else ()


def _right_before(preceding: Segment, segment: Segment, scene: Scene) -> bool:
    """What the words before a bracket count ends there: not 收到较多的单位为区住建局（62 件）."""
    last = max((t.end for t in preceding.tokens), default=0)
    return _NO_MORE.fullmatch(scene.text.text, last, segment.start - 1) is not None


def _bare(words: tuple[Token, ...]) -> bool:
    """A number, perhaps with 共 before it, and nothing that says of what."""
    number = next((i for i, token in enumerate(words) if token.kind == "number"), None)
    if number is None or any(token.kind in ("status", "column") for token in words[number + 1 : number + 2]):
        return False
    return all(token.kind == "sum" for token in words[:number])


def _apart(words: tuple[Token, ...], scene: Scene) -> tuple[Token, ...]:
    """自然人和法人分别为 14 件、5 件: two kinds of applicants, elsewhere one word for all of them."""
    out: list[Token] = []
    turns = any(t.kind == "respectively" for t in words)
    for token in words:
        if turns and token.kind == "applicants" and scene.text.text.startswith(("自然人", "公民", "个人"), token.start):
            text = scene.text.text[token.start : token.end]
            others = "business" if text.endswith("企业") else "organisations" if text.endswith("组织") else "unclear"
            out += [
                replace(token, kind="column", means="natural_person"),
                replace(token, kind="join"),
                replace(token, kind="column", means=others),
            ]
        else:
            out.append(token)
    return tuple(out)


def _read_words(segment: Segment, words: tuple[Token, ...], around: Around, scene: Scene) -> None:
    words = _none_at_all(words)
    denials = [at for at, token in enumerate(words) if token.kind == "deny"]
    if not denials:
        if any(token.kind == "number" for token in words):
            read_counts(segment, words, scene)
        else:
            _without_number(segment, around[0], scene)
        return
    before = words[: denials[0]]
    counted = any(token.kind == "number" for token in before)
    if counted:
        read_counts(segment, before, scene)
    for place, at in enumerate(denials):
        end = denials[place + 1] if place + 1 < len(denials) else len(words)
        chunk = words[at:end]
        numbers = [i for i, token in enumerate(chunk) if token.kind == "number"]
        if numbers:
            # 不存在 9 起: the number's own word; elsewhere the number, not the denial, is what is told
            listed = scene.outcomes > 1 and scene.text.text.startswith("不存在", chunk[0].start)
            own = replace(chunk[0], kind="status", means="unavailable.not_existing" if listed else "silent")
            read_counts(segment, (own, *chunk[1:]) if numbers[0] == 1 else chunk[1:], scene)
        elif place == 0 and not counted:
            read_denial(segment, words[:end], at, around, scene)
        else:
            read_denial(segment, chunk, 0, around, scene)


def _none_at_all(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """未发生一起行政复议: the number only stresses the denial, and is left out."""
    for at, token in enumerate(words):
        if token.kind != "number" or token.value != 1:
            continue
        deny = next((i for i in reversed(range(at)) if words[i].kind == "deny"), None)
        if deny is not None and all(t.kind in ("happen", "status") for t in words[deny + 1 : at]):
            return (*words[:at], *words[at + 1 :])
    return words


def _without_number(segment: Segment, preceding: Segment | None, scene: Scene) -> None:
    first = segment.tokens[0] if segment.tokens else None
    status = first.means if first is not None and first.kind == "status" else ""
    at = next((i for i, token in enumerate(segment.tokens) if token.kind in ("all", "each")), None)
    if at is not None:
        if any(token.kind == "topic" and FAMILY.get(token.means) == "disputes" for token in segment.tokens):
            # 诉讼均为复议后起诉，2 件维持
            _notice_topic(segment, scene)
            return
        read_all(segment, segment.tokens[at:], scene)
    elif status in RESULTS:
        read_result(segment, preceding, status, scene)
    elif (is_outcome(status) or status == "carried_out") and segment.opened != "、":
        read_row(segment, preceding, status, scene)
    elif not segment.has("percent"):
        _notice_topic(segment, scene)


def _notice_year(segment: Segment, scene: Scene) -> None:
    """Whether this and what follows is about the report's year. Years of a comparison, a cause (因 2023 年申请引发)
    or a carrying over do not change it."""
    words = segment.tokens
    carries = any(t.kind == "status" and t.means.startswith("carried") for t in words)
    for at, token in enumerate(words):
        before = words[at - 1] if at else None
        if token.kind == "year" and token.value < (scene.year or 0) and scene.text.text.startswith("以来", token.end):
            # 对 2023 年以来办理的 46 件申请逐一复盘
            scene.other_year = True
            continue
        if any(t.kind in ("compare", "cause") for t in words[:at]) or (carries and token.kind != "this"):
            continue
        if token.kind in ("compare", "among", "change") and scene.aside():
            scene.other_year = False
        if token.kind in ("year", "last") and _TIMES.match(scene.text.text, token.end):
            continue
        if token.kind in ("year", "last") and _is_compared(words[at + 1 : at + 2], token, scene):
            continue
        if token.kind == "year" and _OF_ANOTHER_PAPER.match(scene.text.text, token.end):
            continue
        if token.kind == "year":
            scene.other_year = scene.year is not None and token.value != scene.year
        elif token.kind == "this":
            scene.other_year = scene.other_year and not _own_this(token, before)
        elif token.kind == "last" and scene.text.text.startswith(_OF_ALL_YEARS, token.start):
            continue
        elif token.kind in ("last", "period"):
            since = before is not None and before.kind == "year" and before.value == scene.year
            scene.other_year = not since


def _is_compared(following: tuple[Token, ...], year: Token, scene: Scene) -> bool:
    """同 2022 年相比增加 4 件, 与 2022 年持平."""
    compares = bool(following) and following[0].kind in ("compare", "times")
    return compares and scene.text.text.startswith(("与", "同", "和", "跟"), year.start - 1)


def _own_this(token: Token, before: Token | None) -> bool:
    return before is None or before.kind != "year" or token.start - before.end > 1
