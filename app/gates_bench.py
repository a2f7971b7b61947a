"""The Gates lab with what is its own, built when it is wanted first: all that it consists of takes 0.1 s to load."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from app.bench import Bench
from app.file_actions import FileActions
from app.gates_document import FIRST_GATES, FIRST_GATES_STEP
from app.gl_setup import GLTier
from app.labs.gates.lab import GatesLab
from app.playback import Playback
from app.recorder import Recorder
from app.settings import Settings
from app.store import Store
from app.worker_client import WorkerClient


def gates_bench(worker: WorkerClient, tier: GLTier, settings: Settings, window: QWidget) -> tuple[Bench, GatesLab]:
    """The Gates lab as it was left, or with its first document."""
    store, playback = Store(settings.gates_document() or FIRST_GATES, window), Playback(window)
    recorder = Recorder(worker, window)
    lab = GatesLab(store, playback, recorder, worker, tier, window)
    playback.set_steps(store.experiment.steps)
    playback.set_speed(None)
    page, step = settings.gates_place()
    playback.go_to(FIRST_GATES_STEP if step is None else step)
    lab.show_page(page)
    return Bench("gates", lab, store, playback, recorder, FileActions(lab, store, window)), lab
