"""How severely addresses and names are taken, by where and how they are written."""

from __future__ import annotations

import pytest

from core.checks import confront
from core.model import Severity
from core.rules import builtin
from tests.core.builders import PARTS, balanced


def severities(part: str, words: str) -> list[Severity]:
    report = balanced({part: f"{PARTS[part]}\n{words}"})
    return [finding.severity for finding in confront(report, builtin()).findings if finding.category == "sensitive"]


@pytest.mark.parametrize(
    ("part", "words", "severity"),
    [
        ("0", "电子邮箱：qxzwgk@163.com。", Severity.INFO),
        ("0", "联系邮箱liuwanbgs@qq.com。", Severity.INFO),
        ("0", "电子邮箱：wangfang_1990@126.com。", Severity.WARNING),
        ("1", "电子邮箱：wangfang_1990@126.com。", Severity.ERROR),
        ("1", "申请人孙丽华等4人要求公开规划图。", Severity.WARNING),
    ],
)
def test_what_may_be_the_offices_own_weighs_less(part: str, words: str, severity: Severity) -> None:
    assert severities(part, words) == [severity]


@pytest.mark.parametrize(
    "words",
    [
        "电子邮箱：zwgk@qingxi.gov.cn。",
        "申请人孙某等4人要求公开规划图。",
        "申请人高度认可，申请人于3月提出，群众石材加工信息，市民周末来访。",
        "原告许可的答复，村民田间学校，居民方便查询。",
    ],
)
def test_what_is_no_persons_data(words: str) -> None:
    assert severities("1", words) == []
