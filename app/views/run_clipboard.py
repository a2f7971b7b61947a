"""Runs as text on the clipboard."""

from __future__ import annotations

from PyQt6.QtGui import QClipboard, QGuiApplication

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.engine.run_text import RunTextError, format_run, parse_runs
from app.engine.validation import walk_problem
from surfaces.message import Message

EXAMPLE = "Adam lr=0.1"


def clipboard() -> QClipboard:
    """The one of the desktop."""
    found = QGuiApplication.clipboard()
    assert found is not None
    return found


def copy_run(run: Run) -> None:
    """`Adam lr=0.1`."""
    clipboard().setText(format_run(run))


def pasted_runs(experiment: Experiment) -> tuple[Run, ...]:
    """The runs of the text on the clipboard, all of which can join an experiment; raises `RunTextError`."""
    runs = parse_runs(clipboard().text())
    room = MAX_RUNS - len(experiment.runs)
    if not runs:
        raise RunTextError(Message("There is no text to paste. A run is a line such as {example}.", example=EXAMPLE))
    if room <= 0:
        raise RunTextError(Message("There are {most} runs, as many as can be told apart.", most=MAX_RUNS))
    if len(runs) > room:
        raise RunTextError(
            Message("The text has {count} runs, and there is room for {room} more.", count=len(runs), room=room)
        )
    for run in runs:
        if (problem := walk_problem(run, experiment)) is not None:
            raise RunTextError(problem)
    return runs
