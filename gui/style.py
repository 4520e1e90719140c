"""Colours and fonts of the window, named by what they mean. Light and dark follow the application's palette.

Every meaning has a shape as well (corner, hatching, dots), drawn where it is used: colour never stands alone. The hues
are those that colour-blind people tell apart (vermilion, amber, blue, purple; after Okabe and Ito).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from gui.fonts import ensure_cjk_font, serif_family

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FRAME = QSize(8, 36)
"""What the system draws round a window."""
BASE_SIZE = 9.0
"""Point size of ordinary text in the window."""


class Colours(NamedTuple):
    """A theme. `*_fill` lie behind text, `*_mark` are lines, corners and words; both keep text readable (4.5:1)."""

    dark: bool
    paper: QColor
    label: QColor
    total: QColor
    ink: QColor
    faint: QColor
    line: QColor
    frame: QColor
    accent: QColor
    selection: QColor
    hover: QColor
    lit: QColor
    named: QColor
    error_fill: QColor
    error_mark: QColor
    suspect_fill: QColor
    warning_fill: QColor
    warning_mark: QColor
    blank_needed: QColor
    edited: QColor
    unsure: QColor
    passed: QColor


def _theme(dark: bool, **names: str) -> Colours:
    return Colours(dark, **{name: QColor(value) for name, value in names.items()})


LIGHT = _theme(
    dark=False,
    paper="#ffffff",
    label="#fafaf8",
    total="#f1f3f5",
    ink="#1b1d1f",
    faint="#5a5f64",
    line="#a9adb1",
    frame="#4a4e52",
    accent="#0b5cad",
    selection="#380b5cad",
    hover="#0e0b5cad",
    lit="#cfe3f7",
    named="#e6eef6",
    error_fill="#fdece7",
    error_mark="#b8330b",
    suspect_fill="#f9c9b9",
    warning_fill="#fff4d1",
    warning_mark="#8a5a00",
    blank_needed="#a86f00",
    edited="#0b5cad",
    unsure="#8a2f7a",
    passed="#1d6f50",
)

DARK = _theme(
    dark=True,
    paper="#1f2123",
    label="#25282b",
    total="#2c3034",
    ink="#e6e7e8",
    faint="#adb3b9",
    line="#50555a",
    frame="#8b9196",
    accent="#6cb2f5",
    selection="#4c6cb2f5",
    hover="#186cb2f5",
    lit="#1b3d5f",
    named="#2b3a49",
    error_fill="#47261c",
    error_mark="#ff9270",
    suspect_fill="#713420",
    warning_fill="#3f361a",
    warning_mark="#f0bf4c",
    blank_needed="#f0bf4c",
    edited="#6cb2f5",
    unsure="#e59ad6",
    passed="#6fd0a6",
)


def colours() -> Colours:
    """The theme that fits the application's palette at this moment."""
    window = QGuiApplication.palette().window().color()
    return DARK if window.lightness() < 128 else LIGHT


def ui_font(size: float = BASE_SIZE, *, bold: bool = False) -> QFont:
    """Font of controls and lists, `size` in points."""
    return _font(ensure_cjk_font(), size, bold)


def form_font(size: float = BASE_SIZE) -> QFont:
    """Font of the official form (宋体-like), `size` in points. Never bold, as in a document: what stands out there is
    set in 黑体 (`ui_font`), which is loaded anyway."""
    return _font(serif_family(), size, bold=False)


def _font(family: str, size: float, bold: bool) -> QFont:
    font = QFont(family)
    font.setPointSizeF(size)
    font.setBold(bold)
    return font


def elided(widget: QWidget, words: str, room: int) -> str:
    """The words in that many pixels of width, ending in dots where they are longer."""
    return widget.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0))


def resize_within(window: QWidget, width: int, height: int) -> None:
    """Make a window that large, as far as its screen has room: a small screen with large text has little."""
    room = window.screen().availableGeometry().size() - _FRAME
    window.resize(QSize(width, height).boundedTo(room))
