"""The head of a claim: its number, its title, and at the right how it fares. A click opens it as a page."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import explain

HEIGHT, BADGE = 34, 13
_TITLE, _VERDICT, _LEAST = Theme.title_size, 1.05 * Theme.title_size, 0.6


@dataclass(frozen=True)
class Claim:
    """`verdict` is said with a check where it is `right`, else with a cross; without one nothing is."""

    title: str
    verdict: str = ""
    right: bool = False


class ClaimHead(QAbstractButton):
    """Title and verdict are as large as there is room for both."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._theme, self._claim = number, DARK, Claim("")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def claim(self) -> Claim:
        """What is claimed."""
        return self._claim

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_claim(self, claim: Claim) -> None:
        """Another claim, or another verdict."""
        if claim == self._claim:
            return
        self._claim = claim
        explain(self, tr("Open “{title}” as a page", title=claim.title), claim.verdict)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(200), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Badge, title, mark, verdict."""
        theme, claim = self._theme, self._claim
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        middle, badge = self.height() / 2, theme.px(BADGE)
        self._paint_badge(painter, QPointF(badge + 2.0, middle), badge)
        left, mark = 2 * badge + theme.px(12), theme.px(26) if claim.verdict else 0
        title, verdict = self._fonts(self.width() - left - mark - theme.px(14))
        painter.setPen(theme.color("text"))
        painter.setFont(title)
        cap = QFontMetricsF(title).capHeight()
        painter.drawText(QPointF(left, middle + cap / 2), claim.title)
        if claim.verdict:
            color = theme.color("ok" if claim.right else "danger")
            metrics = QFontMetricsF(verdict)
            x = self.width() - metrics.horizontalAdvance(claim.verdict)
            painter.setPen(color)
            painter.setFont(verdict)
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), claim.verdict)
            painter.setPen(_mark_pen(theme, claim.right))
            _paint_mark(painter, QPointF(x - theme.px(16), middle), 7.0 * theme.scale, claim.right)
        painter.end()

    def _fonts(self, room: float) -> tuple[QFont, QFont]:
        theme, claim = self._theme, self._claim
        title, verdict = theme.font(_TITLE, 600), theme.font(_VERDICT, 700)
        wanted = QFontMetricsF(title).horizontalAdvance(claim.title)
        wanted += QFontMetricsF(verdict).horizontalAdvance(claim.verdict)
        share = min(1.0, max(room / max(wanted, 1.0), _LEAST))
        return theme.font(_TITLE * share, 600), theme.font(_VERDICT * share, 700)

    def _paint_badge(self, painter: QPainter, center: QPointF, radius: float) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("focus" if self.underMouse() else "accent"))
        painter.drawEllipse(center, radius, radius)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(0.8 * theme.title_size, 700))
        box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _mark_pen(theme: Theme, right: bool) -> QPen:
    pen = QPen(theme.color("ok" if right else "danger"), 2.6 * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_mark(painter: QPainter, at: QPointF, size: float, right: bool) -> None:
    if right:
        tick = ((-0.9, 0.0), (-0.25, 0.68), (0.95, -0.7))
        painter.drawPolyline(QPolygonF([at + QPointF(x * size, y * size) for x, y in tick]))
        return
    for side in (-1, 1):
        reach = QPointF(0.75 * size, 0.75 * side * size)
        painter.drawLine(at - reach, at + reach)
