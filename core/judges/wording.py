"""Judges of slips of the pen: words commonly mistyped, punctuation, brackets, digits.

The lists of words are in the rules' params (resources/rules/wording.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from core.judges.base import Case
from core.judges.fluency import begins_with_word, ends_in_word, makes_sense
from core.judges.sentences import Hit, read_paragraphs
from core.model import Finding, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded

_HAN = "\u4e00-\u9fa5"


def typos(case: Case, rule: Rule) -> Iterator[Finding]:
    """Words of `params.words`: [wrong, right] or [wrong, right, what may follow, what may stand before], the last two
    as regular expressions ("" for anything)."""
    yield from read_paragraphs(case, rule, _typo_hits)


def _typo_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    heads, entries = _typos(rule)
    if heads.isdisjoint(map("".join, pairwise(paragraph))) and heads.isdisjoint(paragraph):
        return
    taken: list[tuple[int, int]] = []
    for wrong, right, pattern in entries:
        if wrong in paragraph:
            for span in _places(wrong, pattern, paragraph):
                if pattern is None and _is_shared(paragraph, *span):
                    continue
                if any(start < span[1] and span[0] < end for start, end in taken):
                    continue  # 网站专拦 has been said: 专拦 in it is the same slip
                taken.append(span)
                yield Hit(*span, text("judges.typo", wrong=wrong, right=right), replacement=right)


_NEAR = 3


def _is_shared(paragraph: str, start: int, end: int) -> bool:
    """协会意见, 将官方网站: of two characters each belongs to a word of its own."""
    if end - start != 2 or not begins_with_word(paragraph[end - 1 : end + _NEAR]):
        return False
    return ends_in_word(paragraph[max(0, start - _NEAR) : start + 1]) or makes_sense(paragraph[start], 0)


def _places(word: str, pattern: re.Pattern[str] | None, paragraph: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, or what its pattern finds."""
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(paragraph))
        return
    at = paragraph.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = paragraph.find(word, at + len(word))


@lru_cache(maxsize=64)
def _typos(rule: Rule) -> tuple[frozenset[str], tuple[tuple[str, str, re.Pattern[str] | None], ...]]:
    """The first two characters of all words (of some there is but one), a first look that most paragraphs do not pass;
    and the words, with a pattern where it counts what stands around them, as it does for few."""
    found: list[tuple[str, str, re.Pattern[str] | None]] = []
    for wrong, right, *around in rule.params["words"]:
        after = f"(?={around[0]})" if around and around[0] else ""
        before = around[1] if len(around) > 1 else ""
        pattern = re.compile(f"{before}{re.escape(wrong)}{after}") if before or after else None
        found.append((wrong, right, pattern))
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


_PAIRS = {"，": ",", "；": ";", "：": ":", "（": "(", "。": "."}
_BESIDE = {"(": (f"[{_HAN}]", f"[{_HAN}]"), ".": ("[\u4e00-\u9fa5]", f"(?:[{_HAN}“《（]|$)")}
_HALF_BETWEEN = {
    half: re.compile(
        "(?<={}){}(?=\\s{{0,2}}{})".format(
            _BESIDE.get(half, (f"[{_HAN}”》）%％]",))[0],
            re.escape(half),
            _BESIDE.get(half, ("", f"[{_HAN}“《（]"))[1],
        )
        + ("" if half != "." else r"(?<![一二三四五六七八九十]\.)")
    )
    for half in _PAIRS.values()
}
_UNLIKE_PAIR = re.compile(r"\([^()（）\n]{1,60}）|（[^()（）\n]{1,60}\)")
_HALF_ITEM = re.compile(r"(?m)^\s*\((?=[一二三四五六七八九十]{1,2}\))")
_BRACKET = "("
_MOST_SLIPS = 2
_FEWEST_FULL = 8


def mixed_marks(case: Case, rule: Rule) -> Iterator[Finding]:
    """A half-width mark between Chinese characters in a paragraph that writes the same mark full-width as well. A page
    that writes all of them half-width has been converted by its portal, which is no slip; one or two in a report that
    writes the mark full-width throughout are slips of the pen, and more than a hint. The other way round the same."""
    words = "\n".join(part.text for part in case.report.parts if part.number in "0156")
    full = _full_slips(words)
    yield from read_paragraphs(case, rule, _full_mark_hits, full, parts="0156")
    yield from read_paragraphs(case, rule, _mixed_mark_hits, _slips(words) - full, full, parts="0156")
    # what stands beside the tables is mostly the form's own
    yield from read_paragraphs(case, rule, _mixed_mark_hits, frozenset(), full, parts="234")


@lru_cache(maxsize=1 << 8)
def _slips(words: str) -> frozenset[str]:
    """The half-width marks that are lone slips in a text: written so once or twice, and otherwise full-width."""
    found = set()
    for full, half in _PAIRS.items():
        count = len(_HALF_BETWEEN[half].findall(words)) if half in words else 0
        if half == _BRACKET:
            count += len(_UNLIKE_PAIR.findall(words)) + len(_HALF_ITEM.findall(words))
        # a report has few of the others; its commas tell as well how it writes
        alike = full + "，" if full == "；" or (full in _RARE and full in words) else full
        if 1 <= count <= _MOST_SLIPS and sum(map(words.count, alike)) >= _FEWEST_FULL:
            found.add(half)
    return frozenset(found)


_RARE = "；（："


@lru_cache(maxsize=1 << 8)
def _full_slips(words: str) -> frozenset[str]:
    """The full-width marks that are lone slips in a text that writes its marks half-width."""
    found = set()
    for full, half in _PAIRS.items():
        count = words.count(full)
        if half == "." or not 1 <= count <= _MOST_SLIPS or half not in words:
            continue
        between = len(_HALF_BETWEEN[half].findall(words))
        if between + (len(_HALF_BETWEEN[","].findall(words)) if full in _RARE else 0) >= _FEWEST_FULL and between:
            found.add(half)
    return frozenset(found)


def _full_mark_hits(rule: Rule, paragraph: str, slips: frozenset[str]) -> Iterator[Hit]:
    for full, half in _PAIRS.items():
        if half in slips and full in paragraph:
            for match in re.finditer(full, paragraph):
                start, end = match.span()
                shown = paragraph[max(0, start - 4) : end + 4]
                message = text("judges.lone_full_mark", words=shown, mark=half)
                yield Hit(start, end, message, replacement=half, severity=_weight(rule, True))


def _mixed_mark_hits(rule: Rule, paragraph: str, slips: frozenset[str], full_slips: frozenset[str]) -> Iterator[Hit]:
    for full, half in _PAIRS.items():
        if half not in paragraph or half in full_slips or (full not in paragraph and half not in slips):
            continue
        for match in _HALF_BETWEEN[half].finditer(paragraph):
            start, end = match.span()
            shown = paragraph[max(0, start - 4) : end + 4]
            message = text("judges.mixed_marks" if full in paragraph else "judges.lone_mark", words=shown, mark=full)
            yield Hit(start, end, message, replacement=full, severity=_weight(rule, half in slips))
    item = _HALF_ITEM.match(paragraph) if _BRACKET in slips else None
    if item is not None:
        message = text("judges.lone_mark", words=paragraph[item.end() - 1 : item.end() + 5], mark="（")
        yield Hit(item.end() - 1, item.end(), message, replacement="（", severity=_weight(rule, True))
    for match in _UNLIKE_PAIR.finditer(paragraph):
        at = match.start() if match[0][0] == "(" else match.end() - 1
        words = match[0] if len(match[0]) < 16 else f"{match[0][:6]}…{match[0][-6:]}"
        right = "（" if paragraph[at] == "(" else "）"
        if right == "）" or not _HALF_BETWEEN["("].match(paragraph, at) or "（" not in paragraph:
            message = text("judges.mixed_brackets", words=words)
            yield Hit(at, at + 1, message, replacement=right, severity=_weight(rule, _BRACKET in slips))


def _weight(rule: Rule, slip: bool) -> Severity:
    return Severity.WARNING if slip and rule.severity is Severity.INFO else rule.severity


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


_UNITS = r"\s*[%％年月日号件条份次篇项个万元〕\]】)）起人家期]"
_LETTER_DIGITS = re.compile(
    rf"(?<![0-9A-Za-z.\-/_])(?=[0-9OoＯｏlI]*\d)(?=\d*[OoＯｏlI])[0-9OoＯｏlI]{{2,}}(?={_UNITS})"
)
_AS_DIGITS = str.maketrans("OoＯｏlI", "000011")


def letter_digits(case: Case, rule: Rule) -> Iterator[Finding]:
    """〔2O21〕, 10O%: letters among the digits of a number."""
    yield from read_paragraphs(case, rule, _letter_digit_hits)


def _letter_digit_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    for match in _LETTER_DIGITS.finditer(paragraph):
        right = match[0].translate(_AS_DIGITS)
        yield Hit(*match.span(), text("judges.letter_digits", words=match[0], right=right), replacement=right)


_PARTED_DIGITS = re.compile(
    r"(?<![\d.,，、第表图件 ])(?:\d{1,2} \d{1,2}(?=[件条份篇项%％])|\d{1,3} \d{4}(?=余?[次人件条份元万]))"
)


def parted_digits(case: Case, rule: Rule) -> Iterator[Finding]:
    """3 6条: a blank within a number."""
    yield from read_paragraphs(case, rule, _parted_digit_hits)


def _parted_digit_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    for match in _PARTED_DIGITS.finditer(paragraph):
        right = match[0].replace(" ", "")
        yield Hit(*match.span(), text("judges.parted_digits", words=match[0], right=right), replacement=right)


_ITEM_BEGINS = re.compile(
    r"^[#\s]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[.、．](?!\d))"
)
_SHORTEST_SENTENCE = 20


def unended(case: Case, rule: Rule) -> Iterator[Finding]:
    """A paragraph of sentences that ends with no mark, where the next begins an item or nothing follows: elsewhere the
    sentence may only have been broken over two lines."""
    for part in case.report.parts:
        if part.text and part.number in rule.params["parts"]:
            yield from read_paragraphs(case, rule, _unended_hits, _unended(part.text), parts=(part.number,))


@lru_cache(maxsize=1 << 8)
def _unended(words: str) -> frozenset[str]:
    paragraphs = [paragraph for paragraph in words.split("\n") if paragraph.strip()]
    followed = zip(paragraphs, [*paragraphs[1:], ""], strict=True)
    return frozenset(
        paragraph
        for paragraph, following in followed
        if len(paragraph) > _SHORTEST_SENTENCE
        and re.search(rf"[{_HAN}\d%％]\s*$", paragraph)
        and "。" in paragraph
        and (not following or _ITEM_BEGINS.match(following))
    )


def _unended_hits(rule: Rule, paragraph: str, unended_ones: frozenset[str]) -> Iterator[Hit]:
    if paragraph in unended_ones:
        end = len(paragraph.rstrip())
        last = paragraph[end - 1 : end]
        message = text("judges.unended", words=paragraph[max(0, end - 10) : end])
        yield Hit(end - 1, end, message, replacement=f"{last}。")


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
