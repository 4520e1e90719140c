"""Judges of time: the period of the statistics, the year meant, years left from last year's report.

The year meant is the one that title, stated period, sentences and day of publication agree on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from core.judges.base import Case, found
from core.judges.sentences import Hit, read_paragraphs, sentence_around
from core.model import Finding, Report
from core.rules import Rule
from core.texts import text
from core.values import folded

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
YEAR = r"(?:(?:19|20)\d{2}|[二2][〇零○O0][一二三四五六七八九〇零○\d]{2})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_CUE = (
    r"统计(?:的)?(?:数据)?(?:的)?(?:期限|期间|时限|时段|时间|周期|区间|范围|截止|起止)|"
    r"数据[^。;]{0,10}?(?:期限|期间|时限|时段)|报告期"
)
_RANGE = re.compile(
    rf"(?P<y1>{YEAR})?\s*年?\s*(?P<m1>{_SMALL})\s*月\s*(?:(?P<d1>{_SMALL})\s*[日号]?)?\s*(?:起|开始|零时)?\s*[,，]?\s*"
    rf"(?:截[至止]到?|至|到|-+|—+|–|~|―|─)\s*(?:(?P<y2>{YEAR})\s*年?)?\s*(?P<m2>{_SMALL})\s*月\s*(?:(?P<d2>{_SMALL})\s*[日号]?)?"
)
_DOTTED = re.compile(
    rf"(?P<y1>{YEAR})(?P<dot>[./-])(?P<m1>0?1)(?P=dot)(?P<d1>\d{{1,2}})\s*(?:日|起)?\s*"
    rf"(?:至|到|-+|—+|–|~|―|─)\s*(?:(?P<y2>{YEAR})(?P=dot))?(?P<m2>\d{{1,2}})(?P=dot)(?P<d2>\d{{1,2}})(?!\d)"
)
"""2024.1.1—2024.12.31, 2024-01-01至2024-12-31."""
_POINT = re.compile(
    rf"(?P<kind>起始|开始|起算|截[止至]|终止|结束)(?:时间|日期|时点|日)\s*(?:为|是|:|从|自)?\s*"
    rf"(?P<y>{YEAR})\s*年\s*(?P<m>{_SMALL})\s*月\s*(?P<d>{_SMALL})\s*[日号]"
)
"""起始时间为2024年1月1日: the two ends of the period, each on its own."""
_YEAR_ONLY = re.compile(rf"[^。;\d]{{0,12}}?(?P<y1>{YEAR})\s*年(?:度|全年)?(?!\s*\d{{1,2}}\s*月)")


def _number(word: str) -> int:
    """十二 or 12 as a number."""
    if word.isdigit():
        return int(word)
    tens, _, ones = word.partition("十") if "十" in word else ("", "", word)
    value = {"": 0} | {char: at for at, char in enumerate("一二三四五六七八九", 1)}
    return (value.get(tens, 0) or ("十" in word)) * 10 + value.get(ones, 0)


def year_number(word: str) -> int:
    return int(word.translate(_DIGITS))


def statistic_period(case: Case, rule: Rule) -> Iterator[Finding]:
    """统计期限 is 1 January to 31 December of the report's year."""
    yield from read_paragraphs(case, rule, _period_hits, meant_year(case.report), True, parts=("0",))
    yield from read_paragraphs(case, rule, _period_hits, meant_year(case.report), False, parts=("1", "6"))


def unstated_period(case: Case, rule: Rule) -> Iterator[Finding]:
    """The introduction, or part one where it begins there, says which period the numbers are of."""
    introduction, overview = case.report.part("0").text, case.report.part("1").text
    if introduction.strip() and overview and not _states_period(introduction) and not _states_period(overview):
        yield found(rule, text("judges.period_unstated"), part="0")


@lru_cache(maxsize=1 << 8)
def _states_period(words: str) -> bool:
    return any(_period_spans(paragraph, True) for paragraph in words.split("\n"))


@lru_cache(maxsize=1 << 10)
def _ranges(paragraph: str, introduces: bool) -> tuple[tuple[re.Match[str], str], ...]:
    """The periods that a paragraph states: behind a word for it, and in the introduction any span of whole months
    that begins or ends as a year does."""
    plain = folded(paragraph)
    found_ranges: list[tuple[re.Match[str], str]] = []
    for match in (*(_RANGE.finditer(plain) if "月" in plain else ()), *_DOTTED.finditer(plain)):
        begin, _ = sentence_around(plain, *match.span())
        cue = re.search(_CUE, plain[begin : match.start()][-40:])
        whole = (_number(match["m1"]), _number(match["m2"])) in ((1, 12), (1, 11), (1, 10))
        if cue or (introduces and whole):
            found_ranges.append((match, plain))
    return tuple(found_ranges)


def _period_hits(rule: Rule, paragraph: str, year: int | None, introduces: bool) -> Iterator[Hit]:
    if not (introduces or "统计" in paragraph or "报告期" in paragraph or "数据" in paragraph):
        return
    ranges = _ranges(paragraph, introduces)
    for match, _ in ranges:
        yield from _range_hits(paragraph, match, year)
    if ranges or year is None:
        return
    plain = folded(paragraph)
    points = list(_POINT.finditer(plain)) if introduces else []
    for point in points:
        yield from _point_hits(paragraph, point, year)
    for only in _only_years(plain) if not points else ():
        if year_number(only["y1"]) != year:
            message = text("judges.period_year", found=only["y1"], year=year)
            yield Hit(*only.span("y1"), message, replacement=str(year))


def _only_years(plain: str) -> Iterator[re.Match[str]]:
    """The years in 统计期限为2023年度."""
    for cue in re.finditer(_CUE, plain):
        if only := _YEAR_ONLY.match(plain, cue.end()):
            yield only


def _point_hits(paragraph: str, point: re.Match[str], year: int) -> Iterator[Hit]:
    """One end of the period that stands by itself: its year, and its day."""
    if year_number(point["y"]) != year:
        message = text("judges.period_year", found=point["y"], year=year)
        yield Hit(*point.span("y"), message, replacement=str(year))
    begins = point["kind"] in ("起始", "开始", "起算")
    right = (1, 1) if begins else (12, 31)
    if (_number(point["m"]), _number(point["d"])) != right:
        start, end = point.start("m"), point.end("d")
        words = text("judges.period_begins" if begins else "judges.period_ends", found=paragraph[start:end])
        yield Hit(start, end, words, replacement=f"{right[0]}月{right[1]}")


def _period_spans(paragraph: str, introduces: bool) -> list[tuple[int, int]]:
    """Where a paragraph states the period of the statistics, so that a wrong year there is said once."""
    plain = folded(paragraph)
    spans = [match.span() for match, _ in _ranges(paragraph, introduces)]
    if not spans:
        spans = [only.span("y1") for only in _only_years(plain)]
        spans += [point.span() for point in _POINT.finditer(plain)] if introduces else []
    return spans


def _range_hits(paragraph: str, match: re.Match[str], year: int | None) -> Iterator[Hit]:
    years = [(group, year_number(match[group])) for group in ("y1", "y2") if match[group]]
    wanted = year if year is not None else (years[0][1] if years else None)
    wrong = [(group, value) for group, value in years if value != wanted]
    if len(wrong) == 2 and wrong[0][1] == wrong[1][1]:
        # last year's copy: one slip, though the year stands there twice
        start, end = match.start("y1"), match.end("y2")
        between = paragraph[match.end("y1") : match.start("y2")]
        message = text("judges.period_year", found=match["y1"], year=wanted)
        yield Hit(start, end, message, replacement=f"{wanted}{between}{wanted}")
        wrong = []
    for group, _ in wrong:
        message = text("judges.period_year", found=match[group], year=wanted)
        yield Hit(*match.span(group), message, replacement=str(wanted))
    for month, day, right in (("m1", "d1", (1, 1)), ("m2", "d2", (12, 31))):
        there = (_number(match[month]), _number(match[day]) if match[day] else right[1])
        if there != right:
            start, end = match.start(month), match.end(day if match[day] else month)
            shown = paragraph[start:end]
            right_words = f"{right[0]}{match.groupdict().get('dot') or '月'}{right[1]}" if match[day] else f"{right[0]}"
            words = text("judges.period_begins" if month == "m1" else "judges.period_ends", found=shown)
            yield Hit(start, end, words, replacement=right_words)


# ---------------------------------------------------------------------------------------------------- the year meant


@lru_cache(maxsize=1 << 8)
def _stated_years(intro: str) -> tuple[int, ...]:
    years: list[int] = []
    for paragraph in intro.split("\n"):
        for match, _ in _ranges(paragraph, True):
            years += [year_number(match[group]) for group in ("y1", "y2") if match[group]][:1]
    return tuple(years)


_OPENING_YEAR = re.compile(rf"(?<![^。;:,\n)）\s])(?P<y>{YEAR})年(?!\s*{_SMALL}月)")


@lru_cache(maxsize=1 << 8)
def _commonest_opening(words: str) -> int | None:
    """The year that most sentences of a text begin with."""
    years = Counter(year for line in words.split("\n") for year in _openings(line))
    return years.most_common(1)[0][0] if years else None


@lru_cache(maxsize=1 << 10)
def _openings(line: str) -> tuple[int, ...]:
    return tuple(year_number(match["y"]) for match in _OPENING_YEAR.finditer(folded(line)))


@lru_cache(maxsize=1 << 8)
def _title_year(title: str) -> int | None:
    match = re.search(rf"(?P<y>{YEAR})\s*年?", folded(title))
    return year_number(match["y"]) if match else None


def meant_year(report: Report) -> int | None:
    """The year that most of title, stated period, sentences of part one and day of publication speak for; the report's
    own year where they are divided."""
    votes: Counter[int] = Counter()
    for year in (
        _title_year(report.title) or report.year,
        next(iter(_stated_years(report.part("0").text)), None),
        _commonest_opening(report.part("1").text),
        report.published.year - 1 if report.published else None,
    ):
        if year is not None:
            votes[year] += 1
    if not votes:
        return report.year
    most = max(votes.values())
    best = [year for year, count in votes.items() if count == most]
    return report.year if report.year in best else best[0]


def title_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year in the title and the one the report was read as are the year meant."""
    year, named = meant_year(case.report), _title_year(case.report.title)
    if year is None:
        return
    if named is not None and named != year:
        yield found(rule, text("judges.title_year", found=named, year=year), excerpt=str(named))
    elif named is not None and case.report.year is not None and case.report.year != named:
        yield found(rule, text("judges.title_year", found=case.report.year, year=named), excerpt=str(case.report.year))


# ---------------------------------------------------------------------------------------------------- stale years

_MENTION = re.compile(rf"(?<![\d〔\[【])(?P<y>{YEAR})\s*年(?P<of>度)?")
_BRACKETED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉|[〔\[【][^〕\]】]*[〕\]】]|“[^“”]{0,40}”")
_MONTH = re.compile(r"\s*\d{1,2}\s*月")
_LAST_MONTH = 3
"""Reports are published by 31 March of the next year: what was done in a later month is not told of in them."""


def stale_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """A year from last year's copy where this year is meant, and plans for a year that is over. What may stand before
    or behind the name of another year is in `params`: `before` (比, 较, 截至), `names` (部门决算, 结转), `compares`
    (同比, 相比: the sentence speaks of both years), `enacted` (a law's year in brackets). `facts`, `doing`, `recounts`,
    `planned_for` and `carried` tell that a sentence is about this year's work, or the next year's."""
    year = meant_year(case.report)
    if year is None:
        return
    published = case.report.published or case.report.completed
    limit = published.year if published else year + 1
    for part in case.report.parts:
        yield from read_paragraphs(case, rule, _stale_hits, year, limit, part.number, parts=(part.number,))


def _stale_hits(rule: Rule, paragraph: str, year: int, limit: int, part: str) -> Iterator[Hit]:
    if "年" not in paragraph:
        return
    plain = folded(paragraph)
    named = [match.span() for match in _BRACKETED.finditer(paragraph)]
    named += [(start - 1, end + 1) for start, end in _period_spans(paragraph, part == "0")] if part in "016" else []
    for match in _MENTION.finditer(plain):
        if any(start < match.start() < end for start, end in named):
            continue
        value = year_number(match["y"])
        begin, end = sentence_around(plain, *match.span(), ends="。！!？?")
        sentence = plain[begin:end]
        if right := _mended(rule, plain, match, value, sentence, year, limit, part):
            message_id, replacement = right
            message = text(f"judges.{message_id}", found=match["y"], year=replacement)
            yield Hit(*match.span("y"), message, replacement=str(replacement))


def _mended(
    rule: Rule, plain: str, match: re.Match[str], value: int, sentence: str, year: int, limit: int, part: str
) -> tuple[str, int] | None:
    """Why a year is wrong and which should stand there; None where it is right."""
    before, behind = plain[: match.start()], plain[match.end() :]
    words = _words(rule)
    opens = words["opening"].search(before) is not None
    if (right := _planned(words, before, behind, value, year, part, opens)) is not None:
        return right or None
    if right := _carried(words, before, behind, value, year):
        return right
    if value == year:
        return None
    if part == "0" and words["report"].match(behind) and not words["apart"].search(before):
        return ("stale_year" if value < year else "future_year", year)
    if _MONTH.match(behind):
        return _dated(words, before, behind, sentence, value, year)
    if value > year:
        told = words["facts"].match(behind) or words["doing"].match(behind)
        counted = opens and told and not words["planned"].search(sentence)
        return ("future_year", year) if counted else None
    if before.endswith("(") and words["enacted"].match(behind):
        return None
    if part == "0" and words["introduces"].search(sentence) and not words["apart"].search(before):
        return None if _speaks_of(sentence, year) else ("stale_year", year)
    if value == year - 1 and _LAST_YEAR_BEFORE.search(before):
        return None  # 上年度问题整改情况：2023年反映的问题已有改观
    if behind.startswith("以来") and value < year - 1:
        return None  # 2010年以来主动公开的文件
    return ("stale_year", year) if _is_stale(words, before, behind, sentence, year, opens) else None


_LAST_YEAR_BEFORE = re.compile("(?:上一?年度?|去年)[^。！!？?\n]*$")
_AGAINST_A_WISH = re.compile("[与同和][^，,。]{0,12}(?:期待|期盼|期望|要求|目标|需求|需要|标准|先进)[^，,。]{0,6}相比")
"""与群众期待相比: no comparison of years."""


def _is_stale(
    words: dict[str, re.Pattern[str]], before: str, behind: str, sentence: str, year: int, opens: bool
) -> bool:
    """Whether an earlier year stands where this year is meant: it opens a sentence or is followed by this year's work,
    and the sentence does not set it against this year."""
    if words["before"].search(before) or words["names"].match(behind) or _speaks_of(sentence, year):
        return False
    if words["recounts"].match(behind):
        return True
    told = words["facts"].match(behind) is not None or words["doing"].match(behind) is not None
    if words["compares"].search(_AGAINST_A_WISH.sub("", sentence)):
        # 2023年，我局新收24件，较上年增长20%: this year's sentence, unless the next one goes on to this year
        after = re.sub(r"^[^。!！?？]*[。!！?？]\s*", "", behind)
        if re.search(rf"{year}年[^。]*收到[^。]*。[^。]*$", before) and behind.startswith("收到"):
            # 2024年收到7件。2023年收到1件，同比增加600%
            return False
        return opens and told and not after.startswith((f"{year}年", "本年", "今年"))
    if opens or words["doing"].match(behind) or re.search(r"(?:^|[。;,])(?:回顾|总结|纵观)(?:过去的|这)?\s*$", before):
        return True
    return words["lead"].search(before) is not None and (told or words["charged"].match(behind) is not None)


def _planned(
    words: dict[str, re.Pattern[str]], before: str, behind: str, value: int, year: int, part: str, opens: bool
) -> tuple[str, int] | tuple[()] | None:
    """A plan for a year that is over; () for a plan whose year is right, None for no plan."""
    if part == "5" and value <= year and words["plan_in"].search(before) and not words["done_in"].match(behind):
        return ("stale_plan", year + 1)
    plan_opens = opens or before.rstrip().endswith(",")
    if plan_opens and words["planning"].match(behind) and (part == "5" or words["plan_cue"].search(before[-40:])):
        return ("stale_plan", year + 1) if value != year + 1 and not _MONTH.match(behind) else ()
    if part == "5" and value <= year and words["planned_for"].match(behind):
        clause = re.split(r"[。;,:]", before)[-1] + re.split(r"[。;]", behind)[0]
        if words["plan_cue"].search(before[-160:]) and not words["done"].search(clause):
            return ("stale_plan", year + 1)
    return None


def _carried(
    words: dict[str, re.Pattern[str]], before: str, behind: str, value: int, year: int
) -> tuple[str, int] | None:
    """What is carried over goes to the next year, and what was carried in comes from the year before."""
    clause = re.split(r"[。;,]", before)[-1]
    if value == year and words["carried"].search(before):
        past = f"{year - 1}年" in clause or re.search(r"上年|上一年|去年|上一年度", clause)
        return None if past or re.match(r"度?[^。;,]{0,8}的", behind) else ("stale_carry", year + 1)
    if value < year - 1 and words["carried_in"].match(behind) and not clause.rstrip().endswith(("、", "和", "至", "-")):
        return ("stale_carried_in", year - 1)
    return None


def _told_until(
    words: dict[str, re.Pattern[str]], before: str, behind: str, sentence: str, value: int, year: int
) -> tuple[str, int] | None:
    """截至2023年12月31日，累计…: the last day of the year before, without a word of this year."""
    told = value == year - 1 and words["until"].search(before) and words["last_day"].match(behind)
    return ("stale_year", year) if told and not _speaks_of(sentence, year) and "上年" not in sentence else None


def _dated(
    words: dict[str, re.Pattern[str]], before: str, behind: str, sentence: str, value: int, year: int
) -> tuple[str, int] | None:
    """A day or month of an earlier year at the head of a sentence that tells of this year's work."""
    if right := _told_until(words, before, behind, sentence, value, year):
        return right
    opens = words["opening"].search(before) is not None
    if value > year:
        month = _MONTH.match(behind)
        over = month is not None and (value > year + 1 or int(month[0].strip("月 ")) > _LAST_MONTH)
        done = over and opens and words["dated"].match(behind) and not words["planned"].search(sentence)
        return ("future_year", year) if done else None
    if value == year or not opens or words["history"].search(sentence):
        return None
    return ("stale_year", year) if words["dated"].match(behind) and not _speaks_of(sentence, year) else None


def _speaks_of(sentence: str, year: int) -> bool:
    return f"{year}年" in sentence or "本年" in sentence or "今年" in sentence


@lru_cache(maxsize=16)
def _words(rule: Rule) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in rule.params.items()}
