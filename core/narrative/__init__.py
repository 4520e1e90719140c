"""What the sentences of a report claim of its numbers: 正文 against the tables, percentages, lists.

Patterns are data (resources/narrative): words with their meanings, and the cells that they mean. `claims_of` reads a
paragraph, `claims` a report; `about` and `support` tell what the sentences say of a cell.
"""

from __future__ import annotations

from core.narrative.claim import Claim, Kind, PlacedClaim, Sum
from core.narrative.reading import claims_of
from core.narrative.report import about, agrees, cells_of, claims, support

__all__ = [
    "Claim",
    "Kind",
    "PlacedClaim",
    "Sum",
    "about",
    "agrees",
    "cells_of",
    "claims",
    "claims_of",
    "support",
]
