"""The official form on the screen: merged headers, value cells typed straight into, and a spreadsheet's habits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.session import ConfirmCells, Session
from core.texts import text
from gui.form import navigation
from gui.form.clipboard import block_of, fits, land, parse_tsv, to_tsv
from gui.form.menu import menu_of
from gui.form.sheet import FormSheet

Index = QModelIndex | QPersistentModelIndex
_Select = QItemSelectionModel.SelectionFlag
_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_Command = QKeySequence.StandardKey


class FormTable(FormSheet):
    """A form with a spreadsheet's habits; scrolled by the page that it stands on."""

    message = Signal(str)
    """A sentence for the status line."""
    sourceWanted = Signal(str)
    """The source is to be shown where that cell stood."""
    tableWanted = Signal()
    """The clipboard holds a table that may have to be recognised before it can be filled in."""

    def __init__(self, session: Session, table_id: str, parent: QWidget | None = None) -> None:
        self._column = 0
        self._tab_column: int | None = None
        self.recognise: Callable[[], bool] | None = None
        """Takes over the paste of what is more than a block of numbers; False where it recognised nothing."""
        super().__init__(session, table_id, parent)
        self.form_delegate.left.connect(self._after_editing)
        self.form_delegate.fill.connect(self.fill)
        self.form_delegate.block_pasted.connect(self._paste_while_editing)
        self.form_delegate.history.connect(lambda back: session.undo() if back else session.redo())

    # -- for the window -------------------------------------------------------------------------------------------

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

    def finish_editing(self) -> None:
        """Keep what is being typed and close the editor, as before undo or saving."""
        editor = self.editor()
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
            # a page may come without its text
            if self.recognise is None or not self.recognise():
                self.message.emit(text("form.paste_empty"))
            return
        if not addresses:
            self.message.emit(text("form.paste_nowhere"))
            return
        lost = 0
        single = len(block) == 1 and len(block[0]) == 1
        simple = single or fits(self.form_model.table, block, self._first(addresses))
        more = _pages_cells(QGuiApplication.clipboard().mimeData()) > sum(map(len, block))
        # what was copied may hold a whole table beside a text that says less
        if (more or not simple) and self.recognise is not None and self.recognise():
            return
        if single:
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

    def confirm(self) -> None:
        """Say that the selected cells were read rightly."""
        guessed = tuple(a for a in self.selected_addresses() if self.session.report.cells[a].guessed)
        if not self.session.do(ConfirmCells(guessed)):
            self.message.emit(text("unsure.nothing_here"))
            return
        left = len(self.session.unsure)
        self.message.emit(text("unsure.confirmed" if left else "unsure.confirmed_all", count=len(guessed), left=left))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click on a cell outside of the selection chooses it first."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            menu_of(self).popup(self.viewport().mapToGlobal(place))
            return
        index = self.indexAt(event.pos())
        cell = self.form_model.layout_cell(index)
        if cell is not None and cell.address is not None and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        menu_of(self).popup(event.globalPos())

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

    def edit(self, index: Index, *how: object) -> bool | None:  # type: ignore[override]  # both overloads
        """Open the editor in a cell. Typing replaces; F2 and a double click put the caret behind what is there."""
        opened = super().edit(index, *how)
        editor = self.editor()
        if opened and editor is not None and how:
            editor.replacing = how[0] == QAbstractItemView.EditTrigger.AnyKeyPressed
            if not editor.replacing:
                editor.deselect()
                editor.end(False)
        return opened

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
        editor = self.editor()
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

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember the column for up and down; a wide cell on the way does not make it forgotten."""
        cell = self.form_model.layout_cell(current)
        if cell is not None and cell.address is not None:
            if not cell.column <= self._column < cell.column + cell.colspan:
                self._column = cell.column
            self._tab_column = None
        super().currentChanged(current, previous)


def _name(message_id: str, count: int) -> str:
    """Name of a step over several cells; of one cell the command has a better name itself."""
    return text(message_id, count=count) if count > 1 else ""


def _pages_cells(mime: QMimeData | None) -> int:
    """How many cells of tables stand in the page that was copied."""
    return len(_CELL.findall(mime.html())) if mime is not None and mime.hasHtml() else 0
