"""A lab with what is its own: its document, its playhead, its records, and what leaves the window from it."""

from __future__ import annotations

from dataclasses import dataclass

from app.file_actions import FileActions
from app.labs.lab import Lab
from app.playback import Playback
from app.recorder import Recorder
from app.store import Store


@dataclass(frozen=True, eq=False)
class Bench:
    """`key` is the lab's."""

    key: str
    lab: Lab
    store: Store
    playback: Playback
    recorder: Recorder
    files: FileActions
