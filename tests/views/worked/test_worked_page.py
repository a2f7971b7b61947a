from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.worked.update import worked_update
from app.theme import THEMES, Theme
from app.views.run_look import look_of
from app.views.worked.page import WorkedPage
from app.views.worked.page_head import agrees
from app.views.worked.reading import sentence_of
from app.views.worked.shown import Shown
from surfaces import surface_named
from tests.open_window import move
from tests.qtest import QTest
from tests.views.heard import heard
from tests.views.worked.opened import NAMES, STEPS, experiment_of, opened, records


def on(page: WorkedPage) -> Shown:
    assert page.shown is not None
    return page.shown


def states(page: WorkedPage) -> list[str]:
    return [row.state for row in page.terms.rows if row.isVisible()]


def paint_every_term(page: WorkedPage) -> None:
    """The first step with few digits at every term, the last one with all at the last term."""
    for step, terms, digits in ((0, range(len(on(page).terms)), 4), (STEPS - 1, (99,), 17)):
        page.show_step(step)
        page.set_digits(digits)
        for term in terms:
            page.go_to_term(term)
            assert not page.grab().isNull()
        assert len(states(page)) == len(on(page).terms)


def assert_results_are_the_values(page: WorkedPage) -> None:
    """With seventeen digits a number that is shown is the one that was computed."""
    page.set_digits(17)
    page.go_to_term(99)
    for step in (0, STEPS - 1):
        page.show_step(step)
        for term, row in zip(on(page).terms, page.terms.rows, strict=False):
            assert len(row.cells) == (1 if term.coupled else 2)
            for axis, cell in enumerate(row.cells):
                text = cell.result_text.removeprefix("= ").replace("\u2009", "").replace("−", "-")
                shown = float(
                    text.replace("·10^(", "e")
                    .replace("10^(", "1e")
                    .replace("·10^", "e")
                    .replace("10^", "1e")
                    .rstrip(")")
                )
                assert shown == term.right.at(axis) or (math.isnan(shown) and math.isnan(term.right.at(axis)))


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_is_painted_with_all_digits(qtbot: QtBot, name: str) -> None:
    page = opened(qtbot, experiment_of(name), size=(1024, 675))
    assert_results_are_the_values(page)
    assert not page.grab().isNull()


@pytest.mark.parametrize(("theme", "name"), list(zip(THEMES, ("Adam", "LBFGS", "Muon"), strict=True)))
def test_every_theme_is_painted_at_every_term_and_with_all_digits(qtbot: QtBot, theme: Theme, name: str) -> None:
    paint_every_term(opened(qtbot, experiment_of(name), theme, (1024, 675)))


def test_keys_walk_the_terms_and_reveal_them_one_by_one(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    page.setFocus()
    count = len(on(page).terms)
    QTest.keyClick(page, Qt.Key.Key_Home)
    assert states(page) == ["current", *["coming"] * (count - 1)]
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert states(page)[:2] == ["open", "current"] and on(page).term == 1
    QTest.keyClick(page, Qt.Key.Key_Up)
    assert on(page).term == 0
    QTest.keyClick(page, Qt.Key.Key_End)
    assert states(page) == ["open"] * (count - 1) + ["current"]
    QTest.keyClick(page, Qt.Key.Key_4)
    assert on(page).term == 3
    QTest.keyClick(page, Qt.Key.Key_D)
    assert on(page).digits == 5


def test_space_plays_the_terms_and_stays_at_the_last(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("SGD"))
    page.go_to_term(0)
    page._slow.setInterval(1)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert page.playing
    qtbot.waitUntil(lambda: not page.playing)
    assert on(page).term == len(on(page).terms) - 1


def test_nothing_moves_unless_it_is_asked_to(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    assert not page.playing
    QTest.keyClick(page, Qt.Key.Key_Space)
    page.leave()
    assert not page.playing


def test_a_term_pointed_at_lights_its_arrow_and_the_others_pale(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    page.go_to_term(99)
    QApplication.sendEvent(page.terms.rows[0], QEvent(QEvent.Type.Leave))
    page.terms.rows[0].hovered.emit(0, True)
    strengths = {arrow.role: drawn.strength for arrow, drawn in page.map.drawn}
    assert strengths == {"gradient": 1.0, "momentum": 0.3, "step": 0.3}
    page.terms.rows[0].hovered.emit(0, False)
    assert {drawn.strength for _, drawn in page.map.drawn} == {1.0}


def test_an_arrow_pointed_at_lights_its_term(qtbot: QtBot) -> None:
    page = opened(qtbot, replace(experiment_of("Rprop")))
    page.go_to_term(99)
    for arrow, drawn in page.map.drawn:
        if arrow.role == "step":
            move(page.map, QEvent.Type.MouseMove, drawn.begin + (drawn.tip - drawn.begin) * 0.5, False)
            assert on(page).lit == arrow.term
    move(page.map, QEvent.Type.MouseMove, QPointF(2, 2), False)
    assert on(page).lit is None


def test_a_square_pointed_at_lights_the_divisor(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    move(page.divisor, QEvent.Type.MouseMove, page.divisor.square(1).center(), False)
    assert on(page).terms[on(page).lit or 0].latex == "D"


def test_the_squares_have_one_scale_and_the_share_is_the_steps_share_of_the_rate(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    shown = on(page)
    assert shown.divisor is not None and shown.divisor.of_rate
    sides = [page.divisor.square(axis).width() for axis in range(2)]
    assert sides[0] / sides[1] == pytest.approx(shown.divisor.size[0] / shown.divisor.size[1])
    step = np.abs(shown.terms[-2].value)
    assert shown.divisor.share == pytest.approx(step / shown.rate, rel=1e-9)


def test_arrows_on_the_map_point_where_the_record_goes(qtbot: QtBot) -> None:
    """The step's arrow ends where torch went; slopes share one factor that is not the map's."""
    page = opened(qtbot, experiment_of("Adam"))
    page.go_to_term(99)
    drawn = {arrow.role: (arrow, each) for arrow, each in page.map.drawn}
    area = page.map._area
    assert area is not None
    tip = area.data(drawn["step"][1].tip)
    assert tip == pytest.approx(tuple(records(experiment_of("Adam"))[0].parameters[6]), rel=1e-9)
    factors = []
    for role in ("gradient", "momentum"):
        arrow, each = drawn[role]
        way = each.tip - each.begin
        factors.append(math.hypot(way.x(), way.y()) / arrow.length)
        assert way.x() * arrow.vector[0] > 0 > way.y() * arrow.vector[1]
    assert factors[0] == pytest.approx(factors[1])
    assert factors[0] != pytest.approx(area.scale[0], rel=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_agrees_with_torch_and_says_by_how_much(qtbot: QtBot, name: str) -> None:
    page = opened(qtbot, experiment_of(name))
    for step in range(0, STEPS, 7):
        page.show_step(step)
        assert page.head.badge.text.startswith("agrees with torch: difference ")


def test_what_differs_from_torch_is_said_with_both_numbers(qtbot: QtBot) -> None:
    experiment = experiment_of("Adam")
    page = opened(qtbot, experiment)
    trajectory = records(experiment)[0]
    parameters = trajectory.parameters.copy()
    parameters[6] += 1e-3
    page.show_trajectories((replace(trajectory, parameters=parameters),))
    assert page.head.badge.text.startswith("differs from torch: by 0.001 (limit ")


def test_what_is_not_finite_is_shown_as_such_and_agrees(qtbot: QtBot) -> None:
    experiment = experiment_of("SGD", rate=5.0)
    trajectory = records(experiment)[0]
    assert trajectory.failure is not None
    page = opened(qtbot, experiment)
    page.go_to_term(99)
    page.show_step(trajectory.steps - 1)
    update = worked_update(experiment.runs[0], trajectory, trajectory.steps - 1)
    assert update is not None and agrees(update)
    assert page.head.badge.text == "agrees with torch: not finite" or np.isfinite(update.end).all()
    assert not page.grab().isNull()
    page.show_step(trajectory.steps)
    assert page.shown is None and f"ended at step {trajectory.steps}" in page.message
    assert not page.grab().isNull()


def test_the_last_step_growing_records_and_no_run_are_said_in_a_sentence(qtbot: QtBot) -> None:
    experiment = experiment_of("Adam")
    page = opened(qtbot, experiment)
    page.show_step(STEPS)
    assert page.shown is None and page.message == f"Step {STEPS} is the last one. One step back shows how it was taken."
    growing = replace(records(experiment)[0], complete=False)
    page.show_trajectories((growing,))
    assert page.message == f"Step {STEPS + 1} is being recorded."
    page.show_trajectories((None,))
    assert page.message == "Nothing of this run is recorded yet."
    page.show_experiment(surface_named("himmelblau"), replace(experiment, runs=()), ())
    assert page.message == "There is no run. Add one to take its steps apart."
    assert not page.grab().isNull()
    page.show_experiment(surface_named("himmelblau"), experiment, (look_of(0),))
    page.show_trajectories(records(experiment))
    page.show_step(3)
    assert page.shown is not None


def test_copying_a_term_copies_its_line_with_every_digit(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("SGD"))
    page.go_to_term(1)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    x, y = (repr(float(value)).replace("-", "−") for value in on(page).terms[1].value)
    text = clipboard.text()
    assert text.startswith("Δ = −lr g; x: −0.002·") and f" = {x}" in text and text.endswith(f" = {y}")


def test_escape_and_back_ask_to_go_back(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("SGD"))
    said = heard(page.back_requested)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.mouseClick(page.head.back, Qt.MouseButton.LeftButton)
    assert len(said) == 2


def test_another_optimizer_keeps_the_term_by_its_symbol(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    assert on(page).terms[on(page).term].latex == r"\Delta"
    sgd = experiment_of("SGD")
    page.show_experiment(surface_named("himmelblau"), sgd, (look_of(0),))
    page.show_trajectories(records(sgd))
    assert on(page).terms[on(page).term].latex == r"\Delta"


def test_a_circle_of_the_chain_jumps_to_its_term(qtbot: QtBot) -> None:
    page = opened(qtbot, experiment_of("Adam"))
    at = page.motion.chain.center(2).toPoint()
    QTest.mouseClick(page.motion.chain, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert on(page).term == 2


@pytest.mark.parametrize("size", [(1024, 675), (1920, 1035)])
def test_no_number_leaves_its_column(qtbot: QtBot, size: tuple[int, int]) -> None:
    page = opened(qtbot, experiment_of("NAdam"), size=size)
    for digits in (4, 17):
        page.set_digits(digits)
        for row in page.terms.rows:
            for cell in row.cells:
                assert cell.left + cell.result.width <= row.width()
                assert cell.numbers is None or cell.left + cell.numbers.width <= row.width()


def test_the_step_says_what_dividing_did_to_two_unlike_slopes(qtbot: QtBot) -> None:
    experiment = replace(experiment_of("Adam", rate=0.02), start=(0.5, 4.0))
    page = opened(qtbot, experiment)
    page.show_step(0)
    shown = on(page)
    assert shown.divisor is not None
    ratio = max(shown.divisor.size) / min(shown.divisor.size)
    sentence = sentence_of(shown, len(shown.terms) - 2)
    assert ratio > 1.5 and f"is {ratio:.1f} times that along" in sentence
