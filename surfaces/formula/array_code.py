"""A tree as code for whole arrays: numpy here, and any library that brings the same functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from surfaces.formula.nodes import Constant, Node, Operation, Variable

ArrayFunctions = Mapping[str, Callable[..., Any]]
ArrayCode = Callable[[Any, Any], Any]

# torch's softplus is the identity from here on.
SOFTPLUS_LINEAR = 20.0


def _sigmoid(x: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-x))


def _relu(x: Any) -> Any:
    return np.maximum(x, 0.0)


def _softplus(x: Any) -> Any:
    return np.where(x > SOFTPLUS_LINEAR, x, np.log1p(np.exp(np.minimum(x, SOFTPLUS_LINEAR))))


NUMPY: ArrayFunctions = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "exp": np.exp, "log": np.log, "log2": np.log2,
    "log10": np.log10, "sqrt": np.sqrt, "abs": np.abs, "floor": np.floor, "sign": np.sign,
    "sigmoid": _sigmoid, "relu": _relu, "softplus": _softplus,
    "atan2": np.arctan2, "min": np.minimum, "max": np.maximum, "hypot": np.hypot,
}  # fmt: skip


def apply(name: str, values: Sequence[Any], functions: ArrayFunctions) -> Any:
    """One operation on computed values."""
    match name, values:
        case "+", (a, b):
            return a + b
        case "-", (a, b):
            return a - b
        case "*", (a, b):
            return a * b
        case "/", (a, b):
            return a / b
        case "**", (a, b):
            return a**b
        case "neg", (a,):
            return -a
    return functions[name](*values)


def array_code(tree: Node, functions: ArrayFunctions) -> ArrayCode:
    """A function of x and y (arrays of one shape and dtype) that gives an array of that shape and dtype."""

    def value(node: Node, x: Any, y: Any) -> Any:
        match node:
            case Variable(name):
                return x if name == "x" else y
            case Constant(number):
                return number
            case Operation(name, arguments):
                return apply(name, [value(argument, x, y) for argument in arguments], functions)

    if isinstance(tree, Constant):
        # Keeps shape, dtype and, in torch, a gradient of zero.
        return lambda x, y: tree.value + 0.0 * x
    return lambda x, y: value(tree, x, y)
