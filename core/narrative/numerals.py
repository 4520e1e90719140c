"""Numbers in running text: 12, １２, 1,234, 3.5万, 十二, 两; and how to write another number in the same manner."""

from __future__ import annotations

import re
from decimal import Decimal

from core.values import Number, show, simplest

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
_SHORT = {"廿": "二十", "卅": "三十"}
_PLAIN = str.maketrans({**_FORMAL, **_SHORT})
CHINESE = "零〇一二两三四五六七八九十百千" + "".join((*_FORMAL, *_SHORT))
_TEN_THOUSAND = 10_000
_AFTER = "(?P<after>多|余|以上|左右)?"
_HALF = re.compile("(?:一半|过半数?|大半|半数)" + _AFTER)
_TENTHS = re.compile("([1-9一二三四五六七八九两])成(?P<half>半)?" + _AFTER + "(?=[,，。;；、:：()是的由]|申请|$)")
_PARTS = re.compile("([百二三四五六七八九十])分之([一二三四五六七八九十两]+)" + _AFTER)


def chinese_value(words: str) -> int | None:
    """The value of a number in Chinese characters up to 九千九百九十九; None for what is not well formed (三五)."""
    words = words.translate(_PLAIN)
    if words and all(c in _DIGITS for c in words):
        return _DIGITS[words] if len(words) == 1 else None
    total, digit, last_unit = 0, None, _TEN_THOUSAND
    for character in words:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit:
                return None
            total += (digit if digit is not None else 1) * unit
            digit, last_unit = None, unit
        else:
            return None
    return total + (digit or 0)


def fraction(text: str, at: int) -> tuple[Number, Number, str, int] | None:
    """A share in words that stands there: its percentage, step, the words after its number (多, 以上) and its end.
    三成多 is 30 to 10, 三分之一 is 33.3, 百分之六十 60, 过半 50."""
    if (found := _HALF.match(text, at)) is not None:
        return 50, 10, "多" if found[0].startswith(("过", "大")) else found["after"] or "", found.end()
    if (found := _TENTHS.match(text, at)) is not None:
        tenths = int(found[1]) if found[1].isascii() else _DIGITS[found[1]]
        half = found["half"] is not None
        return tenths * 10 + 5 * half, 5 if half else 10, found["after"] or "", found.end()
    if (found := _PARTS.match(text, at)) is None:
        return None
    whole, part = (100 if n == "百" else chinese_value(n) for n in (found[1], found[2]))
    if not whole or part is None or part > whole:
        return None
    value = (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.1"))
    return simplest(value), 1 if whole == 100 else 6, found["after"] or "", found.end()


def in_chinese(value: int) -> str:
    """A number up to 9999 in Chinese characters: 12 is 十二, 105 is 一百零五."""
    if value == 0:
        return "零"
    names = "零一二三四五六七八九"
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if gap and written else "") + names[digit] + name
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written


def _formally(value: int) -> str:
    """The same as written on cheques and seals: 26 is 贰拾陆."""
    return in_chinese(value).translate({ord(plain): formal for formal, plain in _FORMAL.items()})


def digits_value(digits: str, unit: str = "") -> tuple[Number, Number]:
    """Value and step of digits as written, with 万 after them or not: ("1.2", "万") is (12000, 1000)."""
    plain = digits.replace(",", "")
    scale = _TEN_THOUSAND if unit == "万" else 1
    decimals = len(plain.partition(".")[2])
    return simplest(Decimal(plain) * scale), simplest(Decimal(scale).scaleb(-decimals))


def written_like(model: str, value: Number) -> str | None:
    """`value` in the manner of `model` (１２, 1,234, 十二); None where that manner cannot write it."""
    if re.fullmatch(r"[\d.,，]+万?", model) is None:
        whole = isinstance(value, int) and 0 <= value < _TEN_THOUSAND
        if not whole or not isinstance(value, int):
            return None
        formal = any(c in _FORMAL for c in model)
        return _formally(value) if formal else in_chinese(value)
    if model.endswith("万"):
        return show(simplest(Decimal(value) / _TEN_THOUSAND)) + "万"
    plain = f"{value:,}" if "," in model or "，" in model else show(value)
    full_width = any("０" <= c <= "９" for c in model)
    return plain.translate({ord("0") + i: ord("０") + i for i in range(10)}) if full_width else plain
