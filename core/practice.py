"""The mistakes that the sample report is meant to show, and which of them a learner has dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.conclusion import decided
from core.model import Decisions, Finding
from core.texts import text


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted mistake: the rules that find it, and the cell or the part ("0" to "6") where it stands."""

    id: str
    rules: frozenset[str]
    place: str

    def shows(self, finding: Finding) -> bool:
        """True for a finding that speaks of this mistake."""
        return finding.rule in self.rules and (finding.part == self.place or self.place in finding.cells)

    @property
    def lesson(self) -> str:
        """What kind of mistake it is and how it is dealt with, in a sentence."""
        return text(f"practice.lesson.{self.id}")


FAULTS = (
    Fault("sum", frozenset({"requests-row-total", "requests-outcomes"}), "requests.granted.natural_person"),
    Fault("narrative", frozenset({"narrative-count"}), "disclosure.normative_documents.in_force"),
    Fault("sensitive", frozenset({"identity-number"}), "1"),
    Fault("citation", frozenset({"document-number-style"}), "0"),
    Fault("date", frozenset({"date-without-year-word"}), "0"),
    Fault("wording", frozenset({"number-without-measure-word"}), "1"),
    Fault("period", frozenset({"stale-year"}), "1"),
    Fault("structure", frozenset({"part-six-fees"}), "6"),
)
"""Every mistake in resources/samples/示例.txt."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is still to be dealt with: mistakes that were planted, and findings that came with the learner's edits."""

    left: tuple[Fault, ...]
    others: int

    @property
    def done(self) -> int:
        return len(FAULTS) - len(self.left)

    @property
    def finished(self) -> bool:
        return not self.left and not self.others


def fault_of(finding: Finding | None) -> Fault | None:
    """The planted mistake of which a finding speaks."""
    return next((fault for fault in FAULTS if finding is not None and fault.shows(finding)), None)


def progress(findings: Iterable[Finding], decisions: Decisions) -> Progress:
    """A mistake counts as dealt with once no finding speaks of it, or each that does was confirmed or ignored."""
    open_ones = [finding for finding in findings if decided(finding, decisions) is None]
    met = {fault.id for finding in open_ones if (fault := fault_of(finding)) is not None}
    return Progress(
        tuple(fault for fault in FAULTS if fault.id in met),
        sum(fault_of(finding) is None for finding in open_ones),
    )
