"""What a cell of the form shows besides its number: faults, blanks that are needed, edits, guesses; and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.balancing import Balance
from core.catalog import Edition, Table
from core.conclusion import is_ignored
from core.masking import masked
from core.model import Finding, Severity, Verdict
from core.session import Session
from core.texts import text
from core.values import State, show
from gui.actions import KEYS, written


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one cell. `original` is the text that stood there before it was edited, None when it was not."""

    error: bool = False
    warning: bool = False
    suspect: bool = False
    blank_needed: bool = False
    ignored: bool = False
    unsure: bool = False
    original: str | None = None


NO_MARKS = Marks()
_IGNORED = Marks(ignored=True)
_BLANK = Marks(blank_needed=True)
_FAULTY = {
    (error, suspect): Marks(error=error, warning=not error, suspect=suspect)
    for error in (True, False)
    for suspect in (True, False)
}
"""The marks that most cells have, made once: they are asked for at each key."""


def marks_of(session: Session, table: Table) -> dict[str, Marks]:
    """Marks of all cells of a table that have any."""
    found: dict[str, Marks] = {}
    cells = session.report.cells
    for finding in session.judgement.findings:
        if finding.severity is Severity.INFO or not any(address in table.place for address in finding.cells):
            continue
        ignored = is_ignored(finding, session.decisions)
        for address, mark in _marked_by(finding, session):
            if ignored:
                # a small grey corner only: what was ignored is quiet, but not out of sight
                mark = _IGNORED
            if address in table.place:
                before = found.get(address)
                found[address] = mark if before is None or before == mark else _joined(before, mark)
    for address in table.addresses:
        cell = cells[address]
        original = _original(session, address)
        if not cell.sure or original is not None:
            found[address] = replace(found.get(address, NO_MARKS), unsure=not cell.sure, original=original)
    return found


def _marked_by(finding: Finding, session: Session) -> Iterable[tuple[str, Marks]]:
    """The cells that one finding concerns. Cells that stand beside a blank which is to blame are not marked."""
    cells = session.report.cells
    blanks = [address for address in finding.suspects if cells[address].state is State.BLANK]
    for address in blanks:
        yield address, _BLANK
    if blanks and len(blanks) == len(finding.suspects):
        return
    if finding.verdict is Verdict.UNKNOWN:
        concerned: Iterable[str] = (address for address in finding.suspects if address not in blanks)
    else:
        concerned = finding.cells
    error = finding.severity is Severity.ERROR
    for address in concerned:
        yield address, _FAULTY[error, address in finding.suspects]


def _joined(one: Marks, other: Marks) -> Marks:
    return Marks(
        error=one.error or other.error,
        warning=one.warning or other.warning,
        suspect=one.suspect or other.suspect,
        blank_needed=one.blank_needed or other.blank_needed,
        ignored=one.ignored or other.ignored,
    )


def _original(session: Session, address: str) -> str | None:
    """What stood in the cell when the file was read, if the cell now shows something else."""
    if session.origin is None:
        return None
    before, now = session.original_cell(address), session.report.cells[address]
    if before is now:
        return None
    return before.shown if before.shown != now.shown else None


def tooltip(session: Session, form: Edition, address: str, marks: Marks, balance: Balance | None = None) -> str:
    """Rich text: the cell's name and value, each finding with its sum written out, old value, place in the source."""
    # knows the names of all characters, which only a tooltip needs
    from html import escape

    cell = session.report.cells[address]
    lines = [f"<b>{escape(form.describe(address))}</b>　{escape(cell.shown or text('form.blank'))}"]
    lines += [escape(_told(session, finding)) for finding in session.judgement.by_cell.get(address, ())]
    if balance is not None:
        lines.append(escape(_would_balance(balance)))
    if marks.original is not None:
        lines.append(escape(text("form.original", value=marks.original or text("form.blank"))))
    if marks.unsure:
        lines += [escape(words) for words in _why_unsure(session, address)]
    if cell.where is not None:
        lines.append(escape(text("form.source", place=cell.where)))
    return "<br>".join(lines)


def _would_balance(balance: Balance) -> str:
    """The value, the sums that it would balance, and the key that takes it."""
    several = len(balance.cells) - 1
    sums = text("commands.sum_between").join(balance.equations)
    message = "commands.balance_tip_several" if several else "commands.balance_tip"
    return text(message, value=show(balance.value), count=several, sums=sums, keys=written(KEYS["balance"]))


def _why_unsure(session: Session, address: str) -> list[str]:
    """Why a cell was guessed (the reader's notice about it), what stood there, and what to do."""
    notices = session.origin.notices if session.origin is not None else ()
    reason = next((str(notice) for notice in notices if address in notice.cells), "")
    words = session.report.cells[address].text.strip()
    return [
        text("unsure.why", reason=reason) if reason else text("unsure.why_unknown"),
        text("unsure.raw", words=words) if words else text("unsure.raw_blank"),
        text("unsure.how"),
    ]


def _told(session: Session, finding: Finding) -> str:
    words = text(f"form.finding_{_kind(finding)}", message=masked(finding.message))
    decision = session.decision(finding)
    return words if decision is None else text("form.finding_decided", words=words, decision=decision)


def _kind(finding: Finding) -> str:
    return "unknown" if finding.verdict is Verdict.UNKNOWN else finding.severity.value


def spoken(session: Session, form: Edition, address: str, marks: Marks, balance: Balance | None = None) -> str:
    """The cell for a screen reader: 表三 本年新收 自然人 2 错误."""
    words = [text(f"form.table_{form.table_of[address].part}"), *form.describe(address).split("·")]
    words.append(session.report.cells[address].shown or text("form.spoken_blank"))
    words += _states(marks)
    if marks.original is not None:
        words.append(text("form.original", value=marks.original or text("form.blank")))
    if balance is not None:
        words.append(text("commands.balance_spoken", value=show(balance.value)))
    return " ".join(words)


def described(session: Session, address: str, marks: Marks) -> str:
    """The state of a cell and what was found there, for a screen reader that is asked for more than the name."""
    words = [*_states(marks), *(_told(session, finding) for finding in session.judgement.by_cell.get(address, ()))]
    return "；".join(words)


def _states(marks: Marks) -> list[str]:
    states = (
        (marks.error, "form.spoken_error"),
        (marks.warning and not marks.error, "form.spoken_warning"),
        (marks.suspect, "form.spoken_suspect"),
        (marks.blank_needed, "form.spoken_blank_needed"),
        (marks.ignored, "form.spoken_ignored"),
        (marks.unsure, "form.spoken_unsure"),
    )
    return [text(message) for present, message in states if present]
