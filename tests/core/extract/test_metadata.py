"""Year and body as title, page, form, text and file name give them; where they disagree it is said."""

from __future__ import annotations

import pytest

from core import formats
from core.extract import Extraction, extract

TABLE = (
    "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    "二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
)


def read(words: str, name: str = "报告.txt") -> Extraction:
    return extract(formats.read((words + TABLE).encode(), name), name)


def said(extraction: Extraction) -> set[str]:
    return {notice.message_id for notice in extraction.notices if "differs" in notice.message_id}


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("清溪县水务局2024年政府信息公开工作年度报告", "清溪县水务局"),
        ("清溪县水务局关于2024年度政府信息公开工作年度报告", "清溪县水务局"),
        ("2024年度清溪县水务局政府信息公开年报", "清溪县水务局"),
        ("关于清溪县水务局2024年政府信息公开工作情况的报告", "清溪县水务局"),
        ("清溪县水务局政府信息公开工作年度报告（2024年度）", "清溪县水务局"),
        ("清溪县水务局政府信息公开工作年度报告\n（2024年度）", "清溪县水务局"),
        ("清溪县水务局年度政府信息公开工作报告（2024年度）", "清溪县水务局"),
        ("清溪县水务局2024年政府信息公开工作年度\n报告", "清溪县水务局"),
        ("清溪县水务局\n2024年政府信息公开工作年度报告", "清溪县水务局"),
        ("清溪县水务局政府信息公开2024年度报告", "清溪县水务局"),
        ("2024年吕东镇人民政府信息公开工作年度报告", "吕东镇人民政府"),
        ("2024年政府信息公开工作年度报告\n（清溪县水务局）", "清溪县水务局"),
        ("云山市规划和自然资源系统\n2024年政府信息公开工作年度报告", "云山市规划和自然资源系统"),
        ("清溪县水务局2024年政府信息公开工作年度情况的报告", "清溪县水务局"),
        ("国家税务总局清溪县税务局2024年政府信息公开工作年度报告", "国家税务总局清溪县税务局"),
        ("清溪县人民政府办公室二〇二四年政府信息公开工作报告", "清溪县人民政府办公室"),
        ("清溪县人民政府办公室二〇二四年\n政府信息公开工作年度报告", "清溪县人民政府办公室"),
        ("清溪县人民政府办公室二〇二四年政\n府信息公开工作年度报告", "清溪县人民政府办公室"),
        ("清溪县水务局2024年度政府\n信息公开工作年度报告", "清溪县水务局"),
        ("清溪县人民政府办公室\n二〇二四年政府信息公开工作年度报告", "清溪县人民政府办公室"),
    ],
)
def test_body_and_year_of_a_title(title: str, agency: str) -> None:
    report = read(f"{title}\n本报告按规定编制。\n").report
    assert (report.agency, report.year) == (agency, 2024)


@pytest.mark.parametrize(
    "line",
    [
        "索 引 号：002590745/2025-00388 发布机构：清溪县水务局 发布日期：2025-01-22 公开方式：主动公开",
        "稿源：水务在线　　发布时间：2025-01-22 09:26　　索引号：002590745/2025-00388　　发布机构：清溪县水务局",
        "索引号 002590745/2025-00388 发布机构 清溪县水务局 公开日期 2025-01-22",
    ],
)
def test_values_in_one_line_are_parted_at_their_labels(line: str) -> None:
    report = read(f"{line}\n清溪县水务局2024年政府信息公开工作年度报告\n本报告按规定编制。\n").report
    assert (report.index_number, report.publisher) == ("002590745/2025-00388", "清溪县水务局")
    assert str(report.published) == "2025-01-22"


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("清溪县水务局2024年政府信息公开工作年度报告\n2024年，我局按规定编制。\n", "水务局2024年报.txt", set()),
        ("清溪县水务局2024年政府信息公开工作年度报告\n编制。\n", "水务局2023年报.txt", {"year_differs_name"}),
        (
            "清溪县水务局2024年政府信息公开工作年度报告\n统计期限自2023年1月1日起至2023年12月31日止。\n",
            "年报.txt",
            {"year_differs_period", "year_differs_text"},
        ),
        ("清溪县水务局2024年政府信息公开工作年度报告\n2023年，我局公开信息。\n", "年报.txt", {"year_differs_text"}),
        (
            "发布单位：清溪县水务局\n清溪县教育局2024年政府信息公开工作年度报告\n编制。\n",
            "年报.txt",
            {"agency_differs"},
        ),
        ("填报单位：清溪县水务局\n清溪县教育局2024年政府信息公开工作年度报告\n", "年报.txt", {"agency_differs"}),
        (
            "发布单位：云山市清溪县发展和改革委员会\n清溪县发改委2024年政府信息公开工作年度报告\n编制。\n",
            "年报.txt",
            set(),
        ),
    ],
)
def test_what_disagrees_is_said(words: str, name: str, expected: set[str]) -> None:
    assert said(read(words, name)) == expected


def test_the_title_goes_before_the_file_name() -> None:
    report = read("清溪县水务局2024年政府信息公开工作年度报告\n编制。\n", "教育局2023年.txt").report
    assert (report.agency, report.year) == ("清溪县水务局", 2024)
