"""Numbers with their measure words: what each counts, and so what it claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.narrative.claim import Kind, Sum
from core.narrative.lexicon import Token
from core.narrative.meaning import DOCUMENTS, FAMILY, PEOPLE, RESULTS, added, fits, is_outcome, is_row, readings
from core.narrative.phrases import phrase_of, statuses_of
from core.narrative.scene import Phrase, Piece, Scene
from core.narrative.segments import Segment
from core.narrative.sums import read_sum
from core.values import Number, simplest

_PER_TEN_THOUSAND_YUAN: dict[str, Number] = {"元": 10_000, "亿元": Decimal("0.0001")}
_MEANINGFUL = ("topic", "status", "column", "carry", "next")
_MAIN = ("received", "newly", "handled", "done", "unsaid", "carried_in", "carried_out")


def read_counts(segment: Segment, tokens: Sequence[Token], scene: Scene) -> None:
    """Add a piece, and its claims, for each number among the tokens of a segment."""
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number"]
    if not numbers:
        return
    first_before = tokens[: numbers[0]]
    first_after = tokens[numbers[0] + 1 :]
    number_first = not any(t.kind in _MEANINGFUL for t in first_before) and any(
        t.kind in ("status", "column", "carry", "next") for t in first_after
    )
    previous = -1
    for place, at in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else len(tokens)
        before = () if number_first and place else tuple(tokens[previous + 1 : at])
        after = tuple(tokens[at + 1 : following])
        if following < len(tokens) and not number_first:
            after = tuple(t for t in after if t.start - tokens[at].end <= 1)[:1]
        _read_number(segment, before, tokens[at], after, scene)
        previous = at


def _read_number(
    segment: Segment, before: tuple[Token, ...], number: Token, after: tuple[Token, ...], scene: Scene
) -> None:
    cut = next((i for i, token in enumerate(after) if token.kind in ("all", "each")), len(after))
    piece = Piece(number, segment)
    kinds = {token.kind for token in before}
    sign = next((1 if t.means == "+" else -1 for t in before if t.kind == "change" and number.start - t.end <= 3), 0)
    if sign or _earlier(before) or _compared(segment, number, scene):
        scene.pieces.append(replace(piece, base=not sign, delta=sign))
        return
    phrase = _in_turn(phrase_of(before, after[:cut], number, scene), kinds, scene)
    phrase = _after_review(_still_open(phrase, before), scene)
    piece = _understood(piece, phrase, before, after[:cut], scene)
    if scene.marks and piece.family == "requests":
        piece = replace(piece, foreign=True)
    if scene.other_year or _of_a_part(before) or _in_foreign_list(scene):
        scene.pieces.append(replace(piece, foreign=True, base=scene.other_year))
        return
    scene.pieces.append(read_sum(_claimed(piece, phrase, before, scene), phrase, scene))
    if cut < len(after):
        read_all(segment, after[cut:], scene)


def _in_turn(phrase: Phrase, kinds: set[str], scene: Scene) -> Phrase:
    """行政复议、行政诉讼分别为 2 件、1 件: each number is of one subject, in their order."""
    if "respectively" in kinds and len(phrase.topics) > 1:
        scene.queue = [replace(phrase, topics=(topic,)) for topic in phrase.topics]
    elif "respectively" in kinds and len(phrase.columns) > 1:
        scene.queue = [replace(phrase, columns=(column,)) for column in phrase.columns]
    elif "respectively" in kinds and len(phrase.statuses) > 1:
        scene.queue = [replace(phrase, statuses=(status,)) for status in phrase.statuses]
    elif phrase:
        scene.queue = []
    return scene.queue.pop(0) if scene.queue else phrase


def _still_open(phrase: Phrase, before: tuple[Token, ...]) -> Phrase:
    """尚有 1 件在法定期限内办理 is not what was dealt with."""
    if phrase.statuses == ("handled",) and any(t.kind == "rest" and t.means == "open" for t in before):
        return replace(phrase, statuses=("pending",))
    return phrase


def _after_review(phrase: Phrase, scene: Scene) -> Phrase:
    """行政复议 7 件，其中 2 件提起诉讼: of the cases reviewed."""
    head = scene.list_head if scene.among else None
    if head is not None and head.topic == "review" and phrase.topics == ("litigation",):
        return replace(phrase, topics=("litigation_after_review",))
    return phrase


def _earlier(before: tuple[Token, ...]) -> bool:
    """较 2023 年的 12 件: the number of another year, given for comparison."""
    compare = next((i for i, token in enumerate(before) if token.kind == "compare"), None)
    return compare is not None and any(token.kind in ("last", "year") for token in before[compare:])


def _compared(segment: Segment, number: Token, scene: Scene) -> bool:
    """A number in brackets after 比 2022 年: the earlier number."""
    if segment.opened != "(" or len(segment.tokens) > 2:
        return False
    return scene.compared


def _in_foreign_list(scene: Scene) -> bool:
    """The items of a list of something else: 公开信息 61 条，其中…申请公开事项 5 条."""
    head = scene.list_head
    return scene.among and head is not None and head.foreign


def _of_a_part(before: tuple[Token, ...]) -> bool:
    """A unit of the body, not the body: 所属事业单位收到 3 件. With 和 before it (局机关和所属单位) it is the whole."""
    for at, token in enumerate(before):
        if token.kind == "unit":
            joined = at > 0 and before[at - 1].kind in ("join", "unit", "stop", "sum")
            return not joined and not any(t.kind == "join" for t in before[at + 1 : at + 2])
    return False


def _understood(
    piece: Piece, phrase: Phrase, before: tuple[Token, ...], after: tuple[Token, ...], scene: Scene
) -> Piece:
    """The piece with its topic, status and applicant as far as the words and what went before tell them."""
    topic = phrase.topics[-1] if phrase.topics else ""
    status = phrase.statuses[-1] if phrase.statuses else ""
    if "foreign" in phrase.topics:
        scene.topic = "foreign"
        return replace(piece, topic="foreign", status=status, foreign=True)
    if topic == "request":
        weak = scene.topic == "foreign" and status not in ("received", "newly")
        topic = "" if weak else "requests"
    if not topic:
        topic = _topic_from_context(status, phrase, scene)
    if topic and topic != "foreign":
        scene.topic = topic
    channel = any(t.kind == "channel" for t in (*before, *after)) and not any(t.kind == "channels" for t in before)
    return replace(
        piece,
        topic=topic,
        status=status,
        column="+".join(phrase.columns),
        channel=channel,
        foreign=topic in ("", "foreign"),
    )


def _topic_from_context(status: str, phrase: Phrase, scene: Scene) -> str:
    if not phrase:
        return ""
    family = FAMILY.get(scene.topic, "")
    if phrase.columns and not status:
        return "requests" if family in ("requests", "") else ""
    if is_row(status):
        if scene.topic == "foreign":
            return ""
        return "" if status == "opened" and family != "requests" else "requests"
    if status in RESULTS:
        return scene.topic if family == "disputes" or (status == "pending" and family == "requests") else ""
    if status in DOCUMENTS:
        return scene.topic if family == "documents" else ""
    if status == "decided":
        return scene.topic if family == "decisions" else ""
    return scene.topic if family == "requests" else ""


def _claimed(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Piece:
    """The piece with the claims that it makes."""
    if piece.foreign or "silent" in phrase.statuses or not _fits(piece, phrase, scene):
        return replace(piece, foreign=piece.foreign or piece.status == "silent")
    if not piece.number.means and not _ends_at_once(piece, phrase, scene):
        return piece
    family = piece.family
    if family == "requests":
        return _requests(piece, phrase, before, scene)
    topics = [t for t in phrase.topics if FAMILY.get(t) == family] or [piece.topic]
    statuses = [s for s in phrase.statuses if s in (*RESULTS, *DOCUMENTS)] or [""]
    if family == "documents" and statuses == [""]:
        # 现行有效的规章 21 件、规范性文件 133 件
        last = scene.sentence[-1] if scene.sentence else None
        if last is None or piece.segment.opened != "、" or last.family != family or not last.claims:
            return piece
        statuses = [last.status]
    if family == "disputes" and _as_an_office(phrase, before, scene):
        return piece
    if family == "fees":
        return _amount(piece, scene)
    if family == "disputes" and statuses == [""] and "done" in phrase.statuses:
        return piece
    options = [readings(topic, status) for topic in topics for status in statuses]
    return _spoken(piece, [option for option in options if option], before, scene)


def _fits(piece: Piece, phrase: Phrase, scene: Scene) -> bool:
    """Counted with a measure word that such things have: people by 名, decisions by 项 or 次 where they are made."""
    if piece.column and piece.number.means in PEOPLE:
        text, at = scene.text.text, piece.number.start
        return FAMILY.get(scene.topic) == "requests" and "申请" in text[text.rfind("。", 0, at) + 1 : at]
    made = any(status in ("decided", "done", "handled") for status in phrase.statuses)
    if piece.family == "decisions" and made and piece.number.means in ("项", "次"):
        return True
    return fits(piece.topic, piece.number)


def _as_an_office(phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> bool:
    """Cases that the body decides for others (受理行政复议案件 120 件), not those against it over disclosure."""
    words = scene.text.text
    accepts = any(t.kind == "status" and words.startswith("受理", t.start) for t in before)
    mine = any(t.kind == "cause" or (t.kind == "topic" and "公开" in words[t.start : t.end]) for t in before)
    return (accepts or "handled" in phrase.statuses) and not mine


def _ends_at_once(piece: Piece, phrase: Phrase, scene: Scene) -> bool:
    """A number without measure word counts only at the end of its segment, right after its words (依申请公开 2，)."""
    text, end = scene.text.text, piece.number.end
    if text[piece.number.start - 1 : piece.number.start] in ("第", "-", "/", ".", "("):
        return False
    return bool(phrase) and (end == len(text) or text[end] in ",，、;；。)")


def _requests(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Piece:
    statuses = list(phrase.statuses)
    if piece.column:
        return _applicant(piece, phrase, before, scene)
    if not statuses:
        if piece.channel and not scene.among:
            _withdraw_other_channel(scene)
        if scene.among or piece.channel or not phrase.topics:
            return piece
        statuses = ["unsaid"]
    if any(status in (*DOCUMENTS, "decided") or (status in RESULTS and status != "pending") for status in statuses):
        return piece
    head = scene.list_head
    if scene.among and head is not None and statuses[-1] == head.status and not is_outcome(statuses[-1]):
        return piece
    summed = any(t.kind == "sum" for t in before)
    if piece.channel and not is_row(statuses[-1]) and not summed:
        return piece
    topics = [t for t in phrase.topics if FAMILY.get(t) == "disputes"]
    options = [readings("requests", status) for status in statuses]
    options += [readings(topic, "") for topic in topics]
    piece = replace(piece, status=statuses[0] if statuses[0] in _MAIN else statuses[-1])
    piece = _spoken(piece, [o for o in options if o], before, scene)
    carried = piece.status in ("carried_in", "carried_out")
    if piece.claims and piece.status in _MAIN and not (carried and scene.head is not None):
        scene.head = piece
    return piece


def _withdraw_other_channel(scene: Scene) -> None:
    """通过网站办理申请 3 件、纸质申请 36 件: the first number was that of one channel only."""
    last = scene.sentence[-1] if scene.sentence else None
    if last is not None and last.channel and last.family == "requests":
        scene.withdrawn.update(last.claims)


def _applicant(piece: Piece, phrase: Phrase, before: tuple[Token, ...], scene: Scene) -> Piece:
    """自然人申请 32 件: the row is the one said here, or that of the list's head."""
    if "unclear" in phrase.columns:
        return piece
    head = scene.list_head if scene.among else scene.head
    if scene.among and head is not None and head.family not in ("requests", ""):
        return piece
    row = piece.status or (head.status if head is not None and head.status else "received")
    if row in ("handled", "unsaid", "received"):
        row = "newly" if head is not None and head.status == "newly" else "received"
    if row in ("silent", *DOCUMENTS, "decided") or (piece.channel and not scene.among):
        return piece
    options = [_of_applicant(row, column, piece, head, scene) for column in phrase.columns]
    if phrase.citizen and piece.status == "received" and not scene.among:
        options = [(*options[0], *readings("requests", "received"))]
    elif head is None and not piece.status:
        options = [(o[0], readings("requests", "done", c)[0]) for o, c in zip(options, phrase.columns, strict=True)]
    return _spoken(piece, options, before, scene)


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


def _amount(piece: Piece, scene: Scene) -> Piece:
    unit: Number = _PER_TEN_THOUSAND_YUAN.get(piece.number.means, 1)
    if not piece.number.means and piece.number.value:
        return piece
    value, step = (simplest(Decimal(n) / Decimal(unit)) for n in (piece.number.value, piece.number.step))
    number = piece.number
    at = scene.claim(Kind.COUNT, number.start, number.digits_end, piece.segment, value, readings("fees", ""), step=step)
    return replace(piece, claims=(at,))


def _spoken(piece: Piece, options: list[tuple[Sum, ...]], before: tuple[Token, ...], scene: Scene) -> Piece:
    """One claim for things that are added up (复议、诉讼共 3 件), or one for each (各 1 件, 受理和办结 6 件)."""
    number = piece.number
    # as many applicants need not be as many applications
    loose = (piece.family == "decisions" and _published(before, scene)) or number.means in PEOPLE
    each = number.value == 0 or any(t.kind in ("each", "all") for t in before)
    verbs = piece.family == "requests" and not is_row(piece.status) and not piece.column
    groups = options if each or verbs else [added(options)] if options else []
    places = []
    for group in dict.fromkeys(groups):
        if group:
            places.append(
                scene.claim(
                    Kind.COUNT,
                    number.start,
                    number.digits_end,
                    piece.segment,
                    number.value,
                    group,
                    certain=not loose,
                    step=number.step,
                )
            )
    return replace(piece, claims=tuple(places))


def _published(before: tuple[Token, ...], scene: Scene) -> bool:
    """公开行政许可 128 件、行政处罚 17 件: published, which need not be all that were decided."""
    if any(t.means == "opened" for t in before):
        return True
    last = scene.sentence[-1] if scene.sentence else None
    said = any(t.kind == "status" for t in before)
    return bool(not said and last and last.family == "decisions" and last.claims) and not scene.claims[-1].certain


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


def read_row(segment: Segment, preceding: Segment | None, status: str, scene: Scene) -> None:
    """1 件未到答复期限，结转至下一年度: what became of a number of which nothing else was said."""
    last = scene.sentence[-1] if scene.sentence else None
    if last is None or last.segment is not preceding or last.topic or last.base or scene.other_year:
        return
    if FAMILY.get(scene.topic) == "requests" and fits("requests", last.number):
        _again(last, segment, readings("requests", status), scene)


def read_result(segment: Segment, result: str, scene: Scene) -> None:
    """行政诉讼 1 件，尚在审理中: what became of the number just before."""
    last = scene.sentence[-1] if scene.sentence else None
    if last is not None and last.family == "disputes" and last.claims and not scene.other_year:
        _again(last, segment, readings(last.topic, result), scene)


def _run_of_disputes(scene: Scene) -> list[Piece]:
    run: list[Piece] = []
    for piece in reversed(scene.sentence):
        if piece.family != "disputes" or not piece.claims or piece.status in RESULTS:
            break
        run.append(piece)
    return run


def _again(piece: Piece, segment: Segment, meant: tuple[Sum, ...], scene: Scene) -> None:
    """The number of an earlier piece claims something more; its clause reaches to here."""
    number = piece.number
    if meant:
        scene.claim(Kind.COUNT, number.start, number.digits_end, segment, number.value, meant, step=number.step)
