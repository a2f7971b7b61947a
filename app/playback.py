"""The playhead: one step, and the one timer that moves it."""

from __future__ import annotations

from time import perf_counter

from PyQt6.QtCore import QObject, Qt, pyqtSignal

from app.timers import timer

FRAME_MS = 16
FIT_SECONDS = 10.0


class Playback(QObject):
    """`speed` is in steps per second; None fits the whole experiment into ten seconds."""

    step_changed = pyqtSignal(int)
    playing_changed = pyqtSignal(bool)
    speed_changed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.step = 0
        self.steps = 0
        self.speed: float | None = None
        self._origin = (0.0, 0)
        self._timer = timer(self, FRAME_MS, self._advance)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    @property
    def playing(self) -> bool:
        """Whether the playhead moves by itself."""
        return self._timer.isActive()

    @property
    def steps_per_second(self) -> float:
        """The speed in force."""
        return self.steps / FIT_SECONDS if self.speed is None else self.speed

    def set_steps(self, steps: int) -> None:
        """The last step there is; a playhead beyond it moves to it."""
        self.steps = steps
        self._anchor()
        self.go_to(self.step)

    def set_speed(self, speed: float | None) -> None:
        """Steps per second from now on; None fits the whole into ten seconds."""
        self.speed = speed
        self._anchor()
        self.speed_changed.emit(speed)

    def go_to(self, step: int) -> None:
        """Move the playhead, within the steps there are."""
        self._move(step)
        self._anchor()

    def toggle(self) -> None:
        """Play or pause; at the end, play from the start."""
        if self.playing:
            self.pause()
        elif self.steps > 0:
            self.go_to(0 if self.step >= self.steps else self.step)
            self._timer.start()
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stay at this step."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def step_by(self, count: int) -> None:
        """Pause, and go some steps on or back."""
        self.pause()
        self.go_to(self.step + count)

    def _anchor(self) -> None:
        self._origin = (perf_counter(), self.step)

    def _advance(self) -> None:
        since, step = self._origin
        self._move(step + int((perf_counter() - since) * self.steps_per_second))
        if self.step >= self.steps:
            self.pause()

    def _move(self, step: int) -> None:
        step = min(max(step, 0), self.steps)
        if step != self.step:
            self.step = step
            self.step_changed.emit(step)
