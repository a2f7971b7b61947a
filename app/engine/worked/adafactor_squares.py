"""Adafactor's mean squares of a matrix, kept as one number a row and one a column, as torch rounds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.worked.expression import Array
from app.engine.worked.parts import Part, spread
from app.engine.worked.rounding import moved_share, rounded
from app.engine.worked.term import StepStart


@dataclass(frozen=True, eq=False)
class Squares:
    """At every parameter, shape (P,): of its row and of its column the mean square `before` the step, that of the
    `new` gradient, and the mean `after`; `middle` is the mean of all rows of its matrix after the step. Where there is
    no matrix, 0. `vectors` (P,) is the mean square before the step of what is in none, 0 elsewhere.
    """

    rows_before: Array
    rows_new: Array
    rows_after: Array
    columns_before: Array
    columns_new: Array
    columns_after: Array
    middle: Array
    vectors: Array
    in_matrix: Array


def squares_of(start: StepStart, parts: Sequence[Part], gradient: Array, share: float) -> Squares:
    """What is remembered, and what becomes of it with a gradient (P,) and the share of the new."""
    rows_before = _placed(parts, np.atleast_1d(start.state("row_var")), axis=0)
    columns_before = _placed(parts, np.atleast_1d(start.state("col_var")), axis=1)
    rows_new, columns_new = (_mean_squares(start, parts, gradient, axis) for axis in (1, 0))
    rows_after = moved_share(rows_before, rows_new, share, start.dtype)
    columns_after = moved_share(columns_before, columns_new, share, start.dtype)
    middle = spread(parts, lambda places: rounded(rows_after[places].mean(), start.dtype))
    in_matrix = np.zeros(gradient.size, bool)
    for part in parts:
        in_matrix[part.places] = part.is_matrix
    return Squares(
        rows_before, rows_new, rows_after, columns_before, columns_new, columns_after, middle,
        _placed_vectors(parts, np.atleast_1d(start.state("variance"))), in_matrix,
    )  # fmt: skip


def _placed(parts: Sequence[Part], kept: Array, axis: int) -> Array:
    """One number a row (axis 0) or a column (axis 1) of each matrix, at all of its places."""
    made = np.zeros(sum(part.places.size for part in parts))
    first = 0
    for part in parts:
        if part.is_matrix:
            count = part.places.shape[axis]
            along = kept[first : first + count]
            made[part.places] = along[:, None] if axis == 0 else along[None, :]
            first += count
    return made


def _placed_vectors(parts: Sequence[Part], kept: Array) -> Array:
    made = np.zeros(sum(part.places.size for part in parts))
    first = 0
    for part in parts:
        if not part.is_matrix:
            made[part.places] = kept[first : first + part.places.size]
            first += part.places.size
    return made


def _mean_squares(start: StepStart, parts: Sequence[Part], gradient: Array, axis: int) -> Array:
    """The mean of the gradient's squares along an axis of each matrix."""

    def mean(places: Array) -> Array:
        if places.ndim < 2:
            return np.zeros(places.shape)
        length = rounded(np.sqrt(np.sum(gradient[places] ** 2, axis=axis, keepdims=True)), start.dtype)
        return rounded(rounded(length * length, start.dtype) / places.shape[axis], start.dtype)

    return spread(parts, mean)
