"""First letters of the pinyin of Chinese words, so that 导出报告 is found by dcbg; no dictionary is needed for it."""

from __future__ import annotations

from bisect import bisect_right

_FIRST = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3),
    *(0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1),
)
"""The common characters of GB 2312 stand in the order of their pinyin; here each letter begins."""
_END = 0xD7FA


def initials(words: str) -> str:
    """One small letter for each common character; letters and digits stay, other signs and rare characters fall out."""
    return "".join(map(_initial, words))


def _initial(sign: str) -> str:
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    code = int.from_bytes(sign.encode("gb2312", "ignore"), "big")
    return _FIRST[bisect_right(_STARTS, code) - 1].lower() if _STARTS[0] <= code < _END else ""
