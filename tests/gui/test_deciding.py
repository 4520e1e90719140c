"""Deciding of findings as a reviewer does: keys and clicks, the reason in its line, the filter, undo, keeping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.model import DecisionKind, Finding
from core.session import SetCells
from gui import dialogs
from gui.deciding import QUICK_REASONS, SHOWN
from gui.editor import PartEditor
from gui.findings import FindingsPanel
from gui.window import MainWindow

SAMPLE = Path("tests/fixtures/示例.txt").absolute()
Open = Callable[..., MainWindow]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(opened: Open) -> FindingsPanel:
    desk = opened().desk
    assert desk is not None
    return desk.findings


def press(qtbot: QtBot, panel: FindingsPanel, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """A key on whatever has the focus."""
    qtbot.keyClick(QApplication.focusWidget() or panel.window(), key, held or Qt.KeyboardModifier.NoModifier)


def click(qtbot: QtBot, button: QWidget) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def kinds(panel: FindingsPanel) -> list[str]:
    """What was decided of each finding, in order: - for nothing."""
    decisions = [panel._session.decision(finding) for finding in panel._session.judgement.findings]
    return [decision.kind.value if decision else "-" for decision in decisions]


def listed(panel: FindingsPanel) -> list[Finding]:
    return [finding for _, finding in panel._rows()]


def spoken(panel: FindingsPanel) -> str:
    model: QAbstractItemModel = panel.list.model()
    return str(model.data(panel.list.currentIndex(), Qt.ItemDataRole.AccessibleTextRole))


def underlines(editor: PartEditor) -> list[QTextCharFormat.UnderlineStyle]:
    """How the faulty words of a part are underlined; the light on a place that was gone to is not."""
    # each selection has to stay while its format is looked at
    styles = [selection.format.underlineStyle() for selection in list(editor.extraSelections())]
    return [style for style in styles if style is not QTextCharFormat.UnderlineStyle.NoUnderline]


def test_f9_confirms_and_f8_goes_on_to_what_is_open(panel: FindingsPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_F8)
    press(qtbot, panel, Qt.Key.Key_F9)
    assert kinds(panel) == ["confirmed", "-", "-", "-"]
    assert "已确认，由部门更正" in spoken(panel)
    press(qtbot, panel, Qt.Key.Key_F8, SHIFT)
    press(qtbot, panel, Qt.Key.Key_F8)
    assert panel.current() == listed(panel)[1]
    window = panel.window()
    assert isinstance(window, MainWindow)
    assert window.desk is not None
    assert window.desk.banner.verdict.text() == "✗ 2 处错误 · 2 处存疑 · 其中 1 处已确认待部门修改"
    assert window.isWindowModified()


def test_f9_with_nothing_chosen_first_shows_what_would_be_decided(panel: FindingsPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_F9)
    assert kinds(panel) == ["-"] * 4
    assert panel.current() == listed(panel)[0]


def test_ignoring_asks_for_a_reason_in_its_line_and_gives_the_keys_back(panel: FindingsPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_F8)
    before = QApplication.focusWidget()
    press(qtbot, panel, Qt.Key.Key_F9, SHIFT)
    reason = panel.deciding.reason
    assert reason.hasFocus()
    press(qtbot, panel, Qt.Key.Key_Return)
    assert kinds(panel)[0] == "-"
    assert reason.property("missing") is True
    qtbot.keyClicks(reason, "yuanjian")
    assert reason.property("missing") is False
    press(qtbot, panel, Qt.Key.Key_Return)
    decision = panel._session.decision(listed(panel)[0])
    assert decision is not None
    assert (decision.kind, decision.reason) == (DecisionKind.IGNORED, "yuanjian")
    assert not reason.isVisible()
    assert QApplication.focusWidget() is before
    assert "已忽略：yuanjian" in spoken(panel)


def test_a_row_that_grows_when_decided_moves_the_rows_below_it(panel: FindingsPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_F8)
    index = panel.list.currentIndex()
    low = panel.list.visualRect(index).height()
    press(qtbot, panel, Qt.Key.Key_F9)
    below = index.siblingAtRow(index.row() + 1)

    def apart() -> int:
        return panel.list.visualRect(below).top() - panel.list.visualRect(index).top()

    qtbot.waitUntil(lambda: apart() == panel.list._rows.height(panel.model.rows[index.row()]) > low)
    press(qtbot, panel, Qt.Key.Key_F9, CONTROL)
    qtbot.waitUntil(lambda: apart() == low)


def test_esc_gives_the_reason_up(panel: FindingsPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, Qt.Key.Key_F8)
    press(qtbot, panel, Qt.Key.Key_F9, SHIFT)
    qtbot.keyClicks(panel.deciding.reason, "abc")
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert not panel.deciding.reason.isVisible()
    assert kinds(panel)[0] == "-"


@pytest.mark.parametrize("at", range(len(QUICK_REASONS)))
def test_a_quick_reason_is_one_click(panel: FindingsPanel, qtbot: QtBot, at: int) -> None:
    panel.next()
    click(qtbot, panel.deciding.ignore_button)
    click(qtbot, panel.deciding.quick[at])
    decision = panel._session.decision(listed(panel)[0])
    assert decision is not None
    assert decision.reason == panel.deciding.quick[at].text()


def test_a_reason_begun_is_not_used_for_another_finding(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.next()
    click(qtbot, panel.deciding.ignore_button)
    qtbot.keyClicks(panel.deciding.reason, "abc")
    panel.next()
    assert not panel.deciding.reason.isVisible()
    click(qtbot, panel.deciding.ignore_button)
    assert panel.deciding.reason.text() == ""


def test_reopening_and_undo(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.next()
    click(qtbot, panel.deciding.confirm_button)
    assert not panel.deciding.confirm_button.isVisible()
    click(qtbot, panel.deciding.reopen_button)
    assert kinds(panel)[0] == "-"
    window = panel.window()
    assert isinstance(window, MainWindow)
    assert window.actions_by_id["undo"].text().startswith("撤销重新打开“")
    press(qtbot, panel, Qt.Key.Key_Z, CONTROL)
    assert kinds(panel)[0] == "confirmed"
    press(qtbot, panel, Qt.Key.Key_Z, CONTROL)
    assert kinds(panel)[0] == "-"
    press(qtbot, panel, Qt.Key.Key_Y, CONTROL)
    press(qtbot, panel, Qt.Key.Key_F9, CONTROL)
    assert kinds(panel)[0] == "-"


def test_filters_show_their_findings_and_their_numbers(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.next()
    panel.confirm()
    panel.next()
    click(qtbot, panel.deciding.ignore_button)
    click(qtbot, panel.deciding.quick[0])
    words = {name: panel.filter.buttons[name].text() for name in SHOWN}
    assert words == {"all": "全部 4", "open": "未处理 2", "confirmed": "已确认 1", "ignored": "已忽略 1"}
    everything = listed(panel)
    for name, expected in (("confirmed", [0]), ("ignored", [1]), ("open", [2, 3]), ("all", [0, 1, 2, 3])):
        click(qtbot, panel.filter.buttons[name])
        assert listed(panel) == [everything[at] for at in expected], name
        assert panel.filter.buttons[name].isChecked()


def test_in_the_list_of_open_findings_deciding_goes_on_to_the_next(panel: FindingsPanel, qtbot: QtBot) -> None:
    everything = listed(panel)
    click(qtbot, panel.filter.buttons["open"])
    press(qtbot, panel, Qt.Key.Key_F8)
    press(qtbot, panel, Qt.Key.Key_F9)
    assert panel.current() == everything[1]
    for _ in range(3):
        press(qtbot, panel, Qt.Key.Key_F9)
    assert kinds(panel) == ["confirmed"] * 4
    assert listed(panel) == []
    assert panel.model.rows[0].words == "这一类没有问题"
    assert not panel.deciding.isVisible()


def test_f8_walks_decided_findings_once_none_is_open(panel: FindingsPanel, qtbot: QtBot) -> None:
    for _ in range(4):
        press(qtbot, panel, Qt.Key.Key_F8)
        press(qtbot, panel, Qt.Key.Key_F9)
    assert kinds(panel) == ["confirmed"] * 4
    press(qtbot, panel, Qt.Key.Key_F8)
    assert panel.current() == listed(panel)[0]


def test_an_ignored_cell_is_quiet_but_still_says_why(panel: FindingsPanel, qtbot: QtBot) -> None:
    window = panel.window()
    assert isinstance(window, MainWindow)
    assert window.desk is not None
    for _ in range(2):
        panel.next()
        click(qtbot, panel.deciding.ignore_button)
        click(qtbot, panel.deciding.quick[0])
    table = window.desk.page.sections["3"].table
    assert table is not None
    address = listed(panel)[0].suspects[0]
    marks = table.form_model.marks(address)
    assert marks.ignored
    assert not marks.error
    tip = str(table.form_model.index_of(address).data(Qt.ItemDataRole.ToolTipRole))
    assert "已忽略：原件如此，已与部门核实" in tip
    assert "2 处错误" not in window.desk.outline.item(3).toolTip()
    assert window.desk.banner.verdict.text() == "？ 2 处存疑 · 另有 2 处已忽略"
    assert window.desk.banner.property("tone") == "warning"


def test_ignored_words_lose_their_wave(panel: FindingsPanel, qtbot: QtBot) -> None:
    window = panel.window()
    assert isinstance(window, MainWindow)
    assert window.desk is not None
    finding = listed(panel)[2]
    assert finding.part is not None
    editor = window.desk.page.sections[finding.part].editor
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert underlines(editor) == [wave]
    for _ in range(3):
        panel.next()
    assert panel.current() == finding
    click(qtbot, panel.deciding.ignore_button)
    click(qtbot, panel.deciding.quick[3])
    assert wave not in underlines(editor)
    assert "已忽略：不是差错" in editor._told(finding)


def test_decisions_are_kept_with_the_work_and_open_again_where_values_change(
    opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened()
    assert window.desk is not None
    panel = window.desk.findings
    panel.next()
    panel.confirm()
    finding = panel.current()
    assert finding is not None
    target = tmp_path / "work.nianbao"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: target)
    press(qtbot, panel, Qt.Key.Key_S, CONTROL)
    assert not window.isWindowModified()
    opened(SAMPLE)
    assert kinds(panel) == ["-"] * 4
    opened(target)
    assert kinds(panel) == ["confirmed", "-", "-", "-"]
    assert not window.isWindowModified()
    window.desk.session.do(SetCells({finding.suspects[0]: "77"}))
    assert "confirmed" not in kinds(panel)
    window.desk.session.undo()
    assert kinds(panel)[0] == "confirmed"


def test_of_two_faults_at_one_place_the_graver_is_drawn_on_top(opened: Open) -> None:
    desk = opened().desk
    assert desk is not None
    for section in desk.page.sections.values():
        editor = section.editor
        starts = [mark.cursor.selectionStart() for mark in editor.extraSelections()]
        levels = [f.severity for f in reversed(editor._findings)]
        assert len(starts) == len(levels)
        assert levels == sorted(levels, key=["info", "warning", "error"].index)
