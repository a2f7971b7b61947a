"""The panel of the view: wishes go up once, what cannot be is refused in place, what is so is shown without a wish."""

from __future__ import annotations

import itertools

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.theme import THEMES, Theme
from app.views.height_scale import SCALES, Height, Mode
from app.views.named_views import NAMED_VIEWS, NamedView
from app.views.number_field import NumberEdit
from app.views.segments import Segment
from app.views.surface3d.camera import Camera
from app.views.view_panel import ViewPanel
from tests.views.heard import heard

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> ViewPanel:
    made = ViewPanel()
    qtbot.addWidget(made)
    made.show_theme(THEMES[0])
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def type_into(qtbot: QtBot, edit: NumberEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def segment(panel: ViewPanel, index: int) -> Segment:
    return panel.mode.findChildren(Segment)[index]


@pytest.mark.parametrize(("index", "mode"), [*enumerate(SCALES)])
def test_a_click_chooses_a_scale_and_keeps_the_percentile(
    qtbot: QtBot, panel: ViewPanel, index: int, mode: Mode
) -> None:
    panel.show_height(Height("log", 70.0))
    chosen = heard(panel.height_chosen)
    qtbot.mouseClick(segment(panel, index), LEFT)
    assert chosen == [(Height(mode, 70.0),)]


def test_the_percentile_shows_only_where_something_is_cut_off(qtbot: QtBot, panel: ViewPanel) -> None:
    heights = {}
    for mode in SCALES:
        panel.show_height(Height(mode))
        assert panel.percentile.isVisible() == (mode == "clipped")
        heights[mode] = panel.height()
    assert heights["clipped"] > heights["log"] == heights["linear"]


def test_a_percentile_is_typed_or_refused(qtbot: QtBot, panel: ViewPanel) -> None:
    panel.show_height(Height("clipped", 90.0))
    chosen, before = heard(panel.height_chosen), panel.height()
    type_into(qtbot, panel.percentile.edit, "40")
    assert chosen == []
    assert panel.refusal("percentile") == "Must be from 50 to 100 percent. Kept 90."
    assert panel.height() > before
    type_into(qtbot, panel.percentile.edit, "62.5")
    assert chosen == [(Height("clipped", 62.5),)]
    assert panel.refusal("percentile") == ""
    assert panel.height() == before


@pytest.mark.parametrize(("text", "value"), [("4", 4.0), ("90", 90.0), ("12.25", 12.25)])
def test_the_elevation_is_exact(qtbot: QtBot, panel: ViewPanel, text: str, value: float) -> None:
    panel.show_camera(Camera(30, 20.5))
    chosen = heard(panel.camera_chosen)
    type_into(qtbot, panel.elevation.edit, text)
    assert chosen == [(value, 20.5)]


@pytest.mark.parametrize(("text", "value"), [("-180", -180.0), ("180", 180.0), ("-47.5", -47.5)])
def test_the_azimuth_is_exact(qtbot: QtBot, panel: ViewPanel, text: str, value: float) -> None:
    panel.show_camera(Camera(33.5, 20))
    chosen = heard(panel.camera_chosen)
    type_into(qtbot, panel.azimuth.edit, text)
    assert chosen == [(33.5, value)]


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [("elevation", "3.9", "from 4 to 90 degrees"), ("elevation", "91", "from 4 to 90 degrees"),
     ("azimuth", "-181", "from \u2212180 to 180 degrees"), ("azimuth", "north", "is not a number"),
     ("elevation", "", "Type a number")],
)  # fmt: skip
def test_a_direction_there_is_not_is_refused_under_its_field(
    qtbot: QtBot, panel: ViewPanel, name: str, text: str, part: str
) -> None:
    chosen = heard(panel.camera_chosen)
    edit = panel.elevation.edit if name == "elevation" else panel.azimuth.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    type_into(qtbot, edit, text)
    assert chosen == []
    assert part in panel.refusal(name)


def test_fields_and_sliders_follow_the_camera_without_a_wish(panel: ViewPanel) -> None:
    chosen, turned = heard(panel.camera_chosen), heard(panel.camera_turned)
    panel.show_camera(Camera(61.5, -120.25))
    assert (panel.elevation.edit.text(), panel.azimuth.edit.text()) == ("61.5", "\u2212120.25")
    assert (panel.elevation_slider.value(), panel.azimuth_slider.value()) == (62, -120)
    assert chosen == turned == []


def test_what_is_being_typed_stays_while_the_camera_turns(qtbot: QtBot, panel: ViewPanel) -> None:
    panel.elevation.edit.setFocus()
    panel.elevation.edit.selectAll()
    qtbot.keyClicks(panel.elevation.edit, "5")
    panel.show_camera(Camera(20, 0))
    assert panel.elevation.edit.text() == "5"


def test_sliders_turn_by_mouse_and_by_keys(qtbot: QtBot, panel: ViewPanel) -> None:
    panel.show_camera(Camera(30.5, 10.25))
    turned = heard(panel.camera_turned)
    slider = panel.elevation_slider
    qtbot.mouseClick(slider, LEFT, pos=QPoint(slider.width() - 2, slider.height() // 2))
    assert turned[-1] == (90, 10.25)
    panel.show_camera(Camera(30.5, 10.25))
    qtbot.keyClick(panel.azimuth_slider, Qt.Key.Key_Right)
    assert turned[-1] == (30.5, 11)
    qtbot.keyClick(panel.azimuth_slider, Qt.Key.Key_PageDown)
    assert turned[-1] == (30.5, -4)


@pytest.mark.parametrize(("index", "view"), [*enumerate(NAMED_VIEWS)])
def test_named_views_are_a_click_away(qtbot: QtBot, panel: ViewPanel, index: int, view: NamedView) -> None:
    chosen = heard(panel.camera_chosen)
    qtbot.mouseClick(panel.views[index], LEFT)
    assert chosen == [(view.elevation, view.azimuth)]


def test_escape_gives_up_what_is_typed_first_and_closes_then(qtbot: QtBot, panel: ViewPanel) -> None:
    closed = heard(panel.close_requested)
    edit = panel.elevation.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "7")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert (closed, edit.text()) == ([], "37")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert closed == [()]
    for widget in (segment(panel, 0), panel.azimuth_slider, panel.views[2]):
        qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert len(closed) == 4


def test_everything_is_reached_by_tab_and_has_a_name(qtbot: QtBot, panel: ViewPanel) -> None:
    panel.show_height(Height("clipped"))
    panel.take_focus()
    reached = []
    for _ in range(20):
        widget = panel.focusWidget()
        assert widget is not None
        if widget in reached:
            break
        assert widget.accessibleName()
        reached.append(widget)
        panel.focusNextChild()
    wanted = [panel.percentile.edit, panel.elevation.edit, panel.elevation_slider, panel.azimuth.edit,
              panel.azimuth_slider, *panel.views]  # fmt: skip
    assert reached[0] in panel.mode.findChildren(Segment)
    assert [widget for widget in reached if widget in wanted] == wanted


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_in_any_theme_and_size(qtbot: QtBot, panel: ViewPanel, theme: Theme, scale: float) -> None:
    panel.show_theme(theme.scaled(scale))
    panel.show_height(Height("clipped", 90.0))
    type_into(qtbot, panel.elevation.edit, "99")
    for button in panel.findChildren(QPushButton):
        text = button.fontMetrics().horizontalAdvance(button.text())
        assert text + 4 <= button.width()
        assert panel.rect().contains(button.mapTo(panel, button.rect().bottomRight()))
    for label in (panel._below, *panel._names.values()):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    parts = [each.geometry() for each in panel.children() if isinstance(each, QWidget) and each.isVisible()]
    assert len(parts) == 16
    assert not any(one.intersects(other) for one, other in itertools.combinations(parts, 2))
    assert all(panel.rect().contains(part) for part in parts)
