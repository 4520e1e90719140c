"""The form as it is seen: the official layout in both editions, marks, sizes, focus, and what a screen reader hears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPalette
from PySide6.QtWidgets import QApplication

from core.catalog import EDITIONS, edition
from core.model import Cell, Report
from core.session import Session, SetCells
from gui.form.measure import in_words, spread
from gui.form.model import FormModel
from gui.form.view import FormTable
from gui.style import DARK, LIGHT, form_font

FIRST = "requests.received.natural_person"
TABLES = [(edition_id, table.id) for edition_id in EDITIONS for table in edition(edition_id).tables]


@pytest.mark.parametrize(("edition_id", "table_id"), TABLES)
def test_the_model_keeps_what_qt_expects(edition_id: str, table_id: str, make_session, qtmodeltester) -> None:
    session = make_session(edition_id)
    model = FormModel(session, table_id)
    qtmodeltester.check(model, force_py=True)
    session.do(SetCells({model.table.addresses[0]: "9"}))


@pytest.mark.parametrize(("edition_id", "table_id"), TABLES)
@pytest.mark.parametrize("width", [560, 700, 1100])
def test_the_form_is_laid_out_as_the_catalog_says(
    edition_id: str, table_id: str, width: int, make_session, show, tmp_path: Path
) -> None:
    form = show(make_session(edition_id), table_id, width)
    table = edition(edition_id).table(table_id)
    for cell in table.layout:
        assert (form.rowSpan(cell.row, cell.column), form.columnSpan(cell.row, cell.column)) == (
            cell.rowspan,
            cell.colspan,
        )
    assert sum(form.columnWidth(column) for column in range(table.width)) == form.viewport().width() == width
    assert sum(form.rowHeight(row) for row in range(table.height)) == form.height() == form.viewport().height()
    assert form.horizontalScrollBar().maximum() == form.verticalScrollBar().maximum() == 0
    picture = form.grab()
    assert picture.save(str(tmp_path / "form.png"))
    assert not picture.toImage().allGray()


@pytest.mark.parametrize(("edition_id", "table_id"), TABLES)
def test_every_label_has_room(edition_id: str, table_id: str, make_session, show) -> None:
    form = show(make_session(edition_id), table_id, 640)
    for cell in edition(edition_id).table(table_id).layout:
        if cell.address is None:
            label = form.form_delegate.painter.measures.labels[cell.row, cell.column].size()
            room = form.visualRect(form.form_model.index(cell.row, cell.column))
            assert label.height() <= room.height(), cell.text
            assert label.width() <= room.width(), cell.text


def test_columns_share_the_width_to_the_last_pixel() -> None:
    assert spread([1, 1, 1], 100) == [33, 34, 33]
    assert sum(spread([9, 11, 28, 8, 7, 7, 8, 8, 6, 8], 701)) == 701


@pytest.mark.parametrize(
    ("label", "characters", "lines"),
    [
        ("结果维持", 4, ["结果维持"]),
        ("结果维持", 3, ["结果", "维持"]),
        ("社会公益组织", 4, ["社会公益", "组织"]),
        ("社会公益组织", 3, ["社会", "公益", "组织"]),
        ("（三）不予公开", 5, ["（三）", "不予公开"]),
        ("三、本年度办理结果", 4, ["三、", "本年度", "办理结果"]),
    ],
)
def test_short_labels_break_between_words(label: str, characters: int, lines: list[str], qapp: QApplication) -> None:
    metrics = QFontMetricsF(form_font(9.5))
    assert in_words(label, metrics.horizontalAdvance("中") * characters + 1, metrics).split("\u2028") == lines


def test_the_marks_follow_the_findings(form: FormTable, session: Session, keys) -> None:
    model = form.form_model
    keys(form, "5", Qt.Key.Key_Return)
    suspect, partner = model.marks(FIRST), model.marks("requests.received.total")
    assert suspect.error
    assert suspect.suspect
    assert partner.error
    assert not partner.suspect
    assert model.marks(FIRST).original == "3"
    session.undo()
    assert not model.marks(FIRST).error
    assert model.marks(FIRST).original is None


def test_a_blank_that_is_needed_is_told_from_a_wrong_number(form: FormTable, session: Session) -> None:
    session.do(SetCells({"requests.received.total": ""}))
    assert form.form_model.marks("requests.received.total").blank_needed
    assert not form.form_model.marks("requests.received.total").error


def test_an_unsure_cell_is_confirmed_with_f2_and_enter(make_session, show, keys) -> None:
    session = make_session()
    session.replace_report(
        session.report.with_cells({FIRST: session.report.cells[FIRST]._replace(sure=False)}), session.origin
    )
    form = show(session)
    form.go_to(FIRST)
    assert form.form_model.marks(FIRST).unsure
    keys(form, Qt.Key.Key_F2, Qt.Key.Key_Return)
    assert not form.form_model.marks(FIRST).unsure
    assert session.report.cells[FIRST].shown == "3"


def test_the_tooltip_writes_the_sum_out(form: FormTable, session: Session) -> None:
    session.do(SetCells({FIRST: "5<b>"}))
    words = form.form_model.data(form.form_model.index_of(FIRST), Qt.ItemDataRole.ToolTipRole)
    assert "原值 3" in words
    assert "原件 第 7 行" in words
    assert "5&lt;b&gt;" in words
    session.do(SetCells({FIRST: "5"}))
    words = form.form_model.data(form.form_model.index_of("requests.received.total"), Qt.ItemDataRole.ToolTipRole)
    assert "✗" in words
    assert "相差" in words


def test_a_screen_reader_hears_table_row_column_value_and_state(form: FormTable, session: Session) -> None:
    index = form.form_model.index_of(FIRST)
    assert form.form_model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "表三 本年新收 自然人 3"
    session.do(SetCells({FIRST: "2"}))
    assert (
        form.form_model.data(index, Qt.ItemDataRole.AccessibleTextRole)
        == "表三 本年新收 自然人 2 错误 疑为此格有误 原值 3"
    )
    assert form.accessibleName() == "表三 收到和处理政府信息公开申请情况"


def test_only_what_changed_is_told(form: FormTable, session: Session) -> None:
    told: list[QModelIndex] = []
    form.form_model.dataChanged.connect(lambda first, last: told.append(first))
    session.do(SetCells({"requests.carried_out.research": "0.0"}))
    session.do(SetCells({"disclosure.fees.amount": "12.5"}))
    assert told == []
    session.do(SetCells({"requests.granted.research": "1"}))
    told_cells = {form.form_model.layout_cell(index).address for index in told}
    assert "requests.granted.research" in told_cells
    assert all(address.endswith("research") or ".granted." in address for address in told_cells)


def test_the_form_follows_the_edition_of_the_report(form: FormTable, session: Session, make_session) -> None:
    other = make_session("2019")
    session.replace_report(other.report, other.origin)
    assert form.form_model.table is edition("2019").table("requests")
    assert form.rowSpan(5, 0) == 20
    assert form.current_address() is None
    form.go_to("requests.other.misc.total")
    assert form.current_address() == "requests.other.misc.total"


def test_only_the_form_used_last_shows_a_current_cell(session: Session, show) -> None:
    first, second = show(session, "requests"), show(session, "disputes")
    first.go_to(FIRST)
    first.setFocus()
    assert first.form_delegate.painter.named
    second.activateWindow()
    second.setFocus()
    second.go_to("disputes.review.upheld")
    QApplication.processEvents()
    assert second.form_delegate.painter.named
    assert not first.form_delegate.painter.named
    assert first.current_address() == FIRST


def test_choosing_a_cell_tells_the_window(form: FormTable) -> None:
    addresses: list[str] = []
    places: list[QRect] = []
    form.currentAddressChanged.connect(addresses.append)
    form.reveal.connect(places.append)
    form.go_to("requests.granted.research")
    assert addresses == ["requests.granted.research"]
    assert places[-1] == form.visualRect(form.form_model.index_of("requests.granted.research"))
    form.go_to("disputes.review.upheld")
    assert form.current_address() == "requests.granted.research"


def test_lit_cells_look_different(form: FormTable) -> None:
    def picture() -> QImage:
        return form.grab(form.visualRect(form.form_model.index_of("requests.received.research"))).toImage()

    before = picture()
    form.lit(["requests.received.research"])
    assert picture() != before
    form.lit([])
    assert picture() == before


def _paint(form: FormTable, make: Callable[[], Report]) -> QImage:
    form.session.replace_report(make(), form.session.origin)
    return form.grab(form.visualRect(form.form_model.index_of("requests.received.total"))).toImage()


def test_marks_differ_without_colour(show, make_session) -> None:
    """In shades of grey every state of a cell still looks different from every other."""
    base = make_session().report
    address = "requests.received.total"
    form = show(make_session())
    # one request more everywhere but in its total
    more = [
        FIRST,
        *(f"requests.{row}.{column}" for row in ("granted", "total") for column in ("natural_person", "total")),
    ]
    one_more = {cell: Cell.of(str((base.cells[cell].value or 0) + 1)) for cell in more}
    states = {
        "plain": lambda: base,
        "error": lambda: base.with_cells({"requests.carried_in.total": Cell.of("2")}),
        "suspect": lambda: base.with_cells(one_more),
        "unreadable": lambda: base.with_cells({address: Cell.of("3 3")}),
        "unsure": lambda: base.with_cells({address: base.cells[address]._replace(sure=False)}),
        "needed": lambda: base.with_cells({address: Cell.of("")}),
    }
    pictures = {
        name: _paint(form, make).convertToFormat(QImage.Format.Format_Grayscale8) for name, make in states.items()
    }
    names = list(pictures)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            assert pictures[one] != pictures[other], (one, other)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_are_legible_on_every_fill(theme) -> None:
    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one: QColor, other: QColor) -> float:
        dim, bright = sorted((luminance(one), luminance(other)))
        return (bright + 0.05) / (dim + 0.05)

    fills = (theme.paper, theme.label, theme.total, theme.lit, theme.named, theme.error_fill, theme.suspect_fill)
    for fill in (*fills, theme.warning_fill):
        assert contrast(theme.ink, fill) >= 7, fill.name()
    for mark, fill in (
        (theme.error_mark, theme.paper),
        (theme.error_mark, theme.error_fill),
        (theme.warning_mark, theme.paper),
        (theme.warning_mark, theme.warning_fill),
        (theme.passed, theme.paper),
        (theme.faint, theme.paper),
        (theme.faint, theme.total),
        (theme.faint, theme.lit),
        (theme.accent, theme.paper),
    ):
        assert contrast(mark, fill) >= 4.5, (mark.name(), fill.name())


def test_the_form_follows_a_dark_palette(form: FormTable) -> None:
    usual = QApplication.palette()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet = application.styleSheet()
    try:
        # a window of another test may have dressed the application
        application.setStyleSheet("")
        QApplication.setPalette(QPalette(QColor("#26282b"), QColor("#26282b")))
        QApplication.processEvents()
        assert form.grab().toImage().pixelColor(5, 100).lightness() < 100
        assert form.form_delegate.painter.theme is DARK
    finally:
        QApplication.setPalette(usual)
        application.setStyleSheet(sheet)
