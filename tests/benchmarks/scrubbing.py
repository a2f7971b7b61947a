"""Scrubbing across long records must cost what it costs across short ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Protocol

from app.engine.experiment import Experiment
from app.engine.problem import surface_of
from app.engine.trajectory import Trajectory
from app.theme import DARK, Theme
from app.views.loss_view import LossView
from app.views.map_view import MapView
from app.views.run_look import RunLook
from app.views.surface3d import SurfaceView
from surfaces.surface import Surface
from tests.benchmarks.clock import FRAME_REST, percentile, times_in_turns
from tests.benchmarks.experiments import LONG, SHORT, eight_runs, recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.surface_widgets import looks_of, opened

ROUNDS = 60


class View(Protocol):
    """What every view of the Descent lab understands."""

    def show_theme(self, theme: Theme) -> None:
        """Colors, fonts and sizes."""

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """What is walked down."""

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """The records."""

    def show_step(self, step: int) -> None:
        """The playhead."""

    def repaint(self) -> None:
        """Paint now."""


KINDS: tuple[tuple[str, type[SurfaceView] | type[MapView] | type[LossView], tuple[int, int]], ...] = (
    ("3D", SurfaceView, (1280, 720)),
    ("map", MapView, (440, 440)),
    ("loss curve", LossView, (440, 300)),
)


def measure() -> Iterator[Figure]:
    """Each view by jumps to anywhere in the record, and by the small steps of a slow hand."""
    records = {steps: recorded(eight_runs(steps)) for steps in (LONG, SHORT)}
    for name, kind, size in KINDS:
        views = {steps: kind() for steps in records}
        for steps, view in views.items():
            _tell(view, eight_runs(steps), records[steps])
            opened(view, size)
        for way, share_at in (("jumps", _jumps()), ("slowly", _slowly)):
            actions = [_scrub(view, steps, share_at) for steps, view in views.items()]
            times_in_turns(3, *actions, rest=FRAME_REST)
            long, short = times_in_turns(ROUNDS, *actions, rest=FRAME_REST)
            what = f"scrubbing 8 × {LONG:,} steps, {name}, {way}"
            long_median, short_median = (percentile(times, 50) for times in (long, short))
            yield Figure(f"{what}: frame", 1000 * long_median, "ms")
            yield Figure(f"{what}: 95th percentile", 1000 * percentile(long, 95), "ms")
            yield Figure(f"{what} / 8 × {SHORT}", long_median / short_median, "×", at_most=1.5)
        for view in views.values():
            view.close()


def _tell(view: View, experiment: Experiment, trajectories: tuple[Trajectory, ...]) -> None:
    view.show_theme(DARK)
    view.show_experiment(surface_of(experiment), experiment, looks_of(experiment))
    view.show_trajectories(trajectories)


def _jumps() -> Callable[[int], float]:
    random = Random(0)
    shares = [random.random() for _ in range(ROUNDS)]
    return shares.__getitem__


def _slowly(turn: int) -> float:
    return 0.3 + 0.4 * turn / ROUNDS


def _scrub(view: View, steps: int, share_at: Callable[[int], float]) -> Callable[[int], None]:
    def frame(turn: int) -> None:
        view.show_step(round(share_at(turn) * steps))
        view.repaint()

    return frame
