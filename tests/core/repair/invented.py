"""Reports as departments send them, invented at random, and the mistakes that people make in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.catalog import Edition, edition, is_total
from core.model import Cell, Part, Report

_NATURAL = 0.85
_COMMON = ("granted", "partly_granted", "unavailable.not_held", "not_processed.petition", "other.misc")


def numbers(chance: random.Random, edition_id: str = "2021") -> dict[str, int]:
    """A balanced set of cells: mostly zeros, most applicants natural persons, few outcomes used."""
    form = edition(edition_id)
    cells = dict.fromkeys(form.addresses, 0)
    size = chance.choice((3, 8, 20, 60, 200, 900))
    rows = [row.id for row in form.table("requests").rows]
    outcomes = [row for row in rows if row not in ("received", "carried_in", "total", "carried_out")]
    used = [r for r in outcomes if r in _COMMON or chance.random() < 0.2 + min(size, 200) / 600]
    for column in ("natural_person", "business", "research", "welfare", "legal_service", "other_org"):
        share = _NATURAL if column == "natural_person" else chance.choice((0, 0, 0, 0.03, 0.1))
        for row in used:
            cells[f"requests.{row}.{column}"] = _few(chance, size * share / len(used))
        handled = sum(cells[f"requests.{row}.{column}"] for row in outcomes)
        cells[f"requests.total.{column}"] = handled
        carried_in = min(_few(chance, size * share / 20), handled)
        carried_out = _few(chance, size * share / 20)
        cells[f"requests.carried_in.{column}"] = carried_in
        cells[f"requests.carried_out.{column}"] = carried_out
        cells[f"requests.received.{column}"] = handled + carried_out - carried_in
    for row in rows:
        cells[f"requests.{row}.total"] = sum(
            cells[f"requests.{row}.{column.id}"] for column in form.table("requests").columns if column.id != "total"
        )
    for row in form.table("disputes").rows:
        for column in form.table("disputes").columns:
            if column.id != "total":
                number = _few(chance, size / 60)
                cells[f"disputes.{row.id}.{column.id}"] = number
                cells[f"disputes.{row.id}.total"] += number
    for address in form.table("disclosure").addresses:
        cells[address] = _few(chance, size)
    return cells


def _few(chance: random.Random, mean: float) -> int:
    """Many small numbers and a few large ones; 0 often."""
    return int(chance.expovariate(1 / mean)) if mean > 0 else 0


STYLES = ("zeros", "blank zeros", "blank zeros, totals 0", "slashes")
"""How departments write what did not happen."""


def written(cells: Mapping[str, int], style: str = "zeros", edition_id: str = "2021", said: str = "") -> Report:
    """The report with those numbers, zeros written in that style, and `said` as its first part."""

    def words(address: str, number: int) -> str:
        if number or style == "zeros" or (style == "blank zeros, totals 0" and is_total(address)):
            return str(number)
        return "/" if style == "slashes" else ""

    report = Report(edition_id, {address: Cell.of(words(address, number)) for address, number in cells.items()})
    return report.with_part(Part("1", "一、总体情况", said, (None,) * len(said.split("\n")))) if said else report


@dataclass(frozen=True)
class Mistake:
    """Cells as they were typed wrongly: address to what stands there instead."""

    kind: str
    typed: Mapping[str, str]


def _digits(
    kind: str, change: Callable[[random.Random, str], str]
) -> Callable[[random.Random, Mapping[str, int]], str]:
    return lambda chance, number: change(chance, str(number))


def _transposed(chance: random.Random, digits: str) -> str:
    at = chance.randrange(max(1, len(digits) - 1))
    return digits[:at] + digits[at + 1 : at + 2] + digits[at : at + 1] + digits[at + 2 :]


def _dropped(chance: random.Random, digits: str) -> str:
    at = chance.randrange(len(digits))
    return digits[:at] + digits[at + 1 :]


def _doubled(chance: random.Random, digits: str) -> str:
    at = chance.randrange(len(digits))
    return digits[:at] + digits[at] + digits[at:]


def _one_digit(chance: random.Random, digits: str) -> str:
    at = chance.randrange(len(digits))
    return digits[:at] + chance.choice("0123456789") + digits[at + 1 :]


def _near_key(chance: random.Random, digits: str) -> str:
    at = chance.randrange(len(digits))
    row = "1234567890"
    near = row[max(0, row.index(digits[at]) - 1)] + row[min(9, row.index(digits[at]) + 1)]
    return digits[:at] + chance.choice(near) + digits[at + 1 :]


def _zeros(chance: random.Random, digits: str) -> str:
    return digits[:-1] if digits.endswith("0") and chance.random() < 0.5 else digits + "0"


TYPING: Mapping[str, Callable[[random.Random, str], str]] = {
    "数位颠倒": _transposed,
    "漏打一位": _dropped,
    "重复一位": _doubled,
    "打错一位": _one_digit,
    "相邻键": _near_key,
    "多少一个零": _zeros,
    "负号": lambda chance, digits: f"-{digits}",
    "随意的数": lambda chance, digits: str(chance.randrange(1, 10 ** len(digits) + 5)),
    "没有填": lambda chance, digits: "",
    "看不清": lambda chance, digits: f"{digits}？",
}
"""Mistakes in one number that is not 0, by name."""


def mistype(chance: random.Random, kind: str, cells: Mapping[str, int], table: str = "requests") -> Mistake | None:
    """One such mistake in a cell of that table; None where the numbers give no room for it."""
    form = next(e for e in map(edition, ("2021", "2019")) if set(e.addresses) == set(cells))
    places = [a for a in form.table(table).addresses if cells[a]]
    if kind in TYPING:
        if not places:
            return None
        address = chance.choice(places)
        typed = {address: TYPING[kind](chance, str(cells[address]))}
    else:
        made = OTHER[kind](chance, cells, form, table)
        if made is None:
            return None
        typed = made
    changed = {a: words for a, words in typed.items() if words != str(cells[a])}
    return Mistake(kind, changed) if changed else None


def _added_wrong(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    totals = [a for a in form.table(table).addresses if is_total(a)]
    address = chance.choice(totals)
    return {address: str(max(0, cells[address] + chance.choice((-10, -2, -1, 1, 2, 10))))}


def _copied(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    rows = [row.id for row in form.table(table).rows if cells[f"{table}.{row.id}.total"]]
    if not rows:
        return None
    row = chance.choice(rows)
    column = chance.choice([c.id for c in form.table(table).columns if c.id != "total"])
    return {f"{table}.{row}.{column}": str(cells[f"{table}.{row}.total"])}


def _zero_filled(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    zeros = [a for a in form.table(table).addresses if not cells[a]]
    return {chance.choice(zeros): str(chance.randrange(1, 30))} if zeros else None


def _shifted(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    place = form.table(table).place
    at = {(cell.row, cell.column): address for address, cell in place.items()}
    pairs = [
        (address, at[beside])
        for address, cell in place.items()
        if cells[address] and not is_total(address)
        for beside in ((cell.row, cell.column + 1), (cell.row + 1, cell.column))
        if beside in at and not cells[at[beside]] and not is_total(at[beside])
    ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    return {one: "0", other: str(cells[one])}


def _twice(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    kinds = [kind for kind in TYPING if kind not in ("没有填", "看不清")]
    two = [mistype(chance, chance.choice(kinds), cells, table) for _ in range(2)]
    typed = {address: words for one in two if one for address, words in one.typed.items()}
    return typed if len(typed) == 2 else None


def _summed(chance: random.Random, cells: Mapping[str, int], form: Edition, table: str) -> dict[str, str] | None:
    """A part typed wrongly, with all totals as a spreadsheet then adds them up."""
    if table != "requests":
        return None
    parts = [a for a in form.table(table).addresses if cells[a] and not is_total(a)]
    parts = [a for a in parts if a.split(".")[1] not in ("received", "carried_in", "carried_out")]
    one = mistype(chance, "打错一位", {a: n if a in parts else 0 for a, n in cells.items()}, table)
    if one is None:
        return None
    ((address, words),) = one.typed.items()
    more = int(words or 0) - cells[address]
    row, _, column = address.rpartition(".")
    sums = (f"{row}.total", f"{table}.total.{column}", f"{table}.total.total")
    return {address: words, **{a: str(cells[a] + more) for a in sums}}


OTHER: Mapping[str, Callable[[random.Random, Mapping[str, int], Edition, str], dict[str, str] | None]] = {
    "合计加错": _added_wrong,
    "误抄合计": _copied,
    "零处填数": _zero_filled,
    "错格": _shifted,
    "两处错": _twice,
    "随错相加": _summed,
}
ONE_CELL = (*TYPING, "合计加错", "误抄合计", "零处填数")
"""The mistakes that leave one cell wrong."""


def told(cells: Mapping[str, int]) -> str:
    """What the text of such a report says of its numbers."""

    def row(name: str) -> int:
        return cells[f"requests.{name}.total"]

    litigation = cells["disputes.litigation_direct.total"] + cells["disputes.litigation_after_review.total"]
    refused = sum(number for a, number in cells.items() if a.startswith("requests.denied.") and a.endswith(".total"))
    return (
        f"本年度新收政府信息公开申请{row('received')}件，其中自然人{cells['requests.received.natural_person']}件；"
        f"上年结转{row('carried_in')}件。予以公开{row('granted')}件，部分公开{row('partly_granted')}件，"
        f"不予公开{refused}件，结转下年度继续办理{row('carried_out')}件。\n"
        f"因政府信息公开工作被申请行政复议{cells['disputes.review.total']}件，被提起行政诉讼{litigation}件。"
    )
