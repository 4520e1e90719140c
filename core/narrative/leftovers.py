"""The last items of a list of outcomes: 公开 5 件、部分公开 2 件、其他 1 件; 申请人撤回 1 件."""

from __future__ import annotations

import re
from dataclasses import replace

from core.catalog import edition
from core.narrative.applicants import moved
from core.narrative.claim import Sum
from core.narrative.meaning import COLUMNS, GROUPS, OUTCOMES, RESULTS, is_outcome, readings
from core.narrative.rough import at_least
from core.narrative.scene import Piece, Scene

_LEAST = 2
"""So many outcomes told in one sentence are a list of them."""
_OTHERS = re.compile("(?:其他|其它)(?:情形|情况|类|类型|方式|原因|答复)?[的为是有共计]*$")
_REST = re.compile("(?:其余|剩余|余下)[的为]?$")


def read_leftovers(scene: Scene) -> None:
    """Add what the remaining words of the sentence's lists of outcomes claim, and narrow what the list itself makes
    plain."""
    outcomes = [p for p in scene.sentence if is_outcome(p.status) and p.claims]
    partly = {p.segment.depth for p in outcomes if p.status == "partly_granted"}
    if partly:
        _in_full(partly, scene)
        outcomes += [p for p in scene.sentence if p.status == "opened" and p.claims]
    for at, piece in enumerate(scene.pieces):
        if at < scene.sentence_from or piece.base or piece.delta or piece.claims:
            continue
        if _REST.search(scene.text.text[: piece.number.start]):
            _rest(at, [p for p in outcomes if p.segment.depth == piece.segment.depth], scene)
        elif piece.status in ("unnamed", "withdrawn"):
            columns = [p for p in scene.sentence if p.column and p.claims and p.segment.depth == piece.segment.depth]
            if _other_result(at, scene):
                continue
            if piece.status == "unnamed" and columns and piece.segment.opened in "、," and scene.pieces[at - 1].column:
                _other_applicants(at, columns, scene)
            else:
                _leftover(at, [p for p in outcomes if p.segment.depth == piece.segment.depth], scene)


def _in_full(depths: set[int], scene: Scene) -> None:
    """公开 6 件，部分公开 2 件: the first are those in full."""
    for piece in scene.sentence:
        if piece.status == "opened" and piece.claims and piece.segment.depth in depths:
            place = piece.claims[0]
            scene.claims[place] = replace(scene.claims[place], readings=scene.claims[place].readings[:1])


def _rest(at: int, named: list[Piece], scene: Scene) -> None:
    """其余 3 件为无法提供和撤回: all the rows that the list does not name, unless the numbers of the text say so."""
    piece = scene.pieces[at]
    if len(named) < _LEAST or any(p.number.measure != piece.number.measure for p in named):
        return
    if piece.segment.closed == ":":
        return  # 其余 16 件已有结果：公开 10 件
    beside = [p for p in scene.sentence if p.segment.depth == piece.segment.depth and not p.base and not p.delta]
    if any(p.foreign and p.status != "silent" and p is not piece for p in beside):
        return  # 主动公开告知 4 件，不掌握 9 件，其余 5 件: which row the first stands in is not told
    told = sum(p.number.value for p in named if p.number.start < piece.number.start)
    wholes = (p for p in scene.pieces[:at] if p.claims and not is_outcome(p.status))
    if any(whole.number.value - told == piece.number.value for whole in wholes):
        return
    meant = tuple(dict.fromkeys(_left("", rows)[-1] for rows in _rows_of(named, scene) if _left("", rows)))
    place = scene.count(piece.number, piece.segment, meant, certain=False)
    scene.pieces[at] = replace(piece, topic="requests", foreign=False, claims=(place,))


def _leftover(at: int, named: list[Piece], scene: Scene) -> None:
    piece = scene.pieces[at]
    head = next((p for p in reversed(scene.pieces[:at]) if p.segment.depth < piece.segment.depth), None)
    group = head.status if head is not None and head.status in GROUPS and head.claims else ""
    if (len(named) < _LEAST and not (group and named)) or named[0].number.start > piece.number.start:
        return
    if any(p.number.measure != piece.number.measure for p in named):
        return
    if piece.status == "unnamed" and not _OTHERS.search(scene.text.text[: piece.number.start]):
        return
    if piece.status == "withdrawn":
        meant = (*readings("requests", "other"), *readings("requests", "other.misc"))
    else:
        meant = tuple(dict.fromkeys(each for rows in _rows_of(named, scene) for each in _left(group, rows)))
    if not meant:
        return
    place = scene.count(piece.number, piece.segment, meant, certain=False)
    if piece.status == "withdrawn":
        # others may stand in the same cell
        scene.claims[place] = replace(scene.claims[place], bounds=at_least(piece.number.value))
    scene.pieces[at] = replace(piece, topic="requests", foreign=False, claims=(place,))


def _other_result(at: int, scene: Scene) -> bool:
    """维持 4 起、纠正 1 起、其他 1 起、申请人撤回 1 起: the other results of the same cases."""
    piece = scene.pieces[at]
    alike = [p for p in scene.sentence if p.segment.depth == piece.segment.depth and p.claims and p is not piece]
    before = next((p for p in reversed(alike) if p.number.start < piece.number.start), None)
    if before is None or before.family != "disputes" or before.status not in RESULTS:
        return False
    place = scene.count(piece.number, piece.segment, readings(before.topic, "other_result"), certain=False)
    scene.pieces[at] = replace(piece, topic=before.topic, status="other_result", foreign=False, claims=(place,))
    return True


def _other_applicants(at: int, named: list[Piece], scene: Scene) -> None:
    """商业企业 14 件、法律服务机构 3 件、其他 2 件: the column of that name, or all that are not named."""
    piece = scene.pieces[at]
    given = {column for p in named for column in p.column.split("+")}
    if len(named) < _LEAST or any(p.number.measure != piece.number.measure for p in named):
        return
    last = named[-1]
    left = [c for c in COLUMNS if c not in given]
    found: list[Sum] = []
    for reading in scene.claims[last.claims[0]].readings:
        found.append(moved(reading, last.column, ["other_org"]))
        found.append(moved(reading, last.column, left))
    meant = tuple(dict.fromkeys(each for each in found if each))
    if meant:
        place = scene.count(piece.number, piece.segment, meant, certain=False)
        scene.pieces[at] = replace(piece, topic="requests", column="other_org", foreign=False, claims=(place,))


def _rows_of(named: list[Piece], scene: Scene) -> list[list[str]]:
    """The rows that the pieces speak of: by their likeliest readings, and by their last ones."""
    meant = [scene.claims[p.claims[0]].readings for p in named]
    return [[cell.split(".", 1)[1].removesuffix(".total") for each in meant for cell in each[at]] for at in (0, -1)]


def _left(group: str, named: list[str]) -> tuple[Sum, ...]:
    """What 其他 may be: the form's own row of that name, or all the rows that the list does not name."""
    rows = [label.id for label in edition().table("requests").rows if is_outcome(label.id)]
    universe = [row for row in rows if row.partition(".")[0] == group] if group else list(OUTCOMES)
    left: list[str] = []
    for each in universe:
        told = [name for name in named if name == each or name.startswith(each + ".")]
        if not told:
            left.append(each)
        elif each in GROUPS and each not in named:
            left += [row for row in rows if row.startswith(each + ".") and row not in named]
    rest: Sum = tuple(f"requests.{row}.total" for row in left)
    own = readings("requests", "other.misc") if group in ("", "other") else ()
    whole = readings("requests", "other") if not group and "other" not in named else ()
    return tuple(dict.fromkeys((*whole, *own, *((rest,) if rest else ()))))
