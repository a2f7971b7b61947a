"""Stochastic gradient descent, with momentum as torch defines it: b ← μ·b + (1 − τ)·g, x ← x − lr·b."""

from __future__ import annotations

import math

import numpy as np

from app.engine.optimizers.common import MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from app.engine.worked.expression import Symbol
from app.engine.worked.prelude import decayed_gradient, finish, parameters_of, rate_of
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_STEP = Message("The step goes against it, scaled by the learning rate.")
_VELOCITY = Message("The velocity keeps the share μ of what it was and takes up the new gradient.")
_FIRST = Message("The first velocity is the gradient itself.")
_AHEAD = Message("Nesterov looks ahead: the gradient, and the velocity once more.")


def _nesterov_holds(values: Values) -> bool:
    return not values["nesterov"] or (values["momentum"] != 0 and values["dampening"] == 0)


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    direction = _velocity(start, terms, gradient) if start.on("momentum") else gradient
    return finish(terms, parameters_of(start), -rate_of(start) * direction, _STEP)


def _velocity(start: StepStart, terms: Terms, gradient: Symbol) -> Symbol:
    before = start.state("momentum_buffer")
    momentum, dampening = Symbol(r"\mu", start.number("momentum")), Symbol(r"\tau", start.number("dampening"))
    if np.isnan(before).all():
        velocity = terms.let("b", gradient, "momentum", _FIRST)
    else:
        taken = (1 - dampening) * gradient if start.on("dampening") else gradient
        velocity = terms.let("b", momentum * Symbol("b_-", before, "momentum") + taken, "momentum", _VELOCITY)
    if start.on("nesterov"):
        return terms.let("d", gradient + momentum * velocity, "momentum", _AHEAD)
    return velocity


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
    worked=_worked,
    rules=(Rule(_nesterov_holds, Message("Nesterov needs a momentum above 0 and no dampening.")),),
    initial_state=lambda values: {"momentum_buffer": math.nan},
)
