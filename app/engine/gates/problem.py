"""What is wrong with a task or with its first weights, in one sentence."""

from __future__ import annotations

import math

from app.engine.gates.activations import ACTIVATIONS
from app.engine.gates.forward import parameter_names
from app.engine.gates.initializations import INITIALIZATIONS
from app.engine.gates.losses import LOSSES
from app.engine.gates.task import MOST_CLOUD, MOST_HIDDEN, MOST_ROWS, REACH, Cloud, GateTask, Row
from app.engine.seed import seed_problem
from surfaces.message import Message


def task_problem(task: GateTask) -> Message | None:
    """The first thing that cannot be learned about a task; None where all is well."""
    return (
        _rows_problem(task.rows)
        or (None if task.cloud is None else _cloud_problem(task.cloud))
        or _network_problem(task)
        or _unknown("loss", task.loss, [each.key for each in LOSSES])
        or _unknown("initialization", task.initialization, [each.key for each in INITIALIZATIONS])
    )


def weights_problem(task: GateTask, weights: tuple[float, ...], largest: float) -> Message | None:
    """Why nothing can start from these weights; none at all are left to torch. `largest` is the dtype's own."""
    names = parameter_names(task)
    if weights and len(weights) != len(names):
        return Message(
            "There are {count} weights here ({names}), not {given}.",
            count=len(names), names=", ".join(names), given=len(weights),
        )  # fmt: skip
    for name, weight in zip(names, weights, strict=False):
        if not math.isfinite(weight):
            return Message("Every weight is a finite number: {name} is not.", name=name)
        if abs(weight) > largest:
            return Message("The weight {name} is too large for float32: choose float64.", name=name)
    return None


def matrix_problem(optimizer: str) -> Message:
    """Why an optimizer of matrices cannot train a unit or a network."""
    return Message(
        "{optimizer} takes matrices only, and the biases of a unit or a network are none: torch refuses them.",
        optimizer=optimizer,
    )


def _rows_problem(rows: tuple[Row, ...]) -> Message | None:
    if not rows:
        return Message("The table is empty: there is nothing to learn.")
    if len(rows) > MOST_ROWS:
        return Message("A table has {most} rows at most, not {count}.", most=MOST_ROWS, count=len(rows))
    targets: dict[tuple[float, float], int] = {}
    for number, row in enumerate(rows, 1):
        # Written so that what is not a number fails.
        if not (abs(row.x1) <= REACH and abs(row.x2) <= REACH):
            return Message(
                "Row {number}: the inputs are finite numbers from {low} to {high}.",
                number=number, low=f"{-REACH:g}", high=f"{REACH:g}",
            )  # fmt: skip
        if row.target not in (0, 1):
            return Message("Row {number}: the target is 0 or 1.", number=number)
        if targets.setdefault((row.x1, row.x2), row.target) != row.target:
            return Message(
                "The point ({x1}, {x2}) is asked to be both 0 and 1: no unit and no network can.",
                x1=f"{row.x1:g}", x2=f"{row.x2:g}",
            )  # fmt: skip
    return None


def _cloud_problem(cloud: Cloud) -> Message | None:
    if not 1 <= cloud.count <= MOST_CLOUD:
        return Message("A cloud has 1 to {most} points around each row.", most=MOST_CLOUD)
    if not 0 <= cloud.spread <= REACH:
        return Message("The spread of a cloud is a number from 0 to {most}.", most=f"{REACH:g}")
    return seed_problem(cloud.seed)


def _network_problem(task: GateTask) -> Message | None:
    if not 0 <= task.hidden <= MOST_HIDDEN:
        return Message("There can be 0 to {most} hidden units.", most=MOST_HIDDEN)
    known = [each.key for each in ACTIVATIONS]
    hidden = [each.key for each in ACTIVATIONS if each.hidden]
    if task.hidden and task.activation in known and task.activation not in hidden:
        return Message(
            "Hidden units have the activation {names}, not {name}.", names=" or ".join(hidden), name=task.activation
        )
    return _unknown("activation", task.activation, known)


def _unknown(kind: str, key: str, known: list[str]) -> Message | None:
    if key in known:
        return None
    sentences = {
        "activation": "There is no activation “{key}”. There are {known}.",
        "loss": "There is no loss “{key}”. There are {known}.",
        "initialization": "There is no initialization “{key}”. There are {known}.",
    }
    return Message(sentences[kind], key=key[:60], known=", ".join(known))
