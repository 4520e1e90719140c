"""One statistic table of a session for Qt's views. It adapts and owns nothing: numbers are the session's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.balancing import Balance
from core.catalog import Edition, LayoutCell, Table, edition
from core.session import Change, Session, SetCells
from gui.form.marks import NO_MARKS, Marks, described, marks_of, spoken, tooltip
from gui.form.navigation import heads_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What the model says beyond Qt's own roles."""

    ADDRESS = Qt.ItemDataRole.UserRole + 1
    MARKS = Qt.ItemDataRole.UserRole + 2


class FormModel(QAbstractTableModel):
    """The grid of the official form: `table.height` rows of `table.width` columns, labels and value cells.

    A merged cell answers at its top left corner; the places that it covers are empty and disabled.
    """

    def __init__(self, session: Session, table_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table_id = table_id
        self.balances: dict[str, Balance] = {}
        self._use_edition(session.report.edition)
        session.changed.connect(self.on_session_changed)

    def _use_edition(self, edition_id: str) -> None:
        self.form: Edition = edition(edition_id)
        self.table: Table = self.form.table(self.table_id)
        self._at: dict[tuple[int, int], LayoutCell] = {(cell.row, cell.column): cell for cell in self.table.layout}
        self._marks: dict[str, Marks] = marks_of(self.session, self.table)
        self._marked = self._marked_by()

    def _marked_by(self) -> tuple[object, ...]:
        """All that marks depend on besides the cells: equal as long as they are."""
        findings = [finding for finding in self.session.judgement.findings if finding.cells]
        return findings, self.session.decisions, self.session.origin

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.table.height

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.table.width

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.layout_cell(index)
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        if cell.address is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.layout_cell(index)
        if cell is None:
            return None
        if cell.address is None:
            named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return cell.text if named else None
        return self._value_data(cell.address, role)

    def _value_data(self, address: str, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown(address)
        if role == Role.ADDRESS:
            return address
        if role == Role.MARKS:
            return self.marks(address)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.session, self.form, address, self.marks(address), self.balances.get(address))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.session, self.form, address, self.marks(address), self.balances.get(address))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return described(self.session, address, self.marks(address))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Labels of a row or column, joined. The headers are not shown: they are for those who hear the form."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return " ".join(heads_of(self.table, section, down=orientation == Qt.Orientation.Horizontal))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.layout_cell(index)
        if cell is None or cell.address is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.write({cell.address: "" if value is None else str(value)})
        return True

    # -- what the view and its painter ask --------------------------------------------------------------------------

    def layout_cell(self, index: Index) -> LayoutCell | None:
        """The label or value cell whose top left corner is there."""
        return self._at.get((index.row(), index.column())) if index.isValid() else None

    def index_of(self, address: str) -> QModelIndex:
        """Index of a value cell; an invalid one for an address of another table."""
        cell = self.table.place.get(address)
        return self.index(cell.row, cell.column) if cell else QModelIndex()

    def shown(self, address: str) -> str:
        return self.session.report.cells[address].shown

    def marks(self, address: str) -> Marks:
        return self._marks.get(address, NO_MARKS)

    def show_balances(self, found: dict[str, Balance]) -> None:
        """Show the values with which cells would balance, in place of those shown before."""
        before, self.balances = self.balances, found
        self._announce(a for a in before.keys() | found.keys() if before.get(a) != found.get(a))

    def write(self, texts: Mapping[str, str], label: str = "", token: object = None) -> bool:
        """Put texts into cells as one command; True if anything changed."""
        return self.session.do(SetCells(dict(texts), label), token)

    # -- what the session says ------------------------------------------------------------------------------------

    def on_session_changed(self, change: Change) -> None:
        """Take up a change; disconnected by the view when it goes while the session stays."""
        if change.reset or self.session.report.edition != self.form.id:
            self.beginResetModel()
            self._use_edition(self.session.report.edition)
            self.endResetModel()
            return
        marked = self._marked_by()
        if marked == self._marked and not (change.cells or change.decisions):
            return  # words were typed, and what they say of cells stays as it was
        self._marked = marked
        before, self._marks = self._marks, marks_of(self.session, self.table)
        touched = {a for a in change.cells if a in self.table.place}
        touched.update(a for a in before.keys() | self._marks.keys() if before.get(a) != self._marks.get(a))
        self._announce(touched)

    def _announce(self, addresses: Iterable[str]) -> None:
        """Tell the view cell by cell: a range of scattered cells would make it draw the whole form anew."""
        for address in addresses:
            index = self.index_of(address)
            self.dataChanged.emit(index, index)
