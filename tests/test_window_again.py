"""The real window started again: what it remembers, and that it starts without torch."""

from __future__ import annotations

import subprocess
import sys

from PyQt6.QtCore import Qt

from app.child_process import ROOT
from app.engine.welcome import WELCOME
from app.settings import Settings
from app.theme import PROJECTOR
from app.views.height_scale import Height
from tests.labs.test_descent import pull
from tests.labs.test_view_control import heights_shown
from tests.labs.test_worked_link import segment
from tests.open_window import opened
from tests.qtest import QTest

LEFT = Qt.MouseButton.LeftButton


def test_the_last_experiment_comes_back_and_welcome_can_be_had_again(qtbot, worker):
    first = opened(qtbot, worker)
    window = next(first)
    window.lab.setup.surface_chosen.emit("rosenbrock")
    window.store.remove_run(2)
    window.playback.go_to(33)
    window.themes.choose(PROJECTOR.name)
    document = window.store.document
    next(first, None)
    second = opened(qtbot, worker)
    window = next(second)
    assert window.store.document == document
    assert window.playback.step == 33
    assert window.theme.name == PROJECTOR.name
    window.examples.open_welcome()
    assert window.store.experiment == WELCOME
    next(second, None)


def test_a_fresh_process_shows_the_window_reforms_a_trajectory_and_never_loads_torch(tmp_path):
    script = """
import sys
from dataclasses import replace
from PyQt6.QtCore import QTimer
from app.application import start
from app.window import Window
application, tier = start(["thalweg"])
window = Window(tier)
window.show()
wanted = replace(window.store.experiment, start=(1.0, 1.0))
window.store.edit_experiment(wanted)
def look():
    shown = window.recorder.trajectories
    if all(each is not None and each.complete and each.parameters[0, 0] == 1.0 for each in shown):
        window.close()
        application.exit("torch" in sys.modules)
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
sys.exit(application.exec())
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=90).returncode == 0


def test_columns_come_back_as_the_hand_left_them(qtbot, worker):
    first = opened(qtbot, worker)
    window = next(first)
    pull(window, -40)
    chosen = window.lab.side.width()
    next(first, None)
    second = opened(qtbot, worker)
    assert next(second).lab.side.width() == chosen
    next(second, None)


def test_height_and_camera_come_back_at_the_next_start(qtbot, worker):
    first = opened(qtbot, worker)
    window = next(first)
    window.lab.view_control.show_height(Height("clipped", 72.5))
    window.lab.surface_view.set_camera(61.5, 12.25)
    next(first, None)  # closes it
    settings = Settings()
    assert (settings.height(), settings.camera()) == (Height("clipped", 72.5), (61.5, 12.25))
    second = opened(qtbot, worker)
    window = next(second)
    assert heights_shown(window) == {Height("clipped", 72.5)}
    assert window.lab.view_control.camera == (61.5, 12.25)
    assert window.lab.stage.view_panel.elevation.value == 61.5
    next(second, None)


def test_arrows_are_chosen_in_the_panel_of_the_view_and_remembered(qtbot, worker) -> None:
    first = opened(qtbot, worker)
    window = next(first)
    lab = window.lab
    QTest.mouseClick(lab.stage.view_button, LEFT)
    pictures = []
    for text in ("All terms", "None", "Gradient", "None"):
        QTest.mouseClick(segment(lab.stage.view_panel.arrows, text), LEFT)
        pictures.append(lab.surface_view.render_image(400, 300))
    assert pictures[1] == pictures[3] != pictures[2]
    next(first, None)
    second = opened(qtbot, worker)
    window = next(second)
    assert window.lab.worked_link.arrows == window.lab.surface_view._content.arrow_choice == "none"
    assert window.lab.map._arrow_choice == "none"
    next(second, None)


def test_update_and_results_share_a_place_and_the_choice_is_remembered(qtbot, worker) -> None:
    first = opened(qtbot, worker)
    window = next(first)
    lab = window.lab
    assert lab.worked.isVisible() and lab.loss.isVisible() and not lab.results.isVisible()
    assert lab.side.worked_panel.switch is not None
    QTest.mouseClick(segment(lab.side.worked_panel.switch, "Results"), LEFT)
    assert lab.results.isVisible() and not lab.worked.isVisible()
    next(first, None)
    second = opened(qtbot, worker)
    window = next(second)
    assert window.lab.results.isVisible() and not window.lab.worked.isVisible()
    next(second, None)
