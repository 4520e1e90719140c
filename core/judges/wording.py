"""Judges of slips of the pen: doubled characters and words, words commonly mistyped, punctuation, brackets, digits.

The lists of words are in the rules' params (resources/rules/wording.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from core.judges.base import Case
from core.judges.sentences import Hit, read_paragraphs
from core.model import Finding
from core.rules import Rule
from core.texts import text
from core.values import folded

_HAN = "\u4e00-\u9fa5"
_DOUBLED_CHAR = re.compile(rf"(?P<char>[{_HAN}])(?P=char)+")
_DOUBLED_WORD = re.compile(rf"(?P<word>[{_HAN}]{{2,8}})(?P=word)")
_REPEATED_AFTER_DIGIT = re.compile(r"[\d年月本上全下去]")


def doubled(case: Case, rule: Rule) -> Iterator[Finding]:
    """过程性性信息, 资金资金. `params.fine` are regular expressions of doublings that are right (往往, 规范规范性文件);
    `params.meet` says for a character which ones stand before and behind it in common words, so that two words that
    meet (公开开展, 管理理念) are right: "公召展 开 展放设"; * stands for any character."""
    yield from read_paragraphs(case, rule, _doubled_hits)


def _doubled_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    doublings = [*_DOUBLED_WORD.finditer(paragraph)]
    chars = [*_DOUBLED_CHAR.finditer(paragraph)]
    if not (doublings or chars):
        return
    fine = [match.span() for match in _fine(rule).finditer(paragraph)]
    words = [match for match in doublings if not _within(match.span(), fine)]
    for match in words:
        yield Hit(
            *match.span(), text("judges.doubled_word", words=match[0], word=match["word"]), replacement=match["word"]
        )
    taken = [match.span() for match in words]
    for match in chars:
        start, end = match.span()
        if _within((start, end), taken) or _is_right(rule, paragraph, start, end, fine):
            continue
        shown = paragraph[max(0, start - 2) : end + 2]
        yield Hit(start, end, text("judges.doubled_char", words=shown, char=match["char"]), replacement=match["char"])


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _is_right(rule: Rule, paragraph: str, start: int, end: int, fine: list[tuple[int, int]]) -> bool:
    """Whether the doubling is a word of its own, or two words that meet."""
    before, after = paragraph[start - 1 : start], paragraph[end : end + 1]
    sides = _meeting(rule).get(paragraph[start], [])
    if _within((start, end), fine):
        # 时时 is a word, but in 及时时 and 时时间 it is a slip
        alone = (start, end) in fine
        if not (alone and any(left != "*" and _joins(before, left, after, right) for left, right in sides)):
            return not _REPEATED_AFTER_DIGIT.match(before)
    return (
        end - start == 2
        and bool(before and after)
        and any((left == "*" or before in left) and after in right for left, right in sides)
    )


def _joins(before: str, left: str, after: str, right: str) -> bool:
    return bool(before and before in left) or bool(after and after in right)


@lru_cache(maxsize=64)
def _fine(rule: Rule) -> re.Pattern[str]:
    return re.compile("|".join(rule.params["fine"]))


@lru_cache(maxsize=64)
def _meeting(rule: Rule) -> dict[str, list[tuple[str, str]]]:
    pairs: dict[str, list[tuple[str, str]]] = {}
    for entry in rule.params["meet"]:
        left, char, right = entry.split(" ")
        pairs.setdefault(char, []).append((left, right))
    return pairs


def typos(case: Case, rule: Rule) -> Iterator[Finding]:
    """Words of `params.words`: [wrong, right] or [wrong, right, what may follow, what may stand before], the last two
    as regular expressions ("" for anything)."""
    yield from read_paragraphs(case, rule, _typo_hits)


def _typo_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    heads, entries = _typos(rule)
    if heads.isdisjoint(map("".join, pairwise(paragraph))):
        return
    for wrong, right, pattern in entries:
        if wrong in paragraph:
            for match in pattern.finditer(paragraph):
                yield Hit(*match.span(), text("judges.typo", wrong=wrong, right=right), replacement=right)


@lru_cache(maxsize=64)
def _typos(rule: Rule) -> tuple[frozenset[str], tuple[tuple[str, str, re.Pattern[str]], ...]]:
    """The first two characters of all words, a first look that most paragraphs do not pass; and the words."""
    found = []
    for wrong, right, *around in rule.params["words"]:
        after = f"(?={around[0]})" if around and around[0] else ""
        before = around[1] if len(around) > 1 else ""
        found.append((wrong, right, re.compile(f"{before}{re.escape(wrong)}{after}")))
    return frozenset(wrong[:2] for wrong, _, _ in found), tuple(found)


_DOUBLED_MARKS = re.compile(
    r"[，。；：、！？,;:]\s*(?:[，。；：、,;:]\s*)*[，。；：、,;:](?!(?<=[,:.])\d)|[！？]{2,}(?<![！？]{3})"
)
_STRENGTH = "。！？!?；;：:，,、"


def doubled_marks(case: Case, rule: Rule) -> Iterator[Finding]:
    """。。 or ，。: one mark too many. …… and —— and ！！ are marks of their own."""
    yield from read_paragraphs(case, rule, _doubled_mark_hits)


def _doubled_mark_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    for match in _DOUBLED_MARKS.finditer(paragraph):
        marks = match[0].replace(" ", "")
        if set(marks) <= set("！？!?"):
            continue
        strongest = min(marks, key=_STRENGTH.index)
        start, end = match.start(), match.start() + len(match[0].rstrip())
        message = text("judges.doubled_marks", marks=paragraph[start:end], place=paragraph[max(0, start - 6) : start])
        yield Hit(start, end, message, replacement=strongest)


_PAIRS = {"，": ",", "；": ";", "：": ":", "（": "("}
_HALF_BETWEEN = {
    half: re.compile(
        rf"(?<=[{_HAN}”》）]){re.escape(half)}(?=[{_HAN}“《（])" if half != "(" else rf"(?<=[{_HAN}])\((?=[{_HAN}])"
    )
    for half in _PAIRS.values()
}
_FULL_FORM = {half: full for full, half in _PAIRS.items()}


def mixed_marks(case: Case, rule: Rule) -> Iterator[Finding]:
    """A half-width mark between Chinese characters in a paragraph that writes the same mark full-width as well. A page
    that writes all of them half-width has been converted by its portal, which is no slip."""
    yield from read_paragraphs(case, rule, _mixed_mark_hits)


def _mixed_mark_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    for full, half in _PAIRS.items():
        if full not in paragraph or half not in paragraph:
            continue
        for match in _HALF_BETWEEN[half].finditer(paragraph):
            start, end = match.span()
            shown = paragraph[max(0, start - 4) : end + 4]
            yield Hit(start, end, text("judges.mixed_marks", words=shown, mark=full), replacement=_FULL_FORM[half])


_FULL_DIGIT = re.compile("[０-９]")
_MIXED_NUMBER = re.compile(r"\d[\d.,，．]*\d")


def mixed_digits(case: Case, rule: Rule) -> Iterator[Finding]:
    """１2: full-width and half-width digits in one number."""
    yield from read_paragraphs(case, rule, _mixed_digit_hits)


def _mixed_digit_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if not _FULL_DIGIT.search(paragraph):
        return
    for match in _MIXED_NUMBER.finditer(paragraph):
        kinds = {char.isascii() for char in match[0] if char.isdigit()}
        if len(kinds) == 2:
            plain = folded(match[0])
            yield Hit(*match.span(), text("judges.mixed_digits", words=match[0]), replacement=plain)


_OPENERS = {
    "（": "）",
    "(": ")",
    "［": "］",
    "[": "]",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "“": "”",
    "‘": "’",
    "{": "}",
}
_SAME = {"）": ")", "］": "]", "（": "(", "［": "["}
_CLOSERS = {_SAME.get(close, close): _SAME.get(opener, opener) for opener, close in _OPENERS.items()}
_BRACKETS = re.compile("[" + re.escape("".join({*_OPENERS, *_OPENERS.values()})) + "]")
_ENUMERATION = re.compile(r"(?:^|(?<=[。；;，,、：:\s]))\s*(?:[0-9０-９]{1,2}|[A-Za-z])[)）]")
_ENDS = "。！？!?；;：:"


def unbalanced(case: Case, rule: Rule) -> Iterator[Finding]:
    """Brackets and quotation marks without their partner, half- and full-width brackets taken as the same. A sentence
    broken over two paragraphs (no mark at the end of the first) may close in the second what it opened in the first."""
    for number in (part.number for part in case.report.parts):
        if case.report.part(number).text:
            yield from read_paragraphs(
                case, rule, _unbalanced_hits, _bridged(case.report.part(number).text), parts=(number,)
            )


@lru_cache(maxsize=1 << 8)
def _bridged(words: str) -> frozenset[str]:
    """Paragraphs that are balanced only together with the next or the last one, since a sentence runs on."""
    paragraphs = words.split("\n")
    bridged: set[str] = set()
    for first, second in pairwise(paragraphs):
        if not first or first[-1] in _ENDS or not (_faults(first) or _faults(second)):
            continue
        if not _faults(first + second):
            bridged |= {first, second}
    return frozenset(bridged)


def _unbalanced_hits(rule: Rule, paragraph: str, bridged: frozenset[str]) -> Iterator[Hit]:
    if paragraph in bridged:
        return
    for at in _faults(paragraph):
        shown = paragraph[max(0, at - 6) : at + 7]
        yield Hit(at, at + 1, text("judges.unbalanced", mark=paragraph[at], words=shown))


@lru_cache(maxsize=1 << 12)
def _faults(paragraph: str) -> tuple[int, ...]:
    """Where marks without partner stand. 1） at the head of an item needs no opener; 一） has lost its own."""
    spared = {match.end() - 1 for match in _ENUMERATION.finditer(paragraph)}
    faults: list[int] = []
    open_marks: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(paragraph):
        at, char = found.start(), found[0]
        mark = _SAME.get(char, char)
        if char in _OPENERS:
            open_marks.append((mark, at))
        elif mark in _CLOSERS:
            if open_marks and open_marks[-1][0] == _CLOSERS[mark]:
                open_marks.pop()
            elif any(opener == _CLOSERS[mark] for opener, _ in open_marks):
                # what was opened after the partner has never been closed
                while open_marks[-1][0] != _CLOSERS[mark]:
                    faults.append(open_marks.pop()[1])
                open_marks.pop()
            elif at not in spared:
                faults.append(at)
    faults += [at for _, at in open_marks]
    if paragraph.count('"') % 2:
        faults.append(paragraph.rindex('"'))
    return tuple(sorted(faults))
