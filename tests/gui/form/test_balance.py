"""A value that would balance is shown where it is missing, taken with one key, and never shown when it is stale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.export import render
from core.model import Cell, Report
from core.session import FillCells, SetCells
from gui.form.model import FormModel
from gui.form.view import FormTable
from gui.window import MainWindow
from tests.core.builders import balanced

Open = Callable[..., MainWindow]
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
GRANTED = "requests.granted.natural_person"
CARRIED = "requests.carried_in.natural_person"
ROLES = Qt.ItemDataRole


@pytest.fixture
def show(opened: Open, qtbot: QtBot, tmp_path: Path) -> Callable[..., FormTable]:
    """Table three of a window with a report in which those cells are changed."""

    def show_report(**changes: object) -> FormTable:
        path = tmp_path / "报告.json"
        report: Report = balanced(**changes)
        path.write_bytes(render(report, "json"))
        window = opened(path)
        table = window.desk.page.sections["3"].table
        qtbot.waitUntil(lambda: not window.desk.balances.waiting, timeout=5000)
        return table

    return show_report


def ghosts(table: FormTable) -> dict[str, object]:
    return {address: balance.value for address, balance in table.form_model.balances.items()}


def test_one_key_takes_the_value_and_one_takes_it_back(show: Callable[..., FormTable], qtbot: QtBot) -> None:
    table = show(requests__granted__natural_person=40)
    assert ghosts(table) == {GRANTED: 4}
    table.go_to(GRANTED)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return, ALT)
    assert table.session.report.cells[GRANTED].value == 4
    assert table.session.judgement.errors == 0
    assert ghosts(table) == {}
    qtbot.keyClick(table, Key.Key_Z, CTRL)
    assert table.session.report.cells[GRANTED].value == 40


def test_the_key_works_while_the_cell_is_being_typed_into(show: Callable[..., FormTable], qtbot: QtBot) -> None:
    table = show(requests__granted__natural_person="")
    assert ghosts(table) == {GRANTED: 4}
    table.go_to(GRANTED)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_F2)
    assert table.editor() is not None
    qtbot.keyClick(table.editor(), Key.Key_Return, ALT)
    assert table.session.report.cells[GRANTED].value == 4
    assert table.current_address() == GRANTED


def test_typing_takes_the_ghosts_away_until_the_keys_rest(show: Callable[..., FormTable], qtbot: QtBot) -> None:
    table = show(requests__granted__natural_person=40)
    table.go_to(CARRIED)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_5)
    assert ghosts(table) == {}, "what was right before the key may be wrong now"
    qtbot.keyClick(table.editor(), Key.Key_Escape)
    qtbot.waitUntil(lambda: ghosts(table) == {GRANTED: 4}, timeout=5000)


def test_the_tooltip_names_the_sums_and_the_key(show: Callable[..., FormTable]) -> None:
    table = show(requests__granted__natural_person=40)
    model: FormModel = table.form_model
    tip = model.data(model.index_of(GRANTED), ROLES.ToolTipRole)
    assert "→ 4" in tip
    assert "Alt+回车" in tip
    assert "总计" in tip
    assert "平衡值 4" in model.data(model.index_of(GRANTED), ROLES.AccessibleTextRole)


def test_a_ghost_is_painted_and_no_other_cell_changes(show: Callable[..., FormTable]) -> None:
    table = show(requests__granted__natural_person=40)
    table.go_to(CARRIED)
    here = table.visualRect(table.form_model.index_of(GRANTED))
    there = table.visualRect(table.form_model.index_of(CARRIED))
    with_ghost = table.viewport().grab().toImage()
    table.form_model.show_balances({})
    without = table.viewport().grab().toImage()
    ratio = with_ghost.devicePixelRatio()

    def part(image: QImage, rect: object) -> QImage:
        x, y, w, h = (round(n * ratio) for n in rect.getRect())
        return image.copy(x, y, w, h)

    assert part(with_ghost, here) != part(without, here)
    assert part(with_ghost, there) == part(without, there)


def test_zeros_go_only_into_sure_blanks_of_the_selection(show: Callable[..., FormTable], qtbot: QtBot) -> None:
    blanks = {
        "requests__carried_in__natural_person": "",
        "requests__carried_in__business": "",
        "requests__granted__business": "",
    }
    table = show(**blanks)
    session = table.session
    session.do(SetCells({"requests.granted.natural_person": "四"}))
    table.go_to(CARRIED)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Down, SHIFT)
    qtbot.keyClick(table, Key.Key_0, CTRL)
    assert session.report.cells[CARRIED].shown == "0"
    assert session.report.cells["requests.granted.natural_person"].shown == "四"
    assert session.report.cells["requests.granted.business"].shown == "", "outside of the selection"
    table.go_to(CARRIED)
    qtbot.keyClick(table, Key.Key_0, CTRL)
    assert session.report.cells["requests.granted.business"].shown == "0"
    assert session.undo_name == "空格填 0（2 格）"
    qtbot.keyClick(table, Key.Key_Z, CTRL)
    assert session.report.cells["requests.granted.business"].shown == ""


def test_an_input_methods_first_key_opens_the_cell_and_shows_what_is_composed(
    show: Callable[..., FormTable], qtbot: QtBot
) -> None:
    table = show()
    table.go_to(CARRIED)
    table.setFocus()
    before = table.session.report.cells[CARRIED].shown
    QApplication.sendEvent(table, QInputMethodEvent("１２", []))
    editor = table.editor()
    assert editor is not None
    assert editor.composing
    assert table.session.report.cells[CARRIED].shown == before
    shown = editor.grab().toImage()
    QApplication.sendEvent(editor, QInputMethodEvent("１", []))
    assert editor.grab().toImage() != shown, "what is composed can be seen"
    done = QInputMethodEvent()
    done.setCommitString("１２")
    QApplication.sendEvent(editor, done)
    assert table.session.report.cells[CARRIED].value == 12


def test_blanks_that_the_reader_was_not_sure_of_are_left(show: Callable[..., FormTable], qtbot: QtBot) -> None:
    table = show()
    session = table.session
    blank = Cell()
    guess = blank._replace(sure=False)
    session.do(FillCells({CARRIED: guess, "requests.carried_in.business": blank}, "试填"))
    told: list[str] = []
    table.message.connect(told.append)
    table.go_to(CARRIED)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_0, CTRL)
    assert session.report.cells[CARRIED] == guess._replace(where=session.report.cells[CARRIED].where)
    assert session.report.cells["requests.carried_in.business"].shown == "0"
    assert "另有 1 格" in told[-1]
