"""Everything that can have the keys has a name to be heard, and so has every cell, with its place, value and state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QScreen
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from core.files import resource
from core.pipeline import load
from core.session import Session, SetCells
from gui.ruletree import RuleTree
from gui.window import MainWindow

Open = Callable[..., MainWindow]
SAMPLE = resource("samples", "示例.txt")


def nameless(top: QWidget) -> list[str]:
    """What could have the keys and would be announced by nothing."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox)
        parents = [widget.parent(), *([widget.parent().parent()] if widget.parent() else [])]
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or any(isinstance(p, QComboBox) for p in parents):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        # of a box to choose from, some systems are told what is chosen in it as its name
        name = widget.accessibleName() if isinstance(widget, QComboBox) else ""
        if not isinstance(widget, QComboBox) and interface is not None:
            name = interface.text(QAccessible.Text.Name)
        if not name.strip():
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


def chooser(window: MainWindow) -> QWidget:
    from gui.several import ReportChooser

    loaded = load(SAMPLE)
    return ReportChooser([loaded, loaded], window)


def paste_preview(window: MainWindow) -> QWidget:
    from gui.paste import PastePreview, preview_of

    session = Session(load(SAMPLE).report)
    mime = QMimeData()
    mime.setText(SAMPLE.read_text(encoding="utf-8"))
    session.do(SetCells({"requests.received.natural_person": "999"}))
    preview = preview_of(session, mime)
    assert preview is not None
    return PastePreview(preview, window)


DIALOGS = [settings_dialog, letter_dialog, help_window, batch, chooser, paste_preview]
"""Every dialog of the program's own."""


def test_the_start_page_can_be_heard(window: MainWindow) -> None:
    assert nameless(window) == []


def test_the_desk_can_be_heard(opened: Open) -> None:
    window = opened()
    assert window.desk is not None
    window.desk.find_bar.open()
    window.desk.findings.next()
    assert nameless(window) == []


@pytest.mark.parametrize("make", DIALOGS)
def test_dialogs_can_be_heard(window: MainWindow, qtbot: QtBot, make: Callable[[MainWindow], QWidget]) -> None:
    dialog = make(window)
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


SMALL = QSize(911, 512)
"""A screen of 1366 × 768 with everything half as large again."""


@pytest.mark.parametrize("make", DIALOGS)
def test_dialogs_fit_a_small_screen(
    window: MainWindow, qtbot: QtBot, make: Callable[[MainWindow], QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(QPoint(), SMALL))
    dialog = make(window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.size().boundedTo(SMALL) == dialog.size()


def stops(dialog: QWidget, qtbot: QtBot) -> list[QWidget]:
    """What Tab comes by, from where the keys are at first, once round."""
    found: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in found:
        found.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    return found


@pytest.mark.parametrize("make", DIALOGS)
@pytest.mark.parametrize("subject", range(5))
def test_tab_leads_through_a_dialog_from_top_to_bottom(
    window: MainWindow, qtbot: QtBot, make: Callable[[MainWindow], QWidget], subject: int
) -> None:
    dialog = make(window)
    qtbot.addWidget(dialog)
    if make is settings_dialog:
        listed = dialog.findChild(QListWidget)
        assert listed is not None
        listed.setCurrentRow(subject)
    elif subject:
        pytest.skip("has one page")
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    found = stops(dialog, qtbot)
    policy = Qt.FocusPolicy.TabFocus
    inside = [w for w in dialog.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.focusPolicy() & policy]
    proxied = [w for w in inside if w.focusProxy() is not None]
    assert [w for w in inside if w not in found and w not in proxied] == []
    # the buttons that end it come last, and a hundred boxes are no hundred stops
    assert isinstance(found[-1], QPushButton | QTextBrowser)
    assert len(found) <= 12


def test_a_severity_is_changed_with_the_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    dialog = settings_dialog(window)
    qtbot.addWidget(dialog)
    listed, tree = dialog.findChild(QListWidget), dialog.findChild(RuleTree)
    assert listed is not None
    assert tree is not None
    listed.setCurrentRow(1)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    item = tree.currentItem()
    box = tree.itemWidget(item, 1)
    assert isinstance(box, QComboBox)
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == f"{item.text(0)}，级别：{box.currentText()}"
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: box.view().isVisible())
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == "存疑"
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole).endswith("级别：存疑")
    qtbot.waitUntil(tree.hasFocus)


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
