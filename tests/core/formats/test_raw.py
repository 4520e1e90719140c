"""A grid's cells are one sequence, whether its reader makes them one by one or keeps them field by field."""

from core.formats.raw import Cells, Fields, Grid, GridCell
from core.model import Location

HERE, THERE = Location(sheet="表一", cell="A1"), Location(sheet="表一", cell="B1")
ONE_BY_ONE = (GridCell(0, 0, "规章", HERE), GridCell(0, 1, "12", THERE, 2, 1))
BY_FIELDS = Cells(Fields((0, 0), (0, 1), ("规章", "12"), (HERE, THERE), (1, 2), (1, 1)))


def test_cells_kept_by_fields_are_the_same_sequence():
    assert tuple(BY_FIELDS) == ONE_BY_ONE
    assert (len(BY_FIELDS), BY_FIELDS[1], BY_FIELDS[:1]) == (2, ONE_BY_ONE[1], ONE_BY_ONE[:1])
    assert list(reversed(BY_FIELDS)) == list(reversed(ONE_BY_ONE))
    kept, made = BY_FIELDS, ONE_BY_ONE
    assert kept == made
    found = {kept: "found"}
    assert found[made] == "found"
    assert kept == Cells(kept.fields)
    assert kept != made[:1]


def test_a_grid_tells_fields_and_words_of_either():
    grids = [Grid(cells, 2, 2, Location(sheet="表一")) for cells in (ONE_BY_ONE, BY_FIELDS)]
    assert grids[0] == grids[1]
    assert grids[0].fields == grids[1].fields
    assert [list(grid.texts) for grid in grids] == [["规章", "12"]] * 2
    assert list(Grid((), 0, 0, Location()).texts) == []
