"""Selecting with the mouse, copying and pasting between the form and a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.session import Session
from gui.form.view import FormTable

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST = "requests.received.natural_person"


@pytest.fixture
def told(form: FormTable) -> list[str]:
    messages: list[str] = []
    form.message.connect(messages.append)
    return messages


def value(session: Session, address: str) -> str:
    return session.report.cells[address].shown


def test_a_block_from_excel_is_pasted_as_one_step(form: FormTable, session: Session, keys, told: list[str]) -> None:
    QGuiApplication.clipboard().setText("1\t2\r\n3\t4\r\n")
    keys(form, (CTRL, Key.Key_V))
    assert value(session, FIRST) == "1"
    assert value(session, "requests.carried_in.business") == "4"
    assert session.undo_name == "粘贴 4 个单元格"
    assert told == ["已粘贴 4 个单元格"]
    assert len(form.selected_addresses()) == 4
    keys(form, (CTRL, Key.Key_Z))
    assert value(session, FIRST) == "3"
    assert session.undo_name is None


def test_one_value_fills_the_selection(form: FormTable, session: Session, keys) -> None:
    QGuiApplication.clipboard().setText("9\n")
    keys(form, (SHIFT, Key.Key_Right), (SHIFT, Key.Key_Down), (CTRL, Key.Key_V))
    assert [value(session, a) for a in form.selected_addresses()] == ["9"] * 4


def test_what_does_not_fit_is_said(form: FormTable, session: Session, keys, told: list[str]) -> None:
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n")
    form.go_to("requests.carried_out.other_org")
    keys(form, (CTRL, Key.Key_V))
    assert value(session, "requests.carried_out.total") == "2"
    assert told == ["已粘贴 2 个单元格，另有 4 个数超出表格或落在标题处，未粘贴"]


def test_an_empty_clipboard_changes_nothing(form: FormTable, session: Session, keys, told: list[str]) -> None:
    QGuiApplication.clipboard().clear()
    keys(form, (CTRL, Key.Key_V))
    assert session.undo_name is None
    assert told == ["剪贴板中没有可粘贴的文字"]


def test_a_block_pasted_while_typing_goes_into_the_form(form: FormTable, session: Session, keys) -> None:
    QGuiApplication.clipboard().setText("5\t6\n")
    keys(form, "1", (CTRL, Key.Key_V))
    assert value(session, FIRST) == "5"
    assert value(session, "requests.received.business") == "6"
    keys(form, (CTRL, Key.Key_Z))
    assert value(session, FIRST) == "3"


def test_one_value_pasted_while_typing_goes_into_the_text(form: FormTable, session: Session, keys) -> None:
    QGuiApplication.clipboard().setText("5\n")
    keys(form, "1", (CTRL, Key.Key_V), Key.Key_Return)
    assert value(session, FIRST) == "15"


def test_a_rectangle_is_copied_as_a_spreadsheet_does(form: FormTable, keys, told: list[str]) -> None:
    keys(form, (SHIFT, Key.Key_Right), (SHIFT, Key.Key_Down), (CTRL, Key.Key_C))
    assert QGuiApplication.clipboard().text() == "3\t0\n0\t0\n"
    assert told == ["已复制 4 个单元格"]


def test_cut_copies_and_blanks(form: FormTable, session: Session, keys) -> None:
    keys(form, (SHIFT, Key.Key_Right), (CTRL, Key.Key_X))
    assert QGuiApplication.clipboard().text() == "3\t0\n"
    assert value(session, FIRST) == ""
    assert session.undo_name == "剪切 2 个单元格"


def test_scattered_cells_cannot_be_copied(form: FormTable, keys, click, told: list[str]) -> None:
    click(form, FIRST)
    click(form, "requests.granted.research", CTRL)
    assert form.selected_addresses() == (FIRST, "requests.granted.research")
    keys(form, (CTRL, Key.Key_C))
    assert told == ["所选单元格不相连，不能一次复制；请选一个矩形区域"]


def test_everything_copied_comes_back_when_pasted(show, session: Session, keys) -> None:
    form = show(session, "disclosure")
    form.go_to("disclosure.regulations.issued")
    before = session.report
    keys(form, "8", Key.Key_Return, (CTRL, Key.Key_A), (CTRL, Key.Key_C), Key.Key_Delete)
    assert {value(session, a) for a in form.selected_addresses()} == {""}
    keys(form, (CTRL, Key.Key_V))
    assert value(session, "disclosure.regulations.issued") == "8"
    assert value(session, "disclosure.fees.amount") == "0"
    assert before is not session.report


def test_select_all_takes_value_cells_only(form: FormTable, keys) -> None:
    keys(form, (CTRL, Key.Key_A))
    assert form.selected_addresses() == form.form_model.table.addresses
    assert all(form.form_model.layout_cell(index).address for index in form.selectedIndexes())


def test_shift_click_selects_a_rectangle(form: FormTable, click) -> None:
    click(form, FIRST)
    click(form, "requests.carried_in.research", SHIFT)
    assert len(form.selected_addresses()) == 6


def test_a_click_on_a_label_chooses_nothing(form: FormTable, qtbot) -> None:
    label = form.visualRect(form.form_model.index(3, 0)).center()
    qtbot.mouseClick(form.viewport(), Qt.MouseButton.LeftButton, pos=label)
    assert form.current_address() == FIRST
    qtbot.mouseDClick(form.viewport(), Qt.MouseButton.LeftButton, pos=label)
    assert form.editor() is None


def test_a_double_click_edits_what_stands_there(form: FormTable, session: Session, keys, click, qtbot) -> None:
    click(form, FIRST)
    centre = form.visualRect(form.form_model.index_of(FIRST)).center()
    qtbot.mouseDClick(form.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    keys(form, "0", Key.Key_Return)
    assert value(session, FIRST) == "30"


def test_clicking_elsewhere_keeps_what_was_typed(form: FormTable, session: Session, keys, click) -> None:
    keys(form, "6")
    click(form, "requests.granted.research")
    assert form.editor() is None
    assert value(session, FIRST) == "6"
    keys(form, (CTRL, Key.Key_Z))
    assert value(session, FIRST) == "3"
