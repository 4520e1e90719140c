"""Settings come back as they were kept; what cannot be used is said and left at its default."""

import contextlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.model import Severity
from core.settings import (
    DEFAULT,
    FACES,
    FOLDER_VARIABLE,
    LONGEST_AUTOSAVE,
    SCALES,
    THEMES,
    Settings,
    dump,
    load,
    parse,
    path,
    rules_folder,
    save,
)

words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)
settings = st.builds(
    Settings,
    organisation=words,
    signatories=st.tuples(words, words, words),
    fonts=st.dictionaries(st.sampled_from(FACES), words),
    rules_off=st.frozensets(words),
    severities=st.dictionaries(words, st.sampled_from(Severity)),
    rules_folder=words,
    theme=st.sampled_from(THEMES),
    scale=st.sampled_from(SCALES),
    autosave=st.integers(0, LONGEST_AUTOSAVE),
)


@given(settings)
def test_settings_come_back_as_they_were_kept(chosen: Settings) -> None:
    assert parse(dump(chosen)) == type(parse(dump(DEFAULT)))(chosen)


@given(st.binary(max_size=200))
def test_any_bytes_are_settings_or_refused(content: bytes) -> None:
    with contextlib.suppress(UserError):
        assert parse(content).settings


@pytest.mark.parametrize(
    "entry",
    [
        '"theme": "pink"',
        '"scale": 101',
        '"scale": true',
        '"autosave": -1',
        '"autosave": "often"',
        '"signatories": ["甲"]',
        '"fonts": {"comic": "x"}',
        '"severities": {"a": "fatal"}',
        '"rules_off": "all"',
        '"organisation": 3',
        '"colour": "red"',
    ],
)
def test_a_wrong_value_is_said_and_the_others_are_used(entry: str) -> None:
    loaded = parse(f'{{"schema": 1, {entry}, "rules_folder": "规则"}}'.encode())
    assert loaded.settings == Settings(rules_folder="规则")
    (problem,) = loaded.problems
    assert entry.split('"')[1] in problem


def test_what_a_newer_version_wrote_is_kept_when_this_one_saves() -> None:
    newer = parse(b'{"schema": 3, "theme": "sepia", "margin": {"left": 28}, "autosave": 30}').settings
    again = json.loads(dump(replace(newer, organisation="清溪区政府办公室")))
    assert again == {
        "schema": 1,
        "theme": "sepia",
        "margin": {"left": 28},
        "organisation": "清溪区政府办公室",
        "autosave": 30,
    }
    # what the user chooses here is the user's, whatever stood there
    assert json.loads(dump(replace(newer, theme="dark")))["theme"] == "dark"


def test_settings_are_kept_in_the_place_of_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "new"))
    assert load().settings == DEFAULT
    save(Settings(organisation="清溪区政府办公室"))
    assert path().is_file()
    assert load().settings.organisation == "清溪区政府办公室"
    assert rules_folder(DEFAULT) == tmp_path / "new" / "rules"
    path().write_bytes(b"{")
    loaded = load()
    assert loaded.settings == DEFAULT
    assert loaded.problems
