"""The solver: HiGHS, given a mixed-integer programme as a text in the LP format."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

_TIME_LIMIT = 2.0
"""Seconds. The programmes here take milliseconds; a limit keeps a strange rules file from holding up the program."""


@cache
def _solver() -> Any:
    """HiGHS's own extension module, without the Python layer that highspy puts around it.

    That layer imports numpy, which would add 70 MB to the frozen program and 100 ms to the first broken sum, for
    arrays that are not used here: a programme goes in as a text, and its solution comes out as a list. The package is
    therefore stood in for by an empty one with the same folder while its extension is loaded.
    """
    spec = importlib.util.find_spec("highspy")
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError("highspy")
    known = sys.modules.get("highspy")
    if known is None:
        stand_in = ModuleType("highspy")
        stand_in.__path__ = list(spec.submodule_search_locations)
        sys.modules["highspy"] = stand_in
    try:
        return importlib.import_module("highspy._core")
    finally:
        if known is None:
            # whoever imports highspy itself later gets the real one
            del sys.modules["highspy"]


def solve(programme: str) -> dict[str, float] | None:
    """The best solution of a programme in the LP format, by the names of its variables; None if it has none.

    HiGHS reads a programme from a file; the file is gone when this returns.
    """
    core = _solver()
    highs = core._Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", _TIME_LIMIT),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("mip_feasibility_tolerance", 1e-9),
    ):
        highs.setOptionValue(option, value)
    handle, name = tempfile.mkstemp(suffix=".lp")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(programme)
        if not any(highs.readModel(path) == core.HighsStatus.kOk for path in _paths(name)):
            return None
    finally:
        Path(name).unlink(missing_ok=True)
    highs.run()
    if highs.getModelStatus() != core.HighsModelStatus.kOptimal:
        return None
    values = highs.getSolution().col_value
    return {highs.getColName(at)[1]: values[at] for at in range(len(values))}


def _paths(name: str) -> list[bytes]:
    """The file's name as the solver's C++ may want it: Windows opens names in the system's code page there."""
    names = [os.fsencode(name)]
    if sys.platform == "win32":
        names.insert(0, name.encode("mbcs", errors="replace"))
    return names
