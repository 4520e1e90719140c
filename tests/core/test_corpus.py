"""Published reports and files of departments, where they are at hand beside the project; skipped elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.model import Severity
from core.pipeline import check, load

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def cases() -> list[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.truth.json"))]
    index = CORPUS / "shapes" / "index.json"
    return found + (json.loads(index.read_text(encoding="utf-8")) if index.is_file() else [])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no published reports beside the project")
def test_every_cell_of_every_file_is_exact() -> None:
    for case in cases():
        report = load(CORPUS / case["file"]).report
        values = {address: None if cell.value is None else float(cell.value) for address, cell in report.cells.items()}
        assert values == case["cells"], case["file"]
        assert (report.agency, report.year) == (case["agency"], case["year"])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no published reports beside the project")
def test_the_published_report_has_two_faults_of_wording_and_no_error() -> None:
    findings = check(load(CORPUS / "shangyu-2024.txt").report).findings
    assert [(f.category, f.severity, f.excerpt) for f in findings] == [
        ("wording", Severity.WARNING, "20241月1日"),
        ("wording", Severity.WARNING, "2"),
    ]
