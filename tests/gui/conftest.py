"""A window as a user finds it: in Chinese, with settings of its own, closed without questions at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import app, dialogs
from gui.window import MainWindow

SAMPLE = Path("tests/fixtures/示例.txt").absolute()


@pytest.fixture(autouse=True, scope="session")
def clipboard(qapp: QApplication) -> Iterator[None]:
    """What Python has put on the clipboard must not outlive it: Qt would call it when the process ends."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def settings(tmp_path: Path) -> Path:
    """The window remembers in a folder of the test."""
    folder = tmp_path / "settings"
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No test may stop at a dialog: bugs fail the test, problems are collected, questions must be answered."""
    told: list[str] = []

    def unexpected(*arguments: object) -> None:
        raise AssertionError(f"unexpected dialog: {arguments}")

    for name in [name for name in vars(dialogs) if name.startswith(("ask_", "choose_", "show_"))]:
        monkeypatch.setattr(dialogs, name, unexpected)
    monkeypatch.setattr(dialogs, "show_problem", lambda parent, message: told.append(message))
    return told


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    app.prepare()
    shown = MainWindow()
    qtbot.addWidget(shown, before_close_func=lambda _: monkeypatch.setattr(shown.documents, "may_leave", lambda: True))
    shown.resize(1366, 768)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    shown.jobs.wait()


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Callable[[Path], MainWindow]:
    """Opens a file and waits until it is shown (or refused)."""

    def open_file(path: Path = SAMPLE) -> MainWindow:
        window.documents.open(path)
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
        return window

    return open_file
