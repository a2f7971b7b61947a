"""Proofs that no line separates rows: each is checked by adding it up, and where there is none, a line is found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.gates.gate import CORNERS
from app.engine.gates.impossible import contradiction, most_right
from app.engine.gates.tables.xnor import XNOR
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import Row

GRID = st.builds(Row, *[st.integers(0, 3).map(float)] * 2, st.integers(0, 1))


def _table(targets: Sequence[int]) -> tuple[Row, ...]:
    return tuple(Row(*corner, target) for corner, target in zip(CORNERS, targets, strict=True))


def _perceptron(rows: Sequence[Row]) -> np.ndarray:
    """Weights that separate the rows."""
    points = np.array([(1.0, row.x1, row.x2) for row in rows])
    signs = np.array([2 * row.target - 1 for row in rows])
    weights = np.zeros(3)
    for _ in range(100_000):
        wrong = np.flatnonzero(signs * (points @ weights) <= 0)
        if not len(wrong):
            return weights
        weights += signs[wrong[0]] * points[wrong[0]]
    raise AssertionError("there is no line")


def test_xor_is_proven_by_its_diagonals():
    found = contradiction(XOR.rows)
    assert found is not None
    assert (found.zeros, found.ones) == (((0, 1), (3, 1)), ((1, 1), (2, 1)))
    assert found.point == (0.5, 0.5) and found.total == (2.0, 1.0, 1.0)


@pytest.mark.parametrize("targets", list(product((0, 1), repeat=4)))
def test_of_all_truth_tables_only_xor_and_xnor_have_no_line(targets):
    rows = _table(targets)
    hopeless = targets in (XOR.targets, XNOR.targets)
    assert (contradiction(rows) is not None) == hopeless
    assert most_right(rows) == (3 if hopeless else 4)


@given(st.lists(GRID, min_size=1, max_size=9))
def test_every_proof_adds_up_and_without_one_a_line_is_found(rows):
    found = contradiction(rows)
    if found is None:
        _perceptron(rows)
        return
    sums = []
    for side, target in ((found.zeros, 0), (found.ones, 1)):
        assert all(rows[at].target == target and weight > 0 for at, weight in side)
        sums.append([sum(weight * part for at, weight in side for part in [(1.0, rows[at].x1, rows[at].x2)[k]])
                     for k in range(3)])  # fmt: skip
    np.testing.assert_allclose(sums[0], sums[1], rtol=1e-12)
    np.testing.assert_allclose(sums[0], found.total, rtol=1e-12)
    np.testing.assert_allclose(np.array(found.total[1:]) / found.total[0], found.point, rtol=1e-12)


@given(st.lists(GRID, min_size=1, max_size=6))
def test_the_best_line_gets_as_many_right_as_the_largest_separable_part(rows):
    largest = max(
        count
        for count in range(1, len(rows) + 1)
        if any(contradiction(part) is None for part in combinations(rows, count))
    )
    assert most_right(rows) == largest


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([Row(1.0, 1.0, 0), Row(1.0, 1.0, 1)], (((0, 1),), ((1, 1),))),
        ([Row(0.0, 0.0, 0), Row(1.0, 1.0, 1), Row(3.0, 3.0, 0)], (((0, 2), (2, 1)), ((1, 3),))),
        (
            [Row(1.0, 1.0, 1), Row(0.0, 0.0, 0), Row(3.0, 0.0, 0), Row(0.0, 3.0, 0)],
            (((1, 1), (2, 1), (3, 1)), ((0, 3),)),
        ),
    ],
    ids=["one point twice", "between", "inside"],
)  # fmt: skip
def test_all_kinds_of_proof(rows, expected):
    found = contradiction(rows)
    assert found is not None and (found.zeros, found.ones) == expected


def test_decimal_inputs_are_taken_as_they_are_stored():
    """0.1 + 0.2 is not 0.3 in binary, and no proof may say that it is."""
    rows = [Row(0.1, 0.0, 0), Row(0.3, 0.0, 0), Row((0.1 + 0.3) / 2, 0.0, 1)]
    assert contradiction(rows) is not None
    assert most_right(rows) == 2
