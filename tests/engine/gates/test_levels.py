"""Levels are proven by what each row is answered, on weights made for them."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from app.engine.gates.forward import logits, row_losses
from app.engine.gates.gate import Gate
from app.engine.gates.levels import entropy, floor_of, level_of
from app.engine.gates.losses import LOSSES
from app.engine.gates.tables.and_ import AND
from app.engine.gates.tables.xnor import XNOR
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import Cloud, GateTask

LN2 = log(2)
H3 = entropy(1 / 3)
RELU1 = GateTask(XOR.rows, hidden=1, activation="relu")
RELU2 = GateTask(XOR.rows, hidden=2, activation="relu")
# One hidden unit fires on (1, 1) only: that row is sure, the other three share 2/3.
THREE = np.array([-1.0, 1.0, 1.0, LN2, -40.0])
# relu(1 - x1) and relu(x2 - x1): (0, 0) and (0, 1) are sure, the other two get z = 0.
TWO = np.array([1.0, 0.0, -1.0, 0.0, -1.0, 1.0, 0.0, -20.0, 40.0])
CASES = [
    ("bce", GateTask(XOR.rows), np.zeros(3), "all", LN2, "ln 2 = 0.693"),
    ("bce", RELU1, THREE, "three", 0.75 * H3, "¾·H(⅓) = 0.477"),
    ("bce", RELU2, TWO, "two", LN2 / 2, "½·ln 2 = 0.347"),
    ("mse", GateTask(XOR.rows), np.zeros(3), "all", 1 / 4, "¼ = 0.250"),
    ("mse", GateTask(XOR.rows, activation="linear"), np.array([0.5, 0, 0]), "all", 1 / 4, "¼ = 0.250"),
    ("mse", RELU1, THREE, "three", 1 / 6, "⅙ = 0.167"),
    ("mse", RELU2, TWO, "two", 1 / 8, "⅛ = 0.125"),
    # Outputs from −1 to +1 are four times as far apart, squared.
    ("mse", GateTask(XOR.rows, activation="tanh"), np.zeros(3), "all", 1.0, "1.000"),
    ("hinge", GateTask(XOR.rows), np.zeros(3), "all", 1.0, "1.000"),
    ("hinge", RELU2, TWO, "two", 0.5, "0.500"),
]


@pytest.mark.parametrize(("loss", "task", "values", "key", "value", "name"), CASES)
def test_a_level_is_named_with_its_value(loss, task, values, key, value, name):
    task = replace(task, loss=loss)
    found = level_of(task, values)
    assert found is not None and (found.key, found.name) == (key, name)
    assert found.value == pytest.approx(value)
    targets = np.array([float(row.target) for row in task.rows])
    points = np.array([(row.x1, row.x2) for row in task.rows])
    assert row_losses(task, logits(task, values, points), targets).mean() == pytest.approx(value, abs=1e-6)


def test_the_rows_of_a_level_are_told():
    three, two = level_of(RELU1, THREE), level_of(RELU2, TWO)
    assert three is not None and two is not None
    assert three.mixed == ((0, 1, 2),) and str(three.sentence) == (
        "one row is sure, (0, 0) (0, 1) (1, 0) share the answer 0.67"
    )
    assert two.mixed == ((2, 3),) and str(two.sentence) == "two rows are sure, (1, 0) (1, 1) are a coin"


def test_an_answer_is_called_one_only_where_its_rows_agree_to_the_digits_that_are_said():
    share = log(3)
    cases = [
        (GateTask(XOR.rows), (0.0, 0.0, 0.0), "all rows get one answer, 0.5: the share of ones"),
        (GateTask(XOR.rows), (0.0, 0.1, -0.1), "all rows get nearly one answer, about 0.5: the share of ones"),
        (GateTask(XOR.rows), (0.1, 0.0, 0.0), "all rows get nearly one answer, about 0.5: the share of ones"),
        (GateTask(AND.rows), (-share, 0.0, 0.0), "all rows get one answer, 0.25: the share of ones"),
        # An answer is told as the table shows it: tanh says 0 halfway, not 0.5.
        (GateTask(XOR.rows, activation="tanh", loss="mse"), (0.0, 0.0, 0.0),
         "all rows get one answer, 0: the mean of what they should get"),
        (GateTask(AND.rows, activation="tanh", loss="mse"), (float(np.arctanh(-0.5)), 0.0, 0.0),
         "all rows get one answer, −0.5: the mean of what they should get"),
        (GateTask(XOR.rows, activation="tanh", loss="mse"), (0.1, 0.0, 0.0),
         "all rows get nearly one answer, about 0: the mean of what they should get"),
        # Cross-entropy reads z; the unit itself answers tanh(-1.1) = -0.8.
        (GateTask(AND.rows, activation="tanh"), (-share, 0.0, 0.0), "all rows get one answer, and no other costs less"),
        # Between -1 and 1 all answers cost the same where the classes are even.
        (GateTask(XOR.rows, loss="hinge", activation="linear"), (0.9, 0.0, 0.0),
         "all rows get one answer, and no other costs less"),
        (GateTask(XOR.rows, loss="hinge", activation="linear"), (0.9, 0.02, 0.0),
         "all rows get nearly one answer, and no other costs less"),
        (RELU1, (*tuple(THREE[:3]), LN2 + 0.1, -40.0), "one row is sure, (0, 0) (0, 1) (1, 0) get about 0.67"),
        (RELU2, (*tuple(TWO[:6]), 0.1, -20.0, 40.0), "two rows are sure, (1, 0) (1, 1) are nearly a coin"),
        (GateTask(XOR.rows, loss="hinge", activation="linear"), (-0.5, 0.3, 0.02),
         "rows of both classes get nearly one answer"),
    ]  # fmt: skip
    for task, values, sentence in cases:
        found = level_of(task, np.array(values))
        assert found is not None and str(found.sentence) == sentence


def test_the_value_alone_is_no_proof():
    """All four rows right, each with the very loss of a level."""
    for value in (0.75 * H3, LN2 / 2):
        z = -log(np.expm1(value))
        # relu(x1 + x2) - 2 relu(x1 + x2 - 1) is XOR.
        values = np.array([0.0, -1.0, 1.0, 1.0, 1.0, 1.0, -z, 2 * z, -4 * z])
        losses = row_losses(
            RELU2, logits(RELU2, values, np.array([(r.x1, r.x2) for r in XOR.rows])), np.array([0, 1, 1, 0])
        )
        np.testing.assert_allclose(losses, value)
        assert level_of(RELU2, values) is None


def test_a_share_of_ones_is_a_level_of_other_tables():
    found = level_of(GateTask(AND.rows), np.array([-log(3), 0.0, 0.0]))
    assert found is not None and found.key == "all" and found.name == "0.562"
    assert found.value == pytest.approx(entropy(0.25))
    assert level_of(GateTask(AND.rows), np.zeros(3)) is None  # a coin is not yet the best single answer


def test_solved_weights_diverged_weights_and_clouds_have_no_level():
    task = GateTask(AND.rows)
    assert level_of(task, np.array([-15.0, 10.0, 10.0])) is None
    assert level_of(task, np.array([np.nan, 0.0, 0.0])) is None
    assert level_of(GateTask(XOR.rows, cloud=Cloud(5)), np.zeros(3)) is None


@pytest.mark.parametrize("loss", [each.key for each in LOSSES])
@pytest.mark.parametrize("ones", [0.0, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1.0])
def test_a_floor_is_the_lowest_mean_loss_of_one_answer(loss, ones):
    task = GateTask(XOR.rows, loss=loss)
    z = np.linspace(-12, 12, 96_001)[:, None]
    targets = np.array([0.0, 1.0])
    losses = row_losses(task, np.repeat(z, 2, axis=1), targets) @ np.array([1 - ones, ones])
    assert floor_of(task, ones) == pytest.approx(losses.min(), abs=1e-4)


@pytest.mark.parametrize("gate", [XOR, XNOR], ids=lambda gate: gate.key)
def test_no_weights_of_a_unit_are_below_the_level_of_all_rows(gate: Gate):
    source = np.random.default_rng(0)
    values = source.normal(size=(20_000, 3)) * source.choice([0.01, 0.1, 1, 10], size=(20_000, 1))
    points, targets = np.array([(r.x1, r.x2) for r in gate.rows]), np.array(gate.targets)
    for loss, activation, lowest in (("bce", "sigmoid", LN2), ("mse", "linear", 0.25), ("mse", "sigmoid", 0.25)):
        task = GateTask(gate.rows, loss=loss, activation=activation)
        losses = row_losses(task, logits(task, values, points), targets).mean(-1)
        assert losses.min() >= lowest - 1e-12
