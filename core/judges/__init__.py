"""Judges: what a rule with `check` asks of a report that no equation and no pattern can say. JUDGES is their table.

A rule in resources/rules says when, how severely and on which source a judge speaks; the judge says where and why.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from core.judges.base import Case, Judge

__all__ = ["JUDGES", "Case", "Judge", "judge_of"]

JUDGES: dict[str, str] = {
    "empty-table": "cells:empty_table",
    "unreadable-cell": "cells:unreadable_cell",
    "blank-unproved": "cells:blank_unproved",
    "unsure-cell": "cells:unsure_cell",
    "narrative-count": "narrative:count",
    "narrative-denial": "narrative:denial",
    "narrative-share": "figures:proportion",
    "narrative-change": "figures:change",
    "narrative-list": "figures:itemised",
    "outdated-edition": "structure:outdated_edition",
    "only-tables": "structure:only_tables",
    "missing-part": "structure:missing_part",
    "missing-table": "structure:missing_table",
    "missing-row": "structure:missing_row",
    "missing-introduction": "structure:missing_introduction",
    "title-words": "structure:title_words",
    "heading-number": "structure:heading_number",
    "part-order": "structure:part_order",
    "heading-name": "structure:heading_name",
    "missing-field": "structure:missing_field",
    "five-aspects": "contents:five_aspects",
    "empty-item": "contents:empty_item",
    "part-five": "contents:part_five",
    "part-six": "contents:part_six",
    "fee-amounts": "contents:fee_amounts",
    "item-numbers": "contents:item_numbers",
    "previous-report": "continuity:previous_report",
    "carried-in": "continuity:carried_in",
    "in-force": "continuity:in_force",
    "told-of-last-year": "recalled:told_of_last_year",
    "change-continuity": "figures:change_since",
    "sudden-jump": "continuity:sudden_jump",
    "copied-part": "similarity:copied_part",
    "regulations": "formal:regulations",
    "index-number": "formal:index_number",
    "credit-code": "formal:credit_code",
    "written-decimal": "formal:written_decimal",
    "fee-unit": "formal:fee_unit",
    "fee-unit-written": "formal:fee_unit_written",
    "unstated-period": "period:unstated_period",
    "statistic-period": "period:statistic_period",
    "title-year": "period:title_year",
    "stale-year": "period:stale_year",
    "compared-year": "compared:compared_year",
    "impossible-date": "days:impossible_date",
    "publication": "days:publication",
    "law-name": "citation:law_name",
    "decree-number": "citation:decree_number",
    "outdated-basis": "numbered:outdated_basis",
    "document-number": "numbered:document_number",
    "number-style": "numbered:number_style",
    "article": "citation:article",
    "title-marks": "citation:title_marks",
    "unmarked-law": "unmarked:unmarked_law",
    "revoked-law": "revoked:revoked_law",
    "personal-data": "sensitive:personal",
    "secrecy-mark": "sensitive:secrecy_mark",
    "doubled": "doubling:doubled",
    "typos": "wording:typos",
    "misspelt": "spelling:misspelt",
    "left-out": "gaps:left_out",
    "lone-measure": "measures:lone_measure",
    "doubled-marks": "wording:doubled_marks",
    "mixed-marks": "wording:mixed_marks",
    "mixed-digits": "wording:mixed_digits",
    "letter-digits": "wording:letter_digits",
    "parted-digits": "wording:parted_digits",
    "unended": "wording:unended",
    "unbalanced": "wording:unbalanced",
    "repeated": "repeated:repeated",
    "other-self": "others:other_self",
    "other-body": "others:other_body",
}
"""Name in a rule's `check` to module:function here; a module is imported when the first rule asks for it."""


@cache
def judge_of(name: str) -> Judge:
    """The judge of that name. KeyError if there is none."""
    module, _, function = JUDGES[name].partition(":")
    return cast(Judge, getattr(import_module(f"core.judges.{module}"), function))
