"""What the window and its worker hold with eight long records, beside a bare window and what the records need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil

from app.engine.trajectory import Trajectory
from tests.benchmarks.experiments import LONG, TWO_RUNS, eight_runs
from tests.benchmarks.figure import Figure
from tests.benchmarks.lab_window import lab_window

MEGABYTE = 2**20


def measure() -> Iterator[Figure]:
    """What is resident (RSS), and the share of it that would be free again if the process ended (PSS)."""
    yield from _held("a bare pyqtgraph window", *_bare())
    for name, experiment in (("2 × 500 steps", TWO_RUNS), (f"8 × {LONG:,} steps", eight_runs(LONG))):
        with lab_window(experiment) as window:
            assert "torch" not in sys.modules
            held = {"window": _memory(os.getpid()), "worker": _memory(window.worker.process_id)}
            records = sum(map(_bytes, window.recorder.trajectories)) / MEGABYTE
        for place, (resident, own) in held.items():
            yield from _held(f"the {place}, {name}", resident, own)
        yield from _held(f"window and worker, {name}", *map(sum, zip(*held.values(), strict=True)))
        yield Figure(f"memory of the records alone, {name}", records, "MB")


def _held(what: str, resident: float, own: float) -> Iterator[Figure]:
    yield Figure(f"memory of {what}, RSS", resident, "MB")
    yield Figure(f"memory of {what}, PSS", own, "MB")


def _memory(process: int | None) -> tuple[float, float]:
    """RSS and PSS in MB; PSS is known on Linux only, RSS stands in for it elsewhere."""
    found = psutil.Process(process).memory_full_info()
    return found.rss / MEGABYTE, getattr(found, "pss", found.rss) / MEGABYTE


def _bytes(trajectory: Trajectory | None) -> int:
    assert trajectory is not None
    columns = (trajectory.parameters, trajectory.losses, trajectory.gradients, trajectory.learning_rates)
    return sum(each.nbytes for each in (*columns, *trajectory.state.values()))


def _bare() -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.first_frame", "kept"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "shown\n":
            raise RuntimeError("no frame of a bare window")
        found = _memory(process.pid)
        process.kill()
    return found
