from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.catalog import edition
from core.model import Cell, Edit
from core.session import Change, Origin, Session, SetCells, SetField, SetText
from tests.core.builders import balanced

GRANTED = "requests.granted.natural_person"


def session() -> Session:
    report = balanced({"1": "第一段。\n第二段。"})
    return Session(report, Origin("报告.txt", b"...", report))


def test_a_change_is_judged_at_once_and_undone_by_name() -> None:
    work = session()
    work.do(SetCells({GRANTED: "5"}))
    assert work.judgement.errors == 2
    assert work.undo_name == "修改“予以公开·自然人”"
    assert work.dirty
    work.undo()
    assert work.judgement.errors == 0
    assert not work.dirty
    assert work.redo_name == "修改“予以公开·自然人”"
    work.redo()
    assert work.report.cells[GRANTED].value == 5


def test_one_signal_tells_what_changed() -> None:
    work = session()
    heard: list[Change] = []
    work.changed.connect(heard.append)
    work.do(SetCells({GRANTED: "5"}))
    work.do(SetText("1", "新的一段。"))
    work.do(SetField("year", 2025))
    assert [change.cells for change in heard] == [{GRANTED}, set(), set()]
    assert heard[1].parts == {"1"}
    assert heard[2].fields == {"year"}


def test_a_burst_of_typing_is_one_step() -> None:
    work = session()
    for typed in ("1", "12", "123"):
        work.do(SetCells({GRANTED: typed}), token="burst")
    work.seal()
    work.do(SetCells({GRANTED: "1234"}), token="burst")
    work.undo()
    assert work.report.cells[GRANTED].value == 123
    work.undo()
    assert work.report.cells[GRANTED].value == 4
    assert work.undo_name is None


def test_a_burst_given_up_leaves_no_trace() -> None:
    work = session()
    work.do(SetCells({GRANTED: "9"}), token="burst")
    work.revert("burst")
    assert work.report.cells[GRANTED].value == 4
    assert work.undo_name is work.redo_name is None


def test_a_burst_given_up_keeps_what_could_be_redone() -> None:
    work = session()
    work.do(SetCells({GRANTED: "5"}))
    work.undo()
    work.do(SetCells({GRANTED: "9"}), token="burst")
    work.revert("burst")
    assert work.redo()
    assert work.report.cells[GRANTED].value == 5


def test_nothing_changed_is_no_step() -> None:
    work = session()
    assert not work.do(SetCells({GRANTED: "４"}))
    assert not work.do(SetText("1", "第一段。\n第二段。"))
    assert work.undo_name is None


def test_edits_since_reading() -> None:
    work = session()
    work.do(SetCells({GRANTED: "5"}))
    work.do(SetField("published", date(2025, 1, 21)))
    work.do(SetText("1", "第一段。"))
    assert work.edits() == (
        Edit("published", "2025-01-20", "2025-01-21"),
        Edit(GRANTED, "4", "5"),
        Edit("1", "第一段。\n第二段。", "第一段。"),
    )


def test_confirming_an_unsure_cell_is_a_change() -> None:
    report = balanced()
    report = report.with_cells({GRANTED: Cell.of("4", sure=False)})
    work = Session(report)
    assert work.do(SetCells({GRANTED: "4"}))
    assert work.report.cells[GRANTED].sure


@given(st.lists(st.tuples(st.sampled_from(edition().addresses), st.integers(0, 99)), max_size=12), st.data())
def test_undoing_everything_gives_the_report_as_it_was(edits: list[tuple[str, int]], data: st.DataObject) -> None:
    work = session()
    before = work.report
    for address, value in edits:
        work.do(SetCells({address: str(value)}))
        if data.draw(st.booleans()):
            work.undo()
            work.redo()
    while work.undo():
        pass
    assert work.report == before
    assert not work.dirty


def test_several_steps_are_taken_back_and_brought_again_as_one_change() -> None:
    work = session()
    for value in ("5", "6", "7"):
        work.do(SetCells({GRANTED: value}))
    work.do(SetText("1", "新的一段。"))
    undo, redo = work.names
    assert undo == ("修改“一、总体情况”", *["修改“予以公开·自然人”"] * 3)
    assert redo == ()
    heard: list[Change] = []
    work.changed.connect(heard.append)
    assert work.undo(3)
    assert work.report.cells[GRANTED].value == 5
    assert [(change.cells, change.parts) for change in heard] == [({GRANTED}, {"1"})]
    assert (len(work.names[0]), len(work.names[1])) == (1, 3)
    assert work.redo(2)
    assert work.report.cells[GRANTED].value == 7
    assert not work.redo(2), "there are not so many"
    assert work.report.cells[GRANTED].value == 7
