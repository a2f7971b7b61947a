"""A drawing of the window's scene: whole when it is done, and its process gone."""

from __future__ import annotations

from pathlib import Path

import psutil
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QFileDialog, QProgressDialog

from app.drawing_job import DrawingJob
from tests.open_window import opened


def drawers() -> list[psutil.Process]:
    return [each for each in psutil.Process().children() if "app.draw" in each.cmdline()]


def test_a_finished_drawing_leaves_a_picture_and_no_process(qtbot, worker, tmp_path: Path) -> None:
    windows = opened(qtbot, worker)
    window = next(windows)
    scene = window.files.scene(whole=False)
    assert scene is not None
    job = DrawingJob(scene, tmp_path / "picture.png", window)
    with qtbot.waitSignal(job.finished, timeout=60_000):
        job.start()
    assert drawers() == []
    assert not QImage(str(tmp_path / "picture.png")).isNull()
    next(windows, None)


def test_an_animation_shows_its_progress_and_can_be_canceled(qtbot, worker, tmp_path: Path) -> None:
    windows = opened(qtbot, worker)
    window = next(windows)
    window.files.save_animation()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "walk.gif"))
    dialog.close()
    progress = window.findChild(QProgressDialog)
    qtbot.waitUntil(progress.isVisible, timeout=5000)
    progress.canceled.emit()
    assert list(tmp_path.glob("*.gif")) + list(tmp_path.glob(".*.gif")) == []
    assert drawers() == []
    next(windows, None)
