"""Cells of two years side by side, also across editions of the form."""

from decimal import Decimal

import pytest

from core.catalog import edition
from core.comparison.cells import compare, corresponding, shown_change, shown_relative
from core.model import Cell, Report
from tests.core.builders import balanced

RECEIVED = "requests.received.natural_person"


def old_form(**values: object) -> Report:
    """A report of 2020 in the form of 2019, all 0 but the `values`."""
    form = edition("2019")
    cells = dict.fromkeys(form.addresses, Cell.of("0"))
    cells |= {name.replace("__", "."): Cell.of(str(value)) for name, value in values.items()}
    return Report("2019", cells, title="", agency="云山市清溪区水务局", year=2020)


def test_every_cell_of_the_form_has_a_line_and_none_differs_from_itself() -> None:
    report = balanced()
    lines = compare(report, report)
    assert tuple(line.address for line in lines) == edition().addresses
    assert not any(line.differs for line in lines)


@pytest.mark.parametrize(
    ("last", "this", "change", "relative"),
    [
        ("4", "6", "▲ 2", "+50%"),
        ("1200", "1000", "▼ 200", "−16.7%"),
        ("0", "5", "▲ 5", ""),
        ("5", "0", "▼ 5", "−100%"),
        ("3", "3", "", ""),
        ("", "3", "", ""),
        ("4068.208", "4000", "▼ 68.208", "−1.7%"),
        ("1", "1500", "▲ 1499", "+149,900%"),
    ],
)
def test_change_is_said_in_numbers_and_per_cent(last: str, this: str, change: str, relative: str) -> None:
    lines = compare(balanced(**{RECEIVED.replace(".", "__"): last}), balanced(**{RECEIVED.replace(".", "__"): this}))
    line = next(line for line in lines if line.address == RECEIVED)
    assert (shown_change(line.difference), shown_relative(line.relative)) == (change, relative)


@pytest.mark.parametrize(
    ("last", "this", "differs"),
    [
        ("", "0", False),
        ("0", "", False),
        ("", "3", True),
        ("3", "", True),
        ("三件", "3", True),
        ("三件", "三件", False),
    ],
)
def test_a_blank_beside_a_zero_is_no_difference(last: str, this: str, differs: bool) -> None:
    lines = compare(balanced(**{RECEIVED.replace(".", "__"): last}), balanced(**{RECEIVED.replace(".", "__"): this}))
    line = next(line for line in lines if line.address == RECEIVED)
    assert line.differs is differs
    assert (line.last.shown, line.this.shown) == (last, this)


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("requests.granted.business", "requests.granted.business"),
        ("disclosure.regulations.issued", "disclosure.regulations.made"),
        ("disclosure.licensing.decisions", "disclosure.licensing.decisions"),
        ("disclosure.regulations.in_force", None),
        ("disclosure.fees.amount", None),
        ("requests.other.misc.total", None),
    ],
)
def test_what_corresponds_in_the_older_form(address: str, before: str | None) -> None:
    assert corresponding(address, "2021", "2019") == before


def test_other_outcomes_are_compared_as_a_sum_across_editions() -> None:
    last = old_form(requests__other__misc__total=4)
    this = balanced(requests__other__not_corrected__total=1, requests__other__misc__total=2)
    line = next(line for line in compare(last, this) if line.address == "requests.other.total")
    assert (line.name, line.difference, line.relative) == ("其他处理·总计", -1, Decimal(-25))


def test_what_has_no_counterpart_says_so() -> None:
    last = old_form(disclosure__procurement__items=3)
    lines = {line.address or line.before: line for line in compare(last, balanced())}
    assert "国办公开办函〔2019〕60号" in lines["disclosure.fees.amount"].note
    assert "国办公开办函〔2019〕60号" not in lines["disclosure.procurement.items"].note
    assert lines["disclosure.procurement.items"].differs
    assert lines["disclosure.procurement.items"].difference is None


@pytest.mark.parametrize(("last", "this"), [("2021", "2019"), ("2019", "2021"), ("2019", "2019")])
def test_no_cell_of_either_form_is_lost(last: str, this: str) -> None:
    def zeros(edition_id: str) -> Report:
        return Report(edition_id, dict.fromkeys(edition(edition_id).addresses, Cell.of("0")))

    lines = compare(zeros(last), zeros(this))
    assert {line.address for line in lines} >= set(edition(this).addresses)
    missing = set(edition(last).addresses) - {line.before for line in lines}
    assert all(address.startswith("requests.other.") for address in missing)
