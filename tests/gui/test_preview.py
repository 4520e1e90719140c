"""The preview as a user sees it: current after typing, marked as old before, a click goes to what is printed there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.session import SetCells
from gui.preview import PreviewPanel
from gui.window import MainWindow

Open = Callable[..., MainWindow]
CELL = "requests.received.natural_person"
WAIT = 20_000


@pytest.fixture
def shown(opened: Open, qtbot: QtBot) -> tuple[MainWindow, PreviewPanel]:
    window = opened()
    assert window.desk is not None
    window.desk.docks["preview"].raise_()
    panel = window.desk.preview
    assert panel is not None
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
    return window, panel


def click(qtbot: QtBot, panel: PreviewPanel, place: str, by: QPoint) -> None:
    spot = next(spot for spot in panel.sheet.pages.spots if spot.place == place)
    qtbot.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, pos=panel.sheet.point_of(spot) + by)


def test_nothing_is_made_before_the_pane_is_seen(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    window.desk.page.go_to_cell(CELL)
    qtbot.wait(500)
    assert window.desk.preview is None


def test_the_part_that_was_worked_on_is_shown_first(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    window.desk.page.go_to_cell(CELL)
    window.desk.docks["preview"].raise_()
    panel = window.desk.preview
    assert panel is not None
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
    assert panel.area.verticalScrollBar().value() > 0


def test_a_pane_of_its_own_window_is_filled(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    desk = window.desk
    assert desk is not None
    desk.docks["preview"].setFloating(True)
    qtbot.waitUntil(lambda: desk.preview is not None and desk.preview.current, timeout=WAIT)


def test_pages_follow_what_is_typed_and_are_old_until_then(
    shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot
) -> None:
    window, panel = shown
    before = panel.sheet.pages.images
    assert len(before) >= 3
    assert panel.where.text().startswith("第 1 页，共")
    assert window.desk is not None
    window.desk.page.go_to_cell(CELL)
    for key in "88":
        qtbot.keyClick(QApplication.focusWidget() or window, key)
    assert not panel.current
    assert "正在更新" in panel.where.text()
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
    assert panel.sheet.pages.images != before


def test_the_page_of_the_part_is_shown(shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot) -> None:
    window, panel = shown
    assert window.desk is not None
    window.desk.outline.chosen.emit("5")
    spot = next(spot for spot in panel.sheet.pages.spots if spot.place == "5")
    top = panel.area.verticalScrollBar().value()
    assert 0 <= panel.sheet.point_of(spot).y() - top < panel.area.viewport().height()


def test_a_click_goes_to_the_cell_and_to_the_paragraph(shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot) -> None:
    window, panel = shown
    assert window.desk is not None
    for address in ("requests.granted.total", "disclosure.licensing.decisions", "disputes.review.upheld"):
        click(qtbot, panel, address, QPoint(1, 3))
        assert window.desk.page.current_address() == address
    spot = next(spot for spot in panel.sheet.pages.spots if spot.place.startswith("5:"))
    click(qtbot, panel, spot.place, QPoint(40, 6))
    assert window.desk.page.sections["5"].editor.hasFocus()
    assert window.desk.page.sections["5"].editor.textCursor().position() == int(spot.place.partition(":")[2])


def test_the_review_copy_can_be_previewed(shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot) -> None:
    _, panel = shown
    pages = len(panel.sheet.pages.images)
    qtbot.keyClick(panel.copy, Qt.Key.Key_Down)
    assert not panel.current
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
    assert len(panel.sheet.pages.images) > pages


def test_zoom_makes_pages_larger(shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot) -> None:
    _, panel = shown
    width = panel.sheet.width()
    panel.zoom.setCurrentIndex(panel.zoom.findData(150))
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
    assert panel.sheet.width() > width


def test_typing_while_pages_are_set_never_shows_old_ones_as_current(
    shown: tuple[MainWindow, PreviewPanel], qtbot: QtBot
) -> None:
    window, panel = shown
    session = window.session()
    assert session is not None
    for number in range(5):
        session.do(SetCells({CELL: str(number)}))
        assert not panel.current
        qtbot.wait(60)
    qtbot.waitUntil(lambda: panel.current, timeout=WAIT)
