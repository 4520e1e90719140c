"""Judges of the numbers of sentences against each other and last year's report: shares, changes, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from core.judges.base import Case, found
from core.judges.claimed import name_of, options_of, place_of, said_in
from core.judges.continuity import is_same_body, is_year_before
from core.judges.recalled import recalled
from core.model import Finding, Fix, Report, Severity
from core.narrative import Claim, Kind, PlacedClaim, Sum, agrees, cells_of, claims
from core.narrative.numerals import CHINESE, written_like
from core.narrative.ratios import growth, share, times, truncated
from core.narrative.rough import within
from core.rules import Rule
from core.slips import is_slip
from core.texts import text
from core.values import Number, show

_HUNDRED = 100
_TENTH = Decimal("0.1")
_FAR = 10
"""Percent. A share that is so far from all that can be meant is of something else."""

_LEADING_NUMBER = re.compile(rf"[\d.,，]+万?|[{CHINESE}]+")


def proportion(case: Case, rule: Rule) -> Iterator[Finding]:
    """占 61.5% is the part of a whole that the sentence gives, to the digits written; 办结率 that of the cells."""
    yield from _rates(case, rule)
    for placed in _of_kind(case, Kind.SHARE):
        claim = placed.claim
        part, *told = claim.operands
        wholes = list(told)
        wholes += [
            o.value
            for o in options_of(case, replace(claim, readings=claim.wholes))
            if o.value >= part and o.value and not o.gaps
        ]
        if not wholes or any(_fits_share(part, whole, claim) for whole in wholes):
            continue
        parts = (part, *_meant(case, placed, part))
        true_wholes = (*wholes, *(true for whole in told for true in _meant(case, placed, whole)))
        if any(_fits_share(one, whole, claim) for one in parts for whole in true_wholes if whole):
            continue
        right = share(part, wholes[0], claim.step)
        cut = any(truncated(part, whole, claim.step) == claim.value for whole in told[:1] or wholes)
        said = said_in(case.report, placed)
        several = len(set(told)) > 1
        if several:
            nearest = _shares(part, told, claim)
            message = text("narrative.share_no_whole", said=said, part=show(part), told=nearest)
        else:
            numbers = {"part": show(part), "whole": show(wholes[0]), "right": show(right)}
            message = text("narrative.share_mismatch", said=said, **numbers)
        finding = _figure(case, rule, placed, message, None if several else right)
        # cut off instead of rounded, or of another whole altogether: worth a hint, not a doubt
        far = several and all(_size(share(part, whole, claim.step) - claim.value) > _FAR for whole in told)
        yield replace(finding, severity=Severity.INFO) if cut or far else finding


def _meant(case: Case, placed: PlacedClaim, number: Number) -> tuple[Number, ...]:
    """What the tables have for a number of the same part of the text that is itself unlike them: that is said of the
    number alone, not once more of each share and change that is right for the true one."""
    values: list[Number] = []
    for other in claims(case.report):
        if other.part != placed.part or other.claim.kind is not Kind.COUNT or other.claim.value != number:
            continue
        options = options_of(case, other.claim)
        if not any(agrees(option.value, other.claim) for option in options):
            values += [option.value for option in options if not option.gaps]
    return tuple(dict.fromkeys(values))


def _fits_share(part: Number, whole: Number, claim: Claim) -> bool:
    if claim.bounds is None:
        return share(part, whole, claim.step) == claim.value
    return within(claim.bounds, Decimal(part) * _HUNDRED / Decimal(whole))


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
        parts = options_of(case, claim)
        wholes = options_of(case, replace(claim, readings=claim.wholes))
        pairs = [(p, w) for p, w in zip(parts, wholes, strict=False) if w.value and not p.gaps and not w.gaps]
        rights = [share(part.value, whole.value, claim.step) for part, whole in pairs]
        cut = [truncated(part.value, whole.value, claim.step) for part, whole in pairs]
        if not pairs or len(parts) != len(wholes) or claim.value in (*rights, *cut):
            continue
        if any(_fits_share(part.value, whole.value, claim) for part, whole in pairs):
            continue
        part, whole = pairs[0]
        message = text(
            "narrative.rate_mismatch",
            said=said_in(case.report, placed),
            part=name_of(part.meant, case.form),
            number=show(part.value),
            whole=show(whole.value),
            right=show(rights[0]),
        )
        cells = tuple(dict.fromkeys(cell for option in (part, whole) for cell in option.cells))
        yield replace(_figure(case, rule, placed, message, None), cells=cells)


def change(case: Case, rule: Rule) -> Iterator[Finding]:
    """同比、增减、翻一番 fit the earlier number that stands in the sentence."""
    for placed in _changes(case):
        if len(placed.claim.operands) > 1:
            now, *earlier = placed.claim.operands
            if not _fits_true(case, placed, now, earlier):
                yield from _unlike(case, rule, placed, [(now, before) for before in earlier])


def change_since(case: Case, rule: Rule) -> Iterator[Finding]:
    """同比、增减 whose earlier number does not stand in the sentence fit that of last year's report; an earlier number
    that does is the one of that report."""
    if case.previous is None or not is_year_before(case) or not is_same_body(case):
        return
    yield from _earlier(case, case.previous, rule)
    for placed in _changes(case):
        if len(placed.claim.operands) <= 1:
            pairs = _since(case, case.previous, placed.claim)
            true = [(meant, before) for now, before in pairs for meant in _meant(case, placed, now)]
            if not any(_fits_change(placed.claim, *pair) for pair in true):
                yield from _unlike(case, rule, placed, pairs)


def _fits_true(case: Case, placed: PlacedClaim, now: Number, earlier: list[Number]) -> bool:
    """Whether the change is that of the numbers of the two reports, where the sentence's own are unlike them."""
    last: Iterable[Number] = ()
    if case.previous is not None and is_year_before(case) and _weighed(case, placed, tuple(earlier)):
        last = last_year(case.previous, placed.claim).values()
    nows = (now, *_meant(case, placed, now))
    befores = tuple(dict.fromkeys((*earlier, *last)))
    pairs = [(one, before) for one in nows for before in befores if before >= 0]
    return any(_fits_change(placed.claim, *pair) for pair in pairs)


def _weighed(case: Case, placed: PlacedClaim, earlier: tuple[Number, ...]) -> bool:
    """Whether the earlier number of the sentence is itself held against last year's report."""
    of_kind = (p for p in _of_kind(case, Kind.EARLIER) if p.part == placed.part)
    return any(p.claim.value in earlier for p in of_kind)


def _changes(case: Case) -> Iterator[PlacedClaim]:
    return (placed for kind in (Kind.CHANGE, Kind.DELTA, Kind.TIMES) for placed in _of_kind(case, kind))


def _unlike(case: Case, rule: Rule, placed: PlacedClaim, numbers: list[tuple[Number, Number]]) -> Iterator[Finding]:
    """The finding of a change that none of the pairs of a number now and before gives."""
    claim = placed.claim
    pairs = [(now, before) for now, before in numbers if before >= 0]
    if not pairs or any(_fits_change(claim, now, before) for now, before in pairs):
        return
    now, before = pairs[0]
    right = _changed(claim, now, before)
    if right is None:
        return
    told = len(claim.operands) > 1
    source = "" if told else text("narrative.last_year", cell=name_of(claim.readings[0], case.form))
    mended = _size(right) if _same_way(claim, right) and claim.bounds is None else None
    yield _figure(case, rule, placed, _change_message(case, placed, now, before) + source, mended)


def _since(case: Case, previous: Report, claim: Claim) -> list[tuple[Number, Number]]:
    """The numbers of this year, which the sentence may tell, and those of last year's report."""
    last = last_year(previous, claim)
    if claim.operands:
        return [(claim.operands[0], before) for before in last.values()]
    this = {option.meant: option.value for option in options_of(case, claim) if not option.gaps}
    return [(this[meant], before) for meant, before in last.items() if meant in this]


def _fits_change(claim: Claim, now: Number, before: Number) -> bool:
    right = _changed(claim, now, before)
    if claim.bounds is None:
        return right == claim.value
    if claim.kind is Kind.TIMES and not before:
        return not now
    ratio = Decimal(now) / Decimal(before) if before else Decimal(0)
    return right is None or within(claim.bounds, ratio if claim.kind is Kind.TIMES else (ratio - 1) * _HUNDRED)


def _earlier(case: Case, previous: Report, rule: Rule) -> Iterator[Finding]:
    """较上年（20 件） is what last year's report has, where both years are known. What is weighed elsewhere (see
    core.judges.recalled) is not said twice."""
    report = case.report
    if None in (previous.year, report.year):
        return
    weighed = recalled(report, previous)
    for placed in _of_kind(case, Kind.EARLIER):
        values = list(last_year(previous, placed.claim).values())
        if not values or placed.claim.value in values or (placed.part, placed.span) in weighed:
            continue
        told = {"cell": name_of(placed.claim.readings[0], case.form), "number": show(values[0])}
        message = text("narrative.earlier_mismatch", said=said_in(report, placed), **told)
        yield _figure(case, rule, placed, message, values[0] if len(set(values)) == 1 else None)


def _changed(claim: Claim, now: Number, before: Number) -> Number | None:
    if claim.kind is Kind.DELTA:
        return now - before
    if claim.kind is Kind.TIMES:
        return times(now, before, min(claim.step, _TENTH)) if before else None
    return growth(now, before, claim.step) if before else None


def _size(number: Number) -> Number:
    return -number if number < 0 else number


def _same_way(claim: Claim, right: Number) -> bool:
    return (right < 0) == (claim.value < 0)


def last_year(previous: Report, claim: Claim) -> dict[Sum, Number]:
    """What the claim's readings were in last year's report, where it was filled in."""
    values: dict[Sum, Number] = {}
    for meant in claim.readings:
        cells = [previous.cells.get(cell) for cell in cells_of(meant, previous.edition)]
        numbers = [cell.value for cell in cells if cell is not None and cell.value is not None]
        if cells and len(numbers) == len(cells):
            values[meant] = sum(numbers)
    return values


def _change_message(case: Case, placed: PlacedClaim, now: Number, before: Number) -> str:
    claim = placed.claim
    right = _changed(claim, now, before) or 0
    told = {"said": said_in(case.report, placed), "now": show(now)}
    if claim.kind is Kind.TIMES:
        return text("narrative.times_mismatch", **told, before=show(before), right=show(right))
    if right == 0:
        return text("narrative.change_none", **told)
    up, down = ("more", "fewer") if claim.kind is Kind.DELTA else ("up", "down")
    return text(
        "narrative.delta_mismatch" if claim.kind is Kind.DELTA else "narrative.change_mismatch",
        **told,
        before=show(before),
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
            said=said_in(case.report, placed),
            count=len(claim.operands),
            items=items,
            sum=show(total),
            difference=show(_size(total - claim.value)),
        )
        finding = _figure(case, rule, placed, message, None)
        fixes = () if _is_the_tables(case, placed) else _whole_fix(str(finding.excerpt), total)
        unlikely = finding.severity is not Severity.INFO and not _by_a_slip(claim)
        yield replace(finding, fixes=fixes, severity=Severity.INFO if unlikely else finding.severity)


def _by_a_slip(claim: Claim) -> bool:
    """Whether one number of the list, written wrong, explains that it does not add up; if not, it may be no list."""
    total = sum(claim.operands)
    lacking = claim.value - total
    return is_slip(claim.value, total) or any(
        is_slip(item, item + lacking) for item in claim.operands if item + lacking >= 0
    )


def _is_the_tables(case: Case, placed: PlacedClaim) -> bool:
    """Whether the whole of a list is what the tables have, so that the slip is in one of the items."""
    for other in claims(case.report):
        same = other.part == placed.part and other.span[0] == placed.span[0] and other.claim.kind is Kind.COUNT
        if same and any(agrees(option.value, other.claim) for option in options_of(case, other.claim)):
            return True
    return False


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
    place = place_of(case.report, placed)
    old = str(place["excerpt"])
    new = None if right is None else written_like(old, right)
    fixes = (
        () if new is None or new == old else (Fix(text("narrative.fix_sentence", old=old, new=new), replacement=new),)
    )
    values = tuple(show(number) for number in placed.claim.operands)
    return found(rule, message, fixes=fixes, values=values, **place)
