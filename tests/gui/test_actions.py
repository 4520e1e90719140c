"""Every action of the table has its words, a handler, and a shortcut of its own."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from core.files import resource
from core.model import PART_NUMBERS
from core.texts import has_text, text
from gui.actions import ACTIONS, MENUS, PANES, RECENT, TOOLBAR, ActionSpec, icon
from gui.style import DARK
from gui.window import MainWindow


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_action_has_words_and_icon(spec: ActionSpec) -> None:
    assert has_text(f"window.action.{spec.id}.text")
    assert has_text(f"window.action.{spec.id}.tip")
    assert not spec.icon or resource("icons", spec.icon).exists()


def test_handlers_exist(opened: object) -> None:
    window = opened()  # type: ignore[operator]
    assert isinstance(window, MainWindow)
    for spec in ACTIONS:
        assert callable(attrgetter(spec.handler)(window)), spec.id


def test_shortcuts_are_used_once() -> None:
    keys = [keys for spec in ACTIONS for keys in spec.shortcuts]
    assert len(keys) == len(set(keys))


def test_shortcuts_leave_the_keys_of_menus_and_of_editing_alone() -> None:
    menus = {f"Alt+{words[words.index('&') + 1]}" for name, _ in MENUS if (words := text(f"window.menu.{name}"))}
    assert len(menus) == len(MENUS)
    editing = {f"Ctrl+{letter}" for letter in "ACVX"} | {"F2", "Del", "Tab", "Esc", "Return", "Home", "End", "F10"}
    ours = {QKeySequence(keys).toString() for spec in ACTIONS for keys in spec.shortcuts}
    assert not ours & (menus | editing)


def test_every_part_has_its_action() -> None:
    assert [spec.value for spec in ACTIONS if spec.id.startswith("part_")] == list(PART_NUMBERS)


def test_menus_and_toolbar_name_actions_of_the_table() -> None:
    known = {spec.id for spec in ACTIONS}
    listed = {entry for _, entries in MENUS for entry in entries if entry not in (None, RECENT, PANES)}
    assert listed == known
    assert {entry for entry in TOOLBAR if entry} <= known


def test_icons_can_be_drawn_for_dark_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.actions.colours", lambda: DARK)
    for spec in ACTIONS:
        if spec.icon:
            assert not icon(spec.icon).pixmap(20, 20).isNull(), spec.icon


def test_icons_are_in_resources() -> None:
    assert Path(resource("icons", "nianbao-128.png")).exists()
