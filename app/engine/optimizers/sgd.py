"""Stochastic gradient descent, with momentum as torch defines it: b ← μ·b + (1 − τ)·g, x ← x − lr·b."""

from __future__ import annotations

from app.engine.optimizers.common import MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from surfaces.message import Message


def _nesterov_holds(values: Values) -> bool:
    return not values["nesterov"] or (values["momentum"] != 0 and values["dampening"] == 0)


SGD = Optimizer(
    name="SGD",
    sentence="Steps against the gradient; with momentum it keeps part of its velocity.",
    hyperparameters=(
        learning_rate(1e-3),
        Hyperparameter("momentum", 0.0, "number", r"\mu", "How much of the velocity is kept at every step."),
        Hyperparameter(
            "dampening",
            0.0,
            "number",
            r"\tau",
            "How much of the new gradient is left out of the velocity.",
            float("-inf"),
        ),
        WEIGHT_DECAY,
        Hyperparameter("nesterov", False, "flag", "", "Looks ahead along the velocity before it steps."),
        MAXIMIZE,
    ),
    rules=(Rule(_nesterov_holds, Message("Nesterov needs a momentum above 0 and no dampening.")),),
)
