"""What became of every run of a gate: a sentence for its card, and a mark on the timeline."""

from __future__ import annotations

from app.engine.experiment import Experiment
from app.engine.gates.diagnosis import gate_diagnosis
from app.recorder import Trajectories
from app.views.run_look import RunLook
from app.views.timeline import Event, EventKind
from surfaces.message import Message

Status = tuple[str, Message]


def endings_of(
    experiment: Experiment, trajectories: Trajectories, looks: tuple[RunLook, ...], threshold: float
) -> tuple[list[Status], list[Event]]:
    """Kind and sentence of each run; of the visible ones where they were right for good, or ended."""
    statuses: list[Status] = []
    events: list[Event] = []
    for run, trajectory, look in zip(experiment.runs, trajectories, looks, strict=True):
        found = gate_diagnosis(experiment, run, trajectory, threshold)
        statuses.append((found.kind, found.sentence))
        if found.step is not None and look.visible:
            ending: EventKind = "converged" if found.kind == "ok" else "diverged"
            events.append((look, found.step, ending))
    return statuses, events
