"""Each rule says what it should: with a comparison turned, a sign changed or a term left out it judges differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.catalog import edition, is_total
from core.checks import confront
from core.model import Cell, Report
from core.rules import Rule, RuleSet, builtin

FORM = edition()
STATEMENTS = [rule for rule in builtin().rules if rule.statement]
TURNED = {"==": (">=", "<="), ">=": ("==", "<="), "<=": ("==", ">=")}


def full() -> Report:
    """A balanced report in which every cell is more than 0 and no two parts of a sum are alike."""
    cells = {address: at + 2 for at, address in enumerate(FORM.addresses)}
    requests, disputes = FORM.table("requests"), FORM.table("disputes")
    columns = [column.id for column in requests.columns if column.id != "total"]
    for column in columns:
        at = {row.id: f"requests.{row.id}.{column}" for row in requests.rows}
        cells[at["total"]] = sum(cells[a] for a in FORM.expand(f"requests.outcomes.{column}"))
        cells[at["received"]] = cells[at["total"]] + cells[at["carried_out"]] - cells[at["carried_in"]]
    for row in requests.rows:
        cells[f"requests.{row.id}.total"] = sum(cells[f"requests.{row.id}.{column}"] for column in columns)
    for row in disputes.rows:
        cells[f"disputes.{row.id}.total"] = sum(cells[a] for a in FORM.expand(f"disputes.{row.id}.results"))
    return Report("2021", {address: Cell.of(str(value)) for address, value in cells.items()})


def reports() -> list[Report]:
    """The full one, and it with one cell a little more, a little less, negative or no whole number."""
    balanced = full()
    changed = [
        balanced.with_cells({address: Cell.of(words)})
        for address in FORM.addresses
        if is_total(address) or address.startswith(("requests.received", "requests.carried", "disclosure"))
        for value in (balanced.cells[address].value,)
        for words in (f"{value + 1}", f"{value - 1}", f"-{value}", "-1", f"{value}.5")
    ]
    return [balanced, *changed]


REPORTS = reports()


def verdicts(rule: Rule, report: Report) -> set[tuple[str, ...]]:
    """The cells of each finding of that rule alone."""
    return {finding.cells for finding in confront(report, RuleSet((rule,))).findings}


def mutants(statement: str) -> Iterator[str]:
    """The statement wrongly written in every way that a slip of the hand could."""
    if found := re.fullmatch(r"whole\((.*)\)", statement):
        yield f"{found[1]} >= 0"
        return
    left, comparison, right = re.split(r" (==|>=|<=) ", statement)
    for other in TURNED[comparison]:
        yield f"{left} {other} {right}"
    yield f"{left} + 1 {comparison} {right}"
    for wrong in _wrong_sides(left):
        yield f"{wrong} {comparison} {right}"
    for wrong in _wrong_sides(right):
        yield f"{left} {comparison} {wrong}"


def _wrong_sides(side: str) -> Iterator[str]:
    """A sum with a term left out, taken away, or one of the members of a named sum left out."""
    terms = side.split(" + ")
    for at, term in enumerate(terms):
        rest = terms[:at] + terms[at + 1 :]
        if rest:
            yield " + ".join(rest)
            yield " + ".join(rest) + f" - {term}"
        for members in _without_one(term):
            yield " + ".join([*rest, *members])


def _without_one(term: str) -> Iterator[list[str]]:
    """A named sum of the form written out with one member missing, for each of its members."""
    table, _, rest = term.partition(".")
    row, _, column = rest.rpartition(".")
    if members := FORM.sums.get((table, row)):
        written = [f"{table}.{member}.{column}" for member in members]
    elif members := FORM.sums.get((table, column)):
        written = [f"{table}.{row}.{member}" for member in members]
    else:
        return
    for missing in written:
        yield [name for name in written if name != missing]


def test_the_full_report_satisfies_every_rule() -> None:
    for rule in STATEMENTS:
        assert verdicts(rule, REPORTS[0]) == set(), rule.id


@pytest.mark.parametrize("rule", STATEMENTS, ids=lambda rule: rule.id)
def test_a_rule_wrongly_written_judges_differently(rule: Rule) -> None:
    right = [verdicts(rule, report) for report in REPORTS]
    wrong = list(mutants(rule.statement))
    assert wrong
    for statement in wrong:
        mutant = replace(rule, statement=statement)
        assert any(verdicts(mutant, report) != expected for report, expected in zip(REPORTS, right, strict=True)), (
            statement
        )


@pytest.mark.parametrize("rule", [rule for rule in STATEMENTS if rule.over], ids=lambda rule: rule.id)
def test_a_rule_covers_every_row_or_column_that_it_names(rule: Rule) -> None:
    """Each of its equations is broken by some change of one of its cells."""
    from core.rules import equations

    for equation in equations(RuleSet((rule,)), "2021"):
        address = equation.form.cells[0]
        value = REPORTS[0].cells[address].value
        assert value is not None
        wrong = [
            REPORTS[0].with_cells({address: Cell.of(words)}) for words in (f"{value + 1}", f"-{value}", f"{value}.5")
        ]
        assert any(equation.form.cells in verdicts(rule, report) for report in wrong), equation.form.cells
