"""Bytes to text: byte order marks, UTF-8, UTF-16 and the Chinese code pages."""

from __future__ import annotations

import codecs
import unicodedata

from core.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "chinese", "hz-gb-2312"})
_PLAUSIBLE = ["gb18030", "big5", "utf_16_le", "utf_16_be", "utf_8"]
# radicals that stand for characters in text copied from PDF files; Unicode's own mapping knows the Kangxi ones only
_RADICALS = str.maketrans(
    "⺟⺠⺫⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民目西见角贝车长门青页风飞食马鱼鸟麦黄齐齿龙龟",
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_COMMON_SHARE = 0.9
_LOST_SHARE = 0.005
_SAMPLE = 200_000


def decode(content: bytes, name: str, declared: str | None = None) -> tuple[str, bool]:
    """The text, and whether nothing was lost (a damaged character becomes U+FFFD).

    A mark at the start decides; then valid UTF-8; then what the document says of itself; then what it looks like.
    Raises UserError("unknown_encoding").
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], encoding)
    text = _strict(content, "utf-8")
    if text is None and declared:
        text = _strict(content, python_name(declared))
    if text is not None and "\0" not in text:
        return text, True
    text = _guess(content)
    if text is not None:
        return text, True
    for encoding in ("utf-8", "gb18030"):
        lenient, _ = _lenient(content, encoding)
        if lenient.count("�") <= max(2, len(lenient) * _LOST_SHARE) and "\0" not in lenient:
            return lenient, False
    raise UserError("unknown_encoding", name=name)


def python_name(declared: str) -> str:
    """A page's own name for its encoding as Python's; every GB set is read as its superset GB18030."""
    lowered = declared.strip().strip("\"'").lower()
    return "gb18030" if lowered in _CHINESE else lowered


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _lenient(content: bytes, encoding: str) -> tuple[str, bool]:
    text = content.decode(encoding, errors="replace")
    return text, "�" not in text


def _guess(content: bytes) -> str | None:
    if b"\0" in content[:_SAMPLE]:
        return next(
            (
                text
                for text in (_strict(content, encoding) for encoding in ("utf-16-le", "utf-16-be"))
                if _is_prose(text)
            ),
            None,
        )
    text = _strict(content, "gb18030")
    if _is_prose(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE], cp_isolation=_PLAUSIBLE, enable_fallback=False).best()
    return _strict(content, best.encoding) if best is not None else None


def _is_prose(text: str | None) -> bool:
    """Whether it reads as Chinese: hardly a character outside the everyday set of GB 2312, no stray controls."""
    if not text:
        return False
    sample = text[:_SAMPLE]
    if any(char < " " and char not in "\t\r\n\f\v" for char in sample):
        return False
    foreign = [char for char in sample if char > "\x7f"]
    common = len("".join(foreign).encode("gb2312", errors="ignore")) // 2
    return common >= len(foreign) * _COMMON_SHARE


def plain_ideographs(text: str) -> str:
    """The text with radical characters (⼀, ⻚) replaced by the ideographs that they look like (一, 页)."""
    return text.translate(_RADICALS) if any("\u2e80" <= char <= "\u2fd5" for char in text) else text
