"""Experiments worth opening: classic comparisons, and what surprises about the optimizers.

What each sentence says is computed from its recorded trajectories in a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.experiment import Experiment, Run, Schedule, Treatment


@dataclass(frozen=True)
class Preset:
    """An experiment with a name; `sentence` says what to look at, `step` is where the playhead shows it."""

    key: str
    name: str
    sentence: str
    experiment: Experiment
    step: int


def _sgd(lr: float, momentum: float = 0.0, nesterov: bool = False) -> Run:
    if not momentum:
        return Run("SGD", (("lr", lr),))
    ahead = (("nesterov", True),) if nesterov else ()
    return Run("SGD", (("lr", lr), ("momentum", momentum), *ahead))


def _of(optimizer: str, lr: float) -> Run:
    return Run(optimizer, (("lr", lr),))


PRESETS = (
    Preset(
        "momentum",
        "Plain, momentum, Nesterov",
        "In the ravine plain steps zigzag and creep, even near their largest learning rate; momentum evens them out "
        "at a smaller one, and Nesterov swings less.",
        Experiment("ravine", (-4.0, 1.8), (_sgd(0.036), _sgd(0.02, 0.9), _sgd(0.02, 0.9, nesterov=True)), steps=400),
        60,
    ),
    Preset(
        "limit",
        "The largest learning rate",
        "Below 2/λmax = 0.0858 gradient descent converges, right above it every step leads farther away.",
        Experiment("regression", (-8.5, 4.0), (_sgd(0.04), _sgd(0.085), _sgd(0.087)), steps=1000),
        40,
    ),
    Preset(
        "landing",
        "Momentum lands elsewhere",
        "From the same start, momentum rolls past the minimum in which plain gradient descent ends, into another one.",
        Experiment("himmelblau", (0.0, 0.0), (_sgd(0.01), _sgd(0.01, 0.9)), steps=500),
        200,
    ),
    Preset(
        "rmsprop_first_step",
        "RMSprop's first step",
        "With α = 0.99 RMSprop's first step is ten times its learning rate along each axis, whatever the slope; Adam's "
        "is one learning rate.",
        Experiment("himmelblau", (0.0, 0.0), (_of("RMSprop", 0.02), _of("Adam", 0.02)), steps=500),
        1,
    ),
    Preset(
        "radam_first_steps",
        "RAdam's first steps",
        "RAdam's first five steps are not divided by anything: the first one is the learning rate times the gradient, "
        "long where it is steep. Adam's is one learning rate.",
        Experiment("himmelblau", (0.0, 0.0), (_of("RAdam", 0.05), _of("Adam", 0.05)), steps=500),
        1,
    ),
    Preset(
        "adamw_beside",
        "AdamW settles beside the minimum",
        "Weight decay pulls toward zero: AdamW stops where that pull balances the step, beside the minimum that Adam "
        "reaches, and drifts closer only as its memory of steep slopes fades.",
        Experiment(
            "himmelblau",
            (0.0, 0.0),
            (_of("Adam", 0.1), Run("AdamW", (("lr", 0.1), ("weight_decay", 0.3)))),
            steps=1000,
        ),
        1000,
    ),
    Preset(
        "adam_diagonal",
        "Adam walks the diagonal",
        "One axis is twenty times as steep as the other: Adam moves equally along both, straight along the diagonal, "
        "while gradient descent runs down the steep one first.",
        Experiment("x**2 + 20*y**2", (-4.0, 4.0), (_of("Adam", 0.1), _sgd(0.04)), steps=300, formula=True),
        30,
    ),
    Preset(
        "amsgrad",
        "Adam and AMSGrad",
        "With a large learning rate Adam goes on jumping about Rosenbrock's valley; AMSGrad never lets its divisor "
        "shrink, and comes to rest at the minimum.",
        Experiment(
            "rosenbrock",
            (-1.5, 2.0),
            (_of("Adam", 1.0), Run("Adam", (("lr", 1.0), ("amsgrad", True)))),
            steps=2000,
        ),
        1000,
    ),
    Preset(
        "warm_up",
        "Learning-rate warm-up",
        "Far out the slope is steep, and the first steps leap over the nearest minimum; a learning rate that grows "
        "from a tenth ends in it.",
        Experiment(
            "himmelblau",
            (-5.0, 5.0),
            (
                _sgd(0.015),
                Run("SGD", (("lr", 0.015),), Schedule("LinearLR", (("start_factor", 0.1), ("total_iters", 50)))),
            ),
            steps=300,
        ),
        100,
    ),
    Preset(
        "noise",
        "Mini-batches and noise",
        "A line that fits every sample lets mini-batches settle, though not along the shortest way; noise on the "
        "gradient never lets a constant learning rate settle.",
        Experiment(
            "regression",
            (-8.5, 4.0),
            tuple(
                Run("SGD", (("lr", 0.03),), treatment=treatment)
                for treatment in (Treatment(), Treatment(batch=1), Treatment(noise=5.0))
            ),
            steps=1000,
        ),
        1000,
    ),
    Preset(
        "clipping",
        "Gradient clipping",
        "On Rosenbrock's steep walls one step throws plain gradient descent out of bounds; with its gradient clipped "
        "to a length of 5 the same learning rate goes down the valley.",
        Experiment(
            "rosenbrock",
            (-1.5, 2.0),
            (_sgd(0.004), Run("SGD", (("lr", 0.004),), treatment=Treatment(clip=5.0))),
            steps=2000,
        ),
        10,
    ),
)


def preset_named(key: str) -> Preset:
    """By key; raises `KeyError`."""
    return {each.key: each for each in PRESETS}[key]


def preset_of(experiment: Experiment) -> Preset | None:
    """The preset whose experiment this is."""
    return next((each for each in PRESETS if each.experiment == experiment), None)
