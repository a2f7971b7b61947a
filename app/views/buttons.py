"""Buttons with an icon or a text, a tooltip that says why, and a name for screen readers."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from app.theme import Theme
from app.views.icons import icon


def explain(widget: QWidget, what: str, why: str = "") -> None:
    """Give a widget its accessible name, and a tooltip: first what it does, then why."""
    widget.setAccessibleName(what.rstrip("."))
    widget.setAccessibleDescription(why)
    widget.setToolTip(f"{what}\n{why}" if why else what)


def literal(text: str) -> str:
    """A text that a user typed as a tooltip that shows just it: Qt would read `<b>` as markup."""
    return f"<span>{escape(text, quote=False)}</span>".replace("\n", "<br>") if "<" in text else text


def set_property(widget: QWidget, name: str, value: bool) -> None:
    """Set a property that the style sheet asks for, and restyle the widget where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style, font = widget.style(), widget.font()
    assert style is not None
    style.unpolish(widget)
    style.polish(widget)
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
        # Unpolished, a widget falls back to the font it had when it was polished first (Qt 6.11).
        widget.setFont(font)


class ToolButton(QToolButton):
    """A square button of one icon. Focus comes by keyboard only, so that its ring is never in the way of a mouse."""

    def __init__(self, icon_name: str, what: str, why: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._theme: Theme | None = None
        self._icon_size, self._box = 18, 28
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        explain(self, what, why)

    def show_theme(self, theme: Theme, icon_size: int = 18, box: int = 28) -> None:
        """Take colors and sizes; `icon_size` and `box` in pixels at scale 1."""
        self._theme, self._icon_size, self._box = theme, icon_size, box
        size = theme.px(icon_size)
        self.setIconSize(QSize(size, size))
        self.setFixedSize(theme.px(box), theme.px(box))
        self._draw_icon()

    def show_icon(self, icon_name: str) -> None:
        """Another icon, as when a switch is turned."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._theme is not None:
            size = self._theme.px(self._icon_size)
            self.setIcon(icon(self._icon_name, self._theme.color("text2"), size, self._theme.color("text3", 0.5)))


class TextButton(QPushButton):
    """A button of text, with an icon before it where one is named; `ghost` draws no ground until pointed at."""

    def __init__(self, text: str, icon_name: str = "", ghost: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setProperty("ghost", ghost)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_theme(self, theme: Theme, size: float, height: int, weight: int = 500) -> None:
        """Take colors, font and height, in pixels at scale 1."""
        self.setFont(theme.font(size, weight))
        self.setFixedHeight(theme.px(height))
        if self._icon_name:
            pixels = theme.px(16)
            self.setIcon(icon(self._icon_name, theme.color("text2"), pixels, theme.color("text3")))
            self.setIconSize(QSize(pixels, pixels))


class FlagButton(QPushButton):
    """A small button that stays pressed while its flag is on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_theme(self, theme: Theme) -> None:
        """Take font and height."""
        self.setFont(theme.font(theme.label_size, 500))
        self.setFixedHeight(theme.px(theme.small_control_height))

    def show_on(self, on: bool) -> None:
        """Show the flag as it is, without a signal."""
        blocked = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(blocked)


class Line(QFrame):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
