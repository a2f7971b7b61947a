"""What the cards and the timeline wish for the runs, carried to the store: edits, forks, order, looks."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from app.engine.experiment import Run, Setting
from app.engine.forking import repeating_edit
from app.engine.run_name import run_names
from app.engine.special import value_name
from app.i18n import tr
from app.playback import Playback
from app.recorder import Recorder
from app.store import Document, Store
from app.views.edit_marks import EditMark
from app.views.run_list import RunList
from app.views.run_look import own_names
from app.views.timeline import Timeline


class RunWishes(QObject):
    """Forks and edits begin at the playhead."""

    def __init__(
        self, runs: RunList, timeline: Timeline, store: Store, playback: Playback, recorder: Recorder, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runs, self._timeline = runs, timeline
        self._store, self._playback, self._recorder = store, playback, recorder
        self._connect()

    def _connect(self) -> None:
        runs, store, timeline = self._runs, self._store, self._timeline
        runs.run_edited.connect(lambda index, run: store.edit_run(index, run, f"run {index}"))
        runs.edit_finished.connect(store.end_gesture)
        runs.run_added.connect(store.add_run)
        runs.run_forked.connect(self.fork)
        runs.edit_wanted.connect(self.edit_from_here)
        runs.run_duplicated.connect(store.duplicate_run)
        runs.run_removed.connect(store.remove_run)
        runs.run_hidden.connect(store.hide_run)
        runs.run_selected.connect(store.select_run)
        runs.run_moved.connect(store.move_run)
        runs.run_renamed.connect(store.rename_run)
        runs.run_dressed.connect(store.dress_run)
        runs.runs_pasted.connect(self._paste)
        timeline.edit_moved.connect(store.move_edit)
        timeline.edit_finished.connect(store.end_gesture)
        timeline.edit_given_up.connect(store.give_up_gesture)
        timeline.edit_removed.connect(store.remove_edit)

    def show_document(self, document: Document) -> None:
        """Put the edits of the runs that are shown on the timeline."""
        experiment = document.experiment
        names = run_names(experiment.runs, own_names(document.looks))
        self._timeline.set_edits(
            [
                EditMark(index, edit.step, look, _sentence(tr(names[index]), edit.step, edit.settings))
                for index, (run, look) in enumerate(zip(experiment.runs, document.looks, strict=True))
                for edit in run.edits
                if look.visible
            ]
        )

    def fork(self, index: int) -> None:
        """A copy of a run that goes another way from the playhead's step on: its new value is typed at once."""
        step = self._step
        edit = self._store.fork_run(index, step, self._rate(index, step))
        if edit is not None:
            self._runs.open_edit(index + 1, step, edit.settings[0][0])

    def edit_from_here(self, index: int, name: str = "") -> None:
        """The run itself changes from the playhead's step on; where no hyperparameter is named, the first that can."""
        run, step = self._store.experiment.runs[index], self._step
        edit = repeating_edit(run, step, self._rate(index, step), name or None)
        if edit is not None:
            self._store.edit_run(index, run.with_edit(edit))
            self._runs.open_edit(index, step, edit.settings[0][0])

    @property
    def _step(self) -> int:
        """From the last row no step is taken."""
        return max(0, min(self._playback.step, self._store.experiment.steps - 1))

    def _rate(self, index: int, step: int) -> float | None:
        """The learning rate that a schedule brings to a step, where it is recorded."""
        run, trajectories = self._store.experiment.runs[index], self._recorder.trajectories
        trajectory = trajectories[index] if index < len(trajectories) else None
        known = run.schedule is not None and trajectory is not None and index not in self._recorder.outdated
        if not known or trajectory is None or step >= len(trajectory.learning_rates):
            return None
        return float(trajectory.learning_rates[step])

    def _paste(self, runs: tuple[Run, ...]) -> None:
        document = self._store.document
        self._store.add_runs(runs, after=min(document.selected, len(document.looks) - 1))


def _sentence(name: str, step: int, settings: tuple[Setting, ...]) -> str:
    changes = ", ".join(f"{key} {value_name(value)}" for key, value in settings)
    return tr("{run}: from step {step} on {changes}", run=name, step=step, changes=changes)
