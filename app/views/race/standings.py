"""The table of the fair race: every run at its best learning rate and at its present one, side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.engine.race import Standing
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.numbers import number, significant, tick
from app.views.race.shown import RaceShown
from app.views.run_sample import PALE, WIDTH, paint_sample
from surfaces.message import Message

ROW, LOW_ROW, HEAD = 25, 19, 26
_PAD = 12
Column = Literal["name", "swept", "best", "loss", "present", "present_loss", "gain"]
_COLUMNS: tuple[tuple[Column, Message, float], ...] = (
    ("name", Message("Run"), 2.3),
    ("swept", Message("Learning rates tried"), 1.7),
    ("best", Message("Best lr"), 0.9),
    ("loss", Message("Loss there"), 1.0),
    ("present", Message("lr now"), 0.9),
    ("present_loss", Message("Loss now"), 1.0),
    ("gain", Message("Lower by"), 0.9),
)
NOTHING = "—"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `strong` for what is best of all, `broken` for what diverged."""

    text: str
    strong: bool = False
    broken: bool = False


def cells(race: RaceShown, run: int) -> dict[Column, Cell]:
    """The row of a run."""
    known = race.standing(run)
    row = {"name": Cell(race.names[run]), "swept": Cell(_swept(race, run))}
    if known is None:
        return {column: row.get(column, Cell(NOTHING)) for column, _, _ in _COLUMNS}
    won = known.loss is not None and known.loss == race.lowest
    return {
        "name": row["name"],
        "swept": row["swept"],
        "best": Cell(NOTHING if known.best is None else significant(known.best, 3), strong=True),
        "loss": Cell(tr("diverged"), broken=True) if known.loss is None else Cell(_loss(known.loss), strong=won),
        "present": Cell(significant(known.present, 3)),
        "present_loss": _present_loss(known.present_loss),
        "gain": Cell(_gain(known)),
    }


def _gain(known: Standing) -> str:
    if known.loss == 0 and known.present_loss is not None and known.present_loss > 0:
        return tr("to 0")
    return NOTHING if known.gain is None else tr("{factor} ×", factor=_factor(known.gain))


def _present_loss(loss: float | None) -> Cell:
    if loss is None:
        return Cell(NOTHING)
    return Cell(tr("diverged"), broken=True) if math.isnan(loss) else Cell(_loss(loss))


def _loss(loss: float) -> str:
    return "0" if loss == 0 else number(loss)


def _factor(gain: float) -> str:
    return f"{gain:.3g}" if gain < 1000 else tick(float(f"{gain:.1e}"))


def _swept(race: RaceShown, run: int) -> str:
    rates, curve = race.rates(run), race.curves.get(run)
    if race.is_whole(run):
        return tr("{count}, {low} to {high}", count=len(rates), low=tick(rates[0]), high=tick(rates[-1]))
    if curve is not None:
        return tr("{count} of {all}", count=len(curve.learning_rates), all=len(rates))
    return NOTHING if race.phase in ("cancelled", "failed") else tr("waits")


class Standings(QWidget):
    """Painted; a row that is pointed at brings its curve out. Until a run is swept, its row shows how far it is."""

    run_pointed = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = DARK
        self._race: RaceShown | None = None
        self._lit: int | None = None
        self._low = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self.setAccessibleName(tr("Standings"))
        self.updateGeometry()
        self.update()

    def show_race(self, race: RaceShown | None) -> None:
        """Take what is known so far."""
        self._race = race
        lines = [] if race is None else [_line(race, run) for run in range(len(race.looks))]
        self.setAccessibleDescription("\n".join(lines))
        self.updateGeometry()
        self.update()

    def show_low(self, low: bool) -> None:
        """Rows close together, where the plot needs the room."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    @property
    def row_height(self) -> int:
        """In pixels."""
        return self._theme.px(LOW_ROW if self._low else ROW)

    def show_lit(self, run: int | None) -> None:
        """The run whose curve is brought out."""
        if run != self._lit:
            self._lit = run
            self.update()

    def sizeHint(self) -> QSize:
        """The head and all rows."""
        rows = 0 if self._race is None else len(self._race.looks)
        return QSize(self._theme.px(560), self._theme.px(HEAD) + rows * self.row_height + self._theme.px(6))

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(self._theme.px(400), self.sizeHint().height())

    def tab_separated(self) -> str:
        """Heads and rows for a spreadsheet, numbers with all their digits; empty where nothing is known."""
        if self._race is None:
            return ""
        heads = "run\tbest_lr\tloss\tpresent_lr\tpresent_loss"
        return "".join(f"{line}\n" for line in (heads, *(_digits(self._race, at) for at in self._race.curves)))

    def row_at(self, y: float) -> int | None:
        """The run of the row at a height."""
        row = math.floor((y - self._theme.px(HEAD)) / self.row_height)
        return row if self._race is not None and 0 <= row < len(self._race.looks) else None

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Heads, then a row a run."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = QRectF(0, 0, self.width(), theme.px(HEAD))
        painter.setFont(theme.font(theme.tick_size, 500))
        painter.setPen(theme.color("text2"))
        for (column, title, _), box in zip(_COLUMNS, self._boxes(head), strict=True):
            painter.drawText(box, _side(column), tr(title))
        painter.fillRect(QRectF(0, head.bottom() - 1, self.width(), 1), theme.color("line"))
        if self._race is not None:
            for run in range(len(self._race.looks)):
                self._paint_row(painter, self._race, run)
        painter.end()

    def _boxes(self, row: QRectF) -> list[QRectF]:
        """The columns of a row, with room between."""
        theme = self._theme
        whole, gap = sum(share for _, _, share in _COLUMNS), theme.px(_PAD)
        room, left, boxes = row.width() - gap, row.left() + gap, []
        for _, _, share in _COLUMNS:
            wide = room * share / whole
            boxes.append(QRectF(left, row.top(), wide - gap, row.height()))
            left += wide
        return boxes

    def _paint_row(self, painter: QPainter, race: RaceShown, run: int) -> None:
        theme, look = self._theme, race.looks[run]
        rect = QRectF(0, theme.px(HEAD) + run * self.row_height, self.width(), self.row_height)
        if run == self._lit:
            painter.fillRect(rect, theme.color("bg3"))
        painter.setOpacity(1.0 if look.visible else PALE)
        for (column, cell), box in zip(cells(race, run).items(), self._boxes(rect), strict=True):
            inside = box
            if column == "name":
                sample = QRectF(box.left(), box.top(), theme.px(WIDTH), box.height())
                paint_sample(painter, theme, look, sample, "bg3" if run == self._lit else "bg1")
                inside = box.adjusted(theme.px(WIDTH + 8), 0, 0, 0)
            if column == "swept" and run in race.shares and not race.is_whole(run):
                inside = self._paint_progress(painter, race.shares[run], box, theme.run(look.color))
            painter.setFont(theme.font(theme.body_size, 650 if cell.strong else 400))
            painter.setPen(theme.color("danger" if cell.broken else "text2" if column == "swept" else "text"))
            metrics = QFontMetricsF(painter.font())
            text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, _side(column), text)
        painter.setOpacity(1.0)

    def _paint_progress(self, painter: QPainter, share: float, box: QRectF, color: QColor) -> QRectF:
        """A bar as long as what is done; what is left of the box for a text."""
        theme, high = self._theme, self._theme.px(4)
        bar = QRectF(QPointF(box.left(), box.center().y() - high / 2), box.size())
        bar.setSize(QRectF(0, 0, box.width() * 0.55, high).size())
        painter.setPen(Qt.PenStyle.NoPen)
        for wide, ground in ((bar.width(), theme.color("bg4")), (bar.width() * share, color)):
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(bar.topLeft(), QRectF(0, 0, wide, high).size()), high / 2, high / 2)
        return box.adjusted(bar.width() + theme.px(8), 0, 0, 0)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Bring the run of the row out."""
        assert event is not None
        row = self.row_at(event.position().y())
        self.run_pointed.emit(-1 if row is None else row)

    def leaveEvent(self, event: QEvent | None) -> None:
        """No row is pointed at."""
        self.run_pointed.emit(-1)


def _side(column: Column) -> Qt.AlignmentFlag:
    left = column in ("name", "swept")
    return (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter


def _line(race: RaceShown, run: int) -> str:
    row = cells(race, run)
    return "; ".join(f"{tr(title)} {row[column].text}" for column, title, _ in _COLUMNS)


def _digits(race: RaceShown, run: int) -> str:
    known = race.standing(run)
    assert known is not None
    values = (known.best, known.loss, known.present, known.present_loss)
    name = race.names[run].replace("\t", " ")
    return "\t".join((name, *("" if each is None else repr(each) for each in values)))
