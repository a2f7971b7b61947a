"""Many seeds by a worker process of their own: bars, counts, cancelling, and the seed that a click loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.engine.experiment import Run, Schedule, Treatment
from app.engine.gates.study import Outcome, Studied, Study
from app.engine.gates.studying import study_slices, walks_together
from app.engine.gates.tables import gate_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.requests import Failed, Numbered, StopRequest, StudyProgress
from app.engine.schedules import SCHEDULERS
from app.engine.sweep import rate_of
from app.engine.validation import experiment_problem
from app.gates_document import FIRST_GATES, GatesDocument, NetworkChoice
from app.labs.gates import study_bars, study_link
from app.labs.gates.study_bars import KINDS, bars_of, is_quick, with_seed
from app.labs.gates.study_link import StudyLink
from app.store import Store
from surfaces.message import Message

ADAM = Run("Adam", (("lr", 0.05),))


def document(hidden: int = 2, run: Run = ADAM) -> GatesDocument:
    xor = replace(FIRST_GATES.with_rows(gate_named("xor").rows, own=False), network=NetworkChoice(hidden))
    return replace(xor, experiment=replace(xor.experiment, runs=(run,)))


@pytest.fixture
def link(qtbot, monkeypatch) -> Iterator[StudyLink]:
    monkeypatch.setattr(study_bars, "STEPS", 100)
    monkeypatch.setattr(study_link, "SETTLE_MS", 0)
    store = Store(replace(document(), experiment=replace(document().experiment, steps=100)))
    made = StudyLink(store)
    yield made
    made.stop()
    store.deleteLater()
    made.deleteLater()


@pytest.fixture
def sent(link, monkeypatch) -> list[Numbered]:
    """What is sent to a worker that answers nothing by itself."""
    sent: list[Numbered] = []
    monkeypatch.setattr(link.worker, "_send", sent.append)
    link.worker.state = "ready"
    return sent


def hear(link: StudyLink, answer: Failed | StudyProgress) -> None:
    """As if the worker had answered."""
    link.worker._take_answer(link.worker._process, answer)  # type: ignore[arg-type]  # it has no process


def solved(count: int) -> tuple[Outcome, ...]:
    return tuple(Outcome(seed, 0.01, True, 30) for seed in range(count))


def done(qtbot, link: StudyLink) -> None:
    qtbot.waitUntil(lambda: not link.running and all(each.done for each in link.counts.values()), timeout=60_000)


@pytest.mark.parametrize("optimizer", [each.name for each in OPTIMIZERS])
def test_the_window_knows_whose_seeds_walk_together(optimizer):
    runs = [Run(optimizer), Run(optimizer, treatment=Treatment(noise=0.1))]
    runs += [Run(optimizer, schedule=Schedule(each.name)) for each in SCHEDULERS]
    assert [is_quick(run) for run in runs] == [walks_together(run) for run in runs]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_on_screen_is_one_of_the_bars(kind):
    shown = replace(document(5), network=NetworkChoice(5, "relu", initialization="orthogonal", start=(0.5,) * 21))
    bars = bars_of(shown, kind)
    chosen = [bar for bar in bars if bar.chosen]
    assert len(chosen) == 1 and len({bar.key for bar in bars}) == len(bars) == len({bar.study for bar in bars})
    assert chosen[0].study == Study(replace(shown.network_task), ADAM)
    assert {rate_of(bar.run) for bar in bars} == {0.05}


def test_a_bar_whose_network_is_not_listed_is_added_to_the_others():
    assert [bar.key for bar in bars_of(document(4), "hidden")] == [1, 2, 3, 4, 8]
    assert [bar.key for bar in bars_of(document(6), "hidden")] == [1, 2, 3, 4, 6, 8]
    assert bars_of(replace(document(), looks=()), "hidden") == ()


def test_a_seed_that_solves_it_late_is_given_the_steps_of_the_study():
    bar = next(bar for bar in bars_of(document(), "hidden") if bar.key == 4)
    outcomes = (Outcome(3, 0.01, True, 900), Outcome(4, 0.01, True, 30), Outcome(5, 0.35, False))
    steps = [with_seed(document(), bar, seed, outcomes).experiment.steps for seed in (3, 4, 5)]
    assert steps == [2000, 400, 400]
    fresh = with_seed(document().with_start((1.0, 2.0, 3.0)), bar, 3, outcomes)
    assert (fresh.experiment.seed, fresh.network.hidden, fresh.experiment.start) == (3, 4, ())


def test_counts_are_those_of_the_engine_and_are_kept(qtbot, link):
    link.open("hidden")
    assert link.worker.process_id is None, "started before it is wanted"
    done(qtbot, link)
    studies = [bar.study for bar in link.bars]
    *_, expected = study_slices(studies)
    for at, bar in enumerate(link.bars):
        count, outcomes = link.counts[bar.key], expected.outcomes[at]
        assert count.solved == tuple(each.seed for each in outcomes if each.solved)
        assert count.failed == tuple(each.seed for each in outcomes if not each.solved)
    assert 0 < len(link.counts[2].solved) < len(link.counts[8].solved)

    store, before = link._store, link._store.document
    seed = link.counts[2].failed[0]
    link.pick_failing()
    assert (link.chosen, store.experiment.seed) == ((2, seed), seed)
    link.pick(8, 4)
    assert link.chosen == (8, 4) and store.document.network.hidden == 8
    store.undo()
    store.undo()
    assert store.document == before

    asked = link._number
    link.close()
    link.open("hidden")
    qtbot.wait(20)
    assert link._number == asked and not link.running, "what is known is asked for again"
    link.close()
    link._linger.start(0)
    qtbot.waitUntil(lambda: link.worker.process_id is None)


def test_slow_studies_wait_for_a_word_and_can_be_cancelled(qtbot, link, sent):
    link._store.edit_run(0, replace(ADAM, treatment=Treatment(noise=0.1)))
    link.open("hidden")
    qtbot.wait(20)
    assert not link.running and not sent
    link.count()
    cancelled = link._number
    hear(link, StudyProgress(cancelled, Studied(0.1, {0: solved(3)}), False))
    assert link.running and link.counts[1].done == 3
    link.cancel()
    qtbot.wait(20)
    assert not link.running and isinstance(sent[-1].request, StopRequest)
    # The newest wish wins: nothing that is heard of the old one is taken for it.
    link._store.edit_run(0, ADAM)
    qtbot.waitUntil(lambda: link.running)
    hear(link, StudyProgress(cancelled, Studied(1.0, {0: solved(32)}, True), True))
    assert link.running and link.counts[1].done == 0


def test_optimizers_that_refuse_a_gate_have_no_bar():
    names = [bar.name for bar in bars_of(document(), "optimizer")]
    assert names == [each.name for each in OPTIMIZERS if each.form != "matrix"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_refused_says_why_and_is_not_asked(link, sent, kind):
    link._store.edit_run(0, Run("Muon"))
    link.open(kind)
    link.count()
    assert link.reason == experiment_problem(link._store.document.network_experiment)
    assert link.count_on_screen is None and link.counts[link.chosen[0]].progress == 1
    asked = {study for numbered in sent for study in numbered.request.studies}
    assert asked == {bar.study for bar in link.bars if bar.run.optimizer != "Muon"}
    assert link.running == bool(asked) == (kind == "optimizer")


def test_a_failure_is_said_until_something_else_is_asked(link, sent):
    link.open("hidden")
    link.count()
    cancelled = link._number
    link.cancel()
    link.count()
    hear(link, Failed(cancelled, Message("Too late.")))
    assert link.running and link.reason is None
    hear(link, Failed(link._number, Message("Out of memory.")))
    assert not link.running and link.reason == Message("Out of memory.")
    link._store.rename_run(0, "renamed")
    assert link.reason is not None
    link.open("optimizer")
    assert link.reason is None


def test_what_is_cancelled_stays_so_until_other_studies_are_wanted(qtbot, link, sent):
    store = link._store
    link.open("hidden")
    link.count()
    link.cancel()
    store.rename_run(0, "renamed")
    store.edit(replace(store.document, threshold=0.6))
    assert not link._settle.isActive() and not link.running
    store.edit_run(0, Run("Adam", (("lr", 0.1),)))
    qtbot.waitUntil(lambda: link.running)


def test_a_bar_that_is_added_meanwhile_is_counted_next(qtbot, link, sent):
    link.open("hidden")
    link.count()
    link._store.edit(link._store.document.with_network(NetworkChoice(5)))
    first = sent[-1]
    assert [study.task.hidden for study in first.request.studies] == [1, 2, 3, 4, 8]
    found = dict.fromkeys(range(5), solved(32))
    hear(link, StudyProgress(first.number, Studied(1.0, found, True), True))
    qtbot.waitUntil(lambda: link.running)
    assert [study.task.hidden for study in sent[-1].request.studies] == [5]


def test_a_study_that_is_whole_shows_all_its_seeds(link, sent):
    link.open("hidden")
    link.count()
    for count in (31, 32):
        hear(link, StudyProgress(link._number, Studied(0.2, {0: solved(count)}, shares={0: count / 32}), False))
        assert link.counts[1].done == count
