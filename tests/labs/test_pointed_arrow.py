"""Pointing at an arrow of the surface in the real window, drawn by OpenGL and in software."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF
from PyQt6.QtWidgets import QApplication

from app.gl_setup import GLTier
from app.views.surface3d.content import BALL_PIXELS
from tests.labs.test_worked_link import ADAM, lit
from tests.open_window import move, opened, wait_for_records


@pytest.mark.parametrize("tier", ["full", "none"])
def test_pointing_at_an_arrow_of_the_surface_lights_its_term(qtbot, worker, tier: GLTier) -> None:
    shown = opened(qtbot, worker, "none" if tier == "none" else None)
    window = next(shown)
    window.store.edit_run(1, ADAM)
    window.store.select_run(1)
    qtbot.waitUntil(lambda: not window.recorder.outdated)
    wait_for_records(qtbot, window)
    window.playback.go_to(2)
    view = window.lab.surface_view
    content, projection = view._content, view._viewpoint.projection
    radius = BALL_PIXELS / projection.unit
    step = content.step_arrows({run: content.head(run) for run in content.shown()}, radius)
    assert step is not None and {each.role for each in step.placed} == {"gradient", "step"}
    longest = max(step.placed, key=lambda each: float(np.linalg.norm(each.way)))
    tip = projection.pixels((longest.origin + longest.way)[None])[0]
    move(view, QEvent.Type.MouseMove, QPointF(*tip.tolist()), held=False)
    assert lit(window) == {longest.term}
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert lit(window) == {-1}
    next(shown, None)
