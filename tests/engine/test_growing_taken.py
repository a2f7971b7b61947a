"""What steps take is kept, also where the last row arrives alone."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.experiment import Experiment
from app.engine.growing import Growing
from app.engine.objective import SurfaceObjective
from app.engine.record import record_run
from app.engine.run_text import parse_run
from app.engine.trajectory import join
from surfaces import surface_named

STEPS = 12


@pytest.mark.parametrize("line", ["SGD lr=0.02 batch=1 noise=1", "LBFGS", "SGD lr=0.1 clip=1 momentum=0.5"])
def test_a_last_row_without_a_step_leaves_what_the_steps_before_took(line: str) -> None:
    regression, run = surface_named("regression"), parse_run(line)
    experiment = Experiment("regression", regression.start, (run,), steps=STEPS)
    pieces = list(record_run(SurfaceObjective(regression), experiment, run, 0.0))
    assert not pieces[-1].taken
    growing = Growing(STEPS)

    grown = [growing.add(piece) for piece in pieces]

    for count, trajectory in enumerate(grown, 1):
        whole = join(pieces[:count])
        for mine, theirs in ((trajectory.taken, whole.taken), (trajectory.inner, whole.inner)):
            assert mine.keys() == theirs.keys()
            assert all(np.array_equal(mine[name], theirs[name]) for name in mine)
    assert grown[-1].taken
