"""Put the cells of a line into the columns of its row: under the heads over them, or by their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.catalog import Table
from core.extract.alignment import likeness_of, trimmed
from core.extract.columns import HeaderMap, Heads, fits, pattern_of
from core.extract.found import Found
from core.extract.gaps import doubtful_end, expand_gaps
from core.extract.items import NUMBER, Line, Token
from core.extract.labels import fold, squeeze
from core.model import Cell, Notice
from core.values import State


def fill_between(
    table: Table,
    lines: Sequence[Line],
    matched: Mapping[int, int],
    strays: Mapping[int, int],
    headers: HeaderMap,
    found: Found,
) -> None:
    """Rows with a damaged label: as many lines between two found rows as rows are missing there, in order. `strays` are
    rows and lines that stand elsewhere than in that order."""
    rows = sorted(matched)
    for before, after in zip([-1, *rows], [*rows, len(table.rows)], strict=True):
        gap = [row for row in range(before + 1, after) if row not in strays]
        start = matched[before] if before >= 0 else -1
        stop = matched[after] if after < len(table.rows) else len(lines)
        if not gap or before < 0 or after >= len(table.rows):
            continue
        between = [
            i
            for i in range(start + 1, stop)
            if i not in strays.values()
            and any(token.kind is NUMBER for token in lines[i].slots)
            and _has_cells(lines[i], len(table.columns_of(table.rows[gap[0]].id)))
        ]
        if len(between) != len(gap):
            continue
        for row, index in zip(gap, between, strict=True):
            label = table.rows[row]
            written = "".join(token.text for token in lines[index].labels[-1:])
            cells = table.addresses_of(label.id)
            found.notices.append(
                Notice(
                    _guess(written, label.label),
                    {"label": label.label, "text": written},
                    lines[index].slots[0].where,
                    cells,
                )
            )
            fill_row(table, label.id, lines[index], headers, found, sure=False)


def _has_cells(line: Line, count: int) -> bool:
    """Whether a line has so many cells, or more."""
    return len(trimmed(line)) >= count or _slots_for(line, count) is not None


def _guess(written: str, label: str) -> str:
    """The id of what is said of a row that its place alone told."""
    if not fold(written):
        return "label_blank"
    return "label_out_of_place" if fold(written) == fold(label) else "label_guessed"


def fill_row(table: Table, row_id: str, line: Line, headers: HeaderMap, found: Found, *, sure: bool) -> None:
    """Put the cells of a line into the columns of a row; where they cannot be told apart, say so and mark them."""
    columns = table.columns_of(row_id)
    addresses = table.addresses_of(row_id)
    found.cover(table.id, line.items(likeness_of(line, pattern_of(table.row(row_id)))[1]))
    mapped = headers.of_row(line, columns)
    if mapped is not None and _under_heads(mapped, columns, addresses, line, found, sure=sure):
        return
    if mapped is not None and mapped.own_order:
        _unplaced(addresses, line, table.row(row_id).label, found)  # not by the form's order, which is another one
        return
    found.guessed |= len(line.slots) > len(columns) and len(trimmed(line)) > 1  # numbers are compared
    slots = _by_layout(table, addresses, line) or _slots_for(line, len(columns))
    if slots is not None:
        doubtful = len(line.slots) < len(columns) and doubtful_end(line, slots)
        found.put(addresses, slots, sure=sure and not doubtful)
        if doubtful:
            found.notices.append(blank_end(table.row(row_id).label, line, addresses))
        return
    _unplaced(addresses, line, table.row(row_id).label, found)


def blank_end(label: str, line: Line, addresses: Sequence[str]) -> Notice:
    """What is said of a row whose last cells are told to be blank by the lines that follow it."""
    params = {"label": label, "count": len(addresses) - len(line.slots)}
    return Notice("row_by_gaps", params, line.slots[0].where, tuple(addresses))


def _under_heads(
    heads: Heads, columns: Sequence[str], addresses: Sequence[str], line: Line, found: Found, *, sure: bool
) -> bool:
    """Put a row's cells where the heads over them say; False where they do not stand under the heads."""
    if not fits(line, heads):
        return False
    places = {token.column: token for token in line.slots}
    under = [(address, heads.places.get(column)) for column, address in zip(columns, addresses, strict=True)]
    known = [(address, places[place]) for address, place in under if place in places]
    found.put([address for address, _ in known], [token for _, token in known], sure=sure)
    return True


def doubt_by_order(
    table: Table, lines: Sequence[Line], matched: Mapping[int, int], headers: HeaderMap, found: Found
) -> None:
    """Cells in grids whose heads are damaged and contradict the form's order were placed by that order: unsure."""
    doubtful: dict[int, list[str]] = {}
    for row, index in matched.items():
        columns = table.columns_of(table.rows[row].id)
        if lines[index].exact and headers.contradicts(lines[index], columns):
            addresses = table.addresses_of(table.rows[row].id)
            doubtful.setdefault(lines[index].grid, []).extend(a for a in addresses if a in found.cells)
    for cells in filter(None, doubtful.values()):
        found.cells.update({address: found.cells[address]._replace(sure=False) for address in cells})
        params = {"table": table.title, "count": len(cells)}
        where = found.cells[cells[0]].where
        found.notices.append(Notice("columns_by_order", params, where, tuple(cells)))


def _slots_for(line: Line, count: int) -> list[Token] | None:
    """Exactly `count` cells of a line, or None where it cannot be told which they are."""
    slots = line.slots
    if len(slots) == count:
        return list(slots)
    if len(slots) > count:
        filled = trimmed(line)
        if line.exact:
            if count == 1:
                return filled if len(filled) == 1 else (slots[:1] if not filled else None)
            if len(filled) <= count:
                # a wider sheet: empty places after the row's cells, or before them where labels are merged
                ends_full = bool(slots[-1].text.strip())
                return list(slots[-count:]) if ends_full else list(slots[:count])
            return None
        if any(token.text.strip() for token in slots[count:]):
            return None
        return list(slots[:count])
    return expand_gaps(line, count)


def _by_layout(table: Table, addresses: Sequence[str], line: Line) -> list[Token] | None:
    """Merged cells that a program has written out: the same number again, or nothing, in all places of one cell."""
    places = [table.place[address] for address in addresses]
    first, width = places[0].column, table.width - places[0].column
    if not line.exact or len(line.slots) < width or any(token.text.strip() for token in line.slots[width:]):
        return None
    if len(line.slots) > width and not any(token.text.strip() for token in line.slots[:1]):
        return None  # empty places before the cells rather than after them
    groups = [line.slots[p.column - first : p.column - first + p.colspan] for p in places]
    if any(len({token.text.strip() for token in group} - {""}) > 1 for group in groups):
        return None
    return [next((token for token in group if token.text.strip()), group[0]) for group in groups]


def _unplaced(addresses: Sequence[str], line: Line, label: str, found: Found) -> None:
    slots = [token for token in line.slots if squeeze(token.text) != squeeze(label)]
    words = " ".join(token.text.strip() for token in slots if token.text.strip())
    if not words:
        return
    where = slots[0].where
    found.notices.append(
        Notice(
            "row_not_placed" if len(slots) < len(addresses) else "row_not_parted",
            {"label": label, "found": len(slots), "wanted": len(addresses), "words": words},
            where,
            tuple(addresses),
        )
    )
    for address in addresses:
        found.cells[address] = Cell(State.UNREADABLE, None, words, where, sure=False)
