"""The real window where OpenGL does not work, or is too old: the same lab on a surface drawn in software."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QImage

from app.child_process import ROOT
from app.theme import DARK, LIGHT, PROJECTOR
from app.views.surface3d.labels import color_bar_rect
from app.views.surface3d.software.canvas import SoftCanvas
from app.window import Window
from tests.open_window import drag, kept, map_pixel, wait_for_records
from tests.pixels import pixels

WITHOUT_OPENGL = [{"QT_QPA_PLATFORM": "offscreen"}]
if sys.platform.startswith("linux"):
    WITHOUT_OPENGL += [{"QT_XCB_GL_INTEGRATION": "none"}, {"MESA_GL_VERSION_OVERRIDE": "1.4"}]

# A click at a point of the surface, with real mouse events, then a picture of the whole window.
SCRIPT = """
import sys
from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtTest import QTest
from app.application import start
from app.window import Window
application, tier = start(["thalweg"])
assert tier == "none", tier
window = Window(tier)
window.resize(1280, 720)
window.show()
view = window.lab.surface_view
clicked = False
def look():
    global clicked
    shown = window.recorder.trajectories
    if not shown or any(each is None or not each.complete for each in shown):
        return
    if not clicked:
        clicked = True
        at = view.pixel_of(1.0, 3.0)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
        return
    x, y = window.store.experiment.start
    if abs(shown[0].parameters[0] - [x, y]).max() > 1e-5:
        return
    print(x, y, "OpenGL.GL" in sys.modules)
    print(window.lab.stage.notice.sentence)
    window.grab().save(sys.argv[1])
    window.close()
    application.quit()
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
sys.exit(application.exec())
"""


def green_and_yellow(image: QImage) -> float:
    """The share of pixels in the colors of viridis that nothing else has."""
    colors = pixels(image).astype(int)
    return float((colors[..., 1] - colors[..., 2] > 20).mean())


@pytest.mark.parametrize("environment", WITHOUT_OPENGL, ids=str)
def test_the_window_paints_and_a_click_on_the_surface_sets_the_start(
    environment: dict[str, str], tmp_path: Path
) -> None:
    offscreen = "QT_QPA_PLATFORM" in environment
    kept = {name: value for name, value in os.environ.items() if not (offscreen and name == "DISPLAY")}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "window.png")]
    done = subprocess.run(command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    found, sentence = done.stdout.splitlines()
    x, y, opengl = found.split()
    assert (float(x), float(y)) == pytest.approx((1.0, 3.0), abs=1.5 * 12 / 240)
    assert opengl == "False"
    assert "software" in sentence
    assert green_and_yellow(QImage(str(tmp_path / "window.png"))) > 0.05


@pytest.fixture(scope="module")
def kept_window(warm_worker) -> Iterator[Window]:
    yield from kept(warm_worker, "none")


def test_map_and_surface_are_both_there_and_both_take_the_hand(qtbot, window):
    view = window.lab.surface_view
    assert isinstance(view.canvas, SoftCanvas) and view.isVisible() and window.lab.map.isVisible()
    drag(window.lab.map, [map_pixel(window, 0.0, 0.0), map_pixel(window, 0.5, 0.5), map_pixel(window, 1.0, 1.0)])
    assert window.store.experiment.start == pytest.approx((1.0, 1.0), abs=0.05)
    path = [view.pixel_of(*window.store.experiment.start), view.pixel_of(0.0, 1.0), view.pixel_of(-1.0, 2.0)]
    drag(view, path)
    wait_for_records(qtbot, window)
    assert window.store.experiment.start == pytest.approx((-1.0, 2.0), abs=0.1)
    camera = view.camera
    drag(view, [QPointF(20, 400), QPointF(60, 420), QPointF(90, 430)])
    assert view.camera != camera


@pytest.mark.parametrize(
    ("theme", "size"),
    [
        (DARK, (1024, 720)),
        (DARK, (1920, 1080)),
        (LIGHT, (1280, 720)),
        (PROJECTOR, (1024, 720)),
        (PROJECTOR, (1280, 720)),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_every_size_and_theme_shows_the_surface_and_a_line_clear_of_its_color_bar(qtbot, window, theme, size):
    window.show_theme(theme)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size, timeout=3000)
    assert green_and_yellow(window.lab.surface_view.grab().toImage()) > 0.05
    stage = window.lab.stage
    bar = color_bar_rect(QRectF(stage.view.rect()), window.lab.surface_view._content.ticks, window.theme, 1.0)
    assert stage.notice.isVisible() and not bar.intersects(QRectF(stage.notice.geometry()))
