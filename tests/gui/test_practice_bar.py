"""The sample as a learner works through it, with keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.files import resource
from core.practice import FAULTS, fault_of
from gui.window import MainWindow
from tests.gui.test_window import commit, press

MENDED = {
    "sum": "3",
    "narrative": "6",
    "sensitive": "号码略",
    "citation": "国办公开办函〔2021〕30号",
    "date": "2025年1月1日",
    "wording": "6件",
    "period": "2025",
    "structure": "本年度未收取信息处理费。",
}
"""What a learner types over the faulty place."""


@pytest.fixture
def learner(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    return window


def mend(window: MainWindow, qtbot: QtBot) -> str:
    """F8 to the next mistake, and the right words typed over it."""
    assert window.desk is not None
    press(qtbot, window, Qt.Key.Key_F8)
    finding = window.desk.findings.current()
    fault = fault_of(finding)
    assert fault is not None
    assert finding is not None
    assert window.desk.practice.hint.text() == fault.lesson
    if finding.cells and finding.span is None:
        for sign in MENDED[fault.id]:
            qtbot.keyClick(QApplication.focusWidget(), sign)
        press(qtbot, window, Qt.Key.Key_Return)
    else:
        editor = window.desk.page.sections[finding.part or ""].editor
        if not editor.hasFocus():
            # a finding on text and table leads to the cell; the words are one key away
            window.desk.page.go_to_span(finding.part or "", finding.span or (0, 0))
        target = QApplication.focusWidget()
        assert target is not None
        commit(target, MENDED[fault.id])
    return fault.id


def test_all_mistakes_are_mended_by_keys_and_the_bar_keeps_count(learner: MainWindow, qtbot: QtBot) -> None:
    assert learner.desk is not None
    bar = learner.desk.practice
    assert bar.isVisible()
    assert bar.count.text() == "练习：8 处差错，已处理 0 处"
    assert "F8" in bar.hint.text()
    mended = set()
    for number in range(1, len(FAULTS) + 1):
        mended.add(mend(learner, qtbot))
        if number < len(FAULTS):
            assert bar.count.text() == f"练习：8 处差错，已处理 {number} 处"
    assert mended == {fault.id for fault in FAULTS}
    assert bar.count.text() == "恭喜，8 处差错全部处理完了。"
    assert learner.desk.session.judgement.findings == ()
    assert bar.again.isVisible()


def test_deciding_counts_too_and_undo_takes_it_back(learner: MainWindow, qtbot: QtBot) -> None:
    assert learner.desk is not None
    bar = learner.desk.practice
    press(qtbot, learner, Qt.Key.Key_F8)
    press(qtbot, learner, Qt.Key.Key_F9)
    assert "已处理 1 处" in bar.count.text()
    press(qtbot, learner, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "已处理 0 处" in bar.count.text()


def test_the_bar_is_put_away_and_comes_back_with_the_next_sample(learner: MainWindow, qtbot: QtBot) -> None:
    assert learner.desk is not None
    bar = learner.desk.practice
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    press(qtbot, learner, Qt.Key.Key_F8)
    assert not bar.isVisible()
    learner.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: not learner.jobs.running, timeout=20_000)
    assert bar.isVisible()


def test_practising_again_starts_from_the_beginning(learner: MainWindow, qtbot: QtBot) -> None:
    assert learner.desk is not None
    bar = learner.desk.practice
    for _ in FAULTS:
        mend(learner, qtbot)
    qtbot.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not learner.jobs.running, timeout=20_000)
    assert "已处理 0 处" in bar.count.text()
    assert not learner.isWindowModified()


def test_other_files_bring_no_bar(learner: MainWindow, qtbot: QtBot) -> None:
    assert learner.desk is not None
    learner.documents.open(resource("samples", "示例.xlsx"))
    qtbot.waitUntil(lambda: not learner.jobs.running, timeout=20_000)
    assert not learner.desk.practice.isVisible()
