"""How the window's process imports and collects garbage. Imported before all else that the window needs.

PySide puts an import of its own in the place of Python's. It reads the source of every module that is imported from
then on and keeps the text, to see whether the module might use PySide's `__feature__` switches: 6 MB, and a
twentieth of the time in which the window opens. No module here uses them, and Python's own import is put back.
"""

from __future__ import annotations

import builtins
import gc

_MADE_BETWEEN_COLLECTIONS = 20_000
"""Objects. Python's own 700 are made some hundred times by the imports alone, which leave nothing to collect."""


def _begin() -> None:
    gc.set_threshold(_MADE_BETWEEN_COLLECTIONS, 10, 10)
    # puts its import in place of Python's
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_begin()
