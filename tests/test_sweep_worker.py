"""Sweeps through the worker process, for real: progress, cancelling, and coming back after a death."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from app.engine.experiment import Experiment, Run, Treatment
from app.engine.requests import Numbered, RecordRequest, StopRequest, SweepProgress, SweepRequest
from app.engine.sweep import Sweep, sweep_of
from app.engine.sweeping import sweep_slices
from app.engine.welcome import WELCOME
from app.worker import Slot, answers

QUICK = sweep_of(WELCOME, (1, 3))
# Noise is walked by real runs one after another: minutes, if nobody cancels.
LONG = sweep_of(
    Experiment("himmelblau", (0.0, 0.0), (Run("Adam", treatment=Treatment(noise=0.1)),), steps=100_000), (0,)
)


def assert_whole(progress: SweepProgress, sweep: Sweep) -> None:
    *_, expected = sweep_slices(sweep)
    assert progress.swept.share == 1.0 and progress.swept.curves.keys() == expected.curves.keys()
    for index, curve in expected.curves.items():
        np.testing.assert_array_equal(progress.swept.curves[index].learning_rates, curve.learning_rates)
        np.testing.assert_array_equal(progress.swept.curves[index].losses, curve.losses)


@pytest.fixture
def heard(worker):
    """All progress of the session's worker."""
    progress: list[SweepProgress] = []
    worker.sweep_progressed.connect(progress.append)
    yield progress
    worker.sweep_progressed.disconnect(progress.append)


def test_what_comes_through_the_pipe_is_what_the_sweep_says(qtbot, worker, heard):
    sweep = replace(QUICK, experiment=replace(WELCOME, steps=2000))
    number = worker.ask(SweepRequest(sweep))
    assert worker.state == "working"
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    assert {each.number for each in heard} == {number} and len(heard) > 2
    shares = [each.swept.share for each in heard]
    assert shares == sorted(shares) and [each.finished for each in heard[:-1]] == [False] * (len(heard) - 1)
    assert heard[-1].finished
    assert_whole(heard[-1], sweep)


def test_a_newer_request_takes_the_place_of_a_sweep(qtbot, worker, heard):
    old = worker.ask(SweepRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    new = worker.ask(SweepRequest(QUICK))
    qtbot.waitUntil(lambda: heard[-1].finished, timeout=20_000)
    numbers = [each.number for each in heard]
    assert numbers == sorted(numbers) and set(numbers) == {old, new}
    assert not any(each.finished for each in heard if each.number == old)
    assert_whole(heard[-1], QUICK)


def test_a_recording_takes_the_place_of_a_sweep(qtbot, worker, heard):
    pieces: list[object] = []
    worker.pieces_arrived.connect(pieces.append)
    worker.ask(SweepRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    worker.ask(RecordRequest((WELCOME.walk(0),)))
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    worker.pieces_arrived.disconnect(pieces.append)
    assert pieces and not any(each.finished for each in heard)


def test_a_cancelled_sweep_says_nothing_more_and_leaves_the_worker_free(qtbot, worker, heard):
    process = worker.process_id
    worker.ask(SweepRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    worker.cancel()
    said = len(heard)
    assert worker.state == "ready"
    with qtbot.waitSignal(worker.pieces_arrived, timeout=20_000):
        worker.ask(RecordRequest((WELCOME.walk(0),)))
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    assert len(heard) == said and worker.process_id == process
    worker.cancel()
    assert worker.state == "ready"


@pytest.mark.parametrize("newer", [SweepRequest(QUICK), StopRequest(), RecordRequest((WELCOME.walk(0),))])
def test_a_sweep_ends_with_the_slice_in_which_something_newer_arrives(newer):
    slot = Slot()
    saying = answers(Numbered(1, SweepRequest(LONG)), slot)
    first = next(saying)
    assert isinstance(first, SweepProgress) and first.swept.share < 0.01
    slot.put(Numbered(2, newer))
    assert list(saying) == []


def test_nothing_is_answered_to_a_stop():
    assert list(answers(Numbered(1, StopRequest()), Slot())) == []


def test_a_sweep_is_begun_anew_after_the_worker_died(qtbot, own_worker):
    heard: list[SweepProgress] = []
    own_worker.sweep_progressed.connect(heard.append)
    sweep = replace(QUICK, experiment=replace(WELCOME, steps=5000))
    own_worker.ask(SweepRequest(sweep))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    died = own_worker.process_id
    os.kill(died, signal.SIGKILL)
    qtbot.waitUntil(lambda: heard[-1].finished, timeout=60_000)
    assert own_worker.process_id != died
    assert_whole(heard[-1], sweep)


def test_a_cancelled_sweep_is_not_begun_anew(qtbot, own_worker):
    own_worker.ask(SweepRequest(LONG))
    own_worker.cancel()
    os.kill(own_worker.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: own_worker.state == "starting", timeout=20_000)
    qtbot.waitUntil(lambda: own_worker.state == "ready", timeout=60_000)
    assert own_worker.state == "ready"


def test_a_recording_goes_on_beside_a_sweep_in_another_process(qtbot, worker, own_worker):
    pieces: list[object] = []
    heard: list[object] = []
    own_worker.sweep_progressed.connect(heard.append)
    worker.pieces_arrived.connect(pieces.append)
    own_worker.ask(SweepRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    worker.ask(RecordRequest((WELCOME.walk(0), WELCOME.walk(1))))
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    worker.pieces_arrived.disconnect(pieces.append)
    assert pieces and own_worker.state == "working"


def test_a_sweep_that_fails_is_reported(qtbot, worker):
    reasons: list[object] = []
    worker.request_failed.connect(reasons.append)
    worker.ask(SweepRequest(replace(QUICK, experiment=replace(WELCOME, surface="nowhere"))))
    qtbot.waitUntil(lambda: bool(reasons), timeout=30_000)
    worker.request_failed.disconnect(reasons.append)
    assert worker.state == "ready"
