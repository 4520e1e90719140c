"""Looks for repairs of broken sums while nobody types, off the window's thread: a key may not wait for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.checks import Judgement
from core.session import Change, Session
from gui.jobs import Jobs

_IDLE = 250
"""Milliseconds without a change after which the search begins."""


class RepairSearch(QObject):
    """Hands what it finds to the session, which tells the views. A change gives up the search that is under way."""

    broken = Signal(str)
    """A bug in the search: the trace."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._jobs.broken.connect(self.broken)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self._look)
        session.changed.connect(self._on_change)
        self._on_change(Change(reset=True))

    def _on_change(self, change: Change) -> None:
        if change.repairs or change.saved:
            return
        self._jobs.cancel()
        if self._session.judgement.unsolved:
            self._idle.start()
        else:
            self._idle.stop()

    def _look(self) -> None:
        search, asked = self._session.repair_search(), self._session.judgement
        if search is not None:
            self._jobs.start("", search, lambda found: self._take(asked, found))

    def _take(self, asked: Judgement, found: Judgement) -> None:
        self._session.take_repairs(asked, found)
