"""Percentages whose numbers stand in the tables: 公开率（含部分公开）46.7%, 办结率 92.6%, 自然人占 72.9%."""

from __future__ import annotations

import re

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY, GROUPS, RESULTS, added, is_outcome, readings
from core.narrative.rough import share_bounds
from core.narrative.scene import Scene
from core.narrative.segments import Segment

_RECEIVED: Sum = ("requests.received.total",)
_TO_HANDLE: Sum = ("requests.received.total", "requests.carried_in.total")
_DEALT: Sum = ("requests.total.total",)
_OPENED: Sum = ("requests.granted.total",)
_OPENED_OR_PARTLY: Sum = ("requests.granted.total", "requests.partly_granted.total")

Pairs = tuple[tuple[Sum, Sum], ...]
RATES: dict[str, Pairs] = {
    "done": ((_DEALT, _TO_HANDLE), (_DEALT, _RECEIVED)),
    "granted": ((_OPENED, _DEALT), (_OPENED_OR_PARTLY, _DEALT), (_OPENED, _RECEIVED), (_OPENED_OR_PARTLY, _RECEIVED)),
    "opened": ((_OPENED_OR_PARTLY, _DEALT), (_OPENED_OR_PARTLY, _RECEIVED)),
}
"""The rates that are named by a word, each with its parts and wholes, the likeliest first."""


def read_rate(sentence: tuple[Segment, ...], place: int, percent: Token, scene: Scene) -> bool:
    """Add the claim of a percentage that is named a rate; True where it is one."""
    segment = sentence[place]
    if _of_numbers(segment, percent, scene):
        return True
    words = [t for t in segment.tokens if t.start < percent.start]
    if words and words[-1].kind == "rate" and words[-1].means in RESULTS:
        _of_results(sentence, place, percent, words, scene)
        return True
    bracket: tuple[Token, ...] = ()
    if not words and segment.opened == ")" and place > 1:
        bracket, words = sentence[place - 1].tokens, list(sentence[place - 2].tokens)
    if not words or words[-1].kind != "rate":
        return _broken_rate(sentence, place, percent, scene)
    if words[-1].means == "bare" and not any(t.means == "partly_granted" for t in bracket):
        both = scene.sentence[-1:] if scene.sentence and scene.sentence[-1].segment is sentence[place - 1] else []
        if both and both[0].claims and scene.claims[both[0].claims[0]].readings == (_OPENED_OR_PARTLY,):
            # 予以公开和部分公开 75 件，公开率 66.4%
            _claim(segment, percent, RATES["opened"], scene)
        return True
    name = "opened" if any(t.means == "partly_granted" for t in (*bracket, *words[:-1])) else words[-1].means
    if not scene.other_year and _of_requests(sentence, words, scene) and percent.value != 100:
        _claim(segment, percent, RATES[name], scene)
    return True


_RATE = re.compile("(?P<verb>[\u4e00-\u9fa5]{2,3}?)率(?:为|达到?|是|约|高达|保持在)*$")


def _of_numbers(segment: Segment, percent: Token, scene: Scene) -> bool:
    """发放 500 份、回收 468 份，回收率 93.6%: the verb of the rate stands before the part, the whole before that."""
    text = scene.text.text
    named = _RATE.search(text, segment.start, percent.start)
    told = [p for p in scene.sentence if p.number.end <= percent.start and not p.base and not p.delta]
    if named is None or len(told) < 2 or any(p.number.rough or p.claims for p in told[-2:]):
        return False
    whole, part = told[-2:]
    verb = text[part.segment.start : part.number.start].rstrip("了的共计为有")
    same = whole.number.measure == part.number.measure and whole.number.value >= part.number.value > 0
    if not same or not verb.endswith(named["verb"]) or verb.endswith(("不" + named["verb"], "未" + named["verb"])):
        return False
    scene.claim(
        Kind.SHARE,
        percent.start,
        percent.digits_end,
        segment,
        percent.value,
        step=percent.step,
        operands=(part.number.value, whole.number.value),
        bounds=share_bounds(percent.rough, percent.value, percent.step) if percent.rough else None,
    )
    return True


def _broken_rate(sentence: tuple[Segment, ...], place: int, percent: Token, scene: Scene) -> bool:
    """公开（含部分公开）率为 50%: the word broken by the brackets."""
    segment, text = sentence[place], scene.text.text
    if place < 2 or segment.opened != ")" or not text.startswith("率", segment.start):
        return False
    opened = any(t.means in ("opened", "granted") for t in sentence[place - 2].tokens[-1:])
    if opened and sentence[place - 1].has("status") and not scene.other_year:
        _claim(segment, percent, RATES["opened"], scene)
    return opened


def _of_results(sentence: tuple[Segment, ...], place: int, percent: Token, words: list[Token], scene: Scene) -> None:
    """行政复议维持率 60.9%, 纠错率 12.5%: of all cases, or of those that are closed."""
    segment = sentence[place]
    numbered = [(p.number.start, p.topic) for p in scene.sentence if p.family == "disputes"]
    rated = [(t.start, t.means) for each in sentence if each.has("rate") for t in each.tokens if t.kind == "topic"]
    told = [topic for start, topic in sorted(numbered + rated) if start < percent.start]
    own = next((t.means for t in words if t.kind == "topic"), told[-1] if told else scene.topic)
    if scene.other_year or scene.elsewhere or FAMILY.get(own) != "disputes":
        return
    part = readings(own, words[-1].means)[0]
    _claim(segment, percent, tuple((part, whole) for whole in (*readings(own, ""), *readings(own, "closed"))), scene)


def _of_requests(sentence: tuple[Segment, ...], words: list[Token], scene: Scene) -> bool:
    """Applications are spoken of, in this paragraph and last before the rate; not work orders or messages."""
    foreign = any(t.means == "foreign" for segment in sentence for t in segment.tokens)
    own = any(t.kind == "topic" and FAMILY.get(t.means) != "requests" for t in words)
    return FAMILY.get(scene.topic) == "requests" and not foreign and not own


def read_row_share(segment: Segment, percent: Token, words: tuple[Token, ...], scene: Scene) -> None:
    """自然人占 79.2%, 予以公开占 44%: no number of it is told."""
    if scene.other_year or FAMILY.get(scene.topic) != "requests" or segment.has("number", "rate"):
        return
    if any(t.kind == "topic" and FAMILY.get(t.means) != "requests" for t in segment.tokens):
        return
    columns = [t.means for t in words if t.kind == "column"]
    rows = [t.means for t in words if t.kind == "status" and is_outcome(t.means)]
    if "partly_granted" in rows and any(t.means == "opened" for t in words):
        # 公开及部分公开占 57.1%
        rows.append("granted")
    if columns and not rows and "unclear" not in columns:
        names = ["natural_person" if column == "citizen" else column for column in dict.fromkeys(columns)]
        received: Sum = tuple(f"requests.received.{name}" for name in names)
        both = (*received, *(f"requests.carried_in.{name}" for name in names))
        dealt = tuple(f"requests.total.{name}" for name in names)
        _claim(segment, percent, ((received, _RECEIVED), (both, _TO_HANDLE), (dealt, _DEALT)), scene)
    elif rows and not columns:
        wholes = (_DEALT, _RECEIVED, _TO_HANDLE)
        _claim(segment, percent, tuple((part, whole) for part in _parts(rows) for whole in wholes), scene)


def _parts(rows: list[str]) -> tuple[Sum, ...]:
    """The rows added up; 因不掌握等原因无法提供 is the group, or the row of the reason."""
    rows = list(dict.fromkeys(rows))
    if len(rows) > 1 and rows[-1] in GROUPS and all(row.startswith(rows[-1] + ".") for row in rows[:-1]):
        return tuple(readings("requests", row)[0] for row in (rows[-1], *rows[:-1]))
    return (added([readings("requests", row) for row in rows])[0],)


def _claim(segment: Segment, percent: Token, pairs: Pairs, scene: Scene) -> None:
    scene.claim(
        Kind.RATE,
        percent.start,
        percent.digits_end,
        segment,
        percent.value,
        tuple(part for part, _ in pairs),
        step=percent.step,
        wholes=tuple(whole for _, whole in pairs),
        bounds=share_bounds(percent.rough, percent.value, percent.step) if percent.rough else None,
    )
