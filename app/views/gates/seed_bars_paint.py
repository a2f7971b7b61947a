"""Bars of seeds painted. Names below them stand beside each other where there is room, else upright."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter

from app.theme import Theme
from app.views.gates.seed_bars_count import SeedCount

PINK = 2


def are_upright(theme: Theme, names: Iterable[str], pitch: float) -> bool:
    """Whether any name is wider than the way from bar to bar."""
    return any(_width(theme, name) > pitch - theme.px(4) for name in names)


def foot_height(theme: Theme, names: tuple[str, ...], pitch: float) -> float:
    """The room that the names need below the bars, in pixels."""
    if not are_upright(theme, names, pitch):
        return float(theme.px(20))
    return max(_width(theme, name) for name in names) + theme.px(10)


def paint_bar(painter: QPainter, theme: Theme, bar: QRectF, count: SeedCount, chosen: bool, pointed: bool) -> None:
    """The share that solves it; what was run but did not is the paler part, while not all were run."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("bg4" if pointed or not theme.dark else "bg3"))
    painter.drawRoundedRect(bar, theme.px(2), theme.px(2))
    for share, alpha in ((count.progress, 0.28), (len(count.solved) / max(count.of, 1), 1.0)):
        if not share or (alpha < 1 and count.done >= count.of):
            continue
        filled = QRectF(bar)
        filled.setTop(bar.bottom() - bar.height() * share)
        color = theme.run(PINK) if chosen else theme.color("ok")
        color.setAlphaF(alpha)
        painter.setBrush(color)
        painter.drawRoundedRect(filled, theme.px(2), theme.px(2))


def paint_bar_name(painter: QPainter, theme: Theme, text: str, place: QPointF, upright: bool, chosen: bool) -> None:
    """A name below `place`, the middle of a bar's lower edge; bold where the bar is the chosen one."""
    painter.setFont(theme.font(theme.label_size, 700 if chosen else 500))
    painter.setPen(theme.color("text" if chosen else "text2"))
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(text)
    if not upright:
        painter.drawText(QPointF(place.x() - width / 2, place.y() + theme.px(15)), text)
        return
    painter.save()
    painter.translate(place.x() + metrics.capHeight() / 2, place.y() + theme.px(6) + width)
    painter.rotate(-90)
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def paint_number(painter: QPainter, theme: Theme, text: str, place: QPointF, pitch: float) -> None:
    """A number above `place` in the painter's font and pen; upright where the bars are too close for it."""
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(text)
    if width + theme.px(4) <= pitch:
        painter.drawText(QPointF(place.x() - width / 2, place.y()), text)
        return
    painter.save()
    painter.translate(place.x() + metrics.capHeight() / 2, place.y())
    painter.rotate(-90)
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def _width(theme: Theme, name: str) -> float:
    return QFontMetricsF(theme.font(theme.label_size, 700)).horizontalAdvance(name)
