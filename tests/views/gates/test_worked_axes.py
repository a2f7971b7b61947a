"""The opened worked update of units and networks, on the real page with real records."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, product

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.gates.task import GateTask
from app.engine.record import record
from app.engine.worked.along import Axes
from app.engine.worked.update import worked_update
from app.theme import DARK, THEMES, Theme
from app.views.gates.worked_axes import GateGround
from app.views.run_look import look_of
from app.views.worked.copied import latex_of, line_of
from app.views.worked.page import WorkedPage
from app.views.worked.shown import Shown
from app.views.worked.term_cells import NUMBERS
from surfaces import surface_named
from tests.engine.gates.test_worked_gates import AND, XOR
from tests.qtest import QTest
from tests.views.heard import heard
from tests.views.worked.opened import experiment_of

STEPS = 8
PAINTED = ("SGD", "Adam", "Rprop", "LBFGS", "NAdam")


def of(task: GateTask, name: str = "Adam") -> Experiment:
    return Experiment("", (), (Run(name, (("lr", 0.1),)),), "float64", STEPS, 3, gate=task)


def opened(qtbot: QtBot, experiment: Experiment, axes: Axes = (1, 2), theme: Theme = DARK) -> WorkedPage:
    page = WorkedPage()
    qtbot.addWidget(page)
    page.resize(1280, 675)
    page.show_theme(theme)
    with qtbot.waitExposed(page):
        page.show()
    assert experiment.gate is not None
    page.show_ground(GateGround(experiment.gate, axes), experiment, (replace(look_of(0), color=2),))
    page.show_trajectories(record(experiment))
    page.show_selected(0)
    page.show_step(5)
    return page


def on(page: WorkedPage) -> Shown:
    assert page.shown is not None
    return page.shown


# How an optimizer's terms are painted does not depend on the task; on both, they are held against torch elsewhere.
@pytest.mark.parametrize(
    ("name", "task"), [*zip(PAINTED, cycle((AND, XOR)), strict=False), ("Adafactor", AND), ("Adafactor", XOR)]
)
def test_updates_of_every_kind_are_painted_at_their_last_term_and_agree(
    qtbot: QtBot, name: str, task: GateTask
) -> None:
    page = opened(qtbot, of(task, name))
    page.go_to_term(99)
    assert not page.grab().isNull()
    assert page.head.badge.text.startswith("agrees with torch")
    assert on(page).terms[-1].latex == r"\theta_+"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_theme_is_painted_at_every_term(qtbot: QtBot, theme: Theme) -> None:
    page = opened(qtbot, of(AND), theme=theme)
    for term in range(len(on(page).terms)):
        page.go_to_term(term)
        assert not page.grab().isNull()


def test_the_two_columns_are_those_of_the_parameters_chosen(qtbot: QtBot) -> None:
    experiment = of(AND)
    page = opened(qtbot, experiment, (2, 0))
    trajectory = record(experiment)[0]
    whole = worked_update(experiment.runs[0], trajectory, 5)
    assert whole is not None
    assert on(page).surface.axes == ("w2", "b")
    for term, seen in zip(whole.terms, on(page).terms, strict=True):
        assert [seen.right.at(0), seen.right.at(1)] == [term.right.at(2), term.right.at(0)]
    np.testing.assert_array_equal(on(page).trajectory.parameters, trajectory.parameters[:, [2, 0]])


def test_the_map_is_the_loss_at_the_third_weight_of_the_step(qtbot: QtBot) -> None:
    experiment = of(AND)
    page = opened(qtbot, experiment)
    trajectory = record(experiment)[0]
    for step in (5, 2):
        page.show_step(step)
        _, *weights = trajectory.parameters[step]
        found = float(on(page).surface.loss_values(np.array(weights[0]), np.array(weights[1])))
        assert found == pytest.approx(trajectory.losses[step], rel=1e-12)
        assert on(page).held.startswith("b = ")


@pytest.mark.parametrize("axes", [(0, 12), (5, 4)])
def test_the_map_of_a_network_is_its_loss(qtbot: QtBot, axes: Axes) -> None:
    experiment = of(XOR)
    page = opened(qtbot, experiment, axes)
    trajectory = record(experiment)[0]
    at = [np.array(trajectory.parameters[5][axis]) for axis in axes]
    assert float(on(page).surface.loss_values(*at)) == pytest.approx(trajectory.losses[5], rel=1e-12)
    assert "11" in on(page).held


def test_the_arrows_lie_where_the_run_goes(qtbot: QtBot) -> None:
    page = opened(qtbot, of(AND, "AdamW"), (0, 1))
    page.go_to_term(99)
    step = next(arrow for arrow in on(page).arrows if arrow.role == "step")
    shrunk = next(term for term in on(page).terms if term.latex == r"\theta")
    np.testing.assert_array_equal(step.origin, shrunk.value)
    np.testing.assert_allclose(step.origin + step.vector, on(page).trajectory.parameters[6], rtol=1e-15)


def test_the_domain_holds_the_step_wherever_it_is() -> None:
    for start, rate in (((0.1, 0.2, -0.3), 0.1), ((900.0, -55.0, 7e4), 30.0), ((0.0, 1e9, 0.0), 0.1)):
        experiment = replace(of(AND, "Adam"), start=start, runs=(Run("Adam", (("lr", rate),)),))
        trajectory = record(experiment)[0]
        update = worked_update(experiment.runs[0], trajectory, 3)
        assert update is not None
        domain = GateGround(AND, (1, 2)).surface(update).domain
        for point in (update.start, update.end):
            assert domain.contains(float(point[1]), float(point[2]))


def test_a_choice_is_a_wish_for_the_pair_and_the_same_one_twice_changes_places(qtbot: QtBot) -> None:
    page = opened(qtbot, of(AND))
    wishes = heard(page.axes_chosen)
    chooser = page.head.axes
    assert chooser.isVisible()
    QTest.keyClick(chooser.first, Qt.Key.Key_Up)
    QTest.keyClick(chooser.second, Qt.Key.Key_Up)
    assert wishes == [((0, 2),), ((2, 1),)]
    assert on(page).surface.axes == ("w1", "w2")


def test_a_surface_has_no_choice_of_axes(qtbot: QtBot) -> None:
    page = opened(qtbot, of(AND))
    experiment = experiment_of("Adam")
    page.show_experiment(surface_named("himmelblau"), experiment, (look_of(0),))
    page.show_trajectories(record(experiment))
    assert not page.head.axes.isVisible()
    assert on(page).held == "" and on(page).terms[-1].latex == "x_+"


def test_a_record_of_other_parameters_is_waited_out(qtbot: QtBot) -> None:
    page = opened(qtbot, of(AND))
    network = of(XOR)
    page.show_ground(GateGround(XOR, (4, 12)), network, (look_of(0),))
    assert page.shown is None and "recorded" in page.message
    page.show_trajectories(record(network))
    assert on(page).surface.axes == ("w12", "v3")


def test_what_is_copied_names_the_weights(qtbot: QtBot) -> None:
    shown = on(opened(qtbot, of(AND)))
    assert line_of(shown.terms[0], 5, shown.surface.axes).startswith("g = ∇L(θ); w1: ")
    assert r"\mathrm{w}_{1}:" in latex_of(shown.terms[0], shown.surface.axes)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("task", [AND, XOR], ids=["unit", "network"])
def test_words_of_a_slope_stay_in_their_column(qtbot: QtBot, theme: Theme, task: GateTask) -> None:
    page = opened(qtbot, of(task, "SGD"), theme=theme)
    for term, width in product((0, 1), (1024, 1280)):
        page.resize(width, 650)
        page.go_to_term(term)
        row = page.terms.rows[0]
        font = theme.font(NUMBERS[row.state] * row._zoom)
        for axis, cell in enumerate(row.cells):
            assert "along " in cell.words
            wide = QFontMetricsF(font).horizontalAdvance(cell.words)
            assert cell.left + wide < (row._columns.second if axis == 0 else row.width())
