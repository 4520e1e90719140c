"""Several reports in one file, several files at once, and a report that was copied: chosen and opened by the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.files import resource
from gui.several import Batch, ReportChooser
from gui.window import MainWindow
from tests.core.gathered import TOWN, WATER, lines_of

SAMPLE, WORKBOOK = resource("samples", "示例.txt"), resource("samples", "示例.xlsx")
Open = Callable[..., MainWindow]


@pytest.fixture
def both(tmp_path: Path) -> Path:
    path = tmp_path / "汇总.txt"
    path.write_text("\n".join([*lines_of(WATER), *lines_of(TOWN)]), encoding="utf-8")
    return path


def answer(then: Callable[[ReportChooser], None]) -> None:
    """Do something with the chooser once it is shown."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ReportChooser):
            then(dialog)
        else:
            QTimer.singleShot(20, wait)

    wait()


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, left, none))


def test_of_several_reports_in_a_file_one_is_chosen_by_keys(opened: Open, both: Path, qtbot: QtBot) -> None:
    seen: list[list[str]] = []

    def choose(dialog: ReportChooser) -> None:
        seen.extend([dialog.table.item(row, column).text() for column in range(6)] for row in range(2))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)

    answer(choose)
    window = opened(both)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    assert [row[:3] for row in seen] == [["1", WATER.agency, "2024"], ["2", TOWN.agency, "2024"]]
    assert seen[0][3].endswith("格有数")
    starts = [
        number for number, line in enumerate(both.read_text("utf-8").splitlines(), 1) if line.endswith("年度报告")
    ]
    assert [row[4] for row in seen] == [f"第 {number} 行" for number in starts[:2]]
    assert window.desk.session.report.agency == TOWN.agency
    assert "several_reports" in {notice.message_id for notice in window.desk.session.origin.notices}  # type: ignore[union-attr]


def test_choosing_none_opens_none(opened: Open, both: Path, qtbot: QtBot) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    window = opened(both)
    assert window.desk is None


def test_files_dropped_together_are_listed_with_what_they_hold(window: MainWindow, both: Path, qtbot: QtBot) -> None:
    broken = both.with_name("空.txt")
    broken.write_bytes(b"")
    drop(window, SAMPLE, WORKBOOK, both, broken)
    qtbot.waitUntil(lambda: window.batch is not None and not window.batch._waiting, timeout=20_000)
    batch = window.batch
    assert isinstance(batch, Batch)
    rows = [[batch.table.item(row, column).text() for column in range(4)] for row in range(4)]
    assert [row[0] for row in rows] == [SAMPLE.name, WORKBOOK.name, both.name, broken.name]
    assert "处错误" in rows[0][3]
    assert rows[2][1] == f"{WATER.agency} 等 2 份"
    assert rows[3][3].startswith("无法读取")
    assert "已核对 4 个" in batch.words.text()


def test_a_file_of_the_list_is_opened_and_the_list_stays(window: MainWindow, qtbot: QtBot) -> None:
    drop(window, SAMPLE, WORKBOOK)
    qtbot.waitUntil(lambda: window.batch is not None and not window.batch._waiting, timeout=20_000)
    batch = window.batch
    assert isinstance(batch, Batch)
    batch.table.selectRow(1)
    qtbot.mouseClick(batch.findChild(QPushButton, "open"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.windowTitle().startswith(WORKBOOK.name)
    assert batch.isVisible()


def test_a_dropped_folder_lists_its_files_once(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("甲.txt", "乙.txt", "~$甲.docx", "照片.zip"):
        (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    drop(window, tmp_path)
    qtbot.waitUntil(lambda: window.batch is not None and not window.batch._waiting, timeout=20_000)
    drop(window, tmp_path)
    qtbot.wait(50)
    assert window.batch is not None
    assert sorted(path.name for path in window.batch.paths) == ["乙.txt", "甲.txt"]


def test_a_single_file_is_opened_at_once(window: MainWindow, qtbot: QtBot) -> None:
    drop(window, SAMPLE)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.batch is None


def test_a_copied_report_is_opened_as_if_it_were_a_file(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("\n".join(lines_of(WATER)))
    window.actions_by_id["open_clipboard"].trigger()
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.desk is not None
    assert window.desk.session.report.agency == WATER.agency
    assert window.documents.path is None
    assert window.desk.session.origin is not None
    assert window.desk.session.origin.content


def test_an_empty_clipboard_is_said(window: MainWindow) -> None:
    QApplication.clipboard().clear()
    window.actions_by_id["open_clipboard"].trigger()
    assert "剪贴板中没有文字" in window.statusBar().currentMessage()


def test_the_list_judges_by_the_rules_in_force(window: MainWindow, both: Path, qtbot: QtBot) -> None:
    rules = frozenset(rule.id for rule in window.preferences.rules().rules)
    window.preferences.keep(replace(window.preferences.settings, rules_off=rules))
    drop(window, SAMPLE, both)
    qtbot.waitUntil(lambda: window.batch is not None and not window.batch._waiting, timeout=20_000)
    assert window.batch is not None
    verdict = window.batch.table.item(0, 3)
    assert verdict is not None
    assert "错误" not in verdict.text()
    assert f"已关闭 {len(rules)} 条规则" in verdict.text()
