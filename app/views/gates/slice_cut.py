"""What a slice follows from: task, records, playhead and choice, as one value that is asked for the cut."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from app.engine.experiment import Experiment
from app.engine.gates.slices import UNIT_NAMES, slice_surface
from app.engine.gates.task import GateTask
from app.engine.trajectory import Trajectory
from app.views.gates.slice_path import last_finite_row, third_of
from app.views.gates.slice_range import Ranges, domain_of, kept, needed, scale_of_slices, spread
from app.views.height_scale import HeightScale
from app.views.run_look import RunLook
from surfaces.surface import Domain, Surface

Array = npt.NDArray[Any]
SIZE = len(UNIT_NAMES)


class SliceCut:
    """Told what there is; `renew` takes ranges from it that stay until then."""

    def __init__(self) -> None:
        self.experiment: Experiment | None = None
        self.looks: tuple[RunLook, ...] = ()
        self.trajectories: tuple[Trajectory | None, ...] = ()
        self.axes: tuple[int, int] = (1, 2)
        self.held: float | None = None
        self.selected, self.step = 0, 0
        self._ranges: Ranges | None = None
        self._known: tuple[GateTask, tuple[int, int]] | None = None

    @property
    def gate(self) -> GateTask | None:
        """The task, of a unit or of a network."""
        return None if self.experiment is None else self.experiment.gate

    @property
    def task(self) -> GateTask | None:
        """The task of a unit; a network has no slice."""
        return self.gate if self.gate is not None and not self.gate.hidden else None

    @property
    def leading(self) -> int | None:
        """The run that is followed: the selected one, else the first that is shown."""
        known = zip(self.looks, self.records, strict=False)
        shown = [run for run, (look, record) in enumerate(known) if look.visible and record is not None]
        return self.selected if self.selected in shown else next(iter(shown), None)

    @property
    def records(self) -> tuple[Trajectory | None, ...]:
        """Those of a unit; None for what was recorded of something else."""
        return tuple(
            each if each is not None and each.parameters.shape[1] == SIZE else None for each in self.trajectories
        )

    @property
    def record(self) -> Trajectory | None:
        """That of the run that is followed."""
        leading = self.leading
        return None if leading is None else self.records[leading]

    @property
    def values(self) -> Array:
        """The unit's weights (b, w1, w2) at the playhead; the start's where nothing is recorded."""
        record = self.record
        row = None if record is None else last_finite_row(record.parameters, record.row(self.step))
        if row is not None:
            return row
        start = () if self.experiment is None else self.experiment.start
        return np.array(start if len(start) == SIZE else (0.0,) * SIZE)

    @property
    def start(self) -> tuple[float, ...]:
        """Where the run began, along the axes; nothing where that is not known yet."""
        record, start = self.record, () if self.experiment is None else self.experiment.start
        if record is not None:
            start = tuple(float(each) for each in record.parameters[0])
        return tuple(start[axis] for axis in self.axes) if len(start) == SIZE else ()

    @property
    def third(self) -> float:
        """Where the third weight is cut."""
        return float(self.values[third_of(self.axes)]) if self.held is None else self.held

    def renew(self, task: GateTask) -> HeightScale:
        """Take ranges that hold all records; returns the scale for all slices they need."""
        if self._known != (task, self.axes):
            self._known, self._ranges = (task, self.axes), None
        rows = [each.parameters for each in self.records if each is not None] + [self.values[None]]
        self._ranges = kept(self._ranges, needed(rows))
        return scale_of_slices(task, self.axes, self._ranges, spread(rows, third_of(self.axes), self.held))

    @property
    def domain(self) -> Domain | None:
        """The rectangle of the slice, once there were ranges."""
        return None if self._ranges is None else domain_of(self._ranges, self.axes)

    def surface(self, task: GateTask, domain: Domain) -> Surface:
        """The slice at the playhead."""
        return slice_surface(task, self.third, domain, self.axes)

    def drawn(self, experiment: Experiment) -> Experiment:
        """The experiment for a view of two weights: its start along the axes. Without runs it draws no arrows, which
        would need all three.
        """
        return replace(experiment, start=self.start, runs=())

    def picked(self, x: float, y: float) -> Array:
        """All three weights (b, w1, w2) of a point of the slice."""
        values = np.zeros(SIZE)
        values[list(self.axes)] = x, y
        values[third_of(self.axes)] = self.third
        return values
