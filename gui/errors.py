"""The one place where errors are shown: what the user can mend as a plain message, a bug with its trace."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import Cancelled, UserError
from gui import dialogs


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Show a failure as what it is: a message for the user, nothing for a cancelled job, else a bug."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, UserError):
        dialogs.show_problem(parent, str(error))
    else:
        dialogs.show_bug(parent, "".join(traceback.format_exception(error)))


class BugCatcher(QObject):
    """Shows what nothing else caught. The window and the work in it go on; a second bug while one is shown is only
    written to stderr."""

    caught = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._showing = False
        # by signal, so that a bug of another thread is shown by this one
        self.caught.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = lambda raised: self._hook(
            raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
        )

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        words = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(words)
        self.caught.emit(str(error) if isinstance(error, UserError) else words)

    def _show(self, words: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            dialogs.show_bug(self._window, words)
        finally:
            self._showing = False
