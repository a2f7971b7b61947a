"""`python -m app` and the console script `thalweg`."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> int:
    """Run the command line in a process of its own; the exit status."""
    interrupted = False

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        nonlocal interrupted
        interrupted = True
        # A second Ctrl+C ends the process at once.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    def unraisable(problem: sys.UnraisableHookArgs, /) -> None:
        if not interrupted:
            sys.__unraisablehook__(problem)

    signal.signal(signal.SIGINT, interrupt)
    sys.unraisablehook = unraisable
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from app.cli import INTERRUPTED, guarded
    from app.cli import main as run

    def whole() -> int:
        status = run(sys.argv[1:])
        sys.stdout.flush()
        return status

    status = guarded(whole)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # An import that was interrupted may have turned the interrupt into an error of its own.
    return INTERRUPTED if interrupted else status


if __name__ == "__main__":
    sys.exit(main())
