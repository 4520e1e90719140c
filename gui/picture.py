"""`--picture OUT.png FILE`: draws the window with a file open, for the README and the help, without a screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from traceback import format_exception

from PySide6.QtCore import QDeadlineTimer, QSettings

from core.errors import UserError
from core.settings import FOLDER_VARIABLE
from core.texts import text

WIDTH, HEIGHT = 1440, 900
_PATIENCE = 30_000


def take(arguments: Sequence[str]) -> int:
    """Draw the window at 1440 × 900 with its first finding chosen. Exit status 0, or 2 when the file cannot be read."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(text("window.picture.usage") + "\n")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app import prepare
    from gui.window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        # the picture shows the window as it is the first time
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        os.environ[FOLDER_VARIABLE] = folder
        application = prepare()
        window = MainWindow()
        window.resize(WIDTH, HEIGHT)
        window.show()
        failures: list[object] = []
        sys.excepthook = lambda kind, error, trace: failures.append("".join(format_exception(kind, error, trace)))
        window.jobs.failed.disconnect()
        window.jobs.failed.connect(failures.append)
        if len(arguments) == 2:
            window.documents.open(Path(arguments[1]))
            deadline = QDeadlineTimer(_PATIENCE)
            while window.jobs.running and not deadline.hasExpired():
                application.processEvents()
        if window.desk is not None:
            window.desk.findings.next()
        for _ in range(5):
            application.processEvents()
        if failures:
            sys.stderr.write(f"{failures[0]}\n")
            return 2
        saved = window.grab().save(arguments[0])
        window.hide()
    if not saved:
        sys.stderr.write(f"{UserError('cannot_write', path=arguments[0], reason='')}\n")
        return 2
    return 0
