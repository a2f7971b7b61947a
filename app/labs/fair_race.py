"""Runs the fair race in a worker process of its own, and carries its wishes to the store."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject

from app.engine.problem import surface_of
from app.engine.race import differ_in_rates_alone, loss_at, with_rates
from app.engine.requests import SweepProgress, SweepRequest
from app.engine.sweep import rate_of
from app.i18n import tr
from app.labs.worked_page import OpenedPage
from app.store import Document, Store
from app.timers import timer
from app.views.race.page import RacePage
from app.views.race.shown import RaceShown, race_of
from app.worker_client import WorkerClient
from surfaces.message import Message

LINGER_MS = 120_000
"""How long the process stays after the page was left: who comes back soon does not wait for torch."""


class FairRace(QObject):
    """Begins when the page opens, unless the curves it has are still right; the window and its recordings go on."""

    def __init__(self, store: Store, page: RacePage, opened: OpenedPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._page, self._opened = store, page, opened
        self._race: RaceShown | None = None
        self._steps: int | None = None
        self._asked = -1
        self.worker = WorkerClient(self)
        self._linger = timer(self, LINGER_MS, self.stop, single=True)
        store.changed.connect(self._show_document)
        opened.opening.connect(self._begin)
        opened.closed.connect(self._leave)
        page.cancel_requested.connect(self.cancel)
        page.again_requested.connect(self.again)
        page.take_requested.connect(self.take_best)
        page.steps_entered.connect(self._take_steps)
        page.rate_picked.connect(self._take_rate)
        self.worker.state_changed.connect(self._show_worker)
        self.worker.sweep_progressed.connect(self._show_progress)
        self.worker.request_failed.connect(self._show_failure)

    @property
    def race(self) -> RaceShown | None:
        """What is known; None before the first one, and where there is no run."""
        return self._race

    def again(self) -> None:
        """Race the runs as they are now."""
        document = self._store.document
        if not document.looks:
            self._show(None)
            return
        raced = document.experiment
        if self._steps is not None:
            raced = replace(raced, steps=self._steps)
        race = race_of(surface_of(raced), raced, document.looks)
        if self.worker.state in ("stopped", "failed"):
            self.worker.start()
        self._asked = self.worker.ask(SweepRequest(race.sweep))
        phase = "running" if self.worker.state == "working" else "waiting"
        self._show(replace(race, phase=phase))  # type: ignore[arg-type]

    def cancel(self) -> None:
        """Leave off; what is known stays."""
        self.worker.cancel()
        if self._race is not None and self._race.is_under_way:
            self._show(replace(self._race, phase="cancelled"))

    def take_best(self) -> None:
        """Every run at its best learning rate, as one edit; then back to the lab."""
        race = self._race
        if race is None or race.outdated:
            return
        self._store.end_gesture()
        self._store.edit_experiment(with_rates(self._store.experiment, race.best_rates))
        self._opened.close()

    def stop(self) -> None:
        """End the process."""
        self._linger.stop()
        self.cancel()
        self.worker.stop()

    def _begin(self) -> None:
        """The page opens: keep curves that are whole and still right."""
        self._linger.stop()
        if self._race is not None:
            self._show_document(self._store.document)
        race = self._race
        if race is None or race.outdated or race.phase != "finished" or not _has_present_rates(race):
            self._steps = None
            self.again()

    def _leave(self) -> None:
        self.cancel()
        if self.worker.process_id is not None:
            self._linger.start()

    def _take_steps(self, steps: int) -> None:
        """Race over so many steps; the experiment keeps its own."""
        self._steps = steps
        self.again()

    def _take_rate(self, run: int, rate: float) -> None:
        self._store.end_gesture()
        self._store.edit_experiment(with_rates(self._store.experiment, {run: rate}))

    def _show_document(self, document: Document) -> None:
        """Other learning rates move the marks; all else makes the curves those of another experiment."""
        race = self._race
        if not self._opened.is_open:
            return
        if race is None:
            self.again()
            return
        experiment = document.experiment
        if self._steps is not None:
            experiment = replace(experiment, steps=self._steps)
        if differ_in_rates_alone(race.sweep.experiment, experiment):
            self._show(replace(race, experiment=experiment, looks=document.looks, outdated=False))
        elif not race.outdated:
            self._show(replace(race, outdated=True))

    def _show_worker(self, state: str) -> None:
        race = self._race
        if race is None or not race.is_under_way:
            return
        if state == "failed":
            self._show(replace(race, phase="failed"))
        elif state in ("starting", "working"):
            self._show(replace(race, phase="waiting" if state == "starting" else "running"))

    def _show_progress(self, progress: SweepProgress) -> None:
        race, swept = self._race, progress.swept
        if race is None or progress.number != self._asked or not race.is_under_way:
            return
        phase = "finished" if progress.finished else "running"
        self._show(
            replace(race, phase=phase, share=swept.share, curves=swept.curves, shares=swept.shares)  # type: ignore[arg-type]
        )

    def _show_failure(self, reason: Message) -> None:
        if self._race is not None:
            self._show(replace(self._race, phase="failed", reason=tr(reason)))

    def _show(self, race: RaceShown | None) -> None:
        self._race = race
        self._page.show_race(race)


def _has_present_rates(race: RaceShown) -> bool:
    """Whether the losses at the present learning rates are known."""
    return all(
        loss_at(race.curves[at], rate_of(run)) is not None or rate_of(run) <= 0
        for at, run in enumerate(race.experiment.runs)
    )
