"""The field in which a weight is typed, with the sentence that says why a number is refused."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.number_field import NumberField
from surfaces.message import Message

MOST = 1e30
"""No weight is larger: single precision ends soon after."""


def weight_problem(value: float) -> Message | None:
    """Why a number cannot be a weight."""
    return None if abs(value) <= MOST else Message("Must be between −10³⁰ and 10³⁰.")


class WeightEditor(QWidget):
    """Lies over the label of the parameter it is for; Enter takes the number, Escape gives up."""

    entered = pyqtSignal(int, float)
    finished = pyqtSignal()
    closed = pyqtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.parameter = -1
        self._theme, self._entered, self._middle = DARK, False, QPoint()
        self.field = NumberField(tr("Weight"), "", self)
        self.field.set_rules(weight_problem)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.field)
        self._rows.addWidget(self.sentence)
        self.field.entered.connect(self._take)
        self.field.refused.connect(self._explain)
        self.field.edit.restored.connect(self._close)
        self.field.edit.committed.connect(self._close_if_sound)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take fonts and colors."""
        self._theme = theme
        self.field.show_theme(theme)
        self.sentence.setFont(theme.font(theme.label_size))
        self.sentence.setStyleSheet(f"color: {theme.danger}")
        pad = theme.px(4)
        self._rows.setContentsMargins(pad, pad, pad, pad)
        self._rows.setSpacing(pad)

    def open(self, parameter: int, name: str, value: float, around: QRect) -> None:
        """For one parameter, around its label; what was being typed for another is given up."""
        self.parameter, self._entered = parameter, False
        self.field.restore()
        self.field.show_name(name)
        self.field.edit.setAccessibleName(name)
        self.field.show_value(value)
        self.sentence.hide()
        self.lie_around(around.center())
        self.show()
        self.raise_()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.edit.selectAll()

    def give_up(self) -> None:
        """Close without a word: what it was for is gone."""
        self.hide()

    def lie_around(self, middle: QPoint) -> None:
        """Around a point, within the picture; wider with a sentence."""
        self._middle = middle
        parent, pad = self.parentWidget(), self._theme.px(4)
        assert parent is not None
        explains = not self.sentence.isHidden()
        width = min(self._theme.px(216 if explains else 112), parent.width())
        below = self.sentence.heightForWidth(width - 2 * pad) + pad if explains else 0
        self.resize(width, self.field.height() + 2 * pad + below)
        left = min(max(middle.x() - width // 2, 0), parent.width() - width)
        top = min(max(middle.y() - self._theme.px(18), 0), max(parent.height() - self.height(), 0))
        self.move(left, top)

    def _take(self, value: float) -> None:
        self._entered = True
        self.entered.emit(self.parameter, value)

    def _explain(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.lie_around(self._middle)

    def _close_if_sound(self) -> None:
        if not self.field.property("refused"):
            self._close()

    def _close(self) -> None:
        if self.isHidden():
            return
        keyboard = self.field.edit.hasFocus()
        self.hide()
        if self._entered:
            self.finished.emit()
        if keyboard:
            self.closed.emit(self.parameter)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """A plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("bg3"))
        radius = self._theme.px(self._theme.control_radius)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
