"""The cells of this year's report beside last year's: which correspond, by how much they differ.

The form of 国办公开办函〔2019〕60号 counts some things otherwise than that of 国办公开办函〔2021〕30号: what
corresponds is compared, what does not is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.catalog import Edition, edition
from core.model import BLANK, Cell, Report
from core.texts import text
from core.values import Number, State, show

_COLUMNS = {("2021", "2019"): {"issued": "made"}, ("2019", "2021"): {"made": "issued"}}
"""(this year's edition, last year's) to columns of table two that count the same thing under another name."""

_SPLIT_ROW = "requests.other"
"""其他处理 is one row in edition 2019 and three in edition 2021: only its sum can be compared."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison. `address` is a cell or named sum of this year's form, `before` one of last year's;
    None where that form has no such cell, and then `note` says so. Sums are Cells with the sum as value."""

    address: str | None
    before: str | None
    name: str
    unit: str
    last: Cell
    this: Cell
    note: str = ""

    @property
    def difference(self) -> Number | None:
        """This year's number less last year's, in `unit`; None unless both are numbers."""
        if self.last.value is None or self.this.value is None:
            return None
        return self.this.value - self.last.value

    @property
    def relative(self) -> Decimal | None:
        """同比 in per cent; None where there is no difference to speak of or last year's number is 0."""
        if self.difference is None or not self.last.value:
            return None
        return Decimal(self.difference) * 100 / abs(Decimal(self.last.value))

    @property
    def differs(self) -> bool:
        """True for another number or other words. A blank beside 0 is shown as it is but is no difference."""
        if self.address is None or self.before is None:
            return bool(self.last.value or self.this.value)
        last, this = (
            cell.shown if cell.state is State.UNREADABLE else cell.value or 0 for cell in (self.last, self.this)
        )
        return last != this


def corresponding(address: str, this: str, last: str) -> str | None:
    """The cell of last year's edition that counts the same as that cell of this year's; None if there is none."""
    if this == last:
        return address
    if address.startswith(f"{_SPLIT_ROW}."):
        return None
    table, _, rest = address.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "disclosure":
        column = _COLUMNS.get((this, last), {}).get(column, column)
    before = f"{table}.{row}.{column}"
    return before if before in edition(last).table_of else None


def compare(last: Report, this: Report) -> tuple[Line, ...]:
    """All cells of this year's form in its order, then those that only last year's form has."""
    return tuple(_lines(last, this))


def _lines(last: Report, this: Report) -> Iterator[Line]:
    form, old = edition(this.edition), edition(last.edition)
    met = set()
    for table in form.tables:
        for address in table.addresses:
            before = corresponding(address, form.id, old.id)
            met.add(before)
            yield Line(
                address,
                before,
                form.describe(address),
                form.unit(address),
                last.cells[before] if before else BLANK,
                this.cells[address],
                "" if before else text("comparison.not_in_last", name=old.name),
            )
        if table.id == "requests" and form.id != old.id:
            for column in table.columns:
                address = f"{_SPLIT_ROW}.{column.id}"
                cells = summed(last, old, address), summed(this, form, address)
                yield Line(address, address, form.describe(address), column.unit, *cells)
    for address in old.addresses:
        if address not in met and not address.startswith(f"{_SPLIT_ROW}."):
            note = text("comparison.not_in_this", name=form.name)
            yield Line(None, address, old.describe(address), old.unit(address), last.cells[address], BLANK, note)


def summed(report: Report, form: Edition, address: str) -> Cell:
    """A named sum as a cell: unreadable if one of its cells is, blank if all are."""
    cells = [report.cells[cell] for cell in form.expand(address)]
    if any(cell.state is State.UNREADABLE for cell in cells):
        return next(cell for cell in cells if cell.state is State.UNREADABLE)
    if all(cell.state is State.BLANK for cell in cells):
        return BLANK
    total = sum(cell.value or 0 for cell in cells)
    return Cell(State.NUMBER, total, show(total))


def shown_change(difference: Number | None) -> str:
    """A difference with its sign and a mark of its own: ▲ 12, ▼ 3, "" for none."""
    if not difference:
        return ""
    return f"▲ {show(difference)}" if difference > 0 else f"▼ {show(-difference)}"


def shown_relative(relative: Decimal | None) -> str:
    """同比 as written in reports: +12.5%, −3%, "" for none."""
    if not relative:
        return ""
    rounded = f"{abs(relative):,.1f}".removesuffix(".0")
    return f"{'+' if relative > 0 else '−'}{rounded}%"
