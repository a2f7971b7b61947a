"""The runs of the experiment, a card each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.engine.experiment import MAX_RUNS, Experiment, Run
from app.engine.run_name import run_names
from app.engine.run_text import RunTextError
from app.engine.trajectory import Trajectory
from app.i18n import tr
from app.theme import DARK, Theme
from app.views.card_column import CardColumn
from app.views.run_card import RunCard
from app.views.run_clipboard import EXAMPLE, copy_run, pasted_runs
from app.views.run_drag import RunDrag
from app.views.run_look import RunLook
from app.views.run_menu import RunMenu, Wish
from app.views.runs_head import RunsHead
from app.views.same_runs import Shown, same_runs
from app.views.sentence import Sentence
from surfaces.message import Message
from surfaces.surface import Surface


class RunList(QWidget):
    """Every `run_edited` is followed by `edit_finished` once the hand lets go."""

    run_edited = pyqtSignal(int, Run)
    run_added = pyqtSignal(Run)
    run_forked = pyqtSignal(int)
    edit_wanted = pyqtSignal(int, str)
    script_wanted = pyqtSignal(int)
    run_duplicated = pyqtSignal(int)
    run_removed = pyqtSignal(int)
    run_hidden = pyqtSignal(int, bool)
    run_selected = pyqtSignal(int)
    run_moved = pyqtSignal(int, int)
    run_renamed = pyqtSignal(int, str)
    run_dressed = pyqtSignal(int, int, int)
    runs_pasted = pyqtSignal(tuple)
    paste_refused = pyqtSignal(object)
    edit_finished = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._selected, self._compact = DARK, -1, False
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self.cards: list[RunCard] = []
        self._chain: list[QWidget] = []
        self.head = RunsHead()
        self.add = self.head.add
        self.head.added.connect(self.run_added)
        self.refusal = Sentence(refusal=True)
        self.hint = Sentence()
        self.hint.setProperty("quiet", True)
        self._lay_out()
        self.drag = RunDrag(self._column, self._column.pane)
        self.drag.moved.connect(self.run_moved)

    def _lay_out(self) -> None:
        self._column = CardColumn()
        self._said = QVBoxLayout()
        self._said.addWidget(self.refusal)
        self._said.addWidget(self.hint)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(self._said)
        whole.addWidget(self._column, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        self._said.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        for part in (self.head, self.refusal, self.hint, self._column, self.drag):
            part.show_theme(theme)
        for card in self.cards:
            card.show_theme(theme)

    def leave_out(self, names: frozenset[str]) -> None:
        """Optimizers that are not offered here."""
        self._left_out = names
        self.head.leave_out(names)
        for card in self.cards:
            card.head.leave_out(names)

    def set_compact(self, compact: bool) -> None:
        """Cards without secondary text, for a narrow window."""
        self._compact = compact
        for card in self.cards:
            card.head.set_compact(compact)

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """Show the runs as they are, without a signal; cards are kept and take what changed."""
        self._keep_cards(tuple(zip(experiment.runs, looks, strict=True)))
        room = len(experiment.runs) < MAX_RUNS
        self._experiment = experiment
        for card, run, look in zip(self.cards, experiment.runs, looks, strict=True):
            card.details.show_length(experiment.steps, len(surface.parts))
            card.show_run(run, look)
            card.show_room(room)
        self._looks = looks
        self._chain_tabs()
        self.refusal.show_sentence("")
        none = tr("No runs yet. Add one above, or paste a line such as {example}.", example=EXAMPLE)
        self.hint.show_sentence("" if experiment.runs else none)
        self.head.show_count(len(experiment.runs))

    def show_trajectories(self, trajectories: Sequence[Trajectory | None]) -> None:
        """The learning rates that were recorded so far."""
        for card, trajectory in zip(self.cards, trajectories, strict=False):
            if trajectory is not None:
                card.details.show_rates(trajectory.learning_rates, card.look)

    def open_edit(self, index: int, step: int, name: str) -> None:
        """Let the value of an edit be typed over."""
        self.cards[index].details.open_edit(step, name)
        self._column.settle()
        self._column.reveal(self.cards[index].details.edits, 40)

    def show_statuses(self, statuses: Sequence[tuple[str, Message]]) -> None:
        """How every run fares: kind (`ok`, `warn`, `danger` or empty) and sentence."""
        for card, (kind, sentence) in zip(self.cards, statuses, strict=False):
            card.show_status(kind, sentence)

    def show_selected(self, index: int) -> None:
        """The run in the foreground; -1 for none."""
        if index != self._selected and 0 <= index < len(self.cards):
            self._column.reveal(self.cards[index], 8)
        self._selected = index
        for at, card in enumerate(self.cards):
            card.show_selected(at == index)

    @property
    def selected(self) -> RunCard | None:
        """The card of the run in the foreground."""
        return self.cards[self._selected] if 0 <= self._selected < len(self.cards) else None

    def copy_selected(self) -> None:
        """The selected run as text, to the clipboard."""
        if self.selected is not None:
            copy_run(self.selected.run)

    def paste(self) -> None:
        """The runs of the text on the clipboard; where they cannot be read or walk, a sentence says why."""
        if self._experiment is None:
            return
        try:
            runs = pasted_runs(self._experiment)
        except RunTextError as error:
            self.refusal.show_sentence(tr(error.message))
            self.paste_refused.emit(error.message)
        else:
            self.runs_pasted.emit(runs)

    def fork_selected(self) -> None:
        """The selected run once more, to change on the way."""
        if self.selected is not None:
            self.run_forked.emit(self._selected)

    def edit_selected(self) -> None:
        """The selected run is to change on the way."""
        if self.selected is not None:
            self.edit_wanted.emit(self._selected, "")

    def rename_selected(self) -> None:
        """Let a name be typed on the selected card."""
        if self.selected is not None:
            self._rename(self._selected)

    def move_selected(self, by: int) -> None:
        """The selected run one place up (−1) or down (1)."""
        to = self._selected + by
        if self.selected is not None and 0 <= to < len(self.cards):
            self.run_moved.emit(self._selected, to)

    def set_limit(self, index: int, limit: float | None) -> None:
        """Mark a learning rate on a run's slider above which it cannot settle, or take the mark away."""
        self.cards[index].show_limit(limit)

    def _keep_cards(self, shown: Sequence[Shown]) -> None:
        """A card stays with its run; new runs get new cards, old cards go."""
        kept = same_runs([(card.run, card.look) for card in self.cards], shown)
        cards = [self._make() if index is None else self.cards[index] for index in kept]
        if cards != self.cards:
            self.drag.cancel()
        self._column.show_cards(self.cards, cards)
        self.cards = cards
        for at, card in enumerate(cards):
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
        card.fork_requested.connect(lambda: self.run_forked.emit(self.cards.index(card)))
        card.edit_wanted.connect(lambda name: self.edit_wanted.emit(self.cards.index(card), name))
        card.duplicate_requested.connect(lambda: self.run_duplicated.emit(self.cards.index(card)))
        card.remove_requested.connect(lambda: self.run_removed.emit(self.cards.index(card)))
        card.hidden.connect(lambda hidden: self.run_hidden.emit(self.cards.index(card), hidden))
        card.selected.connect(lambda: self._select(self.cards.index(card)))
        card.rename_requested.connect(lambda: self._rename(self.cards.index(card)))
        card.renamed.connect(lambda name: self.run_renamed.emit(self.cards.index(card), name))
        card.dressed.connect(lambda *look: self.run_dressed.emit(self.cards.index(card), *look))
        card.menu_requested.connect(lambda at: self._open_menu(card, at))
        card.gripped.connect(lambda at: self.drag.grip(self.cards, self.cards.index(card), at))
        card.pulled.connect(self.drag.pull)
        card.let_go.connect(self.drag.let_go)
        card.controls_changed.connect(self._chain_tabs)
        card.show_limit(None)
        card.show_theme(self._theme)
        card.head.set_compact(self._compact)
        card.head.leave_out(self._left_out)
        card.show_selected(False)
        return card

    def _select(self, index: int) -> None:
        if index != self._selected:
            self.run_selected.emit(index)

    def _rename(self, index: int) -> None:
        runs = tuple(card.run for card in self.cards)
        others = tuple("" if at == index else look.name for at, look in enumerate(self._looks))
        self.cards[index].open_name(tr(run_names(runs, others)[index]))
        self._column.reveal(self.cards[index].head, 8)

    def _open_menu(self, card: RunCard, at: QPoint) -> None:
        index, last, shown = self.cards.index(card), len(self.cards) - 1, card.look.visible
        room = len(self.cards) < MAX_RUNS
        groups = (
            (
                Wish(tr("Copy run"), lambda: copy_run(card.run), "Ctrl+C"),
                Wish(tr("Paste run"), self.paste, "Ctrl+V", room),
                Wish(tr("Copy as PyTorch script"), lambda: self.script_wanted.emit(index), "Ctrl+Shift+P"),
            ),
            (
                Wish(tr("Fork here"), lambda: self.run_forked.emit(index), "B", room),
                Wish(tr("Edit from here"), lambda: self.edit_wanted.emit(index, ""), "E"),
                Wish(tr("Duplicate"), lambda: self.run_duplicated.emit(index), "", room),
            ),
            (
                Wish(tr("Rename…"), lambda: self._rename(index), "F2"),
                Wish(tr("Color and marker…"), card.open_looks),
                Wish(tr("Move up"), lambda: self.run_moved.emit(index, index - 1), "Alt+Up", index > 0),
                Wish(tr("Move down"), lambda: self.run_moved.emit(index, index + 1), "Alt+Down", index < last),
            ),
            (
                Wish(tr("Hide") if shown else tr("Show"), lambda: self.run_hidden.emit(index, shown)),
                Wish(tr("Remove"), lambda: self.run_removed.emit(index)),
            ),
        )
        self._popup(RunMenu(groups, self), at)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Beside the cards: paste."""
        assert event is not None
        paste = Wish(tr("Paste run"), self.paste, "Ctrl+V", len(self.cards) < MAX_RUNS)
        self._popup(RunMenu(((paste,),), self), event.globalPos())

    def _popup(self, menu: RunMenu, at: QPoint) -> None:
        menu.setFont(self._theme.font())
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy, from a text field in which no text is selected."""
        assert event is not None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        else:
            super().keyPressEvent(event)

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        for index, card in enumerate(self.cards):
            if now is not None and card.isAncestorOf(now):
                self._column.reveal(now, 40)
                self._select(index)
