"""From the start of the process to the first frame of the window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from tests.benchmarks.figure import Figure

ROUNDS = 7
KINDS = ("ours", "bare")


def measure() -> Iterator[Figure]:
    """Our window against a bare one of pyqtgraph, in turns; the first of each only fills the caches."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(ROUNDS + 1):
        for kind in KINDS:
            times[kind].append(_first_frame(kind))
    ours, bare = (median(times[kind][1:]) for kind in KINDS)
    yield Figure("first frame of a bare pyqtgraph window", bare, "s")
    yield Figure("first frame of the window", ours, "s")
    yield Figure("first frame: the window / bare", ours / bare, "×", at_most=2)


def _first_frame(kind: str) -> float:
    begun = perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_frame", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "shown\n":
            raise RuntimeError(f"no frame of {kind}")
        seconds = perf_counter() - begun
    return seconds
