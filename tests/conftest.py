"""No test reads or writes the settings and rules of the person who runs it."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from core.settings import FOLDER_VARIABLE


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new folder for settings and local rules; commands started by a test inherit it."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    # where the window of such a command remembers its recent files
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


# no test is timed: a busy machine is no fault of the program
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
