"""The window: the Descent lab under a bar of menus, and everything that a desktop program owes its user."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QCloseEvent, QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PyQt6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from app.application import start
from app.dialogs import ErrorGuard, TextDialog, about_dialog, shortcuts_dialog
from app.examples import Examples
from app.file_actions import FileActions
from app.gl_setup import GLTier
from app.i18n import tr
from app.labs.descent import DescentLab, first_step
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
from app.views.run_keys import run_keys
from app.views.style_sheet import dress
from app.window_size import FIRST_SIZE, SMALLEST
from app.worker_client import WorkerClient

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
        self.lab = DescentLab(self.store, self.playback, self.recorder, self.worker, tier, self)
        self.files = FileActions(self.lab, self.store, self.playback, self.recorder, self)
        self._menu, self._export_menu, self._views = QMenu(self), QMenu(self), QMenu(tr("View"), self)
        self.examples = Examples(self.lab, self.store, self.playback, self)
        self.top = TopBar(self._menu, self.examples.menu, self._export_menu, self)
        self._fill_menus()
        self._lay_out()
        self._connect()
        self.errors = ErrorGuard(self)
        self.resize(*FIRST_SIZE)
        self.restoreGeometry(self._settings.shape("window"))
        self._splitters = {
            "columns": self.lab.splitter,
            "side": self.lab.side.splitter,
            "results": self.lab.side.lower_splitter,
        }
        for name, splitter in self._splitters.items():
            splitter.restore(self._settings.shape(name))
        self.top.show_choice(self.themes.choice)
        self.show_theme(self.theme)
        self.lab.view_control.restore(self._settings.height(), self._settings.camera())
        self.lab.worked_link.restore(self._settings.arrows(), self._settings.panel())
        self.lab.show_document(self.store.document)
        self.playback.set_speed(self._settings.speed())
        step = first_step(self.store.experiment)
        self.playback.go_to(step if remembered is None else self._settings.step(step))
        self.lab.show_step(self.playback.step)
        self.lab.take_focus()
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
        self.store.history_changed.connect(self.top.show_history)
        self.top.undo_requested.connect(self.store.undo)
        self.top.redo_requested.connect(self.store.redo)
        self.top.theme_chosen.connect(self.themes.choose)
        self.themes.changed.connect(self._wear_chosen)
        self.top.help_requested.connect(self.show_shortcuts)
        self.top.controls_toggled.connect(self.lab.show_controls)
        self._save_timer = timer(self, SAVE_MS, self._remember, single=True)
        for changing in (self.store, self.lab.view_control, self.lab.worked_link):
            changing.changed.connect(self._save_timer.start)
        self._text_first = TextFirst(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._text_first.watch)
        self._focus_ring = FocusRing(application, self)

    def _fill_menus(self) -> None:
        self._shortcuts = [
            (tr("Space"), tr("Play or pause")),
            ("←  →", tr("One step back or on")),
            (tr("Home  End"), tr("First or last step")),
            (tr("Shift+arrows"), tr("Turn the surface; with Ctrl, by single degrees")),
            (tr("Esc"), tr("Leave the filled window or the full screen")),
        ]
        for text, keys, slot in self.lab.view_control.entries():
            self._views.addAction(self._action(text, keys, slot))
        self._views.addSeparator()
        self._views.addAction(self._action(tr("Take the step apart"), "W", self.lab.opened_page.toggle))
        self._views.addAction(self._action(tr("Fair race"), "F", self.lab.opened_race.toggle))
        self._action(tr("View settings"), "V", self.lab.stage.open_view_panel)
        exports = [
            self._action(tr("Save picture…"), "Ctrl+S", self.files.save_picture),
            self._action(tr("Copy picture"), "Ctrl+Shift+C", self.files.copy_picture),
            self._action(tr("Save animation…"), "Ctrl+Shift+S", self.files.save_animation),
            self._action(tr("Save data…"), "Ctrl+E", self.files.save_data),
            self._action(tr("Copy as PyTorch script"), "Ctrl+Shift+P", self.files.copy_script),
            self._action(tr("Save PyTorch script…"), "Ctrl+P", self.files.save_script),
        ]
        self._menu.addActions(exports)
        self._export_menu.addActions(exports)
        self._menu.addSeparator()
        self._menu.addAction(self._action(tr("Undo"), "Ctrl+Z", self.store.undo))
        self._menu.addAction(self._action(tr("Redo"), "Ctrl+Y", self.store.redo, "Ctrl+Shift+Z"))
        self._menu.addMenu(self.examples.menu)
        self._menu.addAction(self._action(tr("Reset to welcome"), "", self.examples.open_welcome))
        self._menu.addSeparator()
        self._menu.addMenu(self._views)
        self._menu.addAction(self._action(tr("Reset view"), "R", self.lab.reset_views))
        self._menu.addAction(self._action(tr("Controls"), "Ctrl+B", self.top.controls.toggle))
        self._menu.addAction(self._action(tr("Next theme"), "Ctrl+T", self.themes.take_next))
        self._menu.addAction(self._action(tr("Full screen"), "F11", self.toggle_full_screen))
        self._menu.addSeparator()
        self._menu.addAction(self._action(tr("Shortcuts"), "F1", self.show_shortcuts))
        self._menu.addAction(self._action(tr("About Thalweg"), "", self.show_about))
        self._menu.addAction(self._action(tr("Quit"), "Ctrl+Q", self.close))
        self.addAction(self._action(tr("Menu"), "F10", self.top.open_menu))
        for text, keys, slot in run_keys(self.lab.runs):
            self._action(text, keys, slot)

    def _action(self, text: str, keys: str, slot: Callable[[], object], also: str = "") -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcuts([QKeySequence(each) for each in (keys, also) if each])
            self._shortcuts.append((keys, text.rstrip("…")))
        action.triggered.connect(lambda _checked: slot())
        self.addAction(action)
        return action

    def show_theme(self, theme: Theme) -> None:
        """Dress the window in a theme, scaled and laid out for its size; nothing where all of that is the same."""
        if theme.name == PROJECTOR.name:
            theme = theme.scaled(projector_scale(self.width(), self.height()))
        shape = (theme, self.lab.layout_for(theme, self.width(), self.height()))
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
        self.lab.show_theme(theme, self.width(), self.height())
        for dialog in self.findChildren(TextDialog):
            dialog.show_theme(theme)
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
        """Close the page or panel over the view; else bring those around it back; else leave the full screen."""
        stage = self.lab.stage
        if self.lab.opened_page.is_open:
            self.lab.opened_page.close()
        elif self.lab.opened_race.is_open:
            self.lab.race_page.escape()
        elif stage.view_button.isChecked():
            stage.view_button.setChecked(False)
        elif stage.fill.isChecked():
            stage.fill.setChecked(False)
        else:
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def show_shortcuts(self) -> None:
        """What the keys do."""
        shortcuts_dialog(self._shortcuts, self.theme, self).open()

    def show_about(self) -> None:
        """Licence and versions."""
        about_dialog(self.theme, self).open()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Keys of the playhead, and Escape: they come here when the focused widget has no use for them."""
        assert event is not None
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: self.playback.toggle,
            Qt.Key.Key_Left: lambda: self.playback.step_by(-1),
            Qt.Key.Key_Right: lambda: self.playback.step_by(1),
            Qt.Key.Key_Home: lambda: self.playback.step_by(-self.playback.step),
            Qt.Key.Key_End: lambda: self.playback.step_by(self.playback.steps),
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
        self.playback.pause()
        self.files.stop()
        self.lab.fair_race.stop()
        if self._owns_worker:
            self.worker.stop()
        super().closeEvent(event)

    def _remember(self) -> None:
        self._settings.remember_document(self.store.document)
        self._settings.remember_step(self.playback.step)
        self._settings.remember_speed(self.playback.speed)
        self._settings.remember_height(self.lab.view_control.height)
        self._settings.remember_camera(*self.lab.view_control.camera)
        self._settings.remember_arrows(self.lab.worked_link.arrows)
        self._settings.remember_panel(self.lab.worked_link.panel)
        self._settings.remember_shape("window", self.saveGeometry())
        for name, splitter in self._splitters.items():
            self._settings.remember_shape(name, splitter.shape)


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
