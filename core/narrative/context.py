"""Words that mean something only beside others: 有效 of rules, 处罚 after 行政许可."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY
from core.narrative.segments import Segment

_BEFORE_SHORT = frozenset(",.;:、()和与及或件起宗个份")
_BEFORE_PENALTY = frozenset("以予行法并施到受的了过等,.;:、()政")
"""予以处罚, 依法处罚, 进行处罚: a verb, not a kind of penalty."""
_ELSEWHERE = {"penalties": ("status", "decided"), "fees": ("qualifier", "")}
"""What a short name is where nothing of its kind was spoken of; the others are nothing then."""


def in_context(sentence: tuple[Segment, ...], topic: str, text: str) -> tuple[Segment, ...]:
    """The sentence with such words told apart; `topic` is what was spoken of before it."""
    out = []
    several = len(_kinds_counted(sentence)) > 1
    for segment in sentence:
        if any(token.kind == "short" or token.means == "valid" for token in segment.tokens):
            segment = replace(segment, tokens=tuple(_meant(segment.tokens, topic, text, several, segment.depth)))
        topic = next((t.means for t in reversed(segment.tokens) if t.kind == "topic"), topic)
        out.append(segment)
    return tuple(out)


def _kinds_counted(sentence: tuple[Segment, ...]) -> frozenset[str]:
    """许可 29 件，处罚 57 件，强制 2 件: the kinds of decisions that the sentence counts, by whatever name."""
    return frozenset(
        token.means
        for segment in sentence
        for token, number in pairwise(segment.tokens)
        if FAMILY.get(token.means) == "decisions" and number.kind == "number" and _counts(token, number)
    )


def _counts(token: Token, number: Token) -> bool:
    return number.measure in ("件", "宗", "起") and number.start == token.end


def _meant(tokens: tuple[Token, ...], topic: str, text: str, several: bool, depth: int) -> Iterator[Token]:
    own = [t.means for t in tokens if t.kind == "topic"]
    documents = FAMILY.get(own[-1] if own else topic) == "documents"
    for token in tokens:
        if token.kind == "topic":
            topic = token.means
        if token.means == "valid" and token.kind == "status":
            # 至年末有效的 14 件, but not 有效推进, 有效申请
            if documents:
                yield replace(token, means="in_force")
        elif token.kind == "short":
            number = next((t for t in tokens if t.start == token.end and t.kind == "number"), None)
            decides = FAMILY.get(token.means) == "decisions" and not depth
            if several and decides and number is not None and _counts(token, number):
                yield replace(token, kind="topic")
            else:
                yield from _short(token, tokens, topic, text)
        else:
            yield token


def _short(token: Token, beside: tuple[Token, ...], topic: str, text: str) -> Iterator[Token]:
    """行政许可 12 件、处罚 5 件, but not 其中卫生许可 3 件; 行政许可事项 where they are decided or 办结; 文件 where
    rules were spoken of and they are repealed or in force."""
    statuses = {t.means for t in beside if t.kind == "status"}
    if text.startswith("行政", token.start):
        yield replace(token, kind="topic", means=token.means if statuses & {"decided", "done"} else "foreign")
        return
    if token.means == "normative_documents":
        meant = FAMILY.get(topic) == "documents" and statuses & {"repealed", "in_force"}
        yield replace(token, kind="topic", means=topic if meant else "foreign")
        return
    alone = token.start == 0 or text[token.start - 1] in _BEFORE_SHORT
    if alone and FAMILY.get(topic) in ("decisions", "fees"):
        yield replace(token, kind="topic")
    elif token.means == "penalties" and _of_one_kind(token, beside, text):
        yield replace(token, kind="topic", means="foreign")
    elif token.means in _ELSEWHERE:
        kind, means = _ELSEWHERE[token.means]
        yield replace(token, kind=kind, means=means)


def _of_one_kind(token: Token, beside: tuple[Token, ...], text: str) -> bool:
    """其中违停处罚 4107 件, 一般程序处罚 21 件: some of the penalties, counted at once."""
    counted = any(t.kind == "number" and t.start == token.end for t in beside)
    apart = any(t.end == token.start for t in beside) or text[token.start - 1] in _BEFORE_PENALTY
    return counted and token.start > 0 and not apart
