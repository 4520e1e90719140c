"""The report as a JSON file for other programs, and reading it back."""

from __future__ import annotations

import json

from core import catalog
from core.errors import UserError
from core.model import Report
from core.records import report_from_dict, report_to_dict

KIND = "nianbao-report"
SCHEMA = 1


def render(report: Report) -> bytes:
    """UTF-8, indented: {"schema": 1, "kind": "nianbao-report", "report": {...}} with the report as in core.records."""
    document = {"schema": SCHEMA, "kind": KIND, "report": report_to_dict(report)}
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def is_report(content: bytes) -> bool:
    """Whether content looks like a file of ours, by its beginning and its kind; parse says whether it is sound."""
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and f'"{KIND}"'.encode() in content


def parse(content: bytes) -> Report:
    """The report in such a file.

    Raises UserError: not_our_json (no JSON, or JSON of something else), newer_schema, bad_record (damaged).
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError("not_our_json") from error
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise UserError("not_our_json")
    schema = document.get("schema")
    if not isinstance(schema, int):
        raise UserError("bad_record", field="schema")
    if schema > SCHEMA:
        raise UserError("newer_schema", schema=schema)
    return complete(report_from_dict(document.get("report")))


def complete(report: Report) -> Report:
    """The same report if it has exactly the cells of its edition. Raises UserError bad_record."""
    if report.edition not in catalog.EDITIONS:
        raise UserError("bad_record", field="edition")
    expected = catalog.edition(report.edition).addresses
    strange = set(expected) ^ set(report.cells)
    if strange:
        raise UserError("bad_record", field=min(strange))
    return report
