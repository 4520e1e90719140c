import io
import zipfile
from pathlib import Path

import pytest

from core.errors import UserError
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
