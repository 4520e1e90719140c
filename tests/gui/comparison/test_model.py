"""The table of two years as Qt sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.catalog import edition
from core.model import Report
from core.session import Origin, Session, SetCells
from gui.comparison.model import COLUMNS, ComparisonModel
from tests.core.builders import balanced


def session_of(**last: object) -> Session:
    """A report of 2024 beside that of 2023, which differs in the cells given."""
    report = balanced(disclosure__normative_documents__in_force=2)
    old: Report = replace(balanced(**{"disclosure__normative_documents__issued": 0, **last}), year=2023)
    return Session(report, previous=Origin("上年.xlsx", b"", old))


def model_of(session: Session, *, changes_only: bool = True) -> ComparisonModel:
    model = ComparisonModel(session)
    model.changes_only = changes_only
    return model


def rows(model: ComparisonModel) -> list[list[str]]:
    return [[model.data(model.index(row, column)) for column in range(len(COLUMNS))] for row in range(model.rowCount())]


@pytest.mark.parametrize("changes_only", [True, False])
def test_qt_accepts_the_model_through_every_change(qtmodeltester: ModelTester, changes_only: bool) -> None:
    session = session_of(requests__received__business=4)
    model = model_of(session, changes_only=changes_only)
    session.changed.connect(lambda _: model.refresh())
    qtmodeltester.check(model)
    session.do(SetCells({"requests.received.business": "4"}))
    session.set_previous(None)
    assert model.rowCount() == 0


def test_only_what_changed_is_listed() -> None:
    model = model_of(session_of(requests__received__business=4, disclosure__fees__amount="4000"))
    assert [row[:5] for row in rows(model)] == [
        ["表二 行政规范性文件·本年制发件数", "0", "2", "▲ 2", ""],
        ["表二 行政规范性文件·现行有效件数", "0", "2", "▲ 2", ""],
        ["表二 行政事业性收费·本年收费金额", "4000", "4068.208", "▲ 68.208", "+1.7%"],
        ["表三 本年新收·商业企业", "4", "1", "▼ 3", "−75%"],
    ]


def test_everything_is_listed_on_request() -> None:
    model = model_of(session_of(), changes_only=False)
    assert model.rowCount() == len(edition().addresses)
    assert model.address_at(0) == edition().addresses[0]


def test_a_cell_with_a_finding_is_listed_with_its_words_although_it_did_not_change() -> None:
    model = model_of(session_of(requests__carried_out__natural_person=5))
    row = next(row for row in rows(model) if row[0] == "表三 上年结转·自然人")
    assert row[1:5] == ["2", "2", "", ""]
    assert row[5].startswith("✗ ")
    assert "结转下年度继续办理”为 5" in row[5]


def test_blanks_and_missing_cells_are_told_apart() -> None:
    cells = dict.fromkeys(edition("2019").addresses, balanced().cells["disclosure.licensing.decisions"])
    session = Session(balanced(), previous=Origin("旧.xlsx", b"", Report("2019", cells, year=2023)))
    shown = {row[0]: row for row in rows(model_of(session, changes_only=False))}
    assert shown["表二 行政事业性收费·本年收费金额"][1] == "—"
    assert "没有这一项" in shown["表二 行政事业性收费·本年收费金额"][5]
    assert shown["表二 政府集中采购·采购项目数量"][2] == "—"
    blank = model_of(session_of(requests__received__business=""), changes_only=True)
    assert next(row for row in rows(blank) if "本年新收·商业企业" in row[0])[1] == "（空）"


def test_every_cell_says_its_column_aloud() -> None:
    model = model_of(session_of(requests__received__business=4))
    said = model.data(model.index(2, 3), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "增减 ▼ 3"
