"""Judge of laws cited by their full name without 《》: 根据中华人民共和国政府信息公开条例."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.judges.base import Case
from core.judges.citation import laws
from core.judges.sentences import Hit, read_paragraphs
from core.model import Finding
from core.rules import Rule
from core.texts import text

_STATE = "中华人民共和国"
_LONG_NAME = 10
"""Characters of a name that no sentence uses without meaning the document."""


def unmarked_law(case: Case, rule: Rule) -> Iterator[Finding]:
    """A law's full name that is cited (`params.cited` is what stands before it, as a regular expression) and stands
    neither between the marks of titles nor in the name of a document; or one between quotation marks. Short names are
    colloquial and are left alone."""
    yield from read_paragraphs(case, rule, _unmarked_hits)


def _unmarked_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if _STATE not in paragraph and "〔" not in paragraph:
        return
    for match in _quoted().finditer(paragraph):
        name = match["name"]
        yield Hit(*match.span("at"), text("judges.quoted_law", name=name), replacement=f"《{name}》")
    for match in _names(rule.params["cited"]).finditer(paragraph):
        group = "name" if match["name"] else "numbered"
        before, name = paragraph[: match.start(group)], match[group]
        if before.count("《") + before.count("〈") == before.count("》") + before.count("〉"):
            yield Hit(*match.span(group), text("judges.unmarked_law", name=name), replacement=f"《{name}》")


@cache
def _names(cited: str) -> re.Pattern[str]:
    """The full names of the laws, the longest first, behind the words of a citation; and of any document that has its
    number behind it in brackets."""
    official = sorted({law.official for law in laws()}, key=len, reverse=True)
    known = "|".join(name for name in official if name.startswith(_STATE) and name.endswith(("法", "条例")))
    numbered = "|".join(name for name in official if len(name) >= _LONG_NAME and "〈" not in name)
    behind = r"(?![》〉的]?(?:实施|释义|解读|若干|宣传))(?!》|〉)"
    return re.compile(
        rf"(?:{cited})(?P<name>{known}){behind}|(?<![《〈“])(?P<numbered>{numbered})(?=[（(](?:国办|国务院令|中办))"
    )


@cache
def _quoted() -> re.Pattern[str]:
    """Full names between quotation marks that are not those of a column, a campaign or a lecture."""
    names = "|".join(sorted((law.official for law in laws() if law.official.startswith(_STATE)), key=len, reverse=True))
    return re.compile(
        rf"(?P<at>“(?P<name>{names})”)(?!(?:专题|主题)?(?:专栏|专题|栏目|知识|宣传|活动|竞赛|讲座|培训|解读))"
    )
