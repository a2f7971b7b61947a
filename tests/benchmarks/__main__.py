"""`python -m tests.benchmarks [NAME ...]`: measures and prints a table; the figures are no test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from app.export.display import display
from tests.benchmarks.figure import Figure

BENCHMARKS = (
    "recording",
    "sweep",
    "gate_study",
    "gate_dragging",
    "dragging",
    "animation",
    "orbit",
    "software",
    "peers",
    "scrubbing",
    "worked",
    "worked_panel",
    "first_window",
    "memory",
    "playing",
    "gate_plane",
)


def main(names: list[str]) -> int:
    """Measure what is named, or everything; the exit code says only whether all of it could be measured."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    print(f"{'':62}{'figure':>10}       {'bar':8}")
    crashed = [name for name in names or BENCHMARKS if not _print(name)]
    if crashed:
        print(f"could not be measured: {', '.join(crashed)}", file=sys.stderr)
    return 1 if crashed else 0


def _print(name: str) -> bool:
    figures = 0
    for figure in _figures(name):
        figures += 1
        print(
            f"{figure.what:62}{figure.value:10.4g} {figure.unit:5} {figure.bar:8}{figure.verdict}".rstrip(), flush=True
        )
    return figures > 0


def _figures(name: str) -> Iterator[Figure]:
    """What one benchmark finds, in a process, with settings and on a display of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.one", name]
    with display() as environment, tempfile.TemporaryDirectory() as folder:
        own = {f"XDG_{kind}_HOME": os.path.join(folder, kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**environment, **own}) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield Figure(**json.loads(line))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
