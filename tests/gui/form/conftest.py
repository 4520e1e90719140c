"""Reports with a fault in them, and the forms that show them."""

from __future__ import annotations

import os
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.catalog import edition
from core.model import Cell, Location, Report
from core.session import Origin, Session
from gui.form.view import FormTable

Typist = Callable[..., None]

BALANCED = {
    "requests.received.natural_person": "3",
    "requests.received.total": "3",
    "requests.granted.natural_person": "2",
    "requests.granted.total": "2",
    "requests.total.natural_person": "2",
    "requests.total.total": "2",
    "requests.carried_out.natural_person": "1",
    "requests.carried_out.total": "1",
}


def _session(edition_id: str = "2021") -> Session:
    """A report that balances, all other cells 0."""
    cells = {address: Cell.of("0", Location(line=7)) for address in edition(edition_id).addresses}
    cells |= {address: Cell.of(value, Location(line=7)) for address, value in BALANCED.items()}
    report = Report(edition_id, cells, year=2024)
    return Session(report, Origin("报告.txt", b"", report))


@pytest.fixture
def make_session() -> Callable[..., Session]:
    return _session


@pytest.fixture
def session() -> Session:
    return _session()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., FormTable]:
    """Shows one table of a session, in a window, with the focus in it."""
    pages: list[QWidget] = []

    def show_table(session: Session, table_id: str = "requests", width: int = 700) -> FormTable:
        page = QWidget()
        pages.append(page)
        form = FormTable(session, table_id, page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addStretch(1)
        qtbot.addWidget(page)
        page.resize(width, 1200)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        form.setFocus()
        return form

    return show_table


@pytest.fixture
def form(show: Callable[..., FormTable], session: Session) -> FormTable:
    """Table three of the session, its first cell current."""
    table = show(session)
    table.go_to("requests.received.natural_person")
    return table


@pytest.fixture
def keys(qtbot: QtBot) -> Typist:
    """Types into a form, or into the field that is open in it: texts, and keys with modifiers."""

    def type_into(form: FormTable, *strokes: object) -> None:
        for stroke in strokes:
            target = form.editor() or form
            if isinstance(stroke, str):
                for letter in stroke:
                    target = form.editor() or form
                    qtbot.keyClicks(target, letter)
            elif isinstance(stroke, tuple):
                qtbot.keyClick(target, stroke[1], stroke[0])
            else:
                qtbot.keyClick(target, stroke)

    return type_into


@pytest.fixture
def click(qtbot: QtBot) -> Callable[..., None]:
    """Clicks on a value cell."""

    def click_cell(
        form: FormTable, address: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        centre: QPoint = form.visualRect(form.form_model.index_of(address)).center()
        qtbot.mouseClick(form.viewport(), Qt.MouseButton.LeftButton, modifier, centre)

    return click_cell
