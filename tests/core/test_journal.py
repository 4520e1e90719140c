"""What is kept aside comes back whole, and what is damaged or half written is left out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import journal
from core.errors import UserError
from core.model import Cell
from core.pipeline import keep, load
from core.session import Origin
from core.workspace import Work, backup_of
from tests.core.builders import balanced

REPORT = balanced()
ORIGIN = Origin("财政局.txt", "原件".encode(), REPORT)


def edited(value: int) -> Work:
    changed = REPORT.with_cells({"requests.received.natural_person": Cell.of(str(value))})
    return Work(changed, ORIGIN)


def test_work_comes_back_as_it_was_written_last() -> None:
    entry = journal.new_entry("财政局.txt", Path("甲/财政局.txt"), None)
    assert journal.entries() == ()
    journal.write(entry, edited(3))
    journal.write(entry, edited(4))
    (found,) = journal.entries()
    assert (found.id, found.name, found.path, found.kept) == (entry.id, "财政局.txt", Path("甲/财政局.txt"), None)
    assert journal.recover(found) == edited(4)
    journal.discard(found)
    assert journal.entries() == ()


def test_the_latest_comes_first() -> None:
    old = journal.Entry("a", "旧", None, None, datetime(2026, 1, 5, 9))
    new = journal.Entry("b", "新", None, Path("b.nianbao"), datetime(2026, 1, 5, 10))
    for entry in (old, new):
        journal.write(entry, edited(1))
    assert journal.entries() == (new, old)


@pytest.mark.parametrize("damage", ["head", "work", "no work"])
def test_a_damaged_entry_stops_nothing(damage: str) -> None:
    entry = journal.new_entry("财政局.txt", None, None)
    journal.write(entry, edited(1))
    if damage == "head":
        (journal.folder() / f"{entry.id}.json").write_bytes(b'{"name"')
        assert journal.entries() == ()
    elif damage == "no work":
        entry.work_path.unlink()
        assert journal.entries() == ()
    else:
        entry.work_path.write_bytes(b"PK\x03\x04application/x-nianbao")
        with pytest.raises(UserError):
            journal.recover(journal.entries()[0])


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_name_is_kept(name: str) -> None:
    entry = journal.new_entry(name, None, None)
    journal.write(entry, edited(1))
    assert name in {found.name for found in journal.entries()}
    journal.discard(entry)


def test_the_save_before_stands_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "财政局.nianbao"
    keep(path, edited(1).report, ORIGIN)
    assert not backup_of(path).exists()
    keep(path, edited(2).report, ORIGIN)
    keep(path, edited(3).report, ORIGIN)
    assert backup_of(path).name == "财政局（上一次保存）.nianbao"
    assert load(path).report.cells["requests.received.natural_person"].value == 3
    assert load(backup_of(path)).report.cells["requests.received.natural_person"].value == 2
