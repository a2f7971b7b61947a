"""`.venv/bin/python docs/pictures.py` draws the pictures of this folder anew, all of them with the program itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
ROSENBROCK = ("SGD lr=0.001", "SGD lr=0.001 momentum=0.9", "Adam lr=0.05", "RMSprop lr=0.01")
HIMMELBLAU = ("SGD lr=0.01", "Adam lr=0.1", "SGD lr=0.01 momentum=0.9")
WINDOW_SIZE, WINDOW_STEP = (1440, 900), 100
# Long enough for the layout and the last frame, short enough to wait for.
SETTLED_MS = 1000


def main() -> int:
    """Draw everything; the exit status."""
    if sys.argv[1:] == ["window"]:
        return draw_window()
    from app.cli import main as thalweg
    from app.export.display import display

    himmelblau = ["himmelblau", *runs(HIMMELBLAU), "--steps", "120", "--size", "520x330"]
    rosenbrock = ["rosenbrock", *runs(ROSENBROCK), "--steps", "300", "--size", "900x560", "--view", "map"]
    status = thalweg(["render", *himmelblau, "--out", str(FOLDER / "walk.gif")])
    status |= thalweg(["render", *rosenbrock, "--theme", "projector", "--out", str(FOLDER / "map.png")])
    with display() as environment, TemporaryDirectory() as settings:
        words = [sys.executable, __file__, "window"]
        return status | subprocess.run(words, env={**environment, "XDG_CONFIG_HOME": settings}).returncode


def runs(texts: tuple[str, ...]) -> list[str]:
    """The words of a command line that name these runs."""
    return [word for text in texts for word in ("--run", text)]


def draw_window() -> int:
    """The whole window with the welcome experiment, as it looks at the first start."""
    from PyQt6.QtCore import QTimer

    from app.application import start
    from app.recorder import Trajectories
    from app.window import Window

    application, tier = start(["thalweg"])
    window = Window(tier)
    window.resize(*WINDOW_SIZE)
    window.show()

    def shoot() -> None:
        window.grab().save(str(FOLDER / "window.png"))
        window.close()

    def shoot_when_recorded(trajectories: Trajectories) -> None:
        if all(each is not None and each.complete for each in trajectories):
            window.recorder.trajectories_changed.disconnect(shoot_when_recorded)
            window.playback.go_to(WINDOW_STEP)
            QTimer.singleShot(SETTLED_MS, shoot)

    window.recorder.trajectories_changed.connect(shoot_when_recorded)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
