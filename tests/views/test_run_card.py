"""A card by hand: its name, its look, its menu, its text."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent, QGuiApplication, QTextDocument
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.theme import DARK
from app.views.look_picker import COLOR_NAMES, MARKER_NAMES, LookPicker
from app.views.run_card import RunCard
from app.views.run_list import RunList
from app.views.run_look import COLORS, MARKERS, MOST_CHARACTERS, RunLook
from surfaces import SURFACES
from tests.qtest import QTest
from tests.views.heard import heard

RUNS = (Run("SGD", (("lr", 0.01),)), Run("Adam", (("lr", 0.1),)), Run("SGD", (("lr", 0.05),)))
LOOKS = (RunLook(0, 0), RunLook(1, 1, name="Baseline"), RunLook(2, 2))


def show(runs: RunList, shown: tuple[Run, ...] = RUNS, looks: tuple[RunLook, ...] = LOOKS) -> None:
    runs.show_experiment(SURFACES[0], Experiment("himmelblau", (0, 0), shown), looks)


@pytest.fixture
def runs(qtbot: QtBot) -> RunList:
    made = RunList()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    show(made)
    made.show_selected(1)
    made.resize(296, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def clipboard() -> str:
    found = QGuiApplication.clipboard()
    assert found is not None
    return found.text()


def put(text: str) -> None:
    found = QGuiApplication.clipboard()
    assert found is not None
    found.setText(text)


def double_click_name(card: RunCard) -> None:
    place = card.head.note if card.head.title.isHidden() else card.head.title
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=place.mapTo(card, QPoint(3, 4)))


def test_a_double_click_on_the_head_lets_a_name_be_typed(runs: RunList) -> None:
    renamed, card = heard(runs.run_renamed), runs.cards[0]
    double_click_name(card)
    field = card.head.edit
    assert field.hasFocus() and field.text() == "" and field.placeholderText() == "SGD, lr 0.01"
    QTest.keyClicks(field, "  my   run ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert renamed == [(0, "my run")]
    assert field.isHidden() and card.hasFocus()


def test_a_name_stands_before_the_optimizer_and_empty_gives_it_back(runs: RunList) -> None:
    renamed, card = heard(runs.run_renamed), runs.cards[1]
    assert card.head.title.isVisible() and card.head.title.text == card.head.title.toolTip() == "Baseline"
    assert card.head.name.isVisible() and card.head.name.y() > card.head.title.y()
    runs.rename_selected()
    assert card.head.edit.selectedText() == "Baseline" and card.head.edit.placeholderText() == "Adam"
    QTest.keyClick(card.head.edit, Qt.Key.Key_Delete)
    QTest.keyClick(card.head.edit, Qt.Key.Key_Return)
    assert renamed == [(1, "")]
    show(runs, looks=(LOOKS[0], RunLook(1, 1), LOOKS[2]))
    assert card.head.title.isHidden() and runs.cards[1] is card


@pytest.mark.parametrize("leaving", ["Escape", "too long", "unchanged"])
def test_a_name_that_is_given_up_changes_nothing(runs: RunList, leaving: str) -> None:
    renamed, field = heard(runs.run_renamed), runs.cards[1].head.edit
    runs.rename_selected()
    if leaving == "Escape":
        QTest.keyClicks(field, "another")
        QTest.keyClick(field, Qt.Key.Key_Escape)
    elif leaving == "too long":
        QTest.keyClicks(field, "x" * (MOST_CHARACTERS + 1))
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.isVisible() and f"at most {MOST_CHARACTERS}" in runs.cards[1].refusal.text()
        runs.cards[0].lr.edit.setFocus()
    else:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.isHidden() and renamed == []


def test_the_longest_name_is_taken_when_the_field_is_left(runs: RunList) -> None:
    renamed = heard(runs.run_renamed)
    runs.rename_selected()
    QTest.keyClicks(runs.cards[1].head.edit, "y" * MOST_CHARACTERS)
    runs.cards[0].lr.edit.setFocus()
    assert renamed == [(1, "y" * MOST_CHARACTERS)]


def picker(card: RunCard) -> LookPicker:
    QTest.mouseClick(card.head.sample, Qt.MouseButton.LeftButton)
    found = card.findChild(LookPicker)
    assert isinstance(found, LookPicker) and found.isVisible()
    return found


def test_a_click_on_the_sample_offers_eight_colors_and_markers(runs: RunList) -> None:
    dressed, opened = heard(runs.run_dressed), picker(runs.cards[1])
    assert (len(opened.colors), len(opened.markers)) == (COLORS, MARKERS)
    names = [button.accessibleName() for button in (*opened.colors, *opened.markers)]
    assert names == [str(name) for name in (*COLOR_NAMES, *MARKER_NAMES)] == list(dict.fromkeys(names))
    assert all(button.toolTip() for button in (*opened.colors, *opened.markers))
    QTest.mouseClick(opened.colors[4], Qt.MouseButton.LeftButton)
    QTest.mouseClick(opened.markers[6], Qt.MouseButton.LeftButton)
    assert dressed == [(1, 4, 1), (1, 4, 6)]
    for offered in (opened.colors, opened.markers):
        pictures = [button.grab().toImage() for button in offered]
        assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])
    QTest.keyClick(opened.colors[4], Qt.Key.Key_Escape)
    assert not opened.isVisible()


def test_the_picker_stays_on_the_screen(runs: RunList) -> None:
    screen = runs.screen()
    assert screen is not None
    room = screen.availableGeometry()
    for corner in (room.topLeft(), room.bottomRight() - QPoint(300, 120), room.bottomRight() - QPoint(60, 60)):
        runs.move(corner)
        runs.cards[0].open_looks()
        picker = QApplication.activePopupWidget()
        assert isinstance(picker, LookPicker)
        assert room.contains(picker.geometry())
        sample = runs.cards[0].head.sample
        assert not picker.geometry().contains(sample.mapToGlobal(sample.rect().center()))
        picker.close()


def test_looks_are_chosen_by_keyboard(runs: RunList) -> None:
    dressed, opened = heard(runs.run_dressed), picker(runs.cards[0])
    assert QApplication.focusWidget() is opened.colors[0]
    QTest.keyClick(opened.colors[0], Qt.Key.Key_Tab)
    while QApplication.focusWidget() is not opened.markers[2]:
        before = QApplication.focusWidget()
        QTest.keyClick(before, Qt.Key.Key_Right if before in opened.markers else Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not before
    QTest.keyClick(opened.markers[2], Qt.Key.Key_Space)
    assert dressed[-1] == (0, 0, 2)
    opened.close()


def open_menu(runs: RunList, index: int) -> QMenu:
    card = runs.cards[index]
    at = card.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, card.mapToGlobal(at))
    QApplication.sendEvent(card, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


WISHES = {
    "Duplicate": ("run_duplicated", (1,)),
    "Move up": ("run_moved", (1, 0)),
    "Move down": ("run_moved", (1, 2)),
    "Hide": ("run_hidden", (1, True)),
    "Remove": ("run_removed", (1,)),
}


@pytest.mark.parametrize("text", WISHES)
def test_the_menu_of_a_card_does_what_it_says(runs: RunList, text: str) -> None:
    signal, said = WISHES[text]
    wishes = heard(getattr(runs, signal))
    menu = open_menu(runs, 1)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    assert wishes == [said]


def test_the_menu_copies_pastes_renames_and_dresses(runs: RunList) -> None:
    pasted = heard(runs.runs_pasted)
    for text in ("Copy run", "Paste run", "Rename…", "Color and marker…"):
        menu = open_menu(runs, 2)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()
    assert clipboard() == "SGD lr=0.05" and pasted == [((RUNS[2],),)]
    opened = runs.cards[2].findChild(LookPicker)
    assert isinstance(opened, LookPicker) and opened.isVisible()
    opened.close()


def test_the_ends_of_the_list_cannot_be_left_and_a_full_one_takes_nothing(runs: RunList) -> None:
    def impossible(index: int) -> list[str]:
        menu = open_menu(runs, index)
        found = [action.text() for action in menu.actions() if not action.isEnabled() and action.text()]
        menu.close()
        return found

    assert (impossible(0), impossible(1), impossible(2)) == (["Move up"], [], ["Move down"])
    show(runs, (RUNS[0],) * MAX_RUNS, tuple(RunLook(at, at) for at in range(MAX_RUNS)))
    assert impossible(3) == ["Paste run", "Fork here", "Duplicate"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Adan lr=0.1", "Adam"), ("", "no text"), ("SGD\n" * 6, "room for 5"), ("SGD lr=x", "finite number")],
)
def test_what_cannot_be_pasted_is_answered_in_the_list(runs: RunList, text: str, reason: str) -> None:
    pasted = heard(runs.runs_pasted)
    put(text)
    runs.paste()
    assert pasted == [] and runs.refusal.isVisible() and reason in runs.refusal.text()
    show(runs)
    assert not runs.refusal.isVisible()


def test_copying_in_a_field_takes_its_text_only_where_some_is_selected(runs: RunList) -> None:
    field = runs.cards[1].lr.edit
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "0.1"
    field.deselect()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "Adam lr=0.1"


def test_an_empty_list_says_how_to_begin(runs: RunList) -> None:
    assert not runs.hint.isVisible()
    show(runs, (), ())
    assert runs.hint.isVisible() and "Adam lr=0.1" in runs.hint.text()


def test_a_narrow_window_has_what_differs_in_the_tooltip(runs: RunList) -> None:
    show(runs, (Run("SGD", (("momentum", 0.9), ("nesterov", True))), RUNS[1]), LOOKS[:2])
    head = runs.cards[0].head
    assert head.note.text == "momentum 0.9, nesterov"
    wide = head.name.toolTip()
    runs.set_compact(True)
    assert head.note.text == "" and head.name.toolTip() == f"momentum 0.9, nesterov\n{wide}"
    show(runs, (Run("SGD", (("momentum", 0.5),)), RUNS[1], Run("SGD", (("dampening", 0.1),))), LOOKS)
    assert [card.head.note.text for card in runs.cards] == ["", "", ""]
    assert runs.cards[2].head.name.toolTip().startswith("dampening 0.1\n")
    runs.set_compact(False)
    assert [card.head.note.text for card in runs.cards] == ["momentum 0.5", "", "dampening 0.1"]


def test_a_name_that_looks_like_markup_is_read_as_it_is(runs: RunList) -> None:
    name = "<b>bold</b> &amp; R&D"
    show(runs, RUNS, (RunLook(0, 0, name=name), *LOOKS[1:]))
    tip = QTextDocument()
    shown = runs.cards[0].head.title.toolTip()
    assert shown.startswith("<")
    tip.setHtml(shown)
    assert tip.toPlainText() == name
