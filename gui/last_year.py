"""Choosing last year's report: asked for by the user, read on another thread, never opened by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.texts import text
from gui import dialogs, recent
from gui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.session import Origin, Session
    from gui.documents import Documents


class LastYear(QObject):
    """Puts last year's report into the session, and takes it out again."""

    message = Signal(str)

    def __init__(
        self, window: QWidget, jobs: Jobs, documents: Documents, session: Callable[[], Session | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._documents = documents
        self._session = session
        self._hinted: Path | None = None

    def ask(self) -> None:
        """Let a file be chosen; the one beside the report that looks like it is proposed."""
        if self._session() is None or self._jobs.running:
            return
        beside = self._documents.beside
        folder = beside.parent if beside else recent.folder()
        path = dialogs.choose_previous(self._window, folder, beside.name if beside else "")
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read a file as last year's report."""

        def work() -> Origin:
            # the readers' libraries are loaded with the first file, not with the window
            from core.pipeline import load
            from core.previous import as_previous

            return as_previous(load(path))

        self._jobs.start(text("comparison.busy", name=path.name), work, self._show)

    def _show(self, previous: Origin) -> None:
        session = self._session()
        if session is None:
            return
        session.set_previous(previous, unsaved=self._documents.kept is not None)
        found = sum(f.category in ("continuity", "similarity") for f in session.judgement.findings)
        name = previous.report.title or previous.name
        self.message.emit(text("comparison.shown" if found else "comparison.shown_clean", name=name, count=found))

    def end(self) -> None:
        """Compare no more."""
        session = self._session()
        if session is not None and session.previous is not None:
            session.set_previous(None, unsaved=self._documents.kept is not None)
            self.message.emit(text("comparison.ended"))

    def hint(self) -> None:
        """Say once that a file beside the report looks like last year's."""
        session, beside = self._session(), self._documents.beside
        if beside is self._hinted:
            return
        self._hinted = beside
        if session is not None and session.previous is None and beside is not None:
            self.message.emit(text("comparison.hint", name=beside.name))
