import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from core.errors import UserError
from core.model import Decision, DecisionKind
from core.pipeline import keep, load
from core.session import Origin, Session, SetCells
from core.workspace import Work, is_work, pack, unpack
from tests.core.builders import balanced


def work() -> Work:
    report = balanced({"1": "一段。"})
    session = Session(report, Origin("报告.txt", b"abc", report))
    session.do(SetCells({"requests.granted.total": "6"}))
    return Work(session.report, session.origin or Origin("", b"", report))


def test_kept_work_opens_again_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "工作.nianbao"
    keep(path, work().report, work().origin)
    loaded = load(path)
    assert loaded.report == work().report
    assert loaded.origin == work().origin


def test_the_same_work_gives_the_same_bytes() -> None:
    assert pack(work()) == pack(work())
    assert is_work(pack(work()))


def test_decisions_are_kept_with_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "工作.nianbao"
    decisions = {
        "requests-balance:0a1b": Decision(DecisionKind.CONFIRMED),
        "requests-total:2c3d": Decision(DecisionKind.IGNORED, "原件如此", "王工", date(2026, 1, 8)),
    }
    keep(path, work().report, work().origin, decisions)
    assert load(path).decisions == decisions


def test_work_kept_before_there_were_decisions_opens_with_none() -> None:
    old = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack(work()))) as source, zipfile.ZipFile(old, "w") as target:
        names = ["mimetype", "head.json", "report.json", "original.json", "source"]
        for name in names:
            target.writestr(name, source.read(name))
    opened = unpack(old.getvalue())
    assert opened.report == work().report
    assert opened.decisions == {}


@pytest.mark.parametrize(
    "record",
    [
        '{"k": {"kind": "ignored", "reason": " ", "by": "", "on": null}}',
        '{"k": {"kind": "postponed", "reason": "", "by": "", "on": null}}',
        '{"k": {"kind": "confirmed"}}',
        '{"k": {"kind": "confirmed", "reason": "", "on": "昨天"}}',
        "[]",
    ],
)
def test_decisions_that_make_no_sense_are_refused(record: str) -> None:
    spoiled = io.BytesIO(pack(work()))
    with zipfile.ZipFile(spoiled, "a") as archive:
        archive.writestr("decisions.json", record)
    with pytest.raises(UserError):
        unpack(spoiled.getvalue())


@pytest.mark.parametrize("cut", [40, 200, 1000])
def test_damaged_work_is_refused_with_a_way_out(cut: int) -> None:
    with pytest.raises(UserError, match="损坏"):
        unpack(pack(work())[:-cut])


def test_work_of_a_later_version_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", b"application/x-nianbao")
        archive.writestr("head.json", b'{"schema": 99}')
    with pytest.raises(UserError, match="新版本"):
        unpack(stream.getvalue())
