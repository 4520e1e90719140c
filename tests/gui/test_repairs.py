"""A broken report is mended by one click, and the click is taken back by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.export import render
from core.session import SetCells
from gui.documents import review_copy
from gui.window import MainWindow
from tests.core.builders import balanced

Open = Callable[..., MainWindow]


@pytest.fixture
def broken(opened: Open, tmp_path: Path) -> Callable[[Mapping[str, object]], MainWindow]:
    """A window with a report in which those cells are wrong."""

    def open_broken(changes: Mapping[str, object]) -> MainWindow:
        path = tmp_path / "报告.json"
        path.write_bytes(
            render(balanced(**{name.replace(".", "__"): value for name, value in changes.items()}), "json")
        )
        return opened(path)

    return open_broken


def sums(window: MainWindow) -> list[str]:
    assert window.desk is not None
    return [f.rule for f in window.desk.session.judgement.findings if f.category == "arithmetic"]


def test_one_click_mends_a_wrong_cell_and_undo_takes_it_back(
    broken: Callable[[Mapping[str, object]], MainWindow], qtbot: QtBot
) -> None:
    window = broken({"requests.granted.natural_person": 40})
    desk = window.desk
    assert desk is not None
    assert len(sums(window)) == 2
    desk.findings.next()
    (button,) = desk.findings.details.buttons
    assert "由 40 改为 4" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sums(window) == []
    assert desk.session.report.cells["requests.granted.natural_person"].value == 4
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(sums(window)) == 2
    assert desk.session.report.cells["requests.granted.natural_person"].value == 40


def test_the_suspected_cell_is_marked_stronger_than_its_partners(
    broken: Callable[[Mapping[str, object]], MainWindow],
) -> None:
    window = broken({"requests.granted.natural_person": 40})
    assert window.desk is not None
    table = window.desk.page.sections["3"].table
    assert table is not None
    assert table.form_model.marks("requests.granted.natural_person").suspect
    assert table.form_model.marks("requests.granted.total").error
    assert not table.form_model.marks("requests.granted.total").suspect


def test_what_no_single_cell_mends_is_solved_while_nobody_types(
    broken: Callable[[Mapping[str, object]], MainWindow], qtbot: QtBot
) -> None:
    window = broken({"requests.unavailable.not_held.natural_person": 0, "requests.unavailable.not_held.business": 3})
    desk = window.desk
    assert desk is not None
    assert desk.session.judgement.unsolved
    desk.findings.next()
    qtbot.waitUntil(lambda: not desk.session.judgement.unsolved, timeout=10_000)
    qtbot.mouseClick(desk.findings.details.buttons[0], Qt.MouseButton.LeftButton)
    assert sums(window) == []
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(sums(window)) == 2


def test_a_search_that_the_keys_overtook_is_given_up(
    broken: Callable[[Mapping[str, object]], MainWindow], qtbot: QtBot
) -> None:
    window = broken({"requests.unavailable.not_held.natural_person": 0, "requests.unavailable.not_held.business": 3})
    assert window.desk is not None
    session = window.desk.session
    search, asked = session.repair_search(), session.judgement
    assert search is not None
    found = search()
    session.do(SetCells({"requests.unavailable.not_held.business": "0"}))
    session.take_repairs(asked, found)
    assert session.judgement is not found


def test_a_review_copy_is_not_printed_before_the_repairs_are_found(
    broken: Callable[[Mapping[str, object]], MainWindow],
) -> None:
    window = broken({"requests.unavailable.not_held.natural_person": 0, "requests.unavailable.not_held.business": 3})
    assert window.desk is not None
    review = review_copy(window.desk.session)
    notes = [finding.fixes[0].note for finding in review.findings if finding.category == "arithmetic"]
    assert all("疑为填错了格" in note for note in notes)
    assert not window.desk.session.judgement.unsolved


def test_mending_words_is_named_by_what_it_mends(opened: Open, qtbot: QtBot) -> None:
    window = opened()
    desk = window.desk
    assert desk is not None
    finding = next(f for f in desk.session.judgement.findings if any(x.replacement is not None for x in f.fixes))
    desk.findings.show_finding(finding)
    qtbot.mouseClick(desk.findings.details.buttons[0], Qt.MouseButton.LeftButton)
    assert finding.fixes[0].note in window.actions_by_id["undo"].text()
