"""Why a command was not understood, in Chinese: what the terminal's own library says of it in English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.texts import has_text, text

_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")


def words_of(error: Exception) -> str:
    """The message for a TyperException: the reason, and which command's help says more."""
    command = getattr(getattr(error, "cmd", None), "name", None)
    if command:
        return text("cli.usage_of", reason=_reason(error), command=command)
    return text("cli.usage", reason=_reason(error))


def _reason(error: Exception) -> str:
    """The library keeps its errors' classes to itself: they are known by their names and by what they carry."""
    said, kind = str(error), type(error).__name__
    option = getattr(error, "option_name", None)
    if kind == "NoSuchOption":
        return text("cli.usage_no_option", option=option) + _likely(getattr(error, "possibilities", None) or ())
    if kind == "BadOptionUsage":
        bare = "does not take" in said
        return text("cli.usage_takes_no_value" if bare else "cli.usage_needs_value", option=option)
    parameter = getattr(error, "param", None)
    if parameter is not None:
        return _of_parameter(parameter, missing=kind == "MissingParameter")
    if extra := _EXTRA.search(said):
        return text("cli.usage_extra", words=extra[1])
    if "No such command" in said:
        name, *likely = _QUOTED.findall(said)
        return text("cli.usage_no_command", command=name) + _likely(likely)
    return text("cli.usage_other")


def _likely(names: Iterable[str]) -> str:
    found = text("cli.usage_or").join(names)
    return text("cli.usage_likely", name=found) if found else ""


def _of_parameter(parameter: object, *, missing: bool) -> str:
    """What is missing or wrong, by the name it has on the command line, and what is expected there."""
    options: Iterable[str] = getattr(parameter, "opts", ())
    metavar = getattr(parameter, "metavar", None)
    what = str(getattr(parameter, "name", ""))
    name = max((option for option in options if option.startswith("-")), key=len, default=metavar or what)
    expected = text(f"cli.expected_{what}") if has_text(f"cli.expected_{what}") else ""
    return text("cli.usage_missing" if missing else "cli.usage_bad_value", name=name) + expected
