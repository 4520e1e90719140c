"""Part the paragraphs of a document into what stands before the title, introduction, six parts, signature, footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.catalog import Edition, edition
from core.extract.labels import Pattern, bare, fold, squeeze
from core.extract.page import (
    agency_of_title,
    arabic_year,
    find_date,
    is_agency,
    is_date_line,
    is_title,
    metadata_pairs,
    names_no_day,
    page_words,
    years_in,
)
from core.model import PART_NUMBERS, Location, Notice, Part

_NUMBERS = "一二三四五六"
_HEADING = re.compile(r"^[#\s]*(?P<number>[一二三四五六七八九])[、.．,，]\s*(?P<name>.*)$", re.S)
_ARABIC = re.compile(r"^[#\s]*\(?\d{1,2}[、.)]")
_SURELY_CHINESE = 3
_RUN_IN = re.compile(r"^\s*(?P<head>[一二三四五六][、.．][^。:：\n]{2,40})[。:：\n]\s*(?P<rest>.+)$", re.S)
_OTHER_NUMBERING = re.compile(r"(?:(?P<word>第)|\()(?P<number>[一二三四五六])(?(word)部分|\))[、.:]?")
_YEAR_IN_BRACKETS = re.compile(r"[(（][^()（）]{0,4}20\d{2}年?度?[)）]")
_MAX_HEADING = 45
_SECRECY_MARK = re.compile(
    r"[【\[(（]?(?:密级[:：]?)?(?:绝密|机密|秘密)(?:级)?(?:[★☆*].{0,8})?[】\])）]?$|内部(?:资料|文件|材料|使用)(?:[,，]?.{0,8})$"
)
"""GB/T 9704—2012 7.2.2: 机密★1年, in the upper left corner."""


class Text(NamedTuple):
    """A paragraph that may belong to the report."""

    text: str
    where: Location
    item: int


@dataclass(slots=True)
class Sections:
    """Paragraphs sorted: `head` before the title, the title's items, and the text of each part."""

    head: list[Text] = field(default_factory=list)
    title: str = ""
    under_title: list[Text] = field(default_factory=list)
    parts: dict[str, list[Text]] = field(default_factory=dict)
    headings: dict[str, Text] = field(default_factory=dict)
    late: int | None = None
    signatory: str = ""
    signed: Text | None = None
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    number: str
    heading: str
    rest: str
    likeness: float


# asked of the same headings in every report
@lru_cache(maxsize=1 << 12)
def part_of_heading(text: str, form: Edition) -> tuple[str, float] | None:
    """The part that a line names, and how surely (up to 1.5 with its own number); None for any other line.

    （一）主动公开情况 is an aspect of part one, never a part.
    """
    squeezed = squeeze(text).lstrip("#")
    if len(squeezed) > _MAX_HEADING:
        return None
    if other := _numbered_otherwise(squeezed, form):
        return other
    if squeezed.startswith("(") or (len(squeezed) > 30 and squeezed[-1] in "。;,"):
        return None
    numbering = _HEADING.match(squeezed)
    patterns = _part_patterns(form.id)
    if not numbering and not any(fold(squeezed) in p.full or bare(squeezed) in p.bares for p in patterns.values()):
        return None  # a line as short as a heading that is not quite one is less like it than 0.94
    scores = {n: p.likeness(squeezed) for n, p in patterns.items()}
    number = max(scores, key=lambda n: scores[n])
    if scores[number] < (0.8 if numbering else 0.94) or (not numbering and len(squeezed) < 9):
        return None
    own = numbering is not None and numbering["number"] == _NUMBERS[int(number) - 1]
    return number, scores[number] + (0.5 if own else 0.0)


def _numbered_otherwise(squeezed: str, form: Edition) -> tuple[str, float] | None:
    """A part whose own number is written in another way, with the words of the form: 第三部分 …, （三）收到和处理…."""
    numbering = _OTHER_NUMBERING.match(squeezed)
    if numbering is None:
        return None
    number, words = str(_NUMBERS.index(numbering["number"]) + 1), bare(squeezed[numbering.end() :])
    pattern = _part_patterns(form.id)[number]
    # （一）主动公开情况 is an aspect of part one, so in brackets only the form's own heading is one
    known = pattern.bares if numbering["word"] else pattern.bares[:1]
    return (number, 0.93) if words in known and number in _part_patterns(form.id) else None


@cache
def _part_patterns(edition_id: str) -> dict[str, Pattern]:
    return {part.number: Pattern.of((part.heading, *part.also)) for part in edition(edition_id).parts}


def section(texts: Sequence[Text], form: Edition) -> Sections:
    """Sort the paragraphs that are not tables."""
    found = Sections()
    texts = [t for t in texts if not page_words().anywhere.match(squeeze(t.text))]
    headings = _choose(texts, form, found)
    first = min((h.at for h in headings), default=len(texts))
    start = _title(texts, first, found)
    bounds = {h.at: h for h in headings}
    items = _items_of_parts(texts, headings)
    number = "0"
    for at in range(start, len(texts)):
        if at == found.late:
            continue
        if at in bounds:
            heading = bounds[at]
            number = heading.number
            found.headings[number] = Text(heading.heading, texts[at].where, texts[at].item)
            if heading.rest:
                found.parts.setdefault(number, []).append(Text(heading.rest, texts[at].where, texts[at].item))
            continue
        again = None if at in items else part_of_heading(texts[at].text, form)
        if again and again[1] >= 0.94 and again[0] in {h.number for h in headings}:
            continue  # a list of contents, or the same heading above a table on a sheet of its own
        found.parts.setdefault(number, []).append(texts[at])
    _late_introduction(found)
    _keep_at_head(found)
    _cut_footer(found)
    _cut_signature(found)
    return found


def _keep_at_head(found: Sections) -> None:
    """What nobody must overlook above or under the title goes to the head of the introduction: a mark of secrecy, and
    a date that no calendar has or that cannot be read (20251月16日), for which there is no field."""
    kept = [
        text
        for text in (*found.head, *found.under_title)
        if any(_SECRECY_MARK.match(squeeze(words)) for words in (text.text, *text.text.split()))
        or (_dates(text.text) and names_no_day(text.text))
        or _unread(text.text)
    ]
    if kept:
        found.parts["0"] = [*kept, *found.parts.get("0", ())]


def _unread(line: str) -> bool:
    """Whether a line is the field of a date with something else in it than a date."""
    pairs = [value for name, value in metadata_pairs(line) if name in ("published", "completed")]
    return any(re.search(r"20\d\d|\d月", value) and find_date(value) is None for value in pairs)


def _dates(line: str) -> bool:
    """Whether a line is a date, or the field of one."""
    return is_date_line(line) or any(name in ("published", "completed") for name, _ in metadata_pairs(line))


def _late_introduction(found: Sections) -> None:
    """Where the tables stand before everything else, the introduction follows the last of them, above part one."""
    order = sorted(found.headings, key=lambda number: found.headings[number].item)
    at = order.index("1") if "1" in order else 0
    if at == 0 or found.parts.get("0"):
        return
    if texts := found.parts.pop(order[at - 1], []):
        found.parts["0"] = texts


def _choose(texts: Sequence[Text], form: Edition, found: Sections) -> list[_Heading]:
    """The heading of each part: by name; of several with one name, the one with most text after it; then by number."""
    named = [h for at, t in enumerate(texts) if (h := _named(at, t.text, form))]
    items = _items_of_parts(texts, named)
    named = [h for h in named if h.at not in items]
    chosen: dict[str, _Heading] = {}
    ends = {h.at: following.at for h, following in pairwise(named)}
    for heading in named:
        rival = chosen.get(heading.number)
        if rival is None or _weight(texts, heading, ends) > _weight(texts, rival, ends):
            chosen[heading.number] = heading
    for number in PART_NUMBERS[1:]:
        if number not in chosen and (guess := _by_number(texts, number, chosen)):
            chosen[number] = guess
            found.notices.append(
                Notice("heading_guessed", {"text": guess.heading, "part": form.heading(number)}, texts[guess.at].where)
            )
    return sorted(chosen.values(), key=lambda heading: heading.at)


def _items_of_parts(texts: Sequence[Text], headings: Sequence[_Heading]) -> frozenset[int]:
    """The lines numbered 1. 2. where the parts are numbered in Chinese (一、总体情况): items, though they may have the
    name of a part (2.依申请公开政府信息情况)."""
    chinese = {h.number for h in headings if _HEADING.match(squeeze(texts[h.at].text))}
    if len(chinese) < _SURELY_CHINESE:
        return frozenset()
    return frozenset(at for at, t in enumerate(texts) if _ARABIC.match(squeeze(t.text[:_MAX_HEADING])))


def _named(at: int, text: str, form: Edition) -> _Heading | None:
    """A heading by itself, or one that runs into its text: 一、总体情况。2024年……"""
    if hit := part_of_heading(text, form):
        return _Heading(at, hit[0], text.strip().lstrip("#").strip(), "", hit[1])
    run_in = _RUN_IN.match(text)
    if run_in and (hit := part_of_heading(run_in["head"], form)) and hit[1] >= 0.9:
        return _Heading(at, hit[0], run_in["head"].strip(), run_in["rest"].strip(), hit[1])
    return None


def _weight(texts: Sequence[Text], heading: _Heading, ends: dict[int, int]) -> tuple[bool, float, int]:
    """The items of part one may be numbered 一、主动公开情况 as well: the heading with its own number is meant."""
    following = texts[heading.at + 1 : ends.get(heading.at, len(texts))]
    hit = _HEADING.match(squeeze(texts[heading.at].text))
    other_number = hit is not None and hit["number"] in _NUMBERS and hit["number"] != _NUMBERS[int(heading.number) - 1]
    return not other_number, min(sum(len(t.text) for t in following), 1) + heading.likeness, -heading.at


def _by_number(texts: Sequence[Text], number: str, chosen: dict[str, _Heading]) -> _Heading | None:
    """A line with the part's number, between the parts before and after it, whose name is another one."""
    before = [h.at for n, h in chosen.items() if n < number]
    after = [h.at for n, h in chosen.items() if n > number]
    if not before and not after:
        return None
    for at in range(max(before, default=-1) + 1, min(after, default=len(texts))):
        text = squeeze(texts[at].text)
        hit = _HEADING.match(text)
        if (
            hit
            and hit["number"] == _NUMBERS[int(number) - 1]
            and len(text) <= 30
            and not text.endswith(("。", ";", ","))
        ):
            return _Heading(at, number, texts[at].text.strip().lstrip("#").strip(), "", 0.5)
    return None


def _title(texts: Sequence[Text], first: int, found: Sections) -> int:
    """Find the title before the first heading; returns where the introduction begins."""
    candidates = [at for at in range(first) if is_title(texts[at].text)]
    if not candidates:
        split = _split_title(texts, first)
        if split is None:
            found.head = []
            found.late = _late_title(texts, first)
            found.title = squeeze(texts[found.late].text).lstrip("#") if found.late is not None else ""
            return 0
        begin, end = split
    else:
        # the last one with a year: pages name the report in their path and tab before the title itself
        dated = [at for at in candidates if re.search(r"20\d\d|二[〇零○]", squeeze(texts[at].text))]
        end = (dated or candidates)[-1]
        begin = _title_begin(texts, end)
    if end + 1 < first and _goes_on(squeeze(texts[end].text), squeeze(texts[end + 1].text)):
        end += 1
    found.title = "".join(squeeze(t.text).lstrip("#") for t in texts[begin : end + 1])
    found.head = list(texts[:begin])
    start = end + 1
    while start < first and _stands_under_title(texts[start].text):
        found.under_title.append(texts[start])
        start += 1
    return start


def _late_title(texts: Sequence[Text], first: int) -> int | None:
    """The title where it stands after the first heading or the tables: one line that names a body and a year."""
    lines = [at for at in range(first, len(texts)) if is_title(texts[at].text)]
    whole = [at for at in lines if years_in(texts[at].text) and is_agency(agency_of_title(texts[at].text))]
    return whole[0] if len({squeeze(texts[at].text) for at in whole}) == 1 else None


def _goes_on(line: str, following: str) -> bool:
    """True when a title goes on: with the year or the body in brackets, or because a bracket is open."""
    named = following.startswith("(") and following.endswith(")") and is_agency(following[1:-1])
    if named and not agency_of_title(line):
        return True
    return bool(_YEAR_IN_BRACKETS.fullmatch(following)) or (
        line.count("(") > line.count(")") and following.endswith(")") and len(following) < 12
    )


def _split_title(texts: Sequence[Text], first: int) -> tuple[int, int] | None:
    """A title broken over two or three lines, none of which is one by itself; two lines rather than three."""
    lines = [squeeze(t.text) for t in texts[: min(first, 40)]]
    usable = [
        len(line) <= 40 and "。" not in line and not metadata_pairs(t.text) and not page_words().head.match(line)
        for line, t in zip(lines, texts, strict=False)
    ]
    for count in (2, 3):
        for begin in range(len(lines) - count + 1):
            if all(usable[begin : begin + count]) and is_title("".join(lines[begin : begin + count])):
                return begin, begin + count - 1
    return None


def _title_begin(texts: Sequence[Text], end: int) -> int:
    """A title that begins with the year or has no body takes the lines above with it: the body's name, or body and
    year, as titles are broken by sense, or by a machine within 政府."""
    begin = end
    words = squeeze(texts[end].text).lstrip("#")
    while begin and end - begin < 2 and re.match(r"^(?:20\d\d年?度?)?(?:政?[府务])?信息公开", arabic_year(words)):
        above = squeeze(texts[begin - 1].text).lstrip("#")
        if len(above) > 40 or not (is_agency(above) or re.search(r"20\d\d年?度?(?:政[府务]?)?$", arabic_year(above))):
            break
        begin -= 1
        words = above + words
    return begin


def _stands_under_title(text: str) -> bool:
    squeezed = squeeze(text)
    return (
        is_date_line(text)
        or (is_agency(text) and len(squeezed) < 26)
        or bool(metadata_pairs(text))
        or bool(page_words().head.match(squeezed))
    )


def _cut_footer(found: Sections) -> None:
    """Drop what pages put after the report."""
    last = max(found.parts, default=None)
    if last is None:
        return
    texts = found.parts[last]
    for at, text in enumerate(texts):
        words = squeeze(text.text)
        # a sentence that begins like a page's footer ends as sentences do
        if page_words().foot.match(words) and words[-1:] != "。" and all(len(t.text) < 200 for t in texts[at:]):
            del texts[at:]
            return


def _cut_signature(found: Sections) -> None:
    """Take the body's name and the date of completion off the end. A date that no calendar has stays, to be judged."""
    last = max(found.parts, default=None)
    if last is None or last == "0":
        return
    texts = found.parts[last]
    if texts and is_date_line(texts[-1].text):
        found.signed = texts.pop()
        if texts and is_agency(texts[-1].text):
            found.signatory = squeeze(texts.pop().text)
    elif len(texts) > 1 and is_agency(texts[-1].text) and is_date_line(texts[-2].text):
        found.signatory = squeeze(texts.pop().text)
        found.signed = texts.pop()
    elif texts and is_agency(texts[-1].text) and (len(texts) > 1 or _is_body(texts[-1].text, found)):
        found.signatory = squeeze(texts.pop().text)
    if found.signed is not None and names_no_day(found.signed.text):
        texts.append(found.signed)
        found.signed = None


def _is_body(text: str, found: Sections) -> bool:
    """True when a line is the name of the body that the title names: no part's whole text, but a signature."""
    return squeeze(text) == agency_of_title(found.title)


def parts_of(found: Sections) -> tuple[Part, ...]:
    """The seven parts with their paragraphs and places."""
    parts = []
    for number in PART_NUMBERS:
        texts = found.parts.get(number, [])
        heading = found.headings[number].text if number in found.headings else None
        paragraphs = [
            (words, text.where) for text in texts for line in text.text.split("\n") if (words := line.strip())
        ]
        parts.append(
            Part(number, heading, "\n".join(line for line, _ in paragraphs), tuple(where for _, where in paragraphs))
        )
    return tuple(parts)


def completed_of(found: Sections) -> Text | None:
    """The line that carries the date of completion: under the text, or under the title."""
    return found.signed or next((t for t in found.under_title if find_date(t.text) and is_date_line(t.text)), None)


@lru_cache(maxsize=1 << 12)
def furniture_of_tables(text: str, labels: frozenset[str]) -> bool:
    """True when a line between tables is a label of the form or a piece of one, or a head that bodies add."""
    folded = fold(text)
    if not folded or folded in page_words().table_heads or folded in _joined(labels):
        return True
    return len(folded) > 5 and any(len(folded) <= len(label) + 8 for label in labels if label in folded)


@cache
def _joined(labels: frozenset[str]) -> str:
    """The labels one after the other, so that pieces of any of them are found in one search."""
    return "\n".join(labels)
