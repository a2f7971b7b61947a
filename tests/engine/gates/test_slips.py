"""What is said about the notes' slips is computed."""

from __future__ import annotations

import numpy as np
import pytest

from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, says
from app.engine.gates.slips import SLIPS
from app.engine.gates.tables import gate_named
from app.engine.gates.task import GateTask


def answers(gate: str, weights: tuple[float, ...]) -> list[int]:
    task = GateTask(gate_named(gate).rows)
    found: list[int] = says(task, logits(task, np.array(weights), data_of(task)[0])).tolist()
    return found


def test_the_line_that_was_drawn_is_not_where_z_is_0():
    slip = next(slip for slip in SLIPS if slip.key == "line")
    assert slip.drawn is not None
    (b, w, _), (drawn, *_) = slip.weights, slip.drawn
    assert b + w * (0.23 / 0.15) == pytest.approx(0.03) and drawn + w * (0.23 / 0.15) == pytest.approx(0)
    assert "1.53" in str(slip.answer) and "1.33" in str(slip.answer)
    assert -drawn / w == pytest.approx(1.5333, abs=1e-4) and -b / w == pytest.approx(1.3333, abs=1e-4)


def test_the_answers_of_or_are_not_what_the_unit_says():
    slip = next(slip for slip in SLIPS if slip.key == "labels")
    assert answers(slip.gate, slip.weights) == [0, 0, 0, 1]
    notes = gate_named("or").notes
    assert notes is not None and notes[0] == -0.08 and answers("or", notes) == [0, 1, 1, 1]
    assert slip.weights[0] + slip.weights[2] == pytest.approx(-0.05)
