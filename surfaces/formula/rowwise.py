"""Whether torch computes many points at once to the very bits of each point alone."""

from __future__ import annotations

from surfaces.formula.nodes import Constant, Node, Operation, operations

# The others (sinh, cosh, sigmoid, softplus, atan2, hypot, further powers) are computed by other means in the middle of
# an array than for a single number, and differ in the last bit.
_ALIKE = frozenset(
    {
        *(
            "+",
            "-",
            "*",
            "/",
            "neg",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "tanh",
            "exp",
            "log",
            "log2",
            "log10",
        ),
        *("log2", "log10", "sqrt", "abs", "floor", "sign", "relu", "min", "max"),
    }
)


def is_rowwise(tree: Node) -> bool:
    """Loss and gradient alike, in both dtypes."""
    return all(map(_is_alike, operations(tree)))


def _is_alike(operation: Operation) -> bool:
    match operation:
        case Operation("**", (_, Constant(exponent))):
            return exponent in (2, 3)
    return operation.name in _ALIKE
