"""`thalweg run`: the trajectories of an experiment as CSV."""

from __future__ import annotations

import sys
from pathlib import Path

from app.commands.command import Command
from app.commands.divergence import say_divergence
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.places import writable
from app.commands.words import Option, Words
from app.engine.experiment import MAX_STEPS
from surfaces.message import Message


def _run(words: Words) -> int:
    from app.commands.recording import recorded
    from app.export.table import write_table

    every = words.integer("--every", 1, MAX_STEPS) or 1
    out = words.text("--out")
    experiment = experiment_of(words)
    if out is None:
        trajectories = recorded(experiment)
        write_table(sys.stdout, trajectories, every)
        sys.stdout.flush()
    else:
        with writable(Path(out)) as path:
            trajectories = recorded(experiment)
            with path.open("w", encoding="ascii", newline="\n") as file:
                write_table(file, trajectories, every)
    say_divergence(experiment, trajectories)
    return 0


RUN = Command(
    name="run",
    places=("SURFACE",),
    sentence=Message(
        "Walks down a surface and prints every step as CSV. Row k holds the parameters after k steps, loss and "
        "gradient there, and the learning rate that step k uses."
    ),
    options=(
        *OPTIONS,
        Option("--every", ("K",), Message("Print every K-th row, and always the last one. Without it: 1.")),
        Option("--out", ("FILE",), Message("Write to a file instead of printing.")),
    ),
    examples=(
        'thalweg run himmelblau --run "Adam lr=0.001" --start 0 0 --steps 20000 --every 2000',
        'thalweg run regression --run "SGD lr=0.05" --run "SGD lr=0.02 momentum=0.9" --out walk.csv',
        'thalweg run --formula "x**4 + exp(-x*y)" --start -1e-3 0 --dtype float64',
    ),
    action=_run,
)
