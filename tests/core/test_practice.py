"""Progress through the sample: what was mended, decided, undone, and what came new."""

from __future__ import annotations

import pytest

from core import pipeline
from core.checks import confront
from core.decisions import confirmed
from core.files import resource
from core.model import Cell, Report
from core.practice import FAULTS, Fault, fault_of, progress
from core.rules import builtin
from core.session import Session, SetCells

GRANTED = "requests.granted.natural_person"


@pytest.fixture(scope="module")
def report() -> Report:
    return pipeline.load(resource("samples", "示例.txt")).report


def test_at_first_all_are_left(report: Report) -> None:
    now = progress(confront(report, builtin()).findings, {})
    assert (now.left, now.done, now.others, now.finished) == (FAULTS, 0, 0, False)


def test_a_mended_cell_counts_and_undo_takes_it_back(report: Report) -> None:
    session = Session(report)
    session.do(SetCells({GRANTED: "3"}))
    now = progress(session.judgement.findings, session.decisions)
    assert now.done == 1
    assert "sum" not in {fault.id for fault in now.left}
    session.undo()
    assert progress(session.judgement.findings, session.decisions).done == 0


def test_a_fault_with_two_findings_counts_once_both_are_decided(report: Report) -> None:
    session = Session(report)
    first, second = (f for f in session.judgement.findings if f.category == "arithmetic")
    session.do(confirmed(first))
    assert progress(session.judgement.findings, session.decisions).done == 0
    session.do(confirmed(second))
    assert progress(session.judgement.findings, session.decisions).done == 1


def test_what_the_learner_breaks_is_told_apart(report: Report) -> None:
    broken = report.with_cells({"requests.carried_in.natural_person": Cell.of("9")})
    now = progress(confront(broken, builtin()).findings, {})
    assert now.others
    assert now.done == 0


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_every_fault_is_taught_and_is_found_by_rules_that_exist(fault: Fault) -> None:
    assert fault.lesson
    assert fault.rules <= {rule.id for rule in builtin().rules}


def test_no_finding_is_no_fault() -> None:
    assert fault_of(None) is None
