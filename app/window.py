"""The window: the Descent lab under a bar of menus, and everything that a desktop program owes its user."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.application import start
from app.bench import Bench
from app.descent_memory import DescentMemory
from app.dialogs import ErrorGuard, TextDialog, about_dialog, shortcuts_dialog
from app.examples import Examples
from app.file_actions import FileActions
from app.gates_document import FIRST_GATES, GatesDocument
from app.gl_setup import GLTier
from app.labs.descent import DescentLab
from app.playback import Playback
from app.recorder import Recorder
from app.settings import Settings
from app.store import FIRST, Store
from app.tab_order import chain_tabs
from app.text_first import TextFirst
from app.theme import PROJECTOR, Theme, projector_scale
from app.theme_choice import ThemeChoice
from app.timers import timer
from app.top_bar import ICON, TopBar
from app.views.after_first_paint import AfterFirstPaint
from app.views.buttons import Line
from app.views.focus_ring import FocusRing
from app.views.style_sheet import dress
from app.window_actions import WindowActions
from app.window_size import FIRST_SIZE, SMALLEST
from app.worker_client import WorkerClient

if TYPE_CHECKING:
    from app.labs.gates.lab import GatesLab

SAVE_MS = 500


class Window(QWidget):
    """Owns the store, the playhead, the recorder and the worker, and closes them in order."""

    def __init__(self, tier: GLTier, worker: WorkerClient | None = None, settings: Settings | None = None) -> None:
        """A `worker` that is given is used and left as it is; else the window starts and ends its own."""
        super().__init__()
        self.setWindowTitle("Thalweg")
        self.setWindowIcon(QIcon(str(ICON)))
        self.setMinimumSize(*SMALLEST)
        # A click on empty ground takes the focus, so that a text field gives its keys back.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._settings = settings or Settings()
        self.themes = ThemeChoice(self._settings.theme(), self)
        self.theme = self.themes.theme
        self._shape: object = None
        self._roomy: bool | None = None
        remembered = self._settings.document()
        self.store = Store(remembered or FIRST, self)
        self.playback = Playback(self)
        self._owns_worker = worker is None
        self.worker = worker or WorkerClient(self)
        self.recorder = Recorder(self.worker, self)
        self._tier = tier
        self.lab = DescentLab(self.store, self.playback, self.recorder, self.worker, tier, self)
        self.files = FileActions(self.lab, self.store, self)
        self.gates: GatesLab | None = None
        self._benches = {"descent": Bench("descent", self.lab, self.store, self.playback, self.recorder, self.files)}
        self.front = self._benches["descent"]
        self.examples = Examples(self.lab, self.store, self.playback, self)
        self.wishes = WindowActions(self)
        self.top = TopBar(self.wishes.menu, self.examples.menu, self.wishes.exports, self)
        self.wishes.fill()
        self._lay_out()
        self._connect()
        self.errors = ErrorGuard(self)
        self.resize(*FIRST_SIZE)
        self.restoreGeometry(self._settings.shape("window"))
        self._memory = DescentMemory(self._settings, self.lab, self.store, self.playback)
        self._memory.restore_splitters()
        self.top.show_choice(self.themes.choice)
        self.show_theme(self.theme)
        self._memory.restore(remembered is not None)
        self.lab.take_focus()
        self.wishes.show_lab("descent")
        self.top.tabs.show_lab("descent")
        if self._settings.lab() == "gates":
            self.open_lab("gates")
        # Loading torch beside it, the first frame would come a tenth of a second later.
        AfterFirstPaint(self, self._start_worker)

    def _start_worker(self) -> None:
        if self._owns_worker and self.isVisible():
            self.worker.start()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(Line(self))
        layout.addWidget(self.lab, 1)
        lab = self.lab
        upper = (self.top, lab.controls, lab.stage, lab.stage.view_panel, lab.map, lab.side)
        chain_tabs(self, (*upper, lab.transport, lab.taken_apart, lab.race_page))

    def _connect(self) -> None:
        self._save_timer = timer(self, SAVE_MS, self._remember, single=True)
        self._hear(self.front)
        self.top.tabs.chosen.connect(self.open_lab)
        self.top.undo_requested.connect(lambda: self.front.store.undo())
        self.top.redo_requested.connect(lambda: self.front.store.redo())
        self.top.theme_chosen.connect(self.themes.choose)
        self.themes.changed.connect(self._wear_chosen)
        self.top.help_requested.connect(self.show_shortcuts)
        self.top.controls_toggled.connect(lambda shown: self.front.lab.show_controls(shown))
        for changing in (self.lab.view_control, self.lab.worked_link):
            changing.changed.connect(self._save_timer.start)
        self._text_first = TextFirst(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._text_first.watch)
        self._focus_ring = FocusRing(application, self)

    def show_theme(self, theme: Theme) -> None:
        """Dress the window in a theme, scaled and laid out for its size; nothing where all of that is the same."""
        if theme.name == PROJECTOR.name:
            theme = theme.scaled(projector_scale(self.width(), self.height()))
        lab = self.front.lab
        shape = (theme, lab, lab.layout_for(theme, self.width(), self.height()))
        if shape == self._shape:
            return
        self.theme, self._shape = theme, shape
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        dress(application, theme)
        for widget in self.findChildren(QWidget):
            # Polished only when it is first shown, a widget would lose the font it is given now (Qt 6.11).
            widget.ensurePolished()
        self._focus_ring.show_theme(theme)
        self.top.show_theme(theme)
        lab.show_theme(theme, self.width(), self.height())
        for dialog in self.findChildren(TextDialog):
            dialog.show_theme(theme)
        if self.front.key == "descent":
            self._make_room(theme)

    def _make_room(self, theme: Theme) -> None:
        """On a narrow projector the controls are put away."""
        roomy = theme.name != PROJECTOR.name or self.width() >= 1200 * theme.scale
        if roomy != self._roomy:
            self._roomy = roomy
            self.top.controls.setChecked(roomy)
            # Where the button was so already, it says nothing.
            self.lab.show_controls(roomy)

    def _wear_chosen(self) -> None:
        self._settings.remember_theme(self.themes.choice)
        self.top.show_choice(self.themes.choice)
        self.show_theme(self.themes.theme)

    def toggle_full_screen(self) -> None:
        """Full screen, or back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave_view(self) -> None:
        """Close what the lab has opened; else leave the full screen."""
        if not self.front.lab.leave():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def reset_to_welcome(self) -> None:
        """The first document of the lab in front again."""
        if self.front.key == "descent":
            self.examples.open_welcome()
        else:
            self.front.playback.pause()
            self.front.store.edit(FIRST_GATES)

    def _hear(self, bench: Bench) -> None:
        bench.store.history_changed.connect(lambda *_: self.top.show_history(*self.front.store.history))
        bench.store.changed.connect(self._save_timer.start)

    def open_lab(self, key: str) -> None:
        """Bring a lab to the front; it is built when it is wanted first. The other one stops playing."""
        if key == self.front.key:
            return
        self.front.playback.pause()
        bench = self._benches.get(key) or self._build_gates()
        self.front = bench
        self.lab.setVisible(key == "descent")
        if self.gates is not None:
            self.gates.setVisible(key == "gates")
        self.wishes.show_lab(key)
        self.top.show_lab(key)
        self.top.show_history(*bench.store.history)
        self.show_theme(self.theme)
        bench.lab.show_document(bench.store.document)
        bench.lab.take_focus()
        self._save_timer.start()

    def _build_gates(self) -> Bench:
        from app.gates_bench import gates_bench  # loads what the first frame does not need

        bench, self.gates = gates_bench(self.worker, self._tier, self._settings, self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.gates, 1)
        self.gates.page_changed.connect(self.wishes.show_still)
        self._benches["gates"] = bench
        self._hear(bench)
        return bench

    def show_shortcuts(self) -> None:
        """What the keys do."""
        shortcuts_dialog(self.wishes.shortcuts, self.theme, self).open()

    def show_about(self) -> None:
        """Licence and versions."""
        about_dialog(self.theme, self).open()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Keys of the playhead, and Escape: they come here when the focused widget has no use for them."""
        assert event is not None
        playback = self.front.playback
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: playback.toggle,
            Qt.Key.Key_Left: lambda: playback.step_by(-1),
            Qt.Key.Key_Right: lambda: playback.step_by(1),
            Qt.Key.Key_Home: lambda: playback.step_by(-playback.step),
            Qt.Key.Key_End: lambda: playback.step_by(playback.steps),
            Qt.Key.Key_Escape: self.leave_view,
        }
        wish = keys.get(Qt.Key(event.key()))
        if wish is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            wish()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay out anew; on a projector everything is scaled to the window."""
        super().resizeEvent(event)
        self.show_theme(self.theme)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Remember everything, then end the worker."""
        self._save_timer.stop()
        self._remember()
        for bench in self._benches.values():
            bench.playback.pause()
            bench.files.stop()
            bench.lab.stop()
        if self.gates is not None:
            self.gates.studies.stop()
        if self._owns_worker:
            self.worker.stop()
        super().closeEvent(event)

    def _remember(self) -> None:
        self._settings.remember_lab(self.front.key)
        if "gates" in self._benches:
            bench = self._benches["gates"]
            assert isinstance(bench.store.document, GatesDocument) and self.gates is not None
            self._settings.remember_gates_document(bench.store.document)
            self._settings.remember_gates_place(self.gates.page_key, bench.playback.step)
        self._memory.remember()
        self._settings.remember_shape("window", self.saveGeometry())


def run(argv: list[str]) -> int:
    """Open the window and stay until it is closed; the exit code."""
    application, tier = start(argv)
    window = Window(tier)
    window.errors.install()
    # Ctrl+C in the terminal closes the window like its button; the timer lets Python see the signal.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    timer(window, 200, lambda: None).start()
    window.show()
    code = application.exec()
    window.errors.remove()
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv))
