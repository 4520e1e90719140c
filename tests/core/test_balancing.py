"""The value that would balance is offered where it is needed, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from core.balancing import Balance, balances
from core.catalog import edition
from core.decisions import ignored
from core.session import Session, SetCells
from tests.core.builders import balanced

GRANTED = "requests.granted.natural_person"
TOTAL = "requests.total.natural_person"


def offered(changes: Mapping[str, str]) -> tuple[Session, dict[str, Balance]]:
    session = Session(balanced())
    session.do(SetCells(dict(changes)))
    return session, balances(session.report, session.judgement, session.rules, session.decisions)


def test_a_report_in_balance_is_offered_nothing() -> None:
    assert offered({})[1] == {}


def test_a_wrong_cell_is_offered_what_balances_all_of_its_sums() -> None:
    session, found = offered({GRANTED: "40"})
    assert found[GRANTED].value == 4
    assert len(found[GRANTED].equations) == 2
    session.do(SetCells({GRANTED: "4"}))
    assert session.judgement.errors == 0


def test_a_blank_total_is_offered_the_sum() -> None:
    session, found = offered({TOTAL: ""})
    assert found[TOTAL].value == balanced().cells[TOTAL].value
    assert TOTAL.rsplit(".", 1)[0]
    session.do(SetCells({TOTAL: str(found[TOTAL].value)}))
    assert session.judgement.errors == 0


def test_a_blank_that_a_sum_lacks_is_offered_what_is_missing() -> None:
    _, found = offered({GRANTED: ""})
    assert found[GRANTED].value == 4


def test_what_was_ignored_offers_nothing() -> None:
    session, found = offered({GRANTED: "40"})
    assert GRANTED in found
    for finding in session.judgement.findings:
        session.do(ignored(finding, "统计口径不同"))
    assert balances(session.report, session.judgement, session.rules, session.decisions) == {}


@given(st.sampled_from(edition().addresses), st.integers(0, 99))
def test_taking_an_offer_never_breaks_more_than_it_mends(address: str, value: int) -> None:
    session, found = offered({address: str(value)})
    for balance in found.values():
        before = session.judgement.errors
        session.do(SetCells({a: str(v) for a, v in balance.cells.items()}))
        assert session.judgement.errors < before
        session.undo()
