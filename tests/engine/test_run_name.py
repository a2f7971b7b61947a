from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from app.engine.experiment import Run
from app.engine.run_name import run_names


def names(*runs: Run) -> list[str]:
    return [str(name) for name in run_names(runs)]


def test_runs_of_one_optimizer_all_say_what_differs_among_them() -> None:
    base = Run("SGD", (("lr", 0.01),))
    assert names(base, Run("Adam", (("lr", 0.1),)), base.with_value("lr", 0.05)) == [
        "SGD, lr 0.01", "Adam", "SGD, lr 0.05",
    ]  # fmt: skip
    assert names(base, base.with_value("momentum", 0.9), base.with_value("lr", 0.05)) == [
        "SGD, lr 0.01, momentum 0", "SGD, lr 0.01, momentum 0.9", "SGD, lr 0.05, momentum 0",
    ]  # fmt: skip


def test_equal_runs_are_counted_and_defaults_are_no_difference() -> None:
    assert names(Run("SGD"), Run("SGD", (("momentum", 0.0),)), Run("SGD")) == ["SGD", "SGD (2)", "SGD (3)"]


def test_flags_and_pairs_are_read_aloud() -> None:
    first = Run("Adam")
    assert names(first, first.with_value("amsgrad", True)) == ["Adam, amsgrad false", "Adam, amsgrad true"]
    assert names(first, first.with_value("betas", (0.8, 0.9))) == ["Adam, betas (0.9, 0.999)", "Adam, betas (0.8, 0.9)"]


def test_an_own_name_wins_and_is_not_compared_with() -> None:
    runs = (Run("SGD", (("lr", 0.1),)), Run("SGD"), Run("SGD"))
    assert [str(name) for name in run_names(runs, ("{mine}", "", "{mine}"))] == ["{mine}", "SGD", "{mine}"]
    assert [str(name) for name in run_names(runs[:2], ("mine",))] == ["mine", "SGD"]


@given(st.lists(st.builds(Run, st.sampled_from(["SGD", "Adam"]), st.sampled_from([(), (("lr", 0.5),)])), max_size=8))
def test_made_names_are_all_different(runs: list[Run]) -> None:
    made = names(*runs)
    assert len(set(made)) == len(runs)
