"""Comparing with last year as a user does: by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.files import resource
from core.model import Cell, Part
from core.pipeline import export, load
from gui import dialogs
from gui.comparison.view import ComparisonView
from gui.window import MainWindow

SAMPLE = resource("samples", "示例.txt")
CARRIED = "requests.carried_in.natural_person"
Open = Callable[..., MainWindow]


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    """Last year's report of the sample's body: one more request carried over, another part one."""
    report = replace(load(SAMPLE).report, year=2024, title="2024年度云山市清溪区农业农村局政府信息公开工作年度报告")
    report = report.with_cells({CARRIED.replace("carried_in", "carried_out"): Cell.of("2")})
    words = report.part("1").text.replace("2025", "2024").replace("64条", "51条")
    report = report.with_part(Part("1", report.part("1").heading, words))
    path = tmp_path / "2024年报.xlsx"
    export(report, path, "xlsx")
    return path


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    """Answers the question for a file; gives what was proposed."""
    proposed: list[str] = []

    def answer(path: Path | None) -> list[str]:
        monkeypatch.setattr(dialogs, "choose_previous", lambda parent, folder, name: proposed.append(name) or path)
        return proposed

    return answer


@pytest.fixture
def compared(opened: Open, choose: Callable[..., object], last_year: Path, qtbot: QtBot) -> MainWindow:
    window = opened()
    choose(last_year)
    ask(window, qtbot)
    return window


def ask(window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+Shift+L, until the report is read."""
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)


def pane_of(window: MainWindow) -> ComparisonView:
    assert window.desk is not None
    assert window.desk.comparison.view is not None
    return window.desk.comparison.view


def is_shown(window: MainWindow) -> bool:
    assert window.desk is not None
    return window.desk.comparison.isVisible()


def click(widget: QWidget, qtbot: QtBot, at: QPoint | None = None) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def row_of(pane: ComparisonView, name: str) -> int:
    return next(r for r in range(pane.model.rowCount()) if pane.model.data(pane.model.index(r, 0)) == name)


def continuity(window: MainWindow) -> list[str]:
    session = window.session()
    assert session is not None
    return [f.rule for f in session.judgement.findings if f.category == "continuity"]


def test_the_pane_comes_with_the_report_of_last_year_and_goes_with_it(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    assert pane.isVisible()
    assert "2024年度" in pane.name.text()
    assert continuity(compared) == ["carried-in-continuity"]
    click(pane.end, qtbot)
    assert not pane.isVisible()
    assert continuity(compared) == []


def test_without_a_report_of_last_year_nothing_is_shown_or_made(opened: Open) -> None:
    window = opened()
    assert not is_shown(window)
    assert window.desk is not None
    assert window.desk.comparison.view is None
    assert window.actions_by_id["compare"].isEnabled()


def test_giving_up_the_question_changes_nothing(opened: Open, choose: Callable[..., object], qtbot: QtBot) -> None:
    window = opened()
    choose(None)
    ask(window, qtbot)
    assert not is_shown(window)


def test_a_file_that_cannot_be_read_is_said_and_nothing_is_compared(
    opened: Open, choose: Callable[..., object], qtbot: QtBot, tmp_path: Path, no_dialogs: list[str]
) -> None:
    window = opened()
    choose(tmp_path / "没有.docx")
    ask(window, qtbot)
    assert len(no_dialogs) == 1
    assert "找不到" in no_dialogs[0]
    assert not is_shown(window)


def test_a_click_on_a_row_goes_to_the_cell(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    index = pane.model.index(row_of(pane, "表三 上年结转·自然人"), 2)
    pane.table.scrollTo(index)
    click(pane.table.viewport(), qtbot, pane.table.visualRect(index).center())
    assert compared.desk is not None
    assert compared.desk.page.current_address() == CARRIED


def test_the_table_is_walked_with_the_keys(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    while pane.table.currentIndex().row() < row_of(pane, "表三 上年结转·自然人"):
        qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert compared.desk is not None
    assert compared.desk.page.current_address() == CARRIED


def test_the_row_follows_while_the_cell_is_mended(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    assert compared.desk is not None
    compared.desk.page.go_to_cell(CARRIED)
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClicks(target, "2")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    row = row_of(pane, "表三 上年结转·自然人")
    assert [pane.model.data(pane.model.index(row, column)) for column in (1, 2, 3)] == ["1", "2", "▲ 1"]
    assert continuity(compared) == []


def test_the_finding_is_in_the_list_and_leads_to_its_cell(compared: MainWindow, qtbot: QtBot) -> None:
    assert compared.desk is not None
    for _ in range(len(compared.desk.session.judgement.findings)):
        qtbot.keyClick(QApplication.focusWidget() or compared, Qt.Key.Key_F8)
        finding = compared.desk.findings.current()
        if finding is not None and finding.rule == "carried-in-continuity":
            break
    assert compared.desk.page.current_address() == CARRIED


def test_all_rows_are_shown_on_request(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    few = pane.model.rowCount()
    click(pane.only, qtbot, QPoint(8, pane.only.height() // 2))
    assert pane.model.rowCount() > 150 > few


def test_texts_stand_side_by_side_with_a_score_and_lead_to_the_sentence(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    bar = pane.tabs.tabBar()
    click(bar, qtbot, bar.tabRect(1).center())
    pane.parts.setFocus()
    qtbot.keyClick(pane.parts, Qt.Key.Key_Home)
    qtbot.keyClick(pane.parts, Qt.Key.Key_Down)
    assert "照搬上年 100%" in pane.parts.currentItem().text()
    assert "51条" in pane.page.toPlainText()
    assert "64条" in pane.page.toPlainText()
    pane.page.setFocus()
    qtbot.keyClick(pane.page, Qt.Key.Key_Tab)
    qtbot.keyClick(pane.page, Qt.Key.Key_Return)
    assert compared.desk is not None
    editor = compared.desk.page.sections["1"].editor
    assert editor.hasFocus()
    assert editor.textCursor().selectedText().startswith("2025年，")


def test_the_texts_follow_while_they_are_edited(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    pane.show_part("1")
    pane.page.anchorClicked.emit(QUrl("#0"))
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "9012")
    qtbot.waitUntil(lambda: "9012" in pane.page.toPlainText(), timeout=5_000)


def test_the_comparison_is_kept_with_the_work(
    compared: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "工作.nianbao"
    assert not compared.isWindowModified()
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    qtbot.keyClick(QApplication.focusWidget() or compared, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    click(pane_of(compared).end, qtbot)
    assert compared.isWindowModified()
    monkeypatch.setattr(dialogs, "ask_unsaved", lambda *_: dialogs.Answer.DISCARD)
    compared.documents.open(path)
    qtbot.waitUntil(lambda: not compared.jobs.running, timeout=20_000)
    assert pane_of(compared).isVisible()
    assert continuity(compared) == ["carried-in-continuity"]
    assert not compared.isWindowModified()


def test_another_report_begins_without_comparison(compared: MainWindow, qtbot: QtBot) -> None:
    compared.documents.open(SAMPLE)
    qtbot.waitUntil(lambda: not compared.jobs.running, timeout=20_000)
    assert not pane_of(compared).isVisible()


def test_a_likely_file_beside_is_hinted_at_and_proposed_but_not_read(
    opened: Open, choose: Callable[..., list[str]], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "农业农村局2025年报.txt"
    path.write_bytes(SAMPLE.read_bytes())
    (tmp_path / "农业农村局2024年报.docx").write_bytes(b"not read")
    window = opened(path)
    assert "农业农村局2024年报.docx" in window.statusBar().currentMessage()
    assert not is_shown(window)
    proposed = choose(None)
    ask(window, qtbot)
    assert proposed == ["农业农村局2024年报.docx"]


def test_the_keys_go_to_the_pane_and_back(compared: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(compared)
    assert compared.desk is not None
    compared.desk.page.go_to_cell(CARRIED)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert pane.table.hasFocus()
    assert pane.table.currentIndex().isValid()
    qtbot.keyClick(pane.table, Qt.Key.Key_Escape)
    assert compared.desk.page.current_address() == CARRIED


def test_without_comparison_the_key_says_how_to_begin_one(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "Ctrl+Shift+L" in window.statusBar().currentMessage()


def test_the_pane_follows_the_cell_and_the_part_that_the_keys_are_in(compared: MainWindow, qtbot: QtBot) -> None:
    pane, desk = pane_of(compared), compared.desk
    assert desk is not None
    pane.only.setChecked(False)
    desk.page.go_to_cell(CARRIED)
    assert pane.model.address_at(pane.table.currentIndex().row()) == CARRIED
    table = desk.page.table_in_use()
    assert table is not None
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert pane.model.address_at(pane.table.currentIndex().row()) == desk.page.current_address() != CARRIED
    # the keys are still in the form
    assert not pane.table.hasFocus()
    pane.tabs.setCurrentIndex(1)
    desk.page.go_to_span("5", (0, 0))
    assert pane.parts.currentRow() == 5
