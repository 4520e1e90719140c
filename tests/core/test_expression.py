import pytest

from core.catalog import edition
from core.expression import ExpressionError, LinearForm, Whole, parse

resolve = edition().expand


def test_a_sum_becomes_one_linear_form() -> None:
    form = parse("disputes.review.total == disputes.review.results", resolve)
    assert isinstance(form, LinearForm)
    assert form.total == "disputes.review.total"
    assert form.terms[0] == (1, "disputes.review.total")
    assert {factor for factor, _ in form.terms[1:]} == {-1}
    assert len(form.cells) == 5


def test_factors_numbers_and_both_sides() -> None:
    form = parse("2 * disputes.review.other - 3 <= disputes.review.total", resolve)
    assert isinstance(form, LinearForm)
    assert form.terms == ((2, "disputes.review.other"), (-1, "disputes.review.total"))
    assert (form.constant, form.comparison, form.total) == (-3, "<=", None)


def test_a_statement_may_stand_on_several_lines() -> None:
    lines = "\n  disputes.review.total\n  <= disputes.review.other\n  + 2\n"
    assert parse(lines, resolve) == parse("disputes.review.total <= disputes.review.other + 2", resolve)


def test_whole() -> None:
    assert parse("whole(disputes.review.total)", resolve) == Whole("disputes.review.total")


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "disputes.review.total",
        "disputes.review.total = 1",
        "disputes.review.total != 1",
        "disputes.review.nothing == 1",
        "disputes.review.total == open.x('a')",
        "__import__('os').system('true') == 1",
        "disputes.review.total * disputes.review.other == 1",
        "1 == 1",
        "whole(1)",
        "whole(disputes.litigation.total)",
        "round(disputes.review.total)",
        "a < b < c",
        "(" * 500,
    ],
)
def test_anything_else_is_refused_when_it_is_loaded(statement: str) -> None:
    with pytest.raises(ExpressionError):
        parse(statement, resolve)
