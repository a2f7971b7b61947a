"""Arithmetic in the dtype of a record, rounded where torch rounds: needed where numbers nearly cancel or overflow.

Arrays go in and come out in double precision; what they hold fits the dtype.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from app.engine.worked.expression import Array

Number = Array | float


def rounded(value: Number, dtype: np.dtype[np.floating]) -> Array:
    """A value as the dtype holds it; infinite where it is too large."""
    with np.errstate(all="ignore"):
        return np.asarray(np.asarray(value, dtype), np.float64)


def fused(start: Array, share: Number, added: Array, dtype: np.dtype[np.floating]) -> Array:
    """start + share·added with one rounding, as processors do it."""
    factor = rounded(share, dtype)
    if dtype == np.float64:
        return np.asarray(np.vectorize(_once_rounded, otypes=[np.float64])(start, factor, added))
    # A product of two singles is exact in double precision.
    with np.errstate(all="ignore"):
        return rounded(start + factor * added, dtype)


def _once_rounded(start: float, share: float, added: float) -> float:
    if not (math.isfinite(start) and math.isfinite(share) and math.isfinite(added)):
        return start + share * added
    try:
        return float(Fraction(start) + Fraction(share) * Fraction(added))
    except OverflowError:
        return math.inf if (share > 0) == (added > 0) else -math.inf


def moved_share(before: Array, new: Array, weight: float, dtype: np.dtype[np.floating]) -> Array:
    """before + weight·(new − before) as torch's `lerp` rounds it."""
    with np.errstate(all="ignore"):
        difference = rounded(new - before, dtype)
        if abs(weight) < 0.5:
            return fused(before, weight, difference, dtype)
        return fused(new, -rounded(1 - rounded(weight, dtype), dtype), difference, dtype)


def with_square(before: Array, share: float, gradient: Array, dtype: np.dtype[np.floating]) -> Array:
    """before + share·gradient² as torch's `addcmul` rounds it."""
    with np.errstate(all="ignore"):
        return fused(before, rounded(rounded(share, dtype) * gradient, dtype), gradient, dtype)


def scaled_quotient(share: Number, over: Array, under: Array, dtype: np.dtype[np.floating]) -> Array:
    """share·over/under as torch's `addcdiv` rounds it."""
    with np.errstate(all="ignore"):
        return rounded(rounded(rounded(share, dtype) * over, dtype) / under, dtype)
