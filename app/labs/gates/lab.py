"""The Gates lab: pages over one document and one playhead; the views never meet."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.engine.experiment import Experiment
from app.engine.validation import experiment_problem
from app.export.scene import Scene
from app.gates_document import GatesDocument
from app.gl_setup import GLTier
from app.labs.gates.endings import Endings
from app.labs.gates.ground import ground_of
from app.labs.gates.page import GatesPage, Shown
from app.labs.gates.pages import all_pages
from app.labs.gates.run_words import run_words
from app.labs.gates.study_link import StudyLink
from app.labs.gates.taken_apart import TakenApart
from app.labs.gates.unit_page import UnitPage
from app.labs.gates.wishes import GatesWishes, has_three_ways
from app.labs.run_wishes import RunWishes
from app.labs.seen import Seen, scene_of
from app.labs.still import Still
from app.labs.transport_link import link_transport
from app.labs.worked_page import OpenedPage
from app.labs.worker_words import WorkerWords
from app.playback import Playback
from app.recorder import Recorder, Trajectories
from app.store import Document, Store
from app.theme import DARK, Theme
from app.timers import timer
from app.views.buttons import Line
from app.views.gates.header import GatesHeader
from app.views.gates.runs_drawer import RunsDrawer
from app.views.notice import Notice
from app.views.transport import Transport
from app.views.worked.page import WorkedPage
from app.worker_client import WorkerClient
from surfaces.message import Message


class GatesLab(QWidget):
    """Composes the pages and carries their wishes to the store and the playhead."""

    page_changed = pyqtSignal()

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
        self._store, self._playback, self._recorder, self._worker = store, playback, recorder, worker
        self.theme, self.row = DARK, 3
        self.studies = StudyLink(store, worker, self)
        self._shown: Shown | None = None
        self.header, self.transport, self.drawer = GatesHeader(self), Transport(self), RunsDrawer(self)
        self.runs = self.drawer.runs
        self.pages = all_pages(self.studies, tier != "none")
        self.page_key = "unit"
        self.notice, self.taken_apart = Notice(self), WorkedPage(self)
        self.apart = TakenApart(self.taken_apart, self)
        self.wishes = GatesWishes(store, playback, self)
        self._placing = timer(self, 0, self._place_drawer, single=True)
        self.endings = Endings(self.runs, self.transport, self)
        self._lay_out()
        self.words = WorkerWords(worker, self.notice, self._place_notice, "", self)
        self._connect()

    def _lay_out(self) -> None:
        self._stack, whole = QStackedWidget(self), QVBoxLayout(self)
        for page in self.pages.values():
            self._stack.addWidget(page)
        self.setObjectName("gates")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)
        line = Line(self)
        whole.addWidget(line)
        whole.addWidget(self.transport)
        whole.addWidget(self.taken_apart, 1)
        self.opened_page = OpenedPage(self.taken_apart, (self.header, self._stack, line, self.transport), self)
        self.drawer.hide()

    def _connect(self) -> None:
        store, playback, transport = self._store, self._playback, self.transport
        store.changed.connect(self.show_document)
        self._recorder.trajectories_changed.connect(self._show_trajectories)
        playback.step_changed.connect(self.show_step)
        link_transport(transport, playback)
        self.taken_apart.step_by_requested.connect(playback.step_by)
        for page in self.pages.values():
            self.wishes.hear_page(page)
            page.row_picked.connect(self.show_row)
            page.page_requested.connect(self.show_page)
        self.wishes.hear_header(self.header)
        self.wishes.hear_drawer(self.drawer)
        self.header.page_chosen.connect(self.show_page)
        self.header.gate_chosen.connect(self._show_ways)
        self.header.runs_toggled.connect(self.show_controls)
        self.drawer.drawn_start_requested.connect(lambda: self.wishes.draw_start(self.page_key == "network"))
        self.opened_page.opening.connect(lambda: self.show_controls(False))
        self.runs.paste_refused.connect(self._say_refusal)
        self.run_wishes = RunWishes(self.runs, transport.timeline, store, playback, self._recorder, self)

    @property
    def page(self) -> GatesPage:
        """The page in front."""
        return self.pages[self.page_key]

    @property
    def document(self) -> GatesDocument:
        """The document on screen."""
        document = self._store.document
        assert isinstance(document, GatesDocument)
        return document

    def show_theme(self, theme: Theme, width: int, height: int) -> None:
        """Take colors, fonts and sizes."""
        self.theme = theme
        for part in (self.header, self.transport, self.drawer, self.notice, self.taken_apart):
            part.show_theme(theme)
        for page in self.pages.values():
            page.show_theme(theme)
        self.runs.set_compact(True)
        self._place_drawer()

    def layout_for(self, theme: Theme, width: int, height: int) -> tuple[bool, bool, bool]:
        """The pages divide themselves."""
        return False, False, False

    def show_document(self, document: Document) -> None:
        """Tell the page in front what is learned, and have it recorded."""
        assert isinstance(document, GatesDocument)
        if self.page_key in ("three", "layers") and not has_three_ways(document):
            self.show_page("unit")
            return
        before = self._shown
        self._shown = Shown(document)
        experiment = document.experiment
        self.header.show_gate(document.gate_key, has_three_ways(document))
        self.header.show_page(self.page_key)
        self.header.show_task(document.unit)
        self._show_runs(document)
        self._stack.setCurrentWidget(self.page)
        if before is None or before.document.experiment.steps != experiment.steps:
            self.transport.show_experiment(experiment.steps)
            self._playback.set_steps(experiment.steps)
        self.row = min(self.row, max(len(document.rows) - 1, 0))
        wanted = self._wanted(document)
        problem = next(filter(None, map(experiment_problem, wanted)), None)
        self.words.say(problem)
        self._recorder.record(*([] if problem else wanted))
        if problem is not None:
            self.endings.show_none(("danger", problem))
        if before is None or before.document.rows != document.rows:
            self.page.show_row(self.row)

    def _show_runs(self, document: GatesDocument) -> None:
        self.header.show_runs(run_words(document), not self.drawer.isHidden())
        self.drawer.show_experiment(document.experiment)
        network = self.page_key == "network"
        self.drawer.show_drawn(not (document.network.start if network else document.experiment.start))
        self.runs.show_experiment(ground_of(document), document.experiment, document.looks)
        self.runs.show_selected(document.selected)
        self.run_wishes.show_document(document)

    def _say_refusal(self, sentence: Message) -> None:
        """Where the list that says it is shut."""
        if self.drawer.isHidden():
            self.words.say(sentence)

    def _wanted(self, document: GatesDocument) -> list[Experiment]:
        page = self.page
        unit = [document.experiment] if page.needs_unit else []
        network = [document.network_experiment] if page.needs_network else []
        return [*unit, *network]

    def _show_trajectories(self, trajectories: Trajectories) -> None:
        if self._shown is None:
            return
        count, page = len(self._shown.document.looks), self.page
        unit = trajectories[:count] if page.needs_unit else ()
        network = trajectories[-count:] if page.needs_network and count else ()
        self._shown = replace(self._shown, unit=unit, network=network)
        page.show_shown(self._shown)
        self.apart.show_shown(self._shown, not page.needs_unit)
        self.runs.show_trajectories(unit or network)
        self.endings.show_trajectories(self._shown.document, *self.walked())

    def show_step(self, step: int) -> None:
        """Tell the page where the playhead is."""
        self.page.show_step(step)
        self.taken_apart.show_step(step)
        self.transport.show_step(step)

    def show_row(self, row: int) -> None:
        """Another row of the truth table in the foreground."""
        if 0 <= row < len(self.document.rows):
            self.row = row
            self.page.show_row(row)

    def show_page(self, key: str) -> None:
        """Another page in front."""
        if key in self.pages:
            self.page_key = key
            self._shown = None
            self.show_document(self._store.document)
            self.page.show_step(self._playback.step)
            self._place_drawer()
            self.page_changed.emit()

    def _show_ways(self, _gate: str) -> None:
        """A table that no line computes shows what to do about it."""
        if self.page_key == "unit" and has_three_ways(self.document):
            self.show_page("three")

    def show_controls(self, shown: bool) -> None:
        """Open or close the runs."""
        self.drawer.setVisible(shown)
        self.header.show_runs(self.header.runs.text(), shown)
        self._place_drawer()

    def leave(self) -> bool:
        """Close the worked update, else the runs."""
        if self.opened_page.is_open:
            self.opened_page.close()
        elif not self.drawer.isHidden():
            self.show_controls(False)
        else:
            return False
        return True

    def stop(self) -> None:
        """End the studies' process."""
        self.studies.stop()

    def walked(self) -> tuple[Experiment, Trajectories]:
        """The unit's experiment, or the network's where that is in front."""
        if self._shown is None or self.page.needs_unit:
            return self.document.experiment, () if self._shown is None else self._shown.unit
        return self.document.network_experiment, self._shown.network

    def still(self) -> Still | None:
        """The page in front where nothing is trained on it."""
        return self.page.still()

    def scene(self, step: int | None = None) -> Scene | None:
        """The plane of the unit or the network in front."""
        experiment, trajectories = self.walked()
        size = self.page.size() * self.devicePixelRatioF()
        document = replace(self.document, experiment=experiment)
        at = self._playback.step if step is None else step
        scene = scene_of(document, trajectories, "plane", self.theme, at, Seen((size.width(), size.height())))
        return None if scene is None else replace(scene, threshold=document.threshold)

    def take_focus(self) -> None:
        """Give the keyboard to the page."""
        self.page.setFocus()

    def reset_views(self) -> None:
        """The first view of the surface again."""
        page = self.pages["unit"]
        assert isinstance(page, UnitPage)
        page.slice.view.reset_camera()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay the drawer and the notice anew."""
        super().resizeEvent(event)
        self._placing.start()  # the page is laid out after the lab
        self._place_notice()

    def _place_drawer(self) -> None:
        if self.drawer.isHidden():
            return
        place = self.page.runs_place()
        place.moveTopLeft(self.page.mapTo(self, place.topLeft()))
        self.drawer.setGeometry(place)
        self.drawer.raise_()

    def _place_notice(self) -> None:
        margin = self.theme.px(16)
        self.notice.adjustSize()
        top = self.transport.y() - self.notice.height() - margin
        self.notice.move(self.width() - self.notice.width() - margin, top)
        self.notice.raise_()
