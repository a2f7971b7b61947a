"""What LBFGS remembers at one of its iterations, and the direction that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.engine.trajectory import Trajectory
from app.engine.worked.expression import Array
from app.engine.worked.rounding import fused

Dot = Callable[[Array, Array], Array]
Moved = Callable[[Array, Array, Array], Array]
LEAST_CURVATURE = 1e-10
"""torch keeps a pair only where yᵀs is larger."""


@dataclass(frozen=True, eq=False)
class Memory:
    """The pairs of moves s and changes of the gradient y, each (m, P), oldest first, in the dtype of the record."""

    moves: Array
    changes: Array


def memory_at(trajectory: Trajectory, iteration: int, size: int) -> Memory:
    """What is remembered at an iteration, counted over the whole run: at most `size` pairs."""
    inner = trajectory.inner
    changes = np.diff(inner["gradient"][: iteration + 1], axis=0)
    moves = inner["direction"][:iteration] * inner["length"][:iteration]
    kept = np.flatnonzero(np.sum(changes * moves, axis=1) > LEAST_CURVATURE)[-size:]
    return Memory(moves[kept], changes[kept])


def direction_of(memory: Memory, gradient: Array) -> Array:
    """−H·gradient by the two loops over the pairs (Nocedal, 1980), shape (P,); rounded as torch rounds it."""
    return _two_loops(memory, gradient, in_order, _moved)


def _two_loops(memory: Memory, gradient: Array, dot: Dot, moved: Moved) -> Array:
    pairs = [(move, change, 1 / dot(change, move)) for move, change in zip(memory.moves, memory.changes, strict=True)]
    direction, shares = -gradient, []
    for move, change, inverse in reversed(pairs):
        shares.append(dot(move, direction) * inverse)
        direction = moved(direction, -shares[-1], change)
    if pairs:
        move, change, _ = pairs[-1]
        direction = direction * (dot(change, move) / dot(change, change))
    for (move, change, inverse), share in zip(pairs, reversed(shares), strict=True):
        direction = moved(direction, share - dot(change, direction) * inverse, move)
    return direction


def _moved(start: Array, share: Array, added: Array) -> Array:
    return fused(start, share, added, start.dtype).astype(start.dtype)


def _added(start: Array, share: Array, added: Array) -> Array:
    """With two roundings: enough where only the order of other additions is asked about."""
    return np.asarray(start + share * added)


def direction_slack(memory: Memory, gradient: Array) -> Array:
    """How far the order in which scalar products are added moves the direction, shape (P,): torch's own depends on the
    processor. Two products have but one order.
    """
    if gradient.size <= 2 or not len(memory.moves):
        return np.zeros(gradient.shape)
    found = [
        np.asarray(_two_loops(memory, gradient, dot, _added), np.float64) for dot in (in_order, backwards, in_halves)
    ]
    return np.asarray(np.max(found, axis=0) - np.min(found, axis=0))


def in_order(left: Array, right: Array) -> Array:
    """The scalar product without a fused multiplication, which numpy's own may use and torch does not."""
    return np.asarray(np.add.reduce(left * right))


def backwards(left: Array, right: Array) -> Array:
    """The same from the last product to the first, one after the other."""
    return np.asarray(np.add.accumulate((left * right)[::-1])[-1])


def in_halves(left: Array, right: Array) -> Array:
    """The same with the even products and the odd ones added for themselves."""
    products = left * right
    return np.asarray(np.add.reduce(products[::2]) + np.add.reduce(products[1::2]))
