from __future__ import annotations

from app.engine.experiment import Run
from app.engine.run_name import run_names


def names(*runs: Run) -> list[str]:
    return [str(name) for name in run_names(runs)]


def test_runs_of_one_optimizer_are_named_by_what_differs() -> None:
    base = Run("SGD", (("lr", 0.01),))
    assert names(base, Run("Adam", (("lr", 0.1),)), base.with_value("momentum", 0.9), base.with_value("lr", 0.05)) == [
        "SGD", "Adam", "SGD, momentum 0.9", "SGD, lr 0.05",
    ]  # fmt: skip


def test_equal_runs_are_counted_and_defaults_are_no_difference() -> None:
    assert names(Run("SGD"), Run("SGD", (("momentum", 0.0),)), Run("SGD")) == ["SGD", "SGD (2)", "SGD (3)"]


def test_flags_and_pairs_are_read_aloud() -> None:
    first = Run("Adam")
    assert names(first, first.with_value("amsgrad", True), first.with_value("betas", (0.8, 0.9))) == [
        "Adam", "Adam, amsgrad true", "Adam, betas (0.8, 0.9)",
    ]  # fmt: skip
