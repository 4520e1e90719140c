"""What the words around a number say that it counts: topics, statuses, the applicant."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from core.narrative.lexicon import Token
from core.narrative.meaning import DOCUMENTS, FAMILY, GROUPS, RESULTS, is_row
from core.narrative.scene import Phrase, Scene

_NEAR = 2
_LEADS_TO = ("引发", "引起", "导致", "产生")
_NOUN_WITHIN = 10
_APPLIES = ("申请", "提", "通过", "的", "或", "和", "及", "与", "类", "以", "寄", "发", "向", "要求")
_AND_OTHERS = 1
"""等, 等原因 and the like between reasons and what was decided for them."""
_BETWEEN = re.compile(
    "(?:的|类|通过|提交|提出|递交|发来|寄来|网络|网上|网站|线上|线下|邮寄|信函|书面|当面|现场|(?:政府|政务)?信息|依?申请|公开|受理|收到|办结"
    "|人|主要|主体|仅|只|为|有|是|共计?|总计|合计|分别|各|均|占|事项|案?件|自然人|公民|法人|企业|组织|其[他它]|数量?|总?量|达到?|约|近|超过?|[:()、,和及与或])*"
)
_SILENT = ("silent", "unlisted", "unnamed", "withdrawn", "ended")
"""Statuses that the form does not count, or counts under another name."""
_GOES_ON_WITH = ("已", "均", "都", "在", "全部", "统一", "集中", "并")
_GOES_ON = re.compile("(?!了|的|并|且|答复|处理|和|及|或|、)[\u4e00-\u9fa5]{3}")
_LED_TO = re.compile(
    "(?:(?:政府信息公开)?申请人?(?:进入|引发|引起|导致|转入|被?提起|提出|申请)了?|(?:告知|答复)书?被(?:提起|申请)?)(?:行政)?(复议|诉讼)(?P<both>[和及、或](?:行政)?诉讼)?"
)
LEFTOVERS = ("unnamed", "withdrawn")
_BEFORE_REQUEST = frozenset("的了过到理份件条宗起开上下络函面箱站寄递类效体织业人民位构收共计受、,.;:()为是新结")


def grouped(tokens: Sequence[Token], wanted: Callable[[Token], bool]) -> tuple[Token, ...]:
    """The last wanted token, and those before it that are joined to it."""
    found: list[Token] = []
    joined = True
    for token in reversed(tokens):
        if wanted(token):
            if not joined:
                break
            found.append(token)
            joined = False
        elif token.kind == "join" or (token.kind == "stop" and token.means == "、"):
            joined = True
    return tuple(reversed(found))


def direction(at: int, tokens: Sequence[Token], year: int | None) -> str:
    """Whether a carrying over is from last year or to the next, by the year words around it: carried_in, carried_out,
    or carried where they do not say."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    word = tokens[at]
    if year is not None and any(t.kind == "year" and t.value > year for t in tokens[at + 1 :]):
        return "carried_out"
    if after is not None and after.kind == "next":
        return "carried_out"
    if after is not None and after.kind == "year" and after.start - word.end <= 1 and year is not None:
        return "carried_out" if after.value > year else "carried_in"
    if after is not None and after.kind == "this" and after.start - word.end <= 1:
        return "carried_in"
    if any(token.kind == "next" for token in tokens):
        return "carried_out"
    if before is not None and before.kind == "last":
        return "carried_in"
    if before is not None and before.kind == "year" and word.start - before.end <= 6:
        if year is not None and before.value != year:
            return "carried_in" if before.value < year else "carried_out"
        return "carried"
    if any(token.kind == "last" for token in tokens[:at]):
        return "carried_in"
    if any(token.kind == "rest" for token in tokens):
        return "carried_out"
    return "carried"


def resolved(tokens: Sequence[Token], year: int | None) -> tuple[Token, ...]:
    """The same tokens with every carrying over turned into a status, and 下年办理 likewise."""
    out: list[Token] = []
    carried = any(token.kind == "carry" or token.means in ("carried_in", "carried_out") for token in tokens)
    for at, token in enumerate(tokens):
        if token.kind == "passed":
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            if year is not None and following is not None and (following.kind, following.value) == ("year", year + 1):
                out.append(Token("status", "carried_out", token.start, token.end))
            continue
        if token.kind == "brought":
            if at and _is_past(tokens[at - 1], year) and token.start - tokens[at - 1].end <= _NEAR_YEAR:
                # 2023 年转来 2 件, 去年没办完的 2 件
                out.append(Token("status", "carried_in", token.start, token.end))
            elif token.means:
                out.append(Token("status", token.means, token.start, token.end))
            continue
        if token.kind == "carry":
            out.append(Token("status", direction(at, tokens, year), token.start, token.end))
        elif (token.kind == "next" or _next_year(at, tokens, year)) and not carried:
            out.append(Token("status", "carried_out", token.start, token.end))
        else:
            out.append(token)
    return tuple(out)


_NEAR_YEAR = 4


def _is_past(token: Token, year: int | None) -> bool:
    """上年, 2023 年 in the report of 2024."""
    return token.kind == "last" or (token.kind == "year" and year is not None and token.value == year - 1)


def _next_year(at: int, tokens: Sequence[Token], year: int | None) -> bool:
    """余 6 件将于 2025 年答复, in the report of 2024."""
    token = tokens[at]
    if token.kind != "year" or year is None or token.value != year + 1:
        return False
    counted = any(t.kind == "number" for t in tokens[:at]) and any(t.kind == "rest" for t in tokens[:at])
    return counted and any(t.kind == "status" and t.means in ("done", "handled", "pending") for t in tokens[at:])


def _is_topic(scene: Scene, tokens: Sequence[Token]) -> Callable[[Token], bool]:
    text = scene.text.text
    ends = {token.end for token in tokens if token.kind != "topic"}
    foreign = {token.end for token in tokens if token.means == "foreign"}

    def wanted(token: Token) -> bool:
        if token.kind != "topic":
            return False
        if token.means != "request" or token.start == 0:
            return True
        if token.start in foreign:
            return False
        # 低保申请, 补助申请: an application of another kind
        before = text[token.start - 1]
        return token.start in ends or before in _BEFORE_REQUEST or not "一" <= before <= "龥"

    return wanted


def statuses_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The statuses that govern a number: rows of the form before verbs, joined ones together; "silent" where the words
    speak of something that the form does not count."""
    found = [token for token in tokens if token.kind == "status"]
    made = any(token.means in DOCUMENTS for token in found[:-1])
    if len(found) > 1 and found[-1].means == "opened" and (made or found[-1].start in _ends_of_requests(tokens)):
        # 受理申请公开 80 件: what was applied for; 制定公开 11 份规范性文件: what was made
        return statuses_of([token for token in tokens if token is not found[-1]])
    if len(found) > 1 and found[-1].means == "ended":
        # 重复申请不再处理 3 件
        return statuses_of([token for token in tokens if token.means != "ended"])
    if not found:
        return ()
    if any(token.means == "forwarded" for token in found):
        # 收到县政府办转办的申请 2 件 was received; 转办 2 件 was passed on
        kept = [token for token in tokens if token.means != "forwarded"]
        return statuses_of(kept) if found[0].means == "received" else ("silent",)
    if found[-1].means in RESULTS and any(token.means == "withdrawn" for token in found):
        # 因申请人撤回而终止 1 件
        return (found[-1].means,)
    if len(found) > 1 and found[-2].means == "unnamed" and found[-2].end == found[-1].start:
        # 其他不予公开 2 件
        return ("silent",)
    if found[-1].means in _SILENT:
        return (found[-1].means,) if found[-1].means in LEFTOVERS else ("silent",)
    rows = grouped([t for t in tokens if t.kind != "status" or is_row(t.means)], lambda t: t.kind == "status")
    if rows:
        means = _for_a_reason(rows, tokens)
        verbs = {token.means for token in found}
        if "carried_in" in means and "done" in verbs:
            return ("silent",)
        if means == ("opened",) and verbs - {"opened"}:
            # 答复并公开, 受理后公开: too loose a word beside a firmer one
            return tuple(m for m in _verbs(tokens) if m != "opened") if rows[-1] is not found[-1] else means
        return means
    if any(token.means in _SILENT for token in found):
        return ("silent",)
    return _verbs(tokens)


def _ends_of_requests(tokens: Sequence[Token]) -> frozenset[int]:
    return frozenset(token.end for token in tokens if token.means == "request")


def _for_a_reason(rows: tuple[Token, ...], tokens: Sequence[Token]) -> tuple[str, ...]:
    """因属于过程性信息不予公开 2 件 is the row of the reason, or the whole group."""
    means = tuple(dict.fromkeys(token.means for token in rows))
    if len(means) == 2 and means[1].startswith(means[0] + "."):
        # 不公开并告知行政查询途径: the group, or the row
        return ("|".join(means),)
    if "unavailable.not_existing" in means:
        # 不存在或不掌握: one row, in two words
        means = tuple(m for m in means if m != "unavailable.not_held")
    group = means[-1]
    if group not in GROUPS:
        return means
    own = [
        t.means for t in tokens if t.kind == "status" and t.start < rows[-1].start and t.means.startswith(group + ".")
    ]
    reasons = tuple(dict.fromkeys(own))
    if not reasons or not set(means[:-1]) <= set(reasons):
        return means
    if len(reasons) == 1:
        return (f"{group}|{reasons[0]}",)
    last = max(t.end for t in tokens if t.kind == "status" and t.means in reasons)
    # 因内部事务信息、过程性信息等原因不予公开 5 件
    return (group,) if rows[-1].start - last >= _AND_OTHERS else ("silent",)


def _verbs(tokens: Sequence[Token]) -> tuple[str, ...]:
    group = grouped(tokens, lambda t: t.kind == "status" and t.means not in _SILENT)
    means = tuple(dict.fromkeys(token.means for token in group))
    if "pending" in means:
        # 年底收到、尚在答复期内的 1 件
        return ("pending",)
    if means == ("published",):
        # 制定公布: made known, after what was done
        others = [t for t in tokens if t.means != "published"]
        return _verbs(others) or means
    # 收到和处理: the weaker verb adds nothing
    return tuple(m for m in means if m != "handled") or means


def phrase_of(before: Sequence[Token], after: Sequence[Token], number: Token, scene: Scene) -> Phrase:
    """Read the words before a number and, where they do not say enough, those after it."""
    of = max((i for i, token in enumerate(before) if token.kind == "of"), default=-1)
    for token in before[: of + 1]:
        if token.kind == "topic" and FAMILY.get(token.means) == "disputes":
            # 复议案件中维持 10 件
            scene.topic = token.means
    if _among_information(before, number, scene):
        return Phrase(("foreign",))
    before = _after_cause(_after_examples(before[of + 1 :], scene), scene)
    wanted = _is_topic(scene, (*before, number, *after))
    topics = tuple(dict.fromkeys(token.means for token in grouped(before, wanted)))
    statuses = statuses_of([t for at, t in enumerate(before) if _close_enough(t, number, before[at + 1 : at + 3])])
    if statuses == ("opened",) and any(t.kind == "all" and t.end == before[-1].start for t in before):
        # 全部公开 3 件、部分公开 1 件: in full
        statuses = ("granted",)
    if topics and FAMILY.get(topics[-1]) == "disputes" and _over_an_answer(before, scene):
        statuses = tuple(s for s in statuses if s != "done")
    columns = grouped(before, lambda t: t.kind == "column" and not _of_a_secret(t, scene))
    if any(token.kind == "mainly" for token in after) or (after and after[0].kind == "respectively"):
        # 7 件申请以企业为主, 其余 2 件分别因不掌握和需另行制作
        after = [token for token in after if token.kind == "topic"][:1]
    near = _noun_after(after, number)
    if not topics or topics == ("request",):
        noun = next((token.means for token in near if wanted(token)), "")
        if noun == "foreign" and scene.text.text.startswith(_GOES_ON_WITH, number.end):
            noun = ""  # 现行有效的 9 件已在专栏公开
        led_to = _led_to(number, scene)
        noun = led_to or noun
        after = [t for t in after if t.means != "done"] if led_to else after
        topics = (noun,) if noun and not (noun == "request" and topics) else topics
    if statuses == ("done",) and _wanting(before):
        statuses = ("silent",)
    statuses = statuses or _said_by_noun(before, scene)
    number_first = not statuses and not columns
    if number_first:
        statuses = ("silent",) if _with_object(after, scene) else _decided(after, scene) or statuses_of(after)
        columns = tuple(t for t in (near or after) if t.kind == "column" and _applies(t, number, scene))[:1] or columns
        if not topics:
            # 1 件因征询意见: the cause is not what is counted
            told = itertools.takewhile(lambda t: t.kind != "cause", after)
            topics = tuple(t.means for t in told if wanted(t))[:1]
            if not statuses and topics == ("request",) and any(t.means == "foreign" for t in after):
                topics = ("foreign",)  # 对 1 件申请发出收费通知
            if not statuses and topics and not near and FAMILY.get(topics[0]) == "requests":
                # 对 10 个镇街作了依申请公开测评: not what the number counts
                topics = ()
    elif not topics and set(statuses) <= {"received", "newly"} and _of_another_thing(after, number):
        topics = ("foreign",)
    elif not columns:
        columns = tuple(t for t in near if t.kind == "column")[:1]
    names = tuple(dict.fromkeys(token.means for token in columns))
    citizen = "citizen" in names
    return Phrase(
        topics,
        statuses,
        tuple("natural_person" if n == "citizen" else n for n in names),
        citizen,
        number_first and bool(statuses),
        _near(columns, number, scene) or any(t.kind in ("mainly", "percent") for t in before),
    )


def _of_a_secret(column: Token, scene: Scene) -> bool:
    """涉及企业商业秘密的 1 件: whose secret, not who applied."""
    return scene.text.text.startswith(("商业秘密", "秘密", "隐私"), column.end)


def _applies(column: Token, number: Token, scene: Scene) -> bool:
    """1 件由企业提出, but not 1 件索取某国有企业审计报告."""
    text = scene.text.text
    if not "一" <= text[column.end : column.end + 1] <= "龥":
        return True
    return column.start - number.end <= _NEAR + 1 or text.startswith(_APPLIES, column.end)


def _wanting(before: Sequence[Token]) -> bool:
    """对答复不规范的 4 件及时指导: some of those answered."""
    return any(one.means == "done" and other.kind == "qualifier" for one, other in itertools.pairwise(before))


def _over_an_answer(before: Sequence[Token], scene: Scene) -> bool:
    """不服答复提起行政复议 1 件, 就我局答复申请复议 2 件: an answer is what the case is about, not what was done."""
    done = next((t for t in before if t.means == "done" and t.kind == "status"), None)
    if done is None:
        return False
    named = [t.start for t in before if t.kind == "topic" and FAMILY.get(t.means) == "disputes"]
    words = [t for t in before if t.end <= done.start]
    earlier = any(t.kind == "cause" or scene.text.text.startswith("不服", t.start) for t in words)
    return (earlier or "不服" in scene.text.text[done.end : named[-1]]) and done.end <= named[-1]


def _of_another_thing(after: Sequence[Token], number: Token) -> bool:
    """收到 2 件区政府的信息公开征询单: what follows is what was counted."""
    noun = next((token for token in after if token.kind in ("topic", "stop", "number")), None)
    return noun is not None and noun.means == "foreign" and noun.start - number.end <= _NOUN_WITHIN


def _led_to(number: Token, scene: Scene) -> str:
    """6 件申请进入行政复议程序: so many cases."""
    found = _LED_TO.match(scene.text.text, number.end)
    if found is None:
        return ""
    return "disputes" if found["both"] else "review" if found[1] == "复议" else "litigation"


def _said_by_noun(before: Sequence[Token], scene: Scene) -> tuple[str, ...]:
    """新申请 33 件 are new ones, 申请量 30 件 is what came in."""
    words = [
        scene.text.text[t.start : t.end] for t in before if t.kind == "topic" and FAMILY.get(t.means) == "requests"
    ]
    if any(word.startswith("新申请") for word in words):
        return ("newly",)
    return ("received",) if any(word.endswith(("申请量", "申请数", "申请数量", "申请总量")) for word in words) else ()


def _decided(after: Sequence[Token], scene: Scene) -> tuple[str, ...]:
    """1 件被撤销答复书中的部分内容: what was decided on a case, not what the decision was about."""
    means = next((token.means for token in after if token.kind == "status"), "")
    return (means,) if means in RESULTS and FAMILY.get(scene.topic) == "disputes" else ()


def _with_object(after: Sequence[Token], scene: Scene) -> bool:
    """1 件申请公开审计底稿, 3 条公开详细内容可能涉及…: what was asked for, not what was done."""
    first = next((token for token in after if token.kind == "status"), None)
    if first is not None and first.means == "opened" and _GOES_ON.match(scene.text.text, first.end):
        return True
    return any(token.means == "opened" and token.start in _ends_of_requests(after) for token in after)


def _after_cause(before: Sequence[Token], scene: Scene) -> Sequence[Token]:
    """因申请人不服答复引发行政复议 4 件: what stands before 引发 is the cause."""
    text = scene.text.text
    ends = [i for i, t in enumerate(before) if t.kind == "happen" and text.startswith(_LEADS_TO, t.start)]
    disputes = ends and any(t.kind == "topic" and FAMILY.get(t.means) == "disputes" for t in before[ends[-1] :])
    return before[ends[-1] + 1 :] if disputes else before


def _after_examples(before: Sequence[Token], scene: Scene) -> Sequence[Token]:
    """审核、备案等行政许可 214 件: what stands before 等 are examples of the topic."""
    text = scene.text.text
    topics = [i for i, t in enumerate(before) if t.kind == "topic" and t.start and text[t.start - 1] == "等"]
    if not topics or FAMILY.get(before[topics[-1]].means) != "decisions":
        return before
    return before[topics[-1] :]


def _among_information(before: Sequence[Token], number: Token, scene: Scene) -> bool:
    """公开行政处罚决定、管制通告等信息 688 条: information of several kinds, decisions among it."""
    families = {FAMILY.get(t.means) for t in before if t.kind == "topic"} - {None}
    return families == {"decisions"} and scene.text.text.endswith(("等信息", "等内容"), 0, number.start)


def _near(columns: Sequence[Token], number: Token, scene: Scene) -> bool:
    """自然人提交的申请 22 件, but not 公开国有企业改革、资产监管等信息 68 条."""
    last = max((token.end for token in columns), default=number.start)
    return last >= number.start or _BETWEEN.fullmatch(scene.text.text, last, number.start) is not None


def _close_enough(token: Token, number: Token, following: Sequence[Token]) -> bool:
    """公开 counts only where the number follows at once, or 或部分公开; it stands in too many other words."""
    if token.means != "opened" or number.start - token.end <= 2:
        return True
    beside = [t.kind for t in following[:1]] in (["join"], ["stop"]) and following[0].start - token.end <= 1
    return beside and following[-1].means == "partly_granted"


def _noun_after(after: Sequence[Token], number: Token) -> tuple[Token, ...]:
    """The noun phrase that follows a number at once: 8 份自然人提出的信息公开申请."""
    found: list[Token] = []
    end = number.end
    for token in after:
        if token.start - end > _NEAR + 2 * bool(found) or token.kind not in (
            "topic",
            "column",
            "channel",
            "applicants",
        ):
            break
        found.append(token)
        end = token.end
    return tuple(found)
