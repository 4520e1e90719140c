"""Judge of single wrong characters in phrases that reports use: 严格安照规定, 加强队伍建没.

Four characters that are those of a known phrase but for one inside them, which sounds or looks like the right one. A
mark stands for a character as well, so that the end of a clause tells as much as the next word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from sys import intern

from core.files import resource
from core.judges.base import Case
from core.judges.sentences import Hit, read_paragraphs
from core.judges.unlikely import groups, unlikely
from core.model import Finding, Severity
from core.rules import Rule, builtin
from core.texts import text

_RUN = 4
"""Characters of a run: the wrong one is the second or the third, with a right one on either side."""
_MARK = re.compile(r"[^\u4e00-\u9fa50-9A-Za-z]")
_END = "|"
_AROUND = ((_END, _END), ("的", "的"), ("和", "和"))
"""What may stand before and behind a phrase."""


def misspelt(case: Case, rule: Rule) -> Iterator[Finding]:
    """`params.alike` are pairs of characters that may stand for one another in such phrases (定订, 即及). Characters
    that make no word where a like one would (透名度) are a hint from a gain of `params.hint` on, a doubt from
    `params.doubt`."""
    names = f"{case.report.title} {case.report.agency} {case.report.publisher or ''}"
    yield from read_paragraphs(case, rule, _misspelt_hits, names)


def _misspelt_hits(rule: Rule, paragraph: str, names: str) -> Iterator[Hit]:
    places = []
    for hit in _in_phrases(rule, paragraph):
        places.append(hit.start)
        yield hit
    for place, right, gain in unlikely(paragraph, names, float(rule.params["hint"])):
        near = paragraph[max(0, place - 1) : place] + paragraph[place + 1 : place + 2]
        if place in places or paragraph[place] in near or _is_listed(paragraph, place):
            continue
        if (paragraph[place], right) in _fine(rule):
            continue
        words = paragraph[max(0, place - 2) : place + 3]
        shown = paragraph[max(0, place - 2) : place] + right + paragraph[place + 1 : place + 3]
        severity = None if gain >= float(rule.params["doubt"]) else Severity.INFO
        yield Hit(
            place, place + 1, text("judges.likelier", wrong=words, right=shown), replacement=right, severity=severity
        )


def _in_phrases(rule: Rule, paragraph: str) -> Iterator[Hit]:
    plain = _END + _MARK.sub(_END, paragraph) + _END
    first, second = _holes()
    said = -1
    for at in range(len(plain) - _RUN + 1):
        run = plain[at : at + _RUN]
        one, two = first.get(run[0] + run[2:]), second.get(run[:2] + run[3])
        if (one is None and two is None) or (one is not None and run[1] in one):
            continue  # nothing like it is known, or it is known itself
        for inside, rights in ((1, one), (2, two)):
            place = at + inside - 1
            right = _meant(rule, run[inside], rights) if rights and place > said else None
            if right is not None and not _is_listed(paragraph, place):
                said = place
                words = run[:inside] + right + run[inside + 1 :]
                message = text("judges.typo", wrong=run.strip(_END), right=words.strip(_END))
                yield Hit(place, place + 1, message, replacement=right)


def _meant(rule: Rule, wrong: str, rights: str) -> str | None:
    """The one of the right characters that is like the wrong one; None where there is none, or the two are right."""
    if wrong in rights:
        return None
    alike = [group for group in groups() if wrong in group]
    fine = _fine(rule)
    return next((c for c in rights if (wrong, c) not in fine and any(c in group for group in alike)), None)


def _is_listed(paragraph: str, place: int) -> bool:
    """Whether the character is in a word of the list of common slips, which has been said then."""
    return any(
        paragraph[start : start + size] in slips() for size in (2, 3, 4) for start in range(place - size + 1, place + 1)
    )


@cache
def slips() -> frozenset[str]:
    """The words of the list of common slips."""
    return frozenset(words[0] for rule in builtin().rules if rule.check == "typos" for words in rule.params["words"])


def phrases() -> list[str]:
    """Phrases that reports use (resources/catalog/phrases.txt)."""
    lines = resource("catalog", "phrases.txt").read_text(encoding="utf-8").splitlines()
    return [phrase for line in lines if not line.startswith("#") for phrase in line.split()]


@cache
def _holes() -> tuple[dict[str, str], dict[str, str]]:
    """The runs of the phrases, and of their beginnings and ends with a mark, for either place inside: the other three
    characters, and those that may stand there."""
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for phrase in phrases():
        words = _END + phrase + _END
        for at in range(len(words) - _RUN + 1):
            run = words[at : at + _RUN]
            for inside, holes, key in ((1, first, run[0] + run[2:]), (2, second, run[:2] + run[3])):
                known = holes.get(key, "")
                if run[inside] not in known:
                    # one string for each character: some thousand places have but one
                    holes[key] = intern(known + run[inside])
    return first, second


def known_run(run: str) -> bool:
    """Whether four characters stand so in a known phrase."""
    return run[1] in _holes()[0].get(run[0] + run[2:], "")


@cache
def _fine(rule: Rule) -> frozenset[tuple[str, str]]:
    pairs = [pair for line in rule.params["alike"] for pair in line.split()]
    return frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))
