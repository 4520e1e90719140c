"""0 by denial: 未收到申请, 无结转, 未发生行政复议、行政诉讼, 没有制定规范性文件."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import DOCUMENTS, FAMILY, RESULTS, is_outcome, readings
from core.narrative.scene import Scene
from core.narrative.segments import Segment

_FAR = 24
_NEAR = 2
_GOES_ON = re.compile(
    "(?!发生|出现|产生|存在|收到|接到|受理|办理|处理|结转|继续|情况|情形|涉及|任何)[\u4e00-\u9fa5]{3}"
)
_IN_GENERAL = ("凡", "如", "若", "遇")
_OTHERS = ("其他申请", "其它申请", "其余申请")
_DISPUTES = ("review", "litigation", "litigation_direct", "litigation_after_review", "disputes")


def read_denial(
    segment: Segment, tokens: Sequence[Token], at: int, around: tuple[Segment | None, Segment | None], scene: Scene
) -> None:
    """Add the claims of a denial: `at` is the place of the denying word among the segment's tokens, `around` are the
    segments before and after."""
    preceding, following = around
    deny = tokens[at]
    after = list(tokens[at + 1 :])
    before = list(tokens[:at])
    if not before and segment.opened == ":" and preceding is not None and not preceding.has("number"):
        before = list(preceding.tokens)
    if not _speaks(after):
        after, before = before, []
        rest = scene.text.text[tokens[at].end : segment.end]
        if not _speaks(after) or not _ends(tokens[at + 1 :]) or _GOES_ON.match(rest):
            return  # 有的申请一开始没有沟通到位
        deny = Token(deny.kind, "none", after[0].start, deny.end)
    elif following is not None and _continues(following, after):
        after += following.tokens
    if _harmless(after) or _besides(segment, deny, scene):
        return
    if scene.other_year or any(token.kind == "unit" for token in before) or _asked(before):
        return
    end = max(t.end for t in after if t.kind in ("topic", "status")) if _speaks(after) else deny.end
    for meant in _denied(deny, after, scene):
        scene.claim(Kind.DENIAL, deny.start, max(deny.end, end), segment, 0, meant)


def _harmless(after: Sequence[Token]) -> bool:
    """公开的信息未涉及国家秘密和个人隐私: of what was published, not of applications."""
    rows = {t.means for t in after if t.kind == "status"}
    secrets = bool(rows) and rows <= {"denied.state_secret", "denied.third_party_rights"}
    return secrets and not any(t.kind == "topic" for t in after)


def _besides(segment: Segment, deny: Token, scene: Scene) -> bool:
    """除此之外没有收到别的申请: no others than those told of."""
    text = scene.text.text
    if text.startswith(_IN_GENERAL, segment.start):
        return True  # 凡答复不掌握或者不存在的，必须附检索过程
    return (
        text.startswith("除", segment.start)
        or text.startswith(_OTHERS, deny.end)
        or any(word in text[deny.end : deny.end + 8] for word in ("别的", "其他的", "另外的"))
    )


def _speaks(tokens: Sequence[Token]) -> bool:
    return any(t.kind in ("topic", "carry") or (t.kind == "status" and _own(t.means)) for t in tokens)


def _own(status: str) -> bool:
    """A status that can be denied without saying of what."""
    return is_outcome(status) or status in ("carried_in", "carried_out") or status in DOCUMENTS


def _ends(after: Sequence[Token]) -> bool:
    """行政复议、行政诉讼均未发生; 依申请公开：无."""
    return all(t.kind in ("happen", "next", "this") or t.means in ("received", "handled") for t in after)


def _asked(before: Sequence[Token]) -> bool:
    return any(token.kind == "qualifier" for token in before)


def _continues(following: Segment, after: Sequence[Token]) -> bool:
    """未因信息公开被申请行政复议，提起行政诉讼: the denial reaches over the comma."""
    if following.opened != "," or following.has("number", "deny", "status", "percent", "each", "all"):
        return False
    first = following.tokens[:2]
    over = any(t.means in _DISPUTES for t in after) and any(t.means in _DISPUTES for t in first)
    return over and following.end - following.start < _FAR


def _denied(deny: Token, after: list[Token], scene: Scene) -> list[tuple[Sum, ...]]:
    topics = [t for t in after if t.kind == "topic"]
    disputes = [t for t in topics if t.means in _DISPUTES]
    first = min((t.start for t in topics), default=deny.end)
    if first - deny.end > _FAR and not any(t.kind in ("cause", "happen", "status", "applicants") for t in after):
        return []
    if _qualified(after, first, disputes):
        return []
    results = [t.means for t in after if t.kind == "status" and t.means in RESULTS and t.means != "pending"]
    found: list[tuple[Sum, ...]] = []
    if disputes:
        if not any(p.family == "disputes" and p.claims and p.number.value for p in scene.sentence):
            # 复议 6 件，未发生诉讼。对被纠正的 1 件: there are only those of the first kind
            scene.topic = disputes[-1].means
        if _requests_too(after, topics, disputes[0]):
            found.append(readings("requests", "newly"))
        for name in dict.fromkeys(t.means for t in disputes):
            options = [readings(name, result) for result in results] or [readings(name, "")]
            found += _apart(name, options)
        return [meant for meant in found if meant]
    return _without_disputes(deny, after, topics, scene)


def _apart(name: str, options: list[tuple[Sum, ...]]) -> list[tuple[Sum, ...]]:
    """复议诉讼 are two things, each of them denied."""
    if name != "disputes":
        return options
    return [((cell,),) for option in options for cell in option[0]]


def _requests_too(after: list[Token], topics: list[Token], dispute: Token) -> bool:
    """未收到申请、行政复议和行政诉讼, but not 未发生因信息公开申请引起的行政复议."""
    requests = [t for t in topics if t.means in ("requests", "request") and t.end <= dispute.start]
    if not requests:
        return False
    between = [t for t in after if requests[-1].end <= t.start < dispute.start]
    joined = bool(between) and between[0].kind in ("join", "stop")
    return joined and not any(t.kind == "cause" and t.start < requests[0].start for t in after)


def _qualified(after: list[Token], first: int, disputes: list[Token]) -> bool:
    """A denial of something narrower: 逾期答复的申请, 收费的申请, 因不当答复引发的复议."""
    for at, token in enumerate(after):
        if token.kind != "qualifier" and not (token.kind == "status" and token.means == "silent"):
            continue
        if token.start < first:
            return True
        before = after[at - 1] if at else None
        if before is not None and before.kind == "topic" and token.start - before.end <= 3:
            return True
    return False


def _without_disputes(deny: Token, after: list[Token], topics: list[Token], scene: Scene) -> list[tuple[Sum, ...]]:
    families = [FAMILY.get(t.means, "") for t in topics]
    columns = [t.means for t in after if t.kind == "column"]
    known = [c for c in columns if c not in ("unclear", "citizen", "natural_person")]
    if known and not {"citizen", "natural_person"} & set(columns) and set(families) <= {"requests"}:
        # 无科研机构、社会公益组织申请
        return [readings("requests", "newly", column) for column in known]
    statuses = [t.means for t in after if t.kind == "status"]
    own = [s for s in statuses if is_outcome(s) or s.startswith("carried")]
    if own and "newly" in statuses:
        own.append("newly")
    start = min((t.start for t in after if t.kind == "status"), default=deny.end)
    if own and not topics and start - deny.end > _NEAR and after[0].kind not in ("happen", "topic", "cause"):
        return []  # 未采纳其不公开的主张
    if own and (not topics or "requests" in families):
        return [readings("requests", status) for status in dict.fromkeys(own)]
    if "documents" in families:
        scene.topic = next(t.means for t in topics if FAMILY.get(t.means) == "documents")
        return _documents(deny, statuses, [t.means for t in topics if FAMILY.get(t.means) == "documents"])
    if not topics and FAMILY.get(scene.topic) == "documents":
        wanted = [s for s in statuses if s in DOCUMENTS]
        return [readings(scene.topic, status) for status in wanted]
    if not topics or families[0] == "" or (deny.means == "not" and not _verb(after)):
        return []
    if families[-1] == "" and any(t.kind == "cause" for t in after):
        return []  # 没有因政府信息公开申请发出过缴费通知
    decided = [t.means for t in topics if FAMILY.get(t.means) in ("decisions", "fees")]
    if decided:
        other = set(statuses) - {"decided", "done", "handled", "unnamed"}
        return [] if other else [readings(name, "") for name in decided]
    if "requests" in families and not set(statuses) - {"received", "newly", "handled", "opened", "unnamed"}:
        if families[-1] == "" and topics[-1].start - topics[0].end <= 2:
            return []
        scene.topic = "requests"
        return [readings("requests", "newly")]
    return []


def _documents(deny: Token, statuses: list[str], topics: list[str]) -> list[tuple[Sum, ...]]:
    wanted = [s for s in dict.fromkeys(statuses) if s in DOCUMENTS]
    if not wanted and (deny.means == "not" or statuses):
        return []
    if wanted:
        return [readings(topic, status) for topic in dict.fromkeys(topics) for status in wanted]
    return [(*readings(topic, "issued"), *readings(topic, "in_force")) for topic in dict.fromkeys(topics)]


def _verb(after: list[Token]) -> bool:
    return any(t.kind == "happen" or t.means in ("received", "newly", "handled", "decided") for t in after)
