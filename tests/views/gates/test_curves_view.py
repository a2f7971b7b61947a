from __future__ import annotations

import math

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QRectF, Qt
from PyQt6.QtGui import QPalette
from pytestqt.qtbot import QtBot

import app.views.gates.curves_rows as rows_module
from app.engine.gates.forward import logits, says
from app.engine.gates.gate import CORNERS
from app.engine.gates.task import Cloud, GateTask
from app.engine.gates.verdict import right_counts, right_since
from app.engine.trajectory import Trajectory
from app.theme import DARK, LIGHT, PROJECTOR, Theme
from app.views.gates.curves_axes import SHORTER
from app.views.gates.curves_picture import stairs
from app.views.gates.curves_rows import RowsRight
from app.views.gates.curves_scale import beyond, scale_for
from app.views.gates.curves_view import CurvesView
from app.views.plot_area import PlotArea
from app.views.run_look import RunLook
from tests.pixels import count_of, pixels
from tests.qtest import QTest
from tests.views.gates.slice_unit import PINK, cut_short, gate_task, learned
from tests.views.heard import heard

AND = gate_task()
RUN = learned(AND)
RECT = QRectF(10, 20, 80, 40)
LEFT = Qt.MouseButton.LeftButton


def counted(task: GateTask, run: Trajectory, threshold: float = 0.5) -> list[int]:
    """How many rows are right, by a loop over steps and rows."""
    points, targets = np.array(CORNERS), [row.target for row in task.rows]
    found = []
    for values in run.parameters:
        said = says(task, logits(task, values, points), threshold)
        found.append(sum(int(a == b) for a, b in zip(said, targets, strict=True)))
    return found


def on_ground(view: CurvesView, theme: Theme) -> None:
    """Show a theme on the ground of its panels."""
    ground = view.palette()
    ground.setColor(QPalette.ColorRole.Window, theme.color("bg1"))
    view.setPalette(ground)
    view.setAutoFillBackground(True)
    view.show_theme(theme)


@pytest.fixture
def view(qtbot: QtBot) -> CurvesView:
    view = CurvesView()
    qtbot.addWidget(view)
    view.resize(444, 196)
    on_ground(view, DARK)
    view.show_experiment(AND, (PINK,), 400)
    view.show_trajectories((RUN,))
    view.show_step(120)
    view.show()
    qtbot.waitExposed(view)
    return view


def pixel(view: CurvesView, step: int) -> QPoint:
    return QPoint(round(view.bands.loss.point(step, 0.0).x()), round(view.bands.rows.rect.center().y()))


def test_counts_equal_a_loop_and_are_right_since_the_step_the_loop_says() -> None:
    (counts,) = RowsRight().of(AND, 0.5, (RUN,))
    assert counts is not None and counts.tolist() == counted(AND, RUN)
    assert right_since(counts[:121], 4) == 45 == next(k for k in range(401) if min(counted(AND, RUN)[k:]) == 4)
    assert right_since(counts[:45], 4) is None
    flicker = np.array([4, 3, 4, 4, 2, 4])
    assert [right_since(flicker[: row + 1], 4) for row in range(6)] == [0, None, 2, 2, None, 5]


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_the_threshold_decides_what_is_right(view: CurvesView, threshold: float) -> None:
    view.show_threshold(threshold)
    right = counted(AND, RUN, threshold)[120]
    assert view.readout(120)[1].endswith(f"right {right} of 4")


def test_a_run_that_grows_is_counted_only_where_it_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = right_counts

    def spied(task: GateTask, rows: np.ndarray, threshold: float) -> np.ndarray:
        asked.append(len(rows))
        return real(task, rows, threshold)

    monkeypatch.setattr(rows_module, "right_counts", spied)
    counting = RowsRight()
    for steps in (100, 250, 400):
        counting.of(AND, 0.5, (cut_short(RUN, steps),))
    (counts,) = counting.of(AND, 0.5, (RUN,))
    assert asked == [101, 150, 150, 0] and counts is not None and counts.tolist() == counted(AND, RUN)
    counting.of(AND, 0.5, (RUN,))
    assert len(asked) == 4
    other = learned(AND, (0.0, 3.0, 3.0), steps=400)
    (fresh,) = counting.of(AND, 0.5, (other,))
    assert asked[4] == 401 and fresh is not None and fresh.tolist() == counted(AND, other)


def test_records_of_another_task_are_not_counted(view: CurvesView) -> None:
    assert RowsRight().of(gate_task(hidden=2), 0.5, (RUN, None)) == (None, None)
    view.show_experiment(gate_task(hidden=2), (PINK,), 400)
    assert view.caption == "" and view.right_at(120) == (0, "") and view.readout(120) == ["step 120"]
    view.grab()


@pytest.mark.parametrize("theme", [DARK, LIGHT, PROJECTOR], ids=lambda theme: theme.name)
def test_both_curves_are_drawn_where_their_values_are(view: CurvesView, theme: Theme) -> None:
    on_ground(view, theme)
    view.show_step(400)
    picture = view.grab().toImage()
    counts = counted(AND, RUN)
    for step in (30, 100, 180):  # where no text stands
        place = view.bands.loss.point(step, float(RUN.losses[step])).toPoint()
        assert count_of(picture.copy(place.x() - 1, place.y() - 2, 3, 5), theme.run(2), 90) > 0
        row = view.bands.rows.point(step, counts[step]).toPoint()
        assert count_of(picture.copy(row.x() - 1, row.y() - 2, 3, 5), theme.color("ok"), 60) > 0
        off = picture.copy(place.x() - 1, place.y() - 14, 3, 8)
        assert count_of(off, theme.run(2), 60) == 0


def test_what_is_ahead_is_paler_than_what_is_past(view: CurvesView) -> None:
    def strength(step: int) -> float:
        at = view.bands.rows.point(300, 4.0).toPoint()
        view.show_step(step)
        return float(pixels(view.grab().toImage().copy(at.x(), at.y() - 1, 1, 3))[..., 1].max())

    assert strength(120) < 0.75 * strength(399)


def test_the_step_line_holds_each_count_until_the_next() -> None:
    area = PlotArea(RECT, (0.0, 4.0), (0.0, 4.0))
    line = stairs(np.array([1, 1, 3, 2, 2]), area, 1.0)
    unit = (area.rect.width() / 4, area.rect.height() / 4)
    corners = [(x / unit[0], 4 - y / unit[1]) for x, y in line]
    assert np.allclose(corners, [(0, 1), (1, 1), (1, 1), (2, 1), (2, 3), (3, 3), (3, 2), (4, 2), (4, 2)])


def test_a_very_long_step_line_keeps_every_column_s_lowest_and_highest() -> None:
    counts = np.random.default_rng(0).integers(0, 5, 20_001)
    area = PlotArea(RECT, (0.0, 20_000.0), (0.0, 4.0))
    line = stairs(counts, area, 1.0)
    assert len(line) < 8 * 82
    columns = np.minimum(line[:, 0].astype(int), 79)
    for column in range(79):
        heights = line[columns == column, 1]
        values = counts[column * 250 : (column + 1) * 250]
        assert np.isclose(heights.min(), 40 - 10 * values.max()) and np.isclose(heights.max(), 40 - 10 * values.min())


def test_mouse_and_keys_go_to_steps(view: CurvesView, qtbot: QtBot) -> None:
    asked = heard(view.step_requested)
    qtbot.mousePress(view, LEFT, pos=pixel(view, 50))
    qtbot.mouseMove(view, pixel(view, 220))
    qtbot.mouseMove(view, QPoint(4000, 20))
    qtbot.mouseRelease(view, LEFT)
    assert np.allclose([step for (step,) in asked], [50, 220, 400], atol=1)
    asked.clear()
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
    for key in keys:
        QTest.keyClick(view, key)
    assert [step for (step,) in asked] == [119, 121, 140, 100, 0, 400]


def test_readouts_and_the_caption(view: CurvesView) -> None:
    assert view.readout(120) == ["step 120", f"loss {RUN.losses[120]:.4f}, right 4 of 4"]
    assert view.right_at(120) == (4, "since step 45")
    assert view.caption.split(SHORTER) == ["right is not sure: loss still falls", "loss still falls"]
    view.show_step(30)
    assert view.right_at(30)[1] == "" and view.caption == ""


def test_many_a_coin_is_said(view: CurvesView) -> None:
    xor = gate_task((0, 1, 1, 0))
    flat = Trajectory(np.full((11, 3), 1e-9), np.full(11, math.log(2)), np.zeros((11, 3)), np.ones(10), {})
    view.show_experiment(xor, (PINK,), 10)
    view.show_trajectories((flat,))
    view.show_step(5)
    assert view.right_at(5) == (0, "undecided: 4") and view.readout(5)[1].endswith("right 0 of 4")
    dot = view.bands.rows.point(5, 0.0).toPoint()
    assert count_of(view.grab().toImage().copy(dot.x() - 4, dot.y() - 4, 9, 9), DARK.color("ok"), 30) > 30


def test_of_fuzzy_corners_points_are_counted(view: CurvesView) -> None:
    view.show_experiment(gate_task(cloud=Cloud(5, 0.01)), (PINK,), 400)
    assert view.right_at(120)[0] == 20 and view.readout(120)[1].endswith("right 20 of 20 points")


def test_a_diverging_loss_is_never_clipped_in_silence(view: CurvesView) -> None:
    losses = np.concatenate([np.linspace(1.0, 0.5, 50), np.geomspace(0.6, 1e6, 351)])
    wild = Trajectory(RUN.parameters, losses, RUN.gradients, RUN.learning_rates, {})
    view.show_trajectories((wild,))
    assert view.caption == "out of sight: loss 1.0·10⁶"
    scale = scale_for([losses], [], None)
    found = beyond(losses, scale)
    assert found is not None and losses[found[0]] > scale.high >= losses[found[0] - 1] and found[1] == 1e6
    assert beyond(np.array([1.0, math.nan]), scale) == (1, math.inf)
    assert beyond(RUN.losses, scale_for([RUN.losses], [], None)) is None


def test_levels_and_the_mark_have_room_and_are_drawn(view: CurvesView) -> None:
    before = view.bands.loss.y[1]
    assert before < 1.5
    view.show_levels(((math.log(2), "ln 2 = 0.693"),))
    view.show_mark(1.9, "the line above")
    assert view.bands.loss.y[1] > 1.9
    view.show_step(0)
    with_both = view.grab().toImage()
    y = round(view.bands.loss.point(0, math.log(2)).y())
    line = with_both.copy(200, y - 1, 60, 3)
    assert 10 < count_of(line, DARK.color("text"), 60) < 120
    at = view.bands.loss.point(0, 1.9).toPoint()
    assert count_of(with_both.copy(at.x(), at.y() - 7, 16, 14), DARK.run(2), 60) > 12
    view.show_levels(())
    view.show_mark(None)
    assert view.bands.loss.y[1] == before


@pytest.mark.parametrize("theme", [DARK, LIGHT, PROJECTOR.scaled(1.25)], ids=["dark", "light", "projector"])
@pytest.mark.parametrize("compact", [False, True])
def test_the_name_of_a_level_stands_beside_the_playhead(qtbot: QtBot, theme: Theme, compact: bool) -> None:
    view = CurvesView(compact=compact)
    qtbot.addWidget(view)
    view.resize(round(210 * theme.scale), round(170 * theme.scale))
    on_ground(view, theme)
    view.show_experiment(AND, (PINK,), 400)
    view.show_trajectories((RUN,))
    pictures = []
    for name in ("", SHORTER.join(("ln 2 = 0.693: a coin", "ln 2 = 0.693", "ln 2"))):
        view.show_levels(((math.log(2), name),))
        for step in range(0, 401, 20):
            view.show_step(step)
            x = round(view.bands.loss.point(step, 0.0).x())
            pictures.append((pixels(view.grab().toImage()), slice(x - 4, x + 5)))
    for (without, at), (named, _) in zip(pictures[:21], pictures[21:], strict=True):
        assert (without[:, at] == named[:, at]).all()
        assert (without != named).sum() > 60


def test_the_selected_run_is_the_strong_one(view: CurvesView) -> None:
    looks = (PINK, RunLook(0, 0))
    other = learned(AND, (2.0, 0.0, -1.0), rate=0.2)
    view.show_experiment(AND, looks, 400)
    view.show_trajectories((RUN, other))
    counts = []
    for run in (0, 1):
        view.show_selected(run)
        view.show_step(400)
        image = view.grab().toImage().copy(0, 32, 444, 80)
        counts.append([count_of(image, DARK.run(look.color), 40) for look in looks])
    assert counts[0][0] > 2 * counts[1][0] and counts[1][1] > 2 * counts[0][1]
    view.show_experiment(AND, (PINK, RunLook(0, 0, visible=False)), 400)
    assert view.readout(120)[1].startswith(f"loss {RUN.losses[120]:.4f}") and len(view.readout(120)) == 2


def test_a_compact_view_has_the_losses_only(qtbot: QtBot) -> None:
    view = CurvesView(compact=True)
    qtbot.addWidget(view)
    view.resize(210, 150)
    on_ground(view, DARK)
    view.show_experiment(AND, (PINK,), 400)
    view.show_trajectories((RUN,))
    view.show_step(400)
    image = view.grab().toImage()
    assert count_of(image, DARK.color("ok"), 30) == 0 and count_of(image, DARK.run(2), 60) > 100


def test_eight_long_runs_and_none_at_all(view: CurvesView) -> None:
    view.show_trajectories((None,))
    view.grab()
    long = Trajectory(
        np.tile(RUN.parameters, (50, 1)), np.tile(RUN.losses, 50), np.zeros((20_050, 3)), np.ones(20_049), {}
    )
    view.show_experiment(AND, tuple(RunLook(k, k) for k in range(8)), 20_000)
    view.show_trajectories((long,) * 8)
    view.show_step(15_000)
    assert not view.grab().isNull()
    assert len(view.readout(15_000)) == 9
