"""`thalweg script`: a run as a short PyTorch program."""

from __future__ import annotations

from pathlib import Path

from app.commands.command import Command
from app.commands.data_words import OUT
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.gate_words import GATE_OPTIONS, PLACES, gate_experiment_of
from app.commands.places import writable
from app.commands.words import BadWords, Words
from app.engine.experiment import Experiment
from app.engine.script import NoScript, script_of
from surfaces.message import Message


def _script(words: Words) -> int:
    return _write(words, experiment_of(words))


def _gate_script(words: Words) -> int:
    return _write(words, gate_experiment_of(words))


def _write(words: Words, experiment: Experiment) -> int:
    out = words.text("--out")
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


SCRIPT_GATE = Command(
    name="script gate",
    places=PLACES,
    sentence=Message(
        "Prints the training of a unit or a network as a short PyTorch program. The program prints step, all "
        "parameters and loss of every row, with all digits: the same trajectory to the last digit on the same machine."
    ),
    options=(*(each for each in GATE_OPTIONS if each.name != "--threshold"), OUT),
    examples=('thalweg script gate xor --hidden 4 --run "Adam lr=0.05"',),
    action=_gate_script,
)
SCRIPT = Command(
    name="script",
    places=("SURFACE",),
    sentence=Message(
        "Prints a run as a short PyTorch program. The program prints step, parameters and loss of every row, with all "
        "digits, and ends with the last one: the same trajectory to the last digit on the same machine."
    ),
    options=(*OPTIONS, OUT),
    examples=(
        'thalweg script himmelblau --run "Adam lr=0.1" --steps 120',
        'thalweg script rosenbrock --run "SGD lr=0.001 momentum=0.9 schedule=cosine:T_max=500" --out walk.py',
    ),
    action=_script,
    inner=(SCRIPT_GATE,),
)
