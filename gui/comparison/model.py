"""The cells of two years as a table for Qt: 项目, 上年, 本年, 增减, 同比, 说明. It reads the session, owns nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from core.catalog import edition
from core.comparison.cells import Line, compare, shown_change, shown_relative
from core.masking import masked
from core.model import Finding
from core.session import Session
from core.texts import text
from core.values import State
from gui.outline import level
from gui.style import colours, ui_font

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("item", "last", "this", "change", "relative", "note")
_NUMBERS = frozenset({"last", "this", "change", "relative"})
_MARKS = {"error": "✗", "warning": "?", "unknown": "…", "info": "i"}
_NOWHERE = QModelIndex()


def _alignment(column: str) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class ComparisonModel(QAbstractTableModel):
    """One row a cell of the form; `changes_only` leaves out the rows in which nothing differs and nothing was found."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: tuple[Line, ...] = ()
        self._found: dict[str, Finding] = {}
        self._changes_only = True

    @property
    def changes_only(self) -> bool:
        return self._changes_only

    @changes_only.setter
    def changes_only(self, wanted: bool) -> None:
        self._changes_only = wanted
        self.refresh()

    def refresh(self) -> None:
        """Take up the session's reports as they are now."""
        previous, report = self._session.previous, self._session.report
        found: dict[str, Finding] = {}
        for finding in self._session.judgement.findings:
            for cell in finding.cells if finding.category == "continuity" else ():
                found.setdefault(cell, finding)
        lines = compare(previous.report, report) if previous is not None else ()
        if self._changes_only:
            lines = tuple(line for line in lines if line.differs or line.address in found)
        before = [(line.address, line.before) for line in self._lines]
        if before == [(line.address, line.before) for line in lines]:
            # the same rows: what is chosen in the view stays chosen
            self._lines, self._found = lines, found
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._lines, self._found = lines, found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return text(f"comparison.column_{COLUMNS[section]}")
        return _alignment(COLUMNS[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self._lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return ui_font(bold=line.differs and column in ("this", "change"))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._fill(line, column)
        if role == Qt.ItemDataRole.ForegroundRole and self._finding(line) is None:
            return QBrush(colours().faint) if column == "note" or not line.differs else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(line, "note") or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text(f'comparison.column_{column}')} {self._words(line, column) or text('comparison.nothing')}"
        return None

    def _words(self, line: Line, column: str) -> str:
        if column == "item":
            address = line.address or line.before or ""
            report = self._session.report if line.address else self._previous()
            cell = edition(report.edition).expand(address)[0]
            return f"{text(f'window.table.{edition(report.edition).table_of[cell].part}')} {line.name}"
        if column in ("last", "this"):
            missing = (line.before if column == "last" else line.address) is None
            cell_now = line.last if column == "last" else line.this
            if not missing and cell_now.state is State.BLANK:
                return text("comparison.blank")
            return "—" if missing else cell_now.shown
        if column == "change":
            return shown_change(line.difference) if None not in (line.address, line.before) else ""
        if column == "relative":
            return shown_relative(line.relative) if None not in (line.address, line.before) else ""
        finding = self._finding(line)
        return f"{_MARKS[level(finding)]} {masked(finding.message)}" if finding else line.note

    def _previous(self) -> Any:
        assert self._session.previous is not None
        return self._session.previous.report

    def _finding(self, line: Line) -> Finding | None:
        return self._found.get(line.address) if line.address else None

    def _fill(self, line: Line, column: str) -> QBrush | None:
        finding, theme = self._finding(line), colours()
        if finding is None:
            return QBrush(theme.lit) if line.differs and column == "this" else None
        name = level(finding)
        fill = {"error": theme.error_fill, "info": theme.total}.get(name, theme.warning_fill)
        return QBrush(fill) if column in ("this", "note") else None

    def row_of(self, address: str) -> int | None:
        """The row that a cell of this year's form is in, by itself or in a sum; None where it is not shown."""
        form = edition(self._session.report.edition)
        return next(
            (row for row, line in enumerate(self._lines) if line.address and address in form.expand(line.address)), None
        )

    def address_at(self, row: int) -> str | None:
        """The cell of this year's form that the row is about (the first one of a sum); None for last year's alone."""
        address = self._lines[row].address if 0 <= row < len(self._lines) else None
        return edition(self._session.report.edition).expand(address)[0] if address else None
