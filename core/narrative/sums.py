"""Totals that follow what they add up: 上年结转 3 件，新收 24 件，总计 27 件; 公开 8 件、部分公开 2 件，两项 10 件."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from core.narrative.claim import Kind
from core.narrative.meaning import added, is_outcome, is_row, readings
from core.narrative.scene import Phrase, Piece, Scene

_HOW_MANY = re.compile("([两二三23])[项者类](?:合计|共计|总计|共|累计)$")
_VALUES = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}
_TOTAL = re.compile("(?:总计|共计|合计|累计)$")
_IN_ALL = re.compile(
    "(?:总[计共数]?|共[计有]?|合计|累计|一共|计)(?:应|需|须|需要|应当)?(?:办理|处理|受理|答复)?(?:申请)?[为是有达]?$"
)
"""What may stand before the sum of what was carried in and what is new: 共, 一共, 计, 总数为, 共办理."""
_LOOSE = ("handled", "to_handle", "received")


def read_sum(piece: Piece, phrase: Phrase, scene: Scene) -> Piece:
    """The piece with its claim, where its words say no more than that it is a sum of the numbers before."""
    number = piece.number
    loose = not phrase.topics and not phrase.columns and set(phrase.statuses) <= set(_LOOSE)
    if not loose or scene.other_year or not number.means or number.rough:
        return piece
    if _IN_ALL.search(scene.text.text, piece.segment.start, number.start):
        parts = [p for p in scene.sentence if p.claims and p.segment.depth == piece.segment.depth and p.family]
        parts = [p for p in parts if not p.base and not p.delta and p.number.measure == number.measure][-2:]
        if _carried_and_new(parts) and _nothing_since(parts[-1], scene):
            scene.withdrawn.update(piece.claims)
            at = _sum_of(piece, parts, scene)
            # what follows (较上年增加 20 件) is of the sum
            return replace(piece, topic="requests", foreign=False, claims=(at,))
    if phrase:
        return piece
    before = scene.text.text[: number.start]
    depth = piece.segment.depth
    parts = [p for p in scene.sentence if p.claims and p.segment.depth == depth and p.number.means == number.means]
    parts = [p for p in parts if not p.base and not p.delta]
    several = _HOW_MANY.search(before)
    if several is not None:
        count = _VALUES[several[1]]
        if _whole(parts[-count:]):
            _sum_of(piece, parts[-count:], scene)
            return piece
        return _of_rows(piece, parts[-count:], count, scene)
    columns = list(takewhile(lambda p: p.column, reversed(parts)))
    if _TOTAL.search(before) and len({p.column for p in columns}) == len(columns) > 1:
        # 自然人 3 件，企业 1 件，合计 4 件
        _sum_of(piece, columns[::-1], scene)
        return piece
    if _TOTAL.search(before) and len(parts) >= 2 and _whole(parts[-2:]) and parts[-1] is scene.sentence[-1]:
        _sum_of(piece, parts[-2:], scene)
    if not _TOTAL.search(before):
        return piece
    return _of_outcomes(piece, scene) or _of_channels(piece, scene)


_MANY = 3


def _of_outcomes(piece: Piece, scene: Scene) -> Piece | None:
    """予以公开 10 件，部分公开 3 件，不予公开 29 件，合计 42 件: all that was dealt with, also where the sum is a
    sentence of its own."""
    told = scene.sentence or scene.pieces[-_FAR:]
    rows = {p.status for p in told if p.claims and is_outcome(p.status) and "." not in p.status}
    if len(rows) < _MANY or piece.segment.depth or any(p.status == "done" for p in scene.sentence):
        return None
    at = scene.count(piece.number, piece.segment, readings("requests", "done"), certain=False)
    return replace(piece, topic="requests", status="done", foreign=False, claims=(at,))


_FAR = 12
"""Numbers before among which the outcomes are looked for."""


def _carried_and_new(parts: list[Piece]) -> bool:
    return len(parts) == 2 and all(part.family == "requests" for part in parts) and _whole(parts)


def _nothing_since(part: Piece, scene: Scene) -> bool:
    """No other number of this year was told since."""
    after = [p for p in scene.sentence if p.number.start > part.number.start and not p.base and not p.delta]
    return all(p.segment.depth > part.segment.depth for p in after)


def _of_channels(piece: Piece, scene: Scene) -> Piece:
    """收到网上申请 60 件，快递 20 件，合计 80 件: all that came in."""
    told = list(takewhile(lambda p: p.channel and not p.base and not p.delta, reversed(scene.sentence)))
    number = piece.number
    ways = (
        len(told) > 1 and any(p.family == "requests" for p in told) and {p.number.means for p in told} == {number.means}
    )
    if not ways:
        return piece
    _sum_of(piece, told[::-1], scene)
    meant = readings("requests", "received")
    at = scene.count(number, piece.segment, meant)
    return replace(piece, topic="requests", status="received", foreign=False, claims=(at,))


def _sum_of(piece: Piece, parts: list[Piece], scene: Scene) -> int:
    number, values = piece.number, tuple(part.number.value for part in parts)
    told = [scene.claims[part.claims[0]].readings for part in parts if part.claims]
    meant = added(told)[:1] if len(told) == len(parts) else ()
    return scene.claim(Kind.LIST, number.start, number.digits_end, piece.segment, number.value, meant, operands=values)


def _of_rows(piece: Piece, parts: list[Piece], count: int, scene: Scene) -> Piece:
    if len(parts) != count or not all(is_row(part.status) for part in parts):
        return piece
    meant = added([scene.claims[part.claims[0]].readings for part in parts])
    number = piece.number
    at = scene.claim(Kind.COUNT, number.start, number.digits_end, piece.segment, number.value, (meant[0],))
    return replace(piece, topic="requests", foreign=False, claims=(at,))


def _whole(parts: list[Piece]) -> bool:
    """Things that are added up to one: what was carried in and what is new, reviews and litigation."""
    kinds = {part.status for part in parts if part.family == "requests"}
    if len(kinds) == 2 and "carried_in" in kinds:
        return kinds <= {"carried_in", "newly", "received", "unsaid"}
    topics = {part.topic for part in parts}
    whole = topics in ({"review", "litigation"}, {"litigation_direct", "litigation_after_review"})
    return whole and not any(part.status for part in parts)
