"""The widget: takes what the lab tells, draws it, and turns the hand's movements into wishes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QWidget

from app.i18n import tr
from app.timers import timer
from app.views.surface3d.camera import Camera
from app.views.surface3d.content import BALL_PIXELS
from app.views.surface3d.frame import frame_of
from app.views.surface3d.picking import picked
from app.views.surface3d.told_surface import ToldSurface
from app.views.surface3d.viewpoint import Viewpoint

Array = npt.NDArray[Any]
GRAB = 14.0
CLICK = 4.0
REACH = 7.0
DEGREES_A_PIXEL = 0.35
SETTLE_MS = 180
ZOOMS: dict[int, float] = {Qt.Key.Key_Plus: 1.15, Qt.Key.Key_Equal: 1.15, Qt.Key.Key_Minus: 1 / 1.15}
TURNS: dict[int, tuple[int, int]] = {  # elevation and azimuth
    Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALL_MODIFIERS = SHIFT | CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
STEPS = {SHIFT: 5.0, SHIFT | CONTROL: 1.0}  # degrees


class SurfaceView(ToldSurface):
    """The loss surface with every run on it. Drag turns, wheel zooms, a click or a drag of the start moves it."""

    start_picked = pyqtSignal(float, float)
    edit_finished = pyqtSignal()
    edit_given_up = pyqtSignal()
    camera_changed = pyqtSignal()
    term_pointed = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None, grid_size: int = 241, opengl: bool = True) -> None:
        """Without `opengl` the surface is drawn in software."""
        super().__init__(parent, grid_size, opengl)
        self._coarse_while_moving = True
        self._holds_ball, self._home = False, Camera()
        self._pressed: QPointF | None = None
        self._pointed = -1
        self._last, self._dragged, self._holds_start = QPointF(), False, False
        self._settle = timer(self, SETTLE_MS, lambda: self.canvas.show_coarse(False), single=True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Loss surface"))
        self.setMinimumSize(160, 160)
        self._fit()

    # Camera

    @property
    def covered(self) -> QRectF:
        """The part of the upper left corner that something else covers; the picture keeps clear of it."""
        return self._viewpoint.covered

    @covered.setter
    def covered(self, part: QRectF) -> None:
        if part != self._viewpoint.covered:
            self._viewpoint.covered = part
            self._fit()

    @property
    def camera(self) -> Camera:
        """Where the eye is."""
        return self._viewpoint.camera

    def reset_camera(self) -> None:
        """Back to the first view."""
        self._viewpoint.zoom = 1.0
        self._look(self._home)

    def set_home(self, elevation: float, azimuth: float) -> None:
        """Look from there, and go back to there on a reset; in degrees."""
        self._home = Camera(elevation, azimuth)
        self._look(self._home)

    def set_camera(self, elevation: float, azimuth: float) -> None:
        """Look from there, in degrees, with everything in the picture."""
        self._look(Camera(elevation, azimuth))

    def turn_to(self, elevation: float, azimuth: float) -> None:
        """Look from there as a hand turns the box: its size stays, unless something would be cut."""
        self._turn(elevation - self.camera.elevation, azimuth - self.camera.azimuth)

    def zoom_by(self, factor: float) -> None:
        """Enlarge the picture around its middle."""
        self._viewpoint.magnify(factor)
        self._moved()

    def set_coarse_while_moving(self, coarse: bool) -> None:
        """Whether a coarser sheet is drawn while the camera moves (for software OpenGL)."""
        self._coarse_while_moving = coarse

    def set_ball_as_handle(self, handle: bool) -> None:
        """Whether the leading ball is taken hold of like the start."""
        self._holds_ball = handle

    @property
    def ball_pixel(self) -> QPointF | None:
        """Where the middle of the leading ball appears in the widget; none outside the domain."""
        projection = self._viewpoint.projection
        place = self._content.ball_place(BALL_PIXELS * self._content.theme.scale / projection.unit)
        return None if place is None else QPointF(*map(float, projection.pixels(place)[0]))

    def path_pixels(self, run: int) -> Array:
        """Where the rows (T+1, 2) of a run that is shown appear on the sheet; not finite outside the domain."""
        walk = self._content.walk(run)
        inside = np.asarray((np.abs(walk.rows) <= 1).all(axis=1))
        pixels = self._viewpoint.projection.pixels(walk.relief.draped(np.clip(walk.rows, -1, 1)))
        result: Array = np.where(inside.reshape(-1, 1), pixels, np.nan)
        return result

    def pixel_of(self, x: float, y: float) -> QPointF | None:
        """Where a point of the surface appears in the widget; none outside the domain."""
        relief = self._content.relief
        if relief is None or not relief.domain.contains(x, y):
            return None
        place = relief.draped(relief.to_box(np.array([(x, y)])))
        return QPointF(*map(float, self._viewpoint.projection.pixels(place)[0]))

    def point_at(self, pixel: QPointF) -> tuple[float, float] | None:
        """The point of the surface that is seen at a pixel of the widget."""
        relief = self._content.relief
        found = picked(self._viewpoint.projection, relief, pixel.x(), pixel.y()) if relief else None
        if relief is None or found is None:
            return None
        x, y = relief.from_box(found)
        return float(x), float(y)

    def _look(self, camera: Camera) -> None:
        self._viewpoint.look(camera)
        self.camera_changed.emit()
        self.canvas.update()

    def _moved(self) -> None:
        self._settle.start()
        self.canvas.show_coarse(self._coarse_while_moving)
        self.camera_changed.emit()

    # Drawing

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the picture to the new size."""
        super().resizeEvent(event)
        self._fit()
        self.canvas.resize(self.size())

    def render_image(self, width: int, height: int, scale: float = 1.0) -> QImage:
        """The picture in so many pixels; `scale` enlarges lines and texts. Works for a hidden widget, too."""
        content, viewpoint = self._content, Viewpoint()
        viewpoint.small = content.small
        viewpoint.camera, viewpoint.zoom = self.camera, self._viewpoint.zoom
        viewpoint.show((width / scale, height / scale), content.ticks, content.names, content.theme)
        return self.canvas.image(frame_of(viewpoint.projection, content.theme, scale))

    # The hand

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold of the start, or of the box."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = self._last = event.position()
        self._dragged, self._holds_start = False, self._over_start(event.position())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Move the start along the surface, or turn."""
        if event is None:
            return
        at = event.position()
        if self._pressed is None:
            over = self._over_start(at)
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            self._point_at(at)
            return
        self._dragged = self._dragged or (at - self._pressed).manhattanLength() > CLICK
        if not self._dragged:
            return
        if self._holds_start:
            self._pick(at)
        else:
            way = at - self._last
            self._turn(way.y() * DEGREES_A_PIXEL, -way.x() * DEGREES_A_PIXEL)
        self._last = at

    def leaveEvent(self, event: QEvent | None) -> None:
        """No arrow is pointed at any more."""
        self._point_at(None)

    def _point_at(self, at: QPointF | None) -> None:
        term = -1
        if at is not None and self._content.relief is not None:
            projection, scale = self._viewpoint.projection, self._content.theme.scale
            radius = BALL_PIXELS * scale / projection.unit
            term = self._content.term_at(projection, radius, (at.x(), at.y()), REACH * scale)
        if term != self._pointed:
            self._pointed = term
            self.term_pointed.emit(term)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag; without one, it was a click."""
        if event is None or event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        moved_start = self._holds_start and self._dragged
        clicked = not self._dragged and not self._holds_start and self._pick(event.position())
        if moved_start or clicked:
            self.edit_finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Beside the surface: reset the camera. On it, a second click is a click."""
        if event is not None and self.point_at(event.position()) is None:
            self.reset_camera()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom."""
        if event is not None:
            self.zoom_by(1.0015 ** event.angleDelta().y())
            event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Plus and minus zoom; arrows turn with Shift, finely with Ctrl and Shift; Escape gives a dragged start up."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape and self._pressed is not None and self._holds_start and self._dragged:
            self._pressed = None
            self.edit_given_up.emit()
        elif event.key() in ZOOMS:
            self.zoom_by(ZOOMS[event.key()])
        elif event.key() in TURNS and event.modifiers() & ALL_MODIFIERS in STEPS:
            step = STEPS[event.modifiers() & ALL_MODIFIERS]
            elevation, azimuth = TURNS[event.key()]
            self._turn(elevation * step, azimuth * step)
        else:
            super().keyPressEvent(event)

    def _turn(self, elevation: float, azimuth: float) -> None:
        self._viewpoint.turn(elevation, azimuth)
        self._moved()

    def _pick(self, at: QPointF) -> bool:
        point = self.point_at(at)
        if point is None:
            return False
        self.start_picked.emit(*point)
        return True

    def _over_start(self, at: QPointF) -> bool:
        handles = [self.pixel_of(*self._content.start), self.ball_pixel if self._holds_ball else None]
        return any(pixel is not None and (pixel - at).manhattanLength() <= GRAB for pixel in handles)
