"""Whether the terms lead where torch went: an icon, and the difference beside what rounding allows."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.worked.update import WorkedUpdate
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.icons import icon_pixmap
from app.views.numbers import significant

_ICON, _GAP, _HIGH = 15, 6, 20


def verdict_of(update: WorkedUpdate) -> tuple[str, str, str]:
    """`ok` or `warn`, the sentence, and a shorter one; of the axis that comes nearest to its limit."""
    if not np.isfinite(update.end).all():
        return "warn", tr("The next point is not finite: the run ends here."), tr("The next point is not finite.")
    with np.errstate(all="ignore"):
        worst = int(np.nan_to_num(update.difference / update.limit, nan=np.inf).argmax())
    values = {
        "difference": significant(float(update.difference[worst]), 2),
        "limit": significant(float(update.limit[worst]), 2),
    }
    if update.agrees:
        whole = tr("Agrees with torch: difference {difference} ≤ {limit}", **values)
        return "ok", whole, tr("Agrees with torch: {difference} ≤ {limit}", **values)
    whole = tr("Differs from torch: difference {difference} > {limit}", **values)
    return "warn", whole, tr("Differs from torch: {difference} > {limit}", **values)


class WorkedVerdict(QWidget):
    """One line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._text, self._short = DARK, "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text

    @property
    def kind(self) -> str:
        """`ok`, `warn` or nothing."""
        return self._kind

    def show_theme(self, theme: Theme) -> None:
        """Take colors, font and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_update(self, update: WorkedUpdate | None) -> None:
        """Another step."""
        self._kind, self._text, self._short = ("", "", "") if update is None else verdict_of(update)
        self.setAccessibleName(self._text)
        self.setToolTip(tr("Recomputed from the record, and held against the next point of torch.\n"
                           "Allowed is what rounding explains.") if self._text else "")  # fmt: skip
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, self._theme.px(_HIGH))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Icon and sentence."""
        if not self._kind:
            return
        theme, painter = self._theme, QPainter(self)
        size = theme.px(_ICON)
        icon = icon_pixmap(
            {"ok": "check", "warn": "warn"}[self._kind], theme.color(self._kind), size, self.devicePixelRatioF(), 1.8
        )
        painter.drawPixmap(QPointF(0, (self.height() - size) / 2), icon)
        font = theme.font(theme.label_size)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if self._kind == "ok" else "text"))
        rect = QRectF(self.rect()).adjusted(size + theme.px(_GAP), 0, 0, 0)
        metrics = QFontMetrics(font)
        fits = metrics.horizontalAdvance(self._text) <= rect.width()
        text = metrics.elidedText(self._text if fits else self._short, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
