"""The verdict on a report: 可送审, 有错 or 未能检查 N 项, made from findings and decisions. All who say it ask here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import Decision, DecisionKind, Decisions, Finding, Severity, Verdict
from core.texts import text

NO_DECISIONS: Decisions = {}


class Outcome(StrEnum):
    """What becomes of the report: there are faults; something could not be checked; a person must look; ready."""

    FAILED = "failed"
    UNCHECKED = "unchecked"
    DOUBTFUL = "doubtful"
    READY = "ready"


_MARKS: Mapping[Outcome, str] = {Outcome.FAILED: "✗", Outcome.UNCHECKED: "…", Outcome.DOUBTFUL: "？"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict and its numbers. `errors`, `warnings`, `infos` and `unchecked` leave out what was ignored;
    `confirmed` and `ignored` count findings of every level, `ignored_unchecked` those that could not be checked."""

    outcome: Outcome
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    unchecked: int = 0
    confirmed: int = 0
    ignored: int = 0
    ignored_unchecked: int = 0
    rules_off: int = 0
    """Rules that the user has switched off: what they would have found nobody knows."""

    @property
    def status(self) -> str:
        """failed with an error or with a confirmed fault, else passed: what the terminal's exit status follows."""
        return "failed" if self.outcome is Outcome.FAILED else "passed"

    def __str__(self) -> str:
        """One line: ✗ 2 处错误 · 1 处存疑 · 另有 1 处已忽略. What was ignored, and that rules are
        switched off, is always said."""
        counts = (("errors", self.errors), ("warnings", self.warnings), ("unchecked", self.unchecked))
        words = [text(f"decisions.verdict.{name}", count=count) for name, count in counts if count]
        if self.confirmed:
            name = "confirmed" if words else "confirmed_alone"
            words.append(text(f"decisions.verdict.{name}", count=self.confirmed))
        if self.outcome is Outcome.READY:
            words.insert(0, text("decisions.verdict.ready_after_review" if self.ignored else "decisions.verdict.ready"))
        if self.ignored:
            name = "ignored_unchecked" if self.ignored_unchecked else "ignored"
            words.append(text(f"decisions.verdict.{name}", count=self.ignored, unchecked=self.ignored_unchecked))
        mark = _MARKS.get(self.outcome)
        off = text("decisions.verdict.rules_off", count=self.rules_off) if self.rules_off else ""
        return (f"{mark} " if mark else "") + " · ".join(words) + off


def conclude(
    findings: Iterable[Finding], decisions: Decisions = NO_DECISIONS, rules_off: int = 0, *, uncompared: bool = False
) -> Conclusion:
    """The verdict on those findings. An ignored one does not stand in the way of 可送审; a confirmed one, of whatever
    level, is a fault that has to be mended; what could not be checked is never a pass. `rules_off` are said with it.
    `uncompared` when last year's report was asked for and there was none to compare with: no check of it was made."""
    counts = dict.fromkeys(("errors", "warnings", "infos", "unchecked", "confirmed", "ignored"), 0)
    counts["unchecked"] = int(uncompared)
    hidden = 0
    failed = False
    for finding in findings:
        # a key costs a hash, and most reports have no decision yet
        decision = decisions.get(finding.key) if decisions else None
        unchecked = finding.verdict is Verdict.UNKNOWN
        if decision is not None and decision.kind is DecisionKind.IGNORED:
            counts["ignored"] += 1
            hidden += unchecked
            continue
        counts["unchecked" if unchecked else _COUNTED[finding.severity]] += 1
        counts["confirmed"] += decision is not None
        failed |= decision is not None or finding.severity is Severity.ERROR
    return Conclusion(_outcome(failed, counts), **counts, ignored_unchecked=hidden, rules_off=rules_off)


def tally(outcomes: Iterable[Outcome | None]) -> str:
    """How many of several reports came to which verdict; None stands for a file that could not be read."""
    counts = Counter(outcomes)
    kinds = {outcome.value: counts[outcome] for outcome in Outcome}
    return text("decisions.tally", all=counts.total(), unreadable=counts[None], **kinds)


_COUNTED = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}


def _outcome(failed: bool, counts: Mapping[str, int]) -> Outcome:
    if failed:
        return Outcome.FAILED
    if counts["unchecked"]:
        return Outcome.UNCHECKED
    return Outcome.DOUBTFUL if counts["warnings"] else Outcome.READY


def decided(finding: Finding, decisions: Decisions) -> Decision | None:
    """What was decided of a finding, None while it is open."""
    return decisions.get(finding.key) if decisions else None


def is_ignored(finding: Finding, decisions: Decisions) -> bool:
    decision = decided(finding, decisions)
    return decision is not None and decision.kind is DecisionKind.IGNORED


def open_sensitive(findings: Iterable[Finding], decisions: Decisions = NO_DECISIONS) -> int:
    """How many places with personal data or the like are in the report, without those that were ignored."""
    return sum(finding.category == "sensitive" and not is_ignored(finding, decisions) for finding in findings)


def conclusion_to_dict(conclusion: Conclusion) -> dict[str, Any]:
    """As the terminal's --json and the .json review copy give it; `text` is what people read."""
    return {
        "outcome": conclusion.outcome.value,
        "text": str(conclusion),
        "errors": conclusion.errors,
        "warnings": conclusion.warnings,
        "infos": conclusion.infos,
        "unchecked": conclusion.unchecked,
        "confirmed": conclusion.confirmed,
        "ignored": conclusion.ignored,
        "rules_off": conclusion.rules_off,
    }
