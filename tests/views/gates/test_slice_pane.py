from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.trajectory import Trajectory
from app.theme import DARK, PROJECTOR
from app.views.gates.slice_pane import SlicePane
from app.views.run_look import RunLook
from tests.pixels import count_of, pixels
from tests.qtest import QTest
from tests.views.gates.slice_unit import PINK, START, cut_short, experiment_of, gate_task, learned, loss_at
from tests.views.heard import heard

AND = gate_task()
RUN = learned(AND)
LEFT = Qt.MouseButton.LeftButton
MakePane = Callable[..., SlicePane]


@pytest.fixture(params=[True, False], ids=["OpenGL", "software"])
def make_pane(qtbot: QtBot, request: pytest.FixtureRequest) -> MakePane:
    panes = []

    def make(step: int = 120, show: bool = True, size: tuple[int, int] = (444, 366)) -> SlicePane:
        pane = SlicePane(opengl=bool(request.param))
        panes.append(pane)
        qtbot.addWidget(pane)
        pane.resize(*size)
        pane.show_theme(DARK)
        pane.show_experiment(experiment_of(AND), (PINK,))
        pane.show_trajectories((RUN,))
        pane.show_step(step)
        if show:
            with qtbot.waitExposed(pane):
                pane.show()
        return pane

    return make


def point_to(pane: SlicePane, at: QPointF) -> None:
    """Move the pointer over the surface, with no button pressed."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, pane.view.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(pane.view, event)


def height_at(pane: SlicePane, x: float, y: float) -> float:
    relief = pane.view._content.relief
    assert relief is not None
    return float(relief.scale.inverse(relief.height(relief.to_box(np.array([(x, y)])))[0]))


@pytest.mark.parametrize("step", [0, 45, 120, 400])
def test_the_sheet_is_the_loss_at_the_third_weight_of_this_step(make_pane: MakePane, step: int) -> None:
    pane = make_pane(step, show=False)
    b, w1, w2 = RUN.parameters[step]
    for x, y in ((w1, w2), (-3.2, 0.4), (5.0, 6.1)):
        assert height_at(pane, x, y) == pytest.approx(loss_at(AND, (b, x, y)), abs=0.01)
    at = pane.view._content.head(0).point
    relief = pane.view._content.relief
    assert relief is not None
    assert float(relief.scale.inverse(at[2])) == pytest.approx(float(RUN.losses[step]), abs=0.01)


def test_the_path_lies_on_the_present_slice_and_its_shadow_is_exact(make_pane: MakePane) -> None:
    pane = make_pane(120, show=False)
    content = pane.view._content
    relief = content.relief
    assert relief is not None
    flat = relief.from_box(content.walk(0).rows)
    assert np.allclose(flat, RUN.parameters[:, 1:], atol=1e-12)
    early = content.trail(0, 0.002).line.points[0]
    here, then = loss_at(AND, (RUN.parameters[120, 0], *START[1:])), float(RUN.losses[0])
    assert float(relief.scale.inverse(early[2])) == pytest.approx(here, abs=0.02)
    assert abs(here - then) > 0.1


def test_the_chip_names_the_cut(make_pane: MakePane) -> None:
    pane = make_pane(120, show=False)
    assert pane.chip.text() == "b = −3.51, follows the run"
    pane.show_slice((1, 2), 2.0)
    assert pane.chip.text() == "b = 2.00, held"
    pane.show_slice((0, 1), None)
    assert pane.chip.text().startswith("w₂ = 2.26")


def test_camera_ticks_and_scale_stay_while_the_run_plays(make_pane: MakePane) -> None:
    pane = make_pane(0, show=False)
    eye, ticks, scale = pane.view._viewpoint.projection, pane.view._content.ticks, pane.view._scale
    reliefs = set()
    for step in range(0, 401, 40):
        pane.show_step(step)
        reliefs.add(id(pane.view._content.relief))
        assert pane.view._viewpoint.projection == eye
        assert pane.view._content.ticks == ticks and pane.view._scale == scale
        assert float(pane.view._content.relief.heights.max()) < 1.0  # type: ignore[union-attr]
    pane.show_slice((1, 2), -3.0)
    relief = pane.view._content.relief
    pane.show_step(7)
    assert pane.view._content.relief is relief


def test_a_picked_point_is_a_wish_for_all_three_weights(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    edits, ends = heard(pane.values_edited), heard(pane.edit_finished)
    at = pane.view.pixel_of(4.0, 1.0)
    assert at is not None
    qtbot.mouseClick(pane.view, LEFT, pos=at.toPoint())
    (values,) = edits[-1]
    found = pane.view.point_at(QPointF(at.toPoint()))
    assert found is not None
    assert np.allclose(values, (RUN.parameters[120, 0], *found))
    assert np.allclose(values[1:], (4.0, 1.0), atol=0.1)
    assert len(edits) == len(ends) == 1


def test_the_ball_can_be_dragged(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    edits, ends = heard(pane.values_edited), heard(pane.edit_finished)
    ball = pane.view.ball_pixel
    assert ball is not None
    to = ball.toPoint() + QPoint(25, 8)
    qtbot.mousePress(pane.view, LEFT, pos=ball.toPoint())
    qtbot.mouseMove(pane.view, ball.toPoint() + QPoint(10, 3))
    qtbot.mouseMove(pane.view, to)
    qtbot.mouseRelease(pane.view, LEFT, pos=to)
    assert len(edits) == 2 and len(ends) == 1
    found = pane.view.point_at(QPointF(to))
    assert found is not None and np.allclose(edits[-1][0][1:], found, atol=1e-9)


def test_on_a_held_slice_a_picked_point_has_the_held_weight(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    pane.show_slice((0, 2), 3.0)
    edits = heard(pane.values_edited)
    at = pane.view.pixel_of(-2.0, 2.0)
    assert at is not None
    qtbot.mouseClick(pane.view, LEFT, pos=at.toPoint())
    assert np.allclose(edits[0][0], (-2.0, 3.0, 2.0), atol=0.1)
    assert edits[0][0][1] == 3.0


def test_the_panel_chooses_the_slice(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    assert not pane.choice.isVisible()
    qtbot.mouseClick(pane.chip, LEFT)
    assert pane.choice.isVisible()
    qtbot.mouseClick(pane.choice.axes._buttons["01"], LEFT)
    assert (pane.axes, pane.held) == ((0, 1), None)
    qtbot.mouseClick(pane.choice.way._buttons["hold"], LEFT)
    assert pane.held == pytest.approx(RUN.parameters[120, 2])
    pane.choice.slider.setValue(50)
    assert pane.held == 2.5
    pane.choice.field.edit.setText("-1.25")
    pane.choice.field.edit.setModified(True)
    QTest.keyClick(pane.choice.field.edit, Qt.Key.Key_Return)
    assert pane.held == -1.25
    assert height_at(pane, 0.5, 1.0) == pytest.approx(loss_at(AND, (0.5, 1.0, -1.25)), abs=0.02)
    qtbot.mouseClick(pane.choice.way._buttons["follow"], LEFT)
    assert pane.held is None
    QTest.keyClick(pane.choice, Qt.Key.Key_Escape)
    assert not pane.choice.isVisible()


def test_the_pointer_on_the_path_reads_the_true_loss_of_that_step(make_pane: MakePane) -> None:
    pane = make_pane(300)
    at = pane.view.path_pixels(0)[4]
    point_to(pane, QPointF(*(round(float(part)) for part in at)))
    step = pane.step_at(QPointF(*(round(float(part)) for part in at)))
    assert step is not None and abs(step - 4) <= 1
    assert pane.overlay.lines[:2] == [f"step {step}", f"loss {RUN.losses[step]:.3f} there"]
    assert pane.overlay.lines[2] == f"with b = {RUN.parameters[step, 0]:.2f}".replace("-", "−")
    point_to(pane, QPointF(3, 60))
    assert pane.overlay.lines == []


def test_a_network_has_a_sentence_instead(make_pane: MakePane) -> None:
    pane = make_pane()
    pane.show_experiment(experiment_of(gate_task(hidden=2)), (PINK,))
    pane.show_trajectories((None,))
    assert not pane.view.isVisible() and not pane.chip.isVisible() and not pane.compare_button.isVisible()
    pane.show_trajectories((RUN,))
    pane.show_experiment(experiment_of(AND), (PINK,))
    assert pane.view.isVisible() and pane.chip.isVisible()


def test_records_of_another_task_and_half_a_record_are_survived(make_pane: MakePane) -> None:
    pane = make_pane(show=False)
    pane.show_trajectories((learned_network(),))
    assert np.allclose(pane._cut.values, START)
    pane.show_trajectories((cut_short(RUN, 10),))
    pane.show_step(400)
    assert np.allclose(pane._cut.values, RUN.parameters[10])
    pane.show_experiment(experiment_of(AND, 2), (RunLook(2, 0, visible=False), RunLook(0, 1)))
    pane.show_trajectories((RUN, learned(AND, (0.0, 3.0, 3.0), steps=20)))
    assert np.allclose(pane._cut.values, pane._cut.trajectories[1].parameters[20])  # type: ignore[union-attr]


def learned_network() -> Trajectory:
    return Trajectory(np.zeros((3, 9)), np.ones(3), np.zeros((3, 9)), np.ones(2), {})


def test_a_staircase_says_why_nobody_gets_down(make_pane: MakePane) -> None:
    pane = make_pane()
    assert not pane.sentence.isVisible()
    task = gate_task(loss="mse", activation="step")
    pane.show_experiment(experiment_of(task), (PINK,))
    pane.show_trajectories((learned(task, steps=3),))
    assert pane.sentence.isVisible() and "gradient is 0" in pane.sentence.text()
    relief = pane.view._content.relief
    assert relief is not None
    losses = np.unique(np.round(relief.scale.inverse(relief.uncut), 4))
    possible = {k / 4 for k in range(5)}
    assert set(losses.tolist()) <= possible and len(losses) > 1


def test_the_four_are_opened_and_closed_by_a_button(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    qtbot.mouseClick(pane.compare_button, LEFT)
    assert pane.compare.isVisible() and not pane.view.isVisible()
    wished = heard(pane.loss_picked)
    qtbot.mouseClick(pane.compare, LEFT, pos=pane.compare.cell("hinge").center().toPoint())
    assert wished == [("hinge",)]
    qtbot.mouseClick(pane.compare_button, LEFT)
    assert pane.view.isVisible()


def test_ball_and_start_are_seen_in_a_small_panel_in_every_theme(make_pane: MakePane) -> None:
    pane = make_pane(60)
    for theme in (DARK, PROJECTOR):
        pane.show_theme(theme)
        image = pane.view.render_image(444, 330)
        assert count_of(image, theme.run(2), 60) > 60
        corner = pixels(image)[2, 2]
        ground = theme.color("bg1")
        assert np.abs(corner.astype(int) - (ground.red(), ground.green(), ground.blue())).max() <= 2


def test_the_buttons_lie_inside_at_every_size(make_pane: MakePane) -> None:
    for size in ((300, 260), (444, 366), (620, 520)):
        pane = make_pane(size=size)
        pane.chip.setChecked(True)
        for part in (pane.chip, pane.compare_button, pane.choice):
            assert pane.rect().contains(QRect(part.mapTo(pane, QPoint(0, 0)), part.size()))
