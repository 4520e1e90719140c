"""A table pasted onto the form as a user does it: copied elsewhere, recognised, previewed, filled in, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.catalog import Table, edition
from gui.paste import PastePreview
from gui.window import MainWindow

Open = Callable[..., MainWindow]
FIRST = "requests.received.natural_person"
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"


def copy_text(words: str) -> None:
    QApplication.clipboard().setText(words)


def copy_page(markup: str, words: str = "") -> None:
    """What a browser, Word or Excel puts on the clipboard: a page, and its text."""
    data = QMimeData()
    data.setHtml(markup)
    data.setText(words)
    QApplication.clipboard().setMimeData(data)


def markup_of(table: Table, numbers: dict[str, str]) -> str:
    lines: dict[int, str] = {}
    for cell in table.layout:
        words = numbers[cell.address] if cell.address else cell.text
        place = f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{words}</td>'
        lines[cell.row] = lines.get(cell.row, "") + place
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines.values())}</table>"


def paste(qtbot: QtBot, window: MainWindow, address: str = FIRST) -> PastePreview | None:
    """Ctrl+V on a cell; the preview if one opened."""
    assert window.desk is not None
    window.desk.page.go_to_cell(address)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return preview(window)


def preview(window: MainWindow) -> PastePreview | None:
    shown = [dialog for dialog in window.findChildren(PastePreview) if dialog.isVisible()]
    return shown[0] if shown else None


def press(qtbot: QtBot, dialog: PastePreview, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_whole_table_from_a_page_is_previewed_and_filled_in_as_one_step(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    session = window.desk.session
    before = session.report
    table = edition().table("requests")
    numbers = {address: str(at) for at, address in enumerate(table.addresses)}
    copy_page(markup_of(table, numbers))
    dialog = paste(qtbot, window)
    assert dialog is not None
    assert "表三《收到和处理政府信息公开申请情况》" in dialog.summary.text()
    assert "读到 175 格" in dialog.summary.text()
    listed = {
        dialog.changes.item(row, 0).data(Qt.ItemDataRole.UserRole): (
            dialog.changes.item(row, 1).text(),
            dialog.changes.item(row, 2).text(),
        )
        for row in range(dialog.changes.rowCount())
    }
    assert listed == {a: (before.cells[a].shown, n) for a, n in numbers.items() if before.cells[a].shown != n}
    assert session.report is before
    press(qtbot, dialog, "fill")
    assert {a: session.report.cells[a].shown for a in numbers} == numbers
    assert window.actions_by_id["undo"].text() == f"撤销粘贴表三（{len(listed)} 格）"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report == before


def test_cancelling_changes_nothing(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    before = window.desk.session.report
    copy_text(f"{RECEIVED}\t9\t9\t9\t9\t9\t9\t54\n")
    dialog = paste(qtbot, window)
    assert dialog is not None
    press(qtbot, dialog, "cancel")
    assert window.desk.session.report is before
    assert not window.isWindowModified()


def test_rows_with_labels_go_to_their_rows_wherever_the_current_cell_is(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    copy_text(f"{CARRIED_IN}\t5\t0\t0\t0\t0\t0\t5\n")
    dialog = paste(qtbot, window, "disputes.review.upheld")
    assert dialog is not None
    press(qtbot, dialog, "fill")
    assert window.desk.session.report.cells["requests.carried_in.natural_person"].value == 5
    assert window.desk.page.current_address() == "requests.carried_in.natural_person"


def test_a_block_of_numbers_still_goes_straight_into_the_cells(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    copy_text("7\t8\n9\t6\n")
    assert paste(qtbot, window) is None
    cells = window.desk.session.report.cells
    assert [cells[a].value for a in (FIRST, "requests.carried_in.business")] == [7, 6]


def test_numbers_of_a_whole_table_are_taken_for_it_even_at_the_wrong_cell(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    block = "\n".join("\t".join(str(row) for _ in range(7)) for row in range(25))
    copy_text(block)
    dialog = paste(qtbot, window, "requests.granted.business")
    assert dialog is not None
    assert "按行列数认作表三" in dialog.summary.text()


def test_a_chosen_change_is_shown_in_the_form(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    copy_text(f"{CARRIED_IN}\t5\t0\t0\t0\t0\t0\t5\n")
    dialog = paste(qtbot, window)
    assert dialog is not None
    # the first one from the start, without a click
    assert dialog.forms["requests"].isVisible()
    assert dialog.forms["requests"].current_address() == dialog.changes.item(0, 0).data(Qt.ItemDataRole.UserRole)
    place = dialog.changes.visualItemRect(dialog.changes.item(0, 0)).center()
    qtbot.mouseClick(dialog.changes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.forms["requests"].current_address() == dialog.changes.item(0, 0).data(Qt.ItemDataRole.UserRole)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("姓名\t年龄\n张三\t30", "没有认出三张统计表"),
        ("", "没有可粘贴的表格"),
        ("第二十条第（一）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t1\t2", ""),
    ],
)
def test_the_action_says_why_nothing_was_recognised(opened: Open, qtbot: QtBot, words: str, said: str) -> None:
    window = opened()
    assert window.desk is not None
    before = window.desk.session.report
    QApplication.clipboard().clear()
    if words:
        copy_text(words)
    window.actions_by_id["paste_table"].trigger()
    assert said in window.statusBar().currentMessage()
    assert window.desk.session.report is before


def test_the_same_table_again_needs_no_preview(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    table = edition().table("disputes")
    cells = window.desk.session.report.cells
    copy_page(markup_of(table, {address: cells[address].shown for address in table.addresses}))
    window.actions_by_id["paste_table"].trigger()
    assert preview(window) is None
    assert "没有需要填入的" in window.statusBar().currentMessage()


def test_numbers_that_found_no_cell_are_listed(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    copy_text(f"{RECEIVED}\t3\t1\n{CARRIED_IN}\t5\t0\t0\t0\t0\t0\t5\n")
    window.actions_by_id["paste_table"].trigger()
    dialog = preview(window)
    assert dialog is not None
    assert dialog.left_out.count() == 1
    assert "本年新收" in dialog.left_out.item(0).text()


def test_a_page_counts_before_a_text_that_says_less(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    before = window.desk.session.report
    table = edition().table("requests")
    copy_page(f"<h1>年度报告</h1>{markup_of(table, dict.fromkeys(table.addresses, '7'))}", "x")
    dialog = paste(qtbot, window)
    assert dialog is not None
    assert window.desk.session.report == before
    press(qtbot, dialog, "cancel")


def test_one_cell_of_a_spreadsheet_is_pasted_as_it_stands(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    copy_page("<table><tr><td>8</td></tr></table>", "8\n")
    assert paste(qtbot, window) is None
    assert window.desk.session.report.cells[FIRST].value == 8
