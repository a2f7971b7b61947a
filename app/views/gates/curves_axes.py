"""Around the curves: axes, named levels, playhead, the ring of a loss that was not trained, and the readouts."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.i18n import tr
from app.theme import Theme
from app.views.curve_picture import CurvePicture
from app.views.gates.curves_picture import Bands
from app.views.gates.curves_text import Piece, paint_pieces, plain, width_of, with_value
from app.views.loss_scale import Linear
from app.views.numbers import short_number
from app.views.plot_axes import fitting_ticks, paint_ticks
from app.views.run_look import RunLook
from app.views.run_style import draw_marker

SHORTER = "\x9c"
"""Parts the forms of a name, the longest first; Qt parts variants of a text so."""
_HEADING = 1.0
_BESIDE = 10


class CurvesInk:
    """Paints with one painter into the two bands."""

    def __init__(self, painter: QPainter, theme: Theme, bands: Bands, scale: Linear, width: int, compact: bool) -> None:
        self._painter, self._theme, self._bands = painter, theme, bands
        self._scale, self._width, self._compact = scale, width, compact
        self._taken: list[QRectF] = []

    def axes(self, of: int) -> None:
        """Few round losses, 0 and all rows, and the steps below."""
        painter, theme, loss, rows = self._painter, self._theme, self._bands.loss, self._bands.rows
        across = [each for each in fitting_ticks(theme, *loss.x, loss.rect.width() * 0.55) if each[0] == round(each[0])]
        up = fitting_ticks(theme, *loss.y, loss.rect.height() * 0.7, upright=True)
        counts = [] if self._compact else [(0.0, "0"), (float(of), str(of))]
        painter.setPen(QPen(theme.color("line"), 1))
        for area, marks in ((loss, up), (rows, counts)):
            for value, _ in marks:
                y = round(area.point(0.0, value).y()) + 0.5
                painter.drawLine(QPointF(area.rect.left(), y), QPointF(area.rect.right(), y))
        lowest = loss if self._compact else rows
        paint_ticks(painter, theme, loss, [], up)
        paint_ticks(painter, theme, lowest, across, counts)

    def playhead(self, step: int) -> None:
        """One line through both bands."""
        x = self._bands.loss.point(step, 0.0).x()
        self._painter.setPen(QPen(self._theme.color("text"), 1.3 * self._theme.scale))
        lowest = self._bands.loss if self._compact else self._bands.rows
        self._painter.drawLine(QPointF(x, self._bands.loss.rect.top()), QPointF(x, lowest.rect.bottom()))

    def pointer(self, step: int) -> None:
        """A paler line where the pointer is."""
        x = self._bands.loss.point(step, 0.0).x()
        self._painter.setPen(QPen(self._theme.color("text2", 0.7), 1))
        lowest = self._bands.loss if self._compact else self._bands.rows
        self._painter.drawLine(QPointF(x, self._bands.loss.rect.top()), QPointF(x, lowest.rect.bottom()))

    def level_lines(self, levels: tuple[tuple[float, str], ...]) -> None:
        """Dashed."""
        pen = QPen(self._theme.color("text"), 1.2 * self._theme.scale)
        pen.setDashPattern((4, 3))
        self._painter.setPen(pen)
        rect = self._bands.loss.rect
        for value, _ in self._seen(levels):
            y = self._bands.loss.point(0.0, value).y()
            self._painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def level_names(self, levels: tuple[tuple[float, str], ...], step: int, end: float) -> None:
        """Just above or below their lines, at the right end, left of the playhead or left of what stands there; shorter
        where there is no room so, and none where there is none. That nearest to the curve's `end` has the first choice.
        """
        theme, area = self._theme, self._bands.loss
        font = theme.font(theme.label_size, 500)
        cap = QFontMetricsF(font).capHeight()
        for value, label in sorted(self._seen(levels), key=lambda level: abs(level[0] - end)):
            y = area.point(0.0, value).y()
            # A name that is as near to another line would be read as that one's.
            others = [area.point(0.0, each).y() for each, _ in levels if each != value]
            own = {y - theme.px(5): theme.px(5), y + theme.px(6) + cap: theme.px(6)}
            bases = tuple(
                base for base, apart in own.items()
                if all(each < base - cap - 1.5 * apart or each > base + 1.5 * apart for each in others)
            )  # fmt: skip
            forms = ([Piece(form, font, theme.color("text"))] for form in label.split(SHORTER))
            next((form for form in forms if self._write(form, self._level_lefts(form, step), bases, False)), None)

    def _level_lefts(self, pieces: list[Piece], step: int) -> tuple[float, ...]:
        """Where a name may begin so that it ends at the right end, before the playhead, or before what is written."""
        rect, x = self._bands.loss.rect, self._bands.loss.point(step, 0.0).x()
        width, gap = width_of(pieces), self._theme.px(8)
        ends = rect.right(), x - gap, *(taken.left() - gap for taken in reversed(self._taken))
        lefts = (end - width for end in ends)
        return tuple(each for each in lefts if each >= rect.left() and not each - gap < x < each + width + gap)

    def _seen(self, levels: tuple[tuple[float, str], ...]) -> list[tuple[float, str]]:
        return [level for level in levels if self._scale.low <= level[0] <= self._scale.high]

    def markers(self, curves: CurvePicture, step: int, strength: float) -> None:
        """Each run's own marker at the playhead; at its last step once it has ended."""
        theme, painter = self._theme, self._painter
        painter.setOpacity(strength)
        for losses, look in curves.curves:
            place = curves.place(losses, min(step, len(losses) - 1))
            if place is not None:
                draw_marker(
                    painter, look.marker, place, 4.8 * theme.scale, theme.run(look.color), theme.color("bg1"),
                    2.0 * theme.scale,
                )  # fmt: skip
        painter.setOpacity(1.0)

    def mark(self, loss: float, text: str, look: RunLook) -> None:
        """A ring at step 0, its name beside it."""
        painter, theme, area = self._painter, self._theme, self._bands.loss
        place, color = area.point(0.0, loss) + QPointF(theme.px(7), 0.0), theme.run(look.color)
        painter.setPen(QPen(color, 2.2 * theme.scale))
        painter.setBrush(theme.color("bg1"))
        painter.drawEllipse(place, 4.6 * theme.scale, 4.6 * theme.scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        metrics, left = QFontMetricsF(theme.font(theme.label_size, 600)), place.x() + theme.px(10)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._width - left - theme.px(2))
        pieces = [Piece(text, theme.font(theme.label_size, 600), color)]
        cap = metrics.capHeight()
        self._write(pieces, (left,), (max(place.y() + cap / 2, area.rect.top() + cap),))

    def heading(self, look: RunLook | None, counted: str, caption: str) -> None:
        """Loss and what is `counted` below it, each in the color of its curve; what there is to say at the right."""
        theme, base = self._theme, self._theme.px(20)
        font = theme.font(theme.body_size * _HEADING, 600)
        color = theme.run(look.color) if look is not None else theme.color("text")
        pieces = [
            Piece(tr("Loss"), font, color),
            Piece(tr(" and "), theme.font(theme.body_size), theme.color("text2")),
            Piece(counted, font, theme.color("ok")),
        ]
        end = paint_pieces(self._painter, pieces, QPointF(theme.px(12), base))
        free = self._width - end - theme.px(12 + 14)
        forms = ([plain(theme, form)] for form in caption.split(SHORTER))
        said = next((form for form in forms if width_of(form) <= free), None)
        if said is not None:
            paint_pieces(self._painter, said, QPointF(self._width - theme.px(14) - width_of(said), base))

    def loss_readout(self, row: int, loss: float, look: RunLook | None) -> None:
        """The loss beside the playhead, above its curve where there is room."""
        theme, area = self._theme, self._bands.loss
        pieces = with_value(theme, tr("loss {value}", value="{value}"), short_number(loss, 3, 5))
        if self._compact and look is not None:
            pieces = [Piece(short_number(loss, 3, 5), theme.font(theme.label_size, 600), theme.run(look.color))]
        y = area.point(row, min(max(loss, area.y[0]), area.y[1])).y() if loss == loss else area.rect.top()
        self._beside(pieces, row, (y - theme.px(9), min(y + theme.px(18), area.rect.bottom() - theme.px(3))))

    def rows_readout(self, row: int, right: int, value: str, more: str) -> None:
        """How many are right, in words, beside the playhead; below their line where there is room."""
        theme, area = self._theme, self._bands.rows
        pieces = with_value(theme, tr("right {value}", value="{value}"), value)
        if more:
            pieces.append(plain(theme, "  " + more))
        place = area.point(row, right)
        draw_marker(self._painter, 0, place, 4.4 * theme.scale, theme.color("ok"), theme.color("bg1"), 2 * theme.scale)
        below, above = place.y() + theme.px(17), place.y() - theme.px(8)
        self._beside(pieces, row, (below, above) if below < area.rect.bottom() - 1 else (above,))

    def _beside(self, pieces: list[Piece], row: int, bases: tuple[float, ...]) -> None:
        """To the right of the playhead, or to its left where there is no room."""
        theme, area = self._theme, self._bands.loss
        x, width = area.point(row, 0.0).x() + theme.px(_BESIDE), width_of(pieces)
        if x + width > self._width - theme.px(6):
            x = max(area.point(row, 0.0).x() - theme.px(_BESIDE) - width, area.rect.left())
        self._write(pieces, (x,), bases)

    def _write(
        self, pieces: list[Piece], lefts: tuple[float, ...], bases: tuple[float, ...], needed: bool = True
    ) -> bool:
        """Where nothing is written yet and the band does not end: at the first such base line, else at the last, or
        not at all where it is not `needed`. Whether it is written.
        """
        pad, top = self._theme.px(2), self._bands.loss.rect.top() - self._theme.px(4)
        width, cap = width_of(pieces), max(QFontMetricsF(piece.font).capHeight() for piece in pieces)
        rooms = [
            QRectF(left, base - cap, width, cap).adjusted(-pad, -pad, pad, pad) for left in lefts for base in bases
        ]
        free = (room for room in rooms if room.top() >= top and not any(map(room.intersects, self._taken)))
        room = next(free, rooms[-1] if needed else None)
        if room is None:
            return False
        self._taken.append(room)
        # A curve that runs just below the words is not cut.
        self._painter.fillRect(room.adjusted(0, 0, 0, -pad), self._theme.color("bg1"))
        paint_pieces(self._painter, pieces, QPointF(room.left() + pad, room.bottom() - pad))
        return True
