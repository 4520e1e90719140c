"""The pane with the source: the current cell is marked there, a click there goes to the cell or the sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from core.export import render
from core.files import resource
from core.model import Cell
from core.pipeline import load
from core.session import Session
from gui.source import SourcePanel
from gui.source.flow import FlowView
from gui.source.pages import PagesView
from gui.source.sheets import SheetsView, letters
from gui.source.text import TextView
from gui.style import colours
from gui.window import MainWindow

SAMPLE, WORKBOOK = resource("samples", "示例.txt"), resource("samples", "示例.xlsx")
CELL = "requests.carried_in.natural_person"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample report in each kind that is shown in its own way."""
    folder = tmp_path_factory.mktemp("files")
    report = load(SAMPLE).report
    made = {"text": SAMPLE, "sheets": WORKBOOK}
    for kind, view in (("pdf", "pages"), ("docx", "document"), ("html", "document_html")):
        path = folder / f"报告.{kind}"
        path.write_bytes(render(report, kind))
        made[view] = path
    return made


def panel_of(path: Path, qtbot: QtBot) -> SourcePanel:
    loaded = load(path)
    panel = SourcePanel(Session(loaded.report, loaded.origin))
    qtbot.addWidget(panel)
    panel.resize(420, 600)
    with qtbot.waitSignal(panel.filled, timeout=20_000):
        panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.mark.parametrize(
    ("name", "shown", "offered"),
    [
        ("text", TextView, ("text",)),
        ("sheets", SheetsView, ("sheets", "text")),
        ("document", FlowView, ("document", "text")),
        ("document_html", FlowView, ("document", "text")),
        ("pages", PagesView, ("pages", "text")),
    ],
)
def test_each_kind_of_file_is_shown_in_its_own_way(
    name: str, shown: type, offered: tuple[str, ...], files: dict[str, Path], qtbot: QtBot
) -> None:
    panel = panel_of(files[name], qtbot)
    assert isinstance(panel.view(), shown)
    assert tuple(kind for kind, button in panel.ways.items() if not button.isHidden()) == offered


def test_the_current_cell_is_marked_in_text(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["text"], qtbot)
    view = panel.view()
    assert isinstance(view, TextView)
    cell = panel._session.report.cells[CELL]
    panel.mark(cell.where)
    (mark,) = view.extraSelections()
    assert mark.cursor.selectedText().strip() == cell.text.strip()
    panel.mark(None)
    assert view.extraSelections() == []


def test_a_click_in_the_text_goes_to_the_cell(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["text"], qtbot)
    view = panel.view()
    assert isinstance(view, TextView)
    panel.mark(panel._session.report.cells[CELL].where)
    (mark,) = view.extraSelections()
    cursor = QTextCursor(view.document())
    cursor.setPosition(mark.cursor.selectionStart())
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert chosen.args == [CELL]


def test_the_current_cell_is_selected_on_its_sheet_and_a_click_goes_back(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["sheets"], qtbot)
    view = panel.view()
    assert isinstance(view, SheetsView)
    cell = panel._session.report.cells[CELL]
    assert cell.where is not None
    panel.mark(cell.where)
    table = view.views[view.currentIndex()]
    assert view.tabText(view.currentIndex()) == cell.where.sheet
    (index,) = table.selectedIndexes()
    assert index.data() == cell.text
    header = table.horizontalHeader().model()
    column = header.headerData(index.column(), Qt.Orientation.Horizontal)
    row = header.headerData(index.row(), Qt.Orientation.Vertical)
    assert f"{column}{row}" == cell.where.cell
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert chosen.args == [CELL]


def test_in_a_narrow_pane_the_label_of_a_row_stands_beside_its_first_number(
    files: dict[str, Path], qtbot: QtBot
) -> None:
    panel = panel_of(files["sheets"], qtbot)
    view = panel.view()
    assert isinstance(view, SheetsView)
    cell = panel._session.report.cells["requests.granted.natural_person"]

    def widest() -> int:
        return max(table.columnWidth(c) for table in view.views for c in range(table.model().columnCount()))

    panel.resize(330, 600)
    qtbot.waitUntil(lambda: view.width() <= 330)
    panel.mark(cell.where)
    table = view.views[view.currentIndex()]
    (index,) = table.selectedIndexes()
    label = index.siblingAtColumn(index.column() - 1)
    seen = table.viewport().rect()
    for place in (index, label):
        assert seen.contains(table.visualRect(place).center())
    # and with room again, the labels take it
    narrow = widest()
    panel.resize(1200, 600)
    qtbot.waitUntil(lambda: widest() > narrow)


def test_a_sheet_keeps_its_merged_cells(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["sheets"], qtbot)
    view = panel.view()
    assert isinstance(view, SheetsView)
    merged = [cell for cell in view.views[-1].model().grid.cells if cell.colspan > 1]  # type: ignore[attr-defined]
    assert merged
    for cell in merged:
        assert view.views[-1].columnSpan(cell.row, cell.column) == cell.colspan


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


@pytest.mark.parametrize("name", ["document", "document_html"])
def test_the_current_cell_is_framed_in_the_document_and_a_click_goes_back(
    name: str, files: dict[str, Path], qtbot: QtBot
) -> None:
    panel = panel_of(files[name], qtbot)
    view = panel.view()
    assert isinstance(view, FlowView)
    cell = panel._session.report.cells[CELL]
    panel.mark(cell.where)
    (mark,) = view.extraSelections()
    assert mark.cursor.selectedText().strip() == cell.text.strip()
    rect = view.marked_rect()
    assert rect is not None
    assert view.viewport().rect().contains(rect.center().toPoint())
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert chosen.args == [CELL]


@pytest.mark.parametrize("name", ["document", "document_html", "pages", "text"])
def test_every_cell_and_paragraph_has_a_place_that_can_be_shown(
    name: str, files: dict[str, Path], qtbot: QtBot
) -> None:
    panel = panel_of(files[name], qtbot)
    report = panel._session.report
    view = panel.view()
    places = {
        FlowView: lambda v: v._spans,
        TextView: lambda v: v._page.spans,
        PagesView: lambda v: v._boxes,
    }[type(view)](view)
    wheres = [cell.where for cell in report.cells.values()]
    wheres += [where for part in report.parts for where in part.wheres]
    assert [where for where in wheres if where not in places] == []


def test_a_page_shows_the_cell_framed_and_a_click_goes_back(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    view = panel.view()
    assert isinstance(view, PagesView)
    panel.mark(panel._session.report.cells[CELL].where)
    (box,) = view.marked()
    rect = view.rect_of(box)
    assert view.viewport().rect().contains(rect.center().toPoint())
    qtbot.waitUntil(lambda: bool(view._pictures), timeout=20_000)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert chosen.args == [CELL]


def test_a_click_on_a_sentence_of_a_page_goes_to_its_paragraph(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    view = panel.view()
    assert isinstance(view, PagesView)
    panel.mark(panel._session.report.part("5").wheres[0])
    rect = view.rect_of(view.marked()[0])
    with qtbot.waitSignal(panel.sentence) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert chosen.args == ["5", 0]


def test_a_paragraph_wider_than_the_pane_is_shown_from_its_beginning(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    view = panel.view()
    assert isinstance(view, PagesView)
    view.set_scale(1.2)
    panel.mark(panel._session.report.part("0").wheres[0])
    rect = view.rect_of(view.marked()[0])
    assert rect.width() > view.viewport().width()
    assert 0 <= rect.left() < 40


def test_pages_grow_and_shrink_around_the_middle(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    view = panel.view()
    assert isinstance(view, PagesView)
    panel.mark(panel._session.report.cells["disputes.review.total"].where)
    before = view.rect_of(view.marked()[0])
    qtbot.mouseClick(panel.zooms[1], Qt.MouseButton.LeftButton)
    after = view.rect_of(view.marked()[0])
    assert after.width() == pytest.approx(before.width() * 1.2)
    qtbot.mouseClick(panel.zooms[2], Qt.MouseButton.LeftButton)
    assert view.horizontalScrollBar().maximum() == 0


def test_pages_and_text_are_changed_by_a_click_and_keep_the_place(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    cell = panel._session.report.cells[CELL]
    panel.mark(cell.where)
    qtbot.mouseClick(panel.ways["text"], Qt.MouseButton.LeftButton)
    view = panel.view()
    assert isinstance(view, TextView)
    (mark,) = view.extraSelections()
    assert mark.cursor.selectedText().strip() == cell.text.strip()
    assert not panel.zooms[0].isVisible()
    qtbot.mouseClick(panel.ways["pages"], Qt.MouseButton.LeftButton)
    assert isinstance(panel.view(), PagesView)


def test_another_report_shows_another_source(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    other = load(files["sheets"])
    panel._session.replace_report(other.report, other.origin)
    with qtbot.waitSignal(panel.filled, timeout=20_000):
        panel.refresh()
    assert isinstance(panel.view(), SheetsView)


def test_a_report_of_no_file_has_no_source(qtbot: QtBot) -> None:
    panel = SourcePanel(Session(load(SAMPLE).report))
    qtbot.addWidget(panel)
    panel.show()
    assert "没有原件" in panel.note.text()
    assert panel.view() is None
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_a_saved_json_says_that_it_has_no_source(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "报告.json"
    path.write_bytes(render(load(SAMPLE).report, "json"))
    panel = panel_of(path, qtbot)
    assert "没有可显示的原件" in panel.note.text()


def test_pages_are_as_wide_as_the_pane_at_first(files: dict[str, Path], qtbot: QtBot) -> None:
    panel = panel_of(files["pages"], qtbot)
    view = panel.view()
    assert isinstance(view, PagesView)
    assert view.horizontalScrollBar().maximum() == 0
    panel.resize(700, 600)
    assert view.horizontalScrollBar().maximum() == 0
    assert view._places()[0].width() > 600


def test_pages_are_shown_before_they_are_read(files: dict[str, Path], qtbot: QtBot) -> None:
    loaded = load(files["pages"])
    panel = SourcePanel(Session(loaded.report, loaded.origin))
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.filled, timeout=20_000):
        panel.show()
        assert isinstance(panel.view(), PagesView)
        panel.mark(loaded.report.cells[CELL].where)
    view = panel.view()
    assert isinstance(view, PagesView)
    assert view.marked()
    assert view.viewport().rect().contains(view.rect_of(view.marked()[0]).center().toPoint())


def test_a_number_is_never_parted_and_lines_have_a_colour_of_their_own(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(render(load(SAMPLE).report.with_cells({CELL: Cell.of("1073")}), "docx"))
    panel = panel_of(path, qtbot)
    panel.resize(260, 600)
    view = panel.view()
    assert isinstance(view, FlowView)
    panel.mark(panel._session.report.cells[CELL].where)
    (mark,) = view.extraSelections()
    assert mark.cursor.selectedText() == "1073"
    assert mark.cursor.block().layout().lineCount() == 1
    for table in view._tables():
        assert table.format().toTableFormat().borderBrush().color() == colours().line


@pytest.mark.parametrize("name", ["text", "sheets", "document", "pages"])
def test_a_pane_raised_after_a_cell_was_chosen_shows_it_at_once(
    name: str, files: dict[str, Path], opened: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    desk = opened(files[name]).desk
    assert desk is not None
    panel = desk.source
    for address in (CELL, "disputes.review.total", "requests.carried_out.total"):
        desk.docks["findings"].raise_()
        desk.page.go_to_cell(address)
        qtbot.wait(20)
        desk.docks["source"].raise_()
        qtbot.waitUntil(lambda: panel.view() is not None and not panel.jobs.running, timeout=20_000)
        qtbot.wait(50)
        assert in_view(panel), address


def in_view(panel: SourcePanel) -> bool:
    """Whether the marked place stands in the part of the source that is seen."""
    view = panel.view()
    if isinstance(view, SheetsView):
        table = view.currentWidget()
        assert isinstance(table, QTableView)
        (index,) = table.selectedIndexes()
        return table.viewport().rect().contains(table.visualRect(index).center())
    if isinstance(view, PagesView):
        return view.viewport().rect().contains(view.rect_of(view.marked()[0]).center().toPoint())
    assert isinstance(view, FlowView | TextView)
    (mark,) = view.extraSelections()
    cursor = QTextCursor(mark.cursor)
    cursor.setPosition(cursor.selectionStart())
    return view.viewport().rect().contains(view.cursorRect(cursor).center())


def test_a_pane_behind_another_reads_nothing(opened: Callable[[Path], MainWindow], qtbot: QtBot) -> None:
    desk = opened(SAMPLE).desk
    assert desk is not None
    desk.page.go_to_cell(CELL)
    qtbot.wait(50)
    assert not desk.source.seen
    assert desk.source.view() is None
    assert not desk.source.jobs.running
    desk.docks["source"].raise_()
    qtbot.waitUntil(lambda: desk.source.view() is not None, timeout=20_000)
    assert desk.source.seen
