"""Height and camera in the real window: by panel, keys and menu, and again at the next start."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtWidgets import QApplication

from app.views.height_scale import SCALES, Height
from app.views.named_views import NAMED_VIEWS
from app.views.segments import Segment
from app.window import Window
from tests.open_window import drag
from tests.qtest import QTest

LEFT = Qt.MouseButton.LeftButton


def heights_shown(window: Window) -> set[Height]:
    lab = window.lab
    return {lab.view_control.height, lab.surface_view._height, lab.map._height, lab.stage.view_panel._height}


def test_the_button_opens_the_panel_beside_the_surface_and_closes_it(window):
    stage = window.lab.stage
    panel = stage.view_panel
    QTest.mouseClick(stage.view_button, LEFT)
    assert panel.isVisible()
    assert panel.mapTo(window, QPoint(0, 0)).x() >= stage.mapTo(window, QPoint(stage.width(), 0)).x()
    assert window.rect().contains(panel.mapTo(window, panel.rect().bottomRight()))
    QTest.mouseClick(stage.view_button, LEFT)
    assert not panel.isVisible()


def test_where_the_surface_fills_the_window_the_panel_lies_below_its_button(window):
    stage = window.lab.stage
    stage.fill.setChecked(True)
    QApplication.processEvents()
    QTest.mouseClick(stage.view_button, LEFT)
    panel, tools = stage.view_panel, stage.view_button
    assert panel.mapTo(window, QPoint(0, 0)).y() > tools.mapTo(window, tools.rect().bottomLeft()).y()
    assert window.rect().contains(panel.mapTo(window, panel.rect().bottomRight()))


def test_a_key_opens_it_with_the_keyboard_inside_and_escape_leads_back(window):
    stage = window.lab.stage
    QTest.keyClick(window.lab.surface_view, Qt.Key.Key_V)
    assert stage.view_panel.isVisible()
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, Segment) and chosen.isChecked()
    QTest.keyClick(chosen, Qt.Key.Key_Escape)
    assert not stage.view_panel.isVisible()
    assert QApplication.focusWidget() is stage.view_button


def test_escape_on_the_surface_closes_the_panel_before_the_filled_window_is_left(window):
    stage, view = window.lab.stage, window.lab.surface_view
    stage.fill.setChecked(True)
    QTest.mouseClick(stage.view_button, LEFT)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not stage.view_panel.isVisible() and stage.fill.isChecked()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not stage.fill.isChecked()


def test_a_scale_chosen_in_the_panel_is_the_surfaces_and_the_maps(window):
    lab = window.lab
    QTest.mouseClick(lab.stage.view_button, LEFT)
    before = lab.map.grab().toImage(), lab.surface_view.render_image(300, 260)
    QTest.mouseClick(lab.stage.view_panel.mode.findChildren(Segment)[3], LEFT)
    assert heights_shown(window) == {Height("clipped", 90.0)}
    assert lab.map.grab().toImage() != before[0]
    assert lab.surface_view.render_image(300, 260) != before[1]


def test_a_key_takes_the_next_scale_all_around(window):
    seen = []
    for _ in SCALES:
        QTest.keyClick(window.lab.surface_view, Qt.Key.Key_H)
        (height,) = heights_shown(window)
        seen.append(height.mode)
    assert seen == [*list(SCALES)[1:], "log"]


def test_digits_are_named_views(window):
    view = window.lab.surface_view
    for number, named in enumerate(NAMED_VIEWS, start=1):
        QTest.keyClick(view, Qt.Key(Qt.Key.Key_0 + number))
        assert (view.camera.elevation, view.camera.azimuth) == (named.elevation, named.azimuth)


def test_digits_in_a_field_stay_digits(window):
    before = window.lab.surface_view.camera
    edit = window.lab.setup.steps.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "123")
    assert edit.text() == "123"
    assert window.lab.surface_view.camera == before


def test_the_fields_follow_the_hand_and_the_surface_follows_the_fields(window):
    lab = window.lab
    view, panel = lab.surface_view, lab.stage.view_panel
    QTest.mouseClick(lab.stage.view_button, LEFT)
    beside = QPointF(view.width() / 2, view.height() - 8)
    drag(view, [beside, beside + QPointF(30, 0), beside + QPointF(60, 20)])
    assert view.camera.azimuth != -50.0
    assert panel.azimuth.value == view.camera.azimuth
    assert panel.elevation.value == view.camera.elevation
    panel.azimuth.edit.setFocus()
    panel.azimuth.edit.selectAll()
    QTest.keyClicks(panel.azimuth.edit, "-123.5")
    QTest.keyClick(panel.azimuth.edit, Qt.Key.Key_Return)
    assert view.camera.azimuth == -123.5
    slider = panel.elevation_slider
    QTest.mouseClick(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(slider.width() - 2, slider.height() // 2))
    assert view.camera.elevation == 90.0
    assert panel.elevation.value == 90.0


def test_a_picture_carries_height_and_camera(window):
    window.lab.view_control.show_height(Height("sqrt"))
    window.lab.surface_view.set_camera(90.0, -90.0)
    scene = window.files.scene(whole=False)
    assert scene is not None
    assert (scene.height, scene.elevation, scene.azimuth) == (Height("sqrt"), 90.0, -90.0)
