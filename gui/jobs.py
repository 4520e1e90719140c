"""Long work off the window's thread: one job at a time, with a busy state and cancel. Errors are told apart here."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from core.errors import Cancelled, UserError

Result = TypeVar("Result")


class _Reports(QObject):
    """Signals of a job; they carry its outcome over to the window's thread."""

    finished = Signal(object, object, object)
    """The job, its result, and None or the exception."""


class _Job(QRunnable):
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] = lambda failure: None,
    ) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.work = work
        self.done = done
        self.failed = failed
        self.reports = _Reports()

    def run(self) -> None:
        result: object = None
        failure: BaseException | None = None
        try:
            result = self.work()
        except Exception as error:  # noqa: BLE001 - the one place where a job's bug is caught, to be shown with its trace
            failure = error
        self.reports.finished.emit(self, result, failure)


class Jobs(QObject):
    """Runs one job at a time. `busy` tells the window what is going on ("" when nothing is)."""

    busy = Signal(str)
    failed = Signal(object)
    """A UserError to be shown as a plain message."""
    broken = Signal(str)
    """A bug: the trace."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._quiet = QThreadPool(self)
        self._quiet.setMaxThreadCount(1)
        self._current: _Job | None = None
        self._running: set[_Job] = set()

    @property
    def running(self) -> bool:
        return self._current is not None

    def start(self, words: str, work: Callable[[], Result], done: Callable[[Result], None]) -> bool:
        """Run `work` on another thread and hand its result to `done` on this one. False while a job is running.

        `work` must not touch widgets or the Session.
        """
        if self._current is not None:
            return False
        job = _Job(work, done)
        job.reports.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._current = job
        self._running.add(job)
        self.busy.emit(words)
        self._pool.start(job)
        return True

    def quietly(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run `work` on another thread beside everything else, in turn, without a busy state. `failed` gets what it
        raised; a bug is shown as always besides."""
        job = _Job(work, done, failed)
        job.reports.finished.connect(self._finish_quietly, Qt.ConnectionType.QueuedConnection)
        self._running.add(job)
        self._quiet.start(job)

    def _finish_quietly(self, job: _Job, result: Any, failure: BaseException | None) -> None:
        self._running.discard(job)
        if failure is None:
            job.done(result)
            return
        job.failed(failure)
        if not isinstance(failure, UserError):
            self._tell(failure)

    def cancel(self) -> None:
        """Give up the job: its result will not be used, and the window is free at once."""
        if self._current is not None:
            self._current = None
            self.busy.emit("")

    def wait(self, milliseconds: int = 30_000) -> None:
        """Wait for threads before the program ends."""
        self._pool.waitForDone(milliseconds)
        self._quiet.waitForDone(milliseconds)

    def _finish(self, job: _Job, result: Any, failure: BaseException | None) -> None:
        self._running.discard(job)
        if job is not self._current:
            return
        self._current = None
        self.busy.emit("")
        if failure is None:
            job.done(result)
        else:
            self._tell(failure)

    def _tell(self, failure: BaseException) -> None:
        if isinstance(failure, Cancelled):
            return
        if isinstance(failure, UserError):
            self.failed.emit(failure)
        else:
            self.broken.emit("".join(traceback.format_exception(failure)))
