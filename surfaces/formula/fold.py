"""Constant parts of a tree become one number, in double precision."""

from __future__ import annotations

import operator

import numpy as np

from surfaces.formula.array_code import NUMPY, ArrayFunctions
from surfaces.formula.error import FormulaError
from surfaces.formula.nodes import Constant, Node, Operation
from surfaces.message import Message

_COMPUTED: ArrayFunctions = {
    **NUMPY,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
}


def folded(tree: Node) -> Node:
    """The same tree with its constant parts computed; raises `FormulaError` where one has no finite value."""
    if not isinstance(tree, Operation):
        return tree
    arguments = tuple(map(folded, tree.arguments))
    if not all(isinstance(argument, Constant) for argument in arguments):
        return Operation(tree.name, arguments, tree.column)
    with np.errstate(all="ignore"):
        values = [np.float64(argument.value) for argument in arguments if isinstance(argument, Constant)]
        value = float(_COMPUTED[tree.name](*values))
    if not np.isfinite(value):
        raise FormulaError(Message("A constant part of the formula has no finite value."), tree.column)
    return Constant(value)
