"""All sentences shown to people, by id, from resources/locale/zh_CN; a file's name is the first word of its ids."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import resources

LOCALE = "zh_CN"
_FOLDER = Path(resources.__file__).parent / "locale" / LOCALE


_LINE = re.compile(r'\[(?P<table>[\w.]+)\]|(?P<key>[\w.-]+) = "(?P<words>[^"\\]*)"|(?:#.*)?')
"""A line as almost all are: the name of a table, a plain string, a comment, nothing."""


@cache
def _file(name: str) -> dict[str, str]:
    """Flat mapping from the rest of the id ("empty_file", "group.word") to its Chinese text, for one file."""
    path = _FOLDER / f"{name}.toml"
    if not path.is_file():
        return {}
    content = path.read_text(encoding="utf-8")
    found = _plain(content)
    return found if found is not None else _flat(content)


def _plain(content: str) -> dict[str, str] | None:
    """The mapping of a file with nothing but plain lines; None for any other. The window opens with such files alone:
    loading TOML's own reader and reading them by it would take it a tenth longer."""
    found: dict[str, str] = {}
    prefix = ""
    for line in content.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        if match["table"]:
            prefix = f"{match['table']}."
        elif match["key"]:
            found[prefix + match["key"]] = match["words"]
    return found


def _flat(content: str) -> dict[str, str]:
    """The mapping of any TOML."""
    import tomllib

    flat: dict[str, str] = {}

    def walk(prefix: str, node: dict[str, object]) -> None:
        for key, value in node.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                flat[f"{prefix}{key}"] = str(value)

    walk("", tomllib.loads(content))
    return flat


def text(message_id: str, /, **params: object) -> str:
    """Return the sentence of that id with its {placeholders} filled. KeyError if there is no such id."""
    name, _, rest = message_id.partition(".")
    return _file(name)[rest].format(**params)


def has_text(message_id: str) -> bool:
    name, _, rest = message_id.partition(".")
    return rest in _file(name)
