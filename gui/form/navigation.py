"""Where the keys lead from one value cell of the form to another; labels are stepped over."""

from __future__ import annotations

from core.catalog import LayoutCell, Table


def heads_of(table: Table, section: int, *, down: bool) -> list[str]:
    """The labels that name a column (`down`) or a row, from the outermost inwards; none where nothing is counted."""
    cells = [cell for cell in table.place.values() if (cell.column if down else cell.row) == section]
    if not cells:
        return []
    named = labels_of(table, str(cells[0].address))
    if down:
        return [label.text for label in named if label.column <= section < label.column + label.colspan]
    return [label.text for label in named if label.row <= section < label.row + label.rowspan]


def beside(table: Table, address: str, step: int) -> str | None:
    """The next value cell in the same row (step 1 right, -1 left), None at its end."""
    here = table.place[address]
    row = _row(table, here.row)
    at = row.index(here) + step
    return row[at].address if 0 <= at < len(row) else None


def beyond(table: Table, address: str, step: int, column: int) -> str | None:
    """The value cell in the next row that has any (step 1 down, -1 up), as near to `column` as there is."""
    here = table.place[address].row
    rows = sorted({place.row for place in table.place.values() if (place.row - here) * step > 0})
    return _nearest(_row(table, rows[0 if step > 0 else -1]), column) if rows else None


def row_end(table: Table, address: str, step: int) -> str:
    """Last (step 1) or first (-1) value cell of the row."""
    row = _row(table, table.place[address].row)
    return str(row[-1 if step > 0 else 0].address)


def column_end(table: Table, step: int, column: int) -> str:
    """Lowest (step 1) or topmost (-1) value cell of a column."""
    rows = [place.row for place in table.place.values()]
    return _nearest(_row(table, max(rows) if step > 0 else min(rows)), column)


def in_reading(table: Table, address: str, step: int) -> str | None:
    """The next value cell as Tab goes, through the rows; None past the last one."""
    at = table.addresses.index(address) + step
    return table.addresses[at] if 0 <= at < len(table.addresses) else None


def in_column(table: Table, address: str, step: int, column: int) -> str | None:
    """The next value cell as Enter goes: down the column, then on at the top of the next; None past the last one."""
    found = beyond(table, address, step, column)
    if found is not None:
        return found
    firsts = sorted({place.column for place in table.place.values()})
    others = [first for first in firsts if (first - column) * step > 0]
    if not others:
        return None
    return column_end(table, -step, others[0 if step > 0 else -1])


def labels_of(table: Table, address: str) -> tuple[LayoutCell, ...]:
    """The labels that name a cell: of its row, and of its column up to a group of five."""
    here = table.place[address]
    above = [
        cell
        for cell in table.layout
        if cell.address is None
        and cell.row + cell.rowspan <= here.row
        and cell.column <= here.column < cell.column + cell.colspan
        and cell.colspan <= 5
    ]
    if table.header_rows:
        above = [cell for cell in above if cell.row < table.header_rows]
    else:
        nearest = max(cell.row for cell in above)
        above = [cell for cell in above if cell.row == nearest]
    beside_it = [cell for cell in table.layout if cell.row_id and cell.row == here.row]
    return (*above, *beside_it)


def _row(table: Table, row: int) -> list[LayoutCell]:
    return [place for place in table.place.values() if place.row == row]


def _nearest(row: list[LayoutCell], column: int) -> str:
    def distance(place: LayoutCell) -> int:
        return max(place.column - column, column - (place.column + place.colspan - 1), 0)

    return str(min(row, key=distance).address)
