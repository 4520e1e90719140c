"""Judges of the numbers in sentences: against the cells, against each other, against last year's report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.catalog import Edition
from core.equations import Outcome, evaluate
from core.judges.base import Case, could_not_check, found
from core.model import Cell, Finding, Fix, Report, Severity
from core.narrative import Claim, Kind, PlacedClaim, Sum, agrees, cells_of, claims
from core.narrative.numerals import CHINESE, written_like
from core.narrative.ratios import growth, share, times, truncated
from core.rules import Rule, builtin, equations
from core.texts import text
from core.values import Number, State, show

_SAID = 26
_LONG = 40
_STOP = re.compile("[，。；;：:！？、（(\n]")
_MEASURE = re.compile(r"\s*[件条起宗份个次例项篇期场部]")
_LEADING_NUMBER = re.compile(rf"[\d.,，]+万?|[{CHINESE}]+")


def count(case: Case, rule: Rule) -> Iterator[Finding]:
    """A number that a sentence gives is that of the cell or sum that it can mean."""
    yield from _counted(case, rule, (Kind.COUNT,))


def denial(case: Case, rule: Rule) -> Iterator[Finding]:
    """What a sentence says did not happen is 0 in the tables."""
    yield from _counted(case, rule, (Kind.DENIAL, Kind.EVERY))


@dataclass(frozen=True, slots=True)
class _Option:
    """One reading with the report's numbers: blanks count as 0 and are named in `gaps`."""

    meant: Sum
    cells: tuple[str, ...]
    value: Number
    gaps: tuple[str, ...]


def _counted(case: Case, rule: Rule, kinds: tuple[Kind, ...]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for placed in claims(case.report):
        if placed.claim.kind not in kinds:
            continue
        options = _options(case, placed.claim)
        if not options or any(agrees(option.value, placed.claim) for option in options):
            continue
        finding = _mismatch(case, rule, placed, options)
        key = (finding.part, finding.excerpt, finding.cells, finding.values)
        yield replace(finding, occurrence=seen[key]) if seen[key] else finding
        seen[key] += 1


def _options(case: Case, claim: Claim) -> list[_Option]:
    """The readings that the edition of the form has and whose table was filled in."""
    cells, alive, edition_id = case.report.cells, case.alive, case.report.edition
    options = []
    for meant in claim.readings:
        addresses = cells_of(meant, edition_id)
        if not addresses or not alive[addresses[0].partition(".")[0]]:
            continue
        total: Number = 0
        gaps: tuple[str, ...] = ()
        for address in addresses:
            value = cells[address].value
            if value is None:
                gaps += (address,)
            else:
                total += value
        options.append(_Option(meant, addresses, total, gaps))
    return options


def _mismatch(case: Case, rule: Rule, placed: PlacedClaim, options: list[_Option]) -> Finding:
    report, form, claim = case.report, case.form, placed.claim
    said = _said(report, placed)
    addresses = tuple(dict.fromkeys(cell for option in options for cell in option.cells))
    details = {
        **_place(report, placed),
        "cells": addresses,
        "values": tuple(report.cells[cell].shown for cell in addresses),
    }
    open_options = [option for option in options if _may_be(option, claim, report)]
    if open_options:
        gap = _name((open_options[0].gaps[0],), form)
        return could_not_check(rule, text("narrative.unfilled", said=said, cell=gap), **details)
    fixes = _fixes(case, placed, options)
    values = {option.value for option in options}
    if len(values) == 1:
        option = options[0]
        message = text(
            "narrative.denial_mismatch" if claim.kind in (Kind.DENIAL, Kind.EVERY) else "narrative.count_mismatch",
            said=said,
            cell=_name(option.meant, form),
            number=show(option.value),
            unit=form.unit(option.cells[0]),
        )
        certain = claim.certain or len(claim.readings) > 1
        severity = rule.severity if certain or rule.severity is Severity.INFO else Severity.WARNING
        return found(rule, message, severity=severity, fixes=fixes, suspects=option.cells[:1], **details)
    told = "；".join(
        text("narrative.reading", cell=_name(o.meant, form), number=show(o.value), unit=form.unit(o.cells[0]))
        for o in options
    )
    message = text("narrative.count_no_reading", said=said, readings=told)
    severity = rule.severity if rule.severity is Severity.INFO else Severity.WARNING
    return found(rule, message, severity=severity, fixes=fixes, **details)


def _may_be(option: _Option, claim: Claim, report: Report) -> bool:
    """A gap can only add: a sum already above the claim stays wrong whatever the gap holds."""
    unreadable = any(report.cells[cell].state is State.UNREADABLE for cell in option.gaps)
    return unreadable or (bool(option.gaps) and option.value < claim.value)


def _place(report: Report, placed: PlacedClaim) -> dict[str, object]:
    words = report.part(placed.part).text[slice(*placed.span)]
    return {"part": placed.part, "span": placed.span, "excerpt": words}


def _said(report: Report, placed: PlacedClaim) -> str:
    """The claim in the sentence's own words, from stop to stop: 新收政府信息公开申请36件."""
    words = report.part(placed.part).text
    first, last = placed.span
    start = placed.clause[0]
    if placed.claim.kind is Kind.COUNT:
        start = _clause_start(words, start)
    if first - start > _LONG:
        start = max((m.end() for m in _STOP.finditer(words, start, first)), default=start)
    if placed.claim.kind is Kind.LIST:
        measure = _MEASURE.match(words, last)
        end = min(measure.end() if measure else last, first + 2 * _SAID)
    else:
        end = max(last, placed.clause[1])
        stop = _STOP.search(words, last, end) if end - last > _LONG else None
        end = end if stop is None else stop.start()
    return words[start:end].strip(" \t\u3000，,、；;。:：（(")


def _clause_start(words: str, start: int) -> int:
    """予以公开（含部分公开）15 件: a number after a bracket or colon takes in the words before it."""
    before = words[:start].rstrip()
    if before.endswith((")", "）")):
        opening = max(before.rfind("("), before.rfind("（"))
        if opening >= 0 and start - opening <= _LONG:
            return max((m.end() for m in _STOP.finditer(words, 0, opening)), default=0)
    return start


def _name(meant: Sum, form: Edition) -> str:
    table = form.table_of[cells_of(meant, form.id)[0]]
    names = [f"“{form.describe(address)}”" for address in meant]
    label = text(f"narrative.table_{table.part}")
    if len(names) == 1:
        return text("narrative.cell", table=label, name=names[0][1:-1])
    return text("narrative.sum", table=label, names="与".join(names))


def _fixes(case: Case, placed: PlacedClaim, options: list[_Option]) -> tuple[Fix, ...]:
    """The number in the sentence; before it the cell, where the claim's number mends every equation of that cell."""
    fixes: list[Fix] = []
    claim, form = placed.claim, case.form
    for option in options:
        if len(option.cells) == 1 and _mends(case, option.cells[0], claim.value):
            note = text("narrative.fix_cell", cell=_name(option.meant, form), value=show(claim.value))
            fixes.append(Fix(note, {option.cells[0]: claim.value}))
    if claim.kind is Kind.COUNT:
        old = case.report.part(placed.part).text[slice(*placed.span)]
        # which of several readings is meant, and so what should stand there, is not for us to say
        for option in options[:1] if len({o.value for o in options}) == 1 else ():
            new = written_like(old, option.value)
            if new is not None and new != old:
                fixes.append(Fix(text("narrative.fix_sentence", old=old, new=new), replacement=new))
    return tuple(fixes)


def _mends(case: Case, address: str, value: Number) -> bool:
    report = case.report
    mine = [e for e in equations(builtin(), report.edition) if address in e.cells]
    broken = [e for e in mine if evaluate(e, report, case.alive).outcome in (Outcome.FAIL, Outcome.BLANK_TOTAL)]
    if not broken:
        return False
    changed = report.with_cells({address: Cell.of(show(value))})
    good = (Outcome.PASS, Outcome.PASS_WITH_BLANKS)
    return all(evaluate(e, changed, case.alive).outcome in good for e in mine)


def proportion(case: Case, rule: Rule) -> Iterator[Finding]:
    """占 61.5% is the part of a whole that the sentence gives, to the digits written; 办结率 that of the cells."""
    yield from _rates(case, rule)
    for placed in _of_kind(case, Kind.SHARE):
        claim = placed.claim
        part, *wholes = claim.operands
        wholes += [o.value for o in _options(case, replace(claim, readings=claim.wholes)) if o.value and not o.gaps]
        if not wholes or any(share(part, whole, claim.step) == claim.value for whole in wholes):
            continue
        right = share(part, wholes[0], claim.step)
        cut = any(truncated(part, whole, claim.step) == claim.value for whole in wholes)
        said = _said(case.report, placed)
        several = len(set(wholes)) > 1 and not claim.wholes
        if several:
            told = _shares(part, wholes, claim)
            message = text("narrative.share_no_whole", said=said, part=show(part), told=told)
        else:
            numbers = {"part": show(part), "whole": show(wholes[0]), "right": show(right)}
            message = text("narrative.share_mismatch", said=said, **numbers)
        finding = _figure(case, rule, placed, message, None if several else right)
        # cut off instead of rounded: worth a hint, not a doubt
        yield replace(finding, severity=Severity.INFO) if cut else finding


def _shares(part: Number, wholes: list[Number], claim: Claim) -> str:
    """The two shares that come nearest to the claim: 占 25 为 60%，占 24 为 63%."""
    rights = {whole: share(part, whole, claim.step) for whole in wholes}
    nearest = sorted(rights, key=lambda whole: float(_size(rights[whole] - claim.value)))[:2]
    told = (text("narrative.share_of", whole=show(whole), right=show(rights[whole])) for whole in nearest)
    return text("narrative.or_number").join(told)


def _rates(case: Case, rule: Rule) -> Iterator[Finding]:
    """公开率 46.7% is what the cells give."""
    for placed in _of_kind(case, Kind.RATE):
        claim = placed.claim
        parts = _options(case, claim)
        wholes = _options(case, replace(claim, readings=claim.wholes))
        pairs = [(p, w) for p, w in zip(parts, wholes, strict=False) if w.value and not p.gaps and not w.gaps]
        rights = [share(part.value, whole.value, claim.step) for part, whole in pairs]
        cut = [truncated(part.value, whole.value, claim.step) for part, whole in pairs]
        if not pairs or len(parts) != len(wholes) or claim.value in (*rights, *cut):
            continue
        part, whole = pairs[0]
        message = text(
            "narrative.rate_mismatch",
            said=_said(case.report, placed),
            part=_name(part.meant, case.form),
            number=show(part.value),
            whole=show(whole.value),
            right=show(rights[0]),
        )
        cells = tuple(dict.fromkeys(cell for option in (part, whole) for cell in option.cells))
        yield replace(_figure(case, rule, placed, message, None), cells=cells)


def change(case: Case, rule: Rule) -> Iterator[Finding]:
    """同比、增减 fit the earlier number of the sentence, or else that of last year's report."""
    yield from _times(case, rule)
    yield from _earlier(case, rule)
    for placed in (*_of_kind(case, Kind.CHANGE), *_of_kind(case, Kind.DELTA)):
        claim = placed.claim
        now, source = claim.operands[0], ""
        befores = list(claim.operands[1:])
        if not befores and case.previous is not None:
            befores, source = _last_year(case.previous, claim, case.form)
        befores = [before for before in befores if before >= 0]
        if not befores or any(_changed(claim, now, before) == claim.value for before in befores):
            continue
        right = _changed(claim, now, befores[0])
        if right is not None:
            message = _change_message(case, placed, befores[0], right) + source
            yield _figure(case, rule, placed, message, _size(right) if _same_way(claim, right) else None)


def _times(case: Case, rule: Rule) -> Iterator[Finding]:
    """是上年（20 件）的 1.2 倍 is the one number by the other."""
    for placed in _of_kind(case, Kind.TIMES):
        claim = placed.claim
        now, before = claim.operands
        right = times(now, before, claim.step)
        if right != claim.value:
            told = {"now": show(now), "before": show(before), "right": show(right)}
            message = text("narrative.times_mismatch", said=_said(case.report, placed), **told)
            yield _figure(case, rule, placed, message, right)


def _earlier(case: Case, rule: Rule) -> Iterator[Finding]:
    """较上年（20 件） is what last year's report has, where it was opened."""
    previous, report = case.previous, case.report
    if previous is None or None in (previous.year, report.year) or previous.year != (report.year or 0) - 1:
        return
    for placed in _of_kind(case, Kind.EARLIER):
        values, _ = _last_year(previous, placed.claim, case.form)
        if not values or placed.claim.value in values:
            continue
        told = {"cell": _name(placed.claim.readings[0], case.form), "number": show(values[0])}
        message = text("narrative.earlier_mismatch", said=_said(report, placed), **told)
        yield _figure(case, rule, placed, message, values[0] if len(set(values)) == 1 else None)


def _changed(claim: Claim, now: Number, before: Number) -> Number | None:
    if claim.kind is Kind.DELTA:
        return now - before
    return growth(now, before, claim.step) if before else None


def _size(number: Number) -> Number:
    return -number if number < 0 else number


def _same_way(claim: Claim, right: Number) -> bool:
    return (right < 0) == (claim.value < 0)


def _last_year(previous: Report, claim: Claim, form: Edition) -> tuple[list[Number], str]:
    """The same cells in last year's report, where they were filled in."""
    values: list[Number] = []
    for meant in claim.readings:
        cells = [previous.cells.get(cell) for cell in cells_of(meant, previous.edition)]
        if cells and all(cell is not None and cell.value is not None for cell in cells):
            values.append(sum(cell.value for cell in cells if cell is not None and cell.value is not None))
    source = text("narrative.last_year", cell=_name(claim.readings[0], form)) if values else ""
    return values, source


def _change_message(case: Case, placed: PlacedClaim, before: Number, right: Number) -> str:
    claim = placed.claim
    said, now = _said(case.report, placed), claim.operands[0]
    if right == 0:
        return text("narrative.change_none", said=said, now=show(now))
    up, down = ("more", "fewer") if claim.kind is Kind.DELTA else ("up", "down")
    return text(
        "narrative.delta_mismatch" if claim.kind is Kind.DELTA else "narrative.change_mismatch",
        said=said,
        before=show(before),
        now=show(now),
        direction=text(f"narrative.{up if right > 0 else down}"),
        right=show(_size(right)),
    )


def itemised(case: Case, rule: Rule) -> Iterator[Finding]:
    """The items of a complete list add up to its whole."""
    for placed in _of_kind(case, Kind.LIST):
        claim = placed.claim
        total = sum(claim.operands)
        if total == claim.value:
            continue
        items = " + ".join(show(item) for item in claim.operands)
        message = text(
            "narrative.list_mismatch",
            said=_said(case.report, placed),
            count=len(claim.operands),
            items=items,
            sum=show(total),
            difference=show(_size(total - claim.value)),
        )
        finding = _figure(case, rule, placed, message, None)
        yield replace(finding, fixes=_whole_fix(str(finding.excerpt), total))


def _whole_fix(words: str, total: Number) -> tuple[Fix, ...]:
    """The whole, with which the list begins, set to the sum of its items."""
    whole = _LEADING_NUMBER.match(words)
    new = written_like(whole[0], total) if whole is not None else None
    if whole is None or new is None:
        return ()
    note = text("narrative.fix_sentence", old=whole[0], new=new)
    return (Fix(note, replacement=new + words[whole.end() :]),)


def _of_kind(case: Case, kind: Kind) -> Iterator[PlacedClaim]:
    return (placed for placed in claims(case.report) if placed.claim.kind is kind)


def _figure(case: Case, rule: Rule, placed: PlacedClaim, message: str, right: Number | None) -> Finding:
    """A finding about numbers of the sentence itself; `right` is what should stand there, where that is one number."""
    place = _place(case.report, placed)
    old = str(place["excerpt"])
    new = None if right is None else written_like(old, right)
    fixes = (
        () if new is None or new == old else (Fix(text("narrative.fix_sentence", old=old, new=new), replacement=new),)
    )
    values = tuple(show(number) for number in placed.claim.operands)
    return found(rule, message, fixes=fixes, values=values, **place)
