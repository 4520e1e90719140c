"""Judges of document numbers: whether they are those of the documents cited, and the way they are written.

Which documents have which numbers is data (resources/catalog/laws.toml). How a number is written: GB/T 9704—2012 7.2.5
(the year in 〔〕, the serial number without 第 and without leading noughts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.judges.base import Case
from core.judges.citation import Law, laws, meant
from core.judges.sentences import Hit, read_paragraphs, read_words, sentence_around
from core.model import Finding
from core.rules import Rule
from core.texts import text
from core.values import folded

_NUMBER_HINT = re.compile(
    r"[\u4e00-\u9fff]\s*(?:[〔\[［【﹝(（〈{｛〖]\s*)?第?[\d０-９]{1,4}年?\s*(?:[号〕\]］】﹞)）〉}｝〗〔\[【]|年?\d*号)"
)
"""A first look, cheap enough for every paragraph."""

_OPEN, _CLOSE = r"[〔\[【﹝(〈{『「]", r"[〕\]】﹞)〉}』」]"
_NUMBER = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff]{{0,10}}?[发函办字令政规通电厅告知秘议复])"
    rf"(?P<open>{_OPEN})?\s*(?P<year>\d{{4}})年?\s*(?P<close>{_CLOSE})?\s*(?P<nth>第)?\s*(?P<serial>\d{{1,4}})\s*(?P<word>号)?(?![\d年月日])"
    rf"|(?P<issuer2>国办(?:公开办)?函|国办发|国发)(?P<serial2>\d{{1,4}})\s*号?\s*(?:{_OPEN})(?P<year2>(?:19|20)\d{{2}})(?:{_CLOSE})\s*号?"
)


def document_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """国办公开办函〔2021〕30号 behind the form's name: issuer, year and serial number as they were given out."""
    yield from read_paragraphs(case, rule, _number_hits, False, parts="123456")
    # an introduction that names no title means the form by this issuer's number
    yield from read_paragraphs(case, rule, _number_hits, True, parts="0")


def _number_hits(rule: Rule, paragraph: str, introduces: bool) -> Iterator[Hit]:
    if not _NUMBER_HINT.search(paragraph):
        return
    plain = folded(paragraph)
    for match in _NUMBER.finditer(plain):
        start, words = _span_of_number(plain, match)
        law = _law_of_number(plain, start)
        if law is None and introduces and words.startswith("国办公开办函"):
            law = next(law for law in laws() if law.number and law.number.startswith("国办公开办函"))
        if law is None or law.number is None:
            continue
        year, serial = match["year"] or match["year2"], match["serial"] or match["serial2"]
        issuer = re.match(r"[^\d〔\[【﹝(〈]+", words)
        cited = (issuer[0] if issuer else "", int(year), int(serial))
        if match["year2"] or cited not in {_parsed(number) for number in (law.number, *law.also_numbers)}:
            message = text("judges.document_number", found=words, law=law.official, right=law.number)
            yield Hit(start, start + len(words), message, replacement=law.number)


def outdated_basis(case: Case, rule: Rule) -> Iterator[Finding]:
    """A form that had been replaced by the report's year as its basis: `params.outdated` gives issuer, year and serial
    number, the last year it held for (`until`) and the number that has taken its place (`right`)."""
    for old in rule.params["outdated"]:
        if case.report.year is not None and case.report.year > old["until"]:
            yield from read_paragraphs(
                case, rule, _basis_hits, *(old[k] for k in ("issuer", "year", "serial", "right"))
            )


def _basis_hits(rule: Rule, paragraph: str, issuer: str, year: int, serial: int, right: str) -> Iterator[Hit]:
    if issuer not in paragraph:
        return
    plain = folded(paragraph)
    cited = re.compile(rf"{issuer}\s*{_OPEN}?\s*{year}\s*年?{_CLOSE}?\s*第?\s*{serial}\s*号")
    _, new_year, new_serial = _parsed(right)
    if re.search(rf"{issuer}\s*{_OPEN}?\s*{new_year}\s*年?{_CLOSE}?\s*第?\s*{new_serial}\s*号", plain):
        return
    for match in cited.finditer(plain):
        words = paragraph[slice(*match.span())]
        yield Hit(*match.span(), text("judges.outdated_basis", found=words, right=right), replacement=right)


def _parsed(number: str) -> tuple[str, int, int]:
    match = re.fullmatch(r"(.+)〔(\d{4})〕(\d+)号", number)
    assert match is not None
    return match[1], int(match[2]), int(match[3])


def _span_of_number(plain: str, match: re.Match[str]) -> tuple[int, str]:
    """Where a document number begins and its words, without what stands before its issuer in the sentence."""
    words = match[0].rstrip()
    lead = re.match(r".*(?=(?:国办公开|国办|国公开|国发|国务院办公厅|国办公))", words[: match.end() - match.start()])
    cut = len(lead[0]) if lead else 0
    return match.start() + cut, words[cut:]


def _law_of_number(plain: str, at: int) -> Law | None:
    """The document whose number stands there: the one whose title stands before it in the same sentence, or the one
    that has nearly this number."""
    begin, _ = sentence_around(plain, at, at)
    before = plain[begin:at]
    behind = re.search(r"[》〉]([^》〉]{0,16})$", before)
    if behind is None:
        return None
    # of the titles in a nest 《…〈…〉的通知》 each may be the one that has the number
    names = [re.sub(r"\s", "", m[1]) for m in re.finditer(r"[《〈]([^《》〈〉]{2,60})[》〉]", before)][-2:]
    last = before[max(before.rfind("《"), 0) :]
    for name in reversed(names):
        law = meant(name)
        if (
            law is not None
            and law.number is not None
            and (name in last or before.rstrip("》的通知（( ").endswith(name))
        ):
            return law
    return None


def number_style(case: Case, rule: Rule) -> Iterator[Finding]:
    """〔2021〕30号: six-cornered brackets round the year, no 第, no leading nought, 号 at the end. `params.issuers` and
    `params.known` are regular expressions for how issuers' short names end, and for those that mean nothing else."""
    yield from read_paragraphs(case, rule, _style_hits)
    yield from read_words(rule, case.report.document_number or "", _style_hits)


def _style_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if not _NUMBER_HINT.search(paragraph):
        return
    said: list[tuple[int, int]] = []
    for pattern in _styled(rule.params["issuers"], rule.params["known"]):
        for match in pattern.finditer(paragraph):
            if any(start < match.end() and match.start() < end for start, end in said):
                continue
            said.append(match.span())
            if _is_another(paragraph, match):
                continue  # which number it should be is said by document_number
            year, serial = folded(match["year"]), folded(match["serial"]).lstrip("0")
            issuer = _BEFORE_ISSUER.sub("", match["issuer"])
            start, end = match.span()
            start += len(match["issuer"]) - len(issuer)
            right = f"{issuer}〔{year}〕{serial}号"
            found = paragraph[start:end]
            written = re.sub(r"\s", "", found)
            if written != right and not _is_wide(written, right):
                yield Hit(start, end, text("judges.number_style", found=found, right=right), replacement=right)


_BEFORE_ISSUER = re.compile("^(?:和|与|及|或|按照?|依照|依据|根据|遵照|落实|贯彻|执行|印发|转发|参照|的)+(?=.{2})")
"""和国办公开办函, 按国办函: what stands before an issuer's name."""


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _is_wide(written: str, right: str) -> bool:
    """〔２０２１〕３０号, in a report that writes all its digits full-width: converted, no slip."""
    return written == right.translate(_WIDE)


def _is_another(paragraph: str, match: re.Match[str]) -> bool:
    """Whether the document just named has another number than the one that is cited for it."""
    law = _law_of_number(folded(paragraph), match.start())
    if law is None or law.number is None:
        return False
    cited = (int(folded(match["year"])), int(folded(match["serial"])))
    return cited not in {_parsed(number)[1:] for number in (law.number, *law.also_numbers)}


@cache
def _styled(issuers: str, known: str) -> tuple[re.Pattern[str], ...]:
    """A number in brackets of any kind, with or without 号; one with the serial number first; and, behind an issuer
    that is known for certain, one without brackets."""
    opener, closer = r"[〔\[［【﹝(（〈{｛〖]", r"[〕\]］】﹞)）〉}｝〗]"
    year = r"(?P<year>(?:19|20|１９|２０)\d{2})"
    issuer = rf"(?P<issuer>[\u4e00-\u9fff]{{0,3}}(?:{issuers}))"
    sure = rf"(?P<issuer>(?:{known}))"
    serial, bare = r"(?P<serial>\d{1,4})", r"(?P<serial>\d{1,3})"
    return (
        re.compile(rf"{issuer}{opener}\s*{year}年?\s*{closer}\s*第?\s*{serial}\s*号"),
        re.compile(rf"{issuer}〔{year}〕第?{serial}(?=[)）。，；、,;]|文件?|的|要求|规定|精神)"),
        re.compile(rf"{issuer}第?{serial}\s*号?\s*{opener}{year}{closer}\s*号?"),
        re.compile(rf"{sure}{year}年?第?{bare}号"),
        re.compile(rf"{sure}{year}年?{opener}\s*第?{bare}\s*{closer}\s*号"),
        re.compile(rf"{sure}(?:{opener}\s*)?{year}(?:{closer}\s*|(?<=[〔\[（(【]\d\d\d\d)\s*)第?{bare}号"),
    )
