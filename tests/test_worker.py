"""The worker process, for real: what it sends, what it gives up, and that it comes back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import psutil
import pytest
from PyQt6.QtCore import QTimer

from app.child_process import ROOT
from app.engine.experiment import Experiment, Run
from app.engine.record import record
from app.engine.requests import RecordRequest
from app.engine.welcome import WELCOME
from app.recorder import Recorder
from app.worker_client import WorkerClient
from surfaces.message import Message

LONG = replace(WELCOME, steps=3000)


def is_whole(trajectories, experiment: Experiment) -> bool:
    return all(each is not None and each.complete and each.steps == experiment.steps for each in trajectories)


def assert_recorded(trajectories, experiment: Experiment) -> None:
    for trajectory, expected in zip(trajectories, record(experiment), strict=True):
        np.testing.assert_array_equal(trajectory.parameters, expected.parameters)


@pytest.fixture
def recorder(worker):
    recorder = Recorder(worker)
    yield recorder
    recorder.deleteLater()


def test_what_comes_through_the_pipe_is_what_record_says(qtbot, recorder):
    recorder.record(WELCOME)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=20_000)
    assert_recorded(recorder.trajectories, WELCOME)


def test_what_was_recorded_once_is_shown_at_once(qtbot, recorder):
    recorder.record(WELCOME)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=20_000)
    first = recorder.trajectories
    recorder.record(replace(WELCOME, start=(1.0, 1.0)))
    recorder.record(WELCOME)
    assert all(one is other for one, other in zip(recorder.trajectories, first, strict=True))


def test_only_the_run_that_changed_is_recorded(qtbot, recorder):
    recorder.record(WELCOME)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=20_000)
    first = recorder.trajectories
    changed = replace(WELCOME, runs=(Run("SGD", (("lr", 0.012),)), *WELCOME.runs[1:]))
    recorder.record(changed)
    qtbot.waitUntil(lambda: recorder.trajectories[0] is not first[0], timeout=20_000)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, changed), timeout=20_000)
    assert recorder.trajectories[1] is first[1] and recorder.trajectories[2] is first[2]
    assert_recorded(recorder.trajectories, changed)


def test_a_drag_starves_nobody(qtbot, recorder):
    """120 wishes at 60 Hz, each needing 200 ms of work and more: openings keep coming, the last one is completed."""
    runs = (Run("Adam", (("lr", 0.1),)), Run("RMSprop", (("lr", 0.01),)))
    wishes = iter([Experiment("himmelblau", (x / 60 - 1, 0.5), runs, steps=4000) for x in range(120)])
    last = Experiment("himmelblau", (119 / 60 - 1, 0.5), runs, steps=4000)
    openings: set[float] = set()

    def note(trajectories) -> None:
        if trajectories[0] is not None:
            openings.add(float(trajectories[0].parameters[0, 0]))

    recorder.trajectories_changed.connect(note)
    hand = QTimer(interval=16)

    def move() -> None:
        wish = next(wishes, None)
        hand.stop() if wish is None else recorder.record(wish)

    hand.timeout.connect(move)
    hand.start()
    qtbot.waitUntil(lambda: not hand.isActive(), timeout=20_000)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, last), timeout=20_000)
    assert len(openings) >= 15
    assert_recorded(recorder.trajectories, last)


def test_killing_the_worker_loses_nothing_but_time(qtbot, own_worker):
    recorder, chance = Recorder(own_worker), random.Random(3)
    for attempt in range(2):
        experiment = replace(LONG, start=(attempt / 7, 0.0))
        recorder.record(experiment)
        kill = QTimer(singleShot=True, interval=chance.randrange(0, 400))
        kill.timeout.connect(lambda: own_worker.process_id and os.kill(own_worker.process_id, signal.SIGKILL))
        kill.start()
        qtbot.waitUntil(lambda kill=kill: not kill.isActive(), timeout=10_000)
        qtbot.waitUntil(lambda wanted=experiment: is_whole(recorder.trajectories, wanted), timeout=60_000)
        assert_recorded(recorder.trajectories, experiment)


def test_a_stuck_worker_is_started_again(qtbot, own_worker):
    qtbot.waitUntil(lambda: own_worker.state == "ready", timeout=30_000)
    recorder, stuck = Recorder(own_worker), own_worker.process_id
    os.kill(stuck, signal.SIGSTOP)
    recorder.record(LONG)
    recorder.record(WELCOME)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=30_000)
    assert own_worker.process_id != stuck


def test_one_that_dies_twice_is_reported(qtbot, own_worker, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false" if os.path.exists("/bin/false") else "/usr/bin/false")
    failed: list[object] = []
    own_worker.request_failed.connect(failed.append)
    os.kill(own_worker.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: own_worker.state == "failed", timeout=20_000)
    assert failed == [Message("Torch stopped working twice.")]


def test_a_worker_killed_while_it_is_interrupted_is_given_time_to_start(qtbot, own_worker):
    recorder, states = Recorder(own_worker), list[str]()
    own_worker.state_changed.connect(states.append)
    recorder.record(replace(WELCOME, steps=100_000))
    recorder.record(WELCOME)
    os.kill(own_worker.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=30_000)
    assert states.count("starting") == 1 and "failed" not in states


def test_the_child_ends_when_its_parent_is_killed():
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'app.worker'], stdin=-1, stdout=-1)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_the_worker_loads_neither_qt_nor_torchs_compiler():
    code = "import sys, app.worker, app.engine.record; app.worker.warm_up(); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(found.stdout.split())
    assert "app.engine.record" in loaded
    assert not loaded & {"PyQt6", "pyqtgraph", "OpenGL", "torch._dynamo"}


def test_a_request_that_fails_is_reported_and_the_next_one_served(qtbot, worker, recorder):
    reasons: list[object] = []
    worker.request_failed.connect(reasons.append)
    worker.ask(RecordRequest((replace(WELCOME, surface="nowhere").walk(0),)))
    qtbot.waitUntil(lambda: bool(reasons), timeout=30_000)
    worker.request_failed.disconnect(reasons.append)
    recorder.record(WELCOME)
    qtbot.waitUntil(lambda: is_whole(recorder.trajectories, WELCOME), timeout=20_000)


def test_the_client_knows_its_process():
    assert WorkerClient().process_id is None
