"""A card is pulled by the mouse: it lands where the line is, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.theme import DARK
from app.views.run_card import RunCard
from app.views.run_list import RunList
from app.views.run_look import look_of
from surfaces import SURFACES
from tests.qtest import QTest
from tests.views.heard import heard

RUNS = tuple(Run("SGD", (("lr", 0.01 * (1 + index)),)) for index in range(8))


def show(runs: RunList, order: tuple[int, ...]) -> None:
    shown = tuple(RUNS[index] for index in order)
    runs.show_experiment(SURFACES[0], Experiment("himmelblau", (0, 0), shown), tuple(map(look_of, order)))


@pytest.fixture
def runs(qtbot: QtBot) -> RunList:
    made = RunList()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    show(made, (0, 1, 2, 3))
    made.show_selected(0)
    made.resize(296, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def hold(card: RunCard) -> QPoint:
    """Take a card where no control is."""
    at = card.head.note.mapTo(card, QPoint(2, 6))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=at)
    return at


def carry(card: RunCard, at: QPoint, down: int) -> QPoint:
    """Carry it so many pixels down, as a hand does; where the hand is then, on the card."""
    for part in range(1, 11):
        QTest.mouseMove(card, at + QPoint(3, down * part // 10))
    return at + QPoint(3, down)


@pytest.mark.parametrize(("index", "to"), [(0, 1), (0, 3), (2, 0), (3, 1), (1, 2)])
def test_a_card_lands_where_it_is_let_go(runs: RunList, index: int, to: int) -> None:
    moved = heard(runs.run_moved)
    card, goal = runs.cards[index], runs.cards[to]
    at = carry(card, hold(card), goal.y() - card.y() + (8 if to > index else -8))
    assert runs.drag.active and runs.drag.line.isVisible()
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=at)
    assert moved == [(index, to)]
    assert not runs.drag.active and not runs.drag.line.isVisible()


def test_the_card_follows_the_hand_and_the_line_shows_the_gap(runs: RunList) -> None:
    card = runs.cards[0]
    carry(card, hold(card), runs.cards[1].y() - card.y() + 10)
    assert runs.drag.ghost.y() == pytest.approx(runs.cards[1].y() + 10, abs=2)
    line = runs.drag.line.geometry().center().y()
    assert runs.cards[1].geometry().bottom() < line < runs.cards[2].y()
    runs.drag.cancel()


def test_escape_gives_up(runs: RunList) -> None:
    moved = heard(runs.run_moved)
    card = runs.cards[0]
    at = carry(card, hold(card), 250)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not runs.drag.active
    QTest.mouseMove(card, at + QPoint(0, 40))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=at)
    assert moved == []


def test_a_press_that_hardly_moves_is_a_click(runs: RunList) -> None:
    moved, selected = heard(runs.run_moved), heard(runs.run_selected)
    runs.run_selected.connect(runs.show_selected)
    card = runs.cards[2]
    at = hold(card)
    QTest.mouseMove(card, at + QPoint(2, 2))
    assert not runs.drag.active
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=at)
    assert (moved, selected) == ([], [(2,)])


def test_back_where_it_was_is_no_move(runs: RunList) -> None:
    moved = heard(runs.run_moved)
    card = runs.cards[1]
    at = hold(card)
    carry(card, at, 300)
    QTest.mouseMove(card, at + QPoint(0, 3))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=at)
    assert moved == []


def test_the_list_scrolls_while_the_hand_is_at_its_edge(qtbot: QtBot, runs: RunList) -> None:
    show(runs, tuple(range(8)))
    qtbot.waitUntil(lambda: runs.cards[7].y() > 640)
    moved = heard(runs.run_moved)
    card = runs.cards[0]
    bottom = runs.mapToGlobal(QPoint(60, runs.height() - 2))
    at = hold(card)
    QTest.mouseMove(card, at + QPoint(0, 40))
    QTest.mouseMove(card, card.mapFromGlobal(bottom))
    qtbot.waitUntil(lambda: runs.drag.target == 7, timeout=10_000)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFromGlobal(bottom))
    assert moved == [(0, 7)]


def test_another_list_under_the_hand_ends_the_drag(runs: RunList) -> None:
    card = runs.cards[0]
    carry(card, hold(card), 150)
    show(runs, (0, 2, 3))
    assert not runs.drag.active


def test_what_grows_meanwhile_does_not(runs: RunList) -> None:
    card = runs.cards[0]
    carry(card, hold(card), 150)
    experiment = Experiment("himmelblau", (0, 0), tuple(replace(run) for run in RUNS[:4]))
    runs.show_experiment(SURFACES[0], experiment, tuple(map(look_of, range(4))))
    assert runs.drag.active
    runs.drag.cancel()


def test_cards_keep_their_state_and_the_keyboard_wherever_they_go(runs: RunList) -> None:
    first, second, third, fourth = runs.cards
    third.show_expanded(True)
    third.lr.edit.setFocus()
    show(runs, (2, 0, 1, 3))
    assert runs.cards == [third, first, second, fourth]
    assert third.expanded and third.findChild(QLineEdit) is not None and third.lr.edit.hasFocus()
    QApplication.processEvents()
    places = [card.y() for card in runs.cards]
    assert places == sorted(places)
