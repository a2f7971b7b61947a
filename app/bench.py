"""A lab with what is its own: its document, its playhead, its records, and what leaves the window from it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtWidgets import QWidget

from app.file_actions import FileActions
from app.gates_document import FIRST_GATES, FIRST_GATES_STEP
from app.gl_setup import GLTier
from app.labs.gates.lab import GatesLab
from app.labs.lab import Lab
from app.playback import Playback
from app.recorder import Recorder
from app.settings import Settings
from app.store import Store
from app.worker_client import WorkerClient


@dataclass(frozen=True, eq=False)
class Bench:
    """`key` is the lab's."""

    key: str
    lab: Lab
    store: Store
    playback: Playback
    recorder: Recorder
    files: FileActions


def gates_bench(worker: WorkerClient, tier: GLTier, settings: Settings, window: QWidget) -> Bench:
    """The Gates lab as it was left, or with its first document."""
    store, playback = Store(settings.gates_document() or FIRST_GATES, window), Playback(window)
    recorder = Recorder(worker, window)
    lab = GatesLab(store, playback, recorder, worker, tier, window)
    playback.set_steps(store.experiment.steps)
    playback.set_speed(None)
    page, step = settings.gates_place()
    playback.go_to(FIRST_GATES_STEP if step is None else step)
    lab.show_page(page)
    return Bench("gates", lab, store, playback, recorder, FileActions(lab, store, window))
