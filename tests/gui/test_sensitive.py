"""Personal data in a report: covered where findings and reasons quote it, asked about before a clean copy is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.decisions import ignored
from gui import dialogs
from gui.finding_row import FindingRow
from gui.window import MainWindow
from tests.gui.conftest import SAMPLE

Open = Callable[..., MainWindow]
NUMBER, COVERED = "13912345678", "139****5678"
ask_sensitive = dialogs.ask_sensitive


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The sample with somebody's telephone number in part one."""
    words = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "报告.txt"
    path.write_text(words.replace("（一）主动公开", f"经办人手机{NUMBER}。\n（一）主动公开", 1), encoding="utf-8")
    return path


def shown(window: MainWindow) -> str:
    """All words of the list of findings, seen and spoken, and those below it."""
    assert window.desk is not None
    panel = window.desk.findings
    items = [panel.model.index(row) for row in range(panel.model.rowCount())]
    words = [str(item.data(role)) for item in items for role in (Qt.ItemDataRole.DisplayRole, 11)]
    words += [FindingRow.words(row) for row in panel.model.rows]
    words += [panel.deciding.state.text(), *(button.text() for button in panel.details.buttons)]
    return "\n".join(words)


def test_the_list_covers_a_number_in_a_reason_and_in_a_message(opened: Open, report: Path) -> None:
    window = opened(report)
    assert window.desk is not None
    session = window.desk.session
    finding = next(f for f in session.judgement.findings if f.category == "sensitive")
    session.do(ignored(finding, f"{NUMBER}是公开的值班电话", "王工", date(2026, 1, 8)))
    window.desk.findings.show_finding(finding)
    assert f"已忽略：{COVERED}是公开的值班电话" in shown(window)
    assert NUMBER not in shown(window)
    assert NUMBER not in str(session.undo_name)
    assert session.decision(finding).reason.startswith(NUMBER)  # type: ignore[union-attr]


@pytest.mark.parametrize("wanted", [True, False])
def test_a_clean_copy_asks_first(
    wanted: bool, opened: Open, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = opened(report)
    target = tmp_path / "公开稿.html"
    asked: list[int] = []
    monkeypatch.setattr(dialogs, "ask_sensitive", lambda parent, count: asked.append(count) or wanted)
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: target)
    window.documents.export()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert asked == [1]
    assert target.exists() is wanted


def test_what_was_ignored_is_not_asked_about(
    opened: Open, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = opened(report)
    assert window.desk is not None
    session = window.desk.session
    for finding in session.judgement.findings:
        if finding.category == "sensitive":
            session.do(ignored(finding, "公开的值班电话"))
    target = tmp_path / "公开稿.html"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: target)
    window.documents.export()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert target.exists()


def test_printing_the_clean_copy_asks_and_the_review_copy_does_not(
    opened: Open, report: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = opened(report)
    asked: list[int] = []
    printed: list[str] = []
    monkeypatch.setattr(dialogs, "ask_sensitive", lambda parent, count: bool(asked.append(count)))
    monkeypatch.setattr("gui.printing.ask_and_print", lambda parent, pdf, name: printed.append(name))
    window.printing.print_clean()
    window.printing.print_review()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert (asked, len(printed)) == ([1], 1)


@pytest.mark.parametrize(("button", "answer"), [("仍然导出", True), ("返回查看", False)])
def test_the_question_offers_both_ways(button: str, answer: bool, qtbot: QtBot, window: MainWindow) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert "3 处敏感信息" in box.text()
        (wanted,) = (one for one in box.findChildren(QPushButton) if button in one.text())
        qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)

    QTimer.singleShot(200, press)
    assert ask_sensitive(window, 3) is answer
