"""Whatever a report holds, each document that is saved reads back to the same cells, text and metadata."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from core.export import EXPORTERS, render
from core.model import Report
from core.pipeline import read_all
from tests.core.invented import reports

METADATA = (
    *("edition", "title", "agency", "year", "index_number", "document_number", "publisher"),
    *("published", "completed", "signatory"),
)
EXAMPLES = {"pdf": 8, "xlsx": 15, "docx": 20, "html": 20, "json": 20}
"""A PDF is set and read in the time of ten others."""


def cells_of(report: Report) -> dict[str, tuple[str, str]]:
    return {address: (cell.state.value, cell.shown) for address, cell in report.cells.items()}


def text_of(report: Report, kind: str) -> dict[str, tuple[str | None, list[str]]]:
    """Heading and paragraphs of each part, without the blanks around them and without empty ones.

    A page shows blanks in a row as one. A worksheet's cell that begins with = is a formula to whoever reads it.
    """
    found: dict[str, tuple[str | None, list[str]]] = {}
    for part in report.parts:
        lines = [line.strip() for line in part.paragraphs if line.strip()]
        if kind == "html":
            lines = [re.sub(" +", " ", line) for line in lines]
        if kind == "xlsx":
            lines = [line for line in lines if not line.startswith("=")]
        found[part.number] = (part.heading, lines)
    return found


def test_every_exporter_is_tried() -> None:
    assert set(EXAMPLES) == set(EXPORTERS)


@pytest.mark.parametrize("kind", EXPORTERS)
def test_what_is_saved_reads_back(kind: str) -> None:
    # the same reports every time: who changes something else should not meet a rare case by chance
    @settings(max_examples=EXAMPLES[kind], derandomize=True, suppress_health_check=list(HealthCheck))
    @given(reports())
    def same(report: Report) -> None:
        (loaded,) = read_all(render(report, kind), Path(f"报告.{kind}"))
        back = loaded.report
        assert cells_of(back) == cells_of(report)
        assert text_of(back, kind) == text_of(report, kind)
        assert {name: getattr(back, name) for name in METADATA} == {name: getattr(report, name) for name in METADATA}

    same()
