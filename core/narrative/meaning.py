"""Which cells a topic and a status mean: the table of resources/narrative/meanings.toml applied."""

from __future__ import annotations

from core.narrative.claim import Sum
from core.narrative.lexicon import Token, lexicon

FAMILY = {
    "requests": "requests",
    "request": "requests",
    "review": "disputes",
    "litigation": "disputes",
    "litigation_direct": "disputes",
    "litigation_after_review": "disputes",
    "disputes": "disputes",
    "regulations": "documents",
    "normative_documents": "documents",
    "licensing": "decisions",
    "penalties": "decisions",
    "coercion": "decisions",
    "fees": "fees",
}
"""What kind of thing a topic is; "foreign" is none of them."""

GROUPS = ("denied", "unavailable", "not_processed", "other")
OUTCOMES = ("granted", "partly_granted", *GROUPS)
COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org")
RESULTS = ("upheld", "corrected", "other_result", "upheld_or_other", "pending")
DOCUMENTS = ("issued", "repealed", "in_force")
_VERBS = ("received", "newly", "handled", "done", "decided")
_MEASURES = {
    "requests": frozenset(("件", "封", "笔", "条", "起", "宗", "份", "个", "次", "例", "项", "人次", "件次", "")),
    "disputes": frozenset(("件", "条", "起", "宗", "次", "例", "个", "项", "")),
    "documents": frozenset(("件", "份", "个", "项", "部", "")),
    "decisions": frozenset(("件", "笔", "起", "宗", "份", "个", "例", "")),
    "fees": frozenset(("元", "万元", "亿元", "")),
}


PEOPLE = frozenset("人名家户位")
"""How applicants are counted."""


def is_outcome(status: str) -> bool:
    """予以公开 … 其他处理 and their sub-rows; "denied|denied.process_information" too."""
    return status.partition("|")[0].partition(".")[0] in OUTCOMES


def is_row(status: str) -> bool:
    """A status that only requests have: an outcome or a carrying over."""
    return is_outcome(status) or status in ("carried_in", "carried_out", "carried", "opened")


def fits(topic: str, number: Token) -> bool:
    """True where such a thing is counted with that measure word; rough numbers too."""
    return number.measure in _MEASURES.get(FAMILY.get(topic, ""), ())


def readings(topic: str, status: str, column: str = "total") -> tuple[Sum, ...]:
    """The sums that may be meant, the likeliest first (of the one status or the other for "a|b"); none where the words
    do not speak of the form's numbers."""
    family = FAMILY.get(topic)
    if family is None:
        return ()
    if "|" in status:
        return tuple(meant for each in status.split("|") for meant in readings(topic, each, column))
    table = lexicon().meanings[family]
    if family == "requests":
        templates = table.get(status) or (table["row"] if is_outcome(status) or status.startswith("carried") else ())
    elif family == "documents":
        templates = table.get(status, ())
    else:
        templates = table.get("unsaid" if not status or status in _VERBS else status, ())
    if topic == "disputes":
        return tuple(
            tuple(cell for each in ("review", "litigation") for cell in _fill(t, each, status, column))
            for t in templates
        )
    return tuple(_fill(template, topic, status, column) for template in templates)


def _fill(template: str, topic: str, status: str, column: str) -> Sum:
    return tuple(part.strip().format(topic=topic, status=status, column=column) for part in template.split("+"))


def added(parts: list[tuple[Sum, ...]]) -> tuple[Sum, ...]:
    """The reading of several things taken together: 予以公开和部分公开共 5 件."""
    if len(parts) == 1:
        return parts[0]
    if not all(parts):
        return ()
    return (tuple(cell for reading in parts for cell in reading[0]),)
