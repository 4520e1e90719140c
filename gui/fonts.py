"""Chinese fonts of the window: the system's own on Windows and macOS, which are made for its screens; elsewhere the
Noto SC that the program brings. The same drawings stand in a Linux system's Noto CJK or Source Han, with those of all
of East Asia beside them in every weight: a window written in these holds 10 MB more."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

SANS_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC")
"""黑体-like families, best on a screen first."""

SERIF_FAMILIES = ("SimSun", "NSimSun", "宋体", "Songti SC")
"""宋体-like families, those that official documents use first."""


@cache
def ensure_cjk_font() -> str:
    """Family for the window's Chinese (黑体-like). Needs a QGuiApplication; registers a packaged font at most once."""
    return _first_of(SANS_FAMILIES, "sans_path")


@cache
def serif_family() -> str:
    """Family for the official form (宋体-like), found or registered when a form is first shown."""
    return _first_of(SERIF_FAMILIES, "serif_path")


def _first_of(wanted: tuple[str, ...], packaged: str) -> str:
    present = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    for family in wanted:
        if family in present:
            return family
    # imported here because most machines have a font of the system's own
    import pylopdf_fonts_zh_cn

    number = QFontDatabase.addApplicationFont(str(getattr(pylopdf_fonts_zh_cn, packaged)()))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else QFont().family()
