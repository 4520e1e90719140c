"""What kind of body a report is of, by its name: who may make 规章 (《立法法》第九十一条、第九十三条), and by when it
must publish (《政府信息公开条例》第四十九条). The names are data (resources/catalog/bodies.toml)."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache

from core.files import resource

_GOVERNMENT = re.compile(
    r"(?:[省市州县区旗镇乡](?:人民)?政府|街道办事处|(?<!小)[省市州县区旗镇乡]|街道|(?<!联)盟(?:行政公署|行署)?)$"
)
"""某某县人民政府, 某某县, 某某盟 and 某某街道办事处; every other name is a department's."""

_OF_THE_STATE = re.compile("国家[^省市州县区旗镇乡]{2,12}(?:委员会|总局|局|署|办公室)")
"""国家…委员会, 国家…局, not 国家税务总局云山市税务局."""

_TOWNS = ("镇", "乡", "民族乡", "街道")


class Body(StrEnum):
    """Kinds of bodies. CITY is a 市 of which it is not known whether it has districts or is of county level."""

    STATE = "state"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    DEPARTMENT = "department"


GOVERNMENTS = (Body.PROVINCE, Body.PREFECTURE, Body.CITY, Body.COUNTY)
"""县级以上地方人民政府."""


@cache
def _data() -> tuple[frozenset[str], ...]:
    """The ministries, cities with districts, cities of county level and municipalities."""
    data = tomllib.loads(resource("catalog", "bodies.toml").read_text(encoding="utf-8"))
    cities = (
        frozenset(name for line in data[kind].values() for name in line.split())
        for kind in ("prefectures", "county_cities")
    )
    return frozenset(data["ministries"]), *cities, frozenset(data["municipalities"])


@lru_cache(maxsize=1 << 10)
def kind_of(agency: str) -> Body | None:
    """The kind of a body with that name; None for no name."""
    name = re.sub(r"\s", "", agency)
    if not name:
        return None
    ministries, prefectures, county_cities, municipalities = _data()
    if name.removeprefix("中华人民共和国") in ministries or _OF_THE_STATE.fullmatch(name):
        return Body.STATE
    if not _GOVERNMENT.search(name):
        return Body.DEPARTMENT
    place, unit = _last_place(name)
    if unit in _TOWNS:
        return Body.TOWN
    if unit in ("省", "自治区", "特别行政区") or (unit == "市" and place in municipalities):
        return Body.PROVINCE
    if unit in ("自治州", "州") or (unit == "市" and place in prefectures):
        return Body.PREFECTURE
    if unit == "市":
        return Body.COUNTY if place in county_cities or re.search(r"[市州盟]", place) else Body.CITY
    return Body.COUNTY


def _last_place(name: str) -> tuple[str, str]:
    """The innermost place that a name speaks of, without the province before it, and its unit."""
    words = re.sub(r"(?:人民政府|政府|街道办事处|办事处)$", lambda tail: "街道" if "街道" in tail[0] else "", name)
    unit = re.search(r"(?:自治区|特别行政区|自治州|自治县|自治旗|民族乡|街道|[省市州县区旗镇乡])$", words)
    if unit is None:
        return words, "街道" if name.endswith("办事处") else ""
    place = words[: unit.start()]
    province = re.match(r".{2,6}?(?:省|自治区)(?=.)", place)
    return place[province.end() :] if province else place, unit[0]
