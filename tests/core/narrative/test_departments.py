"""Sentences about the work of departments: inspections, cases and licences of their own beside the form's numbers."""

from __future__ import annotations

import pytest

from core.model import Report
from tests.core.narrative.sentences import complaints, report_with

_DEPARTMENT = report_with(
    "",
    {
        "disclosure.licensing.decisions": 640,
        "disclosure.penalties.decisions": 51,
        "disclosure.coercion.decisions": 2,
        "disclosure.normative_documents.issued": 3,
        "disclosure.normative_documents.in_force": 11,
    },
)


def told(sentence: str, report: Report = _DEPARTMENT) -> list[str]:
    part = report.part("1")
    text = "（三）政府信息管理情况\n" + sentence
    report = report.with_part(type(part)(part.number, part.heading, text, (None, None)))
    return [finding.message for finding in complaints(report, None)]


QUIET = [
    # 动词另有宾语
    "作出行政许可640件。查处水事违法案件26起。",
    "制发行政规范性文件3件，出台监管制度9项。",
    # 某一类处罚
    "行政处罚51件，其中违停处罚30件。",
    "行政处罚51件，其中简易处罚42件、一般程序处罚9件。",
    "行政处罚案件信息公示45件。",
    "办理行政许可640件，食品经营许可210件。",
    # 别的决定，别的案件，几种信息
    "行政处罚51件，行政处理决定41件；作出工伤认定决定2863件。",
    "行政强制2件，申请法院强制执行23件。",
    "因治安管理引发的行政复议35件、行政诉讼8件，不列入本报告。",
    "公开行政处罚决定、管制通告等信息688条。",
]


@pytest.mark.parametrize("sentence", QUIET)
def test_the_work_of_the_department_is_not_in_the_tables(sentence: str) -> None:
    assert told(sentence) == []


WRONG = [
    ("制发行政规范性文件3件，废止或失效2件。", "2件"),
    ("行政处罚51件，其中简易处罚42件、一般程序处罚7件。", "42 + 7"),
    ("作出行政许可640件，依法处罚15件。", "处罚15件"),
    ("因政府信息公开引发行政复议35件、行政诉讼8件。", "35件"),
    ("公开行政处罚决定15件。", "15件"),
]


@pytest.mark.parametrize(("sentence", "words"), WRONG)
def test_the_numbers_of_the_form_are_held_against_it(sentence: str, words: str) -> None:
    assert any(words in message for message in told(sentence))


def test_rounded_items_cannot_show_that_a_list_names_everything() -> None:
    report = report_with("", {"disclosure.licensing.decisions": 86127})
    assert told("行政许可86127件，其中企业登记2.9万件、个体登记4.8万件、食品许可7210件。", report) == []
    assert told("行政许可86127件，其中企业登记30971件、个体登记48000件、食品许可7210件。", report)
