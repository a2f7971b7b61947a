"""The setup panel: what is chosen and typed goes up once, what cannot be is refused in place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine.experiment import MAX_STEPS, Experiment, Run
from app.engine.problem import surface_of
from app.theme import DARK, PROJECTOR
from app.views.number_field import NumberEdit
from app.views.run_look import RunLook
from app.views.segments import Segment
from app.views.setup_panel import FORMULA, SetupPanel
from surfaces import SURFACES
from tests.views.heard import heard

EXPERIMENT = Experiment("himmelblau", (1.5, -2.0), (Run("SGD"),), steps=200, seed=7)


def show(panel: SetupPanel, experiment: Experiment) -> None:
    panel.show_experiment(surface_of(experiment), experiment, (RunLook(0, 0),))


@pytest.fixture
def panel(qtbot: QtBot) -> SetupPanel:
    made = SetupPanel()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    show(made, EXPERIMENT)
    made.resize(296, 220)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def type_into(qtbot: QtBot, edit: NumberEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_the_start_is_typed_one_coordinate_at_a_time(qtbot: QtBot, panel: SetupPanel) -> None:
    edited = heard(panel.start_edited)
    type_into(qtbot, panel.start_x.edit, "-3e-1")
    show(panel, replace(EXPERIMENT, start=(-0.3, -2.0)))
    type_into(qtbot, panel.start_y.edit, "4")
    assert [tuple(each) for each in edited] == [(-0.3, -2.0), (-0.3, 4.0)]


def test_up_moves_the_start_to_the_next_tenth(qtbot: QtBot, panel: SetupPanel) -> None:
    edited = heard(panel.start_edited)
    show(panel, replace(EXPERIMENT, start=(0.0, -2.034)))
    for edit in (panel.start_x.edit, panel.start_y.edit):
        edit.setFocus()
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert [tuple(each) for each in edited] == [(0.1, -2.034), (0.1, -2.0)]


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "0,5", "1e39", "-1e39"])
def test_an_impossible_start_is_refused(qtbot: QtBot, panel: SetupPanel, text: str) -> None:
    edited = heard(panel.start_edited)
    type_into(qtbot, panel.start_x.edit, text)
    assert len(edited) == 0
    assert panel.refusal("start").endswith("Kept 1.5.")
    type_into(qtbot, panel.start_x.edit, "1")
    assert panel.refusal("start") == ""


def test_float64_reaches_farther(qtbot: QtBot, panel: SetupPanel) -> None:
    show(panel, replace(EXPERIMENT, dtype="float64"))
    edited = heard(panel.start_edited)
    type_into(qtbot, panel.start_x.edit, "1e39")
    assert len(edited) == 1 and panel.refusal("start") == ""


def test_a_start_that_float32_cannot_hold_keeps_float64(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.dtype_chosen)
    single, double = panel.dtype.findChildren(Segment)
    show(panel, replace(EXPERIMENT, dtype="float64", start=(1.5, -1e39)))
    qtbot.mouseClick(single, Qt.MouseButton.LeftButton)
    assert len(chosen) == 0 and double.isChecked()
    assert panel.refusal("dtype") == "The start is too far away for float32. Kept float64."
    show(panel, replace(EXPERIMENT, dtype="float64"))
    assert panel.refusal("dtype") == ""
    qtbot.mouseClick(single, Qt.MouseButton.LeftButton)
    assert [tuple(each) for each in chosen] == [("float32",)]


def test_a_refusal_goes_when_another_value_comes(qtbot: QtBot, panel: SetupPanel) -> None:
    type_into(qtbot, panel.start_x.edit, "abc")
    assert panel.refusal("start")
    panel.setFocus()
    show(panel, replace(EXPERIMENT, start=(3.0, -2.0)))
    assert panel.refusal("start") == "" and not panel.start_x.property("refused")
    assert panel.start_x.edit.text() == "3"


def test_steps_are_whole_and_bounded(qtbot: QtBot, panel: SetupPanel) -> None:
    edited = heard(panel.steps_edited)
    for text in ("0", "2.5", "-1", str(MAX_STEPS + 1), "x"):
        type_into(qtbot, panel.steps.edit, text)
        assert panel.refusal("steps").endswith("Kept 200.")
    assert len(edited) == 0
    type_into(qtbot, panel.steps.edit, "1e3")
    type_into(qtbot, panel.steps.edit, str(MAX_STEPS))
    assert [tuple(each) for each in edited] == [(1000,), (MAX_STEPS,)]
    assert panel.refusal("steps") == ""


def test_surfaces_are_chosen_with_the_arrow_keys(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.surface_chosen)
    for surface in SURFACES[1:]:
        qtbot.keyClick(panel.surface, Qt.Key.Key_Down)
        assert list(chosen[-1]) == [surface.key]
        show(panel, replace(EXPERIMENT, surface=surface.key))
        assert surface.name in panel.surface.accessibleName()


def test_dice_and_dtype(qtbot: QtBot, panel: SetupPanel) -> None:
    rolled, chosen = heard(panel.random_start_requested), heard(panel.dtype_chosen)
    assert "7" in panel.dice.toolTip()
    qtbot.mouseClick(panel.dice, Qt.MouseButton.LeftButton)
    button = panel.dtype.findChildren(Segment)[-1]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(rolled) == 1
    assert [list(each) for each in chosen] == [["float64"]]


def test_a_formula_is_read_while_it_is_typed_and_entered_when_sound(qtbot: QtBot, panel: SetupPanel) -> None:
    entered, chosen = heard(panel.formula_entered), heard(panel.surface_chosen)
    panel.surface.chosen.emit(FORMULA)
    assert panel.formula.isVisible()
    edit = panel.formula.edit
    assert edit.text() == "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"
    edit.selectAll()
    qtbot.keyClicks(edit, "x**2 + foo(y)")
    assert panel.refusal("formula")
    assert edit.marked == 7
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert panel.refusal("formula").endswith("The surface stays as it is.")
    assert len(entered) == 0
    edit.selectAll()
    qtbot.keyClicks(edit, "x**2 + 3*y**2")
    assert panel.refusal("formula") == ""
    assert edit.marked is None
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert [list(each) for each in entered] == [["x**2 + 3*y**2"]]
    assert len(chosen) == 0


def test_escape_gives_a_formula_up(qtbot: QtBot, panel: SetupPanel) -> None:
    entered = heard(panel.formula_entered)
    panel.surface.chosen.emit(FORMULA)
    qtbot.keyClicks(panel.formula.edit, "x**")
    qtbot.keyClick(panel.formula.edit, Qt.Key.Key_Escape)
    assert not panel.formula.isVisible()
    assert panel.surface.key == "himmelblau"
    assert panel.refusal("formula") == ""
    assert len(entered) == 0


def test_showing_says_nothing(qtbot: QtBot, panel: SetupPanel) -> None:
    signals = (panel.surface_chosen, panel.formula_entered, panel.start_edited, panel.random_start_requested,
               panel.steps_edited, panel.dtype_chosen)  # fmt: skip
    spies = [heard(signal) for signal in signals]
    for surface in SURFACES:
        show(panel, replace(EXPERIMENT, surface=surface.key, dtype="float64", steps=10, start=(0.25, 8.0)))
    show(panel, replace(EXPERIMENT, surface="x**2 - y", formula=True))
    panel.show_theme(PROJECTOR)
    assert panel.formula.edit.text() == "x**2 - y"
    assert panel.surface.key == FORMULA
    assert all(len(spy) == 0 for spy in spies)


def test_what_is_being_typed_stays(qtbot: QtBot, panel: SetupPanel) -> None:
    panel.steps.edit.setFocus()
    panel.steps.edit.selectAll()
    qtbot.keyClicks(panel.steps.edit, "30")
    show(panel, replace(EXPERIMENT, start=(3.0, 3.0)))
    assert panel.steps.edit.text() == "30"
    assert panel.start_x.edit.text() == "3"
