"""The line above the opened update: back, which step of which run, and whether the terms agree with torch."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.engine.experiment import Experiment, HyperparameterValue, Run
from app.engine.optimizers import optimizer_named
from app.engine.run_values import edited_values
from app.engine.worked.update import WorkedUpdate
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import TextButton, explain
from app.views.elided_label import ElidedLabel
from app.views.icons import icon_pixmap
from app.views.number_text import shown_number
from app.views.numbers import MINUS, tick
from app.views.run_look import RunLook
from app.views.run_sample import HEIGHT, WIDTH, paint_sample
from app.views.worked.axes_chooser import AxesChooser
from app.views.worked.math_tree import text_of
from surfaces.surface import Surface


class PageHead(QWidget):
    """Shows what it is told."""

    back_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = TextButton(tr("Back"), "back", parent=self)
        explain(self.back, tr("Back (Escape)"), tr("The whole walk again."))
        self.title, self._name = QLabel(), QLabel()
        self._sample, self._about, self.badge = _Sample(self), ElidedLabel(parent=self), Badge(self)
        self.axes = AxesChooser(self)
        self._row = QHBoxLayout(self)
        for widget in (self.back, self.title, self._sample, self._name, self.axes):
            self._row.addWidget(widget)
        self._row.addWidget(self._about, 1)
        self._row.addWidget(self.badge)
        self.back.clicked.connect(lambda: self.back_requested.emit())

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self.setFixedHeight(theme.px(46))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(10))
        self.back.show_theme(theme, 14, 30)
        self.title.setFont(theme.font(21, 700))
        self._name.setFont(theme.font(15, 700))
        self._about.show_theme(theme)
        self._about.setFont(theme.font(14))
        self._sample.show_theme(theme)
        self.axes.show_theme(theme)
        self.badge.show_theme(theme)

    def show_run(self, surface: Surface, experiment: Experiment, run: Run, look: RunLook, step: int) -> None:
        """Which step of which run."""
        self.title.setText(tr("Step {step} → {next}, taken apart", step=tick(step), next=tick(step + 1)))
        self._name.setText(look.name or run.optimizer)
        self._sample.show_look(look)
        where = tr("{surface}, {dtype}", surface=tr(surface.name), dtype=experiment.dtype)
        self._about.show_text(f"{settings_text(run, step)}     {where}")

    def show_nothing(self) -> None:
        """There is no step to take apart."""
        self.title.setText(tr("A step, taken apart"))
        self.badge.hide()
        self.axes.hide()


def settings_text(run: Run, step: int) -> str:
    """The hyperparameters in force that are numbers, by their symbols: lr 0.25  β₁ 0.9  β₂ 0.999; flags that are on."""
    values, parts = edited_values(run, step), []
    for each in optimizer_named(run.optimizer).hyperparameters:
        value = values[each.name]
        if value is None or value is False or (value == each.default and value == 0):
            continue
        if value is True or isinstance(value, str):
            parts.append(each.name if value is True else f"{each.name} {value}")
        elif isinstance(value, tuple):
            parts += [f"{name} {_number(one)}" for name, one in _pairs(each.symbol, value)]
        else:
            # The formulas call it lr, whatever its symbol is elsewhere.
            symbol = "" if each.name == "lr" else _symbol(each.symbol)
            parts.append(f"{symbol or each.name} {_number(value)}")
    return "  ".join(parts)


def _pairs(symbol: str, value: tuple[float | None, ...]) -> list[tuple[str, float]]:
    names = [_symbol(part) for part in symbol.split(",")]
    return [(name, one) for name, one in zip(names, value, strict=False) if one is not None]


_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _symbol(latex: str) -> str:
    before, _, after = text_of(latex.strip()).partition("_")
    return before + after.translate(_LOWERED)


def _number(value: HyperparameterValue) -> str:
    return shown_number(float(value)) if isinstance(value, int | float) else str(value)


class _Sample(QWidget):
    """The run's line with its marker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._look: RunLook | None = None

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))

    def show_look(self, look: RunLook) -> None:
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._look is not None:
            painter = QPainter(self)
            paint_sample(painter, self._theme, self._look, QRectF(self.rect()), "bg0")
            painter.end()


class Badge(QWidget):
    """Agrees with torch, or does not: with the difference that was measured, and what rounding explains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._agrees = DARK, "", True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._theme = theme
        self._fit()

    def show_update(self, update: WorkedUpdate) -> None:
        """The largest difference of all parameters, and the limit there."""
        self._agrees = agrees(update)
        axis = int(np.argmax(np.nan_to_num(update.difference / update.limit, nan=np.inf)))
        difference, limit = float(update.difference[axis]), float(update.limit[axis])
        fields = {"difference": _short(difference), "limit": _short(limit)}
        if not np.isfinite(update.end).all() and self._agrees:
            self._text = tr("agrees with torch: not finite")
        elif self._agrees:
            self._text = tr("agrees with torch: difference {difference} (limit {limit})", **fields)
        else:
            self._text = tr("differs from torch: by {difference} (limit {limit})", **fields)
        why = tr(
            "Every term is computed from the record; the point they lead to is held against the one torch went to."
        )
        explain(self, self._text, why)
        self.show()
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        wide = QFontMetricsF(theme.font(13.5, 600)).horizontalAdvance(self._text)
        self.setFixedSize(QSize(round(wide) + theme.px(46), theme.px(30)))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """A pill with a check mark, or with a warning."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("ok" if self._agrees else "warn")
        ground = QColor(color)
        ground.setAlphaF(0.14)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(color, 1.3 * theme.scale))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        size = theme.px(17)
        mark = icon_pixmap("check" if self._agrees else "warn", color, size, self.devicePixelRatioF(), 2.0)
        painter.drawPixmap(theme.px(12), (self.height() - size) // 2, mark)
        painter.setFont(theme.font(13.5, 600))
        painter.setPen(theme.color("text"))
        painter.drawText(rect.adjusted(theme.px(32), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


def agrees(update: WorkedUpdate) -> bool:
    """Whether the terms lead where torch went, what is not finite included."""
    value, end = update.terms[-1].value, update.end
    same = (value == end) | (np.isnan(value) & np.isnan(end))
    return bool(((update.difference <= update.limit) | same).all())


def _short(value: float) -> str:
    """One digit is enough for a difference: 0, 3e−15."""
    return shown_number(float(f"{value:.0e}")).replace("-", MINUS)
