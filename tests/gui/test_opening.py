"""What a process does to open the window, and what it leaves for later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import linecache, sys
from gui.app import prepare
application = prepare()
from gui.window import MainWindow
window = MainWindow()
window.show()
application.processEvents()
"""


def opened(code: str, folder: Path) -> str:
    environment = os.environ | {"NIANBAO_CONFIG": str(folder), "XDG_CONFIG_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", OPEN + code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_no_source_of_a_module_is_read(tmp_path: Path) -> None:
    assert opened("print([name for name in linecache.cache if '/gui/' in name or '/core/' in name])", tmp_path) == "[]"


def test_the_style_is_ours_whatever_the_system_has(tmp_path: Path) -> None:
    assert opened("application.setStyleSheet(''); print(application.style().name())", tmp_path) == "fusion"


@pytest.mark.parametrize("name", ["tomllib", "platformdirs", "hashlib", "rapidfuzz", "core.session", "gui.desk"])
def test_what_an_empty_window_does_not_need_is_not_loaded(name: str, tmp_path: Path) -> None:
    assert opened(f"print({name!r} in sys.modules)", tmp_path) == "False"
