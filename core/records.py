"""The model as plain dicts that JSON can hold, and back: the terminal's --json, the .json export, the .nianbao file.

The public keys are fixed; `location`, `published_on`, `sure` and `wheres` are there so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import UserError
from core.masking import masked
from core.model import (
    PART_NUMBERS,
    Cell,
    Decision,
    DecisionKind,
    Decisions,
    Finding,
    Location,
    Notice,
    Part,
    Report,
)
from core.values import Number, State, from_float, show, simplest

_DECIMAL = re.compile(r"-?\d{1,40}(\.\d{1,40})?")
_LARGEST = 10**40
_SCALARS = (str, int, float, bool, type(None))


def report_to_dict(report: Report) -> dict[str, Any]:
    """The report with every cell, the seven parts and all metadata; dates as ISO text.

    `published` is the day of publication or, where that is not known, of completion; `published_on` is the
    former alone.
    """
    return {
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition,
        "index_number": report.index_number,
        "document_number": report.document_number,
        "publisher": report.publisher,
        "published": _iso(report.published or report.completed),
        "published_on": _iso(report.published),
        "completed": _iso(report.completed),
        "signatory": report.signatory,
        "cells": {address: cell_to_dict(cell) for address, cell in report.cells.items()},
        "parts": [part_to_dict(part) for part in report.parts],
    }


def report_from_dict(data: object) -> Report:
    """The report that report_to_dict gave. Raises UserError bad_record where something is missing or of another kind.

    Which addresses an edition has is not known here: see core.export.json_file.parse.
    """
    record = _mapping(data, "report")
    parts = tuple(part_from_dict(part) for part in _list(record, "parts"))
    if tuple(part.number for part in parts) != PART_NUMBERS:
        raise _bad("parts")
    cells = _mapping(record.get("cells"), "cells")
    return Report(
        edition=_text(record, "edition"),
        cells={address: cell_from_dict(cell, address) for address, cell in cells.items()},
        parts=parts,
        title=_text(record, "title"),
        agency=_text(record, "agency"),
        year=_year(record),
        index_number=_optional_text(record, "index_number"),
        document_number=_optional_text(record, "document_number"),
        publisher=_optional_text(record, "publisher"),
        # a record made by hand may have the public key only
        published=_date(record, "published_on" if "published_on" in record else "published"),
        completed=_date(record, "completed"),
        signatory=_optional_text(record, "signatory"),
    )


def cell_to_dict(cell: Cell) -> dict[str, Any]:
    """`value` is a JSON number (null unless the state is "number"), `where` the place in Chinese."""
    return {
        "value": _number_to_json(cell.value),
        "state": cell.state.value,
        "text": cell.text,
        "where": None if cell.where is None else str(cell.where),
        "location": location_to_dict(cell.where),
        "sure": cell.sure,
    }


def cell_from_dict(data: object, address: str = "cell") -> Cell:
    """The cell; `address` names it in the UserError bad_record."""
    record = _mapping(data, address)
    value = _number_from_json(record.get("value"), address)
    try:
        state = State(_text(record, "state"))
    except ValueError as error:
        raise _bad(address) from error
    sure = record.get("sure", True)
    if (value is None) is (state is State.NUMBER) or not isinstance(sure, bool):
        raise _bad(address)
    return Cell(state, value, _text(record, "text"), location_from_dict(record.get("location")), sure)


def part_to_dict(part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "heading": part.heading,
        "text": part.text,
        "wheres": [location_to_dict(where) for where in part.wheres],
    }


def part_from_dict(data: object) -> Part:
    """The part. Raises UserError bad_record."""
    record = _mapping(data, "parts")
    number = _text(record, "number")
    if number not in PART_NUMBERS:
        raise _bad("parts.number")
    wheres = tuple(location_from_dict(where) for where in _list(record, "wheres", optional=True))
    return Part(number, _optional_text(record, "heading"), _text(record, "text"), wheres)


def location_to_dict(where: Location | None) -> dict[str, Any] | None:
    """Only what is known of the place; None for no place."""
    if where is None:
        return None
    return {name: value for name, value in where._asdict().items() if value is not None}


def location_from_dict(data: object) -> Location | None:
    """The place. Raises UserError bad_record."""
    if data is None:
        return None
    record = _mapping(data, "location")
    kinds = {name: str if name in ("sheet", "cell") else int for name in Location._fields}
    for name, value in record.items():
        if name not in kinds or not isinstance(value, kinds[name]) or isinstance(value, bool):
            raise _bad("location")
        if isinstance(value, str):
            _checked(value, "location")
        elif not 0 <= value < _LARGEST:
            raise _bad("location")
    return Location(**record)


def finding_to_dict(finding: Finding, decision: Decision | None = None) -> dict[str, Any]:
    """The finding and what was decided of it (null: nothing yet), as the terminal's --json prints it (one way:
    findings are made anew from the report), with personal data in its words covered (core.masking)."""
    return {
        "key": finding.key,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "message": masked(finding.message),
        "cells": list(finding.cells),
        "part": finding.part,
        "span": None if finding.span is None else list(finding.span),
        "excerpt": None if finding.excerpt is None else masked(finding.excerpt),
        "basis": finding.basis,
        "fixes": [
            {
                "cells": {address: _number_to_json(value) for address, value in fix.cells.items()},
                "note": masked(fix.note),
                "replacement": None if fix.replacement is None else masked(fix.replacement),
            }
            for fix in finding.fixes
        ],
        "decision": None if decision is None else decision_to_dict(replace(decision, reason=masked(decision.reason))),
    }


def decision_to_dict(decision: Decision) -> dict[str, Any]:
    return {"kind": decision.kind.value, "reason": decision.reason, "by": decision.by, "on": _iso(decision.on)}


def decision_from_dict(data: object) -> Decision:
    """The decision. Raises UserError bad_record, also for one that ignores without a reason."""
    record = _mapping(data, "decision")
    try:
        kind = DecisionKind(_text(record, "kind"))
        return Decision(kind, _text(record, "reason"), _optional_text(record, "by") or "", _date(record, "on"))
    except ValueError as error:
        raise _bad("decision") from error


def decisions_from_dict(data: object) -> Decisions:
    """All decisions by the key of their finding. Raises UserError bad_record."""
    return {key: decision_from_dict(decision) for key, decision in _mapping(data, "decisions").items()}


def notice_to_dict(notice: Notice) -> dict[str, Any]:
    """The notice; what JSON cannot hold among its parameters is kept as the text it would show."""
    return {
        "message_id": notice.message_id,
        "params": {name: value if isinstance(value, _SCALARS) else str(value) for name, value in notice.params.items()},
        "message": str(notice),
        "location": location_to_dict(notice.where),
        "cells": list(notice.cells),
    }


def notice_from_dict(data: object) -> Notice:
    """The notice. Raises UserError bad_record, also for a message that this version of the program does not know."""
    record = _mapping(data, "notice")
    params = _mapping(record.get("params"), "notice.params")
    if not all(isinstance(value, _SCALARS) for value in params.values()):
        raise _bad("notice.params")
    cells = tuple(_checked(address, "notice.cells") for address in _list(record, "cells"))
    notice = Notice(_text(record, "message_id"), params, location_from_dict(record.get("location")), cells)
    try:
        str(notice)
    except (KeyError, IndexError, ValueError) as error:
        raise _bad("notice.message_id") from error
    return notice


# ------------------------------------------------------------------------------------------------ plain values


def _bad(field: str) -> UserError:
    return UserError("bad_record", field=field)


def _mapping(value: object, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _bad(field)
    for name in value:
        _checked(name, field)
    return value


def _list(record: Mapping[str, Any], field: str, *, optional: bool = False) -> list[Any]:
    value = record.get(field, [] if optional else None)
    if not isinstance(value, list):
        raise _bad(field)
    return value


def _checked(value: object, field: str) -> str:
    """The text, if it is text that can be written again: JSON may carry half of a surrogate pair."""
    if not isinstance(value, str):
        raise _bad(field)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _bad(field) from error
    return value


def _text(record: Mapping[str, Any], field: str) -> str:
    return _checked(record.get(field), field)


def _optional_text(record: Mapping[str, Any], field: str) -> str | None:
    return None if record.get(field) is None else _text(record, field)


def _year(record: Mapping[str, Any]) -> int | None:
    year = record.get("year")
    if year is None:
        return None
    if not isinstance(year, int) or isinstance(year, bool) or not 1 <= year <= 9999:
        raise _bad("year")
    return year


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(record: Mapping[str, Any], field: str) -> date | None:
    value = _optional_text(record, field)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _bad(field) from error


def _number_to_json(value: Number | None) -> int | float | str | None:
    """A JSON number; plain digits in a string where a binary float would change the number."""
    if value is None or isinstance(value, int):
        return value
    as_float = float(value)
    return as_float if from_float(as_float) == value else show(value)


def _number_from_json(value: object, field: str) -> Number | None:
    if value is None:
        return None
    number: Number | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, float):
        number = from_float(value)
    elif isinstance(value, str) and _DECIMAL.fullmatch(value):
        number = simplest(Decimal(value))
    if number is None or not -_LARGEST < number < _LARGEST:
        raise _bad(field)
    return number
