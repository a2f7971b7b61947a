"""The first and the last terms of most optimizers: the gradient as it is used, and the point after the step."""

from __future__ import annotations

from app.engine.worked.expression import Expression, Symbol
from app.engine.worked.functions import Rounded
from app.engine.worked.rounding import fused, moved_share, rounded, with_square
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

GRADIENT = Message("The slope of the loss along each axis.")
CLIMB = Message("Maximize: the gradient with its sign changed, so that the step goes uphill.")
DECAY = Message("Weight decay adds a share of the parameters to the gradient: a pull toward zero.")
SHRINK = Message("Decoupled weight decay shrinks the parameters themselves, and leaves the gradient alone.")
MEAN = Message("A running mean of the gradient: most of what it was, a little of what is new.")
SQUARE = Message("A running mean of the gradient's square: how large the slope usually is.")
UNBIASED = Message("The mean began at zero; dividing takes that beginning out again.")
POINT = Message("The next point: where the step leads.")
STEP = Message("The step itself.")
DIVISOR = Message("What the step is divided by: the usual size of the slope, and a little more, to be above zero.")
RATE = Message("The learning rate that each axis gets: the larger its slope usually is, the smaller.")
EFFECTIVE = r"\mathrm{lr}_{\mathrm{eff}}"


def parameters_of(start: StepStart) -> Symbol:
    """x, where the step starts."""
    return Symbol("x", start.parameters, "point")


def rate_of(start: StepStart) -> Symbol:
    """The learning rate of the step."""
    return Symbol(r"\mathrm{lr}", start.number("lr"))


def betas_of(start: StepStart) -> tuple[Symbol, Symbol]:
    """β₁ and β₂."""
    return Symbol(r"\beta_1", start.number("betas", 0)), Symbol(r"\beta_2", start.number("betas", 1))


def count_of(start: StepStart) -> Symbol:
    """t, the number of the step."""
    return Symbol("t", float(start.t))


def eps_of(start: StepStart) -> Symbol:
    """ε."""
    return Symbol(r"\varepsilon", start.number("eps"))


def mean_of(start: StepStart, terms: Terms, share: Symbol, gradient: Symbol) -> Symbol:
    """m, the running mean of the gradient."""
    before = Symbol("m_-", start.state("exp_avg"), "momentum")
    return terms.let("m", running_mean(start, share, before, gradient), "momentum", MEAN)


def running_mean(start: StepStart, share: Symbol, before: Symbol, new: Symbol) -> Expression:
    """share·before + (1 − share)·new."""
    value = moved_share(before.value, new.value, 1 - float(share.value), start.dtype)
    return Rounded(share * before + (1 - share) * new, value)


def square_of(start: StepStart, terms: Terms, share: Symbol, name: str, gradient: Symbol) -> Symbol:
    """v, the running mean of the gradient's square, from the state of that name."""
    before = Symbol("v_-", start.state(name), "square")
    kept = rounded(rounded(share.value, start.dtype) * before.value, start.dtype)
    value = with_square(kept, 1 - float(share.value), gradient.value, start.dtype)
    return terms.let("v", Rounded(share * before + (1 - share) * gradient**2, value), "square", SQUARE)


def gradient_of(start: StepStart, terms: Terms) -> Symbol:
    """g; with its sign changed where the loss is climbed."""
    given = Symbol(r"\nabla f(x)", start.gradient, "gradient")
    gradient = terms.let("g", given, "gradient", GRADIENT)
    return terms.let("g", -gradient, "gradient", CLIMB) if start.on("maximize") else gradient


def decayed(start: StepStart, terms: Terms) -> tuple[Symbol, Symbol]:
    """g and x with the weight decay in the one or the other, as `decoupled_weight_decay` says."""
    if start.on("decoupled_weight_decay"):
        return gradient_of(start, terms), shrunk_parameters(start, terms)
    return decayed_gradient(start, terms), parameters_of(start)


def decayed_gradient(start: StepStart, terms: Terms) -> Symbol:
    """g, with weight decay in it where there is one."""
    gradient = gradient_of(start, terms)
    if not start.on("weight_decay"):
        return gradient
    decay = Symbol(r"\lambda", start.number("weight_decay"))
    value = fused(gradient.value, decay.value, start.parameters, start.dtype)
    return terms.let("g", Rounded(gradient + decay * parameters_of(start), value), "gradient", DECAY)


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
