"""All sentences shown to people, by id, from resources/locale/zh_CN; a file's name is the first word of its ids."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LOCALE = "zh_CN"


@cache
def _catalogue() -> dict[str, str]:
    """Flat mapping from dotted id ("errors.empty_file") to its Chinese text."""
    folder = files("resources").joinpath("locale", LOCALE)
    tree = {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    flat: dict[str, str] = {}

    def walk(prefix: str, node: dict[str, Any]) -> None:
        for name, value in node.items():
            path = f"{prefix}{name}"
            if isinstance(value, dict):
                walk(f"{path}.", value)
            else:
                flat[path] = value

    walk("", tree)
    return flat


def text(message_id: str, /, **params: object) -> str:
    """Return the sentence of that id with its {placeholders} filled. KeyError if there is no such id."""
    return _catalogue()[message_id].format(**params)


def has_text(message_id: str) -> bool:
    return message_id in _catalogue()
