"""One plain sentence about the training of a gate: solved since when, or why not."""

from __future__ import annotations

import numpy as np

from app.engine.diagnosis import Diagnosis, diagnose_failure
from app.engine.experiment import Experiment, Run
from app.engine.gates.forward import has_slope
from app.engine.gates.levels import Level, level_of
from app.engine.gates.reasons import reason_of
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import Verdict, right_counts, right_since, right_words, verdict
from app.engine.trajectory import Array, Trajectory
from surfaces.message import Message

FALLING = 1e-3
"""A loss that falls by more than this share of itself still falls."""


def gate_diagnosis(
    experiment: Experiment, run: Run, trajectory: Trajectory | None, threshold: float = 0.5
) -> Diagnosis:
    """Read off the record of a run of an experiment with a gate."""
    task = experiment.gate
    assert task is not None
    if trajectory is None or not trajectory.complete:
        done = 0 if trajectory is None else trajectory.steps
        return Diagnosis("", Message("Recording: {done} of {steps} steps", done=done, steps=experiment.steps))
    if trajectory.failure is not None:
        return diagnose_failure(trajectory)
    found = verdict(task, trajectory.parameters[-1], threshold)
    if found.all_right:
        return _solved(task, trajectory, threshold)
    return _unsolved(task, run, trajectory, found)


def still_falls(losses: Array, row: int) -> bool:
    """Whether the loss goes down noticeably from a row on until the end, in the last tenth of the steps from where it
    begins; `losses` (T+1,).
    """
    before, after = float(losses[min(row, _last_tenth(len(losses) - 1))]), float(losses[-1])
    return bool(before - after > FALLING * abs(before))


def _last_tenth(steps: int) -> int:
    """The row with which it begins; it has ten steps where there are so many."""
    return max(0, steps - max(10, steps // 10))


def _stands(level: Level, run: Run, trajectory: Trajectory, of: int) -> Message:
    """Where steps are not the gradient of the whole loss, they go on moving the weights around a level."""
    treatment = run.treatment
    batch = treatment.batch if treatment.batch is not None and treatment.batch < of else None
    moves = bool(np.ptp(trajectory.parameters[_last_tenth(trajectory.steps) :], axis=0).any())
    if not moves or (batch is None and not treatment.noise):
        return Message("Stuck at {level}", level=level.name)
    if batch is None:
        return Message("Hovers about {level}, moved by noise", level=level.name)
    if batch == 1:
        return Message("Hovers about {level}, as each step follows one row", level=level.name)
    return Message("Hovers about {level}, as each step follows {batch} rows", level=level.name, batch=batch)


def _solved(task: GateTask, trajectory: Trajectory, threshold: float) -> Diagnosis:
    counts = right_counts(task, trajectory.parameters, threshold)
    step = right_since(counts, int(counts[-1]))
    falls = still_falls(trajectory.losses, trajectory.steps)
    sentence = "All right since step {step}, loss falls" if falls else "All right since step {step}"
    return Diagnosis("ok", Message(sentence, step=step), step)


def _unsolved(task: GateTask, run: Run, trajectory: Trajectory, found: Verdict) -> Diagnosis:
    values = trajectory.parameters[-1].astype(np.float64)
    right = right_words(task, found)
    falls = still_falls(trajectory.losses, trajectory.steps)
    level = None if falls else level_of(task, values)
    reason = reason_of(task, values, level) if not falls or not has_slope(task) else None
    if not has_slope(task):
        # Noise and decay of the weights move even what has no slope.
        moves = bool(np.ptp(trajectory.parameters, axis=0).any())
        sentence = "{right} by chance: {reason}" if moves else "Never moves: {reason}"
        return Diagnosis("warn", Message(sentence, right=right, reason=reason or ""))
    if level is not None:
        stands = _stands(level, run, trajectory, found.of)
        if reason is None:
            return Diagnosis("warn", Message("{stands}: {rows}", stands=stands, rows=level.sentence))
        sentence = "{stands}: {rows}; {reason}"
        return Diagnosis("warn", Message(sentence, stands=stands, rows=level.sentence, reason=reason))
    if found.undecided and not found.wrong:
        return Diagnosis("warn", _undecided(task, found))
    if falls:
        return Diagnosis("warn", Message("Still moving: {right}, the loss falls", right=right))
    if reason is not None:
        return Diagnosis("warn", Message("{right}: {reason}", right=right, reason=reason))
    return Diagnosis("warn", Message("{right}, and the loss hardly falls", right=right))


def _undecided(task: GateTask, found: Verdict) -> Message:
    words = "Undecided: {open} of {of} on the boundary"
    if task.cloud is not None:
        words = "Undecided: {open} of {of} points on the boundary"
    return Message(words, open=found.undecided, of=found.of)
