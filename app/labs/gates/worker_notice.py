"""What is to be said of the worker, or of a wish that it cannot carry out, at the lower right of a lab."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.notice import Notice
from app.worker_client import WorkerClient
from surfaces.message import Message


class WorkerNotice(Notice):
    """Says what the worker does while it does not record; a sentence of the lab's takes its place."""

    def __init__(self, worker: WorkerClient, parent: QWidget) -> None:
        super().__init__(parent)
        self._worker, self._dress = worker, DARK
        self._bottom = 0
        worker.state_changed.connect(self._hear)
        worker.request_failed.connect(self.say)
        self.retry_requested.connect(worker.start)

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and sizes."""
        self._dress = theme
        super().show_theme(theme)

    def _hear(self, _state: str) -> None:
        self.say(None)

    def say(self, sentence: Message | None) -> None:
        """A sentence of the lab's; None leaves it to the worker."""
        states = {"starting": tr("Loading torch…"), "failed": tr("Torch stopped working twice.")}
        text = states.get(self._worker.state, "") if sentence is None else tr(sentence)
        self.show_sentence(text, retry=self._worker.state == "failed")
        self.place(self._bottom)

    def place(self, bottom: int) -> None:
        """Stand above this line, in pixels from the top of the lab."""
        self._bottom = bottom
        host, margin = self.parentWidget(), self._dress.px(16)
        assert host is not None
        self.adjustSize()
        self.move(host.width() - self.width() - margin, bottom - self.height() - margin)
        self.raise_()
