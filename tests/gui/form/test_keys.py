"""The form under the hands of someone who knows spreadsheets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from core.model import Severity
from core.session import Session
from gui.form.view import FormTable

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST = "requests.received.natural_person"


def value(session: Session, address: str) -> str:
    return session.report.cells[address].shown


def test_typing_replaces_and_every_keystroke_is_checked(form: FormTable, session: Session, keys) -> None:
    assert session.judgement.errors == 0
    keys(form, "1")
    assert value(session, FIRST) == "1"
    assert session.judgement.errors > 0
    assert form.form_model.marks(FIRST).error
    keys(form, Key.Key_Backspace, "3")
    assert session.judgement.errors == 0
    keys(form, "5")
    assert value(session, FIRST) == "35"
    assert any(f.severity is Severity.ERROR and FIRST in f.cells for f in session.judgement.findings)


def test_an_input_method_types_full_width_digits(form: FormTable, session: Session, keys) -> None:
    composing = QInputMethodEvent("１", [])
    QApplication.sendEvent(form, composing)
    assert form.editor() is not None
    assert value(session, FIRST) == "3", "nothing counts before it is composed"
    done = QInputMethodEvent()
    done.setCommitString("１２")
    QApplication.sendEvent(form.editor(), done)
    assert value(session, FIRST) == "12"
    keys(form, Key.Key_Return)
    assert value(session, FIRST) == "12"


def test_a_burst_of_typing_is_one_step_of_undo(form: FormTable, session: Session, keys) -> None:
    keys(form, "123", Key.Key_Return)
    assert session.undo_name == "修改“本年新收·自然人”"
    keys(form, (CTRL, Key.Key_Z))
    assert value(session, FIRST) == "3"
    assert session.undo_name is None
    keys(form, (CTRL, Key.Key_Y))
    assert value(session, FIRST) == "123"


def test_undo_while_typing_takes_the_typing_back(form: FormTable, session: Session, keys) -> None:
    keys(form, "99", (CTRL, Key.Key_Z))
    assert form.editor() is None
    assert value(session, FIRST) == "3"


def test_escape_gives_back_what_stood_there(form: FormTable, session: Session, keys) -> None:
    keys(form, "77", Key.Key_Escape)
    assert value(session, FIRST) == "3"
    assert session.undo_name is None
    assert form.editor() is None
    assert form.current_address() == FIRST


def test_enter_goes_down_and_shift_enter_up(form: FormTable, session: Session, keys) -> None:
    keys(form, "4", Key.Key_Return, "5", Key.Key_Enter)
    assert value(session, FIRST) == "4"
    assert value(session, "requests.carried_in.natural_person") == "5"
    assert form.current_address() == "requests.granted.natural_person"
    keys(form, (SHIFT, Key.Key_Return))
    assert form.current_address() == "requests.carried_in.natural_person"


def test_tab_goes_right_through_the_rows(form: FormTable, keys) -> None:
    keys(form, *[Key.Key_Tab] * 7)
    assert form.current_address() == "requests.carried_in.natural_person"
    keys(form, Key.Key_Backtab)
    assert form.current_address() == "requests.received.total"


def test_enter_after_tabs_goes_back_to_the_first_column(form: FormTable, keys) -> None:
    keys(form, "1", Key.Key_Tab, "2", Key.Key_Tab, "3", Key.Key_Return)
    assert form.current_address() == "requests.carried_in.natural_person"


def test_enter_at_the_foot_of_a_column_goes_to_the_next(form: FormTable, keys) -> None:
    form.go_to("requests.carried_out.natural_person")
    keys(form, Key.Key_Return)
    assert form.current_address() == "requests.received.business"
    keys(form, (SHIFT, Key.Key_Return))
    assert form.current_address() == "requests.carried_out.natural_person"


def test_the_single_row_of_table_four_is_filled_with_enter(show, session: Session, keys) -> None:
    form = show(session, "disputes")
    form.go_to("disputes.review.upheld")
    keys(form, "1", Key.Key_Return, "2", Key.Key_Return)
    assert value(session, "disputes.review.corrected") == "2"
    assert form.current_address() == "disputes.review.other"


def test_arrows_step_over_labels(show, session: Session, keys) -> None:
    form = show(session, "disclosure")
    form.go_to("disclosure.normative_documents.in_force")
    keys(form, Key.Key_Down)
    assert form.current_address() == "disclosure.licensing.decisions"
    keys(form, Key.Key_Up)
    assert form.current_address() == "disclosure.normative_documents.in_force"
    keys(form, Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert form.current_address() == "disclosure.normative_documents.issued"


def test_home_end_and_ctrl_go_to_the_edges(form: FormTable, keys) -> None:
    keys(form, Key.Key_End)
    assert form.current_address() == "requests.received.total"
    keys(form, Key.Key_Home, (CTRL, Key.Key_Down))
    assert form.current_address() == "requests.carried_out.natural_person"
    keys(form, (CTRL, Key.Key_Right))
    assert form.current_address() == "requests.carried_out.total"
    keys(form, (CTRL, Key.Key_Home))
    assert form.current_address() == FIRST
    keys(form, (CTRL, Key.Key_End))
    assert form.current_address() == "requests.carried_out.total"


def test_an_arrow_ends_typing_but_moves_the_caret_after_f2(form: FormTable, session: Session, keys) -> None:
    keys(form, "8", Key.Key_Right)
    assert form.current_address() == "requests.received.business"
    keys(form, Key.Key_Left, Key.Key_F2, Key.Key_Left, "1")
    assert value(session, FIRST) == "18"
    assert form.editor() is not None
    keys(form, Key.Key_Down)
    assert form.current_address() == "requests.carried_in.natural_person"


def test_f2_keeps_what_stood_there(form: FormTable, session: Session, keys) -> None:
    keys(form, Key.Key_F2, "1", Key.Key_Return)
    assert value(session, FIRST) == "31"


def test_delete_blanks_the_selection_in_one_step(form: FormTable, session: Session, keys) -> None:
    keys(form, (SHIFT, Key.Key_Down), (SHIFT, Key.Key_Right))
    assert len(form.selected_addresses()) == 4
    keys(form, Key.Key_Delete)
    assert value(session, "requests.carried_in.business") == ""
    assert session.undo_name == "清空 4 个单元格"
    keys(form, (CTRL, Key.Key_Z))
    assert value(session, FIRST) == "3"


def test_enter_goes_round_in_a_selection(form: FormTable, session: Session, keys) -> None:
    keys(form, (SHIFT, Key.Key_Down), (SHIFT, Key.Key_Right))
    assert form.current_address() == "requests.carried_in.business"
    keys(form, "5", Key.Key_Return)
    assert form.current_address() == FIRST
    assert len(form.selected_addresses()) == 4


def test_ctrl_enter_fills_the_selection(form: FormTable, session: Session, keys) -> None:
    keys(form, (SHIFT, Key.Key_Down), "6", (CTRL, Key.Key_Return))
    assert value(session, FIRST) == value(session, "requests.carried_in.natural_person") == "6"
    assert session.undo_name == "填充 2 个单元格"


def test_nonsense_is_kept_and_marked(form: FormTable, session: Session, keys) -> None:
    keys(form, "1 2", Key.Key_Return)
    assert value(session, FIRST) == "1 2"
    assert form.form_model.marks(FIRST).suspect


def test_typing_does_not_rewrite_what_is_being_typed(form: FormTable, keys) -> None:
    keys(form, "007")
    assert form.editor().text() == "007"


def test_a_change_from_elsewhere_shows_in_the_open_field(form: FormTable, session: Session, keys) -> None:
    keys(form, "12")
    session.undo()
    assert form.editor().text() == "3"
    keys(form, Key.Key_Return)
    assert value(session, FIRST) == "3"


def test_tab_leaves_the_form_behind_its_last_cell(form: FormTable, keys) -> None:
    after = QLineEdit()
    form.parentWidget().layout().addWidget(after)
    after.show()
    form.go_to("requests.carried_out.total")
    keys(form, "1", Key.Key_Tab)
    assert after.hasFocus()
    assert form.current_address() == "requests.carried_out.total"
