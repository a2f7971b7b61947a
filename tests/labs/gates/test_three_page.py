"""Three ways beside each other: each sentence only where its numbers say so, one playhead, and how room is divided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from math import log

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt

from app.engine.experiment import Experiment, Run
from app.engine.gates.compositions import COMPOSITIONS, composition_of, landed
from app.engine.gates.data import data_of
from app.engine.gates.forward import logits, output_activation
from app.engine.gates.tables import gate_named
from app.engine.gates.task import Cloud
from app.engine.record import record
from app.engine.trajectory import Trajectory
from app.gates_document import FIRST_GATES, GatesDocument, NetworkChoice
from app.labs.gates import claim_words
from app.labs.gates.page import Shown
from app.labs.gates.row_walk import walk_at
from app.labs.gates.study_link import StudyLink
from app.labs.gates.three_page import ThreePage
from app.store import Store
from app.theme import DARK, PROJECTOR
from tests.open_window import drag
from tests.qtest import QTest

ADAM = Run("Adam", (("lr", 0.05),))
LEFT = Qt.MouseButton.LeftButton
THREE_RIGHT = {"xor": (-1.0, 2.0, 2.0), "xnor": (1.0, -2.0, -2.0)}
GATES = {"AND": min, "OR": max, "NAND": lambda a, b: 1 - min(a, b), "NOR": lambda a, b: 1 - max(a, b)}


def document(gate: str = "xor", start: tuple[float, ...] = (), hidden: int = 4) -> GatesDocument:
    rows = FIRST_GATES.with_rows(gate_named(gate).rows, own=False).with_start(start)
    chosen = replace(rows, network=NetworkChoice(hidden))
    return replace(chosen, experiment=replace(chosen.experiment, runs=(ADAM,), steps=400, seed=420))


@pytest.fixture
def page(qtbot) -> Iterator[ThreePage]:
    store = Store(document())
    studies = StudyLink(store)
    made = ThreePage(studies)
    qtbot.addWidget(made)
    made.resize(1280, 572)
    made.show_theme(DARK)
    yield made
    studies.stop()
    for each in (studies, store):
        each.deleteLater()


@cache
def recorded(experiment: Experiment) -> tuple[Trajectory, ...]:
    return tuple(record(experiment))


def show(page: ThreePage, shown: GatesDocument, step: int) -> Shown:
    unit, network = recorded(shown.experiment), recorded(shown.network_experiment)
    told = Shown(shown, unit=unit, network=network)
    page.show_shown(told)
    page.show_row(0)
    page.show_step(step)
    return told


@pytest.mark.parametrize("composition", COMPOSITIONS, ids=lambda each: each.gate)
def test_a_composition_computes_its_table_through_the_gates_that_it_is_named_after(composition):
    values = np.array(composition.values)
    rows = composition.task.rows
    assert output_activation(composition.task).key == "step"
    first, second = (GATES[name] for name in composition.names)
    for row, seen in zip(rows, landed(composition.task, values, rows), strict=True):
        assert (seen.x1, seen.x2) == (first(row.x1, row.x2), second(row.x1, row.x2))
        assert GATES[composition.output](seen.x1, seen.x2) == row.target == seen.target


def test_where_one_line_is_enough_nothing_is_composed():
    assert [composition_of(key) for key in ("and", "or", "nand", "nor", "own")] == [None] * 5


@pytest.mark.parametrize("gate", ["xor", "xnor"])
def test_three_right_is_said_to_be_worse_than_a_coin_and_the_marks_say_how_much(page, gate):
    shown = show(page, document(gate, THREE_RIGHT[gate]), 0)
    z = np.array([-1.0, 1.0, 1.0, 3.0]) * (1 if gate == "xor" else -1)
    signs = np.array([1 if row.target else -1 for row in shown.document.rows])
    loss = np.log1p(np.exp(-signs * z)).mean()
    assert loss > log(2)
    assert page.line.note.text() == "3 right, and still worse than a coin."
    assert page.columns[0].head.claim.verdict == "at most 3 of 4" and not page.columns[0].head.claim.right
    page.show_step(400)
    assert page.line.note.text() == "3 right was worse than a coin: training gives it up."
    mark = claim_words.mark_of(shown.document.unit, np.array(THREE_RIGHT[gate]))
    assert mark is not None and mark[0] == pytest.approx(loss) and f"{loss:.3f}" in mark[1]


@pytest.mark.parametrize("gate", ["xor", "xnor"])
def test_fuzzy_corners_are_counted_as_corners_or_as_points_and_it_is_said_which(page, gate):
    fuzzy = document(gate, THREE_RIGHT[gate]).with_cloud(Cloud(20, 0.2, 3))
    shown = show(page, fuzzy, 400)
    points, targets = data_of(fuzzy.network_task)
    values = shown.network[0].parameters[-1].astype(float)
    said = logits(fuzzy.network_task, values, points) >= 0
    assert len(points) == 80
    assert [column.head.claim.verdict for column in page.columns] == [
        "at most 3 of 4 corners",
        "4 of 4 corners",
        f"{int((said == targets).sum())} of 80 points",
    ]
    page.show_step(0)
    assert page.line.note.text() == "3 corners right, and still worse than a coin."
    page.show_shown(Shown(document(gate)))
    page.show_step(0)
    assert not any(word in each.head.claim.verdict for each in page.columns for word in ("corner", "point"))


def test_a_line_from_the_seed_ends_at_a_coin_and_is_told_nothing_else(page):
    shown = show(page, document(), 400)
    assert float(shown.unit[0].losses[-1]) == pytest.approx(log(2), abs=1e-3)
    assert page.line.note.text() == "Training ends at a coin for every row."


def test_nothing_is_said_of_a_coin_where_none_costs_anything():
    unit = replace(document().unit, loss="perceptron")
    start = np.array(THREE_RIGHT["xor"])
    assert claim_words.coin_of(unit) is None
    assert claim_words.line_note(unit, start, start, start, 0.5) == ""
    uneven = replace(document().unit, rows=document().rows[:3])
    assert claim_words.coin_of(uneven) is None


def test_the_network_is_right_or_not_as_it_is_at_the_playhead(page):
    shown = show(page, document(hidden=4), 400)
    assert page.columns[2].head.claim.verdict == "4 of 4" and page.columns[2].head.claim.right
    assert shown.network[0].losses[-1] < 0.1
    show(page, document(hidden=2), 400)  # of this seed it is known that it fails
    claim = page.columns[2].head.claim
    assert claim.verdict == "2 of 4" and not claim.right


def test_one_hidden_unit_bends_nothing(page):
    show(page, document(hidden=1), 400)
    assert page.columns[2].sentence.text().endswith("Its border is a line again.")
    show(page, document(hidden=2), 400)
    assert page.columns[2].sentence.text().endswith("Together they bend one border.")


def test_the_bars_are_those_that_are_counted_with_the_one_on_screen(page):
    studies = page._studies
    for hidden in (5, 3):
        studies._store.edit(document(hidden=hidden))
        page.show_shown(Shown(document(hidden=hidden)))
        bars, keys = page.network.bars, [bar.key for bar in studies.bars]
        assert hidden in keys and [bars.hidden_at(bars.bar(key).center()) for key in keys] == keys
        assert bars.isVisibleTo(page)
    studies._store.remove_run(0)
    page.show_shown(Shown(studies._store.document))
    assert not page.network.bars.isVisibleTo(page)


@pytest.mark.parametrize(("gate", "title"), [("xor", "Two lines, then AND"), ("xnor", "Two lines, then OR")])
def test_the_composition_is_that_of_the_gate_and_never_wrong(page, gate, title):
    show(page, document(gate), 0)
    claim = page.columns[1].head.claim
    assert claim.title == title and claim.verdict == "4 of 4" and claim.right
    assert page.columns[1].captions[0].text == "every w = ±0.15"
    assert composition_of(gate).output in page.columns[1].captions[1].text
    places = page.layers.seen.content.places
    assert sorted(len(place.rows) for place in places) == [1, 1, 2]
    joined = next(place for place in places if len(place.rows) == 2)
    assert joined.rows == (1, 2) and joined.targets == (1 if gate == "xor" else 0,)


def test_the_playhead_walks_the_rows_and_the_row_in_front_flies(page):
    show(page, document(), 0)
    picked: list[int] = []
    page.row_picked.connect(picked.append)
    page.row_picked.connect(page.show_row)
    page.show()
    for step in range(0, 401, 4):
        page.show_step(step)
    assert picked == [1, 2, 3]
    page.show_step(350)
    flight, layers = page.layers.flight.flight, page.layers
    assert flight is not None and flight.share == pytest.approx(0.5)
    row = document().rows[3]
    start = layers.plane.mapTo(page.columns[1], layers.plane.area.point(row.x1, row.x2))
    end = layers.seen.mapTo(page.columns[1], layers.seen.area.point(0.0, 1.0))
    assert flight.start == QPointF(start) and flight.end == QPointF(end)
    page.show_row(0)
    assert layers.flight.flight is None


def test_a_walk_rests_at_both_ends_of_a_row_and_never_goes_back():
    steps = 1000
    walks = [walk_at(step, steps, 4) for step in range(steps + 1)]
    assert walks[0].share == 0 and walks[-1] == walk_at(steps, steps, 4) and walks[-1].share == 1
    for before, after in pairwise(walks):
        assert after.row == before.row + 1 if after.row != before.row else after.share >= before.share
    assert walk_at(0, 0, 4).share == 0 and walk_at(3, 4, 0).row == 0


def test_the_line_is_dragged_and_the_numbers_open_the_pages(page, qtbot):
    show(page, document("xor", THREE_RIGHT["xor"]), 0)
    page.show()
    wished: list[np.ndarray] = []
    opened: list[str] = []
    page.unit_edited.connect(wished.append)
    page.page_requested.connect(opened.append)
    area = page.line.plane.area
    with qtbot.waitSignal(page.edit_finished):
        drag(page.line.plane, [area.point(0.4, 0.1), area.point(0.8, 0.5), area.point(1.0, 0.7)])
    bias, w1, w2 = wished[-1]
    assert (w1, w2) == pytest.approx((2.0, 2.0)) and bias < -1.5
    for column in page.columns:
        QTest.mouseClick(column.head, LEFT)
    assert opened == ["unit", "layers", "network"]


@pytest.mark.parametrize("gate", ["xor", "xnor"])
def test_a_click_begins_with_a_line_that_has_three_right(page, gate):
    show(page, document(gate), 0)
    page.show()
    wished: list[np.ndarray] = []
    page.unit_edited.connect(wished.append)
    QTest.mouseClick(page.line.best, LEFT)
    unit = document(gate).unit
    assert wished[0].tolist() == list(THREE_RIGHT[gate])
    assert claim_words.live_claim("", unit, wished[0], 0.5).verdict == "3 of 4"


@pytest.mark.parametrize(("width", "height"), list(product((1000, 1024, 1280, 1920), (420, 572, 900))))
def test_columns_beside_each_other_are_level_and_hold_all_their_parts(page, width, height):
    show(page, document(), 0)
    page.show()
    page.resize(width, height)
    assert not page.is_stacked
    places = [column.places for column in page.columns]
    assert places[1:] == places[:-1]
    assert len({(column.width(), column.height()) for column in page.columns}) == 1
    for column, found in zip(page.columns, places, strict=True):
        parts = [found.plane, found.table, *(() if found.folded else (*found.captions, *found.evidence))]
        assert all(column.rect().contains(part) for part in parts)
        assert not any(a.intersects(b) for at, a in enumerate(parts) for b in parts[at + 1 :])
        assert found.plane.width() == found.plane.height() >= 100


def test_the_evidence_folds_first_and_its_diagrams_before_that(page):
    show(page, document(), 0)
    page.show()
    page.resize(1280, 572)
    assert page.line.diagram.isVisible() and page.network.diagram.isVisible()
    page.resize(1280, 420)
    low = page.columns[0].places
    assert low.is_low(DARK) and not low.folded
    assert not page.line.diagram.isVisible() and not page.network.diagram.isVisible()
    assert page.network.bars.isVisible() and page.network.curves.isVisible() and page.layers.diagram.isVisible()
    page.resize(1280, 330)
    assert page.columns[0].places.folded and not page.network.bars.isVisible() and page.line.plane.isVisible()
    page.resize(1280, 572)
    assert page.line.diagram.isVisible() and page.network.diagram.isVisible()


def test_narrow_columns_are_stacked_and_every_one_can_be_scrolled_to(page):
    show(page, document(), 0)
    page.show()
    page.resize(999, 572)
    assert page.is_stacked
    lefts, tops = {column.x() for column in page.columns}, [column.y() for column in page.columns]
    assert len(lefts) == 1 and tops == sorted(tops)
    assert page.columns[-1].geometry().bottom() <= page.columns[-1].parentWidget().height()
    assert page.columns[-1].geometry().bottom() > page.height()
    page.resize(1280, 572)
    page.show_theme(PROJECTOR)
    assert not page.is_stacked
    page.show_theme(PROJECTOR.scaled(1.5))
    assert page.is_stacked
