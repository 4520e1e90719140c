"""A file with several reports through the terminal: the first unless told, the others are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli import main
from core.errors import UserError
from core.pipeline import load, load_all
from tests.core.gathered import TOWN, WATER, lines_of


@pytest.fixture
def both(tmp_path: Path) -> Path:
    path = tmp_path / "汇总.txt"
    path.write_text("\n".join([*lines_of(WATER), *lines_of(TOWN)]), encoding="utf-8")
    return path


def test_loading_gives_the_first_or_the_one_of_that_number(both: Path) -> None:
    assert load(both).report.agency == WATER.agency
    assert load(both, 2).report.agency == TOWN.agency
    assert [loaded.report.agency for loaded in load_all(both)] == [WATER.agency, TOWN.agency]
    assert load(both).origin.content == both.read_bytes()


def test_a_number_beyond_the_last_says_how_many_there_are(both: Path) -> None:
    with pytest.raises(UserError, match="没有第 3 份"):
        load(both, 3)


def test_check_has_one_entry_and_names_the_others(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(both), "--json"])
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert entry["report"]["agency"] == WATER.agency
    assert any("青石镇人民政府" in notice and "2 份报告" in notice for notice in entry["notices"])


def test_check_takes_the_report_that_was_asked_for(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(both), "--json", "--report", "2"])
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert entry["report"]["agency"] == TOWN.agency
    assert main(["check", str(both), "--json", "--report", "3"]) == 2
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert "没有第 3 份" in entry["error"]


def test_export_takes_the_report_that_was_asked_for(both: Path, tmp_path: Path) -> None:
    target = tmp_path / "青石镇.json"
    assert main(["export", str(both), "-o", str(target), "--report", "2"]) == 0
    assert load(target).report.agency == TOWN.agency
