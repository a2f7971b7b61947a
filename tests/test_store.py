"""The store against a list of documents, and its edits one by one."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.engine.experiment import MAX_RUNS, Run
from app.store import Document, Store
from app.views.run_look import RunLook


class StoreMachine(RuleBasedStateMachine):
    """Undo and redo walk through exactly the documents that were shown."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        self.past = [self.store.document]
        self.future: list[Document] = []
        self.dropped: list[Document] = []
        self.dragging = ""

    def edited(self, gesture: str = "") -> None:
        document = self.store.document
        if replace(self.past[-1], selected=document.selected) == document:
            self.past[-1] = document
            return
        if gesture and gesture == self.dragging:
            self.past[-1] = document
        else:
            self.past.append(document)
            self.dropped, self.future = self.future, []
        self.dragging = gesture

    @rule(x=st.sampled_from([0.0, 1.0]) | st.floats(-5, 5), drag=st.sampled_from(["", "start"]))
    def move_start(self, x, drag):
        before = self.store.document
        self.store.edit_experiment(replace(self.store.experiment, start=(x, 0.0)), drag)
        if self.store.document != before:
            self.edited(drag)

    @precondition(lambda self: self.store.experiment.runs)
    @rule(data=st.data(), step=st.integers(0, 250))
    def fork(self, data, step):
        before = self.store.document
        index = data.draw(st.integers(0, len(before.looks) - 1))
        edit = self.store.fork_run(index, step)
        document = self.store.document
        if len(before.looks) == MAX_RUNS:
            assert edit is None and document == before
            return
        assert edit is not None and edit.step == step and [name for name, _ in edit.settings] == ["lr"]
        original, copy = document.experiment.runs[index : index + 2]
        assert original == before.experiment.runs[index] and copy == original.with_edit(edit)
        assert document.selected == index + 1
        self.edited()

    def edits(self):
        runs = self.store.experiment.runs
        return [(index, edit.step) for index, run in enumerate(runs) for edit in run.edits]

    @precondition(lambda self: self.edits())
    @rule(data=st.data(), to=st.integers(0, 250))
    def move_edit(self, data, to):
        index, step = data.draw(st.sampled_from(self.edits()))
        before = self.store.document
        self.store.move_edit(index, step, to)
        run, old = self.store.experiment.runs[index], before.experiment.runs[index]
        taken = any(edit.step == to for edit in old.edits)
        assert (self.store.document == before) == taken
        assert sorted(edit.settings for edit in run.edits) == sorted(edit.settings for edit in old.edits)
        assert [edit.step for edit in run.edits] == sorted(edit.step for edit in run.edits)
        if not taken:
            self.edited(f"edit of run {index}")

    @precondition(lambda self: self.edits())
    @rule(data=st.data())
    def remove_edit(self, data):
        index, step = data.draw(st.sampled_from(self.edits()))
        count = len(self.store.experiment.runs[index].edits)
        self.store.remove_edit(index, step)
        assert len(self.store.experiment.runs[index].edits) == count - 1
        self.edited()

    @rule()
    def give_up(self):
        self.store.give_up_gesture()
        if self.dragging:
            self.past.pop()
            self.future = self.dropped
        self.dragging = ""

    @rule()
    def let_go(self):
        self.store.end_gesture()
        self.ended()

    def ended(self):
        """A drag that came back to where it began was no edit."""
        if self.dragging and replace(self.past[-2], selected=self.past[-1].selected) == self.past[-1]:
            self.past[-2:] = self.past[-1:]
            self.future = self.dropped
        self.dragging = ""

    @rule(name=st.sampled_from(["SGD", "Adam"]))
    def add(self, name):
        before = self.store.document
        self.store.add_run(Run(name))
        if self.store.document != before:
            self.edited()

    @precondition(lambda self: self.store.experiment.runs)
    @rule(data=st.data(), what=st.sampled_from(["remove_run", "duplicate_run"]))
    def remove_or_duplicate(self, data, what):
        before = self.store.document
        getattr(self.store, what)(data.draw(st.integers(0, len(before.looks) - 1)))
        if self.store.document != before:
            self.edited()

    @precondition(lambda self: self.store.experiment.runs)
    @rule(data=st.data())
    def move(self, data):
        before = self.store.document
        places = st.integers(0, len(before.looks) - 1)
        index, to = data.draw(places), data.draw(places)
        self.store.move_run(index, to)
        document = self.store.document
        pairs = list(zip(before.experiment.runs, before.looks, strict=True))
        pairs.insert(to, pairs.pop(index))
        assert list(zip(document.experiment.runs, document.looks, strict=True)) == pairs
        if before.selected < len(pairs):
            assert document.looks[document.selected] is before.looks[before.selected]
        if document != before:
            self.edited()

    @precondition(lambda self: self.store.experiment.runs)
    @rule(data=st.data(), name=st.sampled_from(["", "mine"]), color=st.integers(0, 7), marker=st.integers(0, 7))
    def rename_and_dress(self, data, name, color, marker):
        index = data.draw(st.integers(0, len(self.store.document.looks) - 1))
        for edit in (
            lambda: self.store.rename_run(index, name),
            lambda: self.store.dress_run(index, color, marker),
        ):
            before = self.store.document
            edit()
            document = self.store.document
            assert document.experiment == before.experiment
            assert len(document.looks) == len(before.looks)
            assert [at for at, look in enumerate(document.looks) if look != before.looks[at]] in ([], [index])
            if document != before:
                self.edited()
        assert self.store.document.looks[index] == RunLook(
            color, marker, self.store.document.looks[index].visible, name
        )

    @rule(data=st.data(), count=st.integers(0, 9))
    def paste(self, data, count):
        before = self.store.document
        runs = tuple(Run("SGD", (("lr", 0.1 + index),)) for index in range(count))
        after = data.draw(st.none() | st.integers(-1, len(before.looks) - 1))
        self.store.add_runs(runs, after)
        document = self.store.document
        if count and count + len(before.looks) <= MAX_RUNS:
            at = len(before.looks) if after is None else after + 1
            assert document.experiment.runs[at : at + count] == runs
            assert document.looks[:at] + document.looks[at + count :] == before.looks
            self.edited()
        else:
            assert document == before

    @rule()
    def undo(self):
        self.ended()
        if len(self.past) > 1:
            self.future.append(self.past.pop())
        self.store.undo()

    @rule()
    def redo(self):
        self.ended()
        if self.future:
            self.past.append(self.future.pop())
        self.store.redo()

    @invariant()
    def shows_what_the_list_says(self):
        document = self.store.document
        assert document.experiment == self.past[-1].experiment
        assert document.looks == self.past[-1].looks
        assert len(document.looks) == len(document.experiment.runs) <= MAX_RUNS


TestStore = StoreMachine.TestCase


def test_a_drag_is_one_step_of_undo():
    store = Store()
    before = store.document
    for x in (1.0, 2.0, 3.0):
        store.edit_experiment(replace(store.experiment, start=(x, 0.0)), "start")
    store.end_gesture()
    store.edit_experiment(replace(store.experiment, start=(4.0, 0.0)), "start")
    store.undo()
    assert store.experiment.start == (3.0, 0.0)
    store.undo()
    assert store.document == before


def test_a_drag_that_comes_back_to_where_it_began_is_no_edit():
    store = Store()
    store.edit_experiment(replace(store.experiment, start=(1.0, 0.0)))
    store.undo()
    start, history = store.experiment.start, store.history
    for x in (1.0, 2.0):
        store.edit_experiment(replace(store.experiment, start=(x, 0.0)), "start")
    store.edit_experiment(replace(store.experiment, start=start), "start")
    assert store.history != history
    store.end_gesture()
    assert store.history == history == (False, True)
    store.redo()
    assert store.experiment.start == (1.0, 0.0)


def test_hiding_is_undone_and_selecting_is_not_an_edit():
    store = Store()
    store.select_run(2)
    store.hide_run(1, True)
    assert not store.document.looks[1].visible
    store.undo()
    assert store.document.looks[1].visible
    store.undo()
    assert store.document.selected in (0, 2)


def test_a_removed_run_comes_back_with_its_look():
    store = Store()
    looks = store.document.looks
    store.remove_run(0)
    store.add_run(Run("Adam"))
    assert store.document.looks[-1] == looks[0]
    store.undo()
    store.undo()
    assert store.document.looks == looks


def test_new_runs_take_colors_and_markers_that_no_run_has():
    store = Store()
    store.dress_run(0, 6, 7)
    while len(store.document.looks) < MAX_RUNS:
        store.add_run(Run("SGD"))
    for kind in ("color", "marker"):
        assert sorted(getattr(look, kind) for look in store.document.looks) == list(range(8))
