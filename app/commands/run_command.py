"""`thalweg run`: the trajectories of an experiment as CSV, JSON or numpy arrays."""

from __future__ import annotations

from app.commands.command import Command
from app.commands.data_words import EVERY, OUT, data_format_of, state_option, write_data
from app.commands.divergence import say_divergence
from app.commands.experiment_words import OPTIONS, experiment_of
from app.commands.words import Option, Words
from surfaces.message import Message


def _run(words: Words) -> int:
    data_format_of(words)
    experiment = experiment_of(words)
    say_divergence(experiment, write_data(words, experiment))
    return 0


RUN = Command(
    name="run",
    places=("SURFACE",),
    sentence=Message(
        "Walks down a surface and prints every step, as CSV if nothing else is said. Row k holds the parameters after "
        "k steps, loss and gradient there, and the learning rate that step k uses."
    ),
    options=(
        *OPTIONS,
        EVERY,
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
        state_option("x"),
        OUT,
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
