"""Whether two names mean the same public body, however fully they are written."""

from __future__ import annotations

import re
import unicodedata

_IGNORED = re.compile(r"[\s\u200b-\u200f\ufeff()（）〔〕\[\]【】“”\"'·,，、.]+")
_SHORTEST = 3
"""水务局: a name shorter than this ends too many others."""


def normal(agency: str) -> str:
    """The name without spaces and brackets, full-width characters folded."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", agency))


def same_body(one: str, other: str) -> bool:
    """True for the same name, or where one leaves out the region in front: 清溪区水务局, 云山市清溪区水务局."""
    shorter, longer = sorted((normal(one), normal(other)), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter) >= _SHORTEST and longer.endswith(shorter)))
