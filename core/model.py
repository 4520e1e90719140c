"""The frozen values of the program: Report, Cell, Part, Location, Finding. Nothing here is ever changed in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.digest import digest
from core.texts import text as sentence
from core.values import Number, State, read, show


class Location(NamedTuple):
    """Where something stood in its source; str() says it in Chinese: 第 120 行, 工作表“表三”C12.

    All numbers are 1-based; None where the kind of file has no such thing. A tuple, since every cell read has one.
    """

    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"工作表“{self.sheet}”{self.cell or ''}"
        words = [
            f"第 {number} {unit}" if unit != "表" else f"表 {number} "
            for number, unit in (
                (self.page, "页"),
                (self.table, "表"),
                (self.line, "行"),
                (self.row, "行"),
                (self.column, "列"),
                (self.paragraph, "段"),
            )
            if number is not None
        ]
        return "".join(words).strip()


class Cell(NamedTuple):
    """One cell of the form: its value, what stood there, and where. `sure` is False until a guess is confirmed. A
    tuple, since every report has 200 of them."""

    state: State = State.BLANK
    value: Number | None = None
    text: str = ""
    where: Location | None = None
    sure: bool = True

    @classmethod
    def of(cls, text: str, where: Location | None = None, *, sure: bool = True) -> Cell:
        """A cell with that raw text, read as a person would read it."""
        state, value = read(text)
        return cls(state, value, text, where, sure)

    @property
    def shown(self) -> str:
        """What stands in the form: the number in plain digits, the raw text if unreadable, "" if blank."""
        return self.text.strip() if self.state is State.UNREADABLE else show(self.value)

    @property
    def guessed(self) -> bool:
        """A number or a blank that the reader was not sure of, and that nobody has confirmed."""
        return not self.sure and self.state is not State.UNREADABLE


BLANK = Cell()

LONGEST_PARAGRAPH = 4_000
"""Characters of a paragraph that are read sentence by sentence; the longest in published reports have a third of it.
What is longer is no paragraph but a page run together, and would hold up every judge."""

PART_NUMBERS = ("0", "1", "2", "3", "4", "5", "6")
"""Part "0" is the introduction; "1" to "6" are 一 to 六."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the text: paragraphs joined by line feeds, without its heading and without the tables.

    `wheres` has one Location (or None) per paragraph. A part that the report does not have has heading None.
    """

    number: str
    heading: str | None = None
    text: str = ""
    wheres: tuple[Location | None, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n")) if self.text else ()

    def paragraph_at(self, at: int) -> int:
        """The number, from 1, of the paragraph that a character stands in, as they are printed: without empty lines."""
        return 1 + sum(1 for line in self.text[:at].split("\n")[:-1] if line.strip())

    def where_at(self, at: int) -> Location | None:
        """Where in the source the paragraph stands that a character is in."""
        line = self.text[:at].count("\n")
        return self.wheres[line] if line < len(self.wheres) else None


@dataclass(frozen=True, slots=True)
class Report:
    """A department's annual report. `cells` holds every address of its edition (see core.catalog)."""

    edition: str
    cells: Mapping[str, Cell]
    parts: tuple[Part, ...] = tuple(Part(number) for number in PART_NUMBERS)
    title: str = ""
    agency: str = ""
    year: int | None = None
    index_number: str | None = None
    document_number: str | None = None
    publisher: str | None = None
    published: date | None = None
    completed: date | None = None
    signatory: str | None = None

    def part(self, number: str) -> Part:
        return self.parts[PART_NUMBERS.index(number)]

    def with_cells(self, changes: Mapping[str, Cell]) -> Report:
        """The same report with those cells replaced. KeyError for an address that the edition does not have."""
        for address in changes:
            if address not in self.cells:
                raise KeyError(address)
        return replace(self, cells={**self.cells, **changes})

    def with_part(self, part: Part) -> Report:
        at = PART_NUMBERS.index(part.number)
        return replace(self, parts=(*self.parts[:at], part, *self.parts[at + 1 :]))


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding: texts for cells, or a replacement for the finding's span."""

    note: str
    cells: Mapping[str, Number] = field(default_factory=dict)
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reviewer should look at. Stable: the same fault has the same key in every run.

    `span` counts characters in the text of `part`; `values` are the cells' shown values when it was found;
    `basis` is the legal or formal source of the rule.
    """

    rule: str
    category: str
    severity: Severity
    verdict: Verdict
    message: str
    cells: tuple[str, ...] = ()
    part: str | None = None
    span: tuple[int, int] | None = None
    excerpt: str | None = None
    values: tuple[str, ...] = ()
    basis: str = ""
    fixes: tuple[Fix, ...] = ()
    occurrence: int = 0
    suspects: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Rule, cells and values (or part, words and which occurrence): what a reviewer's decision is kept on."""
        seed = "\x1f".join(
            (self.rule, *self.cells, *self.values, self.part or "", self.excerpt or "", str(self.occurrence))
        )
        return f"{self.rule}:{digest(seed, 6)}"


class DecisionKind(StrEnum):
    """What a reviewer decided of a finding: the department mends it, or it is no fault."""

    CONFIRMED = "confirmed"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's decision on a finding, kept by Finding.key. What is ignored is ignored for a reason: ValueError
    without one. `by` and `on` say who decided and when, where that is known."""

    kind: DecisionKind
    reason: str = ""
    by: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        if self.kind is DecisionKind.IGNORED and not self.reason.strip():
            raise ValueError("a finding is ignored for a reason")

    def __str__(self) -> str:
        """The decision in words: 已忽略：原件如此."""
        words = sentence(f"decisions.{self.kind}_because" if self.reason else f"decisions.{self.kind}")
        return f"{words}{self.reason}"

    @property
    def signed(self) -> str:
        """The decision with who decided and when, where that is known: 已忽略：原件如此（王工 2026-01-08）."""
        who = " ".join(words for words in (self.by, str(self.on or "")) if words)
        return sentence("decisions.signed", decision=str(self), signed=who) if who else str(self)


Decisions = Mapping[str, Decision]
"""Decisions by the key of their finding: it holds rule, cells and values, so a changed value makes it open again."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the reading of a file: guessed, not found, not used. `message_id` is in notices.toml."""

    message_id: str
    params: Mapping[str, object] = field(default_factory=dict)
    where: Location | None = None
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        return sentence(f"notices.{self.message_id}", **self.params)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change made since the file was read. `place` is a cell's address, a part's number ("0" to "6") or the name
    of a field of Report (title, agency, …); `old` and `new` are what stood and stands there."""

    place: str
    old: str
    new: str


def blank_cells(addresses: Iterable[str]) -> dict[str, Cell]:
    return dict.fromkeys(addresses, BLANK)
