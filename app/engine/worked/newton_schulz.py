"""Newton–Schulz iterations on a matrix of one row, rounded to bfloat16 where torch rounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.engine.worked.expression import Array


def newton_schulz(row: Array, coefficients: Sequence[float], steps: int, eps: float) -> Array:
    """What torch's Muon makes of a row of shape (P,): about the same direction, with a length near 1."""
    with np.errstate(all="ignore"):
        a, b, c = (np.float32(each) for each in coefficients)
        x = bfloat16(row.astype(np.float32))
        x = bfloat16(x / np.maximum(bfloat16(np.sqrt(_square(x))), bfloat16(np.asarray(eps, np.float32))))
        for _ in range(steps):
            gram = bfloat16(_square(x))
            update = bfloat16(c * (gram * gram) + b * gram)
            x = bfloat16(update * x + a * x)
    return x.astype(np.float64)


def _square(x: Array) -> Array:
    """x·xᵀ: products of bfloat16 are exact in single precision, and added there."""
    return np.asarray(np.add.reduce(x * x, dtype=np.float32))


def bfloat16(values: Array) -> Array:
    """Single precision cut to the 8 leading bits, ties to even."""
    bits = np.atleast_1d(np.asarray(values, np.float32)).view(np.uint32).astype(np.uint64)
    kept = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16 << 16
    rounded = kept.astype(np.uint32).view(np.float32).reshape(np.shape(values))
    return np.where(np.isnan(values), np.float32(np.nan), rounded)
