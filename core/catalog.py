"""The form as data: tables, rows, columns, labels, layout of each edition (resources/catalog/*.toml).

Readers, window, exporters, template and rules all draw on this one description. An address is
TABLE.ROW.COLUMN (requests.denied.state_secret.total); counts are in 件, amounts in 万元.
Source: 国办公开办函〔2021〕30号 (edition "2021"), 国办公开办函〔2019〕60号 (edition "2019").
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from core.files import resource

EDITIONS = ("2021", "2019")
CURRENT = "2021"


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A row or column of a table: official label, short name for messages, other wordings seen in reports.

    There is one of each, so identity is equality, and tables of what is known of a label need no deep hash.
    """

    id: str
    label: str
    name: str
    group: str = ""
    also: tuple[str, ...] = ()
    unit: str = "件"
    decimal: bool = False
    signed: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A cell of the official form at its top left corner (0-based). `address` is set on value cells, `row_id` on
    the label of a row; a value cell of table three also lies in a column of `value_columns`."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str = ""
    address: str | None = None
    row_id: str | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """One statistic table. `widths` are relative column widths; `header_rows` repeat on every page."""

    id: str
    part: str
    title: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    layout: tuple[LayoutCell, ...]
    widths: tuple[float, ...]
    header_rows: int

    @cached_property
    def height(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.layout)

    @property
    def width(self) -> int:
        return len(self.widths)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Addresses of all value cells in reading order of the form."""
        return tuple(cell.address for cell in self.layout if cell.address)

    @cached_property
    def place(self) -> Mapping[str, LayoutCell]:
        """Address to its cell in the layout."""
        return {cell.address: cell for cell in self.layout if cell.address}

    @cached_property
    def _rows(self) -> Mapping[str, Label]:
        return {row.id: row for row in self.rows}

    @cached_property
    def _columns(self) -> Mapping[str, tuple[str, ...]]:
        return {row.id: row.columns or tuple(column.id for column in self.columns) for row in self.rows}

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[str, ...]]:
        return {row: tuple(f"{self.id}.{row}.{column}" for column in self._columns[row]) for row in self._columns}

    def row(self, row_id: str) -> Label:
        return self._rows[row_id]

    def column(self, column_id: str) -> Label:
        return next(column for column in self.columns if column.id == column_id)

    def columns_of(self, row_id: str) -> tuple[str, ...]:
        """Ids of the columns that this row has."""
        return self._columns[row_id]

    def addresses_of(self, row_id: str) -> tuple[str, ...]:
        """Addresses of this row's cells, in the order of its columns."""
        return self._addresses[row_id]


@dataclass(frozen=True, slots=True)
class PartHeading:
    number: str
    heading: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the form. There is one object of each, as of its labels."""

    id: str
    name: str
    from_year: int
    parts: tuple[PartHeading, ...]
    tables: tuple[Table, ...]
    sums: Mapping[tuple[str, str], tuple[str, ...]]
    sum_names: Mapping[tuple[str, str], str]

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        return tuple(address for table in self.tables for address in table.addresses)

    @cached_property
    def table_of(self) -> Mapping[str, Table]:
        """Address to its table."""
        return {address: table for table in self.tables for address in table.addresses}

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def table_of_part(self, number: str) -> Table | None:
        return next((table for table in self.tables if table.part == number), None)

    def heading(self, number: str) -> str:
        """Official heading of a part; 导语 for part 0."""
        return next((part.heading for part in self.parts if part.number == number), "导语")

    def expand(self, address: str) -> tuple[str, ...]:
        """Cells that an address stands for: itself, or those of a named sum, each once. KeyError if unknown."""
        if address in self.table_of:
            return (address,)
        table_id, _, rest = address.partition(".")
        row, _, column = rest.rpartition(".")
        if (table_id, row) in self.sums:
            parts = tuple(f"{table_id}.{member}.{column}" for member in self.sums[table_id, row])
        elif (table_id, column) in self.sums:
            parts = tuple(f"{table_id}.{row}.{member}" for member in self.sums[table_id, column])
        else:
            raise KeyError(address)
        return tuple(cell for part in parts for cell in self.expand(part))

    def describe(self, address: str) -> str:
        """The cell's name for people: 本年新收·自然人. Sums have names too: 不予公开·总计."""
        name = self._names.get(address)
        if name is None:
            name = self._names[address] = self._name(address)
        return name

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names that were asked for before; no more than there are cells and sums."""
        return {}

    def _name(self, address: str) -> str:
        table_id, _, rest = address.partition(".")
        row_id, _, column_id = rest.rpartition(".")
        table = self.table(table_id)
        row = next((row.name for row in table.rows if row.id == row_id), None) or self.sum_names[table_id, row_id]
        column = (
            next((column.name for column in table.columns if column.id == column_id), None)
            or self.sum_names[table_id, column_id]
        )
        return f"{row}·{column}"

    def column_label(self, address: str) -> Label:
        table = self.table_of[address]
        return table.column(address.rpartition(".")[2])

    def unit(self, address: str) -> str:
        """件 or 万元."""
        return self.column_label(address).unit

    def is_amount(self, address: str) -> bool:
        """True for amounts in 万元, which may be decimal; all other cells are counts."""
        return self.column_label(address).decimal


def is_total(address: str) -> bool:
    """True for cells that the form defines as sums of others: a row or a column 总计."""
    return "total" in address.split(".")


@cache
def edition(edition_id: str = CURRENT) -> Edition:
    """The edition with that id. KeyError for an id that is not in EDITIONS."""
    if edition_id not in EDITIONS:
        raise KeyError(edition_id)
    data = tomllib.loads(resource("catalog", f"{edition_id}.toml").read_text(encoding="utf-8"))
    return Edition(
        id=data["edition"],
        name=data["name"],
        from_year=data["from_year"],
        parts=tuple(PartHeading(p["number"], p["heading"], tuple(p.get("also", ()))) for p in data["parts"]),
        tables=tuple(_table(entry) for entry in data["tables"]),
        sums={(s["table"], s["id"]): tuple(s.get("rows") or s["columns"]) for s in data["sums"]},
        sum_names={(s["table"], s["id"]): s["name"] for s in data["sums"]},
    )


def _label(entry: dict[str, Any]) -> Label:
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}
    return Label(**fields)


def _table(entry: dict[str, Any]) -> Table:
    return Table(
        id=entry["id"],
        part=entry["part"],
        title=entry["title"],
        rows=tuple(_label(row) for row in entry["rows"]),
        columns=tuple(_label(column) for column in entry["columns"]),
        layout=_layout(entry),
        widths=tuple(entry["widths"]),
        header_rows=entry["header_rows"],
    )


def _layout(entry: dict[str, Any]) -> tuple[LayoutCell, ...]:
    """Place the cells of `layout` from left to right, skipping places that a rowspan above has taken."""
    width = len(entry["widths"])
    taken: set[tuple[int, int]] = set()
    cells: list[LayoutCell] = []
    for r, line in enumerate(entry["layout"]):
        column = 0
        row_label = next((item["row"] for item in line if "row" in item), None)
        follow = [{"a": f"{entry['id']}.{row_label}.{name}"} for name in entry.get("value_columns", ()) if row_label]
        for item in [*line, *follow]:
            while (r, column) in taken:
                column += 1
            rows, columns = item.get("rows", 1), item.get("cols", 1)
            taken |= {(r + i, column + j) for i in range(rows) for j in range(columns)}
            cells.append(LayoutCell(r, column, rows, columns, item.get("t", ""), item.get("a"), item.get("row")))
            column += columns
        assert column <= width, f"{entry['id']}: layout row {r} is wider than the table"
    return tuple(cells)
