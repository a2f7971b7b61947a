"""A button that shows what is chosen; what it opens to choose from is its subclass's."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PyQt6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.theme import DARK, Theme
from app.views.icons import icon_pixmap


class ChoiceButton(QPushButton):
    """Space, Enter or a click open it; Up and Down take the neighbor at once."""

    chosen = pyqtSignal(str)

    _CHEVRON = 14

    def __init__(self, name: str, ghost: bool = False, parent: QWidget | None = None) -> None:
        """`name` says what is chosen, for screen readers; `ghost` draws no ground until pointed at."""
        super().__init__(parent)
        self._name, self._ghost, self._theme = name, ghost, DARK
        self._options: tuple[tuple[str, str], ...] = ()
        self._key = ""
        self.setProperty("ghost", ghost)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy.Policy.Maximum if ghost else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return self._key

    def open(self) -> None:
        """Show what can be chosen."""
        raise NotImplementedError

    def show_theme(self, theme: Theme) -> None:
        """Take font, colors and height."""
        self._theme = theme
        self.setFont(theme.font(theme.body_size, 600 if self._ghost else 500))
        self.setFixedHeight(theme.px(26 if self._ghost else theme.control_height))
        self._fit_text()

    def show_options(self, options: tuple[tuple[str, str], ...]) -> None:
        """Keys with their texts, in their order."""
        self._options = options
        self.show_choice(self._key)

    def show_choice(self, key: str) -> None:
        """Show what is chosen, without a signal."""
        self._key = key
        self._fit_text()

    def sizeHint(self) -> QSize:
        """The text with its chevron."""
        wanted = QFontMetrics(self.font()).horizontalAdvance(self.chosen_text)
        return QSize(wanted + self._theme.px(22 if self._ghost else 35) + 5, self.height())

    def minimumSizeHint(self) -> QSize:
        """All of it where it is a title, else a few letters; the rest is elided."""
        return self.sizeHint() if self._ghost else QSize(self._theme.px(56), self.height())

    @property
    def chosen_text(self) -> str:
        """The text of what is chosen; empty where nothing is."""
        return dict(self._options).get(self._key, "")

    def _fit_text(self) -> None:
        text = self.chosen_text
        self.setAccessibleName(f"{self._name}: {text}")
        room = self.width() - self._theme.px(22 if self._ghost else 35) - 4
        self.setText(QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0)))
        self.updateGeometry()

    def take(self, key: str) -> None:
        """Wish for another choice; what is shown stays until it is told."""
        if key != self._key:
            self.chosen.emit(key)
        self.show_choice(self._key)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Up and Down choose the neighbor; Enter opens like Space."""
        assert event is not None
        keys = [key for key, _ in self._options]
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._key in keys:
            self.take(keys[min(max(keys.index(self._key) + step, 0), len(keys) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Elide the text to the new width."""
        self._fit_text()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The ground, the text at the left, the chevron at the right."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self._theme.color("text"))
        indent = self._theme.px(2 if self._ghost else 9) + 2
        beside = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(indent, 0, 0, 0), beside, self.text())
        size = self._theme.px(self._CHEVRON)
        left = self.width() - size - self._theme.px(4 if self._ghost else 7)
        color = self._theme.color("text2")
        picture = icon_pixmap("chev_d", color, size, self.devicePixelRatioF(), 2.0)
        painter.drawPixmap(QPointF(left, (self.height() - size) / 2), picture)
        painter.end()
