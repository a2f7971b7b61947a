"""Reading and setting the hyperparameters of a run, torch's defaults being left out."""

from __future__ import annotations

from dataclasses import replace

from app.engine.experiment import HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.views.number_text import shown_number
from surfaces.message import Message


def with_value(run: Run, name: str, value: HyperparameterValue) -> Run:
    """The run with one hyperparameter set; those at torch's defaults are not named, the others in torch's order."""
    optimizer = optimizer_named(run.optimizer)
    values = optimizer.values(run) | {name: value}
    return replace(
        run,
        hyperparameters=tuple(
            (each.name, values[each.name]) for each in optimizer.hyperparameters if values[each.name] != each.default
        ),
    )


def proposal(run: Run, name: str, value: HyperparameterValue) -> Message | None:
    """Why the run cannot take the value; None where it can."""
    optimizer = optimizer_named(run.optimizer)
    return optimizer.problem(name, value) or optimizer.run_problem(with_value(run, name, value))


def with_optimizer(run: Run, name: str) -> Run:
    """Another optimizer with what it shares with the old one; all of that only where it is sound together."""
    optimizer = optimizer_named(name)
    shared = {each.name: each.kind for each in optimizer.hyperparameters}
    old = optimizer_named(run.optimizer)
    made = Run(name)
    for key, value in run.hyperparameters:
        if shared.get(key) == old.hyperparameter(key).kind and proposal(made, key, value) is None:
            made = with_value(made, key, value)
    return made


def differences(run: Run) -> str:
    """What a card says beside the name: `momentum 0.9, nesterov`, the learning rate apart."""
    return ", ".join(_named(name, value) for name, value in with_defaults_dropped(run) if name != "lr")


def with_defaults_dropped(run: Run) -> tuple[tuple[str, HyperparameterValue], ...]:
    """The hyperparameters that differ from torch's defaults."""
    return tuple(
        (name, value)
        for name, value in run.hyperparameters
        if value != optimizer_named(run.optimizer).hyperparameter(name).default
    )


def _named(name: str, value: HyperparameterValue) -> str:
    if isinstance(value, tuple):
        return f"{name} {'/'.join(map(shown_number, value))}"
    if value is True:
        return name
    return f"{name} {shown_number(float(value or 0))}"
