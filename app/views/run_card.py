"""One run as a card: what walks, how fast, and how it fares."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.experiment import Run
from app.engine.optimizers import OPTIMIZERS, optimizer_named
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import ToolButton, explain, set_property
from app.views.choice import Choice
from app.views.elided_label import ElidedLabel
from app.views.hyperparameter_fields import HyperparameterFields
from app.views.log_slider import LogSlider
from app.views.number_field import NumberField
from app.views.run_look import RunLook, look_of
from app.views.run_status import RunStatus
from app.views.run_style import RunSample
from app.views.run_values import differences, proposal, with_optimizer, with_value
from app.views.sentence import Sentence
from surfaces.message import Message

_LR_FIELD = 66


class RunCard(QFrame):
    """Emits the run that is wished for; shows only what it is told."""

    edited = pyqtSignal(Run)
    edit_finished = pyqtSignal()
    duplicate_requested = pyqtSignal()
    remove_requested = pyqtSignal()
    hidden = pyqtSignal(bool)
    selected = pyqtSignal()
    controls_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme, self._run, self._look = DARK, Run(OPTIMIZERS[0].name), look_of(0)
        self._selected = self._pointed_at = self._expanded = False
        self.sample = RunSample(DARK)
        self.name = Choice(tr("Optimizer"), ghost=True)
        self.name.show_options(tuple((each.name, each.name) for each in OPTIMIZERS))
        self.note = ElidedLabel()
        self.duplicate = ToolButton("copy", tr("Duplicate this run."), tr("Change the copy and compare both."))
        self.remove = ToolButton("trash", tr("Remove this run."), tr("Undo brings it back."))
        self.eye = ToolButton("eye", tr("Hide this run."))
        self.expander = ToolButton("chev_d", tr("Show all hyperparameters."))
        self.lr_label = QLabel("lr")
        self.slider = LogSlider()
        self.lr = NumberField(tr("Learning rate"))
        self.refusal = Sentence(refusal=True)
        self.hyperparameters = HyperparameterFields()
        self.hyperparameters.hide()
        self.status = RunStatus()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column, self._head, self._rate = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.sample)
        self._head.addWidget(self.name)
        self._head.addWidget(self.note, 1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)
        for button in (self.duplicate, self.remove, self.eye, self.expander):
            self._tools.addWidget(button)
        self._head.addLayout(self._tools)
        self.lr_label.setProperty("quiet", True)
        self._rate.addWidget(self.lr_label)
        self._rate.addWidget(self.slider, 1)
        self._rate.addWidget(self.lr)
        self._column.addLayout(self._head)
        self._column.addLayout(self._rate)
        self._column.addWidget(self.refusal)
        self._column.addWidget(self.hyperparameters)
        self._column.addWidget(self.status)

    def _connect(self) -> None:
        self.name.chosen.connect(lambda name: self._edit(with_optimizer(self._run, name)))
        self.slider.moved.connect(self._slide)
        self.slider.finished.connect(self.edit_finished)
        self.lr.set_rules(lambda value: proposal(self._run, "lr", value))
        self.lr.entered.connect(lambda value: self._edit(with_value(self._run, "lr", value)))
        self.lr.refused.connect(self.refusal.show_sentence)
        self.hyperparameters.edited.connect(self._edit)
        self.duplicate.clicked.connect(self.duplicate_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.eye.clicked.connect(lambda: self.hidden.emit(self._look.visible))
        self.expander.clicked.connect(lambda: self.show_expanded(not self._expanded))

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
        tools = (self.duplicate, self.remove, self.eye, self.expander)
        return (self.name, *tools, self.slider, self.lr.edit, *self.hyperparameters.controls)

    @property
    def expanded(self) -> bool:
        """Whether all hyperparameters are shown."""
        return self._expanded

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._column.setContentsMargins(theme.px(12), theme.px(8) - 1, theme.px(8), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(8))
        self._rate.setSpacing(theme.px(6))
        self._rate.setContentsMargins(0, 0, theme.px(4), 0)
        for button in (self.duplicate, self.remove, self.eye, self.expander):
            button.show_theme(theme, 16, 26)
        self.lr_label.setFont(theme.font(theme.label_size))
        self.lr.setFixedWidth(theme.px(_LR_FIELD))
        for part in (self.sample, self.name, self.note, self.slider, self.lr, self.refusal, self.hyperparameters,
                     self.status):  # fmt: skip
            part.show_theme(theme)
        self.update()

    def show_run(self, run: Run, look: RunLook) -> None:
        """Show a run as it is, without a signal."""
        self._run, self._look = run, look
        rate = optimizer_named(run.optimizer).hyperparameter("lr")
        value = optimizer_named(run.optimizer).values(run)["lr"]
        assert isinstance(value, int | float) and isinstance(rate.default, int | float)
        self.sample.show_look(look)
        self.name.show_choice(run.optimizer)
        self.name.setToolTip(tr(optimizer_named(run.optimizer).sentence))
        self.note.show_text(differences(run))
        self.slider.show_color(look.color)
        self.slider.show_value(value, rate.default)
        self.lr.show_value(value)
        self.lr.explain(tr(rate.sentence))
        if self._expanded:
            self.hyperparameters.show_run(run)
            self.controls_changed.emit()
        self.eye.show_icon("eye" if look.visible else "eyeoff")
        explain(self.eye, tr("Hide this run.") if look.visible else tr("Show this run."))
        self.update()

    def show_selected(self, selected: bool) -> None:
        """Mark the card whose run is in the foreground."""
        self._selected = selected
        set_property(self, "selected", selected)
        self._show_tools()
        self.update()

    def show_expanded(self, expanded: bool) -> None:
        """Open or close the other hyperparameters."""
        self._expanded = expanded
        if expanded:
            self.hyperparameters.show_run(self._run)
            self.controls_changed.emit()
        self.hyperparameters.setVisible(expanded)
        self.expander.show_icon("chev_u" if expanded else "chev_d")
        explain(self.expander, tr("Hide the hyperparameters.") if expanded else tr("Show all hyperparameters."))

    def show_limit(self, limit: float | None) -> None:
        """Mark the learning rate above which the run cannot settle; None where there is none to name."""
        self.slider.show_limit(limit)
        sentence = tr("Learning rate: scales every step.")
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
        self.duplicate.setEnabled(room)

    def name_parts(self, position: int) -> None:
        """Tell screen readers which run the controls belong to, counted from 1."""
        self.setAccessibleName(tr("Run {number}", number=position))
        self.slider.setAccessibleName(tr("Learning rate of run {number}", number=position))
        self.lr.edit.setAccessibleName(tr("Learning rate of run {number}", number=position))

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
        self.duplicate.setVisible(shown)
        self.remove.setVisible(shown)

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Duplicate and remove appear."""
        self._pointed_at = True
        self._show_tools()

    def leaveEvent(self, event: QEvent | None) -> None:
        """And go, unless the card is selected."""
        self._pointed_at = False
        self._show_tools()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click on the card selects it."""
        assert event is not None
        if event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The card, and its stripe where it is selected."""
        super().paintEvent(event)
        if not self._selected:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, outline = self._theme.px(6), QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        stripe = QPainterPath()
        stripe.addRect(QRectF(0, 0, 3 * self._theme.scale, self.height()))
        painter.fillPath(outline.intersected(stripe), self._theme.run(self._look.color))
        painter.end()
