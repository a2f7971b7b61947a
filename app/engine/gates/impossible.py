"""What no line can do: exact proofs for up to sixteen rows, in fractions.

A line answers each row by the sign of z = b + w1·x1 + w2·x2. Where a mean of rows of class 0 is the same point as a
mean of rows of class 1, the means of their z are equal too; but one has to be below 0 and the other not. In a plane
there are such rows, at most four of them, if and only if no line separates the classes (Kirchberger, Radon).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import lcm

from app.engine.gates.task import Row

Point = tuple[Fraction, Fraction]
Weighted = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Contradiction:
    """Rows of both classes, by position and weight, whose weighted means are one `point`.

    Of XOR: z(0,0) + z(1,1) = 2·b + w1 + w2 = z(0,1) + z(1,0). `total` are the factors of b, w1 and w2 there.
    """

    zeros: Weighted
    ones: Weighted
    point: tuple[float, float]
    total: tuple[float, float, float]


def contradiction(rows: Sequence[Row]) -> Contradiction | None:
    """A proof that no line separates the rows; None where one does."""
    points = [(Fraction(row.x1), Fraction(row.x2)) for row in rows]
    zeros = [at for at, row in enumerate(rows) if row.target == 0]
    ones = [at for at, row in enumerate(rows) if row.target == 1]
    for of_zeros, of_ones in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)):
        for few, many in product(combinations(zeros, of_zeros), combinations(ones, of_ones)):
            weights = _shared_mean([points[at] for at in few], [points[at] for at in many])
            if weights is not None:
                return _contradiction(points, few, many, weights)
    return None


def most_right(rows: Sequence[Row]) -> int:
    """How many rows the best line gets right."""
    points = [(Fraction(row.x1), Fraction(row.x2)) for row in rows]
    targets = [row.target for row in rows]
    best = max(targets.count(0), targets.count(1))
    for first, second in combinations(sorted(set(points)), 2):
        best = max([best, *_right_of(points, targets, first, second)])
    return best


def _contradiction(
    points: Sequence[Point], few: tuple[int, ...], many: tuple[int, ...], weights: tuple[list[Fraction], list[Fraction]]
) -> Contradiction:
    common = lcm(*(weight.denominator for side in weights for weight in side))
    zeros, ones = (
        tuple((at, int(weight * common)) for at, weight in zip(side, own, strict=True))
        for side, own in zip((few, many), weights, strict=True)
    )
    x, y = _mean([points[at] for at in few], weights[0])
    return Contradiction(zeros, ones, (float(x), float(y)), (common, float(x * common), float(y * common)))


def _mean(points: Sequence[Point], weights: Sequence[Fraction]) -> Point:
    pairs = list(zip(points, weights, strict=True))
    return sum((x * w for (x, _), w in pairs), Fraction()), sum((y * w for (_, y), w in pairs), Fraction())


def _shared_mean(few: Sequence[Point], many: Sequence[Point]) -> tuple[list[Fraction], list[Fraction]] | None:
    """Positive weights of sum 1 with which both means are one point; degenerate cases are left to fewer points."""
    if len(few) > len(many):
        turned = _shared_mean(many, few)
        return None if turned is None else (turned[1], turned[0])
    if len(many) == 1:
        return ([Fraction(1)], [Fraction(1)]) if few[0] == many[0] else None
    if len(few) == 2:
        return _crossing(few, many)
    found = _between(few[0], many) if len(many) == 2 else _inside(few[0], many)
    return None if found is None else ([Fraction(1)], found)


def _cross(origin: Point, first: Point, second: Point) -> Fraction:
    """Twice the signed area of a triangle."""
    (x, y), (x1, y1), (x2, y2) = origin, first, second
    return (x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)


def _between(point: Point, ends: Sequence[Point]) -> list[Fraction] | None:
    start, end = ends
    if start == end or _cross(start, end, point) != 0:
        return None
    axis = 0 if start[0] != end[0] else 1
    share = (point[axis] - start[axis]) / (end[axis] - start[axis])
    return [1 - share, share] if 0 < share < 1 else None


def _inside(point: Point, corners: Sequence[Point]) -> list[Fraction] | None:
    a, b, c = corners
    whole = _cross(a, b, c)
    if whole == 0:
        return None
    weights = [_cross(point, b, c) / whole, _cross(point, c, a) / whole, _cross(point, a, b) / whole]
    return weights if min(weights) > 0 else None


def _crossing(first: Sequence[Point], second: Sequence[Point]) -> tuple[list[Fraction], list[Fraction]] | None:
    (a, b), (c, d) = first, second
    before, behind = _cross(c, d, a), _cross(c, d, b)
    left, right = _cross(a, b, c), _cross(a, b, d)
    if before * behind >= 0 or left * right >= 0:
        return None
    t, u = before / (before - behind), left / (left - right)
    return [1 - t, t], [1 - u, u]


def _right_of(points: Sequence[Point], targets: Sequence[int], first: Point, second: Point) -> Iterable[int]:
    """Counts of lines turned and moved a hair from the one through two points: on it, they cut once between points.

    Every split of the points by a line is one of these, for some two of them.
    """
    sides = [_cross(first, second, point) for point in points]
    on = sorted({point for point, side in zip(points, sides, strict=True) if side == 0})
    for cut in range(len(on) + 1):
        ahead = set(on[cut:])
        for on_is_above in (True, False):
            above = [
                side > 0 or (side == 0 and (point in ahead) == on_is_above)
                for point, side in zip(points, sides, strict=True)
            ]
            right = sum(says == bool(target) for says, target in zip(above, targets, strict=True))
            yield max(right, len(points) - right)
