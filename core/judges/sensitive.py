"""Judges of what must not be published: personal data (shown covered) and marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.judges.base import Case
from core.judges.sentences import Hit, read_paragraphs, read_words
from core.masking import Personal, covered, personal_data
from core.model import Cell, Finding, Report, Severity
from core.rules import Rule
from core.texts import text
from core.values import State, folded

_FIELDS = ("title", "agency", "document_number", "publisher", "signatory")
_SHORTEST = 8
"""Characters of a cell that may be somebody's number."""
_CONTACT = re.compile(r"(?:邮箱|信箱|邮件|邮址|E-?mail|联系)[^。；;\n]{0,24}$", re.IGNORECASE)
_OFFICE_BOX = re.compile(
    r"[a-z0-9_.-]*?(?:zwgk|xxgk|zfxx|zwxx|gov|bgs|zfb|dzb|office|xinxi|gongkai|zhengfu|zhengwu|jdb)"
)
"""Names of boxes by their pinyin: 政务公开, 信息公开, 办公室, 政府办, 党政办, 街道办."""
_PERSONS_BOX = re.compile(
    r"[^@]*?(?:\d{5}|19[5-9]\d|200\d)"
    r"|(?:zhang|wang|liu|chen|yang|zhao|huang|zhou|xu|sun|zhu|lin|guo|gao|luo|zheng|liang|xie|song|tang|deng|han|feng|cao"
    r"|peng|zeng|xiao|tian|dong|yuan|pan|jiang|cai|cheng|shen|yao|jin|wei|xue|qian|wu|li|hu|he|ma|yu|lu|du|ye|su|lv)"
    r"[._-]?(?:[bpmfdtnlgkhjqxzcsryw]{0,2}h?[aeiouv]{1,3}(?:ng?)?){1,2}(?:[._-]?[a-z]{1,4})?\d*@"
    r"|(?:zhang|wang|liu|chen|yang|zhao|huang|zhou|zheng|liang)[._-]?[a-z]{1,3}\d*@"
)
"""Names of boxes of persons: numbers, years of birth, a surname with a given name or its first letters."""
_MARK = re.compile(
    r"(?P<star>(?:绝密|机密|秘密)\s*[★☆*]\s*(?:\d{1,3}\s*(?:年|个月|月)|长期)?)"
    r"|(?P<labelled>密\s*级\s*[:：]?\s*(?:绝密|机密|秘密))"
    r"|(?P<kept>内部(?:资料|文件|材料|使用)[,，\s]*(?:请?注意保[存密]|严禁外传|不得外传|请勿外传))"
    r"|(?P<kept_for>(?:绝密|机密|秘密)级?\s*[,，、]?\s*保密期限[为是:：]?\s*(?:\d+|[一二三四五十]+)\s*年)"
    r"|(?P<level>(?<=[定列]为)(?:绝密|机密|秘密)级(?!别))"
    r"|(?P<alone>^\s*[【\[(（]?(?:绝密|机密|秘密)[】\])）]?\s*$)"
)


def personal(case: Case, rule: Rule) -> Iterator[Finding]:
    """Personal data of the kinds in `params.kinds` in parts, fields and cells. Office addresses (`params.offices`, ends
    of host names) are fine; a private provider's address given as a way to reach the office is only a warning."""
    kinds = tuple(rule.params["kinds"])
    offices = tuple(rule.params.get("offices", ()))
    for number in (part.number for part in case.report.parts):
        yield from read_paragraphs(case, rule, _personal_hits, kinds, offices, number == "0", parts=(number,))
    for _, words in _fields(case.report):
        yield from read_words(rule, words, _personal_hits, kinds, offices, True)
    for address, words in _long_cells(case.report.cells):
        part = case.form.table_of[address].part
        yield from read_words(rule, words, _personal_hits, kinds, offices, False, cells=(address,), part=part)


def _long_cells(cells: Mapping[str, Cell]) -> tuple[tuple[str, str], ...]:
    """Addresses and words of the cells that may hold somebody's number."""
    global _looked_at
    known, found = _looked_at
    if known is not cells:
        found = tuple(
            (address, cell.text)
            for address, cell in cells.items()
            if len(cell.text) >= _SHORTEST and (cell.state is State.UNREADABLE or cell.value)
        )
        _looked_at = (cells, found)
    return found


_looked_at: tuple[Mapping[str, Cell], tuple[tuple[str, str], ...]] = ({}, ())
"""The cells that one rule after the other asks for; replaced as a whole, for threads' sake."""


def _fields(report: Report) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        if words := getattr(report, name):
            yield name, words


def _personal_hits(
    rule: Rule, paragraph: str, kinds: tuple[str, ...], offices: tuple[str, ...], introduces: bool
) -> Iterator[Hit]:
    for one in personal_data(paragraph):
        words = paragraph[one.start : one.end]
        if one.kind not in kinds or (one.kind == "mail" and folded(words).lower().endswith(offices)):
            continue
        shown = covered(words, one.kind)
        message = text(f"judges.personal_{one.kind}", shown=shown)
        if not one.sure and one.kind in ("identity", "card"):
            message = text("judges.personal_unsure", message=message)
        yield Hit(
            one.start,
            one.end,
            message,
            replacement=shown,
            severity=_severity(rule, one, paragraph, introduces),
            excerpt=shown,
            note=text("judges.fix_cover", shown=shown),
        )


def _severity(rule: Rule, one: Personal, paragraph: str, introduces: bool) -> Severity:
    """As the rule says; at a wrong check digit, and an address to reach the office by, a person must look. An office's
    box with a private provider, as many towns have one, and one that looks like no person's are only mentioned."""
    contact = one.kind == "mail" and introduces and _CONTACT.search(paragraph[: one.start])
    if contact:
        box = folded(paragraph[one.start : one.end]).lower()
        if _OFFICE_BOX.match(box) or not _PERSONS_BOX.match(box):
            return Severity.INFO
    return Severity.WARNING if rule.severity is Severity.ERROR and (not one.sure or contact) else rule.severity


def secrecy_mark(case: Case, rule: Rule) -> Iterator[Finding]:
    """机密★1年 and its like: a marked document must not be published at all."""
    yield from read_paragraphs(case, rule, _mark_hits)
    for _, words in _fields(case.report):
        yield from read_words(rule, words, _mark_hits)


def _mark_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if "密" not in paragraph and "内部" not in paragraph:
        return
    for match in _MARK.finditer(paragraph):
        words = match[0].strip()
        severity = Severity.WARNING if match["kept"] else None
        start = match.start() + match[0].index(words)
        yield Hit(start, start + len(words), text("judges.secrecy_mark", words=words), severity=severity)
