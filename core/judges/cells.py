"""Judges of the cells themselves: tables that were not filled in, words where a number should stand."""

from __future__ import annotations

from collections.abc import Iterator

from core.judges.base import Case, could_not_check
from core.model import Finding
from core.rules import Rule
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
