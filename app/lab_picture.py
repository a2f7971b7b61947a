"""The whole window as a picture, without a worker, a screen or settings: `render --view lab`."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QEventLoop, Qt, QTimer
from PyQt6.QtGui import QImage

from app.engine.gates.task import GateTask
from app.export.film import frame_steps
from app.export.gate_picture import gate_look
from app.export.scene import Scene
from app.gates_document import FIRST_GATES, OWN, GatesDocument, NetworkChoice
from app.gl_setup import GLTier
from app.settings import Settings, Unsaved
from app.store import Document, document_of
from app.theme import Theme
from app.timers import timer
from app.window import Window
from app.worker_client import WorkerClient

_LOOK_MS = 5


class LabPicture:
    """The window on a scene, never on a screen: nothing has the focus, and no pointer is over it."""

    def __init__(self, scene: Scene, tier: GLTier) -> None:
        self._scene = scene
        settings = Settings(Unsaved())
        if scene.experiment.gate is None:
            settings.remember_document(_document(scene))
            settings.remember_step(self.last_step)
        else:
            settings.remember_gates_document(gates_document_of(scene))
            settings.remember_gates_place("network" if scene.experiment.gate.hidden else "unit", self.last_step)
            settings.remember_lab("gates")
        settings.remember_theme(scene.theme)
        settings.remember_height(scene.height)
        # A worker that is never started is asked in vain; every trajectory is known already.
        self._worker = WorkerClient()
        self.window = Window(tier, self._worker, settings)
        front = self.window.front
        front.recorder.know(scene.experiment, scene.trajectories)
        front.recorder.record(scene.experiment)
        self._turn()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.window.resize(*scene.size)
        self.window.show()
        # The readout grows with the numbers it has shown: once through, and no frame makes room for them.
        for step in frame_steps(self.last_step):
            self.window.front.playback.go_to(step)
        self._settle()

    @property
    def theme(self) -> Theme:
        """Whose colors it is drawn in."""
        return self.window.theme

    @property
    def last_step(self) -> int:
        """Where the playhead stands in a picture, and ends in an animation."""
        return self._scene.experiment.steps if self._scene.step is None else self._scene.step

    def image(self, step: int) -> QImage:
        """The window with the playhead at a step."""
        self.window.front.playback.go_to(step)
        image = QImage(*self._scene.size, QImage.Format.Format_RGB32)
        self.window.render(image)
        return image

    def _turn(self) -> None:
        """Look from where the scene says."""
        view, scene = self.window.lab.surface_view, self._scene
        if view is not None and not (scene.elevation is None and scene.azimuth is None):
            camera = view.camera
            view.set_camera(
                camera.elevation if scene.elevation is None else scene.elevation,
                camera.azimuth if scene.azimuth is None else scene.azimuth,
            )

    def _settle(self) -> None:
        """Let everything happen that the window does right after its first frame."""
        self.image(self.last_step)
        loop = QEventLoop()

        def look() -> None:
            if not any(each.isActive() for each in self.window.findChildren(QTimer)):
                loop.quit()

        looks = timer(loop, _LOOK_MS, look)
        looks.start()
        loop.exec()
        looks.stop()


def gates_document_of(scene: Scene) -> GatesDocument:
    """The scene's unit, or its network, in a document of the Gates lab; the other one is the first document's."""
    task = scene.experiment.gate
    assert task is not None
    looks = scene.looks or tuple(map(gate_look, range(len(scene.experiment.runs))))
    first = replace(
        FIRST_GATES, experiment=scene.experiment, looks=looks, selected=scene.selected, threshold=scene.threshold
    )
    if not task.hidden:
        return replace(first, own=first.gate_key == OWN)
    network = NetworkChoice(task.hidden, task.activation, task.loss, task.initialization, scene.experiment.start)
    unit = replace(scene.experiment, gate=GateTask(task.rows, task.cloud), start=())
    document = replace(first, experiment=unit, network=network)
    return replace(document, own=document.gate_key == OWN)


def _document(scene: Scene) -> Document:
    looks = scene.looks or document_of(scene.experiment).looks
    return Document(scene.experiment, looks, scene.selected)
