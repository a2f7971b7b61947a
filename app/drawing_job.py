"""Has a scene drawn by a process of its own while the window goes on, with progress and a way out."""

from __future__ import annotations

import io
import pickle
import sys
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

from app.child_process import ROOT, python_path
from app.export.scene import Scene
from surfaces.message import Message


class DrawingJob(QObject):
    """One drawing, from `start` to `finished` or `failed`; the file appears only when it is whole.

    Either signal comes after the process has gone, so that nothing is left running behind it.
    """

    progressed = pyqtSignal(float)
    finished = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, scene: Scene, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = pickle.dumps((scene, (str(path),)))
        self._heard = b""
        self._ended = False
        self._answer: Message | None = Message("The process that draws ended unexpectedly.")
        self._process = QProcess(self)
        self._process.setWorkingDirectory(str(ROOT))
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", python_path())
        self._process.setProcessEnvironment(environment)
        self._process.started.connect(self._send)
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self._leave)
        self._process.errorOccurred.connect(self._leave)

    def start(self) -> None:
        """Start the process; it is told what to draw once it runs."""
        self._process.start(sys.executable, ["-m", "app.draw"])

    def cancel(self) -> None:
        """End the process; neither `finished` nor `failed` follows."""
        self._ended = True
        self._process.kill()
        self._process.waitForFinished()

    def _send(self) -> None:
        self._process.write(self._request)
        self._process.closeWriteChannel()

    def _hear(self) -> None:
        self._heard += bytes(self._process.readAllStandardOutput().data())
        while True:
            stream = io.BytesIO(self._heard)
            try:
                answer = pickle.load(stream)
            except (EOFError, pickle.UnpicklingError):
                return
            self._heard = self._heard[stream.tell() :]
            self._take(answer)

    def _take(self, answer: float | Message | None) -> None:
        match answer:
            case None | Message():
                self._answer = answer
            case share:
                self.progressed.emit(share)

    def _leave(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._hear()
        if self._answer is None:
            self.finished.emit()
        else:
            self.failed.emit(self._answer)
