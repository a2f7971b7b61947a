"""Experiments worth opening: the menu of them, and what opening one does."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QMenu, QWidget

from app.engine.presets import PRESETS, Preset
from app.i18n import tr
from app.labs.descent import DescentLab, first_step
from app.playback import Playback
from app.store import FIRST, Document, Store, document_of


class Examples(QObject):
    """An experiment that is opened takes the place of the one on screen; undo brings that back."""

    def __init__(self, lab: DescentLab, store: Store, playback: Playback, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab, self._store, self._playback = lab, store, playback
        self.menu = QMenu(tr("Examples"), parent)
        self.menu.setToolTipsVisible(True)
        for preset in PRESETS:
            action = self.menu.addAction(tr(preset.name))
            assert action is not None
            action.setToolTip(f"<p>{tr(preset.sentence)}</p>")
            action.triggered.connect(partial(self._choose, preset))

    def open(self, preset: Preset) -> None:
        """This experiment, at the step at which there is something to see."""
        self._show(document_of(preset.experiment), preset.step)

    def open_welcome(self) -> None:
        """The first experiment again."""
        self._show(FIRST, first_step(FIRST.experiment))

    def _choose(self, preset: Preset, _checked: bool = False) -> None:
        self.open(preset)

    def _show(self, document: Document, step: int) -> None:
        self._playback.pause()
        self._store.end_gesture()
        self._store.edit(document)
        self._playback.go_to(step)
        self._lab.reset_views()
