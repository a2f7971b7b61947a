"""`python -m app.export.draw`: reads a scene and paths from standard input and draws it; answers on standard output.

Answers are pickles: shares of the work done (0 to 1), then None, or a `Message` that says why it failed.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from app.gl_setup import choose_platform
from surfaces.message import Message


def main() -> None:
    """Draw one scene to every path."""
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def answer(value: object) -> None:
        pickle.dump(value, target)
        target.flush()

    choose_platform()

    from app.application import start
    from app.export.animation import write_animation
    from app.export.picture import Unpaintable, write_picture

    # Before anything is read: a virtual display ends with its first client, and must have had one.
    application, tier = start([sys.argv[0]])
    try:
        scene, paths = pickle.load(sys.stdin.buffer)
        for path in map(Path, paths):
            if path.suffix.lower() == ".gif":
                write_animation(path, scene, tier, answer)
            else:
                write_picture(path, scene, tier)
    except Unpaintable as error:
        answer(error.message)
    except OSError as error:
        answer(Message("Cannot write the picture: {reason}.", reason=error.strerror or str(error)))
    else:
        answer(None)
    del application


if __name__ == "__main__":
    main()
