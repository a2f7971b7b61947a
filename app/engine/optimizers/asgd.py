"""ASGD (Polyak and Juditsky, 1992): gradient descent with a shrinking rate, and the average of the points it visits."""

from __future__ import annotations

import math

import numpy as np

from app.engine.experiment import MAX_STEPS
from app.engine.optimizers.common import MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from app.engine.worked.expression import Expression, Symbol
from app.engine.worked.functions import Rounded, maximum
from app.engine.worked.prelude import POINT, decayed_gradient, parameters_of, rate_of
from app.engine.worked.rounding import moved_share
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_SHRINK = Message("A small share of the parameters is taken away: a pull toward zero.")
_NEXT_RATE = Message("The rate of the next step, which this one leaves behind; torch keeps it in single precision.")
_NEXT_SHARE = Message("The share of the next point in the average: 1, the point alone, until t₀ steps are over.")
_AVERAGE = Message("The average of the points: torch keeps it beside the parameters and does not use it.")
_DELTA = Message("The step goes against the gradient, scaled by the rate that the step before left behind.")


def _rates_hold(values: Values) -> bool:
    """torch raises 1 + λ·lr·t to the power α with plain numbers: too large ones are an error there."""
    lambd, rate, power = (float(values[name]) for name in ("lambd", "lr", "alpha"))  # type: ignore[arg-type]
    return abs(power) * math.log1p(lambd * rate * MAX_STEPS) < 600


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    parameters, t = parameters_of(start), Symbol("t", float(start.t))
    lambd, power, first = (
        Symbol(latex, start.number(name))
        for latex, name in ((r"\Lambda", "lambd"), (r"\alpha", "alpha"), ("t_0", "t0"))
    )
    given, share = _rate_and_share(start)
    shrunk = terms.let("x", parameters * (1 - lambd * given), "point", _SHRINK) if start.on("lambd") else parameters
    delta = terms.let(r"\Delta", -given * gradient, "step", _DELTA)
    rate = rate_of(start) / (1 + lambd * rate_of(start) * t) ** power
    terms.let(r"\eta_+", Rounded(rate, _single(rate)), "plain", _NEXT_RATE)
    weight = 1 / maximum(1, t - first)
    terms.let(r"\mu_+", Rounded(weight, _single(weight)), "plain", _NEXT_SHARE)
    landing, before = shrunk + delta, Symbol(r"\bar x_-", start.state("ax"), "point")
    average = moved_share(before.value, landing.value, float(share.value), start.dtype)
    mean = Rounded(before + share * (landing - before), average)
    terms.let(r"\bar x", mean, "point", _AVERAGE)
    terms.let("x_+", landing, "point", POINT)
    return terms


def _rate_and_share(start: StepStart) -> tuple[Symbol, Symbol]:
    """What the step before left behind; before the first one there is only the learning rate."""
    if start.step == 0:
        return Symbol(r"\eta", float(np.float32(start.number("lr")))), Symbol(r"\mu", 1.0)
    return Symbol(r"\eta", start.state("eta")), Symbol(r"\mu", start.state("mu"))


def _single(value: Expression) -> Expression:
    return Symbol("", float(np.float32(value.value)))


ASGD = Optimizer(
    name="ASGD",
    sentence="Gradient descent with a rate that shrinks, beside it the average of all points it visits.",
    hyperparameters=(
        learning_rate(1e-2),
        Hyperparameter("lambd", 1e-4, "number", r"\Lambda", "How fast the rate shrinks, and a small pull toward zero."),
        Hyperparameter("alpha", 0.75, "number", r"\alpha", "The power with which the rate shrinks.", float("-inf")),
        Hyperparameter("t0", 1e6, "number", "t_0", "The step from which points are averaged.", float("-inf")),
        WEIGHT_DECAY,
        MAXIMIZE,
    ),
    worked=_worked,
    rules=(Rule(_rates_hold, Message("lambd, lr and alpha are too large together: the rate would leave all bounds.")),),
    initial_state=lambda values: {"eta": float(values["lr"]), "mu": 1.0},  # type: ignore[arg-type]
)
