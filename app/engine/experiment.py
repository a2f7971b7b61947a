"""The choice: what is walked down, from where, by which optimizers. Small, frozen, comparable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Dtype = Literal["float32", "float64"]
HyperparameterValue = float | bool | tuple[float, ...] | None
MAX_STEPS = 100_000
MAX_RUNS = 8


@dataclass(frozen=True)
class Run:
    """One optimizer with the hyperparameters that differ from torch's defaults, by torch's own names."""

    optimizer: str
    hyperparameters: tuple[tuple[str, HyperparameterValue], ...] = ()

    def value(self, name: str) -> HyperparameterValue:
        """The value set here; a `KeyError` where torch's default holds."""
        return dict(self.hyperparameters)[name]

    def with_value(self, name: str, value: HyperparameterValue) -> Run:
        """The same run with one hyperparameter set, the others in their order."""
        values = dict(self.hyperparameters)
        values[name] = value
        return replace(self, hyperparameters=tuple(values.items()))


@dataclass(frozen=True)
class Experiment:
    """Everything needed to record the same trajectories again.

    `surface` is the key of a surface of `SURFACES`, or a formula where `formula` is true.
    """

    surface: str
    start: tuple[float, float]
    runs: tuple[Run, ...]
    dtype: Dtype = "float32"
    steps: int = 500
    seed: int = 0
    formula: bool = field(default=False)
