"""One run as a card: what walks, how fast, and how it fares."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QEvent, QPoint, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.experiment import Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.engine.schedules import scheduler_named
from app.engine.special import specials
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import set_property
from app.views.card_grip import paint_grip
from app.views.elided_label import ElidedLabel
from app.views.log_slider import LogSlider
from app.views.look_picker import LookPicker
from app.views.number_field import NumberField
from app.views.run_details import RunDetails
from app.views.run_head import RunHead
from app.views.run_look import RunLook, look_of
from app.views.run_status import RunStatus
from app.views.run_values import proposal, with_optimizer, with_value
from app.views.sentence import Sentence
from surfaces.message import Message

_LR_FIELD = 66


class RunCard(QFrame):
    """Emits the run that is wished for; shows only what it is told.

    Where no control is, a hand can take hold of the card: `gripped`, `pulled` and `let_go` say where it is on screen.
    """

    edited = pyqtSignal(Run)
    edit_finished = pyqtSignal()
    fork_requested = pyqtSignal()
    edit_wanted = pyqtSignal(str)
    duplicate_requested = pyqtSignal()
    remove_requested = pyqtSignal()
    hidden = pyqtSignal(bool)
    selected = pyqtSignal()
    rename_requested = pyqtSignal()
    renamed = pyqtSignal(str)
    dressed = pyqtSignal(int, int)
    menu_requested = pyqtSignal(QPoint)
    gripped = pyqtSignal(QPoint)
    pulled = pyqtSignal(QPoint)
    let_go = pyqtSignal()
    controls_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme, self._run, self._look = DARK, Run(OPTIMIZERS[0].name), look_of(0)
        self._selected = self._pointed_at = self._expanded = False
        self.head = RunHead()
        self.lr_label = QLabel("lr")
        self.slider = LogSlider()
        self.lr = NumberField(tr("Learning rate"))
        self.refusal = Sentence(refusal=True)
        self.special, self.details = ElidedLabel(), RunDetails()
        self.hyperparameters = self.details.hyperparameters
        self.status = RunStatus()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column, self._rate = QVBoxLayout(self), QHBoxLayout()
        self.lr_label.setProperty("quiet", True)
        self._rate.addWidget(self.lr_label)
        self._rate.addWidget(self.slider, 1)
        self._rate.addWidget(self.lr)
        self._column.addWidget(self.head)
        self._column.addLayout(self._rate)
        self._column.addWidget(self.refusal)
        self._column.addWidget(self.special)
        self._column.addWidget(self.details)
        self._column.addWidget(self.status)

    def _connect(self) -> None:
        head = self.head
        head.sample.clicked.connect(self.open_looks)
        head.name.chosen.connect(lambda name: self._edit(with_optimizer(self._run, name)))
        head.edit.committed.connect(self._take_name)
        head.edit.refused.connect(self.refusal.show_sentence)
        head.edit.focus_returned.connect(self.setFocus)
        head.fork.clicked.connect(self.fork_requested)
        head.duplicate.clicked.connect(self.duplicate_requested)
        head.remove.clicked.connect(self.remove_requested)
        head.eye.clicked.connect(lambda: self.hidden.emit(self._look.visible))
        head.expander.clicked.connect(lambda: self.show_expanded(not self._expanded))
        self.slider.moved.connect(self._slide)
        self.slider.finished.connect(self.edit_finished)
        self.lr.set_rules(lambda value: proposal(self._run, "lr", value))
        self.lr.entered.connect(lambda value: self._edit(with_value(self._run, "lr", value)))
        self.lr.refused.connect(self.refusal.show_sentence)
        self.details.edited.connect(self._edit)
        self.details.edits_opened.connect(self._show_special)
        self.details.edit_wanted.connect(self.edit_wanted)
        self.details.controls_changed.connect(self.controls_changed)

    @property
    def run(self) -> Run:
        """The run shown."""
        return self._run

    @property
    def look(self) -> RunLook:
        """How the run shown looks."""
        return self._look

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key visits, in order."""
        return (*self.head.controls, self.slider, self.lr.edit, *self.details.controls)

    @property
    def expanded(self) -> bool:
        """Whether all hyperparameters are shown."""
        return self._expanded

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(theme.px(12), theme.px(8) - 1, theme.px(8), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._rate.setSpacing(theme.px(6))
        self._rate.setContentsMargins(0, 0, theme.px(4), 0)
        self.lr_label.setFont(theme.font(theme.label_size))
        self.lr.setFixedWidth(theme.px(_LR_FIELD))
        for part in (self.head, self.slider, self.lr, self.refusal, self.special, self.details, self.status):
            part.show_theme(theme)
        self.update()

    def show_run(self, run: Run, look: RunLook) -> None:
        """Show a run as it is, without a signal."""
        self._run, self._look = run, look
        rate = optimizer_named(run.optimizer).hyperparameter("lr")
        value = optimizer_named(run.optimizer).values(run)["lr"]
        assert isinstance(value, int | float) and isinstance(rate.default, int | float)
        self.head.show_run(run, look)
        self.slider.show_color(look.color)
        self.slider.show_value(value, rate.default)
        self.lr.show_value(value)
        self.lr.explain(tr(rate.sentence))
        computed = run.schedule is not None and scheduler_named(run.schedule.name).sets_rate
        for part in (self.slider, self.lr, self.lr_label):
            part.setEnabled(not computed)
        self.details.show_run(run)
        self._show_special()
        self.update()

    def _show_special(self) -> None:
        """What is behind the arrow, in one line; nothing where it is open."""
        run = replace(self._run, edits=()) if self.details.edits_open else self._run
        self.special.show_text(" · ".join(map(tr, specials(run))))
        self.special.setVisible(bool(self.special.text) and not self._expanded)

    def show_selected(self, selected: bool) -> None:
        """Mark the card whose run is in the foreground."""
        self._selected = selected
        set_property(self, "selected", selected)
        self._show_tools()
        self.update()

    def show_expanded(self, expanded: bool) -> None:
        """Open or close all that the run has besides its learning rate."""
        self._expanded = expanded
        self.details.show_expanded(expanded)
        self.head.show_expanded(expanded)
        self._show_special()

    def show_limit(self, limit: float | None) -> None:
        """Mark the learning rate above which the run cannot settle; None where there is none to name."""
        self.slider.show_limit(limit)
        sentence = tr("Learning rate: scales every step.")
        if not self.slider.isEnabled() and self._run.schedule is not None:
            sentence = tr("{schedule} sets the learning rate itself.", schedule=self._run.schedule.name)
        if limit is not None:
            beyond = tr("2/λ<sub>max</sub> here is {limit}; beyond it the run cannot settle.", limit=f"{limit:.3g}")
            sentence = f"{sentence}<br>{beyond}"
        self.slider.setToolTip(sentence)
        self.lr_label.setToolTip(sentence)

    def show_status(self, kind: str, sentence: Message) -> None:
        """How the run fares: `ok`, `warn`, `danger` or empty, in one sentence."""
        self.status.show_status(kind, sentence)

    def show_room(self, room: bool) -> None:
        """Whether there is room for one more run."""
        self.head.fork.setEnabled(room)
        self.head.duplicate.setEnabled(room)

    def name_parts(self, position: int) -> None:
        """Tell screen readers which run the controls belong to, counted from 1."""
        self.setAccessibleName(tr("Run {number}", number=position))
        self.slider.setAccessibleName(tr("Learning rate of run {number}", number=position))
        self.lr.edit.setAccessibleName(tr("Learning rate of run {number}", number=position))

    def open_name(self, automatic: str) -> None:
        """Let a name be typed in place; `automatic` is what an empty one leaves."""
        self.head.open_name(automatic)

    def open_looks(self) -> None:
        """Offer colors and markers."""
        picker = LookPicker(self._look, self._theme, self)
        picker.picked.connect(self.dressed)
        picker.open_below(self.head.sample)

    def _take_name(self, name: str) -> None:
        if name != self._look.name:
            self.renamed.emit(name)

    def _slide(self, value: float) -> None:
        self.lr.restore()
        self._run = with_value(self._run, "lr", value)
        self.edited.emit(self._run)

    def _edit(self, run: Run) -> None:
        self._run = run
        self.edited.emit(run)
        self.edit_finished.emit()

    def _show_tools(self) -> None:
        shown = self._selected or self._pointed_at
        self.head.show_tools(shown)

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Duplicate and remove appear."""
        self._pointed_at = True
        self._show_tools()
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:
        """And go, unless the card is selected."""
        self._pointed_at = False
        self._show_tools()
        self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click on the card selects it; held, it can be pulled elsewhere."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit()
            self.gripped.emit(event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Pull."""
        assert event is not None
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pulled.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """On the head: another name."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() < self.head.geometry().bottom():
            self.rename_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """What can be done with the run."""
        assert event is not None
        self.selected.emit()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.head.sample.mapToGlobal(QPoint(0, self.head.sample.height()))
        self.menu_requested.emit(below if by_key else event.globalPos())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The card, its stripe where it is selected, and the dots of the grip where it can be taken."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._selected:
            radius, outline = self._theme.px(6), QPainterPath()
            outline.addRoundedRect(QRectF(self.rect()), radius, radius)
            stripe = QPainterPath()
            stripe.addRect(QRectF(0, 0, 3 * self._theme.scale, self.height()))
            painter.fillPath(outline.intersected(stripe), self._theme.run(self._look.color))
        if self._pointed_at:
            middle = self.head.geometry().top() + self.head.sample.geometry().center().y()
            paint_grip(painter, self._theme, middle)
        painter.end()
