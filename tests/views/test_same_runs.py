"""A run is known again after any one edit."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import given

from app.engine.experiment import Run
from app.views.run_look import COLORS, MARKERS, RunLook
from app.views.same_runs import Shown, same_runs

RUNS = st.builds(Run, st.sampled_from(["SGD", "Adam"]), st.sampled_from([(), (("lr", 0.1),), (("lr", 0.2),)]))
LOOKS = st.builds(RunLook, st.integers(0, COLORS - 1), st.integers(0, MARKERS - 1), st.booleans())
SHOWN = st.lists(st.tuples(RUNS, LOOKS), max_size=8)
# Told apart by their looks alone, as runs are unless someone gives two of them the same.
UNLIKE = st.lists(st.tuples(RUNS, LOOKS), max_size=8, unique_by=lambda each: (each[1].color, each[1].marker))


@given(SHOWN, SHOWN)
def test_no_run_is_taken_twice(before: list[Shown], now: list[Shown]) -> None:
    found = [index for index in same_runs(before, now) if index is not None]
    assert len(set(found)) == len(found)
    assert all(0 <= index < len(before) for index in found)


@given(UNLIKE, st.randoms(use_true_random=False))
def test_runs_are_known_in_any_order(before: list[Shown], random) -> None:
    order = random.sample(range(len(before)), len(before))
    assert list(same_runs(before, [before[index] for index in order])) == order


@given(UNLIKE.filter(bool), st.data())
def test_a_run_whose_values_change_is_known(before: list[Shown], data) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    now = [(data.draw(RUNS), look) if index == at else (run, look) for index, (run, look) in enumerate(before)]
    assert list(same_runs(before, now)) == list(range(len(before)))


@given(SHOWN.filter(bool), st.data())
def test_a_run_whose_name_changes_is_known(before: list[Shown], data) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    now = [(run, replace(look, name="mine") if index == at else look) for index, (run, look) in enumerate(before)]
    assert list(same_runs(before, now)) == list(range(len(before)))


@given(UNLIKE.filter(bool), st.data())
def test_those_that_stay_are_known_when_one_goes(before: list[Shown], data) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    now = before[:at] + before[at + 1 :]
    assert list(same_runs(before, now)) == [index for index in range(len(before)) if index != at]


def test_a_run_whose_look_changes_to_anothers_is_known() -> None:
    before = [(Run("SGD"), RunLook(0, 0)), (Run("Adam"), RunLook(1, 1))]
    now = [(Run("SGD"), RunLook(1, 1)), (Run("Adam"), RunLook(1, 1))]
    assert same_runs(before, now) == (0, 1)


def test_a_new_run_is_none_of_the_old_ones() -> None:
    before = [(Run("SGD"), RunLook(0, 0))]
    now = [(Run("Adam"), RunLook(1, 1)), *before]
    assert same_runs(before, now) == (None, 0)
