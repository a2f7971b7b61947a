"""What runs are called beside each other: by their own names, else by optimizer and by what differs among its runs."""

from __future__ import annotations

from functools import reduce

from app.engine.experiment import Run
from app.engine.optimizers import optimizer_named
from app.engine.special import special_differences, value_name
from surfaces.message import Message


def run_names(runs: tuple[Run, ...], own: tuple[str, ...] = ()) -> tuple[Message, ...]:
    """One name a run: its own name of `own` (empty or missing: none), else one made of what it does.

    Made names are all different: "Adam", "SGD, lr 0.01", "SGD, lr 0.05", "SGD, lr 0.05 (2)". Runs with a name of
    their own are not compared with.
    """
    given = tuple(own[at] if at < len(own) else "" for at in range(len(runs)))
    made = [run for run, name in zip(runs, given, strict=True) if not name]
    taken: dict[str, int] = {}
    names = []
    for run, own_name in zip(runs, given, strict=True):
        if own_name:
            names.append(Message("{name}", name=own_name))
            continue
        name = _name(run, [each for each in made if each.optimizer == run.optimizer])
        count = taken[str(name)] = taken.get(str(name), 0) + 1
        names.append(name if count == 1 else Message("{name} ({count})", name=name, count=count))
    return tuple(names)


def _name(run: Run, group: list[Run]) -> Message:
    differences = _differences(run, group)
    if not differences:
        return Message("{optimizer}", optimizer=run.optimizer)
    words = [Message("{optimizer}", optimizer=run.optimizer), *differences]
    return reduce(lambda before, after: Message("{before}, {after}", before=before, after=after), words)


def _differences(run: Run, group: list[Run]) -> list[Message]:
    """What this run has where the runs of its optimizer are not all alike, in torch's order; then what is special."""
    optimizer = optimizer_named(run.optimizer)
    values = [optimizer.values(each) for each in group]
    differing = [
        Message("{name} {value}", name=name, value=value_name(value))
        for name, value in optimizer.values(run).items()
        if any(others[name] != value for others in values)
    ]
    return differing + special_differences(run, group)
