"""The strip under the form: the equations of the current cell, with numbers, and the cells that they light."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from core.rules import RuleSet, builtin, tuned
from core.session import Session, SetCells
from core.settings import Settings
from gui.form.strip import EquationStrip

FIRST = "requests.received.natural_person"


@pytest.fixture
def strip(qtbot: QtBot, session: Session) -> EquationStrip:
    shown = EquationStrip(session)
    qtbot.addWidget(shown)
    shown.resize(700, 100)
    shown.show()
    return shown


def test_it_writes_the_equations_of_a_cell_with_its_numbers(strip: EquationStrip) -> None:
    strip.show_cell(FIRST)
    assert strip.findChild(QLabel).text() == "本年新收·自然人：3"
    assert len(strip.lines()) == 2
    assert all(line.startswith("✓") for line in strip.lines())
    assert "3 + 0 = 2 + 1" in strip.lines()[0]
    assert "本年新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理（自然人）" in strip.lines()[0]


def test_it_follows_every_change(strip: EquationStrip, session: Session) -> None:
    strip.show_cell(FIRST)
    session.do(SetCells({FIRST: "5"}))
    assert strip.lines()[0].startswith("✗ 5 + 0 = 2 + 1　差 2")
    session.do(SetCells({FIRST: ""}))
    assert strip.lines()[0].startswith("？")
    session.undo()
    session.undo()
    assert strip.lines()[0].startswith("✓")


def test_its_height_never_changes(strip: EquationStrip) -> None:
    before = strip.sizeHint().height()
    strip.show_cell("requests.total.total")
    assert len(strip.lines()) == 3
    assert strip.sizeHint().height() == before
    strip.show_cell("disclosure.fees.amount")
    assert strip.lines() == ()
    assert "不参与勾稽" in strip.findChild(QLabel).text()
    strip.show_cell(None)
    assert strip.sizeHint().height() == before


def test_a_click_on_an_equation_tells_its_cells(strip: EquationStrip, qtbot: QtBot) -> None:
    told: list[tuple[str, ...]] = []
    strip.equationActivated.connect(lambda cells: told.append(tuple(cells)))
    strip.show_cell(FIRST)
    lines = strip.findChild(QListWidget)
    place: QPoint = lines.visualItemRect(lines.item(0)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert set(told[-1]) == {
        f"requests.{row}.natural_person" for row in ("received", "carried_in", "total", "carried_out")
    }


def test_another_report_empties_it(strip: EquationStrip, session: Session, make_session) -> None:
    strip.show_cell(FIRST)
    session.replace_report(make_session("2019").report, None)
    assert strip.lines() == ()


def test_it_follows_the_rules_in_force(strip: EquationStrip, session: Session) -> None:
    session.do(SetCells({FIRST: "5"}))
    strip.show_cell(None)
    assert {line.split("　")[2].split("：")[0] for line in strip.lines()} >= {"新收与结转平衡"}
    count = len(strip.lines())
    session.use_rules(tuned(builtin(), Settings(rules_off=frozenset({"requests-balance"}))))
    assert len(strip.lines()) == count - 1
    assert not any("新收与结转平衡" in line for line in strip.lines())
    assert f"{count - 1} " in strip.findChild(QLabel).text()
    session.use_rules(builtin())
    assert len(strip.lines()) == count


def test_without_any_sum_in_force_nothing_is_said_to_hold(strip: EquationStrip, session: Session) -> None:
    session.use_rules(RuleSet(()))
    assert strip.lines() == ()
    assert strip.findChild(QLabel).text() == "勾稽规则都已关闭，没有勾稽式可核对"
