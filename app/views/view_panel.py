"""How the surface is looked at: the scale of its heights, and from where."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.angle_slider import AngleSlider
from app.views.buttons import TextButton, explain
from app.views.height_scale import LOG_LIKE, Height
from app.views.height_text import percentile_problem
from app.views.named_views import NAMED_VIEWS
from app.views.number_field import NumberField
from app.views.number_text import shown_number
from app.views.segments import Segment, Segments
from app.views.sentence import Sentence
from app.views.surface3d.camera import HIGHEST, LOWEST, Camera
from surfaces.message import Message

_WIDTH, _LABEL, _FIELD = 276, 62, 66
_COLUMNS = 3
AROUND = 180.0


class ViewPanel(QFrame):
    """Emits wishes; shows only what it is told. Escape asks to be closed."""

    height_chosen = pyqtSignal(Height)
    arrows_chosen = pyqtSignal(str)
    camera_chosen = pyqtSignal(float, float)
    camera_turned = pyqtSignal(float, float)
    close_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._height, self._camera = DARK, LOG_LIKE, Camera()
        self._made_parts()
        self._explain()
        self._lay_out()
        self._connect()
        self.setAccessibleName(tr("View"))
        self.show_height(LOG_LIKE)
        self.show_arrows("gradient")
        self.show_camera(self._camera)
        self.hide()

    def _made_parts(self) -> None:
        choices = (("log", tr("Log-like")), ("linear", tr("Linear")), ("sqrt", tr("Root")), ("clipped", tr("Clipped")))
        self.mode = Segments(choices, tr("Height"), self)
        self.percentile = NumberField(tr("Percentile"), parent=self)
        arrows = (("gradient", tr("Gradient")), ("terms", tr("All terms")), ("none", tr("None")))
        self.arrows = Segments(arrows, tr("Arrows"), self)
        # In the order of the Tab key.
        self.elevation = NumberField(tr("Elevation"), parent=self)
        self.elevation_slider = AngleSlider(tr("Elevation"), LOWEST, HIGHEST, self)
        self.azimuth = NumberField(tr("Azimuth"), parent=self)
        self.azimuth_slider = AngleSlider(tr("Azimuth"), -AROUND, AROUND - 1, self)
        self._fields = {"percentile": self.percentile, "elevation": self.elevation, "azimuth": self.azimuth}
        self.views = [TextButton(tr(view.name), parent=self) for view in NAMED_VIEWS]
        self._refusals = {name: Sentence(refusal=True) for name in self._fields}
        self._head = QLabel(tr("Height"), self)
        self._camera_head = QLabel(tr("Camera"), self)
        self._arrow_head = QLabel(tr("Arrows"), self)
        self._below = QLabel(tr("% of the losses lie below"), self)
        self._names = {"elevation": QLabel(tr("Elevation")), "azimuth": QLabel(tr("Azimuth"))}
        self._keys = QLabel(tr("Shift+arrows turn, + and − zoom, R resets."), self)
        self._keys.setWordWrap(True)

    def _explain(self) -> None:
        self.mode.explain_choice("log", tr("Linear near the minimum, logarithmic far above it."))
        self.mode.explain_choice("linear", tr("Heights are the losses themselves."))
        self.mode.explain_choice("sqrt", tr("The root of what lies above the minimum:\na bowl becomes a cone."))
        why = tr("Linear, and cut off at a percentile of the losses:\nvalleys at full height.")
        self.mode.explain_choice("clipped", why)
        why = tr(
            "Downhill at the selected run, and its step to the next point;\na term that is pointed at shows its own."
        )
        self.arrows.explain_choice("gradient", why)
        self.arrows.explain_choice("terms", tr("The momentum and the divisor of each axis, too."))
        self.percentile.explain(tr("Of the losses in the domain, so many percent lie below the top.\nFrom 50 to 100."))
        self.elevation.explain(tr("Degrees above the floor, from 4 to 90."))
        self.azimuth.explain(tr("Degrees around the upright axis, from −180 to 180.\nAt 0, x points at you."))
        for number, (button, view) in enumerate(zip(self.views, NAMED_VIEWS, strict=True), start=1):
            explain(button, f"{tr(view.name)} ({number})", tr(view.why))

    def _lay_out(self) -> None:
        for label in (self._below, self._keys, *self._names.values()):
            label.setProperty("quiet", True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.mode)
        self._cut = self._part((self.percentile, self._below))
        self._cut.setVisible(False)
        self._column.addWidget(self._refusals["percentile"])
        self._column.addWidget(self._arrow_head)
        self._column.addWidget(self.arrows)
        self._column.addWidget(self._camera_head)
        fields = (("elevation", self.elevation, self.elevation_slider), ("azimuth", self.azimuth, self.azimuth_slider))
        for name, field, slider in fields:
            self._part((self._names[name], field, slider))
            self._column.addWidget(self._refusals[name])
        self._grid = QGridLayout()
        for index, button in enumerate(self.views):
            self._grid.addWidget(button, index // _COLUMNS, index % _COLUMNS)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._keys)

    def _part(self, widgets: tuple[QWidget, ...]) -> QWidget:
        part = QWidget(self)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        for index, widget in enumerate(widgets):
            row.addWidget(widget, int(index == len(widgets) - 1))
        self._column.addWidget(part)
        return part

    def _connect(self) -> None:
        self.mode.chosen.connect(lambda mode: self.height_chosen.emit(replace(self._height, mode=mode)))
        self.arrows.chosen.connect(self.arrows_chosen)
        self.percentile.set_rules(percentile_problem, step=1.0)
        self.percentile.entered.connect(lambda value: self.height_chosen.emit(replace(self._height, percentile=value)))
        self.elevation.set_rules(_elevation_problem, step=1.0)
        self.azimuth.set_rules(_azimuth_problem, step=1.0)
        self.elevation.entered.connect(lambda value: self.camera_chosen.emit(value, self._camera.azimuth))
        self.azimuth.entered.connect(lambda value: self.camera_chosen.emit(self._camera.elevation, value))
        self.elevation_slider.turned.connect(lambda value: self.camera_turned.emit(value, self._camera.azimuth))
        self.azimuth_slider.turned.connect(lambda value: self.camera_turned.emit(self._camera.elevation, value))
        for button, view in zip(self.views, NAMED_VIEWS, strict=True):
            button.clicked.connect(lambda _, view=view: self.camera_chosen.emit(view.elevation, view.azimuth))
        for name, field in self._fields.items():
            field.refused.connect(lambda sentence, name=name: self._refuse(name, sentence))
            field.edit.installEventFilter(self)

    def refusal(self, name: str) -> str:
        """The sentence now under `percentile`, `elevation` or `azimuth`; empty where all is well."""
        return self._refusals[name].text()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(*[theme.px(12)] * 4)
        for layout in (self._column, self._grid):
            layout.setSpacing(theme.px(6))
        for head in (self._head, self._arrow_head, self._camera_head):
            head.setFont(theme.font(theme.label_size, 600))
        for label in (self._below, self._keys, *self._names.values()):
            label.setFont(theme.font(theme.label_size))
        for label in self._names.values():
            label.setFixedWidth(theme.px(_LABEL))
        for field in self._fields.values():
            field.show_theme(theme)
            field.setFixedWidth(theme.px(_FIELD))
        for slider in (self.elevation_slider, self.azimuth_slider):
            slider.show_theme(theme)
        for button in self.views:
            button.show_theme(theme, theme.label_size, theme.control_height)
        for sentence in self._refusals.values():
            sentence.show_theme(theme)
        for segments in (self.mode, self.arrows):
            segments.show_theme(theme, size=theme.label_size)
        self._fit()

    def show_height(self, height: Height) -> None:
        """Show the scale as it is, without a signal."""
        self._height = height
        self.mode.show_choice(height.mode)
        self.percentile.show_value(height.percentile)
        self._cut.setVisible(height.mode == "clipped")
        if height.mode != "clipped":
            self.percentile.restore()
        self._fit()

    def show_arrows(self, choice: str) -> None:
        """Show which arrows there are, without a signal."""
        self.arrows.show_choice(choice)

    def show_camera(self, camera: Camera) -> None:
        """Show from where it is looked, without a signal."""
        self._camera = camera
        self.elevation.show_value(camera.elevation)
        self.azimuth.show_value(camera.azimuth)
        self.elevation_slider.show_value(camera.elevation)
        self.azimuth_slider.show_value(camera.azimuth)

    def take_focus(self) -> None:
        """Give the keyboard to the scale that is chosen."""
        chosen = next(each for each in self.mode.findChildren(Segment) if each.isChecked())
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _refuse(self, name: str, sentence: str) -> None:
        self._refusals[name].show_sentence(sentence)
        self._fit()

    def _fit(self) -> None:
        """As high as its parts need at its width."""
        width = self._theme.px(_WIDTH)
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape closes."""
        assert event is not None
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Escape gives up what is being typed; where nothing is, it closes."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_Escape:
            return False
        typing = any(field.edit is watched and field.edit.isModified() for field in self._fields.values())
        if not typing:
            self.close_requested.emit()
        return not typing


def _elevation_problem(degrees: float) -> Message | None:
    return _outside(degrees, LOWEST, HIGHEST)


def _azimuth_problem(degrees: float) -> Message | None:
    return _outside(degrees, -AROUND, AROUND)


def _outside(degrees: float, low: float, high: float) -> Message | None:
    if low <= degrees <= high:
        return None
    return Message("Must be from {low} to {high} degrees.", low=shown_number(low), high=shown_number(high))
