"""Looks for the values that would balance while nobody types, and hands them to the forms to be shown as ghosts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from core.balancing import Balance, balances
from core.session import Change, Session
from gui.form.model import FormModel

_IDLE = 300
"""Milliseconds without a change after which the values are worked out."""


class BalanceSearch(QObject):
    """A change takes the ghosts away at once, for they may no longer hold; the new ones come when the keys rest."""

    def __init__(self, session: Session, models: Callable[[], Iterable[FormModel]], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._models = models
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self.look)
        session.changed.connect(self._on_change)
        self._idle.start()

    def _on_change(self, change: Change) -> None:
        other_rules = change == Change()
        if change.cells or change.reset or other_rules:
            self._hand({})
        if not change.saved:
            self._idle.start()

    @property
    def waiting(self) -> bool:
        """True while the values are still to be worked out."""
        return self._idle.isActive()

    def look(self) -> None:
        """Work them out now."""
        self._idle.stop()
        session = self._session
        self._hand(balances(session.report, session.judgement, session.rules, session.decisions))

    def _hand(self, found: dict[str, Balance]) -> None:
        for model in self._models():
            model.show_balances({a: b for a, b in found.items() if a in model.table.place})
