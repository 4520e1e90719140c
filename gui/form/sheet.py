"""The official form laid out and painted: merged headers, proportions, lights. What keys do in it is in `view`."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from core.catalog import LayoutCell
from core.session import Session
from core.texts import text
from gui.form import navigation
from gui.form.delegate import CellEditor, FormDelegate
from gui.form.measure import measure
from gui.form.model import FormModel
from gui.style import colours, form_font

Index = QModelIndex | QPersistentModelIndex
NARROW, WIDE = 9.5, 10.5
"""Point sizes of the form on small and on large screens."""
WIDE_FROM = 920
_USUAL_WIDTH = 700


class FormSheet(QTableView):
    """One statistic table of a session as the official form has it. As high as its rows, as wide as there is room."""

    currentAddressChanged = Signal(str)
    """The address of the value cell that has become current, also when the focus comes to this form."""
    reveal = Signal(QRect)
    """The rectangle (in this widget) that the page should scroll to."""
    headed = Signal()
    """The header looks different: sizes, colours, or the labels that name the current cell."""

    def __init__(self, session: Session, table_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form_model = FormModel(session, table_id, self)
        self.form_delegate = FormDelegate(self.form_model, self)
        self._fitted: tuple[int, float] | None = None
        self._places: list[tuple[LayoutCell, QRect]] = []
        """Where the cells stand, once they have been drawn at the present size."""
        self._zoom = 1.0
        self._resting = True
        self._set_up()
        self.setModel(self.form_model)
        self.setItemDelegate(self.form_delegate)
        self.form_model.modelReset.connect(self._on_reset)
        listener, signal = self.form_model.on_session_changed, session.changed
        self.destroyed.connect(lambda: signal.disconnect(listener))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self._on_reset()

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def current_address(self) -> str | None:
        """Address of the current value cell."""
        cell = self.form_model.layout_cell(self.currentIndex())
        return cell.address if cell else None

    def lit(self, cells: Iterable[str]) -> None:
        """Light those cells (of an equation) until it is called again."""
        painter = self.form_delegate.painter
        before, painter.lit = painter.lit, frozenset(cells)
        for address in before ^ painter.lit:
            self._repaint_cell(self.form_model.index_of(address))

    def zoom(self, factor: float) -> None:
        """Show the form that many times as large as usual."""
        self._zoom = factor
        self._fit()
        editor = self.editor()
        if editor is not None:
            editor.setFont(self.form_delegate.painter.font)

    @property
    def resting(self) -> bool:
        """True unless this form was used last."""
        return self._resting

    def editor(self) -> CellEditor | None:
        """The field in the cell that is being edited."""
        # one that was closed lives on hidden until the event loop comes round
        editors = self.viewport().findChildren(CellEditor)
        return next((editor for editor in editors if not editor.isHidden()), None)

    # -- current cell and focus -----------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        model = self.form_model
        cell = model.layout_cell(current)
        if cell is None:
            return
        if cell.address is None:
            # the mouse was dragged over a label
            if previous.isValid():
                back = model.index(previous.row(), previous.column())
                self.selectionModel().setCurrentIndex(back, self.selectionModel().SelectionFlag.NoUpdate)
            return
        self._rest(resting=False)
        self._name_current()
        self._repaint_cell(previous)
        self._repaint_cell(current)
        self.reveal.emit(self.visualRect(current))
        self.currentAddressChanged.emit(cell.address)

    def _name_current(self) -> None:
        """Tint the labels that name the current cell, as a spreadsheet does with its row and column."""
        painter, address = self.form_delegate.painter, self.current_address()
        before, painter.named = painter.named, frozenset()
        if address is not None and not self._resting:
            labels = navigation.labels_of(self.form_model.table, address)
            painter.named = frozenset((label.row, label.column) for label in labels)
        for row, column in before ^ painter.named:
            self._repaint_cell(self.form_model.index(row, column))
        if before != painter.named:
            self.headed.emit()

    def _rest(self, *, resting: bool) -> None:
        """Only the form used last shows a current cell: the others rest."""
        if resting != self._resting:
            self._resting = resting
            if resting:
                self.selectionModel().clearSelection()
            self._name_current()
            self._repaint_cell(self.currentIndex())

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, FormSheet) and now is not self:
            self._rest(resting=True)

    # QAbstractItemView paints all of its cells anew whenever the focus comes or goes, which is twice for each cell
    # that is typed into; only the current cell looks different, so its two handlers are passed over.

    def focusInEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusInEvent(self, event)
        address = self.current_address()
        if address is None:
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self.setCurrentIndex(self.form_model.index_of(self.form_model.table.addresses[0]))
            return
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._rest(resting=False)
        self._repaint_cell(self.currentIndex())
        self.currentAddressChanged.emit(address)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusOutEvent(self, event)
        self._repaint_cell(self.currentIndex())

    # -- mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_value_at(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_value_at(event):
            super().mouseDoubleClickEvent(event)

    def _is_value_at(self, event: QMouseEvent) -> bool:
        cell = self.form_model.layout_cell(self.indexAt(event.position().toPoint()))
        return cell is not None and cell.address is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        """Tint the row under the mouse, so that it can be read across."""
        painter = self.form_delegate.painter
        if row == painter.hover_row:
            return
        for changed in (painter.hover_row, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(QRect(0, top, self.viewport().width(), self.rowHeight(changed)))
        painter.hover_row = row

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Nothing to scroll within: the page does it, told by `reveal`."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._fitted is not None:
            self._fit(anew=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fitted is not None and self.form_delegate.painter.theme is not colours():
            # under a style sheet a widget is not told of another palette
            self._fit(anew=True)
        # cell by cell QTableView would ask the model and the delegate over and over; a page that is scrolled with the
        # keys has more than a hundred of them to draw between two keys
        painter, look, region = QPainter(self.viewport()), self.form_delegate.painter, event.region()
        if not self._places:
            self._places = [(cell, look.measures.place(cell)) for cell in self.form_model.table.layout]
        # the current cell alone has its frame and needs no tint
        chosen = {(index.row(), index.column()) for index in self.selectedIndexes()}
        chosen = chosen if len(chosen) > 1 else set()
        touched = [(cell, rect) for cell, rect in self._places if region.intersects(rect)]
        for cell, rect in touched:
            if cell.address is None:
                look.label(painter, rect, cell)
            else:
                look.value(painter, rect, cell, selected=(cell.row, cell.column) in chosen)
        look.lines(painter, touched)
        index = self.currentIndex()
        if index.isValid() and not self._resting:
            focused = self.hasFocus() or self.state() == QAbstractItemView.State.EditingState
            look.current(painter, self.visualRect(index), focused=focused)
        painter.end()

    # -- sizes ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(_USUAL_WIDTH, sum(self.form_delegate.painter.measures.rows))

    def _on_reset(self) -> None:
        """Merge the cells of the form's layout and lay it out."""
        table = self.form_model.table
        self.setAccessibleName(text("form.table_name", table=text(f"form.table_{table.part}"), title=table.title))
        self.clearSpans()
        for cell in table.layout:
            if cell.rowspan > 1 or cell.colspan > 1:
                self.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)
        self.form_delegate.painter.named = frozenset()
        self.form_delegate.painter.lit = frozenset()
        self._fit(anew=True)

    def _fit(self, *, anew: bool = False) -> None:
        """Give columns and rows their sizes for the width that there is, and the widget its height."""
        width = self.viewport().width()
        size = (WIDE if width >= WIDE_FROM * self._zoom else NARROW) * self._zoom
        if self._fitted == (width, size) and not anew:
            return
        self._fitted = (width, size)
        painter = self.form_delegate.painter
        painter.use(colours(), size)
        painter.measures = measures = measure(self.form_model.table, width, form_font(size))
        for column, pixels in enumerate(measures.columns):
            self.setColumnWidth(column, pixels)
        for row, pixels in enumerate(measures.rows):
            self.setRowHeight(row, pixels)
        self._places = []
        self.setFixedHeight(sum(measures.rows))
        self.updateGeometry()
        self.viewport().update()
        self.headed.emit()

    def _repaint_cell(self, index: Index) -> None:
        if index.isValid():
            self.viewport().update(self.visualRect(index))
