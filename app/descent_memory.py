"""What the Descent lab takes up again from its last use, and what is kept of it for the next."""

from __future__ import annotations

from app.labs.descent import DescentLab, first_step
from app.labs.kept_splitter import KeptSplitter
from app.playback import Playback
from app.settings import Settings
from app.store import Store


class DescentMemory:
    """Between the settings and the lab with its store and playhead."""

    def __init__(self, settings: Settings, lab: DescentLab, store: Store, playback: Playback) -> None:
        self._settings, self._lab, self._store, self._playback = settings, lab, store, playback
        self.splitters: dict[str, KeptSplitter] = {
            "columns": lab.splitter,
            "side": lab.side.splitter,
            "results": lab.side.lower_splitter,
        }

    def restore_splitters(self) -> None:
        """As they were dragged, before the lab is laid out."""
        for name, splitter in self.splitters.items():
            splitter.restore(self._settings.shape(name))

    def restore(self, remembered: bool) -> None:
        """Show the store's document as it was seen last; `remembered` where it is the last one itself."""
        lab, settings, playback = self._lab, self._settings, self._playback
        lab.view_control.restore(settings.height(), settings.camera())
        lab.worked_link.restore(settings.arrows(), settings.panel())
        lab.show_document(self._store.document)
        playback.set_speed(settings.speed())
        step = first_step(self._store.experiment)
        playback.go_to(settings.step(step) if remembered else step)
        lab.show_step(playback.step)

    def remember(self) -> None:
        """Keep it for the next start."""
        lab, settings = self._lab, self._settings
        settings.remember_document(self._store.document)
        settings.remember_step(self._playback.step)
        settings.remember_speed(self._playback.speed)
        settings.remember_height(lab.view_control.height)
        settings.remember_camera(*lab.view_control.camera)
        settings.remember_arrows(lab.worked_link.arrows)
        settings.remember_panel(lab.worked_link.panel)
        for name, splitter in self.splitters.items():
            settings.remember_shape(name, splitter.shape)
