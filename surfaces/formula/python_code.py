"""A tree as a line of Python for torch tensors x and y, in the order typed, as one would write it by hand."""

from __future__ import annotations

from surfaces.formula.nodes import Constant, Node, Operation, Variable

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_BINDS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "neg": _SIGN, "**": _POWER}
_NAMES = {"softplus": "torch.nn.functional.softplus", "min": "torch.minimum", "max": "torch.maximum"}
_OF_TENSORS = {"min", "max", "atan2", "hypot"}
_CONSTANTS = {"pi": "math.pi", "e": "math.e"}


def python_code(tree: Node) -> str:
    """An expression of `x`, `y`, `math` and `torch` that has the bits of the formula in torch, gradient included."""
    if isinstance(tree, Constant):
        return f"{_constant(tree)} + 0 * x"  # a loss without x has no gradient
    return _text(tree, _SUM)


def _text(node: Node, least: int) -> str:
    match node:
        case Variable(name):
            return name
        case Constant(value):
            return f"({_constant(node)})" if value < 0 and least > _SUM else _constant(node)
        case Operation(name, arguments) if name in _BINDS:
            written = _operation(name, arguments)
            return written if _BINDS[name] >= least else f"({written})"
        case Operation(name, arguments):
            return f"{_NAMES.get(name, f'torch.{name}')}({', '.join(_argument(name, each) for each in arguments)})"


def _operation(name: str, arguments: tuple[Node, ...]) -> str:
    match name, arguments:
        case "neg", (inner,):
            return f"-{_text(inner, _SIGN)}"
        case "**", (base, exponent):
            return f"{_text(base, _ATOM)}**{_text(exponent, _SIGN)}"
        case "+" | "-", (left, right):
            return f"{_text(left, _SUM)} {name} {_text(right, _PRODUCT)}"
        case _, (left, right):
            return f"{_text(left, _PRODUCT)} {name} {_text(right, _SIGN)}"
    raise AssertionError(name)


def _argument(name: str, node: Node) -> str:
    """Torch's functions of two tensors take no plain number."""
    plain = isinstance(node, Constant) and name in _OF_TENSORS
    return f"torch.full_like(x, {_text(node, _SUM)})" if plain else _text(node, _SUM)


def _constant(node: Constant) -> str:
    return _CONSTANTS.get(node.name) or repr(node.value).removesuffix(".0")
