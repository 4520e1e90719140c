"""The official form on the screen: merged headers, value cells typed straight into, and a spreadsheet's habits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from core.session import Session
from core.texts import text
from gui.form import navigation
from gui.form.clipboard import block_of, land, parse_tsv, to_tsv
from gui.form.delegate import CellEditor, FormDelegate
from gui.form.measure import measure
from gui.form.model import FormModel
from gui.style import colours, form_font

Index = QModelIndex | QPersistentModelIndex
NARROW, WIDE = 9.5, 10.5
"""Point sizes of the form on small and on large screens."""
WIDE_FROM = 920
_USUAL_WIDTH = 700

_Select = QItemSelectionModel.SelectionFlag
_Command = QKeySequence.StandardKey


class FormTable(QTableView):
    """One statistic table of a session. As high as its rows; scrolled by the page that it stands on.

    `currentAddressChanged` gives the address of the current value cell; `message` a sentence for the status line;
    `reveal` the rectangle (in this widget) that the page should scroll to.
    """

    currentAddressChanged = Signal(str)
    message = Signal(str)
    reveal = Signal(QRect)

    def __init__(self, session: Session, table_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form_model = FormModel(session, table_id, self)
        self.form_delegate = FormDelegate(self.form_model, self)
        self._column = 0
        self._tab_column: int | None = None
        self._fitted: tuple[int, float] | None = None
        self._set_up()
        self.setModel(self.form_model)
        self.setItemDelegate(self.form_delegate)
        self.form_model.modelReset.connect(self._on_reset)
        self.form_delegate.left.connect(self._after_editing)
        self.form_delegate.fill.connect(self.fill)
        self.form_delegate.block_pasted.connect(self._paste_while_editing)
        self.form_delegate.history.connect(lambda back: session.undo() if back else session.redo())
        listener, signal = self.form_model.on_session_changed, session.changed
        self.destroyed.connect(lambda: signal.disconnect(listener))
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
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # -- for the window -------------------------------------------------------------------------------------------

    def current_address(self) -> str | None:
        """Address of the current value cell."""
        cell = self.form_model.layout_cell(self.currentIndex())
        return cell.address if cell else None

    def selected_addresses(self) -> tuple[str, ...]:
        """Addresses of the selected value cells and the current one, in reading order."""
        model = self.form_model
        cells = (model.layout_cell(index) for index in (*self.selectedIndexes(), self.currentIndex()))
        chosen = {cell.address for cell in cells if cell is not None}
        return tuple(address for address in model.table.addresses if address in chosen)

    def go_to(self, address: str) -> None:
        """Make a cell the current one and ask the page to show it. Does nothing for a cell of another table."""
        index = self.form_model.index_of(address)
        if index.isValid():
            self.finish_editing()
            self.setCurrentIndex(index)
            self.selectionModel().select(index, _Select.ClearAndSelect)
            self.reveal.emit(self.visualRect(index))

    def lit(self, cells: Iterable[str]) -> None:
        """Light those cells (of an equation) until it is called again."""
        painter = self.form_delegate.painter
        before, painter.lit = painter.lit, frozenset(cells)
        for address in before ^ painter.lit:
            self._repaint_cell(self.form_model.index_of(address))

    def finish_editing(self) -> None:
        """Keep what is being typed and close the editor, as before undo or saving."""
        editor = self._editor()
        if editor is not None:
            self.form_delegate.finish(editor)

    def copy(self) -> bool:
        """Put the selected rectangle on the clipboard as a spreadsheet does."""
        addresses = self.selected_addresses()
        if not addresses:
            return False
        shown = {address: self.form_model.shown(address) for address in addresses}
        block = block_of(self.form_model.table, addresses, shown)
        if block is None:
            self.message.emit(text("form.copy_disjoint"))
            return False
        QGuiApplication.clipboard().setText(to_tsv(block))
        self.message.emit(text("form.copied", count=len(addresses)))
        return True

    def cut(self) -> None:
        """Copy, then blank what was copied."""
        if self.copy():
            self._blank("form.undo_cut")

    def clear_cells(self) -> None:
        """Blank the selected cells in one step."""
        self._blank("form.undo_clear")

    def fill(self, words: str) -> None:
        """Put one text into all selected cells in one step."""
        addresses = self.selected_addresses()
        self.form_model.write(dict.fromkeys(addresses, words), _name("form.undo_fill", len(addresses)))

    def paste(self) -> None:
        """Lay the clipboard's block from the first selected cell, in one step; one value fills the selection."""
        block = parse_tsv(QGuiApplication.clipboard().text())
        addresses = self.selected_addresses()
        if not block:
            self.message.emit(text("form.paste_empty"))
            return
        if not addresses:
            self.message.emit(text("form.paste_nowhere"))
            return
        lost = 0
        if len(block) == 1 and len(block[0]) == 1:
            texts = dict.fromkeys(addresses, block[0][0])
        else:
            landing = land(self.form_model.table, block, self._first(addresses))
            texts, lost = dict(landing.texts), landing.lost
        if not texts:
            self.message.emit(text("form.paste_none_fit"))
            return
        changed = self.form_model.write(texts, text("form.undo_paste", count=len(texts)))
        if lost:
            self.message.emit(text("form.pasted_clipped", count=len(texts), lost=lost))
        else:
            self.message.emit(text("form.pasted" if changed else "form.paste_unchanged", count=len(texts)))
        self._select(texts)

    def selectAll(self) -> None:
        """Select all value cells; the current one stays current."""
        self._select(self.form_model.table.addresses)

    # -- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for command, action in self._commands():
            if event.matches(command):
                action()
                return
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif key == Qt.Key.Key_F2:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed, event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._step(event):
                event.ignore()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _commands(self) -> tuple[tuple[QKeySequence.StandardKey, Callable[[], object]], ...]:
        return (
            (_Command.Copy, self.copy),
            (_Command.Cut, self.cut),
            (_Command.Paste, self.paste),
            (_Command.SelectAll, self.selectAll),
            (_Command.Undo, self.session.undo),
            (_Command.Redo, self.session.redo),
        )

    def _step(self, event: QKeyEvent) -> bool:
        """Tab and Enter, and their ways back with Shift; within a selection they go round in it."""
        back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = -1 if back else 1
        reading = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        address = self.current_address()
        if address is None:
            return False
        chosen = self.selected_addresses()
        if len(chosen) > 1 and address in chosen:
            if not reading:
                place = self.form_model.table.place
                chosen = tuple(sorted(chosen, key=lambda a: (place[a].column, place[a].row)))
            after = chosen[(chosen.index(address) + step) % len(chosen)]
            self.selectionModel().setCurrentIndex(self.form_model.index_of(after), _Select.NoUpdate)
            return True
        table = self.form_model.table
        if reading:
            origin = self._column if self._tab_column is None else self._tab_column
            found = navigation.in_reading(table, address, step)
            if found is not None:
                self._move_to(found)
                self._tab_column = origin
            return found is not None
        column = self._column if self._tab_column is None else self._tab_column
        target = navigation.in_column(table, address, step, column)
        if target is not None:
            self._move_to(target)
        return True

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows, Home and End among value cells; with Ctrl to the edge."""
        table, address = self.form_model.table, self.current_address()
        if address is None:
            return self.form_model.index_of(table.addresses[0])
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        moves = QAbstractItemView.CursorAction
        step = 1 if action in (moves.MoveRight, moves.MoveDown, moves.MoveEnd) else -1
        target: str | None = None
        if action in (moves.MoveLeft, moves.MoveRight):
            target = navigation.row_end(table, address, step) if far else navigation.beside(table, address, step)
        elif action in (moves.MoveUp, moves.MoveDown):
            column = self._column
            target = (
                navigation.column_end(table, step, column) if far else navigation.beyond(table, address, step, column)
            )
        elif action in (moves.MoveHome, moves.MoveEnd):
            corner = table.addresses[-1 if step > 0 else 0]
            target = corner if far else navigation.row_end(table, address, step)
        return self.form_model.index_of(target or address)

    def _move_to(self, address: str) -> None:
        index = self.form_model.index_of(address)
        self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, index: Index, *how: object) -> object:  # type: ignore[override]
        """Open the editor in a cell. Typing replaces; F2 and a double click put the caret behind what is there."""
        opened = super().edit(index, *how)  # type: ignore[call-overload]
        editor = self._editor()
        if opened and editor is not None and how:
            editor.replacing = how[0] == QAbstractItemView.EditTrigger.AnyKeyPressed
            if not editor.replacing:
                editor.deselect()
                editor.end(False)
        return opened

    def _editor(self) -> CellEditor | None:
        return self.viewport().findChild(CellEditor)

    def _after_editing(self, event: QKeyEvent) -> None:
        """Go where the key that ended the editing leads."""
        moves = QAbstractItemView.CursorAction
        arrows = {
            Qt.Key.Key_Left: moves.MoveLeft,
            Qt.Key.Key_Right: moves.MoveRight,
            Qt.Key.Key_Up: moves.MoveUp,
            Qt.Key.Key_Down: moves.MoveDown,
        }
        arrow = arrows.get(Qt.Key(event.key()))
        if arrow is not None:
            index = self.moveCursor(arrow, Qt.KeyboardModifier.NoModifier)
            self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)
        elif not self._step(event):
            self.focusNextPrevChild(event.key() != Qt.Key.Key_Backtab)

    def _paste_while_editing(self) -> None:
        """One value goes into the text being typed; a block goes into the form, as if nothing had been typed."""
        editor = self._editor()
        if editor is None:
            return
        block = parse_tsv(QGuiApplication.clipboard().text())
        if len(block) == 1 and len(block[0]) == 1:
            editor.insert(block[0][0])
        elif block:
            self.form_delegate.give_up(editor)
            self.paste()

    def _blank(self, name: str) -> None:
        addresses = self.selected_addresses()
        self.form_model.write(dict.fromkeys(addresses, ""), _name(name, len(addresses)))

    def _first(self, addresses: Iterable[str]) -> str:
        """The cell at the top left of some."""
        place = self.form_model.table.place
        return min(addresses, key=lambda address: (place[address].row, place[address].column))

    def _select(self, addresses: Iterable[str]) -> None:
        selection = QItemSelection()
        for address in addresses:
            index = self.form_model.index_of(address)
            selection.select(index, index)
        self.selectionModel().select(selection, _Select.ClearAndSelect)

    # -- what Qt tells --------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        model, painter = self.form_model, self.form_delegate.painter
        cell = model.layout_cell(current)
        if cell is None or cell.address is None:
            # the mouse was dragged over a label
            if cell is not None and previous.isValid():
                self.selectionModel().setCurrentIndex(QModelIndex(previous), _Select.NoUpdate)
            return
        if not cell.column <= self._column < cell.column + cell.colspan:
            self._column = cell.column
        self._tab_column = None
        before = painter.named
        painter.named = frozenset(
            (label.row, label.column) for label in navigation.labels_of(model.table, cell.address)
        )
        for row, column in before ^ painter.named:
            self._repaint_cell(model.index(row, column))
        self._repaint_cell(previous)
        self._repaint_cell(current)
        self.reveal.emit(self.visualRect(current))
        self.currentAddressChanged.emit(cell.address)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        address = self.current_address()
        if address is not None:
            self._repaint_cell(self.currentIndex())
            self.currentAddressChanged.emit(address)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_cell(self.currentIndex())

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
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and self._editor() is None:
            painter = QPainter(self.viewport())
            self.form_delegate.painter.current(painter, self.visualRect(index), focused=self.hasFocus())
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
        self.form_delegate.painter.named = self.form_delegate.painter.lit = frozenset()
        self._fit(anew=True)

    def _fit(self, *, anew: bool = False) -> None:
        """Give columns and rows their sizes for the width that there is, and the widget its height."""
        width = self.viewport().width()
        size = WIDE if width >= WIDE_FROM else NARROW
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
        self.setFixedHeight(sum(measures.rows))
        self.updateGeometry()
        self.viewport().update()

    def _repaint_cell(self, index: Index) -> None:
        if index.isValid():
            self.viewport().update(self.visualRect(index))


def _name(message_id: str, count: int) -> str:
    """Name of a step over several cells; of one cell the command has a better name itself."""
    return text(message_id, count=count) if count > 1 else ""
