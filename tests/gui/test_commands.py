"""Ctrl+K, Ctrl+H, F6, Alt and digits, the lists of steps and the menus, under the hands of a user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.model import DecisionKind
from core.session import SetCells
from core.texts import text
from gui import dialogs
from gui.commands import Entry, matching
from gui.initials import initials
from gui.window import MainWindow
from tests.gui.conftest import SAMPLE

Open = Callable[..., MainWindow]
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CELL = "requests.received.natural_person"


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """A key on whatever has the focus."""

    def press_key(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    return press_key


def write(words: str) -> None:
    """What an input method hands over to whatever has the focus."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def menu_key(widget: QWidget) -> None:
    QApplication.sendEvent(
        widget, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)))
    )


def the_menu() -> dict[str, object]:
    """The entries of the menu that is open, by name."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.objectName(): action for action in menu.actions() if action.objectName()}


def choose(name: str) -> None:
    """Choose an entry of the open menu, and close it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.objectName() == name)
    assert action.isEnabled(), name
    menu.close()
    action.trigger()


class TestCommandList:
    def test_an_action_is_found_by_its_words_and_done(self, opened: Open, qtbot: QtBot, press) -> None:
        window = opened()
        desk = window.desk
        desk.session.do(SetCells({CELL: "77"}))
        desk.page.go_to_cell(CELL)
        press(Key.Key_K, CTRL)
        assert window.commands.words.hasFocus()
        write("撤销修改")
        assert window.commands.shown()[0].name.startswith("撤销修改")
        press(Key.Key_Return)
        assert not window.commands.isVisible()
        assert desk.session.undo_name is None
        assert desk.page.current_address() == CELL, "the keys are back in the cell"

    def test_escape_gives_the_keys_back(self, opened: Open, press) -> None:
        window = opened()
        editor = window.desk.page.sections["1"].editor
        editor.setFocus()
        before = editor.part_text()
        press(Key.Key_K, CTRL)
        write("保存")
        press(Key.Key_Escape)
        assert editor.hasFocus()
        assert editor.part_text() == before

    @pytest.mark.parametrize("opening", [(Key.Key_K, CTRL), (Key.Key_F, CTRL), (Key.Key_H, CTRL), (Key.Key_F6,)])
    def test_what_is_being_typed_in_a_cell_is_kept_and_the_keys_come_back_to_it(
        self, opened: Open, qtbot: QtBot, press, opening: tuple
    ) -> None:
        window = opened()
        desk = window.desk
        desk.page.go_to_cell(CELL)
        press(Key.Key_7)
        press(Key.Key_7)
        press(*opening)
        assert not desk.page.isAncestorOf(QApplication.focusWidget())
        qtbot.wait(20)
        press(*((Key.Key_F6, SHIFT) if opening == (Key.Key_F6,) else (Key.Key_Escape,)))
        assert desk.page.current_address() == CELL
        assert desk.session.report.cells[CELL].value == 77
        press(Key.Key_Z, CTRL)
        assert desk.session.undo_name is None

    def test_it_opens_before_any_report_and_greys_what_cannot_be_done(self, window: MainWindow, press) -> None:
        window.setFocus()
        press(Key.Key_K, CTRL)
        listed = {entry.name: entry for entry in window.commands.shown()}
        assert not listed["保存"].enabled
        assert listed["打开"].enabled
        write("保存")
        press(Key.Key_Return)
        assert window.commands.isVisible()
        assert "当前不可用" in window.commands.note.text()
        press(Key.Key_Escape)
        assert not window.commands.isVisible()

    @pytest.mark.parametrize(("wanted", "cell"), [("表三 本年新收", CELL), ("bsbnxs", CELL)])
    def test_rows_of_tables_are_jumped_to(self, opened: Open, press, wanted: str, cell: str) -> None:
        window = opened()
        press(Key.Key_K, CTRL)
        write(wanted)
        press(Key.Key_Return)
        assert window.desk.page.current_address() == cell

    def test_findings_and_parts_are_jumped_to(self, opened: Open, press) -> None:
        window = opened()
        press(Key.Key_K, CTRL)
        write("问题 2")
        press(Key.Key_Return)
        assert window.desk.findings.current() == window.desk.session.judgement.findings[1]
        press(Key.Key_K, CTRL)
        write("五、存在")
        press(Key.Key_Return)
        assert window.desk.page.sections["5"].editor.hasFocus()

    def test_recent_files_are_opened(self, opened: Open, qtbot: QtBot, press, tmp_path: Path) -> None:
        copy = tmp_path / "云山局.txt"
        copy.write_bytes(SAMPLE.read_bytes())
        opened(copy)
        window = opened(SAMPLE)
        press(Key.Key_K, CTRL)
        write("云山局")
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: window.windowTitle().startswith("云山局"), timeout=20_000)

    def test_the_arrows_walk_round_the_list(self, opened: Open, press) -> None:
        window = opened()
        press(Key.Key_K, CTRL)
        press(Key.Key_Up)
        assert window.commands.list.currentRow() == window.commands.list.count() - 1
        press(Key.Key_Down)
        press(Key.Key_Down)
        assert window.commands.list.currentRow() == 1

    def test_a_click_chooses(self, opened: Open, qtbot: QtBot, press) -> None:
        window = opened()
        press(Key.Key_K, CTRL)
        write("表四")
        listed = window.commands.list
        qtbot.mouseClick(
            listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(listed.item(0)).center()
        )
        assert window.desk.page.current_address().startswith("disputes.")

    def test_names_that_begin_so_come_first_and_slips_are_forgiven(self) -> None:
        names = ("另存为", "保存", "导出审核稿", "打印审核稿")
        listed = [Entry(name, "", print) for name in names]
        assert [e.name for e in matching(listed, "存")] == ["另存为", "保存"]
        assert [e.name for e in matching(listed, "dcshg")] == ["导出审核稿"]
        assert next(e.name for e in matching(listed, "导出审合稿")) == "导出审核稿"
        assert matching(listed, "完全没有") == []

    def test_initials(self) -> None:
        assert initials("导出审核稿…") == "dcshg"
        assert initials("表三 本年新收") == "bsbnxs"
        assert initials("Word 文档") == "wordwd"
        assert initials("啊座") == "az"


class TestReplacing:
    def test_all_places_are_replaced_in_one_step(self, opened: Open, press) -> None:
        window = opened()
        session = window.desk.session
        before, told = session.report, []
        window.desk.message.connect(told.append)
        press(Key.Key_H, CTRL)
        write("政府信息")
        press(Key.Key_Tab)
        bar = window.desk.find_bar
        while QApplication.focusWidget() is not bar.replacement:
            press(Key.Key_Tab)
        write("公开信息")
        count = sum(before.part(n).text.count("政府信息") for n in "0123456") + before.title.count("政府信息")
        while QApplication.focusWidget().accessibleName() != text("search.all"):
            press(Key.Key_Tab)
        press(Key.Key_Space)
        assert all("政府信息" not in session.report.part(n).text for n in "0123456")
        assert f"已替换 {count}" in told[-1]
        press(Key.Key_Escape)
        assert not bar.isVisible()
        press(Key.Key_Z, CTRL)
        assert session.report == before

    def test_one_after_another(self, opened: Open, press) -> None:
        window = opened()
        session = window.desk.session
        editor = window.desk.page.sections["6"].editor
        editor.setFocus()
        press(Key.Key_End, CTRL)
        write("甲乙甲乙")
        press(Key.Key_H, CTRL)
        bar = window.desk.find_bar
        write("甲")
        bar.replacement.setFocus()
        write("甲丙")
        press(Key.Key_Return)
        assert session.report.part("6").text.endswith("甲丙乙甲乙")
        assert bar.replacement.hasFocus()
        press(Key.Key_Return)
        assert session.report.part("6").text.endswith("甲丙乙甲丙乙")
        press(Key.Key_Escape)
        assert editor.hasFocus()

    def test_width_is_ignored_only_while_the_box_is_ticked(self, opened: Open, qtbot: QtBot, press) -> None:
        window = opened()
        window.desk.page.sections["6"].editor.setFocus()
        write("ＡＢＣ")
        press(Key.Key_F, CTRL)
        bar = window.desk.find_bar
        write("abc")
        assert "共 1 个" in bar._count.text()
        bar.alike.setFocus()
        press(Key.Key_Space)
        assert bar._count.text() == "没有找到"


class TestHistory:
    def test_choosing_a_step_goes_back_as_far(self, opened: Open, qtbot: QtBot, press) -> None:
        window = opened()
        session = window.desk.session
        for value in ("77", "78", "79"):
            session.do(SetCells({CELL: value}))
        press(Key.Key_Z, CTRL, ALT)
        menu = QApplication.activePopupWidget()
        assert [action.text() for action in menu.actions()] == [f"{n}　修改“本年新收·自然人”" for n in (1, 2, 3)]
        qtbot.keyClick(menu, Key.Key_Down)
        qtbot.keyClick(menu, Key.Key_Return)
        assert session.report.cells[CELL].value == 77
        redo = window.history.menus["redo"]
        redo.aboutToShow.emit()
        redo.actions()[1].trigger()
        assert session.report.cells[CELL].value == 79


class TestGoingAbout:
    def test_f6_goes_through_all_panes_and_shift_f6_back(self, opened: Open, press) -> None:
        window = opened()
        desk = window.desk
        desk.page.go_to_cell(CELL)
        ways = [desk.strip, desk.findings, desk.source, desk.docks["preview"], desk.notices, desk.outline, desk.page]
        for pane in ways:
            press(Key.Key_F6)
            assert pane.isAncestorOf(QApplication.focusWidget()) or pane is QApplication.focusWidget(), pane
            assert QApplication.focusWidget().isVisible()
        assert desk.page.current_address() == CELL
        press(Key.Key_F6, SHIFT)
        assert desk.outline.hasFocus()

    def test_alt_and_a_digit_go_to_the_part(self, opened: Open, press) -> None:
        window = opened()
        page = window.desk.page
        for number, digit in zip("123456", "123456", strict=True):
            press(Qt.Key(Key.Key_0 + int(digit)), ALT)
            section = page.sections[number]
            assert (section.table or section.editor).hasFocus()

    def test_tab_leaves_a_text_and_ctrl_b_changes_nothing(self, opened: Open, press) -> None:
        window = opened()
        editor = window.desk.page.sections["1"].editor
        editor.setFocus()
        before = editor.part_text(), editor.toHtml()
        press(Key.Key_A, CTRL)
        press(Key.Key_B, CTRL)
        assert (editor.part_text(), editor.toHtml()) == before
        press(Key.Key_Home, CTRL)
        press(Key.Key_Right, CTRL)
        assert editor.caret() > 0
        press(Key.Key_Tab)
        assert not editor.hasFocus()

    def test_escape_never_takes_words_away(self, opened: Open, press, qtbot: QtBot) -> None:
        window = opened()
        editor = window.desk.page.sections["5"].editor
        editor.setFocus()
        press(Key.Key_End, CTRL)
        qtbot.keyClicks(editor, "abc")
        press(Key.Key_Escape)
        press(Key.Key_Escape)
        assert editor.part_text().endswith("abc")
        assert window.desk.session.report.part("5").text.endswith("abc")


class TestMenus:
    def test_a_finding_is_decided_from_its_menu(self, opened: Open, press) -> None:
        window = opened()
        desk = window.desk
        press(Key.Key_F8)
        finding = desk.findings.current()
        desk.findings.list.setFocus()
        menu_key(desk.findings.list)
        assert "reopen_finding" not in the_menu()
        choose("confirm_finding")
        assert desk.session.decision(finding).kind is DecisionKind.CONFIRMED
        desk.show_finding(finding)
        menu_key(desk.findings.list)
        assert "confirm_finding" not in the_menu()
        choose("copy_finding")
        assert finding.message in QApplication.clipboard().text()

    def test_words_with_a_finding_offer_to_deal_with_it(self, opened: Open) -> None:
        window = opened()
        desk = window.desk
        finding = next(f for f in desk.session.judgement.findings if f.part and f.span)
        desk.page.go_to_span(finding.part, finding.span)
        editor = desk.page.sections[finding.part].editor
        menu_key(editor)
        menu = QApplication.activePopupWidget()
        here = menu.findChild(QMenu, "here")
        assert "confirm_finding" in {action.objectName() for action in here.actions()}
        assert desk.findings.current() == finding
        next(action for action in here.actions() if action.objectName() == "show_in_list").trigger()
        menu.close()
        assert desk.findings.list.hasFocus()

    def test_a_part_leads_to_its_first_finding(self, opened: Open) -> None:
        window = opened()
        desk = window.desk
        desk.outline.setCurrentRow(3)
        menu_key(desk.outline)
        choose("part_finding")
        assert desk.findings.current().part == "3"

    def test_every_entry_of_a_cells_menu_works_without_a_mouse(self, opened: Open) -> None:
        window = opened()
        desk = window.desk
        desk.page.go_to_cell(CELL)
        original = desk.session.report.cells[CELL].shown
        table = desk.page.sections["3"].table
        menu_key(table)
        assert not the_menu()["restore"].isEnabled()
        choose("clear")
        assert desk.session.report.cells[CELL].shown == ""
        menu_key(table)
        choose("fill_zero")
        assert desk.session.report.cells[CELL].shown == "0"
        menu_key(table)
        choose("restore")
        assert desk.session.report.cells[CELL].shown == original
        assert not desk.session.edits()
        menu_key(table)
        choose("show_source")
        assert not desk.docks["source"].visibleRegion().isEmpty()


def test_a_whole_review_by_keys_alone(
    window: MainWindow, qtbot: QtBot, press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dialogs, "choose_open", lambda *_: SAMPLE)
    window.setFocus()
    press(Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    session = window.desk.session
    press(Key.Key_F8)
    first = window.desk.findings.current()
    press(Key.Key_F9)
    assert session.decision(first).kind is DecisionKind.CONFIRMED
    second = window.desk.findings.current()
    press(Key.Key_F9, SHIFT)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    write("统计口径不同")
    press(Key.Key_Return)
    assert session.decision(second).kind is DecisionKind.IGNORED
    press(Key.Key_3, ALT)
    press(Key.Key_9)
    press(Key.Key_Return)
    assert session.report.cells[CELL].value == 9
    press(Key.Key_5, ALT)
    press(Key.Key_End, CTRL)
    write("补充一句。")
    assert session.report.part("5").text.endswith("补充一句。")
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "work.nianbao")
    press(Key.Key_S, CTRL)
    assert not session.dirty
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "out.html")
    press(Key.Key_E, CTRL, SHIFT)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert "统计口径不同" in (tmp_path / "out.html").read_text(encoding="utf-8")
