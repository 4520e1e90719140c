"""What the claims of a paragraph say of each other: a carrying over that is told apart settles what 收到 means."""

from __future__ import annotations

import re
from dataclasses import replace

from core.narrative.claim import Claim, Kind
from core.narrative.meaning import is_outcome, readings
from core.narrative.scene import Piece, Scene

_CARRIED_DONE = re.compile("结转[^。；]{0,14}件,?(?:已|均|都|全部|年内)*(?:办结(?!率)|办理完毕|答复)(?!了?[0-9])")

_DONE_OF_CARRIED = re.compile(
    "(?:办结|答复|办理)(?:了|完)?(?:上一?年度?|去年|往年)结转(?:的)?[^0-9,。;]{0,10}(?P<n>[0-9]+)[件宗份条]"
)
"""办结上年结转 9 件, told beside those of the year."""


def settled(scene: Scene) -> tuple[Claim, ...]:
    """The scene's claims in the order of their places, with the readings that the paragraph leaves."""
    claims = list(scene.claims)
    carried = [piece for piece in scene.pieces if piece.status == "carried_in" and piece.claims]
    told = bool(carried) or any(
        claim.kind is Kind.DENIAL and claim.readings[:1] == (("requests.carried_in.total",),) for claim in claims
    )
    if any(piece.status == "newly" and piece.claims for piece in scene.pieces):
        # 收到 7 件（上年结转 1 件，本年新收 6 件）: told apart, 收到 may well be both
        told = False
    including = any(_includes(scene.pieces, at) for at in range(len(scene.pieces)))
    for place, claim in enumerate(claims):
        column = _column_of_received(claim) if told else ""
        if column == "total":
            meant = readings("requests", "received_with_carried_in" if including else "newly", column)
            claims[place] = replace(claim, readings=meant, certain=len(meant) == 1)
    _done_apart(scene, claims)
    _answered_apart(scene, claims)
    _not_existing(scene, claims)
    _kept_and_new(scene, claims)
    _made_known(scene, claims)
    kept = [claim for place, claim in enumerate(claims) if place not in scene.withdrawn]
    return tuple(sorted(dict.fromkeys(kept), key=lambda claim: (claim.span, claim.readings)))


def _done_apart(scene: Scene, claims: list[Claim]) -> None:
    """新收 30 件，办结 27 件；上年结转 4 件，全部办结: 31 were dealt with, in two numbers."""
    carried = [p.number.value for p in scene.pieces if p.status == "carried_in" and p.claims]
    if _CARRIED_DONE.search(scene.text.text) is None:
        behind = _DONE_OF_CARRIED.search(scene.text.text)
        carried = [int(behind["n"])] if behind else []
    if not carried:
        return
    for place, claim in enumerate(claims):
        if claim.kind is Kind.COUNT and claim.readings == readings("requests", "done") and claim.together is None:
            claims[place] = replace(claim, together=claim.value + carried[-1])


def _answered_apart(scene: Scene, claims: list[Claim]) -> None:
    """受理 15 件，答复 9 件，不予处理 4 件，其他处理 2 件: those answered and the others make the whole."""
    for piece in scene.pieces:
        if piece.status != "done" or not piece.claims or piece.segment.has("among"):
            continue
        near = [p for p in scene.pieces if _in_one_sentence(p, piece, scene)]
        beside = [p for p in near if _beside(p, piece) and p.claims and is_outcome(p.status)]
        beside += [p for p in near if p.status == "withdrawn" and p.segment.depth == piece.segment.depth]
        listed = _listed(piece, near, scene)
        beside = [p for p in beside if p not in listed]
        whole = piece.number.value + sum(p.number.value for p in beside)
        for place in piece.claims if beside else ():
            if claims[place].kind is Kind.COUNT and claims[place].together is None:
                claims[place] = replace(claims[place], together=whole)


def _listed(piece: Piece, near: list[Piece], scene: Scene) -> list[Piece]:
    """答复 9 件，其中予以公开 5 件，无法提供 4 件，不予处理 2 件: the items of its own list, until they make it up."""
    items: list[Piece] = []
    left, text, end = piece.number.value, scene.text.text, piece.number.end
    for each in (p for p in near if p.number.start > piece.number.start):
        between = text[end : each.number.start]
        within = "其中" in between or ":" in between or between.startswith(("中", "里"))
        if within and (left > 0 or not each.status.startswith(_NOT_ANSWERED)):
            items.append(each)
            left -= each.number.value
    return items


_NOT_ANSWERED = ("not_processed", "other", "withdrawn")
"""What is told of applications that are not answered begins like this."""


def _in_one_sentence(one: Piece, other: Piece, scene: Scene) -> bool:
    start, end = sorted((one.number.start, other.number.start))
    return "。" not in scene.text.text[start:end]


def _beside(one: Piece, other: Piece) -> bool:
    return one.segment.depth == other.segment.depth and not one.segment.has("among")


def _not_existing(scene: Scene, claims: list[Claim]) -> None:
    """不属于本机关公开 6 件，信息不存在 3 件: both may stand in the row of what is not held."""
    text = scene.text.text
    for piece in scene.pieces:
        beside = [p for p in scene.pieces if p.status == "silent" and "不属于" in _words_of(p, text)]
        if piece.status != "unavailable.not_existing" or not beside:
            continue
        for place in piece.claims:
            if claims[place].together is None:
                claims[place] = replace(claims[place], together=piece.number.value + beside[-1].number.value)


def _kept_and_new(scene: Scene, claims: list[Claim]) -> None:
    """规范性文件保留 4 件，新制发 1 件: what is in force may be both."""
    issued = [p.number.value for p in scene.pieces if p.status == "issued" and p.claims]
    for piece in scene.pieces:
        if piece.status == "in_force" and issued and "保留" in _words_of(piece, scene.text.text):
            for place in piece.claims:
                both = piece.number.value + issued[-1]
                claims[place] = replace(claims[place], together=both, certain=False)


def _made_known(scene: Scene, claims: list[Claim]) -> None:
    """主动公开范围的 3 起、予以公开的 7 起: the form may count both as 予以公开."""
    for piece in scene.pieces:
        near = [p for p in scene.pieces if p.topic == "foreign" and _in_one_sentence(p, piece, scene)]
        known = [p for p in near if "主动公开" in _words_of(p, scene.text.text)]
        if piece.status not in ("granted", "opened") or not known:
            continue
        for place in piece.claims:
            if claims[place].together is None:
                both = piece.number.value + known[-1].number.value
                claims[place] = replace(claims[place], together=both, certain=False)


def _words_of(piece: Piece, text: str) -> str:
    return text[piece.segment.start : piece.segment.end]


def _column_of_received(claim: Claim) -> str:
    """The column of a claim that may or may not count what was carried in; "" for all others."""
    if claim.kind is not Kind.COUNT or len(claim.readings) != 2:
        return ""
    column = claim.readings[0][0].rpartition(".")[2]
    return column if claim.readings == readings("requests", "received", column) else ""


def _includes(pieces: list[Piece], at: int) -> bool:
    """收到 12 件（含上年结转 2 件）, 收到 12 件。其中包括上年结转 2 件, but not 答复 12 件（含上年结转 2 件）."""
    piece = pieces[at]
    if piece.status != "carried_in" or not piece.segment.has("among") or at == 0:
        return False
    apart = piece.segment.opened == "" and any(p.status == "received" and p.claims for p in pieces[:at])
    outer = [p for p in pieces[:at] if p.segment.depth <= piece.segment.depth]
    return pieces[at - 1].status == "received" or apart or bool(outer and outer[-1].status == "received")
