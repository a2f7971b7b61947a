"""The learning-rate schedules of torch: how each is called, what it takes, and where torch refuses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.engine.experiment import HyperparameterValue, Schedule
from app.engine.optimizers.optimizer import Hyperparameter, Values
from surfaces.message import Message

Proposal = Callable[[int, float], HyperparameterValue]
"""A sensible value for so many steps and a learning rate, where torch has no default."""


def _count(name: str, default: int | None, sentence: str, low: float = 1) -> Hyperparameter:
    return Hyperparameter(name, default, "integer", "", sentence, low)


def _number(name: str, default: float, sentence: str, low: float = float("-inf")) -> Hyperparameter:
    return Hyperparameter(name, default, "number", "", sentence, low)


@dataclass(frozen=True)
class Scheduler:
    """A class of `torch.optim.lr_scheduler`; `key` is its short name in a run's text.

    `proposals` are the arguments that torch has no default for. `sets_rate`: it computes the learning rate from its
    own arguments, whatever the run's is. `watches_loss`: it is told the loss. `cycles_momentum`: it may move the
    optimizer's momentum, too.
    """

    key: str
    name: str
    sentence: str
    settings: tuple[Hyperparameter, ...]
    proposals: Mapping[str, Proposal]
    sets_rate: bool = False
    watches_loss: bool = False
    cycles_momentum: bool = False

    def values(self, schedule: Schedule) -> dict[str, HyperparameterValue]:
        """Every argument: what the schedule sets, torch's defaults for the rest."""
        return {each.name: each.default for each in self.settings} | dict(schedule.settings)

    def proposed(self, steps: int, rate: float) -> Schedule:
        """This schedule for so many steps, from a learning rate."""
        return Schedule(self.name, tuple((name, propose(steps, rate)) for name, propose in self.proposals.items()))


_ETA_MIN = _number("eta_min", 0.0, "The learning rate at the lowest point.", 0.0)
_CYCLE_MOMENTUM = Hyperparameter("cycle_momentum", True, "flag", "", "Moves the momentum against the learning rate.")

SCHEDULERS = (
    Scheduler(
        "step",
        "StepLR",
        "Multiplies the learning rate by gamma every step_size steps.",
        (
            _count("step_size", 100, "How many steps each learning rate lasts."),
            _number("gamma", 0.1, "The factor.", 0.0),
        ),
        {"step_size": lambda steps, rate: max(steps // 4, 1)},
    ),
    Scheduler(
        "multistep",
        "MultiStepLR",
        "Multiplies the learning rate by gamma at each of the milestones.",
        (
            Hyperparameter("milestones", (200, 400), "integers", "", "The steps at which the factor applies.", 0.0),
            _number("gamma", 0.1, "The factor.", 0.0),
        ),
        {"milestones": lambda steps, rate: (steps // 2, 3 * steps // 4)},
    ),
    Scheduler(
        "exponential",
        "ExponentialLR",
        "Multiplies the learning rate by gamma at every step.",
        (_number("gamma", 0.99, "The factor.", 0.0),),
        {"gamma": lambda steps, rate: float(f"{0.01 ** (1 / max(steps, 1)):.6g}")},
    ),
    Scheduler(
        "linear",
        "LinearLR",
        "Goes in a straight line from one share of the learning rate to another: a warm-up.",
        (
            Hyperparameter("start_factor", 1 / 3, "number", "", "The share at the first step.", 5e-324, most=1.0),
            Hyperparameter("end_factor", 1.0, "number", "", "The share at the end.", 0.0, most=1.0),
            _count("total_iters", 5, "After how many steps the end is reached."),
        ),
        {"total_iters": lambda steps, rate: max(steps // 10, 1)},
    ),
    Scheduler(
        "polynomial",
        "PolynomialLR",
        "Falls to zero along a power of the steps that are left.",
        (
            _count("total_iters", 5, "After how many steps zero is reached."),
            _number("power", 1.0, "1 is a straight line; larger ones fall faster at first.", 0.0),
        ),
        {"total_iters": lambda steps, rate: max(steps, 1)},
    ),
    Scheduler(
        "cosine",
        "CosineAnnealingLR",
        "Falls along half a cosine.",
        (_count("T_max", 500, "After how many steps the lowest point is reached."), _ETA_MIN),
        {"T_max": lambda steps, rate: max(steps, 1)},
    ),
    Scheduler(
        "restarts",
        "CosineAnnealingWarmRestarts",
        "Falls along half a cosine, again and again.",
        (
            _count("T_0", 100, "How many steps the first fall takes."),
            _count("T_mult", 1, "How much longer each fall is than the one before."),
            _ETA_MIN,
        ),
        {"T_0": lambda steps, rate: max(steps // 4, 1)},
    ),
    Scheduler(
        "cyclic",
        "CyclicLR",
        "Goes up and down between two learning rates.",
        (
            _number("base_lr", 0.001, "The lowest learning rate.", 0.0),
            _number("max_lr", 0.1, "The highest learning rate.", 0.0),
            _count("step_size_up", 2000, "How many steps the way up takes."),
            _count("step_size_down", None, "How many steps the way down takes; none: as many as up."),
            Hyperparameter(
                "mode", "triangular", "choice", "", "How the cycles shrink.",
                choices=("triangular", "triangular2", "exp_range"),
            ),
            _number("gamma", 1.0, "The factor a step, for exp_range.", 0.0),
            _CYCLE_MOMENTUM,
            _number("base_momentum", 0.8, "The lowest momentum.", 0.0),
            _number("max_momentum", 0.9, "The highest momentum.", 0.0),
        ),
        {
            "base_lr": lambda steps, rate: rate / 10,
            "max_lr": lambda steps, rate: rate,
            "step_size_up": lambda steps, rate: max(steps // 8, 1),
        },
        sets_rate=True,
        cycles_momentum=True,
    ),
    Scheduler(
        "onecycle",
        "OneCycleLR",
        "Goes up once and down once, ending far below where it began.",
        (
            _number("max_lr", 0.1, "The highest learning rate.", 0.0),
            _count("total_steps", 500, "How many steps the cycle has; torch allows no step beyond it."),
            Hyperparameter("pct_start", 0.3, "number", "", "The share of the steps that go up.", 0.0, most=1.0),
            Hyperparameter(
                "anneal_strategy", "cos", "choice", "", "The shape of the way up and down.", choices=("cos", "linear")
            ),
            _CYCLE_MOMENTUM,
            _number("base_momentum", 0.85, "The lowest momentum.", 0.0),
            _number("max_momentum", 0.95, "The highest momentum.", 0.0),
            _number("div_factor", 25.0, "The highest learning rate over the first one.", 5e-324),
            _number("final_div_factor", 1e4, "The first learning rate over the last one.", 5e-324),
            Hyperparameter("three_phase", False, "flag", "", "Falls to the first learning rate before it goes on."),
        ),
        {"max_lr": lambda steps, rate: rate, "total_steps": lambda steps, rate: max(steps, 1)},
        sets_rate=True,
        cycles_momentum=True,
    ),
    Scheduler(
        "plateau",
        "ReduceLROnPlateau",
        "Multiplies the learning rate by a factor where the loss has stopped falling.",
        (
            Hyperparameter("mode", "min", "choice", "", "Whether the loss is to fall or rise.", choices=("min", "max")),
            Hyperparameter("factor", 0.1, "number", "", "The factor.", float("-inf"), below=1.0),
            _count("patience", 10, "How many steps without progress are waited for.", 0),
            _number("threshold", 1e-4, "How much counts as progress."),
            Hyperparameter(
                "threshold_mode", "rel", "choice", "", "Whether the threshold is a share of the loss.",
                choices=("rel", "abs"),
            ),
            _count("cooldown", 0, "How many steps are not counted after the factor was applied.", 0),
            _number("min_lr", 0.0, "The learning rate never falls below this.", 0.0),
            _number("eps", 1e-8, "Smaller changes of the learning rate are left out.", 0.0),
        ),
        {},
        watches_loss=True,
    ),
)  # fmt: skip


def scheduler_named(name: str) -> Scheduler:
    """By torch's name; raises `KeyError`."""
    return {each.name: each for each in SCHEDULERS}[name]


def schedule_problem(schedule: Schedule, optimizer_values: Values) -> Message | None:
    """Why torch would refuse a schedule for an optimizer with these hyperparameters."""
    scheduler = {each.name: each for each in SCHEDULERS}.get(schedule.name)
    if scheduler is None:
        return Message("There is no schedule “{name}”.", name=schedule.name[:60])
    settings = {each.name: each for each in scheduler.settings}
    for name, value in schedule.settings:
        if name not in settings:
            return Message("{schedule} has no {name}.", schedule=scheduler.name, name=name[:60])
        if (found := settings[name].problem(value)) is not None:
            return found
    missing = next((name for name in scheduler.proposals if name not in dict(schedule.settings)), None)
    if missing is not None:
        return Message("{schedule} needs {name}.", schedule=scheduler.name, name=missing)
    values = scheduler.values(schedule)
    cycles = scheduler.cycles_momentum and values["cycle_momentum"]
    if cycles and "momentum" not in optimizer_values and "betas" not in optimizer_values:
        return Message("This optimizer has no momentum to cycle: set cycle_momentum to false.")
    return None
