"""Lists that plainly name everything and so should add up: 公开信息 61 条，其中政策类 20 条、动态类 41 条."""

from __future__ import annotations

from collections.abc import Sequence

from core.narrative.claim import Kind
from core.narrative.meaning import is_row
from core.narrative.scene import Piece, Scene
from core.narrative.segments import Segment
from core.values import Number

_OPEN_ENDED = ("等", "主要", "例如", "如:")
_LEAST_SHARE = {2: 0.9, 3: 0.75, 4: 0.6}
"""How much of the whole that many items must make before the list is taken as complete; a slip of the pen in one item
leaves most of the sum, a list of examples does not."""
_LONG_LIST = 0.5


def read_lists(sentence: tuple[Segment, ...], scene: Scene) -> None:
    """Add a claim for each list of the sentence whose items are no numbers of the form themselves."""
    pieces = [piece for piece in scene.sentence if not piece.delta and not piece.base]
    for at, segment in enumerate(sentence):
        opening = segment.tokens[0] if segment.tokens else None
        if opening is None or not segment.has("among") or any(t.kind == "number" for t in segment.tokens[:1]):
            continue
        among = next(t for t in segment.tokens if t.kind == "among")
        if any(later.has("among") and later.depth == segment.depth for later in sentence[at + 1 :]):
            continue  # 其中…144 条，具体为…: which items are of which is not told
        before = [piece for piece in pieces if piece.number.end <= among.start]
        if before and at and before[-1].segment is not segment:
            _list(before[-1], among.end, segment.depth, pieces, scene)


def _list(whole: Piece, start: int, depth: int, pieces: list[Piece], scene: Scene) -> None:
    items: list[Piece] = []
    others: list[Piece] = []
    for piece in pieces:
        if piece.number.start < start or piece.segment.depth > depth:
            continue
        if piece.segment.depth < depth or not _item(piece, whole) or _new_clause(piece, items):
            if piece.segment.depth == depth and piece.number.means == whole.number.means and not piece.claims and items:
                return  # the list goes on with what is not understood
            others += [p for p in pieces if p.number.start >= piece.number.start and p.segment.depth == depth][:1]
            break
        items.append(piece)
    if whole.status.startswith("carried") or not _complete(whole, items, scene) or _of_several(whole, items, pieces):
        return
    if _parted_before(whole, items) or _holds(whole, items):
        return
    if any(item.column for item in items) and any(not item.column and item.status for item in items):
        return  # 15 件，其中申请人为自然人 8 件，办理结果 6 件为予以公开
    if 0 < whole.number.value == items[0].number.value and any(item.number.value for item in items[1:]):
        return  # 信访事项 35 件，其中受理 35 件、办结 34 件
    if others and sum(item.number.value for item in (*items, *others)) == whole.number.value:
        return  # 公开 2856 条，其中要闻 2687 条、公示许可 169 项
    if items[0].number.value and items[0].number.value == sum(_values(items[1:])):
        return  # 58 件，其中涉及信息公开的 7 件，维持 4 件、纠正 1 件、其他 2 件
    if all(item.claims for item in items):
        # the cells tell of each; so many of them need not be all
        return
    # the slip may be in any of the numbers: the claim stands on all of them
    values = tuple(_values(items))
    start, end = whole.number.start, items[-1].number.digits_end
    scene.claim(Kind.LIST, start, end, whole.segment, whole.number.value, operands=values)


def _values(items: Sequence[Piece]) -> list[Number]:
    return [item.number.value for item in items]


def _new_clause(piece: Piece, items: list[Piece]) -> bool:
    """A semicolon ends the list, unless it parts all the items."""
    parts = len(items) == 1 or (len(items) > 1 and all(item.segment.opened == ";" for item in items[1:]))
    return piece.segment.opened == ";" and (not parts or piece.status not in ("", "unnamed"))


def _item(piece: Piece, whole: Piece) -> bool:
    """A part of the whole: counted alike, and no outcome of the form, which the cells tell better."""
    same = piece.number.means == whole.number.means and piece.number.means != ""
    main = piece.status in ("received", "newly", "done") and not piece.column and not piece.channel
    # 公开信息 30 条，包括…公开年报 1 条: no outcome
    row = is_row(piece.status) and not (whole.topic == "foreign" and not piece.claims)
    return same and not (piece.claims and not piece.column) and not row and not (main and piece.claims)


def _parted_before(whole: Piece, items: list[Piece]) -> bool:
    """账号 58 个，其中微信 37 个、微博 21 个，关停 7 个: the list is complete before a comma, and what follows is told
    beside it."""
    ends = [at for at, item in enumerate(items) if at > 1 and item.segment.opened == ","]
    return any(sum(item.number.value for item in items[:at]) == whole.number.value for at in ends)


def _of_several(whole: Piece, items: list[Piece], pieces: list[Piece]) -> bool:
    """人大建议 9 件、政协提案 12 件，其中主办 14 件、会办 7 件: of both."""
    told = [p for p in pieces if p.number.end <= whole.number.start and p.number.means == whole.number.means]
    return bool(told) and told[-1].number.value + whole.number.value == sum(_values(items))


def _holds(whole: Piece, items: list[Piece]) -> bool:
    """专栏 1 个，包含一级栏目 8 个、二级栏目 23 个: one thing has no parts that are counted as it is."""
    return whole.number.value == 1 and all(item.number.value > 0 for item in items)


def _complete(whole: Piece, items: list[Piece], scene: Scene) -> bool:
    if len(items) < 2 or whole.number.rough:
        return False
    text = scene.text.text
    last = items[-1]
    stretch = text[whole.number.end : last.segment.end + 1]
    if any(word in stretch for word in _OPEN_ENDED):
        return False
    rest = text[last.segment.start : last.number.start]
    if rest.startswith(("其他", "其它", "其余")):
        return True
    if any(item.number.step > whole.number.step for item in items):
        # 许可 86127 件，其中登记 2.9 万件、备案 4.8 万件: rounded, they cannot show that nothing is left out
        return False
    total = sum(float(item.number.value) for item in items)
    return total >= _LEAST_SHARE.get(len(items), _LONG_LIST) * float(whole.number.value)
