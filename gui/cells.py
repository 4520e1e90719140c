"""The actions of the menu and the list of commands that mean the selected cells of the form that has the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from core.texts import text
from gui.form import filling
from gui.form.view import FormTable

if TYPE_CHECKING:
    from gui.desk import Desk


class CellActions(QObject):
    """Each does its work in the form with the keys; where they are elsewhere, it says so and changes nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def _with_form(self, act: Callable[[FormTable], None]) -> None:
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FormTable):
            widget = widget.parentWidget()
        if isinstance(widget, FormTable):
            act(widget)
        else:
            self._desk.message.emit(text("commands.no_cell"))

    def fill_zero(self) -> None:
        self._with_form(filling.fill_zeros)

    def clear(self) -> None:
        self._with_form(self._clear)

    @staticmethod
    def _clear(form: FormTable) -> None:
        form.finish_editing()
        form.clear_cells()

    def restore(self) -> None:
        self._with_form(filling.restore)

    def balance(self) -> None:
        self._with_form(filling.take_balance)

    def show_source(self) -> None:
        self._with_form(lambda form: self.reveal_source(form.current_address() or ""))

    def reveal_source(self, address: str) -> None:
        """Bring the source to the front, at the place of that cell; the keys stay where they are."""
        cell = self._desk.session.report.cells.get(address)
        if cell is None or cell.where is None:
            self._desk.message.emit(text("commands.no_source_place"))
            return
        dock = self._desk.docks["source"]
        dock.show()
        dock.raise_()
        self._desk.source.mark(cell.where)
