"""Found is what is there; replaced is only what may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Report
from core.search import Place, folded, places, replacing
from core.session import Session, SetCells
from tests.core.builders import balanced

GRANTED = "requests.granted.natural_person"


def report() -> Report:
    made = balanced(
        {"1": "２０２４年收到ABC件，2024年办结abc件。", "0": "", "2": "", "3": "", "4": "", "5": "没有", "6": "没有"}
    )
    return replace(made, title="2024年报告", year=2024, index_number="002/2024", published=None)


def spans(found: list[Place], number: str) -> list[tuple[int, int] | None]:
    return [place.span for place in found if place.part == number]


def test_width_and_capitals_do_not_matter_unless_asked() -> None:
    assert spans(places(report(), "2024"), "1") == [(0, 4), (12, 16)]
    assert spans(places(report(), "2024", exact=True), "1") == [(12, 16)]
    assert spans(places(report(), "ａｂｃ"), "1") == [(7, 10), (19, 22)]
    assert spans(places(report(), "abc", exact=True), "1") == [(19, 22)]


@pytest.mark.parametrize("words", ["㎏①ß", "ﬁle", "２０２４"])
def test_folding_keeps_places(words: str) -> None:
    assert len(folded(words)) == len(words)


def test_all_are_replaced_in_one_step_and_come_back_in_one() -> None:
    session = Session(report())
    done = replacing(session.report, places(session.report, "2024"), "2024", "2025")
    left = [place.field for place in places(session.report, "2024") if place.field not in (None, "title")]
    assert "year" in left
    assert "index_number" in left
    assert (done.count, done.left) == (3, len(left)), "the year and numbers of documents stay"
    assert done.command is not None
    session.do(done.command)
    assert session.report.part("1").text == "2025年收到ABC件，2025年办结abc件。"
    assert session.report.title == "2025年报告"
    assert session.report.year == 2024
    assert session.undo_name == "将“2024”替换为“2025”（3 处）"
    session.undo()
    assert session.report == report()


def test_a_cell_is_replaced_only_as_a_whole_and_by_a_number() -> None:
    session = Session(report())
    session.do(SetCells({GRANTED: "77"}))
    found = places(session.report, "77")
    assert [place.address for place in found] == [GRANTED]
    assert not any(place.address == GRANTED for place in places(session.report, "7"))
    assert replacing(session.report, found, "77", "七").command is None
    done = replacing(session.report, found, "77", "８")
    assert done.command is not None
    session.do(done.command)
    assert session.report.cells[GRANTED].value == 8


def test_labels_are_found_and_never_replaced() -> None:
    found = places(report(), "予以公开")
    assert any(place.label for place in found)
    done = replacing(report(), [place for place in found if place.label], "予以公开", "3")
    assert done.command is None
    assert done.left > 0
