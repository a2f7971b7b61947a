"""The window as a picture against the real window with the same document, grabbed on its screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtWidgets import QApplication, QLabel

from app import gl_setup
from app.engine.experiment import Experiment
from app.engine.record import record
from app.engine.run_text import parse_run
from app.export.film import bitmap, frame_steps
from app.export.scene import Scene
from app.lab_picture import LabPicture
from app.settings import Settings
from app.store import document_of
from app.theme import DARK, PROJECTOR, Theme
from app.window import Window
from app.window_size import SMALLEST
from tests.open_window import opened, wait_for_records

EXPERIMENT = Experiment(
    "rosenbrock", (-1.0, 1.5), tuple(map(parse_run, ("SGD lr=0.001", "Adam lr=0.05", "SGD lr=0.05"))), steps=90
)
STEP = 40


@contextmanager
def drawn(scene: Scene) -> Iterator[LabPicture]:
    picture = LabPicture(scene, gl_setup.probe())
    try:
        yield picture
    finally:
        picture.window.close()
        picture.window.deleteLater()


def difference(one: QImage, other: QImage) -> float:
    """The share of pixels that differ by more than 8 in a channel."""
    pixels = [np.asarray(bitmap(image)).astype(int) for image in (one, other)]
    return float((np.abs(pixels[0] - pixels[1]).max(axis=-1) > 8).mean())


def screenshot(qtbot, window: Window) -> QImage:
    """What is on the screen once nothing is going to change any more."""
    focused = QApplication.focusWidget()
    assert focused is not None
    focused.clearFocus()
    qtbot.waitUntil(lambda: not any(each.isActive() for each in window.findChildren(QTimer)), timeout=5000)
    images = [window.grab().toImage()]

    def is_still() -> bool:
        """Several in a row, with events between them: a layout that waits moves things after the first."""
        images.append(window.grab().toImage())
        return len(images) > 5 and all(image == images[-1] for image in images[-5:])

    qtbot.waitUntil(is_still, timeout=5000)
    return images[-1]


@pytest.mark.parametrize("theme", [DARK, PROJECTOR], ids=lambda theme: theme.name)
def test_the_picture_is_what_the_window_shows(qtbot, worker, theme: Theme) -> None:
    windows = opened(qtbot, worker)
    window = next(windows)
    window.themes.choose(theme.name)
    window.store.edit(document_of(EXPERIMENT))
    window.top.show_history(False, False)
    wait_for_records(qtbot, window)
    for step in frame_steps(STEP):
        window.playback.go_to(step)
    trajectories = tuple(each for each in window.recorder.trajectories if each is not None)
    seen = screenshot(qtbot, window)
    next(windows, None)
    with drawn(Scene(EXPERIMENT, trajectories, "lab", (1280, 720), theme.name, STEP)) as picture:
        image = picture.image(STEP)
        assert difference(image, seen) <= 0.001
        assert difference(picture.image(STEP - 20), seen) > 0.001
        assert difference(picture.image(STEP), image) <= 0.0005


def test_with_the_projectors_theme_controls_are_put_away_as_their_button_says(qtbot) -> None:
    for size in ((1280, 720), (1920, 1080)):
        with drawn(Scene(EXPERIMENT, record(EXPERIMENT), "lab", size, "projector")) as picture:
            window = picture.window
            assert window.lab.controls.isVisible() == window.top.controls.isChecked() == (size[0] > 1280)


@pytest.mark.parametrize("size", [SMALLEST, (1920, 1080), (1024, 2000)])
def test_any_size_from_the_smallest_on_is_filled(qtbot, size: tuple[int, int]) -> None:
    with drawn(Scene(EXPERIMENT, record(EXPERIMENT), "lab", size)) as picture:
        image = picture.image(picture.last_step)
        assert (image.width(), image.height()) == size
        assert (picture.window.width(), picture.window.height()) == size


def test_nothing_is_recorded_remembered_or_focused(qtbot) -> None:
    before = QGuiApplication.focusWindow()
    with drawn(Scene(EXPERIMENT, record(EXPERIMENT), "lab")) as picture:
        window = picture.window
        assert window.store.experiment == EXPERIMENT
        assert window.worker.process_id is None
        assert QGuiApplication.focusWindow() is before
        assert not window.isActiveWindow() and not window.underMouse()
    assert Settings().document() is None


def test_the_step_is_large_at_a_first_start(qtbot) -> None:
    with drawn(Scene(EXPERIMENT, record(EXPERIMENT), "lab", step=STEP)) as picture:
        [label] = [each for each in picture.window.lab.transport.findChildren(QLabel) if each.text() == str(STEP)]
        assert label.font().pixelSize() == picture.theme.px(picture.theme.step_size)


def test_looks_and_camera_of_the_scene_hold(qtbot) -> None:
    trajectories = record(EXPERIMENT)
    looks = document_of(EXPERIMENT).looks
    hidden = (replace(looks[0], visible=False), *looks[1:])
    scene = Scene(EXPERIMENT, trajectories, "lab", step=STEP)
    pictures = []
    for each in (scene, replace(scene, looks=hidden), replace(scene, elevation=70.0), replace(scene, azimuth=10.0)):
        with drawn(each) as picture:
            pictures.append(picture.image(STEP))
    for other in pictures[1:]:
        assert difference(pictures[0], other) > 0.001
