"""A tree as plain statements for one point: value and gradient by reverse mode.

For exact trees (sums, products, division by a constant, powers 2 and 3) the statements repeat autograd's own
operations in autograd's own order, so that they give torch's very bits: one statement per operation, equal subtrees
not shared, backwards in reverse order of creation, adjoints summed in the order in which they arrive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from surfaces.formula.array_code import NUMPY, SOFTPLUS_LINEAR
from surfaces.formula.nodes import VARIABLES, Constant, Node, Operation, Variable, operations

ScalarDtype = Literal["float32", "float64"]
ScalarCode = Callable[[Any, Any], tuple[Any, Any, Any]]

# Adjoints of the arguments a and b of a function with value n, given the adjoint g; conventions as in torch.
_BACKWARD: dict[str, tuple[str, ...]] = {
    "+": ("g", "g"),
    "-": ("g", "-g"),
    "neg": ("-g",),
    "*": ("g*b", "g*a"),
    "/": ("g/b", "-g*((a/b)/b)"),
    "**": ("power_adjoint(g, a, b)", "g*exponent_slope(a, b, n)"),
    "sin": ("g*cos(a)",),
    "cos": ("g*-sin(a)",),
    "tan": ("g*(1.0+n*n)",),
    "asin": ("g/sqrt(1.0-a*a)",),
    "acos": ("-g/sqrt(1.0-a*a)",),
    "atan": ("g/(1.0+a*a)",),
    "sinh": ("g*cosh(a)",),
    "cosh": ("g*sinh(a)",),
    "tanh": ("g*(1.0-n*n)",),
    "exp": ("g*n",),
    "log": ("g/a",),
    "log2": ("g/(a*0.6931471805599453)",),
    "log10": ("g/(a*2.302585092994046)",),
    "sqrt": ("g/(2.0*n)",),
    "abs": ("g*sign(a)",),
    "sigmoid": ("g*(n*(1.0-n))",),
    "relu": ("(zero if n<=0.0 else g)",),
    "softplus": ("g*softplus_slope(a)",),
    "floor": ("zero",),
    "sign": ("zero",),
    "atan2": ("g*angle_slope(b, a)", "-g*angle_slope(a, b)"),
    "min": ("(zero if a>b else g/2.0 if a==b else g)", "(zero if b>a else g/2.0 if a==b else g)"),
    "max": ("(zero if a<b else g/2.0 if a==b else g)", "(zero if b<a else g/2.0 if a==b else g)"),
    "hypot": ("g*(a/n)", "g*(b/n)"),
}


def _power_adjoint(g: Any, a: Any, b: Any) -> Any:
    return 0.0 if b == 0 else g * (b * a ** (b - 1.0))


def _exponent_slope(a: Any, b: Any, n: Any) -> Any:
    return n * 0.0 if a == 0 and b >= 0 else n * np.log(a)


def _angle_slope(beside: Any, across: Any) -> Any:
    squares = beside * beside + across * across
    return 0.0 if squares == 0 else beside / squares


def _softplus_slope(a: Any) -> Any:
    return 1.0 if a > SOFTPLUS_LINEAR else NUMPY["sigmoid"](a)


_SLOPES = {
    "power_adjoint": _power_adjoint,
    "exponent_slope": _exponent_slope,
    "angle_slope": _angle_slope,
    "softplus_slope": _softplus_slope,
}


def is_exact(tree: Node) -> bool:
    """Whether the scalar code gives the very bits of torch's autograd, for every point and in both dtypes."""
    return not isinstance(tree, Constant) and all(map(_is_exact_operation, operations(tree)))


def _is_exact_operation(operation: Operation) -> bool:
    match operation:
        case Operation("+" | "-" | "*" | "neg"):
            return True
        case Operation("/", (_, Constant(divisor))):
            return divisor != 0
        case Operation("**", (_, Constant(exponent))):
            return exponent in (2, 3)
    return False


def scalar_code(tree: Node, dtype: ScalarDtype) -> ScalarCode:
    """(x, y) → (loss, ∂/∂x, ∂/∂y), all in one dtype: numpy scalars, or Python floats for exact trees in float64.

    Python floats are faster, and the operations of exact trees never make them raise. The source is printed from the
    checked tree alone.
    """
    double = float if is_exact(tree) else np.float64
    number: Callable[[float], Any] = double if dtype == "float64" else np.float32
    writer = _Writer(number)
    source = writer.source(tree)
    namespace: dict[str, Any] = {**NUMPY, **_SLOPES, **writer.constants, "__builtins__": {}}
    exec(compile(source, "<formula>", "exec"), namespace)
    code: ScalarCode = namespace["value_and_gradient"]
    return code


class _Writer:
    """Prints the statements of one tree and collects its constants."""

    def __init__(self, number: Callable[[float], Any]) -> None:
        self._number = number
        self.constants: dict[str, Any] = {"one": number(1.0), "zero": number(0.0)}
        self._forward: list[str] = []
        self._names: list[tuple[Operation, str, list[str]]] = []

    def source(self, tree: Node) -> str:
        """The whole function."""
        result = self._write(tree)
        adjoints: dict[str, str] = {result: "one"}
        backward: list[str] = []
        for operation, name, arguments in reversed(self._names):
            if name not in adjoints:
                continue
            backward.append(f"g{name} = {adjoints[name]}")
            for argument, adjoint in zip(arguments, self._adjoints(operation, name, arguments), strict=True):
                if not argument.startswith("c"):
                    adjoints[argument] = f"{adjoints[argument]} + {adjoint}" if argument in adjoints else adjoint
        gradient = ", ".join(adjoints.get(name, "zero") for name in VARIABLES)
        lines = [*self._forward, *backward, f"return {result}, {gradient}"]
        return "def value_and_gradient(x, y):\n" + "".join(f"    {line}\n" for line in lines)

    def _write(self, node: Node) -> str:
        match node:
            case Variable(name):
                return name
            case Constant(value):
                return self._constant(value)
            case Operation(name, arguments):
                return self._operation(node, name, [self._write(argument) for argument in arguments])

    def _constant(self, value: float) -> str:
        name = f"c{len(self.constants)}"
        with np.errstate(over="ignore"):
            self.constants[name] = self._number(value)
        return name

    def _operation(self, node: Operation, name: str, arguments: list[str]) -> str:
        result = f"n{len(self._names)}"
        self._forward.append(f"{result} = {_expression(node, name, arguments)}")
        self._names.append((node, result, arguments))
        return result

    def _adjoints(self, operation: Operation, name: str, arguments: list[str]) -> list[str]:
        power = _small_power(operation)
        if power is not None:
            factor, a = self._constant(power), arguments[0]
            return [f"g{name}*({factor}*{a})" if power == 2 else f"g{name}*({factor}*({a}*{a}))", "g"]
        names = dict(zip("ab", arguments, strict=False)) | {"g": f"g{name}", "n": name}
        return [_substituted(text, names) for text in _BACKWARD[operation.name]]


def _expression(node: Operation, name: str, arguments: list[str]) -> str:
    power = _small_power(node)
    if power is not None:
        return "*".join([arguments[0]] * power)
    if name == "neg":
        return f"-{arguments[0]}"
    if len(arguments) == 2 and not name.isalnum():
        return f"{arguments[0]} {name} {arguments[1]}"
    return f"{name}({', '.join(arguments)})"


def _small_power(operation: Operation) -> int | None:
    match operation:
        case Operation("**", (_, Constant(exponent))) if exponent in (2, 3):
            return int(exponent)
    return None


def _substituted(text: str, names: dict[str, str]) -> str:
    """The text with its one-letter names replaced; function names are longer."""
    words: list[str] = []
    for character in text:
        if words and words[-1].isidentifier() and (character.isalnum() or character == "_"):
            words[-1] += character
        else:
            words.append(character)
    return "".join(names.get(word, word) for word in words)
