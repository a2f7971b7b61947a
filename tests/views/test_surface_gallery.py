"""The gallery of surfaces: pictures that tell them apart, and a grid for mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.engine.experiment import Experiment, Run
from app.engine.problem import surface_of
from app.theme import DARK, LIGHT, PROJECTOR, THEMES, Theme
from app.views.memory import image_pixels
from app.views.run_look import RunLook
from app.views.setup_panel import FORMULA, SetupPanel
from app.views.surface3d.software.picture import surface_picture
from app.views.surface_gallery import SurfaceGallery
from app.views.surface_tiles import KEY
from surfaces import SURFACES
from tests.qtest import QTest
from tests.views.heard import heard

EXPERIMENT = Experiment("himmelblau", (1.5, -2.0), (Run("SGD"),), steps=200)
KEYS = [surface.key for surface in SURFACES] + [FORMULA]
SMALL = QSize(128, 88)


def show(panel: SetupPanel, key: str) -> None:
    experiment = replace(EXPERIMENT, surface=key)
    panel.show_experiment(surface_of(experiment), experiment, (RunLook(0, 0),))


@pytest.fixture
def panel(qtbot: QtBot) -> SetupPanel:
    made = SetupPanel()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    show(made, "himmelblau")
    made.resize(1024, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def opened(qtbot: QtBot, panel: SetupPanel) -> SurfaceGallery:
    qtbot.mouseClick(panel.surface, Qt.MouseButton.LeftButton)
    gallery = panel.surface.gallery
    assert gallery is not None and gallery.isVisible()
    qtbot.waitUntil(lambda: gallery.tiles.hasFocus())
    return gallery


def at(gallery: SurfaceGallery) -> str:
    item = gallery.tiles.currentItem()
    assert item is not None
    return str(item.data(KEY))


def seen(gallery: SurfaceGallery) -> QWidget:
    viewport = gallery.tiles.viewport()
    assert viewport is not None
    return viewport


def middle(gallery: SurfaceGallery, row: int) -> QPoint:
    return gallery.tiles.visualItemRect(gallery.tiles.item(row)).center()


def explains(gallery: SurfaceGallery, row: int) -> bool:
    return gallery.lesson.text() == SURFACES[row].teaches


def drawn(image: QImage) -> np.ndarray:
    return image_pixels(image).copy()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_surface_has_a_picture_that_differs_from_every_other(theme: Theme) -> None:
    pictures = {surface.key: drawn(surface_picture(surface, SMALL, theme)) for surface in SURFACES}
    for key, pixels in pictures.items():
        inked = pixels >> 24 > 0
        assert 0.2 < inked.mean() < 0.95, key
        # As large as it can be: it reaches the edges on two opposite sides, or nearly so.
        rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
        assert rows[-1] - rows[0] >= SMALL.height() - 6 or columns[-1] - columns[0] >= SMALL.width() - 6, key
        assert len(np.unique(pixels[inked])) > 200, key
        assert all(np.mean(pixels != other) > 0.2 for name, other in pictures.items() if name != key), key


def test_a_click_on_a_tile_chooses_and_closes(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.surface_chosen)
    for row in (len(SURFACES) - 1, 3, 7):
        gallery = opened(qtbot, panel)
        qtbot.mouseClick(seen(gallery), Qt.MouseButton.LeftButton, pos=middle(gallery, row))
        assert not gallery.isVisible()
        assert chosen[-1] == (SURFACES[row].key,)
        show(panel, SURFACES[row].key)
    assert len(chosen) == 3


def test_choosing_what_is_chosen_says_nothing(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.surface_chosen)
    gallery = opened(qtbot, panel)
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Return)
    assert chosen == [] and not gallery.isVisible()


def test_arrows_walk_the_grid_and_enter_chooses(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.surface_chosen)
    gallery = opened(qtbot, panel)
    columns = gallery.tiles.columns
    assert 1 < columns < len(KEYS)
    place = 0
    for key, step in (("Left", 0), ("Up", 0), ("Right", 1), ("Right", 1), ("Down", columns), ("Left", -1),
                      ("Up", -columns), ("End", len(KEYS) - 2), ("Right", 0), ("Down", 0), ("Home", 1 - len(KEYS)),
                      ("Down", columns)):  # fmt: skip
        qtbot.keyClick(gallery.tiles, getattr(Qt.Key, f"Key_{key}"))
        place += step
        assert at(gallery) == KEYS[place], key
        below = gallery.tiles.visualItemRect(gallery.tiles.currentItem())
        assert seen(gallery).rect().contains(below.center())
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Enter)
    assert chosen == [(KEYS[columns],)] and not gallery.isVisible()


def test_rows_are_as_long_as_the_arrows_believe(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    tops = [gallery.tiles.visualItemRect(gallery.tiles.item(row)).top() for row in range(len(KEYS))]
    assert all((tops[row] == tops[row - 1]) == (row % gallery.tiles.columns != 0) for row in range(1, len(KEYS)))


def test_letters_jump_to_a_name(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    qtbot.keyClicks(gallery.tiles, "six")
    assert at(gallery) == "six_hump_camel"


def test_escape_and_a_click_outside_choose_nothing(qtbot: QtBot, panel: SetupPanel) -> None:
    chosen = heard(panel.surface_chosen)
    gallery = opened(qtbot, panel)
    qtbot.keyClicks(gallery.tiles, "a")
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Escape)
    assert not gallery.isVisible()
    gallery = opened(qtbot, panel)
    assert at(gallery) == "himmelblau"
    QTest.mouseClick(gallery, Qt.MouseButton.LeftButton, pos=QPoint(-20, gallery.height() - 10))
    assert not gallery.isVisible()
    assert chosen == [] and panel.surface.key == "himmelblau"


def test_the_last_tile_asks_for_a_formula(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_End)
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Space)
    assert panel.formula.isVisible() and not gallery.isVisible()
    qtbot.waitUntil(lambda: panel.formula.edit.hasFocus())


def test_the_last_tile_leads_to_the_formula_that_is_shown_already(qtbot: QtBot, panel: SetupPanel) -> None:
    entered = replace(EXPERIMENT, surface="x**2 + y", formula=True)
    panel.show_experiment(surface_of(entered), entered, (RunLook(0, 0),))
    gallery = opened(qtbot, panel)
    qtbot.mouseClick(seen(gallery), Qt.MouseButton.LeftButton, pos=middle(gallery, len(KEYS) - 1))
    qtbot.waitUntil(lambda: panel.formula.edit.hasFocus())
    assert panel.formula.edit.selectedText() == "x**2 + y"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_opens_it(qtbot: QtBot, panel: SetupPanel, key: Qt.Key) -> None:
    panel.surface.setFocus()
    qtbot.keyClick(panel.surface, key)
    assert panel.surface.gallery is not None and panel.surface.gallery.isVisible()


def test_formula_and_lesson_are_those_of_the_tile_pointed_at(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    assert gallery.lesson.text() == SURFACES[0].teaches
    for row in (4, 9):
        qtbot.mouseMove(seen(gallery), middle(gallery, row))
        qtbot.waitUntil(partial(explains, gallery, row))
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_End)
    assert SURFACES[9].teaches != gallery.lesson.text()
    qtbot.keyClick(gallery.tiles, Qt.Key.Key_Left)
    assert gallery.lesson.text() == SURFACES[-1].teaches


def test_screen_readers_hear_name_formula_and_lesson(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    for row, surface in enumerate(SURFACES):
        item = gallery.tiles.item(row)
        assert item is not None and item.text() == surface.name
        spoken = item.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert surface.loss.text in spoken and surface.teaches in spoken


@pytest.mark.parametrize("size", [(1024, 720), (1280, 720), (1920, 1080)], ids=str)
@pytest.mark.parametrize(
    "theme", [DARK, LIGHT, PROJECTOR, PROJECTOR.scaled(2.0)], ids=lambda it: f"{it.name}{it.scale}"
)
def test_it_lies_within_the_window_and_no_name_is_cut(
    qtbot: QtBot, panel: SetupPanel, theme: Theme, size: tuple[int, int]
) -> None:
    panel.resize(*size)
    panel.show_theme(theme)
    gallery = opened(qtbot, panel)
    room = panel.rect().translated(panel.mapToGlobal(QPoint(0, 0)))
    screen = panel.screen()
    assert screen is not None
    assert room.intersected(screen.availableGeometry()).contains(gallery.geometry())
    metrics, tile = gallery.tiles.fontMetrics(), gallery.tiles.tile
    assert all(metrics.horizontalAdvance(surface.name) <= tile.width() - 8 for surface in SURFACES)
    assert gallery.lesson.sizeHint().width() <= gallery.lesson.width() or gallery.lesson.wordWrap()
    assert seen(gallery).height() >= tile.height()


def test_pictures_come_after_the_gallery_and_rest_while_it_is_closed(qtbot: QtBot, panel: SetupPanel) -> None:
    gallery = opened(qtbot, panel)
    pictures = gallery.tiles.pictures
    came = heard(pictures.drawn)
    assert pictures.picture(KEYS[-2]) is None
    qtbot.waitUntil(lambda: len(came) > 0)
    gallery.close()
    before = len(came)
    for _ in range(5):
        QApplication.processEvents()
    assert len(came) == before < len(SURFACES)
    opened(qtbot, panel)
    qtbot.waitUntil(lambda: pictures.complete, timeout=20_000)
    assert [key for (key,) in came] == KEYS[:-1]
    panel.show_theme(PROJECTOR)
    panel.show_theme(DARK)
    gallery.close()
    opened(qtbot, panel)
    assert pictures.complete and len(came) == len(SURFACES)
