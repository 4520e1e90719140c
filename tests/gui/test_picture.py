"""`--picture` draws the window with a file into a picture and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from core.files import resource
from gui import app


def take(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from gui.app import run; sys.exit(run(sys.argv[1:]))", "--picture"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=60, check=False
    )


def test_the_window_is_drawn(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    done = take(picture, resource("samples", "示例.txt"))
    assert done.returncode == 0, done.stderr
    drawn = QImage(str(picture))
    assert (drawn.width(), drawn.height()) == (1440, 900)


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    done = take(tmp_path / "window.png", tmp_path / "没有.txt")
    assert done.returncode == 2
    assert "找不到" in done.stderr


def test_without_a_screen_the_terminal_is_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert app.run(["报告.txt"]) == 2
    assert "nianbao check" in capsys.readouterr().err
