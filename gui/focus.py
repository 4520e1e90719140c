"""Where the keys are to go back to."""

from __future__ import annotations

# by module: PySide makes a class when it is first named, and a window without lists needs none of theirs
from PySide6 import QtWidgets


def lasting(widget: QtWidgets.QWidget | None) -> QtWidgets.QWidget | None:
    """The widget that will still be there later: for the field that is open in a cell, the form that it stands in."""
    parent = widget.parentWidget() if widget is not None else None
    view = parent.parentWidget() if parent is not None else None
    return view if isinstance(view, QtWidgets.QAbstractItemView) and parent is view.viewport() else widget


def focus_now() -> QtWidgets.QWidget | None:
    """What has the keys now, if it lasts; else what they go back to."""
    return lasting(QtWidgets.QApplication.focusWidget())
