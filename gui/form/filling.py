"""What is done to the selected cells of a form beyond typing: zeros into blanks, the original back, what balances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.session import SetCells
from core.texts import text
from core.values import State, show

if TYPE_CHECKING:
    from gui.form.view import FormTable


def fill_zeros(form: FormTable) -> None:
    """Put 0 into the blank cells of the selection, of the whole table where one cell is selected, as one step.

    What holds anything is not touched, nor a blank that the reader was not sure of.
    """
    form.finish_editing()
    chosen = form.selected_addresses()
    cells = form.session.report.cells
    if len(chosen) <= 1:
        chosen = form.form_model.table.addresses
    blank = [address for address in chosen if cells[address].state is State.BLANK]
    sure = [address for address in blank if cells[address].sure]
    if not sure:
        form.message.emit(text("commands.fill_none"))
        return
    form.form_model.write(dict.fromkeys(sure, "0"), text("commands.fill_step", count=len(sure)))
    left = len(blank) - len(sure)
    form.message.emit(text("commands.filled_left" if left else "commands.filled", count=len(sure), left=left))


def edited(form: FormTable) -> dict[str, str]:
    """The selected cells that differ from the file, with what stood there."""
    cells = form.session.report.cells
    before = {address: form.session.original_cell(address).shown for address in form.selected_addresses()}
    if form.session.origin is None:
        return {}
    return {address: words for address, words in before.items() if words != cells[address].shown}


def restore(form: FormTable) -> None:
    """Put back what stood in the file, as one step."""
    form.finish_editing()
    texts = edited(form)
    if not texts:
        form.message.emit(text("commands.restore_none"))
        return
    form.form_model.write(texts, text("commands.restore_step", count=len(texts)))
    form.message.emit(text("commands.restored", count=len(texts)))


def take_balance(form: FormTable) -> None:
    """Put into the current cell the value with which it would balance, and into those that change with it."""
    form.finish_editing()
    address = form.current_address()
    balance = form.form_model.balances.get(address or "")
    if address is None or balance is None:
        form.message.emit(text("commands.balance_none"))
        return
    cell = form.form_model.form.describe(address)
    name = balance.name or text("commands.balance_step", cell=cell, value=show(balance.value))
    form.session.do(SetCells({a: show(value) for a, value in balance.cells.items()}, name))
    form.message.emit(text("commands.balance_taken", name=name))
