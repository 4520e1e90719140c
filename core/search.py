"""Find and replace over a whole report: fields, texts, labels and numbers. Replacing is a command, one step of undo."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.catalog import Edition, Table, edition
from core.model import PART_NUMBERS, Report
from core.session import METADATA, Command, SetCells, SetField, SetText
from core.texts import text
from core.values import State, read

_WORDED = ("title", "agency", "publisher")
"""Fields that hold words. Numbers of documents, dates and the year are not replaced by the way."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a field, a cell, or words of a part. `span` counts characters of the part's text;
    `label` is true for a cell that was found by the name of its row or column, not by its number."""

    field: str | None = None
    address: str | None = None
    part: str | None = None
    span: tuple[int, int] | None = None
    label: bool = False


def folded(words: str) -> str:
    """The words with full-width letters, digits and signs as half-width ones, and capitals as small letters.

    Character by character, so that places in it are places in the words.
    """
    return "".join(_fold(sign) for sign in words)


def _fold(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return plain if len(plain) == 1 else sign


def places(report: Report, wanted: str, *, exact: bool = False) -> list[Place]:
    """Everything that holds the words, from top to bottom of the sheet; capitals and width count only if `exact`.

    Numbers are found in cells that hold exactly that number; labels lead to the first cell of their row or column.
    """
    wanted = _key(wanted.strip(), exact)
    if not wanted:
        return []
    form = edition(report.edition)
    found = [Place(field=name) for name in METADATA if wanted in _key(str(getattr(report, name) or ""), exact)]
    for number in PART_NUMBERS:
        found += [Place(part=number, span=span) for span in _spans(_key(report.part(number).text, exact), wanted)]
        table = form.table_of_part(number)
        if table is not None:
            found += _cells(report, form, table, wanted, exact)
    return found


def _key(words: str, exact: bool) -> str:
    return words if exact else folded(words)


def _spans(words: str, wanted: str) -> Iterator[tuple[int, int]]:
    start = words.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = words.find(wanted, start + len(wanted))


def _cells(report: Report, form: Edition, table: Table, wanted: str, exact: bool) -> list[Place]:
    numbers = {address for address in table.addresses if _key(report.cells[address].shown, exact) == wanted}
    labels: set[str] = set()
    for names, position in ((table.rows, 0), (table.columns, 1)):
        for name in names:
            if wanted in _key(name.label, exact) or wanted in _key(name.name, exact):
                labels.update(_first(table, name.id, position))
    hits = numbers | labels
    return [Place(address=a, label=a not in numbers) for a in table.addresses if a in hits]


def _first(table: Table, label_id: str, position: int) -> list[str]:
    """The first cell of a row (position 0) or column (1)."""
    for address in table.addresses:
        row, _, column = address.partition(".")[2].rpartition(".")
        if (row, column)[position] == label_id:
            return [address]
    return []


@dataclass(frozen=True, slots=True)
class Several:
    """Commands carried out together as one step of undo."""

    commands: tuple[Command, ...]
    name: str

    def apply(self, report: Report) -> Report:
        for command in self.commands:
            report = command.apply(report)
        return report


@dataclass(frozen=True, slots=True)
class Replacing:
    """What replacing would do: the command (None for nothing), and how many places it changes and leaves."""

    command: Command | None = None
    count: int = 0
    left: int = 0


@dataclass(slots=True)
class _Changes:
    cells: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)


def can_replace(place: Place, words: str) -> bool:
    """True for words of a part or a worded field, and for a cell whose whole number would become a number."""
    if place.address is not None:
        return not place.label and read(words).state is State.NUMBER
    return place.part is not None or place.field in _WORDED


def replacing(report: Report, found: Iterable[Place], wanted: str, words: str, *, exact: bool = False) -> Replacing:
    """Put `words` in place of what was found at those places. Labels, dates, document numbers and the year are
    left, and so are cells that would no longer hold a number."""
    changes, count, left = _Changes(), 0, 0
    for place in found:
        if not can_replace(place, words):
            left += 1
            continue
        if place.address is not None:
            changes.cells[place.address] = words
        elif place.part is not None and place.span is not None:
            changes.spans.setdefault(place.part, []).append(place.span)
        elif place.field is not None:
            changes.fields.append(place.field)
        count += 1
    if not count:
        return Replacing(left=left)
    name = text("search.step", wanted=wanted.strip(), words=words, count=count)
    return Replacing(Several(_commands(report, changes, wanted, words, exact), name), count, left)


def _commands(report: Report, changes: _Changes, wanted: str, words: str, exact: bool) -> tuple[Command, ...]:
    commands: list[Command] = []
    key = _key(wanted.strip(), exact)
    for name in changes.fields:
        old = str(getattr(report, name) or "")
        commands.append(SetField(name, _replaced(old, _spans(_key(old, exact), key), words) or None))
    for number, spans in changes.spans.items():
        commands.append(SetText(number, _replaced(report.part(number).text, spans, words)))
    if changes.cells:
        commands.append(SetCells(changes.cells))
    return tuple(commands)


def _replaced(old: str, spans: Iterable[tuple[int, int]], words: str) -> str:
    new, at = [], 0
    for start, end in spans:
        new += [old[at:start], words]
        at = end
    return "".join([*new, old[at:]])
