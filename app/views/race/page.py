"""The fair race: the loss over the learning rate for all runs, and every run at its best."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.theme import DARK, Theme
from app.views.race.page_head import RaceHead
from app.views.race.sensitivity_view import SensitivityView
from app.views.race.shown import RaceShown
from app.views.race.standings import Standings

_LOW = 620  # pixels at scale 1


class RacePage(QWidget):
    """Told a race; Escape cancels it while it is under way, and goes back otherwise."""

    back_requested = pyqtSignal()
    cancel_requested = pyqtSignal()
    again_requested = pyqtSignal()
    take_requested = pyqtSignal()
    steps_entered = pyqtSignal(int)
    rate_picked = pyqtSignal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme: Theme = DARK
        self._race: RaceShown | None = None
        self.head, self.plot, self.standings = RaceHead(self), SensitivityView(self), Standings(self)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self._none = QLabel(tr("There is no run to race. Go back and add one."), self)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._panel = QFrame(self)
        self._panel.setObjectName("panel")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._panel)
        self._column.addWidget(self.said)
        self._column.addWidget(self.plot, 1)
        self._column.addWidget(self.standings)
        self._body = QVBoxLayout()
        self._body.addWidget(self._panel, 1)
        self._body.addWidget(self._none, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(self._body, 1)

    def _connect(self) -> None:
        head = self.head
        for theirs, ours in (
            (head.back_requested, self.back_requested),
            (head.cancel_requested, self.cancel_requested),
            (head.again_requested, self.again_requested),
            (head.take_requested, self.take_requested),
        ):
            theirs.connect(ours)
        head.steps_entered.connect(self.steps_entered)
        self.plot.rate_picked.connect(self.rate_picked)
        for view in (self.plot, self.standings):
            view.run_pointed.connect(self._light)

    @property
    def race(self) -> RaceShown | None:
        """What is on the page; None where there is no run."""
        return self._race

    def show_theme(self, theme: Theme) -> None:
        """Take colors, fonts and sizes."""
        self._theme = theme
        for part in (self.head, self.plot, self.standings):
            part.show_theme(theme)
        self.said.setFont(theme.font(theme.body_size, 600))
        self._none.setFont(theme.font(15, 600))
        margin = theme.px(12)
        self._body.setContentsMargins(margin, 0, margin, margin)
        self._column.setContentsMargins(0, theme.px(6), 0, theme.px(4))
        self._column.setSpacing(theme.px(4))
        self.standings.show_low(self.height() < _LOW * theme.scale)
        self.said.setContentsMargins(margin, theme.px(2), margin, theme.px(2))

    def resizeEvent(self, event: object) -> None:
        """The plot comes before the rows."""
        self.standings.show_low(self.height() < _LOW * self._theme.scale)

    def show_race(self, race: RaceShown | None) -> None:
        """What is known so far; None where there is no run."""
        self._race = race
        for part in (self.head, self.plot, self.standings):
            part.show_race(race)
        self._panel.setVisible(race is not None)
        self._none.setVisible(race is None)
        sentence = "" if race is None else _sentence(race)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def leave(self) -> None:
        """Nothing is pointed at while the page is not seen."""
        self._light(-1)

    def escape(self) -> None:
        """Cancel what is under way; else go back."""
        if self._race is not None and self._race.is_under_way:
            self.cancel_requested.emit()
        else:
            self.back_requested.emit()

    def _light(self, run: int) -> None:
        for view in (self.plot, self.standings):
            view.show_lit(None if run < 0 else run)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape, and copying the table; the keys of the playhead have no meaning here."""
        assert event is not None
        if event.matches(QKeySequence.StandardKey.Copy):
            clipboard = QGuiApplication.clipboard()
            assert clipboard is not None
            clipboard.setText(self.standings.tab_separated())
        elif event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() not in _OF_THE_PLAYHEAD:
            super().keyPressEvent(event)

    def event(self, event: object) -> bool:
        """Copying is the page's own: the window's shortcut copies a run."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)  # type: ignore[arg-type]


_OF_THE_PLAYHEAD = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


def _sentence(race: RaceShown) -> str:
    """What has to be known about the curves that are shown."""
    if race.phase == "failed":
        return race.reason or tr("Torch stopped working twice. Race again to start it anew.")
    if race.outdated:
        return tr("The experiment has changed: these curves belong to the one before. Race again to see its own.")
    if race.phase == "cancelled":
        return tr("Cancelled: some curves are missing or end early.")
    return ""
