"""Judge of 内容雷同: a part that was copied from last year's report, or reworded from it, numbers and years aside."""

from __future__ import annotations

from collections.abc import Iterator

from core.comparison.copying import Overlap, Span, overlap
from core.judges.base import Case, found
from core.judges.continuity import is_comparable
from core.masking import masked
from core.model import Finding
from core.rules import Rule
from core.texts import text

_NAMED = 3
_QUOTED = 36
"""Characters of a copied sentence that the message quotes."""


def copied_part(case: Case, rule: Rule) -> Iterator[Finding]:
    """The rule's params: `part`, `threshold` and `reworded` (shares, 0 to 1, of the characters that count: in sentences
    that were copied, and in such and those that were reworked), `shortest` (characters that must count: what is shorter
    proves nothing)."""
    previous, params = case.previous, rule.params
    if previous is None or not is_comparable(case.report, previous):
        return
    number = str(params.get("part", "5"))
    this, last = case.report.part(number).text, previous.part(number).text
    if not this or not last:
        return
    shared = overlap(last, this)
    if shared.counted < params.get("shortest", 80):
        return
    if shared.share >= params.get("threshold", 0.8):
        message_id, spans = "comparison.copied", shared.longest
    elif shared.reworked_share >= params.get("reworded", 2):
        message_id, spans = "comparison.reworded", shared.reworked
    else:
        return
    start, end = spans[0]
    yield found(
        rule,
        _message(case, number, shared, message_id, spans),
        part=number,
        span=(start, end),
        excerpt=this[start:end],
    )


def _message(case: Case, number: str, shared: Overlap, message_id: str, spans: tuple[Span, ...]) -> str:
    words = case.report.part(number).text
    # covered before it is cut: half of an identity number would not be known as one
    named = [masked(words[slice(*span)]) for span in spans[:_NAMED]]
    quoted = "、".join(
        text("comparison.quoted", words=one if len(one) <= _QUOTED else one[:_QUOTED] + "…") for one in named
    )
    year = case.previous.year if case.previous else None
    return text(
        message_id,
        part=case.report.part(number).heading or case.form.heading(number),
        share=f"{shared.share:.0%}",
        copied=shared.copied,
        reworked_share=f"{shared.reworked_share:.0%}",
        reworked=sum(end - start for start, end in shared.reworked),
        counted=shared.counted,
        year=text("comparison.year", year=year) if year else text("comparison.last_year"),
        sentences=quoted,
    )
