"""`.venv/bin/python docs/contact_sheet.py FOLDER` photographs the window in every theme and size, and what opens in it.

The pictures are what a screen shows, of a display that nobody sees; `sheet.png` has all of them small, with captions.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from app.labs.gates.lab import GatesLab
    from app.window import Window

SIZES = ((1024, 720, 1), (1280, 720, 1), (1920, 1080, 1), (3840, 2160, 2))
"""Width and height in pixels of the screen, and how many of them make a pixel of the window."""

STEP = 12
COLUMNS, THUMB, CAPTION, GAP = 4, (640, 400), 26, 12
# Long enough for the layout and the last frame of a software renderer.
SETTLED_MS, LARGE_MS, GIVE_UP_MS = 900, 3000, 240_000


@dataclass(frozen=True)
class State:
    """Something that opens in the window and settles in so many times the usual; `close` puts it back."""

    name: str
    open: Callable[[Window], object]
    close: Callable[[Window], object]
    patience: int = 1


def main() -> int:
    """Photograph everything; the exit status."""
    from app.export.display import virtual_display

    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        return photograph(folder, int(sys.argv[2]))
    status = 0
    for scale in sorted({scale for _, _, scale in SIZES}):
        with virtual_display("3840x2160x24") as display, TemporaryDirectory() as settings:
            own = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(scale)}
            environment = {**os.environ, **own, "XDG_CONFIG_HOME": settings}
            status |= subprocess.run([sys.executable, __file__, str(folder), str(scale)], env=environment).returncode
    lay_out(folder)
    return status


def photograph(folder: Path, scale: int) -> int:
    """All pictures of one scale, which holds for a whole process."""
    from PyQt6.QtCore import QTimer

    from app.application import start
    from app.recorder import Trajectories
    from app.window import Window

    application, tier = start(["thalweg"])
    window = Window(tier)
    window.errors.install()
    window.move(0, 0)
    window.show()
    window.activateWindow()
    shots = session(application, window, folder, scale)

    def go_on() -> None:
        wait = next(shots, None)
        if wait is None:
            window.close()
            application.exit(0)
        else:
            QTimer.singleShot(wait, go_on)

    def begin_when_recorded(trajectories: Trajectories) -> None:
        if all(each is not None and each.complete for each in trajectories):
            window.recorder.trajectories_changed.disconnect(begin_when_recorded)
            window.playback.go_to(STEP)
            go_on()

    window.recorder.trajectories_changed.connect(begin_when_recorded)
    QTimer.singleShot(GIVE_UP_MS, lambda: application.exit(1))
    return application.exec()


def session(application: QApplication, window: Window, folder: Path, scale: int) -> Generator[int, None, None]:
    """Put the window into every state, wait as many milliseconds as are yielded, and take its picture."""
    from app.theme import THEMES

    wait = SETTLED_MS if scale == 1 else LARGE_MS
    for theme in THEMES:
        window.themes.choose(theme.name)
        for width, height, of_scale in SIZES:
            if of_scale != scale:
                continue
            window.resize(width // scale, height // scale)
            yield wait
            shoot(application, window, folder / f"{theme.name}_{width}x{height}.png")
            for state in STATES if (width, height) == (1280, 720) else ():
                state.open(window)
                yield wait * state.patience
                shoot(application, window, folder / f"{theme.name}_{state.name}.png")
                state.close(window)
                yield wait // 3


def shoot(application: QApplication, window: Window, path: Path) -> None:
    """What the screen shows where the window is, with everything that lies over it."""
    screen = application.primaryScreen()
    assert screen is not None
    place = window.geometry()
    screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).save(str(path))  # type: ignore[arg-type]


def refuse(window: Window) -> None:
    """An opened card with a learning rate that cannot be, a start that cannot be, and the focus on a button."""
    from PyQt6.QtCore import Qt

    window.top.controls.setChecked(True)
    window.lab.runs.cards[1].head.expander.click()
    for field, text in ((window.lab.runs.cards[1].lr, "-1"), (window.lab.setup.start_x, "east")):
        field.edit.setFocus()
        field.edit.selectAll()
        field.edit.insert(text)
        field.edit.committed.emit()
    window.top.export.setFocus(Qt.FocusReason.TabFocusReason)


def accept(window: Window) -> None:
    """Everything as it was before."""
    card = window.lab.runs.cards[1]
    for field in (card.lr, window.lab.setup.start_x):
        field.restore()
        field.edit.deselect()
    card.head.expander.click()
    window.lab.take_focus()


def close_dialogs(window: Window) -> None:
    """Close what was opened over the window."""
    from PyQt6.QtWidgets import QDialog

    for dialog in window.findChildren(QDialog):
        dialog.close()


def close_popups(window: Window) -> None:
    """Close what is open over the window until a click beside it."""
    from PyQt6.QtWidgets import QApplication

    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    window.lab.take_focus()


def close_view_panel(window: Window) -> None:
    """Close the panel of height and camera."""
    window.lab.stage.view_button.setChecked(False)
    window.lab.take_focus()


def pick_look(window: Window) -> None:
    """The colors and markers of a run."""
    window.top.controls.setChecked(True)
    window.lab.runs.cards[1].open_looks()


def ask_about_run(window: Window) -> None:
    """The menu of a run, under its line sample, as the key for menus opens it."""
    from PyQt6.QtCore import QPoint
    from PyQt6.QtGui import QContextMenuEvent
    from PyQt6.QtWidgets import QApplication

    window.top.controls.setChecked(True)
    card = window.lab.runs.cards[1]
    QApplication.sendEvent(card, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint()))


def fail(window: Window) -> None:
    """The dialog of an unexpected error."""
    error = RuntimeError("A made-up error, to see how it looks.")
    window.errors.show(RuntimeError, error, None)


def ask_for_file(window: Window) -> None:
    """The dialog that asks where to save."""
    from PyQt6.QtWidgets import QFileDialog

    QFileDialog(window, "", str(Path(__file__).resolve().parent.parent)).open()


def show_gate(window: Window, gate: str, page: str) -> GatesLab:
    """A page of the Gates lab, with a table that it is made for."""
    window.open_lab("gates")
    lab = window.gates
    assert lab is not None
    lab.header.gate_chosen.emit(gate)
    lab.show_page(page)
    return lab


def take_gate_apart(window: Window) -> None:
    """The worked update of one unit, as a page."""
    show_gate(window, "and", "unit").opened_page.open()


def leave_gates(window: Window) -> None:
    """Back to the first lab, with nothing open in the other one."""
    while window.front.lab.leave():
        pass
    window.open_lab("descent")
    window.lab.take_focus()


STATES = (
    State("menu", lambda window: window.top.open_menu(), close_popups),
    State("themes", lambda window: window.top.theme_button.click(), close_popups),
    State("surfaces", lambda window: window.lab.setup.surface.open(), close_popups, patience=4),
    State("view", lambda window: window.lab.stage.open_view_panel(), close_view_panel),
    State("look", pick_look, close_popups),
    State("run", ask_about_run, close_popups),
    State("refused", refuse, accept),
    State("shortcuts", lambda window: window.show_shortcuts(), close_dialogs),
    State("error", fail, close_dialogs),
    State("file", ask_for_file, close_dialogs),
    State("gates_unit", lambda window: show_gate(window, "and", "unit"), leave_gates, patience=4),
    State("gates_three", lambda window: show_gate(window, "xor", "three"), leave_gates, patience=8),
    State("gates_layers", lambda window: show_gate(window, "xor", "layers"), leave_gates, patience=2),
    State("gates_network", lambda window: show_gate(window, "xor", "network"), leave_gates, patience=4),
    State("gates_worked", take_gate_apart, leave_gates, patience=4),
)


def lay_out(folder: Path) -> None:
    """All pictures of the folder on one sheet."""
    from PIL import Image, ImageDraw, ImageFont, ImageOps

    from app.fonts import FOLDER
    from app.theme import LIGHT, THEMES

    sizes = [f"{width}x{height}" for width, height, _ in SIZES]
    names = [[f"{theme.name}_{name}" for name in (*sizes, *(state.name for state in STATES))] for theme in THEMES]
    rows = [name for line in names for name in line if (folder / f"{name}.png").exists()]
    cell = THUMB[0] + GAP, THUMB[1] + CAPTION + GAP
    lines = -(-len(rows) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * cell[0] + GAP, lines * cell[1] + GAP), LIGHT.bg0)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FOLDER / "Inter-Medium.otf"), LIGHT.body_size)
    for place, name in enumerate(rows):
        left, top = GAP + place % COLUMNS * cell[0], GAP + place // COLUMNS * cell[1]
        with Image.open(folder / f"{name}.png") as picture:
            sheet.paste(ImageOps.contain(picture.convert("RGB"), THUMB), (left, top + CAPTION))
        pen.text((left, top + GAP / 2), name.replace("_", " · "), LIGHT.text, font)
    sheet.save(folder / "sheet.png")


if __name__ == "__main__":
    sys.exit(main())
