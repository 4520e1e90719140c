"""The help as a user looks things up in it: F1, the list, the search."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from core.files import resource
from core.rules import builtin
from core.texts import text
from gui.actions import ACTIONS, written
from gui.help import HelpWindow, keys_page, topics
from gui.window import MainWindow

TOPICS = topics(builtin)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_page_has_words_and_its_pictures_exist(topic: object) -> None:
    words = topic.words()  # type: ignore[attr-defined]
    assert words.startswith("# ")
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", words):
        assert resource("help", picture).is_file()
    document = QTextDocument()
    document.setMarkdown(words)
    assert len(document.toPlainText()) > 100


def test_every_written_page_is_in_the_list() -> None:
    written = {path.read_text(encoding="utf-8") for path in resource("help").glob("*.md")}
    assert written <= {topic.words() for topic in TOPICS}


def test_every_key_of_the_window_is_listed() -> None:
    page = keys_page()
    for spec in ACTIONS:
        assert all(written(keys) in page for keys in spec.shortcuts)


def test_f1_opens_the_help_and_the_search_finds_a_word(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_window = window.findChild(HelpWindow)
    assert help_window is not None
    assert help_window.isVisible()
    help_window.search.insert("审核意见")  # an input method hands Chinese over; keys cannot
    shown = [help_window.list.item(row) for row in range(help_window.list.count())]
    hidden = [item.text() for item in shown if item.isHidden()]
    assert text("help.keys") in hidden
    assert "审核稿和审核意见" not in hidden
    assert help_window.page.textCursor().selectedText() == "审核意见"
    assert len(help_window.page.extraSelections()) >= 1
    help_window.search.clear()
    assert not any(help_window.list.item(row).isHidden() for row in range(help_window.list.count()))


def test_a_word_that_is_nowhere_is_said_to_be_nowhere(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(HelpWindow)
    assert shown is not None
    qtbot.keyClicks(shown.search, "qwerty")
    assert shown.found.text() == "没有找到相关内容"
    shown.search.clear()
    assert shown.found.text() == ""


def test_a_picture_is_scaled_to_the_page_beforehand(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_window = window.findChild(HelpWindow)
    assert help_window is not None
    kind = QTextDocument.ResourceType.ImageResource
    for name, width in (("窗口.png", 700), ("问题清单.png", 420)):
        picture = help_window.page.document().resource(kind, QUrl(name))
        assert picture.width() / picture.devicePixelRatio() == pytest.approx(width, abs=1)


def test_pictures_are_no_wider_than_a_small_window(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(HelpWindow)
    assert shown is not None
    bar = shown.page.horizontalScrollBar()
    shown.resize(700, 460)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    shown.show_page(text("help.keys"))
    shown.show_page(TOPICS[0].name)
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_no_page_runs_off_the_window(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(HelpWindow)
    assert shown is not None
    bar = shown.page.horizontalScrollBar()
    for topic in TOPICS:
        shown.show_page(topic.name)
        qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_the_catalogue_of_rules_is_the_rules_in_force(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    window.actions_by_id["rules_help"].trigger()
    help_window = window.findChild(HelpWindow)
    assert help_window is not None
    words = help_window.page.toPlainText()
    assert all(rule.title in words for rule in builtin().rules)
