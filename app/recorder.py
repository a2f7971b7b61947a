"""Keeps the trajectories of the experiment on screen: cached per run, the missing ones asked of the worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PyQt6.QtCore import QObject, pyqtSignal

from app.engine.experiment import Experiment
from app.engine.growing import Growing
from app.engine.requests import Pieces, RecordRequest
from app.engine.trajectory import Trajectory
from app.timers import timer
from app.worker_client import WorkerClient

Trajectories = tuple[Trajectory | None, ...]
CACHED_RUNS = 64
# Openings are shown at once; what grows behind them, so often.
GROWTH_MS = 80


def walks_of(experiments: Sequence[Experiment]) -> tuple[Experiment, ...]:
    """Every run of every experiment, alone: what a trajectory depends on. Two that are equal are the same walk."""
    return tuple(experiment.walk(index) for experiment in experiments for index in range(len(experiment.runs)))


@dataclass(frozen=True)
class _Asked:
    """A request under way: what was on screen, which walks of it are recorded, and what arrived of each so far."""

    walks: tuple[Experiment, ...]
    wanted: tuple[int, ...]
    growing: dict[int, Growing] = field(default_factory=dict)
    trajectories: dict[int, Trajectory] = field(default_factory=dict)

    def take(self, answer: Pieces) -> None:
        """Put new rows behind those that are here; an opening begins again, where the worker died on the way."""
        for place, piece in answer.pieces.items():
            index = self.wanted[place]
            walk = self.walks[index]
            if answer.opening or index not in self.growing:
                self.growing[index] = Growing(walk.steps)
            self.trajectories[index] = replace(self.growing[index].add(piece), run=walk.runs[0])


class Recorder(QObject):
    """Turns experiments into trajectories; what is recorded once is not recorded again."""

    trajectories_changed = pyqtSignal(object)

    def __init__(self, worker: WorkerClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._worker.pieces_arrived.connect(self._take_pieces)
        self._complete: OrderedDict[Experiment, Trajectory] = OrderedDict()
        self._walks: tuple[Experiment, ...] | None = None
        self._wanted: frozenset[int] = frozenset()
        self._outdated: frozenset[int] = frozenset()
        self._shown: list[Trajectory | None] = []
        self._asked: dict[int, _Asked] = {}
        self._growth = timer(self, GROWTH_MS, self._show, single=True)

    @property
    def trajectories(self) -> Trajectories:
        """What is known of all walks, aligned with them: the runs of the first experiment, those of the next, ..."""
        return tuple(self._shown)

    @property
    def outdated(self) -> frozenset[int]:
        """The runs of which nothing has arrived since they were last asked for: what shows is of an earlier wish."""
        return self._outdated

    def record(self, *experiments: Experiment) -> None:
        """Show what is known of experiments and have the rest recorded.

        A run that must be recorded anew keeps its old trajectory on screen until the new one's opening arrives, and
        openings of requests that were overtaken are shown too: so something new arrives while the hand moves.
        """
        before, walks = self._walks, walks_of(experiments)
        self._walks = walks
        known = [self._recall(walk) for walk in walks]
        self._wanted = frozenset(index for index, trajectory in enumerate(known) if trajectory is None)
        self._outdated = self._wanted
        if before is None or not _alike(before, walks):
            self._asked.clear()
            self._shown = list(known)
        else:
            self._shown = [old if new is None else new for old, new in zip(self._shown, known, strict=True)]
        if self._wanted:
            wanted = tuple(sorted(self._wanted))
            number = self._worker.ask(RecordRequest(tuple(walks[index] for index in wanted)))
            self._asked[number] = _Asked(walks, wanted)
        else:
            self._asked.clear()
        self._emit()

    def know(self, experiment: Experiment, trajectories: Sequence[Trajectory]) -> None:
        """Take what was recorded elsewhere: of this experiment, no run need be recorded again."""
        for walk, trajectory in zip(walks_of([experiment]), trajectories, strict=True):
            self._remember(walk, trajectory)

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
            self._remember(asked.walks[index], trajectory)

    def _show(self) -> None:
        """Put the rows that arrived last on screen."""
        heard = [asked for _, asked in sorted(self._asked.items()) if asked.trajectories]
        if heard:
            self._show_rows_of(heard[-1])

    def _show_rows_of(self, asked: _Asked) -> None:
        self._growth.stop()
        for index in asked.trajectories.keys() & self._wanted:
            self._shown[index] = asked.trajectories[index]
        if asked.walks == self._walks:
            self._outdated -= asked.trajectories.keys()
        self._emit()

    def _recall(self, walk: Experiment) -> Trajectory | None:
        if walk in self._complete:
            self._complete.move_to_end(walk)
        return self._complete.get(walk)

    def _remember(self, walk: Experiment, trajectory: Trajectory) -> None:
        self._complete[walk] = trajectory
        if len(self._complete) > CACHED_RUNS:
            self._complete.popitem(last=False)

    def _emit(self) -> None:
        self.trajectories_changed.emit(self.trajectories)


def _alike(some: Sequence[Experiment], others: Sequence[Experiment]) -> bool:
    """Whether trajectories of the one can stand in for those of the other for a moment: every run has its place."""
    if list(map(_ground, some)) != list(map(_ground, others)):
        return False
    return sum(one.runs != other.runs for one, other in zip(some, others, strict=True)) <= 1


def _ground(walk: Experiment) -> tuple[object, ...]:
    return walk.surface, walk.formula, walk.gate
