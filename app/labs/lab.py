"""What the window asks of every lab."""

from __future__ import annotations

from typing import Protocol

from app.engine.experiment import Experiment
from app.export.scene import Scene
from app.labs.still import Still
from app.labs.worked_page import OpenedPage
from app.recorder import Trajectories
from app.store import Document
from app.theme import Theme
from app.views.run_list import RunList


class Lab(Protocol):
    """A page of the window. It hears its own store, playhead and recorder."""

    theme: Theme
    runs: RunList
    opened_page: OpenedPage

    def show_theme(self, theme: Theme, width: int, height: int) -> None:
        """Take colors, fonts and sizes, and the layout for a window of that size."""

    def layout_for(self, theme: Theme, width: int, height: int) -> tuple[bool, bool, bool]:
        """What changes in the layout with the size of the window."""

    def show_document(self, document: Document) -> None:
        """Show a document and have it recorded."""

    def show_controls(self, shown: bool) -> None:
        """Show the controls or put them away."""

    def reset_views(self) -> None:
        """The whole of everything again."""

    def take_focus(self) -> None:
        """Give the keyboard to the large view."""

    def leave(self) -> bool:
        """Close what is opened last; false where nothing is."""

    def walked(self) -> tuple[Experiment, Trajectories]:
        """The experiment in front with the records of its runs."""

    def still(self) -> Still | None:
        """What is in front where nothing is recorded of it; None where a `scene` is."""

    def scene(self, step: int | None = None) -> Scene | None:
        """What is on screen, at a step (the playhead's where none is said); None while something is recorded."""

    def stop(self) -> None:
        """End what the lab started; the window closes."""
