"""Run cards: every wish goes up with the right name, value and place, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.optimizers.optimizer import Hyperparameter, Optimizer
from app.theme import DARK, PROJECTOR
from app.views.number_field import NumberField
from app.views.run_list import RunList
from app.views.run_look import look_of
from surfaces import SURFACES
from surfaces.message import Message
from tests.views.heard import heard

RUNS = (Run("SGD", (("lr", 0.01),)), Run("Adam", (("lr", 0.1),)), Run("SGD", (("lr", 0.01), ("momentum", 0.9))))
HYPERPARAMETERS = [
    (optimizer.name, each.name) for optimizer in OPTIMIZERS for each in optimizer.hyperparameters if each.name != "lr"
]


def show(runs: RunList, *shown: Run, looks: tuple[int, ...] = ()) -> None:
    experiment = Experiment("himmelblau", (0.0, 0.0), shown)
    runs.show_experiment(SURFACES[0], experiment, tuple(map(look_of, looks or range(len(shown)))))


@pytest.fixture
def runs(qtbot: QtBot) -> RunList:
    made = RunList()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    show(made, *RUNS)
    made.show_selected(0)
    made.resize(296, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def inside(hyperparameter: Hyperparameter) -> str:
    """A number that is allowed and not the default."""
    if hyperparameter.most <= 0:
        return "-0.25"
    return "2.5" if hyperparameter.low >= 1 else "0.25"


def type_into(qtbot: QtBot, field: NumberField, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    if text.isascii() and text:
        qtbot.keyClicks(field.edit, text)
    elif text:
        field.edit.insert(text)  # no keyboard types it, a paste brings it
    else:
        qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize(("text", "value"), [("3e-4", 3e-4), (".5", 0.5), (" 2 ", 2.0), ("1E-3", 1e-3), ("0", 0.0)])
def test_a_learning_rate_is_typed(qtbot: QtBot, runs: RunList, text: str, value: float) -> None:
    edited = heard(runs.run_edited)
    type_into(qtbot, runs.cards[0].lr, text)
    assert [tuple(each) for each in edited] == [(0, edited[0][1])]
    assert optimizer_named("SGD").values(edited[0][1])["lr"] == value


@pytest.mark.parametrize("text", ["-3", "\u22123", "abc", "nan", "inf", "", "1/3", "1e999", "1_0"])
def test_an_impossible_learning_rate_is_refused_where_it_was_typed(qtbot: QtBot, runs: RunList, text: str) -> None:
    edited = heard(runs.run_edited)
    card = runs.cards[0]
    type_into(qtbot, card.lr, text)
    assert len(edited) == 0
    assert card.refusal.isVisible()
    assert card.refusal.text().endswith("Kept 0.01.")
    assert card.lr.property("refused") is True
    qtbot.keyClick(card.lr.edit, Qt.Key.Key_Escape)
    assert card.lr.edit.text() == "0.01"
    assert not card.refusal.isVisible()
    assert card.lr.property("refused") is False


def test_leaving_a_field_commits_and_untouched_text_never_does(qtbot: QtBot, runs: RunList) -> None:
    show(runs, Run("SGD", (("lr", 0.0123456789),)))
    edited = heard(runs.run_edited)
    field = runs.cards[0].lr
    field.edit.setFocus()
    field.edit.clearFocus()
    assert len(edited) == 0
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "0.5")
    field.edit.clearFocus()
    assert edited[0][1] == Run("SGD", (("lr", 0.5),))


def test_up_and_down_step_by_the_first_digit(qtbot: QtBot, runs: RunList) -> None:
    edited = heard(runs.run_edited)
    field = runs.cards[0].lr
    field.edit.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(field.edit, key)
    assert [each[1].value("lr") for each in edited] == [0.02, 0.01, 0.009]


def test_dragging_the_slider_re_forms_the_run_all_the_way(qtbot: QtBot, runs: RunList) -> None:
    edited, finished = heard(runs.run_edited), heard(runs.edit_finished)
    slider = runs.cards[1].slider
    y = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.position(0.1)), y))
    for target in (0.03, 0.01, 0.001):
        qtbot.mouseMove(slider, QPoint(round(slider.position(target)), y))
        show(runs, RUNS[0], edited[-1][1], RUNS[2])
    assert len(finished) == 0
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton)
    rates = [optimizer_named("Adam").values(each[1])["lr"] for each in edited]
    assert {each[0] for each in edited} == {1}
    assert rates == sorted(rates, key=lambda rate: -float(str(rate)))
    assert rates[-1] == pytest.approx(0.001, rel=0.1)
    assert len(finished) == 1
    assert runs.cards[1].lr.value == rates[-1]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Right, 0.0105),
        (Qt.Key.Key_Left, 0.00952),
        (Qt.Key.Key_PageUp, 0.1),
        (Qt.Key.Key_PageDown, 0.001),
        (Qt.Key.Key_Home, 1e-4),
        (Qt.Key.Key_End, 1.0),
    ],
)
def test_keys_move_the_slider(qtbot: QtBot, runs: RunList, key: Qt.Key, value: float) -> None:
    edited, finished = heard(runs.run_edited), heard(runs.edit_finished)
    runs.cards[0].slider.setFocus()
    qtbot.keyClick(runs.cards[0].slider, key)
    assert optimizer_named("SGD").values(edited[0][1])["lr"] == value
    assert len(finished) == 1


def test_a_double_click_takes_the_default(qtbot: QtBot, runs: RunList) -> None:
    slider = runs.cards[0].slider
    at = QPoint(round(slider.position(0.01)), slider.height() // 2)
    edited = heard(runs.run_edited)
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=at)
    assert optimizer_named("SGD").values(edited[-1][1])["lr"] == 1e-3


@pytest.mark.parametrize(("optimizer", "name"), HYPERPARAMETERS)
def test_every_hyperparameter_can_be_set(qtbot: QtBot, runs: RunList, optimizer: str, name: str) -> None:
    show(runs, Run(optimizer, (("momentum", 0.5),)) if name == "nesterov" else Run(optimizer))
    card = runs.cards[0]
    qtbot.mouseClick(card.head.expander, Qt.MouseButton.LeftButton)
    hyperparameter = optimizer_named(optimizer).hyperparameter(name)
    edited = heard(runs.run_edited)
    if hyperparameter.kind == "flag":
        button = card.hyperparameters.flag(name)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert edited[-1][1].value(name) is (not hyperparameter.default)
    elif hyperparameter.kind == "choice":
        qtbot.keyClick(card.hyperparameters.choice(name), Qt.Key.Key_Down)
        assert edited[-1][1].value(name) == hyperparameter.choices[1]
        show(runs, edited[-1][1])
        qtbot.keyClick(card.hyperparameters.choice(name), Qt.Key.Key_Up)
        assert dict(edited[-1][1].hyperparameters) == {}
    elif hyperparameter.kind == "integer":
        field = card.hyperparameters.field(name)
        type_into(qtbot, field, "7")
        assert type(edited[-1][1].value(name)) is int and edited[-1][1].value(name) == 7
        type_into(qtbot, field, "7.5")
        assert field.value == 7 and field.property("refused") is True
    elif hyperparameter.kind == "number":
        text = inside(hyperparameter)
        type_into(qtbot, card.hyperparameters.field(name), text)
        assert edited[-1][1].value(name) == float(text)
    else:
        default = hyperparameter.default
        assert isinstance(default, tuple)
        for at in range(hyperparameter.length):
            text = "2.5" if name == "etas" and at else "0.25"
            expected = tuple(float(text) if each == at else old for each, old in enumerate(default))
            type_into(qtbot, card.hyperparameters.field(name, at), text)
            assert edited[-1][1].value(name) == expected
            show(runs, Run(optimizer))
    assert all(each[0] == 0 and type(each[1]) is Run for each in edited)


def test_a_rule_across_hyperparameters_refuses_the_flag(qtbot: QtBot, runs: RunList) -> None:
    card = runs.cards[0]
    card.show_expanded(True)
    edited = heard(runs.run_edited)
    qtbot.mouseClick(card.hyperparameters.flag("nesterov"), Qt.MouseButton.LeftButton)
    assert len(edited) == 0
    assert not card.hyperparameters.flag("nesterov").isChecked()
    assert any("nesterov off" in label.text() for label in card.hyperparameters.findChildren(type(card.refusal)))


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_another_optimizer_keeps_what_it_shares(runs: RunList, optimizer: Optimizer) -> None:
    name = optimizer.name
    edited = heard(runs.run_edited)
    runs.cards[0].head.name.chosen.emit(name)
    assert edited[0][0] == 0
    assert edited[0][1].optimizer == name
    assert optimizer_named(name).values(edited[0][1])["lr"] == 0.01


def test_arrow_keys_choose_the_neighbor(qtbot: QtBot, runs: RunList) -> None:
    edited = heard(runs.run_edited)
    qtbot.keyClick(runs.cards[0].head.name, Qt.Key.Key_Down)
    assert edited[0][1].optimizer == OPTIMIZERS[1].name


def test_duplicate_remove_hide_and_add(qtbot: QtBot, runs: RunList) -> None:
    duplicated, removed, hidden, added = (
        heard(runs.run_duplicated), heard(runs.run_removed), heard(runs.run_hidden),
        heard(runs.run_added),
    )  # fmt: skip
    runs.show_selected(1)
    card = runs.cards[1]
    qtbot.mouseClick(card.head.duplicate, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.head.remove, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.head.eye, Qt.MouseButton.LeftButton)
    menu = runs.add.menu()
    assert menu is not None
    menu.actions()[-1].trigger()
    assert [list(each) for each in duplicated] == [[1]]
    assert [list(each) for each in removed] == [[1]]
    assert [list(each) for each in hidden] == [[1, True]]
    assert [list(each) for each in added] == [[Run(OPTIMIZERS[-1].name)]]


def test_tools_appear_on_the_selected_card_only_and_a_click_selects(qtbot: QtBot, runs: RunList) -> None:
    assert runs.cards[0].head.remove.isVisible()
    assert not runs.cards[1].head.remove.isVisible()
    selected = heard(runs.run_selected)
    runs.run_selected.connect(runs.show_selected)
    qtbot.mouseClick(runs.cards[1], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    runs.cards[2].slider.setFocus(Qt.FocusReason.TabFocusReason)
    assert [list(each) for each in selected] == [[1], [2]]


def test_showing_says_nothing_and_keeps_cards_and_focus(qtbot: QtBot, runs: RunList) -> None:
    signals = (runs.run_edited, runs.run_added, runs.run_removed, runs.run_hidden, runs.run_duplicated,
               runs.edit_finished)  # fmt: skip
    spies = [heard(signal) for signal in signals]
    cards = list(runs.cards)
    cards[2].show_expanded(True)
    cards[1].lr.edit.setFocus()
    show(runs, RUNS[0], replace(RUNS[1], hyperparameters=()), RUNS[2].with_value("momentum", 0.5))
    runs.show_theme(PROJECTOR)
    runs.show_statuses([("ok", Message("Converged")), ("warn", Message("Swings")), ("danger", Message("Diverged"))])
    runs.set_limit(0, 0.02)
    assert runs.cards == cards
    assert cards[1].lr.edit.hasFocus()
    assert cards[2].hyperparameters.field("momentum").value == 0.5
    assert [card.status.sentence for card in cards] == ["Converged", "Swings", "Diverged"]
    assert all(len(spy) == 0 for spy in spies)


def test_a_card_stays_with_its_run_when_another_goes(qtbot: QtBot, runs: RunList) -> None:
    first, second, third = runs.cards
    third.show_expanded(True)
    show(runs, RUNS[1], RUNS[2], looks=(1, 2))
    assert runs.cards == [second, third]
    assert third.expanded
    removed = heard(runs.run_removed)
    third.head.remove.click()
    assert [list(each) for each in removed] == [[1]]
    show(runs)
    assert runs.cards == []
    assert first not in runs.cards


def test_tab_goes_down_the_cards(qtbot: QtBot, runs: RunList) -> None:
    runs.cards[0].show_expanded(True)
    order = [control for card in runs.cards for control in card.controls if control.isVisible()]
    runs.add.setFocus(Qt.FocusReason.TabFocusReason)
    for control in order:
        now = runs.window().focusWidget()  # type: ignore[union-attr]
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        assert control.hasFocus(), control.accessibleName()


def test_a_full_list_takes_no_more(qtbot: QtBot, runs: RunList) -> None:
    show(runs, *[Run("SGD")] * MAX_RUNS)
    assert not runs.add.isEnabled()
    assert not any(card.head.duplicate.isEnabled() for card in runs.cards)


def test_every_control_has_a_name(runs: RunList) -> None:
    for card in runs.cards:
        card.show_expanded(True)
        assert all(control.accessibleName() for control in card.controls)
        assert all(control.toolTip() or isinstance(control.parent(), NumberField) for control in card.controls)
