"""Repairs as the fixes of findings: what is changed, and in brackets why."""

from __future__ import annotations

from core.catalog import Edition
from core.model import Fix, Report
from core.repair.base import Claimed, Repair
from core.texts import text
from core.values import Number, State, show

_NAMED = 8
"""So many cells are named; a longer list says 等."""


def fix_of(repair: Repair, report: Report, form: Edition) -> Fix:
    """The repair as a fix, with a note such as: 将“予以公开·自然人”由 21 改为 12（只改这一格即平衡；疑为数位颠倒）."""
    cells = dict(repair.cells)
    if len(cells) > 1:
        order = {address: at for at, address in enumerate(form.addresses)}
        cells = dict(sorted(cells.items(), key=lambda item: order[item[0]]))
    reasons = text("repair.and").join(_reasons(repair))
    return Fix(text("repair.because", change=_change(cells, report, form), reasons=reasons), cells)


def _change(cells: dict[str, Number], report: Report, form: Edition) -> str:
    if len(cells) == 1:
        ((address, value),) = cells.items()
        return _one(address, value, report, form, "")
    named = [_one(address, value, report, form, "_short") for address, value in list(cells.items())[:_NAMED]]
    changes = text("repair.join").join(named)
    if len(cells) > _NAMED:
        changes = text("repair.several_more", changes=changes)
    return text("repair.several", count=len(cells), changes=changes)


def _one(address: str, value: Number, report: Report, form: Edition, length: str) -> str:
    cell = report.cells[address]
    if cell.state is State.BLANK:
        return text(f"repair.fill{length}", cell=form.describe(address), new=show(value))
    return text(f"repair.change{length}", cell=form.describe(address), old=cell.shown, new=show(value))


def _reasons(repair: Repair) -> list[str]:
    if len(repair.cells) > 1:
        words = [text("repair.all_mended", mended=repair.mended)]
    else:
        words = [text("repair.only_one" if repair.mended > 1 else "repair.only_one_sum", mended=repair.mended)]
    if repair.claim is not None:
        words.append(_agreement(repair.claim))
    if repair.reason:
        words.append(text(f"repair.reason_{repair.reason}"))
    if repair.ties:
        words.append(text("repair.ties", count=repair.ties))
    elif repair.others and repair.mended == 1 and len(repair.cells) == 1 and repair.claim is None:
        # any number of a single sum may be the wrong one
        words.append(text("repair.others", count=repair.others))
    return words


def _agreement(claim: Claimed) -> str:
    if claim.source == "previous":
        return text("repair.claim_previous", value=show(claim.value))
    if claim.words:
        return text("repair.claim_text", words=claim.words)
    return text("repair.claim_text_bare", value=show(claim.value))
