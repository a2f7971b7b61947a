"""The one store: the document on screen, and every document that undo goes back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt6.QtCore import QObject, pyqtSignal

from app.engine.experiment import MAX_RUNS, Edit, Experiment, Run
from app.engine.forking import repeating_edit
from app.engine.welcome import WELCOME
from app.views.run_look import RunLook, free_look, look_of

UNDO_STEPS = 200


@dataclass(frozen=True)
class Document:
    """What undo and the next start bring back: the experiment, and how its runs look."""

    experiment: Experiment
    looks: tuple[RunLook, ...]
    selected: int = 0

    @property
    def first_color(self) -> int:
        """The first color that a new run may have."""
        return 0


def document_of(experiment: Experiment, selected: int = 0) -> Document:
    """An experiment with its runs in the first looks, all shown."""
    return Document(experiment, tuple(map(look_of, range(len(experiment.runs)))), selected)


# Adam is selected: at its first steps the level set through it is the largest.
FIRST = document_of(WELCOME, selected=1)


class Store(QObject):
    """Holds the document; edits replace it whole and can be undone.

    Edits of one gesture (a drag) carry the same `gesture` and are undone together, until `end_gesture`.
    """

    changed = pyqtSignal(object)
    history_changed = pyqtSignal(bool, bool)

    def __init__(self, document: Document | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document or FIRST
        self._past: list[Document] = []
        self._future: list[Document] = []
        self._dropped: list[Document] = []
        self._gesture = ""

    @property
    def document(self) -> Document:
        """The document on screen."""
        return self._document

    @property
    def experiment(self) -> Experiment:
        """The experiment on screen."""
        return self._document.experiment

    @property
    def history(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        return bool(self._past), bool(self._future)

    def edit(self, document: Document, gesture: str = "") -> None:
        """Replace the document. An equal one changes nothing; a new selection alone is not an edit to undo."""
        if document == self._document:
            return
        remembered = replace(self._document, selected=document.selected) != document
        if remembered and not (gesture and gesture == self._gesture):
            self._past = [*self._past[1 - UNDO_STEPS :], self._document]
            self._dropped, self._future = self._future, []
        self._gesture = gesture if remembered else self._gesture
        self._show(document)

    def end_gesture(self) -> None:
        """The hand let go: the next edit is one of its own. Back where it began, it has edited nothing."""
        if self._gesture and replace(self._past[-1], selected=self._document.selected) == self._document:
            self._past.pop()
            self._future = self._dropped
            self.history_changed.emit(*self.history)
        self._gesture = ""

    def give_up_gesture(self) -> None:
        """The hand lets go of it: what the gesture did so far is taken back."""
        if self._gesture:
            self._gesture, self._future = "", self._dropped
            self._show(self._past.pop())

    def undo(self) -> None:
        """Back to the document before the last edit."""
        self.end_gesture()
        if self._past:
            self._future.append(self._document)
            self._show(self._past.pop())

    def redo(self) -> None:
        """Forward again, to the document that undo left."""
        self.end_gesture()
        if self._future:
            self._past.append(self._document)
            self._show(self._future.pop())

    def edit_experiment(self, experiment: Experiment, gesture: str = "") -> None:
        """Replace the experiment; its runs keep their looks."""
        self.edit(replace(self._document, experiment=experiment), gesture)

    def edit_run(self, index: int, run: Run, gesture: str = "") -> None:
        """Replace one run."""
        runs = self.experiment.runs
        runs = (*runs[:index], run, *runs[index + 1 :])
        self.edit_experiment(replace(self.experiment, runs=runs), gesture)

    def add_run(self, run: Run, after: int | None = None) -> None:
        """Add a run, at the end or after another, in the first free color and marker, and select it."""
        self.add_runs((run,), after)

    def add_runs(self, runs: tuple[Run, ...], after: int | None = None) -> None:
        """Add runs below each other as one edit, and select the last; nothing where there is no room for all."""
        document = self._document
        if not runs or len(document.looks) + len(runs) > MAX_RUNS:
            return
        at = len(document.looks) if after is None else after + 1
        looks = document.looks
        for index in range(len(runs)):
            look = free_look(looks, document.first_color)
            looks = (*looks[: at + index], look, *looks[at + index :])
        joined = (*self.experiment.runs[:at], *runs, *self.experiment.runs[at:])
        self._edit_runs(joined, looks, at + len(runs) - 1)

    def duplicate_run(self, index: int) -> None:
        """Add the same run once more, below."""
        self.add_run(self.experiment.runs[index], after=index)

    def fork_run(self, index: int, step: int, rate: float | None = None) -> Edit | None:
        """Add the same run below, with an edit at a step that repeats what is in force; the edit, if there is one."""
        run = self.experiment.runs[index]
        edit = repeating_edit(run, step, rate)
        if edit is None or len(self._document.looks) >= MAX_RUNS:
            return None
        self.add_run(run.with_edit(edit), after=index)
        return edit

    def move_edit(self, index: int, step: int, to: int) -> None:
        """Bring an edit of a run to another step, as a gesture; nothing where that step has one."""
        run = self.experiment.runs[index]
        if all(each.step != to for each in run.edits):
            self.edit_run(index, run.with_edit_moved(step, to), f"edit of run {index}")

    def remove_edit(self, index: int, step: int) -> None:
        """Take an edit out of a run."""
        self.edit_run(index, self.experiment.runs[index].without_edit(step))

    def remove_run(self, index: int) -> None:
        """Take a run out; the one that takes its place is selected."""
        document = self._document
        runs = tuple(run for at, run in enumerate(self.experiment.runs) if at != index)
        looks = tuple(look for at, look in enumerate(document.looks) if at != index)
        selected = document.selected - (document.selected > index)
        selected = max(0, min(selected, len(runs) - 1))
        self._edit_runs(runs, looks, selected)

    def move_run(self, index: int, to: int) -> None:
        """Bring a run to another place in the list; its look goes with it, and the selection stays with its run."""
        order = list(range(len(self._document.looks)))
        order.insert(to, order.pop(index))
        runs = tuple(self.experiment.runs[at] for at in order)
        looks = tuple(self._document.looks[at] for at in order)
        selected = order.index(self._document.selected) if self._document.selected in order else 0
        self._edit_runs(runs, looks, selected)

    def _edit_runs(self, runs: tuple[Run, ...], looks: tuple[RunLook, ...], selected: int) -> None:
        experiment = replace(self.experiment, runs=runs)
        self.edit(replace(self._document, experiment=experiment, looks=looks, selected=selected))

    def hide_run(self, index: int, hidden: bool) -> None:
        """Hide a run or show it again."""
        self._edit_look(index, replace(self._document.looks[index], visible=not hidden))

    def rename_run(self, index: int, name: str) -> None:
        """Give a run a name of its own; an empty one leaves it to the name made of what it does."""
        self._edit_look(index, replace(self._document.looks[index], name=name))

    def dress_run(self, index: int, color: int, marker: int) -> None:
        """Give a run another color and marker; other runs may have the same."""
        self._edit_look(index, replace(self._document.looks[index], color=color, marker=marker))

    def _edit_look(self, index: int, look: RunLook) -> None:
        looks = self._document.looks
        self.edit(replace(self._document, looks=(*looks[:index], look, *looks[index + 1 :])))

    def select_run(self, index: int) -> None:
        """The run whose arrows and level set are drawn."""
        if 0 <= index < len(self._document.looks):
            self.edit(replace(self._document, selected=index))

    def _show(self, document: Document) -> None:
        self._document = document
        self.changed.emit(document)
        self.history_changed.emit(*self.history)
