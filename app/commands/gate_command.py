"""`thalweg gate`: a unit or a network learns a truth table; every step as CSV, the table at the end for people."""

from __future__ import annotations

import sys

from app.commands.command import Command
from app.commands.data_words import EVERY, OUT, data_format_of, state_option, write_data
from app.commands.gate_words import GATE_OPTIONS, PLACES, gate_experiment_of, threshold_of
from app.commands.words import Option, Words
from surfaces.message import Message


def _gate(words: Words) -> int:
    from app.commands.gate_table import gate_report

    data_format_of(words)
    threshold = threshold_of(words)
    experiment = gate_experiment_of(words)
    trajectories = write_data(words, experiment, threshold)
    for index, trajectory in enumerate(trajectories):
        sys.stderr.write(gate_report(experiment, index, trajectory, threshold))
    return 0


GATE = Command(
    name="gate",
    places=PLACES,
    sentence=Message(
        "Trains one sigmoid unit, or a network with hidden units, on a truth table, and prints every step, as CSV if "
        "nothing else is said: run, step, loss, accuracy, then one column a parameter; the last row is the end. "
        "Accuracy is the share of rows, or of the points around them, that are right: an answer that lies on the "
        "threshold, as near as rounding can tell, is undecided and not right. What each row of the table is answered "
        "at the end is said on standard error."
    ),
    options=(
        *GATE_OPTIONS,
        EVERY,
        Option(
            "--format",
            ("csv|json|npz",),
            Message(
                "Without it, the ending of --out decides, else csv. In json the task and every run's status go with "
                "the numbers, and gradients and learning rates. npz holds arrays for np.load: 0/steps, 0/parameters, "
                "0/losses, 0/accuracy, 0/gradients and 0/learning_rates for run 0, 1/... for the next; it needs --out."
            ),
        ),
        state_option("b"),
        OUT,
    ),
    examples=(
        'thalweg gate xor --hidden 4 --activation tanh --run "Adam lr=0.05" --seed 0 --steps 2000',
        'thalweg gate and --run "SGD lr=0.5" --start 1 -2 1.5 --steps 200',
        "thalweg gate or --weights notes --activation step --steps 0",
        'thalweg gate xor --run "SGD lr=0.5 batch=1" --loss mse --every 100',
        "thalweg gate own --table 1001 --hidden 2 --points 20 --spread 0.2 --format json",
    ),
    action=_gate,
)
