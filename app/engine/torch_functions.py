"""The functions and powers of formulas, in torch: importing this loads it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import torch

from surfaces.formula import ArrayFunctions


def _of_two(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Torch's functions of two tensors, for a tensor and a number too."""

    def applied(a: Any, b: Any) -> Any:
        like = a if torch.is_tensor(a) else b
        return function(*(torch.as_tensor(each, dtype=like.dtype) for each in (a, b)))

    return applied


TORCH: ArrayFunctions = {
    "sin": torch.sin, "cos": torch.cos, "tan": torch.tan, "asin": torch.asin, "acos": torch.acos, "atan": torch.atan,
    "sinh": torch.sinh, "cosh": torch.cosh, "tanh": torch.tanh, "exp": torch.exp, "log": torch.log,
    "log2": torch.log2, "log10": torch.log10, "sqrt": torch.sqrt, "abs": torch.abs, "floor": torch.floor,
    "sign": torch.sign, "sigmoid": torch.sigmoid, "relu": torch.relu, "softplus": torch.nn.functional.softplus,
    "atan2": _of_two(torch.atan2), "min": _of_two(torch.minimum), "max": _of_two(torch.maximum),
    "hypot": _of_two(torch.hypot), "**": operator.pow,
}  # fmt: skip
