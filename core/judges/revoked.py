"""Judge of laws that were no longer in force in the report's year. Which, and since when, is in the rule's params."""

from __future__ import annotations

from collections.abc import Iterator

from core.judges.base import Case
from core.judges.sentences import Hit, read_paragraphs, sentence_around
from core.model import Finding
from core.rules import Rule
from core.texts import text

_STATE = "中华人民共和国"
_TOLD = ("废止", "失效", "取代", "代替", "替代", "修订", "修改", "清理")
"""What a sentence has that tells of the law's end rather than relies on it."""


def revoked_law(case: Case, rule: Rule) -> Iterator[Finding]:
    """《中华人民共和国合同法》 in a report of 2024. `params.revoked` gives the `names` without 中华人民共和国, the last
    year in which they were in force at its end (`until`) and what has taken their place (`right`)."""
    year = case.report.year
    entries = tuple(
        (name, old["right"]) for old in rule.params["revoked"] if year and year > old["until"] for name in old["names"]
    )
    if entries:
        yield from read_paragraphs(case, rule, _hits, entries)


def _hits(rule: Rule, paragraph: str, entries: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    if "《" not in paragraph:
        return
    for name, right in entries:
        for title in (f"《{name}》", f"《{_STATE}{name}》"):
            at = paragraph.find(title)
            if at < 0:
                continue
            begin, end = sentence_around(paragraph, at, at + len(title))
            if not any(word in paragraph[begin:end] for word in _TOLD):
                message = text("judges.revoked_law", name=title, right=right)
                yield Hit(at + 1, at + len(title) - 1, message)
