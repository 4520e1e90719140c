"""Percentages and changes: 占 61.5%, 同比增长 50%, 比 2022 年（31 起）下降 29%, 较上年增加 5 件."""

from __future__ import annotations

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment
from core.values import Number

_AFTER = 60


def read_percentages(sentence: tuple[Segment, ...], scene: Scene) -> None:
    """Add a claim for each percentage and each change that has what it is reckoned from."""
    told = _in_order(sentence, scene)
    for segment in sentence:
        for at, token in enumerate(segment.tokens):
            if token.kind == "percent" and token.start not in told:
                _percent(segment, at, token, scene)
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
        wholes = _wholes(parts[0], scene)
        for (within, percent), part in zip(run, parts, strict=True):
            _claim_share(within, percent, part, wholes, scene)
    return told


def _exact(piece: Piece) -> bool:
    return not piece.number.means.startswith("≈")


def _percent(segment: Segment, at: int, percent: Token, scene: Scene) -> None:
    words = segment.tokens[:at]
    last = next((t for t in reversed(words) if t.kind in ("share", "change", "number")), None)
    bracketed = not words and segment.opened == "("
    if bracketed or (last is not None and last.kind == "share"):
        _share(segment, percent, words, scene)
    elif last is not None and last.kind == "change":
        _change(segment, percent, 1 if last.means == "+" else -1, words, scene)


def _share(segment: Segment, percent: Token, words: tuple[Token, ...], scene: Scene) -> None:
    part = _subject(segment, percent, words, scene)
    if part is not None:
        _claim_share(segment, percent, part, _wholes(part, scene), scene)


def _wholes(part: Piece, scene: Scene) -> list[Number]:
    """What a part may be a share of: the heads of the list, the numbers before it, 新收 with 上年结转."""
    earlier = [
        p for p in scene.pieces if p.number.start < part.number.start and _exact(p) and not p.delta and not p.base
    ]
    heads = [p for p in (scene.list_head, scene.head) if p is not None and p in earlier]
    wholes = [p.number.value for p in (*heads, *reversed(earlier))]
    if scene.head is not None:
        wholes += [scene.head.number.value + p.number.value for p in earlier if p.status == "carried_in"]
    return wholes


def _claim_share(segment: Segment, percent: Token, part: Piece, among: list[Number], scene: Scene) -> None:
    wholes = [whole for whole in dict.fromkeys(among) if whole >= part.number.value and whole]
    if wholes:
        operands = (part.number.value, *wholes)
        end = percent.digits_end
        scene.claim(Kind.SHARE, percent.start, end, segment, percent.value, step=percent.step, operands=operands)


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
    now = _now(percent.start, words, segment, scene)
    if now is None:
        return
    bases = [p for p in scene.sentence if p.base and _exact(p) and p.number.start < percent.start]
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


def _meant(piece: Piece, scene: Scene) -> tuple[Sum, ...]:
    return scene.claims[piece.claims[0]].readings if piece.claims else ()


def _delta(piece: Piece, scene: Scene) -> None:
    now = _now(piece.number.start, (), piece.segment, scene)
    if now is None or not _exact(piece) or piece.number.means != now.number.means:
        return
    bases = [p for p in scene.sentence if p.base and _exact(p) and p.number.start < piece.number.start]
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
