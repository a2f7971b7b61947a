"""The choice: what is walked down, from where, by which optimizers. Small, frozen, comparable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from app.engine.gates.task import GateTask

Dtype = Literal["float32", "float64"]
HyperparameterValue = int | float | bool | str | tuple[float | None, ...] | None
Setting = tuple[str, HyperparameterValue]
MAX_STEPS = 100_000
MAX_RUNS = 8


@dataclass(frozen=True)
class Schedule:
    """A class of `torch.optim.lr_scheduler` with the arguments that differ from torch's defaults, by torch's names."""

    name: str
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True)
class Treatment:
    """What is done to the gradient before the optimizer sees it, in this order.

    `batch`: the loss of so many samples a step, in seeded order (None: all of them); `noise`: the standard deviation
    of seeded Gaussian noise; `clip_value`: the largest absolute value of an element; `clip`: the largest norm.
    """

    batch: int | None = None
    noise: float = 0.0
    clip_value: float | None = None
    clip: float | None = None


@dataclass(frozen=True)
class Edit:
    """Hyperparameters that change on the way: the step from row `step` to the next is the first with them."""

    step: int
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class Run:
    """One optimizer with the hyperparameters that differ from torch's defaults, by torch's own names.

    `edits` are in the order of their steps, one a step.
    """

    optimizer: str
    hyperparameters: tuple[Setting, ...] = ()
    schedule: Schedule | None = None
    treatment: Treatment = Treatment()
    edits: tuple[Edit, ...] = ()

    def value(self, name: str) -> HyperparameterValue:
        """The value set here; a `KeyError` where torch's default holds."""
        return dict(self.hyperparameters)[name]

    def with_value(self, name: str, value: HyperparameterValue) -> Run:
        """The same run with one hyperparameter set, the others in their order."""
        values = dict(self.hyperparameters)
        values[name] = value
        return replace(self, hyperparameters=tuple(values.items()))

    def with_edit(self, edit: Edit) -> Run:
        """The same run with one more edit; at a step that has one, its settings are added or replaced."""
        settings: dict[int, dict[str, HyperparameterValue]] = {each.step: dict(each.settings) for each in self.edits}
        settings.setdefault(edit.step, {}).update(edit.settings)
        return replace(self, edits=tuple(Edit(step, tuple(settings[step].items())) for step in sorted(settings)))

    def without_edit(self, step: int) -> Run:
        """The same run without the edit at a step."""
        return replace(self, edits=tuple(each for each in self.edits if each.step != step))

    def without_setting(self, step: int, name: str) -> Run:
        """The same run without one hyperparameter's change at a step, and without the edit where it was its last."""
        settings = {edit.step: tuple(each for each in edit.settings if each[0] != name) for edit in self.edits}
        kept = (Edit(edit.step, settings[edit.step] if edit.step == step else edit.settings) for edit in self.edits)
        return replace(self, edits=tuple(each for each in kept if each.settings))

    def with_edit_moved(self, step: int, to: int) -> Run:
        """The same run with the edit of one step at another, which has none."""
        moved = (replace(each, step=to) if each.step == step else each for each in self.edits)
        return replace(self, edits=tuple(sorted(moved, key=lambda each: each.step)))


@dataclass(frozen=True)
class Experiment:
    """Everything needed to record the same trajectories again.

    `surface` is the key of a surface of `SURFACES`, or a formula where `formula` is true; where there is a `gate`, its
    loss is walked down instead. An empty `start` leaves it to torch, which draws a gate's first weights from the seed.
    """

    surface: str
    start: tuple[float, ...]
    runs: tuple[Run, ...]
    dtype: Dtype = "float32"
    steps: int = 500
    seed: int = 0
    formula: bool = field(default=False)
    gate: GateTask | None = None

    def walk(self, index: int) -> Experiment:
        """What one run needs to be recorded: the experiment with no other run."""
        return replace(self, runs=(self.runs[index],))
