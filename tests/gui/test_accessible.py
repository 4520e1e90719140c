"""Everything that can have the keys has a name to be heard, and so has every cell, with its place, value and state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from core.session import SetCells
from gui.window import MainWindow

Open = Callable[..., MainWindow]


def nameless(top: QWidget) -> list[str]:
    """What could have the keys and would be announced by nothing."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox)
        parents = [widget.parent(), *([widget.parent().parent()] if widget.parent() else [])]
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or any(isinstance(p, QComboBox) for p in parents):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def settings_dialog(window: MainWindow) -> QWidget:
    from gui.settings import SettingsDialog

    return SettingsDialog(window.preferences.settings, window)


def letter_dialog(window: MainWindow) -> QWidget:
    from gui.letter import LetterDialog

    return LetterDialog("某县人民政府办公室", window)


def help_window(window: MainWindow) -> QWidget:
    from gui.help import HelpWindow

    return HelpWindow(window.preferences.rules, window)


def batch(window: MainWindow) -> QWidget:
    from gui.several import Batch

    return Batch(window.preferences.rules, window)


def test_the_start_page_can_be_heard(window: MainWindow) -> None:
    assert nameless(window) == []


def test_the_desk_can_be_heard(opened: Open) -> None:
    window = opened()
    assert window.desk is not None
    window.desk.find_bar.open()
    window.desk.findings.next()
    assert nameless(window) == []


@pytest.mark.parametrize("make", [settings_dialog, letter_dialog, help_window, batch])
def test_dialogs_can_be_heard(window: MainWindow, qtbot: QtBot, make: Callable[[MainWindow], QWidget]) -> None:
    dialog = make(window)
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


def cell_interface(window: MainWindow, address: str) -> tuple[str, str, str, str]:
    """Name, description, and the names of its row and of its column."""
    assert window.desk is not None
    table = window.desk.page.sections["3"].table
    assert table is not None
    whole = QAccessible.queryAccessibleInterface(table)
    assert whole.role() == QAccessible.Role.Table
    assert whole.text(QAccessible.Text.Name) == "表三 收到和处理政府信息公开申请情况"
    index = table.form_model.index_of(address)
    # Qt counts the two headers, that are not shown, as a row and a column of their own
    columns = table.form_model.columnCount() + 1
    cell = whole.child((index.row() + 1) * columns + index.column() + 1)
    assert cell.role() == QAccessible.Role.Cell
    place = cell.tableCellInterface()
    assert (place.rowIndex(), place.columnIndex()) == (index.row(), index.column())
    row, column = place.rowHeaderCells()[0], place.columnHeaderCells()[0]
    name = QAccessible.Text.Name
    return cell.text(name), cell.text(QAccessible.Text.Description), row.text(name), column.text(name)


def test_a_cell_says_table_row_column_and_value(opened: Open) -> None:
    name, description, row, column = cell_interface(opened(), "requests.received.business")
    assert name == "表三 本年新收 商业企业 1"
    assert description == ""
    assert row == "一、本年新收政府信息公开申请数量"
    assert column.endswith("商业企业")


def test_a_cell_with_a_fault_says_so_and_what_was_found(opened: Open) -> None:
    window = opened()
    assert window.desk is not None
    window.desk.session.do(SetCells({"requests.granted.natural_person": "9"}))
    name, description, row, column = cell_interface(window, "requests.granted.natural_person")
    assert name.startswith("表三 予以公开 自然人 9 错误")
    assert "改前" in name or "原" in name
    assert description.startswith("错误")
    assert "不平" in description
    assert row.endswith("（一）予以公开")
    assert column == "自然人"
