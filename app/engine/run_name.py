"""What runs are called beside each other: by optimizer, and by what differs where they share one."""

from __future__ import annotations

from app.engine.experiment import HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from surfaces.message import Message


def run_names(runs: tuple[Run, ...]) -> tuple[Message, ...]:
    """One name a run, all different: "SGD", "Adam", "SGD, momentum 0.9", "SGD (2)"."""
    first: dict[str, Run] = {}
    taken: dict[str, int] = {}
    names = []
    for run in runs:
        name = _name(run, first.setdefault(run.optimizer, run))
        count = taken[str(name)] = taken.get(str(name), 0) + 1
        names.append(name if count == 1 else Message("{name} ({count})", name=name, count=count))
    return tuple(names)


def _name(run: Run, first: Run) -> Message:
    differences = _differences(run, first)
    if not differences:
        return Message("{optimizer}", optimizer=run.optimizer)
    return Message("{optimizer}, {differences}", optimizer=run.optimizer, differences=", ".join(differences))


def _differences(run: Run, first: Run) -> list[str]:
    """The hyperparameters, in torch's order, in which a run is not like the first of its optimizer."""
    optimizer = optimizer_named(run.optimizer)
    ours, theirs = optimizer.values(run), optimizer.values(first)
    return [f"{name} {_value_text(value)}" for name, value in ours.items() if value != theirs[name]]


def _value_text(value: HyperparameterValue) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_value_text, value))})"
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}".replace("-", "\u2212")
