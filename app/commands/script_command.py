"""`thalweg script`: a run as a short PyTorch program."""

from __future__ import annotations

from pathlib import Path

from app.commands.command import Command
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.places import writable
from app.commands.words import BadWords, Option, Words
from app.engine.script import NoScript, script_of
from surfaces.message import Message


def _script(words: Words) -> int:
    out = words.text("--out")
    experiment = experiment_of(words)
    if len(experiment.runs) > 1:
        raise BadWords(Message("A script walks one run: give one --run."))
    try:
        text = script_of(experiment, experiment.runs[0])
    except NoScript as error:
        raise BadWords(error.message) from None
    if out is None:
        print(text, end="")
        return 0
    with writable(Path(out)) as path:
        path.write_text(text, encoding="utf-8")
    return 0


SCRIPT = Command(
    name="script",
    places=("SURFACE",),
    sentence=Message(
        "Prints a run as a short PyTorch program. The program prints step, parameters and loss of every row, with all "
        "digits, and ends with the last one: the same trajectory to the last digit on the same machine."
    ),
    options=(*OPTIONS, Option("--out", ("FILE",), Message("Write to a file instead of printing."))),
    examples=(
        'thalweg script himmelblau --run "Adam lr=0.1" --steps 120',
        'thalweg script rosenbrock --run "SGD lr=0.001 momentum=0.9 schedule=cosine:T_max=500" --out walk.py',
    ),
    action=_script,
)
