"""All sentences shown to people, by id, from resources/locale/zh_CN; a file's name is the first word of its ids."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import resources

LOCALE = "zh_CN"
_FOLDER = Path(resources.__file__).parent / "locale" / LOCALE


@cache
def _file(name: str) -> dict[str, str]:
    """Flat mapping from the rest of the id ("empty_file", "group.word") to its Chinese text, for one file."""
    path = _FOLDER / f"{name}.toml"
    flat: dict[str, str] = {}

    def walk(prefix: str, node: dict[str, object]) -> None:
        for key, value in node.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                flat[f"{prefix}{key}"] = str(value)

    if path.is_file():
        walk("", tomllib.loads(path.read_text(encoding="utf-8")))
    return flat


def text(message_id: str, /, **params: object) -> str:
    """Return the sentence of that id with its {placeholders} filled. KeyError if there is no such id."""
    name, _, rest = message_id.partition(".")
    return _file(name)[rest].format(**params)


def has_text(message_id: str) -> bool:
    name, _, rest = message_id.partition(".")
    return rest in _file(name)
