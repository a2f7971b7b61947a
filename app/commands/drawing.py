"""Has a scene drawn by a process of its own, so that Qt and torch never meet; a display is not needed."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from app.child_process import ROOT, python_path
from app.commands.progress import Progress
from app.commands.words import Failed
from app.export.display import NoDisplay, display, no_display
from app.export.scene import Scene
from app.i18n import tr
from surfaces.message import Message


def draw(make_scene: Callable[[], Scene], paths: tuple[Path, ...]) -> None:
    """Write a scene to files, a picture or an animation by their endings; raises `Failed`.

    The scene is made while the drawing process starts.
    """
    with ExitStack() as stack:
        try:
            environment = stack.enter_context(display())
        except NoDisplay:
            environment = no_display()
            said = tr("There is neither a display nor Xvfb: drawn in software, without OpenGL.")
            sys.stderr.write(f"thalweg: {said}\n")
        _draw(make_scene, paths, {**environment, "QT_ENABLE_HIGHDPI_SCALING": "0"})


def _draw(make_scene: Callable[[], Scene], paths: tuple[Path, ...], environment: dict[str, str]) -> None:
    noise = None if os.environ.get("THALWEG_DEBUG") else subprocess.DEVNULL
    artist = subprocess.Popen(
        [sys.executable, "-m", "app.draw"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=noise,
        cwd=ROOT,
        env={**environment, "PYTHONPATH": python_path()},
        start_new_session=True,
    )
    with artist:
        assert artist.stdin is not None and artist.stdout is not None
        try:
            scene = make_scene()
            with Progress(Message("Drawing")) as progress:
                pickle.dump((scene, tuple(map(str, paths))), artist.stdin)
                artist.stdin.flush()
                while (answer := pickle.load(artist.stdout)) is not None:
                    if isinstance(answer, Message):
                        raise Failed(answer)
                    progress.show(Message("Drawing"), answer)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            raise Failed(Message("The process that draws ended unexpectedly.")) from None
        finally:
            artist.kill()
