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
from gui.picture import SCENES


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


def test_a_folder_gets_every_picture_small_and_sharp(tmp_path: Path) -> None:
    done = take(tmp_path, resource("samples", "示例.txt"))
    assert done.returncode == 0, done.stderr
    drawn = {path.stem: QImage(str(path)) for path in tmp_path.glob("*.png")}
    assert drawn.keys() == SCENES.keys()
    for name, picture in drawn.items():
        # every scene shows something else than an empty pane
        assert len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(picture.height())}) > 20, (
            name
        )


def test_the_help_holds_every_picture_and_shows_it() -> None:
    pictures = {path.stem: path.stat().st_size for path in resource("help").glob("*.png")}
    assert pictures.keys() == SCENES.keys()
    assert max(pictures.values()) <= 250_000
    assert sum(pictures.values()) <= 1_500_000
    pages = "".join(path.read_text(encoding="utf-8") for path in resource("help").glob("*.md"))
    assert {name for name in SCENES if f"({name}.png)" in pages} == SCENES.keys()


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
