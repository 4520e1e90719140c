"""How alike two labels are, after folding away what typing and layout do to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

FLOOR = 0.74
"""Below this likeness a label is not taken for another; the corpus' worst real typo scores 0.9."""

_LONGEST_GROUP = 20
"""Characters that the labels of a row's groups have together."""
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_SPACE = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u3000]+")
_FULL_WIDTH = tuple(zip("，（）：；", ",():;", strict=True))
_MARKS = re.compile(r"[,，、;；:：.。·“”\"'‘’()（）〔〕\[\]【】《》<>〈〉#*_|｜…—\-/]+")
_NUMBERING = re.compile(r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?[、.．,，]?")
_NUMBERED = re.compile(
    r"^(?:[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．,，])"
)
_CIRCLED = re.compile(r"^\s*[\u2460-\u2473\u2776-\u277f]")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


@lru_cache(maxsize=1 << 13)
def squeeze(text: str) -> str:
    """NFKC without any white space: what a reader of Chinese sees as the same words."""
    # folding leaves a text alone that has nothing to fold, which is many times as quick; the full-width marks, which
    # every sentence has, are folded beforehand
    for mark, folded in _FULL_WIDTH:
        text = text.replace(mark, folded)
    words = unicodedata.normalize("NFKC", text)
    return words if words.isprintable() and " " not in words else _SPACE.sub("", words)  # no other space is printable


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Squeezed and without punctuation; numbering kept as plain characters."""
    return _MARKS.sub("", squeeze(text)).lower()


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Folded without the numbering in front: 1.属于国家秘密 and ①属于国家秘密 are 属于国家秘密."""
    squeezed = squeeze(_CIRCLED.sub("", text))
    return _MARKS.sub("", _NUMBERING.sub("", squeezed) if _NUMBERED.match(squeezed) else squeezed).lower()


def _at_most(one: str, other: str) -> float:
    """What the likeness of two labels cannot exceed, by the characters that they share: most labels share few."""
    shared = min(sum(map(other.__contains__, one)), sum(map(one.__contains__, other)))
    return 0.95 * 2 * shared / (len(one) + len(other))


def _ratio(one: str, other: str) -> float:
    # only for a label that is damaged: most reports have none
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) / 100


@dataclass(frozen=True, eq=False)
class Pattern:
    """A label of the form in all its wordings, folded once."""

    full: frozenset[str]
    bares: tuple[str, ...]

    @classmethod
    def of(cls, wordings: Iterable[str]) -> Pattern:
        variants: list[str] = []
        for wording in wordings:
            variants.append(wording)
            cut = _BRACKETED.sub("", wording[3:])
            if cut and cut != wording[3:]:
                variants.append(wording[:3] + cut)
        return cls(frozenset(fold(v) for v in variants), tuple(dict.fromkeys(bare(v) for v in variants)))

    def names(self, text: str) -> bool:
        """Whether a text is the label itself, with or without its numbering."""
        folded = fold(text)
        return bool(folded) and (folded in self.full or bare(text) in self.bares)

    # labels repeat from row to row and from report to report, so most questions were asked before
    @lru_cache(maxsize=1 << 15)  # noqa: B019 - patterns are made once from the catalog and live as long as the program
    def likeness(self, text: str) -> float:
        """1.0 for the label itself, 0.96 without its numbering, less for typos, 0 below FLOOR."""
        folded = fold(text)
        if not folded:
            return 0.0
        if folded in self.full:
            return 1.0
        short = bare(text)
        if short in self.bares:
            return 0.96
        best = 0.0
        for known in self.bares:
            if len(known) < 4 or len(short) < 4:
                continue
            if len(short) >= 6 and (known.startswith(short) or short.startswith(known)) and len(short) < 2 * len(known):
                best = max(best, 0.9)
            elif _at_most(short, known) >= FLOOR:
                best = max(best, 0.95 * _ratio(short, known))
        return best if best >= FLOOR else 0.0

    @lru_cache(maxsize=1 << 13)  # noqa: B019 - as above
    def ends(self, text: str) -> bool:
        """True where another label has run into this one from the left: （三）不予公开1.属于国家秘密."""
        folded = fold(text)
        known = [words for words in self.full if len(words) >= (3 if words[0] in _NUMERALS else 4)]
        known += [words for words in self.bares if len(words) >= 6]
        return any(folded.endswith(words) and len(folded) <= len(words) + _LONGEST_GROUP for words in known)
