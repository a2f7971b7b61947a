from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.engine.experiment import Edit, Run, Schedule, Treatment
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


BASE = Run("SGD", (("lr", 0.05),))
COSINE = replace(BASE, schedule=Schedule("CosineAnnealingLR", (("T_max", 100),)))


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((BASE, COSINE), ["SGD", "SGD, cosine"]),
        (
            (COSINE, replace(COSINE, schedule=Schedule("CosineAnnealingLR", (("T_max", 50),)))),
            ["SGD, cosine T_max 100", "SGD, cosine T_max 50"],
        ),
        ((BASE, replace(BASE, treatment=Treatment(1, 0.1, clip=2.0))), ["SGD", "SGD, batch 1, noise 0.1, clip 2"]),
        ((BASE, BASE.with_edit(Edit(120, (("lr", 0.01),)))), ["SGD", "SGD, lr 0.01 from 120"]),
        (
            tuple(BASE.with_edit(Edit(9, (("lr", 0.1),))).with_edit(Edit(20, (("lr", lr),))) for lr in (0.01, 0.02)),
            ["SGD, lr 0.01 from 20", "SGD, lr 0.02 from 20"],
        ),
        ((COSINE, COSINE), ["SGD", "SGD (2)"]),
        ((BASE.with_edit(Edit(3, (("lr", 0.01),))),), ["SGD"]),
    ],
)
def test_schedule_treatment_and_edits_are_named_where_they_differ(runs: tuple[Run, ...], expected: list[str]) -> None:
    assert names(*runs) == expected
