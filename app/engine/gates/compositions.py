"""Two lines of the notes and a unit that reads them: what no one line computes, two layers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.engine.gates.forward import hidden_values, weights_of
from app.engine.gates.gate import Gate
from app.engine.gates.tables import gate_named
from app.engine.gates.task import GateTask, Row
from app.engine.trajectory import Array

Unit = tuple[float, float, float]


@dataclass(frozen=True)
class Composition:
    """`names` of the two hidden units and `output` of the last one are those of gates; `values` (9,) are the
    parameters of `task`. `sentences` say what each layer does.
    """

    gate: str
    names: tuple[str, str]
    output: str
    task: GateTask
    values: tuple[float, ...]
    sentences: tuple[str, str]


def composed(first: Unit, second: Unit, output: Unit) -> tuple[float, ...]:
    """The flat parameters of two hidden units (b, w1, w2) and of the unit that reads them (b, v1, v2)."""
    return (first[0], second[0], *first[1:], *second[1:], *output)


def _notes(key: str) -> Unit:
    found = gate_named(key).notes
    assert found is not None
    return found


def _opposite(unit: Unit) -> Unit:
    """Of a unit with no row on its line: says 1 where that says 0."""
    return (-unit[0], -unit[1], -unit[2])


def _task(gate: Gate) -> GateTask:
    return GateTask(gate.rows, hidden=2, activation="step")


COMPOSITIONS = (
    Composition(
        gate="xor",
        names=("NAND", "OR"),
        output="AND",
        task=_task(gate_named("xor")),
        values=composed(_notes("nand"), _notes("or"), _notes("and")),
        sentences=("OR cuts one corner off, NAND the other.", "AND keeps the stripe between."),
    ),
    Composition(
        gate="xnor",
        names=("AND", "NOR"),
        output="OR",
        task=_task(gate_named("xnor")),
        # The notes have no NOR: it is their OR, the other way around.
        values=composed(_notes("and"), _opposite(_notes("or")), _notes("or")),
        sentences=("AND says 1 at one corner, NOR at the other.", "OR takes either of the two."),
    ),
)


def composition_of(key: str) -> Composition | None:
    """By the key of the gate; None where one line is enough, or the table is one's own."""
    return next((each for each in COMPOSITIONS if each.gate == key), None)


def landed(task: GateTask, values: Array, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows where the output unit sees them: at (h1, h2), with their targets."""
    points = np.array([(row.x1, row.x2) for row in rows], np.float64).reshape(-1, 2)
    hidden = hidden_values(task, values, points)
    return tuple(Row(float(h1), float(h2), row.target) for (h1, h2), row in zip(hidden, rows, strict=True))


def seen_task(task: GateTask, values: Array) -> GateTask:
    """The one unit that the output is: over the hidden plane, with the rows that land there."""
    return replace(task, rows=landed(task, values, task.rows), cloud=None, hidden=0)


def common_size(task: GateTask, values: Array) -> float | None:
    """|w| of all weights, where it is the same of all; biases aside."""
    weights = weights_of(task, values)
    sizes = np.abs(np.concatenate([weights.hidden_weight.ravel(), weights.weight.ravel()]))
    return float(sizes[0]) if np.all(np.abs(sizes - sizes[0]) <= 1e-12) else None
