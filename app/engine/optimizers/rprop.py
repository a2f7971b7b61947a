"""Rprop (Riedmiller and Braun, 1993): only the sign of the gradient counts; each axis has a step size of its own."""

from __future__ import annotations

import numpy as np

from app.engine.optimizers.common import MAXIMIZE, learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from app.engine.worked.expression import Array, Number, Symbol
from app.engine.worked.functions import Case, Cases, Rounded, maximum, minimum, sign
from app.engine.worked.prelude import finish, gradient_of, parameters_of
from app.engine.worked.rounding import rounded
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_SIGN = Message("Whether the slope points as it did: 1 yes, −1 it has turned, 0 there is nothing to compare.")
_GROW = Message("The slope points as before: larger steps.")
_SHRINK = Message("The slope has turned, a minimum was passed: smaller steps.")
_STAY = Message("Nothing to compare with: the steps stay as long as they are.")
_MIXED = Message("Each axis for itself: larger steps where the slope is as before, smaller where it has turned.")
_SIZE = Message("The step size of each axis, between the smallest and the largest one allowed.")
_KEPT = Message("The gradient, left out where it has just turned: there it waits for one step.")
_STEP = Message("The step: only the sign of the gradient counts, not how steep it is.")


def _etas_hold(values: Values) -> bool:
    etas = values["etas"]
    return not isinstance(etas, tuple) or (0 < (etas[0] or 0) < 1 < (etas[1] or 0))


def _sizes_hold(values: Values) -> bool:
    sizes = values["step_sizes"]
    return not isinstance(sizes, tuple) or (sizes[0] or 0) <= (sizes[1] or 0)


def _case_sentence(turned: Array) -> Message:
    if (turned > 0).all():
        return _GROW
    if (turned < 0).all():
        return _SHRINK
    return _STAY if (turned == 0).all() else _MIXED


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    gradient = gradient_of(start, terms)
    before = Symbol("g_-", start.state("prev"), "gradient")
    product = Rounded(gradient * before, rounded(gradient.value * before.value, start.dtype))
    turned = terms.let("s", sign(product), "plain", _SIGN)
    signs = turned.value
    less, more = (Symbol(rf"\eta_{mark}", start.number("etas", at)) for at, mark in enumerate("-+"))
    factor = terms.let(
        "f",
        Cases(Case(more, "s > 0", signs > 0), Case(less, "s < 0", signs < 0), Case(Number(1), "s = 0", signs == 0)),
        "plain",
        _case_sentence(signs),
    )
    least, most = (Symbol(rf"c_{{\{name}}}", start.number("step_sizes", at)) for at, name in enumerate(("min", "max")))
    size = Symbol("c_-", start.state("step_size"), "step") * factor
    size = terms.let("c", minimum(maximum(size, least), most), "step", _SIZE)
    kept = Cases(Case(Number(0), "s < 0", signs < 0), Case(gradient, r"s \geq 0", np.logical_not(signs < 0)))
    gradient = terms.let(r"\tilde g", kept, "gradient", _KEPT)
    return finish(terms, parameters_of(start), -sign(gradient) * size, _STEP)


RPROP = Optimizer(
    name="Rprop",
    sentence="Steps by the sign of the gradient alone; each axis lengthens and shortens its own step.",
    hyperparameters=(
        learning_rate(1e-2, "The step size of both axes at the start; torch does not read it afterwards."),
        Hyperparameter(
            "etas", (0.5, 1.2), "numbers", r"\eta_-, \eta_+", "The factors by which a step size shrinks and grows."
        ),
        Hyperparameter(
            "step_sizes", (1e-6, 50.0), "numbers", r"c_{\min}, c_{\max}", "The smallest and the largest step size."
        ),
        MAXIMIZE,
    ),
    worked=_worked,
    rules=(
        Rule(_etas_hold, Message("The first of etas shrinks steps, the second one lets them grow: 0 < η₋ < 1 < η₊.")),
        Rule(_sizes_hold, Message("The smallest of step_sizes comes first: it cannot be above the largest.")),
    ),
    initial_state=lambda values: {"step_size": float(values["lr"])},  # type: ignore[arg-type]
    fixed=frozenset({"lr"}),
)
