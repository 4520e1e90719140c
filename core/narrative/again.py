"""What is said further of a number before: 均维持, 均为自然人申请, 未到期限结转下年, 尚在审理中."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.narrative.claim import Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import FAMILY, RESULTS, fits, is_outcome, readings
from core.narrative.phrases import statuses_of
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment


def read_all(segment: Segment, tokens: Sequence[Token], scene: Scene) -> None:
    """均…, 全部…: the number before holds for what follows too (均为自然人申请, 均维持结果)."""
    if scene.other_year or not scene.pieces:
        return
    last = scene.pieces[-1]
    statuses = statuses_of(tokens)
    columns = [t.means for t in tokens if t.kind == "column"]
    if last.family == "disputes":
        if statuses and statuses[0] in RESULTS:
            for piece in _run_of_disputes(scene):
                _again(piece, segment, readings(piece.topic, statuses[0]), scene)
        return
    if not last.topic and scene.topic in ("", "requests") and statuses and is_outcome(statuses[0]):
        _again(last, segment, readings("requests", statuses[0]), scene)
    if last.family != "requests" or last.column or not last.claims or last.channel:
        return
    if columns and columns[0] not in ("unclear",) and not is_outcome(statuses[0] if statuses else ""):
        row = "received" if last.status in ("handled", "unsaid") else last.status
        column = "natural_person" if columns[0] == "citizen" else columns[0]
        _again(last, segment, readings("requests", row, column), scene)
    elif statuses and is_outcome(statuses[0]) and last.status in ("received", "newly", "handled", "done", "unsaid"):
        _again(last, segment, readings("requests", statuses[0]), scene)


def read_rest(segment: Segment, tokens: Sequence[Token], rest: bool, scene: Scene) -> bool:
    """除 1 件结转外，其余 18 件均按期答复: all that was dealt with, or what the numbers before leave of the whole.
    Without 其余 (目前 5 件已全部办结) where no other number was told since."""
    last, head = scene.pieces[-1], scene.head
    if scene.other_year or FAMILY.get(scene.topic) != "requests" or not fits("requests", last.number):
        return False
    if last.claims or last.topic or head is None or statuses_of(tokens)[:1] != ("done",):
        return False
    told = [p for p in scene.sentence[:-1] if p.number.start > head.number.start and not p.base and not p.delta]
    told = [p for p in told if not p.channel]
    if told and not rest:
        return False
    left = head.number.value - sum(p.number.value for p in told)
    if last.number.value != left:
        place = scene.count(last.number, segment, readings("requests", "done"), certain=False)
        scene.pieces[-1] = replace(last, topic="requests", status="done", foreign=False, claims=(place,))
    return True


def read_row(segment: Segment, preceding: Segment | None, status: str, scene: Scene) -> None:
    """1 件未到答复期限，结转至下一年度: what became of a number of which nothing else was said; 比上年减少
    3 件，予以公开 says it of no change."""
    if segment.has("percent"):
        return  # 为 12 件；部分公开占九分之一
    last = scene.sentence[-1] if scene.sentence else None
    told = last is not None and (last.claims or last.family not in ("", "requests"))
    if last is None or told or last.segment is not preceding or last.base or last.delta or scene.other_year:
        return
    if FAMILY.get(scene.topic) == "requests" and fits("requests", last.number) and last.number.measure != "次":
        _again(last, segment, readings("requests", status), scene)


def read_result(segment: Segment, preceding: Segment | None, result: str, scene: Scene) -> None:
    """行政诉讼 1 件，尚在审理中: what became of the number just before; 败诉（结果纠正）1 起 says it of the next."""
    if segment.opened == "(" and preceding is not None and not preceding.has("number"):
        return
    last = scene.sentence[-1] if scene.sentence else None
    if last is not None and last.family == "disputes" and last.claims and not scene.other_year:
        _again(last, segment, readings(last.topic, result), scene)


def _run_of_disputes(scene: Scene) -> list[Piece]:
    run: list[Piece] = []
    for piece in reversed(scene.sentence):
        if piece.family != "disputes" or not piece.claims or piece.status in RESULTS:
            break
        if scene.among and piece is scene.list_head:
            break
        run.append(piece)
        if piece.status == "closed":
            break  # 已审结 3 件均获维持
    return run


def _again(piece: Piece, segment: Segment, meant: tuple[Sum, ...], scene: Scene) -> None:
    """The number of an earlier piece claims something more; its clause reaches to here."""
    if meant:
        scene.count(piece.number, segment, meant)
