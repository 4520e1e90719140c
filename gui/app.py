"""Starts the window: Chinese, fonts, look, error dialog; then the file that was given, or a picture of it."""

from __future__ import annotations

import gui.imports  # noqa: F401 - before all others

# isort: split
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from core import settings
from core.texts import text
from gui import chrome
from gui.errors import BugCatcher
from gui.window import MainWindow

PICTURE = "--picture"


def run(arguments: Sequence[str]) -> int:
    """Show the window with the file named in `arguments`, if any; returns the process's exit status.

    `--picture OUT.png FILE` draws the window with that file into a picture instead.
    """
    if arguments and arguments[0] == PICTURE:
        # a picture needs neither a screen nor the user's own settings
        from gui import picture

        return picture.take(arguments[1:])
    if not has_screen():
        # Qt would abort the process; there is a way to work without a window
        sys.stderr.write(text("window.no_screen") + "\n")
        return 2
    scale_text()
    application = prepare()
    window = MainWindow()
    catcher = BugCatcher(window)
    catcher.install()
    window.show()
    _end_on_interrupt(window)
    files = [argument for argument in arguments if not argument.startswith("-")]
    QTimer.singleShot(0, window, lambda: _begin(window, files))
    status = application.exec()
    window.jobs.wait(2000)
    return status


def _end_on_interrupt(window: MainWindow) -> None:
    """Ctrl+C in the terminal ends the program; Python only sees it when the event loop comes by."""
    # after the window is there: the numbers of all signals take their time
    import signal

    signal.signal(signal.SIGINT, lambda *_: window.close())
    ticks = QTimer(window, interval=300)
    ticks.timeout.connect(lambda: None)
    ticks.start()


def _begin(window: MainWindow, files: Sequence[str]) -> None:
    """First what was left unsaved; the file that was asked for where nothing was."""
    if not window.offer_recovery() and files:
        window.documents.open(Path(files[0]))


def scale_text() -> None:
    """Everything in the window as large as the settings say, on top of the system's own scale. Before Qt starts."""
    scale = settings.load().settings.scale
    if scale != settings.DEFAULT.scale and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = str(scale / 100)


def has_screen() -> bool:
    """False on a Linux machine with neither X nor Wayland, unless Qt was told to draw elsewhere."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not sys.platform.startswith("linux")


def prepare() -> QApplication:
    """The application, in Chinese and with the program's look."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # named here and not set afterwards: a style that Python has a hold of brings all its numbers, which takes long
        application = QApplication([*sys.argv[:1], "-style", "fusion"])
        # what the modules have made stays: looked through by no collection, nor when the program ends
        gc.freeze()
    application.setApplicationName("nianbao")
    application.setApplicationDisplayName(text("window.program"))
    application.setDesktopFileName("nianbao")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    chrome.dress(application, settings.load().settings.theme)
    return application
