"""Files on disk: reading with limits, and writing so that a failure never costs the old content."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from pathlib import Path

import resources
from core.errors import UserError

MAX_BYTES = 50 * 1024 * 1024
"""A report of a department is some 100 kB; a file above 50 MB is something else."""


def resource(*parts: str) -> Path:
    """Path of a file in the resources package (also inside the frozen program)."""
    return Path(resources.__file__).parent.joinpath(*parts)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Whole content of a file, opened for reading only. Raises UserError with a way out."""
    try:
        if path.is_dir():
            raise UserError("is_folder", path=path)
        size = path.stat().st_size
        if size == 0:
            raise UserError("empty_file", path=path.name)
        if size > limit:
            raise UserError("too_large", path=path, size=size // (1024 * 1024), limit=limit // (1024 * 1024))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("not_found", path=path) from error
    except PermissionError as error:
        raise UserError("no_permission", path=path) from error
    except OSError as error:
        raise UserError("cannot_read", path=path, reason=error.strerror or str(error)) from error


def write_atomically(path: Path, content: bytes, backup: Path | None = None) -> None:
    """Write aside in the same folder, flush to disk, then replace. The old file stands until the last step.

    With `backup`, the file that is replaced stands there afterwards. Raises UserError (disk full, folder read-only,
    file locked by another program); then the old file is untouched.
    """
    if backup is not None and path.is_file() and path.stat().st_size:
        # a copy, not a move: at no moment is there no file of that name
        write_atomically(backup, read_bytes(path, limit=sys.maxsize))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except FileNotFoundError as error:
        raise UserError("folder_missing", path=path.parent) from error
    except OSError as error:
        raise _write_error(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes the file private; keep what the old file had, else what the umask gives
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise _write_error(path, error) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_error(path: Path, error: OSError) -> UserError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError("disk_full", path=path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError("cannot_write_permission", path=path)
    return UserError("cannot_write", path=path, reason=error.strerror or str(error))
