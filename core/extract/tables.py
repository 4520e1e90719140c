"""Find the tables of the form in lines of labels and cells: rows by alignment of labels, columns by headers or order.

Rows stand in the order of the form, so the whole sequence of lines is aligned with the whole sequence of rows; a row
whose label is damaged is still found between its neighbours, and is then marked as guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from core.catalog import Table, edition
from core.extract.alignment import (
    align,
    candidates_of,
    cells_named,
    exactly,
    likeness_of,
    out_of_order,
    rejoined,
    with_whole_labels,
)
from core.extract.columns import HeaderMap, by_columns, by_row_label, pattern_of
from core.extract.filling import doubt_by_order, fill_between, fill_row
from core.extract.found import Found
from core.extract.gaps import measured, with_blank_rows
from core.extract.items import LABEL, NUMBER, Item, Line
from core.extract.labels import fold
from core.model import Notice

EDITION_MARKS = {
    "2019": (
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "其他对外管理服务事项",
        "政府集中采购",
        "上一年项目数量",
    ),
    "2021": ("本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额", "申请人逾期未按收费通知要求缴纳费用"),
}


def which_edition(items: Sequence[Item], year: int | None, default: str) -> str:
    """The edition whose own labels stand in the document; by the year where none do."""
    folded = "\n".join({fold(token.text) for item in items for token in item.tokens if token.kind is LABEL})
    votes = {name: sum(fold(mark) in folded for mark in marks) for name, marks in EDITION_MARKS.items()}
    if votes["2019"] != votes["2021"]:
        return max(votes, key=lambda name: votes[name])
    return "2019" if year in (2019, 2020) else default


def find_rows(table: Table, lines: Sequence[Line], items: Sequence[Item], found: Found) -> None:
    """Align the rows of a table whose labels stand on the left (tables two and three) with the lines, and fill them."""
    headers = HeaderMap(table, items)
    parted = [by_row_label(table, by_columns(line, headers)) for line in lines]
    found.guessed |= any(split for _, split in parted)
    whole = [line for line, _ in parted]
    if not all(line.exact for line in whole):
        whole = with_blank_rows(with_whole_labels(table, whole), partial(cells_named, table))
    prepared = rejoined(table, whole)
    candidates = candidates_of(table, prepared)
    exact = exactly(table, [(i, prepared[i]) for i in candidates])
    found.guessed |= exact is None or len(prepared) != len(lines)
    matched = exact or align(table, prepared, candidates)
    if not matched:
        return
    rows = [(prepared[index], len(table.columns_of(table.rows[row].id))) for row, index in sorted(matched.items())]
    if spacing := measured(rows):
        prepared = [line if line.exact else replace(line, spacing=spacing) for line in prepared]
    strays = out_of_order(table, prepared, matched) if exact is None else {}
    fill_between(table, prepared, matched, strays, headers, found)
    found.notices += [
        Notice("row_out_of_order", {"label": table.rows[row].label}, prepared[index].slots[0].where)
        for row, index in strays.items()
    ]
    matched.update(strays)
    for row, index in matched.items():
        fill_row(table, table.rows[row].id, prepared[index], headers, found, sure=True)
    found.notices.extend(_again(table, prepared, matched))
    found.notices.extend(headers.notices({prepared[index].grid for index in matched.values()}))
    if headers.doubtful:
        doubt_by_order(table, prepared, matched, headers, found)
    if missing := [row for at, row in enumerate(table.rows) if _row_missing(table, at, found)]:
        params = {"table": table.title, "rows": "；".join(row.label for row in missing), "count": len(missing)}
        cells = tuple(address for row in missing for address in table.addresses_of(row.id))
        found.notices.append(Notice("rows_not_found", params, None, cells))


def _again(table: Table, lines: Sequence[Line], matched: Mapping[int, int]) -> list[Notice]:
    """The table's first row standing there once more: another report, or last year's table beside this one's."""
    first = min(matched)
    if not table.rows[first].label or len(table.columns_of(table.rows[first].id)) < 3:
        return []
    pattern, taken = pattern_of(table.rows[first]), set(matched.values())
    again = [
        line
        for index, line in enumerate(lines)
        if index not in taken
        and line.labels
        and [token.kind for token in line.slots].count(NUMBER) >= 3
        and likeness_of(line, pattern)[0] >= 0.96
    ]
    where = lines[matched[first]].slots[0].where
    return [
        Notice("table_again", {"table": table.title, "read": where, "other": line.slots[0].where}, line.slots[0].where)
        for line in again
    ]


def _row_missing(table: Table, row: int, found: Found) -> bool:
    return not any(address in found.cells for address in table.addresses_of(table.rows[row].id))


@cache
def edition_labels(edition_id: str) -> frozenset[str]:
    """All label texts of the form, folded: what is furniture of the tables when it stands between paragraphs."""
    form = edition(edition_id)
    words = [cell.text for table in form.tables for cell in table.layout if cell.text]
    words += [w for table in form.tables for label in (*table.rows, *table.columns) for w in (*label.also, label.group)]
    words += [table.title for table in form.tables]
    return frozenset(fold(word) for word in words if word)
