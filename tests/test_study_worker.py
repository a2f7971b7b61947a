"""Studies through the worker process, for real."""

from __future__ import annotations

import pytest

from app.engine.experiment import Run, Treatment
from app.engine.gates.study import Study
from app.engine.gates.studying import study_slices
from app.engine.gates.tables.xor import XOR
from app.engine.gates.task import GateTask
from app.engine.requests import RecordRequest, StudyProgress, StudyRequest
from app.engine.welcome import WELCOME

ADAM = Run("Adam", (("lr", 0.05),))
QUICK = tuple(Study(GateTask(XOR.rows, hidden=hidden, activation="tanh"), ADAM, tuple(range(8))) for hidden in (2, 4))
# Noise is walked by real runs one after another: minutes, if nobody cancels.
LONG = (Study(QUICK[0].task, Run("Adam", treatment=Treatment(noise=0.1)), steps=100_000),)


@pytest.fixture
def heard(worker):
    """All progress of the session's worker."""
    progress: list[StudyProgress] = []
    worker.study_progressed.connect(progress.append)
    yield progress
    worker.study_progressed.disconnect(progress.append)


def test_what_comes_through_the_pipe_is_what_the_study_says(qtbot, worker, heard):
    number = worker.ask(StudyRequest(QUICK))
    assert worker.state == "working"
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    assert {each.number for each in heard} == {number} and len(heard) > 2
    shares = [each.studied.share for each in heard]
    assert shares == sorted(shares) and [each.finished for each in heard[:-1]] == [False] * (len(heard) - 1)
    *_, expected = study_slices(QUICK)
    assert heard[-1].finished and heard[-1].studied.outcomes == expected.outcomes


def test_a_recording_takes_the_place_of_a_study(qtbot, worker, heard):
    pieces: list[object] = []
    worker.pieces_arrived.connect(pieces.append)
    worker.ask(StudyRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    worker.ask(RecordRequest((WELCOME.walk(0),)))
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    worker.pieces_arrived.disconnect(pieces.append)
    assert pieces and not any(each.finished for each in heard)


def test_a_cancelled_study_leaves_the_worker_free(qtbot, worker, heard):
    process = worker.process_id
    worker.ask(StudyRequest(LONG))
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    worker.cancel()
    assert worker.state == "ready"
    said = len(heard)
    worker.ask(StudyRequest(QUICK))
    qtbot.waitUntil(lambda: worker.state == "ready", timeout=20_000)
    assert worker.process_id == process and heard[-1].finished
    assert {each.number for each in heard[said:]} == {heard[-1].number}
