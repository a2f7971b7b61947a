"""The table of results against a plain torch loop and against a plain way to sort."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given

from app.engine.diagnosis import Diagnosis, diagnose
from app.engine.experiment import Experiment, Run
from app.engine.record import record
from app.engine.results import COLUMNS, Column, Result, order, result
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


def is_known(row: Result, column: Column) -> bool:
    value = getattr(row, column)
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


@given(ROWS, st.sampled_from(COLUMNS), st.booleans())
def test_rows_are_sorted_by_value_and_what_is_no_number_is_last(rows: list[Result], column: Column, down: bool) -> None:
    indices = order(rows, column, down)
    assert sorted(indices) == list(range(len(rows)))
    known = [index for index in indices if is_known(rows[index], column)]
    assert indices[: len(known)] == known
    assert indices[len(known) :] == sorted(indices[len(known) :])
    for one, next_ in pairwise(known):
        a, b = (getattr(rows[index], column) for index in (one, next_))
        a, b = (a.casefold(), b.casefold()) if column == "name" else (a, b)
        assert (a == b and one < next_) or (a > b if down else a < b)


def test_only_convergence_counts_as_a_step() -> None:
    row = Result("run", 1.0, None, None, Diagnosis("warn", Message("Flat"), 7))
    assert row.step is None
    assert replace(row, diagnosis=Diagnosis("ok", Message(""), 7)).step == 7
