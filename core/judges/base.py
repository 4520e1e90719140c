"""What a judge is given and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from core.catalog import Edition, edition
from core.equations import filled_in
from core.model import Finding, Report, Severity, Verdict
from core.rules import Rule


@dataclass(frozen=True)
class Case:
    """A report to be judged, and last year's report of the same body where there is one."""

    report: Report
    previous: Report | None = None

    @property
    def form(self) -> Edition:
        return edition(self.report.edition)

    @cached_property
    def alive(self) -> dict[str, bool]:
        """Which tables were filled in (core.equations.filled_in)."""
        return filled_in(self.report, self.form)


Judge = Callable[[Case, Rule], Iterable[Finding]]
"""Findings of one rule, in the order of the report. A judge never raises over what stands in a report, and is fast when
called again for a report of which only a cell has changed: what it reads from texts is kept by text."""


def found(rule: Rule, message: str, **details: object) -> Finding:
    """A finding of a rule: its id, category, severity and source, and the details that differ (see Finding)."""
    fields: dict[str, object] = {"severity": rule.severity, "verdict": Verdict.FAIL, "basis": rule.basis, **details}
    return Finding(rule=rule.id, category=rule.category, message=message, **fields)  # type: ignore[arg-type]


def could_not_check(rule: Rule, message: str, **details: object) -> Finding:
    """A finding that says what could not be checked: never a pass, never more than 存疑."""
    severity = Severity.INFO if rule.severity is Severity.INFO else Severity.WARNING
    return found(rule, message, severity=severity, verdict=Verdict.UNKNOWN, **details)
