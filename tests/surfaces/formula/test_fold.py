"""Constant parts of a tree."""

from __future__ import annotations

import pytest

from surfaces.formula import Formula
from surfaces.formula.nodes import Constant, Node, Operation, Variable, operations, variables

X = Variable("x")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("(1 + 2)*x", Operation("*", (Constant(3.0), X))),
        ("x**(4/2)", Operation("**", (X, Constant(2.0)))),
        ("x - -2", Operation("-", (X, Constant(-2.0)))),
        ("sqrt(16) + max(1, 2)", Constant(6.0)),
        ("x + 1 + 2", Operation("+", (Operation("+", (X, Constant(1.0))), Constant(2.0)))),
    ],
)
def test_constant_parts_become_numbers_and_nothing_is_rearranged(text: str, tree: Node) -> None:
    assert Formula(text).tree == tree


def test_the_typed_tree_is_kept() -> None:
    formula = Formula("(1 + 2)*x")
    assert [each.name for each in operations(formula.typed)] == ["+", "*"]
    assert [each.name for each in operations(formula.tree)] == ["*"]


def test_variables() -> None:
    assert variables(Formula("sin(y) + 2").tree) == {"y"}
    assert variables(Formula("x*y").tree) == {"x", "y"}
    assert variables(Formula("2*pi").tree) == set()
