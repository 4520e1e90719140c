"""The panes round the form: moved, floated, closed, remembered, and put back; the sheet made larger and smaller."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from core.files import resource
from gui.docks import PaneTitle
from gui.window import MainWindow

Open = Callable[..., MainWindow]


def docks(window: MainWindow) -> dict[str, QDockWidget]:
    assert window.desk is not None
    return window.desk.docks


def test_panes_can_be_moved_floated_and_closed(opened: Open) -> None:
    features = QDockWidget.DockWidgetFeature
    wanted = features.DockWidgetMovable | features.DockWidgetFloatable | features.DockWidgetClosable
    assert all(dock.features() & wanted == wanted for dock in docks(opened()).values())


def test_a_pane_among_tabs_has_no_title_of_its_own(opened: Open) -> None:
    panes = docks(opened())
    heights = {name: dock.titleBarWidget().sizeHint().height() for name, dock in panes.items()}
    assert heights["findings"] == heights["source"] == 0
    assert heights["outline"] > 0


def test_a_double_click_on_the_title_floats_a_pane_and_the_button_puts_it_back(opened: Open, qtbot: QtBot) -> None:
    outline = docks(opened())["outline"]
    title = outline.titleBarWidget()
    assert isinstance(title, PaneTitle)
    qtbot.mouseDClick(title, Qt.MouseButton.LeftButton, pos=title.rect().center())
    assert outline.isFloating()
    qtbot.mouseClick(title.float_button, Qt.MouseButton.LeftButton)
    assert not outline.isFloating()


def test_a_closed_pane_stays_closed_when_another_report_is_opened(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    title = docks(window)["outline"].titleBarWidget()
    assert isinstance(title, PaneTitle)
    qtbot.mouseClick(title.close_button, Qt.MouseButton.LeftButton)
    opened()
    assert docks(window)["outline"].isHidden()


def test_the_default_layout_comes_back(opened: Open) -> None:
    window = opened()
    panes = docks(window)
    area = Qt.DockWidgetArea
    window.addDockWidget(area.LeftDockWidgetArea, panes["preview"])
    panes["findings"].setFloating(True)
    panes["outline"].close()
    window.actions_by_id["restore_layout"].trigger()
    assert not panes["outline"].isHidden()
    assert not panes["findings"].isFloating()
    assert window.dockWidgetArea(panes["preview"]) == area.RightDockWidgetArea
    assert set(window.tabifiedDockWidgets(panes["findings"])) == {panes["source"], panes["preview"], panes["notices"]}
    assert panes["comparison"].isHidden()


def test_the_layout_is_there_again_after_a_restart(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks(window)["notices"])
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.resize(1366, 768)
    again.show()
    again.documents.open_sample()
    qtbot.waitUntil(lambda: again.desk is not None, timeout=20_000)
    assert again.dockWidgetArea(docks(again)["notices"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    again.close()


def test_the_form_never_needs_to_be_scrolled_sideways(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    for width, height in ((1366, 768), (960, 540), (683, 384)):
        window.resize(width, height)
        qtbot.wait(20)
        assert window.width() == width
        page = window.desk.page
        assert page.widget().width() <= page.viewport().width()


def test_ctrl_and_wheel_or_plus_enlarge_the_sheet_and_ctrl_alt_0_puts_it_back(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    page = window.desk.page
    table, editor = page.sections["3"].table, page.sections["1"].editor
    assert table is not None
    usual = editor.font().pointSizeF(), table.form_delegate.painter.font.pointSizeF()
    page.setFocus()
    page.go_to_part("1")
    qtbot.keyClick(page, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert editor.font().pointSizeF() == pytest.approx(usual[0] * 1.1)
    over = QPointF(editor.mapTo(window, editor.rect().center()))
    QTest.wheelEvent(window.windowHandle(), over, QPoint(0, 120), QPoint(), Qt.KeyboardModifier.ControlModifier)
    assert editor.font().pointSizeF() == pytest.approx(usual[0] * 1.25)
    assert table.form_delegate.painter.font.pointSizeF() > usual[1] * 1.2
    qtbot.wait(20)
    assert page.widget().width() <= page.viewport().width()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page, Qt.Key.Key_0, both)
    assert (editor.font().pointSizeF(), table.form_delegate.painter.font.pointSizeF()) == usual


def test_keys_pressed_in_a_floating_pane_lead_out_of_it_and_back(opened: Open, qtbot: QtBot) -> None:
    window = opened(resource("samples", "示例.txt"))
    desk = window.desk
    assert desk is not None
    pane = docks(window)["findings"]
    pane.setFloating(True)
    qtbot.waitExposed(pane)
    pane.activateWindow()
    desk.findings.list.setFocus()
    qtbot.waitUntil(pane.isActiveWindow)
    # while the arrows walk through the list, the keys stay there
    qtbot.keyClick(desk.findings.list, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is desk.findings.list
    # a command is typed where the list of commands is, and Esc leads back
    window.actions_by_id["commands"].trigger()
    assert window.commands is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.commands.words)
    qtbot.keyClick(window.commands.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.findings.list)
    # F8 goes to the place itself, where the right words are typed
    window.actions_by_id["next"].trigger()
    qtbot.waitUntil(window.isActiveWindow)
    assert desk.page.isAncestorOf(QApplication.focusWidget())
    # F6 goes into the pane wherever it floats
    window.actions_by_id["next_pane"].trigger()
    window.actions_by_id["next_pane"].trigger()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.findings.list)


@pytest.mark.parametrize(("width", "least", "most"), [(1366, 320, 340), (1920, 450, 520)])
def test_a_large_screen_gives_its_width_to_source_and_preview(
    window: MainWindow, opened: Open, qtbot: QtBot, width: int, least: int, most: int
) -> None:
    window.resize(width, 1000)
    qtbot.waitUntil(lambda: window.width() == width)
    opened()
    qtbot.waitUntil(lambda: least <= docks(window)["findings"].width() <= most)
