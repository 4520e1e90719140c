"""What the program is made of is named with version and licence, and nothing is forgotten."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QDialog, QTextBrowser

import gui.dialogs as real
from gui.dialogs import PARTS
from gui.window import MainWindow

# the fixture of all window tests takes the dialogs away; this one is looked at
show_about = real.show_about
SPEC = Path("build/nianbao.spec").read_text(encoding="utf-8")
NOT_BUNDLED = set(re.findall(r'"([\w.-]+)"', re.search(r"NOT_BUNDLED = \{(.*)\}", SPEC)[1]))  # type: ignore[index]


def needs(name: str, found: set[str]) -> set[str]:
    """Names of everything that a distribution needs at run time on this machine."""
    for requirement in map(Requirement, distribution(name).requires or []):
        wanted = canonicalize_name(requirement.name)
        here = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if here and wanted not in found | NOT_BUNDLED:
            found.add(wanted)
            needs(wanted, found)
    return found


def test_every_part_that_is_bundled_is_named_once() -> None:
    names = [canonicalize_name(name) for name, _ in PARTS]
    assert len(names) == len(set(names))
    assert set(names) >= needs("nianbao", set())


@pytest.mark.parametrize(("name", "licence"), PARTS, ids=[name for name, _ in PARTS])
def test_the_licence_is_the_one_that_the_part_declares(name: str, licence: str) -> None:
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip("not needed on this machine")
    words = [about.get("License-Expression") or "", about.get("License") or "", *(about.get_all("Classifier") or [])]
    declared = " ".join(words).casefold()
    for one in licence.split(" / "):
        kind = re.split(r"[-\s]", one.removeprefix("SIL "))[0].casefold()
        assert kind in declared, f"{name}: {one}"


def test_the_readme_names_every_direct_part() -> None:
    readme = Path("README.md").read_text(encoding="utf-8").split("## 许可")[1].casefold()
    direct = {
        canonicalize_name(Requirement(r).name) for r in distribution("nianbao").requires or [] if "extra" not in r
    }
    shown = {"pyside6-essentials": "pyside6", "pylopdf-fonts-zh-cn": "noto serif sc"}
    assert [name for name in sorted(direct) if shown.get(name, name) not in readme] == []


def test_versions_and_licences_are_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def look(dialog: QDialog) -> int:
        page = dialog.findChild(QTextBrowser)
        assert isinstance(page, QTextBrowser)
        pages.append(page.toPlainText())
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    show_about(window)
    for name, licence in PARTS:
        assert name in pages[0]
        assert licence in pages[0]
    assert distribution("typst").version in pages[0]
