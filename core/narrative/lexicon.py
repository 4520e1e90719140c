"""The words of resources/narrative/*.toml, and the tokens that they and the numbers make of a paragraph.

Words are written with [optional] and (one|other) parts and stand for themselves otherwise; the longest match wins, so
a longer word takes the meaning from a shorter one (行政复议局 is no 行政复议).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.files import resource
from core.narrative.numerals import CHINESE, chinese_value, digits_value, fraction
from core.narrative.rough import ABOUT, ABOVE, MARKS, rough_before
from core.values import Number


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number with a meaning: `kind` and `means` as in words.toml, or kind number, percent, year, stop.

    `start` and `end` count characters of the compact text. For numbers `value` and `step`, and in `means` the measure
    word ("" for none, behind a mark of core.narrative.rough where the number is not exact); the digits (with 万) end
    at `digits_end`.
    """

    kind: str
    means: str
    start: int
    end: int
    value: Number = 0
    step: Number = 1
    digits_end: int = 0

    @property
    def rough(self) -> str:
        """The mark of a number that is not meant exactly."""
        return self.means[:1] if self.means.startswith(MARKS) else ""

    @property
    def measure(self) -> str:
        """The measure word of a number."""
        return self.means[len(self.rough) :]


@dataclass(frozen=True, slots=True)
class Compact:
    """A paragraph without spaces and in half-width letters and digits; `at[i]` is where its character i stood."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.at[start], self.at[end - 1] + 1


_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {ord("︰"): ord(":"), ord("﹐"): ord(",")}
_KEPT = re.compile(r"[^\s\u00a0\u200b-\u200f\u2060\ufeff\u3000“”\"'‘’「」《》〈〉*]+")


_QUOTED = re.compile("“[^“”。；\n]{8,}”")
_DIGIT = re.compile(r"\d(?!\d*年)")


def compact(paragraph: str) -> Compact:
    """Spaces and quotation marks left out, full-width characters folded; “不予公开”“无法提供” are parted by 、. Numbers
    in a longer quotation (申请公开“某小区 11、12 栋的验收”) count nothing."""
    paragraph = paragraph.replace("”“", "、”")
    if "“" in paragraph:
        paragraph = _QUOTED.sub(lambda quoted: _DIGIT.sub("某", quoted[0]), paragraph)
    runs = list(_KEPT.finditer(paragraph))
    at = [i for run in runs for i in range(run.start(), run.end())]
    return Compact("".join(run[0] for run in runs).translate(_FOLD), tuple(at))


def expand(words: str) -> tuple[str, ...]:
    """All strings that a pattern of words stands for: "收到[了](件|份)" is 收到件, 收到份, 收到了件, 收到了份."""
    found, at = _alternatives(words, 0, "")
    if at != len(words):
        raise ValueError(words)
    return tuple(dict.fromkeys(found))


def _alternatives(words: str, at: int, closing: str) -> tuple[list[str], int]:
    choices: list[str] = []
    current = [""]
    while at < len(words) and words[at] not in closing:
        character = words[at]
        if character in "([":
            inner, at = _alternatives(words, at + 1, "])"[character == "("])
            if character == "[":
                inner = ["", *inner]
            current = [left + right for left in current for right in inner]
        elif character == "|":
            choices += current
            current = [""]
        else:
            current = [left + character for left in current]
        at += 1
    if closing and at >= len(words):
        raise ValueError(words)
    return choices + current, at


@dataclass(frozen=True)
class Lexicon:
    """`words` with kind and meaning; `lengths` of the words with a first character, longest first; `entries` as in
    the files; `meanings` by topic and status."""

    words: dict[str, tuple[str, str]]
    lengths: dict[str, tuple[int, ...]]
    entries: tuple[dict[str, Any], ...]
    meanings: dict[str, dict[str, tuple[str, ...]]]
    first: re.Pattern[str]

    def at(self, text: str, start: int) -> tuple[int, str, str] | None:
        """The longest word that stands there: its length, kind and meaning."""
        for length in self.lengths.get(text[start], ()):
            word = text[start : start + length]
            found = self.words.get(word)
            if found is not None:
                return len(word), *found
        return None


@cache
def lexicon() -> Lexicon:
    """The words and meanings that the program brings."""
    entries: list[dict[str, Any]] = []
    meanings: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted(resource("narrative").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        entries += data.get("words", [])
        for topic, table in data.get("meanings", {}).items():
            meanings[topic] = {status: tuple(readings) for status, readings in table.items()}
    words: dict[str, tuple[str, str]] = {}
    for entry in entries:
        # one for all the words of an entry, of which there are some thousand
        meaning = (entry["kind"], entry.get("means", ""))
        words.update((word.translate(_FOLD), meaning) for pattern in entry["words"] for word in expand(pattern))
    by_first: dict[str, set[int]] = defaultdict(set)
    for word in words:
        by_first[word[0]].add(len(word))
    lengths = {first: tuple(sorted(found, reverse=True)) for first, found in by_first.items()}
    first = re.compile("[" + re.escape("".join(lengths)) + "0-9过大半" + CHINESE + "，,。.;；:：!！?？、()\n]")
    return Lexicon(words, lengths, tuple(entries), meanings, first)


_LASTING = "个工作日|工作日|个自然日|自然日|个月|个半月|个小时|小时|个季度|分钟|秒|周年|周|年|岁|"
LASTING = frozenset((*_LASTING.split("|")[:-1], "天", "日"))
"""Measures of time, which count nothing."""
_COUNTED = _LASTING + (
    "件次|人次|件|笔|条|起|宗|份|个|次|例|项|篇|期|场|人|名|家|户|位|倍|号|处|部|批|封|类|页|部门|单位|万元|亿元|元|天|日"
)
_NUMBER = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<percent>个?百分点|[%％])?(?P<ten>万(?!元))?(?P<more>余|多|来)?(?P<measure>{_COUNTED})?(?P<after>余|多(?![因为次数由是])|左右|以上)?"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?:年度?|(?=[-—~至]|全年))")
_CHINESE_YEAR = re.compile("([二一][〇零○O九]" + "[〇零○O一二三四五六七八九]{2})年(?:度)?")
_YEAR_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_DATE = re.compile(r"\d{1,2}(?:[-—~至]\d{1,2})?月(?:份|\d{1,2}[日号])?|\d{1,2}[日号]")
_CHINESE = re.compile(
    rf"(?P<digits>[{CHINESE}]+)(?P<more>余|多|几)?(?P<measure>件次|件|条|起|宗|份|次|例|项|倍)(?![事性])"
    "(?!(?<=[两二三]项)(?:合计|共计|总计|累计|共|之和|约?占))"
)
_BARE_ZERO = re.compile(r"(?<=[为是])零(?![\d一-龥])")
_NOT_COUNTED_BEFORE = re.compile(r"(?:每|第|任何|某|同|另|逐|有史以来|进|数|几|(?<!以)上|成|好)$")
_CHAPTER = re.compile(
    r"\((?:\d+|[一二三四五六七八九十]+)\)|(?<![\d.])\d{1,2}(?:\.(?:(?!\d)|(?=(?:19|20)\d\d年))|(?P<listed>[、)](?!\d)))"
)
STOPS = {
    ",": ",",
    "，": ",",
    "。": ".",
    ";": ";",
    "；": ";",
    ":": ":",
    "：": ":",
    "!": ".",
    "！": ".",
    "?": ".",
    "？": ".",
}
STOPS |= {"、": "、", "(": "(", ")": ")", "\n": "."}


_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fa5%％)])\.(?=[\u4e00-\u9fa5(]|\d{4}年|$)")
"""总计34件.本年办结32件: a full stop in a text that writes its marks half-width."""


def tokens(text: str) -> list[Token]:
    """The tokens of a compact text, in order."""
    return list(_tokens(text, lexicon()))


_SUBJECTS = re.compile(
    "(?:涉及|集中在|集中于)(?:(?!公开|复议|诉讼|申请|答复|办结)[\u4e00-\u9fa5、]){2,28}?等(?:内容|方面|领域|事项|问题|事宜)"
)
"""涉及招商引资政策、项目投资协议等内容: what is asked for, not what is counted."""


def _tokens(text: str, words: Lexicon) -> Iterator[Token]:
    at = 0
    subjects = [match.span() for match in _SUBJECTS.finditer(text)] if "等" in text else []
    while (found := words.first.search(text, at)) is not None:
        at = found.start()
        while subjects and subjects[0][1] <= at:
            subjects.pop(0)
        if subjects and subjects[0][0] <= at:
            at = subjects[0][1]
            continue
        chapter = _CHAPTER.match(text, at)
        if chapter is not None and _is_chapter(text, chapter):
            yield Token("stop", ".", at, chapter.end())
            at = chapter.end()
            continue
        if text[at] in STOPS:
            yield Token("stop", STOPS[text[at]], at, at + 1)
            at += 1
            continue
        if text[at] == ".":
            if _FULL_STOP.match(text, at):
                yield Token("stop", ".", at, at + 1)
            at += 1
            continue
        token = _number(text, at)
        word = words.at(text, at)
        if word is not None and (token is None or word[0] >= token.end - token.start):
            token = Token(word[1], word[2], at, at + word[0])
        if token is None:
            at += 1
            continue
        if token.kind != "skip":
            yield token
        at = token.end


def _is_chapter(text: str, chapter: re.Match[str]) -> bool:
    """（二）, 1. at the head of a sentence; 1、 not behind a colon, where numbers may be listed so."""
    return chapter.start() == 0 or text[chapter.start() - 1] in ("。;；!\n" if chapter["listed"] else "。;；!\n:：")


def _number(text: str, at: int) -> Token | None:
    character = text[at]
    if character.isascii() and character.isdigit():
        if (year := _YEAR.match(text, at)) is not None:
            return Token("year", "", at, year.end(), int(year["year"]))
        if (date := _DATE.match(text, at)) is not None:
            return Token("date", "", at, date.end())
        return _arabic(text, at)
    if (share := _share(text, at)) is not None:
        return share
    if (year := _CHINESE_YEAR.match(text, at)) is not None:
        return Token("year", "", at, year.end(), int(year[1].translate(_YEAR_DIGITS)))
    if character == "零" and _BARE_ZERO.match(text, at):
        return Token("number", "", at, at + 1, 0, 1, at + 1)
    if character in CHINESE and (found := _CHINESE.match(text, at)) is not None:
        value = chinese_value(found["digits"])
        if value is None or _NOT_COUNTED_BEFORE.search(text, 0, at):
            return Token("skip", "", at, found.end())
        rough = ABOVE if found["more"] else rough_before(text, at)
        return Token("number", rough + found["measure"], at, found.end(), value, 1, found.end("digits"))
    return None


def _share(text: str, at: int) -> Token | None:
    """三成, 过半, 三分之一 as percentages, which are rough unless they are so many of a hundred."""
    found = fraction(text, at)
    if found is None:
        return None
    value, step, after, end = found
    exact = "" if text.startswith("百", at) else ABOUT
    rough = (ABOUT if after == "左右" else ABOVE) if after else rough_before(text, at) or exact
    return Token("percent", rough, at, end, value, step, end)


def _arabic(text: str, at: int) -> Token | None:
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    if found["percent"] and "百分点" in found["percent"]:
        return Token("skip", "", at, found.end())
    value, step = digits_value(found["digits"], found["ten"] or "")
    if found["percent"]:
        return Token("percent", _rough(found, text, at), at, found.end(), value, step, found.end("digits"))
    rough = _rough(found, text, at)
    end = found.end("ten") if found["ten"] else found.end("digits")
    return Token("number", rough + (found["measure"] or ""), at, found.end(), value, step, end)


def _rough(found: re.Match[str], text: str, at: int) -> str:
    after = found["more"] or found["after"]
    if after is None:
        return rough_before(text, at)
    return ABOUT if after == "左右" else ABOVE


CHINESE_DENIAL = re.compile(
    r"[\d０-９]|[未无没零均都番]|不存在|全部|分之|半数|过半|一半|减半|[翻成]倍|持平|["
    + CHINESE
    + "]+(?:件|条|起|宗|份|例|项|次|倍|成)"
)
"""What a paragraph with a claim has at the least."""
