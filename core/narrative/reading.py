"""The claims of one paragraph: its sentences read from left to right, with what was said before in mind."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from core.narrative.claim import Claim
from core.narrative.counts import read_all, read_counts, read_result, read_row
from core.narrative.denials import read_denial
from core.narrative.lexicon import CHINESE_DENIAL, Token, compact, tokens
from core.narrative.lists import read_lists
from core.narrative.meaning import RESULTS, is_outcome
from core.narrative.percentages import read_percentages
from core.narrative.phrases import resolved
from core.narrative.scene import Scene
from core.narrative.segments import Segment, sentences, speaks
from core.narrative.settle import settled

_OF_ANOTHER_PAPER = re.compile(
    r"(?:部门|本级|财政|政府信息公开|政务公开|信息公开|法治政府|建设|工作)*(?:预算|决算|预决算|年报|年度报告|要点|报告|总结)"
)
"""公开 2023 年度部门决算: the year belongs to the paper, not to what is told."""

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
    scene = Scene(text, year, topic)
    for sentence in sentences(tokens(text.text), len(text.text)):
        scene.begin_sentence()
        if not speaks(sentence):
            for segment in sentence:
                _notice_topic(segment, scene)
            continue
        sentence = tuple(_resolved(segment, year) for segment in sentence)
        if not scene.topic and _of_requests(sentence):
            scene.topic = "requests"
        for at, segment in enumerate(sentence):
            around = (sentence[at - 1] if at else None, sentence[at + 1] if at + 1 < len(sentence) else None)
            _read(segment, around, scene)
        read_percentages(sentence, scene)
        read_lists(sentence, scene)
        scene.end_sentence()
    return settled(scene)


def _of_requests(sentence: tuple[Segment, ...]) -> bool:
    """办结 33 件：予以公开 10 件、不予公开 5 件: the outcomes tell what was dealt with."""
    tokens = [token for segment in sentence for token in segment.tokens]
    outcomes = sum(token.kind == "status" and is_outcome(token.means) for token in tokens)
    return outcomes >= 2 and not any(token.kind == "topic" for token in tokens)


def _resolved(segment: Segment, year: int | None) -> Segment:
    return replace(segment, tokens=resolved(segment.tokens, year)) if segment.has("carry", "next") else segment


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


def _read(segment: Segment, around: Around, scene: Scene) -> None:
    if scene.among and (segment.opened == ";" or segment.depth < scene.among_depth):
        scene.leave_list()
    _notice_year(segment, scene)
    scene.compared = segment.opened == "(" and scene.compared
    words = _with_subject(segment, *around[:1])
    among = next((i for i, token in enumerate(words) if token.kind == "among"), None)
    if among is not None and not any(token.kind == "number" for token in words[:among]):
        scene.enter_list(segment.depth)
    _read_words(segment, words, around, scene)
    if among is not None and not scene.among:
        scene.enter_list(segment.depth)
    scene.compared = segment.has("compare")


def _with_subject(segment: Segment, preceding: Segment | None) -> tuple[Token, ...]:
    """A number at the head of a segment takes its words from before the colon or bracket: 依申请公开数量：8 件,
    无法提供（本机关不掌握）4 件."""
    words = segment.tokens
    bare = segment.opened in (":", ")") and words[:1] and words[0].kind == "number"
    return (*preceding.tokens, *words) if bare and preceding is not None and not preceding.has("number") else words


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
            own = replace(chunk[0], kind="status", means="silent")
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
        read_all(segment, segment.tokens[at:], scene)
    elif status in RESULTS:
        read_result(segment, status, scene)
    elif is_outcome(status) or status == "carried_out":
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
        if any(t.kind in ("compare", "cause") for t in words[:at]) or (carries and token.kind != "this"):
            continue
        if token.kind == "year" and _OF_ANOTHER_PAPER.match(scene.text.text, token.end):
            continue
        if token.kind == "year":
            scene.other_year = scene.year is not None and token.value != scene.year
        elif token.kind == "this":
            scene.other_year = scene.other_year and not _own_this(token, before)
        elif token.kind in ("last", "period"):
            since = before is not None and before.kind == "year" and before.value == scene.year
            scene.other_year = not since


def _own_this(token: Token, before: Token | None) -> bool:
    return before is None or before.kind != "year" or token.start - before.end > 1
