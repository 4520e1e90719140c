"""Keeps unsaved work aside while it goes on, offers it after a crash, and notices a file that two windows have open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from core import settings as kept
from core.digest import digest
from gui.jobs import Jobs
from gui.preferences import Preferences

if TYPE_CHECKING:
    from core.journal import Entry
    from core.session import Change, Session
    from gui.documents import Documents

PAUSE = 1500
"""Milliseconds without a change after which the work is written; at the latest after the interval of the settings."""


class Keeper(QObject):
    """One entry of the journal for what is on the desk, from its first unsaved change until it is saved or given up."""

    written = Signal(object)
    """The work was kept aside at that time (datetime)."""
    failed = Signal(str)
    """It could not be: why, in Chinese."""

    def __init__(self, parent: QObject, jobs: Jobs, preferences: Preferences, documents: Documents) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._preferences = preferences
        self._documents = documents
        self._session: Session | None = None
        self._entry: Entry | None = None
        self._lock: QLockFile | None = None
        self._writing = False
        self._again = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._limit = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.write)
        self._limit.timeout.connect(self.write)

    def watch(self, session: Session) -> None:
        """Follow a session from now on."""
        self._session = session
        session.changed.connect(self._concern)

    def _concern(self, change: Change) -> None:
        if self._session is None:
            return
        if change.reset or change.saved or not self._session.dirty:
            self.forget()
        elif self._preferences.settings.autosave:
            self._pause.start()
            if not self._limit.isActive():
                self._limit.start(self._preferences.settings.autosave * 1000)

    def adopt(self, entry: Entry, lock: QLockFile) -> None:
        """Go on with an entry that was recovered: it stays until the work is saved."""
        self._entry, self._lock = entry, lock

    def write(self) -> None:
        """Write the work as it is now, on another thread."""
        self._pause.stop()
        self._limit.stop()
        session = self._session
        if session is None or not session.dirty:
            return
        if self._writing:
            self._again = True
            return
        from core import journal

        entry = self._renewed(session)
        work = self._documents.work_of(session)
        self._writing = True
        self._jobs.quietly(lambda: journal.write(entry, work), lambda _: self._done(entry), self._fail)

    def _renewed(self, session: Session) -> Entry:
        """The entry with today's names and time; begun and locked at the first write."""
        from datetime import datetime

        from core import journal

        documents = self._documents
        if self._entry is None:
            self._entry = journal.new_entry(documents.name, documents.path, documents.kept)
            self._lock = QLockFile(str(self._entry.lock_path))
            self._lock.setStaleLockTime(0)
            journal.folder().mkdir(parents=True, exist_ok=True)
            self._lock.tryLock(0)
        self._entry = replace(
            self._entry, name=documents.name, path=documents.path, kept=documents.kept, when=datetime.now()
        )
        return self._entry

    def _done(self, entry: Entry) -> None:
        self._writing = False
        if self._entry is None or self._entry.id != entry.id:
            # saved or given up while it was being written
            _discard(entry)
            return
        self.written.emit(entry.when)
        if self._again:
            self._again = False
            self.write()

    def _fail(self, failure: BaseException) -> None:
        self._writing = False
        self.failed.emit(str(failure))

    def forget(self) -> None:
        """The work is saved or given up: nothing is kept aside any more."""
        self._pause.stop()
        self._limit.stop()
        self._again = False
        if self._entry is not None and not self._writing:
            _discard(self._entry)
        self._entry = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def _discard(entry: Entry) -> None:
    from core import journal

    journal.discard(entry)


def left_behind() -> list[tuple[Entry, QLockFile]]:
    """Entries of windows that ended without saving or giving up, the latest first, each locked for this window."""
    if not any((kept.folder() / "recovery").glob("*.json")):
        return []  # by far the commonest start, and it loads nothing
    from core import journal

    found = []
    for entry in journal.entries():
        lock = QLockFile(str(entry.lock_path))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            found.append((entry, lock))
    return found


class Claim:
    """A file that this window has open. Another window of the same user can tell."""

    def __init__(self) -> None:
        self._lock: QLockFile | None = None
        self._path: Path | None = None

    def take(self, path: Path) -> bool:
        """Claim a file in place of the one before. False when another window has it; then the old claim stands."""
        resolved = path.resolve()
        if resolved == self._path:
            return True
        place = kept.folder() / "recovery"
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True  # nothing can be noticed there, which is no reason not to work
        lock = QLockFile(str(place / f"open-{digest(str(resolved), 12)}.lock"))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
            return False
        self.release()
        self._lock, self._path = lock, resolved
        return True

    def release(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._path = None


def stamp(path: Path | None) -> tuple[int, int] | None:
    """What tells whether a file was changed by someone else: its time and size; None where there is none."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found is not None else None
