"""What was found of the form's tables, and what of the document went into none of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.extract.items import BLANK, LABEL, NUMBER, Item, Token
from core.extract.page import metadata_label
from core.model import Cell, Notice
from core.values import read

_new = tuple.__new__


@dataclass(slots=True)
class Found:
    """Cells found so far, the items they were in (`places` by address) and the `tokens`, and what there is to say about
    it. `guessed` is set where more was asked than which labels and kinds of cells stand where."""

    cells: dict[str, Cell] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    guessed: bool = False

    def put(self, addresses: Sequence[str], tokens: Sequence[Token], *, sure: bool = True) -> None:
        """Cells of the form, and what stands in them."""
        items = [token.item for token in tokens]
        # as Cell.of makes them, without a call for each of so many
        cells = [_new(Cell, (*read(token.text), token.text, token.where, sure)) for token in tokens]
        self.cells.update(zip(addresses, cells, strict=True))
        self.used.update(items)
        self.places.update(zip(addresses, items, strict=True))
        self.tokens.update(zip(addresses, tokens, strict=True))

    def cover(self, table: str, items: Iterable[int]) -> None:
        """Widen the table's span of items."""
        numbers = list(items)
        if numbers:
            first, last = self.spans.get(table, (numbers[0], numbers[0]))
            self.spans[table] = (min(first, *numbers), max(last, *numbers))
            self.used.update(numbers)


def unused_numbers(items: Sequence[Item], found: Found, spans: Mapping[str, tuple[int, int]]) -> list[Notice]:
    """Numbers inside a table's span or grid, or by themselves after one, that went into no cell."""
    inside = {i for first, last in spans.values() for i in range(first, last + 1)}
    grids = {items[i].grid for i in inside} - {-1}
    start = min(inside, default=len(items))
    notices = []
    for item in items[start:]:
        if item.index in found.used:
            continue
        numbers = [token for token in item.tokens if token.kind is NUMBER]
        if not numbers or any(metadata_label(token.text) for token in item.tokens):
            continue
        alone = item.grid < 0 and len(numbers) == len(item.tokens)
        if item.index in inside or item.grid in grids or alone:
            words = " ".join(token.text.strip() for token in numbers)
            notices.append(Notice("number_not_used", {"words": words}, item.where, _cut_off(item, items, found)))
    return notices + _beside(items, found)


def _beside(items: Sequence[Item], found: Found) -> list[Notice]:
    """Words and numbers right of a row's cells, as in a column of remarks: one notice for each grid."""
    ends: dict[int, int] = {}
    for token in found.tokens.values():
        if token.column > ends.get(token.item, -1):
            ends[token.item] = token.column
    left: dict[int, list[Token]] = {}
    for at, end in ends.items():
        item = items[at]
        if not item.exact or item.tokens[-1].column <= end:
            continue
        # merged cells that a program has written out repeat what was read
        read = {token.text.strip() for token in item.tokens if token.column <= end}
        beyond = [token for token in item.tokens if token.column > end and token.kind is not BLANK]
        left.setdefault(item.grid, []).extend(token for token in beyond if token.text.strip() not in read)
    return [
        Notice(
            "beside_not_used",
            {"count": len(tokens), "words": " ".join(token.text.strip() for token in tokens)[:40]},
            tokens[0].where,
        )
        for tokens in left.values()
        if tokens
    ]


def _cut_off(item: Item, items: Sequence[Item], found: Found) -> tuple[str, ...]:
    """The cells, now marked as unsure, that numbers may belong to which a page break has cut off. Without any label:
    those above, where a narrow cell had wrapped 2939 above and 2 below. With a group's label: blank ones at the top of
    the next page, where the rest of their label stands."""
    near: list[Item] = []
    if item.exact and item.index and not any(token.kind is LABEL for token in item.tokens):
        near.append(items[item.index - 1])
    below = items[item.index + 1] if item.exact and item.index + 1 < len(items) else item
    if below.where.page != item.where.page and not any(token.kind is NUMBER for token in below.tokens):
        near.append(below)
    rows = {other.index for other in near if other.grid == item.grid}
    cells = tuple(address for address, place in found.places.items() if place in rows)
    for address in cells:
        found.cells[address] = found.cells[address]._replace(sure=False)
    return cells
