"""The pane with the source: the current cell is marked there, a click there goes to the cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from core.pipeline import load
from core.session import Session
from gui.source import SourcePanel

SAMPLES = ("resources/samples/示例.txt", "resources/samples/示例.xlsx")


def panel_of(path: str, qtbot: QtBot) -> SourcePanel:
    loaded = load(Path(path))
    panel = SourcePanel(Session(loaded.report, loaded.origin))
    qtbot.addWidget(panel)
    panel.resize(360, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.mark.parametrize("path", SAMPLES)
def test_the_current_cell_is_marked_where_it_stood(path: str, qtbot: QtBot) -> None:
    panel = panel_of(path, qtbot)
    cell = load(Path(path)).report.cells["requests.carried_in.natural_person"]
    panel.mark(cell.where)
    (mark,) = panel.extraSelections()
    assert mark.cursor.selectedText().strip() == cell.text.strip()
    panel.mark(None)
    assert panel.extraSelections() == []


@pytest.mark.parametrize("path", SAMPLES)
def test_a_click_goes_to_the_cell(path: str, qtbot: QtBot) -> None:
    panel = panel_of(path, qtbot)
    address = "requests.carried_in.natural_person"
    panel.mark(load(Path(path)).report.cells[address].where)
    (mark,) = panel.extraSelections()
    cursor = QTextCursor(panel.document())
    cursor.setPosition(mark.cursor.selectionStart())
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=panel.cursorRect(cursor).center())
    assert chosen.args == [address]


def test_a_report_of_no_file_has_no_source(qtbot: QtBot) -> None:
    panel = SourcePanel(Session(load(Path(SAMPLES[0])).report))
    qtbot.addWidget(panel)
    panel.show()
    assert "没有原件" in panel.toPlainText()
