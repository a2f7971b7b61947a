"""The runs of the experiment, a card each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.engine.optimizers import OPTIMIZERS
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.buttons import TextButton, explain
from app.views.run_card import RunCard
from app.views.run_look import RunLook
from app.views.same_runs import Shown, same_runs
from surfaces.message import Message
from surfaces.surface import Surface


class RunList(QWidget):
    """Every `run_edited` is followed by `edit_finished` once the hand lets go."""

    run_edited = pyqtSignal(int, Run)
    run_added = pyqtSignal(Run)
    run_duplicated = pyqtSignal(int)
    run_removed = pyqtSignal(int)
    run_hidden = pyqtSignal(int, bool)
    run_selected = pyqtSignal(int)
    edit_finished = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._selected = DARK, -1
        self.cards: list[RunCard] = []
        self._chain: list[QWidget] = []
        self._title, self._count = QLabel(tr("Runs")), QLabel()
        self._count.setProperty("quiet", True)
        self.add = TextButton(tr("Add a run"), "plus", ghost=True)
        self._optimizers = QMenu(self.add)
        self._optimizers.setToolTipsVisible(True)
        for optimizer in OPTIMIZERS:
            action = self._optimizers.addAction(optimizer.name)
            assert action is not None
            action.setToolTip(tr(optimizer.sentence))
            action.triggered.connect(partial(self._add, optimizer.name))
        self.add.setMenu(self._optimizers)
        self._lay_out()

    def _lay_out(self) -> None:
        self._head, self._pane = QHBoxLayout(), QWidget()
        self._head.addWidget(self._title)
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self.add)
        self._column = QVBoxLayout(self._pane)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._pane)
        bar = self._area.verticalScrollBar()
        assert bar is not None
        bar.rangeChanged.connect(self._make_way)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self._area, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._head.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        self._head.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._title.setFont(theme.font(theme.body_size, 600))
        self._count.setFont(theme.font(theme.label_size))
        self.add.show_theme(theme, theme.label_size, theme.small_control_height)
        self._optimizers.setFont(theme.font())
        for card in self.cards:
            card.show_theme(theme)
        self._make_way(0, 0)

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Show the runs as they are, without a signal; cards are kept and take what changed."""
        self._keep_cards(tuple(zip(experiment.runs, looks, strict=True)))
        room = len(experiment.runs) < MAX_RUNS
        for card, run, look in zip(self.cards, experiment.runs, looks, strict=True):
            card.show_run(run, look)
            card.show_room(room)
        self._chain_tabs()
        self._count.setText(str(len(experiment.runs)))
        self.add.setEnabled(room)
        full = tr("There are {most} runs, as many as can be told apart.", most=MAX_RUNS)
        explain(self.add, tr("Add a run."), tr("It starts where the others start.") if room else full)

    def show_statuses(self, statuses: Sequence[tuple[str, Message]]) -> None:
        """How every run fares: kind (`ok`, `warn`, `danger` or empty) and sentence."""
        for card, (kind, sentence) in zip(self.cards, statuses, strict=False):
            card.show_status(kind, sentence)

    def show_selected(self, index: int) -> None:
        """The run in the foreground; -1 for none."""
        if index != self._selected and 0 <= index < len(self.cards):
            self._area.ensureWidgetVisible(self.cards[index], 0, self._theme.px(8))
        self._selected = index
        for at, card in enumerate(self.cards):
            card.show_selected(at == index)

    def set_limit(self, index: int, limit: float | None) -> None:
        """Mark a learning rate on a run's slider above which it cannot settle, or take the mark away."""
        self.cards[index].show_limit(limit)

    def _add(self, optimizer: str) -> None:
        self.run_added.emit(Run(optimizer))

    def _keep_cards(self, shown: Sequence[Shown]) -> None:
        """A card stays with its run; new runs get new cards, old cards go."""
        kept = same_runs([(card.run, card.look) for card in self.cards], shown)
        cards = [self._make() if index is None else self.cards[index] for index in kept]
        for card in self.cards:
            if card not in cards:
                self._drop(card)
        self.cards = cards
        for at, card in enumerate(cards):
            if self._column.indexOf(card) != at:
                self._column.insertWidget(at, card)
            card.name_parts(at + 1)

    def _chain_tabs(self) -> None:
        """Tab goes down the cards, whatever the order they were made in."""
        chain = [self.add, *(control for card in self.cards for control in card.controls)]
        if chain != self._chain:
            self._chain = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _make(self) -> RunCard:
        card = RunCard()
        card.edited.connect(lambda run: self.run_edited.emit(self.cards.index(card), run))
        card.edit_finished.connect(self.edit_finished)
        card.duplicate_requested.connect(lambda: self.run_duplicated.emit(self.cards.index(card)))
        card.remove_requested.connect(lambda: self.run_removed.emit(self.cards.index(card)))
        card.hidden.connect(lambda hidden: self.run_hidden.emit(self.cards.index(card), hidden))
        card.selected.connect(lambda: self._select(self.cards.index(card)))
        card.controls_changed.connect(self._chain_tabs)
        card.show_limit(None)
        card.show_theme(self._theme)
        card.show_selected(False)
        return card

    def _make_way(self, first: int, last: int) -> None:
        """The scroll bar takes the margin's place, so that the cards keep their width."""
        margin = self._theme.px(8)
        self._column.setContentsMargins(margin, self._theme.px(2), 0 if last > first else margin, margin)

    def _drop(self, card: RunCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _select(self, index: int) -> None:
        if index != self._selected:
            self.run_selected.emit(index)

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        for index, card in enumerate(self.cards):
            if now is not None and card.isAncestorOf(now):
                self._area.ensureWidgetVisible(now, 0, self._theme.px(40))
                self._select(index)
