"""A tree as LaTeX, in the order typed, with the parentheses it needs and no more.

A whole power of a whole power is set as one: x⁴ where `(x**2)**2` was typed, which is how a fourth power is exact.
"""

from __future__ import annotations

import math
import re

from surfaces.formula.nodes import FUNCTIONS, Constant, Node, Operation, Variable

_SUM, _PRODUCT, _FRACTION, _POWER, _ATOM = range(5)
_UPRIGHT = {
    "asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "log": r"\ln",
    "log2": r"\log_{2}", "log10": r"\log_{10}",
}  # fmt: skip
_FENCED = {"sqrt": (r"\sqrt{", "}"), "abs": (r"\left|", r"\right|"), "floor": (r"\left\lfloor ", r" \right\rfloor")}
_TOKEN = re.compile(r"\\[a-z]+|.")
_NAMED = {"sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "min", "max"}


def latex(tree: Node, axes: tuple[str, str]) -> str:
    """The formula with x and y under the names of the axes (w1 is set as w with index 1)."""
    return _Printer(dict(zip("xy", map(axis_latex, axes), strict=True))).text(tree, _SUM)


def axis_latex(axis: str) -> str:
    """The name of an axis: its digits as an index."""
    letters = axis.rstrip("0123456789")
    return f"{letters}_{{{axis[len(letters) :]}}}" if letters != axis else axis


def nested_size(printed: str) -> int:
    """What typesetting costs: ziamath 0.13 sets everything once more for each group or tall bracket around it."""
    size, depth = 0, 0
    for token in _TOKEN.findall(printed):
        depth += {"{": 1, r"\left": 1, "}": -1, r"\right": -1}.get(token, 0)
        size += 2**depth
    return size


class _Printer:
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def text(self, node: Node, least: int) -> str:
        """A node, in parentheses where it binds less than `least`."""
        printed, binds = self._print(node)
        return printed if binds >= least else _bracketed(printed)

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
                return rf"\frac{{{self.text(left, _SUM)}}}{{{self.text(right, _SUM)}}}", _FRACTION
            case Operation("**", (Operation("**", (base, Constant(inner))), Constant(outer))) if _is_whole(
                inner
            ) and _is_whole(outer):
                return self._print(Operation("**", (base, Constant(inner * outer))))
            case Operation("**", (Operation(name, arguments), Constant(exponent))) if _takes_power(name, exponent):
                return self._call(name, arguments, f"^{{{_number(exponent, '')[0]}}}"), _POWER
            case Operation("**", (base, exponent)):
                return f"{self.text(base, _ATOM)}^{{{self.text(exponent, _SUM)}}}", _POWER
            case Operation(name, (argument,)) if name in _FENCED:
                return self.text(argument, _SUM).join(_FENCED[name]), _ATOM
            case Operation(name, arguments):
                return self._call(name, arguments, ""), _POWER

    def _product(self, left: Node, right: Node) -> str:
        first, second = self.text(left, _PRODUCT), self.text(right, _FRACTION)
        # Two factors that would run together as one number, or a fraction after a number.
        sign = r" \cdot " if second[0].isdigit() or (first[-1].isdigit() and second.startswith(r"\frac")) else " "
        return f"{first}{sign}{second}"

    def _call(self, name: str, arguments: tuple[Node, ...], power: str) -> str:
        """A function with its arguments; a power stands between the two, as in sin²(x)."""
        printed = [self.text(argument, _SUM) for argument in arguments]
        if name == "exp" and not power and "frac" not in printed[0] and len(printed[0]) < 24:
            return f"e^{{{printed[0]}}}"
        called = _UPRIGHT.get(name) or (rf"\{name}" if name in _NAMED else rf"\mathrm{{{name}}}")
        return called + power + _bracketed(", ".join(printed))


def _bracketed(printed: str) -> str:
    """In parentheses, tall ones around fractions."""
    return rf"\left({printed}\right)" if r"\frac" in printed else f"({printed})"


def _is_whole(exponent: float) -> bool:
    return exponent > 0 and exponent == int(exponent)


def _takes_power(name: str, exponent: float) -> bool:
    """Whether the exponent may stand at the function's name: sin⁻¹ would be read as the inverse."""
    return name in FUNCTIONS and name not in _FENCED and name != "exp" and exponent > 0


def _number(value: float, name: str) -> tuple[str, int]:
    if name:
        return (r"\pi" if name == "pi" else name), _ATOM
    for constant, shown in ((math.pi, r"\pi"), (math.e, "e")):
        if value == constant:
            return shown, _ATOM
    text = repr(value).removesuffix(".0")
    mantissa, _, exponent = text.partition("e")
    if exponent:
        power = f"10^{{{int(exponent)}}}"
        return (power, _POWER) if mantissa == "1" else (rf"{mantissa} \cdot {power}", _PRODUCT)
    return text, _SUM if value < 0 else _ATOM
