"""A slider over whole degrees."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from app.theme import Theme

_THUMB = 14


class AngleSlider(QSlider):
    """The thumb comes to where the groove is pressed; arrows go by one degree, page keys by fifteen."""

    turned = pyqtSignal(int)

    def __init__(self, name: str, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(round(low), round(high))
        self.setPageStep(15)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(self.turned)

    def show_theme(self, theme: Theme) -> None:
        """Take the height; the style sheet does the rest."""
        self.setFixedHeight(theme.px(_THUMB + 4))

    def show_value(self, degrees: float) -> None:
        """Move the thumb, without a signal."""
        blocked = self.blockSignals(True)
        self.setValue(round(degrees))
        self.blockSignals(blocked)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Bring the thumb here, then let Qt drag it."""
        assert event is not None
        option, style = QStyleOptionSlider(), self.style()
        self.initStyleOption(option)
        assert style is not None
        control = QStyle.ComplexControl.CC_Slider
        thumb = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        if event.button() == Qt.MouseButton.LeftButton and not thumb.contains(event.position().toPoint()):
            room = self.width() - thumb.width()
            place = round(event.position().x() - thumb.width() / 2)
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)
