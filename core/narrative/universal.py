"""What is said of all applications at once: 全部办结, 所有申请均予以公开, 申请人均为自然人. The rest is 0."""

from __future__ import annotations

import re

from core.narrative.claim import Kind, Sum
from core.narrative.meaning import GROUPS
from core.narrative.scene import Scene
from core.narrative.segments import Segment

_REQUESTS = r"(?:所有|全部|上述|以上)(?:收到的|受理的|新收的)?(?:政府信息公开|信息公开|依申请公开)?的?申请(?:事项|件)?"
_ALL = "(?:均|都|全部|皆|悉数)"
_THIS_YEAR = "(?:已|在|于|年内|当年|本年度?|目前)*"
_DONE = "(?:办结|办理完毕|办结完毕|答复完毕|办理完成)"
_OPENED = "(?:予以|同意|给予|准予)公开"
_NATURAL = "(?:自然人|公民|个人)"

_NONE_LEFT: tuple[Sum, ...] = (("requests.carried_out.total",),)
_NO_OTHER_OUTCOME: tuple[Sum, ...] = (
    tuple(f"requests.{row}.total" for row in ("partly_granted", *GROUPS)),
    tuple(f"requests.{row}.total" for row in GROUPS),
)
_NO_ORGANISATION: tuple[Sum, ...] = (("requests.received.organisations",),)

SAYINGS: tuple[tuple[str, bool, tuple[Sum, ...]], ...] = (
    (f"{_REQUESTS}{_ALL}{_THIS_YEAR}{_ALL}?{_DONE}", False, _NONE_LEFT),
    (f"{_THIS_YEAR}{_ALL}{_THIS_YEAR}{_DONE}", True, _NONE_LEFT),
    (f"{_REQUESTS}{_ALL}已?{_OPENED}", False, _NO_OTHER_OUTCOME),
    (f"(?:申请)?(?:办理|答复)结果{_ALL}[为是]{_OPENED}", False, _NO_OTHER_OUTCOME),
    (f"(?:申请人|申请主体)(?:{_ALL}[为是系]|{_ALL}?[为是系](?={_NATURAL}$)){_NATURAL}", False, _NO_ORGANISATION),
)
"""A segment's words, whether they speak of the number before, and what is 0 if they are true."""

_RECEIVED = ("received", "newly", "handled")


def read_universal(segment: Segment, scene: Scene) -> None:
    """Add the claim of a segment that speaks of all applications."""
    words = scene.text.text[segment.start : segment.end]
    if scene.other_year or scene.marks or segment.depth or not words:
        return
    for saying, of_the_number, nothing in SAYINGS:
        if re.fullmatch(saying, words) and (not of_the_number or _after_received(scene)):
            scene.claim(Kind.EVERY, segment.start, segment.end, segment, 0, nothing)


def _after_received(scene: Scene) -> bool:
    """收到 24 件（较上年…），全部办结, but not 上年结转 3 件，全部办结."""
    told = [piece for piece in scene.sentence if not piece.base and not piece.delta]
    return bool(told) and told[-1].family == "requests" and bool(told[-1].claims) and told[-1].status in _RECEIVED
