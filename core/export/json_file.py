"""The report as a JSON file for other programs, and reading it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import catalog
from core.conclusion import conclusion_to_dict, decided
from core.errors import UserError
from core.model import Report
from core.records import finding_to_dict, notice_to_dict, report_from_dict, report_to_dict
from core.texts import text

if TYPE_CHECKING:
    from core.export.review import ReviewCopy

KIND = "nianbao-report"
REVIEW_KIND = "nianbao-review"
SCHEMA = 1


def render(report: Report, review: ReviewCopy | None = None) -> bytes:
    """UTF-8, indented: {"schema": 1, "kind": "nianbao-report", "report": {...}} with the report as in core.records.

    With `review` the kind is "nianbao-review", personal data is covered, and "verdict", "findings" (numbered, each with
    its "decision"), "edits" and "notices" stand beside the report.
    """
    import json

    document: dict[str, Any] = {"schema": SCHEMA, "kind": KIND, "report": report_to_dict(report)}
    if review is not None:
        from core.export.review import covered_copy

        report, review = covered_copy(report, review)
        document = {
            "schema": SCHEMA,
            "kind": REVIEW_KIND,
            "verdict": conclusion_to_dict(review.conclusion),
            "report": report_to_dict(report),
            "findings": [
                {"number": number, **finding_to_dict(finding, decided(finding, review.decisions))}
                for number, finding in enumerate(review.findings, 1)
            ],
            "edits": [{"place": edit.place, "old": edit.old, "new": edit.new} for edit in review.edits],
            "notices": [notice_to_dict(notice) for notice in review.notices],
        }
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def is_report(content: bytes) -> bool:
    """Whether content looks like a file of ours, by its beginning and its kind; parse says whether it is sound."""
    if not content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    return any(f'"{kind}"'.encode() in content for kind in (KIND, REVIEW_KIND))


def parse(content: bytes) -> Report:
    """The report in such a file.

    Raises UserError: not_our_json (no JSON, or JSON of something else), review_copy (its numbers may be covered),
    newer_schema, bad_record (damaged).
    """
    # loaded with the first file of that kind
    import json

    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError("not_our_json") from error
    if isinstance(document, dict) and document.get("kind") == REVIEW_KIND:
        raise UserError("review_copy", name=text("export.kind.json"))
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
