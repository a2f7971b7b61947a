"""Reading and setting the hyperparameters of a run, torch's defaults being left out."""

from __future__ import annotations

from dataclasses import replace

from app.engine.experiment import Edit, HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.engine.run_problem import plain_problem
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
    return optimizer.problem(name, value) or plain_problem(with_value(run, name, value))


def with_optimizer(run: Run, name: str) -> Run:
    """Another optimizer with what it shares with the old one, each only where it is sound together."""
    optimizer = optimizer_named(name)
    shared = {each.name: each.kind for each in optimizer.hyperparameters}
    old = optimizer_named(run.optimizer)
    made = Run(name)
    for key, value in run.hyperparameters:
        if shared.get(key) == old.hyperparameter(key).kind and proposal(made, key, value) is None:
            made = with_value(made, key, value)
    return _with_the_rest(made, run)


def _with_the_rest(made: Run, run: Run) -> Run:
    """With treatment, schedule and edits of another run, each only where it is sound."""
    made = replace(made, treatment=run.treatment)
    scheduled = replace(made, schedule=run.schedule)
    made = made if plain_problem(scheduled) is not None else scheduled
    for edit in run.edits:
        for setting in edit.settings:
            edited = made.with_edit(Edit(edit.step, (setting,)))
            made = made if plain_problem(edited) is not None else edited
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
    return name if value is True else f"{name} {_shown(value)}"


def _shown(value: HyperparameterValue) -> str:
    if isinstance(value, tuple):
        return "/".join(map(_shown, value))
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else shown_number(value)
