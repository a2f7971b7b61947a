"""The sentence about a training, on trainings whose end is known."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.gates.diagnosis import gate_diagnosis, still_falls
from app.engine.gates.reasons import reason_of
from app.engine.gates.tables.and_ import AND
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import Cloud, GateTask
from app.engine.record import record

ADAM = Run("Adam", (("lr", 0.05),))
SGD = Run("SGD", (("lr", 0.5),))


def _diagnosis(task, run, steps, seed=0, start=(), dtype="float64"):
    experiment = Experiment("", start, (run,), dtype, steps, seed, gate=task)
    return gate_diagnosis(experiment, run, record(experiment)[0])


def test_and_is_right_since_step_45():
    found = _diagnosis(GateTask(AND.rows), SGD, 500, start=(1.0, -2.0, 1.5))
    assert (found.kind, found.step, str(found.sentence)) == ("ok", 45, "All right since step 45, loss falls")


def test_what_is_well_is_said_in_38_characters():
    found = _diagnosis(GateTask(AND.rows), SGD, 500, start=(1.0, -2.0, 1.5))
    longest = type(found.sentence)(found.sentence.template, step=10_000)
    assert len(str(longest)) <= 38


def test_seed_420_solves_xor_with_four_hidden_units_at_step_17():
    found = _diagnosis(GateTask(XOR.rows, hidden=4, activation="tanh"), ADAM, 2000, seed=420)
    assert (found.kind, found.step) == ("ok", 17)


@pytest.mark.parametrize(
    ("task", "seed", "beginning", "reason"),
    [
        (GateTask(XOR.rows), 420, "Stuck at ln 2 = 0.693: all rows get one answer", "no line separates them"),
        (GateTask(XOR.rows, hidden=2, activation="tanh"), 420, "Stuck at ½·ln 2 = 0.347: two rows are sure", ""),
        (GateTask(XOR.rows, hidden=2, activation="relu", initialization="zeros"), 0, "Stuck at ln 2 = 0.693",
         "all weights are 0, so no gradient but that of the output's bias"),
        (GateTask(AND.rows, hidden=3, activation="tanh", initialization="zeros"), 0, "Stuck at 0.562",
         "all weights are 0, so no gradient but that of the output's bias"),
        (GateTask(XOR.rows, hidden=3, activation="tanh", initialization="constant"), 0, "Stuck at ",
         "all hidden units are equal: they act as one, and draw one line"),
        (GateTask(XOR.rows, hidden=1, activation="tanh"), 0, "Stuck at ¾·H(⅓) = 0.477",
         "one hidden unit draws one line, and no line separates them"),
        (GateTask(XOR.rows, activation="step", loss="mse"), 0, "Never moves",
         "step is flat, its gradient is 0 everywhere"),
    ],
)  # fmt: skip
def test_a_failed_training_names_its_level_and_why(task, seed, beginning, reason):
    found = _diagnosis(task, ADAM, 2000, seed)
    assert found.kind == "warn" and str(found.sentence).startswith(beginning)
    assert str(found.sentence).endswith(reason)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_from_all_zeros_only_the_outputs_bias_ever_has_a_gradient(activation):
    task = GateTask(AND.rows, hidden=2, activation=activation, initialization="zeros")
    (trajectory,) = record(Experiment("", (), (ADAM,), "float64", 300, gate=task))
    at_bias = 3 * task.hidden
    assert trajectory.gradients[0, at_bias] == 0.25
    assert not np.delete(trajectory.gradients, at_bias, axis=1).any()


def test_from_all_zeros_sigmoid_units_move_but_stay_equal_to_the_bit():
    task = GateTask(AND.rows, hidden=2, initialization="zeros")
    (trajectory,) = record(Experiment("", (), (ADAM,), "float64", 300, gate=task))
    c, w, v = trajectory.parameters[:, :2], trajectory.parameters[:, 2:6], trajectory.parameters[:, 7:]
    assert (c[:, 0] == c[:, 1]).all() and (w[:, :2] == w[:, 2:]).all() and (v[:, 0] == v[:, 1]).all()
    assert abs(w[-1]).min() > 0.1


def test_dead_units_are_counted():
    dead = (-1.0, -1.0, -1.0, -1.0, -2.0, -2.0, 0.0, 1.0, 1.0)
    found = _diagnosis(GateTask(XOR.rows, hidden=2, activation="relu"), ADAM, 300, start=dead)
    assert str(found.sentence).endswith("2 of 2 hidden units are dead: 0 on every row")


def test_a_training_that_goes_on_is_still_moving():
    found = _diagnosis(GateTask(AND.rows), Run("SGD", (("lr", 0.05),)), 20, start=(1.0, -2.0, 1.5))
    assert (found.kind, str(found.sentence)) == ("warn", "Still moving: 2 of 4 right, the loss falls")


def test_a_perceptron_at_zero_weights_is_undecided():
    found = _diagnosis(GateTask(XOR.rows, loss="perceptron"), SGD, 50, start=(0.0, 0.0, 0.0))
    assert str(found.sentence) == "Undecided: 4 of 4 on the boundary"


def test_a_diverged_training_says_when():
    task = GateTask(XOR.rows, activation="linear", loss="mse")
    found = _diagnosis(task, Run("SGD", (("lr", 50.0),)), 500, dtype="float32")
    assert found.kind == "danger" and found.step is not None
    assert str(found.sentence) == f"Diverged at step {found.step}: the loss overflowed float32"


def test_nothing_is_said_before_the_end():
    experiment = Experiment("", (), (ADAM,), steps=70, gate=GateTask(XOR.rows))
    assert str(gate_diagnosis(experiment, ADAM, None).sentence) == "Recording: 0 of 70 steps"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("way", [{"noise": 0.5}, {"decay": 0.1}], ids=["noise", "decay"])
def test_what_has_no_slope_and_is_moved_all_the_same_is_not_said_to_stand_still(way, seed):
    settings = (("lr", 0.5), ("weight_decay", way.get("decay", 0.0)))
    run = Run("SGD", settings, treatment=Treatment(noise=way.get("noise", 0.0)))
    found = _diagnosis(GateTask(XOR.rows, activation="step", loss="mse"), run, 50, seed, start=(0.3, -0.7, -0.6))
    assert "Never moves" not in str(found.sentence)
    assert str(found.sentence).endswith("right by chance: step is flat, its gradient is 0 everywhere")


BCE_LEVEL, MSE_LEVEL = ("bce", "ln 2 = 0.693"), ("mse", "¼ = 0.250")


@pytest.mark.parametrize(
    ("loss", "level", "treatment", "stands"),
    [
        (*BCE_LEVEL, Treatment(), "Stuck at {level}: all rows get one answer, 0.5: "),
        (*MSE_LEVEL, Treatment(), "Stuck at {level}: all rows get one answer, 0.5: "),
        (*BCE_LEVEL, Treatment(batch=4), "Stuck at {level}: all rows get one answer, 0.5: "),
        (*MSE_LEVEL, Treatment(batch=1), "Hovers about {level}, as each step follows one row: all rows get nearly"),
        (*BCE_LEVEL, Treatment(batch=2), "Hovers about {level}, as each step follows 2 rows: all rows get nearly"),
        (*MSE_LEVEL, Treatment(noise=0.03), "Hovers about {level}, moved by noise: all rows get "),
    ],
)
def test_only_what_does_not_move_is_stuck(loss, level, treatment, stands):
    experiment = Experiment("", (), (Run("SGD", (("lr", 0.5),), treatment=treatment),), "float64", 2000,
                            gate=GateTask(XOR.rows, loss=loss))  # fmt: skip
    (trajectory,) = record(experiment)
    sentence = str(gate_diagnosis(experiment, experiment.runs[0], trajectory).sentence)
    assert sentence.startswith(stands.format(level=level)) and sentence.endswith("no line separates them")
    moves = np.ptp(trajectory.parameters[-200:], axis=0).max()
    assert moves > 0.01 if "Hovers" in sentence else moves < 1e-6


def test_rows_that_move_nothing_leave_a_dead_unit_stuck():
    dead = Run("SGD", (("lr", 0.2),), treatment=Treatment(batch=1))
    task = GateTask(XOR.rows, hidden=1, activation="relu", loss="perceptron")
    found = _diagnosis(task, dead, 100, start=(-1.0, -1.0, -1.0, 0.0, 1.0))
    assert "Hovers" not in str(found.sentence)


def test_a_unit_that_answers_some_points_around_a_corner_is_not_dead():
    fuzzy = GateTask(XOR.rows, Cloud(30, 0.35), hidden=2, activation="relu")
    at_corners_dead = np.array([-1.1, -1.1, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    assert reason_of(fuzzy, at_corners_dead, None) is None
    everywhere = np.concatenate([[-9.0, -9.0], at_corners_dead[2:]])
    assert str(reason_of(fuzzy, everywhere, None)) == "2 of 2 hidden units are dead: 0 on every point"
    unit = GateTask(AND.rows, Cloud(30, 0.35), activation="relu", loss="mse")
    assert reason_of(unit, np.array([-2.1, 1.0, 1.0]), None) is None
    assert str(reason_of(unit, np.array([-9.0, 1.0, 1.0]), None)) == "the unit is dead: all points lie below its line"
    assert str(reason_of(GateTask(XOR.rows, Cloud(9)), np.zeros(3), None)) == "no line separates the corners"


def test_all_weights_are_0_is_said_only_of_weights_that_are():
    task = GateTask(XOR.rows, hidden=2, activation="relu")
    small = np.array([0.0, 0.0, -0.0035, 0.0, 0.0, -0.0022, 0.1, 0.0, 0.0])
    assert str(reason_of(task, small, None)) == "2 of 2 hidden units are dead: 0 on every row"
    assert str(reason_of(task, np.zeros(9), None)).startswith("all weights are 0")


def test_of_fuzzy_corners_points_are_counted():
    task = GateTask(XOR.rows, Cloud(10))
    found = _diagnosis(task, SGD, 400)
    assert " of 40 points right: no line separates the corners" in str(found.sentence)


def test_a_loss_still_falls_until_it_ends_and_no_row_says_otherwise_than_the_end():
    falling, flat = 0.999 ** np.arange(201.0), np.concatenate([np.linspace(1, 0.5, 101), np.full(100, 0.5)])
    assert all(still_falls(falling, row) for row in range(201))
    assert [row for row in range(201) if not still_falls(flat, row)] == list(range(100, 201))
    assert not still_falls(np.ones(1), 0) and not still_falls(np.array([1.0, np.nan]), 1)
