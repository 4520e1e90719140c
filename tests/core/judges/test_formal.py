"""Who may make 规章, codes with check digits, the unit of the fees."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks import confront
from core.files import resource
from core.judges.bodies import Body, kind_of
from core.judges.formal import credit_check, organisation_check
from core.model import Report, Severity
from core.rules import builtin
from core.session import SetCells
from tests.core.builders import balanced


def faults(report: Report) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in confront(report, builtin()).findings if f.category == "format"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云山市清溪区水务局", Body.DEPARTMENT),
        ("清溪县人民政府", Body.COUNTY),
        ("云山市清溪区人民政府", Body.COUNTY),
        ("柳湾镇人民政府", Body.TOWN),
        ("东坪乡", Body.TOWN),
        ("柳湾街道办事处", Body.TOWN),
        ("杭州市人民政府", Body.PREFECTURE),
        ("浙江省杭州市人民政府", Body.PREFECTURE),
        ("云山市人民政府", Body.CITY),
        ("苏州市昆山市人民政府", Body.COUNTY),
        ("重庆市人民政府", Body.PROVINCE),
        ("重庆市渝中区人民政府", Body.COUNTY),
        ("广西壮族自治区人民政府", Body.PROVINCE),
        ("大理白族自治州人民政府", Body.PREFECTURE),
        ("兴原盟行政公署", Body.COUNTY),
        ("兴原盟", Body.COUNTY),
        ("水利部", Body.STATE),
        ("国家税务总局云山市税务局", Body.DEPARTMENT),
        ("清溪县人民政府办公室", Body.DEPARTMENT),
        ("", None),
    ],
)
def test_the_kind_of_a_body_is_told_by_its_name(name: str, kind: Body | None) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("agency", "severity"),
    [
        ("云山市清溪区水务局", Severity.ERROR),
        ("清溪县人民政府", Severity.ERROR),
        ("柳湾镇人民政府", Severity.ERROR),
        ("云山市人民政府", Severity.INFO),
        ("昆山市人民政府", Severity.ERROR),
        ("大理白族自治州人民政府办公室", Severity.INFO),
        ("清溪县人民政府办公室", Severity.ERROR),
        ("绍兴市人民政府", None),
        ("浙江省人民政府", None),
        ("司法部", None),
    ],
)
def test_only_some_bodies_make_regulations(agency: str, severity: Severity | None) -> None:
    report = replace(balanced(disclosure__regulations__in_force=3), agency=agency)
    assert faults(report) == ([("regulations-power", severity)] if severity else [])


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8), st.integers(0, 7))
def test_a_changed_digit_changes_the_check_digit_of_an_organisation_code(code: str, at: int) -> None:
    other = code[:at] + ("0" if code[at] != "0" else "1") + code[at + 1 :]
    assert organisation_check(code) != organisation_check(other) or (ord(code[at]) > 57)


def test_known_check_digits() -> None:
    assert organisation_check("72905314") == "X"
    assert credit_check("11330604002590745") == "F"
    assert credit_check("1133060400259074I") is None


@pytest.mark.parametrize(("amount", "found"), [("4068.208", []), ("20000000", ["fee-unit"]), ("0", []), ("", [])])
def test_an_amount_that_is_too_large_was_probably_entered_in_yuan(amount: str, found: list[str]) -> None:
    assert [rule for rule, _ in faults(balanced(disclosure__fees__amount=amount))] == found


@pytest.mark.parametrize(
    ("amount", "found"),
    [("3862.45元", ["fee-unit-written"]), ("３８６２元", ["fee-unit-written"]), ("3862.45万元", []), ("0元", [])],
)
def test_an_amount_that_says_yuan_itself(amount: str, found: list[str]) -> None:
    assert [rule for rule, _ in faults(balanced(disclosure__fees__amount=amount))] == found


def test_the_unit_is_struck_out_by_typing_the_number_alone() -> None:
    report = balanced(disclosure__fees__amount="3862.45元")
    mended = SetCells({"disclosure.fees.amount": "3862.45"}).apply(report)
    assert faults(mended) == []
    assert faults(SetCells({"disclosure.fees.amount": "3862.45元"}).apply(mended)) == faults(report)


def test_a_count_with_a_decimal_is_a_matter_of_form() -> None:
    assert ("count-whole", Severity.ERROR) in faults(balanced(disclosure__penalties__decisions="1.5"))
    assert faults(balanced(disclosure__penalties__decisions="36.0")) == [("written-decimal", Severity.WARNING)]
    assert faults(balanced(disclosure__fees__amount="36.0")) == []


CITIES = {"hebei": 11, "shanxi": 11, "neimenggu": 9, "liaoning": 14, "jilin": 8, "heilongjiang": 12, "jiangsu": 13}
CITIES |= {
    "zhejiang": 11,
    "anhui": 16,
    "fujian": 9,
    "jiangxi": 11,
    "shandong": 16,
    "henan": 17,
    "hubei": 12,
    "hunan": 13,
}
CITIES |= {"guangdong": 21, "guangxi": 14, "hainan": 4, "sichuan": 18, "guizhou": 6, "yunnan": 8, "xizang": 6}
CITIES |= {"shaanxi": 10, "gansu": 12, "qinghai": 2, "ningxia": 5, "xinjiang": 4}
"""地级市 of each province, 293 in all (民政部《中华人民共和国行政区划统计表》, since 2019)."""


def test_every_province_has_all_its_cities() -> None:
    data = tomllib.loads(resource("catalog", "bodies.toml").read_text(encoding="utf-8"))["prefectures"]
    assert {province: len(names.split()) for province, names in data.items()} == CITIES
    names = [name for line in data.values() for name in line.split()]
    assert len(names) == len(set(names)) == 293
