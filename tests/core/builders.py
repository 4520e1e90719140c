"""Reports made in the test itself: a balanced one, and small changes to it."""

from __future__ import annotations

from core.catalog import edition
from core.model import PART_NUMBERS, Cell, Part, Report

FILLED = {
    "disclosure.normative_documents.issued": 2,
    "disclosure.fees.amount": "4068.208",
    "requests.received.natural_person": 7,
    "requests.received.business": 1,
    "requests.received.total": 8,
    "requests.carried_in.natural_person": 2,
    "requests.carried_in.total": 2,
    "requests.granted.natural_person": 4,
    "requests.granted.business": 1,
    "requests.granted.total": 5,
    "requests.unavailable.not_held.natural_person": 3,
    "requests.unavailable.not_held.total": 3,
    "requests.total.natural_person": 7,
    "requests.total.business": 1,
    "requests.total.total": 8,
    "requests.carried_out.natural_person": 2,
    "requests.carried_out.total": 2,
    "disputes.review.upheld": 1,
    "disputes.review.total": 1,
}


def balanced(parts: dict[str, str] | None = None, **changes: object) -> Report:
    """A report of 2024 in which everything balances; `changes` name cells with __ for the dot."""
    form = edition()
    cells = {address: Cell.of(str(FILLED.get(address, 0))) for address in form.addresses}
    texts = parts or {}
    report = Report(
        "2021",
        cells,
        tuple(
            Part(
                n, form.heading(n) if n != "0" else None, texts.get(n, ""), (None,) * len(texts.get(n, "").split("\n"))
            )
            for n in PART_NUMBERS
        ),
        title="2024年度云山市清溪区水务局政府信息公开工作年度报告",
        agency="云山市清溪区水务局",
        year=2024,
    )
    return with_cells(report, **changes)


def with_cells(report: Report, **changes: object) -> Report:
    return report.with_cells({name.replace("__", "."): Cell.of(str(value)) for name, value in changes.items()})
