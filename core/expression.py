"""The statement language of rules: sums of cells on either side of a comparison, parsed once into a linear form.

    requests.received.total + requests.carried_in.total == requests.total.total + requests.carried_out.total
    disputes.review.total == disputes.review.results          (a named sum of the catalog)
    requests.granted.total >= 0
    whole(requests.granted.total)

Only names, whole or decimal numbers, + - * (by a number), one comparison and whole() are understood; anything else
is refused when the rule is loaded. Nothing of a rule is ever executed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.values import Number, simplest

Resolve = Callable[[str], tuple[str, ...]]
"""Address or named sum to the cells that it stands for; KeyError for an unknown name."""

COMPARISONS = {ast.Eq: "==", ast.GtE: ">=", ast.LtE: "<="}


class ExpressionError(ValueError):
    """The statement cannot be understood; the text says why, in Chinese, for the author of the rule."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side as written: (factor, address or named sum) in order, and the plain number added to them."""

    terms: tuple[tuple[Number, str], ...]
    constant: Number = 0


@dataclass(frozen=True, slots=True)
class LinearForm:
    """sum(factor × cell) + constant, compared with 0. Each cell once; named sums resolved to cells."""

    terms: tuple[tuple[Number, str], ...]
    constant: Number
    comparison: str
    left: Side
    right: Side

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(address for _, address in self.terms)

    @property
    def total(self) -> str | None:
        """The cell that is the sum of the others, where the left side is one cell alone."""
        if self.comparison == "==" and len(self.left.terms) == 1 and not self.left.constant:
            factor, address = self.left.terms[0]
            if factor == 1 and any(address == cell for _, cell in self.terms):
                return address
        return None


@dataclass(frozen=True, slots=True)
class Whole:
    """whole(cell): the cell holds a whole number."""

    cell: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.cell,)


Statement = LinearForm | Whole


def parse(statement: str, resolve: Resolve) -> Statement:
    """Parse one statement, which may stand on several lines. Raises ExpressionError."""
    statement = " ".join(statement.split())
    try:
        body = ast.parse(statement, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"语句写法有误：{statement}") from error
    if isinstance(body, ast.Call):
        return _whole(body, resolve)
    if not isinstance(body, ast.Compare) or len(body.ops) != 1:
        raise ExpressionError(f"语句须恰有一个 ==、>= 或 <=：{statement}")
    comparison = COMPARISONS.get(type(body.ops[0]))
    if comparison is None:
        raise ExpressionError(f"只能用 ==、>= 或 <= 比较：{statement}")
    left, right = _side(body.left), _side(body.comparators[0])
    factors: dict[str, Number] = {}
    for sign, side in ((1, left), (-1, right)):
        for factor, name in side.terms:
            for cell in _resolved(name, resolve):
                factors[cell] = factors.get(cell, 0) + sign * factor
    terms = tuple((factor, cell) for cell, factor in factors.items() if factor)
    if not terms:
        raise ExpressionError(f"语句没有涉及任何单元格：{statement}")
    return LinearForm(terms, left.constant - right.constant, comparison, left, right)


def _whole(call: ast.Call, resolve: Resolve) -> Whole:
    if not (isinstance(call.func, ast.Name) and call.func.id == "whole" and len(call.args) == 1 and not call.keywords):
        raise ExpressionError("只能使用 whole(单元格) 这一个函数")
    name = _name(call.args[0])
    cells = _resolved(name, resolve)
    if cells != (name,):
        raise ExpressionError(f"whole() 只能用于单个单元格：{name}")
    return Whole(name)


def _resolved(name: str, resolve: Resolve) -> tuple[str, ...]:
    try:
        return resolve(name)
    except KeyError as error:
        raise ExpressionError(f"表中没有“{name}”") from error


def _side(node: ast.expr) -> Side:
    terms: list[tuple[Number, str]] = []
    constant: Number = 0
    for factor, name in _terms(node, 1):
        if name is None:
            constant += factor
        else:
            terms.append((factor, name))
    return Side(tuple(terms), constant)


def _terms(node: ast.expr, factor: Number) -> list[tuple[Number, str | None]]:
    """Flatten an expression into (factor, name) pairs; name None for plain numbers."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        sign = 1 if isinstance(node.op, ast.Add) else -1
        return _terms(node.left, factor) + _terms(node.right, sign * factor)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        number, other = (node.left, node.right) if isinstance(node.left, ast.Constant) else (node.right, node.left)
        return _terms(other, factor * _number(number))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _terms(node.operand, -factor)
    if isinstance(node, ast.Constant):
        return [(factor * _number(node), None)]
    return [(factor, _name(node))]


def _number(node: ast.expr) -> Number:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return simplest(Decimal(str(node.value)))
    raise ExpressionError(f"此处应为数字：{ast.unparse(node)}")


def _name(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or not parts:
        raise ExpressionError(f"看不懂“{ast.unparse(node)}”")
    return ".".join([node.id, *reversed(parts)])
