"""The letter from the window: asked once, written on another thread, without what was ignored."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from core.decisions import ignored
from core.export.letter import Letter
from gui import dialogs
from gui.letter import LetterDialog
from gui.window import MainWindow


def test_the_letter_is_written_where_it_was_asked(
    opened: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened()
    session = window.session()
    assert session is not None
    session.do(ignored(session.judgement.findings[0], "原件如此"))
    target = tmp_path / "意见.docx"
    proposals: list[Path] = []
    letter = Letter("云山市清溪区人民政府办公室", date(2026, 1, 8), date(2026, 1, 15))
    monkeypatch.setattr(dialogs, "ask_letter", lambda parent, office: letter)
    monkeypatch.setattr(dialogs, "choose_save", lambda *given: proposals.append(given[2]) or target)
    window.actions_by_id["export_letter"].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert "（审核意见）" in proposals[0].name
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(target.read_bytes())).paragraphs]
    assert lines[-2] == "云山市清溪区人民政府办公室"
    assert not any(session.judgement.findings[0].message in line for line in lines)
    assert str(target) in window.statusBar().currentMessage()


def test_giving_up_writes_nothing(opened: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened()
    monkeypatch.setattr(dialogs, "ask_letter", lambda parent, office: None)
    window.actions_by_id["export_letter"].trigger()
    assert not window.jobs.running


def test_the_dialog_leaves_the_day_open_unless_it_is_wanted(qtbot: QtBot) -> None:
    dialog = LetterDialog("清溪区政府办公室")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.letter() == Letter("清溪区政府办公室", date.today(), None)
    qtbot.keyClick(dialog.limited, Qt.Key.Key_Space)
    dialog.day.setDate(QDate(2026, 1, 20))
    assert dialog.letter().reply_by == date(2026, 1, 20)
