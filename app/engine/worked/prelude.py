"""The first and the last terms of most optimizers: the gradient as it is used, and the point after the step."""

from __future__ import annotations

from app.engine.worked.expression import Expression, Symbol
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

GRADIENT = Message("The slope of the loss along each axis.")
CLIMB = Message("Maximize: the gradient with its sign changed, so that the step goes uphill.")
DECAY = Message("Weight decay adds a share of the parameters to the gradient: a pull toward zero.")
SHRINK = Message("Decoupled weight decay shrinks the parameters themselves, and leaves the gradient alone.")
POINT = Message("The next point: where the step leads.")
STEP = Message("The step itself.")
DIVISOR = Message("What the step is divided by: the usual size of the slope, and a little more, so that it is never zero.")
RATE = Message("The learning rate that each axis gets: the larger its slope usually is, the smaller.")
EFFECTIVE = r"\mathrm{lr}_{\mathrm{eff}}"


def parameters_of(start: StepStart) -> Symbol:
    """x, where the step starts."""
    return Symbol("x", start.parameters, "point")


def rate_of(start: StepStart) -> Symbol:
    """The learning rate of the step."""
    return Symbol(r"\mathrm{lr}", start.number("lr"))


def gradient_of(start: StepStart, terms: Terms) -> Symbol:
    """g; with its sign changed where the loss is climbed."""
    given = Symbol(r"\nabla f(x)", start.gradient, "gradient")
    gradient = terms.let("g", given, "gradient", GRADIENT)
    return terms.let("g", -gradient, "gradient", CLIMB) if start.on("maximize") else gradient


def decayed_gradient(start: StepStart, terms: Terms) -> Symbol:
    """g, with weight decay in it where there is one."""
    gradient = gradient_of(start, terms)
    if not start.on("weight_decay"):
        return gradient
    decay = Symbol(r"\lambda", start.number("weight_decay"))
    return terms.let("g", gradient + decay * parameters_of(start), "gradient", DECAY)


def shrunk_parameters(start: StepStart, terms: Terms) -> Symbol:
    """x, shrunk where the weight decay is decoupled from the gradient."""
    parameters = parameters_of(start)
    if not start.on("weight_decay"):
        return parameters
    decay = Symbol(r"\lambda", start.number("weight_decay"))
    return terms.let("x", parameters * (1 - rate_of(start) * decay), "point", SHRINK)


def finish(terms: Terms, parameters: Symbol, step: Expression, sentence: Message = STEP) -> Terms:
    """Δ and the point after it."""
    delta = terms.let(r"\Delta", step, "step", sentence)
    terms.let("x_+", parameters + delta, "point", POINT)
    return terms
