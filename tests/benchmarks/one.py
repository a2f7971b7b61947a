"""`python -m tests.benchmarks.one NAME`: one benchmark, in this process; each figure is a line of JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module

from app.application import start


def main(name: str) -> None:
    """Measure with the application running, as in the window."""
    application, _tier = start([sys.argv[0]])
    for figure in import_module(f"tests.benchmarks.{name}").measure():
        print(json.dumps(asdict(figure)), flush=True)
    application.quit()


if __name__ == "__main__":
    main(sys.argv[1])
