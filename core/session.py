"""The one mutable object: a report being worked on, its history and its findings. Views listen to `changed`.

A command turns a report into another; the session keeps both, so undo and redo bring back everything. Nothing here
opens a dialog or touches a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import NamedTuple, Protocol

from core.catalog import EDITIONS, edition
from core.checks import Judgement, confront, with_repairs
from core.conclusion import NO_DECISIONS, Conclusion, conclude, decided
from core.decisions import Decide, Reopen
from core.equations import BROKEN, EquationState, states_of, sums_of
from core.model import BLANK, Cell, Decision, Decisions, Edit, Finding, Notice, Part, Report
from core.rules import RuleSet, builtin
from core.texts import text

METADATA = ("title", "agency", "year", "index_number", "document_number", "publisher", "published", "completed")
"""Fields of a Report that stand above the text, in the order in which they are shown."""


class Command(Protocol):
    """A change that has a name. `apply` returns a new report, or the same one when there is nothing to change."""

    @property
    def name(self) -> str:
        """What is undone, in Chinese: 修改“本年新收·自然人”."""
        ...

    def apply(self, report: Report) -> Report: ...


Ruling = Decide | Reopen
"""What changes decisions on findings and leaves the report as it is."""


@dataclass(frozen=True, slots=True)
class SetCells:
    """Put texts into cells, as typed or pasted. The place in the source stays with the cell; the cell is now sure."""

    texts: Mapping[str, str]
    label: str = ""

    @property
    def name(self) -> str:
        if self.label:
            return self.label
        if len(self.texts) == 1:
            return text("session.set_cell", cell=edition_describe(next(iter(self.texts))))
        return text("session.set_cells", count=len(self.texts))

    def apply(self, report: Report) -> Report:
        changes = {}
        for address, typed in self.texts.items():
            old = report.cells[address]
            new = Cell.of(typed, old.where)
            unit = ("元" in new.text) != ("元" in old.text)  # what a cell says of its unit is judged
            if unit or (new.state, new.value, new.shown) != (old.state, old.value, old.shown) or not old.sure:
                changes[address] = new
        return report.with_cells(changes) if changes else report


@dataclass(frozen=True, slots=True)
class ConfirmCells:
    """Say of cells that were guessed when the file was read that they are right as they stand. What could not be read
    is not made right by saying so."""

    addresses: tuple[str, ...]

    @property
    def name(self) -> str:
        if len(self.addresses) == 1:
            return text("unsure.confirm", cell=edition_describe(self.addresses[0]))
        return text("unsure.confirm_many", count=len(self.addresses))

    def apply(self, report: Report) -> Report:
        guessed = {a: report.cells[a] for a in self.addresses if report.cells[a].guessed}
        return report.with_cells({a: cell._replace(sure=True) for a, cell in guessed.items()}) if guessed else report


@dataclass(frozen=True, slots=True)
class FillCells:
    """Put cells into the form that were recognised elsewhere (a pasted table): their texts, and whether they are sure.
    The place in the source stays that of the file."""

    cells: Mapping[str, Cell]
    name: str

    def apply(self, report: Report) -> Report:
        changes = {}
        for address, cell in self.cells.items():
            old = report.cells[address]
            new = cell._replace(where=old.where)
            if (new.state, new.value, new.shown, new.sure) != (old.state, old.value, old.shown, old.sure):
                changes[address] = new
        return report.with_cells(changes) if changes else report


def edition_describe(address: str) -> str:
    """Name of a cell in whichever edition has it."""
    for edition_id in EDITIONS:
        form = edition(edition_id)
        if address in form.table_of:
            return form.describe(address)
    return address


@dataclass(frozen=True, slots=True)
class SetText:
    """Replace the text of a part. Paragraphs that stay as they were keep their place in the source."""

    number: str
    text: str
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or text("session.set_text", part=edition().heading(self.number))

    def apply(self, report: Report) -> Report:
        part = report.part(self.number)
        if part.text == self.text:
            return report
        known = dict(zip(part.paragraphs, part.wheres, strict=False))
        wheres = tuple(known.get(paragraph) for paragraph in self.text.split("\n"))
        heading = part.heading if part.heading is not None or not self.text else edition().heading(self.number)
        return report.with_part(Part(self.number, heading, self.text, wheres))


@dataclass(frozen=True, slots=True)
class SetField:
    """Set one of METADATA. Years are int, dates are date, the others text; None where nothing is given."""

    field: str
    value: str | int | date | None

    @property
    def name(self) -> str:
        return text("session.set_field", field=text(f"session.field_{self.field}"))

    def apply(self, report: Report) -> Report:
        if self.field not in METADATA:
            raise KeyError(self.field)
        changes: dict[str, object] = {self.field: self.value}
        return replace(report, **changes) if getattr(report, self.field) != self.value else report  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report came from: the file's name and bytes, the report as it was read, and what was noted then."""

    name: str
    content: bytes
    report: Report
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, for views to decide whether it concerns them. `reset` when another report is shown."""

    cells: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    reset: bool = False
    saved: bool = False
    decisions: bool = False
    previous: bool = False
    repairs: bool = False


class _State(NamedTuple):
    """What undo brings back."""

    report: Report
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    before: _State
    after: _State
    token: object
    redo: tuple[_Step, ...] = ()


class Signal:
    """Listeners called in order with the Change. The single way by which the session speaks."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Change], None]] = []

    def connect(self, listener: Callable[[Change], None]) -> None:
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[[Change], None]) -> None:
        self._listeners.remove(listener)

    def emit(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)


@dataclass(eq=False)
class Session:
    """A report with history, findings and the decisions on them. Used from one thread only.

    `previous` is last year's report, where there is one; it is read, never edited, and stands outside the history.
    """

    report: Report
    origin: Origin | None = None
    rules: RuleSet = field(default_factory=builtin)
    decisions: Decisions = field(default_factory=dict)
    previous: Origin | None = None

    def __post_init__(self) -> None:
        self.changed = Signal()
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._saved = self._state
        self._unsaved = False
        self._judge()

    @property
    def _state(self) -> _State:
        return _State(self.report, self.decisions)

    @property
    def judgement(self) -> Judgement:
        """Findings of the report as it is now."""
        return self._judgement

    @property
    def conclusion(self) -> Conclusion:
        """The verdict on the report as it is now, after what was decided."""
        return conclude(self._judgement.findings, self.decisions, len(self.rules.off))

    def decision(self, finding: Finding) -> Decision | None:
        """What was decided of a finding; None while it is open."""
        return decided(finding, self.decisions)

    @property
    def dirty(self) -> bool:
        """True while something is not saved."""
        report, decisions = self._saved
        edited = self.report is not report and self.report != report
        return edited or self.decisions != decisions or self._unsaved

    @property
    def undo_name(self) -> str | None:
        return self._undo[-1].name if self._undo else None

    @property
    def redo_name(self) -> str | None:
        return self._redo[-1].name if self._redo else None

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of the steps that can be undone, and of those that can be redone; the next one first."""
        return tuple(s.name for s in self._undo[::-1]), tuple(s.name for s in self._redo[::-1])

    def do(self, command: Command | Ruling, token: object = None) -> bool:
        """Apply a command; False if it changed nothing. Commands with the same token (one burst of typing in one
        place) are one step of undo."""
        before = self._state
        after = _applied(command, before)
        if after.report is before.report and after.decisions is before.decisions:
            return False
        last = self._undo[-1] if self._undo else None
        if token is not None and last is not None and last.token == token:
            self._undo[-1] = replace(last, after=after)
            if last.before == after:
                self._undo.pop()
        else:
            self._undo.append(_Step(command.name, before, after, token, tuple(self._redo) if token else ()))
        self._redo.clear()
        self._show(before, after)
        return True

    def seal(self) -> None:
        """End the burst: the next command starts a new step of undo even with the same token."""
        if self._undo and self._undo[-1].token is not None:
            self._undo[-1] = replace(self._undo[-1], token=None, redo=())

    def revert(self, token: object) -> None:
        """Take back a burst of typing that was given up (Esc), leaving no trace in the history."""
        if self._undo and self._undo[-1].token == token and token is not None:
            step = self._undo.pop()
            self._redo = list(step.redo)
            self._show(self._state, step.before)

    def undo(self, steps: int = 1) -> bool:
        """Take back so many steps, as one change; False if there are not so many."""
        return self._go(self._undo, self._redo, steps)

    def redo(self, steps: int = 1) -> bool:
        return self._go(self._redo, self._undo, steps)

    def _go(self, source: list[_Step], target: list[_Step], steps: int) -> bool:
        if not 0 < steps <= len(source):
            return False
        for _ in range(steps):
            step = source.pop()
            target.append(replace(step, token=None))
        self._show(self._state, step.before if target is self._redo else step.after)
        return True

    def replace_report(
        self,
        report: Report,
        origin: Origin | None,
        decisions: Decisions = NO_DECISIONS,
        previous: Origin | None = None,
    ) -> None:
        """Show another report: history starts anew and nothing is unsaved."""
        self.report, self.origin, self.decisions = report, origin, decisions
        self.previous, self._unsaved = previous, False
        self._saved = self._state
        self._undo.clear()
        self._redo.clear()
        self._judge()
        self.changed.emit(Change(reset=True))

    def set_previous(self, previous: Origin | None, *, unsaved: bool = False) -> None:
        """Compare with that report of last year, or with none. `unsaved` when a work file is open that would have to
        be saved to keep it."""
        self.previous = previous
        self._unsaved = self._unsaved or unsaved
        self._judge()
        self.changed.emit(Change(previous=True))

    def use_rules(self, rules: RuleSet) -> None:
        """Judge by other rules from now on."""
        self.rules = rules
        self._judge()
        self.changed.emit(Change())

    def mark_unsaved(self) -> None:
        """What is shown stands in no file yet: work that was recovered."""
        self._unsaved = True
        self.changed.emit(Change())

    def mark_saved(self) -> None:
        self._saved = self._state
        self._unsaved = False
        self.seal()
        self.changed.emit(Change(saved=True))

    def repair_search(self) -> Callable[[], Judgement] | None:
        """The search for repairs that take longer than a key may wait, to be run off this thread; None when there is
        nothing to look for. What it finds is for take_repairs."""
        judgement = self.judgement
        if not judgement.unsolved:
            return None
        previous = self.previous.report if self.previous else None
        return partial(with_repairs, judgement, self.report, self.rules, previous)

    def take_repairs(self, asked: Judgement, found: Judgement) -> None:
        """Show the repairs that a search found, unless the report has changed since it was asked."""
        if self.judgement is asked and found is not asked:
            self._judgement = found
            self.changed.emit(Change(repairs=True))

    def finish_repairs(self) -> None:
        """Look for them now: for a copy that is printed or sent, the wait is no matter."""
        search = self.repair_search()
        if search is not None:
            self.take_repairs(self.judgement, search())

    def equations_of(self, address: str) -> tuple[EquationState, ...]:
        """The sums in which a cell takes part, with the numbers as they are now."""
        return states_of(address, self.report, self.rules)

    def broken_equations(self) -> tuple[EquationState, ...]:
        """The sums of all tables that do not hold or could not be checked, in the order of the rules."""
        return tuple(state for state in sums_of(self.report, self.rules) if state.outcome in BROKEN)

    def original_cell(self, address: str) -> Cell:
        """The cell as it was read from the file (blank for a report that came from no file)."""
        if self.origin is None:
            return BLANK
        return self.origin.report.cells.get(address, BLANK)

    @property
    def unsure(self) -> tuple[str, ...]:
        """Addresses of the cells that were guessed and not confirmed yet, in the order of the form."""
        cells = self.report.cells
        return tuple(address for address in edition(self.report.edition).addresses if cells[address].guessed)

    def edits(self) -> tuple[Edit, ...]:
        """Everything that differs from the report as it was read, in the order of the form."""
        return edits_between(self.origin.report, self.report) if self.origin else ()

    def _judge(self) -> None:
        previous = self.previous.report if self.previous else None
        self._judgement = confront(self.report, self.rules, previous)

    def _show(self, before: _State, after: _State) -> None:
        self.report, self.decisions = after
        if after.report is not before.report:
            self._judge()
        change = difference(before.report, after.report)
        self.changed.emit(replace(change, decisions=after.decisions is not before.decisions))


def _applied(command: Command | Ruling, state: _State) -> _State:
    if isinstance(command, Ruling):
        return state._replace(decisions=command.decide(state.decisions))
    return state._replace(report=command.apply(state.report))


def difference(before: Report, after: Report) -> Change:
    """What differs between two reports of one edition."""
    return Change(
        frozenset(a for a, cell in after.cells.items() if before.cells.get(a) is not cell),
        frozenset(new.number for old, new in zip(before.parts, after.parts, strict=True) if old is not new),
        frozenset(name for name in METADATA if getattr(before, name) != getattr(after, name)),
    )


def edits_between(old: Report, new: Report) -> tuple[Edit, ...]:
    """The differences as a reviewer would list them: fields, cells, then paragraphs of text."""
    found = [
        Edit(name, _shown(getattr(old, name)), _shown(getattr(new, name)))
        for name in METADATA
        if getattr(old, name) != getattr(new, name)
    ]
    form = edition(new.edition)
    for address in form.addresses:
        before, after = old.cells.get(address, BLANK), new.cells[address]
        if before is not after and before.shown != after.shown:
            found.append(Edit(address, before.shown, after.shown))
    for part_old, part_new in zip(old.parts, new.parts, strict=True):
        if part_old.text != part_new.text:
            found.append(Edit(part_new.number, part_old.text, part_new.text))
    return tuple(found)


def _shown(value: object) -> str:
    return "" if value is None else str(value)
