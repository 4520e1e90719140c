"""The rows of the list of findings for Qt's views: headers of groups, and findings with their place and message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.model import Decision, Finding

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Row(NamedTuple):
    """All that is seen and heard of one row. A header of a group, and a remark, have no level."""

    words: str
    place: str = ""
    level: str = ""
    decision: Decision | None = None
    spoken: str = ""
    tip: str = ""


class FindingsModel(QAbstractListModel):
    """Rows, and the finding behind each (None for a header). Each key that is typed gives new findings, most of which
    look like those before: the views only hear of rows that look different."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.findings: list[Finding | None] = []

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.findings[index.row()] is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken or row.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        return None

    def finding(self, index: Index) -> Finding | None:
        """The finding of a row; None for a header and for no row."""
        return self.findings[index.row()] if index.isValid() else None

    def show(self, shown: Iterable[tuple[Row, Finding | None]]) -> None:
        """Show other rows, touching as few as can be of those that are there."""
        pairs = list(shown)
        rows = [row for row, _ in pairs]
        findings = [finding for _, finding in pairs]
        start, end = _same_ends(self.rows, rows)
        old, new = len(self.rows) - end, len(rows) - end
        if old > new:
            self.beginRemoveRows(_NOWHERE, new, old - 1)
            del self.rows[new:old], self.findings[new:old]
            self.endRemoveRows()
        elif new > old:
            self.beginInsertRows(_NOWHERE, old, new - 1)
            self.rows[old:old], self.findings[old:old] = rows[old:new], findings[old:new]
            self.endInsertRows()
        changed = [at for at in range(start, min(old, new)) if self.rows[at] != rows[at]]
        self.rows, self.findings = rows, findings
        for at in changed:
            index = self.index(at)
            self.dataChanged.emit(index, index)


def _same_ends(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, int]:
    """How many rows are the same at the start, and how many of the others at the end."""
    short = min(len(old), len(new))
    start = next((at for at in range(short) if old[at] != new[at]), short)
    rest = short - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return start, end
