"""The opened worked update: one step of the run chosen, taken apart term by term, in slow motion."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.trajectory import Trajectory
from app.engine.worked.along import SeenAlong
from app.engine.worked.update import WorkedUpdate
from app.theme import DARK, Theme
from app.timers import timer
from app.views.buttons import Line
from app.views.height_scale import Height
from app.views.run_look import RunLook
from app.views.step_update import update_at
from app.views.worked.arrows import arrows_of, divisor_of
from app.views.worked.copied import copy_line
from app.views.worked.ground import Ground, WholeSurface, fits
from app.views.worked.nothing import reason_for_nothing
from app.views.worked.page_head import PageHead
from app.views.worked.pictures import Pictures
from app.views.worked.shown import Shown
from app.views.worked.slow_motion import SlowMotion
from app.views.worked.term_list import TermList
from app.views.worked.typesetting import LEAST_DIGITS, MOST_DIGITS
from surfaces.surface import Surface

SLOW_MS = 1800
"""How long a term stays while the terms play."""


class WorkedPage(QWidget):
    """Told what every view is told; ↑ ↓ walk the terms, Space plays them, 1 to 9 jump, D takes the next digits."""

    back_requested = pyqtSignal()
    axes_chosen = pyqtSignal(object)
    step_by_requested = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme: Theme = DARK
        self._ground: Ground | None = None
        self._experiment: Experiment | None = None
        self._looks: tuple[RunLook, ...] = ()
        self._trajectories: tuple[Trajectory | None, ...] = ()
        self._selected, self._step, self._term, self._digits = 0, 0, 0, LEAST_DIGITS
        self._symbol = r"\Delta"  # of the term that the page is about: another optimizer may have it elsewhere
        self._lit: int | None = None
        self._shown: Shown | None = None
        self.head, self.terms, self.motion, self.pictures = (
            PageHead(self),
            TermList(self),
            SlowMotion(self),
            Pictures(self),
        )
        self.map, self.divisor = self.pictures.map, self.pictures.divisor
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._slow = timer(self, SLOW_MS, self._walk_on)
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> Shown | None:
        """What is on the page; None where there is no step to take apart."""
        return self._shown

    @property
    def message(self) -> str:
        """Why there is no step to take apart."""
        return self._message.text()

    @property
    def playing(self) -> bool:
        """Whether the terms walk by themselves."""
        return self._slow.isActive()

    def _lay_out(self) -> None:
        self._body = QHBoxLayout()
        self._body.addWidget(self.terms, 60)
        self._body.addWidget(self._message, 60)
        self._body.addWidget(self.pictures, 40)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(self._body, 1)
        whole.addWidget(Line(self))
        whole.addWidget(self.motion)

    def _connect(self) -> None:
        self.head.back_requested.connect(self.back_requested)
        self.head.axes.axes_chosen.connect(self.axes_chosen)
        for part in (self.terms, self.map, self.divisor, self.motion.chain):
            part.term_hovered.connect(self._light)
        for chooser in (self.terms, self.motion.chain):
            chooser.term_chosen.connect(self.go_to_term)
        self.terms.digits_chosen.connect(self.set_digits)
        self.motion.term_by.connect(lambda count: self.go_to_term(self._term + count))
        self.motion.play_toggled.connect(self.toggle_play)
        self.motion.step_by.connect(self.step_by_requested)

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        for part in (self.head, self.terms, self.pictures, self.motion):
            part.show_theme(theme)
        self._message.setFont(theme.font(15, 600))
        margin = theme.px(12)
        self._body.setContentsMargins(margin, 0, margin, theme.px(8))
        self._body.setSpacing(theme.px(10))
        self._refresh()

    def show_experiment(self, surface: Surface, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """What is walked down, and how the runs look."""
        self.show_ground(WholeSurface(surface), experiment, looks)

    def show_ground(self, ground: Ground, experiment: Experiment, looks: tuple[RunLook, ...]) -> None:
        """The same where more than two parameters walk; `ground` has the two that are shown."""
        if self._experiment is None or len(experiment.runs) != len(self._experiment.runs):
            self._trajectories = ()
        self._ground, self._experiment, self._looks = ground, experiment, looks
        self._refresh()

    def show_trajectories(self, trajectories: tuple[Trajectory | None, ...]) -> None:
        """What is recorded so far, one entry a run."""
        self._trajectories = trajectories
        self._refresh()

    def show_selected(self, run: int | None) -> None:
        """Which run is taken apart."""
        self._selected = 0 if run is None else run
        self._refresh()

    def show_height(self, height: Height) -> None:
        """The scale of the map's colors."""
        self.map.show_height(height)

    def show_step(self, step: int) -> None:
        """Which step is taken apart: from row `step` to the next."""
        if step != self._step:
            self._step = step
            self._refresh()

    def go_to_term(self, term: int) -> None:
        """Walk to a term, within those there are; playing ends."""
        self._slow.stop()
        self.motion.show_playing(False)
        self._go(term)

    def set_digits(self, digits: int) -> None:
        """How many digits the numbers have, 4 to 17."""
        self._digits = min(max(digits, LEAST_DIGITS), MOST_DIGITS)
        self._refresh()

    def toggle_play(self) -> None:
        """Walk the terms from here, or from the first where the last is shown; or stay."""
        if self._slow.isActive() or self._shown is None:
            self._slow.stop()
        else:
            if self._term >= len(self._shown.terms) - 1:
                self._go(0)
            self._slow.start()
        self.motion.show_playing(self._slow.isActive())

    def leave(self) -> None:
        """Nothing goes on while the page is not seen."""
        self._slow.stop()
        self.motion.show_playing(False)
        self._lit = None

    def showEvent(self, event: object) -> None:
        """Take up what happened meanwhile."""
        self._refresh()

    def _walk_on(self) -> None:
        if self._shown is None or self._term >= len(self._shown.terms) - 1:
            self._slow.stop()
            self.motion.show_playing(False)
        else:
            self._go(self._term + 1)

    def _go(self, term: int) -> None:
        if self._shown is not None:
            self._term = min(max(term, 0), len(self._shown.terms) - 1)
            self._symbol = self._shown.terms[self._term].latex
            self._refresh()

    def _light(self, term: int, on: bool) -> None:
        if on:
            self._lit = term
        elif self._lit == term:
            self._lit = None
        self._refresh()

    def _refresh(self) -> None:
        """Work the step out and show it; nothing while the page is hidden."""
        experiment, ground = self._experiment, self._ground
        if not self.isVisible() or experiment is None or ground is None:
            return
        trajectory = self._trajectory()
        update = self._update(trajectory)
        self.motion.show_step(self._step, experiment.steps)
        self._shown = None
        for part in (self.terms, self.pictures):
            part.setVisible(update is not None)
        self._message.setVisible(update is None)
        self.motion.show_reachable(update is not None)
        if update is None or trajectory is None:
            self._message.setText(reason_for_nothing(experiment, trajectory, self._step))
            self.head.show_nothing()
            return
        self._show(ground, experiment, ground.seen(update, trajectory))

    def _show(self, ground: Ground, experiment: Experiment, seen: SeenAlong) -> None:
        update, surface = seen.update, ground.surface(seen.whole)
        symbols = [term.latex for term in update.terms]
        if self._term >= len(symbols) or symbols[self._term] != self._symbol:
            same = [place for place, symbol in enumerate(symbols) if symbol == self._symbol]
            self._term = same[-1] if same else min(self._term, len(symbols) - 1)
        rate = float(seen.trajectory.learning_rates[self._step])
        look, run = self._looks[self._selected], experiment.runs[self._selected]
        lit = self._lit if self._lit is not None and self._lit < len(update.terms) else None
        shown = Shown(
            self._theme, surface, seen.trajectory, look, update, arrows_of(update), divisor_of(update, rate), rate,
            self._term, self._digits, lit, ground.held(seen.whole),
        )  # fmt: skip
        self._shown = shown
        self.head.show_run(surface, experiment, run, look, self._step)
        self.head.axes.show_axes(ground.names, ground.axes)
        self.head.badge.show_update(seen.whole)
        for part in (self.terms, self.pictures, self.motion):
            part.show_terms(shown)

    def _trajectory(self) -> Trajectory | None:
        """Of the run; None while what is there is of other parameters."""
        found = self._trajectories[self._selected] if self._selected < len(self._trajectories) else None
        return found if fits(self._ground, found) else None

    def _update(self, trajectory: Trajectory | None) -> WorkedUpdate | None:
        assert self._experiment is not None
        if trajectory is None or self._selected >= len(self._experiment.runs):
            return None
        return update_at(self._experiment.runs[self._selected], trajectory, self._step)

    def event(self, event: QEvent | None) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wish(event):
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk, jump, play, copy, leave; what is of no use here goes to the window, as the arrows of the steps."""
        assert event is not None
        wish = self._wish(event)
        if wish is None:
            super().keyPressEvent(event)
        else:
            wish()

    def _wish(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._copy
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return lambda: self.go_to_term(key - Qt.Key.Key_1)
        last = len(self._shown.terms) - 1 if self._shown is not None else 0
        wishes: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self.go_to_term(self._term - 1),
            Qt.Key.Key_Down: lambda: self.go_to_term(self._term + 1),
            Qt.Key.Key_Home: lambda: self.go_to_term(0),
            Qt.Key.Key_End: lambda: self.go_to_term(last),
            Qt.Key.Key_Space: self.toggle_play,
            Qt.Key.Key_D: self._next_digits,
            Qt.Key.Key_Escape: self.back_requested.emit,
        }
        return wishes.get(key)

    def _next_digits(self) -> None:
        self.set_digits(LEAST_DIGITS if self._digits == MOST_DIGITS else self._digits + 1)

    def _copy(self) -> None:
        """The line of the term that has the focus, else of the current one."""
        if self._shown is None:
            return
        focused = QApplication.focusWidget()
        index = next((at for at, row in enumerate(self.terms.rows) if row is focused), self._shown.term)
        copy_line(self._shown.terms[index], self._shown.surface.axes)
