"""A small window over a card that offers eight colors and eight markers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import Theme
from app.views.buttons import explain
from app.views.run_look import RunLook
from app.views.run_sample import paint_sample
from surfaces.message import Message

COLOR_NAMES = (
    Message("red"),
    Message("blue"),
    Message("pink"),
    Message("gold"),
    Message("green"),
    Message("violet"),
    Message("ink"),
    Message("umber"),
)
MARKER_NAMES = (
    Message("circle, solid"),
    Message("square, dashed"),
    Message("triangle, short dashes"),
    Message("diamond, dash and dot"),
    Message("triangle down, dotted"),
    Message("hexagon, long and short dashes"),
    Message("plus, dash and two dots"),
    Message("cross, sparse dots"),
)
_COLUMNS, _WIDTH, _HEIGHT = 4, 48, 30


class LookButton(QToolButton):
    """One look, drawn as it is; a frame marks the one that the run has."""

    def __init__(self, look: RunLook, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._theme = look, theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def show_look(self, look: RunLook) -> None:
        """Another one to offer."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Fixed."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Ground, frame, sample."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "bg4" if self.underMouse() or self.isDown() else "bg2"
        painter.setPen(QPen(theme.color("text" if self.isChecked() else ground), 1.5))
        painter.setBrush(theme.color(ground))
        radius = theme.px(theme.row_radius)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        inset = theme.px(8)
        paint_sample(painter, theme, self._look, QRectF(self.rect()).adjusted(inset, 0, -inset, 0), ground)
        painter.end()


class LookPicker(QFrame):
    """Says at once what was picked and stays open, so that both can be; Escape or a click beside it close it."""

    picked = pyqtSignal(int, int)

    def __init__(self, look: RunLook, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Color and marker"))
        self._look, self._theme = replace(look, visible=True), theme
        column = QVBoxLayout(self)
        margin = theme.px(8)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(4))
        self.colors = self._row(column, tr("Color"), COLOR_NAMES, self._pick_color)
        self.markers = self._row(column, tr("Marker and line"), MARKER_NAMES, self._pick_marker)
        self._show_looks()

    def _row(
        self, column: QVBoxLayout, title: str, names: tuple[Message, ...], pick: Callable[[int], None]
    ) -> tuple[LookButton, ...]:
        label, grid, group = QLabel(title, self), QGridLayout(), QButtonGroup(self)
        label.setProperty("quiet", True)
        label.setFont(self._theme.font(self._theme.label_size))
        grid.setSpacing(self._theme.px(2))
        buttons = tuple(LookButton(self._look, self._theme, self) for _ in names)
        for at, (button, name) in enumerate(zip(buttons, names, strict=True)):
            explain(button, tr(name))
            group.addButton(button, at)
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
        group.idClicked.connect(pick)
        column.addWidget(label)
        column.addLayout(grid)
        return buttons

    def open_below(self, widget: QWidget) -> None:
        """Show it below a widget, above it where the screen ends, with the keyboard on the present color."""
        self.adjustSize()
        self.move(self._corner(widget))
        self.show()
        self.colors[self._look.color].setFocus(Qt.FocusReason.PopupFocusReason)

    def _corner(self, widget: QWidget) -> QPoint:
        gap, screen = self._theme.px(4), widget.screen()
        assert screen is not None
        room = screen.availableGeometry()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + gap))
        if corner.y() + self.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, -gap)).y() - self.height())
        corner.setX(max(room.left(), min(corner.x(), room.right() + 1 - self.width())))
        return corner

    def _pick_color(self, color: int) -> None:
        self._pick(replace(self._look, color=color))

    def _pick_marker(self, marker: int) -> None:
        self._pick(replace(self._look, marker=marker))

    def _pick(self, look: RunLook) -> None:
        self._look = look
        self._show_looks()
        self.picked.emit(look.color, look.marker)

    def _show_looks(self) -> None:
        for color, button in enumerate(self.colors):
            button.show_look(replace(self._look, color=color))
        for marker, button in enumerate(self.markers):
            button.show_look(replace(self._look, marker=marker))
        self.colors[self._look.color].setChecked(True)
        self.markers[self._look.marker].setChecked(True)
