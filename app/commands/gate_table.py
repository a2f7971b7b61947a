"""The truth table at the end of a training, as text: what each row is answered, and whether that is right."""

from __future__ import annotations

import numpy as np

from app.engine.experiment import Experiment
from app.engine.gates.diagnosis import gate_diagnosis
from app.engine.gates.forward import logits, output_activation, outputs, says
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import is_right, is_undecided, margins, right_counts, right_since, right_words, verdict
from app.engine.run_text import format_run
from app.engine.trajectory import Array, Trajectory
from app.i18n import tr


def gate_report(experiment: Experiment, index: int, trajectory: Trajectory, threshold: float) -> str:
    """What became of one run: its verdict, a sentence why, and the table."""
    task, run = experiment.gate, experiment.runs[index]
    assert task is not None
    found = gate_diagnosis(experiment, run, trajectory, threshold)
    verdict_ = _verdict(task, trajectory, threshold)
    lines = [
        tr("run {index}, {run}: {verdict}", index=index, run=format_run(run), verdict=verdict_),
        f"  {tr(found.sentence)}.",
        *(f"  {line}" for line in truth_table(task, trajectory.parameters[-1], threshold)),
    ]
    return "\n".join(lines) + "\n"


def truth_table(task: GateTask, values: Array, threshold: float) -> list[str]:
    """A heading, then a line for each row of the table, for parameters (P,)."""
    points = np.array([(row.x1, row.x2) for row in task.rows])
    z = logits(task, np.asarray(values, np.float64), points)
    answers, said = outputs(task, z), says(task, z, threshold)
    found = margins(task, z, np.array([row.target for row in task.rows]), threshold)
    output = "p" if output_activation(task).key == "sigmoid" else tr("output")
    heading = ("x1", "x2", tr("target"), "z", output, tr("says"), "")
    cells = [heading]
    judged = np.where(is_right(found), tr("right"), np.where(is_undecided(found), tr("undecided"), tr("wrong")))
    numbers_of_rows = zip(task.rows, z.tolist(), answers.tolist(), said.tolist(), judged.tolist(), strict=True)
    for row, sum_, answer, class_, word in numbers_of_rows:
        numbers = f"{row.x1:g}", f"{row.x2:g}", f"{row.target}", _four(sum_), _four(answer), f"{class_}"
        cells.append((*numbers, word))
    widths = [max(len(line[at]) for line in cells) for at in range(6)]
    aligned = ([cell.rjust(width) for cell, width in zip(line, widths, strict=False)] for line in cells)
    return ["  ".join([*line, cell[6]]).rstrip() for line, cell in zip(aligned, cells, strict=True)]


def _four(value: float) -> str:
    """Four digits, and no minus before a zero; few where a training diverged."""
    return f"{round(value, 4) + 0.0:.4f}" if abs(value) < 1e6 else f"{value:.4g}"


def _verdict(task: GateTask, trajectory: Trajectory, threshold: float) -> str:
    found = verdict(task, trajectory.parameters[-1], threshold)
    since = right_since(right_counts(task, trajectory.parameters, threshold), found.of)
    told = {"right": tr(right_words(task, found)), "loss": f"{float(trajectory.losses[-1]):.4g}"}
    if found.undecided:
        return tr("{right}, {open} undecided, loss {loss}", open=found.undecided, **told)
    if since is None:
        return tr("{right}, loss {loss}", **told)
    return tr("{right} since step {step}, loss {loss}", step=since, **told)
