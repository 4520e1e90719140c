"""What the window remembers between runs, in an ini file in the platform's place: recent files and its own state."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

LONGEST = 10
_FILES = "recent/files"
_GEOMETRY = "window/geometry"
_STATE = "window/state"
_FOLDER = "recent/folder"
_ZOOM = "window/zoom"


def settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nianbao", "nianbao")


def files() -> list[Path]:
    """Files opened lately, the last one first. They may no longer exist."""
    names = settings().value(_FILES, [], list)
    return [Path(name) for name in names if isinstance(name, str) and name] if isinstance(names, list) else []


def remember(path: Path) -> None:
    """Put a file on top of the list."""
    known = [path.absolute(), *(other for other in files() if other != path.absolute())]
    store = settings()
    store.setValue(_FILES, [str(name) for name in known[:LONGEST]])
    store.setValue(_FOLDER, str(path.absolute().parent))


def forget(path: Path) -> None:
    """Take a file that is gone off the list."""
    settings().setValue(_FILES, [str(name) for name in files() if name != path])


def clear() -> None:
    settings().setValue(_FILES, [])


def folder() -> Path:
    """Where the last file was, else the user's documents."""
    known = settings().value(_FOLDER, "", str)
    if isinstance(known, str) and known and Path(known).is_dir():
        return Path(known)
    return documents()


def documents() -> Path:
    """The user's folder of documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def zoom() -> int:
    """Size of the sheet in percent, as it was left."""
    known = settings().value(_ZOOM, 100, int)
    return known if isinstance(known, int) and 50 <= known <= 300 else 100


def keep_zoom(percent: int) -> None:
    settings().setValue(_ZOOM, percent)


def window_state() -> tuple[QByteArray, QByteArray]:
    """Geometry and layout of the window as they were kept; empty the first time."""
    store = settings()
    geometry, state = store.value(_GEOMETRY), store.value(_STATE)
    return (
        geometry if isinstance(geometry, QByteArray) else QByteArray(),
        state if isinstance(state, QByteArray) else QByteArray(),
    )


def keep_window_state(geometry: QByteArray, state: QByteArray | None) -> None:
    """Keep the geometry, and the layout if there were panes to lay out."""
    store = settings()
    store.setValue(_GEOMETRY, geometry)
    if state is not None:
        store.setValue(_STATE, state)
