"""Two layers put together by hand: weights that can be changed, what the last unit sees, and the real window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication

from app.engine.gates.compositions import COMPOSITIONS, composition_of
from app.engine.gates.forward import hidden_values, logits, says
from app.engine.gates.tables import gate_named
from app.engine.gates.verdict import verdict
from app.gates_document import FIRST_GATES, GatesDocument
from app.labs.gates.lab import GatesLab
from app.labs.gates.layers_page import LayersPage
from app.labs.gates.page import Shown
from app.settings import Settings, Unsaved
from app.theme import DARK
from app.views.segments import Segment
from app.window import Window
from tests.open_window import drag, opened
from tests.pixels import pixels
from tests.qtest import QTest
from tests.views.gates.diagrams import drag as scrub

LEFT = Qt.MouseButton.LeftButton


def document(gate: str = "xor") -> GatesDocument:
    return FIRST_GATES.with_rows(gate_named(gate).rows, own=False)


@pytest.fixture
def page(qtbot) -> LayersPage:
    made = LayersPage()
    qtbot.addWidget(made)
    made.resize(1280, 572)
    made.show_theme(DARK)
    made.show_shown(Shown(document()))
    made.show_row(1)
    made.layers_edited.connect(lambda weights: made.show_shown(Shown(document().with_composed(tuple(weights)))))
    return made


def values_of(page: LayersPage) -> np.ndarray:
    assert page.layers is not None
    return page.layers.values


@pytest.mark.parametrize("composition", COMPOSITIONS, ids=lambda each: each.gate)
def test_the_page_shows_the_weights_of_the_notes_and_that_two_rows_land_on_one_point(page, composition):
    page.show_shown(Shown(document(composition.gate)))
    assert values_of(page).tolist() == list(composition.values)
    assert page.verdict.text == "4 of 4 right" and not page.back.isEnabled()
    assert page.sentence.text() == "(0, 1) and (1, 0) land on one point: now one line is enough."
    assert [axis.text for axis in page.seen.content.axes] == list(composition.names)


def test_the_row_is_worked_layer_by_layer_and_ends_with_what_is_said(page):
    lines = page.worked.lines
    assert [line.symbol for line in lines] == ["a₁", "h₁", "a₂", "h₂", "z", "step(z)"]
    assert "0.080" in lines[0].latex and "0.070" in lines[2].latex and "0.100" in lines[4].latex


def test_a_weight_that_is_typed_changes_both_planes_and_is_set_back(page):
    page.show()
    wrong = values_of(page).copy()
    wrong[6] = -0.1  # AND's bias: OR instead
    page.diagram.values_edited.emit(wrong)
    assert page.verdict.text == "2 of 4 right"
    assert page.sentence.text() == "One line could part them, but AND does not."
    assert page.seen.content.values.tolist() == wrong[6:].tolist()
    QTest.mouseClick(page.back, LEFT)
    assert values_of(page).tolist() == list(composition_of("xor").values)
    assert page.verdict.text == "4 of 4 right"


def test_a_first_layer_that_tells_nothing_apart_is_named_as_the_reason(page):
    wrong = values_of(page).copy()
    wrong[0] = 1.0  # NAND says 1 always: XOR of OR alone
    page.diagram.values_edited.emit(wrong)
    assert page.sentence.text() == "The first layer puts 0s and 1s so that no line parts them."


def test_the_line_of_the_last_unit_is_dragged_on_the_plane_that_it_sees(page):
    page.show()
    handle = page.seen.layout_now.handle
    assert handle is not None
    drag(page.seen, [handle, page.seen.area.point(-0.1, 0.2), page.seen.area.point(-0.2, -0.3)])
    changed, own = values_of(page), np.array(composition_of("xor").values)
    assert changed[:6].tolist() == own[:6].tolist() and changed[7:] == pytest.approx(own[7:]) and changed[6] > own[6]
    assert page.layers is not None
    found = verdict(page.layers.task, changed)
    assert page.verdict.text == f"{found.right} of 4 right" and found.right < 4


def test_weights_are_shown_as_the_document_has_them_and_another_table_has_its_own(page):
    wrong = values_of(page).copy()
    wrong[6] = -0.1
    changed = document().with_composed(tuple(wrong))
    page.show_shown(Shown(changed))
    assert values_of(page)[6] == -0.1 and page.back.isEnabled()
    assert changed.with_rows(changed.rows, own=True).composed == changed.composed
    page.show_shown(Shown(changed.with_rows(gate_named("xnor").rows, own=False)))
    assert values_of(page).tolist() == list(composition_of("xnor").values)


def test_weights_brought_back_by_hand_are_those_of_the_notes(page):
    wished: list[object] = []
    page.layers_edited.connect(wished.append)
    wrong = values_of(page).copy()
    wrong[6] = -0.1
    page.diagram.values_edited.emit(wrong)
    page.diagram.values_edited.emit(np.array(composition_of("xor").values))
    assert wished[-1] == () and not page.back.isEnabled()


@pytest.mark.parametrize("size", [(1280, 572), (1920, 900), (1024, 572)])
def test_the_whole_worked_row_shows_where_its_lines_have_room(page, size):
    page.show()
    page.resize(*size)
    page.show_row(2)
    QApplication.processEvents()
    assert page.worked.isVisible() and page.table.isVisible() and not page.zoom.isVisible()
    assert page.table.height() >= page.table.wanted_height(4)
    if size[0] > 1024:
        assert page.worked.height() >= page.worked.wanted_height() - DARK.px(8)


def test_where_the_page_is_low_worked_row_and_table_take_turns(page):
    page.show()
    page.resize(1280, 440)
    assert page.zoom.isVisible() and page.worked.isVisible() and not page.table.isVisible()
    button = next(each for each in page.zoom.findChildren(Segment) if each.text() == "Table")
    QTest.mouseClick(button, LEFT)
    assert page.table.isVisible() and not page.worked.isVisible()


def test_the_script_says_what_the_page_says(page, capsys):
    wrong = values_of(page).copy()
    wrong[6] = -0.1  # AND's bias: OR instead
    for values in (values_of(page), wrong):
        page.diagram.values_edited.emit(values)
        still, task = page.still(), page.layers.task
        assert still is not None
        before = torch.get_default_dtype()
        exec(compile(still.script, "script", "exec"), {})
        torch.set_default_dtype(before)
        printed = [list(map(float, line.split())) for line in capsys.readouterr().out.splitlines()]
        points = np.array([(row.x1, row.x2) for row in task.rows])
        said = says(task, logits(task, values, points))
        expected = np.column_stack(
            [points, hidden_values(task, values, points), said, [row.target for row in task.rows]]
        )
        assert printed == expected.tolist()


def test_the_picture_is_the_page_as_it_is_seen(page):
    page.show()
    QApplication.processEvents()
    still = page.still()
    assert still is not None
    image = still.image(DARK)
    assert image.size() == page.size() and image.pixelColor(1, 1) == DARK.color("bg0")
    plane = page.plane.grab().toImage()
    corner = page.plane.mapTo(page, QPoint(0, 0))
    middle = QPoint(plane.width() // 2 + 20, plane.height() // 2)
    assert image.pixelColor(corner + middle) == plane.pixelColor(middle)


@pytest.fixture
def window(qtbot, worker) -> Iterator[Window]:
    for shown in opened(qtbot, worker):
        shown.open_lab("gates")
        shown.front.store.edit(document())
        yield shown


def test_in_the_window_a_number_opens_its_page_and_a_row_is_picked_in_all(qtbot, window):
    lab = window.gates
    assert isinstance(lab, GatesLab)
    lab.show_page("three")
    three, layers = lab.pages["three"], lab.pages["layers"]
    for column, key in zip(three.columns, ("unit", "layers", "network"), strict=True):
        QTest.mouseClick(column.head, LEFT)
        assert lab.page_key == key and lab.page.isVisible()
        lab.show_page("three")
    lab.show_page("layers")
    area = layers.plane.area
    QTest.mouseClick(layers.plane, LEFT, pos=area.point(0, 1).toPoint())
    assert lab.row == 1 and layers.table.selected == 1 and layers.seen.content.row == 1
    lab.show_page("three")
    assert three.line.table.selected == 1 and three.layers.table.selected == 1 and three.network.table.selected == 1
    lab.wishes._choose_gate("and")
    assert lab.page_key == "unit"


def test_in_the_window_weights_of_two_layers_are_undone_one_gesture_at_a_time_and_remembered(qtbot, window):
    lab, store = window.gates, window.front.store
    assert isinstance(lab, GatesLab)
    lab.show_page("layers")
    page, notes = lab.pages["layers"], list(composition_of("xor").values)
    assert isinstance(page, LayersPage)
    step = window.front.playback.step
    for weight, far in ((6, 30), (0, -40)):
        scrub(page.diagram.labels[weight], far)
    both = values_of(page).tolist()
    assert [at for at in range(9) if both[at] != notes[at]] == [0, 6]
    assert list(store.document.composed) == both and window.front.playback.step == step
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values_of(page).tolist() == [*notes[:6], both[6], *notes[7:]]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values_of(page).tolist() == notes and not page.back.isEnabled()
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert values_of(page).tolist() == both
    QTest.mouseClick(page.back, LEFT)
    assert values_of(page).tolist() == notes
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values_of(page).tolist() == both
    settings = Settings(Unsaved())
    settings.remember_gates_document(store.document)
    kept = settings.gates_document()
    assert kept is not None and list(kept.composed) == both


@pytest.mark.parametrize("weights", [(1.0,), (1e999, *[0.0] * 8), (0.0,) * 10])
def test_weights_that_cannot_be_are_not_remembered(weights):
    settings = Settings(Unsaved())
    settings.remember_gates_document(document().with_composed(weights))
    assert settings.gates_document() is None


@pytest.mark.parametrize("size", [(1280, 572), (1024, 440)])
def test_a_row_on_its_way_covers_nothing_that_is_to_be_read(page, size):
    page.show()
    page.resize(*size)
    page.show_row(1)
    page.show_step(100)
    QApplication.processEvents()
    cards = [card.geometry() for card in page.cards[1:4] if card.isVisible()]
    at_rest = [pixels(page.grab(place).toImage()) for place in cards]
    ways = set()
    for step in (130, 150, 170):
        page.show_step(step)
        flight = page.flight.flight
        assert flight is not None and page.plane._passing is not None and page.seen._passing is not None
        ways.add(min(flight.place.x() // page.cards[1].x(), 2))
        for place, before in zip(cards, at_rest, strict=True):
            assert np.array_equal(pixels(page.grab(place).toImage()), before)
    assert len(ways) > 1
    page.show_step(199)
    assert page.flight.flight is None and page.plane._passing is None and page.seen._passing is None
