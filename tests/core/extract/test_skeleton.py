"""What is remembered of a template changes nothing: every document is read as if it were the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from core import formats
from core.errors import UserError
from core.extract import Extraction, extract, skeleton
from core.extract.skeleton import skeleton_of
from core.formats.raw import Grid, RawDocument
from tests.core.extract.invented import invent
from tests.core.extract.renderings import RENDERINGS

SAMPLE = Path("resources/samples/示例.xlsx")
WORDS = (
    *("", "/", "—", "  ", "0", "5", "1,2", "12?", "3件", "2024年", "本年", "新收", "总计", "三、", "其他", "审核意见"),
    *("规章", "自然人", "结果维持", "申请数量", "公开申请数量", "属于国家秘密", "本年制发件数", "（一）予以公开"),
    *(
        "总体情况",
        "一、总体情况",
        "一、本年新收政府信息公开申请数量",
        "云山市水务局",
        "填报单位：云山市",
        "索引号：123",
    ),
    *("某某", "本机关办理的申请均按期答复，没有发生争议。" * 4),
)


def grids_of(content: bytes, name: str) -> RawDocument | None:
    """The document, if it holds nothing but grids."""
    raw = formats.read(content, name)
    return raw if all(isinstance(block, Grid) for block in raw.blocks) else None


def changed(raw: RawDocument, rng: Random, share: float, words: Sequence[str]) -> RawDocument:
    """With that share of the cells changed: numbers to numbers, the others to some of the words if there are any."""
    blocks = []
    for block in raw.blocks:
        assert isinstance(block, Grid)
        cells = list(block.cells)
        for at in (at for at in range(len(cells)) if rng.random() < share):
            if cells[at].text.isdigit():
                cells[at] = cells[at]._replace(text=str(rng.randrange(10 ** rng.randrange(1, 5))))
            elif words:
                cells[at] = cells[at]._replace(text=rng.choice(words))
        blocks.append(replace(block, cells=tuple(cells)))
    return replace(raw, blocks=tuple(blocks))


def outcome(raw: RawDocument) -> tuple[Extraction, list[str]] | str:
    try:
        found = extract(raw, "年报.xlsx")
    except UserError as error:
        return error.message_id
    return found, list(found.report.cells)


def check(raw: RawDocument, rng: Random) -> int:
    """Read variants of a document with and without what was remembered; the number of those that were known."""
    variants = [raw, *(changed(raw, rng, share, ()) for share in (0.1, 0.5, 1))]
    variants += [changed(one, rng, share, WORDS) for one in variants[:3] for share in (0.003, 0.01, 0.05)]
    variants += [changed(one, rng, 0.5, ()) for one in variants[4:]]
    first = []
    for one in variants:
        skeleton.forget()
        first.append(outcome(one))
    skeleton.forget()
    known = 0
    for one, expected in [*zip(variants, first, strict=True)] * 2:
        bones = skeleton_of(one.blocks)
        known += bones is not None and bones.plan() is not None
        assert outcome(one) == expected
    return known


@pytest.mark.parametrize("seed", range(12))
def test_the_sample_filled_in_by_others_is_read_as_if_nothing_were_remembered(seed: int) -> None:
    raw = grids_of(SAMPLE.read_bytes(), SAMPLE.name)
    assert raw is not None
    assert check(raw, Random(seed)) > 10


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_invented_sheets_are_read_as_if_nothing_were_remembered(kind: str) -> None:
    known = 0
    for seed in range(12):
        rng = Random(f"{kind}/{seed}")
        raw = grids_of(*RENDERINGS[kind](invent(rng), rng))
        known += check(raw, rng) if raw is not None else 0
    assert known or kind == "csv"


def test_another_department_has_its_own_name_numbers_and_places() -> None:
    raw = grids_of(SAMPLE.read_bytes(), SAMPLE.name)
    assert raw is not None
    skeleton.forget()
    before = extract(raw).report
    blocks = []
    for block in raw.blocks:
        assert isinstance(block, Grid)
        cells = [cell._replace(text=cell.text.replace("水利局", "林业局")) for cell in block.cells]
        cells = [cell._replace(text="7" if cell.text == "0" else cell.text) for cell in cells]
        blocks.append(replace(block, cells=tuple(cells)))
    other = replace(raw, blocks=tuple(blocks))
    bones = skeleton_of(other.blocks)
    assert bones is not None
    assert bones.plan() is not None
    report = extract(other).report
    assert report.agency == before.agency.replace("水利局", "林业局")
    assert [c.where for c in report.cells.values()] == [c.where for c in before.cells.values()]
    for address, cell in before.cells.items():
        assert report.cells[address].text == ("7" if cell.text == "0" else cell.text), address


def test_no_more_templates_are_kept_than_a_season_has() -> None:
    raw = grids_of(SAMPLE.read_bytes(), SAMPLE.name)
    assert raw is not None
    for number in range(70):
        grid = raw.blocks[0]
        assert isinstance(grid, Grid)
        cells = (*grid.cells[:-1], grid.cells[-1]._replace(column=20 + number))
        extract(replace(raw, blocks=(replace(grid, cells=cells), *raw.blocks[1:])))
    assert skeleton.kept() == 64
