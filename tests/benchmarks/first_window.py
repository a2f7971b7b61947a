"""From the start of the process to the first frame of the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.figure import Figure

ROUNDS = 9
KINDS = ("ours", "bare")


def measure() -> Iterator[Figure]:
    """Our window against a bare one of pyqtgraph, in turns; the first of each only fills the caches."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with TemporaryDirectory() as folder:
        # Compiled modules are kept, as on anybody's machine, whatever is set here.
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(ROUNDS + 1):
            for kind in KINDS:
                times[kind].append(_first_frame(kind, environment))
    ours, bare = (median(times[kind][1:]) for kind in KINDS)
    yield Figure("first frame of a bare pyqtgraph window", bare, "s")
    yield Figure("first frame of the window", ours, "s")
    yield Figure("first frame: the window / bare", ours / bare, "×", at_most=2)


def _first_frame(kind: str, environment: Mapping[str, str]) -> float:
    begun = perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_frame", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        line, seconds = process.stdout.readline(), perf_counter() - begun
    if line != "shown\n":
        raise RuntimeError(f"no frame of {kind}")
    return seconds
