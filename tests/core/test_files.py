import errno
from pathlib import Path

import pytest

from core import files
from core.errors import UserError
from core.files import read_bytes, write_atomically


def test_a_folder_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="文件夹"):
        read_bytes(tmp_path)
    empty = tmp_path / "空.txt"
    empty.touch()
    with pytest.raises(UserError, match="空文件"):
        read_bytes(empty)
    with pytest.raises(UserError, match="找不到"):
        read_bytes(tmp_path / "没有.txt")


def test_a_file_above_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(UserError, match="超过"):
        read_bytes(path, limit=10)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "锁.txt"
    path.write_bytes(b"x")

    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UserError, match="没有权限"):
        read_bytes(path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(UserError, match=r"原文件未动|没有保存"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["报告.docx"]


def test_a_write_replaces_at_once(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    with pytest.raises(UserError, match="不存在"):
        write_atomically(tmp_path / "没有" / "a.txt", b"x")
