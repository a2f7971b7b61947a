"""Legend and numbers in one: every visible run at the playhead, on a panel over the surface."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.experiment import Experiment
from app.engine.run_name import run_names
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.numbers import number
from app.views.plot_axes import name_width, paint_name
from app.views.run_look import RunLook, own_names
from app.views.run_sample import paint_sample
from app.views.symbol import GRADIENT_NORM, paint_symbol, symbol_width
from surfaces.surface import Surface

_ROW, _PAD_X, _PAD_Y, _GAP, _SAMPLE = 22, 13, 7, 12, 30
_MOST_NAME, _MOST_NAME_COMPACT = 200, 140  # longer names are cut


@dataclass(frozen=True)
class Line:
    """One run as text: `cells` are loss, x, y and |gradient|, or `failure` says what took their place."""

    look: RunLook
    name: str
    cells: tuple[str, ...]
    failure: str = ""


class Readout(QWidget):
    """Columns only grow while the runs stay the same, so that nothing jumps while they play or are dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._axes = ("x", "y")
        self._names: tuple[str, ...] = ()
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._step, self._compact = 0, False
        self._lines: tuple[Line, ...] = ()
        self._widths: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Runs at the playhead"))
        self._renew()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Take the names of the runs and how they look."""
        if len(looks) != len(self._looks):
            self._trajectories = ()
        names = tuple(tr(name) for name in run_names(experiment.runs, own_names(looks)))
        same = (self._axes, self._names) == (surface.axes, names)
        self._axes, self._looks, self._names = surface.axes, looks, names
        if same:
            self._refresh()
        else:
            self._renew()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """Take what was recorded so far, one entry a run."""
        self._trajectories = trajectories
        self._refresh()

    def show_step(self, step: int) -> None:
        """Move the playhead."""
        if step != self._step:
            self._step = step
            self._refresh()

    def set_compact(self, compact: bool) -> None:
        """Leave out x and y."""
        if compact != self._compact:
            self._compact = compact
            self._renew()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown, run by run."""
        return self._lines

    def sizeHint(self) -> QSize:
        """Exactly what the columns need."""
        theme = self._theme
        if not self._lines:
            return QSize(0, 0)
        names, *columns = self._widths
        width = 2 * _PAD_X + _SAMPLE + _GAP * len(columns) + 10
        rows = 1 + len(self._lines)
        return QSize(theme.px(width) + math.ceil(names + sum(columns)), theme.px(rows * _ROW + 2 * _PAD_Y))

    def _renew(self) -> None:
        self._widths = []
        self._refresh()

    def _refresh(self) -> None:
        runs = zip(self._names, self._looks, self._trajectories, strict=False)
        self._lines = tuple(
            self._line(name, look, trajectory)
            for name, look, trajectory in runs
            if look.visible and trajectory is not None
        )
        self._grow()
        self.setVisible(bool(self._lines))
        self.update()

    def _line(self, name: str, look: RunLook, run: Trajectory) -> Line:
        row = run.row(self._step)
        if run.failure is not None and row > run.last_finite:
            return Line(look, name, (), tr("ended at step {step}", step=run.steps))
        loss, (x, y) = float(run.losses[row]), (float(value) for value in run.parameters[row])
        slope = math.hypot(*(float(value) for value in run.gradients[row]))
        cells = number(loss, 2 if abs(loss) >= 1 else 4), number(x, 3), number(y, 3), number(slope, 2)
        return Line(look, name, (cells[0], cells[3]) if self._compact else cells)

    def _grow(self) -> None:
        """Widen the columns to what the lines need now."""
        if not self._lines:
            self.resize(self.sizeHint())
            return
        metrics = [QFontMetricsF(self._font(column)) for column in (-1, 0, 1, 1, 1)]
        heads = self._heads()
        longest = max((metrics[0].horizontalAdvance(line.name) for line in self._lines), default=0.0)
        wanted = [min(longest, float(self._theme.px(_MOST_NAME_COMPACT if self._compact else _MOST_NAME)))]
        for column, head in enumerate(heads):
            shown = [metrics[column + 1].horizontalAdvance(line.cells[column]) for line in self._lines if line.cells]
            wanted.append(max([head, *shown]))
        failure = max((metrics[2].horizontalAdvance(line.failure) for line in self._lines), default=0.0)
        room = sum(wanted[1:]) + self._theme.px(_GAP) * (len(heads) - 1)
        wanted[1] += max(0.0, failure - room)
        old = self._widths if len(self._widths) == len(wanted) else [0.0] * len(wanted)
        new = [max(pair) for pair in zip(old, wanted, strict=True)]
        if new != self._widths or self.size() != self.sizeHint():
            self._widths = new
            self.updateGeometry()
            self.resize(self.sizeHint())

    def _heads(self) -> tuple[float, ...]:
        """The widths of the columns' heads."""
        theme = self._theme
        loss = QFontMetricsF(self._font(1)).horizontalAdvance(tr("loss"))
        slope = symbol_width(GRADIENT_NORM, theme.label_size * 1.1 * theme.scale)
        points = () if self._compact else tuple(name_width(theme, name) for name in self._axes)
        return (loss, *points, slope)

    def _font(self, column: int) -> QFont:
        return self._theme.font(self._theme.label_size, {-1: 500, 0: 600}.get(column, 400))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The panel, its head, one row for each run."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("view_bottom" if theme.dark else "bg2", theme.overlay_alpha))
        radius = theme.px(theme.control_radius)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        rights = self._rights()
        self._paint_head(painter, rights)
        for row, line in enumerate(self._lines, 1):
            self._paint_line(painter, line, self._middle(row), rights)
        painter.end()

    def _middle(self, row: int) -> float:
        return self._theme.px(_PAD_Y) + (row + 0.5) * (self.height() - 2 * self._theme.px(_PAD_Y)) / (
            1 + len(self._lines)
        )

    def _rights(self) -> list[float]:
        """The right edges of the columns of numbers."""
        edge = float(self.width() - self._theme.px(_PAD_X))
        rights = []
        for width in reversed(self._widths[1:]):
            rights.append(edge)
            edge -= width + self._theme.px(_GAP)
        return rights[::-1]

    def _paint_head(self, painter: QPainter, rights: list[float]) -> None:
        theme, heads = self._theme, self._heads()
        painter.setFont(self._font(1))
        painter.setPen(theme.color("text2"))
        base = self._middle(0) + QFontMetricsF(painter.font()).capHeight() / 2
        painter.drawText(QPointF(rights[0] - heads[0], base), tr("loss"))
        if not self._compact:
            for column, name in enumerate(self._axes, 1):
                paint_name(painter, theme, name, QPointF(rights[column] - heads[column], base))
        size = theme.label_size * 1.1 * theme.scale
        paint_symbol(painter, GRADIENT_NORM, size, theme.color("text2"), QPointF(rights[-1] - heads[-1], base))

    def _paint_line(self, painter: QPainter, line: Line, middle: float, rights: list[float]) -> None:
        theme = self._theme
        left = float(theme.px(_PAD_X))
        height = theme.px(_ROW)
        sample = QRectF(left, middle - height / 2, theme.px(_SAMPLE), height)
        paint_sample(painter, theme, line.look, sample, "view_bottom" if theme.dark else "bg2")
        painter.setFont(self._font(-1))
        painter.setPen(theme.color("text"))
        metrics = QFontMetricsF(painter.font())
        base = middle + metrics.capHeight() / 2
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, self._widths[0] + 1)
        painter.drawText(QPointF(left + theme.px(_SAMPLE + 10), base), name)
        if line.failure:
            painter.setFont(self._font(1))
            painter.setPen(theme.color("danger"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(line.failure)
            painter.drawText(QPointF(rights[-1] - width, base), line.failure)
        for column, (text, right) in enumerate(zip(line.cells, rights, strict=False)):
            painter.setFont(self._font(column))
            painter.setPen(theme.color("text" if column == 0 else "text2"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            painter.drawText(QPointF(right - width, base), text)
