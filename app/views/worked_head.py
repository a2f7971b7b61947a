"""Which step of which run is worked out, and the way to the page that shows it in slow motion."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton
from app.views.run_look import RunLook, look_of
from app.views.run_style import draw_marker

_MARKER, _GAP, _LEAST_NAME = 4.2, 6, 30


class _Title(QWidget):
    """`9 → 10`, then marker and name; the step gives way first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self.look = DARK, look_of(0)
        self.name = self.step = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """The marker and a letter or two."""
        return QSize(self.theme.px(20), self.theme.px(20))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """From the right end, as far as there is room."""
        if not self.name:
            return
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marker = 2 * theme.px(_MARKER) + theme.px(_GAP)
        font, quiet = theme.font(theme.label_size, 500), theme.font(theme.label_size)
        full = QFontMetrics(font).horizontalAdvance(self.name) + 2
        width = min(full, self.width() - marker)
        rect = QRectF(self.width() - width, 0, width, self.height())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if width >= min(full, theme.px(_LEAST_NAME)):
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            text = QFontMetrics(font).elidedText(self.name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(rect, side, text)
        else:
            rect.setLeft(self.width())
        center = QPointF(rect.left() - theme.px(_GAP) - theme.px(_MARKER), rect.center().y())
        draw_marker(painter, self.look.marker, center, theme.px(_MARKER), theme.run(self.look.color))
        room = center.x() - 2 * theme.px(_GAP) - theme.px(_MARKER)
        for step in (self.step, self.step.rpartition("\u2002")[2]):
            needed = QFontMetrics(quiet).horizontalAdvance(step)
            if needed <= room:
                painter.setFont(quiet)
                painter.setPen(theme.color("text2"))
                painter.drawText(QRectF(room - needed, 0, needed + 1, self.height()), side, step)
                break
        painter.end()


class WorkedHead(QWidget):
    """Stands in the head of the panel."""

    page_requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _Title(self)
        what, why = tr("Open the worked update"), tr("Term by term, in slow motion, on the whole window.")
        self.open = ToolButton("expand", what, why, self)
        self.open.clicked.connect(self.page_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self.open)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """What it says."""
        return self._title.accessibleName()

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._title.theme = theme
        self._row.setSpacing(theme.px(6))
        self.open.show_theme(theme, 14, 24)
        self.update()

    def show_run(self, look: RunLook, name: str, step: int, there: bool) -> None:
        """The run, and the step from row `step` on; `there` says that it was recorded."""
        title = self._title
        between = f"{step} → {step + 1}"
        title.look, title.name = look, name
        # The word gives way where there is little room; an en space keeps it apart.
        title.step = f"{tr('Step')}\u2002{between}" if there else ""
        title.setAccessibleName(f"{name}, {tr('Step')} {between}" if there else name)
        title.setToolTip(name)
        self.open.setEnabled(there)
        title.update()
