"""Who applied: the columns that a number of applicants means, in the row that the sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import replace

from core.narrative.claim import Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import COLUMNS, DOCUMENTS, added, readings
from core.narrative.phrases import LEFTOVERS
from core.narrative.scene import Phrase, Piece, Scene

_AND_OTHERS = re.compile("等(?:组织|单位|机构|主体)?(?:提出|申请|提交)*(?:的|了|共)?$")


def applicant(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> list[tuple[Sum, ...]]:
    """The readings of 自然人申请 32 件, one entry for each kind of applicant: the row is the one said here, or that of
    the list's head. None where it is not plain who is meant, or of what."""
    if phrase.columns == ("unclear",) and (others := _other_organisations(piece, before, scene)):
        return [others]
    if phrase.columns == ("unclear",) and any(t.kind == "column" and t.means in COLUMNS[1:] for t in before):
        # 企业、公益组织等单位申请 15 件
        phrase = replace(phrase, columns=("organisations",))
    if "unclear" in phrase.columns:
        natural = [p for p in scene.sentence if p.column == "natural_person" and p.claims]
        if phrase.columns != ("unclear",) or not natural or not _is_a_body(piece, before, scene):
            return []
        # 自然人申请 14 件，法人申请 3 件
        phrase = replace(phrase, columns=("organisations",))
    head = scene.list_head if scene.among else before_bracket(piece, scene) or scene.head
    if scene.among and head is not None and head.family not in ("requests", ""):
        return []
    row = piece.status or (head.status if head is not None and head.status else "received")
    if row in ("handled", "unsaid", "received"):
        row = "newly" if head is not None and head.status == "newly" else "received"
    if row in ("silent", *LEFTOVERS, *DOCUMENTS, "decided") or (piece.channel and not scene.among):
        return []
    options = [_of_applicant(row, column, piece, head, scene) for column in phrase.columns]
    if len(options) > 1 and _AND_OTHERS.search(scene.text.text, piece.segment.start, piece.number.start):
        # 企业、律所等提出 51 件
        all_of_them = _of_applicant(row, "organisations", piece, head, scene)
        options = [tuple(dict.fromkeys((*all_of_them, *added(options))))]
    if phrase.citizen and piece.status == "received" and not scene.among:
        options = [(*options[0], *readings("requests", "received"))]
    elif head is None and not piece.status and len(options) == len(phrase.columns):
        options = [(o[0], readings("requests", "done", c)[0]) for o, c in zip(options, phrase.columns, strict=True)]
    return options


def _other_organisations(piece: Piece, before: tuple[Token, ...], scene: Scene) -> tuple[Sum, ...]:
    """自然人 6 件、其他组织 1 件: the column of that name, or all the columns that the list does not name."""
    tokens = [t for t in (*before, *piece.segment.tokens) if t.kind == "column" and t.means == "unclear"]
    if not any(scene.text.text.startswith("其他组织", token.start) for token in tokens) or piece.status:
        return ()
    depth = piece.segment.depth
    told = [p for p in scene.sentence if p.column and p.claims and p.segment.depth == depth]
    if not told or any(p.number.measure != piece.number.measure for p in told):
        return ()
    named = {column for p in told for column in p.column.split("+")}
    if "organisations" in named:
        return ()
    left = [column for column in COLUMNS if column not in named]
    found: list[Sum] = []
    for reading in scene.claims[told[-1].claims[0]].readings:
        found += [moved(reading, told[-1].column, ["other_org"]), moved(reading, told[-1].column, left)]
    return tuple(dict.fromkeys(each for each in found if each))


def moved(meant: Sum, column: str, columns: list[str]) -> Sum:
    """The same rows in other columns."""
    if not all(cell.endswith("." + column) for cell in meant):
        return ()
    return tuple(cell.removesuffix(column) + each for cell in meant for each in columns)


def _is_a_body(piece: Piece, before: tuple[Token, ...], scene: Scene) -> bool:
    tokens = [t for t in (*before, *piece.segment.tokens) if t.kind == "column" and t.means == "unclear"]
    return any(scene.text.text.startswith("法人", token.start) for token in tokens)


def before_bracket(piece: Piece, scene: Scene) -> Piece | None:
    """结转 2 件（自然人 1 件、企业 1 件）: the number that the brackets are of."""
    before = [p for p in scene.sentence if p.segment.depth < piece.segment.depth and p.claims]
    found = before[-1] if before and before[-1].segment.closed == "(" else None
    return found if found is not None and found.family == "requests" and not found.column else None


def _of_applicant(row: str, column: str, piece: Piece, head: Piece | None, scene: Scene) -> tuple[Sum, ...]:
    """The row's cell; where 新收 and 上年结转 are both told, who applied may be told of either or both."""
    told = any(p.status == "carried_in" and p.claims for p in scene.pieces)
    received = readings("requests", "received", column)
    if piece.status or head is None:
        return readings("requests", row, column)
    if row == "newly" and told:
        return received
    if row == "carried_in":
        return (*readings("requests", row, column), *received)
    apart = not scene.among or any(p.status in ("received", "newly") for p in scene.pieces)
    if row in ("done", "carried_out") and apart:
        return tuple(dict.fromkeys((*readings("requests", row, column), *received)))
    return readings("requests", row, column)
