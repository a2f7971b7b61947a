"""The words that say how trajectories are written, and to where: options of `run` and `gate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.places import writable
from app.commands.words import BadWords, Option, Words
from app.engine.experiment import MAX_STEPS, Experiment
from app.engine.spelling import quoted
from surfaces.message import Message

if TYPE_CHECKING:
    from app.engine.trajectory import Trajectory
    from app.export.data_format import DataFormat

EVERY = Option("--every", ("K",), Message("Print every K-th row, and always the last one. Without it: 1."))
OUT = Option("--out", ("FILE",), Message("Write to a file instead of printing."))


def state_option(parameter: str) -> Option:
    """`--state`, for a command whose trajectories have a column of that name."""
    return Option(
        "--state",
        (),
        Message(
            "Add the optimizer's own state by torch's names, as torch holds it before the step, one column a parameter "
            "where it is so kept: exp_avg_{parameter}, ... (npz: 0/state/exp_avg). Empty where there is none yet.",
            parameter=parameter,
        ),
    )


def write_data(words: Words, experiment: Experiment, threshold: float = 0.5) -> tuple[Trajectory, ...]:
    """Record an experiment, write it as the words say, and give what was recorded; raises `BadWords` and `Failed`.

    A gate's rows say 1 from the `threshold` on.
    """
    from app.commands.recording import recorded

    every = words.integer("--every", 1, MAX_STEPS) or 1
    out = words.text("--out")
    data_format = data_format_of(words)
    if out is None:
        trajectories = recorded(experiment)
        data_format.write(sys.stdout.buffer, experiment, _shown(words, trajectories), every, threshold)
        sys.stdout.flush()
        return trajectories
    with writable(Path(out)) as path:
        trajectories = recorded(experiment)
        with path.open("wb") as file:
            data_format.write(file, experiment, _shown(words, trajectories), every, threshold)
    return trajectories


def data_format_of(words: Words) -> DataFormat:
    """What `--format` names, else what the ending of the file says, else CSV; raises `BadWords`."""
    from app.export.data_format import CSV, DATA_FORMATS, format_of

    out = words.text("--out")
    by_name = {each.name: each for each in DATA_FORMATS}
    ending = None if out is None else format_of(Path(out))
    named = by_name[words.choice("--format", tuple(by_name))] if words.flag("--format") else ending or CSV
    if ending is not None and ending is not named:
        raise BadWords(
            Message("--format {name} does not go with --out {path}.", name=named.name, path=quoted(str(out)))
        )
    if out is None and not named.is_text:
        raise BadWords(Message("--format {name} needs --out FILE: it is not text.", name=named.name))
    return named


def _shown(words: Words, trajectories: tuple[Trajectory, ...]) -> tuple[Trajectory, ...]:
    from app.export.state_columns import without_state

    return trajectories if words.flag("--state") else tuple(map(without_state, trajectories))
