"""How the present weights fare, in one line that the last row can read: "4 of 4 right", and how surely."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.engine.gates.activations import activation_named
from app.engine.gates.data import data_of
from app.engine.gates.forward import boundary_level, logits
from app.engine.gates.task import GateTask
from app.engine.gates.verdict import Verdict, right_words, verdict
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.icons import icon_pixmap
from app.views.numbers import number

Array = npt.NDArray[Any]


class VerdictBar(QWidget):
    """The verdict at the left; at the right, for one unit, how near the line comes and how steep it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._task: GateTask | None = None
        self._values: Array = np.empty(0)
        self._threshold = 0.5
        self._mark, self._said, self._near, self._steep = (QLabel(self) for _ in range(4))
        for label in (self._near, self._steep):
            label.setProperty("quiet", True)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._right, self._row = QVBoxLayout(), QHBoxLayout(self)
        # In a picture the bar is a window of its own, and long words must not keep it from being narrow.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._right.addWidget(self._near)
        self._right.addWidget(self._steep)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._said)
        self._row.addStretch(1)
        self._row.addLayout(self._right)

    def minimumSizeHint(self) -> QSize:
        """Narrower windows elide nothing here: the numbers at the right go first."""
        return QSize(self._theme.px(160), self._theme.px(44))

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._said.setFont(theme.font(theme.title_size, 600))
        for label in (self._near, self._steep):
            label.setFont(theme.font(theme.label_size))
        self._row.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        self._row.setSpacing(theme.px(8))
        self._right.setSpacing(0)
        self.setFixedHeight(theme.px(46))
        self._show()

    def show_task(self, task: GateTask) -> None:
        """What is learned."""
        self._task = task
        self._show()

    def show_values(self, values: Array) -> None:
        """The present weights (P,)."""
        self._values = values
        self._show()

    def show_threshold(self, threshold: float) -> None:
        """The share from which on a 1 is said."""
        self._threshold = threshold
        self._show()

    @property
    def text(self) -> str:
        """The verdict."""
        return self._said.text()

    def _show(self) -> None:
        task = self._task
        if task is None or len(self._values) != task.size:
            for label in (self._mark, self._said, self._near, self._steep):
                label.clear()
            return
        found = verdict(task, self._values, self._threshold)
        kind = "ok" if found.all_right else "danger" if found.wrong else "warn"
        size = self._theme.px(22)
        name = "check" if found.all_right else "warn"
        self._mark.setPixmap(icon_pixmap(name, self._theme.color(kind), size, self.devicePixelRatioF(), 2.2))
        self._said.setText(sentence(task, found))
        self._show_line(task)

    def _show_line(self, task: GateTask) -> None:
        """Only one unit has a line."""
        length = float(np.hypot(self._values[1], self._values[2])) if not task.hidden else 0.0
        self._texts: tuple[tuple[str, str], ...] = ()
        if length > 0:
            points, _ = data_of(task)
            z = logits(task, np.asarray(self._values, float), points) - boundary_level(task, self._threshold)
            near, steep = number(float(np.abs(z).min()) / length, 3), number(length, 3)
            # A step is as steep as can be, whatever the weights.
            hard = activation_named(task.activation).hard
            longer = "‖w‖ = {length}" if hard else "‖w‖ = {length}, longer means steeper"
            words = "nearest point {distance} from the line", "{distance} to the line"
            if task.cloud is not None:
                words = "nearest of {count} points {distance} from the line", "nearest of {count}: {distance}"
            nearest = [tr(each, count=len(points), distance=near) for each in words]
            self._texts = (
                (nearest[0], tr(longer, length=steep)),
                (nearest[1], tr("‖w‖ = {length}", length=steep)),
            )
        self._fit()

    _texts: tuple[tuple[str, str], ...] = ()

    def _fit(self) -> None:
        """The longest words that have room; none where even the short ones have none."""
        taken = self._said.sizeHint().width() + self._mark.sizeHint().width() + self._theme.px(40)
        metrics = self._near.fontMetrics()
        for near, steep in (*self._texts, ("", "")):
            if max(map(metrics.horizontalAdvance, (near, steep))) <= self.width() - taken:
                self._near.setText(near)
                self._steep.setText(steep)
                return
        self._near.clear()
        self._steep.clear()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find the words that fit."""
        super().resizeEvent(event)
        self._fit()


def sentence(task: GateTask, found: Verdict) -> str:
    """So many right of all; a coin where rounding decides."""
    if found.undecided == found.of:
        return tr("undecided")
    right = tr(right_words(task, found))
    return tr("{right}, {open} undecided", right=right, open=found.undecided) if found.undecided else right
