"""Cells that were guessed are marked, counted and never silently passed, until a person has confirmed them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.catalog import edition
from core.model import Verdict
from gui.form.model import Role
from gui.window import MainWindow

Open = Callable[..., MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier
ROW = "requests.denied.internal_affairs"


@pytest.fixture
def guessed(tmp_path: Path) -> Path:
    """A report in which the label of one row is damaged beyond recognition."""
    lines = ["2025年云山市清溪区水利局政府信息公开工作年度报告", "一、总体情况", "工作正常开展。"]
    form = edition()
    for table in form.tables:
        lines.append(form.heading(table.part))
        rows: dict[int, list[str]] = {}
        for cell in table.layout:
            words = "0" if cell.address else cell.text.replace("5.属于三类内部事务信息", "5.缺字")
            rows.setdefault(cell.row, []).append(words)
        lines += [" | ".join(row) for row in rows.values()]
    lines += ["五、存在的主要问题及改进情况", "加强学习。", "六、其他需要报告的事项", "未收取信息处理费。"]
    path = tmp_path / "报告.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_guessed_cells_are_marked_counted_and_keep_the_verdict_open(opened: Open, guessed: Path) -> None:
    window = opened(guessed)
    assert window.desk is not None
    session = window.desk.session
    assert len(session.unsure) == 7
    finding = next(f for f in session.judgement.findings if f.rule == "unsure-cell")
    assert finding.verdict is Verdict.UNKNOWN
    assert set(finding.cells) == set(session.unsure)
    assert "可送审" not in window.desk.banner.verdict.text()
    assert "7 格待确认" in window.desk.banner.about.text()
    table = window.desk.page.sections["3"].table
    assert table is not None
    index = table.form_model.index_of(session.unsure[0])
    assert index.data(Role.MARKS).unsure
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "5.缺字" in tip
    assert "原件此处写作“0”" in tip


def test_ctrl_f8_goes_to_them_and_ctrl_enter_confirms_as_one_step(opened: Open, guessed: Path, qtbot: QtBot) -> None:
    window = opened(guessed)
    assert window.desk is not None
    session = window.desk.session
    before = session.report
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8, CTRL)
    assert window.desk.page.current_address() == f"{ROW}.natural_person"
    # to the end of the row
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert session.unsure == ()
    assert not [f for f in session.judgement.findings if f.rule == "unsure-cell"]
    assert "全部读数都已确认" in window.statusBar().currentMessage()
    assert window.actions_by_id["undo"].text() == "撤销确认 7 格的读数"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert session.report == before


def test_confirming_one_leaves_the_others_and_the_next_one_is_found(opened: Open, guessed: Path, qtbot: QtBot) -> None:
    window = opened(guessed)
    assert window.desk is not None
    window.actions_by_id["next_unsure"].trigger()
    window.actions_by_id["confirm"].trigger()
    assert "还有 6 格待确认" in window.statusBar().currentMessage()
    window.actions_by_id["next_unsure"].trigger()
    assert window.desk.page.current_address() == f"{ROW}.business"


def test_typing_into_a_guessed_cell_confirms_it_too(opened: Open, guessed: Path, qtbot: QtBot) -> None:
    window = opened(guessed)
    assert window.desk is not None
    window.actions_by_id["next_unsure"].trigger()
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    assert f"{ROW}.natural_person" not in window.desk.session.unsure


def test_where_nothing_was_guessed_it_is_said(opened: Open) -> None:
    window = opened()
    window.actions_by_id["next_unsure"].trigger()
    assert "没有待确认" in window.statusBar().currentMessage()
    window.actions_by_id["confirm"].trigger()
    assert "没有待确认" in window.statusBar().currentMessage()
