"""The settings as a user changes them: a rule switched off, dark colours, import and export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core import settings as kept
from core.model import Severity
from core.settings import DEFAULT, Settings
from gui import chrome, dialogs
from gui.settings import PAGES, FontsPage, RulesPage, SettingsDialog
from gui.style import colours
from gui.window import MainWindow

Open = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def light_again() -> Iterator[None]:
    yield
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    chrome.dress(application)


def subject(dialog: SettingsDialog, name: str) -> None:
    dialog.subjects.setCurrentRow([page for page, _ in PAGES].index(name))


def push(qtbot: QtBot, dialog: SettingsDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, f"settings_{name}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def with_dialog(window: MainWindow, work: Callable[[SettingsDialog], None]) -> None:
    """Open the settings by their key and do something in the dialog."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        work(dialog)

    QTimer.singleShot(0, window, go)
    window.actions_by_id["settings"].trigger()


def test_a_rule_is_switched_off_and_its_findings_go(opened: Open, qtbot: QtBot, own_settings: Path) -> None:
    window = opened()
    session = window.session()
    assert session is not None
    gone = session.judgement.findings[0].rule

    def work(dialog: SettingsDialog) -> None:
        subject(dialog, "rules")
        page = dialog.pages["rules"]
        assert isinstance(page, RulesPage)
        page.item(gone).setCheckState(0, Qt.CheckState.Unchecked)
        push(qtbot, dialog, "accept")

    with_dialog(window, work)
    assert gone not in {finding.rule for finding in session.judgement.findings}
    assert kept.load().settings.rules_off == frozenset({gone})


def test_a_severity_is_changed(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    session = window.session()
    assert session is not None
    rule = session.judgement.findings[0].rule

    def work(dialog: SettingsDialog) -> None:
        subject(dialog, "rules")
        page = dialog.pages["rules"]
        assert isinstance(page, RulesPage)
        box = page.severity_box(rule)
        box.setCurrentIndex(box.findData(Severity.INFO))
        push(qtbot, dialog, "accept")

    with_dialog(window, work)
    assert {f.severity for f in session.judgement.findings if f.rule == rule} == {Severity.INFO}


def test_dark_colours_are_put_on_at_once_and_cancel_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    def dark(button: str) -> Callable[[SettingsDialog], None]:
        def work(dialog: SettingsDialog) -> None:
            subject(dialog, "look")
            box = dialog.pages["look"].theme  # type: ignore[attr-defined]
            box.setCurrentIndex(box.findData("dark"))
            push(qtbot, dialog, button)

        return work

    with_dialog(window, dark("cancel"))
    assert not colours().dark
    with_dialog(window, dark("accept"))
    assert colours().dark


def test_an_open_report_follows_other_colours(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    table = window.desk.page.sections["3"].table
    assert table is not None
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for theme, dark in (("dark", True), ("light", False)):
        chrome.dress(application, theme)
        picture = table.grab().toImage()
        assert (picture.pixelColor(5, 100).lightness() < 100) is dark


def test_settings_go_out_to_a_file_and_come_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "设置.json"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_: path)
    monkeypatch.setattr(dialogs, "choose_file", lambda *_: path)
    dialog = SettingsDialog(Settings(organisation="清溪区政府办公室", autosave=7), window)
    qtbot.addWidget(dialog)
    push(qtbot, dialog, "export")
    push(qtbot, dialog, "defaults")
    assert dialog.chosen() == DEFAULT
    push(qtbot, dialog, "import")
    assert dialog.chosen() == Settings(organisation="清溪区政府办公室", autosave=7)
    subject(dialog, "saving")
    assert dialog.chosen().autosave == 7


def test_a_file_that_holds_no_settings_is_refused(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_dialogs: list[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]", encoding="utf-8")
    monkeypatch.setattr(dialogs, "choose_file", lambda *_: path)
    dialog = SettingsDialog(DEFAULT, window)
    qtbot.addWidget(dialog)
    push(qtbot, dialog, "import")
    assert "导出设置" in no_dialogs[0]


def test_every_page_gives_back_what_it_was_given(window: MainWindow, qtbot: QtBot) -> None:
    given = Settings(
        organisation="清溪区政府办公室",
        signatories=("甲", "乙", "丙"),
        fonts={"body": "Noto Serif SC"},
        rules_off=frozenset({"not-negative", "a-rule-of-a-file-that-is-away"}),
        severities={"requests-balance": Severity.INFO},
        theme="dark",
        scale=125,
        autosave=60,
    )
    dialog = SettingsDialog(given, window)
    qtbot.addWidget(dialog)
    for name, _ in PAGES:
        subject(dialog, name)
    assert dialog.chosen() == given
    fonts = dialog.pages["fonts"]
    assert isinstance(fonts, FontsPage)
    assert "Noto Serif SC" in fonts.boxes["body"].currentText()


def test_a_wrong_local_rule_is_shown_with_its_line(window: MainWindow, qtbot: QtBot, own_settings: Path) -> None:
    (own_settings / "rules").mkdir()
    (own_settings / "rules" / "本区.toml").write_text('[[rules]]\nid = "half"\n', encoding="utf-8")
    dialog = SettingsDialog(DEFAULT, window)
    qtbot.addWidget(dialog)
    subject(dialog, "rules")
    page = dialog.pages["rules"]
    assert isinstance(page, RulesPage)
    assert "本区.toml 第 1 行" in page.problems.text()
    page.filter.insert("新收与结转")
    assert not page.item("requests-balance").isHidden()
    assert page.item("not-negative").isHidden()
