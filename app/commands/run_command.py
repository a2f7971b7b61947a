"""`thalweg run`: the trajectories of an experiment as CSV, JSON or numpy arrays."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.command import Command
from app.commands.divergence import say_divergence
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.places import writable
from app.commands.words import BadWords, Option, Words
from app.engine.experiment import MAX_STEPS
from app.engine.spelling import quoted
from surfaces.message import Message

if TYPE_CHECKING:
    from app.engine.trajectory import Trajectory
    from app.export.data_format import DataFormat


def _run(words: Words) -> int:
    from app.commands.recording import recorded

    every = words.integer("--every", 1, MAX_STEPS) or 1
    out = words.text("--out")
    data_format = _format(words, out)
    experiment = experiment_of(words)
    if out is None:
        trajectories = recorded(experiment)
        data_format.write(sys.stdout.buffer, experiment, _shown(words, trajectories), every)
        sys.stdout.flush()
    else:
        with writable(Path(out)) as path:
            trajectories = recorded(experiment)
            with path.open("wb") as file:
                data_format.write(file, experiment, _shown(words, trajectories), every)
    say_divergence(experiment, trajectories)
    return 0


def _shown(words: Words, trajectories: tuple[Trajectory, ...]) -> tuple[Trajectory, ...]:
    from app.export.state_columns import without_state

    return trajectories if words.flag("--state") else tuple(map(without_state, trajectories))


def _format(words: Words, out: str | None) -> DataFormat:
    """What `--format` names, else what the ending of the file says, else CSV."""
    from app.export.data_format import CSV, DATA_FORMATS, format_of

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


RUN = Command(
    name="run",
    places=("SURFACE",),
    sentence=Message(
        "Walks down a surface and prints every step, as CSV if nothing else is said. Row k holds the parameters after "
        "k steps, loss and gradient there, and the learning rate that step k uses."
    ),
    options=(
        *OPTIONS,
        Option("--every", ("K",), Message("Print every K-th row, and always the last one. Without it: 1.")),
        Option(
            "--format",
            ("csv|json|npz",),
            Message(
                "Without it, the ending of --out decides, else csv. In json the experiment and every run's status go "
                "with the numbers, and null stands for what is not finite. npz holds arrays for np.load: 0/steps, "
                "0/parameters, 0/losses, 0/gradients and 0/learning_rates for run 0, 1/... for the next, and the "
                "experiment as JSON text; it needs --out."
            ),
        ),
        Option(
            "--state",
            (),
            Message(
                "Add the optimizer's own state by torch's names, as torch holds it before the step: exp_avg_x, "
                "exp_avg_y, ... (npz: 0/state/exp_avg). Empty where there is none yet."
            ),
        ),
        Option("--out", ("FILE",), Message("Write to a file instead of printing.")),
    ),
    examples=(
        'thalweg run himmelblau --run "Adam lr=0.001" --start 0 0 --steps 20000 --every 2000',
        'thalweg run regression --run "SGD lr=0.05" --run "SGD lr=0.02 momentum=0.9" --out walk.csv',
        'thalweg run --formula "x**4 + exp(-x*y)" --start -1e-3 0 --dtype float64',
        'thalweg run himmelblau --run "SGD lr=0.05" --format json',
        'thalweg run rosenbrock --run "Adam lr=0.05" --steps 1000 --state --out walk.npz',
        'thalweg run regression --run "SGD lr=0.01 momentum=0.9 schedule=cosine:T_max=100 at 40 lr=0.002"',
    ),
    action=_run,
)
