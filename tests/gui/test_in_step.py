"""Whatever is chosen, the other places follow: cells, sentences, findings, equations, source, preview, outline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from core.model import PART_NUMBERS
from gui.window import MainWindow
from tests.gui.conftest import SAMPLE

Open = Callable[..., MainWindow]
FAULTY = "requests.granted.natural_person"


def test_a_cell_chooses_its_finding_and_keeps_the_keys(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    desk = window.desk
    assert desk is not None
    desk.page.go_to_cell(FAULTY)
    finding = desk.findings.current()
    assert finding is not None
    assert FAULTY in finding.suspects
    assert desk.page.current_address() == FAULTY
    desk.page.go_to_cell("disclosure.fees.amount")
    assert desk.findings.current() == finding


def test_the_second_finding_of_a_cell_stays_chosen(opened: Open) -> None:
    desk = opened().desk
    assert desk is not None
    desk.findings.next()
    desk.findings.next()
    second = desk.findings.current()
    assert second is not None
    assert FAULTY in second.cells
    assert desk.page.current_address() == FAULTY
    assert second == desk.session.judgement.findings[1]


def test_the_caret_in_faulty_words_chooses_their_finding(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    wanted = next(finding for finding in desk.session.judgement.findings if finding.span)
    editor = desk.page.sections[str(wanted.part)].editor
    editor.setFocus()
    assert wanted.span is not None
    editor.select(wanted.span[0], wanted.span[0])
    assert desk.findings.current() == wanted
    assert editor.hasFocus()


def test_the_outline_names_the_part_of_the_cell_that_was_gone_to(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    desk.page.go_to_cell("requests.received.natural_person")
    qtbot.waitUntil(lambda: desk.outline.currentRow() == PART_NUMBERS.index("3"))


def test_without_a_cell_the_strip_lists_what_does_not_balance_and_leads_there(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    lines = desk.strip.findChild(QListWidget)
    assert len(desk.strip.lines()) == 2
    assert all(line.startswith("✗") for line in desk.strip.lines())
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualItemRect(lines.item(0)).center())
    assert desk.page.current_address() == FAULTY
    assert isinstance(QApplication.focusWidget(), type(desk.page.sections["3"].table))


def test_the_header_of_table_three_stays_while_its_rows_are_scrolled(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    page, table = desk.page, desk.page.sections["3"].table
    assert table is not None
    page.go_to_part("3")
    assert not page.sticky.isVisible()
    page.go_to_cell("requests.not_processed.repeated.natural_person")
    qtbot.waitUntil(page.sticky.isVisible)
    assert page.sticky.form is table
    assert page.sticky.width() == table.width()
    # the same picture as the header itself: the name of the column
    column = table.form_model.index(2, 4)
    place = table.visualRect(column)
    shift = table.rowViewportPosition(1)
    header = table.grab(place).toImage()
    kept = page.sticky.grab(place.translated(0, -shift)).toImage()
    assert header.copy(2, 2, place.width() - 4, place.height() - 4) == kept.copy(
        2, 2, place.width() - 4, place.height() - 4
    )
    page.go_to_part("4")
    assert not page.sticky.isVisible()


def test_the_header_never_covers_the_cell_that_is_current(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    page, table = desk.page, desk.page.sections["3"].table
    assert table is not None
    page.go_to_cell("requests.carried_out.natural_person")
    qtbot.wait(20)
    for _ in range(24):
        qtbot.keyClick(table, Qt.Key.Key_Up)
        qtbot.wait(1)
        rect = table.visualRect(table.currentIndex())
        top = table.viewport().mapTo(page.viewport(), rect.topLeft()).y()
        assert top >= (page.sticky.geometry().bottom() if page.sticky.isVisible() else 0), table.current_address()


def test_the_outline_follows_the_cell_and_the_caret_wherever_they_stand_in_view(opened: Open, qtbot: QtBot) -> None:
    desk = opened().desk
    assert desk is not None
    page = desk.page

    def outlined() -> str:
        return PART_NUMBERS[desk.outline.currentRow()]

    page.go_to_cell("disputes.review.total")
    qtbot.wait(20)
    assert outlined() == "4"
    # a little up: table three has most of the page, but the cell is still in view
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() - 60)
    assert outlined() == "4"
    page.verticalScrollBar().setValue(0)
    assert outlined() == "0"
    page.go_to_cell("disputes.review.total")
    qtbot.wait(20)
    assert outlined() == "4"
    page.go_to_span("5", (0, 0))
    qtbot.wait(20)
    assert outlined() == "5"


def test_a_sentence_that_contradicts_a_table_is_gone_to_and_the_cell_is_lit(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    words = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "报告.txt"
    path.write_text(words.replace("上年结转1件", "上年结转3件"), encoding="utf-8")
    window = opened(path)
    desk = window.desk
    assert desk is not None
    finding = next(f for f in desk.session.judgement.findings if f.span and f.cells)
    cell = (finding.suspects or finding.cells)[0]
    while desk.findings.current() != finding:
        desk.findings.next()
    editor = desk.page.sections[str(finding.part)].editor
    assert editor.textCursor().selectedText() == editor.part_text()[slice(*finding.span or ())]
    assert desk.page.current_address() is None
    window.actions_by_id["other_place"].trigger()
    assert desk.page.current_address() == cell
    window.actions_by_id["other_place"].trigger()
    assert editor.hasFocus()
    # Enter in the list leads into the sentence, a second Enter to the cell
    for in_cell in (False, True, False):
        desk.findings.list.setFocus()
        qtbot.keyClick(desk.findings.list, Qt.Key.Key_Return)
        assert (desk.page.current_address() == cell) is in_cell
        assert editor.hasFocus() is not in_cell
