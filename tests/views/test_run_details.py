"""An opened card by hand: schedule, treatment of the gradient, edits."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.engine.experiment import Edit, Experiment, Run, Schedule, Treatment
from app.engine.optimizers import OPTIMIZERS
from app.engine.run_problem import run_problem
from app.engine.run_text import parse_run
from app.engine.schedules import SCHEDULERS
from app.theme import DARK
from app.views.number_field import NumberField
from app.views.run_card import RunCard
from app.views.run_list import RunList
from app.views.run_look import look_of
from app.views.schedule_fields import proposed_schedule
from surfaces import surface_named
from tests.qtest import QTest
from tests.views.heard import heard

STEPS = 200


class Listed:
    """A list of one run that shows what it is told to wish for, as the window does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.runs = RunList()
        qtbot.addWidget(self.runs)
        self.runs.show_theme(DARK)
        self.runs.resize(296, 900)
        self.surface = surface_named("himmelblau")
        self.runs.run_edited.connect(lambda _, run: self.show(run))
        with qtbot.waitActive(self.runs):
            self.runs.show()
            self.runs.activateWindow()

    def show(self, run: Run) -> Run:
        self.run = run
        experiment = Experiment(self.surface.key, (0.0, 0.0), (run,), steps=STEPS)
        self.runs.show_experiment(self.surface, experiment, (look_of(0),))
        return run

    def opened(self, run: Run) -> RunCard:
        self.show(run)
        self.runs.show_selected(0)
        card = self.runs.cards[0]
        if not card.expanded:
            QTest.mouseClick(card.head.expander, Qt.MouseButton.LeftButton)
        return card


@pytest.fixture
def listed(qtbot: QtBot) -> Listed:
    return Listed(qtbot)


def put(field: NumberField, text: str) -> None:
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def pick(qtbot: QtBot, button: QWidget, text: str) -> None:
    """Open a menu and take a line of it."""
    menu = button.menu()  # type: ignore[attr-defined]
    assert isinstance(menu, QMenu)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    action = next(each for each in menu.actions() if each.text() == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=lambda each: each.key)
def test_every_schedule_can_be_chosen_and_gives_a_run_that_torch_takes(qtbot: QtBot, listed: Listed, scheduler) -> None:
    card = listed.opened(Run("SGD", (("lr", 0.02),)))
    pick(qtbot, card.details.schedule.choice, scheduler.name)
    assert listed.run.schedule is not None and listed.run.schedule.name == scheduler.name
    assert run_problem(listed.run, STEPS, 0) is None
    assert card.slider.isEnabled() == card.lr.isEnabled() == (not scheduler.sets_rate)
    pick(qtbot, card.details.schedule.choice, "none")
    assert listed.run == Run("SGD", (("lr", 0.02),)) and card.slider.isEnabled()


@pytest.mark.parametrize("optimizer", [each.name for each in OPTIMIZERS])
@pytest.mark.parametrize("scheduler", SCHEDULERS, ids=lambda each: each.key)
def test_what_is_proposed_for_an_optimizer_is_refused_only_where_no_schedule_can_be(optimizer, scheduler) -> None:
    run = Run(optimizer)
    scheduled = replace(run, schedule=proposed_schedule(scheduler, run, STEPS))
    fixed = "lr" in next(each.fixed for each in OPTIMIZERS if each.name == optimizer)
    assert (run_problem(scheduled, STEPS, 0) is None) == (not fixed)


def test_settings_of_a_schedule_are_typed_and_refused_with_a_sentence(listed: Listed) -> None:
    card = listed.opened(parse_run("SGD lr=0.02 schedule=onecycle:max_lr=0.02,total_steps=200,cycle_momentum=false"))
    fields = card.details.schedule.fields
    put(fields.field("total_steps"), "150")
    assert fields.refusal == "OneCycleLR ends after total_steps: 150 are too few for 200 steps. Kept 200."
    assert fields.field("total_steps").property("refused")
    put(fields.field("total_steps"), "300")
    assert fields.refusal == "" and listed.run.schedule is not None
    assert dict(listed.run.schedule.settings)["total_steps"] == 300


def test_momentum_is_not_cycled_where_there_is_none(listed: Listed) -> None:
    card = listed.opened(parse_run("Adagrad schedule=onecycle:max_lr=0.1,total_steps=200,cycle_momentum=false"))
    fields, before = card.details.schedule.fields, listed.run
    QTest.mouseClick(fields.flag("cycle_momentum"), Qt.MouseButton.LeftButton)
    assert listed.run == before and not fields.flag("cycle_momentum").isChecked()
    assert fields.refusal.startswith("This optimizer has no momentum to cycle")


def test_a_list_of_milestones_has_any_length(listed: Listed) -> None:
    card = listed.opened(parse_run("SGD lr=0.02 schedule=multistep:milestones=100,150"))
    field = card.details.schedule.fields.list_field("milestones")
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "20, 50,90")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert listed.run.schedule == Schedule("MultiStepLR", (("milestones", (20, 50, 90)),))
    assert field.edit.text() == "20, 50, 90"
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "20, soon")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert "soon" in card.details.schedule.fields.refusal and field.property("refused")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.text() == "20, 50, 90" and card.details.schedule.fields.refusal == ""


@pytest.mark.parametrize(
    ("name", "text", "treatment"),
    [
        ("noise", "0.5", Treatment(noise=0.5)),
        ("clip", "1", Treatment(clip=1.0)),
        ("clip_value", "2", Treatment(clip_value=2.0)),
        ("batch", "1", Treatment(batch=1)),
    ],
)
def test_the_gradient_is_treated_as_typed(listed: Listed, name: str, text: str, treatment: Treatment) -> None:
    listed.surface = surface_named("regression")
    card = listed.opened(Run("SGD"))
    field = card.details.treatment.fields.field(name)
    put(field, text)
    assert listed.run.treatment == treatment
    put(field, "-1")
    assert listed.run.treatment == treatment and card.details.treatment.fields.refusal
    put(field, "0" if name == "noise" else "none")
    assert listed.run.treatment == Treatment()


def test_a_batch_says_of_how_many_and_is_there_only_with_samples(listed: Listed) -> None:
    card = listed.opened(Run("SGD"))
    assert ("batch", 0) not in card.details.treatment.fields.numbers
    listed.surface = surface_named("regression")
    card = listed.opened(Run("SGD", treatment=Treatment(batch=1)))
    field = card.details.treatment.fields.field("batch")
    assert field.edit.text() == "1 of 2"
    put(field, "3")
    assert card.details.treatment.fields.refusal == "A batch has 1 to 2 samples here. Kept 1 of 2."
    put(field, "all")
    assert listed.run.treatment.batch is None and field.edit.text() == "all 2"


EDITED = Run("SGD", (("lr", 0.02),)).with_edit(Edit(40, (("lr", 0.01),))).with_edit(Edit(90, (("lr", 0.005),)))


def test_edits_are_lines_whose_step_and_value_are_typed(listed: Listed) -> None:
    card = listed.opened(EDITED)
    first, second = card.details.edits.lines
    put(first.step, "60")
    assert [edit.step for edit in listed.run.edits] == [60, 90]
    put(second.fields.field("lr"), "0.5")
    assert listed.run.edits[1] == Edit(90, (("lr", 0.5),))
    put(first.step, "90")
    assert card.details.edits.refusal.text() == "lr changes at step 90 already. Kept 60."
    put(first.step, "200")
    assert card.details.edits.refusal.text() == "A step is a whole number from 0 to 199 here. Kept 60."
    put(first.fields.field("lr"), "-3")
    assert card.details.edits.refusal.text() == "lr must be at least 0. Kept 0.01."
    put(first.step, "95")
    assert [edit.step for edit in listed.run.edits] == [90, 95] and card.details.edits.refusal.text() == ""
    QTest.mouseClick(card.details.edits.lines[0].remove, Qt.MouseButton.LeftButton)
    assert listed.run.edits == (Edit(95, (("lr", 0.01),)),)


def test_an_edit_can_be_wished_for_any_hyperparameter(qtbot: QtBot, listed: Listed) -> None:
    card, wanted = listed.opened(Run("SGD")), heard(listed.runs.edit_wanted)
    pick(qtbot, card.details.edits.add, "weight_decay")
    assert wanted == [(0, "weight_decay")]


def within(card: QWidget, part: QWidget) -> bool:
    return card.rect().contains(QRect(part.mapTo(card, QPoint()), part.size()))


@pytest.mark.parametrize("optimizer", ["Adam", "SGD", "LBFGS"])
def test_every_kind_of_hyperparameter_fits_a_line(qtbot: QtBot, listed: Listed, optimizer: str) -> None:
    known = next(each for each in OPTIMIZERS if each.name == optimizer)
    for setting in known.hyperparameters:
        run = Run(optimizer).with_edit(Edit(3, ((setting.name, setting.default),)))
        if run_problem(run, STEPS, 0) is None:
            card = listed.opened(run)
            (line,) = card.details.edits.lines
            qtbot.waitUntil(line.controls[1].isVisible)
            qtbot.waitUntil(partial(within, card, line))


def test_a_closed_card_says_in_one_line_what_is_special(qtbot: QtBot, listed: Listed) -> None:
    run = replace(EDITED, treatment=Treatment(clip=1.0), schedule=Schedule("CosineAnnealingLR", (("T_max", 200),)))
    card = listed.opened(run)
    assert card.special.isHidden()
    QTest.mouseClick(card.head.expander, Qt.MouseButton.LeftButton)
    assert card.special.text == "cosine · clip 1 · edited at 40 · edited at 90"
    qtbot.waitUntil(card.special.isVisible)
    listed.runs.open_edit(0, 90, "lr")
    assert card.special.text == "cosine · clip 1" and not card.details.schedule.isVisible()
    field = card.details.edits.lines[1].fields.field("lr")
    assert field.edit.hasFocus() and field.edit.selectedText() == "0.005"


def test_another_optimizer_keeps_what_it_can(listed: Listed) -> None:
    run = parse_run("SGD lr=0.02 momentum=0.9 schedule=cosine:T_max=100 clip=1 at 40 lr=0.01 momentum=0.5")
    card = listed.opened(run)
    card.head.name.take("Adam")
    assert listed.run == parse_run("Adam lr=0.02 schedule=cosine:T_max=100 clip=1 at 40 lr=0.01")
