"""Adadelta (Zeiler, 2012, arXiv:1212.5701): the usual step over the usual slope, so that units cancel."""

from __future__ import annotations

from dataclasses import replace

from app.engine.optimizers.common import EPS, MAXIMIZE, WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import sqrt
from app.engine.worked.prelude import (
    EFFECTIVE,
    decayed_gradient,
    eps_of,
    finish,
    parameters_of,
    rate_of,
    square_of,
)
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_SLOPE = Message("The usual size of the slope.")
_MOVE = Message("The usual size of the steps so far; ε alone lets the first ones begin.")
_RATE = Message("The rate that each axis gets: usual step over usual slope, times the learning rate.")
_CHANGE = Message("The step before the learning rate: the gradient, rescaled to the usual size of a step.")
_MEMORY = Message("A running mean of that step's square, for the steps to come.")
_STEP = Message("The step: torch's learning rate scales it, the paper's is 1.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = decayed_gradient(start, terms)
    rho, eps, rate = Symbol(r"\rho", start.number("rho")), eps_of(start), rate_of(start)
    square = square_of(start, terms, rho, "square_avg", gradient)
    before = Symbol("a_-", start.state("acc_delta"), "step")
    slope = terms.let("D", sqrt(square + eps), "square", _SLOPE)
    move = terms.let("R", sqrt(before + eps), "step", _MOVE)
    terms.let(EFFECTIVE, rate * move / slope, "plain", _RATE)
    change = terms.let("u", move / slope * gradient, "step", _CHANGE)
    terms.let("a", rho * before + (1 - rho) * change**2, "step", _MEMORY)
    return finish(terms, parameters_of(start), -rate * change, _STEP)


ADADELTA = Optimizer(
    name="Adadelta",
    sentence="Rescales the gradient to the usual size of its own steps: no learning rate has to be found.",
    hyperparameters=(
        learning_rate(1.0),
        Hyperparameter("rho", 0.9, "number", r"\rho", "How much of both running means is kept.", most=1.0),
        replace(EPS, default=1e-6, sentence="Added under both roots; it also sets the size of the first steps."),
        WEIGHT_DECAY,
        MAXIMIZE,
    ),
    worked=_worked,
)
