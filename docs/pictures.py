"""`.venv/bin/python docs/pictures.py` draws the pictures of this folder anew, all of them with the program itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.window import Window

FOLDER = Path(__file__).resolve().parent
ROSENBROCK = ("SGD lr=0.001", "SGD lr=0.001 momentum=0.9", "Adam lr=0.05", "RMSprop lr=0.01")
HIMMELBLAU = ("SGD lr=0.01", "Adam lr=0.1", "SGD lr=0.01 momentum=0.9")
WINDOW_SIZE = (1440, 900)
SHOTS = {"window": 100, "gates": 24}
"""The pictures of the window, and the steps at which they are taken."""
LINE = (-1.0, 2.0, 2.0)
"""Three of four right, and worse than a coin."""
# Long enough for the layout and the last frame, short enough to wait for.
SETTLED_MS = 1000
# Until all seeds are counted.
COUNTED_MS = 30_000


def main() -> int:
    """Draw everything; the exit status."""
    if sys.argv[1:] and sys.argv[1] in SHOTS:
        return draw_window(sys.argv[1])
    from app.cli import main as thalweg
    from app.export.display import display

    himmelblau = ["himmelblau", *runs(HIMMELBLAU), "--steps", "120", "--size", "520x330"]
    rosenbrock = ["rosenbrock", *runs(ROSENBROCK), "--steps", "300", "--size", "900x560", "--view", "map"]
    status = thalweg(["render", *himmelblau, "--out", str(FOLDER / "walk.gif")])
    status |= thalweg(["render", *rosenbrock, "--theme", "projector", "--out", str(FOLDER / "map.png")])
    for what in SHOTS:
        with display() as environment, TemporaryDirectory() as settings:
            words = [sys.executable, __file__, what]
            status |= subprocess.run(words, env={**environment, "XDG_CONFIG_HOME": settings}).returncode
    return status


def runs(texts: tuple[str, ...]) -> list[str]:
    """The words of a command line that name these runs."""
    return [word for text in texts for word in ("--run", text)]


def draw_window(what: str) -> int:
    """The whole window: the welcome experiment as it looks at the first start, or XOR three ways."""
    from PyQt6.QtCore import QTimer

    from app.application import start
    from app.recorder import Trajectories
    from app.window import Window

    application, tier = start(["thalweg"])
    window = Window(tier)
    window.resize(*WINDOW_SIZE)
    window.show()
    if what == "gates":
        open_xor(window)
    front = window.front

    def shoot() -> None:
        window.grab().save(str(FOLDER / f"{what}.png"))
        window.close()

    def shoot_when_recorded(trajectories: Trajectories) -> None:
        if trajectories and all(each is not None and each.complete for each in trajectories):
            front.recorder.trajectories_changed.disconnect(shoot_when_recorded)
            front.playback.go_to(SHOTS[what])
            QTimer.singleShot(SETTLED_MS if what == "window" else COUNTED_MS, shoot)

    front.recorder.trajectories_changed.connect(shoot_when_recorded)
    return application.exec()


def open_xor(window: Window) -> None:
    """Three ways to it, by Adam from a seed."""
    from app.engine.gates.tables.xor import XOR
    from app.engine.run_text import parse_run

    window.open_lab("gates")
    gates = window.gates
    assert gates is not None
    document = gates.document.with_rows(XOR.rows, own=False).with_start(LINE)
    experiment = replace(document.experiment, runs=(parse_run("Adam lr=0.05"),))
    window.front.store.edit(replace(document, experiment=experiment))
    gates.show_page("three")


if __name__ == "__main__":
    sys.exit(main())
