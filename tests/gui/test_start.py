"""The start page: what can be begun from it, with keys alone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core import journal, pipeline
from core.workspace import Work
from gui import dialogs, recent, start
from gui.dialogs import Recovery
from gui.window import MainWindow
from tests.gui.conftest import SAMPLE


def focused(window: MainWindow) -> str:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QPushButton)
    return widget.accessibleName() or widget.text()


def test_tab_goes_through_everything_that_can_be_begun(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    recent.remember(SAMPLE)
    window.start.refresh()
    qtbot.waitUntil(lambda: window.start.recent_buttons[0].isVisible())
    first = focused(window)
    seen = [first]
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if isinstance(QApplication.focusWidget(), QPushButton):
            seen.append(focused(window))
    for words in ("打开…", "打开示例", "空白年报", "导出部门模板…", "使用帮助"):
        assert words in seen
    assert any(words.startswith(SAMPLE.name) for words in seen)


def test_a_recent_file_is_opened_with_the_space_bar(window: MainWindow, qtbot: QtBot) -> None:
    recent.remember(SAMPLE)
    window.start.refresh()
    (button,) = window.start.recent_buttons
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.documents.path == SAMPLE


def test_a_recent_file_that_is_gone_is_marked_and_then_forgotten(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, no_dialogs: list[str]
) -> None:
    recent.remember(tmp_path / "水利局.docx")
    window.start.refresh()
    (button,) = window.start.recent_buttons
    qtbot.waitUntil(lambda: "不在原处" in button.accessibleName())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(no_dialogs) and not window.jobs.running, timeout=20_000)
    assert "找不到" in no_dialogs[0]
    assert window.start.recent_buttons == []


def test_a_share_that_does_not_answer_keeps_nobody_waiting(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    monkeypatch.setattr(start.os.path, "exists", lambda path: answered.wait(30) and False)
    recent.remember(SAMPLE)
    window.start.refresh()
    (button,) = window.start.recent_buttons
    assert button.text().startswith(SAMPLE.name)
    answered.set()
    qtbot.waitUntil(lambda: bool(button.property("missing")))


@pytest.fixture
def unsaved() -> journal.Entry:
    loaded = pipeline.load(SAMPLE)
    assert loaded.origin is not None
    entry = journal.new_entry("水利局.txt", None, None)
    journal.write(entry, Work(loaded.report, loaded.origin, {}, None))
    return entry


def test_work_left_unsaved_can_be_recovered_later(
    window: MainWindow, qtbot: QtBot, unsaved: journal.Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not window.start.recover.isVisible()
    answers = [(Recovery.LATER, 0), (Recovery.RECOVER, 0)]
    monkeypatch.setattr(dialogs, "ask_recovery", lambda *_: answers.pop(0))
    assert not window.offer_recovery()
    assert window.start.recover.isVisible()
    assert "1 份" in window.start.recover.text()
    qtbot.mouseClick(window.start.recover, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.isWindowModified()


def test_work_that_is_thrown_away_is_offered_no_more(
    window: MainWindow, unsaved: journal.Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.start.refresh()
    assert window.start.recover.isVisible()
    monkeypatch.setattr(dialogs, "ask_recovery", lambda *_: (Recovery.DISCARD, 0))
    window.offer_recovery()
    assert not window.start.recover.isVisible()
