"""Judge of characters left out of phrases that reports use: 进一步加强信息公工作, 主动公政府信息.

Four characters that are five of a known phrase but for one. The one left out has left the other half of its word alone
between two words, with neither of which it makes another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from core.judges.base import Case
from core.judges.doubling import common_words, meets
from core.judges.sentences import Hit, read_paragraphs
from core.judges.spelling import phrases, slips
from core.model import Finding
from core.rules import Rule
from core.texts import text

_RUN = 5
"""Characters of a run of a known phrase, of which the second, third or fourth is left out."""


def left_out(case: Case, rule: Rule) -> Iterator[Finding]:
    """`params.fine` are runs of four that are right (财政预决算)."""
    yield from read_paragraphs(case, rule, _gap_hits)


def _gap_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    gaps, said = _gaps(), -1
    for at in range(len(paragraph) - _RUN + 2):
        run = paragraph[at : at + _RUN - 1]
        if run in gaps and at > said and not _is_known(rule, paragraph[max(0, at - 2) : at + _RUN + 1]):
            said = at + _RUN - 2
            right = gaps[run]
            yield Hit(at, at + _RUN - 1, text("judges.left_out", words=run, right=right), replacement=right)


def _is_known(rule: Rule, around: str) -> bool:
    """Whether the run is right, or in the list of common slips, which has been said then."""
    return any(fine in around for fine in rule.params["fine"]) or any(slip in around for slip in slips())


@cache
def _gaps() -> dict[str, str]:
    """What is left of the runs of the phrases when one character is left out, and the runs."""
    known = "|".join(phrases())
    found: dict[str, str] = {}
    for phrase in phrases():
        for at in range(len(phrase) - _RUN + 1):
            run = phrase[at : at + _RUN]
            for place in (1, 2, 3):
                short = run[:place] + run[place + 1 :]
                if _leaves_half(run, place) and short not in known:
                    found[short] = run
    return found


def _leaves_half(run: str, place: int) -> bool:
    """Whether the character at that place is half of a word within the run, and the other half then belongs to none."""
    before, after = run[place - 1], run[place + 1]
    if len({before, run[place], after}) < 3 or meets(before, after):
        return False
    if place >= 2 and run[place - 1 : place + 1] in common_words():
        return run[place - 2 : place] not in common_words()
    return place <= 2 and run[place : place + 2] in common_words() and run[place + 1 : place + 3] not in common_words()
