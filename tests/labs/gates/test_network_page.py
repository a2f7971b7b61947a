"""The network's page: weights, hidden space, the reason of a failure, and its choices as wishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from app.engine.experiment import Run
from app.engine.gates.forward import hidden_values, logits
from app.engine.gates.levels import level_of
from app.engine.gates.study import Study
from app.engine.gates.studying import study_slices
from app.engine.gates.tables import gate_named
from app.engine.record import record
from app.gates_document import FIRST_GATES, GatesDocument, NetworkChoice
from app.labs.gates import study_bars
from app.labs.gates.network_page import NetworkPage
from app.labs.gates.page import Shown
from app.labs.gates.study_link import StudyLink
from app.store import Store
from app.theme import DARK
from app.views.gates.hidden_space_points import SUM, HiddenAxes
from app.views.run_look import look_of
from app.views.segments import Segment
from app.window import Window
from tests.open_window import drag, opened
from tests.qtest import QTest

LEFT = Qt.MouseButton.LeftButton
ADAM = Run("Adam", (("lr", 0.05),))
CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.float64)


def document(gate: str = "xor", **network: object) -> GatesDocument:
    rows = FIRST_GATES.with_rows(gate_named(gate).rows, own=False)
    chosen = replace(rows, network=NetworkChoice(**network))  # type: ignore[arg-type]
    return replace(chosen, experiment=replace(chosen.experiment, runs=(ADAM,)))


@pytest.fixture
def page(qtbot) -> Iterator[NetworkPage]:
    store = Store(document())
    studies = StudyLink(store)
    made = NetworkPage(studies)
    qtbot.addWidget(made)
    made.resize(1280, 572)
    made.show_theme(DARK)
    yield made
    studies.stop()
    for each in (studies, store):
        each.deleteLater()


def show(page: NetworkPage, shown: GatesDocument, step: int | None = None) -> Shown:
    """Trained by the engine; at the last step where none is given."""
    page.show_shown(Shown(shown, network=tuple(record(shown.network_experiment))))
    page.show_step(shown.experiment.steps if step is None else step)
    page.show_row(0)
    assert page._shown is not None
    return page._shown


def test_seed_420_of_two_hidden_units_is_stuck_on_half_ln_2_and_says_why(page):
    shown = show(page, document(hidden=2))
    level = level_of(shown.document.network_task, shown.network_values(400))
    assert level is not None and level.key == "two" and level.value == pytest.approx(np.log(2) / 2)
    assert page.verdict.text == "2 of 4 right"
    assert level.name in page.outcome.text and "land on one hidden point" in page.outcome.text
    assert [name for _, name in page.curves._levels] == ["ln 2", "¾·H(⅓)", "½·ln 2"]
    assert [value for value, _ in page.curves._levels][2] == pytest.approx(level.value)


@pytest.mark.parametrize(
    ("network", "said"),
    [
        ({"hidden": 4}, "All right since step 17"),
        ({"hidden": 4, "initialization": "zeros"}, "all weights are 0"),
        ({"hidden": 3, "initialization": "ones"}, "all hidden units are equal"),
        ({"hidden": 1}, "no line separates them"),
    ],
)
def test_the_end_of_a_training_is_told(page, network, said):
    show(page, document(**network))
    assert said in page.outcome.text.replace("\u00a0", " ")


def test_before_anything_is_recorded_nothing_is_said_of_its_end(page):
    page.show_shown(Shown(document(hidden=2)))
    assert page.outcome.text == "" and page.verdict.text == ""
    page.show_shown(Shown(replace(document(hidden=2), experiment=replace(document().experiment, runs=()), looks=())))


@pytest.mark.parametrize("hidden", range(1, 9))
def test_the_hidden_space_has_the_rows_where_the_hidden_units_put_them(page, hidden):
    shown = show(page, document(hidden=hidden))
    task, values = shown.document.network_task, shown.network_values(400)
    content, axes = page.hidden.plane.content, page.hidden.axes
    outputs, z = hidden_values(task, values, CORNERS), logits(task, values, CORNERS)
    if hidden == 1:
        assert content.spots[:, 0] == pytest.approx(outputs[:, 0]) and not content.spots[:, 1].any()
    elif hidden == 2:
        assert content.spots == pytest.approx(outputs)
    else:
        assert axes == HiddenAxes(SUM, 0) and content.spots == pytest.approx(np.stack([z, outputs[:, 0]], 1))
    # The line of the output unit has each row on the side on which the network has it.
    assert content.z(content.spots) == pytest.approx(z)
    for place in content.spots:
        assert all(
            low <= each <= high for each, (low, high) in zip(place, [a.range for a in content.axes], strict=True)
        )


def test_two_of_more_hidden_units_show_the_rows_without_a_line(page):
    shown = show(page, document(hidden=4))
    page.hidden.across.take("1")
    page.hidden.up.take("3")
    outputs = hidden_values(shown.document.network_task, shown.network_values(400), CORNERS)
    assert page.hidden.plane.content.spots == pytest.approx(outputs[:, [1, 3]])
    assert page.hidden.plane.content.unit is None and not page.hidden.plane.content.editable


def test_dragging_the_line_of_the_hidden_space_edits_the_output_unit_alone(page, qtbot):
    page.show()
    shown = show(page, document(hidden=2), step=0)
    wishes: list[np.ndarray] = []
    page.network_edited.connect(wishes.append)
    plane, before = page.hidden.plane, shown.network_values(0)
    QApplication.processEvents()
    line = plane.layout_now.line
    assert line is not None
    middle = line.pointAt(0.5)
    drag(plane, [middle, middle + QPointF(6, 6), middle + QPointF(12, 9)])
    page.hide()
    assert wishes and (wishes[-1][:6] == before[:6]).all() and wishes[-1][7:] == pytest.approx(before[7:])
    assert wishes[-1][6] != before[6]


def test_weights_of_the_diagram_are_wished_for(page):
    show(page, document(hidden=2), step=0)
    wishes: list[np.ndarray] = []
    page.network_edited.connect(wishes.append)
    page.diagram._edit(3, 1.25)
    assert wishes[-1][3] == 1.25 and wishes[-1].shape == (9,)


def test_of_two_runs_each_is_named_at_the_pointer(page):
    one = document(hidden=1)
    two = replace(one.experiment, runs=(ADAM, Run("SGD")), steps=20)
    show(page, replace(one, experiment=two, looks=(*one.looks, look_of(3))))
    assert [line.split("  ")[0] for line in page.curves.readout(10)[1:]] == ["Adam", "SGD"]


def segment(parent: QWidget, text: str) -> Segment:
    return next(each for each in parent.findChildren(Segment) if each.text() == text)


def test_choices_are_wishes_and_another_size_forgets_weights_set_by_hand(page):
    by_hand = document(hidden=2, start=(0.5,) * 9)
    page.show_shown(Shown(by_hand))
    wishes: list[NetworkChoice] = []
    page.network_chosen.connect(wishes.append)
    QTest.mouseClick(segment(page.choices.hidden, "8"), LEFT)
    QTest.mouseClick(segment(page.choices.activation, "ReLU"), LEFT)
    page.choices.loss.take("mse")
    page.choices.initialization.take("zeros")
    own = by_hand.network
    assert wishes == [
        replace(own, hidden=8, start=()),
        replace(own, activation="relu"),
        replace(own, loss="mse"),
        replace(own, initialization="zeros", start=()),
    ]
    seeds: list[int] = []
    page.seed_chosen.connect(seeds.append)
    QTest.mouseClick(page.choices.next_seed, LEFT)
    assert seeds == [421] and not page.choices.failing.isEnabled()


@pytest.fixture
def window(qtbot, worker) -> Iterator[Window]:
    yield from opened(qtbot, worker)


def test_in_the_window_the_network_is_trained_counted_and_loaded_from_a_failing_seed(qtbot, window, monkeypatch):
    monkeypatch.setattr(study_bars, "STEPS", 400)  # as many as are on screen: five times sooner
    window.open_lab("gates")
    lab, store = window.gates, window.front.store
    assert lab is not None
    store.edit(document(hidden=2))
    lab.show_page("network")
    page = lab.pages["network"]
    assert isinstance(page, NetworkPage)
    qtbot.waitUntil(lambda: "Stuck at" in page.outcome.text, timeout=60_000)
    (expected,) = record(store.document.network_experiment)
    assert page._shown is not None and (page._shown.network_values(400) == expected.parameters[-1]).all()
    *_, studied = study_slices([Study(page._shown.document.network_task, ADAM, steps=400)])
    first_failing = next(each.seed for each in studied.outcomes[0] if not each.solved)
    qtbot.waitUntil(page.choices.failing.isEnabled, timeout=60_000)
    QTest.mouseClick(page.choices.failing, LEFT)
    qtbot.waitUntil(lambda: store.experiment.seed == first_failing, timeout=5_000)
    lab.show_page("unit")
    assert not lab.studies.running
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert store.experiment.seed == 420


def test_nothing_is_pressed_below_what_it_needs(qtbot, window):
    window.open_lab("gates")
    lab = window.gates
    assert lab is not None
    window.front.store.edit(document(hidden=2))
    lab.show_page("network")
    page = lab.pages["network"]
    assert isinstance(page, NetworkPage)
    for theme, size in ((t, s) for t in ("dark", "projector") for s in ((1024, 720), (1280, 720), (1900, 1000))):
        window.themes.choose(theme)
        window.resize(*size)
        for turn, sight in (("choices", "hidden"), ("rows", "seeds")):
            page.parts.show_turn(turn)
            page.parts.show_sight(sight)
            QApplication.processEvents()
            for card in page.parts.cards:
                if card.isVisible():
                    least = card.minimumSizeHint()
                    assert card.width() >= least.width() and card.height() >= least.height(), (theme, size, card.body)
                    assert page.rect().contains(card.geometry()), (theme, size, card.body)
