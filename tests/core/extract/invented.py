"""Reports that nobody wrote: random but plausible bodies, years, numbers, labels and wordings, with their truth.

`invent` draws one; tests.core.extract.renderings writes it as a file of some kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from core.catalog import Edition, LayoutCell, Table, edition
from core.values import Number

PLACES = ("云山市", "清溪县", "临江区", "南屏自治州", "白石自治县", "丰河旗", "东陵省", "安平市宁远区", "鹿鸣市新塘县")
BODIES = (
    "水务局",
    "教育局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "农业农村局",
    "文化广电旅游体育局",
    "市场监督管理局",
    "政务服务和数据管理局",
    "税务局",
    "统计局",
    "医疗保障局",
    "退役军人事务局",
    "档案馆",
    "气象局",
    "人民政府",
    "人民政府办公室",
    "发展和改革委员会",
    "卫生健康委员会",
    "经济技术开发区管理委员会",
    "高新区管委会",
    "消防救援支队",
    "残疾人联合会",
    "供销合作社联合社",
    "妇女联合会",
    "总工会",
    "科学技术协会",
    "地方志编纂委员会办公室",
    "白马镇人民政府",
    "柳林乡人民政府",
    "沙洲街道办事处",
    "人民政府城南街道办事处",
    "融媒体中心",
    "第三中学",
    "水务集团有限公司",
    "公安局交通警察大队",
    "公路事业发展中心",
    "不动产登记中心",
    "住房公积金管理中心",
    "机关事务管理局",
    "交通运输综合行政执法支队",
    "生态环境局清溪分局",
    "风景名胜区管理处",
    "信访局",
    "自然资源和规划局",
)
NATIONAL = ("国家水网管理局", "资源调查部", "国家药材监督管理局", "国家税务总局清溪县税务局", "中国人民银行云山市分行")

TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年度{agency}政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开年度报告",
    "{agency}关于{year}年度政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作报告",
    "{agency}{year}年政府信息公开年报",
    "{agency}政府信息公开工作年度报告（{year}年度）",
    "关于{agency}{year}年政府信息公开工作年度报告",
    "{agency} {year} 年政府信息公开工作年度报告",
    "{agency}{chinese}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作情况报告",
)

BLANKS = ("", "/", "-", "—", "无", "\u00a0")


@dataclass(frozen=True)
class Habits:
    """How the writer of one report types: drawn once, so that a file is of one piece."""

    brackets: bool = False
    spaces: float = 0.0
    breaks: float = 0.0
    typos: int = 0
    blanks: tuple[str, ...] = ()
    full_width: bool = False
    grouped: bool = False
    measured: bool = False
    numbering: str = "official"
    label_columns: int = 3
    split_disclosure: bool = False
    split_disputes: int = 0
    headings: int = 0
    early_tables: bool = False
    other_table: bool = False
    furniture: bool = False
    glued: bool = False
    serial: bool = False
    remarks: bool = False
    plain_title: bool = False
    signed: bool = False


@dataclass(frozen=True)
class Piece:
    """One cell of a table as it is to be written."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    address: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A table as it is to be written; `caption` names it where tables stand by themselves."""

    pieces: tuple[Piece, ...]
    caption: str = ""

    @property
    def rows(self) -> int:
        return max(p.row + p.rowspan for p in self.pieces)

    @property
    def columns(self) -> int:
        return max(p.column + p.colspan for p in self.pieces)


@dataclass(frozen=True)
class Invented:
    """A report: the blocks to be written, and what a reader must find in them."""

    edition: str
    agency: str
    year: int
    title: str
    values: Mapping[str, Number | None]
    parts: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, str]
    metadata: Mapping[str, str]
    tables: Mapping[str, tuple[Sheet, ...]]
    habits: Habits
    other: Sheet | None = None
    furniture: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    damage: list[str] = field(default_factory=list)


def invent(rng: Random, **wanted: object) -> Invented:
    """A random report; `wanted` fixes single habits."""
    habits = _habits(rng, wanted)
    year = rng.choice((2019, 2020, 2021, 2022, 2022, 2023, 2023, 2024, 2024, 2024, 2025))
    form = edition("2019" if year <= 2020 else "2021")
    agency = rng.choice(NATIONAL) if rng.random() < 0.08 else rng.choice(PLACES) + rng.choice(BODIES)
    chinese = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
    title = rng.choice(TITLES).format(agency=agency, year=year, chinese=chinese)
    if habits.plain_title:
        title = f"{year}年{rng.choice(('', '度'))}政府信息公开工作年度报告"
    values = _values(form, rng, blanks=bool(habits.blanks))
    damage: list[str] = []
    tables = {table.part: _tables(table, form, values, habits, rng, year, damage) for table in form.tables}
    other = _channel_table(rng) if habits.other_table else None
    metadata = _metadata(agency, year, rng) if habits.plain_title or rng.random() < 0.6 else {}
    return Invented(
        form.id,
        agency,
        year,
        title,
        values,
        _parts(agency, year, rng, form),
        _headings(form, habits, rng),
        metadata,
        tables,
        habits,
        other,
        _furniture(rng) if habits.furniture else ((), ()),
        damage,
    )


def _habits(rng: Random, wanted: Mapping[str, object]) -> Habits:
    def often(share: float) -> bool:
        return rng.random() < share

    drawn: dict[str, object] = {
        "brackets": often(0.4),
        "spaces": rng.choice((0, 0, 0.05, 0.3)),
        "breaks": rng.choice((0, 0, 0.05, 0.3)),
        "typos": rng.choice((0, 0, 0, 1, 1, 2, 3)),
        "blanks": tuple(rng.sample(BLANKS, rng.choice((1, 1, 2)))) if often(0.5) else (),
        "full_width": often(0.06),
        "grouped": often(0.12),
        "measured": often(0.06),
        "numbering": rng.choice(("official", "official", "official", "round", "comma", "none", "circled")),
        "label_columns": rng.choice((3, 3, 3, 3, 2, 1)),
        "split_disclosure": often(0.15),
        "split_disputes": rng.choice((0, 0, 0, 0, 1, 2)),
        "headings": rng.choice((0, 0, 0, 1, 2, 3)),
        "early_tables": often(0.08),
        "other_table": often(0.15),
        "furniture": often(0.5),
        "glued": often(0.06),
        "serial": often(0.04),
        "remarks": often(0.05),
        "plain_title": often(0.1),
        "signed": often(0.3),
    }
    return Habits(**{**drawn, **wanted})  # type: ignore[arg-type]


# ---------------------------------------------------------------- numbers


def _values(form: Edition, rng: Random, blanks: bool) -> dict[str, Number | None]:
    """Numbers of every size; zeros, or some of them, are left blank where the writer leaves blanks."""
    scale = rng.choice((0, 1, 3, 12, 60, 400, 30_000))
    density = rng.choice((0.05, 0.15, 0.4, 0.8))
    values: dict[str, Number | None] = {}
    for table in form.tables:
        for address in table.addresses:
            number: Number = rng.randint(0, scale) if scale and rng.random() < density else 0
            if form.is_amount(address):
                number = Decimal(rng.randint(0, 10**7)) / 1000 if rng.random() < 0.5 else number
            elif form.column_label(address).signed and rng.random() < 0.4:
                number = rng.randint(-9, 9)
            elif table.id == "disclosure" and rng.random() < 0.15:
                number = rng.randint(0, 800_000)
            values[address] = number
    _balance(form, values)
    if blanks:
        share = rng.choice((1.0, 1.0, 0.6, 0.2))
        for address, value in values.items():
            if value == 0 and rng.random() < share:
                values[address] = None
    return values


def _balance(form: Edition, values: dict[str, Number | None]) -> None:
    """Totals that add up, as most reports have them."""
    requests, disputes = form.table("requests"), form.table("disputes")
    for row in requests.rows:
        total = sum(values[f"requests.{row.id}.{c.id}"] or 0 for c in requests.columns[:-1])
        values[f"requests.{row.id}.total"] = total
    for column in requests.columns:
        outcomes = [row.id for row in requests.rows if row.id not in ("received", "carried_in", "total", "carried_out")]
        values[f"requests.total.{column.id}"] = sum(values[f"requests.{row}.{column.id}"] or 0 for row in outcomes)
    for row in disputes.rows:
        total = sum(values[f"disputes.{row.id}.{c.id}"] or 0 for c in disputes.columns[:-1])
        values[f"disputes.{row.id}.total"] = total


def _written(value: Number | None, habits: Habits, rng: Random) -> str:
    if value is None:
        return rng.choice(habits.blanks)
    words = f"{value:,}" if habits.grouped else str(value)
    if habits.full_width and rng.random() < 0.5:
        words = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in words)
    if habits.measured and isinstance(value, int) and value >= 0:
        words += "件"
    return words


# ---------------------------------------------------------------- tables and their labels

_CONFUSED = {"结": "节", "查": "察", "制": "治", "内": "外", "询": "洵", "部": "步", "办": "半", "务": "物", "申": "伸"}


def mistyped(label: str, rng: Random) -> str:
    """One character wrong, missing or doubled; short labels and numbering are left alone."""
    places = [i for i, c in enumerate(label) if "\u4e00" <= c <= "\u9fff" and i > 2]
    if len(places) < 5:
        return label
    at = rng.choice(places)
    kind = rng.choice(("wrong", "missing", "doubled"))
    if kind == "missing":
        return label[:at] + label[at + 1 :]
    if kind == "doubled":
        return label[:at] + label[at] + label[at:]
    return label[:at] + _CONFUSED.get(label[at], "某") + label[at + 1 :]


def _noisy(label: str, habits: Habits, rng: Random, year: int) -> str:
    """The label as this writer types it."""
    words = label
    if rng.random() < 0.3:
        variants = {
            "行政规范性文件": "规范性文件",
            "现行有效件数": "现行有效件数（历史累计）",
            "本年制发件数": f"本年（{year}）制发件数",
            "（七）总计": "（七）合计",
            "社会公益组织": "社会公益\n组织",
            "（六）其他处理": "（六）其他",
        }
        words = variants.get(words, words)
    if found := re.match(r"(\d)\.(?=\D)", words):
        number = int(found[1])
        fronts = {
            "round": f"（{number}）",
            "comma": f"{number}、",
            "none": "",
            "circled": chr(0x2460 + number - 1),
        }
        words = fronts.get(habits.numbering, found[0]) + words[2:]
    if habits.brackets:
        words = words.translate(str.maketrans("（），：", "(),:"))
    out = []
    for i, char in enumerate(words):
        if i > 0 and len(words) > 2 and not words[i - 1].isdigit():
            if rng.random() < habits.spaces / 4:
                out.append(rng.choice((" ", "\u00a0", "\u3000")))
            elif rng.random() < habits.breaks / 4:
                out.append("\n")
        out.append(char)
    return "".join(out).replace("\n\n", "\n")


def _tables(
    table: Table,
    form: Edition,
    values: Mapping[str, Number | None],
    habits: Habits,
    rng: Random,
    year: int,
    damage: list[str],
) -> tuple[Sheet, ...]:
    cells = list(table.layout)
    wrong = (
        rng.sample([c for c in cells if c.text and c.row_id], min(habits.typos, 3)) if table.id == "requests" else []
    )
    pieces = []
    for cell in cells:
        if cell.address:
            text = _written(values[cell.address], habits, rng)
        else:
            label = cell.text
            if cell in wrong:
                label = mistyped(label, rng)
                if label != cell.text:
                    damage.append(label)
            text = _noisy(label, habits, rng, year)
        pieces.append(Piece(cell.row, cell.column, cell.rowspan, cell.colspan, text, cell.address))
    sheet = Sheet(tuple(pieces), table.title)
    if table.id == "requests":
        sheet = _fewer_label_columns(sheet, table.layout, habits.label_columns)
        sheet = _glued(sheet) if habits.glued else sheet
        sheet = _with_serial(sheet) if habits.serial else sheet
        return (_with_remarks(sheet, rng) if habits.remarks else sheet,)
    if table.id == "disclosure" and habits.split_disclosure:
        return _split(sheet, [c.row for c in cells if c.colspan == 4 and c.text])
    if table.id == "disputes" and habits.split_disputes:
        return _split_disputes(sheet, habits.split_disputes, values, habits, rng)
    return (sheet,)


def _fewer_label_columns(sheet: Sheet, layout: tuple[LayoutCell, ...], wanted: int) -> Sheet:
    """Table three with its three label columns as two (without 三、本年度办理结果 at the side) or one, in which the
    groups have rows of their own."""
    if wanted == 3:
        return sheet
    drop = 3 - wanted
    pieces: list[Piece] = []
    extra = 0
    for piece in sheet.pieces:
        if piece.column >= 3:
            pieces.append(
                Piece(piece.row + extra, piece.column - drop, piece.rowspan, piece.colspan, piece.text, piece.address)
            )
        elif piece.colspan == 3:
            pieces.append(Piece(piece.row + extra, 0, piece.rowspan, wanted, piece.text))
        elif piece.column == 1 and piece.colspan == 2:
            pieces.append(Piece(piece.row + extra, 0, 1, wanted, piece.text))
        elif piece.column < drop:  # a group gets a row of its own
            pieces.append(Piece(piece.row + extra, 0, 1, sheet.columns - drop, piece.text))
            extra += 1
        else:
            pieces.append(Piece(piece.row + extra, piece.column - drop, piece.rowspan, piece.colspan, piece.text))
    return Sheet(tuple(pieces), sheet.caption)


def _glued(sheet: Sheet) -> Sheet:
    """Groups and their first row in one cell, as where a merged cell was lost: （三）不予公开1.属于国家秘密."""
    gone = [p for p in sheet.pieces if p.address is None and p.column < 2 and p.rowspan > 1 and p.row > 2]
    pieces = []
    for piece in sheet.pieces:
        if piece in gone:
            continue
        lost = "".join(p.text for p in gone if p.row == piece.row)
        first = piece.address is None and not any(
            p.row == piece.row and p.column < piece.column and p not in gone for p in sheet.pieces
        )
        pieces.append(replace(piece, text=lost + piece.text) if first and piece.row > 2 else piece)
    return replace(sheet, pieces=tuple(pieces))


def _with_serial(sheet: Sheet) -> Sheet:
    """A column 序号 before the labels."""
    pieces = [Piece(0, 0, 3, 1, "序号")]
    for row in range(3, sheet.rows):
        pieces.append(Piece(row, 0, 1, 1, str(row - 2)))
    moved = [replace(p, column=p.column + 1) for p in sheet.pieces]
    return replace(sheet, pieces=tuple(sorted([*pieces, *moved], key=lambda p: (p.row, p.column))))


def _with_remarks(sheet: Sheet, rng: Random) -> Sheet:
    """A column 备注 after the cells, with a word in some rows."""
    column = sheet.columns
    pieces = [Piece(0, column, 3, 1, "备注")]
    for row in range(3, sheet.rows):
        pieces.append(Piece(row, column, 1, 1, rng.choice(("", "", "", "已核", "含上年"))))
    return replace(sheet, pieces=tuple(sorted([*sheet.pieces, *pieces], key=lambda p: (p.row, p.column))))


def _split(sheet: Sheet, starts: list[int]) -> tuple[Sheet, ...]:
    sheets = []
    for first, last in zip(starts, [*starts[1:], sheet.rows], strict=True):
        members = [p for p in sheet.pieces if first <= p.row < last]
        moved = tuple(Piece(p.row - first, p.column, p.rowspan, p.colspan, p.text, p.address) for p in members)
        sheets.append(Sheet(moved, sheet.caption if first == 0 else ""))
    return tuple(sheets)


def _split_disputes(
    sheet: Sheet, way: int, values: Mapping[str, Number | None], habits: Habits, rng: Random
) -> tuple[Sheet, ...]:
    """Table four as three tables of five (way 1), or upright with the three kinds as rows (way 2)."""
    form = edition()
    table = form.table("disputes")
    heads = [column.label for column in table.columns]

    def numbers(row: str) -> list[tuple[str, str]]:
        addresses = [f"disputes.{row}.{column.id}" for column in table.columns]
        return [(_written(values[a], habits, rng), a) for a in addresses]

    if way == 1:
        sheets = []
        for row in table.rows:
            pieces = [Piece(0, 0, 1, 5, row.label)]
            pieces += [Piece(1, i, 1, 1, head) for i, head in enumerate(heads)]
            pieces += [Piece(2, i, 1, 1, text, a) for i, (text, a) in enumerate(numbers(row.id))]
            sheets.append(Sheet(tuple(pieces), sheet.caption if row.id == "review" else ""))
        return tuple(sheets)
    pieces = [Piece(0, 0, 1, 1, "类别"), *(Piece(0, i + 1, 1, 1, head) for i, head in enumerate(heads))]
    for at, row in enumerate(table.rows, 1):
        pieces.append(Piece(at, 0, 1, 1, row.label))
        pieces += [Piece(at, i + 1, 1, 1, text, a) for i, (text, a) in enumerate(numbers(row.id))]
    return (Sheet(tuple(pieces), sheet.caption),)


def _channel_table(rng: Random) -> Sheet:
    rows = [
        ("公开渠道", "发布数量"),
        *((name, str(rng.randint(0, 900))) for name in ("门户网站", "政务微信", "公告栏")),
    ]
    return Sheet(tuple(Piece(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)))


# ---------------------------------------------------------------- words


def _headings(form: Edition, habits: Habits, rng: Random) -> dict[str, str]:
    """Headings of the parts: official, in other words, wrongly numbered, or without one of the parts."""
    headings = {part.number: part.heading for part in form.parts}
    if habits.headings == 1:
        headings["1"] = rng.choice(("一、总体概述", "一、概述", "一、基本情况"))
        headings["4"] = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
        headings["5"] = rng.choice(("五、存在的问题及改进措施", "五、政府信息公开工作存在的主要问题及改进情况"))
    elif habits.headings == 2:
        del headings["5"]
        headings["6"] = "五、其他需要报告的事项"
    elif habits.headings == 3:
        headings = {number: heading.replace("、", rng.choice("．.,"), 1) for number, heading in headings.items()}
    return headings


def _parts(agency: str, year: int, rng: Random, form: Edition) -> dict[str, tuple[str, ...]]:
    short = rng.choice(("我单位", "本机关", agency))

    def n() -> int:
        return rng.choice((0, 1, 3, 12, 86, 1204))

    said = rng.choice(
        (
            f"本报告根据《中华人民共和国政府信息公开条例》和{form.name}的要求编制，数据统计期限为{year}年1月1日至{year}年12月31日。",
            f"现公布{agency}{year}年政府信息公开工作年度报告。所列数据的统计期限自{year}年1月1日起至12月31日止。",
        )
    )
    first = (
        f"{year}年，{short}围绕群众关切，把公开工作做细做实。",
        f"（一）主动公开情况。全年在门户网站发布信息{n()}条，政务新媒体推送{n()}条，开设专栏{n()}个。",
        f"（二）依申请公开情况。本年新收申请{n()}件，上年结转{n()}件，均按期答复。",
        "（三）政府信息管理情况。发布前逐条审核，谁发布谁负责。",
        f"（四）平台建设情况。网站改版{n()}次，信箱收到来信{n()}封。",
        "（五）监督保障情况。组织培训，纳入考核，没有发生责任追究的情形。",
    )
    fifth = (
        "主要问题：一是栏目更新不够及时；二是解读形式偏少。",
        f"改进情况：{year}年下半年起每月检查一次，查出的{n()}个问题已全部整改。",
    )
    sixth = (
        rng.choice(
            (f"{year}年没有收取信息处理费。", "无其他需要报告的事项。", "本年度未发出收费通知，收费总金额为0元。")
        ),
    )
    return {"0": (said,), "1": first, "5": fifth, "6": sixth}


def _metadata(agency: str, year: int, rng: Random) -> dict[str, str]:
    return {
        "索引号": f"0025{rng.randint(10000, 99999)}/{year + 1}-00{rng.randint(100, 999)}",
        rng.choice(("发布单位", "发布机构", "公开机构")): agency,
        rng.choice(("公开日期", "发布日期", "公开时间")): f"{year + 1}-01-{rng.randint(10, 28)}",
        "公开方式": "主动公开",
    }


def _furniture(rng: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    head = ("首页", "当前位置：首页 > 政务公开 > 政府信息公开年报", "浏览次数：318")
    foot = (
        rng.choice(("分享到：", "【打印本页】【关闭窗口】", "打印 关闭")),
        "上一篇：关于公布部门预算的通知",
        "下一篇：没有了",
        "主办单位：某某人民政府办公室",
        "版权所有 未经许可不得转载",
    )
    return head, foot[: rng.randint(1, 5)]


def retyped(report: Invented, typed: Callable[[str], str]) -> Invented:
    """The same report with the text of every value cell typed another way."""

    def sheet(old: Sheet) -> Sheet:
        return replace(old, pieces=tuple(replace(p, text=typed(p.text)) if p.address else p for p in old.pieces))

    tables = {part: tuple(sheet(one) for one in sheets) for part, sheets in report.tables.items()}
    return replace(report, tables=tables)


Block = tuple[str, object]
"""("title" | "meta" | "heading" | "text" | "page", words) or ("table", Sheet)."""


def blocks_of(report: Invented, shape: Callable[[str], str] = lambda words: words) -> list[Block]:
    """The report in reading order. `shape` is applied to all words outside the tables."""
    blocks: list[Block] = [("page", shape(w)) for w in report.furniture[0]]
    if report.metadata:
        blocks.append(("meta", report.metadata))
    blocks.append(("title", report.title))
    tables: list[Block] = []
    if report.habits.early_tables:
        for number, sheets in report.tables.items():
            tables += [("heading", report.headings.get(number, "")), *(("table", sheet) for sheet in sheets)]
    blocks += tables
    blocks += [("text", shape(w)) for w in report.parts["0"]]
    for number in "123456":
        if report.habits.early_tables and number in "234":
            continue
        if number not in report.headings:
            continue
        blocks.append(("heading", report.headings[number]))
        texts = [("text", shape(w)) for w in report.parts.get(number, ())]
        if number == "1" and report.other:
            texts.insert(2, ("table", report.other))
        blocks += texts
        blocks += [("table", sheet) for sheet in report.tables.get(number, ())]
    if report.habits.signed:
        blocks += [("text", report.agency), ("text", f"{report.year + 1}年1月{12 + report.year % 9}日")]
    blocks += [("page", shape(w)) for w in report.furniture[1]]
    return blocks
