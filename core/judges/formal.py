"""Judges of form: numbers that a body of its kind cannot have, codes whose check digit fails, units of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.judges.base import Case, found
from core.judges.bodies import Body, kind_of
from core.judges.sentences import Hit, read_paragraphs
from core.model import Finding, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded, show

_REGULATIONS = "disclosure.regulations."
_OFFICE = re.compile("办公[厅室]$")
_MAY_MAKE = (Body.STATE, Body.PROVINCE, Body.PREFECTURE)


def regulations(case: Case, rule: Rule) -> Iterator[Finding]:
    """规章 are made by departments of the State Council, provinces, cities with districts and autonomous prefectures
    (《立法法》第九十一条、第九十三条). A 市 of which it is not known whether it has districts is only mentioned, as is
    the office of a government that may make them: its report may be the government's."""
    kind = kind_of(case.report.agency)
    if kind is None or kind in _MAY_MAKE:
        return
    cells = tuple(
        a for a in case.form.addresses if a.startswith(_REGULATIONS) and (case.report.cells[a].value or 0) > 0
    )
    if cells:
        office = kind_of(_OFFICE.sub("", case.report.agency)) in (*_MAY_MAKE, Body.CITY)
        name = "regulations_city" if kind is Body.CITY else "regulations_office" if office else "regulations"
        severity = rule.severity if name == "regulations" else Severity.INFO
        yield found(
            rule,
            text(f"judges.{name}", agency=case.report.agency),
            severity=severity,
            cells=cells,
            part=case.form.table_of[cells[0]].part,
            values=tuple(case.report.cells[address].shown for address in cells),
            suspects=cells,
        )


_INDEX = re.compile(r"(?P<code>[0-9A-Z]{8})-?(?P<check>[0-9A-Z])(?=[/-])")
_LONG_INDEX = re.compile(r"(?P<code>[0-9A-Z]{18})(?=[/-])")
_CREDIT = re.compile(r"信用代码[^0-9A-Za-z\n]{0,6}(?P<code>[0-9A-Za-z]{15,20})(?![0-9A-Za-z])")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def organisation_check(code: str) -> str:
    """The check digit of the eight characters of an organisation code (GB 11714)."""
    values = (int(char) if char.isdigit() else ord(char) - 55 for char in code)
    rest = 11 - sum(weight * value for weight, value in zip(_ORGANISATION_WEIGHTS, values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_check(code: str) -> str | None:
    """The check character of the first 17 of a unified social credit code (GB 32100); None if one is not allowed."""
    total, weight = 0, 1
    for char in code[:17]:
        if char not in _CREDIT_CHARACTERS:
            return None
        total += weight * _CREDIT_CHARACTERS.index(char)
        weight = weight * 3 % 31
    return _CREDIT_CHARACTERS[-total % 31]


def index_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """The organisation's code that an index number begins with (002590745/2025-00388) agrees with its check digit.
    Index numbers of other shapes are not judged."""
    words = folded(case.report.index_number or "").strip().upper()
    if long := _LONG_INDEX.match(words):
        right = credit_check(long["code"])
        if right != long["code"][17]:
            yield found(rule, text("judges.credit_code", code=long["code"], right=right or "—"), excerpt=long["code"])
    elif (short := _INDEX.match(words)) and organisation_check(short["code"]) != short["check"]:
        right = organisation_check(short["code"])
        yield found(rule, text("judges.organisation_code", code=short[0], right=right), excerpt=short[0])


def credit_code(case: Case, rule: Rule) -> Iterator[Finding]:
    """A unified social credit code named in a text has 18 characters and agrees with its check character."""
    yield from read_paragraphs(case, rule, _credit_hits)


def _credit_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if "信用代码" not in paragraph:
        return
    for match in _CREDIT.finditer(folded(paragraph)):
        code = match["code"].upper()
        if len(code) != 18:
            yield Hit(*match.span("code"), text("judges.credit_length", code=code, count=len(code)))
        elif (right := credit_check(code)) != code[17]:
            yield Hit(*match.span("code"), text("judges.credit_code", code=code, right=right or "—"))


_FEES = "disclosure.fees.amount"
_YUAN = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*元")


def fee_unit(case: Case, rule: Rule) -> Iterator[Finding]:
    """The fees stand in 万元. Above `params.most` 万元, or as the very number that a sentence about them gives in 元,
    they were probably entered in 元."""
    cell = case.report.cells.get(_FEES)
    if cell is None or not cell.value:
        return
    value = Decimal(cell.value)
    in_yuan = any(value in _yuan_amounts(part.text) for part in case.report.parts if part.text)
    if value > rule.params["most"] or in_yuan:
        message = text("judges.fee_in_yuan" if in_yuan else "judges.fee_too_large", value=show(cell.value))
        yield found(rule, message, cells=(_FEES,), part="2", values=(cell.shown,), suspects=(_FEES,))


@lru_cache(maxsize=1 << 8)
def _yuan_amounts(words: str) -> frozenset[Decimal]:
    """Amounts in 元 that sentences about 行政事业性收费 give."""
    if "行政事业性收费" not in words:
        return frozenset()
    sentences = [sentence for sentence in re.split(r"[。；;\n]", folded(words)) if "行政事业性收费" in sentence]
    return frozenset(Decimal(m["number"].replace(",", "")) for s in sentences for m in _YUAN.finditer(s))


_IN_YUAN = re.compile(r"\d\s*元")


def fee_unit_written(case: Case, rule: Rule) -> Iterator[Finding]:
    """The cell of the fees says 元 itself, where its column counts 万元."""
    cell = case.report.cells.get(_FEES)
    if cell is not None and cell.value and _IN_YUAN.search(folded(cell.text)):
        message = text("judges.fee_says_yuan", words=cell.text.strip(), amount=show(Decimal(cell.value) / 10000))
        yield found(rule, message, cells=(_FEES,), part="2", values=(cell.shown,), suspects=(_FEES,))


_DECIMAL = re.compile(r"\d[.．]\d")


def written_decimal(case: Case, rule: Rule) -> Iterator[Finding]:
    """A count that is written with a decimal point though it is whole: 5.0. Others are no whole numbers."""
    for address, table in case.form.table_of.items():
        cell = case.report.cells[address]
        if not ("." in cell.text or "．" in cell.text) or not _DECIMAL.search(cell.text):
            continue
        whole = cell.value is not None and cell.value == int(cell.value)
        if whole and not case.form.is_amount(address):
            name = case.form.describe(address)
            message = text("judges.written_decimal", cell=name, words=cell.text.strip(), value=show(cell.value or 0))
            yield found(rule, message, cells=(address,), part=table.part, values=(cell.shown,), suspects=(address,))
