"""The source as worksheets: a tab for each sheet, cells where the workbook has them, merged ones merged."""

from __future__ import annotations

import re

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTabWidget, QWidget

from core.formats.raw import Grid, GridCell, RawDocument
from core.model import Location
from core.texts import text
from gui.source.base import Clicks
from gui.style import colours, ui_font

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COORDINATE = re.compile(r"([A-Z]{1,3})(\d+)")
_WIDEST = 180
_NARROWEST = 90
"""Pixels to which the widest columns shrink in a narrow pane."""
_SMALL = 4000
"""Cells up to which columns are made as wide as their words."""


class SheetModel(QAbstractTableModel):
    """One grid as its file has it; headers are the sheet's own letters and numbers."""

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self._cells: dict[tuple[int, int], GridCell] = {(cell.row, cell.column): cell for cell in grid.cells}
        self._places = {cell.where: (cell.row, cell.column) for cell in reversed(grid.cells)}
        self._first = _first_place(grid)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.grid.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index)
        if cell is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.text.strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.where} {cell.text.strip()}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row, column = self._first
        return letters(column + section) if orientation is Qt.Orientation.Horizontal else str(row + section)

    def cell(self, index: Index) -> GridCell | None:
        return self._cells.get((index.row(), index.column()))

    def index_of(self, where: Location) -> QModelIndex:
        """Index of the cell that stood there; an invalid one if it is not on this sheet."""
        place = self._places.get(where)
        return self.index(*place) if place is not None else QModelIndex()


def letters(column: int) -> str:
    """Name of a column, 1-based: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _first_place(grid: Grid) -> tuple[int, int]:
    """Row and column (1-based) of the grid's top left corner on its sheet, as its cells' names tell."""
    for cell in grid.cells:
        found = _COORDINATE.fullmatch(cell.where.cell or "")
        if found:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            return int(found[2]) - cell.row, column - cell.column
    return 1, 1


class SheetsView(QTabWidget):
    """Read only. The marked cell is the selected one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicks = Clicks(self)
        self.views: list[QTableView] = []
        self._wanted: dict[QTableView, list[int]] = {}
        """Pixels that each column of a sheet would have where there is room."""
        self.setObjectName("sourceSheets")
        self.setDocumentMode(True)
        self.setTabPosition(QTabWidget.TabPosition.South)
        self.setAccessibleName(text("window.source.name"))

    def show_document(self, document: RawDocument, content: bytes) -> None:
        for view in self.views:
            view.deleteLater()
        self.clear()
        self.views = []
        self._wanted = {}
        for block in document.blocks:
            if isinstance(block, Grid):
                view = self._view(block)
                self.views.append(view)
                self.addTab(view, block.title or text("source.sheet", number=len(self.views)))

    def _view(self, grid: Grid) -> QTableView:
        view = QTableView(self)
        model = SheetModel(grid, view)
        view.setModel(model)
        view.setFont(ui_font())
        view.setWordWrap(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setAccessibleName(grid.title or text("window.source.name"))
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (view.horizontalHeader(), view.verticalHeader()):
            header.setMinimumSectionSize(20)
        for cell in grid.cells:
            if cell.rowspan > 1 or cell.colspan > 1:
                view.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)
        self._fit(view, grid)
        theme = colours()
        view.setStyleSheet(
            f"QTableView::item:selected {{ background: {theme.lit.name()}; color: {theme.ink.name()};"
            f" border: 2px solid {theme.accent.name()}; }}"
        )
        view.clicked.connect(self._clicked)
        return view

    def _fit(self, view: QTableView, grid: Grid) -> None:
        """Columns as wide as their short words; long ones wrap, and rows grow with them."""
        header = view.horizontalHeader()
        header.setMaximumSectionSize(_WIDEST)
        if len(grid.cells) > _SMALL:
            return
        metrics = view.fontMetrics()
        widths = [36] * grid.columns
        for cell in grid.cells:
            if cell.colspan == 1:
                longest = max((metrics.horizontalAdvance(line) for line in cell.text.split("\n")), default=0)
                widths[cell.column] = max(widths[cell.column], min(longest + 14, _WIDEST))
        self._wanted[view] = widths
        self._narrow(view)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _narrow(self, view: QTableView) -> None:
        """In a narrow pane the labels leave room for the numbers beside them."""
        widest = max(_NARROWEST, min(_WIDEST, self.width() // 3))
        for column, width in enumerate(self._wanted.get(view, ())):
            if view.columnWidth(column) != min(width, widest):
                view.setColumnWidth(column, min(width, widest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for view in self.views:
            self._narrow(view)

    def mark(self, where: Location | None) -> None:
        for view in self.views:
            model = view.model()
            assert isinstance(model, SheetModel)
            index = model.index_of(where) if where is not None else QModelIndex()
            selection = view.selectionModel()
            if not index.isValid():
                selection.clear()
                continue
            self.setCurrentWidget(view)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            sideways = view.horizontalScrollBar().value()
            view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            # the rows' labels stay in view as long as the cell does
            view.horizontalScrollBar().setValue(sideways)
            view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _clicked(self, index: QModelIndex) -> None:
        model = index.model()
        assert isinstance(model, SheetModel)
        cell = model.cell(index)
        if cell is not None:
            self.clicks.at.emit([cell.where])
