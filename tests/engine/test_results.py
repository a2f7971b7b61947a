"""The table of results against a plain torch loop and against a plain way to sort."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given

from app.engine.diagnosis import Diagnosis, diagnose
from app.engine.experiment import Experiment, Run
from app.engine.record import record
from app.engine.results import COLUMNS, Column, Result, order, reached, result
from app.engine.trajectory import Trajectory
from surfaces import SURFACES, of_formula, surface_named
from surfaces.message import Message
from surfaces.surface import Surface

STEPS = 300


def of(surface: Surface, run: Run, start: tuple[float, float], steps: int = STEPS) -> Result:
    trajectory = record(Experiment(surface.key, start, (run,), "float64", steps))[0]
    return result("run", surface, trajectory, diagnose(surface, run, trajectory, steps))


def himmelblau_walk(lr: float, start: tuple[float, float]) -> list[tuple[float, float, float]]:
    """Loss, x and y before every step and after the last, by torch alone."""
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([point], lr=lr)
    rows = []
    for _ in range(STEPS + 1):
        optimizer.zero_grad()
        x, y = point
        loss = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
        rows.append((loss.item(), x.item(), y.item()))
        loss.backward()
        optimizer.step()
    return rows


@pytest.mark.parametrize("start", [(0.0, 0.0), (-4.0, 4.0), (-4.0, -4.0), (4.0, -2.5)])
def test_numbers_are_those_of_a_plain_loop(start: tuple[float, float]) -> None:
    rows = himmelblau_walk(0.01, start)
    found = of(surface_named("himmelblau"), Run("SGD", (("lr", 0.01),)), start)
    loss, x, y = rows[-1]
    roots = [(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    distance, nearest = min((math.hypot(x - a, y - b), (a, b)) for a, b in roots)
    assert found.loss == loss
    assert found.minimizer == pytest.approx(nearest, abs=1e-5)
    assert found.distance == pytest.approx(distance, abs=2e-6)
    above = [step for step, row in enumerate(rows) if row[0] > 1e-6]
    assert found.step == above[-1] + 1


def test_a_run_that_diverged_has_no_step_and_no_minimizer_where_it_is_nowhere() -> None:
    found = of(surface_named("himmelblau"), Run("SGD", (("lr", 0.05),)), (0.0, 0.0))
    assert found.loss is not None and not math.isfinite(found.loss)
    assert found.step is None and found.diagnosis.step is not None and found.diagnosis.kind == "danger"


def test_where_no_minimizer_is_known_there_is_no_distance() -> None:
    surface = of_formula("x**2 + 3*y**2")
    trajectory = record(Experiment(surface.key, (1.0, 1.0), (Run("SGD", (("lr", 0.1),)),), formula=True))[0]
    found = result("run", surface, trajectory, diagnose(surface, Run("SGD"), trajectory, 500))
    assert found.loss == float(trajectory.losses[-1])
    assert (found.minimizer, found.distance) == (None, None)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_every_surface_gives_a_row(surface: Surface) -> None:
    found = of(surface, Run("Adam", (("lr", 0.05),)), surface.start, 50)
    assert found.loss is not None
    assert (found.minimizer is None) == (not surface.minimizers) == (found.distance is None)


def test_nothing_is_recorded_yet() -> None:
    found = result("run", surface_named("himmelblau"), None, Diagnosis("", Message("Recording")))
    assert (found.loss, found.minimizer, found.distance, found.step) == (None, None, None, None)


NUMBERS = st.sampled_from([None, math.inf, -math.inf, math.nan, -1.0, 0.0, 1e-30, 9.0, 10.0])
ROWS = st.lists(
    st.builds(
        Result,
        st.sampled_from(["SGD", "sgd", "Adam"]),
        NUMBERS,
        st.none() | st.tuples(st.sampled_from([-1.0, 0.0, 3.0]), st.sampled_from([-1.0, 2.0])),
        NUMBERS,
        st.builds(Diagnosis, st.sampled_from(["ok", "danger"]), st.just(Message("")), st.none() | st.integers(0, 12)),
    ),
    max_size=8,
)


def value_of(row: Result, column: Column) -> Any:
    return ["ok", "", "warn", "danger"].index(row.diagnosis.kind) if column == "status" else getattr(row, column)


def is_known(row: Result, column: Column) -> bool:
    value = value_of(row, column)
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


@given(ROWS, st.sampled_from(COLUMNS), st.booleans())
def test_rows_are_sorted_by_value_and_what_is_no_number_is_last(rows: list[Result], column: Column, down: bool) -> None:
    indices = order(rows, column, down)
    assert sorted(indices) == list(range(len(rows)))
    known = [index for index in indices if is_known(rows[index], column)]
    assert indices[: len(known)] == known
    assert indices[len(known) :] == sorted(indices[len(known) :])
    for one, next_ in pairwise(known):
        a, b = (value_of(rows[index], column) for index in (one, next_))
        a, b = (a.casefold(), b.casefold()) if column == "name" else (a, b)
        assert (a == b and one < next_) or (a > b if down else a < b)


@cache
def himmelblau_lbfgs(steps: int = STEPS) -> tuple[list[float], list[int]]:
    """The loss before every step and after the last, and how often the closure was called so far, by torch alone."""
    point = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([point], lr=0.1, max_iter=3)
    calls = 0

    def closure() -> torch.Tensor:
        nonlocal calls
        calls += 1
        optimizer.zero_grad()
        x, y = point
        loss: torch.Tensor = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
        loss.backward()
        return loss

    losses, counts = [], []
    for row in range(steps + 1):
        x, y = point.tolist()
        losses.append((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2)
        counts.append(calls)
        if row < steps:
            optimizer.step(closure)
    return losses, counts


@cache
def recorded(experiment: Experiment) -> tuple[Trajectory, ...]:
    return record(experiment)


def first_that_stays(losses: list[float], bar: float) -> int | None:
    staying = [row for row in range(len(losses)) if all(loss <= bar for loss in losses[row:])]
    return staying[0] if staying else None


@pytest.mark.parametrize("tolerance", [200.0, 1.0, 1e-3, 1e-9, 1e-30])
def test_steps_and_evaluations_to_a_tolerance_are_those_of_a_plain_loop(tolerance: float) -> None:
    surface = surface_named("himmelblau")
    runs = (Run("LBFGS", (("lr", 0.1), ("max_iter", 3))), Run("SGD", (("lr", 0.01),)))
    lbfgs, sgd = recorded(Experiment("himmelblau", (0.0, 0.0), runs, "float64", STEPS))
    losses, counts = himmelblau_lbfgs()
    found = result("run", surface, lbfgs, Diagnosis("", Message("")), tolerance)
    assert found.reached == first_that_stays(losses, tolerance)
    assert found.evaluations == (None if found.reached is None else counts[found.reached])
    found = result("run", surface, sgd, Diagnosis("", Message("")), tolerance)
    expected = first_that_stays([row[0] for row in himmelblau_walk(0.01, (0.0, 0.0))], tolerance)
    assert (found.reached, found.evaluations) == (expected, expected)


def test_a_loss_that_comes_near_and_leaves_again_has_not_reached_it() -> None:
    surface = surface_named("himmelblau")
    walk = record(Experiment("himmelblau", (0.0, 0.0), (Run("SGD", (("lr", 0.01),)),), steps=5))[0]
    cases: list[tuple[list[float], int | None]] = [
        ([5, 0.1, 5, 0.1, 0.1], 3),
        ([0.1, 0.1, 0.1, 0.1, 5], None),
        ([0.1, 0.1, 0.1, 0.1, math.nan], None),
        ([0.1, 0.1, 0.1, 0.1, 0.1], 0),
        ([math.inf, 0.5, 0.4, 0.3, 0.2], 1),
    ]
    for losses, expected in cases:
        assert reached(surface, replace(walk, losses=np.array(losses)), 0.5) == expected


def test_the_bar_is_the_lowest_minimum_for_every_run() -> None:
    surface = surface_named("six_hump_camel")
    higher = [each for each in surface.minimizers if each != surface.minimizers[0]][-1]
    lowest, there = (surface.loss_and_gradient(*each)[0] for each in (surface.minimizers[0], higher))
    assert there > lowest + 0.1
    found = of(surface, Run("SGD", (("lr", 0.01),)), higher)
    assert found.reached is None and found.evaluations is None
    assert of(surface, Run("SGD", (("lr", 0.01),)), surface.minimizers[0]).reached == 0


def test_only_convergence_counts_as_a_step() -> None:
    row = Result("run", 1.0, None, None, Diagnosis("warn", Message("Flat"), 7))
    assert row.step is None
    assert replace(row, diagnosis=Diagnosis("ok", Message(""), 7)).step == 7
