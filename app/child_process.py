"""Where a process that this program starts finds the program's code: exactly where this process found it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_path() -> str:
    """`PYTHONPATH` for a Python that runs in the folder `ROOT`: a relative one would mean other places from there."""
    return os.pathsep.join([str(ROOT), *(os.path.abspath(place) for place in sys.path if place)])
