"""The whole window with a gate as a picture: its unit or its network, at a step, without a worker."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run
from app.engine.gates.tables import gate_named
from app.engine.gates.task import GateTask, Row
from app.engine.record import record
from app.export.scene import Scene
from app.gates_document import OWN
from app.lab_picture import LabPicture

RUNS = (Run("SGD", (("lr", 0.5),)), Run("Adam", (("lr", 0.05),)))
AND, XOR = gate_named("and").rows, gate_named("xor").rows


@pytest.mark.parametrize(
    ("task", "start"),
    [
        (GateTask(AND), (1.0, -2.0, 1.5)),
        (GateTask(XOR, hidden=2, activation="relu"), ()),
        (GateTask((Row(0.0, 0.0, 1), Row(1.0, 0.5, 0)), loss="hinge"), ()),
    ],
    ids=["unit", "network", "own"],
)
def test_the_lab_shows_what_the_scene_says(qapp, task: GateTask, start: tuple[float, ...]) -> None:
    experiment = Experiment("", start, RUNS, steps=30, seed=3, gate=task)
    scene = Scene(experiment, record(experiment), "lab", (1280, 720), "dark", 20, selected=1, threshold=0.75)
    picture = LabPicture(scene, "none")
    try:
        image, gates = picture.image(20), picture.window.gates
        assert gates is not None and gates.page_key == ("network" if task.hidden else "unit")
        shown = gates.document.network_experiment if task.hidden else gates.document.experiment
        assert shown == experiment and gates.document.threshold == 0.75
        assert (gates.document.gate_key == OWN) == (task.rows not in (AND, XOR))
        assert gates.walked() == (experiment, scene.trajectories)
        assert picture.window.worker.process_id is None and gates.studies.worker.process_id is None
        assert (image.width(), image.height()) == (1280, 720)
        at = scene.trajectories[1].parameters[20]
        plane = gates.page.plane  # type: ignore[attr-defined]
        np.testing.assert_array_equal(plane.content.values, at.astype(np.float64))
    finally:
        picture.window.close()
        picture.window.deleteLater()
