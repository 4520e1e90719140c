"""Work that is not saved yet, kept aside while it goes on: what is left of it when the program ends at any moment.

Each window writes one entry: a .nianbao file with the work, and beside it a small file that says what it was.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UserError
from core.files import read_bytes, write_atomically
from core.settings import folder as settings_folder

if TYPE_CHECKING:
    from core.workspace import Work

_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """Unsaved work of one window. `path` is the file that was opened, `kept` the .nianbao file of the work, if any;
    `when` is the local time of the last change."""

    id: str
    name: str
    path: Path | None
    kept: Path | None
    when: datetime

    @property
    def work_path(self) -> Path:
        from core.workspace import SUFFIX

        return folder() / f"{self.id}{SUFFIX}"

    @property
    def lock_path(self) -> Path:
        """Locked by the window that writes the entry, as long as it runs."""
        return folder() / f"{self.id}.lock"


def folder() -> Path:
    """Where entries are kept, beside the settings."""
    return settings_folder() / "recovery"


def new_entry(name: str, path: Path | None, kept: Path | None) -> Entry:
    """An entry for work that begins now. Nothing is written yet."""
    return Entry(uuid.uuid4().hex, name, path, kept, datetime.now())


def write(entry: Entry, work: Work) -> None:
    """Write the work as it is now, atomically; the entry counts once both its files are there. Raises UserError."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("cannot_write", path=folder(), reason=error.strerror or str(error)) from error
    from core.workspace import pack

    write_atomically(entry.work_path, pack(work))
    head = {
        "name": entry.name,
        "path": str(entry.path) if entry.path else None,
        "kept": str(entry.kept) if entry.kept else None,
        "when": entry.when.isoformat(timespec="seconds"),
    }
    write_atomically(_head_path(entry.id), json.dumps(head, ensure_ascii=False).encode("utf-8"))


def discard(entry: Entry) -> None:
    """Forget an entry: its work was saved, or given up. What cannot be deleted stays and is offered again."""
    for path in (_head_path(entry.id), entry.work_path):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def entries() -> tuple[Entry, ...]:
    """All entries that are whole, the latest first; also those of windows that still run (see Entry.lock_path)."""
    return tuple(sorted(_entries(), key=lambda entry: entry.when, reverse=True))


def _entries() -> Iterator[Entry]:
    with contextlib.suppress(OSError):
        for head in folder().glob("*.json"):
            with contextlib.suppress(UserError, ValueError, KeyError, TypeError, AttributeError):
                entry = _entry(head)
                if entry.work_path.is_file():
                    yield entry


def _entry(head: Path) -> Entry:
    record = json.loads(read_bytes(head).decode("utf-8"))
    path, kept = record["path"], record["kept"]
    return Entry(
        head.stem,
        str(record["name"]),
        Path(path) if path else None,
        Path(kept) if kept else None,
        datetime.fromisoformat(record["when"]),
    )


def recover(entry: Entry) -> Work:
    """The work of an entry. Raises UserError when it is damaged."""
    from core.workspace import unpack

    return unpack(read_bytes(entry.work_path, _LARGEST))


def _head_path(entry_id: str) -> Path:
    return folder() / f"{entry_id}.json"
