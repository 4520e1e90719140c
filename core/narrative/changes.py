"""Changes against the year before: 同比增长 50%, 较上年增加 5 件, 翻一番, 是上年的 1.2 倍, 与上年持平."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import takewhile

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY, readings
from core.narrative.phrases import phrase_of
from core.narrative.rough import ABOVE, BELOW, bounds, share_bounds
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment
from core.values import Number

_AFTER = 60
_FOLLOWS = 12
_RECEIVED = ("received", "newly", "unsaid")
_AVERAGE = re.compile("(?:平均|[日周月季年人户]均)[^,。;]{0,6}$")
"""全年 90 条，月均 7.5 条，较上年增长 8.4%: the change is of the 90."""
TIMES = re.compile(r"(?:同期|全年)?的(?:近|约|将近|超过)?[\d.一二两三四五六七八九十]+倍")
"""的两倍, after what it is the double of."""
_LOOSELY = Decimal("0.1")
"""How far from the double 翻一番 may be, of it."""
_MARGIN = Decimal("0.25")
"""How far above the double 翻一番多 may be."""

Base = tuple[Piece | None, tuple[Number, ...], tuple[Sum, ...]]
"""The piece whose change is told, the numbers now and before as far as the text tells them, and the cells."""


def read_changes(sentence: tuple[Segment, ...], scene: Scene) -> None:
    """Add a claim for each change of the sentence that can be reckoned from it or from last year's report."""
    _earlier_numbers(scene)
    for segment in sentence:
        for at, token in enumerate(segment.tokens):
            words = segment.tokens[:at]
            if token.kind == "times":
                _in_words(segment, token, words, scene)
            elif token.kind == "number" and token.measure == "倍":
                _times(segment, token, words, scene)
    for piece in scene.sentence:
        if piece.delta and piece.number.measure != "倍":
            _delta(piece, scene)


def read_growth(segment: Segment, percent: Token, sign: int, words: tuple[Token, ...], scene: Scene) -> None:
    """Add the claim of 增长 50%, 下降近三成; `words` stand before it in its segment."""
    now, operands, meant = _base(segment, percent, words, scene)
    deltas = [p for p in scene.sentence if now and p.delta and now.number.start < p.number.start < percent.start]
    if now and deltas and deltas[-1].number.measure == now.number.measure:
        operands = (now.number.value, now.number.value - deltas[-1].delta * deltas[-1].number.value)
    if now is None:
        operands = _told_apart(percent, scene)
    if len(operands) < 2 and not meant:
        return
    value, limits = sign * percent.value, None
    if percent.rough:
        low, high = share_bounds(percent.rough, percent.value, percent.step)
        limits = (low, high) if sign > 0 else (-high, -low)
    span = (percent.start, percent.digits_end)
    scene.claim(Kind.CHANGE, *span, segment, value, meant, step=percent.step, operands=operands, bounds=limits)


def _base(segment: Segment, change: Token, words: tuple[Token, ...], scene: Scene) -> Base:
    """What changed. Words that name it (申请量同比…, 行政复议比上年…) go before the number just told."""
    now = _now(change.start, words, segment, scene)
    if _of_a_rate(change, scene):
        return None, (), ()
    named = _named(words, change, now, scene)
    if named is not None:
        now, meant = named
        if now is None:
            return None, (), meant
    if now is None:
        return None, (), ()
    before = _bases(change.start, now, scene)
    operands = (now.number.value, *(piece.number.value for piece in before[-1:]))
    return now, operands, _meant(now, scene)


def _told_apart(percent: Token, scene: Scene) -> tuple[Number, ...]:
    """与 2023 年的 8 件相比，增加 4 件，增长 50%: the number now follows from the two."""
    before = [p for p in scene.sentence if p.number.end <= percent.start and not p.number.rough]
    if len(before) != 2 or not before[0].base or not before[1].delta:
        return ()
    base, change = before
    if base.number.measure != change.number.measure:
        return ()
    return base.number.value + change.delta * change.number.value, base.number.value


def _of_a_rate(change: Token, scene: Scene) -> bool:
    """答复率 100%，与上年持平: the percentage just told is what did not change."""
    before = scene.text.text[: change.start]
    last = max(before.rfind(sign) for sign in "%％")
    return last >= 0 and re.fullmatch(r"[^\d。；;]{0,16}", before[last + 1 :]) is not None


def _now(start: int, words: tuple[Token, ...], segment: Segment, scene: Scene) -> Piece | None:
    """The number of this year that a change speaks of: the last one before it."""
    before = [p for p in scene.sentence if p.number.start < start and not p.delta and not p.base and not p.number.rough]
    before = [p for p in before if not _average(p, scene)]
    # 办理 16 件（含上年结转 2 件），较上年增加 6 件: the change is of the whole
    while before and before[-1].status == "carried_in" and before[-1].segment.depth > segment.depth:
        before.pop()
    before = _whole_of_applicants(before)
    outer = [p for p in before if p.segment.depth <= segment.depth]
    if before and before[-1].segment.depth > segment.depth and outer and outer[-1].segment.closed == "(":
        # 新收 27 件（自然人 26 件、企业 1 件），同比增加 6 件: of the 27
        before = outer
    return before[-1] if before and start - before[-1].number.end <= _AFTER else None


def _whole_of_applicants(before: list[Piece]) -> list[Piece]:
    """申请 13 件，其中个人 12 件、企业 1 件，比上年增长 30%: of the whole, which the applicants make up."""
    items = list(takewhile(lambda p: p.column, reversed(before)))
    rest = before[: len(before) - len(items)]
    whole = bool(rest) and len(items) > 1 and rest[-1].number.value == sum(p.number.value for p in items)
    return rest if whole else before


def _average(piece: Piece, scene: Scene) -> bool:
    return _AVERAGE.search(scene.text.text, piece.segment.start, piece.number.start) is not None


def _named(
    words: tuple[Token, ...], change: Token, now: Piece | None, scene: Scene
) -> tuple[Piece | None, tuple[Sum, ...]] | None:
    """The number that the words name, or the cells where the paragraph has not told it; None where they name nothing,
    neither where they name something else."""
    last = now.number.end if now is not None else 0
    own = tuple(t for t in words if t.start >= last and t.kind in ("topic", "status", "column", "join", "stop"))
    if not any(t.kind in ("topic", "status", "column") for t in own):
        return None
    phrase = phrase_of(own, (), change, scene)
    topic = "requests" if phrase.topics[-1:] == ("request",) else "".join(phrase.topics[-1:])
    family = FAMILY.get(topic or scene.topic, "")
    if not phrase or topic == "foreign" or not family:
        return None, ()
    status = phrase.statuses[-1] if phrase.statuses else ""
    if family == "requests" and not status:
        status = "received"
    alike = [p for p in scene.pieces if p.claims and p.number.start < change.start and not p.number.rough]
    told = [p for p in alike if _same(p, topic or scene.topic, status, "+".join(phrase.columns))]
    if told:
        return told[-1], ()
    return None, readings(topic or scene.topic, status, *phrase.columns[-1:])


def _same(piece: Piece, topic: str, status: str, column: str) -> bool:
    if piece.topic != topic or piece.column != column:
        return False
    return piece.status == status or (piece.status in _RECEIVED and status in _RECEIVED)


def _bases(start: int, now: Piece, scene: Scene) -> list[Piece]:
    """The earlier number that belongs to `now`: beside it, or the one that follows (增加 6 件，上年为 20 件)."""
    found: list[Piece] = []
    for piece in scene.sentence:
        if piece.base and not piece.number.rough and piece.number.measure == now.number.measure:
            gap = [
                p
                for p in scene.sentence
                if not (p.base or p.delta or _average(p, scene) or (p.column and not now.column))
                and _between(p, piece, now)
            ]
            found += [] if gap else [piece]
    before = [p for p in found if p.number.start < start]
    return before or [p for p in found if 0 < p.number.start - start <= _FOLLOWS][:1]


def _between(piece: Piece, one: Piece, other: Piece) -> bool:
    """A number that stands between two others; not one in brackets."""
    low, high = sorted((one.number.start, other.number.start))
    if piece.number.measure != one.number.measure:
        return False
    aside = piece.segment.depth > min(one.segment.depth, other.segment.depth)
    return low < piece.number.start < high and not aside


def _last_year_told(piece: Piece, scene: Scene) -> bool:
    """上年为 20 件, 较 2023 年（20 件）: the number of the year before, and nothing narrower."""
    before = scene.text.text[max(0, piece.number.start - 14) : piece.number.start]
    found = re.search(r"(上一?年度?|去年|(20\d\d)年度?)(?:同期|全年)?(?:[为是的有共]|收到)*\(?$", before)
    return found is not None and (found[2] is None or scene.year is None or int(found[2]) == scene.year - 1)


def _earlier_numbers(scene: Scene) -> None:
    """较上年（20 件）: what last year's report should have."""
    now: Piece | None = None
    told: list[Piece] = []
    for piece in scene.sentence:
        if not piece.base and not piece.delta:
            told.append(piece)
            if (whole := _whole_of_applicants(told)) != told:
                now = whole[-1]
                continue
            now = piece if piece.status != "carried_in" or piece.segment.depth == 0 else now
            continue
        alike = now is not None and piece.base and piece.number.means == now.number.means and not piece.number.rough
        meant = _meant(now, scene) if alike and now is not None else ()
        if meant and _last_year_told(piece, scene):
            number = piece.number
            scene.claim(Kind.EARLIER, number.start, number.digits_end, piece.segment, number.value, meant)


def _in_words(segment: Segment, token: Token, words: tuple[Token, ...], scene: Scene) -> None:
    """翻一番 is the double, 减半 the half, 持平 the same; all but the last are seldom meant to the digit."""
    factor = Decimal(token.means)
    text = scene.text.text
    if factor == 1 and not text[: token.start].endswith(("基本", "大致", "大体", "略", "总体")):
        limits = (factor, factor)
    elif text.startswith(("多", "以上", "有余"), token.end):
        limits = (factor, factor * (1 + _MARGIN))
    else:
        limits = (factor * (1 - _LOOSELY), factor * (1 + _LOOSELY))
    _claim_times(segment, token, factor, limits, words, scene)


def _times(segment: Segment, number: Token, words: tuple[Token, ...], scene: Scene) -> None:
    """是上年（20 件）的 1.2 倍; 增长 1.5 倍, which is 2.5 times."""
    grown = bool(words) and words[-1].kind == "change"
    if grown and words[-1].means != "+":
        return
    if not grown and scene.text.text[number.start - 1 : number.start] not in ("的", "约", "近"):
        return
    value = number.value + 1 if grown else number.value
    rough = ABOVE if scene.text.text.startswith(("多", "以上", "有余"), number.end) else number.rough
    limits = bounds(rough, value, number.step) if rough in (ABOVE, BELOW) else None
    if limits is None and (number.rough or number.value == 1):
        limits = (value * (1 - _LOOSELY), value * (1 + _LOOSELY))
    _claim_times(segment, number, value, limits, words, scene)


def _claim_times(
    segment: Segment,
    token: Token,
    value: Number,
    limits: tuple[Number, Number] | None,
    words: tuple[Token, ...],
    scene: Scene,
) -> None:
    _, operands, meant = _base(segment, token, words, scene)
    compared = any(t.kind in ("compare", "last", "year") for t in segment.tokens)
    if len(operands) < 2 and not (meant and compared):
        return
    end = token.digits_end or token.end
    scene.claim(Kind.TIMES, token.start, end, segment, value, meant, step=token.step, operands=operands, bounds=limits)


def _delta(piece: Piece, scene: Scene) -> None:
    number = piece.number
    words = tuple(t for t in piece.segment.tokens if t.start < number.start)
    turns = next((t for t in words if t.kind == "respectively"), None)
    if turns is not None and turns.start < words[-1].start:
        _in_turn(piece, turns, scene)
        return
    now, operands, meant = _base(piece.segment, number, words, scene)
    if number.rough or (now is not None and number.measure != now.number.measure):
        return
    if len(operands) == 2 or meant:
        value = piece.delta * number.value
        scene.claim(Kind.DELTA, number.start, number.digits_end, piece.segment, value, meant, operands=operands)


def _in_turn(first: Piece, turns: Token, scene: Scene) -> None:
    """复议 6 件、诉讼 3 件，分别比上年增加 2 件和 1 件: each change is of one of the numbers just before."""
    changed = [p for p in scene.sentence if p.number.start >= first.number.start]
    run = [first]
    for piece in changed[1:]:
        joined = piece.segment is first.segment or piece.segment.opened == "、"
        if not joined or piece.base or piece.number.means != first.number.means or piece.segment.has("topic", "status"):
            break
        run.append(piece)
    before = [p for p in scene.sentence if p.number.start < turns.start and not p.delta and not p.base][-len(run) :]
    if len(before) != len(run) or any(p.number.rough or p.number.means != first.number.means for p in (*before, *run)):
        return
    for delta, now in zip(run, before, strict=True):
        meant = _meant(now, scene)
        if meant and (delta is first or not delta.claims):
            number, value = delta.number, (delta.delta or first.delta) * delta.number.value
            span = (number.start, number.digits_end)
            scene.claim(Kind.DELTA, *span, delta.segment, value, meant, operands=(now.number.value,))


def _meant(piece: Piece, scene: Scene) -> tuple[Sum, ...]:
    return scene.claims[piece.claims[0]].readings if piece.claims else ()
