"""The Descent lab: an optimizer is a way of walking down a surface."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.presets import preset_of
from app.engine.problem import surface_of
from app.export.scene import Scene
from app.gl_setup import GLTier
from app.i18n import tr
from app.labs.drawn_surface import DrawnSurface
from app.labs.fair_race import FairRace
from app.labs.kept_splitter import KeptSplitter
from app.labs.run_diagnoses import RunDiagnoses
from app.labs.run_wishes import RunWishes
from app.labs.seen import Seen, scene_of
from app.labs.setup_wishes import SetupWishes
from app.labs.side_panel import LOW, TALL, SidePanel
from app.labs.stage import Stage
from app.labs.still import Still
from app.labs.transport_link import link_transport
from app.labs.view_control import ViewControl
from app.labs.worked_link import WorkedLink
from app.labs.worked_page import OpenedPage
from app.labs.worker_words import WorkerWords
from app.playback import Playback
from app.recorder import Recorder, Trajectories
from app.store import Document, Store
from app.theme import DARK, Theme
from app.views.buttons import Line
from app.views.loss_view import LossView
from app.views.map_panel import MapPanel
from app.views.race.page import RacePage
from app.views.rate_strip import RateStrip
from app.views.results_table import ResultsTable
from app.views.run_list import RunList
from app.views.setup_panel import SetupPanel
from app.views.surface3d import SurfaceView
from app.views.transport import Transport
from app.views.worked.page import WorkedPage
from app.views.worked_panel import WorkedPanel
from app.worker_client import WorkerClient

NARROW = 1200


class DescentLab(QWidget):
    """Composes the views and carries their wishes to the store and the playhead; the views never meet."""

    def __init__(
        self,
        store: Store,
        playback: Playback,
        recorder: Recorder,
        worker: WorkerClient,
        tier: GLTier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._playback, self._recorder = store, playback, recorder
        self.theme = DARK
        self._document: Document | None = None
        self._trajectories: Trajectories = ()
        self._controls_shown = True
        self.drawn = DrawnSurface(self)
        self.setup, self.runs = SetupPanel(self), RunList(self)
        self.map_panel, self.loss, self.transport = MapPanel(self), LossView(self), Transport(self)
        self.map = self.map_panel.map
        self.surface_view = SurfaceView(self, opengl=tier != "none")
        self.stage = Stage(self.surface_view, self)
        self.view_control = ViewControl(self.stage.view_panel, self.surface_view, self.map, self)
        self.results, self.worked = ResultsTable(self), WorkedPanel(self)
        self.rates = RateStrip(self)
        self.side = SidePanel(self.map_panel, self.loss, self.rates, self.worked, self.results, self)
        self.worked_link = WorkedLink(self.stage.view_panel, self.side, self.worked, self.surface_view, self.map, self)
        self.taken_apart, self.race_page = WorkedPage(self), RacePage(self)
        self._views = (
            self.surface_view, self.map, self.loss, self.rates, self.stage.readout, self.worked, self.taken_apart,
        )  # fmt: skip
        self._diagnoses = RunDiagnoses(self.runs, self.transport, self.results, recorder, worker, self)
        self._lay_out()
        without = tr("No OpenGL here: the surface is drawn in software.") if tier == "none" else ""
        self.words = WorkerWords(worker, self.stage.notice, self.stage.arrange, without, self)
        self._connect_state()
        self._connect_wishes()

    def _lay_out(self) -> None:
        self.controls = QWidget(self)
        self.controls.setObjectName("column")
        self.controls.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.controls)
        column.addWidget(self.setup)
        column.addWidget(Line(self))
        column.addWidget(self.runs, 1)
        self.splitter = KeptSplitter(Qt.Orientation.Horizontal, 1, self)
        for index, pane in enumerate((self.controls, self.stage, self.side)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(index, int(pane is self.stage))
        whole = QVBoxLayout(self)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        whole.addWidget(self.splitter, 1)
        line = Line(self)
        whole.addWidget(line)
        whole.addWidget(self.transport)
        parts = (self.splitter, line, self.transport)
        for page in (self.taken_apart, self.race_page):
            whole.addWidget(page, 1)
        self.opened_page = OpenedPage(self.taken_apart, parts, self)
        self.opened_race = OpenedPage(self.race_page, parts, self)
        self.opened_page.opening.connect(self.opened_race.close)
        self.opened_race.opening.connect(self.opened_page.close)
        self.fair_race = FairRace(self._store, self.race_page, self.opened_race, self)

    def _connect_state(self) -> None:
        self._store.changed.connect(self.show_document)
        self._recorder.trajectories_changed.connect(self._show_trajectories)
        self._playback.step_changed.connect(self.show_step)
        link_transport(self.transport, self._playback)

    def _connect_wishes(self) -> None:
        store, playback, transport = self._store, self._playback, self.transport
        for view in (self.surface_view, self.map):
            view.start_picked.connect(self._pick_start)
            view.edit_finished.connect(store.end_gesture)
            view.edit_given_up.connect(store.give_up_gesture)
        for curves in (self.loss, self.rates.view):
            curves.step_requested.connect(self._request_step)
        self.drawn.changed.connect(self._draw_anew)
        self.setup.sample.chosen.connect(self.drawn.choose)
        self.setup_wishes = SetupWishes(self.setup, store, self)
        self.run_wishes = RunWishes(self.runs, transport.timeline, store, playback, self._recorder, self)
        self.results.run_selected.connect(store.select_run)
        self.stage.covered.connect(self._keep_clear)
        self.stage.reset_requested.connect(self.reset_views)
        self.stage.fill_toggled.connect(self._fill)
        self.taken_apart.step_by_requested.connect(playback.step_by)
        self.runs.head.race_requested.connect(self.opened_race.open)
        self.worked.page_requested.connect(self.opened_page.open)
        self.view_control.changed.connect(lambda: self.taken_apart.show_height(self.view_control.height))

    def show_theme(self, theme: Theme, width: int, height: int) -> None:
        """Take colors, fonts and sizes, and the layout for a window of that size."""
        self.theme = theme
        for part in (self.setup, self.runs, *self._views, self.map_panel, self.transport, self.stage, self.side):
            part.show_theme(theme)
        self.race_page.show_theme(theme)
        narrow, wide, low = self.layout_for(theme, width, height)
        self.stage.readout.set_compact(narrow)
        self.runs.set_compact(narrow)
        left = theme.px(264 if narrow else 320 if wide else 296)
        right = theme.px(314 if narrow else 440 if wide else 344)
        self.controls.setMinimumWidth(theme.px(264))
        self.controls.setMaximumWidth(theme.px(360))
        self.side.setMinimumWidth(theme.px(300))
        self.splitter.propose(left, 0, right)
        self.side.show_shape(theme, right, wide, low or narrow)

    def layout_for(self, theme: Theme, width: int, height: int) -> tuple[bool, bool, bool]:
        """Whether a window of that size is narrow, whether it is tall, and whether it is low."""
        return width < NARROW * theme.scale, height >= TALL * theme.scale, height < LOW * theme.scale

    def show_document(self, document: Document) -> None:
        """Tell every view what is walked down, and have it recorded."""
        before, self._document = self._document, document
        experiment = document.experiment
        surface = surface_of(experiment)
        drawn = self.drawn.of(surface)
        for part in (*self._views, self.map_panel, self.setup, self.runs):
            drawing = part in (self.surface_view, self.map, self.map_panel)
            part.show_experiment(drawn if drawing else surface, experiment, document.looks)
        self.setup.sample.show_sample(surface, self.drawn.sample)
        self.run_wishes.show_document(document)
        for selecting in (self.map, self.runs, self.results, self.worked, self.taken_apart):
            selecting.show_selected(document.selected)
        self.side.show_runs(len(document.looks))
        preset = preset_of(experiment)
        self.stage.show_caption("" if preset is None else tr(preset.sentence))
        self.surface_view.show_selected(document.selected)
        if before is None or before.experiment != experiment:
            self.transport.show_experiment(experiment.steps)
            self._playback.set_steps(experiment.steps)
            self._recorder.record(experiment)
        self._diagnoses.show_document(document)
        self.words.say(None)

    def _draw_anew(self) -> None:
        """Another surface is drawn under the same trajectories."""
        self.show_document(self._store.document)
        self._show_trajectories(self._trajectories)

    def take_focus(self) -> None:
        """Give the keyboard to the large view: no key is lost on a text field."""
        self.surface_view.setFocus()

    def reset_views(self) -> None:
        """The whole surface and the whole map again."""
        self.surface_view.reset_camera()
        self.map.show_whole()

    def _show_trajectories(self, trajectories: Trajectories) -> None:
        self._trajectories = trajectories
        for view in (*self._views, self.runs):
            view.show_trajectories(trajectories)
        self._diagnoses.show_trajectories(trajectories)

    def show_step(self, step: int) -> None:
        """Tell every view where the playhead is."""
        for view in (*self._views, self.transport):
            view.show_step(step)

    def _pick_start(self, x: float, y: float) -> None:
        self._store.edit_experiment(replace(self._store.experiment, start=(x, y)), "start")

    def _request_step(self, step: int) -> None:
        self._playback.pause()
        self._playback.go_to(step)

    def _keep_clear(self, part: QRectF) -> None:
        self.surface_view.covered = part

    def show_controls(self, shown: bool) -> None:
        """Show the left column or put it away; while the large view fills the window, it stays away."""
        self._controls_shown = shown
        self.controls.setVisible(shown and not self.stage.fill.isChecked())

    def _fill(self, filled: bool) -> None:
        self.controls.setVisible(self._controls_shown and not filled)
        self.side.setVisible(not filled)

    def leave(self) -> bool:
        """Close the page or panel over the view; else bring those around it back."""
        if self.opened_page.is_open:
            self.opened_page.close()
        elif self.opened_race.is_open:
            self.race_page.escape()
        elif self.stage.view_button.isChecked():
            self.stage.view_button.setChecked(False)
        elif self.stage.fill.isChecked():
            self.stage.fill.setChecked(False)
        else:
            return False
        return True

    def stop(self) -> None:
        """End the race's process."""
        self.fair_race.stop()

    def walked(self) -> tuple[Experiment, Trajectories]:
        """The experiment on screen with the records of its runs."""
        return self._store.experiment, self._recorder.trajectories

    def still(self) -> Still | None:
        """There is always a record."""
        return None

    def scene(self, step: int | None = None) -> Scene | None:
        """The surface as it is seen now."""
        size, camera = self.stage.view.size() * self.devicePixelRatioF(), self.surface_view.camera
        seen = Seen((size.width(), size.height()), camera.elevation, camera.azimuth, self.view_control.height)
        document, trajectories = self._store.document, self._recorder.trajectories
        at = self._playback.step if step is None else step
        return scene_of(document, trajectories, "surface", self.theme, at, seen)


def first_step(experiment: Experiment) -> int:
    """Where the playhead stands before anything was touched: the walk has begun, and most of it lies ahead."""
    return min(experiment.steps, max(1, experiment.steps // 22))
