"""Judges of a report's build: the edition of its form, its parts and tables."""

from __future__ import annotations

from collections.abc import Iterator

from core.catalog import CURRENT, edition
from core.judges.base import Case, found
from core.model import Finding
from core.rules import Rule
from core.texts import text


def outdated_edition(case: Case, rule: Rule) -> Iterator[Finding]:
    """A report on a form that had been replaced by its year (国办公开办函〔2021〕30号 holds from 2021 on)."""
    year, form, current = case.report.year, case.form, edition(CURRENT)
    if year is not None and form.from_year < current.from_year <= year:
        message = text("checks.outdated_edition", year=year, used=form.name, current=current.name)
        yield found(rule, message, part="2")
