"""Judge of other bodies' words: 我镇 in a bureau's report, another bureau's name in the introduction. They stay behind
when a report is written over another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.comparison.bodies import same_body
from core.judges.base import Case, found
from core.judges.bodies import GOVERNMENTS, kind_of
from core.model import Finding
from core.rules import Rule
from core.texts import text

_UNIT = r"(?:局|委员会|街道办事处|[镇乡](?:人民)?政府)"
_NAME = rf"(?:由|经)?(?P<name>[\u4e00-\u9fa5]{{2,18}}?{_UNIT})"
_PLACES = re.compile(r"^.*(?:省|自治区|自治州|自治县|(?<!城)市(?!场)|[县区旗盟州])(?=.{2})")


_OF_ITSELF = re.compile("我|[本今全当]年")
"""本年度我局 is no name."""


def other_self(case: Case, rule: Rule) -> Iterator[Finding]:
    """我局, 本镇: what a body calls itself. `params.selves` gives for each word what its name must have: "局" for 我局.
    A 县级以上 government speaks for all its bodies, and is not judged."""
    agency = case.report.agency
    if not agency or kind_of(agency) in GOVERNMENTS:
        return
    own = f"{agency}{case.report.publisher or ''}{case.report.signatory or ''}"
    for unit, pattern in rule.params["selves"].items():
        if unit in own:
            continue
        places = [(number, *span) for number in "01456" for span in _spans(pattern, case.report.part(number).text)]
        if places:
            number, start, end = places[0]
            words = case.report.part(number).text[start:end]
            message = text("judges.other_self", words=words, agency=agency, count=len(places))
            yield found(rule, message, part=number, span=(start, end), excerpt=words)


@lru_cache(maxsize=1 << 9)
def _spans(pattern: str, words: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(pattern, words)) if words else ()


def other_body(case: Case, rule: Rule) -> Iterator[Finding]:
    """The body that the introduction, the head of part one and the signature name is that of the title.
    `params.introduced` and `params.subject` are regular expressions with {name} for the name."""
    agency = case.report.agency
    if not agency or kind_of(agency) in GOVERNMENTS:
        return
    seen: set[str] = set()
    introduced, subject = rule.params["introduced"], rule.params["subject"]
    for number, pattern in (*(("0", one) for one in (*introduced, *subject)), *(("1", one) for one in subject)):
        for start, end in _named(pattern, case.report.part(number).text):
            name = case.report.part(number).text[start:end]
            if _OF_ITSELF.search(name):
                continue
            if name not in seen and not _is_own(name, agency):
                seen.add(name)
                message = text("judges.other_body", name=name, agency=agency)
                yield found(rule, message, part=number, span=(start, end), excerpt=name)
    signatory = case.report.signatory
    if signatory and re.search(rf"{_UNIT}$", signatory) and not _is_own(signatory, agency):
        yield found(rule, text("judges.other_signatory", name=signatory, agency=agency), excerpt=signatory)


@lru_cache(maxsize=1 << 9)
def _named(pattern: str, words: str) -> tuple[tuple[int, int], ...]:
    if not words:
        return ()
    return tuple(match.span("name") for match in re.finditer(pattern.replace("{name}", _NAME), words, re.MULTILINE))


@lru_cache(maxsize=1 << 10)
def _is_own(name: str, agency: str) -> bool:
    """Whether a name may mean the body: the same, without its place, or shortened (住建局 of 住房和城乡建设局)."""
    if same_body(name, agency):
        return True
    one, other = (_PLACES.sub("", words).replace("人民政府", "").replace("政府", "") for words in (name, agency))
    shorter, longer = sorted((one, other), key=len)
    if shorter in longer or _follows(shorter, longer):
        return True
    # 鹿城资规分局 of 温州市自然资源和规划局鹿城分局: its characters in an order of their own
    return _follows(shorter.removesuffix("办事处"), longer) or set(name) <= set(agency)


def _follows(short: str, long: str) -> bool:
    """Whether all characters of the one stand in the other in this order."""
    rest = iter(long)
    return all(char in rest for char in short)
