"""Decisions of the reviewer: undone and redone, kept while values stay, open again when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decisions import Reopen, confirmed, ignored, subject
from core.model import Decision, DecisionKind, Finding, Severity, Verdict
from core.session import Change, Origin, Session, SetCells, SetText
from tests.core.builders import balanced

GRANTED = "requests.granted.natural_person"


def faulty() -> Session:
    """予以公开·自然人 is 5 instead of 4, so that two equations break; and a slip of wording in part one."""
    report = balanced({"1": "本年依申请公开2，均已办结。"}, requests__granted__natural_person=5)
    return Session(report, Origin("报告.txt", b"...", report))


def test_a_decision_tells_who_decided_and_when() -> None:
    decided = Decision(DecisionKind.IGNORED, "原件如此", "王工", date(2026, 1, 8))
    assert decided.signed == "已忽略：原件如此（王工 2026-01-08）"
    assert replace(decided, by="").signed == "已忽略：原件如此（2026-01-08）"
    assert replace(decided, by="", on=None).signed == "已忽略：原件如此"


def test_a_decision_is_a_step_of_undo() -> None:
    work = faulty()
    finding = work.judgement.findings[0]
    work.do(confirmed(finding))
    assert work.decision(finding) == Decision(DecisionKind.CONFIRMED)
    assert work.undo_name is not None
    assert work.undo_name.startswith("确认“")
    assert work.dirty
    work.undo()
    assert work.decision(finding) is None
    assert not work.dirty
    work.redo()
    work.do(Reopen(finding))
    assert work.decision(finding) is None
    work.undo()
    assert str(work.decision(finding)) == "已确认，由部门更正"


def test_what_is_ignored_needs_a_reason() -> None:
    finding = faulty().judgement.findings[0]
    assert str(ignored(finding, " 已与部门核实 ").decision) == "已忽略：已与部门核实"
    with pytest.raises(ValueError, match="reason"):
        ignored(finding, "  ")


def test_deciding_twice_alike_changes_nothing() -> None:
    work = faulty()
    finding = work.judgement.findings[0]
    assert work.do(ignored(finding, "原件如此"))
    assert not work.do(ignored(finding, "原件如此"))
    assert work.do(ignored(finding, "口径不同"))
    assert work.do(Reopen(finding))
    assert not work.do(Reopen(finding))


def test_the_signal_tells_that_decisions_changed_and_nothing_else() -> None:
    work = faulty()
    heard: list[Change] = []
    work.changed.connect(heard.append)
    work.do(confirmed(work.judgement.findings[0]))
    work.do(SetText("5", "新的一段。"))
    assert heard[0] == Change(decisions=True)
    assert not heard[1].decisions


def test_an_ignored_error_does_not_stand_in_the_way_but_stays_in_the_list() -> None:
    work = faulty()
    found = work.judgement.findings
    for finding in found:
        work.do(ignored(finding, "原件如此"))
    assert work.judgement.findings == found
    assert work.conclusion.status == "passed"
    assert str(work.conclusion) == f"✓ 可送审 · 另有 {len(found)} 处已忽略"


@given(
    address=st.sampled_from(sorted(balanced().cells)),
    typed=st.sampled_from(["", "0", "1", "4", "5", "7", "12", "无", "x"]),
)
def test_a_decision_survives_a_check_and_is_open_again_where_a_value_changes(address: str, typed: str) -> None:
    work = faulty()
    before = {finding.key: finding for finding in work.judgement.findings}
    for finding in before.values():
        work.do(ignored(finding, "原件如此"))
    shown = work.report.cells[address].shown
    changed = work.do(SetCells({address: typed})) and work.report.cells[address].shown != shown
    for finding in work.judgement.findings:
        if changed and address in finding.cells:
            assert work.decision(finding) is None
        else:
            assert (work.decision(finding) is not None) == (finding.key in before)
    # the values come back, and with them what was decided of them
    if changed:
        work.undo()
    assert {finding.key for finding in work.judgement.findings} == set(before)
    assert all(work.decision(finding) for finding in work.judgement.findings)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (
            Finding("r", "arithmetic", Severity.ERROR, Verdict.FAIL, "不平。", (GRANTED,)),
            "予以公开·自然人",
        ),
        (Finding("r", "wording", Severity.WARNING, Verdict.FAIL, "有误。", part="1", excerpt="资金资金"), "资金资金"),
        (
            Finding("r", "structure", Severity.WARNING, Verdict.FAIL, "第六部分没有写明信息处理费收取情况"),
            "第六部分没有写明信息处理费收取情…",
        ),
    ],
)
def test_a_finding_is_named_in_a_few_words(finding: Finding, words: str) -> None:
    assert subject(finding) == words
