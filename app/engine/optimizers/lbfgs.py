"""L-BFGS (Liu and Nocedal, 1989): Newton's step, with a curvature that is learned from the last moves."""

from __future__ import annotations

import numpy as np

from app.engine.optimizers.common import learning_rate
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer, Rule, Values
from app.engine.worked.expression import Expression, Symbol
from app.engine.worked.functions import Applied, Dot, Rounded, absolute, minimum
from app.engine.worked.lbfgs_memory import Memory, direction_of, direction_slack, memory_at
from app.engine.worked.prelude import POINT, parameters_of, rate_of
from app.engine.worked.term import StepStart, Terms
from surfaces.message import Message

_ITERATIONS = Message("How many moves this one step of torch has made; below is the last of them.")
_EVALUATIONS = Message("How often it has evaluated the loss and its gradient for that.")
_STAYS = Message("The gradient is no larger than tolerance_grad: nothing is left to do.")
_SLOPE = Message("The gradient where the last move begins.")
_MOVE = Message("The move before it.")
_CHANGE = Message("How much that move changed the gradient: the curvature along it.")
_INVERSE = Message("One over the curvature along the move.")
_SCALE = Message("The usual curvature, as one number for both axes: what is assumed where nothing is known.")
_SCALE_OF_ALL = Message("The usual curvature, as one number for all axes: what is assumed where nothing is known.")
_FIRST = Message("Nothing is remembered: downhill.")
_DIRECTION = Message(
    "Newton's direction by two loops over the moves that are remembered: from the newest to the oldest, scaled by h, "
    "and back. Only moves along which the slope has grown are remembered."
)
_LENGTH = Message("How far to go: the learning rate, or what the line search found.")
_BEGIN = Message("The very first move is no longer than the learning rate.")
_LAST = Message("The last move.")
_GIVEN_UP = Message("The direction leads hardly downhill any more: less than tolerance_change. No move is made.")
_STEP = Message("The step: all of its moves together.")


def _evaluations(values: Values) -> float:
    most = values["max_eval"]
    iterations = values["max_iter"]
    assert isinstance(iterations, int | float)
    return most if isinstance(most, int | float) else iterations * 5 // 4


def _search_can_try(values: Values) -> bool:
    return values["line_search_fn"] is None or _evaluations(values) >= 2


def _search_has_length(values: Values) -> bool:
    return values["line_search_fn"] is None or values["lr"] != 0


def _worked(start: StepStart) -> Terms:
    terms = Terms()
    taken, parameters = start.trajectory.taken, parameters_of(start)
    count = int(taken["iterations"][start.step, 0])
    terms.let("n", Symbol(r"\mathrm{iterations}", count), "plain", _ITERATIONS)
    evaluations = float(taken["evaluations"][start.step, 0])
    terms.let("e", Symbol(r"\mathrm{evaluations}", evaluations), "plain", _EVALUATIONS)
    if count == 0:
        delta = terms.let(r"\Delta", Symbol("0", np.zeros_like(parameters.value)), "step", _STAYS)
    else:
        move, reached = _last_move(start, terms)
        delta = terms.let(r"\Delta", reached - parameters + move, "step", _STEP)
    terms.let("x_+", Rounded(parameters + delta, parameters.value + delta.value), "point", POINT)
    return terms


def _last_move(start: StepStart, terms: Terms) -> tuple[Symbol, Symbol]:
    """The last move of the step, and where it begins."""
    inner = start.trajectory.inner
    last = int(start.trajectory.taken["iterations"][: start.step + 1].sum()) - 1
    reached = Symbol("x_n", np.asarray(inner["point"][last], np.float64), "point")
    memory = memory_at(start.trajectory, last, round(start.number("history_size")))
    given = Symbol(r"\nabla f(x_n)", np.asarray(inner["gradient"][last], np.float64), "gradient")
    gradient = terms.let("g", given, "gradient", _SLOPE)
    if len(memory.moves):
        _curvature(terms, memory)
    direction = _direction(start, terms, memory, gradient, last)
    if not inner["moved"][last, 0]:
        return terms.let(r"\delta", Symbol("0", np.zeros_like(given.value)), "step", _GIVEN_UP), reached
    length = _length(start, terms, gradient, last)
    return terms.let(r"\delta", length * direction, "step", _LAST), reached


def _curvature(terms: Terms, memory: Memory) -> None:
    """Of the newest pair."""
    pair = (np.asarray(each[-1], np.float64) for each in (memory.moves, memory.changes))
    move, change = (Symbol(rf"{name}_m", value) for name, value in zip("sy", pair, strict=True))
    s = terms.let("s", move, "momentum", _MOVE)
    y = terms.let("y", change, "gradient", _CHANGE)
    terms.let(r"\rho", 1 / Dot(y, s), "plain", _INVERSE)
    terms.let("h", Dot(y, s) / Dot(y, y), "plain", _SCALE if y.value.size == 2 else _SCALE_OF_ALL)


def _direction(start: StepStart, terms: Terms, memory: Memory, gradient: Symbol, last: int) -> Symbol:
    count = len(memory.moves)
    if count == 0:
        return terms.let("d", -gradient, "momentum", _FIRST)
    given = start.trajectory.inner["gradient"][last]
    value = direction_of(memory, given)
    terms.slack = direction_slack(memory, given) * abs(float(start.trajectory.inner["length"][last, 0]))
    loops = Applied(value, (rf"\mathrm{{loops}}_{{{count}}}\left(", "", r"\right)"), -gradient)
    return terms.let("d", loops, "momentum", _DIRECTION)


def _length(start: StepStart, terms: Terms, gradient: Symbol, last: int) -> Expression:
    recorded = float(start.trajectory.inner["length"][last, 0])
    if last > 0 or start.values["line_search_fn"] is not None:
        return terms.let("t", Symbol("t", recorded), "plain", _LENGTH)
    longest = minimum(1, 1 / Dot(absolute(gradient), Symbol("1", np.ones_like(gradient.value))))
    return terms.let("t", longest * rate_of(start), "plain", _BEGIN)


LBFGS = Optimizer(
    name="LBFGS",
    sentence="Learns the curvature from its last moves, and steps as Newton would; one step is many moves.",
    hyperparameters=(
        learning_rate(1.0),
        Hyperparameter("max_iter", 20, "integer", "n", "The most moves within one step.", 1, most=1000),
        Hyperparameter(
            "max_eval", None, "integer", "e",
            "The most evaluations of the loss within one step; none: 5/4 of max_iter.", 1, most=10_000,
        ),
        Hyperparameter("tolerance_grad", 1e-7, "number", r"\epsilon_g", "Ends the step where the slope is this small."),
        Hyperparameter(
            "tolerance_change", 1e-9, "number", r"\epsilon_x", "Ends the step where a move or its gain is this small."
        ),
        Hyperparameter("history_size", 100, "integer", "m", "How many moves are remembered.", 1, most=1000),
        Hyperparameter(
            "line_search_fn", None, "choice", "", "Whether the length of a move is searched for.",
            choices=(None, "strong_wolfe"),
        ),
    ),
    worked=_worked,
    rules=(
        Rule(
            _search_can_try,
            Message("The line search needs evaluations: with max_iter=1 set max_eval to 25, or it stops at once."),
        ),
        Rule(_search_has_length, Message("The line search begins with the learning rate: it cannot be 0.")),
    ),
    fixed=frozenset({"history_size"}),
    form="closure",
)  # fmt: skip
