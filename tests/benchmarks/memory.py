"""What the window and its worker hold, with eight long records."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psutil

from tests.benchmarks.experiments import LONG, TWO_RUNS, eight_runs
from tests.benchmarks.figure import Figure
from tests.benchmarks.lab_window import lab_window

MEGABYTE = 2**20


def measure() -> Iterator[Figure]:
    """Resident memory, before and after."""
    for name, experiment in (("2 × 500 steps", TWO_RUNS), (f"8 × {LONG:,} steps", eight_runs(LONG))):
        with lab_window(experiment) as window:
            assert "torch" not in sys.modules
            for place, process in (("window", None), ("worker", window.worker.process_id)):
                held = psutil.Process(process).memory_info().rss / MEGABYTE
                yield Figure(f"memory of the {place}, {name}", held, "MB")
