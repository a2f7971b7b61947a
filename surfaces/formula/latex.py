"""A tree as LaTeX, in the order typed, with the parentheses it needs and no more."""

from __future__ import annotations

import math

from surfaces.formula.nodes import Constant, Node, Operation, Variable

_SUM, _PRODUCT, _NEGATION, _POWER, _ATOM = range(5)
_UPRIGHT = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "log": r"\ln"}
_NAMED = {"sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "min", "max"}


def latex(tree: Node, axes: tuple[str, str]) -> str:
    """The formula with x and y under the names of the axes (w1 is set as w with index 1)."""
    return _Printer(dict(zip("xy", map(axis_latex, axes), strict=True))).text(tree, _SUM)


def axis_latex(axis: str) -> str:
    """The name of an axis: its digits as an index."""
    letters = axis.rstrip("0123456789")
    return f"{letters}_{{{axis[len(letters) :]}}}" if letters != axis else axis


class _Printer:
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def text(self, node: Node, least: int) -> str:
        """A node, in parentheses where it binds less than `least`."""
        printed, binds = self._print(node)
        return printed if binds >= least else rf"\left({printed}\right)"

    def _print(self, node: Node) -> tuple[str, int]:
        match node:
            case Variable(name):
                return self._names[name], _ATOM
            case Constant(value, name):
                return _number(value, name)
            case Operation("+" | "-" as sign, (left, right)):
                return f"{self.text(left, _SUM)} {sign} {self.text(right, _PRODUCT)}", _SUM
            case Operation("neg", (argument,)):
                return f"-{self.text(argument, _PRODUCT)}", _SUM
            case Operation("*", (Operation("neg", (factor,)), right)):
                return f"-{self._product(factor, right)}", _SUM
            case Operation("*", (left, right)):
                return self._product(left, right), _PRODUCT
            case Operation("/", (left, right)):
                return rf"\frac{{{self.text(left, _SUM)}}}{{{self.text(right, _SUM)}}}", _PRODUCT
            case Operation("**", (base, exponent)):
                return f"{{{self.text(base, _ATOM)}}}^{{{self.text(exponent, _SUM)}}}", _POWER
            case Operation(name, arguments):
                return self._call(name, [self.text(argument, _SUM) for argument in arguments]), _ATOM

    def _product(self, left: Node, right: Node) -> str:
        first, second = self.text(left, _PRODUCT), self.text(right, _NEGATION)
        # Two factors that would run together as one number, or a fraction after a number.
        sign = r" \cdot " if second[0].isdigit() or (first[-1].isdigit() and second.startswith(r"\frac")) else " "
        return f"{first}{sign}{second}"

    def _call(self, name: str, arguments: list[str]) -> str:
        if name == "sqrt":
            return rf"\sqrt{{{arguments[0]}}}"
        if name == "abs":
            return rf"\left|{arguments[0]}\right|"
        if name == "floor":
            return rf"\left\lfloor {arguments[0]} \right\rfloor"
        if name == "exp" and "frac" not in arguments[0] and len(arguments[0]) < 24:
            return f"e^{{{arguments[0]}}}"
        called = _UPRIGHT.get(name) or (rf"\{name}" if name in _NAMED else rf"\mathrm{{{name}}}")
        return rf"{called}\left({', '.join(arguments)}\right)"


def _number(value: float, name: str) -> tuple[str, int]:
    if name:
        return (r"\pi" if name == "pi" else name), _ATOM
    for constant, shown in ((math.pi, r"\pi"), (math.e, "e")):
        if value == constant:
            return shown, _ATOM
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        power = f"10^{{{int(exponent)}}}"
        text = power if mantissa == "1" else rf"{mantissa} \cdot {power}"
        return text, _PRODUCT
    return text, _SUM if value < 0 else _ATOM
