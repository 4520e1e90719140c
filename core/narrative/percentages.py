"""Percentages and changes: 占 61.5%, 同比增长 50%, 比 2022 年（31 起）下降 29%, 较上年增加 5 件."""

from __future__ import annotations

import re

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY, is_outcome, readings
from core.narrative.rates import read_rate, read_row_share
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment
from core.values import Number

_AFTER = 60
_FOLLOWS = 12
_ROUGH = re.compile("(?:超过?|逾|近|不足|不到|至少|将近|接近)$")


def read_percentages(sentence: tuple[Segment, ...], scene: Scene) -> None:
    """Add a claim for each percentage and each change that has what it is reckoned from."""
    told = _in_order(sentence, scene)
    for place, segment in enumerate(sentence):
        for at, token in enumerate(segment.tokens):
            if token.kind != "percent" or token.start in told or read_rate(sentence, place, token, scene):
                continue
            _percent(segment, at, token, scene)
    _earlier_numbers(scene)
    _times(scene)
    for piece in scene.sentence:
        if piece.delta:
            _delta(piece, scene)


def _in_order(sentence: tuple[Segment, ...], scene: Scene) -> set[int]:
    """自然人 19 件、法人 5 件，分别占 79.2% 和 20.8%: each percentage is of one of the numbers just before. Returns
    where the percentages stand that are told so."""
    told: set[int] = set()
    for place, segment in enumerate(sentence):
        word = next((t for t in segment.tokens if t.kind == "respectively"), None)
        if word is None or not segment.has("percent"):
            continue
        run = [(segment, t) for t in segment.tokens if t.kind == "percent" and t.start > word.start]
        for later in sentence[place + 1 :]:
            if later.opened not in ("、", ",") or not later.has("percent") or later.has("number", "topic", "status"):
                break
            run += [(later, t) for t in later.tokens if t.kind == "percent"]
        told |= {percent.start for _, percent in run}
        parts = [p for p in scene.sentence if p.number.start < word.start and not p.delta and not p.base][-len(run) :]
        alike = {part.number.means for part in parts}
        if len(parts) != len(run) or len(alike) != 1 or not all(map(_exact, parts)) or not segment.has("share"):
            continue
        wholes = _unnamed(parts[0], scene)
        for (within, percent), part in zip(run, parts, strict=True):
            _claim_share(within, percent, part, *wholes, scene)
    return told


def _exact(piece: Piece) -> bool:
    return not piece.number.means.startswith("≈")


def _percent(segment: Segment, at: int, percent: Token, scene: Scene) -> None:
    words = segment.tokens[:at]
    if _ROUGH.search(scene.text.text, 0, percent.start):
        return
    last = next((t for t in reversed(words) if t.kind in ("share", "change", "number")), None)
    bracketed = not words and segment.opened == "("
    if bracketed or (last is not None and last.kind == "share"):
        _share(segment, percent, words, scene)
    elif last is not None and last.kind == "change":
        _change(segment, percent, 1 if last.means == "+" else -1, words, scene)


def _share(segment: Segment, percent: Token, words: tuple[Token, ...], scene: Scene) -> None:
    named = max((i for i, t in enumerate(words) if t.kind == "share"), default=len(words))
    part = _subject(segment, percent, words[:named], scene)
    if part is None:
        read_row_share(segment, percent, words[:named], scene)
        return
    statuses = _named_whole(words[named:])
    if not statuses:
        _claim_share(segment, percent, part, *_unnamed(part, scene), scene)
        return
    told = [p for p in scene.pieces if p.claims and p.status in statuses and _exact(p) and p is not part]
    meant = tuple(dict.fromkeys(m for status in statuses[:1] for m in readings("requests", status)))
    _claim_share(segment, percent, part, [p.number.value for p in reversed(told)], meant, scene)


def _named_whole(words: tuple[Token, ...]) -> tuple[str, ...]:
    """占办结总数的 60%: the statuses that the whole may have; none where it is not named."""
    named = [t.means for t in words if t.kind in ("status", "topic")]
    if named[:1] == ["done"]:
        return ("done",)
    if named[:1] in (["received"], ["newly"]):
        return ("received", "newly", "unsaid")
    return ()


def _unnamed(part: Piece, scene: Scene) -> tuple[list[Number], tuple[Sum, ...]]:
    """The numbers of the text that a part may be a share of; the cells where only outcomes are told."""
    earlier = [p for p in scene.pieces if p.number.start < part.number.start and not p.delta and not p.base]
    if is_outcome(part.status) and part.claims and all(is_outcome(p.status) for p in earlier):
        return [], (*readings("requests", "done"), *readings("requests", "received"))
    return _wholes(part, scene), ()


def _wholes(part: Piece, scene: Scene) -> list[Number]:
    """What a part may be a share of: the heads of the list, the numbers before it, 新收 with 上年结转."""
    earlier = [
        p for p in scene.pieces if p.number.start < part.number.start and _exact(p) and not p.delta and not p.base
    ]
    heads = [p for p in (scene.list_head, scene.head) if p is not None and p in earlier]
    wholes = [p.number.value for p in (*heads, *reversed(earlier))]
    if scene.head is not None and scene.head.status in ("received", "newly", "unsaid", "handled"):
        wholes += [scene.head.number.value + p.number.value for p in earlier if p.status == "carried_in"]
    return wholes


def _claim_share(
    segment: Segment, percent: Token, part: Piece, among: list[Number], meant: tuple[Sum, ...], scene: Scene
) -> None:
    wholes = [whole for whole in dict.fromkeys(among) if whole >= part.number.value and whole]
    if wholes or meant:
        operands = (part.number.value, *wholes)
        end = percent.digits_end
        scene.claim(
            Kind.SHARE, percent.start, end, segment, percent.value, step=percent.step, operands=operands, wholes=meant
        )


def _subject(segment: Segment, percent: Token, words: tuple[Token, ...], scene: Scene) -> Piece | None:
    """The number that a percentage speaks of: the one just before it, unless other words stand between."""
    before = [p for p in scene.sentence if p.number.start < percent.start and not p.delta and not p.base]
    if not before or not _exact(before[-1]):
        return None
    piece = before[-1]
    between = [t for t in words if t.start > piece.number.start and t.kind in ("topic", "column", "status")]
    if percent.start - piece.number.end > _AFTER or (between and piece.segment is not segment):
        return None
    return piece


def _change(segment: Segment, percent: Token, sign: int, words: tuple[Token, ...], scene: Scene) -> None:
    now = _now(percent.start, words, segment, scene) or _named_again(words, scene)
    if now is None:
        return
    bases = _bases(percent.start, scene)
    deltas = [p for p in scene.sentence if p.delta and now.number.start < p.number.start < percent.start]
    operands: tuple[Number, ...] = (now.number.value,)
    if deltas and deltas[-1].number.start > now.number.start:
        operands += (now.number.value - deltas[-1].delta * deltas[-1].number.value,)
    elif bases:
        operands += (bases[-1].number.value,)
    meant = _meant(now, scene)
    if len(operands) < 2 and not meant:
        return
    end = percent.digits_end
    scene.claim(
        Kind.CHANGE, percent.start, end, segment, sign * percent.value, meant, step=percent.step, operands=operands
    )


def _now(start: int, words: tuple[Token, ...], segment: Segment, scene: Scene) -> Piece | None:
    """The number of this year that a change speaks of: the last one before it."""
    before = [p for p in scene.sentence if p.number.start < start and not p.delta and not p.base and _exact(p)]
    depth = segment.depth
    # 办理 16 件（含上年结转 2 件），较上年增加 6 件: the change is of the whole
    while before and before[-1].status == "carried_in" and before[-1].segment.depth > depth:
        before.pop()
    if not before:
        return None
    piece = before[-1]
    # 收到申请 130 件，申请量同比增长: the same thing named again is no other thing
    own = any(
        t.kind in ("topic", "status", "column") and t.start > piece.number.end and FAMILY.get(t.means) != piece.family
        for t in words
    )
    return None if own or start - piece.number.end > _AFTER else piece


def _named_again(words: tuple[Token, ...], scene: Scene) -> Piece | None:
    """与 2024 年的 12 件相比，申请量下降 25%: the number of applications that an earlier sentence told."""
    named = any(t.kind == "topic" and t.means in ("requests", "request") for t in words)
    own = any(not p.base and not p.delta for p in scene.sentence)
    compared = any(p.base and _exact(p) for p in scene.sentence)
    if not named or not compared or own:
        return None
    received = (p for p in scene.pieces if p.claims and not p.column and p.status in ("received", "newly", "unsaid"))
    return next(reversed(list(received)), None)


def _bases(start: int, scene: Scene) -> list[Piece]:
    """The earlier numbers of the sentence before that place, or the one that follows (增加 6 件，上年为 20 件)."""
    bases = [p for p in scene.sentence if p.base and _exact(p)]
    before = [p for p in bases if p.number.start < start]
    return before or [p for p in bases if 0 < p.number.start - start <= _FOLLOWS][:1]


def _last_year_told(piece: Piece, scene: Scene) -> bool:
    """上年为 20 件, 较 2023 年（20 件）: the number of the year before, and nothing narrower."""
    before = scene.text.text[max(0, piece.number.start - 14) : piece.number.start]
    found = re.search(r"(上一?年度?|去年|(20\d\d)年度?)(?:同期|全年)?(?:[为是的有共]|收到)*\(?$", before)
    return found is not None and (found[2] is None or scene.year is None or int(found[2]) == scene.year - 1)


def _earlier_numbers(scene: Scene) -> None:
    """较上年（20 件）: what last year's report should have."""
    now: Piece | None = None
    for piece in scene.sentence:
        if not piece.base and not piece.delta:
            now = piece if piece.status != "carried_in" or piece.segment.depth == 0 else now
            continue
        alike = now is not None and piece.base and piece.number.means == now.number.means and _exact(piece)
        meant = _meant(now, scene) if alike and now is not None else ()
        if meant and _last_year_told(piece, scene):
            number = piece.number
            scene.claim(Kind.EARLIER, number.start, number.digits_end, piece.segment, number.value, meant)


def _times(scene: Scene) -> None:
    """收到 24 件，是上年（20 件）的 1.2 倍."""
    for piece in scene.sentence:
        number = piece.number
        if number.means != "倍" or scene.text.text[number.start - 1] != "的":
            continue
        bases = [p for p in scene.sentence if p.base and _exact(p) and p.number.start < number.start]
        now = [p for p in scene.sentence if not p.base and not p.delta and p.number.start < number.start and _exact(p)]
        if bases and now and now[-1].number.means == bases[-1].number.means and bases[-1].number.value:
            operands = (now[-1].number.value, bases[-1].number.value)
            span = (number.start, number.digits_end)
            scene.claim(Kind.TIMES, *span, piece.segment, number.value, step=number.step, operands=operands)


def _meant(piece: Piece, scene: Scene) -> tuple[Sum, ...]:
    return scene.claims[piece.claims[0]].readings if piece.claims else ()


def _delta(piece: Piece, scene: Scene) -> None:
    now = _now(piece.number.start, (), piece.segment, scene)
    if now is None or not _exact(piece) or piece.number.means != now.number.means:
        return
    bases = _bases(piece.number.start, scene)
    meant = _meant(now, scene)
    operands = (now.number.value, bases[-1].number.value) if bases else (now.number.value,)
    if len(operands) == 2 or meant:
        number = piece.number
        scene.claim(
            Kind.DELTA,
            number.start,
            number.digits_end,
            piece.segment,
            piece.delta * number.value,
            meant,
            operands=operands,
        )
