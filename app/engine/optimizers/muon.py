"""Muon (Jordan et al., 2024): the momentum as a matrix, with all of its directions brought to the same length."""

from __future__ import annotations

from app.engine.optimizers.common import WEIGHT_DECAY, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.engine.worked.expression import Symbol
from app.engine.worked.functions import Applied, Rounded, sqrt
from app.engine.worked.newton_schulz import newton_schulz
from app.engine.worked.prelude import MEAN, finish, gradient_of, rate_of, running_mean, shrunk_parameters
from app.engine.worked.rounding import moved_share
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_AHEAD = Message("Nesterov looks ahead: a share of the new gradient, and the running mean once more.")
_ORTHOGONAL = Message(
    "Newton–Schulz iterations aX + bXXᵀX + c(XXᵀ)²X bring the matrix near to an orthogonal one. Our matrix has one "
    "row: it keeps its direction and gets a length near 1, whatever the slope. torch does this in bfloat16, with 3 "
    "digits."
)
_RATE = Message("Scaled so that a step is as long as one of AdamW usually is.")
_STEP = Message("The step: always about as long as the learning rate, however steep the surface is.")


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient, momentum = gradient_of(start, terms), Symbol(r"\mu", start.number("momentum"))
    before = Symbol("b_-", start.state("momentum_buffer"), "momentum")
    update = terms.let("b", running_mean(start, momentum, before, gradient), "momentum", MEAN)
    if start.on("nesterov"):
        value = moved_share(gradient.value, update.value, float(momentum.value), start.dtype)
        ahead = (1 - momentum) * gradient + momentum * update
        update = terms.let("u", Rounded(ahead, value), "momentum", _AHEAD)
    orthogonal = terms.let("O", _orthogonal(start, update), "momentum", _ORTHOGONAL)
    rate = rate_of(start)
    if start.values["adjust_lr_fn"] == "match_rms_adamw":
        width = float(len(gradient.value))
        rate = terms.let(r"\mathrm{lr}'", 0.2 * sqrt(width) * rate, "plain", _RATE)
    return finish(terms, shrunk_parameters(start, terms), -rate * orthogonal, _STEP)


def _orthogonal(start: StepStart, update: Symbol) -> Applied:
    coefficients = tuple(start.number("ns_coefficients", at) for at in range(3))
    steps = round(start.number("ns_steps"))
    value = newton_schulz(update.value, coefficients, steps, start.number("eps"))
    return Applied(value, (rf"\mathrm{{NS}}_{{{steps}}}\left(", "", r"\right)"), update)


MUON = Optimizer(
    name="Muon",
    sentence="Takes only the direction of its momentum, not its size; made for the matrices of networks.",
    hyperparameters=(
        learning_rate(1e-3),
        Hyperparameter(WEIGHT_DECAY.name, 0.1, "number", WEIGHT_DECAY.symbol, WEIGHT_DECAY.sentence),
        Hyperparameter("momentum", 0.95, "number", r"\mu", "How much of the running mean of the gradient is kept."),
        Hyperparameter("nesterov", True, "flag", "", "Looks ahead along the running mean before it steps."),
        Hyperparameter(
            "ns_coefficients", (3.4445, -4.775, 2.0315), "numbers", "a, b, c",
            "The polynomial of one Newton–Schulz iteration: aX + bXXᵀX + c(XXᵀ)²X.", float("-inf"),
        ),
        Hyperparameter("eps", 1e-7, "number", r"\varepsilon", "The smallest length that is divided by."),
        Hyperparameter("ns_steps", 5, "integer", "k", "How many Newton–Schulz iterations, up to 99.", most=99),
        Hyperparameter(
            "adjust_lr_fn", None, "choice", "", "How the learning rate is scaled to the shape of the matrix.",
            choices=(None, "original", "match_rms_adamw"),
        ),
    ),
    worked=_worked,
    form="matrix",
)  # fmt: skip
