"""Trains the network on screen from many seeds, in a worker process of its own, and loads the seed that is picked."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from app.engine.gates.study import Outcome, Study
from app.engine.requests import StudyProgress, StudyRequest
from app.gates_document import GatesDocument
from app.labs.gates.study_bars import Kind, StudyBar, bars_of, counts_by_key, is_quick, with_seed
from app.store import Document, Store
from app.timers import timer
from app.views.gates.seed_bars_count import SeedCount, next_seed
from app.worker_client import WorkerClient
from surfaces.message import Message

LINGER_MS = 120_000
"""How long the process stays after the bars were left: who comes back soon does not wait for torch."""
SETTLE_MS = 500
"""While a learning rate is dragged nothing is counted."""
MOST_KNOWN = 512


class StudyLink(QObject):
    """Counts by itself, while bars are open, where all seeds walk together; where they cannot, only when asked to.

    `changed` says that any of the properties may be another: counts by the key of the bar, which is the number of
    hidden units of bars of that kind.
    """

    changed = pyqtSignal()

    def __init__(self, store: Store, recording: WorkerClient | None = None, parent: QObject | None = None) -> None:
        """It begins by itself once the worker that is `recording` has loaded torch: two would load it at once, and a
        picture of the window has none.
        """
        super().__init__(parent)
        self._store, self._recording = store, recording
        if recording is not None:
            recording.state_changed.connect(self._count_after)
        self._kind: Kind = "hidden"
        self._open = False
        self._known: dict[Study, tuple[Outcome, ...]] = {}
        self._partial: dict[Study, tuple[Outcome, ...]] = {}
        self._shares: dict[Study, float] = {}
        self._asked: tuple[Study, ...] = ()
        self._number = -1
        self._reason: Message | None = None
        self._given_up: frozenset[Study] | None = None
        self._bars: tuple[Document, Kind, tuple[StudyBar, ...]] | None = None
        self.worker = WorkerClient(self)
        self._linger = timer(self, LINGER_MS, self.stop, single=True)
        self._settle = timer(self, SETTLE_MS, self._count_quick, single=True)
        store.changed.connect(self._show_document)
        self.worker.study_progressed.connect(self._take)
        self.worker.request_failed.connect(self._give_up)

    @property
    def kind(self) -> Kind:
        """What the bars stand for."""
        return self._kind

    @property
    def bars(self) -> tuple[StudyBar, ...]:
        """From left to right; none without a run."""
        document = self._store.document
        if self._bars is None or self._bars[0] is not document or self._bars[1] != self._kind:
            bars = bars_of(document, self._kind) if isinstance(document, GatesDocument) else ()
            self._bars = document, self._kind, bars
        return self._bars[2]

    @property
    def counts(self) -> dict[int, SeedCount]:
        """What is known of each bar, by its key."""
        return counts_by_key(self.bars, self._outcomes, self._shares)

    @property
    def chosen(self) -> tuple[int, int]:
        """The bar that is on screen, and the seed; no bar has the key -1."""
        key = next((bar.key for bar in self.bars if bar.chosen), -1)
        return key, self._store.experiment.seed

    @property
    def count_on_screen(self) -> SeedCount | None:
        """What is known of the network on screen; None without a run, or where it cannot be trained."""
        count = self.counts.get(self.chosen[0])
        return count if count is not None and count.of else None

    @property
    def running(self) -> bool:
        """Whether seeds are being trained, or torch is being loaded for it."""
        return bool(self._asked)

    @property
    def reason(self) -> Message | None:
        """Why something could not be counted; None where nothing went wrong."""
        return self._reason or next((bar.problem for bar in self.bars if bar.problem is not None), None)

    @property
    def _outcomes(self) -> dict[Study, tuple[Outcome, ...]]:
        return {**self._partial, **self._known}

    @property
    def _wanted(self) -> frozenset[Study]:
        return frozenset(bar.study for bar in self.bars)

    def open(self, kind: Kind = "hidden") -> None:
        """Bars of a kind are in front."""
        self._linger.stop()
        self._open = True
        self._take_up()
        if kind != self._kind:
            self._kind = kind
            self._leave_off()
        self._settle.start()
        self.changed.emit()

    def close(self) -> None:
        """They are left: the process stays a while, idle."""
        self._open = False
        self._settle.stop()
        self._leave_off()
        if self.worker.process_id is not None:
            self._linger.start()

    def count(self) -> None:
        """Train whatever is not known yet."""
        self._take_up()
        self._ask(self.bars)

    def cancel(self) -> None:
        """Leave off; what is known stays, and nothing begins by itself until other studies are wanted."""
        self._give_up(None)

    def pick(self, key: int, seed: int) -> None:
        """Show the network of a bar from a seed, as one edit."""
        bar = next((each for each in self.bars if each.key == key), None)
        document = self._store.document
        if bar is None or not isinstance(document, GatesDocument):
            return
        self._store.end_gesture()
        self._store.edit(with_seed(document, bar, seed, self._outcomes.get(bar.study, ())))

    def pick_failing(self) -> None:
        """Show the network on screen from its next seed that fails, where one is known."""
        (key, seed), count = self.chosen, self.count_on_screen
        if count is not None and count.failed:
            self.pick(key, next_seed(count.failed, seed))

    def stop(self) -> None:
        """End the process."""
        self._linger.stop()
        self._settle.stop()
        self._leave_off()
        self.worker.stop()

    def _show_document(self, document: Document) -> None:
        if not self._open:
            return
        wanted = self._wanted
        if not wanted.issuperset(self._asked):
            self._leave_off()
        if wanted != self._given_up:
            self._take_up()
            self._settle.start()
        self.changed.emit()

    def _count_after(self, state: str) -> None:
        if state == "ready" and self._open and not self._asked:
            self._settle.start()

    def _count_quick(self) -> None:
        """What is asked comes to its end first: it looks again for what was wanted meanwhile."""
        at_hand = self._recording is None or self._recording.state in ("ready", "working")
        if at_hand and self._given_up is None and not self._asked:
            self._ask(tuple(bar for bar in self.bars if is_quick(bar.run)))

    def _ask(self, bars: tuple[StudyBar, ...]) -> None:
        missing = tuple(bar.study for bar in bars if bar.problem is None and bar.study not in self._known)
        if not missing or missing == self._asked:
            return
        self._leave_off()
        self._asked = missing
        if self.worker.state in ("stopped", "failed"):
            self.worker.start()
        self._number = self.worker.ask(StudyRequest(missing))
        self.changed.emit()

    def _take_up(self) -> None:
        """Nothing is given up any more."""
        self._given_up, self._reason = None, None

    def _give_up(self, reason: Message | None) -> None:
        """Leave what is wanted now alone."""
        self._settle.stop()
        self._leave_off()
        self._given_up, self._reason = self._wanted, reason
        self.changed.emit()

    def _leave_off(self) -> None:
        if self._asked:
            self.worker.cancel()
        self._asked, self._partial, self._shares = (), {}, {}

    def _take(self, progress: StudyProgress) -> None:
        if progress.number != self._number or not self._asked:
            return
        studied = progress.studied
        for at, study in enumerate(self._asked):
            self._shares[study] = studied.shares.get(at, 0.0)
            outcomes = studied.outcomes.get(at, ())
            (self._known if len(outcomes) == len(study.seeds) else self._partial)[study] = outcomes
        while len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]
        if progress.finished:
            self._asked, self._partial, self._shares = (), {}, {}
            self._settle.start()
        self.changed.emit()
