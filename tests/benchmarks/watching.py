"""What can be seen of a window from outside while it lives: what it paints, and how late it is."""

from __future__ import annotations

from time import perf_counter

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QWidget

from app.recorder import Recorder, Trajectories
from app.timers import timer

TICK_MS = 10


class PaintedStarts(QObject):
    """Counts the paintings of a view that showed trajectories from another start than the painting before."""

    def __init__(self, view: QWidget, recorder: Recorder) -> None:
        super().__init__(view)
        self.new = self.new_and_whole = 0
        self._trajectories: Trajectories = recorder.trajectories
        self._painted: set[object] = {_starts(self._trajectories)}
        self._whole: set[object] = set(self._painted)
        recorder.trajectories_changed.connect(self._take)
        view.installEventFilter(self)

    def _take(self, trajectories: Trajectories) -> None:
        self._trajectories = trajectories

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Look at what is about to be painted."""
        if event is not None and event.type() == QEvent.Type.Paint:
            starts = _starts(self._trajectories)
            self.new += starts not in self._painted
            self._painted.add(starts)
            if all(each is not None and each.complete for each in self._trajectories):
                self.new_and_whole += starts not in self._whole
                self._whole.add(starts)
        return False


def _starts(trajectories: Trajectories) -> object:
    return tuple(None if each is None else tuple(each.parameters[0].tolist()) for each in trajectories)


class Lateness(QObject):
    """How many seconds after its time each tick of a 10 ms timer came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds: list[float] = []
        self._last = perf_counter()
        self._timer = timer(self, TICK_MS, self._tick)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.start()

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()

    def _tick(self) -> None:
        now = perf_counter()
        self.seconds.append(max(now - self._last - TICK_MS / 1000, 0.0))
        self._last = now
