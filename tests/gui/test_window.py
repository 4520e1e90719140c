"""The window as a user works with it: keys, clicks, files dropped and questions answered."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.catalog import edition
from core.model import Report, Severity, blank_cells
from core.session import SetCells, SetText
from gui import dialogs, recent
from gui.errors import BugCatcher
from gui.window import MainWindow

SAMPLE = Path("tests/fixtures/示例.txt").absolute()
Open = Callable[..., MainWindow]
CELL = "requests.received.natural_person"


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """A key on whatever has the focus."""
    target = QApplication.focusWidget() or window
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(target, key, held)


def compose(target: QWidget, words: str) -> None:
    """What an input method shows while it is being typed."""
    QApplication.sendEvent(target, QInputMethodEvent(words, []))


def commit(target: QWidget, words: str) -> None:
    """What an input method hands over: Chinese cannot be typed key by key."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(target, event)


def test_starts_with_an_invitation_and_only_what_can_be_done(window: MainWindow) -> None:
    assert window.windowTitle() == "年报核"
    assert window.start.isVisible()
    assert window.actions_by_id["open"].isEnabled()
    assert not window.actions_by_id["save"].isEnabled()
    assert not window.actions_by_id["next"].isEnabled()


def test_opening_shows_title_verdict_and_tables(opened: Open) -> None:
    window = opened()
    assert window.windowTitle() == "示例.txt[*] — 年报核"
    assert not window.isWindowModified()
    assert window.desk is not None
    assert window.desk.banner.verdict.text() == window.desk.session.judgement.verdict_text()
    assert window.desk.banner.property("tone") == "error"
    assert window.desk.page.sections["3"].table is not None
    assert window.desk.page.metadata.fields["year"].text() == "2025"


def test_f8_walks_all_findings_and_shift_f8_walks_back(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    findings = window.desk.session.judgement.findings
    for finding in findings:
        press(qtbot, window, Qt.Key.Key_F8)
        assert window.desk.findings.current() == finding
        if finding.cells:
            assert window.desk.page.current_address() in (finding.suspects or finding.cells)
        else:
            assert finding.part is not None
            editor = window.desk.page.sections[finding.part].editor
            assert editor.hasFocus()
            assert editor.textCursor().selectedText() == finding.excerpt
    press(qtbot, window, Qt.Key.Key_F8)
    assert window.desk.findings.current() == findings[0]
    press(qtbot, window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.findings.current() == findings[-1]


def test_a_click_on_a_finding_goes_to_its_cell(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    listed = window.desk.findings.list
    rect = listed.visualRect(listed.model().index(1, 0))
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    finding = window.desk.session.judgement.findings[0]
    assert window.desk.page.current_address() == finding.suspects[0]


def test_typing_a_number_rechecks_at_once_and_undo_is_named(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    errors = window.desk.session.judgement.errors
    window.desk.page.go_to_cell(CELL)
    # the first key opens the cell's editor, which takes the next one
    press(qtbot, window, Qt.Key.Key_7)
    press(qtbot, window, Qt.Key.Key_7)
    assert window.desk.session.report.cells[CELL].value == 77
    assert window.desk.session.judgement.errors > errors
    assert window.isWindowModified()
    assert window.actions_by_id["undo"].text() == "撤销修改“本年新收·自然人”"
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.session.judgement.errors == errors
    assert not window.isWindowModified()
    assert window.actions_by_id["redo"].text() == "恢复修改“本年新收·自然人”"
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.session.report.cells[CELL].value == 77


def test_typing_in_a_part_is_one_step_and_ctrl_z_brings_the_text_back(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    editor = window.desk.page.sections["1"].editor
    before = session.report.part("1").text
    editor.setFocus()
    press(qtbot, window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "abc")
    assert session.report.part("1").text == before + "abc"
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.part("1").text == before
    assert editor.part_text() == before
    assert session.undo_name is None


def test_an_input_method_is_not_disturbed_while_composing(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    editor = window.desk.page.sections["6"].editor
    editor.setFocus()
    before = session.report.part("6").text
    compose(editor, "xin fang")
    assert session.report.part("6").text == before
    # something else changes the report meanwhile
    session.do(SetText("6", before + "末"))
    assert editor.part_text() == before
    commit(editor, "信访")
    assert session.report.part("6").text == "信访" + before
    assert editor.part_text() == "信访" + before


def test_a_fault_that_is_mended_leaves_the_list(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    finding = next(f for f in session.judgement.findings if f.rule == "date-without-year-word")
    assert finding.part is not None
    assert finding.span is not None
    window.desk.page.go_to(finding)
    editor = window.desk.page.sections[finding.part].editor
    press(qtbot, window, Qt.Key.Key_Left)
    for _ in range(4):
        press(qtbot, window, Qt.Key.Key_Right)
    session.do(SetText(finding.part, session.report.part(finding.part).text.replace("20251月", "2025年1月")))
    assert all(f.rule != "date-without-year-word" for f in session.judgement.findings)
    assert editor.finding_at(finding.span[0] + 1) is None
    assert editor.hasFocus()


def test_a_fix_button_mends_in_one_step_that_can_be_undone(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    panel = window.desk.findings
    press(qtbot, window, Qt.Key.Key_F8)
    finding = panel.current()
    assert finding is not None
    assert finding.fixes
    qtbot.mouseClick(panel.details.buttons[0], Qt.MouseButton.LeftButton)
    assert all(f.key != finding.key for f in window.desk.session.judgement.findings)
    assert finding.fixes[0].note in window.actions_by_id["undo"].text()
    window.actions_by_id["undo"].trigger()
    assert any(f.key == finding.key for f in window.desk.session.judgement.findings)


def test_outline_counts_findings_and_leads_to_the_part(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    outline = window.desk.outline
    errors = sum(f.severity is Severity.ERROR and f.part == "3" for f in window.desk.session.judgement.findings)
    assert f"{errors} 处错误" in outline.item(3).toolTip()
    rect = outline.visualItemRect(outline.item(6))
    qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    section = window.desk.page.sections["6"]
    top = section.mapTo(window.desk.page.viewport(), QPoint(0, 0)).y()
    assert top < window.desk.page.viewport().height()
    assert outline.currentRow() == 6


def test_fields_are_edited_undone_and_refuse_nonsense(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    published = window.desk.page.metadata.fields["published"]
    before = session.report.published
    published.setFocus()
    published.selectAll()
    qtbot.keyClicks(published, "2026.1.3")
    assert str(session.report.published) == "2026-01-03"
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.published == before
    published.selectAll()
    qtbot.keyClicks(published, "x")
    assert session.report.published == before
    assert published.property("misread") is True


def test_find_walks_texts_numbers_and_labels(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = window.desk.find_bar
    assert bar.words.hasFocus()
    commit(bar.words, "信访")
    assert window.desk.page.sections["3"].table is not None
    address = window.desk.page.sections["3"].table.current_address()
    assert address is not None
    assert "信访" in edition().describe(address)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.desk.page.current_address() == address, "the keys stay where it was found"


def test_after_a_search_without_success_the_keys_are_where_they_were(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    editor = window.desk.page.sections["6"].editor
    editor.setFocus()
    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    commit(window.desk.find_bar.words, "无处可寻之词")
    press(qtbot, window, Qt.Key.Key_Escape)
    assert editor.hasFocus()


class TestUnsavedWork:
    @pytest.mark.parametrize(("answer", "closes"), [("DISCARD", True), ("CANCEL", False)])
    def test_closing_asks(self, opened: Open, monkeypatch: pytest.MonkeyPatch, answer: str, closes: bool) -> None:
        window = opened()
        assert window.desk is not None
        window.desk.session.do(SetCells({CELL: "77"}))
        asked: list[str] = []

        def reply(parent: object, name: str) -> dialogs.Answer:
            asked.append(name)
            return dialogs.Answer[answer]

        monkeypatch.setattr(dialogs, "ask_unsaved", reply)
        assert window.close() is closes
        assert asked == ["示例.txt"]

    def test_saving_then_closes(self, opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        window = opened()
        assert window.desk is not None
        window.desk.session.do(SetCells({CELL: "77"}))
        target = tmp_path / "work.nianbao"
        monkeypatch.setattr(dialogs, "ask_unsaved", lambda *_: dialogs.Answer.SAVE)
        monkeypatch.setattr(dialogs, "choose_save", lambda *_: target)
        assert window.close()
        assert target.exists()

    def test_nothing_is_asked_when_nothing_changed(self, opened: Open) -> None:
        assert opened().close()


def test_kept_work_opens_again_as_it_was(
    opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    session.do(SetCells({CELL: "77"}))
    target = tmp_path / "work.nianbao"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: target)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("work.nianbao")
    kept, edits = session.report, session.edits()
    opened(SAMPLE)
    assert session.report != kept
    opened(target)
    assert session.report == kept
    assert session.edits() == edits
    assert session.origin is not None
    assert session.origin.content == SAMPLE.read_bytes()
    assert recent.files()[0] == target
    # from now on it is saved without asking
    session.do(SetCells({CELL: "78"}))
    monkeypatch.setattr(dialogs, "choose_save", None)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not session.dirty


def test_a_dropped_file_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.start.drop_place.property("over") is True
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.windowTitle().startswith("示例.txt")


def test_a_bad_file_is_explained_and_the_report_stays(opened: Open, no_dialogs: list[str], tmp_path: Path) -> None:
    window = opened()
    assert window.desk is not None
    report = window.desk.session.report
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    opened(bad)
    assert len(no_dialogs) == 1
    assert "空文件" in no_dialogs[0]
    assert window.desk.session.report is report
    assert window.windowTitle().startswith("示例.txt")
    assert not window.busy.isVisible()


def test_a_bug_in_a_job_is_shown_with_its_trace(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces: list[str] = []
    monkeypatch.setattr(dialogs, "show_bug", lambda parent, trace: traces.append(trace))

    def work() -> None:
        raise ZeroDivisionError("broken here")

    window.jobs.start("工作", work, lambda _: None)
    qtbot.waitUntil(lambda: bool(traces))
    assert "broken here" in traces[0]
    assert "Traceback" in traces[0]


def test_a_cancelled_job_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    done: list[object] = []
    assert window.jobs.start("工作", lambda: 1, done.append)
    assert window.busy.isVisible()
    qtbot.mouseClick(window.busy.button, Qt.MouseButton.LeftButton)
    assert not window.busy.isVisible()
    window.jobs.wait()
    QApplication.processEvents()
    assert done == []


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx", "json"])
@pytest.mark.parametrize("review", [False, True])
def test_exports(
    opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, review: bool
) -> None:
    if review and kind == "json":
        pytest.skip("a review copy of the data would be the data")
    window = opened()
    asked: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def choose(parent: object, title: str, proposed: Path, kinds: tuple[tuple[str, str], ...]) -> Path:
        asked.append((proposed.name, kinds))
        return tmp_path / f"out.{kind}"

    monkeypatch.setattr(dialogs, "choose_save", choose)
    window.actions_by_id["export_review" if review else "export"].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert (tmp_path / f"out.{kind}").stat().st_size > 1000
    name, kinds = asked[0]
    assert "2025年政府信息公开工作年度报告" in name
    assert kind in [suffix for _, suffix in kinds]


def test_template_and_blank_report(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: tmp_path / "template.xlsx")
    window.actions_by_id["template"].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert (tmp_path / "template.xlsx").read_bytes().startswith(b"PK")
    press(qtbot, window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.desk is not None
    assert window.windowTitle() == "未命名[*] — 年报核"
    assert window.desk.session.report.cells[CELL].value is None


def test_every_control_has_a_name_for_screen_readers(opened: Open) -> None:
    window = opened()
    buttons = window.findChildren(QPushButton) + window.findChildren(QToolButton)
    nameless = [b for b in buttons if b.isVisible() and not (b.accessibleName() or b.text())]
    assert nameless == []
    assert window.desk is not None
    for widget in (window.desk.outline, window.desk.findings.list, window.desk.page, window.desk.notices):
        assert widget.accessibleName()
    for section in window.desk.page.sections.values():
        assert section.editor.accessibleName()


def test_a_report_of_the_older_edition_follows_on_the_same_desk(opened: Open) -> None:
    window = opened()
    assert window.desk is not None
    older = Report("2019", blank_cells(edition("2019").addresses), title="旧版")
    window.desk.session.replace_report(older, None)
    table = window.desk.page.sections["2"].table
    assert table is not None
    assert table.form_model.table is edition("2019").table("disclosure")
    assert "2019" in window.desk.banner.about.text()
    for address in edition("2019").addresses:
        window.desk.page.go_to_cell(address)
        assert window.desk.page.current_address() == address


def test_a_bug_is_shown_once_and_the_work_stays(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened()
    shown: list[str] = []
    monkeypatch.setattr(dialogs, "show_bug", lambda parent, trace: shown.append(trace))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    BugCatcher(window).install()
    try:
        raise ZeroDivisionError("broken here")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(shown) == 1
    assert "broken here" in shown[0]
    assert window.session() is not None


def test_recent_files_are_offered_and_those_that_are_gone_forgotten(
    opened: Open, qtbot: QtBot, no_dialogs: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(SAMPLE.read_bytes())
    window = opened(copy)
    assert recent.files() == [copy]
    copy.unlink()
    menu = window.findChild(QMenu, "recent")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(no_dialogs), timeout=20_000)
    assert "找不到" in no_dialogs[0]
    assert recent.files() == []


def test_what_was_said_of_one_step_does_not_stand_over_the_next(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    press(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    for sign in "79":
        qtbot.keyClick(QApplication.focusWidget() or window, sign)
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.statusBar().currentMessage().startswith("已撤销")
    press(qtbot, window, Qt.Key.Key_Delete)
    assert window.statusBar().currentMessage() == ""


def test_of_a_blank_report_it_is_not_said_that_it_balances(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.running, timeout=20_000)
    assert window.desk is not None
    caption = window.desk.strip.findChild(QLabel)
    assert caption is not None
    assert caption.text().startswith("各表尚未填写")
    press(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    window.desk.page.sections["1"].editor.setFocus()
    assert caption.text().startswith("已填各表的勾稽式都平衡，另有表尚未填写")
    press(qtbot, window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    window.desk.page.sections["1"].editor.setFocus()
    assert caption.text().startswith("各表的勾稽式都平衡")
