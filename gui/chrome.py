"""What the window looks like around the form: palette and style sheet for controls, panes and the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from core.files import resource
from gui.style import BASE_SIZE, DARK, LIGHT, Colours, ui_font

_SURFACE = {False: "#eef0f2", True: "#17191b"}
_PANE = {False: "#f8f9fa", True: "#1c1f21"}
_EDGE = {False: "#d5d9dd", True: "#33383c"}
_FIELD_EDGE = {False: "#dfe2e5", True: "#3b4146"}
_SYSTEM_DARK = "systemIsDark"
_BUTTON = {False: "#ffffff", True: "#2a2e32"}


def dress(application: QApplication, theme_name: str = "auto") -> None:
    """Put the program's look on an application: light, dark, or ("auto") as the system asks."""
    theme = DARK if theme_name == "dark" or (theme_name == "auto" and _system_is_dark(application)) else LIGHT
    if application.styleSheet():
        # Qt would apply another sheet to widgets that are gone by now; a style that is new knows none
        application.setStyle("fusion")
    application.setPalette(_palette(theme))
    application.setFont(ui_font(BASE_SIZE + 0.5))
    application.setStyleSheet(_sheet(theme))


def _system_is_dark(application: QApplication) -> bool:
    """What the system asks for; where Qt cannot tell, what the application's palette was before it was dressed."""
    scheme = application.styleHints().colorScheme()
    if scheme is not Qt.ColorScheme.Unknown:
        return scheme is Qt.ColorScheme.Dark
    known = application.property(_SYSTEM_DARK)
    if known is None:
        known = application.palette().window().color().lightness() < 128
        application.setProperty(_SYSTEM_DARK, known)
    return bool(known)


def _palette(theme: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, QColor(_SURFACE[theme.dark])),
        (roles.Base, theme.paper),
        (roles.AlternateBase, theme.label),
        (roles.Button, QColor(_BUTTON[theme.dark])),
        (roles.WindowText, theme.ink),
        (roles.Text, theme.ink),
        (roles.ButtonText, theme.ink),
        (roles.ToolTipBase, theme.paper),
        (roles.ToolTipText, theme.ink),
        (roles.PlaceholderText, theme.faint),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.paper),
        (roles.Link, theme.accent),
    ):
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.line)
    return palette


def _sheet(theme: Colours) -> str:
    names = {
        "surface": _SURFACE[theme.dark],
        "pane": _PANE[theme.dark],
        "edge": _EDGE[theme.dark],
        "field_edge": _FIELD_EDGE[theme.dark],
        "button": _BUTTON[theme.dark],
        "selection": _rgba(theme.selection),
        "hover": _rgba(theme.hover),
        **{
            name: getattr(theme, name).name()
            for name in (
                *("paper", "ink", "faint", "line", "accent", "total", "passed"),
                *("error_fill", "error_mark", "warning_fill", "warning_mark"),
            )
        },
    }
    sheet = resource("window.qss").read_text(encoding="utf-8")
    for name, value in names.items():
        sheet = sheet.replace(f"@{name};", f"{value};")
    return sheet


def _rgba(colour: QColor) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
