"""Copied parts are found, honest reports of two years are not: over reports put together at random."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from core.checks import confront
from core.model import Finding, Part, Report
from core.rules import builtin
from tests.core.builders import balanced

SUBJECTS = ("政策解读", "栏目维护", "依申请办理", "业务培训", "基层公开", "平台建设", "数据开放", "公众参与")
FAULTS = (
    "{0}的形式还比较单一，图解和短视频偏少",
    "{0}缺少专职人员，更换较勤，经验难以接续",
    "个别科室对{0}重视不够，材料报送常常逾期",
    "{0}与群众期待相比仍有距离，咨询答复不够细致",
    "{0}尚未形成固定的检查办法，问题发现得晚",
    "镇街之间{0}的水平不一，偏远站所较为薄弱",
)
MEASURES = (
    "把{0}列入科室月度例会，由分管领导逐项过问",
    "编写{0}操作手册，组织新进人员跟班学习",
    "建立{0}台账，每季度随机抽查并通报结果",
    "邀请群众代表参加{0}评议，意见在十个工作日内回应",
    "与市级平台对接，减少{0}中的重复录入",
    "安排专门经费支持{0}，对进步较快的站所给予表扬",
)
DEEDS = (
    "围绕{0}举办开放日{1}场，来访群众{2}人次。",
    "全年就{0}发布消息{1}条，其中图解{2}条。",
    "{0}方面接到来电{1}个，当日答复{2}个。",
    "修订与{0}有关的办法{1}项，公开征求意见{2}次。",
    "抽查{0}相关页面{1}个，发现并改正错链{2}处。",
    "在{1}个村设立{0}服务点，由驻村干部轮流值守{2}天。",
    "开展{0}专项自查{1}轮，整改遗漏事项{2}件。",
    "{0}工作简报刊发{1}期，被上级采用{2}篇。",
)


def problems(rng: random.Random) -> str:
    """A part five: what is lacking and what will be done."""
    faults = [form.format(rng.choice(SUBJECTS)) for form in rng.sample(FAULTS, 3)]
    measures = [form.format(rng.choice(SUBJECTS)) for form in rng.sample(MEASURES, 3)]
    first = "存在的问题：一是{}；二是{}；三是{}。".format(*faults)
    return first + "\n" + "下一步打算：一是{}；二是{}；三是{}。".format(*measures)


def overview(rng: random.Random, year: int) -> str:
    """A part one of five aspects, each with its heading."""
    aspects = ("主动公开情况", "依申请公开情况", "政府信息管理情况", "平台建设情况", "监督保障情况")
    lines = [f"{year}年，水务局依法做好政府信息公开各项工作，接受群众监督。"]
    for mark, aspect in zip("一二三四五", aspects, strict=True):
        lines.append(f"（{mark}）{aspect}")
        deeds = rng.sample(DEEDS, 3)
        lines.append("".join(d.format(rng.choice(SUBJECTS), rng.randint(2, 90), rng.randint(2, 90)) for d in deeds))
    return "\n".join(lines)


def report(year: int, one: str, five: str) -> Report:
    return replace(balanced({"1": one, "5": five}), year=year)


def other_numbers(words: str, rng: random.Random, year: int) -> str:
    """The words with every number changed, as a copier would."""
    out, digits = "", ""
    for character in words.replace(f"{year - 1}年", f"{year}年") + "\0":
        if character.isdigit():
            digits += character
            continue
        if digits:
            out += digits if digits == str(year) else str(rng.randint(1, 300))
        digits = ""
        out += character
    return out[:-1]


def found(this: Report, last: Report | None) -> list[Finding]:
    return [f for f in confront(this, builtin(), last).findings if f.category == "similarity"]


def test_honest_reports_of_two_years_are_quiet() -> None:
    loud = 0
    for seed in range(200):
        rng = random.Random(seed)
        last = report(2023, overview(rng, 2023), problems(rng))
        loud += bool(found(report(2024, overview(rng, 2024), problems(rng)), last))
    assert loud <= 2


def test_a_copied_part_is_found_although_its_numbers_are_new() -> None:
    caught = []
    for seed in range(200):
        rng = random.Random(seed)
        one, five = overview(rng, 2023), problems(rng)
        last = report(2023, one, five)
        this = report(2024, other_numbers(one, rng, 2024), other_numbers(five, rng, 2024))
        caught.append({f.part for f in found(this, last)})
    assert sum(parts == {"1", "5"} for parts in caught) >= 198


def test_a_copy_with_one_sentence_of_six_rewritten_is_still_one() -> None:
    caught = 0
    for seed in range(200):
        rng = random.Random(seed)
        five = problems(rng)
        at = rng.randrange(3)
        pieces = five.split("；")
        new = f"{'一二三'[at]}是{rng.choice(SUBJECTS)}中的新情况要逐户走访才能摸清"
        pieces[1] = new
        caught += bool(found(report(2024, "", "；".join(pieces)), report(2023, "", five)))
    assert caught >= 180


FIVE = problems(random.Random(7))


def test_the_finding_shows_the_longest_copied_sentence() -> None:
    (finding,) = found(report(2024, "", FIVE), report(2023, "", FIVE))
    assert finding.severity == "warning"
    assert finding.part == "5"
    assert finding.span is not None
    assert finding.excerpt == FIVE[slice(*finding.span)]
    assert len(finding.excerpt) > 15
    assert finding.excerpt[:30] in finding.message
    assert "2023 年度报告雷同 100%" in finding.message


@pytest.mark.parametrize(
    "previous",
    [
        report(2024, "", FIVE),
        report(2023, "", ""),
        report(2023, FIVE, "本局工作尚有不足，将逐项改进。"),
        None,
    ],
    ids=["of the same year", "without text", "the words in another part", "none"],
)
def test_other_reports_show_nothing(previous: Report | None) -> None:
    assert found(report(2024, "", FIVE), previous) == []


@pytest.mark.parametrize("words", ["无。", "", "工作人员业务水平有待提高，将加强业务培训。"])
def test_short_texts_prove_nothing(words: str) -> None:
    assert found(report(2024, "", words), report(2023, "", words)) == []


def test_other_parts_may_say_the_same_every_year() -> None:
    words = "\n".join((overview(random.Random(1), 2023), FIVE))
    last = replace(balanced({"0": words, "1": "", "5": "", "6": words}), year=2023)
    this = replace(last, year=2024).with_part(Part("6", "六、其他需要报告的事项", words))
    assert found(this, last) == []


OTHER_WORDS = (
    ("还比较", "仍然"),
    ("图解和短视频", "动漫和小视频"),
    ("缺少专职人员", "专职人员不足"),
    ("较勤", "频繁"),
    ("重视不够", "不太重视"),
    ("常常", "有时"),
    ("群众期待", "群众的期盼"),
    ("不够细致", "略显简单"),
    ("固定的检查办法", "稳定的检查机制"),
    ("水平不一", "水平参差"),
    ("列入", "纳入"),
    ("逐项过问", "逐条督促"),
    ("编写", "编印"),
    ("随机抽查", "开展抽查"),
    ("邀请群众代表", "组织群众代表"),
    ("十个工作日内", "十日内"),
    ("减少", "避免"),
    ("专门经费", "专项经费"),
    ("给予表扬", "予以表扬"),
    ("打算", "我局打算"),
)
"""Words of part five, and others of the same meaning."""


def test_a_copy_with_other_words_in_every_sentence_is_found() -> None:
    caught = []
    for seed in range(100):
        five = problems(random.Random(seed))
        this = five
        for old, new in OTHER_WORDS:
            this = this.replace(old, new)
        caught += found(report(2024, "", this), report(2023, "", five))
    assert len(caught) >= 98
    assert any("大体相同" in finding.message for finding in caught)
