"""Keeps the trajectories of the experiment on screen: cached per run, the missing ones asked of the worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PyQt6.QtCore import QObject, pyqtSignal

from app.engine.experiment import Experiment, Run
from app.engine.growing import Growing
from app.engine.requests import Pieces, RecordRequest
from app.engine.trajectory import Trajectory
from app.timers import timer
from app.worker_client import WorkerClient

Trajectories = tuple[Trajectory | None, ...]
Key = tuple[object, ...]
CACHED_RUNS = 64
# Openings are shown at once; what grows behind them, so often.
GROWTH_MS = 80


def key_of(experiment: Experiment, run: Run) -> Key:
    """What a trajectory depends on: two runs of one key are the same walk."""
    return (
        experiment.surface,
        experiment.formula,
        experiment.start,
        experiment.dtype,
        experiment.steps,
        experiment.seed,
        run,
    )


@dataclass(frozen=True)
class _Asked:
    """A request under way: its experiment, and what arrived of each run so far."""

    experiment: Experiment
    growing: dict[int, Growing] = field(default_factory=dict)
    trajectories: dict[int, Trajectory] = field(default_factory=dict)

    def take(self, answer: Pieces) -> None:
        """Put new rows behind those that are here; an opening begins again, where the worker died on the way."""
        for index, piece in answer.pieces.items():
            if answer.opening or index not in self.growing:
                self.growing[index] = Growing(self.experiment.steps)
            self.trajectories[index] = replace(self.growing[index].add(piece), run=self.experiment.runs[index])


class Recorder(QObject):
    """Turns experiments into trajectories; what is recorded once is not recorded again."""

    trajectories_changed = pyqtSignal(object)

    def __init__(self, worker: WorkerClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._worker.pieces_arrived.connect(self._take_pieces)
        self._complete: OrderedDict[Key, Trajectory] = OrderedDict()
        self._experiment: Experiment | None = None
        self._wanted: frozenset[int] = frozenset()
        self._outdated: frozenset[int] = frozenset()
        self._shown: list[Trajectory | None] = []
        self._asked: dict[int, _Asked] = {}
        self._growth = timer(self, GROWTH_MS, self._show, single=True)

    @property
    def trajectories(self) -> Trajectories:
        """What is known of the experiment's runs, aligned with them."""
        return tuple(self._shown)

    @property
    def outdated(self) -> frozenset[int]:
        """The runs of which nothing has arrived since they were last asked for: what shows is of an earlier wish."""
        return self._outdated

    def record(self, experiment: Experiment) -> None:
        """Show what is known of an experiment and have the rest recorded.

        A run that must be recorded anew keeps its old trajectory on screen until the new one's opening arrives, and
        openings of requests that were overtaken are shown too: so something new arrives while the hand moves.
        """
        before, self._experiment = self._experiment, experiment
        known = [self._recall(key_of(experiment, run)) for run in experiment.runs]
        self._wanted = frozenset(index for index, trajectory in enumerate(known) if trajectory is None)
        self._outdated = self._wanted
        if before is None or not _alike(before, experiment):
            self._asked.clear()
            self._shown = list(known)
        else:
            self._shown = [old if new is None else new for old, new in zip(self._shown, known, strict=True)]
        if self._wanted:
            number = self._worker.ask(RecordRequest(experiment, tuple(sorted(self._wanted))))
            self._asked[number] = _Asked(experiment)
        else:
            self._asked.clear()
        self._emit()

    def know(self, experiment: Experiment, trajectories: Sequence[Trajectory]) -> None:
        """Take what was recorded elsewhere: of this experiment, no run need be recorded again."""
        for run, trajectory in zip(experiment.runs, trajectories, strict=True):
            self._remember(key_of(experiment, run), trajectory)

    def _take_pieces(self, answer: Pieces) -> None:
        asked = self._asked.get(answer.number)
        if asked is None:
            return
        self._asked = {number: each for number, each in self._asked.items() if number >= answer.number}
        asked.take(answer)
        if answer.finished:
            self._finish(answer.number)
        elif answer.opening:
            self._show()
        elif not self._growth.isActive():
            self._growth.start()

    def _finish(self, number: int) -> None:
        asked = self._asked.pop(number)
        self._show_rows_of(asked)
        for index, trajectory in asked.trajectories.items():
            self._remember(key_of(asked.experiment, asked.experiment.runs[index]), trajectory)

    def _show(self) -> None:
        """Put the rows that arrived last on screen."""
        heard = [asked for _, asked in sorted(self._asked.items()) if asked.trajectories]
        if heard:
            self._show_rows_of(heard[-1])

    def _show_rows_of(self, asked: _Asked) -> None:
        self._growth.stop()
        for index in asked.trajectories.keys() & self._wanted:
            self._shown[index] = asked.trajectories[index]
        if asked.experiment == self._experiment:
            self._outdated -= asked.trajectories.keys()
        self._emit()

    def _recall(self, key: Key) -> Trajectory | None:
        if key in self._complete:
            self._complete.move_to_end(key)
        return self._complete.get(key)

    def _remember(self, key: Key, trajectory: Trajectory) -> None:
        self._complete[key] = trajectory
        if len(self._complete) > CACHED_RUNS:
            self._complete.popitem(last=False)

    def _emit(self) -> None:
        self.trajectories_changed.emit(self.trajectories)


def _alike(one: Experiment, other: Experiment) -> bool:
    """Whether trajectories of the one can stand in for those of the other for a moment: every run has its place."""
    if (one.surface, one.formula, len(one.runs)) != (other.surface, other.formula, len(other.runs)):
        return False
    return sum(run != another for run, another in zip(one.runs, other.runs, strict=True)) <= 1
