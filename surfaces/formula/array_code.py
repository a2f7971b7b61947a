"""A tree as code for whole arrays: numpy here, and any library that brings the same functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType
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


def _power(base: Any, exponent: Any) -> Any:
    """A cube is a product, as in torch, to the last bit."""
    return base * base * base if isinstance(exponent, float) and exponent == 3.0 else base**exponent


NUMPY: ArrayFunctions = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "exp": np.exp, "log": np.log, "log2": np.log2,
    "log10": np.log10, "sqrt": np.sqrt, "abs": np.abs, "floor": np.floor, "sign": np.sign,
    "sigmoid": _sigmoid, "relu": _relu, "softplus": _softplus,
    "atan2": np.arctan2, "min": np.minimum, "max": np.maximum, "hypot": np.hypot, "**": _power,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class ArraySource:
    """A tree as one compiled expression, and its constants by the names they have there."""

    code: CodeType
    constants: dict[str, float]

    def of(self, functions: ArrayFunctions) -> ArrayCode:
        """A function of x and y (arrays of one shape and dtype) that gives an array of that shape and dtype."""
        namespace = {**functions, **self.constants, "power": functions["**"], "__builtins__": {}}
        made: ArrayCode = eval(self.code, namespace)
        return made


def array_source(tree: Node) -> ArraySource:
    """Compile the checked tree, and nothing else; arguments are computed from left to right."""
    constants: dict[str, float] = {}

    def expression(node: Node) -> str:
        match node:
            case Variable(name):
                return name
            case Constant(value):
                constants[name := f"c{len(constants)}"] = value
                return name
            case Operation("neg", (argument,)):
                return f"(-{expression(argument)})"
            case Operation("+" | "-" | "*" | "/" as sign, (left, right)):
                return f"({expression(left)} {sign} {expression(right)})"
            case Operation(name, arguments):
                called = "power" if name == "**" else name
                return f"{called}({', '.join(map(expression, arguments))})"

    printed = expression(tree)
    if isinstance(tree, Constant):
        printed += " + 0.0*x"  # keeps shape, dtype and, in torch, a gradient of zero
    return ArraySource(compile(f"lambda x, y: {printed}", "<formula>", "eval"), constants)


def array_code(tree: Node, functions: ArrayFunctions) -> ArrayCode:
    """A function of x and y in the array library of `functions`."""
    return array_source(tree).of(functions)
