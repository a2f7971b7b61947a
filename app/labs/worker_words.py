"""What a lab's notice says of the worker, or of a wish that it cannot carry out."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject

from app.i18n import tr
from app.views.notice import Notice
from app.worker_client import WorkerClient
from surfaces.message import Message


class WorkerWords(QObject):
    """Says what the worker does while it does not record, else what is `always` to be said; a sentence of the lab's
    takes its place. `arrange` puts the notice where it belongs.
    """

    def __init__(
        self, worker: WorkerClient, notice: Notice, arrange: Callable[[], None], always: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._worker, self._notice, self._arrange, self._always = worker, notice, arrange, always
        worker.state_changed.connect(self._hear)
        worker.request_failed.connect(self.say)
        notice.retry_requested.connect(worker.start)

    def say(self, sentence: Message | None) -> None:
        """A sentence of the lab's; None leaves it to the worker."""
        states = {"starting": tr("Loading torch…"), "failed": tr("Torch stopped working twice.")}
        text = states.get(self._worker.state, self._always) if sentence is None else tr(sentence)
        self._notice.show_sentence(text, retry=self._worker.state == "failed")
        self._arrange()

    def _hear(self, _state: str) -> None:
        self.say(None)
