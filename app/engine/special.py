"""What is special about a run besides its hyperparameters, in short words: schedule, gradient treatment, edits."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.experiment import HyperparameterValue, Run, Schedule, Treatment
from app.engine.schedules import scheduler_named
from surfaces.message import Message

_TREATMENT = ("batch", "noise", "clip_value", "clip")


def value_name(value: HyperparameterValue) -> str:
    """A value within a name: `0.05`, `(0.9, 0.999)`, `true`."""
    if isinstance(value, tuple):
        return f"({', '.join(map(value_name, value))})"
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else f"{value:g}".replace("-", "\u2212")


def specials(run: Run) -> list[Message]:
    """All of it: `cosine`, `clip 1`, `edited at 120`."""
    words = [] if run.schedule is None else [Message("{word}", word=scheduler_named(run.schedule.name).key)]
    words += [_named(name, value) for name, value in _treated(run)]
    words += [Message("edited at {step}", step=edit.step) for edit in run.edits]
    return words


def special_differences(run: Run, group: list[Run]) -> list[Message]:
    """What this run has where the runs of a group are not all alike: `cosine`, `clip 1`, `lr 0.01 from 120`."""
    words = []
    if run.schedule is not None and any(each.schedule != run.schedule for each in group):
        words.append(Message("{word}", word=_schedule_name(run.schedule, group)))
    for name, value in _treated(run):
        if any(getattr(each.treatment, name) != value for each in group):
            words.append(_named(name, value))
    shared = set.intersection(*(set(_edited(each)) for each in group))
    for step, name, value in _edited(run):
        if (step, name, value) not in shared:
            words.append(Message("{name} {value} from {step}", name=name, value=value_name(value), step=step))
    return words


def _treated(run: Run) -> Iterator[tuple[str, HyperparameterValue]]:
    plain = Treatment()
    for name in _TREATMENT:
        value: HyperparameterValue = getattr(run.treatment, name)
        if value != getattr(plain, name):
            yield name, value


def _edited(run: Run) -> list[tuple[int, str, HyperparameterValue]]:
    return [(edit.step, name, value) for edit in run.edits for name, value in edit.settings]


def _schedule_name(schedule: Schedule, group: list[Run]) -> str:
    """Its short name; with its settings where another run has the same one with others."""
    scheduler = scheduler_named(schedule.name)
    others = [
        scheduler.values(each.schedule) for each in group if each.schedule and each.schedule.name == schedule.name
    ]
    differing = [
        f"{name} {value_name(value)}"
        for name, value in scheduler.values(schedule).items()
        if any(each[name] != value for each in others)
    ]
    return " ".join([scheduler.key, *differing])


def _named(name: str, value: HyperparameterValue) -> Message:
    return Message("{name} {value}", name=name, value=value_name(value))
