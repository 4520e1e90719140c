"""Where the keys are, where they are to go back to, and how they get from a floating pane into the window."""

from __future__ import annotations

# by module: PySide makes a class when it is first named, and a window without lists needs none of theirs
from PySide6 import QtCore, QtWidgets


def lasting(widget: QtWidgets.QWidget | None) -> QtWidgets.QWidget | None:
    """The widget that will still be there later: for the field that is open in a cell, the form that it stands in."""
    parent = widget.parentWidget() if widget is not None else None
    view = parent.parentWidget() if parent is not None else None
    return view if isinstance(view, QtWidgets.QAbstractItemView) and parent is view.viewport() else widget


def focus_now() -> QtWidgets.QWidget | None:
    """What has the keys now, if it lasts; else what they go back to."""
    return lasting(QtWidgets.QApplication.focusWidget())


def give_keys(
    widget: QtWidgets.QWidget, reason: QtCore.Qt.FocusReason = QtCore.Qt.FocusReason.ShortcutFocusReason
) -> None:
    """Put the keys into a widget, also where another window has them: a pane may float as a window of its own."""
    come_forward(widget)
    widget.setFocus(reason)


def come_forward(widget: QtWidgets.QWidget) -> None:
    """Let the widget's window have the keys if another window of the program has them."""
    if QtWidgets.QApplication.activeWindow() is not None and not widget.isActiveWindow():
        widget.activateWindow()
