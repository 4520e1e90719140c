"""Nothing is lost: unsaved work is kept aside, offered after a kill, and other writers of the file are noticed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import files, journal
from core.files import resource
from core.model import BLANK
from core.pipeline import keep, load
from core.session import Origin
from gui import dialogs
from gui.dialogs import Answer, Recovery
from gui.keeper import PAUSE, left_behind
from gui.window import MainWindow

Open = Callable[..., MainWindow]
CELL = "requests.received.natural_person"


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "财政局.txt"
    path.write_bytes(resource("samples", "示例.txt").read_bytes())
    return path


@pytest.fixture
def work_file(report_file: Path) -> Path:
    loaded = load(report_file)
    path = report_file.with_suffix(".nianbao")
    keep(path, loaded.report, loaded.origin)
    return path


def type_into_cell(window: MainWindow, qtbot: QtBot, words: str) -> None:
    assert window.desk is not None
    window.desk.page.go_to_cell(CELL)
    for letter in (*words, "\r"):
        # the first opens an editor, which has the keys from then on
        qtbot.keyClick(QApplication.focusWidget() or window, letter)


def test_typing_is_kept_aside_and_saving_ends_it(
    opened: Open, qtbot: QtBot, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(report_file)
    type_into_cell(window, qtbot, "77")
    qtbot.waitUntil(lambda: len(journal.entries()) == 1, timeout=PAUSE + 5000)
    (entry,) = journal.entries()
    assert journal.recover(entry).report.cells[CELL].value == 77
    qtbot.waitUntil(lambda: "已自动暂存" in window._saved.text())
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: report_file.with_suffix(".nianbao"))
    window.actions_by_id["save"].trigger()
    assert journal.entries() == ()
    assert window._saved.text() == "已保存"


def test_undo_back_to_the_start_leaves_nothing_to_recover(opened: Open, qtbot: QtBot, report_file: Path) -> None:
    window = opened(report_file)
    type_into_cell(window, qtbot, "77")
    qtbot.waitUntil(lambda: len(journal.entries()) == 1, timeout=PAUSE + 5000)
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: journal.entries() == ())


KILLED = """
    import sys, time
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from core import journal
    from core.session import SetCells
    from gui.app import prepare
    from gui.window import MainWindow
    application = prepare()
    window = MainWindow()
    window.show()
    window.documents.open(Path(sys.argv[1]))
    number = iter(range(1, 10**6))
    def edit():
        if window.session() is not None:
            window.session().do(SetCells({"requests.received.natural_person": str(next(number))}))
            window.keeper.write()
            if journal.entries():
                print("kept", flush=True)
    timer = QTimer(interval=5)
    timer.timeout.connect(edit)
    timer.start()
    application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed by signal there")
def test_work_survives_a_kill_in_the_middle_of_writing(
    window: MainWindow, qtbot: QtBot, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(report_file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    assert left_behind() == []  # that window still runs
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    asked: list[list[tuple[str, str]]] = []

    def recover(_: object, works: list[tuple[str, str]]) -> tuple[Recovery, int]:
        asked.append(works)
        return Recovery.RECOVER, 0

    monkeypatch.setattr(dialogs, "ask_recovery", recover)
    assert window.offer_recovery()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert "财政局.txt" in asked[0][0][0]
    session = window.session()
    assert session is not None
    assert session.report.cells[CELL].value >= 1
    assert session.dirty
    assert window.documents.path == report_file
    # it stays until it is saved
    assert len(journal.entries()) == 1
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: report_file.with_suffix(".nianbao"))
    window.actions_by_id["save"].trigger()
    assert journal.entries() == ()


def test_unsaved_work_may_be_given_up_or_left_for_later(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, report_file: Path
) -> None:
    loaded = load(report_file)
    journal.write(journal.new_entry("甲", None, None), window.documents.work_of(_session(loaded)))
    answers = iter([(Recovery.LATER, 0), (Recovery.DISCARD, 0)])
    monkeypatch.setattr(dialogs, "ask_recovery", lambda *_: next(answers))
    assert not window.offer_recovery()
    assert len(journal.entries()) == 1
    assert not window.offer_recovery()
    assert journal.entries() == ()


def _session(loaded: object) -> object:
    from core.session import Session

    return Session(loaded.report, loaded.origin)  # type: ignore[attr-defined]


def test_a_full_disk_is_said_and_the_work_stays(
    opened: Open, qtbot: QtBot, work_file: Path, monkeypatch: pytest.MonkeyPatch, no_dialogs: list[str]
) -> None:
    window = opened(work_file)
    type_into_cell(window, qtbot, "77")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = work_file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        window.actions_by_id["save"].trigger()
        assert "磁盘" in no_dialogs[0]
        assert window._saved.text() == "✗ 保存未成功"
        assert work_file.read_bytes() == before
        window.keeper.write()
        qtbot.waitUntil(lambda: window._aside_trouble != "")
    window.actions_by_id["save"].trigger()
    assert window._saved.text() == "已保存"
    assert load(work_file).report.cells[CELL].value == 77


def test_a_file_written_by_someone_else_is_not_overwritten_unasked(
    opened: Open, qtbot: QtBot, work_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(work_file)
    type_into_cell(window, qtbot, "77")
    other = load(work_file)
    keep(work_file, other.report.with_cells({CELL: BLANK}), Origin("x", b"x", other.report))
    theirs = work_file.read_bytes()
    answers = iter([Answer.CANCEL, Answer.SAVE])
    monkeypatch.setattr(dialogs, "ask_changed_elsewhere", lambda *_: next(answers))
    window.actions_by_id["save"].trigger()
    assert work_file.read_bytes() == theirs
    window.actions_by_id["save"].trigger()
    assert load(work_file).report.cells[CELL].value == 77


def test_a_file_open_in_another_window_is_noticed(
    opened: Open, qtbot: QtBot, work_file: Path, own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(work_file)
    (lock,) = (own_settings / "recovery").glob("open-*.lock")
    second = QLockFile(str(lock))
    assert not second.tryLock(0)
    window.documents.release()
    assert second.tryLock(0)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_open_elsewhere", lambda _, name: bool(asked.append(name)))
    window.documents.open(work_file)
    assert asked == [work_file.name]
    assert not window.jobs.running
