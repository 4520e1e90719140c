"""The list of findings on the right: by severity, with place and message; below it the chosen one with its fixes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from core.catalog import edition
from core.masking import masked
from core.model import Finding, Fix, Report
from core.session import Session, SetCells, SetText
from core.texts import text
from core.values import show
from gui.deciding import SHOWN, DecisionBar, FilterBar
from gui.finding_row import FindingList
from gui.findings_model import FindingsModel, Row
from gui.fixbutton import FixButton
from gui.outline import level
from gui.still import Still

_LOW = 300
"""Pixels of height below which the pane has no room for the basis of a finding."""
_LEVELS = ("error", "warning", "unknown", "info")


def place_of(finding: Finding, report: Report) -> str:
    """Where a finding is, for people: 表三 本年新收·自然人; 一、总体情况 第 3 段. Words that speak of a cell stand in
    their paragraph: the message names the cell."""
    form = edition(report.edition)
    if finding.cells and finding.span is None:
        cells = finding.suspects or finding.cells
        name = form.describe(cells[0])
        table = text(f"window.table.{form.table_of[cells[0]].part}")
        more = text("window.findings.more_cells", name=name, count=len(cells)) if len(cells) > 1 else name
        return f"{table} {more}"
    if finding.part is None:
        return text("window.findings.whole")
    heading = form.heading(finding.part)
    if finding.span is None:
        return heading
    number = report.part(finding.part).paragraph_at(finding.span[0])
    return text("window.findings.paragraph", part=heading, number=number)


def apply_fix(session: Session, finding: Finding, fix: Fix) -> None:
    """Carry out a fix as one step of undo."""
    if fix.cells:
        words = {address: show(value) for address, value in fix.cells.items()}
        session.do(SetCells(words, label=text("window.findings.fix_name", note=fix.note)))
    elif fix.replacement is not None and finding.part is not None and finding.span is not None:
        old = session.report.part(finding.part).text
        start, end = finding.span
        label = text("window.findings.fix_name", note=masked(fix.note))
        session.do(SetText(finding.part, old[:start] + fix.replacement + old[end:], label))


class FindingsPanel(Still):
    """`chosen` asks to go where a finding is; `message` says in the status line what was decided."""

    chosen = Signal(object)
    """A Finding."""
    entered = Signal(object)
    """A Finding that Enter was pressed on."""
    stepped = Signal(object)
    """A Finding that was gone to by the keys of the window, which are to be where it is."""
    message = Signal(str)
    shown = Signal(object)
    """Another Finding is chosen, or None."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self._refreshing = False
        self.model = FindingsModel(self)
        self.list = FindingList(self.model, self)
        self.list.setObjectName("findings")
        self.list.setAccessibleName(text("window.findings.name"))
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._enter)
        self.details = _Details(session, self)
        self.filter = FilterBar(self)
        self.filter.changed.connect(self.refresh)
        self.deciding = DecisionBar(session, self)
        self.deciding.decided.connect(self.message)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        column.addWidget(self.deciding)
        self.hold(content)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the ways to mend come before what they rest on, which the list says when pointed at."""
        super().resizeEvent(event)
        self.details.show_basis(self.height() >= _LOW)

    # ---------------------------------------------------------------------------------------------- content

    def refresh(self) -> None:
        """Show the findings as they are now; the chosen one stays chosen while it is still there, and where it leaves
        the list for having been decided, the next one is gone to."""
        everything, decisions = self._session.judgement.findings, self._session.decisions
        if (everything, decisions, self.filter.chosen) == self._shown:
            return
        kept, row = self.current(), self.list.currentIndex().row()
        self._shown = (everything, decisions, self.filter.chosen)
        self.filter.count([self._session.decision(finding) for finding in everything])
        shows = SHOWN[self.filter.chosen]
        found = [finding for finding in everything if shows(self._session.decision(finding))]
        self._refreshing = True
        self.model.show(self._listed(found) if found else [self._remark(everything)])
        self._refreshing = False
        left = kept is not None and kept not in found and kept in everything
        self._choose(None if left else kept)
        if left:
            self._go_on_from(row)

    def _go_on_from(self, row: int) -> None:
        """Go to the finding that has moved up to that row, or to the last one."""
        rows = [at for at, _ in self._rows()]
        if rows:
            self.list.choose(next((at for at in rows if at >= row), rows[-1]))
            self.chosen.emit(self.current())

    def _listed(self, found: Sequence[Finding]) -> Iterator[tuple[Row, Finding | None]]:
        """The findings by their levels, each group under a header."""
        groups: dict[str, list[Finding]] = {name: [] for name in _LEVELS}
        for finding in found:
            groups[level(finding)].append(finding)
        for name, group in groups.items():
            if group:
                yield Row(text(f"window.level.group_{name}", count=len(group))), None
            for finding in group:
                yield self._row(finding), finding

    @staticmethod
    def _remark(everything: Sequence[Finding]) -> tuple[Row, None]:
        return Row(text("window.deciding.none_shown" if everything else "window.findings.clean")), None

    def _row(self, finding: Finding) -> Row:
        place = place_of(finding, self._session.report)
        # who looks over a shoulder sees no more of it than who reads the review copy
        message = masked(finding.message)
        decision = self._session.decision(finding)
        spoken = f"{text(f'window.level.{level(finding)}')}，{place}：{message}"
        if decision is not None:
            spoken += text("window.deciding.spoken", decision=masked(str(decision)))
        tip = text("window.findings.basis", basis=finding.basis) if finding.basis else ""
        return Row(message, place, level(finding), decision, spoken, tip)

    def _choose(self, kept: Finding | None) -> None:
        """Choose the finding that was chosen before: the same one, or the same rule at the same place."""
        row = -1
        if kept is not None:
            rows = self._rows()
            same = [r for r, f in rows if f.key == kept.key]
            alike = [r for r, f in rows if (f.rule, f.cells, f.part) == (kept.rule, kept.cells, kept.part)]
            row = (same or alike or [-1])[0]
        self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        """Choose a row (-1: none) without going to its place."""
        self._refreshing = True
        self.list.choose(row)
        self._refreshing = False
        self._show_details()

    def _show_details(self) -> None:
        finding = self.current()
        self.details.show_finding(finding)
        self.deciding.show_finding(finding)
        self.shown.emit(finding)

    def _rows(self) -> list[tuple[int, Finding]]:
        return [(row, finding) for row, finding in enumerate(self.model.findings) if finding is not None]

    def current(self) -> Finding | None:
        """The chosen finding."""
        return self.model.finding(self.list.currentIndex())

    # ---------------------------------------------------------------------------------------------- going

    def show_finding(self, finding: Finding) -> None:
        """Choose a finding without going anywhere; where the filter hides it, all are shown."""
        if all(other.key != finding.key for _, other in self._rows()):
            self.filter.choose("all")
        self._choose(finding)

    def choose_first(self) -> None:
        """Choose the first finding where none is chosen, without going anywhere."""
        rows = self._rows()
        if rows and self.current() is None:
            self._choose(rows[0][1])

    def next(self) -> None:
        """Go to the next open finding, from the last on to the first; through all of them once none is open."""
        self._step(1)

    def previous(self) -> None:
        """Go to the open finding before, from the first on to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        listed = self._rows()
        rows = [row for row, finding in listed if self._session.decision(finding) is None] or [row for row, _ in listed]
        if not rows:
            return
        now = self.list.currentIndex().row()
        ahead = [row for row in rows if row > now] if by > 0 else [row for row in reversed(rows) if row < now]
        first = rows[0] if by > 0 else rows[-1]
        self.list.choose(ahead[0] if ahead and now >= 0 else first)
        finding = self.current()
        if finding is not None:
            self.stepped.emit(finding)
            self.chosen.emit(finding)

    def follow(self, *, address: str | None = None, part: str | None = None, position: int = 0) -> None:
        """Choose the finding of a cell, or of a place in a part's text, without going there and without the keys; what
        is chosen stays where it speaks of that place too, and where nothing does.
        """

        def speaks(finding: Finding) -> bool:
            if address is not None:
                return address in finding.cells
            return finding.part == part and finding.span is not None and finding.span[0] <= position <= finding.span[1]

        now = self.current()
        if now is not None and speaks(now):
            return
        rows = [(row, finding) for row, finding in self._rows() if speaks(finding)]
        if rows:
            first = next((row for row, finding in rows if address in finding.suspects), rows[0][0])
            self._choose_row(first)

    # ---------------------------------------------------------------------------------------------- deciding

    def confirm(self) -> None:
        """Confirm the chosen finding; where none is chosen, go to the next one first, so that it is seen."""
        if self._chosen_or_next():
            self.deciding.confirm()

    def ignore(self) -> None:
        """Ask for the reason to ignore the chosen finding."""
        if self._chosen_or_next():
            self.deciding.ask_reason()

    def reopen(self) -> None:
        """Take back what was decided of the chosen finding."""
        if self._chosen_or_next():
            self.deciding.reopen()

    def _chosen_or_next(self) -> bool:
        if self.current() is not None:
            return True
        self.next()
        return False

    # ---------------------------------------------------------------------------------------------- the list

    def _current_changed(self) -> None:
        if self._refreshing:
            return
        finding = self.current()
        self._show_details()
        if finding is not None and self.list.hasFocus():
            self._show(finding)

    def _show(self, finding: Finding) -> None:
        """Show the place, and keep the keys in the list so that the arrows walk on."""
        self.chosen.emit(finding)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, index: QModelIndex) -> None:
        if (finding := self.model.finding(index)) is not None:
            self.entered.emit(finding)

    def _go(self, index: QModelIndex) -> None:
        if (finding := self.model.finding(index)) is not None:
            self.chosen.emit(finding)


class _Details(QFrame):
    """The chosen finding: what it rests on, and a button for each way to mend it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._finding: Finding | None = None
        self._with_basis = True
        self.setObjectName("findingDetails")
        self._basis = QLabel(self)
        self._basis.setWordWrap(True)
        self._basis.setObjectName("basis")
        self._basis.setAccessibleName(text("window.findings.basis_name"))
        self._basis.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(6)
        self._column.addWidget(self._basis)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        before, self._finding = self._finding, finding
        notes = [fix.note for fix in finding.fixes] if finding else []
        if before is not None and finding is not None and before.basis == finding.basis:
            if notes == [fix.note for fix in before.fixes]:
                return
            if len(notes) == len(self.buttons):
                for button, note in zip(self.buttons, notes, strict=True):
                    self._name(button, note)
                return
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(at, note) for at, note in enumerate(notes)]
        self._basis.setText(text("window.findings.basis", basis=finding.basis) if finding and finding.basis else "")
        self._show_parts()

    def show_basis(self, shown: bool) -> None:
        """Show what the finding rests on, or leave it out."""
        if shown is not self._with_basis:
            self._with_basis = shown
            self._show_parts()

    def _show_parts(self) -> None:
        self._basis.setVisible(self._with_basis and bool(self._basis.text()))
        self.setVisible(self._finding is not None and (bool(self.buttons) or self._basis.isVisibleTo(self)))

    def _button(self, at: int, note: str) -> QPushButton:
        button = FixButton("", self)
        button.setToolTip(text("window.findings.fix_tip"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._apply(at))
        self._name(button, note)
        self._column.addWidget(button)
        return button

    @staticmethod
    def _name(button: QPushButton, note: str) -> None:
        note = masked(note)
        button.setText(note)
        button.setAccessibleName(text("window.findings.fix_name", note=note))

    def _apply(self, at: int) -> None:
        finding = self._finding
        assert finding is not None
        apply_fix(self._session, finding, finding.fixes[at])
