"""What is right by rounding is not counted among what is surely right, wherever it is told."""

from __future__ import annotations

import numpy as np
import pytest

from app.commands.gate_table import gate_report
from app.engine.experiment import Experiment, Run
from app.engine.gates.diagnosis import gate_diagnosis
from app.engine.gates.tables.and_ import AND
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import verdict
from app.engine.trajectory import Trajectory
from app.views.gates.plane_content import PlaneContent
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
    assert (found.right, found.surely, found.undecided, found.of) == (3, 2, 2, 4)
    assert sentence(found) == "2 of 4 right, 2 undecided"
    assert not found.all_right


def test_the_command_line_tells_them_apart() -> None:
    experiment, _, trajectory = stood_still(LEVEL)
    report = gate_report(experiment, 0, trajectory, 0.5)
    assert "2 of 4 right, 2 undecided" in report.splitlines()[0]
    assert report.count("undecided") >= 3


@pytest.mark.parametrize(("values", "undecided"), [(LEVEL, True), (MIXED, False)])
def test_a_training_is_undecided_only_where_nothing_is_surely_wrong(values: np.ndarray, undecided: bool) -> None:
    text = str(gate_diagnosis(*stood_still(values)).sentence)
    assert text.startswith("Undecided: z is as good as 0 on 2 of 4") == undecided


def test_on_the_plane_nothing_is_wrong_that_rounding_decides() -> None:
    assert PlaneContent(TASK, RunLook(2, 0), LEVEL).wrong == (False, False, False, False)
    assert PlaneContent(TASK, RunLook(2, 0), MIXED).wrong == (True, False, True, False)
