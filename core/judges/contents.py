"""Judges of what the parts must speak of: five aspects in part one, problems and improvements in part five, fees in
part six; and of the numbering of their items. The words that tell are in the rules' params."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from core.judges.base import Case, found
from core.judges.structure import has_text
from core.model import Finding, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded

_ITEM_HEAD = re.compile(r"^[#\s]*(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\(?\d{1,2}[.、)])\s*")
_BARE_ITEM = re.compile(_ITEM_HEAD.pattern + r"[^,。:;\d]{2,20}[。:]?\s*")
_NO_WORDS = r"(?:\(?略\)?|同上|同前|待补充?|待填|/+|-+|—+|…+|\.{3,}|[×xX*]{2,})[。.]?\s*"
_NOTHING = r"(?:暂?无|没有)[。.]?\s*"
_IN_PLACE_OF_WORDS = re.compile(rf"(?:{_BARE_ITEM.pattern})?(?:{_NO_WORDS}|{_NOTHING})")
_MAY_BE_NOTHING = re.compile("依申请|申请公开|复议|诉讼|收费")
"""An item whose whole content may be 无."""
_ASPECT_HEAD = re.compile(
    r"\s*[^,。:;\d]{2,14}(?:方面|情况)(?=[,:。])|(?:主动公开|依申请公开|政府信息管理|(?:政府信息公开)?平台建设|监督保障)(?:工作|情况|方面)*(?=[:。])"
)
_HEAD_LENGTH = 30
_ALL_BUT_ONE = 4
_LONG_TEXT = 40
_SENTENCE_END = re.compile(r"[。:;.!]")


def five_aspects(case: Case, rule: Rule) -> Iterator[Finding]:
    """Part one speaks of all five aspects. `params.aspects` gives for each its name, the official words, the words of a
    heading and the words of a text, as regular expressions. Where four stand there by their names, and no other
    item, the fifth has been left out; most other reports are built in ways of their own, so what is missing
    there is only mentioned (提示)."""
    words = case.report.part("1").text
    if words:
        # items that are numbered as the parts are may have been read as headings of the next parts
        words = "\n".join(part.text for part in case.report.parts if part.number in "1234" and part.text)
    for name, severity in _missing_aspects(rule, words) if words else ():
        yield found(rule, text("judges.missing_aspect", name=name), part="1", excerpt=name, severity=severity)


@lru_cache(maxsize=1 << 8)
def _missing_aspects(rule: Rule, words: str) -> tuple[tuple[str, Severity], ...]:
    plain = folded(words)
    heads = [head for line in plain.split("\n") if (head := _head(line))]
    aspects = rule.params["aspects"]
    official = [a for a in aspects if any(re.search(a["official"], head) for head in heads)]
    ranks = {_rank(head) for head in heads if any(re.search(a["official"], head) for a in aspects)}
    items = [head for head in heads if _rank(head) in ranks]
    own = any(not any(re.search(aspect["heading"], head) for aspect in aspects) for head in items)
    missing = []
    for aspect in aspects:
        if any(re.search(aspect["heading"], head) for head in heads):
            continue
        spoken_of = re.search(aspect["text"], plain) is not None
        if len(official) == _ALL_BUT_ONE and len(items) <= _ALL_BUT_ONE and not own:
            missing.append((aspect["name"], rule.severity))
        elif not spoken_of or (len(official) >= 3 and not re.search(aspect["official"], plain)):
            missing.append((aspect["name"], Severity.INFO))
    return tuple(missing)


def empty_item(case: Case, rule: Rule) -> Iterator[Finding]:
    """An item of part one that is a heading and no more, or has 无, 略 or 同上 in place of words: the next item, or the
    end of the part, follows at once."""
    words = case.report.part("1").text
    for start, end in _empty_items(words) if words else ():
        name = words[start:end].strip()
        yield found(rule, text("judges.empty_item", name=name), part="1", span=(start, end), excerpt=name)


@lru_cache(maxsize=1 << 8)
def _empty_items(words: str) -> tuple[tuple[int, int], ...]:
    lines: list[tuple[int, int, str, bool]] = []
    offset, named = 0, ""
    for line in words.split("\n"):
        plain = folded(line)
        head = _head(plain)
        named = head or named
        nothing = _IN_PLACE_OF_WORDS.fullmatch(plain) is not None and not _MAY_BE_NOTHING.search(named)
        if plain.strip() and not (nothing and not head):
            bare = bool(head) and (nothing or _BARE_ITEM.fullmatch(plain) is not None)
            lines.append((offset, offset + len(line), _rank(head) if head else "", bare))
        offset += len(line) + 1
    ranks = [rank for _, _, rank, _ in lines]
    # behind the last one nothing follows, where others stand before it
    last = ranks[-1] if ranks and ranks[-1] in ranks[:-1] else ""
    followed = zip(lines, [*ranks[1:], last], strict=True)
    return tuple((start, end) for (start, end, rank, bare), following in followed if bare and following == rank)


def _head(line: str) -> str:
    """The number and name that an item begins with: (一)主动公开情况, 1.主动公开, 主动公开方面; "" if none."""
    number, aspect = _ITEM_HEAD.match(line), _ASPECT_HEAD.match(line)
    if number is None:
        return aspect[0] if aspect else ""
    return number[0] + _SENTENCE_END.split(line[number.end() :], maxsplit=1)[0][:_HEAD_LENGTH]


def _rank(head: str) -> str:
    """How an item is numbered: (一), 一、, 1., (1) or not at all."""
    if _ITEM_HEAD.match(head) is None:
        return ""
    number = "9" if re.search(r"\d", head[:4]) else "一"
    return f"({number}" if head.lstrip("# ").startswith("(") else number


def part_five(case: Case, rule: Rule) -> Iterator[Finding]:
    """Part five names problems and what is done about them. `params`: `denial` (无) and `denied` (不存在问题, which
    names none), `headings` that say nothing by themselves, `problems` and `mended` (解决…问题, which is a plan),
    `improvements` and `lacking` (措施不力, which is a problem), `planned`, the words that plans begin with, `refers`
    (针对上述问题, before which they should stand), and `hints` at improvements that are too weak to stand alone."""
    part = case.report.part("5")
    if not part.text and (part.heading is None or not has_text(case.report)):
        return
    for message_id, severity in _part_five(rule, part.text):
        yield found(rule, text(f"judges.{message_id}"), part="5", excerpt=part.text[:20], severity=severity)


@lru_cache(maxsize=1 << 8)
def _part_five(rule: Rule, words: str) -> tuple[tuple[str, Severity], ...]:
    params = rule.params
    plain = _under_headings(folded(words), params["headings"])
    planned = re.match(params["planned"], plain)
    told = re.sub(params["denied"], "", plain)
    names_problems = re.search(params["problems"], re.sub(params["mended"], "", told) if planned else told) is not None
    if (
        not plain
        or re.fullmatch(params["denial"], plain)
        or (re.search(params["denied"], plain) and not names_problems)
    ):
        return (("part_five_empty", Severity.ERROR if rule.severity is not Severity.INFO else rule.severity),)
    faults = []
    if not names_problems or re.match(params["refers"], plain):
        # what is lacking can be said in any words: a longer text is only pointed out unless it begins with plans
        unsure = len(plain) >= _LONG_TEXT and not planned
        faults.append(("part_five_no_problem", Severity.INFO if unsure else rule.severity))
    if not re.search(params["improvements"], re.sub(params["lacking"], "", plain)):
        hints = re.search(params["hints"], plain) or _tells_of_more(plain, params["problems"])
        faults.append(("part_five_no_improvement", Severity.INFO if hints else rule.severity))
    return tuple(faults)


_SENTENCE = re.compile(r"[^。!]{15,}(?=[。!])")


def _tells_of_more(plain: str, problems: str) -> bool:
    """Whether a whole sentence names no problem: 我们的做法是从7月起把公示时限写进办案系统 is an improvement in words
    of its own."""
    return any(re.search(problems, sentence[0]) is None for sentence in _SENTENCE.finditer(plain))


def _under_headings(words: str, headings: str) -> str:
    """A text without blanks, and without headings under which nothing stands."""
    lines = [line for line in (re.sub(r"\s+", "", line) for line in words.split("\n")) if line]
    empty = [re.fullmatch(headings, line) is not None for line in lines]
    followed = zip(lines, empty, [*empty[1:], True], strict=False)
    return "".join(line for line, heads, nothing in followed if not (heads and nothing))


def part_six(case: Case, rule: Rule) -> Iterator[Finding]:
    """Part six reports the fees for information (国办函〔2020〕109号): notices sent, their sum, what was received. That
    none were charged is enough; of fees that were charged all three are asked for. `params`: `fees`, `elsewhere` for
    those that another part may have told of, `denial`, and `asked` with the words of each of the three."""
    part = case.report.part("6")
    if not part.text and (part.heading is None or not has_text(case.report)):
        return
    elsewhere = any(re.search(rule.params["elsewhere"], case.report.part(number).text) for number in "15")
    for name, severity in _part_six(rule, part.text, elsewhere):
        yield found(rule, text(f"judges.{name}"), part="6", excerpt=part.text[:20], severity=severity)


@lru_cache(maxsize=1 << 8)
def _part_six(rule: Rule, words: str, elsewhere: bool) -> tuple[tuple[str, Severity], ...]:
    plain = re.sub(r"\s+", "", folded(words))
    if not re.search(rule.params["fees"], plain):
        return (("no_fees", Severity.INFO if elsewhere else rule.severity),)
    if re.search(rule.params["denial"], plain):
        return ()
    lacking = [name for name, asked in rule.params["asked"].items() if not re.search(asked, plain)]
    return tuple((f"fees_{name}", Severity.INFO) for name in lacking)


_NOTICES = re.compile(r"通知(?:书)?(?:的)?(?:件数|数量|份数)?[为共是:]{0,2}(?P<n>\d+)[件份]|(?P<n2>\d+)[件份]收费通知")
_MONEY = r"[为共计是:]{0,3}(?:\d+件)?(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>万?元)"
_RECEIVED = re.compile(rf"(?:实际(?:收取|收到|收费)|实收)(?:的|了)?(?:费用|收费)?(?:总?金额|总额)?{_MONEY}")
_SUM = re.compile(rf"(?:总?金额|总额|共计|合计){_MONEY}")
_OTHER_YEAR = re.compile(r"上年|去年|往年|上一年")


def fee_amounts(case: Case, rule: Rule) -> Iterator[Finding]:
    """In part six nothing is received that was not asked for, and without a notice nothing is asked for."""
    words = case.report.part("6").text
    for message_id, params in _fee_faults(words) if words else ():
        yield found(rule, text(f"judges.{message_id}", **dict(params)), part="6", excerpt=words[:20])


@lru_cache(maxsize=1 << 8)
def _fee_faults(words: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    plain = re.sub(r"\s+", "", folded(words))
    if _OTHER_YEAR.search(plain):
        return ()
    received = _RECEIVED.search(plain)
    asked = _SUM.search(_RECEIVED.sub("", plain))
    notices = _NOTICES.search(plain)
    count = int(notices["n"] or notices["n2"]) if notices else None
    shown = {match: f"{match['amount']} {match['unit']}" for match in (received, asked) if match}
    faults: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    if received and asked and _yuan(received) > _yuan(asked):
        faults.append(("fees_received_more", (("received", shown[received]), ("sum", shown[asked]))))
    paid = [match for match in (asked, received) if match and _yuan(match)]
    if count == 0 and paid:
        faults.append(("fees_without_notice", (("amount", shown[paid[0]]),)))
    if count and asked and not _yuan(asked):
        faults.append(("fees_notice_without_sum", (("notices", str(count)),)))
    return tuple(faults)


def _yuan(match: re.Match[str]) -> Decimal:
    return Decimal(match["amount"].replace(",", "")) * (10000 if match["unit"] == "万元" else 1)


_NUMERALS = "一二三四五六七八九十"
_LEVELS = {
    "bracketed": re.compile(r"(?m)^[# ]*\((?P<n>[一二三四五六七八九十]{1,2})\)"),
    "is": re.compile(r"(?<![^。；;:,，#\s])(?P<n>[一二三四五六七八九])是"),
    "must": re.compile(r"(?<![^。；;:,，#\s])(?P<n>[一二三四五六七八九])要"),
    "arabic": re.compile(r"(?m)^[# ]*(?P<n>\d{1,2})[.、](?!\d(?!\d{3}年))"),
}


def item_numbers(case: Case, rule: Rule) -> Iterator[Finding]:
    """（一）（二）（四）, 一是 … 三是 …: a number left out or used twice. Every new beginning with 一 is a new list."""
    for part in case.report.parts:
        for start, end, last, number in _breaks(part.text) if part.text else ():
            words = part.text[start:end].lstrip("#").strip()
            at = start + part.text[start:end].index(words)
            name = "judges.item_twice" if number == last else "judges.item_skipped"
            message = text(name, words=words, last=_shown(last), expected=_shown(last + 1))
            yield found(rule, message, part=part.number, span=(at, at + len(words)), excerpt=words, occurrence=number)


def _shown(number: int) -> str:
    return _NUMERALS[number - 1] if 1 <= number <= 10 else str(number)


@lru_cache(maxsize=1 << 8)
def _breaks(words: str) -> tuple[tuple[int, int, int, int], ...]:
    """Start, end, last number and number of the items that do not follow on."""
    items: dict[str, list[tuple[int, int, int]]] = {level: [(0, 0, 0)] for level in _LEVELS}
    offset = 0
    for line in words.split("\n"):
        for level, start, end, number in _items(line):
            items[level].append((offset + start, offset + end, number))
        offset += len(line) + 1
    breaks = []
    for level, numbered in items.items():
        for (_, _, last), (start, end, number) in pairwise(numbered):
            if level == "is" and last == 0 and f"{_NUMERALS[0]}是" in words[:start]:
                continue  # 今后一是…；二是…: the first stands within a sentence
            twice = number == last and (number > 1 or level == "bracketed")
            if twice or number not in (1, last + 1):
                breaks.append((start, end, last, number))
    return tuple(sorted(breaks))


@lru_cache(maxsize=1 << 10)
def _items(line: str) -> tuple[tuple[str, int, int, int], ...]:
    """Level, start, end and number of the items that a line begins or holds."""
    plain = folded(line)
    return tuple(
        (level, *match.span(), _value(match["n"]))
        for level, pattern in _LEVELS.items()
        for match in pattern.finditer(plain)
    )


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    if "十" not in word:
        return _NUMERALS.index(word) + 1
    tens, _, ones = word.partition("十")
    return 10 * (_NUMERALS.index(tens) + 1 if tens else 1) + (_NUMERALS.index(ones) + 1 if ones else 0)
