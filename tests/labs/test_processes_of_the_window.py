"""Windows whose worker is away, or whose race's process is killed or not even wanted."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PyQt6.QtCore import Qt

from app.engine.experiment import Run
from app.engine.race import race_sweep
from app.engine.welcome import WELCOME
from app.store import document_of
from app.views.race import shown
from app.window import Window
from tests.labs.test_fair_race import FEW, LONG, phase
from tests.open_window import opened
from tests.qtest import QTest


@pytest.fixture
def window(qtbot, worker, monkeypatch) -> Iterator[Window]:
    monkeypatch.setattr(shown, "race_sweep", partial(race_sweep, count=FEW))
    yield from opened(qtbot, worker)


def test_while_torch_is_away_cards_do_not_say_what_held_before(qtbot, own_worker):
    shown = opened(qtbot, own_worker)
    window = next(shown)
    cards = window.lab.runs.cards
    qtbot.waitUntil(lambda: "Converged" in cards[1].status.sentence)
    own_worker.stop()
    window.store.edit_run(1, Run("Adam", (("lr", 0.2),)))
    qtbot.waitUntil(lambda: cards[1].status.sentence == "Waits for torch")
    assert "Converged" in cards[0].status.sentence
    assert window.lab.results.results.index(1, 1).data() == "—"
    own_worker.start()
    qtbot.waitUntil(lambda: cards[1].status.sentence not in ("", "Waits for torch"), timeout=60_000)
    assert not window.recorder.outdated
    next(shown, None)


def test_a_worker_that_dies_is_started_again_and_the_race_is_run(qtbot, window):
    window.store.edit(
        replace(LONG, experiment=replace(LONG.experiment, runs=(Run("LBFGS"),), steps=20), looks=LONG.looks[:1])
    )
    QTest.keyClick(window, Qt.Key.Key_F)
    client = window.lab.fair_race.worker
    qtbot.waitUntil(lambda: client.state == "working", timeout=90_000)
    os.kill(client.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: phase(window) == "finished", timeout=90_000)
    assert window.lab.fair_race.race.is_whole(0)


def test_without_a_run_there_is_nothing_to_race(window):
    window.store.edit(document_of(replace(WELCOME, runs=())))
    assert not window.lab.runs.head.race.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_F)
    assert phase(window) is None and window.lab.fair_race.worker.process_id is None
    QTest.keyClick(window.lab.race_page, Qt.Key.Key_Escape)
    assert window.lab.splitter.isVisible()
