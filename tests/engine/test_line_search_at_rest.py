"""LBFGS's line search begins with the learning rate: where a schedule brings that to 0, torch divides by zero."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from app.engine.diagnosis import diagnose
from app.engine.experiment import Experiment
from app.engine.growing import Growing
from app.engine.objective import SurfaceObjective
from app.engine.record import record, record_run
from app.engine.run_text import parse_run
from app.engine.script import script_of
from app.engine.sweep import Sweep
from app.engine.sweeping import sweep_slices
from surfaces import surface_named

LINES = {
    "step:step_size=3,gamma=0 clip_value=0.5": 3,
    "cyclic:base_lr=0,max_lr=0.1,step_size_up=3,cycle_momentum=false": 6,
    "polynomial:total_iters=5 noise=0.3": 5,
}


def experiment_of(schedule: str) -> Experiment:
    run = parse_run(f"LBFGS line_search_fn=strong_wolfe max_iter=3 schedule={schedule}")
    return Experiment("mccormick", surface_named("mccormick").start, (run,), "float64", 12)


@pytest.mark.parametrize(("schedule", "end"), LINES.items())
def test_the_run_ends_there_with_a_sentence_where_the_script_breaks_off(schedule: str, end: int, capsys) -> None:
    experiment = experiment_of(schedule)

    (trajectory,) = record(experiment)

    assert (trajectory.steps, trajectory.failure, trajectory.last_finite) == (end, "search", end)
    assert len(trajectory.learning_rates) == end
    assert all(len(rows) == end for rows in trajectory.taken.values())
    said = diagnose(surface_named("mccormick"), experiment.runs[0], trajectory, experiment.steps)
    assert str(said.sentence) == f"Ended at step {end}: the line search divided by zero"
    with pytest.raises(ZeroDivisionError):
        exec(script_of(experiment, experiment.runs[0]), {})
    rows = [list(map(float, line.split())) for line in capsys.readouterr().out.splitlines()]
    assert [row[1:3] for row in rows] == trajectory.parameters.tolist()


def test_its_pieces_grow_to_the_same() -> None:
    experiment = experiment_of("polynomial:total_iters=5 noise=0.3")
    (whole,) = record(experiment)
    growing = Growing(experiment.steps)
    objective = SurfaceObjective(surface_named("mccormick"))

    grown = [growing.add(piece) for piece in record_run(objective, experiment, experiment.runs[0], 0.0)][-1]

    assert np.array_equal(grown.parameters, whole.parameters)
    assert np.array_equal(grown.learning_rates, whole.learning_rates)
    assert all(np.array_equal(grown.taken[name], whole.taken[name]) for name in whole.taken)


def test_in_a_race_it_has_no_final_loss() -> None:
    sweep = Sweep(experiment_of("step:step_size=3,gamma=0 clip_value=0.5"), (0,), ((0.1, 1.0),))

    *_, last = sweep_slices(sweep)

    assert all(map(isnan, last.curves[0].losses))
