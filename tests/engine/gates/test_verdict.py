"""What rounding decides is undecided and not right, wherever it is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.commands.gate_table import gate_report, truth_table
from app.engine.experiment import Experiment, Run
from app.engine.gates.activations import ACTIVATIONS, Activation, activation_named
from app.engine.gates.data import data_of
from app.engine.gates.diagnosis import gate_diagnosis
from app.engine.gates.tables.and_ import AND
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import Cloud, GateTask
from app.engine.gates.verdict import TINY, right_counts, verdict
from app.engine.trajectory import Trajectory
from app.views.gates.plane_content import PlaneContent
from app.views.gates.table_answers import answers_of
from app.views.gates.verdict_bar import sentence
from app.views.run_look import RunLook

TASK = GateTask(AND.rows, activation="step", loss="perceptron")
LEVEL = np.array([-0.5, 0.0, 0.5])
"""(0, 0) and (1, 0) are surely 0; z is 0 at (0, 1), that wants 0, and at (1, 1), that wants 1."""
MIXED = np.array([0.5, 0.0, -0.5])
"""(0, 0) and (1, 0) are surely wrong; z is 0 at (0, 1) and (1, 1)."""


def stood_still(values: np.ndarray) -> tuple[Experiment, Run, Trajectory]:
    run = Run("SGD", (("lr", 0.5),))
    rows = 31
    trajectory = Trajectory(np.tile(values, (rows, 1)), np.zeros(rows), np.zeros((rows, 3)), np.full(rows - 1, 0.5), {})
    return Experiment("", tuple(values.tolist()), (run,), steps=rows - 1, gate=TASK), run, trajectory


def test_right_and_undecided_add_up() -> None:
    found = verdict(TASK, LEVEL)
    assert (found.right, found.wrong, found.undecided, found.of) == (2, 0, 2, 4)
    assert sentence(TASK, found) == "2 of 4 right, 2 undecided"
    assert sentence(replace(TASK, cloud=Cloud(3)), found) == "2 of 4 points right, 2 undecided"
    assert not found.all_right


@pytest.mark.parametrize("activation", [each.key for each in ACTIVATIONS])
@pytest.mark.parametrize("threshold", [0.2, 0.5])
def test_every_place_counts_the_same_points(activation: str, threshold: float) -> None:
    """Of weights that put rows on the boundary, beside it by rounding, and farther."""
    task = GateTask(XOR.rows, activation=activation)
    level = activation_named(activation).level(threshold)
    offsets = np.array([0.0, 1e-9, -1e-9, 0.99 * TINY, -0.99 * TINY, 1.01 * TINY, -1.01 * TINY, 0.3, -0.3])
    rows = np.array([(level + b, w1, w2) for b in offsets for w1, w2 in ((0.0, 0.0), (0.7, -0.7), (0.4, 0.0))])
    beyond = (rows @ np.column_stack([np.ones(4), data_of(task)[0]]).T - level) * (2 * np.array(XOR.targets) - 1)
    wanted = (beyond > TINY).sum(1)
    assert right_counts(task, rows, threshold).tolist() == wanted.tolist()
    for values, right in zip(rows, wanted.tolist(), strict=True):
        found, answers = verdict(task, values, threshold), answers_of(task, values, threshold)
        wrong = PlaneContent(task, RunLook(2, 0), values, threshold).wrong
        words = [line.split()[-1] for line in truth_table(task, values, threshold)[1:]]
        assert found.right == right == sum(each.correct for each in answers) == words.count("right")
        assert found.undecided == sum(each.undecided for each in answers) == words.count("undecided")
        assert found.wrong == sum(wrong) == words.count("wrong") == 4 - right - found.undecided


def test_what_is_not_a_number_is_neither_right_nor_wrong() -> None:
    found = verdict(TASK, np.array([np.nan, 0.0, 0.0]))
    assert (found.right, found.wrong, found.undecided) == (0, 0, 4)


def test_the_command_line_tells_them_apart() -> None:
    experiment, _, trajectory = stood_still(LEVEL)
    report = gate_report(experiment, 0, trajectory, 0.5)
    assert "2 of 4 right, 2 undecided" in report.splitlines()[0]
    assert report.count("undecided") >= 3


@pytest.mark.parametrize(("values", "undecided"), [(LEVEL, True), (MIXED, False)])
def test_a_training_is_undecided_only_where_nothing_is_surely_wrong(values: np.ndarray, undecided: bool) -> None:
    text = str(gate_diagnosis(*stood_still(values)).sentence)
    assert text.startswith("Undecided: 2 of 4 on the boundary") == undecided


def test_on_the_plane_nothing_is_wrong_that_rounding_decides() -> None:
    assert PlaneContent(TASK, RunLook(2, 0), LEVEL).wrong == (False, False, False, False)
    assert PlaneContent(TASK, RunLook(2, 0), MIXED).wrong == (True, False, True, False)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda each: each.key)
@pytest.mark.parametrize("share", [5e-324, 1e-17, 0.3, 1 - 2.0**-53])
def test_every_threshold_that_is_accepted_has_its_level(activation: Activation, share: float) -> None:
    level = activation.level(share)
    assert np.isfinite(level)
    if not activation.hard:
        assert activation.share(activation.of(np.array(level))) == pytest.approx(share, rel=1e-9, abs=1e-15)
