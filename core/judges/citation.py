"""Judges of citations: names of laws, numbers of decrees, articles, 《》. Which documents exist under which names and
numbers is data (resources/catalog/laws.toml); for document numbers see core.judges.numbered."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.files import resource
from core.judges.base import Case
from core.judges.sentences import Hit, read_paragraphs, sentence_around
from core.model import Finding, Severity
from core.rules import Rule
from core.texts import text
from core.values import folded


@dataclass(frozen=True)
class Law:
    """A law or document that reports cite. `names` are right; a title between 《》 that `mistaken` matches is one of
    them miswritten; `number` is its document number as it must be written, `decree` that of its decree."""

    names: tuple[str, ...]
    official: str
    mistaken: re.Pattern[str] | None
    number: str | None
    also_numbers: tuple[str, ...]
    decree: int | None
    old_decrees: tuple[int, ...]
    articles: int | None


@cache
def laws() -> tuple[Law, ...]:
    """resources/catalog/laws.toml."""
    data = tomllib.loads(resource("catalog", "laws.toml").read_text(encoding="utf-8"))
    return tuple(
        Law(
            names=(entry["official"], *entry.get("names", ())),
            official=entry["official"],
            mistaken=re.compile(entry["mistaken"]) if "mistaken" in entry else None,
            number=entry.get("number"),
            also_numbers=tuple(entry.get("also_numbers", ())),
            decree=entry.get("decree"),
            old_decrees=tuple(entry.get("old_decrees", ())),
            articles=entry.get("articles"),
        )
        for entry in data["laws"]
    )


_TITLE = re.compile(r"[《〈](?P<name>[^《》〈〉\n]{2,60})[》〉]")
_NEAR = 2
"""Characters by which a title may differ from a law's name and still be meant for it."""
_STATE = "中华人民共和国"
_SHORT = 8
"""Characters, 中华人民共和国 aside: of shorter names two laws may differ by two characters, so one is the most."""


def law_name(case: Case, rule: Rule) -> Iterator[Finding]:
    """A title between 《》 that is nearly a law's name, or one of the mistakes known of it."""
    yield from read_paragraphs(case, rule, _name_hits)


def _name_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if "《" not in paragraph and "〈" not in paragraph:
        return
    for match in _TITLE.finditer(paragraph):
        name = re.sub(r"\s", "", match["name"])
        if right := _right_name(name):
            message = text("judges.law_name", name=name, right=right)
            yield Hit(*match.span("name"), message, replacement=right)


_MARKS = re.compile(r"[《》〈〉<>＜＞“”「」]")


@cache
def _bare_names() -> dict[str, Law]:
    """The laws by their names without the marks of titles in them, which are a matter of their own (title_marks)."""
    return {_MARKS.sub("", name): law for law in reversed(laws()) for name in law.names}


def meant(name: str) -> Law | None:
    """The law that a title means, rightly written or nearly so."""
    return _bare_names().get(_MARKS.sub("", _right_name(name) or name))


@cache
def _right_name(name: str) -> str | None:
    """What a title should be called; None where it is right or none of ours."""
    if _MARKS.sub("", name) in _bare_names():
        return None
    for law in laws():
        if law.mistaken and law.mistaken.fullmatch(name):
            return law.official
    for law in laws():
        for right in law.names:
            # a changed or swapped character or two in a long name is a slip; in a short one it is another name
            if len(right) >= _SHORT and 0 < _slips(name, right) <= _near(right) and _same_kind(name, right):
                return right
    return None


def _slips(name: str, right: str) -> int:
    """Characters that are changed, swapped, too many or too few; more than enough where the lengths alone tell."""
    if abs(len(name) - len(right)) > _NEAR:
        return _NEAR + 1
    from rapidfuzz.distance import OSA

    return OSA.distance(name, right)


def _near(right: str) -> int:
    return _NEAR if len(right.removeprefix("中华人民共和国")) >= _SHORT else 1


def _same_kind(name: str, right: str) -> bool:
    """Names of places before or numbers behind make another document: 《广东省政府信息公开条例》."""
    whole = name.startswith(_STATE) and right.startswith(_STATE) and _slips(name, right) == 1
    if name[-2:] != right[-2:] and not whole:
        return False
    return not re.search(r"[省市县区州旗]|\d", name.removeprefix("中华人民共和国")) or bool(
        re.search(r"[省市县区州旗]", right)
    )


_DECREE = re.compile(
    r"国务院(?:第)?\s*(?:令|号令)?\s*[,，]?\s*第?\s*(?P<number>\d{2,4})\s*号(?P<tail>令)?|国务院令\s*(?P<bare>\d{2,4})(?!\d|号)"
)


def decree_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """国务院令第711号 for the Regulation; 第492号 is that of the Regulation of 2007, which is no longer in force."""
    yield from read_paragraphs(case, rule, _decree_hits)


def _decree_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if "国务院" not in paragraph:
        return
    plain = folded(paragraph)
    for match in _DECREE.finditer(plain):
        group = "number" if match["number"] else "bare"
        number = int(match[group])
        law = _law_before(plain, match.start())
        if law is None or law.decree is None:
            law = next((law for law in laws() if number in law.old_decrees), None)
        if law is None or law.decree is None or number == law.decree or f"{law.decree}号" in plain:
            continue
        message = text(
            "judges.old_decree" if number in law.old_decrees else "judges.decree",
            found=number,
            law=law.official,
            right=law.decree,
        )
        yield Hit(*match.span(group), message, replacement=str(law.decree))


def _law_before(plain: str, at: int) -> Law | None:
    """The law that a number in brackets behind its title belongs to."""
    titles = list(re.finditer(r"[《〈]([^《》〈〉]{2,60})[》〉]", plain[max(0, at - 90) : at]))
    if not titles:
        return None
    between = plain[max(0, at - 90) : at][titles[-1].end() :]
    if not re.fullmatch(r"[^。;]{0,24}", between) or "《" in between:
        return None
    name = re.sub(r"\s", "", titles[-1][1])
    return meant(name)


_ARTICLE = re.compile(r"条例》?[^。；;《\n]{0,10}?第(?P<n>[一二三四五六七八九十百零\d]{1,5})条")
_NEXT_ARTICLE = re.compile(r"(?:和|及|与|以及|、|,|至)第(?P<n>[一二三四五六七八九十百零\d]{1,5})条")
_ABOUT_REPORT = re.compile(r"年度报告|编制|本报告")
_REPORT_ARTICLES = frozenset({49, 50})


def article(case: Case, rule: Rule) -> Iterator[Finding]:
    """Articles of the Regulation: none above the last (第五十六条); what the introduction bases the report on is
    第四十九条 or 第五十条."""
    yield from read_paragraphs(case, rule, _article_hits, False)
    yield from read_paragraphs(case, rule, _article_hits, True, parts=("0",))


def _article_hits(rule: Rule, paragraph: str, introduces: bool) -> Iterator[Hit]:
    if "条例" not in paragraph:
        return
    regulation = laws()[0]
    for match in _articles(folded(paragraph)):
        number = _article_number(match["n"])
        named = paragraph.rfind("条例", 0, match.end())
        if number is None or regulation.articles is None or not _means_regulation(paragraph, named):
            continue
        if number > regulation.articles:
            if not introduces:
                message = text("judges.no_article", number=match["n"], last=regulation.articles)
                yield Hit(*match.span("n"), message)
        elif introduces and number not in _REPORT_ARTICLES:
            begin, end = sentence_around(paragraph, *match.span())
            if _ABOUT_REPORT.search(paragraph[begin:end]) and not re.search(
                r"第(?:四十九|五十|49|50)条", paragraph[begin:end]
            ):
                yield Hit(*match.span("n"), text("judges.article", number=match["n"]), replacement="五十")


def _articles(plain: str) -> Iterator[re.Match[str]]:
    """Articles behind 条例, and those that follow them in a row."""
    for match in _ARTICLE.finditer(plain):
        yield match
        following = _NEXT_ARTICLE.match(plain, match.end())
        while following:
            yield following
            following = _NEXT_ARTICLE.match(plain, following.end())


def _means_regulation(paragraph: str, at: int) -> bool:
    """条例 at that place is the one about government information, by its full name or as 《条例》."""
    before = paragraph[max(0, at - 12) : at]
    return before.endswith(("信息公开", "《", "依据", "根据", "按照"))


def _article_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")}
    total, last = 0, 0
    for char in word:
        if char == "十":
            total, last = total + 10 * (last or 1), 0
        elif char == "百":
            total, last = total + 100 * last, 0
        elif char in digits:
            last = digits[char]
        else:
            return None
    return total + last


_TITLE_MARKS = re.compile(r"[《》〈〉]")


def title_marks(case: Case, rule: Rule) -> Iterator[Finding]:
    """《》 and 〈〉 without their partner. A 《…》 inside another should be 〈…〉 (GB/T 15834—2011 4.13), which is only
    mentioned, since most published reports nest them so."""
    yield from read_paragraphs(case, rule, _mark_hits)


def _mark_hits(rule: Rule, paragraph: str) -> Iterator[Hit]:
    if not _TITLE_MARKS.search(paragraph):
        return
    open_marks: list[tuple[str, int]] = []
    nested: list[tuple[int, int]] = []
    lone: list[tuple[int, int]] = []
    faults: list[int] = []
    for match in _TITLE_MARKS.finditer(paragraph):
        mark, at = match[0], match.start()
        if mark in "《〈":
            open_marks.append((mark, at))
            continue
        opener = "《" if mark == "》" else "〈"
        if open_marks and open_marks[-1][0] == opener:
            _, start = open_marks.pop()
            if opener == "〈" and not open_marks:
                lone.append((start, at + 1))
            if opener == "《" and any(kind == "《" for kind, _ in open_marks):
                nested.append((start, at + 1))
        else:
            faults.append(at)
    faults += [at for _, at in open_marks]
    for at in sorted(faults):
        shown = paragraph[max(0, at - 8) : at + 9]
        yield Hit(at, at + 1, text("judges.title_mark", mark=paragraph[at], words=shown))
    if not faults:
        for start, end in lone:
            words = paragraph[start:end]
            yield Hit(start, end, text("judges.lone_angle", words=words), replacement=f"《{words[1:-1]}》")
        for start, end in nested:
            inner = paragraph[start + 1 : end - 1]
            yield Hit(
                start, end, text("judges.nested_title", inner=inner), replacement=f"〈{inner}〉", severity=Severity.INFO
            )
