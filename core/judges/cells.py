"""Judges of the cells themselves: tables that were not filled in, words where a number should stand, guessed cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from core.judges.base import Case, could_not_check, found
from core.model import Finding
from core.rules import Rule, builtin, equations
from core.texts import text
from core.values import State


def empty_table(case: Case, rule: Rule) -> Iterator[Finding]:
    """A table without any number could not be checked."""
    for table in case.form.tables:
        if not case.alive[table.id]:
            yield could_not_check(rule, text("checks.empty_table", table=table.title), part=table.part)


def unreadable_cell(case: Case, rule: Rule) -> Iterator[Finding]:
    """A cell with words that are no number is neither 0 nor blank."""
    for address, table in case.form.table_of.items():
        cell = case.report.cells[address]
        if cell.state is State.UNREADABLE:
            yield could_not_check(
                rule,
                text("checks.unreadable", cell=case.form.describe(address), words=cell.shown),
                cells=(address,),
                part=table.part,
                values=(cell.shown,),
                suspects=(address,),
            )


def blank_unproved(case: Case, rule: Rule) -> Iterator[Finding]:
    """Blanks of a filled table of which no sum says that they are 0."""
    for table in case.form.tables:
        blanks = [
            address
            for address in table.addresses
            if case.report.cells[address].state is State.BLANK and address not in _in_sums(case.report.edition)
        ]
        if blanks and case.alive[table.id]:
            message = text("checks.blank_unproved", table=table.title, count=len(blanks))
            yield found(rule, message, cells=tuple(blanks), part=table.part)


@cache
def _in_sums(edition_id: str) -> frozenset[str]:
    """The cells that some sum of the program's own rules covers."""
    return frozenset(
        cell for one in equations(builtin(), edition_id) if len(one.form.cells) > 1 for cell in one.form.cells
    )


def unsure_cell(case: Case, rule: Rule) -> Iterator[Finding]:
    """Cells that the reader could only guess, row by row, until a person has confirmed them."""
    for table in case.form.tables:
        rows: dict[str, list[str]] = {}
        for address in table.addresses:
            if case.report.cells[address].guessed:
                rows.setdefault(address.rpartition(".")[0], []).append(address)
        for addresses in rows.values():
            values = tuple(case.report.cells[address].shown for address in addresses)
            words = text("unsure.separator").join(value or text("unsure.blank") for value in values)
            name = case.form.describe(addresses[0]).partition("·")[0]
            message = text("unsure.finding", row=name, count=len(addresses), words=words)
            yield could_not_check(rule, message, cells=tuple(addresses), part=table.part, values=values)
