"""The rows of the list of findings: what the views are told when other findings are shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model import Finding, Severity, Verdict
from gui.findings_model import FindingsModel, Row

NAMES = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8)


def finding(words: str) -> Finding:
    return Finding(rule="sum", category="arithmetic", severity=Severity.ERROR, verdict=Verdict.FAIL, message=words)


def shown(names: list[str]) -> list[tuple[Row, Finding | None]]:
    head = (Row(f"错误（{len(names)}）"), None)
    return [head, *((Row(name, "表三", "error"), finding(name)) for name in names)]


@given(steps=st.lists(NAMES, max_size=6))
def test_any_list_may_follow_any_other(steps: list[list[str]]) -> None:
    model = FindingsModel()
    for names in steps:
        model.show(shown(names))
        assert [row.words for row in model.rows[1:]] == names
        assert [f and f.message for f in model.findings] == [None, *names]
        assert [model.index(at).data() for at in range(model.rowCount())] == [row.words for row in model.rows]


def test_qt_accepts_the_model_through_every_change(qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    qtmodeltester.check(model, force_py=True)
    for names in ("甲乙丙", "甲丙", "甲丁丙戊", "", "己", "己甲乙丙丁"):
        model.show(shown(list(names)))


def test_new_findings_that_look_the_same_are_not_drawn_again(qtbot: QtBot) -> None:
    model = FindingsModel()
    model.show(shown(["甲", "乙"]))
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.append(first.row()))
    newer = shown(["甲", "乙"])
    model.show(newer)
    assert told == []
    assert model.findings[2] is newer[2][1]
    model.show(shown(["甲", "丙"]))
    assert told == [2]
