from __future__ import annotations

import numpy as np
import pytest

from app.engine.worked.update import WorkedUpdate, worked_update
from app.views.worked.arrows import arrows_of, divisor_of, lead, round_length
from tests.views.worked.opened import NAMES, STEPS, experiment_of, records

DIVIDED = {"Adam", "AdamW", "NAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "Adafactor", "RAdam"}
WITH_MOMENTUM = {"Adam", "AdamW", "NAdam", "RAdam", "Adamax", "LBFGS", "Muon"}


def worked(name: str, step: int) -> WorkedUpdate:
    experiment = experiment_of(name)
    update = worked_update(experiment.runs[0], records(experiment)[0], step)
    assert update is not None
    return update


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_arrow_leads_to_where_torch_went(name: str) -> None:
    for step in range(0, STEPS, 5):
        update = worked(name, step)
        arrow = next(each for each in arrows_of(update) if each.role == "step")
        assert arrow.origin + arrow.vector == pytest.approx(update.end, rel=1e-9)
        assert arrow.unit == "map" and arrow.origin == pytest.approx(lead(update))


@pytest.mark.parametrize("name", NAMES)
def test_the_gradients_arrow_is_the_records_gradient_turned_around(name: str) -> None:
    trajectory = records(experiment_of(name))[0]
    arrow = next(each for each in arrows_of(worked(name, 5)) if each.role == "gradient")
    rows = trajectory.inner["gradient"] if name == "LBFGS" else trajectory.gradients
    assert min(np.abs(rows + arrow.vector).max(axis=1)) <= 1e-12 * max(1.0, arrow.length)


@pytest.mark.parametrize("name", NAMES)
def test_the_arrows_are_those_that_the_optimizer_has(name: str) -> None:
    roles = [arrow.role for arrow in arrows_of(worked(name, 5))]
    assert roles == ["gradient", *(["momentum"] if name in WITH_MOMENTUM else []), "step"]


@pytest.mark.parametrize("name", NAMES)
def test_what_divides_has_squares_and_the_divided_push_is_the_step(name: str) -> None:
    update, trajectory = worked(name, 5), records(experiment_of(name))[0]
    divisor = divisor_of(update, float(trajectory.learning_rates[5]))
    assert (divisor is not None) == (name in DIVIDED)
    if divisor is not None and divisor.of_rate:
        step = next(each for each in arrows_of(update) if each.role == "step").vector
        assert np.abs(step) == pytest.approx(divisor.share * trajectory.learning_rates[5], rel=1e-4)


@pytest.mark.parametrize(
    ("most", "length"), [(7.3, 5.0), (0.19, 0.1), (2.0, 2.0), (0.0, 0.0), (1.0, 1.0), (4e-7, 2e-7)]
)
def test_bars_have_round_lengths_that_fit(most: float, length: float) -> None:
    assert round_length(most) == pytest.approx(length)
