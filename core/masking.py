"""Personal data in a text: where identity numbers, telephone numbers, bank cards and mail addresses stand, and the same
text with them covered. Check digits: GB 11643 (identity), ISO/IEC 7812 (Luhn). Covering keeps the length of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from core.model import Cell, Edit, Notice, Part, Report
from core.values import State, folded

COVER = "*"
_CODES = "11-15 21-23 31-37 41-46 50-54 61-65 71-71 81-83"
_PROVINCES = frozenset(str(code) for span in _CODES.split() for code in range(int(span[:2]), int(span[3:]) + 1))
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z])(?P<place>[1-8]\d{{5}})[ -]?(?P<year>(?:19|20)\d{{2}})(?P<day>{_MONTH_DAY})[ -]?"
    r"(?P<tail>\d{3}[\dXx])(?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(rf"(?<![\d.A-Za-z-])[1-8]\d{{7}}{_MONTH_DAY}\d{{3}}(?![\d.A-Za-z])")
_MOBILE = re.compile(
    r"(?<![\dA-Za-z./-])(?:\(?\+?(?:00)?86\)?[ -]?)?"
    r"(?P<number>1[3-9]\d[ -]?\d{4}[ -]?\d{4}|1(?P<gap>[ -])[3-9](?:(?P=gap)\d){9}(?!(?P=gap)\d))"
    r"(?![\dA-Za-z%]|\.\d|[ ]?[元件条次人个万亿户])"
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<number>[3-6]\d{3}([ -]?)\d{4}\2\d{4}\2\d{3,4}(?:\2\d{1,3})?)(?![0-9A-Za-z]|\.\d)"
)
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|帐户)(?:号码)?[:\s为是]{0,3}(?P<number>\d(?:[ -]?\d){11,24})(?![0-9A-Za-z]|\.\d)"
)
_BORN = re.compile(
    r"(?P<number>(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?)(?:出生(?![率人医证缺登])|(?<=日)生(?=[,。;、)\s人于]|$))"
)
_HOME = re.compile(
    r"(?:家住|家庭(?:住址|地址)|户籍(?:地址|地)|现住址?|住址)[:为是在]{0,2}"
    r"(?P<number>[^。;,\n)]{2,24}?\d+(?:号|幢|栋|室|弄|组)(?:[^。;,\n)]{0,16}?\d+[号幢栋室弄组])*)"
)
_CARD_WORDS = re.compile(r"(?:银行卡|卡号|账号|帐号|账户|帐户|开户行)[^。；;\n]{0,24}$")
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PASSPORT = re.compile(r"护照[^。；;\n]{0,12}?(?P<number>(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,8}(?![0-9A-Za-z]))")
_PLATE = re.compile(
    r"(?P<number>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?"
    r"(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警港澳])(?![A-Za-z0-9])"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈姚卢傅钟姜崔谭廖范汪陆金石戴贾"
    "韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
_NOT_NAMES = (
    "许可|江苏|金额|石油|白天|史料|万一|万元|严格|严重|武装|周边|周末|周围|黄河|黄色|毛利|龙头|雷同|段落|秦岭|孟某|江西|江浙|田间|"
    "田地|林地|林业|林权|金融|汪洋|余下|余额|程序|程度|洪水|洪涝|高度|唐山|宋体|顾虑|顾问|范围|范本|钟点|杜绝|谢绝|陈述|陈列|"
    "张贴|张榜|莫名|孔洞|钱款|万余|陆续|陆地|马上|任意|白条|丁类|夏季|胡乱|罗列|郑重|梁柱|曾经|曾因|曾向|曾就|曾于|许多|许久|叶片|"
    "苏州|邓州|温州|郑州|徐州|杨凌|金华|武汉|武警|石料|石材|林木|田亩|万户|万名|王某|侯审"
)
_NAME = re.compile(
    rf"(?:(?:申请人|当事人|原告|上诉人|投诉人|举报人|信访人|被征收人|村民|居民|群众|市民|业主)(?:为|是|系|[:：])?"
    rf"(?P<number>(?!{_NOT_NAMES})[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}?)(?<![某×])"
    r"(?=[(,、。;]|的?身份证|等[一二两三四五六七八九\d人]|申请|要求|提出|提起|提交|不服|诉我|诉[本县区市]|向[我本市县区省]|反映|来信|来电|来函|于20|先生|女士|同志|(?<=..)因)"
    rf"|(?:^|[,。;、])(?P<name>(?!{_NOT_NAMES})[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}?)(?<![某×])"
    r"(?=不服(?:我|本|该|其|县|区|市)|诉(?:我|本)(?:局|机关|镇|委|街道|单位)))"
)
_NAMED_BY = re.compile(r"申请人|当事人|原告|上诉人|投诉人|举报人|信访人|被征收人|村民|居民|群众|市民|业主|不服|诉")
_CUES = re.compile(r"@|护照|生|家住|住址|户籍|家庭地址|" + _NAMED_BY.pattern)
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Personal:
    """Characters start to end that are personal data of a kind; `sure` is False where the check digit is wrong."""

    kind: str
    start: int
    end: int
    sure: bool = True


def identity_holds(number: str) -> bool:
    """Whether the 18 characters of an identity number agree with their check digit (GB 11643) and province."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[:2] in _PROVINCES and "10X98765432"[total % 11] == number[17].upper()


def luhn_holds(number: str) -> bool:
    """Whether a card's digits agree with their check digit (ISO/IEC 7812)."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


@lru_cache(maxsize=1 << 13)
def personal_data(words: str) -> tuple[Personal, ...]:
    """All personal data of a text, in order, each place once. Mail addresses of every kind are among them."""
    plain = folded(words)
    if not (_LONG_NUMBER.search(plain) or _CUES.search(plain) or _PLATE.search(plain)):
        return ()
    found: list[Personal] = []
    for read in (_mails, _identities, _old_identities, _cards, _accounts, _mobiles, *_NAMED):
        found += [
            one for one in read(plain) if not any(one.start < other.end and other.start < one.end for other in found)
        ]
    return tuple(sorted(found, key=lambda one: one.start))


def _mails(words: str) -> Iterator[Personal]:
    for match in _MAIL.finditer(words):
        yield Personal("mail", *match.span())


def _identities(words: str) -> Iterator[Personal]:
    for match in _IDENTITY.finditer(words):
        number = match["place"] + match["year"] + match["day"] + match["tail"]
        if number[:2] in _PROVINCES:
            yield Personal("identity", *match.span(), identity_holds(number))


def _old_identities(words: str) -> Iterator[Personal]:
    for match in _OLD_IDENTITY.finditer(words):
        if match[0][:2] in _PROVINCES:
            yield Personal("old_identity", *match.span(), False)


def _cards(words: str) -> Iterator[Personal]:
    for match in _CARD.finditer(words):
        digits = re.sub(r"\D", "", match["number"])
        if 16 <= len(digits) <= 19:
            named = _CARD_WORDS.search(words[: match.start()]) is not None
            holds = luhn_holds(digits)
            if named or (holds and digits.startswith(("62", "60", "4", "51", "52", "53", "54", "55", "35"))):
                yield Personal("card", *match.span("number"), holds)


def _mobiles(words: str) -> Iterator[Personal]:
    for match in _MOBILE.finditer(words):
        yield Personal("mobile", *match.span("number"))


def _accounts(words: str) -> Iterator[Personal]:
    for match in _ACCOUNT.finditer(words):
        yield Personal("account", *match.span("number"))


def _names(words: str) -> Iterator[Personal]:
    """Names of applicants and plaintiffs: a common surname and one or two characters behind a word for a person, with
    what persons do behind it. Two characters may be words of their own, so a person must look."""
    if _NAMED_BY.search(words):
        for match in _NAME.finditer(words):
            yield Personal("name", *match.span("number" if match["number"] else "name"), False)


def _named(kind: str, pattern: re.Pattern[str], sure: bool) -> Callable[[str], Iterator[Personal]]:
    """Data of that kind as the pattern's group `number` finds them."""

    def read(words: str) -> Iterator[Personal]:
        for match in pattern.finditer(words):
            yield Personal(kind, *match.span("number"), sure)

    return read


_NAMED = (
    _named("passport", _PASSPORT, True),
    _named("plate", _PLATE, False),
    _named("birth", _BORN, False),
    _named("home", _HOME, False),
    _names,
)


_SHOWN = {
    "identity": (4, 4),
    "old_identity": (4, 3),
    "card": (4, 4),
    "account": (4, 4),
    "birth": (2, 1),
    "home": (2, 1),
    "mobile": (3, 4),
    "passport": (1, 2),
    "plate": (2, 1),
    "name": (1, 0),
}
"""How many characters stay to be seen in front and behind, so that a reviewer can find the place."""


def covered(words: str, kind: str) -> str:
    """Personal data with its middle covered: 3301**********1234, 138****5678, z***@qq.com."""
    if kind == "mail":
        name, _, host = words.partition("@")
        return f"{name[0]}{COVER * (len(name) - 1)}@{host}" if len(name) > 1 else f"{COVER}@{host}"
    front, back = _SHOWN[kind]
    middle = "".join(COVER if char.isalnum() else char for char in words[front : len(words) - back])
    return words[:front] + middle + words[len(words) - back :]


def masked(words: str) -> str:
    """The text, as long as before, with all personal data in it covered, except mail addresses of offices."""
    for one in personal_data(words):
        if one.kind != "mail" or not words[one.start : one.end].lower().endswith(".gov.cn"):
            words = words[: one.start] + covered(words[one.start : one.end], one.kind) + words[one.end :]
    return words


def _masked_or_none(words: str | None) -> str | None:
    return masked(words) if words else words


def masked_report(report: Report) -> Report:
    """The report as others may see it before it is published: personal data covered in texts, cells and fields."""
    return replace(
        report,
        parts=tuple(_masked_part(part) for part in report.parts),
        cells={address: _masked_cell(cell) for address, cell in report.cells.items()},
        title=masked(report.title),
        agency=masked(report.agency),
        index_number=_masked_or_none(report.index_number),
        document_number=_masked_or_none(report.document_number),
        publisher=_masked_or_none(report.publisher),
        signatory=_masked_or_none(report.signatory),
    )


def _masked_part(part: Part) -> Part:
    return replace(part, text="\n".join(map(masked, part.text.split("\n"))), heading=_masked_or_none(part.heading))


def _masked_cell(cell: Cell) -> Cell:
    return cell._replace(text=masked(cell.text)) if cell.state is State.UNREADABLE else cell


def masked_edit(edit: Edit) -> Edit:
    return replace(
        edit, old="\n".join(map(masked, edit.old.split("\n"))), new="\n".join(map(masked, edit.new.split("\n")))
    )


def masked_notice(notice: Notice) -> Notice:
    params = {name: masked(value) if isinstance(value, str) else value for name, value in notice.params.items()}
    return replace(notice, params=params)
