"""A frame of our surface beside the same grid drawn by stock pyqtgraph and by matplotlib, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure as Page
from PyQt6 import sip
from PyQt6.QtCore import QPointF
from pyqtgraph.opengl import GLSurfacePlotItem, GLViewWidget

from app.engine.experiment import Experiment
from app.engine.problem import surface_of
from app.views.height_scale import sampled
from app.views.surface3d import SurfaceView
from surfaces.surface import Surface
from tests.benchmarks.clock import FRAME_REST, medians_in_turns
from tests.benchmarks.experiments import TWO_RUNS, recorded
from tests.benchmarks.figure import Figure
from tests.benchmarks.hand import move, press, release
from tests.benchmarks.surface_widgets import SIZE, looks_of, opened, surface_view
from tests.qtest import QTest

ROUNDS = {121: 15, 400: 5}  # matplotlib takes seconds for a frame of the larger grid
BARS = {121: 3, 400: 20}  # how many times as fast as matplotlib we are at least
BESIDE = QPointF(40, 360)
Array = npt.NDArray[Any]
Frame = Callable[[int], object]


def measure() -> Iterator[Figure]:
    """A frame while the camera turns (all draw everything anew; without a graphics card our sheet has its light at no
    more than 120² points then); a frame while it plays (the camera stands still: we have kept the sheet, pyqtgraph
    draws its sheet again, and matplotlib, that keeps nothing, takes what it takes to turn); a frame of another surface
    (we sample and shade it, the others are handed its heights).

    Ours has axes, texts, contour lines, and two runs with their shadows; pyqtgraph's is the bare surface in one color,
    matplotlib's has axes.
    """
    stock, page = Stock(), Matplotlib()
    for peer in (stock, page):
        opened(peer.view, SIZE)
    for grid, rounds in ROUNDS.items():
        ours = surface_view(grid, TWO_RUNS, recorded(TWO_RUNS))
        heights = Heights(grid)
        for peer in (stock, page):
            peer.take(heights)
        press(ours, BESIDE)
        turning = medians_in_turns(rounds, _turning(ours), stock.turn, page.turn, rest=FRAME_REST)
        release(ours, BESIDE)
        yield from _figures(f"frame while turning, grid {grid}", turning, BARS[grid])
        QTest.qWait(500)  # the sheet is fine again and kept
        playing = medians_in_turns(4 * rounds, _playing(ours), stock.repaint, rest=FRAME_REST)
        yield from _figures(f"frame while playing, grid {grid}", [*playing, turning[2]], BARS[grid])
        another = medians_in_turns(rounds, _another(ours), stock.show_surface, page.show_surface, rest=FRAME_REST)
        yield from _figures(f"frame of another surface, grid {grid}", another)
        ours.close()
        sip.delete(ours)  # collected while pyqtgraph draws, it would take the current OpenGL context away
    for peer in (stock, page):
        peer.view.close()


def _figures(what: str, seconds: list[float], bar: float | None = None) -> Iterator[Figure]:
    ours, stock, page = seconds
    yield Figure(f"{what}: ours", 1000 * ours, "ms")
    yield Figure(f"{what}: stock pyqtgraph", 1000 * stock, "ms")
    yield Figure(f"{what}: matplotlib", 1000 * page, "ms")
    yield Figure(f"{what}: pyqtgraph / ours", stock / ours, "×")
    yield Figure(f"{what}: matplotlib / ours", page / ours, "×", at_least=bar)


def _azimuth(turn: int) -> float:
    return 30.0 + 4.0 * turn


def _experiment(turn: int) -> Experiment:
    """A typed surface, another one every time."""
    return Experiment(f"x**2 + {2 + turn / 100}*y**2 + x*y", (0.5, 0.5), TWO_RUNS.runs, steps=1, formula=True)


def _turning(view: SurfaceView) -> Frame:
    def frame(turn: int) -> None:
        move(view, BESIDE + QPointF(4 * turn + 8, turn % 20))
        view.repaint()

    return frame


def _playing(view: SurfaceView) -> Frame:
    def frame(turn: int) -> None:
        view.show_step(turn % TWO_RUNS.steps)
        view.repaint()

    return frame


def _another(view: SurfaceView) -> Frame:
    def frame(turn: int) -> None:
        experiment = _experiment(turn)
        view.show_experiment(surface_of(experiment), experiment, looks_of(experiment))
        view.repaint()

    return frame


class Heights:
    """Grids of display heights, sampled before anything is measured."""

    def __init__(self, grid: int) -> None:
        surfaces: list[Surface] = [surface_of(_experiment(1000 + turn)) for turn in range(max(ROUNDS.values()))]
        grids = [sampled(surface, grid) for surface in surfaces]
        self.x, self.y = grids[0].x, grids[0].y
        self.z = [each.height for each in grids]


class Stock:
    """pyqtgraph's surface item, as its example draws it."""

    def __init__(self) -> None:
        self.view = GLViewWidget()
        self.view.setCameraPosition(distance=3.2)
        self._item: GLSurfacePlotItem | None = None
        self._z: list[Array] = []

    def take(self, heights: Heights) -> None:
        """Another grid, with its first heights."""
        side = np.linspace(-1, 1, len(heights.x))
        self._z = heights.z
        self._item = GLSurfacePlotItem(x=side, y=side, z=self._z[0], shader="shaded", color=(0.5, 0.5, 1, 1))
        self.view.clear()
        self.view.addItem(self._item)

    def turn(self, turn: int) -> None:
        """A frame from another side."""
        self.view.setCameraPosition(elevation=35, azimuth=_azimuth(turn))
        self.view.repaint()

    def repaint(self, turn: int) -> None:
        """The same frame again."""
        self.view.repaint()

    def show_surface(self, turn: int) -> None:
        """A frame of other heights."""
        assert self._item is not None
        self._item.setData(z=self._z[turn % len(self._z)])
        self.view.repaint()


class Matplotlib:
    """`plot_surface` that draws every cell of the grid."""

    def __init__(self) -> None:
        self.view = FigureCanvasQTAgg(Page())
        self._axes = self.view.figure.add_subplot(projection="3d")
        self._heights: Heights | None = None

    def take(self, heights: Heights) -> None:
        """Another grid, with its first heights."""
        self._heights = heights
        self.show_surface(0)

    def turn(self, turn: int) -> None:
        """A frame from another side."""
        self._axes.view_init(elev=35, azim=_azimuth(turn))
        self._draw()

    def show_surface(self, turn: int) -> None:
        """A frame of other heights."""
        heights = self._heights
        assert heights is not None
        self._axes.clear()
        x, y = np.meshgrid(heights.x, heights.y, indexing="ij")
        z = heights.z[turn % len(heights.z)]
        self._axes.plot_surface(x, y, z, rcount=len(heights.x), ccount=len(heights.y), cmap="viridis")
        self._draw()

    def _draw(self) -> None:
        self.view.draw()
        self.view.repaint()
