"""Commands of the reviewer: decide of a finding, and open it again. Undo covers them like every other command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.catalog import EDITIONS, edition
from core.masking import masked
from core.model import Decision, DecisionKind, Decisions, Finding
from core.texts import text

_LONGEST_SUBJECT = 16
"""Characters of a message that name a finding in the menu."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Confirm a finding (the department mends it), or ignore it with a reason."""

    finding: Finding
    decision: Decision

    @property
    def name(self) -> str:
        kind = "confirm_name" if self.decision.kind is DecisionKind.CONFIRMED else "ignore_name"
        return text(f"decisions.{kind}", subject=subject(self.finding))

    def decide(self, decisions: Decisions) -> Decisions:
        """The decisions with this one; the same mapping where it was already so decided."""
        if decisions.get(self.finding.key) == self.decision:
            return decisions
        return {**decisions, self.finding.key: self.decision}


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take the decision on a finding back."""

    finding: Finding

    @property
    def name(self) -> str:
        return text("decisions.reopen_name", subject=subject(self.finding))

    def decide(self, decisions: Decisions) -> Decisions:
        key = self.finding.key
        if key not in decisions:
            return decisions
        return {other: decision for other, decision in decisions.items() if other != key}


def subject(finding: Finding) -> str:
    """A few words that name a finding: its first cell, the words it quotes, or how its message begins."""
    for address in (*finding.suspects, *finding.cells)[:1]:
        return _described(address)
    words = masked(finding.excerpt or finding.message)
    return words if len(words) <= _LONGEST_SUBJECT else f"{words[:_LONGEST_SUBJECT]}…"


def _described(address: str) -> str:
    for edition_id in EDITIONS:
        form = edition(edition_id)
        if address in form.table_of:
            return form.describe(address)
    return address


def confirmed(finding: Finding, note: str = "", by: str = "", on: date | None = None) -> Decide:
    """`by` and `on`: who decides, and when."""
    return Decide(finding, Decision(DecisionKind.CONFIRMED, note.strip(), by, on))


def ignored(finding: Finding, reason: str, by: str = "", on: date | None = None) -> Decide:
    """Raises ValueError without a reason."""
    return Decide(finding, Decision(DecisionKind.IGNORED, reason.strip(), by, on))
