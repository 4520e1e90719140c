"""What stands around a report on a page: metadata in its various wordings, furniture, title, agency, dates.

The wordings are data (resources/catalog/page.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from core.extract.labels import squeeze
from core.files import resource

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"[二2](?!(?<=2)0\d\d)[〇零○Ｏ0][一二三四五六七八九〇零○\d]{2}(?=年)")
_YEAR = re.compile(r"20(?<!\d20)\d{2}(?=年)")
"""What must not stand before is looked for last: a pattern that begins with plain characters is found many times as
quickly."""
_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d{2})(?:年|[-/.])(?P<m>1[0-2]|0?[1-9])(?:月|[-/.])(?P<d>3[01]|[12]\d|0?[1-9](?!\d(?![\d:])))日?(?!\d{3})"
)
"""A time may stand right behind (2025-1-410:30), but 2025-01-32 is not the third."""
_DAY_SHAPE = re.compile(r"(?<!\d)(?P<y>20\d{2})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?(?!\d)")
"""A day of any number in any month, as it may be written by mistake."""
_CHINESE_DATE = re.compile(
    r"(?P<y>二[〇零○Ｏ]二[一二三四五六七八九〇零○])年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_TITLE_TAIL = re.compile(
    r"(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报)(?:[(（].*[)）])?$"
)
_SPACED_LABEL = re.compile(r"[\u4e00-\u9fff]+(?:[ \u3000\u00a0]+[\u4e00-\u9fff]+)+(?=\s*[:：])")
_TITLE_END = re.compile(r"政[府务]信息公开(?:20\d{2}|[年度工作情况的]){0,14}(?:报告|年报)(?:[(（][^()（）]*[)）])?$")
_LONGEST_LINE = 1_000
"""Characters that no line of labelled values has; what is longer is text, and is not searched for labels."""
_YEAR_WORDS = re.compile(r"20\d{2}年?(?:度)?")


@dataclass(frozen=True)
class PageWords:
    """resources/catalog/page.toml, compiled."""

    metadata: Mapping[str, str]
    metadata_pattern: re.Pattern[str]
    packed: frozenset[str]
    head: re.Pattern[str]
    foot: re.Pattern[str]
    anywhere: re.Pattern[str]
    title_words: tuple[str, ...]
    title_affixes: tuple[str, ...]
    agency_endings: tuple[str, ...]
    table_heads: frozenset[str]
    signers: frozenset[str]
    instruction_sheets: tuple[str, ...]
    review_marks: frozenset[str]


@cache
def page_words() -> PageWords:
    data = tomllib.loads(resource("catalog", "page.toml").read_text(encoding="utf-8"))
    metadata = {word: name for name, words in data["metadata"].items() for word in words}
    longest = sorted(metadata, key=len, reverse=True)
    furniture = {name: re.compile("|".join(patterns)) for name, patterns in data["furniture"].items()}
    return PageWords(
        metadata,
        re.compile(rf"(?<![\u4e00-\u9fff])(?P<name>{'|'.join(longest)})(?:[:：]|(?=$))"),
        frozenset("".join(word.split()) for word in metadata),
        furniture["head"],
        furniture["foot"],
        furniture["anywhere"],
        tuple(data["title"]["words"]),
        tuple(data["title"]["affixes"]),
        tuple(data["agency"]["endings"]),
        frozenset(data["tables"]["heads"]),
        frozenset(data["tables"]["signers"]),
        tuple(data["instructions"]["sheets"]),
        frozenset(data["review"]["marks"]),
    )


@lru_cache(maxsize=1 << 12)
def metadata_pairs(line: str) -> tuple[tuple[str, str], ...]:
    """(field, value) of one line: “索引号: 002590745/2025-00388 公开方式: 主动公开”. A label alone has value ""."""
    if len(line) > _LONGEST_LINE:
        return ()
    words = page_words()
    line = _from_known_label(_with_colons(line))
    head = line.replace("：", ":").partition(":")[0]
    if "".join(head.split()).lstrip("|[【(（") not in words.packed:
        return ()  # what stands before the first colon is no label
    # spaces inside a label (索 引 号) are folded away; spaces elsewhere part the values
    folded = _SPACED_LABEL.sub(_known_label, line)
    folded = re.sub(r"\s*([:：])\s*", r"\1", folded.replace("：", ":").replace("\u3000", " ").replace("\u00a0", " "))
    found = list(words.metadata_pattern.finditer(folded))
    if not found or folded[: found[0].start()].strip(" |[【(（"):
        return ()
    pairs = []
    for this, following in zip(found, [*found[1:], None], strict=True):
        value = folded[this.end() : following.start() if following else len(folded)]
        pairs.append((words.metadata[this["name"]], value.strip(" |]】[【")))
    return tuple(pairs)


def _with_colons(line: str) -> str:
    """索引号 002574614/2026-00009 公开日期 2026-01-20: two labels and more, each parted from its value by a space."""
    known, chunks = page_words().metadata, line.split()
    labels = [at for at, chunk in enumerate(chunks) if chunk in known]
    if len(labels) < 2 or labels[0] or any(b - a < 2 for a, b in pairwise(labels)) or ":" in line.replace("：", ":"):
        return line
    return "　".join(f"{chunk}：" if at in labels else chunk for at, chunk in enumerate(chunks)).replace("：　", "：")


_ANY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：][^:：]*")


def _from_known_label(line: str) -> str:
    """The line from its first label that is known, if labels of its own site stand before it (稿源：…　发布时间：…)."""
    chunks = line.split()
    first = next((at for at, chunk in enumerate(chunks) if re.split("[:：]", chunk)[0] in page_words().metadata), 0)
    if first and all(_ANY_LABEL.fullmatch(chunk) for chunk in chunks[:first]):
        return " ".join(chunks[first:])
    return line


def _known_label(found: re.Match[str]) -> str:
    """The words before a colon without spaces, as far back as they make a label that is known."""
    words = found[0]
    starts = [0, *(gap.end() for gap in re.finditer(r"\s+", words))]
    for start in starts:
        if squeeze(words[start:]) in page_words().metadata:
            return words[:start] + squeeze(words[start:])
    return words


@lru_cache(maxsize=1 << 12)
def metadata_label(cell: str) -> str | None:
    """The field that a table cell or line names, if it is nothing but a label."""
    return page_words().metadata.get(squeeze(cell).rstrip(":"))


def signs_table(cell: str) -> bool:
    """Whether a cell is a label under a table for who filled it in and when, with its value or without."""
    return re.split("[:：(（]", squeeze(cell), maxsplit=1)[0] in page_words().signers


def arabic_year(text: str) -> str:
    """二〇二四年 as 2024年."""
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), text)


def years_in(text: str) -> list[int]:
    """Years named in a text (2024年, 2024年度, 二〇二四年), in order."""
    return squeezed_years(squeeze(text))


def squeezed_years(words: str) -> list[int]:
    """The same of words that are squeezed already."""
    return [int(year) for year in _YEAR.findall(arabic_year(words))]


def find_date(text: str) -> date | None:
    """The first date in a text, in any of the usual ways of writing; None if there is none or it does not exist."""
    squeezed = squeeze(text)
    if found := _DATE.search(squeezed):
        return _date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _CHINESE_DATE.search(squeezed):
        return _date(int(found["y"].translate(_DIGITS)), _small(found["m"]), _small(found["d"]))
    return None


def is_date_line(text: str) -> bool:
    """True when a line is a date and nothing else, possibly in brackets."""
    squeezed = squeeze(text).strip("()（）[]【】")
    return bool(_DAY_SHAPE.fullmatch(squeezed) or _CHINESE_DATE.fullmatch(squeezed))


def names_no_day(text: str) -> bool:
    """True when a line gives a date that no calendar has (2026年2月30日), and none that is one."""
    return find_date(text) is None and bool(_DAY_SHAPE.search(squeeze(text)))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(text: str) -> int:
    """十 to 三十一 as a number."""
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    value = {"": 0}
    value.update({word: i for i, word in enumerate("一二三四五六七八九", 1)})
    return (value.get(tens, 0) or (1 if "十" in text else 0)) * 10 + value.get(ones, 0)


def is_title(text: str) -> bool:
    """True for a line that names the report: not a sentence, not a quotation of the form's name."""
    squeezed = squeeze(text)
    if len(squeezed) > 70 or "《" in squeezed or squeezed.startswith("=") or "。" in squeezed or squeezed[-1:] in ";:,":
        return False
    return any(word in squeezed for word in page_words().title_words) or bool(_TITLE_END.search(squeezed))


def agency_of_title(title: str) -> str:
    """The body's name in a title: without 关于, year and the report's own words. "" if nothing is left."""
    words = arabic_year(squeeze(title))
    words = _YEAR_WORDS.sub("", words)
    tail = _TITLE_TAIL.search(words)
    if tail:
        words = words[: tail.start()]
    for affix in page_words().title_affixes:
        words = words.removeprefix(affix)
    words = words.strip("·-—:的()")
    words = words.removesuffix("关于").removesuffix("关于公布").removesuffix("年度").strip("·-—:的()")
    named = re.search(r"[(（](?P<body>[^()（）]+)[)）]$", title.strip()) if not words else None
    if named is not None and is_agency(named["body"]):
        return squeeze(named["body"])
    # 吕东镇人民政府信息公开年度报告: 政府 is of the name and of 政府信息
    return f"{words}政府" if words.endswith("人民") else words


def is_agency(text: str) -> bool:
    """True for a short line that ends as bodies' names do."""
    squeezed = squeeze(text)
    return (
        3 <= len(squeezed) <= 32
        and squeezed.endswith(page_words().agency_endings)
        and not re.search(r"[,。;:、]", squeezed)
    )


def is_instruction_sheet(title: str) -> bool:
    return any(word in title for word in page_words().instruction_sheets)


def is_review_copy(words: Iterable[str]) -> bool:
    """True for a review copy, whose numbered notes stand among the numbers: it is no report to be read."""
    marks = page_words().review_marks
    return marks <= {squeeze(word) for word in words if word and len(word) <= 16 and not word.isdecimal()}
