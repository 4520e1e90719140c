"""What the reviewer decides of a finding: the buttons with the inline reason, and the filter above the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.decisions import Decide, Reopen, confirmed, ignored
from core.masking import masked
from core.model import Decision, DecisionKind, Finding
from core.session import Session
from core.texts import text
from gui.actions import KEYS, written
from gui.focus import focus_now, give_keys

SHOWN: Mapping[str, Callable[[Decision | None], bool]] = {
    "all": lambda decision: True,
    "open": lambda decision: decision is None,
    "confirmed": lambda decision: decision is not None and decision.kind is DecisionKind.CONFIRMED,
    "ignored": lambda decision: decision is not None and decision.kind is DecisionKind.IGNORED,
}
"""The filters from left to right, and which findings each shows by what was decided of them."""

_NARROWEST = 240
QUICK_REASONS = ("source", "scope", "rounding", "wrong")


class FilterBar(QFrame):
    """全部, 未处理, 已确认, 已忽略 with their counts: nothing is out of sight without its number being seen."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findingFilter")
        self.setAccessibleName(text("window.deciding.filter_name"))
        self.chosen = "all"
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(1)
        for name in SHOWN:
            button = QToolButton(self)
            button.setObjectName(f"filter_{name}")
            button.setCheckable(True)
            button.setChecked(name == self.chosen)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=name: self.choose(name))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
        self.count([])

    def minimumSizeHint(self) -> QSize:
        """Counts of many digits must not widen the pane and move the form."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def choose(self, name: str) -> None:
        """Show only the findings of that filter."""
        self.buttons[name].setChecked(True)
        if name != self.chosen:
            self.chosen = name
            self.changed.emit()

    def count(self, decisions: Iterable[Decision | None]) -> None:
        """Write how many findings each filter shows."""
        decisions = tuple(decisions)
        for name, button in self.buttons.items():
            words = text(f"window.deciding.filter_{name}", count=sum(map(SHOWN[name], decisions)))
            if words != button.text():
                button.setText(words)
                button.setAccessibleName(words)


class _ReasonEdit(QLineEdit):
    """The reason as it is typed; Esc gives it up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DecisionBar(QFrame):
    """The chosen finding's decision, and the ways to decide it. `decided` tells in words what was done; `reviewer` is
    asked for the name that a decision is to bear."""

    decided = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._finding: Finding | None = None
        self._before: QWidget | None = None
        self.reviewer: Callable[[], str] = lambda: ""
        self.setObjectName("decisionBar")
        self.setAccessibleName(text("window.deciding.name"))
        self.state = QLabel(self)
        self.state.setObjectName("decisionState")
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.confirm_button = self._button("confirm", self.confirm)
        self.ignore_button = self._button("ignore", self.ask_reason)
        self.reopen_button = self._button("reopen", self.reopen)
        self.reason_box = self._reason_box()
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.confirm_button, self.ignore_button, self.reopen_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.state)
        column.addLayout(buttons)
        column.addWidget(self.reason_box)
        self.hide()

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text(f"window.deciding.{name}"), self)
        button.setObjectName(name)
        tip = text(f"window.action.{name}_finding.tip")
        button.setToolTip(text("window.deciding.tip", tip=tip, keys=written(KEYS[f"{name}_finding"])))
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def _reason_box(self) -> QWidget:
        """The line for the reason, quick reasons that apply with one click, and the two ways out."""
        box = QWidget(self)
        self.reason = _ReasonEdit(box)
        self.reason.setObjectName("ignoreReason")
        self.reason.setAccessibleName(text("window.deciding.reason"))
        self.reason.setPlaceholderText(text("window.deciding.reason_hint"))
        self.reason.returnPressed.connect(self.ignore)
        self.reason.given_up.connect(self.give_up)
        self.reason.textEdited.connect(lambda: self._demand(False))
        grid = QGridLayout()
        grid.setSpacing(4)
        self.quick: list[QPushButton] = []
        for at, name in enumerate(QUICK_REASONS):
            words = text(f"window.deciding.reasons.{name}")
            button = QPushButton(words, box)
            button.setObjectName("quickReason")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, words=words: self._ignore_because(words))
            grid.addWidget(button, at // 2, at % 2)
            self.quick.append(button)
        self.apply_button = QPushButton(text("window.deciding.apply"), box)
        self.apply_button.clicked.connect(self.ignore)
        self.cancel_button = QPushButton(text("window.deciding.cancel"), box)
        self.cancel_button.clicked.connect(self.give_up)
        ways = QHBoxLayout()
        ways.addStretch(1)
        for button in (self.apply_button, self.cancel_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            ways.addWidget(button)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.reason)
        column.addLayout(grid)
        column.addLayout(ways)
        box.hide()
        return box

    # ---------------------------------------------------------------------------------------------- content

    def show_finding(self, finding: Finding | None) -> None:
        """Show what was decided of a finding; a reason begun for another one is given up."""
        if finding is None or self._finding is None or finding.key != self._finding.key:
            self.reason_box.hide()
        self._finding = finding
        decision = self._session.decision(finding) if finding is not None else None
        self.state.setText(masked(decision.signed) if decision is not None else "")
        self.state.setVisible(decision is not None)
        kind = decision.kind if decision is not None else None
        self.confirm_button.setVisible(kind is not DecisionKind.CONFIRMED)
        self.ignore_button.setVisible(kind is not DecisionKind.IGNORED)
        self.reopen_button.setVisible(decision is not None)
        self.setVisible(finding is not None)

    # ---------------------------------------------------------------------------------------------- deciding

    def confirm(self) -> None:
        """The finding is right: the department mends it."""
        if self._finding is not None:
            self._do(confirmed(self._finding, by=self.reviewer(), on=date.today()))

    def reopen(self) -> None:
        if self._finding is not None:
            self._do(Reopen(self._finding))

    def ask_reason(self) -> None:
        """Open the line for the reason, with the keys in it."""
        if self._finding is None:
            return
        if not self.reason_box.isVisible():
            self._before = focus_now()
            decision = self._session.decision(self._finding)
            self.reason.setText(decision.reason if decision is not None else "")
            self._demand(False)
        self.reason_box.show()
        give_keys(self.reason)
        self.reason.selectAll()

    def ignore(self) -> None:
        """Ignore the finding for the reason that stands in the line; without one, ask for it."""
        reason = self.reason.text().strip()
        if reason:
            self._ignore_because(reason)
        else:
            self._demand(True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.decided.emit(text("window.deciding.reason_needed"))

    def _ignore_because(self, reason: str) -> None:
        finding = self._finding
        if finding is not None:
            self.give_up()
            self._do(ignored(finding, reason, self.reviewer(), date.today()))

    def give_up(self) -> None:
        """Close the line for the reason; the keys go back to where they were."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self.reason_box.hide()
        if inside and self._before is not None and self._before.isVisible():
            give_keys(self._before, Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _do(self, command: Decide | Reopen) -> None:
        if self._session.do(command):
            self.decided.emit(text("window.deciding.told", name=command.name))

    def _demand(self, missing: bool) -> None:
        if self.reason.property("missing") is not missing:
            self.reason.setProperty("missing", missing)
            self.reason.style().unpolish(self.reason)
            self.reason.style().polish(self.reason)
