"""The values of repair: the numbers of a report as the equations see them, what speaks for a number, and a repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.model import Report
from core.values import Number, State


@dataclass(frozen=True, slots=True)
class Claimed:
    """A number that something outside the tables gives (件, 万元): a sentence (`source` "text"), or last year's report
    ("previous"). `readings` are the sums of cells that it can mean; `words` are the sentence's own."""

    value: Number
    readings: tuple[tuple[str, ...], ...]
    source: str = "text"
    words: str = ""


@dataclass(frozen=True)
class Sheet:
    """The numbers of one report's cells. A blank counts as 0 in sums, an unreadable cell as not known."""

    edition_id: str
    values: Mapping[str, Number | None]
    unreadable: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> Sheet:
        cells = report.cells
        unreadable = frozenset(a for a, cell in cells.items() if cell.state is State.UNREADABLE)
        return cls(report.edition, {a: cell.value for a, cell in cells.items()}, unreadable)

    def number(self, address: str) -> Number:
        return self.values[address] or 0

    def with_values(self, changes: Mapping[str, Number]) -> Sheet:
        return Sheet(self.edition_id, {**self.values, **changes}, self.unreadable - changes.keys())

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What a solution depends on."""
        return self.edition_id, tuple(self.values.values()), self.unreadable


@dataclass(frozen=True, slots=True)
class Repair:
    """New numbers for the fewest cells; the lower the cost, the likelier. `reason` is why a person would have typed
    what stands there now (an id in repair.toml, "" for none), `claim` what agrees with it, `mended` how many broken
    equations it mends; `ties` counts the other repairs that are as likely, `others` all others of as many cells."""

    cells: Mapping[str, Number]
    cost: float
    mended: int
    reason: str = ""
    claim: Claimed | None = None
    ties: int = 0
    others: int = 0
