"""Where the keys are to go back to."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def lasting(widget: QWidget | None) -> QWidget | None:
    """The widget that will still be there later: for the field that is open in a cell, the form that it stands in."""
    parent = widget.parentWidget() if widget is not None else None
    view = parent.parentWidget() if parent is not None else None
    return view if isinstance(view, QAbstractItemView) and parent is view.viewport() else widget


def focus_now() -> QWidget | None:
    """What has the keys now, if it lasts; else what they go back to."""
    return lasting(QApplication.focusWidget())
