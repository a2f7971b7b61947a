"""Many seeds by a worker process of their own: bars, counts, cancelling, and the seed that a click loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.engine.experiment import Run, Schedule, Treatment
from app.engine.gates.study import Outcome, Study
from app.engine.gates.studying import study_slices, walks_together
from app.engine.gates.tables import gate_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULERS
from app.engine.sweep import rate_of
from app.gates_document import FIRST_GATES, GatesDocument, NetworkChoice
from app.labs.gates import study_bars, study_link
from app.labs.gates.study_bars import KINDS, bars_of, is_quick, with_seed
from app.labs.gates.study_link import StudyLink
from app.store import Store

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
    outcomes = (Outcome(3, 0.01, 4, 4, True, 900), Outcome(4, 0.01, 4, 4, True, 30), Outcome(5, 0.35, 2, 4, False))
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


def test_slow_studies_wait_for_a_word_and_can_be_cancelled(qtbot, link):
    noisy = Run("Adam", (("lr", 0.05),), treatment=Treatment(noise=0.1))
    store = link._store
    store.edit(replace(document(run=noisy), experiment=replace(document(run=noisy).experiment, steps=20_000)))
    link.open("hidden")
    qtbot.wait(20)
    assert not link.running and link.worker.process_id is None
    link.count()
    assert link.running
    qtbot.waitUntil(lambda: link.counts[1].progress > 0, timeout=60_000)
    link.cancel()
    assert not link.running and link.worker.process_id is not None
    qtbot.wait(20)
    assert not link.running
    # The newest wish wins: other seeds are counted, and nothing of the old ones is taken for them.
    store.edit(replace(document(), experiment=replace(document().experiment, steps=100)))
    done(qtbot, link)
    assert link.counts[1].solved == ()
