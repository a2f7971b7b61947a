"""The window's end of the worker process: starts it, asks it, hears it, and starts it again when it dies."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from typing import Literal

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from app.child_process import ROOT, python_path
from app.engine.requests import (
    Answer,
    Failed,
    Numbered,
    Pieces,
    Ready,
    Request,
    StopRequest,
    StudyProgress,
    SweepProgress,
)
from app.timers import timer
from surfaces.message import Message

State = Literal["starting", "ready", "working", "failed", "stopped"]
# Silent for so long after it was asked something newer, a worker counts as stuck.
SILENCE_MS = 2000
DEATHS_BEFORE_REPORT = 2


class WorkerClient(QObject):
    """Asks one thing at a time; a newer request takes the place of an older one."""

    state_changed = pyqtSignal(str)
    pieces_arrived = pyqtSignal(object)
    sweep_progressed = pyqtSignal(object)
    study_progressed = pyqtSignal(object)
    request_failed = pyqtSignal(object)
    _heard = pyqtSignal(object, object)
    _ended = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: State = "stopped"
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._number = 0
        self._unfinished: Numbered | None = None
        self._deaths = 0
        self._silence = timer(self, SILENCE_MS, self._restart, single=True)
        self._heard.connect(self._take_answer)
        self._ended.connect(self._take_end)

    @property
    def process_id(self) -> int | None:
        """The worker's process; None while there is none."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the process and the thread that listens to it."""
        self._deaths = 0
        self._spawn()

    def stop(self) -> None:
        """End the process and wait for it and for the thread."""
        self._set_state("stopped")
        self._silence.stop()
        self._end_process()

    def ask(self, request: Request) -> int:
        """Send a request, return its number; answers to earlier ones are dropped from now on."""
        self._number += 1
        interrupts = self._unfinished is not None
        self._unfinished = Numbered(self._number, request)
        if self.state in ("ready", "working"):
            self._send(self._unfinished)
            if interrupts and not self._silence.isActive():
                self._silence.start()
            self._set_state("working")
        return self._number

    def cancel(self) -> None:
        """Have the worker leave off; answers to a sweep or a study that are on their way are dropped, and failures."""
        if self._unfinished is None:
            return
        self._number += 1
        self._unfinished = None
        # There is no answer to wait for.
        self._silence.stop()
        if self.state == "working":
            self._send(Numbered(self._number, StopRequest()))
            self._set_state("ready")

    def _spawn(self) -> None:
        self._set_state("starting")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": python_path()},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._reader.start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Runs in the reader thread: block on the pipe, hand every answer to the window's thread."""
        assert process.stdout is not None
        try:
            while True:
                self._heard.emit(process, pickle.load(process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError):
            self._ended.emit(process)

    def _send(self, numbered: Numbered) -> None:
        assert self._process is not None and self._process.stdin is not None
        try:
            pickle.dump(numbered, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            # The process has just died: its end is on the way, and the request is sent again after it.
            return

    @pyqtSlot(object, object)
    def _take_answer(self, process: subprocess.Popen[bytes], answer: Answer) -> None:
        if process is not self._process:
            return
        self._silence.stop()
        match answer:
            case Ready():
                self._set_state("ready")
                if self._unfinished is not None:
                    self._send(self._unfinished)
                    self._set_state("working")
            case Pieces():
                self._take_pieces(answer)
            case SweepProgress():
                if self._is_wanted(answer):
                    self.sweep_progressed.emit(answer)
            case StudyProgress():
                if self._is_wanted(answer):
                    self.study_progressed.emit(answer)
            case Failed():
                self._finish(answer.number)
                if answer.number == self._number:
                    self.request_failed.emit(answer.reason)

    def _take_pieces(self, answer: Pieces) -> None:
        self._deaths = 0
        if answer.finished:
            self._finish(answer.number)
        self.pieces_arrived.emit(answer)

    def _is_wanted(self, answer: SweepProgress | StudyProgress) -> bool:
        self._deaths = 0
        if answer.finished:
            self._finish(answer.number)
        return answer.number == self._number

    def _finish(self, number: int) -> None:
        if self._unfinished is not None and self._unfinished.number == number:
            self._unfinished = None
            self._set_state("ready")

    @pyqtSlot(object)
    def _take_end(self, process: subprocess.Popen[bytes]) -> None:
        if process is not self._process or self.state == "stopped":
            return
        self._restart()

    def _restart(self) -> None:
        # Silence that began before the end says nothing about the next process.
        self._silence.stop()
        self._end_process()
        self._deaths += 1
        if self._deaths >= DEATHS_BEFORE_REPORT:
            self._set_state("failed")
            self.request_failed.emit(Message("Torch stopped working twice."))
        else:
            self._spawn()

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader is not None:
            self._reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # Bytes that the dead process never read.
                    continue

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
