"""A small screen with large text: 1366 × 768 at 150 % leaves 911 × 512, and the form comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from core.files import resource
from gui import dialogs
from gui.fixbutton import FixButton
from gui.form.strip import EquationStrip
from gui.metadata import FieldEdit
from gui.window import MainWindow
from tests.gui.test_window import press

Open = Callable[..., MainWindow]
ROW_AND_HEADS = 150
"""Pixels in which a table's heads and a few of its rows can be read."""


@pytest.fixture
def low(window: MainWindow, opened: Open, qtbot: QtBot) -> MainWindow:
    window.resize(911, 512)
    qtbot.waitUntil(lambda: window.height() == 512)
    return opened(resource("samples", "示例.txt"))


def shown_rows(strip: EquationStrip) -> tuple[int, bool]:
    """How many equations are seen whole, and whether one is cut."""
    listed = strip.findChild(QListWidget)
    assert listed is not None
    if not listed.isVisible():
        return 0, False
    room, row = listed.viewport().height(), listed.sizeHintForRow(0)
    return room // row, room % row != 0


@pytest.mark.parametrize("height", [400, 440, 512, 600, 768])
def test_no_equation_is_cut_at_any_height(opened: Open, qtbot: QtBot, height: int) -> None:
    window = opened()
    window.resize(911, height)
    qtbot.waitUntil(lambda: window.height() == height)
    assert window.desk is not None
    press(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert not shown_rows(window.desk.strip)[1]


def test_the_form_keeps_room_beside_the_comparison(
    low: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert low.desk is not None
    monkeypatch.setattr(dialogs, "choose_previous", lambda *_: resource("samples", "示例.txt"))
    low.desk.practice.begin()
    low.actions_by_id["compare"].trigger()
    qtbot.waitUntil(lambda: low.desk is not None and low.desk.comparison_dock.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: low.desk is not None and low.desk.strip.folded)
    qtbot.waitUntil(lambda: low.desk is not None and low.desk.page.height() >= ROW_AND_HEADS)
    press(qtbot, low, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(50)
    strip = low.desk.strip
    assert shown_rows(strip) == (0, False)
    # the caption says what the folded lines would
    label = strip.childAt(QPoint(20, 10))
    assert label is not None
    assert "5 + 1 = 5 + 1" in label.toolTip()
    # F6 passes over what cannot be seen
    seen = []
    for _ in range(8):
        press(qtbot, low, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert all(widget is not None and widget.isVisible() and not strip.isAncestorOf(widget) for widget in seen)


def test_the_practice_takes_one_line_and_says_the_rest_when_pointed_at(low: MainWindow, qtbot: QtBot) -> None:
    assert low.desk is not None
    bar = low.desk.practice
    bar.begin()
    tall = bar.height()
    low.resize(911, 380)
    qtbot.waitUntil(lambda: bar.hint.text().endswith("…"))
    qtbot.waitUntil(lambda: bar.height() < tall)
    assert bar.hint.toolTip().startswith("按 F8 到第一处问题")
    low.resize(1366, 768)
    qtbot.waitUntil(lambda: bar.hint.text() == bar.hint.accessibleName())


def test_title_and_dates_are_seen_whole(low: MainWindow, qtbot: QtBot) -> None:
    assert low.desk is not None
    fields = {section.name: section for section in low.desk.page.findChildren(FieldEdit)}
    for name in ("title", "published"):
        field = fields[name]
        assert field.text()
        assert field.fontMetrics().horizontalAdvance(field.text()) < field.width() - 8, name
    small = fields["title"].font().pointSizeF()
    low.resize(1920, 1080)
    qtbot.waitUntil(lambda: fields["title"].font().pointSizeF() > small)
    # words typed to the end of a long title make it smaller, and are seen
    fields["title"].setFocus()
    qtbot.keyClicks(fields["title"], "x" * 60)
    assert fields["title"].fontMetrics().horizontalAdvance(fields["title"].text()) < fields["title"].width() - 8


def test_the_chosen_finding_and_its_fix_are_seen_while_it_is_decided(low: MainWindow, qtbot: QtBot) -> None:
    assert low.desk is not None
    panel = low.desk.findings
    for _ in range(3):
        press(qtbot, low, Qt.Key.Key_F8)
    press(qtbot, low, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    QTest.qWait(50)
    row = panel.list.visualRect(panel.list.currentIndex())
    assert 0 <= row.top() < panel.list.viewport().height()
    press(qtbot, low, Qt.Key.Key_Escape)
    low.resize(911, 420)
    QTest.qWait(50)
    for button in panel.details.buttons:
        assert button.height() >= button.heightForWidth(button.width())


def test_no_line_of_a_fix_begins_with_a_comma(qtbot: QtBot) -> None:
    words = "将“予以公开·自然人”由 2 改为 3（只改这一格，相关 2 个算式全部平衡；疑为按错相邻键）"
    parent = QWidget()
    qtbot.addWidget(parent)
    button = FixButton(words, parent)
    for width in range(140, 400, 7):
        layout = QTextLayout(words, button.font())
        layout.setTextOption(button.laid_out(width).textOption())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(button.laid_out(width).textWidth())
            assert words[line.textStart()] not in "，；。）”", width
        layout.endLayout()
