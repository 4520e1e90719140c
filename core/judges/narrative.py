"""Judges of the numbers in sentences against the cells: what is counted, and what is said not to have happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from core.equations import Outcome, evaluate
from core.judges.base import Case, could_not_check, found
from core.judges.claimed import Option, name_of, options_of, place_of, said_in
from core.judges.sentences import sentence_around
from core.model import Cell, Finding, Fix, Report, Severity
from core.narrative import Claim, Kind, PlacedClaim, agrees, claims
from core.narrative.numerals import written_like
from core.rules import Equation, Rule, builtin, equations
from core.slips import is_slip
from core.texts import text
from core.values import Number, State, show


def count(case: Case, rule: Rule) -> Iterator[Finding]:
    """A number that a sentence gives is that of the cell or sum that it can mean."""
    yield from _counted(case, rule, (Kind.COUNT,))


def denial(case: Case, rule: Rule) -> Iterator[Finding]:
    """What a sentence says did not happen is 0 in the tables."""
    yield from _counted(case, rule, (Kind.DENIAL, Kind.EVERY))


def _counted(case: Case, rule: Rule, kinds: tuple[Kind, ...]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for placed in claims(case.report):
        if placed.claim.kind not in kinds:
            continue
        options = options_of(case, placed.claim)
        if not options or any(agrees(option.value, placed.claim) for option in options):
            continue
        finding = _mismatch(case, rule, placed, options)
        doubt = _doubt(case, placed, options) if finding.severity is not Severity.INFO else ""
        if doubt:
            message = text(f"narrative.{doubt}", message=finding.message)
            finding = replace(finding, severity=Severity.INFO, message=message)
        key = (finding.part, finding.excerpt, finding.cells, finding.values)
        yield replace(finding, occurrence=seen[key]) if seen[key] else finding
        seen[key] += 1


def _doubt(case: Case, placed: PlacedClaim, options: list[Option]) -> str:
    """Why the number may be of other things after all; "" where nothing says so."""
    if _of_other_things(case, placed):
        return "other_things"
    claim = placed.claim
    if claim.kind is not Kind.COUNT or any(is_slip(claim.value, option.value) for option in options):
        return ""
    if not claim.certain and len(claim.readings) == 1 and claim.bounds is None:
        # what was published need not be all that was decided
        return "other_things"
    return "told_otherwise" if _told_otherwise(case, placed, options) else ""


def _told_otherwise(case: Case, placed: PlacedClaim, options: list[Option]) -> bool:
    """Whether another sentence gives the number of the tables: 因信息公开被诉 0 件, beside 办理行政诉讼 54 件."""
    likeliest = options[0]
    others = (p.claim for p in claims(case.report) if p is not placed and p.claim.kind in (Kind.COUNT, Kind.DENIAL))
    return any(likeliest.meant in other.readings and agrees(likeliest.value, other) for other in others)


_OWN = ("信息公开", "依申请", "公开申请", "申请公开")
_TITLES = re.compile("《[^《》]*》")
_MANY, _TIMES = 20, 10


def _of_other_things(case: Case, placed: PlacedClaim) -> bool:
    """Whether a sentence that does not speak of 信息公开 tells of numbers none of which is that of the tables, and one
    of them by far: 便民服务中心受理申请 1316 件，办结 1316 件, where the tables have 0."""
    if placed.claim.kind is not Kind.COUNT:
        return False
    words = case.report.part(placed.part).text
    begin, end = sentence_around(words, *placed.span, ends="。！!？?\n")
    if any(own in _TITLES.sub("", words[begin:end]) for own in _OWN):
        return False
    beside = [p for p in claims(case.report) if p.part == placed.part and begin <= p.span[0] < end]
    beside = [p for p in beside if p.claim.kind is Kind.COUNT and p.claim.readings]
    far = False
    for each in beside:
        options = options_of(case, each.claim)
        if not options or any(agrees(option.value, each.claim) for option in options):
            return False
        if any(option.value and is_slip(each.claim.value, option.value) for option in options):
            return False
        most = max(option.value for option in options)
        far = far or (each.claim.value >= _MANY and each.claim.value >= _TIMES * most)
    return far


def _mismatch(case: Case, rule: Rule, placed: PlacedClaim, options: list[Option]) -> Finding:
    report, form, claim = case.report, case.form, placed.claim
    said = said_in(report, placed)
    addresses = tuple(dict.fromkeys(cell for option in options for cell in option.cells))
    details = {
        **place_of(report, placed),
        "cells": addresses,
        "values": tuple(report.cells[cell].shown for cell in addresses),
    }
    open_options = [option for option in options if _may_be(option, claim, report)]
    if open_options:
        gap = name_of((open_options[0].gaps[0],), form)
        return could_not_check(rule, text("narrative.unfilled", said=said, cell=gap), **details)
    fixes = _fixes(case, placed, options)
    values = {option.value for option in options}
    if len(values) == 1:
        option = options[0]
        message = text(
            "narrative.denial_mismatch" if claim.kind in (Kind.DENIAL, Kind.EVERY) else "narrative.count_mismatch",
            said=said,
            cell=name_of(option.meant, form),
            number=show(option.value),
            unit=form.unit(option.cells[0]),
        )
        certain = claim.certain or len(claim.readings) > 1
        blamed = option.cells if len(option.cells) == 1 else ()
        severity = rule.severity if certain or rule.severity is Severity.INFO else Severity.WARNING
        return found(rule, message, severity=severity, fixes=fixes, suspects=blamed, **details)
    told = "；".join(
        text("narrative.reading", cell=name_of(o.meant, form), number=show(o.value), unit=form.unit(o.cells[0]))
        for o in options
    )
    message = text("narrative.count_no_reading", said=said, readings=told)
    severity = rule.severity if rule.severity is Severity.INFO else Severity.WARNING
    return found(rule, message, severity=severity, fixes=fixes, **details)


def _may_be(option: Option, claim: Claim, report: Report) -> bool:
    """A gap can only add: a sum already above the claim stays wrong whatever the gap holds."""
    unreadable = any(report.cells[cell].state is State.UNREADABLE for cell in option.gaps)
    return unreadable or (bool(option.gaps) and option.value < claim.value)


def _fixes(case: Case, placed: PlacedClaim, options: list[Option]) -> tuple[Fix, ...]:
    """The number in the sentence; before it the cell, where the claim's number mends every equation of that cell."""
    fixes: list[Fix] = []
    claim, form = placed.claim, case.form
    sure = not any(_in_a_broken_sum(case, cell) for option in options for cell in option.cells)
    for option in options:
        if len(option.cells) == 1 and _mends(case, option.cells[0], claim.value):
            note = text("narrative.fix_cell", cell=name_of(option.meant, form), value=show(claim.value))
            fixes.append(Fix(note, {option.cells[0]: claim.value}))
    if claim.kind is Kind.COUNT:
        old = case.report.part(placed.part).text[slice(*placed.span)]
        # which of several readings is meant, and so what should stand there, is not for us to say
        for option in options[:1] if len({o.value for o in options}) == 1 else ():
            new = written_like(old, option.value)
            # 1 件，结果维持 is not mended by 0 件, nor a sentence by a cell that its own sums contradict
            if (sure or fixes) and option.value and new is not None and new != old:
                fixes.append(Fix(text("narrative.fix_sentence", old=old, new=new), replacement=new))
    return tuple(fixes)


def _in_a_broken_sum(case: Case, address: str) -> bool:
    states = (evaluate(e, case.report, case.alive) for e in _sums_of(case.report.edition, address))
    return any(state.outcome in (Outcome.FAIL, Outcome.BLANK_TOTAL) for state in states)


@lru_cache(maxsize=1 << 9)
def _sums_of(edition: str, address: str) -> tuple[Equation, ...]:
    return tuple(e for e in equations(builtin(), edition) if address in e.cells)


def _mends(case: Case, address: str, value: Number) -> bool:
    report = case.report
    if not _in_a_broken_sum(case, address):
        return False
    mine = _sums_of(report.edition, address)
    changed = report.with_cells({address: Cell.of(show(value))})
    good = (Outcome.PASS, Outcome.PASS_WITH_BLANKS)
    return all(evaluate(e, changed, case.alive).outcome in good for e in mine)
