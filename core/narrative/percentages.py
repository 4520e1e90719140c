"""Percentages that are shares: 占 61.5%, 约占三成, 分别占 79.2% 和 20.8%."""

from __future__ import annotations

import re
from dataclasses import replace

from core.narrative.changes import read_changes, read_growth
from core.narrative.claim import Kind, Sum
from core.narrative.familiar import strangers
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY, is_outcome, readings
from core.narrative.rates import read_rate, read_row_share
from core.narrative.ratios import share
from core.narrative.rough import share_bounds
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment
from core.values import Number

_AFTER = 60
_SEVERAL = 3
_PLAIN = re.compile(
    "(?:其|约|大约|共|合计|总计|分别|仅|只|各|均|也|还|就|则|[两二三23][者项类种]|之和|一共|数量|总数|申请)*"
)
_OF_A_RATE = re.compile("率(?:为|约|达到?|是)*$")
_PLACES = re.compile("(?:街道|乡镇|镇街|镇|乡|部门|单位|社区|村|县|区)约?占")
"""主城 5 个街道占 43.2%: of what came from them, which no number tells."""
_TOGETHER = re.compile("(?:([两二三23])[者项类种](?:合计|共计|总计|共|累计|之和)*|合计|共计|总计|共|加起来|之和)约?占")


def read_percentages(sentence: tuple[Segment, ...], scene: Scene) -> None:
    """Add a claim for each percentage and each change that has what it is reckoned from."""
    before = len(scene.claims)
    told = _in_order(sentence, scene)
    for place, segment in enumerate(sentence):
        for at, token in enumerate(segment.tokens):
            if token.kind != "percent" or token.start in told or read_rate(sentence, place, token, scene):
                continue
            _percent(segment, at, token, sentence, scene)
    _of_all_told(sentence, before, scene)
    read_changes(sentence, scene)


def _of_all_told(sentence: tuple[Segment, ...], before: int, scene: Scene) -> None:
    """公文 7 条，占 43.75%；预算 5 条，占 31.25%；公告 4 条，占 25%: the whole may be all of them together."""
    percents = [token.start for segment in sentence for token in segment.tokens if token.kind == "percent"]
    pieces = [p for p in scene.sentence if not p.base and not p.delta]
    ends = [p.number.start for p in pieces[1:]] + [sentence[-1].end]
    shared = [
        piece
        for piece, end in zip(pieces, ends, strict=False)
        if any(piece.number.start < start < end for start in percents)
    ]
    if len(shared) < _SEVERAL or len({piece.number.means for piece in shared}) > 1:
        return
    whole = sum(piece.number.value for piece in shared)
    for at in range(before, len(scene.claims)):
        claim = scene.claims[at]
        if claim.kind is Kind.SHARE:
            scene.claims[at] = replace(claim, operands=(*claim.operands, whole))


def _in_order(sentence: tuple[Segment, ...], scene: Scene) -> set[int]:
    """自然人 19 件、法人 5 件，分别占 79.2% 和 20.8%: each percentage is of one of the numbers just before. Returns
    where the percentages stand that are told so."""
    told: set[int] = set()
    for place, segment in enumerate(sentence):
        word = next((t for t in segment.tokens if t.kind == "respectively"), None)
        if word is None or not segment.has("percent"):
            continue
        run = [(segment, t) for t in segment.tokens if t.kind == "percent" and t.start > word.start]
        named_apart = False
        for later in sentence[place + 1 :]:
            # 分别占复议案件总数的 8.3%、诉讼案件总数的 4.6%: each of a whole of its own
            named_apart = later.opened == "、" and later.has("percent") and later.has("topic")
            if later.opened not in ("、", ",") or not later.has("percent") or later.has("number", "topic", "status"):
                break
            run += [(later, t) for t in later.tokens if t.kind == "percent"]
        told |= {percent.start for _, percent in run}
        parts = [p for p in scene.sentence if p.number.start < word.start and not p.delta and not p.base][-len(run) :]
        alike = {part.number.means for part in parts}
        if len(parts) != len(run) or len(alike) != 1 or not all(map(_exact, parts)) or not segment.has("share"):
            continue
        if named_apart or any(_of_more(p, segment.tokens, t) for p, (_, t) in zip(parts, run, strict=True)):
            continue
        wholes = _unnamed(parts[0], scene)
        for (within, percent), part in zip(run, parts, strict=True):
            _claim_share(within, percent, part, *wholes, scene)
    return told


def _of_more(part: Piece, words: tuple[Token, ...], percent: Token) -> bool:
    """行政复议 10 件，占全县行政复议案件总数的 8.3%: all cases of disclosure, a share of cases of every kind."""
    share = max((t.start for t in words if t.kind == "share" and t.start < percent.start), default=percent.start)
    named = [t.means for t in words if t.kind == "topic" and share < t.start < percent.start]
    return part.family == "disputes" and not part.status and part.topic in named


def _exact(piece: Piece) -> bool:
    return not piece.number.rough


def _percent(segment: Segment, at: int, percent: Token, sentence: tuple[Segment, ...], scene: Scene) -> None:
    words = segment.tokens[:at]
    last = next((t for t in reversed(words) if t.kind in ("share", "change", "number")), None)
    bracketed = not words and segment.opened == "("
    if bracketed and _OF_A_RATE.search(scene.text.text, segment.start, percent.start):
        return  # 不合格 41 批次（合格率约 97.8%）
    if bracketed or (last is not None and last.kind == "share"):
        _share(segment, percent, words, sentence, scene)
    elif last is not None and last.kind == "change":
        read_growth(segment, percent, 1 if last.means == "+" else -1, words, scene)
    elif last is None and (after := segment.tokens[at + 1 :]) and after[0].means in ("request", "requests"):
        # 超六成申请予以公开或部分公开
        read_row_share(segment, percent, after[1:], scene)


def _mainly(segment: Segment, sentence: tuple[Segment, ...]) -> tuple[Token, ...]:
    """申请以自然人为主，占比超九成; 企业类申请增多，占比 22.4%: the words before the comma."""
    place = next(i for i, each in enumerate(sentence) if each is segment)
    before = sentence[place - 1].tokens if place else ()
    apart = segment.opened != "," or segment.has("topic", "status", "column")
    if apart or not place or sentence[place - 1].has("number"):
        return ()
    return tuple(t for t in before if t.kind in ("column", "status"))


def _share(
    segment: Segment, percent: Token, words: tuple[Token, ...], sentence: tuple[Segment, ...], scene: Scene
) -> None:
    named = max((i for i, t in enumerate(words) if t.kind == "share"), default=len(words))
    part = _subject(segment, percent, words[:named], scene)
    if part is None:
        read_row_share(segment, percent, (*_mainly(segment, sentence), *words[:named]), scene)
        return
    if _of_more(part, words, percent) or _of_its_own(part, segment, percent, scene):
        return
    named_cells = _named_cells(words[named:], segment, percent, scene)
    if named_cells:
        told = [p for p in scene.pieces if p.number.end <= percent.start and _exact(p) and p is not part and p.claims]
        values = [p.number.value for p in reversed(told) if scene.claims[p.claims[0]].readings[:1] == named_cells[:1]]
        _claim_share(segment, percent, _taken_together(part, percent, scene), values, named_cells, scene)
        return
    statuses = _named_whole(words[named:])
    part = _taken_together(part, percent, scene)
    part = _joined(part, segment, percent, scene)
    if not statuses:
        _claim_share(segment, percent, part, *_unnamed(part, scene), scene)
        return
    told = [p for p in scene.pieces if p.claims and p.status in statuses and _exact(p) and p is not part]
    meant = tuple(dict.fromkeys(m for status in statuses[:1] for m in readings("requests", status)))
    _claim_share(segment, percent, part, [p.number.value for p in reversed(told)], meant, scene)


def _of_its_own(part: Piece, segment: Segment, percent: Token, scene: Scene) -> bool:
    """服务厅 5 个，“非接触式”办税比例达到 96.8%: a percentage of something that was not counted before."""
    return part.segment is not segment and len(strangers(scene.text.text[segment.start : percent.start])) >= _STRANGE


_STRANGE = 2


def _taken_together(part: Piece, percent: Token, scene: Scene) -> Piece:
    """予以公开 10 件，部分公开 5 件，二者合计占 51.9%: of both."""
    found = _TOGETHER.search(scene.text.text, part.number.end, percent.start)
    told = [p for p in scene.sentence if p.number.start <= part.number.start and not p.base and not p.delta]
    if found is None:
        return part
    run = _alike(told)
    count = len(run) if found[1] is None else 3 if found[1] in "三3" else 2
    run = run[-count:]
    if len(run) < max(count, 2):
        return part
    return replace(part, number=replace(part.number, value=sum(p.number.value for p in run)), status=run[0].status)


def _joined(part: Piece, segment: Segment, percent: Token, scene: Scene) -> Piece:
    """予以公开 10 件、部分公开 2 件，占全部申请的 50%: of both, where that is what they are of the whole."""
    run = _alike([p for p in scene.sentence if p.number.start <= part.number.start and not p.base and not p.delta])
    run = run[-2:]
    if segment.opened != "," or len(run) < 2 or run[-1].segment.opened != "、":
        return part
    value = sum(p.number.value for p in run)
    fits = [whole for whole in _wholes(part, scene) if whole and share(value, whole, percent.step) == percent.value]
    return replace(part, number=replace(part.number, value=value)) if fits else part


def _alike(told: list[Piece]) -> list[Piece]:
    """The last numbers that count things of one kind: outcomes, applicants."""
    run: list[Piece] = []
    for piece in reversed(told):
        last = run[-1] if run else piece
        kind = (_row(piece), bool(piece.column or piece.claims), piece.number.measure, piece.segment.depth)
        if kind != (_row(last), bool(last.column or last.claims), last.number.measure, last.segment.depth):
            break
        run.append(piece)
    return run[::-1]


def _row(piece: Piece) -> bool:
    return is_outcome(piece.status) or piece.status == "opened"


_OF_WHAT = re.compile(
    "占(?:全部|全年|本年度?|当年|所有)?(?P<of>[^,。;0-9]{2,14}?)(?:申请)?(?:案?件)?(?:总数|总量|数量?|量)?的?(?:比例|比重)?[为约达近]*$"
)


def _named_cells(words: tuple[Token, ...], segment: Segment, percent: Token, scene: Scene) -> tuple[Sum, ...]:
    """占无法提供件的 96.75%, 占应办件的 94.2%: the row or sum that is named as the whole."""
    named = [t for t in words if t.kind in ("status", "topic")]
    if FAMILY.get(scene.topic) != "requests" or not named or named[0].kind != "status":
        return ()
    if _OF_WHAT.search(scene.text.text, segment.start, percent.start) is None:
        return ()
    status = named[0].means
    if status == "to_handle" or is_outcome(status):
        return readings("requests", status)
    return ()


def _named_whole(words: tuple[Token, ...]) -> tuple[str, ...]:
    """占办结总数的 60%: the statuses that the whole may have; none where it is not named."""
    named = [t.means for t in words if t.kind in ("status", "topic")]
    if named[:1] == ["done"]:
        return ("done",)
    if named[:1] in (["received"], ["newly"], ["request"], ["requests"]):
        return ("received", "newly", "unsaid")
    return ()


def _unnamed(part: Piece, scene: Scene) -> tuple[list[Number], tuple[Sum, ...]]:
    """The numbers of the text that a part may be a share of, and the cells where the part itself is one."""
    cells = (*readings("requests", "done"), *readings("requests", "received"))
    if not part.claims or part.family != "requests":
        return _wholes(part, scene), cells if FAMILY.get(scene.topic) == "requests" and not part.claims else ()
    if not _of_outcomes(part, scene):
        return _wholes(part, scene), cells if part.column else ()
    earlier = [p for p in scene.pieces if p.number.start < part.number.start and not p.delta and not p.base]
    return ([] if all(_of_outcomes(p, scene) for p in earlier) else _wholes(part, scene)), cells


def _of_outcomes(piece: Piece, scene: Scene) -> bool:
    """予以公开 147 件, and 两项合计 223 件 too."""
    cells = scene.claims[piece.claims[0]].readings[0] if piece.claims else ()
    named = bool(cells) and all(cell.startswith("requests.") and is_outcome(cell[9:]) for cell in cells)
    return _row(piece) or (named and not piece.column)


def _wholes(part: Piece, scene: Scene) -> list[Number]:
    """What a part may be a share of: the heads of the list, the numbers before it, 新收 with 上年结转."""
    earlier = [
        p for p in scene.pieces if p.number.start < part.number.start and _exact(p) and not p.delta and not p.base
    ]
    heads = [p for p in (scene.list_head, scene.head) if p is not None and p in earlier]
    if _of_outcomes(part, scene):
        # 无法提供 603 件，不予处理 49 件，占 4%: not of the outcome told before
        groups = [p for p in earlier if p.status and part.status.startswith(p.status)]
        earlier = [p for p in earlier if p in (*heads, *groups) or not _of_outcomes(p, scene)]
    wholes = [p.number.value for p in (*heads, *reversed(earlier))]
    if scene.head is not None and scene.head.status in ("received", "newly", "unsaid", "handled"):
        wholes += [scene.head.number.value + p.number.value for p in earlier if p.status == "carried_in"]
    return wholes


def _claim_share(
    segment: Segment, percent: Token, part: Piece, among: list[Number], meant: tuple[Sum, ...], scene: Scene
) -> None:
    wholes = [whole for whole in dict.fromkeys(among) if whole >= part.number.value and whole]
    if wholes or meant:
        span = (percent.start, percent.digits_end)
        scene.claim(
            Kind.SHARE,
            *span,
            segment,
            percent.value,
            step=percent.step,
            operands=(part.number.value, *wholes),
            wholes=meant,
            bounds=share_bounds(percent.rough, percent.value, percent.step) if percent.rough else None,
        )


def _subject(segment: Segment, percent: Token, words: tuple[Token, ...], scene: Scene) -> Piece | None:
    """The number that a percentage speaks of: the one just before it, unless other words stand between."""
    before = [p for p in scene.sentence if p.number.start < percent.start and not p.delta and not p.base]
    if not before or not _exact(before[-1]):
        return None
    piece = _before_bracket(before, segment)
    if _PLACES.match(scene.text.text, piece.number.end):
        return None
    if piece.segment is not segment and not _says_no_more(words, piece, percent, scene):
        return None
    between = [t for t in words if t.start > piece.number.start and t.kind in ("topic", "column", "status")]
    if percent.start - before[-1].number.end > _AFTER or (between and piece.segment is not segment):
        return None
    return piece


def _says_no_more(words: tuple[Token, ...], piece: Piece, percent: Token, scene: Scene) -> bool:
    """涉及物业管理的占三成: a share of something that no number was told of."""
    text = scene.text.text
    start = max(text.rfind(stop, 0, percent.start) for stop in ",;:、()") + 1
    share = text.find("占", max(start, piece.number.end), percent.start)
    return (
        share < 0
        or _PLAIN.fullmatch(text, start, share) is not None
        or any(t.start >= start and t.kind in ("topic", "status", "column") for t in words)
    )


def _before_bracket(before: list[Piece], segment: Segment) -> Piece:
    """法人 20 件（企业 14 件、其他 6 件），占 14.5%: the share is of the 20."""
    piece = before[-1]
    outer = [p for p in before if p.segment.depth <= segment.depth]
    if piece.segment.depth <= segment.depth or not outer or outer[-1].segment.closed != "(":
        return piece
    return outer[-1]
