"""Sentences of published reports, where they are at hand beside the project: what is claimed is read, a report that
agrees stays quiet, a slip of the pen is found. Skipped elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.narrative import Claim, Kind, claims_of
from tests.core.narrative.sentences import complaints, report_with, slips, year_of
from tests.core.narrative.spoken import SPOKEN, YEAR, claimed

SENTENCES = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "narratives.jsonl"
RECALL, QUIET, FOUND = 0.95, 0.97, 0.95


def published() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not SENTENCES.is_file(), reason="no published sentences beside the project")
def test_claims_of_published_sentences_are_read() -> None:
    right = missed = extra = 0
    for case in published():
        found = [c for c in claims_of(case["text"], year_of(case["text"])) if c.kind in (Kind.COUNT, Kind.DENIAL)]
        truth = {(address, value) for address, value in case["claims"].items()}
        told = {(address, value) for address, value in truth if any(_says(c, address, value) for c in found)}
        right, missed = right + len(told), missed + len(truth - told)
        extra += sum(not any(_says(c, address, value) for address, value in truth) for c in found)
    assert right / (right + missed) >= RECALL
    assert extra <= 6, "what the sentences do say (均维持, 其他组织, 其他1件) but their list does not"


def _says(claim: Claim, address: str, value: int) -> bool:
    return claim.value == value and (address,) in claim.readings


@pytest.mark.skipif(not SENTENCES.is_file(), reason="no published sentences beside the project")
def test_reports_that_agree_stay_quiet_and_slips_are_found() -> None:
    cases = [(case["text"], case["claims"], year_of(case["text"])) for case in published()]
    quiet, found = measured(cases)
    assert quiet >= QUIET
    assert found >= FOUND


def test_reports_around_our_own_sentences_stay_quiet_and_slips_are_found() -> None:
    cases = []
    for sentence, words in SPOKEN:
        told = claimed(words)
        if all(len(addresses) == 1 and number.isdecimal() for addresses, number in told):
            cases.append((sentence, {addresses[0]: int(number) for addresses, number in told}, YEAR))
    quiet, found = measured(cases)
    assert quiet >= QUIET
    assert found >= FOUND


def measured(cases: list[tuple[str, dict[str, int], int]]) -> tuple[float, float]:
    """The share of agreeing reports that stay quiet, and of slips that are found at their place."""
    quiet = found = changed = 0
    for sentence, claims, year in cases:
        report = report_with(sentence, claims, year)
        quiet += not complaints(report)
        for wrong, (start, end) in slips(sentence, claims):
            part = report.part("1")
            findings = complaints(report.with_part(type(part)(part.number, part.heading, wrong, (None,))))
            changed += 1
            found += any(f.span is not None and f.span[0] < end and start < f.span[1] for f in findings)
    return quiet / len(cases), found / changed
