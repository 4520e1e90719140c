"""What is set is what happens: names on letters and copies, fonts, autosave, colours, local rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import journal
from core import settings as kept
from core.export.letter import Letter
from core.session import SetCells
from core.settings import Settings
from gui import chrome, dialogs, printing
from gui import settings as dialog
from gui.style import colours
from gui.window import MainWindow
from tests.gui.test_window import press

Open = Callable[..., MainWindow]
SET = Settings(organisation="清溪区政府办公室", signatories=("王核", "李审", "赵批"))


@pytest.fixture
def reviewing(opened: Open) -> MainWindow:
    window = opened()
    window.preferences.keep(SET)
    return window


def printed(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, action: str) -> bytes:
    """The PDF that would be printed."""
    shown: list[bytes] = []
    monkeypatch.setattr(printing, "show_preview", lambda _, pdf, name: shown.append(pdf))
    window.actions_by_id[action].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    return shown[0]


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return "".join(page.extract_text() for page in document.pages)


def fonts_of(pdf: bytes) -> set[str]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return {char["fontname"].partition("+")[2] for page in document.pages for char in page.chars}


def test_the_letter_is_from_the_organisation(reviewing: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def ask(_: object, office: str) -> Letter | None:
        offered.append(office)
        return None

    monkeypatch.setattr(dialogs, "ask_letter", ask)
    reviewing.actions_by_id["export_letter"].trigger()
    assert offered == ["清溪区政府办公室"]


def test_the_names_stand_on_the_review_copy(
    reviewing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(printed(reviewing, qtbot, monkeypatch, "preview_review"))
    assert all(name in words for name in SET.signatories)


def test_a_chosen_font_is_the_font_of_the_document(
    reviewing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = ("title", "body", "black", "kai", "song")
    for family, other in (("Noto Sans SC", "NotoSerif"), ("Noto Serif SC", "NotoSans")):
        reviewing.preferences.keep(replace(SET, fonts=dict.fromkeys(faces, family)))
        used = fonts_of(printed(reviewing, qtbot, monkeypatch, "preview_clean"))
        assert any(name.startswith(family.replace(" ", "")[:8]) for name in used)
        assert not any(name.startswith(other) for name in used)


def test_the_first_reader_and_the_day_stand_with_a_decision(reviewing: MainWindow, qtbot: QtBot) -> None:
    session = reviewing.session()
    assert session is not None
    press(qtbot, reviewing, Qt.Key.Key_F8)
    press(qtbot, reviewing, Qt.Key.Key_F9)
    (decision,) = session.decisions.values()
    assert (decision.by, decision.on) == ("王核", date.today())
    assert reviewing.desk is not None
    press(qtbot, reviewing, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    reviewing.desk.findings.list.choose(1)
    assert f"王核 {date.today()}" in reviewing.desk.findings.deciding.state.text()


def test_the_review_copy_says_who_decided(reviewing: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    press(qtbot, reviewing, Qt.Key.Key_F8)
    press(qtbot, reviewing, Qt.Key.Key_F9)
    words = words_of(printed(reviewing, qtbot, monkeypatch, "preview_review")).replace("\n", "").replace(" ", "")
    # a row of the table is read line by line across its columns
    assert "（王核" in words
    assert words.count("王核") == 2


def test_nothing_is_kept_aside_where_that_is_switched_off(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    session = window.session()
    assert session is not None
    window.preferences.keep(Settings(autosave=0))
    session.do(SetCells({"requests.received.natural_person": "77"}))
    assert not window.keeper._pause.isActive()
    window.preferences.keep(Settings(autosave=30))
    session.do(SetCells({"requests.received.natural_person": "78"}))
    assert window.keeper._pause.isActive()
    assert window.keeper._limit.interval() == 30_000
    assert journal.entries() == ()


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Sets what the system asks for, dark or light, and tells the program as Qt does."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    hints: QObject = application.styleHints()

    def turn(dark: bool) -> None:
        monkeypatch.setattr(chrome, "_system_is_dark", lambda _: dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)  # type: ignore[attr-defined]

    yield turn
    monkeypatch.undo()
    chrome.dress(application)


def test_colours_follow_the_system_unless_they_were_chosen(window: MainWindow, system: Callable[[bool], None]) -> None:
    system(True)
    assert colours().dark
    system(False)
    assert not colours().dark
    window.preferences.keep(Settings(theme="light"))
    system(True)
    assert not colours().dark


RULE = """
[[rules]]
id = "own-limit"
category = "arithmetic"
severity = "error"
title = "新收不超过一件"
statement = "requests.received.total <= 1"
message = "新收多于一件"
"""


def test_a_changed_local_rule_is_in_force_after_the_settings_are_confirmed(
    opened: Open, own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    session = window.session()
    assert session is not None
    assert "own-limit" not in {finding.rule for finding in session.judgement.findings}
    (own_settings / "rules").mkdir()
    (own_settings / "rules" / "本区.toml").write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(dialog, "ask", lambda parent, settings: settings)
    window.actions_by_id["settings"].trigger()
    assert "own-limit" in {finding.rule for finding in session.judgement.findings}


def test_settings_that_could_not_be_read_are_told_when_the_window_opens(qtbot: QtBot, own_settings: Path) -> None:
    kept.path().write_text('{"schema": 1, "theme": "pink"}', encoding="utf-8")
    window = MainWindow()
    qtbot.addWidget(window)
    assert "theme" in window.statusBar().currentMessage()
    assert "默认值" in window.statusBar().currentMessage()
