"""The checked tree of a formula: constants, the two variables, and operations on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

VARIABLES = ("x", "y")
CONSTANTS = {"pi": math.pi, "e": math.e}
OPERATORS = ("+", "-", "*", "/", "**", "neg")
# How many arguments each function takes.
FUNCTIONS = {
    "sin": 1, "cos": 1, "tan": 1, "asin": 1, "acos": 1, "atan": 1, "sinh": 1, "cosh": 1, "tanh": 1,
    "exp": 1, "log": 1, "log2": 1, "log10": 1, "sqrt": 1, "abs": 1, "sigmoid": 1, "relu": 1, "softplus": 1,
    "floor": 1, "sign": 1, "atan2": 2, "min": 2, "max": 2, "hypot": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Constant:
    """A finite number; `name` is kept where it was typed as one (pi, e)."""

    value: float
    name: str = ""


@dataclass(frozen=True)
class Variable:
    """x or y."""

    name: str


@dataclass(frozen=True)
class Operation:
    """An operator of `OPERATORS` or a function of `FUNCTIONS`, applied to its arguments.

    `column` is where it was typed; trees that differ in nothing else are equal.
    """

    name: str
    arguments: tuple[Node, ...]
    column: int | None = field(default=None, compare=False, repr=False)


Node = Constant | Variable | Operation


def operations(tree: Node) -> list[Operation]:
    """All operations in the order Python evaluates them: arguments from left to right, then the operation."""
    if not isinstance(tree, Operation):
        return []
    return [each for argument in tree.arguments for each in operations(argument)] + [tree]


def variables(tree: Node) -> set[str]:
    """The variables that occur."""
    if isinstance(tree, Variable):
        return {tree.name}
    return set().union(*map(variables, tree.arguments)) if isinstance(tree, Operation) else set()
