"""What became of every run, shown where it is looked for: in its card, on the timeline, in the table."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from app.labs.run_reports import RunReports
from app.recorder import Recorder, Trajectories
from app.store import Document
from app.timers import timer
from app.views.results_table import ResultsTable
from app.views.run_list import RunList
from app.views.timeline import Event, EventKind
from app.views.transport import Transport
from app.worker_client import WorkerClient
from surfaces.message import Message

# While rows arrive, the sentences are read off them so often.
DIAGNOSIS_MS = 120
_WAITING = {
    "stopped": Message("Waits for torch"),
    "starting": Message("Waits for torch"),
    "failed": Message("Not recorded"),
}


class RunDiagnoses(QObject):
    """Reads the records a while after they changed, and at once where what is asked of them changed."""

    def __init__(
        self,
        runs: RunList,
        transport: Transport,
        results: ResultsTable,
        recorder: Recorder,
        worker: WorkerClient,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runs, self._transport, self._results = runs, transport, results
        self._recorder, self._worker = recorder, worker
        self._reports = RunReports()
        self._document: Document | None = None
        self._trajectories: Trajectories = ()
        self._timer = timer(self, DIAGNOSIS_MS, self._show, single=True)
        # A method, as the worker may outlive the lab: a function would still be called then.
        worker.state_changed.connect(self._read_again)
        results.tolerance_chosen.connect(lambda _tolerance: self._show())

    def show_document(self, document: Document) -> None:
        """Another choice: wait until it stays for a while."""
        self._document = document
        self._timer.start()

    def show_trajectories(self, trajectories: Trajectories) -> None:
        """Rows that arrive do not put the reading off."""
        self._trajectories = trajectories
        if not self._timer.isActive():
            self._timer.start()

    def _read_again(self, _state: str) -> None:
        self._timer.start()

    def _show(self) -> None:
        document = self._document
        if document is None or len(self._trajectories) != len(document.looks):
            return
        # While torch works, what shows is replaced at once; while it does not, what shows would stay as if it held.
        waiting = self._recorder.outdated if self._worker.state in _WAITING else frozenset()
        instead = _WAITING.get(self._worker.state, Message(""))
        reports = self._reports.read(document, self._trajectories, waiting, instead, self._results.tolerance.value)
        events: list[Event] = []
        for index, (report, look) in enumerate(zip(reports, document.looks, strict=True)):
            self._runs.set_limit(index, report.limit)
            if report.diagnosis.step is not None and look.visible:
                ending: EventKind = "converged" if report.diagnosis.kind == "ok" else "diverged"
                events.append((look, report.diagnosis.step, ending))
        self._runs.show_statuses([(report.diagnosis.kind, report.diagnosis.sentence) for report in reports])
        self._results.show_results([report.result for report in reports], document.looks)
        self._transport.set_events(events)
