"""The fields above the text: title, body, year and the publication data. Each change is a step of undo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.session import Change, Session, SetField
from core.texts import text
from gui.actions import is_history
from gui.style import BASE_SIZE, form_font, ui_font

_GRID = (
    (("agency", 0, 3), ("year", 4, 1)),
    (("publisher", 0, 3), ("published", 4, 1)),
    (("index_number", 0, 1), ("document_number", 2, 1), ("completed", 4, 1)),
)
"""Rows of (field, column of its label, columns of the field)."""

_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?(?:\s.*)?|(\d{4})(\d{2})(\d{2})")
_TITLE_SIZE = 17.0
_SMALLEST_TITLE = 0.55
"""To which part of its size a title shrinks that is too long for its line."""
_TITLE_ASIDE = 16
"""Pixels of the title's field that its words do not get."""
_ALIKE = 0.2
"""Points by which a size may be off before it is set anew."""
_LONGEST_DATE = "2000-00-00"
_DATE_ASIDE = 16
_DATES = ("published", "completed")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a field: its value, or not understood."""

    value: str | int | date | None = None
    understood: bool = True


def read_field(name: str, words: str) -> Typed:
    """The value of a field as it is typed: 2024 or 2024年; 2025-01-22, 2025年1月22日, 2025.1.22, 20250122."""
    words = words.strip()
    if name == "title":
        return Typed(words)
    if name == "agency":
        return Typed(words)
    if not words:
        return Typed(None)
    if name == "year":
        found = re.fullmatch(r"((?:19|20)\d{2})\s*年?(?:度)?", words)
        return Typed(int(found[1])) if found else Typed(understood=False)
    if name in _DATES:
        return _date(words)
    return Typed(words)


def _date(words: str) -> Typed:
    found = _DATE.fullmatch(words)
    if found is None:
        return Typed(understood=False)
    year, month, day = (int(number) for number in (found.groups()[:3] if found[1] else found.groups()[3:]))
    try:
        return Typed(date(year, month, day))
    except ValueError:
        return Typed(understood=False)


class FieldEdit(QLineEdit):
    """One field. What cannot be understood stays in the field, is marked, and changes nothing."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.name = name
        label = text(f"session.field_{name}")
        self.setObjectName(f"field_{name}")
        self.setAccessibleName(label)
        self.setPlaceholderText(text(f"window.field.{name}"))
        self._size = 0.0
        if name == "title":
            self.zoom(1.0)
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.textChanged.connect(self._fit)
        elif name in _DATES:
            self.zoom(1.0)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._finished)
        self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_history(event):
            # undo and redo are the session's: the key must reach the window's actions
            event.ignore()
            return False
        return super().event(event)

    def zoom(self, factor: float) -> None:
        """Show the field that many times as large as usual."""
        if self.name == "title":
            self._size = _TITLE_SIZE * factor
            self._fit()
            return
        self.setFont(ui_font((BASE_SIZE + 0.5) * factor))
        if self.name in _DATES:
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance(_LONGEST_DATE) + _DATE_ASIDE)

    def _fit(self) -> None:
        """A long title is set smaller, so that all of it is seen."""
        full = form_font(self._size)
        long, room = QFontMetricsF(full).horizontalAdvance(self.text()), self.width() - _TITLE_ASIDE
        fitting = form_font(self._size * min(1.0, max(room / long if long else 1.0, _SMALLEST_TITLE)))
        if abs(fitting.pointSizeF() - self.font().pointSizeF()) > _ALIKE or fitting.family() != self.font().family():
            self.setFont(fitting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.name == "title":
            self._fit()

    def refresh(self) -> None:
        """Show the report's value, unless the field already says it."""
        value = getattr(self.session.report, self.name)
        typed = read_field(self.name, self.text())
        if not (self.hasFocus() and typed.understood and typed.value == value):
            shown = "" if value is None else str(value)
            if shown != self.text():
                at = self.cursorPosition()
                self.setText(shown)
                self.setCursorPosition(min(at, len(shown)) if self.hasFocus() else 0)
        self._mark(understood=True)

    def _typed(self, words: str) -> None:
        typed = read_field(self.name, words)
        if typed.understood:
            self.session.do(SetField(self.name, typed.value), token=("field", self.name))
        self._mark(typed.understood)

    def _finished(self) -> None:
        self.session.seal()
        if read_field(self.name, self.text()).understood:
            self.refresh()

    def _mark(self, understood: bool) -> None:
        if self.property("misread") is (not understood):
            return
        self.setProperty("misread", not understood)
        self.setToolTip("" if understood else text(f"window.field.misread_{self.name}"))
        self.style().unpolish(self)
        self.style().polish(self)


class Metadata(QFrame):
    """Title and publication data on top of the page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("metadata")
        self.fields: dict[str, FieldEdit] = {}
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title = self._field("title")
        column.addWidget(title)
        column.addLayout(self._grid())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for row, entries in enumerate(_GRID):
            for name, column, span in entries:
                label = QLabel(text(f"session.field_{name}"))
                label.setObjectName("fieldLabel")
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                edit = self._field(name)
                label.setBuddy(edit)
                grid.addWidget(label, row, column)
                grid.addWidget(edit, row, column + 1, 1, span)
        for column, stretch in ((1, 4), (3, 4), (5, 3)):
            grid.setColumnStretch(column, stretch)
        return grid

    def _field(self, name: str) -> FieldEdit:
        edit = FieldEdit(self._session, name, self)
        self.fields[name] = edit
        return edit

    def zoom(self, factor: float) -> None:
        """Show the fields that many times as large as usual."""
        for field in self.fields.values():
            field.zoom(factor)

    def concern(self, change: Change) -> None:
        """Take up what the session says has changed."""
        for name, edit in self.fields.items():
            if change.reset or name in change.fields:
                edit.refresh()
