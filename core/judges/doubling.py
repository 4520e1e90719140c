"""Judge of doubled characters and words. Two words may meet in one character (公开开展), so a doubled character is a
fault only where something proves it: a known phrase that it breaks apart, a word that it follows at a clause's end, a
particle that never stands twice, a neighbour with which it makes no word. What proves and what excuses is in the rule's
params; which characters stand side by side in words is in resources/catalog/joins.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from core.catalog import EDITIONS, edition
from core.files import resource
from core.judges.base import Case
from core.judges.fluency import (
    begins_with_any_word,
    begins_with_long_word,
    begins_with_word,
    ends_in_any_word,
    ends_in_word,
    likelihood,
    makes_sense,
)
from core.judges.sentences import Hit, read_paragraphs, read_words
from core.judges.spelling import known_run, phrases
from core.model import Finding
from core.rules import Rule, builtin
from core.texts import text

_HAN = "\u4e00-\u9fa5"
_DOUBLED_CHAR = re.compile(rf"(?P<char>[{_HAN}])(?P=char)+")
_DOUBLED_WORD = re.compile(rf"(?P<word>[{_HAN}]{{2,8}})(?P=word)")
_NOT_HAN = re.compile(rf"[^{_HAN}]+")
_CLAUSE_END = re.compile(r"[，,。；;：:、！？）)]|$")
_REPEATED_AFTER = re.compile(r"[\d年月本上全下去]")
_GRAM = 4
"""Characters of a known phrase that must stand round a doubling to prove it: fewer may be the meeting of two words."""


def doubled(case: Case, rule: Rule) -> Iterator[Finding]:
    """过程性性信息, 资金资金. `params.fine` are regular expressions of doublings that are right (往往, 规范规范性文件);
    `params.meet` says for a character which ones stand before and behind it in common words, so that two words that
    meet (公开开展, 管理理念) are right: "公召展 开 展放设"; * stands for any. A doubled character is a fault
    if it breaks one of `params.phrases` (or of the form's labels), if one of `params.words` ends or begins with it at
    the end or beginning of a clause, if it is one of `params.particles`, or as `params.certain` says."""
    yield from read_paragraphs(case, rule, _doubled_hits)
    yield from read_words(rule, case.report.title, _doubled_hits)


def _doubled_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    doublings = [*_DOUBLED_WORD.finditer(paragraph)]
    chars = [*_DOUBLED_CHAR.finditer(paragraph)]
    if not (doublings or chars):
        return
    fine = [match.span() for match in _compiled(rule, "fine").finditer(paragraph)]
    words = [match for match in doublings if not _within(match.span(), fine) and len(set(match["word"])) > 1]
    words = [match for match in words if not _compound(rule, paragraph, match)]
    for match in words:
        yield Hit(
            *match.span(), text("judges.doubled_word", words=match[0], word=match["word"]), replacement=match["word"]
        )
    taken = [match.span() for match in words]
    certain = [match.span("at") for match in _compiled(rule, "certain").finditer(paragraph)]
    for match in chars:
        start, end = match.span()
        if _within((start, end), taken):
            continue
        proved = _proved(rule, paragraph, start, end)
        proved = proved or (_parts(rule, paragraph, start, end) and not _touches(match, fine))
        proved = proved or _stumbles(rule, paragraph, start, end)
        proved = proved and not _is_right(rule, paragraph, start, end, fine)
        if not proved and (start, end) not in certain:
            continue
        shown = paragraph[max(0, start - 2) : end + 2]
        yield Hit(start, end, text("judges.doubled_char", words=shown, char=match["char"]), replacement=match["char"])


def _compound(rule: Rule, paragraph: str, match: re.Match[str]) -> bool:
    """Whether the second of two equal words begins a longer one (政务公开公开栏, 清溪社区社区服务中心). Words that
    reports use all the time have `params.own_heads`: 公开公开平台 is a slip."""
    heads = _own_heads(rule).get(match["word"]) or _compiled(rule, "heads")
    return len(match["word"]) <= 3 and heads.match(paragraph, match.end()) is not None


@lru_cache(maxsize=16)
def _own_heads(rule: Rule) -> dict[str, re.Pattern[str]]:
    entries = [entry.split(" ") for entry in rule.params["own_heads"]]
    return {word: re.compile(heads) for word, heads in entries}


# ---------------------------------------------------------------------------------------------------- what proves


def _proved(rule: Rule, paragraph: str, start: int, end: int) -> bool:
    """Whether something proves that the doubled character at start to end should stand once."""
    char = paragraph[start]
    if char in rule.params["particles"]:
        return True
    if end - start > 2:
        return False
    return _breaks_phrase(rule, paragraph, start, end) or _hangs_on(rule, paragraph, start, end)


def _breaks_phrase(rule: Rule, paragraph: str, start: int, end: int) -> bool:
    """Whether a known phrase stands there once one of the two characters is taken out, with characters of the phrase
    on both sides."""
    left, right = paragraph[max(0, start - 2) : start], paragraph[end : end + 2]
    once = left + paragraph[start] + right
    if left and right and left[-1] + paragraph[start] + right[0] in _phrases():
        return True  # 知情情权
    grams = _grams(rule)
    runs = [once[at : at + _GRAM] for at in range(len(once) - _GRAM + 1) if at < len(left) < at + _GRAM - 1]
    return any(run in grams or known_run(run) for run in runs)


@cache
def _phrases() -> frozenset[str]:
    """Phrases that reports use, of three characters and more."""
    return frozenset(phrase for phrase in phrases() if len(phrase) > 2)


@lru_cache(maxsize=16)
def _grams(rule: Rule) -> frozenset[str]:
    """All runs of four characters of the known phrases and of the form's headings and labels."""
    known = " ".join([*rule.params["phrases"], *_labels()])
    return frozenset(run[at : at + _GRAM] for run in _NOT_HAN.split(known) for at in range(len(run) - _GRAM + 1))


def _labels() -> Iterator[str]:
    for form in map(edition, EDITIONS):
        for part in form.parts:
            yield part.heading
        for table in form.tables:
            yield table.title
            yield from (label.label for label in (*table.rows, *table.columns))


def _hangs_on(rule: Rule, paragraph: str, start: int, end: int) -> bool:
    """Whether a known word ends with the first character, and the clause with the second (建设设，) or another known
    word begins behind it (信息息公开); or the clause begins with the first and a known word with the second (，加加强).
    Characters of `params.alone` and `params.verbs` may stand so by themselves."""
    char = paragraph[start]
    if _ends_with_word(rule, paragraph[: start + 1]):
        if char in rule.params["alone"]:
            # 网站站。 but 千家万户户户通: at the end of a clause nothing begins with the second
            if char not in rule.params["each"] and _CLAUSE_END.match(paragraph, end):
                return True
        else:
            closes = _compiled(rule, "closes").match(paragraph, end) is not None
            return closes or _begins_with_word(rule, paragraph[end:])
    opens = start == 0 or not paragraph[start - 1].isalnum()
    return opens and char not in rule.params["verbs"] and _begins_with_word(rule, paragraph[end - 1 :])


def _parts(rule: Rule, paragraph: str, start: int, end: int) -> bool:
    """Whether one of the two characters makes a word with its neighbour, and the other can make none with its own
    (政府有有关, 情情况): two words that meet make one each."""
    before, after = _joins_of(paragraph[start])
    left, right = paragraph[start - 1 : start] if start else "", paragraph[end : end + 1]
    opens, closes = not _IS_HAN.match(left), not _IS_HAN.match(right)
    begins, ends = not closes and right in after, not opens and left in before
    if end - start != 2 or not (before or after) or begins == ends:
        return False
    return not _two_words(rule, *_around(paragraph, start, end), paragraph[start])


def _stumbles(rule: Rule, paragraph: str, start: int, end: int) -> bool:
    """Whether the words read much likelier with one of the two characters left out."""
    if end - start != 2 or _SHORT_NAME.fullmatch(paragraph, *_quotation(paragraph, start, end)):
        return False
    left, right = _around(paragraph, start, end)
    if _two_words(rule, left, right, paragraph[start]) or _word_between(rule, left, right, paragraph[start]):
        return False
    if not left and paragraph[start - 1 : start].isdigit() and begins_with_word(paragraph[start] + right):
        return False  # 2项项目
    once = left + paragraph[start] + right
    twice = left + paragraph[start:end] + right
    if not makes_sense(once, len(left)):
        return False  # 坝坝会: not even once does it make a word that is known
    return likelihood(once) - likelihood(twice) > float(rule.params["gain"])


def _around(paragraph: str, start: int, end: int) -> tuple[str, str]:
    before = _RUN_BEFORE.search(paragraph, max(0, start - _NEAR), start)
    after = _RUN_AFTER.match(paragraph, end, end + _NEAR)
    return before[0] if before else "", after[0] if after else ""


def _two_words(rule: Rule, left: str, right: str, char: str) -> bool:
    """Whether a word ends with the first of the two characters, and another begins with the second. `params.suffixes`
    make a word of any other (观光车|车载), and `params.leads` are words before a longer one (经|经办人)."""
    if char in rule.params["leads"] and begins_with_long_word(char + right):
        return True
    ends = ends_in_any_word(left + char) or (char in rule.params["suffixes"] and ends_in_word(left))
    return ends and begins_with_any_word(char + right)


def _word_between(rule: Rule, left: str, right: str, char: str) -> bool:
    """许可可公开: the second is a word of its own (`params.verbs`, `params.between`) between two others."""
    alone = char in rule.params["verbs"] or char in rule.params["between"]
    return alone and ends_in_word(left + char) and begins_with_word(right)


def _quotation(paragraph: str, start: int, end: int) -> tuple[int, int]:
    return paragraph.rfind("“", 0, start) + 1, paragraph.find("”", end)


_NEAR = 6
_SHORT_NAME = re.compile(f"[{_HAN}]{{2,6}}")
"""What stands between quotation marks: “平安安澜”, the name of an account, follows no rule."""
_RUN_BEFORE = re.compile(f"[{_HAN}]+$")
_RUN_AFTER = re.compile(f"[{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")


def _joins_of(char: str) -> tuple[str, str]:
    """The characters that stand before and behind a character in words; ("", "") for one that is not listed."""
    return _joins_table().get(char, ("", ""))


@cache
def _joins_table() -> dict[str, tuple[str, str]]:
    lines = resource("catalog", "joins.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    return {char: (before, after) for char, before, after in rows}


def meets(one: str, other: str) -> bool:
    """Whether two characters stand side by side in words, as far as is listed."""
    return other in _joins_of(one)[1] or one in _joins_of(other)[0]


@cache
def common_words() -> frozenset[str]:
    """The words of the rule of the program for doublings."""
    return frozenset().union(*(_words(rule) for rule in builtin().rules if rule.check == "doubled"))


_SIZES = (2, 3, 4)
_LONG = (3, 4, 5, 6)


def _ends_with_word(rule: Rule, words: str) -> bool:
    return any(words[-size:] in _words(rule) for size in _SIZES) or any(words[-size:] in _phrases() for size in _LONG)


def _begins_with_word(rule: Rule, words: str) -> bool:
    return any(words[:size] in _words(rule) for size in _SIZES) or any(words[:size] in _phrases() for size in _LONG)


@lru_cache(maxsize=16)
def _words(rule: Rule) -> frozenset[str]:
    return frozenset(word for line in rule.params["words"] for word in line.split())


# ---------------------------------------------------------------------------------------------------- what excuses


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _touches(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def _is_right(rule: Rule, paragraph: str, start: int, end: int, fine: list[tuple[int, int]]) -> bool:
    """Whether the doubling is a word of its own, or two words that meet."""
    before, after = paragraph[start - 1 : start] if start else "", paragraph[end : end + 1]
    sides = _meeting(rule).get(paragraph[start], [])
    if _within((start, end), fine):
        # 时时 is a word, but in 及时时 and 时时间 it is a slip
        alone = (start, end) in fine
        if not (alone and any(left != "*" and _joins(before, left, after, right) for left, right in sides)):
            return (not alone and before.isdigit()) or not _REPEATED_AFTER.match(before)
    return end - start == 2 and any(_meets(before, left) and _meets(after, right) for left, right in sides)


def _meets(char: str, chars: str) -> bool:
    return chars == "*" or bool(char and char in chars)


def _joins(before: str, left: str, after: str, right: str) -> bool:
    return bool(before and before in left) or bool(after and after in right)


@lru_cache(maxsize=64)
def _compiled(rule: Rule, name: str) -> re.Pattern[str]:
    words = rule.params[name]
    return re.compile(words if isinstance(words, str) else "|".join(words))


@lru_cache(maxsize=64)
def _meeting(rule: Rule) -> dict[str, list[tuple[str, str]]]:
    pairs: dict[str, list[tuple[str, str]]] = {}
    for entry in rule.params["meet"]:
        left, char, right = entry.split(" ")
        pairs.setdefault(char, []).append((left, right))
    return pairs
