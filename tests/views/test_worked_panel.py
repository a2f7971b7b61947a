"""The worked update in the column: every optimizer's terms, chosen by mouse and keys, copied, held against torch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.experiment import Run
from app.engine.worked.update import worked_update
from app.theme import DARK, PROJECTOR, THEMES
from app.views.numbers import significant
from app.views.run_look import look_of
from app.views.worked_model import FIRST, SECOND, SYMBOL
from app.views.worked_panel import WorkedPanel
from app.views.worked_verdict import verdict_of
from tests.engine.runs import RUNS
from tests.open_window import move
from tests.qtest import QTest
from tests.views.heard import heard
from tests.views.recorded import SURFACE
from tests.views.worked_examples import STEPS, experiment_of, recorded

ADAM, SGD = Run("Adam", (("lr", 0.1),)), Run("SGD", (("lr", 0.01), ("momentum", 0.9)))


@pytest.fixture
def panel(qtbot: QtBot) -> WorkedPanel:
    made = WorkedPanel()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(344, 320)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def tell(panel: WorkedPanel, *runs: Run, step: int = 9, selected: int = 0) -> None:
    panel.show_experiment(SURFACE, experiment_of(*runs), tuple(map(look_of, range(len(runs)))))
    panel.show_trajectories(recorded(*runs))
    panel.show_selected(selected)
    panel.show_step(step)


def place(panel: WorkedPanel, row: int) -> QPoint:
    table = panel.table
    table.scrollTo(table.terms.index(row, FIRST))
    return table.visualRect(table.terms.index(row, FIRST)).center()


@pytest.mark.parametrize(("run", "tall"), [(run, bool(at % 2)) for at, run in enumerate(RUNS)], ids=str)
def test_every_term_of_every_optimizer_is_a_row_with_its_values(panel: WorkedPanel, run: Run, tall: bool) -> None:
    panel.show_tall(tall)
    tell(panel, run)
    update = worked_update(run, recorded(run)[0], 9)
    assert update is not None
    model = panel.table.terms
    assert model.rowCount() == len(update.terms)
    for row, term in enumerate(update.terms):
        for axis, column in enumerate((FIRST, SECOND)):
            assert model.index(row, column).data() == significant(term.right.at(axis))
        assert panel.table.columnSpan(row, FIRST) == (2 if term.coupled else 1)
        panel.show_term(row)
        assert panel.numbers.text.count("\n") == (0 if term.coupled else 1)
    assert panel.grab().toImage().width() == panel.width()
    assert panel.verdict.kind == "ok"


def test_the_step_is_chosen_before_anything_is_pointed_at(panel: WorkedPanel) -> None:
    tell(panel, ADAM)
    assert panel.table.terms.terms[panel.chosen].latex == r"\Delta"
    update = panel.update_shown
    assert update is not None and panel.numbers.text.splitlines()[0].endswith(significant(update.terms[-2].right.at(0)))


def test_the_pointer_points_at_a_term_and_leaves_it(panel: WorkedPanel) -> None:
    tell(panel, ADAM)
    said = heard(panel.term_pointed)
    view = panel.table.viewport()
    assert view is not None
    move(view, QEvent.Type.MouseMove, QPointF(place(panel, 1)), held=False)
    assert said[-1] == (1,)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert said[-1] == (-1,)


def test_a_click_keeps_a_term_chosen_from_step_to_step(panel: WorkedPanel) -> None:
    tell(panel, SGD)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place(panel, 1))
    assert panel.chosen == 1
    panel.show_step(12)
    assert panel.chosen == 1 and panel.numbers.text.startswith("b")


def test_arrow_keys_walk_the_terms_and_the_others_are_the_windows(panel: WorkedPanel) -> None:
    tell(panel, ADAM)
    panel.term_pointed.connect(panel.show_term)
    panel.table.setFocus(Qt.FocusReason.TabFocusReason)
    first = panel.chosen
    assert panel.table.terms.terms[first].latex == r"\Delta"
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    assert panel.chosen == first - 1
    QTest.keyClick(panel.table, Qt.Key.Key_Left)
    assert panel.chosen == first - 1 and panel.table.currentIndex().column() == SYMBOL
    said = heard(panel.term_pointed)
    panel.setFocus()
    panel.table.clearFocus()
    assert said[-1] == (-1,)


def test_copying_takes_the_line_with_its_numbers(panel: WorkedPanel) -> None:
    tell(panel, SGD)
    panel.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    lines = clipboard.text().splitlines()
    assert [line.split(" = ")[0] for line in lines] == ["Δx", "Δy"] and "0.01" in lines[0]


def test_a_term_has_its_sentence_as_tooltip(panel: WorkedPanel) -> None:
    tell(panel, ADAM)
    sentences = [panel.table.terms.index(row, SYMBOL).data(Qt.ItemDataRole.ToolTipRole) for row in range(9)]
    assert all(sentence.endswith(".") for sentence in sentences)


def test_without_a_next_step_a_sentence_says_why(panel: WorkedPanel) -> None:
    tell(panel, ADAM, step=STEPS)
    assert panel.update_shown is None and "last step" in panel.sentence.text()
    panel.show_trajectories((replace(recorded(ADAM)[0], complete=False),))
    assert "not recorded yet" in panel.sentence.text()
    panel.show_trajectories((replace(recorded(ADAM)[0], failure="loss"),))
    assert f"step {STEPS}" in panel.sentence.text()
    panel.show_trajectories((None,))
    assert "not recorded yet" in panel.sentence.text()
    panel.show_selected(-1)
    assert "Select a run" in panel.sentence.text()
    assert not panel.table.isVisible() and not panel.numbers.isVisible() and not panel.head.open.isEnabled()


def test_the_head_names_run_and_step_and_opens_the_page(panel: WorkedPanel) -> None:
    tell(panel, ADAM, SGD, selected=1)
    assert panel.head.text == "SGD, Step 9 → 10"
    said = heard(panel.page_requested)
    panel.head.setParent(panel)
    panel.head.show()
    QTest.mouseClick(panel.head.open, Qt.MouseButton.LeftButton)
    assert said == [()]


def test_a_record_is_held_against_the_run_that_walked_it_and_not_against_a_later_edit(panel: WorkedPanel) -> None:
    tell(panel, ADAM)
    old = (replace(recorded(ADAM)[0], run=ADAM),)
    panel.show_trajectories(old)
    for edited in (Run("Adam", (("betas", (0.5, 0.9)),)), Run("LBFGS")):
        panel.show_experiment(SURFACE, experiment_of(edited), (look_of(0),))
        assert panel.verdict.kind == "ok" and panel.table.terms.rowCount() == 9


def test_what_torch_did_not_do_is_told() -> None:
    update = worked_update(ADAM, recorded(ADAM)[0], 9)
    assert update is not None
    kind, sentence, short = verdict_of(replace(update, difference=update.limit * np.array([0.5, 3.0])))
    assert kind == "warn" and ">" in sentence and len(short) < len(sentence)
    assert verdict_of(replace(update, difference=np.zeros(2)))[1].startswith("Agrees with torch: difference 0 ≤")
    assert verdict_of(replace(update, end=np.array([np.inf, 0.0])))[0] == "warn"


@pytest.mark.parametrize("theme", [*THEMES, PROJECTOR.scaled(2.0)], ids=lambda theme: f"{theme.name}-{theme.scale}")
def test_at_the_height_it_asks_for_all_terms_are_in_sight(panel: WorkedPanel, qtbot: QtBot, theme: object) -> None:
    panel.show_theme(theme)  # type: ignore[arg-type]
    tell(panel, ADAM)
    panel.resize(round(344 * panel._theme.scale), panel.wanted_height(9))
    view = panel.table.viewport()
    assert view is not None
    qtbot.waitUntil(lambda: view.rect().contains(panel.table.visualRect(panel.table.terms.index(8, FIRST))))
    assert view.rect().contains(panel.table.visualRect(panel.table.terms.index(0, FIRST)))
