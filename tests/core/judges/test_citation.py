"""Names, numbers and marks of what is cited, each with the words that should stand there."""

from __future__ import annotations

import pytest

from core.checks import confront
from core.judges.citation import laws
from core.model import Finding
from core.rules import builtin
from tests.core.builders import PARTS, balanced

FORM = "《中华人民共和国政府信息公开工作年度报告格式》"
FEES = "《政府信息公开信息处理费管理办法》"


def faults(sentence: str, part: str = "0") -> list[Finding]:
    report = balanced({part: f"{PARTS[part]}\n{sentence}"})
    return [f for f in confront(report, builtin()).findings if f.category == "citation"]


def mended(sentence: str) -> str:
    """The sentence with the first fix of its first fault carried out."""
    finding = faults(sentence)[0]
    assert finding.span is not None
    start, end = (place - len(PARTS["0"]) - 1 for place in finding.span)
    return sentence[:start] + (finding.fixes[0].replacement or "") + sentence[end:]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("依据《中华人民共和国信息公开条例》编写。", "依据《中华人民共和国政府信息公开条例》编写。"),
        ("依据《中华人民共和国政府信息公开条利》编写。", "依据《中华人民共和国政府信息公开条例》编写。"),
        ("依据《条例》（国务院令第492号）编写。", "依据《条例》（国务院令第711号）编写。"),
        (f"依据{FORM}（国办公开办函〔2021〕13号）。", f"依据{FORM}（国办公开办函〔2021〕30号）。"),
        (f"依据{FORM}(国办公开办函[2021]30号)。", f"依据{FORM}(国办公开办函〔2021〕30号)。"),
        (f"依据{FORM}（国办公开办函〔2021〕30）。", f"依据{FORM}（国办公开办函〔2021〕30号）。"),
        (f"依据{FORM}（国办公开办函2021年30号）。", f"依据{FORM}（国办公开办函〔2021〕30号）。"),
        (f"依据{FEES}（国办函〔2021〕109号）。", f"依据{FEES}（国办函〔2020〕109号）。"),
        ("落实清政办发（2024）8号文件。", "落实清政办发〔2024〕8号文件。"),
        ("落实清政办发〔2024〕第8号文件。", "落实清政办发〔2024〕8号文件。"),
        ("学习《关于印发《要点》的通知》。", "学习《关于印发〈要点〉的通知》。"),
    ],
)
def test_a_wrong_citation_comes_with_the_right_one(wrong: str, right: str) -> None:
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《中华人民共和国政府信息公开条例》和《政府信息公开条例》编写。",
        f"根据{FORM}（国办公开办函〔2021〕30号）和{FEES}（国办函〔2020〕109号）编写。",
        "根据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        "（国办公开办函〔2021〕30号）编写。",
        "学习《中华人民共和国保守国家秘密法》《信访工作条例》《云山市政府信息公开规定》。",
        "学习《优化营商环境条例》（国务院令第722号）第六十条。",
        "根据《条例》第五十条的规定编制本报告。",
        "落实《条例》第二十条、第三十六条的要求。",
        "制定《区水务局政府信息公开工作制度》《政府信息公开审核办法》。",
        "地块编号为柳湾（2024）12号。",
    ],
)
def test_right_citations_are_quiet(sentence: str) -> None:
    assert faults(sentence) == []


def test_nested_titles_are_only_mentioned() -> None:
    (finding,) = faults("学习《关于印发《要点》的通知》。")
    assert finding.severity.value == "info"


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.official[:12])
def test_every_law_is_called_by_its_own_name(law: object) -> None:
    names = getattr(law, "names")  # noqa: B009
    assert [faults(f"学习《{name}》。") for name in names if "〈" not in name] == [[]] * sum(
        "〈" not in n for n in names
    )
