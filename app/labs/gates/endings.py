"""What became of every run of a gate: a sentence for its card, and a mark on the timeline."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from app.engine.experiment import Experiment
from app.engine.gates.diagnosis import gate_diagnosis
from app.gates_document import GatesDocument
from app.recorder import Trajectories
from app.timers import timer
from app.views.run_list import RunList
from app.views.run_look import RunLook
from app.views.timeline import Event, EventKind
from app.views.transport import Transport
from surfaces.message import Message

Status = tuple[str, Message]
DIAGNOSIS_MS = 120
# While rows arrive, the sentences are read off them so often.


class Endings(QObject):
    """Shows it in the cards and on the timeline, a while after the records changed."""

    def __init__(self, runs: RunList, transport: Transport, parent: QObject) -> None:
        super().__init__(parent)
        self._runs, self._transport = runs, transport
        self._told: tuple[GatesDocument, Experiment, Trajectories] | None = None
        self._timer = timer(self, DIAGNOSIS_MS, self._show, single=True)

    def show_trajectories(self, document: GatesDocument, experiment: Experiment, trajectories: Trajectories) -> None:
        """Rows that arrive do not put the reading off. Where nothing is trained, nothing has ended."""
        if len(trajectories) != len(document.looks):
            self.show_none(("", Message("")))
            return
        self._told = document, experiment, trajectories
        if not self._timer.isActive():
            self._timer.start()

    def show_none(self, status: Status) -> None:
        """The same of all runs: none is recorded."""
        self._told = None
        self._timer.stop()
        self._runs.show_statuses([status] * len(self._runs.cards))
        self._transport.set_events([])

    def _show(self) -> None:
        if self._told is not None:
            document, experiment, trajectories = self._told
            statuses, events = endings_of(experiment, trajectories, document.looks, document.threshold)
            self._runs.show_statuses(statuses)
            self._transport.set_events(events)


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
