"""`python -m app.draw`: reads a scene and paths from standard input and draws it; answers on standard output.

Answers are pickles: shares of the work done (0 to 1), then None, or a `Message` that says why it failed.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.gl_setup import GLTier, choose_platform
from surfaces.message import Message

if TYPE_CHECKING:
    from app.export.drawable import Drawable
    from app.export.scene import Scene


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
    from app.export.drawable import write_picture
    from app.export.endings import ANIMATIONS

    # Before anything is read: a virtual display ends with its first client, and must have had one.
    application, tier = start([sys.argv[0]])
    try:
        scene, paths = pickle.load(sys.stdin.buffer)
        drawable = _drawable(scene, tier)
        for path in map(Path, paths):
            if path.suffix.lower() in ANIMATIONS:
                write_animation(path, drawable, answer)
            else:
                write_picture(path, drawable)
    except OSError as error:
        answer(Message("Cannot write the picture: {reason}.", reason=error.strerror or str(error)))
    else:
        answer(None)
    del application


def _drawable(scene: Scene, tier: GLTier) -> Drawable:
    """Modules are loaded here, as Qt must not be before the platform is chosen."""
    if scene.view == "lab":
        from app.lab_picture import LabPicture

        return LabPicture(scene, tier)
    if scene.experiment.gate is not None:
        from app.export.gate_picture import GateArtist

        return GateArtist(scene, tier)
    from app.export.picture import Artist

    return Artist(scene, tier)


if __name__ == "__main__":
    main()
