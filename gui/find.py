"""Ctrl+F: a slim bar that searches fields, texts, labels and numbers of the whole report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from core.catalog import Edition, Table, edition
from core.model import PART_NUMBERS, Report
from core.session import METADATA, Session
from core.texts import text


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a field, a cell, or words of a part."""

    field: str | None = None
    address: str | None = None
    part: str | None = None
    span: tuple[int, int] | None = None


def places(report: Report, wanted: str) -> list[Place]:
    """Everything that holds the words, from top to bottom of the sheet; capitals do not matter.

    Numbers are found in cells that hold exactly that number; labels lead to the first cell of their row or column.
    """
    wanted = wanted.strip().casefold()
    if not wanted:
        return []
    form = edition(report.edition)
    found = [Place(field=name) for name in METADATA if wanted in str(getattr(report, name) or "").casefold()]
    for number in PART_NUMBERS:
        words = report.part(number).text
        found += [Place(part=number, span=span) for span in _spans(words, wanted)]
        table = form.table_of_part(number)
        if table is not None:
            found += [Place(address=address) for address in _cells(report, form, table, wanted)]
    return found


def _spans(words: str, wanted: str) -> Iterator[tuple[int, int]]:
    folded = words.casefold()
    if len(folded) != len(words):
        folded = words
    start = folded.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = folded.find(wanted, start + len(wanted))


def _cells(report: Report, form: Edition, table: Table, wanted: str) -> list[str]:
    hits = {address for address in table.addresses if report.cells[address].shown.casefold() == wanted}
    for labels, position in ((table.rows, 0), (table.columns, 1)):
        for label in labels:
            if wanted in label.label.casefold() or wanted in label.name.casefold():
                hits.update(_first(table, label.id, position))
    return [address for address in table.addresses if address in hits]


def _first(table: Table, label_id: str, position: int) -> list[str]:
    """The first cell of a row (position 0) or column (1)."""
    for address in table.addresses:
        row, _, column = address.partition(".")[2].rpartition(".")
        if (row, column)[position] == label_id:
            return [address]
    return []


class FindBar(QFrame):
    """`found` asks to show a place; `left` asks to give the keys back to the page."""

    found = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: list[Place] = []
        self._at = -1
        self._before: QWidget | None = None
        self.setObjectName("findBar")
        self.words = QLineEdit(self)
        self.words.setObjectName("findWords")
        self.words.setPlaceholderText(text("window.find.placeholder"))
        self.words.setAccessibleName(text("window.find.name"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(360)
        self.words.textEdited.connect(self._search)
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.addWidget(QLabel(text("window.find.label")))
        row.addWidget(self.words)
        row.addWidget(self._button("window.find.previous", lambda: self.step(-1)))
        row.addWidget(self._button("window.find.next", lambda: self.step(1)))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._button("window.find.close", self.shut))
        self.hide()

    @staticmethod
    def _button(message: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setText(text(message))
        button.setAccessibleName(text(message))
        button.clicked.connect(act)
        return button

    def open(self) -> None:
        """Show the bar with the keys in it."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def shut(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def _search(self) -> None:
        self._places = places(self._session.report, self.words.text())
        self._at = -1
        if self._places:
            self.step(1)
        else:
            self._tell()

    def step(self, by: int) -> None:
        """Show the next (1) or previous (-1) place, round and round."""
        # the report may have been edited since
        self._places = places(self._session.report, self.words.text())
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self.found.emit(self._places[self._at])
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        if not self.words.text().strip():
            self._count.setText("")
        elif not self._places:
            self._count.setText(text("window.find.nothing"))
        else:
            self._count.setText(text("window.find.count", at=self._at + 1, count=len(self._places)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
