"""The user's settings as one frozen value, kept as a JSON file in the platform's place; may be handed on as a file.

A setting that cannot be used is replaced by its default and said; settings never keep the program from starting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from core.errors import UserError
from core.files import read_bytes, write_atomically
from core.texts import text

if TYPE_CHECKING:
    from core.model import Severity

SCHEMA = 1
FOLDER_VARIABLE = "NIANBAO_CONFIG"
"""Names another folder for settings and local rules: for tests, and for a copy carried on a stick."""

THEMES = ("auto", "light", "dark")
SCALES = (90, 100, 110, 125, 150, 175, 200)
"""Sizes of text in the window, in percent."""
FACES = ("title", "body", "black", "kai", "song")
"""Roles of fonts in documents: 小标宋, 仿宋, 黑体, 楷体, 宋体."""
LONGEST_AUTOSAVE = 600
_LARGEST = 1 << 20


@dataclass(frozen=True)
class Settings:
    """All settings. `signatories` are the names for 初审、复审、终审; `fonts` maps a role of FACES to a family (absent:
    chosen by the program); `rules_off` and `severities` are by rule id; `autosave` is in seconds, 0 for never;
    `foreign` is what this version of the program does not understand, kept for the one that wrote it."""

    organisation: str = ""
    signatories: tuple[str, str, str] = ("", "", "")
    fonts: Mapping[str, str] = field(default_factory=dict)
    rules_off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules_folder: str = ""
    theme: str = "auto"
    scale: int = 100
    autosave: int = 15
    foreign: Mapping[str, Any] = field(default_factory=dict, compare=False)


DEFAULT = Settings()


class Loaded(NamedTuple):
    """Settings as far as they could be read, and in Chinese what could not."""

    settings: Settings
    problems: tuple[str, ...] = ()


def folder() -> Path:
    """Where settings and local rules are kept: the platform's place for the configuration of programs."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("nianbao", appauthor=False)


def path() -> Path:
    return folder() / "settings.json"


def rules_folder(settings: Settings) -> Path:
    """The folder of local rules: the one that was chosen, else `rules` beside the settings."""
    return Path(settings.rules_folder) if settings.rules_folder else folder() / "rules"


def load(source: Path | None = None) -> Loaded:
    """Read settings; defaults where there is no file. Never raises."""
    place = source or path()
    if not place.exists():
        return Loaded(DEFAULT)
    try:
        return parse(read_bytes(place, _LARGEST))
    except UserError as error:
        return Loaded(DEFAULT, (str(error),))


def save(settings: Settings, target: Path | None = None) -> None:
    """Write settings atomically, making the folder if need be. Raises UserError."""
    place = target or path()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("cannot_write", path=place, reason=error.strerror or str(error)) from error
    write_atomically(place, dump(settings))


def dump(settings: Settings) -> bytes:
    """The settings as JSON; only what differs from the defaults, so that later defaults reach old users."""
    record: dict[str, Any] = {"schema": SCHEMA, **settings.foreign}
    for entry in fields(Settings):
        if entry.name == "foreign":
            continue
        value = getattr(settings, entry.name)
        if value != getattr(DEFAULT, entry.name):
            record[entry.name] = sorted(value) if isinstance(value, frozenset) else value
    import json

    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8")


def parse(content: bytes) -> Loaded:
    """Settings from JSON; what is wrong or unknown is said and kept as it is, unused. Raises UserError bad_settings."""
    # most first starts have nothing to read
    import json

    try:
        record = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError("bad_settings") from error
    if not isinstance(record, dict) or not isinstance(record.get("schema"), int):
        raise UserError("bad_settings")
    known: dict[str, Any] = {}
    foreign: dict[str, Any] = {}
    problems = []
    for name, value in record.items():
        if name == "schema":
            continue
        reader = _READERS.get(name)
        try:
            if reader is None:
                raise ValueError(name)
            known[name] = reader(value)
        except (ValueError, TypeError):
            foreign[name] = value
            problems.append(text("settings.bad_value", name=name, value=str(value)[:40]))
    return Loaded(Settings(**known, foreign=foreign), tuple(problems))


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(value)
    return tuple(_text(item) for item in value)


def _signatories(value: object) -> tuple[str, str, str]:
    first, second, last = _texts(value)
    return first, second, last


def _fonts(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= set(FACES):
        raise ValueError(value)
    return {role: _text(family) for role, family in value.items()}


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError(value)
    # settings are read before the first window, which needs nothing of a report
    from core.model import Severity

    return {rule: Severity(severity) for rule, severity in value.items()}


def _one_of(*allowed: object) -> Any:
    def read(value: object) -> object:
        if isinstance(value, bool) or value not in allowed:
            raise ValueError(value)
        return value

    return read


def _seconds(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_AUTOSAVE:
        raise ValueError(value)
    return value


_READERS: dict[str, Any] = {
    "organisation": _text,
    "signatories": _signatories,
    "fonts": _fonts,
    "rules_off": lambda value: frozenset(_texts(value)),
    "severities": _severities,
    "rules_folder": _text,
    "theme": _one_of(*THEMES),
    "scale": _one_of(*SCALES),
    "autosave": _seconds,
}
